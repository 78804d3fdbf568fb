"""The level of the overall score: `96.56 คะแนน อยู่ในระดับ ผ่านดีเยี่ยม`, or beside it without that word."""

from __future__ import annotations

import re

from ita_extract.assembling.scores import Scores
from ita_extract.language.vocabulary import RATING, as_level
from ita_extract.layout.document import Document
from ita_extract.layout.reasons import reason
from ita_extract.model import Subject
from ita_extract.tables.row_subjects import LEVEL

_REQUIRED = re.compile(r"(?:เป้าหมาย|ต้อง|กว่า|กำหนดให้|ให้อยู่|จะ|ส่วนใหญ่|กลุ่ม)(?:ได้|มี|คะแนน|ผล|อยู่|ใน|การประเมิน|ที่)*$")
# `เทศบาล… 95.56 ผ่านดี` without rules, `84.70 คะแนน (ต้องปรับปรุง)`, `90.78 คะแนน ติดอยู่ในกลุ่ม A`
_LEVEL_BESIDE = re.compile(
    r"\d[\d.]*(?:คะแนน|%)?(?:(?P<open>\()|(?P<group>(?:ในปีนี้)?(?:ติด|จัด)?(?:อยู่)?ในกลุ่ม))?"
    rf"{LEVEL.pattern}(?(open)\)|(?(group)(?![ก-๙a-z])|$))"
)
_LINES_TO_LEVEL = 2  # lines below a score
_ONWARDS = re.compile(r"ขึ้นไป|\(?\d{2,3}(?:\.(?:0+|99))?(?:คะแนน|%|-|ขึ้น)")
_IN_BRACKETS = re.compile(rf"\d[\d.]*(?:คะแนน|%)?\({LEVEL.pattern}\)")  # over the end of a line
# `ผ่านดี คือผลที่องค์การบริหารส่วนตำบล… ได้รับ จากคะแนน 91.87 คะแนน`
_LEVEL_BEFORE = re.compile(rf"{LEVEL.pattern}(?:คือ|เป็น)(?:ผล|ระดับ|สิ่ง)[^\d]{{0,80}}$")
_BEFORE = 120  # characters


def overall_level(document: Document, summary_stop: int, scores: Scores) -> str | None:
    """Return the level of the overall score: the one named nearest to it, behind it rather than before it.

    A level beside the score of another year is that year's; without a score in the text, a table's level counts.
    """
    offset = scores.overall_offset
    best: tuple[int, str] | None = None
    levels: set[str] = set()
    for match in document.text.finditer(RATING, 0, summary_stop):
        past = max((at for at in scores.past_places if at < match.start()), default=-1000)
        if match.start() - past < 60 and (offset is None or not past < offset < match.start()):
            continue
        before = document.text.key[max(0, match.start() - 24) : match.start()]
        if _REQUIRED.search(before) or _ONWARDS.match(document.text.key, match.end()):
            continue  # สูงกว่าเกณฑ์ผ่าน 85 คะแนน, ต้องอยู่ในระดับผ่านขึ้นไป, จะอยู่ในระดับผ่านดี
        level = as_level(match["rating"] or match["plain"])
        levels.add(level)
        ahead = match.start() - (offset if offset is not None else match.start())
        away = ahead if ahead >= 0 else -2 * ahead
        if best is None or away < best[0]:
            best = (away, level)
    if len(levels) > 1:
        scores.reasons.append(reason("several-ratings", ", ".join(sorted(levels)), subject=Subject.OVERALL))
    return best[1] if best else scores.rating or _level_beside(document, offset)


def _level_beside(document: Document, offset: int | None) -> str | None:
    """Return the level right behind the overall score or before it, or alone on a line below: `93.01 คะแนน⏎ผ่านดี`."""
    if offset is None:
        return None
    first = document.line_at(offset) + 1
    stop = document.starts[first] if first < len(document.starts) else len(document.text.key)
    beside = _LEVEL_BESIDE.match(document.text.key, offset, stop) or _IN_BRACKETS.match(
        document.text.key, offset
    )
    if beside is not None:
        return _whole_level(document, beside.start("level"))
    before = _LEVEL_BEFORE.search(document.text.key, max(0, offset - _BEFORE), offset)
    if before is not None and document.text.follows_space(before.start("level")):
        return as_level(before["level"])
    for line in range(first, min(first + _LINES_TO_LEVEL, len(document.starts))):
        match = LEVEL.fullmatch(document.line_key(line))
        if match is not None:
            return _whole_level(document, document.starts[line] + match.start("level"))
    return None


def _whole_level(document: Document, offset: int) -> str | None:
    """Return the level that begins at an offset, though its line ends in it: `ผ่าน⏎ดี`."""
    match = LEVEL.match(document.text.key, offset)
    return as_level(match["level"]) if match else None
