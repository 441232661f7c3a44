"""What is said to a mail server, in which order, and where the border lies.

A server may deliver a mail once it has read the line with the single dot that ends it, and not before (RFC 5321,
4.1.1.4). So the dot is sent by itself: whatever fails earlier, the mail surely was not taken; whatever fails from then
on without an answer, it may have been. smtplib's own data() sends both as one, and cannot tell.
"""

import base64
import contextlib
import re
import smtplib
import socket
import ssl
import threading
import time
from typing import NoReturn

from app.mailing.addresses import one_line
from app.mailing.outcome import Ended, Outcome
from app.mailing.server import MailServer

_GOODBYE_SECONDS = 2.0  # it has the mail: whether it says goodbye changes nothing
_LONGEST_REPLY = 200  # characters of a server's own words that people are shown


class Over(Exception):
    """The server's answer settled it."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.sentence)
        self.outcome = outcome


class Talk(smtplib.SMTP):
    """A connection whose every wait is bounded, also against a server that answers a byte at a time."""

    def __init__(self, server: MailServer) -> None:
        super().__init__(local_hostname="localhost", timeout=server.read_seconds)
        self.server = server
        self.others_too = True  # until the recipient is named, all is the same for any mail
        self.dot_sent = False
        self._ends = time.monotonic() + server.total_seconds
        self._guard: socket.socket | None = None
        self._watch: threading.Timer | None = None

    def open(self) -> None:
        """Connect, with TLS from the first byte where the server is of that kind, and hear the greeting."""
        plain = self._reach()
        # A second handle of the connection: it can be cut through that whatever TLS makes of the first.
        self._guard = plain.dup()
        self._watch = threading.Timer(max(self._ends - time.monotonic(), 0.0), self._cut)
        self._watch.daemon = True
        self._watch.start()
        self.local_hostname = _literal(plain)
        self.sock = plain
        if self.server.tls == "always":
            self.sock = self._context().wrap_socket(plain, server_hostname=self.server.host)
        self._expect(self.getreply(), "greeted with")
        self.ehlo_or_helo_if_needed()

    def encrypt(self) -> None:
        """STARTTLS where it is offered, or must be."""
        if self.server.tls in ("always", "off"):
            return
        if self.has_extn("starttls"):
            self._expect(self.docmd("STARTTLS"), "answered the wish for encryption with")
            assert self.sock is not None
            self.sock = self._context().wrap_socket(self.sock, server_hostname=self.server.host)
            self.file = None  # what was said in the clear, also ahead of time, counts no more (RFC 3207)
            self._expect(self.ehlo(), "answered the hello with")
        elif self.server.tls == "required":
            self._stop(
                Ended.REFUSED,
                f"The mail server {self.server.host} offers no encryption on port {self.server.port}: write smtps:// "
                "in SMTP_URL, or another port.",
            )

    def sign_in(self) -> None:
        """PLAIN or LOGIN, once: a wrong password tried by every method locks accounts."""
        if not self.server.password:
            return
        methods = self.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in methods:
            reply = self.docmd("AUTH", f"PLAIN {_plain(self.server)}")
        elif "LOGIN" in methods:
            reply = self.docmd("AUTH", "LOGIN")
            for secret in (self.server.user, self.server.password):
                if reply[0] == 334:
                    reply = self.docmd(_base64(secret))
        else:
            self._stop(
                Ended.REFUSED,
                f"The mail server {self.server.host} takes no user and password here: remove them from SMTP_URL, or "
                "name its port for sending.",
            )
        self._expect(reply, "refused user and password of SMTP_URL with" if reply[0] >= 500 else "put signing in off")

    def address(self, sender: str, recipient: str) -> None:
        """Say from whom to whom."""
        self._expect(self.mail(sender), f"answered the sender {sender} with")
        self.others_too = False
        self._expect(self.rcpt(recipient), f"answered the recipient {recipient} with")

    def hand_over(self, content: bytes) -> None:
        """The mail itself; on return the server has said that it has it."""
        code, words = self.docmd("DATA")
        if code != 354:
            self._expect((code, words), "would not take the mail:", fine=())
        self.send(re.sub(rb"(?m)^\.", b"..", content))
        assert self.sock is not None
        self.sock.settimeout(self.server.total_seconds)  # a filter may take long over a mail; the watch bounds it
        self.dot_sent = True
        self.send(b".\r\n")
        reply = self.getreply()
        if not 200 <= reply[0] < 300 and not 400 <= reply[0] < 600:
            raise smtplib.SMTPServerDisconnected("no answer that means anything")
        self._expect(reply, "answered the mail with")
        self.leave()

    def leave(self) -> None:
        """Say goodbye."""
        with contextlib.suppress(Exception):
            if self.sock is not None:
                self.sock.settimeout(_GOODBYE_SECONDS)
                self.docmd("QUIT")

    def close(self) -> None:
        """Let go of everything."""
        watch, guard = self._watch, self._guard
        self._watch = self._guard = None
        if watch is not None:
            watch.cancel()
        with contextlib.suppress(OSError):
            super().close()
        if guard is not None:
            guard.close()

    def _reach(self) -> socket.socket:
        """A connection to the first of the host's addresses that answers, within the time there is."""
        last: OSError = TimeoutError("timed out")
        for family, kind, protocol, _, place in socket.getaddrinfo(
            self.server.host, self.server.port, type=socket.SOCK_STREAM
        ):
            left = self._ends - time.monotonic()
            if left <= 0:
                break
            plain = socket.socket(family, kind, protocol)
            try:
                plain.settimeout(min(self.server.read_seconds, left))
                plain.connect(place)
                plain.settimeout(self.server.read_seconds)
                plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the dot follows its mail at once
            except OSError as error:
                plain.close()
                last = error
            else:
                return plain
        raise last

    def _cut(self) -> None:
        guard = self._guard
        if guard is not None:
            with contextlib.suppress(OSError):
                guard.shutdown(socket.SHUT_RDWR)

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self.server.ca is not None:
            try:
                context.load_verify_locations(self.server.ca)
            except (OSError, ValueError):
                self._stop(Ended.REFUSED, f"{self.server.ca} holds no certificate: correct ca= in SMTP_URL.")
        return context

    def _expect(self, reply: tuple[int, bytes], what: str, fine: tuple[int, ...] = (2,)) -> None:
        """Go on after a good answer; any other settles it."""
        code, words = reply
        if code // 100 in fine:
            return
        said = f"{code} {self._harmless(words)}".strip()
        sentence = f"The mail server {self.server.host} {what} “{said}”"
        if code // 100 == 5:
            self._stop(Ended.REFUSED, f"{sentence}: mend that, then have the mail sent again.")
        self._stop(Ended.PUT_OFF, f"{sentence}: wait, or ask who runs it.")

    def _harmless(self, words: bytes) -> str:
        """The server's words on one line; none of those that repeat what was said to sign in."""
        text, password = one_line(words.decode("utf-8", "replace")), self.server.password
        secrets = (password, _base64(password), _plain(self.server))
        return "" if password and any(secret in text for secret in secrets) else text[:_LONGEST_REPLY]

    def _stop(self, ended: Ended, sentence: str) -> NoReturn:
        raise Over(Outcome(ended, sentence, self.others_too))


def _literal(connection: socket.socket) -> str:
    """What to call ourselves: our address, which needs no look-up and is always allowed (RFC 5321, 4.1.3)."""
    address = str(connection.getsockname()[0]).partition("%")[0]
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _plain(server: MailServer) -> str:
    """The one word of AUTH PLAIN (RFC 4616)."""
    return _base64(f"\0{server.user}\0{server.password}")


def _base64(secret: str) -> str:
    return base64.b64encode(secret.encode()).decode("ascii")
