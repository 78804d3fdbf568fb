"""The body's own guidance under an indicator."""

from __future__ import annotations

from benchmarks.drawing.advice import topics
from benchmarks.drawing.blocks import Para
from benchmarks.drawing.style import COUNTED, Draft, marker

_HEADINGS = (
    "แนวทางการพัฒนา", "แนวทางปรับปรุงของหน่วยงาน", "แนวทางแก้ไข", "แนวทางการดำเนินการ", "แนวทางการยกระดับคะแนน",
    "ข้อเท็จจริงและแนวทางปฏิบัติ",
    "สิ่งที่หน่วยงานจะดำเนินการ", "แนวทางปฏิบัติของหน่วยงาน :",
)  # fmt: skip
_SENTENCES = (
    "ข้อเท็จจริงพบว่า {org}มีคะแนนตัวชี้วัดที่ {n} {name} {s} คะแนน หากต้องการยกระดับคะแนนควรกำหนดแนวทางการปฏิบัติ ดังนี้",
    "{org}ได้พิจารณาผลของตัวชี้วัดนี้แล้ว กำหนดแนวทางดำเนินการ ดังต่อไปนี้", "เพื่อให้คะแนนด้าน{name}สูงขึ้น หน่วยงานกำหนดแนวทางไว้ ดังนี้",
    "ที่ประชุมคณะทำงานมีมติให้ดำเนินการตามแนวทาง ดังนี้", "จากคะแนน {s} คะแนนข้างต้น {org}เห็นควรวางแนวทางพัฒนา ดังนี้",
)  # fmt: skip
_MARKS = ("1.", "1)", "(1)", "-", "•", "✓", "ก.", "1.1", "ข้อที่ 1", "➢", "ก)", "–")


def draw_guidance(draft: Draft) -> str:
    """Return how this report writes guidance: list, inline, nested, prose or none."""
    form = draft.draw.pick("guidance", ("list", "inline", "nested", "prose", "none"), (60, 8, 5, 4, 23))
    draft.draw.pick("guidance marks", _MARKS if form != "inline" else ("(1)", "1)", "1."))
    draft.draw.pick("guidance opening", ("heading", "sentence", "both"), (50, 40, 10))
    draft.draw.pick("guidance words", _HEADINGS)
    draft.draw.pick("guidance sentence", _SENTENCES)
    draft.draw.chance("guidance slip", 0.08)
    if form in ("nested", "prose"):
        draft.gold["guidelines_count"] = None  # how these are counted is debatable
    return form


def _points(draft: Draft, form: str, texts: list[str]) -> list[Para]:
    made = draft.draw.made
    kind = made["guidance marks"]
    slip = draft.draw.rng.randint(3, 4) if made["guidance slip"] and kind in COUNTED and len(texts) > 2 else 0
    if form == "inline":
        text = " ".join(f"{marker(kind, n)} {text}" for n, text in enumerate(texts, 1))
        return [Para(text, align="justify", first=2.0)]
    if form == "prose":
        return [Para(" ".join(texts), align="justify", first=2.0)]
    blocks = []
    for n, text in enumerate(texts, 1):
        blocks.append(Para(text, label=marker(kind, n, slip), inset=2.0))
        if form == "nested" and n == 1:
            blocks += [
                Para(sub, label=marker("ก." if "1" in kind else "-", at), inset=4.0)
                for at, sub in enumerate(("กองคลังรับผิดชอบส่วนของตน", "กองช่างรับผิดชอบส่วนของตน"), 1)
            ]
    return blocks


def guidance(draft: Draft, n: int, form: str) -> list[Para]:
    """Return the guidance for an indicator and count its points in the gold."""
    if form == "none":
        return []
    draw, facts, made = draft.draw, draft.facts, draft.draw.made
    texts = draw.some(topics()[str(n)]["guidance"], 2, 5)
    counts = draft.gold["guidelines_count"]
    if counts is not None:
        counts[str(n)] = len(texts)
    stated = {
        "org": facts.body.full, "n": n, "name": facts.year.names[n], "s": draft.style.score(facts.indicators[n]),
    }  # fmt: skip
    blocks = []
    if made["guidance opening"] != "sentence":
        blocks.append(
            Para(
                made["guidance words"],
                bold=draw.made.setdefault("guidance bold", draw.of((True, False))),
                keep=True,
                inset=1.0,
            )
        )
    if made["guidance opening"] != "heading":
        blocks.append(Para(made["guidance sentence"].format(**stated), align="justify", first=2.0, keep=True))
    return blocks + _points(draft, form, texts)
