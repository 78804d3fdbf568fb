"""The dates that a PDF gives of itself (ISO 32000-1, 7.9.4): `D:20250131093000+07'00'`."""

from __future__ import annotations

import datetime as dt
import re

_WRITTEN = re.compile(
    r"D?:?(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)?(?P<minute>\d\d)?(?P<second>\d\d)?"
    r"(?:Z|(?P<sign>[+-])(?P<hours>\d\d)'?(?P<minutes>\d\d)?)?"
)


def iso_date(written: str) -> str | None:
    """Return a date of a PDF as ISO 8601 in UTC; None for what is none. A date without a zone counts as UTC."""
    match = _WRITTEN.match(written.strip())
    if match is None:
        return None
    parts = {name: int(match[name] or 0) for name in ("hour", "minute", "second", "hours", "minutes")}
    try:
        there = dt.datetime(
            int(match["year"]),
            int(match["month"]),
            int(match["day"]),
            parts["hour"],
            parts["minute"],
            parts["second"],
        )
        ahead = dt.timedelta(hours=parts["hours"], minutes=parts["minutes"])
        here = there + ahead if match["sign"] == "-" else there - ahead
    except (ValueError, OverflowError):
        return None
    return f"{here.isoformat(timespec='seconds')}Z"
