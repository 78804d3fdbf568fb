"""Lists in running text, whatever their markers: ๑. … ๒. …, 1) …, (๑) …, 1.1 …, ขั้นตอนที่ 1 …, 1/ …, bullets, letters.

Markers are told apart from decimals, years and codes. A list may slip once in its numbering (1, 2, 2, 3): each marker
that begins a line is an entry, and the entries are numbered anew.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from ita_extract.layout.span import Span

# `๑. `, `๑.ควร`, `อบต.๒.`, `1)`, `(1)`, `ข้อ 5 (2)`; never 98.29, พ.ศ.2569, 9.1, 31 จุด, o10)
_MARKER = re.compile(
    r"(?:(?P<open>\()|(?<!\d)(?<!\d\.)(?<![^a-z][ieo]))(?P<number>\d{1,2})(?(open)\)|[.)])(?!\d)"
)
# words behind which a number is a reference, no marker
_REFERRING = ("ข้อ", "ข้อที่", "พ.ศ.", "มาตรา", "ฉบับที่", "ครั้งที่", "ม.")
_BULLET = re.compile(r"[-–•●○▪■◦·*➢➤►▶▷✓✔√☑□❖◆◇★☆⮚→⇒»\uf000-\uf0ff](?!\d)|o(?=[ก-ฮเ-ไ])")
# markers that count only at the beginning of a line, in families: `1.1 1.2`, `ขั้นตอนที่ 1`, `1/`, `1 จัดทำ…`
_FAMILIES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:ขั้นตอน|ขั้น|กิจกรรมย่อย|กิจกรรม|ข้อ|ประการ|แนวทาง|วิธี|ลำดับ|ระยะ|ประเด็น)(?:ที่)?(?P<number>\d{1,2})[.:)]*(?!\d)",
        r"\(?\d{1,2}\.(?P<number>\d{1,2})[.)]*(?=[^\d.])",
        r"(?P<number>\d{1,2})/(?!\d)",
        r"(?P<number>\d{1,2})(?=[ก-ฮเ-ไ])",
    )
)
_BARE = len(_FAMILIES) - 1
# whatever a list entry may begin with
ANY_MARKER = re.compile(
    "|".join(
        (
            _MARKER.pattern.replace("open", "bracket").replace("number", "count"),
            _BULLET.pattern,
            r"\(?[ก-ฮ][.)]",
            *(family.pattern.replace("number", f"number{index}") for index, family in enumerate(_FAMILIES)),
        )
    )
)


_NEW_PARAGRAPH = re.compile(r"ทั้งนี้(?!หน่วยงาน)|นอกจากนี้(?!หน่วยงาน)|อนึ่ง|โดยสรุป|หมายเหตุ|[¹²³*]+[ก-ฮ]")
_LETTER = re.compile(r"[ก-ฮเ-ไ](?![.)])")
_LETTERS = "กขคงจฉชซฌญฐฑ"


Mark = tuple[int, int, int]  # number, start and end of a marker


@dataclass(frozen=True)
class Step:
    """One entry of a list: its number and its text without it."""

    number: int
    text: Span


def split_numbered(span: Span) -> tuple[Span, list[Step]]:
    """Split a span at the markers of a list that counts 1, 2, 3 …; bullets count when no number does.

    A marker stands at the beginning of a line or behind a space, and carries the next number in turn. Returns what
    stands before the list, and its steps (none: the span holds no list).
    """
    marks = _with_slips(span, _in_turn(span))
    family = _of_a_family(span)
    if family and (not marks or family[0][1] < marks[0][1]):
        marks = family
    if not marks:
        return _split_bullets(span)
    steps = []
    for index, (_, _, begin) in enumerate(marks):
        stop = marks[index + 1][1] if index + 1 < len(marks) else len(span.key)
        steps.append(Step(index + 1, span.cut(begin, stop)))
    return span.cut(0, marks[0][1]), steps


def _with_slips(span: Span, marks: list[Mark]) -> list[Mark]:
    """Add the markers of a list's form that begin a line and repeat a number: 1, 2, 2, 3."""
    if len(marks) < 2:
        return marks
    form = _form(span, marks[0])
    taken = {start for _, start, _ in marks}
    again = [
        (int(match["number"]), match.start(), match.end())
        for match in span.finditer(_MARKER, marks[0][1])
        if span.starts_line(match.start())
        and match.start() not in taken
        and (match["open"] or match.group()[-1]) == form
    ]
    every = sorted([*marks, *again], key=lambda mark: mark[1])
    numbers = [number for number, _, _ in every]
    in_order = all(0 <= after - before <= 2 for before, after in pairwise(numbers))
    return every if again and in_order and numbers.count(1) == 1 else marks


def _form(span: Span, mark: Mark) -> str:
    """Return how a marker is written: `(` for (1), `)` for 1), `.` for 1."""
    written = span.key[mark[1] : mark[2]]
    return "(" if written.startswith("(") else written[-1]


def _of_a_family(span: Span) -> list[Mark]:
    """Return the markers of the family that begins first and counts up from 1, two at least."""
    best: list[Mark] = []
    for number, pattern in enumerate(_FAMILIES):
        marks = [
            (int(match["number"]), match.start(), match.end())
            for place in {0, *span.line_places}
            if (match := pattern.match(span.key, place)) is not None
            and (number != _BARE or span.follows_space(match.end()))
        ]
        marks.sort(key=lambda mark: mark[1])
        numbers = [mark[0] for mark in marks]
        counts = len(marks) > 1 and numbers[0] == 1 and all(0 <= b - a <= 2 for a, b in pairwise(numbers))
        if counts and (not best or marks[0][1] < best[0][1]):
            best = marks
    return best


def end_of_paragraph(span: Span, start: int, stop: int) -> tuple[int, bool]:
    """Return where a new paragraph of running text ends what began at `start` (or `stop`), and whether that is sure.

    It stands below a line that stops short, without a marker and indented like the line of `start`. That is sure
    where it begins with a word that takes up the whole (`ทั้งนี้ เทศบาลจะมอบหมาย…`). `span` is the running text.
    """
    places = span.line_places
    for place in places[bisect_right(places, start) : bisect_left(places, stop)]:
        indented = span.is_indented_like(place, start)
        if _NEW_PARAGRAPH.match(span.key, place, stop) and (indented or span.stops_short(place, 0.12)):
            return place, True
        if indented and _LETTER.match(span.key, place, stop) and span.stops_short(place, 0.25):
            return place, False
    return stop, True


def _in_turn(span: Span) -> list[tuple[int, int, int]]:
    """Return number, start and end of the markers that count up from 1.

    Markers that begin a line come before those behind a space, and these before those glued to a word
    (`ติดต่อ๒.ประชาสัมพันธ์`): a `2.` in a sentence must not shadow the true second step below it.
    """
    found: list[tuple[int, int, int, int]] = []
    forms: dict[int, str] = {}  # of the marker at a place: "(" for (1), ")" for 1), "." for 1.
    for match in span.finditer(_MARKER):
        start = match.start()
        if start == 0 or span.starts_line(start):
            rank = 0
        elif span.key[:start].endswith(_REFERRING):
            continue
        else:
            rank = 1 if span.follows_space(start) else 2
        found.append((int(match["number"]), start, match.end(), rank))
        forms[start] = match["open"] or match.group()[-1]
    marks: list[Mark] = []
    expected, place = 1, -1
    while True:
        ahead = [mark for mark in found if mark[0] == expected and mark[1] > place]
        if marks:  # another form that counts from 1 itself is a list inside a step: 1) … (1) … (2) … 2) …
            form, begun = forms[marks[0][1]], marks[0][1]
            nested = {forms[mark[1]] for mark in found if mark[0] == 1 and mark[1] > begun} - {form}
            ahead = [mark for mark in ahead if forms[mark[1]] not in nested]
        if not ahead or (expected == 1 and min(mark[3] for mark in ahead) == 2):
            return marks
        next_line = next(
            (mark for mark in found if mark[0] == expected + 1 and mark[3] == 0 and mark[1] > ahead[0][1]),
            None,
        )
        limit = next_line[1] if next_line else len(span.key)
        number, start, stop, _ = min(
            (mark for mark in ahead if mark[1] < limit), key=lambda mark: (mark[3], mark[1])
        )
        marks.append((number, start, stop))
        expected, place = number + 1, start


def _split_bullets(span: Span) -> tuple[Span, list[Step]]:
    starts = [
        (match.start(), match.end())
        for match in span.finditer(_BULLET)
        if span.starts_line(match.start()) or match.start() == 0
    ]
    if not starts or (len(starts) < 2 and starts[0][0] != 0):
        starts = _lettered(span)
    if not starts:
        return span, []
    forms = [span.key[start] for start, _ in starts]
    if len(set(forms)) > 1 and forms.count(forms[0]) > 1:  # • … - … - … •: the others stand inside a step
        starts = [start for start, form in zip(starts, forms, strict=True) if form == forms[0]]
    steps = []
    for index, (_, begin) in enumerate(starts):
        stop = starts[index + 1][0] if index + 1 < len(starts) else len(span.key)
        steps.append(Step(index + 1, span.cut(begin, stop)))
    return span.cut(0, starts[0][0]), steps


def _lettered(span: Span) -> list[tuple[int, int]]:
    """Return where the markers ก. ข. ค. … begin and end that begin lines in their order; two make a list."""
    starts: list[tuple[int, int]] = []
    for match in span.finditer(re.compile(r"\(?([ก-ฮ])[.)](?![ก-ฮ]\.)")):
        if match[1] == _LETTERS[len(starts) : len(starts) + 1] and span.starts_line(match.start()):
            starts.append(match.span())
    return starts if len(starts) > 1 else []


def without_number(span: Span) -> tuple[int | None, Span]:
    """Cut the number from the beginning of a span: `๑.มาตรการ…` gives 1 and the rest.

    A number of two levels (`๑.๒ …`) is cut too, and gives none: it counts within its group.
    """
    nested = re.match(r"\(?\d{1,2}(?:\.\d{1,2})+[.)]?(?=\D)", span.key)
    if nested is not None:
        return None, span.cut(nested.end())
    match = re.match(r"(?:มาตรการที่|ที่|ลำดับที่|ข้อ)?\(?(?P<number>\d{1,2})(?:[.):]+|(?=[^\d.]))", span.key)
    if match is None:
        return None, span
    return int(match["number"]), span.cut(match.end())
