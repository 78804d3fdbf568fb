"""Figures that are not the body's scores: targets, means, neighbours, shares, counts, method and history."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.drawing.blocks import Para, Part, Table, cell
from benchmarks.drawing.front import year_text
from benchmarks.drawing.instruments import LONG
from benchmarks.drawing.results import MEMBERS
from benchmarks.drawing.style import Draft

_SENTENCES = (
    "คะแนนเฉลี่ยขององค์กรปกครองส่วนท้องถิ่นในจังหวัด{p}เท่ากับ {a} คะแนน",
    "ค่าเป้าหมายตามแผนแม่บทกำหนดให้หน่วยงานภาครัฐมีผลประเมินไม่น้อยกว่า 85 คะแนน",
    "หน่วยงานที่ได้ตั้งแต่ 85.00 คะแนนขึ้นไปถือว่าผ่านเกณฑ์", "ในปีที่ผ่านมา (พ.ศ. {y1}) หน่วยงานได้ {last} คะแนน",
    "หน่วยงานตั้งเป้าว่าปี {y2} จะได้ไม่ต่ำกว่า {t} คะแนน",
    "{o}ซึ่งอยู่ใกล้เคียงได้ {a} คะแนน และ{o2}ได้ {b} คะแนน", "ผลสำรวจความพึงพอใจต่อการให้บริการในปีเดียวกันอยู่ที่ร้อยละ {b}",
    "มีผู้ตอบแบบวัดภายใน {c} คน และภายนอก {c2} คน",
    "แบบวัดภายในและภายนอกมีน้ำหนักร้อยละ 30 เท่ากัน ส่วนการเปิดเผยข้อมูลมีน้ำหนักร้อยละ 40",
    "คะแนนเฉลี่ยระดับประเทศอยู่ที่ {b} คะแนน สูงขึ้นจากปีก่อน 1.27 คะแนน", "เว็บไซต์ของหน่วยงานมีผู้เข้าชม {c2} ครั้งตลอดปี",
    "หน่วยงานเบิกจ่ายงบประมาณได้ร้อยละ {a} ของงบประมาณที่ตั้งไว้",
)  # fmt: skip


def _figures(draft: Draft) -> dict[str, str]:
    rng, facts = draft.draw.rng, draft.facts
    near = float(facts.overall)
    figures = [
        f"{min(99.0, max(40.0, near + rng.choice((-1, 1)) * rng.uniform(1, 6))):.2f}" for _ in range(2)
    ]
    others = [other_entry.full for other_entry in facts.others] or ["หน่วยงานข้างเคียง", "อีกหน่วยงานหนึ่ง"]
    return {
        "last": draft.style.score(facts.before.overall), "a": figures[0], "b": figures[1],
        "p": facts.body.province, "y1": str(facts.year.number - 1),
        "y2": str(facts.year.number + 1),
        "t": rng.choice(("90", "92.00", "95")), "o": others[0], "o2": others[-1],
        "c": str(rng.randint(30, 180)), "c2": str(rng.randint(181, 900)),
    }  # fmt: skip


def sentences(draft: Draft) -> Part:
    """Return a paragraph of sentences about other figures, or nothing."""
    part = draft.style.part("prose")
    if draft.draw.chance("other figures", 0.55):
        chosen = draft.draw.some(_SENTENCES, 1, 4)
        draft.draw.made["other figures"] = [_SENTENCES.index(entry) for entry in chosen]
        text = " ".join(sentence.format(**_figures(draft)) for sentence in chosen)
        part.blocks.append(Para(text, align="justify", first=2.5))
    return part


def method(draft: Draft) -> Part:
    """Return tables of the method before the results, or nothing."""
    draw, style = draft.draw, draft.style
    part = style.part("scores")
    forms = draw.some(("weights", "levels", "respondents", "items"), 1, 2) if draw.chance("", 0.35) else []
    draw.made["method"] = forms
    if forms:
        part.blocks.append(
            draft.chapter(draw.of(("วิธีการประเมิน", "กรอบและหลักเกณฑ์การประเมิน", "แนวทางการประเมิน ITA")))
        )
    for form in forms:
        part.blocks += {"weights": _weights, "levels": _levels, "respondents": _respondents, "items": _items}[
            form
        ](draft)
    return part


def _weights(draft: Draft) -> list[Para | Table]:
    rows = [
        [cell(f"{LONG[name]} ({name})"), cell(f"{members[0]} - {members[-1]}", align="center"),
            cell("40" if name == "OIT" else "30", align="center")]
        for name, members in MEMBERS.items()
    ]  # fmt: skip
    head = ["เครื่องมือ", "ตัวชี้วัดที่", "น้ำหนัก (ร้อยละ)"]
    return [Para("เครื่องมือและน้ำหนักที่ใช้ในการประเมิน"), draft.style.table([4, 1.2, 1.2], head, rows)]


def _levels(draft: Draft) -> list[Para | Table]:
    if draft.facts.year.rating["kind"] == "letter":
        pairs = [
            (level["name"], f"{level['min']} - {level['max']}") for level in draft.facts.year.rating["levels"]
        ]
    else:
        pairs = [
            ("ผ่านดีเยี่ยม", "95 คะแนนขึ้นไป และทุกเครื่องมือไม่ต่ำกว่า 95"), ("ผ่านดี", "85 คะแนนขึ้นไป และทุกเครื่องมือไม่ต่ำกว่า 85"),
            ("ผ่าน", "85 คะแนนขึ้นไป แต่มีบางเครื่องมือต่ำกว่า 85"), ("ต้องปรับปรุง", "70 - 84.99 คะแนน"),
            ("ต้องปรับปรุงโดยด่วน", "ต่ำกว่า 70 คะแนน"),
        ]  # fmt: skip
    rows = [[cell(name, align="center"), cell(span)] for name, span in pairs]
    return [Para("เกณฑ์ระดับผลการประเมิน"), draft.style.table([1, 2.4], ["ระดับ", "ช่วงคะแนน"], rows, width=0.8)]


def _respondents(draft: Draft) -> list[Para | Table]:
    rows = []
    for name in ("IIT", "EIT"):
        wanted = draft.draw.rng.randint(30, 120)
        given = wanted + draft.draw.rng.randint(0, 60)
        rows.append(
            [
                cell(text, align="center")
                for text in (name, str(wanted), str(given), f"{given * 100 / wanted:.2f}")
            ]
        )
    head = ["แบบวัด", "ขั้นต่ำ (คน)", "ผู้ตอบจริง (คน)", "ร้อยละ"]
    return [Para("จำนวนผู้ตอบแบบวัด"), draft.style.table([1, 1, 1, 1], head, rows, width=0.8)]


def _items(draft: Draft) -> list[Para | Table]:
    rows = [
        [cell(f"{n}. {draft.facts.year.names[n]}"),
            cell(str(len(draft.facts.year.items[n])), align="center")] for n in range(1, 11)
    ]  # fmt: skip
    return [
        Para("จำนวนข้อคำถามของแต่ละตัวชี้วัด"),
        draft.style.table([4, 1], ["ตัวชี้วัด", "จำนวนข้อ"], rows, width=0.8),
    ]


def comparison(draft: Draft) -> Part:
    """Return the body beside its neighbours, or nothing."""
    draw, facts, style = draft.draw, draft.facts, draft.style
    part = style.part("scores")
    if len(facts.others) < 3 or not draw.chance("neighbours", 0.14):
        return part
    rng = draw.rng
    rows = [
        (other_entry.full, Decimal(str(round(rng.uniform(max(45.0, float(facts.overall) - 12), 99), 2))))
        for other_entry in facts.others
    ]
    rows.append((facts.body.full, facts.overall))
    rows.sort(key=lambda row: -row[1])
    made = [
        [cell(str(n), align="center"), cell(name), cell(style.score(score), align="center")]
        for n, (name, score) in enumerate(rows, 1)
    ]
    where = f"ในจังหวัด{facts.body.province}"
    part.blocks.append(draft.chapter(f"เปรียบเทียบกับหน่วยงานอื่น{where}"))
    part.blocks.append(style.table([1, 4, 1.5], ["ลำดับ", "หน่วยงาน", "คะแนน ITA"], made))
    return part


def last_year(draft: Draft) -> Part:
    """Return what became of the measures of the year before, or nothing."""
    draw, style = draft.draw, draft.style
    part = style.part("scores")
    if not draw.chance("last year's measures", 0.07):
        return part
    year = draft.facts.year.number
    title = draw.of(("ผลการดำเนินการตามมาตรการ", "การติดตามมาตรการที่ผ่านมา"))
    part.blocks.append(draft.chapter(f"{title} ปีงบประมาณ พ.ศ. {year}"))
    names = draw.some(
        ("ปรับปรุงป้ายประชาสัมพันธ์", "อบรมพนักงานด้านพัสดุ", "จัดทำเพจหน่วยงาน", "ประชุมชี้แจงงบประมาณ"), 2, 3
    )
    states = ("ดำเนินการแล้วเสร็จ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้วร้อยละ 75")
    rows = [
        [cell(str(n), align="center"), cell(name), cell(draw.of(states))] for n, name in enumerate(names, 1)
    ]
    part.blocks.append(style.table([0.7, 4, 2.4], ["ที่", "กิจกรรมที่ทำ", "สถานะ"], rows))
    return part


def appendix(draft: Draft) -> Part:
    """Return an appendix about another assessment, or nothing."""
    draw, style = draft.draw, draft.style
    part = style.part("scores")
    form = draw.pick("appendix", ("none", "satisfaction", "lpa", "risk", "calendar"), (74, 8, 8, 5, 5))
    if form == "none":
        return part
    rng = draw.rng
    year = year_text(draft, draft.facts.year.number)
    title, head, rows = {
        "satisfaction": ("ภาคผนวก ผลสำรวจความพึงพอใจของผู้รับบริการ", ["ด้าน", "ร้อยละความพึงพอใจ"],
            [(entry, f"{rng.uniform(80, 99):.2f}") for entry in ("ด้านขั้นตอนการให้บริการ", "ด้านช่องทางการให้บริการ",
                "ด้านเจ้าหน้าที่ผู้ให้บริการ", "ด้านสิ่งอำนวยความสะดวก")]),
        "lpa": ("ภาคผนวก ผลการประเมินประสิทธิภาพขององค์กรปกครองส่วนท้องถิ่น (LPA)", ["ด้านที่", "คะแนนที่ได้"],
            [(f"{n}. {entry}", f"{rng.uniform(70, 99):.2f}") for n,
                entry in enumerate(("การบริหารจัดการ", "การบริหารงานบุคคลและกิจการสภา", "การบริหารงานการเงินและการคลัง",
                    "การบริการสาธารณะ", "ธรรมาภิบาล"), 1)]),
        "risk": ("ภาคผนวก ระดับความเสี่ยงของกระบวนงาน", ["กระบวนงาน", "คะแนนความเสี่ยง"],
            [(entry, str(rng.randint(1, 25))) for entry in ("การอนุญาตก่อสร้าง", "การจัดเก็บภาษี", "การจัดซื้อจัดจ้าง")]),
        "calendar": ("ภาคผนวก ปฏิทินการเก็บข้อมูล", ["กิจกรรม", "กำหนดเวลา"],
            [("ลงทะเบียนผู้มีส่วนได้ส่วนเสีย", "1 - 31 มกราคม"), ("ตอบแบบวัด", "กุมภาพันธ์ - พฤษภาคม"),
                ("เปิดเผยข้อมูล", "ภายใน 30 เมษายน")]),
    }[form]  # fmt: skip
    made = [[cell(name), cell(value, align="center")] for name, value in rows]
    part.blocks += [Para(f"{title} {year}", bold=True, keep=True, level=1), style.table([4, 1.5], head, made)]
    return part
