"""Measures set as running text: a title, and below it lines that each begin with a heading and a colon.

`1. มาตรการดูแลวัสดุ`, `ระยะเวลาดำเนินการ : ตลอดปี`, `ขั้นตอน : 1. … 2. …`, `ผู้รับผิดชอบ : กองคลัง`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ita_extract.language.lists import ANY_MARKER
from ita_extract.layout.document import Document
from ita_extract.layout.span import Span
from ita_extract.tables.measure_columns import Role, measure_roles, possible_roles
from ita_extract.tables.stitching import StitchedRow, StitchedTable

_LABEL = re.compile(r"(?:[-–•➢]|\(?\d{1,2}[.)])?(?P<label>[ก-๙a-z/()]{3,45}?):")
_ALONE = re.compile(r"(?P<label>(?:ขั้นตอน|วิธี)(?:และวิธี)?(?:การ)?(?:ดำเนิน(?:การ|งาน)|ปฏิบัติ)?)")
_TITLE = re.compile(r"(?:มาตรการ|โครงการ|กิจกรรม|แผนงาน|แนวทาง)")
_HEADING = "มาตรการ"
_FEWEST_LABELS = 3  # of one measure
_MOST_TITLE_LINES = 3


@dataclass
class _Entry:
    """A measure in the making: the lines of its title, and for each role the line and the place where it begins."""

    title: int  # a line of the document
    labels: list[tuple[Role, str, int, int]] = field(default_factory=list)

    @property
    def roles(self) -> set[Role]:
        """Return the roles of its lines."""
        return {role for role, _, _, _ in self.labels}


def measure_lists(document: Document) -> list[StitchedTable]:
    """Return the measures of the running text as a table with a row for each; none where it has no such list."""
    entries = [entry for entry in _entries(document) if len(entry.roles) >= _FEWEST_LABELS]
    if not entries:
        return []
    headings: dict[Role, str] = {}
    for entry in entries:
        for role, label, _, _ in entry.labels:
            headings.setdefault(role, label)
    heads = (_HEADING, *headings.values())
    roles = measure_roles(list(heads))
    if roles is None or (len(entries) < 2 and len(headings) < _FEWEST_LABELS + 1):
        return []
    stops = [document.starts[entry.title] for entry in entries[1:]]
    rows = []
    for entry, stop in zip(entries, [*stops, _end(document, entries[-1])], strict=True):
        cells = _cells(document, entry, stop)
        first = document.lines[entry.title].page
        rows.append(
            StitchedRow((cells[Role.TITLE], *(cells.get(role, Span()) for role in headings)), first, False)
        )
    return [StitchedTable(heads, (), tuple(rows), document.starts[entries[0].title], ruled=True)]


def _entries(document: Document) -> Iterator[_Entry]:
    """Yield the measures: a role that stands again, or a title line behind a label, begins the next one."""
    entry: _Entry | None = None
    for line, role, label, begin in _labelled(document):
        title = _title_above(document, line, entry.labels[-1][2] if entry else -1)
        if entry is None or role in entry.roles or (title is not None and title > entry.labels[-1][2]):
            if title is None:
                entry = None if entry is None or role in entry.roles else entry
                if entry is None:
                    continue
            else:
                if entry is not None:
                    yield entry
                entry = _Entry(title)
        entry.labels.append((role, label, line, begin))
    if entry is not None:
        yield entry


def _labelled(document: Document) -> Iterator[tuple[int, Role, str, int]]:
    """Yield the lines that begin with a heading of a measure's column: line, role, heading, where its text begins."""
    for line, offset in enumerate(document.starts):
        key = document.line_key(line)
        match = _LABEL.match(key) or _ALONE.fullmatch(key)
        if match is None:
            continue
        roles = [role for role in possible_roles(match["label"]) if role not in (Role.TITLE, Role.NUMBER)]
        if roles:
            yield line, roles[0], match["label"], offset + match.end()


def _title_above(document: Document, line: int, after: int) -> int | None:
    """Return the line that begins the title above a line: marked, or with a word for a measure, behind another one."""
    for at in range(line - 1, max(after, line - 1 - _MOST_TITLE_LINES), -1):
        key = document.line_key(at)
        marked = ANY_MARKER.match(key)
        if _TITLE.match(key, marked.end() if marked else 0):
            return at
        if _LABEL.match(key):
            return None
    return None


def _cells(document: Document, entry: _Entry, stop: int) -> dict[Role, Span]:
    """Return the title and the text of each line of a measure, up to where the next one begins."""
    text = document.text
    first = document.starts[entry.labels[0][2]]
    cells = {Role.TITLE: text.cut(document.starts[entry.title], first)}
    ends = [document.starts[line] for _, _, line, _ in entry.labels[1:]]
    for (role, _, _, begin), end in zip(entry.labels, [*ends, stop], strict=True):
        cells[role] = text.cut(begin, end)
    return cells


def _end(document: Document, entry: _Entry) -> int:
    """Return where the last line of the last measure ends: with its paragraph, or with its list."""
    line = entry.labels[-1][2]
    offset = document.starts[line]
    blocks: Sequence[int] = [block.start for block in document.text_blocks if block.start > offset]
    if entry.labels[-1][0] != Role.STEPS:
        return next(iter(blocks), len(document.text.key))
    listed = [
        block.start
        for block in document.text_blocks
        if block.start > offset and not ANY_MARKER.match(block.span.key)
    ]
    return next(iter(listed), len(document.text.key))
