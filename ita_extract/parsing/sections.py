"""The parts of a report's running text: what comes before the indicators, their sections, and what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ita_extract.parsing.flow import Flow
from ita_extract.parsing.score_tables import indicator_by_name
from ita_extract.parsing.vocabulary import CLOSING, FACTS, NUMBERING
from ita_extract.rulebook.year import YearRules

_HEADING = re.compile(
    rf"(?P<numbering>{NUMBERING})(?:ผลการวิเคราะห์)?ตัวชี้วัด(?:ที่)?(?P<number>\d{{1,2}})(?![\d.,])[:.)\-]*(?P<name>[^\d]*?)(?P<score>[(:]?(?:ได้|มี|ผล)*(?:คะแนน|ร้อยละ)?(?:เฉลี่ย|รวม|ที่ได้|เท่ากับ|:|=|ได้)*\d[\d.]*(?:คะแนน|%)?\)?)?"
)
_NAME_HEADING = re.compile(
    rf"(?P<numbering>{NUMBERING})(?P<word>ตัวชี้วัด:?|ด้าน)?(?P<name>[^\d]{{6,60}}?)(?P<score>[(:]?(?:ได้|มี|ผล)*(?:คะแนน|ร้อยละ)?(?:เฉลี่ย|รวม|ที่ได้|เท่ากับ|:|=|ได้)*\d[\d.]*(?:คะแนน|%)?\)?)?"
)
_PROSE_OPENING = re.compile(r"(?:ผลการประเมิน|ผลคะแนน)\S{0,60}?ตัวชี้วัด(?:ที่)?(?P<number>\d{1,2})(?![\d.,])")
_PROSE_WORDS = re.compile(r"ได้|มีผล|พบว่า|ดังนั้น|ควร|หน่วยงาน|ผู้ตรวจ|และตัวชี้วัด|ซึ่ง|โดย")


@dataclass(frozen=True)
class IndicatorSection:
    """The text about one indicator: places in the flow's key. `facts` is where ข้อเท็จจริงพบว่า begins, or `stop`."""

    indicator: int
    start: int
    facts: int
    stop: int


@dataclass(frozen=True)
class Outline:
    """Where the parts of a report stand in the flow's key.

    The summary is what comes before `summary_stop`; `closing` is where the part on measures begins.
    """

    summary_stop: int
    sections: tuple[IndicatorSection, ...]
    closing: int


def outline(flow: Flow, rules: YearRules, measures_place: int | None) -> Outline:
    """Find the sections of the ten indicators by their headings, or by the sentences that open them.

    `measures_place` is where the measure table stands; nothing behind it belongs to an indicator.
    """
    end = len(flow.text.key) if measures_place is None else measures_place
    marks = _headings(flow, rules, end) or _openings(flow, end)
    closing = end
    if marks:
        closing = next(
            (
                flow.starts[line]
                for line in range(len(flow.starts))
                if marks[-1][0] < flow.starts[line] < end and _closes(flow, line)
            ),
            end,
        )
    sections = []
    for index, (start, number) in enumerate(marks):
        stop = marks[index + 1][0] if index + 1 < len(marks) else closing
        facts = FACTS.search(flow.text.key, start, stop)
        sections.append(IndicatorSection(number, start, facts.start() if facts else stop, stop))
    return Outline(marks[0][0] if marks else closing, tuple(sections), closing)


def _closes(flow: Flow, line: int) -> bool:
    key = flow.line_key(line)
    match = CLOSING.match(key)
    if match is None:
        return False
    # a heading, not the first words of a sentence in a guidance list: short, or the title of a table
    return "ตาราง" in match.group() or len(key) < 90 and not re.match(r"\(?\d{1,2}[.)]", key) or "ปีงบประมาณ" in key


def _headings(flow: Flow, rules: YearRules, end: int) -> list[tuple[int, int]]:
    """Return place and indicator of the lines that are headings; a second one for the same indicator is prose."""
    by_number = _matching(flow, rules, end, named=False)
    if len({number for _, number in by_number}) >= 3:
        return _without_repeats(by_number)
    by_name = _matching(flow, rules, end, named=True)
    return _without_repeats(by_name) if len({number for _, number in by_name}) >= 3 else []


def _matching(flow: Flow, rules: YearRules, end: int, *, named: bool) -> list[tuple[int, int]]:
    found = []
    for line, place in enumerate(flow.starts):
        if place >= end:
            break
        key = flow.line_key(line)
        if named:
            match = _NAME_HEADING.fullmatch(key)
            number = indicator_by_name(match["name"].strip("():-.\"'"), rules) if match else None
            if number is not None and match is not None and (match["numbering"] or match["word"]):
                found.append((place, number))
            continue
        match = _HEADING.fullmatch(key)
        if match is not None and 1 <= int(match["number"]) <= 10 and _is_heading_name(match["name"]):
            found.append((place, int(match["number"])))
    return found


def _is_heading_name(name: str) -> bool:
    return len(name) <= 60 and not _PROSE_WORDS.search(name.replace("การปฏิบัติหน้าที่ของหน่วยงาน", ""))


def _without_repeats(marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the run of headings that has the sections: lists of contents and wrapped prose repeat numbers.

    A line that names the indicator whose section is open is a wrapped sentence. Where a whole earlier run repeats
    (a table of contents), the last one counts.
    """
    kept: list[tuple[int, int]] = []
    for place, number in marks:
        if kept and kept[-1][1] == number:
            continue
        kept.append((place, number))
    last_first = max((index for index, (_, number) in enumerate(kept) if number == kept[0][1]), default=0)
    tail = kept[last_first:]
    if last_first and {number for _, number in tail} >= {number for _, number in kept[:last_first]}:
        return tail
    seen: set[int] = set()
    return [mark for mark in kept if not (mark[1] in seen or seen.add(mark[1]))]  # type: ignore[func-returns-value]


def _openings(flow: Flow, end: int) -> list[tuple[int, int]]:
    """Return place and indicator of the sentences that begin to speak of an indicator."""
    found: list[tuple[int, int]] = []
    seen: set[int] = set()
    for match in flow.text.finditer(_PROSE_OPENING, 0, end):
        number = int(match["number"])
        if 1 <= number <= 10 and number not in seen and flow.text.starts_line(match.start()):
            found.append((match.start(), number))
            seen.add(number)
    return found
