"""The overall score with its level, in a sentence, table, card, list, history or with the instruments."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.drawing.blocks import Para, Part, Table, cell
from benchmarks.drawing.front import year_text
from benchmarks.drawing.instruments import near
from benchmarks.drawing.results import cents
from benchmarks.drawing.style import Draft, marker

_SENTENCES = (
    "{org}ได้คะแนนรวม {s} คะแนน อยู่ในระดับ {l}", "{year} {org}มีผลการประเมินในภาพรวม {s} คะแนน ระดับ {l}",
    "ผลการประเมินของ{org}อยู่ในระดับ “{l}” ด้วยคะแนน {s} คะแนน จากคะแนนเต็ม 100 คะแนน",
    "{org}เข้ารับการประเมิน ITA โดยได้คะแนนเฉลี่ย {s} (ระดับ {l})", "คะแนน ITA ภาพรวม {year} เท่ากับ {s} คะแนน จัดอยู่ในระดับ{l}",
    "ในภาพรวม{org}ได้รับ {s} คะแนน ซึ่งเทียบได้กับผลการประเมินระดับ {l}", "ผลคะแนนรวมทุกเครื่องมือคิดเป็นร้อยละ {s} ได้ระดับ {l}",
    "{org}ได้ระดับ {l} ({s} คะแนน) ในการประเมิน ITA {year}",
    "สำนักงาน ป.ป.ช. ประกาศผล{year} ปรากฏว่า{org}ได้ {s} คะแนน ผลระดับ {l}",
    "สรุปได้ว่าค่าคะแนนรวมของ{org}คือ {s} มีผลการประเมินอยู่ในระดับ {l}",
)  # fmt: skip
_BARE = (
    "{org}ได้คะแนนรวม {s} คะแนน จากคะแนนเต็ม 100 คะแนน", "คะแนนภาพรวมของ{org} {year} เท่ากับ {s} คะแนน",
    "{year} {org}มีผลการประเมิน ITA {s} คะแนน",
)  # fmt: skip
_LINES = (
    ("คะแนนรวม : {s} คะแนน", "ระดับผลการประเมิน : {l}"), ("ผลคะแนน ITA = {s}", "ระดับ = {l}"),
    ("คะแนนภาพรวม\t{s}", "ระดับที่ได้\t{l}"),
    ("ได้คะแนน {s} คะแนน", "ผลการประเมิน {l}"),
)  # fmt: skip


def overall(draft: Draft) -> Part:
    """Return the overall score and level in one or more forms."""
    draw, facts, style = draft.draw, draft.facts, draft.style
    documents = draft.gold["documents"]
    documents["overall_score"], documents["rating"] = float(facts.overall), facts.level
    form = draw.pick(
        "overall",
        ("sentence", "table", "card", "lines", "history", "sentence+table", "with instruments"),
        (36, 13, 11, 11, 11, 9, 9),
    )
    level = form in ("table", "card", "history", "with instruments") or not draw.chance("no level", 0.06)
    if not level:
        documents["rating"] = None
    part = style.part("prose" if form in ("sentence", "lines") else "scores")
    part.blocks.append(
        draft.chapter(draw.of(("ผลการประเมินในภาพรวม", "สรุปผลการประเมิน", "ผลคะแนนภาพรวม",
            "คะแนนและระดับผลการประเมิน", "ผลการประเมิน ITA ของหน่วยงาน")))
    )  # fmt: skip
    if form == "with instruments":
        return part  # the table of instruments tells both
    score, name = style.score(facts.overall), facts.level
    stated = {
        "s": score, "l": name, "org": draw.of((facts.body.full, facts.body.full, "หน่วยงาน", facts.body.brief)),
        "year": year_text(draft, facts.year.number),
    }  # fmt: skip
    if form.startswith("sentence"):
        sentence = draw.pick("overall words", _SENTENCES if level else _BARE)
        part.blocks.append(Para(sentence.format(**stated), align="justify", first=2.5))
    if form.endswith("table"):
        level = True
        documents["rating"] = facts.level
        head = draw.of(
            (["คะแนนรวม", "ระดับ"], ["ผลคะแนน ITA", "ระดับผลการประเมิน"], ["คะแนนที่ได้", "ผลการประเมิน"])
        )
        cells = [cell(score, align="center"), cell(name, align="center")]
        if draw.chance("", 0.4):
            head, cells = [*head[::-1]], [*cells[::-1]]
        if draw.chance("", 0.4):
            head, cells = ["หน่วยงาน", *head], [cell(facts.body.full), *cells]
        part.blocks.append(style.table([1] * len(head), head, [cells], width=0.8))
    elif form == "card":
        paras = [
            Para(draw.of(("คะแนนรวม", "คะแนน ITA", "ผลคะแนนภาพรวม")), size=0.9), Para(score, bold=True, size=2.2),
            Para(draw.of(("ระดับ {}", "ผลการประเมิน {}", "{}")).format(name), bold=True),
        ]  # fmt: skip
        if draw.chance("", 0.3):
            paras.insert(2, Para("จากคะแนนเต็ม 100 คะแนน", size=0.8))
        part.blocks.append(
            style.table([1], [], [[cell(*paras, align="center")]], width=0.45, rules="all", scale=1.0)
        )
    elif form == "lines":
        for n, line in enumerate(draw.of(_LINES)[: 2 if level else 1], 1):
            mark = draw.made.setdefault("overall mark", draw.of(("-", "•", "", "1.")))
            part.blocks.append(Para(line.format(**stated), label=marker(mark, n) if mark else "", inset=2))
    elif form == "history":
        part.blocks.append(_history(draft))
    return part


def _history(draft: Draft) -> Table:
    """Return a table of this year and the years before; earlier levels are left out where no rule tells them."""
    draw, facts, style = draft.draw, draft.facts, draft.style
    rows = []
    for back in range(draw.rng.randint(1, 3), 0, -1):
        near_it = Decimal(near(draft, facts.before.overall - back))
        earlier = facts.before.overall if back == 1 else cents(near_it)
        letter = facts.year.number - back <= 2565
        name = next(n for n, low in (("AA", 95), ("A", 85), ("B", 75), ("C", 65), ("D", 0)) if earlier >= low)
        rows.append([str(facts.year.number - back), style.score(earlier), name if letter else "-"])
    rows.append([str(facts.year.number), style.score(facts.overall), facts.level])
    if draw.chance("history newest first", 0.3):
        rows.reverse()
    head = ["ปีงบประมาณ", "คะแนน", "ระดับ"]
    made = [[cell(text, align="center") for text in row] for row in rows]
    return style.table([1, 1, 1], head, made, width=0.75)


def strengths(draft: Draft) -> Part:
    """Return what is best and what is weakest, or nothing."""
    draw, facts = draft.draw, draft.facts
    part = draft.style.part("prose")
    if not draw.chance("strengths", 0.25):
        return part
    heads = draw.of(
        (
            ("จุดแข็ง", "จุดที่ควรพัฒนา"),
            ("ตัวชี้วัดที่ได้คะแนนสูง", "ตัวชี้วัดที่ได้คะแนนต่ำ"),
            ("ประเด็นที่ทำได้ดี", "ประเด็นที่ต้องปรับปรุง"),
        )
    )
    order = sorted(facts.indicators, key=lambda n: facts.indicators[n])
    count = draw.rng.randint(1, 3)
    part.blocks.append(draft.chapter(draw.of(("จุดแข็งและจุดที่ควรพัฒนา", "สรุปจุดเด่นและจุดด้อย"))))
    for head, chosen in zip(heads, (order[::-1][:count], order[:count]), strict=True):
        part.blocks.append(Para(head, bold=True, keep=True, inset=1.0))
        part.blocks += [
            Para(f"ตัวชี้วัดที่ {n} {facts.year.names[n]} ({draft.style.score(facts.indicators[n])} คะแนน)",
                label="-", inset=2.0)
            for n in chosen
        ]  # fmt: skip
    return part
