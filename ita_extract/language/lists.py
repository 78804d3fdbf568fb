"""Lists in running text, whatever their markers: ๑. … ๒. …, 1) …, (๑) …, 1.1 …, ขั้นตอนที่ 1 …, 1/ …, bullets, letters.

Markers are kept apart from decimals, years and codes. A list may slip once in its numbering (1, 2, 2, 3): each marker
that begins a line is an entry, and the entries are numbered anew.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from ita_extract.layout.span import Span
from ita_extract.thai.letters import BULLETS

# `๑. `, `๑.ควร`, `อบต.๒.`, `1)`, `(1)`, `ข้อ 5 (2)`; never 98.29, พ.ศ.2569, 9.1, 31 จุด, o10)
_MARKER = re.compile(
    r"(?:(?P<open>\()|(?<!\d)(?<!\d\.)(?<![^a-z][ieo]))(?P<number>\d{1,2})(?(open)\)|[.)])(?!\d)"
)
_BARE = re.compile(
    r"(?<![\d.])(?P<number>[2-9]|1\d)(?=[ก-ฮเ-ไ])(?!ครั้ง|คน|ราย|วัน|เดือน|ปี|แห่ง|ชุด|ฉบับ|เรื่อง|ข้อ|ด้าน|หมู่)"
)
# words behind which a number is a reference, no marker
_REFERRING = ("ข้อ", "ข้อที่", "พ.ศ.", "มาตรา", "ฉบับที่", "ครั้งที่", "ม.")
_BULLET = re.compile(rf"[{BULLETS}~+>#=](?!\d)|o(?=[ก-ฮเ-ไ])")


@dataclass(frozen=True)
class _Family:
    """Markers of one kind that count at the beginning of a line; `spaced`: only with a space behind them."""

    pattern: re.Pattern[str]
    spaced: bool = False

    def number(self, match: re.Match[str]) -> int:
        """Return the number that a marker bears."""
        written = match["number"]
        if written.isdigit():
            return int(written)
        return _ROMAN.index(written) + 1 if written in _ROMAN else ord(written) - ord("a") + 1


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_FAMILIES = (
    _Family(re.compile(r"(?P<number>\d{1,2})\.(?!\d)")),
    _Family(re.compile(r"(?P<number>\d{1,2})\)(?!\d)")),
    _Family(re.compile(r"\((?P<number>\d{1,2})\)(?!\d)")),
    _Family(re.compile(r"(?P<number>\d{1,2})[:/](?!\d)")),
    _Family(re.compile(r"[<\[{«](?P<number>\d{1,2})[>\]}»]")),
    _Family(re.compile(r"#(?P<number>\d{1,2})(?!\d)")),
    _Family(re.compile(r"(?P<number>\d{1,2})[-–](?=[ก-ฮเ-ไ])")),
    _Family(re.compile(r"\(?(?P<number>[a-h])[.)](?![a-z0-9])")),
    _Family(re.compile(r"\(?(?P<number>viii|vii|vi|iv|iii|ii|ix|i|v|x)[.)](?![a-z0-9])")),
    _Family(
        re.compile(
            r"(?:ขั้นตอน|ขั้น|กิจกรรมย่อย|กิจกรรม|ข้อ|ประการ|แนวทาง|วิธี|ลำดับ|ระยะ|ประเด็น|no\.?)(?:ที่)?"
            r"(?P<number>\d{1,2})[.:)]*(?!\d)"
        )
    ),
    _Family(re.compile(r"\(?\d{1,2}\.(?P<number>\d{1,2})[.)]*(?=[^\d.])")),
    _Family(re.compile(r"(?P<number>\d{1,2})(?=[ก-ฮเ-ไ])"), spaced=True),
)
_REST_OF_MARKER = re.compile(r"[.):]+-?|-(?=[ก-ฮเ-ไ])")  # 1.) 1). 1.. 1.-
ANNOUNCED = re.compile(r"(?:ดังนี้|ดังต่อไปนี้|ได้แก่):?-?$")
_FIRST_MARKER = re.compile(
    r"\(?(?:1(?:[.):/–-]|$)|[กai][.)]|#1|\d{1,2}\.1(?:[.)]|$))|(?:ขั้นตอน|ขั้น|ข้อ|ประการ|no\.?)(?:ที่)?1(?!\d)"
)
_INSIDE = re.compile(r"\(?(?P<number>[1-9]\d?)[.)](?!\d)")
_LATEST_FIRST, _WIDEST_GAP = 3, 3  # the number a list may begin with, and the step from one to the next
# whatever a list entry may begin with
ANY_MARKER = re.compile(
    "|".join(
        (
            *(
                family.pattern.pattern.replace("<number>", f"<number{index}>")
                for index, family in enumerate(_FAMILIES)
            ),
            _BULLET.pattern,
            r"\(?[ก-ฮ][.)]",
        )
    )
)

_NEW_PARAGRAPH = re.compile(
    r"ทั้งนี้(?!หน่วยงาน)|นอกจากนี้(?!หน่วยงาน)|อนึ่ง|โดยสรุป|หมายเหตุ|(?:สำหรับ|ส่วน)?ตัวชี้วัดอื่น|[¹²³*]+[ก-ฮ]"
)
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
    stands before the list, and its steps (none: the span holds no list) with the numbers that they bear; where these
    repeat or run back, they are counted anew.
    """
    marks = _in_turn(span)
    family = _of_a_family(span)
    # `1) … (1) … (2) … 2) …`: the longer list may stand inside an entry of the other
    better = bool(family) and len(family) > len(marks) and family[0][0] == 1
    if family and (not marks or (better and family[0][1] <= marks[0][1])):
        marks = family
    letters = _lettered(span)
    if letters and marks and letters[0][0] < marks[0][1] < letters[-1][0]:
        return _split_at(span, letters)  # ก. … 1) … 2) … ข. …
    if not marks:
        return _split_bullets(span, letters)
    steps = []
    written = [number for number, _, _ in marks]
    rising = written[0] == 1 and all(before < after for before, after in pairwise(written))
    for index, (number, _, begin) in enumerate(marks):
        stop = marks[index + 1][1] if index + 1 < len(marks) else len(span.key)
        rest = _REST_OF_MARKER.match(span.key, begin, stop)
        text = span.cut(rest.end() if rest else begin, stop)
        steps.append(Step(number if rising else index + 1, text))
    return span.cut(0, marks[0][1]), steps


def opens_a_list(marker: str) -> bool:
    """Whether a marker may be the first of a list: 1., (1), ก., ขั้นที่ 1, or a bullet."""
    return _FIRST_MARKER.match(marker) is not None or _BULLET.match(marker) is not None


def entries_at_lines(span: Span) -> list[Mark]:
    """Return the markers with which entries of a list begin lines, where there are two of one kind or more."""
    return _of_a_family(span)


def announces_bullets(span: Span) -> bool:
    """Whether a span holds a list of bullets behind words that announce it, or below a line that stops short.

    `…ดำเนินการ ดังนี้ - … - …`, `คำตอบของเรา⏎- …⏎- …`.
    """
    starts = [offset for offset in span.line_places if offset and _BULLET.match(span.key, offset)]
    if len(starts) < 2:
        return False
    announced = ANNOUNCED.search(span.key, max(0, starts[0] - 14), starts[0]) is not None
    return announced or span.stops_short(starts[0], 0.3)


def is_marked_inside(span: Span) -> bool:
    """Whether lines of an entry, not its first, begin with numbers that are no list inside it: it may hold several.

    `1. … (1) … (2) …` is a list inside an entry; `1. … 2) … (3) …` and `… 1. … 1. …` are lists that nobody counted.
    """
    marks = [_INSIDE.match(span.key, offset) for offset in span.line_places if offset]
    numbers = [int(mark["number"]) for mark in marks if mark is not None]
    return bool(numbers) and (len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)))


def _of_a_family(span: Span) -> list[Mark]:
    """Return the markers of the family with most entries, two at least, each at the beginning of a line.

    Their numbers go up, with gaps and repetitions, or are all the same: 1, 2, 2, 3; 1, 3; 2, 3; 1, 1, 1.
    """
    best: list[Mark] = []
    places = sorted({0, *span.line_places})
    for family in _FAMILIES:
        marks = [
            (family.number(match), match.start(), match.end())
            for offset in places
            if (match := family.pattern.match(span.key, offset)) is not None
            and not (family.spaced and not span.follows_space(match.end()))
        ]
        numbers = [number for number, _, _ in marks]
        if len(marks) < 2 or numbers[0] > _LATEST_FIRST:
            continue
        if _is_steady(numbers) and len(marks) > len(best):
            best = marks
    return best


def _is_steady(numbers: list[int]) -> bool:
    """Whether numbers are those of one list: all the same, or going up but for a slip (1, 1, 2, 3; 1, 3, 2, 4).

    1, 2, 1, 2 are two lists, one inside or behind the other.
    """
    if len(set(numbers)) == 1:
        return True
    if 1 in numbers[2:] or (numbers[1] == 1 and numbers[0] != 1):
        return False
    turns = sum(after < before for before, after in pairwise(numbers))
    widest = max(after - before for before, after in pairwise(numbers))
    return turns <= 1 and widest <= _WIDEST_GAP and max(numbers) >= len(numbers) - 1


def end_of_paragraph(span: Span, start: int, stop: int) -> tuple[int, bool]:
    """Return where a new paragraph of running text ends what began at `start` (or `stop`), and whether that is sure.

    It stands below a line that stops short, without a marker and indented like the line of `start`. That is sure
    where it begins with a word that takes up the whole (`ทั้งนี้ เทศบาลจะมอบหมาย…`), and on a page of another width
    (the title over the table of measures on a page turned). `span` is the running text.
    """
    places = span.line_places
    for offset in places[bisect_right(places, start) : bisect_left(places, stop)]:
        if span.turns_page(offset):
            return offset, True
        indented = span.is_indented_like(offset, start)
        if _NEW_PARAGRAPH.match(span.key, offset, stop) and (indented or span.stops_short(offset, 0.12)):
            return offset, True
        if indented and _LETTER.match(span.key, offset, stop) and span.stops_short(offset, 0.25):
            return offset, False
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
    for match in span.finditer(_BARE):  # `1. … 2. … 3 ประเมิน…`: a point was forgotten
        start = match.start()
        if (
            start
            and span.starts_line(start)
            and span.stops_short(start, 0.1)
            and span.follows_space(match.end())
        ):
            found.append((int(match["number"]), start, match.end(), 0))
            forms[start] = "bare"
    marks: list[Mark] = []
    expected, offset = 1, -1
    while True:
        ahead = [mark for mark in found if mark[0] == expected and mark[1] > offset]
        if marks:  # another form that counts from 1 itself is a list inside a step: 1) … (1) … (2) … 2) …
            form, begun = forms[marks[0][1]], marks[0][1]
            nested = {forms[mark[1]] for mark in found if mark[0] == 1 and mark[1] > begun} - {form}
            ahead = [mark for mark in ahead if forms[mark[1]] not in nested]
        if expected == 1:
            ahead = [mark for mark in ahead if forms[mark[1]] != "bare"]
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
        expected, offset = number + 1, start


def _split_bullets(span: Span, letters: list[tuple[int, int]]) -> tuple[Span, list[Step]]:
    starts = [
        (match.start(), match.end())
        for match in span.finditer(_BULLET)
        if span.starts_line(match.start()) or match.start() == 0
    ]
    inside = letters and starts and letters[0][0] < starts[0][0]  # ก. … - … - … ข. …
    if inside or not starts or (len(starts) < 2 and starts[0][0] != 0):
        starts = letters
    if not starts:
        return span, []
    forms = [span.key[start] for start, _ in starts]
    if len(set(forms)) > 1 and forms.count(forms[0]) > 1:  # • … - … - … •: the others stand inside a step
        starts = [start for start, form in zip(starts, forms, strict=True) if form == forms[0]]
    return _split_at(span, starts)


def _split_at(span: Span, starts: list[tuple[int, int]]) -> tuple[Span, list[Step]]:
    """Split a span at markers, given by where they begin and end; the steps are counted from 1."""
    steps = []
    for index, (_, begin) in enumerate(starts):
        stop = starts[index + 1][0] if index + 1 < len(starts) else len(span.key)
        steps.append(Step(index + 1, span.cut(begin, stop)))
    return span.cut(0, starts[0][0]), steps


def _lettered(span: Span) -> list[tuple[int, int]]:
    """Return where the markers ก. ข. ค. … begin and end that begin lines in their order; two make a list."""
    starts: list[tuple[int, int]] = []
    for match in span.finditer(re.compile(r"\(?([ก-ฮ])[.)](?![ก-ฮ]\.)")):
        begins = match.start() == 0 or span.starts_line(match.start())
        if begins and match[1] == _LETTERS[len(starts) : len(starts) + 1]:
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
