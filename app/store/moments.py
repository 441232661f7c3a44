"""Moments as each database's driver takes them."""

from datetime import UTC, date, datetime

from app.store.database import Kind


def stored(moment: datetime, kind: Kind) -> object:
    """An aware moment for a DateTime column: SQLite has only text, so UTC in the form SQLAlchemy reads."""
    utc = moment.astimezone(UTC)
    return utc if kind == "postgresql" else utc.strftime("%Y-%m-%d %H:%M:%S.%f")


def read_moment(value: object) -> datetime | None:
    """What `stored` wrote, as an aware moment in UTC."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value.astimezone(UTC) if isinstance(value, datetime) else None


def stored_day(day: date, kind: Kind) -> object:
    """A day for a Date column."""
    return day if kind == "postgresql" else day.isoformat()


def read_day(value: object) -> date | None:
    """What `stored_day` wrote."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value if isinstance(value, date) else None
