"""Recommendations and guidance on the page: sections, groups, a table, cards, or one list."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.drawing.advice import Recommendation, recommendations, topics
from benchmarks.drawing.advice_sections import INTROS, paras, section_head, sections, worded
from benchmarks.drawing.blocks import Block, Cell, Para, Part, cell
from benchmarks.drawing.guidance import draw_guidance, guidance
from benchmarks.drawing.style import Draft, marker

_TITLES = (
    "ข้อเสนอแนะของผู้ประเมิน", "ผลการวิเคราะห์รายตัวชี้วัด", "การวิเคราะห์ผลการประเมินและข้อเสนอแนะ", "ประเด็นที่ต้องปรับปรุงและข้อเสนอแนะ",
    "ข้อเสนอแนะในการพัฒนา", "วิเคราะห์จุดที่ควรพัฒนา",
)  # fmt: skip


def advised(draft: Draft) -> Part:
    """Return recommendations and guidance in the clerk's form."""
    draw = draft.draw
    form = draw.pick(
        "advice form",
        ("sections", "some", "grouped", "table", "cards", "list", "none"),
        (26, 18, 12, 20, 8, 11, 5),
    )
    part = draft.style.part("recommendations")
    if form == "none":
        draft.gold["recommendations"] = []
        return part
    part.blocks.append(draft.chapter(draw.of(_TITLES)))
    plan = draw_guidance(draft)
    made = recommendations(draft)
    if form in ("sections", "some", "grouped"):
        part.blocks += sections(draft, made, plan, form)
        return part
    part.blocks += _FORMS[form](draft, made)
    if plan != "none" and made and not draw.made.get("guidance column"):
        part.blocks.append(draft.chapter(draw.of(("แนวทางการพัฒนาของหน่วยงาน", "แนวทางแก้ไขรายตัวชี้วัด"))))
        for n in draw.some(sorted({entry.indicator for entry in made}), 1, 5):
            part.blocks.append(section_head(draft, n))
            part.blocks += guidance(draft, n, plan)
    return part


def _indicator_text(draft: Draft, n: int) -> str:
    form = draft.draw.made.setdefault(
        "advice indicator", draft.draw.of(("ตัวชี้วัดที่ {n} {name}", "ตัวชี้วัดที่ {n}", "{n}. {name}", "{n}"))
    )
    return str(form.format(n=n, name=draft.facts.year.names[n]))


_COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "indicator": ("ตัวชี้วัด", "ตัวชี้วัดที่", "ตัวชี้วัดการประเมิน"), "item": ("ข้อคำถาม", "ข้อ", "รหัสข้อ", "ข้อที่"),
    "issue": ("ประเด็นที่พบ", "ประเด็นที่ต้องพัฒนา", "ข้อบกพร่อง/จุดอ่อน", "ผลการวิเคราะห์", "ประเด็น"),
    "both": ("ข้อคำถาม/ประเด็น", "ประเด็นข้อคำถาม", "ประเด็นที่ได้คะแนนต่ำ"),
    "advice": ("ข้อเสนอแนะ", "ข้อเสนอแนะของผู้ประเมิน", "แนวทางที่ผู้ประเมินเสนอ"),
    "reference": ("อ้างอิง", "ข้อมูลอ้างอิง", "อ้างอิงข้อ"),
    "guidance": ("แนวทางการพัฒนาของหน่วยงาน", "แนวทางดำเนินการของหน่วยงาน", "แนวทางแก้ไขของหน่วยงาน"),
}  # fmt: skip


def _own_points(draft: Draft, recommendation: Recommendation) -> Cell:
    """Return the body's own guidance as a cell, and count its points in the gold."""
    texts = draft.draw.some(topics()[str(recommendation.indicator)]["guidance"], 2, 3)
    counts = draft.gold["guidelines_count"]
    counts[str(recommendation.indicator)] = counts.get(str(recommendation.indicator), 0) + len(texts)
    kind = draft.draw.made["guidance marks"]
    return cell(*[f"{marker(kind, n)} {text}" for n, text in enumerate(texts, 1)])


def _table(draft: Draft, made: list[Recommendation]) -> list[Block]:
    draw, style = draft.draw, draft.style
    columns = [
        "indicator",
        *(["both"] if draw.made["uncoded"] or draw.rng.random() < 0.5 else ["item", "issue"]),
        "advice",
    ]
    own = bool(style.reference) and draw.rng.random() < 0.3
    columns += ["reference"] if own else []
    if draw.made["guidance"] == "list" and draw.rng.random() < 0.35:
        columns.append("guidance")
        draw.made["guidance column"] = True
    if draw.chance("advice columns shuffled", 0.25):
        columns = draw.shuffled(columns)
    draw.made["advice columns"] = columns
    merge = columns[0] == "indicator" and draw.chance("advice merged", 0.45)
    head = [draw.of(_COLUMN_NAMES[name]) for name in columns]
    if (
        "indicator" in columns
        and draw.made.setdefault("advice indicator", draw.of(("ตัวชี้วัดที่ {n} {name}", "{n}", "{n}. {name}")))
        == "{n}"
    ):
        head[columns.index("indicator")] = "ตัวชี้วัดที่"
    widths = [
        {
            "indicator": 2.0,
            "item": 1.1,
            "issue": 3.0,
            "both": 3.2,
            "advice": 3.4,
            "reference": 1.1,
            "guidance": 3.0,
        }[name]
        for name in columns
    ]
    rows: list[list[Cell]] = []
    last = 0
    for entry in made:
        codes = style.items(list(entry.items), ", ") if entry.items else "-"
        cells = {
            "indicator": cell(_indicator_text(draft, entry.indicator)), "item": cell(codes, align="center"),
            "issue": cell(entry.issue),
            "both": cell(f"{entry.printed_items} {entry.issue}".strip()),
            "advice": cell(f"{entry.printed_advice} {'' if own else entry.printed_reference}".strip()),
            "reference": cell(style.items(list(entry.references), ", ") if entry.references else "-", align="center"),
        }  # fmt: skip
        if "guidance" in columns:
            cells["guidance"] = _own_points(draft, entry)
        row = [cells[name] for name in columns]
        if merge:
            alike = sum(other.indicator == entry.indicator for other in made)
            row = (
                row[1:]
                if entry.indicator == last
                else [cell(_indicator_text(draft, entry.indicator), rows=alike), *row[1:]]
            )
            last = entry.indicator
        rows.append(row)
    more = {
        "repeat_head": draw.chance("advice head repeated", 0.6),
        "split_rows": draw.chance("advice rows split", 0.6),
    }
    return [style.table(widths, head, rows, rules=style.rules if not merge else "all", **more)]


def _cards(draft: Draft, made: list[Recommendation]) -> list[Block]:
    style = draft.style
    blocks: list[Block] = []
    for entry in made:
        lines = [
            Para(f"ตัวชี้วัดที่ {entry.indicator} {draft.facts.year.names[entry.indicator]}", bold=True),
            Para(f"{entry.printed_items} {entry.issue}".strip()),
            Para(f"ข้อเสนอแนะ : {entry.printed_advice} {entry.printed_reference}".strip()),
        ]  # fmt: skip
        blocks.append(style.table([1], [], [[cell(*lines)]], rules="all", split_rows=False))
    return blocks


def _list(draft: Draft, made: list[Recommendation]) -> list[Block]:
    draw = draft.draw
    kind = draw.pick("advice marks", ("1.", "1)", "(1)", "-", "•", "➢"))
    intro = draw.pick("advice intro", INTROS[:4])
    texts = [
        f"ตัวชี้วัดที่ {entry.indicator} {draft.facts.year.names[entry.indicator]} {text}"
        for entry, text in zip(made, worded(draft, made), strict=True)
    ]
    return [Para(intro, first=2.0, keep=True), *paras(draft, texts, kind)]


_FORMS: dict[str, Callable[[Draft, list[Recommendation]], list[Block]]] = {
    "table": _table, "cards": _cards, "list": _list,
}  # fmt: skip
