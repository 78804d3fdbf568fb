"""Periods as they are written to first and last days; a fiscal year begins on 1 October of the year before."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spans import span

from ita_extract.language.periods import Period, read_period
from ita_extract.thai.digits import to_thai

YEAR_2569 = (dt.date(2025, 10, 1), dt.date(2026, 9, 30))


def read(text: str, table_year: int | None = 2569) -> Period:
    return read_period(span(text).key, table_year)


@pytest.mark.parametrize(
    "text",
    [
        "ตลอด ปีงบประมาณ พ.ศ.๒๕๖๙",
        "ตลอดปีงบประมาณ ๒๕๖๙",
        "ตลอด ปีงบประมาณ ๒๕๖๙",
        "ตลอดปีงบประมาณ\nพ.ศ. 2569",
        "ปีงบประมาณ พ.ศ 2569",
        "ปีงบประมาณ พ.ศ..2569",
        "ตลอดปีงบประมาณ",
        "ตลอดทั้งปี",
        "ดำเนินการต่อเนื่อง",
        "ไตรมาส 1-4",
        "ไตรมาสที่ ๑ ถึง ไตรมาสที่ ๔",
        "ไตรมาส 1 - ไตรมาส 4",
        "ตุลาคม 2568 - กันยายน 2569",
        "ต.ค. 2568 - ก.ย. 2569",
        "ต.ค. 68 – ก.ย. 69",
        "ตุลาคม - กันยายน",
        "1 ตุลาคม 2568 ถึง 30 กันยายน 2569",
        "๑ ต.ค. ๒๕๖๘ - ๓๐ ก.ย. ๒๕๖๙",
        "1 ตุลาคม พ.ศ. 2568 ถึงวันที่ 30 กันยายน พ.ศ. 2569",
    ],
)
def test_the_whole_fiscal_year(text: str) -> None:
    assert read(text) == Period(*YEAR_2569, 2569)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("ไตรมาส 1", "2025-10-01", "2025-12-31"),
        ("ไตรมาสที่ 2", "2026-01-01", "2026-03-31"),
        ("ไตรมาสที่ ๓", "2026-04-01", "2026-06-30"),
        ("ไตรมาสที่ 4", "2026-07-01", "2026-09-30"),
        ("ไตรมาส 2-3", "2026-01-01", "2026-06-30"),
        ("ไตรมาสที่ 1 และ 2", "2025-10-01", "2026-03-31"),
        ("มีนาคม 2569", "2026-03-01", "2026-03-31"),
        ("กุมภาพันธ์ 2569", "2026-02-01", "2026-02-28"),
        ("พฤศจิกายน", "2025-11-01", "2025-11-30"),
        ("ม.ค. - มี.ค. 69", "2026-01-01", "2026-03-31"),
        ("ต.ค. - ธ.ค. 2568", "2025-10-01", "2025-12-31"),
        ("พฤศจิกายน - กุมภาพันธ์ 2569", "2025-11-01", "2026-02-28"),
        ("มกราคม ถึง เมษายน 2026", "2026-01-01", "2026-04-30"),
    ],
)
def test_part_of_the_year(text: str, start: str, end: str) -> None:
    assert read(text) == Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end), 2569)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("ภายใน มีนาคม 2569", "2026-03-31"),
        ("ภายในเดือนมีนาคม ๒๕๖๙", "2026-03-31"),
        ("ภายในวันที่ 15 มิ.ย. 69", "2026-06-15"),
        ("ก่อน 30 เมษายน", "2026-04-30"),
        ("แล้วเสร็จ กันยายน 2569", "2026-09-30"),
    ],
)
def test_a_deadline_has_no_first_day(text: str, end: str) -> None:
    assert read(text) == Period(None, dt.date.fromisoformat(end), 2569)


def test_a_leap_year_has_its_day() -> None:
    assert read("กุมภาพันธ์ 2571", None) == Period(dt.date(2028, 2, 1), dt.date(2028, 2, 29), 2571)


@pytest.mark.parametrize("text", ["", "ตามแผน", "31 กุมภาพันธ์ 2569", "ทุกวันพุธ"])
def test_what_says_no_day_gives_none(text: str) -> None:
    assert read(text)[:2] == (None, None)


def test_without_a_year_anywhere_nothing_is_guessed() -> None:
    assert read("ตลอดปีงบประมาณ", None) == Period(None, None, None)
    assert read("ไตรมาส 2", None) == Period(None, None, None)
    assert read("มีนาคม", None) == Period(None, None, None)


def test_the_year_that_is_written_comes_before_that_of_the_table() -> None:
    assert read("ปีงบประมาณ 2568", 2569) == Period(dt.date(2024, 10, 1), dt.date(2025, 9, 30), 2568)
    assert read("ตลอดปีงบประมาณ 2026", 2568) == Period(*YEAR_2569, 2569)


@given(st.integers(2562, 2599), st.integers(1, 4), st.integers(1, 4), st.booleans())
def test_quarters_lie_in_their_fiscal_year_and_meet_end_to_end(
    year: int, entry: int, other: int, thai: bool
) -> None:
    first, last = sorted((entry, other))
    text = f"ไตรมาส {first}-{last} ปีงบประมาณ {year}"
    found = read(to_thai(text) if thai else text, None)
    assert found.fiscal_year == year
    assert found.start is not None
    assert found.end is not None
    assert dt.date(year - 544, 10, 1) <= found.start < found.end <= dt.date(year - 543, 9, 30)
    assert (found.start == dt.date(year - 544, 10, 1)) == (first == 1)
    assert (found.end == dt.date(year - 543, 9, 30)) == (last == 4)
    assert 89 <= (found.end - found.start).days / (last - first + 1) + 1 <= 93
    if last < 4:
        assert read(f"ไตรมาส {last + 1}", year).start == found.end + dt.timedelta(1)


@given(st.dates(dt.date(2019, 1, 1), dt.date(2050, 1, 1)))
def test_a_date_without_a_table_year_falls_into_its_fiscal_year(day: dt.date) -> None:
    months = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
    found = read(f"ภายใน {day.day} {months[day.month - 1]} {day.year + 543}", None)
    assert found.end == day
    assert found.fiscal_year is not None
    assert dt.date(found.fiscal_year - 544, 10, 1) <= day <= dt.date(found.fiscal_year - 543, 9, 30)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("ไตรมาสที่ 1, 2, 3 และ 4", dt.date(2025, 10, 1), dt.date(2026, 9, 30)),
        ("ต.ค 68 – ก.ย 69", dt.date(2025, 10, 1), dt.date(2026, 9, 30)),
        ("ตค.68-กย.69", dt.date(2025, 10, 1), dt.date(2026, 9, 30)),
        ("ภายในวันที่ 31 มี.ค 2569", None, dt.date(2026, 3, 31)),
        ("ตั้งแต่ตุลาคม 2568 เป็นต้นไป", dt.date(2025, 10, 1), None),
        ("ปีงบประมาณ 2569 - 2570", dt.date(2025, 10, 1), dt.date(2027, 9, 30)),
        ("ไตรมาสที่ 4 ปี 2568 ถึงไตรมาสที่ 1 ปี 2569", None, None),
        ("ภายใน 30 วัน หลังสิ้นปีงบประมาณ 2569", None, None),
    ],
)
def test_days_are_given_where_they_are_said(text: str, start: dt.date | None, end: dt.date | None) -> None:
    assert read(text)[:2] == (start, end)
