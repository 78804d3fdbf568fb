"""A whole report: its parts in the clerk's order, its pages, and its right answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from benchmarks.drawing.blocks import Block, Break, Para, Part, Sheet, in_digits
from benchmarks.drawing.closing import closing
from benchmarks.drawing.draws import Draw
from benchmarks.drawing.facts import draw_facts
from benchmarks.drawing.front import background, contents, cover
from benchmarks.drawing.indicators import indicators
from benchmarks.drawing.instruments import instruments
from benchmarks.drawing.measures import measures
from benchmarks.drawing.others import appendix, comparison, last_year, method, sentences
from benchmarks.drawing.overall import overall, strengths
from benchmarks.drawing.recommendations import advised
from benchmarks.drawing.style import Draft, draw_style

FONTS = (
    "TH Sarabun New", "Sarabun", "Laksaman", "Norasi", "Kinnari", "Garuda", "Loma", "Umpush", "Waree", "Sawasdee",
    "Noto Sans Thai", "Noto Serif Thai", "Noto Looped Thai",
)  # fmt: skip
_LARGE = {"TH Sarabun New": 16.0, "Laksaman": 15.0, "Norasi": 14.0, "Kinnari": 13.0, "Sarabun": 12.5}
_ABSENT = (
    "score-mismatch", "instrument-mean-mismatch", "overall-mismatch", "rating-mismatch", "score-out-of-range",
    "fiscal-year-mismatch",
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    """A drawn report, ready to be set."""

    name: str
    kind: str  # docx, html
    title: str
    blocks: list[Block]
    sheet: Sheet
    gold: dict[str, Any]


def _sheet(draft: Draft) -> Sheet:
    draw, body = draft.draw, draft.facts.body
    font = draw.pick("font", FONTS, (20, 12, 10, 8, 6, 6, 6, 6, 4, 4, 6, 5, 7))
    number = draw.pick(
        "page number",
        ("{}", "- {} -", "หน้า {}", "~ {} ~", "{} | หน้า", "หน้าที่ {}", ""),
        (34, 18, 14, 6, 6, 6, 16),
    )
    head = draw.pick(
        "running head", ("", body.full, f"รายงานการวิเคราะห์ ITA ปี {draft.facts.year.number}"), (66, 17, 17)
    )
    foot = draw.pick("running foot", ("", body.brief, "เอกสารประกอบการประเมิน ITA"), (76, 12, 12))
    return Sheet(
        font, _LARGE.get(font, 12.0) + draw.of((-0.5, 0, 0, 0.5)),
        draw.of(((25, 20, 20, 30), (20, 20, 20, 20), (25, 25, 20, 25), (15, 18, 18, 22))),
        draw.of((1.2, 1.3, 1.4, 1.5)), number,
        draw.pick("page number at", ("foot-center", "foot-right", "head-center", "head-right"), (46, 20, 20, 14)),
        "cover" in draft.style.thai and draw.chance("page number thai", 0.5), head, foot,
        cover_bare=draw.made["cover"].startswith("page"),
        accent=draw.pick("accent", ("#000000", "#1f4e79", "#7f3f00"), (70, 20, 10)),
    )  # fmt: skip


def _scores(draft: Draft) -> list[tuple[str, Part]]:
    """Return the results in the clerk's order; sentences about others stand somewhere among them."""
    first = [
        ("overall", overall(draft)),
        ("sentences", sentences(draft)),
        ("instruments", instruments(draft)),
    ]
    if draft.draw.chance("instruments before others", 0.4):
        first[1:] = first[:0:-1]
    return [*first, ("indicators", indicators(draft)), ("strengths", strengths(draft))]


def _end(blocks: list[Block], draft: Draft) -> list[Block]:
    """Return the blocks with catchwords before drawn page ends, where this clerk writes them."""
    if not draft.draw.chance("catchwords", 0.1):
        return blocks
    made: list[Block] = []
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(block, Break) and at > 8 and isinstance(following, Para):
            word = following.text.replace("\n", " ")[:14].strip()
            made.append(Para(f"/{word}...", align="right"))
        made.append(block)
    return made


@dataclass(frozen=True)
class Drawn:
    """A drawn report whose parts still stand apart, each under the name of its role."""

    name: str
    kind: str  # docx, html
    title: str
    parts: tuple[tuple[str, Part], ...]
    sheet: Sheet
    draft: Draft


def draw_parts(number: int, seed: int, source: type[Draw] = Draw) -> Drawn:
    """Return the parts of the report of that number of a seed, the same each time; `source` makes the choices."""
    draw = source(f"{seed}-{number}")
    kind = draw.pick("kind", ("docx", "html"), (60, 40))
    facts = draw_facts(draw)
    body = facts.body
    documents: dict[str, Any] = {
        "fiscal_year": facts.year.number, "organization_type": body.kind, "organization_name": body.name,
        "province": body.province,
    }  # fmt: skip
    if body.district:
        documents["district"] = body.district
    gold: dict[str, Any] = {"documents": documents, "guidelines_count": {}}
    draft = Draft(draw, facts, draw_style(draw), kind == "html", gold)
    front, title = cover(draft)
    parts = [
        ("background", background(draft)),
        ("last year", last_year(draft)),
        ("method", method(draft)),
        *_scores(draft),
        ("comparison", comparison(draft)),
        ("advice", advised(draft)),
        ("measures", measures(draft)),
    ]
    parts += [("closing", closing(draft)), ("appendix", appendix(draft))]
    if draw.made["cover"].startswith("page") and draw.chance("with contents", 0.3):
        chapters = [
            block.text
            for _, part in parts
            for block in part.blocks
            if isinstance(block, Para) and block.level == 1
        ]
        parts.insert(0, ("contents", contents(draft, chapters)))
    if gold["guidelines_count"] is None:
        del gold["guidelines_count"]
    gold |= {"findings_present": [], "findings_absent": list(_ABSENT)}
    sheet = _sheet(draft)
    gold["drawn"] = draw.made
    name = f"w{seed}-{number:03d}-{kind}-{facts.year.number}"
    return Drawn(
        name,
        kind,
        f"{title} {body.full}".replace("\n", " "),
        (("cover", front), *parts),
        sheet,
        draft,
    )


def joined(parts: Iterable[Part]) -> list[Block]:
    """Return the blocks of parts in a row, each in its part's digits."""
    blocks = [in_digits(block, part.thai) for part in parts for block in part.blocks]
    while isinstance(blocks[-1], Break):
        blocks.pop()  # nothing follows that needs a page
    return blocks


def draw_report(number: int, seed: int) -> Report:
    """Return the report of that number of a seed, the same each time."""
    drawn = draw_parts(number, seed)
    blocks = joined(part for _, part in drawn.parts)
    return Report(
        drawn.name, drawn.kind, drawn.title, _end(blocks, drawn.draft), drawn.sheet, drawn.draft.gold
    )
