"""Numbered lists in running text: ๑. … ๒. … or 1) … 2) … or (๑) …, told apart from decimals, years and codes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ita_extract.layout.passage import Passage

# `๑. `, `๑.ควร`, `1)`, `(1)`; never 98.29, พ.ศ.2569, 9.1, 31 จุด
_MARKER = re.compile(r"(?<![\d.\w])(?P<open>\()?(?P<number>\d{1,2})(?(open)\)|[.)])(?!\d)")
_AFTER_THAI = re.compile(r"(?P<open>\()?(?P<number>\d{1,2})(?(open)\)|[.)])(?!\d)")
_BULLET = re.compile(r"[-–•●○▪■◦·*](?!\d)")


@dataclass(frozen=True)
class Step:
    """One entry of a list: its number and its text without it."""

    number: int
    text: Passage


def split_numbered(passage: Passage) -> tuple[Passage, list[Step]]:
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


def _in_turn(passage: Passage) -> list[tuple[int, int, int]]:
    """Return number, start and end of the markers that count up from 1.

    A marker in mid-line counts only where one at a line's beginning does not claim its number: `ข้อ 2.` in a
    sentence must not shadow the true second step below it.
    """
    found: list[tuple[int, int, int, bool]] = []
    for match in passage.finditer(_AFTER_THAI):
        start = match.start()
        at_line = passage.starts_line(start)
        if at_line or start == 0 or passage.follows_space(start):
            before = passage.key[max(0, start - 4) : start]
            if not at_line and before.endswith(("ข้อ", "ที่", "พ.ศ.", "ปี", "ตาม")):
                continue
            found.append((int(match["number"]), start, match.end(), at_line or start == 0))
    marks: list[tuple[int, int, int]] = []
    expected, place = 1, -1
    while True:
        ahead = [mark for mark in found if mark[0] == expected and mark[1] > place]
        if not ahead:
            return marks
        follower = next((mark for mark in found if mark[0] == expected + 1 and mark[3] and mark[1] > ahead[0][1]), None)
        limit = follower[1] if follower else len(passage.key)
        at_line = next((mark for mark in ahead if mark[3] and mark[1] < limit), None)
        number, start, stop, _ = at_line or ahead[0]
        marks.append((number, start, stop))
        expected, place = number + 1, start


def _split_bullets(passage: Passage) -> tuple[Passage, list[Step]]:
    starts = [
        (match.start(), match.end())
        for match in passage.finditer(_BULLET)
        if passage.starts_line(match.start()) or match.start() == 0
    ]
    if not starts or (len(starts) < 2 and starts[0][0] != 0):
        return passage, []
    steps = []
    for index, (_, begin) in enumerate(starts):
        stop = starts[index + 1][0] if index + 1 < len(starts) else len(passage.key)
        steps.append(Step(index + 1, passage.cut(begin, stop)))
    return passage.cut(0, starts[0][0]), steps


def without_number(passage: Passage) -> tuple[int | None, Passage]:
    """Cut the number from the beginning of a passage: `๑.มาตรการ…` gives 1 and the rest."""
    match = re.match(r"(?:มาตรการที่|ที่|ลำดับที่|ข้อ)?\(?(?P<number>\d{1,2})(?:[.):]|(?=[^\d.]))", passage.key)
    if match is None:
        return None, passage
    rest = passage.cut(match.end())
    return int(match["number"]), rest
