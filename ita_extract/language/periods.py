"""When a measure is carried out: from what is written to a first and a last day.

A fiscal year of B.E. year Y runs from 1 October of C.E. year Y - 544 to 30 September of Y - 543.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

from ita_extract.language.vocabulary import YEAR

MONTHS = {
    "มกราคม": 1, "กุมภาพันธ์": 2, "มีนาคม": 3, "เมษายน": 4, "พฤษภาคม": 5, "มิถุนายน": 6,
    "กรกฎาคม": 7, "สิงหาคม": 8, "กันยายน": 9, "ตุลาคม": 10, "พฤศจิกายน": 11, "ธันวาคม": 12,
    "ม.ค.": 1, "ก.พ.": 2, "มี.ค.": 3, "เม.ย.": 4, "พ.ค.": 5, "มิ.ย.": 6,
    "ก.ค.": 7, "ส.ค.": 8, "ก.ย.": 9, "ต.ค.": 10, "พ.ย.": 11, "ธ.ค.": 12,
}  # fmt: skip
# in the order of a fiscal year
SHORT_MONTHS = (
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
)
_FULL = "|".join(name for name in MONTHS if "." not in name)
_SHORT = "|".join(re.escape(name[:-1]) for name in MONTHS if "." in name)  # ต.ค. and ต.ค
# ตค. and ตค before a year or a dash
_BARE = "|".join(name.replace(".", "") for name in MONTHS if "." in name)
_MONTH = rf"{_FULL}|(?:{_SHORT})\.?|(?<![ก-๛])(?:{_BARE})\.?(?=\d|-)"
_BY_LETTERS = {name.replace(".", ""): month for name, month in MONTHS.items()}
_DATE = re.compile(rf"(?P<day>\d{{1,2}})?(?P<month>{_MONTH})(?:พ\.?ศ\.?)?(?P<year>25\d\d|20\d\d|\d\d(?!\d))?")
_QUARTER = re.compile(
    r"ไตรมาส(?:ที่)?(?P<first>[1-4])(?:(?:-|ถึง|และ|,| )+(?:ไตรมาส(?:ที่)?)?(?P<last>[1-4]))*(?!\d)"
)
_FISCAL = re.compile(rf"(?:ปีงบประมาณ|งบประมาณ|ประจำปี|ปี)(?:พ\.?ศ\.*)?(?P<year>{YEAR})")
_HALF_SPAN = re.compile(r"\d.*(?:-|ถึง)(?:วันที่|เดือน)?$")
_DEADLINE = re.compile(r"ภายใน|ก่อน|ไม่เกิน|แล้วเสร็จ|ถึงวันที่")
_OPEN = re.compile(r"เป็นต้นไป")
_YEARS = re.compile(r"(?P<first>25\d\d)(?:-|ถึง|และ)(?:ปี(?:งบประมาณ)?(?:พ\.?ศ\.*)?)?(?P<last>25\d\d)")
# what only a person can weigh: quarters of two years, or a span counted from another day
COUNTED = re.compile(r"\d+วัน|ไตรมาส.*ปี.*ไตรมาส.*ปี|สิ้นปี|หลัง")
_WHOLE_YEAR = re.compile(r"ตลอด|ทั้งปี|ต่อเนื่อง|ปีงบประมาณ")


class Period(NamedTuple):
    """First and last day (None: not said) and the fiscal year, B.E."""

    start: dt.date | None
    end: dt.date | None
    fiscal_year: int | None


def months_of(first: int, last: int, fiscal_year: int | None) -> Period:
    """Return the period from one month of a fiscal year to another; months count from 1, October, to 12."""
    if fiscal_year is None:
        return Period(None, None, None)
    (start_year, start), (end_year, end) = (
        (fiscal_year - 544 + (month > 3), (month + 8) % 12 + 1) for month in (first, last)
    )
    ends = dt.date(end_year, end, calendar.monthrange(end_year, end)[1])
    return Period(dt.date(start_year, start, 1), ends, fiscal_year)


def read_period(key: str, table_year: int | None) -> Period:
    """Read a period from a cell's key; `table_year` is the fiscal year of the measure table."""
    fiscal = _FISCAL.search(key)
    year = _buddhist(int(fiscal["year"])) if fiscal else table_year
    if COUNTED.search(key):
        return Period(None, None, year)
    span = _YEARS.search(key)
    if span is not None and not _DATE.search(key) and int(span["first"]) < int(span["last"]):
        first, last = int(span["first"]), int(span["last"])
        return Period(dt.date(first - 544, 10, 1), dt.date(last - 543, 9, 30), first)
    quarter = _QUARTER.search(key)
    if quarter is not None and year is not None:
        first, last = int(quarter["first"]), int(quarter["last"] or quarter["first"])
        if first <= last:
            return Period(_quarter_start(year, first), _quarter_end(year, last), year)
    dates = list(_DATE.finditer(key))
    if dates:
        return _from_dates(key, dates, year)
    if year is not None and (fiscal is not None or _WHOLE_YEAR.search(key)):
        return Period(dt.date(year - 544, 10, 1), dt.date(year - 543, 9, 30), year)
    return Period(None, None, year)


def dates_in(key: str) -> list[dt.date]:
    """Return the whole dates (day, month, year) that a key holds, in order."""
    found = []
    for match in _DATE.finditer(key):
        if match["day"] and match["year"]:
            date = _date(match, None, None, last_day=False)
            found += [date] if date else []
    return found


def _buddhist(year: int) -> int:
    if year < 100:
        return 2500 + year
    return year + 543 if year < 2400 else year


def _quarter_start(year: int, quarter: int) -> dt.date:
    return dt.date(year - 544, 10, 1) if quarter == 1 else dt.date(year - 543, 3 * quarter - 5, 1)


def _quarter_end(year: int, quarter: int) -> dt.date:
    start = _quarter_start(year, quarter)
    return dt.date(start.year, start.month + 2, calendar.monthrange(start.year, start.month + 2)[1])


def _from_dates(key: str, dates: list[re.Match[str]], year: int | None) -> Period:
    """Read one or two dates; a month without a year takes that of the other, or of the fiscal year."""
    first, last = dates[0], dates[-1]
    end = _date(last, None, year, last_day=True)
    if end is None:
        return Period(None, None, year)
    fiscal_year = year if year is not None else _fiscal_year_of(end)
    if len(dates) == 1 and _HALF_SPAN.search(key[: first.start()]):
        return Period(None, None, year)  # `1 ??? 2563 - 30 กันยายน 2564`: where it begins could not be read
    if len(dates) == 1:
        if _OPEN.search(key):
            return Period(_date(first, None, year, last_day=False), None, fiscal_year)
        if _DEADLINE.search(key):
            return Period(None, end, fiscal_year)
        return Period(_date(first, None, year, last_day=False), end, fiscal_year)
    start = _date(first, last, year, last_day=False)
    if start is not None and start > end:
        start = start.replace(year=start.year - 1)
    return Period(start, end, fiscal_year)


def _date(
    match: re.Match[str], other: re.Match[str] | None, year: int | None, *, last_day: bool
) -> dt.date | None:
    month = _BY_LETTERS[match["month"].replace(".", "")]
    written = match["year"] or (other["year"] if other else None)
    if written is not None:
        christian = _buddhist(int(written)) - 543
    elif year is not None:
        christian = year - 544 if month >= 10 else year - 543
    else:
        return None
    days = calendar.monthrange(christian, month)[1]
    day = int(match["day"]) if match["day"] else (days if last_day else 1)
    return dt.date(christian, month, day) if 1 <= day <= days else None


def _fiscal_year_of(day: dt.date) -> int:
    return day.year + 543 + (1 if day.month >= 10 else 0)
