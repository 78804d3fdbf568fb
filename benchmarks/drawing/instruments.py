"""The scores of the instruments."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from benchmarks.drawing.blocks import Cell, Para, Part, Table, cell
from benchmarks.drawing.results import cents
from benchmarks.drawing.style import Draft, marker

LONG = {
    "IIT": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน",
    "EIT": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก",
    "OIT": "แบบวัดการเปิดเผยข้อมูลสาธารณะ",
}
_NAMES = {
    "long": "{long} ({a})", "glued": "{long}({a})", "abbr": "{a}", "abbr first": "{a} : {long}", "short": "แบบวัด {a}",
    "instrument": "เครื่องมือ {a}", "english": "{en} ({a})", "check": "{long} ({a})",
}  # fmt: skip
_ENGLISH = {
    "IIT": "Internal Integrity and Transparency Assessment",
    "EIT": "External Integrity and Transparency Assessment",
    "OIT": "Open Data Integrity and Transparency Assessment",
}
_WEIGHTS = {"IIT": 30, "EIT": 30, "OIT": 40}


@dataclass(frozen=True)
class Tool:
    """An instrument or one of the two parts of EIT."""

    instrument: str
    part: int | None
    score: Decimal
    name: str
    weight: int


def _tools(draft: Draft) -> list[Tool]:
    """Return the instruments as this report tells them."""
    draw, facts = draft.draw, draft.facts
    naming = draw.pick("instrument names", tuple(_NAMES))
    split = draw.pick("eit", ("whole", "parts", "both"), (30, 45, 25)) if facts.parts else "whole"
    joint = draw.pick("part words", (" ส่วนที่ {}", " part {}", " (ส่วนที่ {})", " ตอนที่ {}", "{kind}"))
    kinds = ("", " Public (ส่วนที่ 1)", " Survey (ส่วนที่ 2)")
    tools = []
    for short, long in LONG.items():
        checked = naming == "check" and short == "OIT"
        spelt = long.replace("แบบวัด", "แบบตรวจ") if checked else long
        name = _NAMES[naming].format(long=spelt, a=short, en=_ENGLISH[short])
        if short == "EIT" and facts.parts and split != "whole":
            if split == "both":
                tools.append(Tool(short, None, facts.instruments[short], name, 30))
            for n, score in enumerate(facts.parts, 1):
                tools.append(
                    Tool(short, n, score, name + joint.format(n, kind=kinds[n]), 0 if split == "both" else 15)
                )
        else:
            tools.append(Tool(short, None, facts.instruments[short], name, _WEIGHTS[short]))
    return tools


def _to_gold(draft: Draft, tools: list[Tool]) -> None:
    draft.gold["instrument_scores"] = [
        {"instrument": tool.instrument, "part": tool.part, "score": float(tool.score)} for tool in tools
    ]


def near(draft: Draft, value: Decimal) -> str:
    """Return another figure near this one, as of other bodies or another year."""
    moved = float(value) + draft.draw.of((-1, 1)) * draft.draw.rng.uniform(0.5, 5)
    return f"{min(99.5, max(20.0, moved)):.2f}"


def instruments(draft: Draft) -> Part:
    """Return the scores of the instruments, or nothing."""
    draw, style = draft.draw, draft.style
    part = style.part("scores")
    draft.gold["instrument_scores"] = []
    joined = draw.made["overall"] == "with instruments"
    form = (
        "table"
        if joined
        else draw.pick("instruments", ("bullets", "sentence", "table", "cards", "none"), (30, 15, 32, 10, 13))
    )
    if form == "none":
        return part
    tools = _tools(draft)
    _to_gold(draft, tools)
    if draw.chance("instrument head", 0.55):
        part.blocks.append(
            draft.chapter(draw.of(("ผลการประเมินรายเครื่องมือ", "คะแนนจำแนกตามเครื่องมือ", "คะแนนตามแบบวัด")))
        )
    elif form != "sentence":
        part.blocks.append(
            Para(
                draw.of(("โดยแยกเป็นรายเครื่องมือ ดังนี้", "คะแนนของแต่ละเครื่องมือ", "เมื่อจำแนกตามแบบวัดพบว่า")), first=2.5
            )
        )
    if form == "bullets":
        kind = draw.pick("instrument marks", ("-", "•", "1)", "1.", "✓", ""))
        line = draw.pick(
            "instrument line",
            (
                "{n} คะแนนรวม {s} คะแนน",
                "{n} ได้ {s} คะแนน",
                "{n} : {s}",
                "{n} {s} คะแนน",
                "{n} ร้อยละ {s}",
                "{n} = {s} คะแนน",
            ),
        )
        for n, tool in enumerate(tools, 1):
            text = line.format(n=tool.name, s=style.score(tool.score))
            part.blocks.append(Para(text, label=marker(kind, n) if kind else "", inset=1.5))
    elif form == "sentence":
        link = draw.of((" ได้คะแนน {} คะแนน", " มีคะแนน {}", " เท่ากับ {} คะแนน"))
        texts = [tool.name + link.format(style.score(tool.score)) for tool in tools]
        text = f"{draw.of(('ทั้งนี้ ', 'แบ่งเป็น ', 'โดย'))}{' '.join(texts[:-1])} และ{texts[-1]}"
        part.blocks.append(Para(text, align="justify", first=2.5))
    elif form == "cards":
        cells = [
            cell(
                Para(style.score(tool.score), bold=True, size=1.5), Para(tool.name, size=0.8), align="center"
            )
            for tool in tools
        ]
        part.blocks.append(style.table([1] * len(cells), [], [cells], rules="all"))
    else:
        part.blocks.append(_tool_table(draft, tools))
    return part


def _tool_table(draft: Draft, tools: list[Tool]) -> Table:
    """Return the table of instruments with columns at random, and perhaps the overall score as its last row."""
    draw, facts, style = draft.draw, draft.facts, draft.style
    extras = draw.some(("weight", "weighted", "province", "before"), 0, 3)
    columns = ["name", *draw.shuffled(["score", *extras])]
    draw.made["instrument columns"] = columns
    joined = draw.made["overall"] == "with instruments"
    whole = draw.chance("overall row", 0.5) or joined
    names = {
        "name": draw.of(("เครื่องมือ", "แบบวัด", "เครื่องมือการประเมิน")),
        "score": draw.of(("คะแนนที่ได้", "คะแนน", "ผลคะแนน", "คะแนน (เต็ม 100)")),
        "weight": draw.of(("น้ำหนัก (ร้อยละ)", "ค่าน้ำหนัก")), "weighted": "คะแนนถ่วงน้ำหนัก",
        "province": "ค่าเฉลี่ยของจังหวัด", "before": f"คะแนนปี {facts.year.number - 1}",
    }  # fmt: skip
    rows: list[list[Cell]] = []
    for tool in tools:
        summed = tool.part is None
        values = {
            "name": tool.name, "score": style.score(tool.score), "weight": str(tool.weight) if tool.weight else "-",
            "weighted": f"{cents(tool.score * tool.weight / 100):.2f}" if tool.weight else "-",
            "province": near(draft, tool.score) if summed else "-",
            "before": style.score(facts.before.instruments[tool.instrument]) if summed else "-",
        }  # fmt: skip
        rows.append([cell(values[name], align="" if name == "name" else "center") for name in columns])
    if whole:
        values = {
            "name": draw.of(("รวม", "คะแนนรวม", "คะแนน ITA ภาพรวม")), "score": style.score(facts.overall),
            "weight": "100",
            "weighted": f"{facts.overall:.2f}", "province": near(draft, facts.overall),
            "before": style.score(facts.before.overall),
        }  # fmt: skip
        rows.append(
            [cell(values[name], align="" if name == "name" else "center", bold=True) for name in columns]
        )
    if joined:
        label = cell(draw.of(("ระดับผลการประเมิน", "ระดับ", "ผลการประเมินอยู่ในระดับ")), bold=True)
        rows.append([label, cell(facts.level, columns=len(columns) - 1, align="center", bold=True)])
    return style.table([3.4, *[1.2] * (len(columns) - 1)], [names[name] for name in columns], rows)
