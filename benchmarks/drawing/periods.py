"""When a measure is carried out: words, months, or marks under quarters and months."""

from __future__ import annotations

from benchmarks.drawing.blocks import Cell, Para, cell
from benchmarks.drawing.style import Draft

MONTHS = ("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.")
_WORDS = (
    "ตลอดปีงบประมาณ พ.ศ. {y}", "ตลอดปีงบประมาณ {y}", "ต.ค. {b} - ก.ย. {y}", "ตุลาคม {b} - มีนาคม {y}",
    "ไตรมาสที่ 1 - 2", "ไตรมาสที่ 2",
    "ภายในเดือนมีนาคม {y}", "1 ตุลาคม {b} - 30 กันยายน {y}", "มกราคม - มิถุนายน {y}", "ทุกไตรมาส", "รอบ 6 เดือนแรก",
    "ธ.ค. {bs} - ส.ค. {ys}", "ตลอดทั้งปี",
    "ปีงบประมาณ {y}", "ม.ค. - มิ.ย. {ys}", "ไตรมาส 1-4",
)  # fmt: skip
_MARKS = ("✓", "/", "X", "●", "*", "←→", "shade")


def words(draft: Draft, year: int) -> str:
    """Return a period in words."""
    form = draft.draw.made.get("period words") or draft.draw.of(_WORDS)
    return form.format(y=year, b=year - 1, ys=str(year)[2:], bs=str(year - 1)[2:])


def draw_period(draft: Draft) -> tuple[str, tuple[str, ...]]:
    """Return the form of the period, and the heads of its columns where it has several."""
    draw = draft.draw
    form = draw.pick("period", ("words", "quarters", "months", "same words"), (55, 14, 9, 22))
    if form == "same words":
        draw.pick("period words", _WORDS)
        return "words", ()
    if form == "words":
        return form, ()
    draw.pick("period mark", _MARKS)
    if form == "quarters":
        return form, draw.of(
            (
                ("1", "2", "3", "4"),
                ("Q1", "Q2", "Q3", "Q4"),
                ("ต.ค.-ธ.ค.", "ม.ค.-มี.ค.", "เม.ย.-มิ.ย.", "ก.ค.-ก.ย."),
                ("ไตรมาส 1", "ไตรมาส 2", "ไตรมาส 3", "ไตรมาส 4"),
            )
        )
    return form, MONTHS


def ticks(draft: Draft, number: int) -> list[Cell]:
    """Return marked and empty cells, one run of marks."""
    mark = draft.draw.made["period mark"]
    start = draft.draw.rng.randint(0, number - 1)
    end = draft.draw.rng.randint(start, number - 1)
    cells = []
    for at in range(number):
        inside = start <= at <= end
        if mark == "shade":
            cells.append(Cell((Para(""),), fill="#8eaadb" if inside else ""))
        else:
            cells.append(cell(mark if inside else "", align="center"))
    return cells
