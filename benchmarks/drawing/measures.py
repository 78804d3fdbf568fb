"""The measures for the year to come, as content, and as cards or sections."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.drawing.advice import topics
from benchmarks.drawing.blocks import Block, Break, Para, Part, cell
from benchmarks.drawing.draws import Draw
from benchmarks.drawing.facts import Body
from benchmarks.drawing.periods import draw_period, words
from benchmarks.drawing.style import COUNTED, Draft, marker

_UNITS = {
    "TAO": ("สำนักปลัด", "สำนักปลัด อบต.", "กองคลัง", "กองช่าง", "กองการศึกษา ศาสนาและวัฒนธรรม",
        "กองสาธารณสุขและสิ่งแวดล้อม", "กองสวัสดิการสังคม", "หน่วยตรวจสอบภายใน"),
    "city": ("สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองยุทธศาสตร์และงบประมาณ",
        "กองสาธารณสุขและสิ่งแวดล้อม", "กองการเจ้าหน้าที่", "หน่วยตรวจสอบภายใน"),
    "PAO": ("สำนักปลัดองค์การบริหารส่วนจังหวัด", "กองพัสดุและทรัพย์สิน", "กองคลัง", "กองช่าง", "กองยุทธศาสตร์และงบประมาณ",
        "กองการเจ้าหน้าที่", "หน่วยตรวจสอบภายใน"),
}  # fmt: skip
_TITLES = (
    "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "ตารางมาตรการยกระดับผลการประเมิน ITA",
    "แนวทางการนำผลวิเคราะห์ไปสู่การปฏิบัติ", "แผนขับเคลื่อนมาตรการเพื่อพัฒนาหน่วยงาน",
    "การกำหนดมาตรการและโครงการเพื่อแก้ไขจุดอ่อน", "มาตรการ/โครงการเพื่อปรับปรุงผลการประเมิน", "สรุปมาตรการและผู้รับผิดชอบ",
)  # fmt: skip
_YEARS = (" ประจำปีงบประมาณ พ.ศ. {y}", " ปีงบประมาณ พ.ศ. {y}", " ประจำปี {y}", " ปีงบประมาณ {y}")
STEP_MARKS = ("1.", "1)", "(1)", "-", "•", "✓", "ขั้นที่ 1", "ก.", "1. inline", "(1) inline", "➢", "prose")


@dataclass(frozen=True)
class Measure:
    """A measure with what is printed about it; `indicators` are those it names."""

    number: int
    title: str
    indicators: tuple[int, ...]
    steps: tuple[str, ...]
    units: tuple[str, ...]


def units_of(draw: Draw, body: Body) -> list[str]:
    """Return one to three units of the body."""
    known = _UNITS.get(body.classed, _UNITS["city"])
    chosen = draw.some(known, 1, draw.of((1, 1, 2, 3)))
    offices = [unit for unit in chosen if unit.startswith("สำนักปลัด")]
    return [unit for unit in chosen if unit not in offices[1:]]


def draw_measures(draft: Draft) -> list[Measure]:
    """Return one to six measures, the weakest indicators first or by their number."""
    draw, scores = draft.draw, draft.facts.indicators
    count = draw.pick("measures", (1, 2, 3, 4, 5, 6, 8), (6, 14, 22, 22, 18, 12, 6))
    chosen = sorted(scores, key=lambda n: scores[n])[:count]
    chosen = sorted(chosen) if draw.rng.random() < 0.7 else chosen
    several = draw.chance("measures of several indicators", 0.3)
    made = []
    for number, n in enumerate(chosen, 1):
        title, *steps = draw.of(topics()[str(n)]["measures"])
        more = draw.some([entry for entry in range(1, 11) if entry not in chosen], 0, 2) if several else []
        made.append(
            Measure(
                number,
                title,
                tuple(sorted({n, *more})),
                tuple(steps),
                tuple(units_of(draw, draft.facts.body)),
            )
        )
    return made


def step_paras(draft: Draft, measure: Measure, kind: str) -> list[Para]:
    """Return the steps with the report's markers."""
    steps = measure.steps
    if kind == "prose":
        return [Para(" ".join(steps))]
    if kind.endswith("inline"):
        form = kind.split(maxsplit=1)[0]
        return [Para(" ".join(f"{marker(form, n)} {text}" for n, text in enumerate(steps, 1)))]
    slip = 3 if draft.draw.made["step slip"] and kind in COUNTED and len(steps) > 2 else 0
    if draft.draw.made["steps hang"]:
        return [Para(text, label=marker(kind, n, slip)) for n, text in enumerate(steps, 1)]
    gap = "" if draft.draw.made["steps glued"] and kind in ("1.", "1)", "-", "(1)") else " "
    return [Para(f"{marker(kind, n, slip)}{gap}{text}") for n, text in enumerate(steps, 1)]


def to_gold(
    draft: Draft, measures: list[Measure], year: int | None, *, named: bool, marked: bool, units: bool
) -> None:
    """Write the measures into the gold, without what is not printed or debatable."""
    rows = []
    for measure in measures:
        row: dict[str, object] = {"measure": measure.number, "title_contains": measure.title}
        if named:
            row["indicators"] = list(measure.indicators)
        if year:
            row["fiscal_year"] = year
        if marked:
            row["steps"] = len(measure.steps)
        if units:
            row["responsible"] = list(measure.units)
        rows.append(row)
    draft.gold["measures"] = rows


def measures(draft: Draft) -> Part:
    """Return the measures in the report's form."""
    from benchmarks.drawing.measure_table import table

    draw = draft.draw
    part = draft.style.part("measures")
    draft.gold["measures"] = []
    form = draw.pick("measure form", ("table", "pairs", "cards", "sections", "none"), (68, 10, 9, 8, 5))
    if form == "none":
        return part
    lying = draw.chance("measures landscape", 0.35 if form == "table" else 0.08)
    if lying:
        part.blocks.append(Break(turn=True))
    elif draw.chance("measures on new page", 0.4):
        part.blocks.append(Break())
    year = draft.facts.year.number + 1
    dated = draw.pick("measure year", ("title", "sentence", "none"), (76, 14, 10))
    part.blocks.append(
        draft.chapter(draw.of(_TITLES) + (draw.of(_YEARS).format(y=year) if dated == "title" else ""))
    )
    if dated == "sentence":
        part.blocks.append(Para(f"มาตรการต่อไปนี้ใช้ในปีงบประมาณ พ.ศ. {year}", first=2.5))
    elif draw.chance("", 0.3):
        part.blocks.append(
            Para(draw.of(("จากการวิเคราะห์ข้างต้น จึงกำหนดมาตรการไว้ดังนี้", "รายละเอียดของมาตรการมีดังนี้")), first=2.5)
        )
    made = draw_measures(draft)
    draw.pick("step marks", STEP_MARKS, (22, 10, 8, 12, 8, 4, 5, 4, 8, 5, 4, 5))
    draw.chance("steps hang", 0.35)
    draw.chance("steps glued", 0.12)
    draw.chance("step slip", 0.05)
    stated = year if dated != "none" else None
    if form == "table":
        part.blocks += table(draft, made, stated, year, lying=lying)
    else:
        part.blocks += _listed(draft, made, stated, year, form)
    if lying:
        part.blocks.append(Break(turn=False))
    return part


_LABELS = {
    "indicator": ("ตัวชี้วัด", "ตัวชี้วัดที่เกี่ยวข้อง", "สอดคล้องกับตัวชี้วัด"),
    "steps": ("ขั้นตอน", "วิธีดำเนินการ", "กิจกรรม", "ขั้นตอนการดำเนินงาน"),
    "units": ("ผู้รับผิดชอบ", "หน่วยงานรับผิดชอบ", "ส่วนราชการเจ้าของเรื่อง"),
    "period": ("ระยะเวลา", "ระยะเวลาดำเนินการ", "กำหนดแล้วเสร็จ"),
    "budget": ("งบประมาณ",), "kpi": ("ตัวชี้วัดความสำเร็จ",), "follow": ("การติดตามผล", "การกำกับติดตาม"),
    "aim": ("วัตถุประสงค์",),
}  # fmt: skip
KPIS = (
    "ร้อยละ 80 ของกิจกรรมแล้วเสร็จตามแผน",
    "มีรายงานผลอย่างน้อย 2 ครั้ง",
    "ผู้รับบริการพึงพอใจไม่น้อยกว่าร้อยละ 85",
    "ไม่มีเรื่องร้องเรียนซ้ำ",
)
BUDGETS = ("ไม่ใช้งบประมาณ", "-", "20,000 บาท", "5,000", "ใช้งบประจำ", "ตามข้อบัญญัติ")
FOLLOWS = (
    "รายงานผู้บริหารทุกไตรมาส",
    "รายงานรอบ 6 เดือน",
    "ติดตามในที่ประชุมประจำเดือน",
    "คณะทำงาน ITA ติดตามทุก 3 เดือน",
)
AIMS = ("เพื่อลดข้อร้องเรียน", "เพื่อให้ประชาชนได้รับความสะดวก", "เพื่อเพิ่มความเชื่อมั่นของบุคลากร", "เพื่อยกระดับคะแนนให้สูงขึ้น")


def _listed(draft: Draft, made: list[Measure], stated: int | None, year: int, form: str) -> list[Block]:
    """Return the measures as two-column tables, cards, or sections, each with lines of label and value."""
    draw, style = draft.draw, draft.style
    keys = ["indicator", "steps", "units", "period", *draw.some(("budget", "kpi", "follow", "aim"), 0, 3)]
    keys = draw.shuffled(keys)
    draw.made["measure keys"] = keys
    labels = {name: draw.of(_LABELS[name]) for name in keys}
    kind = draw.made["step marks"]
    draw_period(draft)
    head = draw.pick("measure heads", ("มาตรการที่ {n} {t}", "{n}. {t}", "{t}", "({n}) {t}"), (45, 25, 15, 15))
    blocks: list[Block] = []
    for entry in made:
        title = head.format(n=entry.number, t=entry.title)
        values: dict[str, list[Para]] = {
            "indicator": [Para(indicator_text(draft, entry))], "steps": step_paras(draft, entry, kind),
            "units": [Para(", ".join(entry.units))],
            "period": [Para(words(draft, year))], "budget": [Para(draw.of(BUDGETS))], "kpi": [Para(draw.of(KPIS))],
            "follow": [Para(draw.of(FOLLOWS))], "aim": [Para(draw.of(AIMS))],
        }  # fmt: skip
        if form == "pairs":
            rows = [[cell(labels[name], bold=True), cell(*values[name])] for name in keys]
            rows.insert(
                0,
                [
                    cell(
                        draw.made.setdefault(
                            "title label", draw.of(("มาตรการ", "ชื่อมาตรการ", "โครงการ/มาตรการ"))
                        )
                    ),
                    cell(title, bold=True),
                ],
            )
            blocks.append(style.table([1.4, 5], [], rows, rules="all", split_rows=draw.rng.random() < 0.5))
            continue
        lines = [Para(title, bold=True, keep=True)]
        for name in keys:
            if len(values[name]) == 1:
                lines.append(Para(f"{labels[name]} : {values[name][0].text}", inset=1.0))
            else:
                lines += [
                    Para(f"{labels[name]} :", inset=1.0, keep=True),
                    *[Para(p.text, label=p.label, inset=2.5) for p in values[name]],
                ]
        blocks += (
            [style.table([1], [], [[cell(*lines)]], rules="all", split_rows=False)]
            if form == "cards"
            else lines
        )
    to_gold(draft, made, stated, named=True, marked=kind != "prose", units=True)
    return blocks


def indicator_text(draft: Draft, measure: Measure) -> str:
    """Return the indicators of a measure as its column names them."""
    forms = ("numbers", "word", "names", "each", "dotted")
    form = draft.draw.made.setdefault("measure indicators", draft.draw.of(forms))
    names = draft.facts.year.names
    if form == "numbers":
        return ", ".join(str(n) for n in measure.indicators)
    if form == "word":
        return f"ตัวชี้วัดที่ {', '.join(str(n) for n in measure.indicators)}"
    if form == "names":
        return " ".join(f"ตัวชี้วัดที่ {n} {names[n]}" for n in measure.indicators)
    if form == "each":
        return ", ".join(f"ตัวชี้วัดที่ {n}" for n in measure.indicators)
    return " ".join(f"{n}. {names[n]}" for n in measure.indicators)
