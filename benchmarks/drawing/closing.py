"""What stands after the measures: a closing sentence, a note, signatures."""

from __future__ import annotations

from benchmarks.drawing.blocks import Block, Para, Part, cell
from benchmarks.drawing.front import head_of
from benchmarks.drawing.style import Draft

_NOTES = (
    "หมายเหตุ : หน่วยงานจะติดตามผลและรายงานอีกครั้งเมื่อสิ้นรอบหกเดือน", "หมายเหตุ คะแนนปัดเป็นทศนิยมสองตำแหน่ง", "* ข้อมูลจากระบบ ITAS",
    "ทั้งนี้ มาตรการอาจปรับเปลี่ยนได้ตามสถานการณ์และงบประมาณ", "จึงเรียนมาเพื่อโปรดพิจารณา",
)  # fmt: skip


def closing(draft: Draft) -> Part:
    """Return notes and signatures as drawn."""
    draw = draft.draw
    part = draft.style.part("prose")
    if draw.chance("note", 0.4):
        part.blocks += [Para(text, size=0.9) for text in draw.some(_NOTES, 1, 2)]
    form = draw.pick("signatures", ("none", "one", "two", "side by side"), (40, 30, 15, 15))
    names = ("นางสาวกานดา ใจดี", "นายสมชาย มั่นคง", "นางพิมพ์ใจ รักงาน", "นายวีระ ตั้งตรง")
    roles = ("ผู้จัดทำ", "ผู้ตรวจสอบ", "ผู้อนุมัติ")
    people: list[list[Para]] = []
    for n in range({"none": 0, "one": 1}.get(form, 2)):
        office = (
            head_of(draft)
            if form == "one" or n
            else draw.of(("นิติกรชำนาญการ", "หัวหน้าสำนักปลัด", "นักวิเคราะห์นโยบายและแผน"))
        )
        people.append(
            [
                Para(f"(ลงชื่อ) ........................................ {roles[2 * n]}", align="center"),
                Para(f"({draw.of(names)})", align="center"),
                Para(office, align="center"),
            ]
        )
    made: list[Block] = []
    if form == "side by side":
        made.append(draft.style.table([1, 1], [], [[cell(*entry) for entry in people]], rules="none"))
    else:
        for entry in people:
            made += [Para(""), *entry]
    part.blocks += made
    return part
