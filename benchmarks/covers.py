"""Made reports of bodies of all classes, each with three other bodies in its text: whose they are is known.

A body is drawn with its class, place and the body over it; its cover and its sentences are drawn from forms that
covers have. The three others stand where reports name others: a partner, a place to visit, a comparison, a border.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ita_extract.organizations.areas import area_gazetteer
from ita_extract.thai.digits import to_thai

FONTS = ("Garuda.ttf", "Loma.ttf", "Waree.ttf", "Norasi.ttf")
FONT_FOLDER = Path("/usr/share/fonts/truetype/tlwg")
WIDTH, HEIGHT = 595.0, 842.0


@dataclass(frozen=True)
class Body:
    """A body: class and bare name, its kind, its district and province, the body over it (empty where none is told)."""

    type: str
    name: str
    kind: str
    district: str = ""
    province: str = ""
    parent: str = ""
    short: str = ""
    gap: str = ""  # what stands between class and name

    @property
    def whole(self) -> str:
        """Return class and name as covers write them."""
        return f"{self.type}{self.gap}{self.name}" if self.name != self.type else self.name


@dataclass(frozen=True)
class MadeReport:
    """A made report: its pages as lines, the body that it is about, its year (B.E.), the others that it names."""

    body: Body
    fiscal_year: int
    pages: tuple[tuple[str, ...], ...]
    others: tuple[Body, ...]
    form: str = field(default="")


@cache
def _areas() -> list[tuple[str, str, str]]:
    """Return subdistrict, district and province names."""
    gazetteer = area_gazetteer()
    return [
        (entry.name, gazetteer.area(entry.district).name, gazetteer.area(entry.province).name)
        for entry in gazetteer.listed
        if entry.district and entry.type is None and entry.province != "10"
    ]


def _local(chance: random.Random) -> Body:
    tambon, district, province = chance.choice(_areas())
    kind, short = chance.choice(
        [
            ("เทศบาลตำบล", "ทต."),
            ("องค์การบริหารส่วนตำบล", "อบต."),
            ("องค์การบริหารส่วนตำบล", "อบต."),
            ("เทศบาลเมือง", "ทม."),
        ]
    )
    return Body(kind, tambon, "local_government", district, province, short=short)


def _provincial(chance: random.Random) -> Body:
    _, _, province = chance.choice(_areas())
    return Body("องค์การบริหารส่วนจังหวัด", province, "local_government", "", province, short="อบจ.")


def _special(chance: random.Random) -> Body:
    return chance.choice(
        [
            Body("กรุงเทพมหานคร", "กรุงเทพมหานคร", "local_government", "", ""),
            Body("เมืองพัทยา", "เมืองพัทยา", "local_government", "บางละมุง", "ชลบุรี"),
        ]
    )


def _province(chance: random.Random) -> Body:
    _, _, province = chance.choice(_areas())
    return Body("จังหวัด", province, "province")


_DEPARTMENTS = (
    ("ที่ดิน", "กระทรวงมหาดไทย"),
    ("ทางหลวงชนบท", "กระทรวงคมนาคม"),
    ("ควบคุมโรค", "กระทรวงสาธารณสุข"),
    ("พัฒนาฝีมือแรงงาน", "กระทรวงแรงงาน"),
    ("ชลประทาน", "กระทรวงเกษตรและสหกรณ์"),
    ("ทรัพยากรน้ำบาดาล", "กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม"),
    ("กิจการเด็กและเยาวชน", "กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์"),
    ("การขนส่งทางบก", "กระทรวงคมนาคม"),
)


def _department(chance: random.Random) -> Body:
    name, ministry = chance.choice(_DEPARTMENTS)
    position = chance.random() < 0.4
    return Body(
        "กรม", name, "department", chance.choice(("จตุจักร", "ดุสิต", "ดินแดง")) if position else "",
        "กรุงเทพมหานคร" if position else "", ministry if chance.random() < 0.5 else "",
    )  # fmt: skip


_ENTERPRISES = (
    ("การไฟฟ้า", "ส่วนภูมิภาค"),
    ("การประปา", "นครหลวง"),
    ("การรถไฟ", "แห่งประเทศไทย"),
    ("ธนาคาร", "ออมสิน"),
    ("ธนาคาร", "เพื่อการเกษตรและสหกรณ์การเกษตร"),
    ("บริษัท", "ไปรษณีย์ไทย จำกัด"),
    ("การยาง", "แห่งประเทศไทย"),
    ("องค์การเภสัชกรรม", "องค์การเภสัชกรรม"),
)


def _enterprise(chance: random.Random) -> Body:
    kind, name = chance.choice(_ENTERPRISES)
    return Body(kind, name, "state_enterprise", gap=" " if kind == "บริษัท" else "")


def _university(chance: random.Random) -> Body:
    _, _, province = chance.choice(_areas())
    kind, name = chance.choice(
        [
            ("มหาวิทยาลัยราชภัฏ", province),
            ("มหาวิทยาลัยเทคโนโลยีราชมงคล", chance.choice(("ล้านนา", "อีสาน", "ศรีวิชัย", "ธัญบุรี"))),
            ("มหาวิทยาลัย", chance.choice(("แม่โจ้", "นเรศวร", "มหาสารคาม", "ทักษิณ", "สงขลานครินทร์"))),
        ]
    )
    return Body(kind, name, "university")


def _hospital(chance: random.Random) -> Body:
    tambon, district, province = chance.choice(_areas())
    if chance.random() < 0.3:
        parent = f"องค์การบริหารส่วนจังหวัด{province}"
        return Body("โรงพยาบาลส่งเสริมสุขภาพตำบล", tambon, "hospital", district, province, parent, "รพ.สต.")
    if chance.random() < 0.2:
        return Body("โรงพยาบาล", f"เทศบาลเมือง{tambon}", "hospital", district, province)
    return Body("โรงพยาบาล", district, "hospital", district, province, short="รพ.")


def _health(chance: random.Random) -> Body:
    _, district, province = chance.choice(_areas())
    if chance.random() < 0.5:
        return Body("สำนักงานสาธารณสุขจังหวัด", province, "health_office", short="สสจ.")
    return Body("สำนักงานสาธารณสุขอำเภอ", district, "health_office", "", province, short="สสอ.")


def _education(chance: random.Random) -> Body:
    _, _, province = chance.choice(_areas())
    if chance.random() < 0.6:
        name = f"{province} เขต {chance.randint(1, 4)}"
        return Body("สำนักงานเขตพื้นที่การศึกษาประถมศึกษา", name, "education_area", short="สพป.")
    return Body("สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา", province, "education_area", short="สพม.")


def _school(chance: random.Random) -> Body:
    tambon, district, province = chance.choice(_areas())
    if chance.random() < 0.5:
        number = chance.randint(1, 6)
        name = chance.choice(
            [f"เทศบาล {number} บ้าน{tambon}", f"เทศบาล {number} (บ้าน{tambon})", f"อนุบาลเทศบาล{tambon}"]
        )
        parent = chance.choice(["เทศบาลเมือง", "เทศบาลตำบล", "เทศบาลนคร"]) + tambon
        return Body("โรงเรียน", name, "school", district, province, parent)
    name = chance.choice([f"บ้าน{tambon}", f"{tambon}วิทยา", f"วัด{tambon}", f"ชุมชนบ้าน{tambon}"])
    over = f"สำนักงานเขตพื้นที่การศึกษาประถมศึกษา{province} เขต {chance.randint(1, 3)}"
    return Body("โรงเรียน", name, "school", district, province, over if chance.random() < 0.5 else "")


def _college(chance: random.Random) -> Body:
    _, district, province = chance.choice(_areas())
    kind = chance.choice(["วิทยาลัยเทคนิค", "วิทยาลัยการอาชีพ", "วิทยาลัยเกษตรและเทคโนโลยี"])
    return Body(kind, chance.choice([province, district]), "school", "", province)


def _police(chance: random.Random) -> Body:
    _, district, province = chance.choice(_areas())
    if chance.random() < 0.3:
        return Body("ตำรวจภูธรจังหวัด", province, "police")
    return Body("สถานีตำรวจภูธร", district, "police", district, province, short="สภ.")


def _prison(chance: random.Random) -> Body:
    _, _, province = chance.choice(_areas())
    return Body(chance.choice(["เรือนจำกลาง", "เรือนจำจังหวัด", "ทัณฑสถานหญิง"]), province, "prison", "", province)


def _court(chance: random.Random) -> Body:
    _, _, province = chance.choice(_areas())
    return Body(chance.choice(["ศาลจังหวัด", "ศาลแขวง", "ศาลปกครอง"]), province, "court", "", "")


def _independent(chance: random.Random) -> Body:
    name = chance.choice(
        ["สำนักงานการตรวจเงินแผ่นดิน", "สำนักงานอัยการสูงสุด", "สำนักงานคณะกรรมการการเลือกตั้ง", "สำนักงาน กสทช."]
    )
    return Body(name, name, "independent")


def _other(chance: random.Random) -> Body:
    _, _, province = chance.choice(_areas())
    kind, name = chance.choice(
        [
            ("สำนักงาน", f"ที่ดินจังหวัด{province}"),
            ("สำนักงาน", f"พัฒนาที่ดินเขต {chance.randint(1, 12)}"),
            ("สถาบัน", "เทคโนโลยีป้องกันประเทศ"),
            ("กองทุน", "การออมแห่งชาติ"),
        ]
    )
    return Body(kind, name, "other")


MAKERS: tuple[Callable[[random.Random], Body], ...] = (
    _local, _local, _local, _local, _provincial, _special, _province, _department, _enterprise, _university,
    _hospital, _health, _education, _school, _school, _college, _police, _prison, _court, _independent, _other,
)  # fmt: skip

_TITLES = (
    ("การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส", "ในการดำเนินงานของหน่วยงานภาครัฐ (ITA)"),
    ("รายงานผลการวิเคราะห์การประเมินคุณธรรมและความโปร่งใส", "ในการดำเนินงานของหน่วยงานภาครัฐ"),
    ("รายงานวิเคราะห์ผลการประเมิน ITA",),
    ("เอกสารสรุปและวิเคราะห์ผลการประเมิน ITA",),
    ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "และการวิเคราะห์ผลการประเมิน ITA"),
)
_MARGINS = (
    "เสนอต่อ {other}",
    "จัดทำโดย {other}",
    "ที่ปรึกษา {other}",
    "ร่วมกับ {other}",
)
_SENTENCES = (
    "{own}{where} มีผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ "
    "ประจำปีงบประมาณ พ.ศ. {year} ได้คะแนน {total} คะแนน อยู่ในระดับ ผ่านดี",
    "ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของ{own}{where} "
    "ประจำปีงบประมาณ พ.ศ. {year} คะแนน {total} คะแนน ระดับ ผ่านดี",
    "ในปีงบประมาณ พ.ศ. {year} {own}ได้ผลคะแนนรวม {total} คะแนน อยู่ในระดับ “ผ่านดี”",
    "{own} มีคะแนน ITA ปี {year} ที่ {total} คะแนน จัดอยู่ในระดับผ่านดี",
)
_OTHERS = (
    "ศึกษาดูงาน ณ {other} เพื่อนำแนวปฏิบัติมาปรับใช้",
    "ประสานความร่วมมือร่วมกับ{other} ในการประชาสัมพันธ์",
    "จัดส่งแบบสำรวจให้{other} ทราบทุกไตรมาส",
    "รายงานผลต่อ{other} ภายในเดือนตุลาคม",
    "อาณาเขตทิศเหนือติดต่อกับ{other}",
    "หน่วยงานต้นแบบ เช่น {other} ซึ่งได้คะแนน 99.10 คะแนน",
    "เชิญวิทยากรจาก{other} มาให้ความรู้แก่บุคลากร",
)
_INDICATORS = (
    "การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต", "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร", "การปรับปรุงการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต",
)  # fmt: skip


def make_report(chance: random.Random) -> MadeReport:
    """Draw a body and its report."""
    body = chance.choice(MAKERS)(chance)
    others = tuple(chance.choice(MAKERS)(chance) for _ in range(3))
    year = chance.randint(2563, 2569)
    thai = chance.random() < 0.4
    cover = _cover(body, year, chance)
    pages = (cover, _body_page(body, others, year, chance))
    if thai:
        pages = tuple(tuple(to_thai(line) for line in page) for page in pages)  # type: ignore[assignment]
    return MadeReport(body, year, pages, others)


def _place(body: Body, chance: random.Random) -> str:
    short = chance.random() < 0.3
    district = f"{'อ.' if short else 'อำเภอ'}{body.district}" if body.district else ""
    if body.province == "กรุงเทพมหานคร":
        return f"เขต{body.district} กรุงเทพมหานคร" if body.district else "กรุงเทพมหานคร"
    province = f"{'จ.' if short else 'จังหวัด'}{body.province}" if body.province else ""
    return " ".join(filter(None, (district, province)))


def _cover(body: Body, year: int, chance: random.Random) -> tuple[str, ...]:
    title = list(chance.choice(_TITLES))
    written = f"ประจำปีงบประมาณ พ.ศ. {year}"
    name = body.whole
    if body.short and chance.random() < 0.25:
        name = f"{body.short}{body.name}"
    if body.kind == "local_government" and len(body.name) > 5 and chance.random() < 0.1:
        name = f"{body.type} {body.name}"
    name = chance.choice(["", "", "", "ของ", "โดย "]) + name
    if body.parent and chance.random() < 0.4:
        name = f"{name} สังกัด{body.parent}"
        over: list[str] = []
    else:
        over = [chance.choice(["", "สังกัด"]) + body.parent] if body.parent else []
    position = [line for line in [_place(body, chance)] if line]
    block = [name, *over, *position]
    order = chance.random()
    if order > 0.92 and len(title) < 3:  # all in one sentence, as notices have it
        place_of = f" {position[0]}" if position else ""
        return (*title[:-1], f"{title[-1]} ของ{body.whole}{place_of}", written)
    if chance.random() < 0.25:
        block = [*block, _margin(chance)]
    if order < 0.65:
        return (*title, written, *block)
    return (*block, *title, written) if order < 0.85 else (*title, *block, written)


def _margin(chance: random.Random) -> str:
    """Return a line of a cover that names another body."""
    other = chance.choice(MAKERS)(chance).whole
    return chance.choice(_MARGINS).format(other=other)


def _body_page(body: Body, others: Sequence[Body], year: int, chance: random.Random) -> tuple[str, ...]:
    scores = [f"{chance.uniform(80, 99):.2f}" for _ in range(14)]
    where = f" {_place(body, chance)}" if chance.random() < 0.5 else ""
    own = body.whole
    sentence = chance.choice(_SENTENCES).format(own=own, where=where, year=year, total=scores[0])
    lines = [
        sentence,
        f"- แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT) คะแนน {scores[1]} คะแนน",
        f"- แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) คะแนน {scores[2]} คะแนน",
        f"- แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) คะแนน {scores[3]} คะแนน",
        *(
            f"ตัวชี้วัดที่ {number} {name} ได้คะแนน {score} คะแนน"
            for number, (name, score) in enumerate(zip(_INDICATORS, scores[4:], strict=True), start=1)
        ),
        f"ข้อเท็จจริงพบว่า {own} ได้คะแนน {scores[4]} คะแนน ควรกำหนดแนวทางการปฏิบัติ ดังนี้",
        *(
            f"{number}. {chance.choice(_OTHERS).format(other=other.whole)}"
            for number, other in enumerate(others, start=1)
        ),
        f"มาตรการของปีงบประมาณ พ.ศ. {year + 1} มอบหมายให้ทุกกองของหน่วยงานดำเนินการ",
    ]
    return tuple(lines)


def to_pdf(made: MadeReport, chance: random.Random) -> bytes:
    """Set a made report: covers centred, running text wrapped where a line is full, in one of four fonts."""
    font = _font(chance.choice([name for name in FONTS if (FONT_FOLDER / name).is_file()]))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1)
    for number, page in enumerate(made.pages):
        size = 18 if number == 0 else 12
        baseline = HEIGHT - (200 if number == 0 else 80)
        canvas.setFont(font, size)
        for text in page:
            for line in _wrapped(text, font, size):
                if number == 0:
                    canvas.drawCentredString(WIDTH / 2, baseline, line)
                else:
                    canvas.drawString(70, baseline, line)
                baseline -= 1.9 * size
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@cache
def _font(name: str) -> str:
    pdfmetrics.registerFont(TTFont(name, str(FONT_FOLDER / name)))
    return name


def _wrapped(text: str, font: str, size: float) -> list[str]:
    from pythainlp.tokenize import word_tokenize

    lines, line = [], ""
    for word in word_tokenize(text, engine="newmm"):
        if line and pdfmetrics.stringWidth(line + word, font, size) > WIDTH - 140:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    return [*lines, line.rstrip()]
