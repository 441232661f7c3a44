"""One mail handed to a mail server, and what became of it."""

import smtplib
import socket
import ssl
from email.message import EmailMessage

from app.errors import BadChoice
from app.mailing.addresses import mailbox
from app.mailing.message import wire
from app.mailing.outcome import Ended, Outcome
from app.mailing.server import MailServer
from app.mailing.talk import Over, Talk


def deliver(server: MailServer, message: EmailMessage, sender: str, recipient: str) -> Outcome:
    """Hand the mail over, and tell what became of it; never raises for what the server or the net does."""
    try:
        content, source, target = wire(message), mailbox(sender).address, mailbox(recipient).address
    except BadChoice as problem:
        return Outcome(Ended.REFUSED, str(problem))
    talk = Talk(server)
    try:
        talk.open()
        talk.encrypt()
        talk.sign_in()
        talk.address(source, target)
        talk.hand_over(content)
        return Outcome(Ended.SENT)
    except Over as over:
        talk.leave()
        return over.outcome
    except Exception as error:
        return _broken(talk, error)
    finally:
        talk.close()


def _broken(talk: Talk, error: Exception) -> Outcome:
    """The outcome where no answer came, by how far it had got."""
    host = talk.server.host
    if talk.dot_sent:
        return Outcome(
            Ended.UNKNOWN,
            f"The mail server {host} was given the whole mail and never said that it has it: ask the recipient, and "
            "have it sent again if it did not come.",
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return Outcome(
            Ended.REFUSED,
            f"The certificate of the mail server {host} cannot be trusted ({error.verify_message}): check the host in "
            "SMTP_URL, or name its authority by ?ca=FILE.",
            others_too=True,
        )
    if not isinstance(error, OSError):
        return Outcome(
            Ended.PUT_OFF, f"The mail could not be sent ({type(error).__name__}), by a fault of Leadsheet: report it."
        )
    where = f"{host}, port {talk.server.port},"
    if isinstance(error, ssl.SSLError):
        sentence = f"The mail server {where} does not speak TLS as expected: check smtp:// or smtps:// in SMTP_URL."
    elif talk.sock is None and not isinstance(error, smtplib.SMTPException):
        why = (
            "no such name" if isinstance(error, socket.gaierror) else str(getattr(error, "strerror", "") or "too slow")
        )
        sentence = f"The mail server {where} cannot be reached ({why}): check SMTP_URL and that the server is running."
    else:
        sentence = (
            f"The mail server {where} broke off or fell silent before it had the mail: check that it is well, and "
            "smtp:// or smtps:// in SMTP_URL."
        )
    return Outcome(Ended.PUT_OFF, sentence, talk.others_too)
