"""Settings from the environment. Each is documented in docs/settings.md; a test holds that."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from email.utils import parseaddr
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.errors import BadChoice
from app.store.places import Places

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+|[^@\s]+@localhost")

_OF_GOOGLE = ".apps.googleusercontent.com"  # how the id of an OAuth client of Google's ends

ROOT = Path(__file__).parent.parent
SHIPPED_MODEL = ROOT / "model"


def _folder(name: str, text: str) -> Path:
    path = Path(text).expanduser()
    if not path.is_dir():
        raise BadChoice(f"{name} names {path}, which is no folder: name the folder of a model, or unset it.")
    return path


def _number(low: int, high: int) -> Callable[[str, str], int]:
    def read(name: str, text: str) -> int:
        if not text.strip().isdecimal() or not low <= int(text) <= high:
            raise BadChoice(f"{name} is “{text}”, but must be a whole number from {low:,} to {high:,}.")
        return int(text)

    return read


def _switch(name: str, text: str) -> bool:
    word = text.strip().lower()
    if word in {"1", "on", "true", "yes"}:
        return True
    if word in {"0", "off", "false", "no"}:
        return False
    raise BadChoice(f"{name} is “{text}”, but must be on or off.")


def _origins(name: str, text: str) -> tuple[str, ...]:
    origins = tuple(part.strip().rstrip("/") for part in text.split(",") if part.strip())
    for origin in origins:
        if origin != "*" and not origin.startswith(("http://", "https://")):
            raise BadChoice(f"{name} holds “{origin}”, but an origin looks like https://sheets.example.com.")
    return origins


def _path(name: str, text: str) -> Path:
    return Path(text).expanduser()


def _text(name: str, text: str) -> str:
    return text.strip()


def _api_address(name: str, text: str) -> str:
    """The start of an API's addresses; without TLS only on this machine, for a token goes with every call."""
    address = text.strip().rstrip("/")
    try:
        parts = urlsplit(address)
        host, plain = parts.hostname, not (parts.username or parts.path or parts.query or parts.fragment)
    except ValueError:
        host, plain = None, False
    if host and plain and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))):
        return address
    raise BadChoice(
        f"{name} must look like https://sheets.example.com, or http:// on this machine: correct or unset it."
    )


def _zone(name: str, text: str) -> str:
    try:
        ZoneInfo(text.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadChoice(f"{name} is “{text}”, which is no time zone: write one such as Europe/Paris.") from None
    return text.strip()


def _address(name: str, text: str) -> str:
    """Where people reach this service; it begins the links in mails."""
    address = text.strip().rstrip("/")
    parts = urlsplit(address)
    if parts.scheme in ("https", "http") and parts.hostname and not (parts.query or parts.fragment):
        return address
    raise BadChoice(f"{name} is “{text}”, but must look like https://leads.example.com.")


def _mail_address(name: str, text: str) -> str:
    address = text.strip()
    if not _MAIL.fullmatch(parseaddr(address)[1]):
        raise BadChoice(f"{name} holds “{address}”, which is no mail address: write one such as ana@example.com.")
    return address


def _mail_addresses(name: str, text: str) -> tuple[str, ...]:
    parts = [part for part in re.split(r"[,;\s]+", text) if part]
    return tuple(dict.fromkeys(_mail_address(name, part).lower() for part in parts))


def _words(name: str, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.lower() for part in re.split(r"[,;\s]+", text) if part))


def _client_ids(name: str, text: str) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(part for part in re.split(r"[,;\s]+", text) if part))
    for part in parts:
        if not part.endswith(_OF_GOOGLE) or part == _OF_GOOGLE:
            raise BadChoice(f"{name} holds “{part}”, but an OAuth client's id looks like 1234-abcd{_OF_GOOGLE}.")
    return parts


def _setting(variable: str, default: object, read: Callable[[str, str], object], *, shown: bool = True) -> Any:
    return field(default=default, metadata={"variable": variable, "read": read}, repr=shown)


@dataclass(frozen=True)
class Settings:
    """What can be set, each from the environment variable beside it."""

    model: Path = _setting("LEADSHEET_MODEL", SHIPPED_MODEL, _folder)
    data: Path = _setting("LEADSHEET_DATA", Path("leadsheet-data"), _path)
    database: str = _setting("DATABASE_URL", "", _text)
    open: bool = _setting("LEADSHEET_OPEN", False, _switch)
    rate_per_minute: int = _setting("LEADSHEET_RATE", 600, _number(1, 1_000_000))
    max_body_mb: int = _setting("LEADSHEET_MAX_BODY_MB", 16, _number(1, 512))
    cors_origins: tuple[str, ...] = _setting("CORS_ORIGINS", (), _origins)
    log_predictions: bool = _setting("LOG_PREDICTIONS", True, _switch)
    retention_days: int = _setting("LEADSHEET_RETENTION_DAYS", 365, _number(1, 36_500))
    sheets_api_url: str = _setting("SHEETS_API_URL", "https://sheets.googleapis.com", _api_address)
    # People put the key where its path belongs: neither is ever shown.
    google_key_file: Path | None = _setting("GOOGLE_APPLICATION_CREDENTIALS", None, _path, shown=False)
    google_key: str = _setting("LEADSHEET_GOOGLE_CREDENTIALS", "", _text, shown=False)

    google_reads: int = _setting("LEADSHEET_GOOGLE_READS", 50, _number(1, 6000))
    google_writes: int = _setting("LEADSHEET_GOOGLE_WRITES", 50, _number(1, 6000))
    zone: str = _setting("LEADSHEET_TZ", "UTC", _zone)
    url: str = _setting("LEADSHEET_URL", "", _address)
    smtp_url: str = _setting("SMTP_URL", "", _text, shown=False)
    mail_from: str = _setting("MAIL_FROM", "", _mail_address)
    digest_recipients: tuple[str, ...] = _setting("DIGEST_RECIPIENTS", (), _mail_addresses)
    digest_names: bool = _setting("DIGEST_NAMES", False, _switch)

    google_client_id: str = _setting("GOOGLE_CLIENT_ID", "", _text)
    google_client_secret: str = _setting("GOOGLE_CLIENT_SECRET", "", _text, shown=False)
    sign_in_url: str = _setting("SIGN_IN_URL", "https://accounts.google.com", _api_address)
    drive_api_url: str = _setting("DRIVE_API_URL", "https://www.googleapis.com", _api_address)
    allowed_domains: tuple[str, ...] = _setting("ALLOWED_DOMAINS", (), _words)
    allowed_emails: tuple[str, ...] = _setting("ALLOWED_EMAILS", (), _mail_addresses)
    addon_client_ids: tuple[str, ...] = _setting("ADDON_CLIENT_IDS", (), _client_ids)

    @property
    def places(self) -> Places:
        """Where the store lies."""
        folder = self.data.absolute()
        return Places(self.database or f"sqlite:///{folder / 'leadsheet.db'}", folder)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process. Raises BadChoice with a sentence for a value that cannot be."""
    given = os.environ if environment is None else environment
    chosen = {
        one.name: one.metadata["read"](one.metadata["variable"], given[one.metadata["variable"]])
        for one in fields(Settings)
        if given.get(one.metadata["variable"])
    }
    return Settings(**chosen)


@lru_cache(maxsize=1024)
def is_loopback(host: str) -> bool:
    """Whether an address, or a name of one, can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
