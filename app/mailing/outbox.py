"""Mails as files in a folder, where there is no mail server: any mail program opens them."""

import contextlib
import logging
import os
import re
import tempfile
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from app.mailing.outcome import Ended, Outcome

_said = logging.getLogger("leadsheet.mail")
_SHORT = 12  # digits of the mark in the Message-ID


@dataclass(frozen=True)
class Outbox:
    """A folder that takes mails; made when the first one comes."""

    folder: Path

    def send(self, message: EmailMessage, sender: str, recipient: str) -> Outcome:
        """Write the mail as `YYYYMMDD-report-period-mark.eml`, whole or not at all, readable by its owner alone.

        Only the same mail, sent again, is overwritten. Addresses are in the mail itself.
        """
        from app.mailing.message import wire

        name = _file_name(message)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(self.folder / name, wire(message))
        except OSError as error:
            return Outcome(
                Ended.PUT_OFF,
                f"The outbox {self.folder} cannot be written ({error.strerror or error}): mend the folder or the disk, "
                "or set SMTP_URL.",
                others_too=True,
            )
        _said.info("There is no SMTP_URL: a mail was written into the outbox as %s.", name)
        return Outcome(Ended.SENT)


def _file_name(message: EmailMessage) -> str:
    """Made from the date and the Message-ID, which tells report, period and recipient apart."""
    day = parsedate_to_datetime(str(message["Date"])).strftime("%Y%m%d")
    about, _, mark = str(message["Message-ID"]).strip("<>").partition("@")[0].rpartition(".")
    parts = [re.sub(r"[^A-Za-z0-9-]+", "-", part) for part in (about, mark[:_SHORT])]
    return f"{'-'.join([day, *(part for part in parts if part)])}.eml"


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")  # its mode is 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)  # noqa: PTH105 - the atomic call, by its name
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    with contextlib.suppress(OSError):  # not every file system can sync a folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
