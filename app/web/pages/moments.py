"""Moments and stretches of time in the words of a page."""

from datetime import datetime, tzinfo

from flask_babel import format_datetime


def shown(moment: datetime, zone: tzinfo, now: datetime) -> str:
    """A moment by a zone's clock, `Mon 23 Nov 07:00`, with the year where it is another than now."""
    local = moment.astimezone(zone)
    pattern = "EEE d MMM HH:mm" if local.year == now.astimezone(zone).year else "EEE d MMM y HH:mm"
    return str(format_datetime(local.replace(tzinfo=None), pattern, rebase=False))
