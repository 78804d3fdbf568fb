"""Nothing in a file costs more than itself: twice of any pattern takes about twice the time, whatever it is.

Time is that of the processor, so that a loaded machine changes little; what is left of chance is measured again.
"""

from __future__ import annotations

import gc
import math
import random
import time
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from spans import PAGE_END, Row, pages
from test_parse import FACTS, SECTIONS, SUMMARY, TITLE
from typesetting import typeset

from ita_extract.assembling.report import Source, assemble
from ita_extract.checking.examining import with_findings
from ita_extract.layout.pages import PageLayout, lay_out
from ita_extract.organizations.identify import identify
from ita_extract.reading.damage import content_streams
from ita_extract.reading.grids import find_grids
from ita_extract.reading.overlaps import overlapping
from ita_extract.reading.page import Box, Kind, PageContent, Rule, Sheet
from ita_extract.reading.pictured import large_pictures
from ita_extract.reading.unfolding import unfolds_beyond
from ita_extract.writing.printing import harmless

MOST = 2.4  # times the time that twice as much may take
_LEAST = 0.004  # seconds; shorter times are chance
_TRIES = 12
HEAD = "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๘\n"
WORDS = {
    "codes": "ข้อi1",
    "codes listed": "o1,o2,",
    "codes with issues": "ข้อ i1 ประเด็น ",
    "markers of lists": "(1) ",
    "numbers of lists": "1. ",
    "letters of lists": "1) ก ",
    "bullets": "• i2 : ",
    "headings": "ตัวชี้วัดที่ 1 ",
    "headings below": "ตัวชี้วัดย่อยที่ 9.1 ",
    "score sentences": "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้คะแนน 90.12 ",
    "scores": "คะแนน 90.12 ",
    "digits and points": "90.12",
    "points": "1.1.1.1.",
    "years": "ปี2568ปี2567",
    "months": "ม.ค. 2568 - ",
    "quarters": "ไตรมาส 1-4 ",
    "openings": "((((",
    "references": "อ้างอิงจาก o8 (",
    "guidance": "ข้อเท็จจริงพบว่า ",
    "advice": "ดังนั้นหน่วยงานควร",
    "bodies": "เทศบาลตำบล",
    "bodies with names": "องค์การบริหารส่วนตำบลก ",
    "provinces": "จังหวัด",
    "connectives": "และ",
    "instruments": "IIT EIT OIT ",
    "commas": ",,,,",
    "leaders": "......",
    "repeaters": "ๆๆๆๆ",
}


def in_lines(text: str, *, wide: int = 60) -> str:
    rows = [text[at : at + wide] for at in range(0, len(text), wide)]
    return PAGE_END.join("\n".join(rows[at : at + 30]) for at in range(0, len(rows), 30))


def parsed(laid: list[PageLayout]) -> None:
    """Send pages through all parsers and checks."""
    report = assemble(Source("x.pdf", "0" * 64, len(laid)), laid, lambda: ())
    with_findings(identify(report, None, laid), laid, None)


def text_of(unit: str, size: int) -> list[PageLayout]:
    return pages(HEAD + SUMMARY + SECTIONS + FACTS + "\n" + in_lines((unit * size)[:size]))


def table_of(unit: str, size: int) -> list[PageLayout]:
    cells = [(unit * 10)[:20] for _ in range(5)]
    rows: list[Row] = [["มาตรการ", "ผลการวิเคราะห์", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"]]
    return pages(HEAD + SUMMARY + TITLE, rows + [cells] * (size // 100))


def page(rules: Sequence[Rule] = (), glyphs: Sequence[Any] = (), pictures: Sequence[Box] = ()) -> PageContent:
    return PageContent(Sheet(1, 595.0, 842.0), list(glyphs), list(rules), list(pictures), ["THSarabunPSK"])


def lattice(cells: int) -> list[Rule]:
    side = math.isqrt(cells)
    step = 500 / side
    return [
        rule
        for at in range(side + 1)
        for rule in (
            Rule(40, 40 + at * step, 540, 40 + at * step),
            Rule(40 + at * step, 40, 40 + at * step, 540),
        )
    ]


def boxes_apart(cells: int) -> list[Rule]:
    """Each cell with four rules of its own, as spreadsheets draw them."""
    side = math.isqrt(cells)
    found = []
    for at in range(side * side):
        x, y = 40 + at % side * 12.0, 40 + at // side * 12.0
        found += [Rule(x, y, x + 12, y), Rule(x, y + 12, x + 12, y + 12), Rule(x, y, x, y + 12)]
        found.append(Rule(x + 12, y, x + 12, y + 12))
    return found


def combs(teeth: int) -> list[Rule]:
    """Two long rules from one corner, with short ones across them that meet nothing else."""
    found = [Rule(40, 40, 40 + 8.0 * teeth, 40), Rule(40, 40, 40, 40 + 8.0 * teeth)]
    for at in range(1, teeth):
        found += [Rule(40 + 8.0 * at, 36, 40 + 8.0 * at, 46), Rule(36, 40 + 8.0 * at, 46, 40 + 8.0 * at)]
    return found


def dots(count: int) -> Callable[[], object]:
    import numpy as np

    from ita_extract.reading.scans.strips import _leaders

    places = np.random.default_rng(1).integers(0, 2000, (count, 2))
    boxes = np.concatenate([places, places + 3], axis=1).astype(np.int64)
    return lambda: _leaders(boxes, np.ones(count, bool), 30.0)


def stacked(count: int) -> list[Any]:
    """Figures drawn over each other in one place."""
    row = typeset(["98.29"])
    return [glyph._replace(text=str(at % 10), kind=Kind.BASE) for at in range(count // 5) for glyph in row]


def scattered(count: int) -> list[Box]:
    choice = random.Random(1)
    return [
        Box(x, y, x + 9, y + 9)
        for x, y in ((choice.random() * 5000, choice.random() * 5000) for _ in range(count))
    ]


class Shape(NamedTuple):
    """Something that can be drawn in any size, and what is done with it: only that is measured."""

    size: int
    draw: Callable[[int], Any]
    use: Callable[[Any], object]


def measured(data: bytes) -> bool:
    return unfolds_beyond(data, 1 << 28)


NESTED = b"<</Filter/Fl>>stream\n" + zlib.compress(b"x", 0)
SHAPES: dict[str, Shape] = {
    "a ruled table": Shape(1600, lambda size: page(lattice(size)), find_grids),
    "cells with rules of their own": Shape(600, lambda size: page(boxes_apart(size)), find_grids),
    "combs": Shape(300, lambda size: page(combs(size)), find_grids),
    "a ruled table with text": Shape(
        900,
        lambda size: page(lattice(size), typeset(["ก" * 100] * (size // 100))),
        lambda content: lay_out([content]),
    ),
    "figures over each other": Shape(3000, stacked, overlapping),
    "pictures": Shape(70, lambda size: page(pictures=scattered(size)), large_pictures),
    "dots of a scan": Shape(2000, dots, lambda use: use()),
    "stream markers": Shape(3000, lambda size: b"<</Filter/FlateDecode>>stream\n" * size, content_streams),
    "markers to measure": Shape(3000, lambda size: b"<</Filter/FlateDecode>>stream\n" * size, measured),
    "streams in streams": Shape(2000, lambda size: NESTED * size, measured),
    "open filters": Shape(3000, lambda size: b"obj<</Filter[ stream\n" * size, measured),
    "references": Shape(2000, lambda size: b"1 0 obj[1 0 R\n<</Filter 1 0 R>>stream\n" * size, measured),
    "what terminals obey": Shape(50_000, lambda size: "\x1b[31m\u202e" * size, harmless),
}


def seconds(work: Callable[[Any], object], given: Any) -> float:
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        work(given)
        return max(_LEAST, time.process_time() - began)
    finally:
        gc.enable()


def assert_grows_as_its_input(use: Callable[[Any], object], *inputs: Any) -> None:
    """Hold the time for n, 2n, 4n below 2.4 times each; the least of some measurements counts."""
    best = [seconds(use, given) for given in inputs]
    for _ in range(_TRIES):
        if max(after / before for before, after in pairwise(best)) < MOST:
            return
        best = [min(known, seconds(use, given)) for known, given in zip(best, inputs, strict=True)]
    assert max(after / before for before, after in pairwise(best)) < MOST, best


@pytest.mark.parametrize("name", WORDS)
def test_time_grows_as_the_text_does(name: str) -> None:
    assert_grows_as_its_input(parsed, *(text_of(WORDS[name], 4000 * times) for times in (1, 2, 4)))


@pytest.mark.parametrize("name", ["codes", "scores", "months", "bodies", "references"])
def test_time_grows_as_the_table_does(name: str) -> None:
    assert_grows_as_its_input(parsed, *(table_of(WORDS[name], 3000 * times) for times in (1, 2, 4)))


@pytest.mark.parametrize("name", SHAPES)
def test_time_grows_as_what_is_drawn(name: str) -> None:
    shape = SHAPES[name]
    assert_grows_as_its_input(shape.use, *(shape.draw(shape.size * times) for times in (1, 2, 4)))


def test_there_are_thirty_patterns() -> None:
    assert len(WORDS) + len(SHAPES) >= 30
