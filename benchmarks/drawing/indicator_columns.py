"""The table of indicators with further columns in any order."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.drawing.blocks import Table, cell
from benchmarks.drawing.results import cents
from benchmarks.drawing.style import Draft

LABELS = (
    "ตัวชี้วัดที่ {n} {name}", "{n}. {name}", "{n} {name}", "{name}", "ตัวชี้วัด {n} {name}", "{n}) {name}",
    "ตัวชี้วัดที่ {n} : {name}",
    "ตัวชี้วัดที่ {n}\n{name}",
)  # fmt: skip


def _remark(draft: Draft, score: Decimal) -> str:
    if score >= 95:
        return str(draft.draw.of(("รักษามาตรฐาน", "ดีมาก", "คงระดับไว้")))
    return str(
        draft.draw.of(
            ("ควรพัฒนา", "เร่งปรับปรุง", "ติดตามใกล้ชิด") if score < 85 else ("พัฒนาต่อ", "ดี", "เพิ่มการสื่อสาร")
        )
    )


def rich(draft: Draft) -> list[Table]:
    """Further columns in any order: the year before, difference, target, level, rank, remark."""
    draw, facts, style = draft.draw, draft.facts, draft.style
    extras = draw.some(("before", "difference", "target", "level", "rank", "remark", "full"), 1, 4)
    if "difference" in extras and "before" not in extras:
        extras.append("before")
    columns = draw.shuffled(["score", *extras])
    draw.made["rich columns"] = columns
    year = facts.year.number
    names = {
        "score": draw.of((f"คะแนนปี {year}", f"ปี {year}", "คะแนนที่ได้", f"คะแนน ปีงบประมาณ {year}")),
        "before": draw.of((f"คะแนนปี {year - 1}", f"ปี {year - 1}")),
        "difference": draw.of(("เพิ่ม/ลด", "ผลต่าง", "เปรียบเทียบ")), "target": draw.of(("เป้าหมาย", "ค่าเป้าหมาย")),
        "level": draw.of(("ระดับ", "เกณฑ์")), "rank": draw.of(("อันดับ", "ลำดับคะแนน")),
        "remark": draw.of(("หมายเหตุ", "ข้อสังเกต")), "full": "คะแนนเต็ม",
    }  # fmt: skip
    ranks = sorted(facts.indicators.values(), reverse=True)
    target = draw.of(("85.00", "90.00", "95.00"))
    labels = draw.pick("indicator labels", LABELS)
    signed = draw.chance("", 0.7)
    rows = []
    for n, score in facts.indicators.items():
        earlier = facts.before.indicators[n]
        gap = cents(score - earlier)
        values = {
            "score": style.score(score), "before": style.score(earlier), "target": target,
            "rank": str(ranks.index(score) + 1),
            "difference": f"{gap:+.2f}" if signed else f"{'เพิ่มขึ้น' if gap >= 0 else 'ลดลง'} {abs(gap):.2f}",
            "level": facts.year.level(score, [score]), "remark": _remark(draft, score), "full": "100",
        }  # fmt: skip
        first = labels.format(n=n, name=facts.year.names[n]).split("\n")
        rows.append([cell(*first), *[cell(values[name], align="center") for name in columns]])
    head = [draw.of(("ตัวชี้วัด", "รายการประเมิน")), *[names[name] for name in columns]]
    return [style.table([3.4, *[1.2] * len(columns)], head, rows, scale=0.85)]
