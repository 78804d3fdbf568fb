"""The measures as a table with columns in any number and order."""

from __future__ import annotations

from benchmarks.drawing.blocks import Block, Cell, Para, Table, cell
from benchmarks.drawing.measures import (
    AIMS,
    BUDGETS,
    FOLLOWS,
    KPIS,
    Measure,
    indicator_text,
    step_paras,
    to_gold,
)  # fmt: skip
from benchmarks.drawing.periods import draw_period, ticks, words
from benchmarks.drawing.style import Draft

_HEADS: dict[str, tuple[str, ...]] = {
    "no": ("ที่", "ลำดับ", "ลำดับที่", "ข้อ"), "indicator": ("ตัวชี้วัด", "ตัวชี้วัดที่", "ตัวชี้วัดที่เกี่ยวข้อง", "ตัวชี้วัด ITA"),
    "analysis": ("ผลการวิเคราะห์", "ผลการวิเคราะห์ตัวชี้วัด", "สภาพปัญหา", "ประเด็นที่ต้องแก้ไข"),
    "title": ("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", "โครงการ/มาตรการ", "มาตรการ/แนวทาง", "ชื่อมาตรการ"),
    "steps": ("ขั้นตอน/วิธีการ", "วิธีดำเนินการ", "ขั้นตอนการดำเนินงาน", "ขั้นตอน/วิธีการปฏิบัติ", "รายละเอียดการดำเนินการ",
        "กิจกรรมที่ดำเนินการ"),
    "units": ("ผู้รับผิดชอบ", "หน่วยงานที่รับผิดชอบ", "ผู้รับผิดชอบหลัก", "กองที่รับผิดชอบ"),
    "period": ("ระยะเวลา", "ระยะเวลาดำเนินการ", "ช่วงเวลา", "กรอบระยะเวลา", "กำหนดเวลา"),
    "budget": ("งบประมาณ", "งบประมาณ (บาท)"), "target": ("เป้าหมาย", "ค่าเป้าหมาย"),
    "kpi": ("ตัวชี้วัดความสำเร็จ", "ผลผลิต/ตัวชี้วัด"),
    "aim": ("วัตถุประสงค์",), "follow": ("การกำกับติดตาม", "การติดตามผล", "การรายงานผล"), "remark": ("หมายเหตุ",),
}  # fmt: skip
_WIDTHS = {
    "no": 0.7, "indicator": 1.5, "analysis": 2.4, "title": 2.1, "steps": 3.4, "units": 1.5, "period": 1.4,
    "budget": 1.1,
    "target": 1.2, "kpi": 1.6, "aim": 1.6, "follow": 1.6, "remark": 0.9,
}  # fmt: skip
_ANALYSES = (
    "ตัวชี้วัดที่ {n} {name} ได้ {s} คะแนน {i}", "ตัวชี้วัดที่ {n} ({s} คะแนน) {i}", "{i} (ตัวชี้วัดที่ {n})",
    "ตัวชี้วัดที่ {n} {name} คะแนน {s}",
)  # fmt: skip
_NEEDS = ("ต้องเร่งสร้างความเข้าใจ", "ยังมีจุดที่ควรแก้ไข", "ควรสื่อสารให้ทั่วถึง", "ต้องติดตามต่อเนื่อง")
_TARGETS = ("คะแนนเพิ่มขึ้น", "ไม่น้อยกว่า 90 คะแนน", "95", "ร้อยละ 100", "ทุกกอง", "85.00 ขึ้นไป")


def _columns(draft: Draft) -> list[str]:
    """Return the columns in order; where the indicators are named is drawn with them."""
    draw = draft.draw
    named = draw.pick("indicators named in", ("column", "title", "analysis", "nowhere"), (55, 14, 22, 9))
    extras = draw.some(("budget", "target", "kpi", "aim", "follow", "remark"), 0, draw.of((0, 1, 2, 3)))
    columns = ["title", "steps", *(["units"] if draw.rng.random() < 0.95 else [])]
    columns += ["period"] if draw.rng.random() < 0.88 else []
    columns += {"column": ["indicator"], "analysis": ["analysis"]}.get(named, [])
    columns += extras
    order = draw.pick("measure order", ("usual", "shuffled"), (55, 45))
    usual = [
        "indicator",
        "analysis",
        "title",
        "aim",
        "steps",
        "target",
        "kpi",
        "budget",
        "period",
        "units",
        "follow",
        "remark",
    ]
    columns = draw.shuffled(columns) if order == "shuffled" else sorted(columns, key=usual.index)
    if draw.chance("measures numbered", 0.6):
        columns.insert(0, "no")
    draw.made["measure columns"] = columns
    return columns


def _need(draft: Draft, n: int) -> str:
    return "ได้คะแนนเต็ม ควรรักษาไว้" if draft.facts.indicators[n] == 100 else str(draft.draw.of(_NEEDS))


def _analysis(draft: Draft, measure: Measure) -> list[Para]:
    form = draft.draw.made.setdefault("analysis words", draft.draw.of(_ANALYSES))
    facts = draft.facts
    return [
        Para(form.format(n=n, name=facts.year.names[n], s=draft.style.score(facts.indicators[n]),
            i=_need(draft, n)))
        for n in measure.indicators
    ]  # fmt: skip


def _cells(draft: Draft, measure: Measure, columns: list[str], marks: int, year: int) -> list[Cell]:
    """Return the row of a measure; `marks` is the number of columns of the period, 0 for words."""
    draw = draft.draw
    made = draw.made
    title = measure.title
    if made["indicators named in"] == "title":
        title += f" (ตัวชี้วัดที่ {', '.join(str(n) for n in measure.indicators)})"
    if "no" not in columns and made["titles numbered"]:
        title = f"{measure.number}. {title}"
    row: list[Cell] = []
    for name in columns:
        if name == "period" and marks:
            row += ticks(draft, marks)
            continue
        if name == "period" and made["period merged"]:
            if measure.number == 1:
                row.append(cell(words(draft, year), rows=made["measures"], align="center"))
            continue
        paras: dict[str, list[Para]] = {
            "no": [Para(f"{measure.number}{made['number dot']}", align="center")],
            "indicator": [Para(indicator_text(draft, measure))],
            "title": [Para(title)], "steps": step_paras(draft, measure, made["step marks"]),
            "units": _units(draft, measure),
            "period": [Para(words(draft, year))], "budget": [Para(draw.of(BUDGETS))],
            "target": [Para(draw.of(_TARGETS))], "kpi": [Para(draw.of(KPIS))],
            "aim": [Para(draw.of(AIMS))], "follow": [Para(draw.of(FOLLOWS))], "remark": [Para(draw.of(("", "", "-")))],
            "analysis": _analysis(draft, measure) if name == "analysis" else [],
        }  # fmt: skip
        row.append(Cell(tuple(paras[name])))
    return row


def _units(draft: Draft, measure: Measure) -> list[Para]:
    form = draft.draw.made.setdefault(
        "unit joint", draft.draw.of((", ", "lines", "lines", "/ ", ",", "- lines", " และ "))
    )
    if form == "lines":
        return [Para(unit) for unit in measure.units]
    if form == "- lines":
        return [Para(f"- {unit}") for unit in measure.units]
    return [Para(form.join(measure.units))]


def table(draft: Draft, made: list[Measure], stated: int | None, year: int, *, lying: bool) -> list[Block]:
    """Return the table, and write the measures into the gold."""
    draw, style = draft.draw, draft.style
    columns = _columns(draft)
    form, marks = draw_period(draft)
    if "period" not in columns or not marks:
        marks = ()
    draw.made["number dot"] = draw.of(("", "", "."))
    draw.chance("titles numbered", 0.5)
    draw.chance("period merged", 0.08)
    widths: list[float] = []
    top: list[Cell] = []
    below: list[Cell] = []
    narrow = 0.45 if form == "months" else 0.6
    for name in columns:
        text = draw.of(_HEADS[name])
        if name == "period" and marks:
            widths += [narrow] * len(marks)
            over = text if form == "months" else draw.of((text, f"{text} (ไตรมาส)"))
            top.append(cell(over, columns=len(marks), align="center", bold=True))
            below += [cell(Para(mark, bold=True, size=0.8), align="center") for mark in marks]
        else:
            widths.append(_WIDTHS[name])
            top.append(cell(text, rows=2 if marks else 1, align="center", bold=True))
    head = (tuple(top), tuple(below)) if marks else (tuple(top),)
    rows = tuple(tuple(_cells(draft, entry, columns, len(marks), year)) for entry in made)
    rules = draw.pick("measure rules", ("all", "rows", "zebra"), (74, 14, 12))
    to_gold(
        draft, made, stated, named=draw.made["indicators named in"] != "nowhere",
        marked=draw.made["step marks"] != "prose", units="units" in columns,
    )  # fmt: skip
    scale = (0.75 if len(widths) > 9 else 0.82) + (0.06 if lying else 0)
    return [
        Table(
            tuple(widths), head, rows, rules, draw.chance("measure head repeated", 0.55),
            draw.chance("measure rows split", 0.65),
            scale, 1.0, style.head_fill,
        )
    ]  # fmt: skip
