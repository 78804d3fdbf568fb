"""The cover, the table of contents, and what clerks write before the results."""

from __future__ import annotations

from benchmarks.drawing.blocks import Block, Break, Para, Part, cell
from benchmarks.drawing.style import Draft

YEAR_FORMS = (
    "ประจำปีงบประมาณ พ.ศ. {y}", "ประจำปีงบประมาณ พ.ศ.{y}", "ประจำปีงบประมาณ {y}", "ปีงบประมาณ พ.ศ. {y}", "ประจำปี {y}",
    "ประจำปี พ.ศ. {y}", "ปีงบประมาณ {y}",
)  # fmt: skip
_TITLES = (
    "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส\nในการดำเนินงานของหน่วยงานภาครัฐ (ITA)",
    "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส\nIntegrity and Transparency Assessment (ITA)",
    "บทวิเคราะห์ผลคะแนน ITA และแนวทางยกระดับการดำเนินงาน",
    "รายงานวิเคราะห์ผล ITA และมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
    "การนำผลการประเมินคุณธรรมและความโปร่งใส (ITA)\nไปสู่การพัฒนาหน่วยงาน",
    "ผลการวิเคราะห์การประเมินคุณธรรมและความโปร่งใสของหน่วยงาน (ITA)",
    "รายงานผลการประเมินคุณธรรมและความโปร่งใสฯ (ITA)\nพร้อมข้อเสนอแนะและมาตรการปรับปรุง",
    "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\nจากการวิเคราะห์ผลการประเมิน ITA",
)
_PLACES = ("อำเภอ{d} จังหวัด{p}", "อ.{d} จ.{p}", "อำเภอ{d}\nจังหวัด{p}", "อำเภอ{d}  จังหวัด{p}")
_MARKS = ("เอกสารสังเคราะห์", "(เอกสารสังเคราะห์ มิใช่เอกสารจริงของหน่วยงาน)", "เอกสารสังเคราะห์เพื่อใช้ทดสอบ")
_BACKGROUND = (
    "การประเมิน ITA เป็นเครื่องมือที่ช่วยให้หน่วยงานมองเห็นช่องว่างของการทำงานและวางแนวทางแก้ไขได้ตรงจุด "
    "{org}จึงนำผลประเมินมาทบทวนร่วมกับทุกส่วนราชการ",
    "ตามที่สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ (สำนักงาน ป.ป.ช.) ประกาศผลการประเมินแล้ว "
    "{org}ได้ตั้งคณะทำงานขึ้นวิเคราะห์ผลเป็นรายตัวชี้วัด เอกสารนี้เป็นผลของคณะทำงานดังกล่าว",
    "{org}ให้ความสำคัญกับการบริหารงานที่ตรวจสอบได้ เมื่อทราบผลการประเมินประจำปีแล้ว จึงรวบรวมจุดที่ควรแก้ไขและเสนอเป็นมาตรการสำหรับปีถัดไป",
    "การประเมินใช้ข้อมูลจากสามแหล่ง คือ บุคลากรภายใน ผู้มาติดต่อ และข้อมูลที่เปิดเผยบนเว็บไซต์ ผลที่ได้ช่วยให้ผู้บริหารตัดสินใจปรับปรุงงานบนข้อมูลจริง",
)  # fmt: skip
_AIMS = (
    "เพื่อให้ทราบจุดแข็งและจุดที่ควรพัฒนา", "เพื่อนำข้อเสนอแนะของผู้ประเมินมาปรับปรุงงาน",
    "เพื่อกำหนดผู้รับผิดชอบและเวลาของแต่ละมาตรการ", "เพื่อเป็นข้อมูลประกอบการจัดทำแผนป้องกันการทุจริต",
)  # fmt: skip


def year_text(draft: Draft, year: int) -> str:
    """Return a year in the clerk's words."""
    return str(draft.draw.of(YEAR_FORMS)).format(y=year)


def place(draft: Draft, form: str) -> str:
    """Return district and province; a province's own body has no district."""
    body = draft.facts.body
    if not body.district:
        return f"จ.{body.province}" if form.startswith("อ.") else f"จังหวัด{body.province}"
    return form.format(d=body.district, p=body.province)


def cover(draft: Draft) -> tuple[Part, str]:
    """Return the cover or the head of a report without one, and the title."""
    draw, facts, style = draft.draw, draft.facts, draft.style
    part = style.part("cover")
    form = draw.pick("cover", ("page", "page framed", "memo head", "bare head"), (50, 12, 14, 24))
    title = draw.pick("title", _TITLES)
    year = year_text(draft, facts.year.number)
    where = place(draft, draw.pick("place", _PLACES))
    mark = Para(draw.of(_MARKS), align=draw.of(("center", "right", "left")), size=0.65)
    name = draw.of(("{}", "ของ{}", "ของ {}")).format(facts.body.full)
    lines = [*title.split("\n"), year]
    if draw.chance("two years on cover", 0.15):
        lines += ["และมาตรการขับเคลื่อน", f"ประจำปีงบประมาณ พ.ศ. {facts.year.number + 1}"]
    number = f"{draw.rng.randint(51, 99)}{draw.rng.randint(100, 999)}/ {draw.rng.randint(1, 300)}"
    day = draw.rng.randint(1, 30)
    if form == "memo head":
        body: list[Block] = [
            mark,
            Para("บันทึกข้อความ", align="center", bold=True, size=1.5),
            Para(f"ส่วนราชการ  {facts.body.full} {where}".replace("\n", " ")),
            Para(f"ที่  {number}    วันที่  {day} กันยายน {facts.year.number}"),
            Para(f"เรื่อง  {' '.join(lines)}", bold=True),
            Para(f"เรียน  {head_of(draft)}"),
        ]  # fmt: skip
    else:
        big = 1.5 if form.startswith("page") else 1.2
        order = draw.pick("cover order", ("title first", "name first"), (75, 25))
        names = [Para(name, align="center", bold=True, size=big)]
        names += [Para(line, align="center", size=big * 0.9) for line in where.split("\n")]
        titles = [Para(line, align="center", bold=True, size=big) for line in lines]
        gap = [Para("", size=2)] * (3 if form.startswith("page") else 0)
        first, second = (titles, names) if order == "title first" else (names, titles)
        body = [mark, *gap, *first, *gap, *second]
        if form == "page framed":
            framed = cell(*[entry for entry in body[1:] if isinstance(entry, Para)])
            body = [mark, style.table([1], [], [[framed]], rules="all", scale=1.0)]
        if form.startswith("page"):
            if draw.chance("maker on cover", 0.4):
                maker = draw.of(("งานนิติการ สำนักปลัด", "สำนักปลัด", "คณะทำงาน ITA", "งานวิเคราะห์นโยบายและแผน"))
                body += [*gap, Para(f"จัดทำโดย {maker}", align="center")]
            body.append(Break())
    part.blocks += body
    return part, title


def head_of(draft: Draft) -> str:
    """Return the title of the body's head."""
    body = draft.facts.body
    return f"นายก{body.full}" if body.classed in ("TAO", "PAO") else f"นายก{body.kind}{body.name}"


def contents(draft: Draft, titles: list[str]) -> Part:
    """Return a table of contents with page numbers that clerks typed."""
    part = draft.style.part("heads")
    kind = draft.draw.pick("contents", ("dots", "table", "tab"))
    part.blocks.append(Para(draft.draw.of(("สารบัญ", "สารบัญ", "เนื้อหา")), align="center", bold=True, size=1.2))
    pages = sorted(draft.draw.rng.randint(1, 4 + 2 * n) for n in range(len(titles)))
    rows = [(title.replace("\n", " "), str(page)) for title, page in zip(titles, pages, strict=True)]
    if kind == "table":
        made = [[cell(title), cell(page, align="right")] for title, page in rows]
        part.blocks.append(draft.style.table([8, 1], ["เรื่อง", "หน้า"], made, rules="none"))
    else:
        filler = " " + "." * 40 + " " if kind == "dots" else "\t"
        part.blocks += [Para(f"{title}{filler}{page}") for title, page in rows]
    part.blocks.append(Break())
    return part


def background(draft: Draft) -> Part:
    """Return why the report was made, and for what."""
    draw = draft.draw
    part = draft.style.part("prose")
    body = draft.facts.body
    if draw.chance("background head", 0.7):
        part.blocks.append(draft.chapter(draw.of(("ความเป็นมา", "หลักการและเหตุผล", "บทนำ", "ที่มาและความสำคัญ"))))
    for text in draw.some(_BACKGROUND, 1, 2):
        name = draw.of((body.full, body.full, body.brief, "หน่วยงาน"))
        part.blocks.append(Para(text.format(org=name), align="justify", first=2.5))
    if draw.chance("aims", 0.35):
        part.blocks.append(draft.chapter("วัตถุประสงค์"))
        for n, text in enumerate(draw.some(_AIMS, 2, 4), 1):
            part.blocks.append(Para(text, label=f"{draft.chapters}.{n}", inset=1.5))
    return part
