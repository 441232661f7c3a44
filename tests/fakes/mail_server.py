"""FakeMailServer: a real SMTP server (aiosmtpd) on a loopback port, with what a test needs to make it fail.

    with FakeMailServer() as server:
        server.faults.recipients["gone@example.com"] = "550 5.1.1 No such user"
        ...
        assert [mail.recipient for mail in server.mails] == [...]

Points at which it can hang or drop the connection (`faults.hang`, `faults.drop`): `greeting`; `data`, before it takes
the mail; `body`, having said go ahead and reading nothing; `end`, having queued the mail and not yet said so; `quit`,
having said so.
"""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from types import TracebackType
from typing import Any, Self, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True)
class Delivered:
    """A mail that the server has."""

    sender: str
    recipient: str
    content: bytes
    encrypted: bool
    user: str

    @property
    def message(self) -> EmailMessage:
        """The mail, read."""
        return message_from_bytes(self.content, policy=SMTP_POLICY)


@dataclass
class Faults:
    """What goes wrong; nothing by itself."""

    hang: str = ""
    drop: str = ""
    recipients: dict[str, str] = field(default_factory=dict)  # address -> answer to RCPT
    greeting: str = ""  # the answers in place of the usual ones
    sign_in: str = ""
    sender: str = ""
    end: str = ""
    drip: bool = False  # the greeting comes a byte at a time, for ever
    taken: Callable[[], object] = lambda: None  # called when a mail was queued, before it is acknowledged


class FakeMailServer:
    """The server; `login` makes it demand this user and password, `tls` is starttls, always or none."""

    def __init__(
        self,
        tls: str = "none",
        certificate: ssl.SSLContext | None = None,
        login: tuple[str, str] | None = None,
        methods: tuple[str, ...] = ("PLAIN", "LOGIN"),
    ) -> None:
        self.mails: list[Delivered] = []
        self.sign_ins: list[tuple[str, str, str]] = []  # mechanism, user, password
        self.connections = 0
        self.faults = Faults()
        self.login = login
        self.tls, self.certificate = tls, certificate
        self.unused = tuple({"PLAIN", "LOGIN"} - set(methods if login else ()))
        self._controller: Controller | None = None

    @property
    def port(self) -> int:
        """Where it listens, on 127.0.0.1."""
        assert self._controller is not None
        return self._controller.port

    def __enter__(self) -> Self:
        self._controller = _Controller(self)
        self._controller.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        assert self._controller is not None
        self._controller.stop()


class _Controller(Controller):
    def __init__(self, server: FakeMailServer) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        always = server.certificate if server.tls == "always" else None
        super().__init__(_Handler(server), hostname="127.0.0.1", port=port, ssl_context=always, ready_timeout=20)
        self._fake = server

    def factory(self) -> SMTP:
        return _Conversation(self._fake, self.handler)

    def _trigger_server(self) -> None:
        """Not connect once at the start, as aiosmtpd does: it would count as a client."""
        self._factory_invoked.set()
        self.smtpd = cast("Any", object())

    def cancel_tasks(self, stop_loop: bool = True) -> None:
        """End what hangs, and let it end before the loop does."""
        tasks = [task for task in asyncio.all_tasks(self.loop) if task is not asyncio.current_task(self.loop)]
        for task in tasks:
            task.cancel()
        self.loop.create_task(self._end(tasks))

    async def _end(self, tasks: list[Any]) -> None:
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.01)  # transports close in the turn after
        self.loop.stop()


class _Conversation(SMTP):
    def __init__(self, fake: FakeMailServer, handler: Any) -> None:
        super().__init__(
            handler,
            hostname="fake.example.com",
            tls_context=fake.certificate if fake.tls == "starttls" else None,
            auth_require_tls=fake.tls == "starttls",
            auth_exclude_mechanism=fake.unused,
            authenticator=self._check,
        )
        self.fake = fake

    async def _handle_client(self) -> None:
        self.fake.connections += 1
        faults = self.fake.faults
        try:
            await self.trouble("greeting")
            while faults.drip:
                assert self._writer is not None
                self._writer.write(b"2")
                await asyncio.sleep(0.05)
            if faults.greeting:
                await self.push(faults.greeting)
                self._close()
                return
            await super()._handle_client()
        except (ConnectionError, asyncio.CancelledError):
            self._close()

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's name
        await self.trouble("data")
        if "body" in (self.fake.faults.hang, self.fake.faults.drop):
            await self.push("354 go ahead")
            await self.trouble("body")
        await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg: str | None) -> None:  # noqa: N802
        await self.trouble("quit")
        await super().smtp_QUIT(arg)

    async def trouble(self, point: str) -> None:
        if self.fake.faults.hang == point:
            await asyncio.sleep(3600)
        if self.fake.faults.drop == point:
            self._close()
            raise ConnectionResetError

    def _close(self) -> None:
        if self.transport is not None:
            with contextlib.suppress(Exception):
                cast("Any", self.transport).abort()

    def _check(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        assert isinstance(data, LoginPassword)
        user, password = data.login.decode(), data.password.decode()
        self.fake.sign_ins.append((mechanism, user, password))
        if self.fake.faults.sign_in:
            return AuthResult(success=False, handled=False, message=self.fake.faults.sign_in)
        if (user, password) == self.fake.login:
            return AuthResult(success=True, auth_data=user)
        return AuthResult(success=False, handled=False)


class _Handler:
    def __init__(self, fake: FakeMailServer) -> None:
        self.fake = fake

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.fake.login and not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        return self.fake.faults.sender or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.fake.faults.recipients.get(address, "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.fake.faults.end:
            return self.fake.faults.end
        content = envelope.original_content or b""
        encrypted = server.transport is not None and server.transport.get_extra_info("sslcontext") is not None
        for recipient in envelope.rcpt_tos:
            self.fake.mails.append(
                Delivered(
                    str(envelope.mail_from),
                    str(recipient),
                    content,
                    encrypted,
                    str(session.auth_data or ""),
                )
            )
        self.fake.faults.taken()
        assert isinstance(server, _Conversation)
        await server.trouble("end")
        return "250 2.0.0 queued"
