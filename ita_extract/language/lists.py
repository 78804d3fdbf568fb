"""Numbered lists in running text: ๑. … ๒. … or 1) … 2) … or (๑) …, told apart from decimals, years and codes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ita_extract.layout.span import Span

# `๑. `, `๑.ควร`, `อบต.๒.`, `1)`, `(1)`, `ข้อ 5 (2)`; never 98.29, พ.ศ.2569, 9.1, 31 จุด, o10)
_MARKER = re.compile(
    r"(?:(?P<open>\()|(?<!\d)(?<!\d\.)(?<![^a-z][ieo]))(?P<number>\d{1,2})(?(open)\)|[.)])(?!\d)"
)
# words behind which a number is a reference, no marker
_REFERRING = ("ข้อ", "ข้อที่", "พ.ศ.", "มาตรา", "ฉบับที่", "ครั้งที่", "ม.")
_BULLET = re.compile(r"[-–•●○▪■◦·*](?!\d)")


_NEW_PARAGRAPH = re.compile(r"ทั้งนี้(?!หน่วยงาน)|นอกจากนี้(?!หน่วยงาน)|อนึ่ง|โดยสรุป|หมายเหตุ|[¹²³*]+[ก-ฮ]")
_LETTER = re.compile(r"[ก-ฮเ-ไ](?![.)])")
_LETTERS = "กขคงจฉชซฌญฐฑ"


@dataclass(frozen=True)
class Step:
    """One entry of a list: its number and its text without it."""

    number: int
    text: Span


def split_numbered(passage: Span) -> tuple[Span, list[Step]]:
    """Split a passage at the markers of a list that counts 1, 2, 3 …; bullets count when no number does.

    A marker stands at the beginning of a line or behind a space, and carries the next number in turn. Returns what
    stands before the list, and its steps (none: the passage holds no list).
    """
    marks = _in_turn(passage)
    if not marks:
        return _split_bullets(passage)
    steps = []
    for index, (number, _, begin) in enumerate(marks):
        stop = marks[index + 1][1] if index + 1 < len(marks) else len(passage.key)
        steps.append(Step(number, passage.cut(begin, stop)))
    return passage.cut(0, marks[0][1]), steps


def end_of_paragraph(passage: Span, start: int, stop: int) -> tuple[int, bool]:
    """Return where a new paragraph of running text ends what began at `start` (or `stop`), and whether that is sure.

    It stands below a line that stops short, without a marker and indented like the line of `start`. That is sure
    where it begins with a word that takes up the whole (`ทั้งนี้ เทศบาลจะมอบหมาย…`). `passage` is the running text.
    """
    places = passage.line_places
    for place in places[bisect_right(places, start) : bisect_left(places, stop)]:
        indented = passage.is_indented_like(place, start)
        if _NEW_PARAGRAPH.match(passage.key, place, stop) and (indented or passage.stops_short(place, 0.12)):
            return place, True
        if indented and _LETTER.match(passage.key, place, stop) and passage.stops_short(place, 0.25):
            return place, False
    return stop, True


def _in_turn(passage: Span) -> list[tuple[int, int, int]]:
    """Return number, start and end of the markers that count up from 1.

    Markers that begin a line come before those behind a space, and these before those glued to a word
    (`ติดต่อ๒.ประชาสัมพันธ์`): a `2.` in a sentence must not shadow the true second step below it.
    """
    found: list[tuple[int, int, int, int]] = []
    forms: dict[int, str] = {}  # of the marker at a place: "(" for (1), ")" for 1), "." for 1.
    for match in passage.finditer(_MARKER):
        start = match.start()
        if start == 0 or passage.starts_line(start):
            rank = 0
        elif passage.key[:start].endswith(_REFERRING):
            continue
        else:
            rank = 1 if passage.follows_space(start) else 2
        found.append((int(match["number"]), start, match.end(), rank))
        forms[start] = match["open"] or match.group()[-1]
    marks: list[tuple[int, int, int]] = []
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
        limit = next_line[1] if next_line else len(passage.key)
        number, start, stop, _ = min(
            (mark for mark in ahead if mark[1] < limit), key=lambda mark: (mark[3], mark[1])
        )
        marks.append((number, start, stop))
        expected, place = number + 1, start


def _split_bullets(passage: Span) -> tuple[Span, list[Step]]:
    starts = [
        (match.start(), match.end())
        for match in passage.finditer(_BULLET)
        if passage.starts_line(match.start()) or match.start() == 0
    ]
    if not starts or (len(starts) < 2 and starts[0][0] != 0):
        starts = _lettered(passage)
    if not starts:
        return passage, []
    forms = [passage.key[start] for start, _ in starts]
    if len(set(forms)) > 1 and forms.count(forms[0]) > 1:  # • … - … - … •: the others stand inside a step
        starts = [start for start, form in zip(starts, forms, strict=True) if form == forms[0]]
    steps = []
    for index, (_, begin) in enumerate(starts):
        stop = starts[index + 1][0] if index + 1 < len(starts) else len(passage.key)
        steps.append(Step(index + 1, passage.cut(begin, stop)))
    return passage.cut(0, starts[0][0]), steps


def _lettered(passage: Span) -> list[tuple[int, int]]:
    """Return where the markers ก. ข. ค. … begin and end that begin lines in their order; two make a list."""
    starts: list[tuple[int, int]] = []
    for match in passage.finditer(re.compile(r"\(?([ก-ฮ])[.)](?![ก-ฮ]\.)")):
        if match[1] == _LETTERS[len(starts) : len(starts) + 1] and passage.starts_line(match.start()):
            starts.append(match.span())
    return starts if len(starts) > 1 else []


def without_number(passage: Span) -> tuple[int | None, Span]:
    """Cut the number from the beginning of a passage: `๑.มาตรการ…` gives 1 and the rest.

    A number of two levels (`๑.๒ …`) is cut too, and gives none: it counts within its group.
    """
    nested = re.match(r"\(?\d{1,2}(?:\.\d{1,2})+[.)]?(?=\D)", passage.key)
    if nested is not None:
        return None, passage.cut(nested.end())
    match = re.match(r"(?:มาตรการที่|ที่|ลำดับที่|ข้อ)?\(?(?P<number>\d{1,2})(?:[.):]+|(?=[^\d.]))", passage.key)
    if match is None:
        return None, passage
    return int(match["number"]), passage.cut(match.end())
