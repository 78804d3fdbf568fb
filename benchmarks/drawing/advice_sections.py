"""Recommendations and guidance in sections of indicators."""

from __future__ import annotations

from benchmarks.drawing.advice import Recommendation, wordings
from benchmarks.drawing.blocks import Block, Para
from benchmarks.drawing.guidance import guidance
from benchmarks.drawing.instruments import LONG
from benchmarks.drawing.results import MEMBERS
from benchmarks.drawing.style import Draft, marker

INTROS = (
    "ผู้ประเมินมีข้อเสนอแนะ ดังนี้", "ผู้ตรวจประเมินมีข้อเสนอแนะในประเด็นข้อคำถามที่มีคะแนนต่ำ ดังนี้", "ประเด็นที่ผู้ประเมินเสนอให้ปรับปรุง",
    "ข้อเสนอแนะ", "ข้อเสนอแนะจากผู้ตรวจประเมิน :", "มีประเด็นที่ควรปรับปรุง คือ", "",
)  # fmt: skip
_HEADS = (
    "ตัวชี้วัดที่ {n} {name}", "ตัวชี้วัดที่ {n} {name} ({s} คะแนน)", "ตัวชี้วัดที่ {n} : {name}", "{ch}.{n} ตัวชี้วัดที่ {n} {name}",
    "ตัวชี้วัดที่ {n} {name} คะแนน {s}",
    "{n}. {name}", "ตัวชี้วัด {n} {name} ได้ {s} คะแนน", "{n}) ตัวชี้วัด{name}",
)  # fmt: skip
_NOTHING = (
    "ไม่มีข้อเสนอแนะจากผู้ประเมิน", "หน่วยงานควรรักษาระดับไว้", "ผลอยู่ในเกณฑ์ที่น่าพอใจ ให้คงแนวทางเดิม", "ไม่มีประเด็นที่ต้องแก้ไข",
    "ได้ {s} คะแนน เห็นควรรักษามาตรฐาน",
)  # fmt: skip
_MARKS = ("1.", "1)", "(1)", "-", "•", "", "", "ก.", "✓", "❖", "–", "run")


def section_head(draft: Draft, n: int, level: int = 2) -> Para:
    form = draft.draw.made.setdefault("section head", draft.draw.of(_HEADS))
    facts = draft.facts
    text = form.format(
        n=n, name=facts.year.names[n], s=draft.style.score(facts.indicators[n]), ch=draft.chapters
    )
    return Para(text, bold=True, keep=True, level=level)


def worded(draft: Draft, made: list[Recommendation]) -> list[str]:
    """Return each recommendation in the report's wording."""
    if "wording" not in draft.draw.made:
        wordings(draft)
    usual, disclosed = draft.draw.made["wording"], draft.draw.made["open wording"]
    return [entry.worded(disclosed if entry.indicator > 8 else usual) for entry in made]


def paras(draft: Draft, texts: list[str], kind: str) -> list[Para]:
    blocks: list[Para] = []
    if kind == "run":
        return [Para(" ".join(texts).replace("\n", " "), align="justify", first=2.5)]
    for n, text in enumerate(texts, 1):
        first, *rest = text.split("\n")
        if kind:
            blocks.append(Para(first, label=marker(kind, n), inset=1.0))
        else:
            blocks.append(Para(first, align="justify", first=2.5))
        blocks += [Para(line, inset=2.6) for line in rest]
    return blocks


def _advice(draft: Draft, n: int, here: list[Recommendation], kind: str) -> list[Para]:
    """Return the recommendations of an indicator, under sub-indicators or a part of the questionnaire."""
    made, year = draft.draw.made, draft.facts.year
    texts = worded(draft, here)
    if n > 8 and made["sub-indicators named"] and year.subs:
        blocks = []
        subs = {item.code: item.sub for item in year.items[n]}
        for sub in sorted({subs[entry.items[0]] for entry in here}):
            blocks.append(Para(f"ตัวชี้วัดย่อยที่ {sub} {year.subs[sub]}", inset=1.0, keep=True))
            mine = [text for text, entry in zip(texts, here, strict=True) if subs[entry.items[0]] == sub]
            blocks += paras(draft, mine, kind)
        return blocks
    if 6 <= n <= 8 and made["parts named"] and year.parts:
        head = Para("ส่วนที่ 1 ผู้รับบริการหรือผู้มาติดต่อตอบด้วยตนเอง (EIT Public)", inset=1.0, keep=True)
        return [head, *paras(draft, texts, kind)]
    return paras(draft, texts, kind)


def sections(draft: Draft, made: list[Recommendation], plan: str, form: str) -> list[Block]:
    draw = draft.draw
    intro = draw.pick("advice intro", INTROS)
    kind = draw.pick("advice marks", _MARKS)
    if kind == "run" and draw.made["uncoded"]:
        kind = "-"  # nothing would part them
    lines = draw.chance("score lines", 0.15)
    draw.chance("sub-indicators named", 0.3)
    draw.chance("parts named", 0.2)
    nothing = draw.pick("nothing words", _NOTHING)
    also = draw.made["guidance also"] = draw.rng.random() < 0.3  # guidance where nobody advised
    blocks: list[Block] = []
    shown = range(1, 11) if form == "sections" else sorted({entry.indicator for entry in made})
    group = ""
    for n in shown:
        here = [entry for entry in made if entry.indicator == n]
        name = next(short for short, members in MEMBERS.items() if n in members)
        if form == "grouped" and name != group:
            group = name
            blocks.append(Para(f"{LONG[name]} ({name})", bold=True, keep=True, level=2, size=1.05))
        blocks.append(section_head(draft, n, 3 if form == "grouped" else 2))
        if lines:
            blocks.append(
                Para(f"คะแนนที่ได้ {draft.style.score(draft.facts.indicators[n])} คะแนน", first=2.0, keep=True)
            )
        if not here:
            text = nothing.format(s=draft.style.score(draft.facts.indicators[n]))
            blocks.append(Para(text, first=2.5))
            if also and n < 9 and draft.facts.indicators[n] < 95:
                blocks += guidance(draft, n, plan)
            continue
        if intro:
            blocks.append(Para(intro, first=2.0, keep=True))
        blocks += _advice(draft, n, here, kind)
        if draw.rng.random() < 0.8:
            blocks += guidance(draft, n, plan)
    return blocks
