"""A process that posts what waits: `python -m tests.mailing.posting_worker URL PORT [hold]`.

It says `ready`, waits for a line, posts, and says how many it sent. With `hold` it says `handed over` when the server
has answered 250, and then never comes to note it.
"""

import sys
import time
from email.message import EmailMessage

from app.jobs.posting import Contents, post_waiting
from app.mailing.outcome import Outcome
from app.mailing.server import MailServer
from app.store.database import open_store
from app.store.mails import Mail


def render(mail: Mail) -> Contents:
    return Contents(f"{mail.report} {mail.period}", "Hello", "<p>Hello</p>")


class Holding:
    def __init__(self, server: MailServer) -> None:
        self.server = server

    def send(self, message: EmailMessage, sender: str, recipient: str) -> Outcome:
        outcome = self.server.send(message, sender, recipient)
        print("handed over" if not outcome.sentence else outcome.sentence, flush=True)
        time.sleep(60)
        return outcome


if __name__ == "__main__":
    url, port, *how = sys.argv[1:]
    server = MailServer.of(f"smtp://127.0.0.1:{port}?tls=off")
    store = open_store(url)
    print("ready", flush=True)
    sys.stdin.readline()
    print(post_waiting(store, Holding(server) if how else server, "leadsheet@example.com", render), flush=True)
