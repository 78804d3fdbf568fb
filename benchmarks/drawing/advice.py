"""The assessor's recommendations as content, before any form is chosen."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.drawing.facts import Item
from benchmarks.drawing.style import Draft

_LEADS = (
    "หน่วยงานควร", "ควร", "{org}ควร", "เห็นควรให้", "หน่วยงานจำเป็นต้อง", "ขอให้หน่วยงาน", "หน่วยงานพึง", "เสนอให้หน่วยงาน",
    "ผู้บริหารควร",
)  # fmt: skip
_OPEN_ADVICE = (
    "จัดทำข้อมูลให้ครบทุกองค์ประกอบและเผยแพร่ก่อนกำหนด", "ใช้ข้อมูลของปีปัจจุบันแทนฉบับเดิม", "ตรวจลิงก์ให้เปิดอ่านได้โดยไม่ต้องเข้าสู่ระบบ",
    "ระบุวันเดือนปีที่ลงนามและผู้มีอำนาจให้ครบ", "แยกเอกสารของแต่ละรายการให้ค้นพบได้จากหน้าแรก",
)  # fmt: skip
# wordings: {c} item, {i} issue, {a} advice with its lead, {v} advice alone
_WORDINGS = (
    "{c} ประเด็น {i} ดังนั้น {a}", "{c} {i} จึงเห็นว่า{a}", "{c} : {i} — {a}", "จากผลการประเมินพบว่า {i} ({c}) {a}",
    "{c} “{i}” {a}", "{c} เรื่อง {i} มีข้อเสนอให้{v}", "{c} {i} เพื่อแก้ไขเรื่องนี้ {a}", "{c} พบประเด็นว่า {i} ทั้งนี้ {a}",
    "{c} {i} / ข้อเสนอแนะ {a}",
    "{c} ประเด็น{i} ด้วยเหตุนี้{a}", "{c} {i}\nข้อเสนอแนะ : {a}", "{c} {i}\nความเห็นผู้ประเมิน : {a}", "{c} {i} โดย{a}",
    "{c} ({x} คะแนน) {i} {a}", "{c} ได้ {x} คะแนน ประเด็น {i} ดังนั้น {a}", "ใน{c} ผู้ตอบเห็นว่า{i} ผู้ประเมินจึงเสนอว่า{a}",
)  # fmt: skip
_OPEN_WORDINGS = (
    "{c} {i} ไม่ได้รับคะแนน {a}", "{c} {i} ข้อมูลไม่ครบองค์ประกอบ {a}", "ประเด็น {i} ({c}) {a}", "{c} {i} : {a}",
    "{c} ประเด็น {i} ดังนั้น {a}",
    "{c} “{i}” ยังไม่ผ่าน {a}",
)  # fmt: skip
_UNCODED = (
    "จากผลการประเมินพบว่า {i} {a}", "ประเด็น {i} ดังนั้น {a}", "{i} จึงเห็นว่า{a}", "{i}\nข้อเสนอแนะ : {a}",
)  # fmt: skip


@dataclass(frozen=True)
class Recommendation:
    """What the assessor says about one item or two."""

    indicator: int
    items: tuple[str, ...]
    issue: str
    advice: str
    references: tuple[str, ...]
    printed_items: str
    printed_reference: str
    printed_advice: str
    printed_score: str  # of the item, not of the indicator

    def worded(self, wording: str) -> str:
        """Return the recommendation as a sentence with its reference behind."""
        stated = wording.format(
            x=self.printed_score,
            c=self.printed_items,
            i=self.issue,
            a=self.printed_advice,
            v=self.advice.removeprefix("ให้"),
        )
        return f"{stated.replace(' ()', '').strip()} {self.printed_reference}".strip()


@cache
def topics() -> dict[str, Any]:
    """Return what is said about each indicator."""
    return tomllib.loads((Path(__file__).parent / "topics.toml").read_text("utf-8"))


def wordings(draft: Draft) -> tuple[str, str]:
    """Return the clerk's wording for the questionnaires and for disclosure."""
    usual = _UNCODED if draft.draw.made["uncoded"] else _WORDINGS
    return draft.draw.pick("wording", usual), draft.draw.pick("open wording", _OPEN_WORDINGS)


def _led(lead: str, advice: str) -> str:
    """Return the advice behind its lead, with one ให้ where both have it."""
    return lead + (advice.removeprefix("ให้") if lead.endswith("ให้") else advice)


def _references(draft: Draft) -> list[str]:
    last = sum(len(draft.facts.year.items[n]) for n in (9, 10))
    chosen = draft.draw.some(range(1, last + 1), 1, 2) if draft.draw.rng.random() < 0.7 else []
    return [f"o{n}" for n in sorted(chosen)]


def _item_score(draft: Draft, n: int) -> str:
    """Return a score of an item, below its indicator's."""
    score = draft.facts.indicators[n]
    return f"{max(20.0, float(score) - draft.draw.rng.uniform(0.5, 9)):.2f}"


def _made(draft: Draft, n: int, items: list[Item], issue: str, advice: str, lead: str) -> Recommendation:
    draw, style = draft.draw, draft.style
    codes = [item.code for item in items]
    references = _references(draft) if style.reference and n < 9 else []
    joint = draw.made.setdefault("code joint", draw.of((" และ ", ", ", ",", f" และ{style.word}", " กับ ")))
    printed = f"{style.word}{style.items(codes, joint)}" if codes else ""
    behind = style.reference.format(style.items(references, ", ")) if references else ""
    if style.reference == "(ref. {})":
        behind = behind.replace("\n", "")
    return Recommendation(
        n, tuple(codes), issue, advice, tuple(references), printed, behind,
        _led(lead.format(org=draft.facts.body.full), advice), _item_score(draft, n),
    )  # fmt: skip


def recommendations(draft: Draft) -> list[Recommendation]:
    """Return the recommendations in the order of their indicators, and write them into the gold."""
    draw, facts = draft.draw, draft.facts
    lead = draw.pick("lead", _LEADS)
    bare = draw.chance("uncoded", 0.05)
    below = [n for n in range(1, 9) if facts.indicators[n] < 100]
    weakest = sorted(below, key=lambda n: facts.indicators[n])[
        : draw.pick("advised indicators", (1, 2, 3, 4, 5, 6, 8))
    ]
    made: list[Recommendation] = []
    for n in sorted(weakest):
        items = draw.shuffled(facts.year.items[n])
        for issue, advice in draw.some(topics()[str(n)]["issues"], 1, 2):
            taken = [items.pop() for _ in range(2 if draw.rng.random() < 0.2 and len(items) > 2 else 1)]
            taken.sort(key=lambda item: int(item.code[1:]))
            made.append(_made(draft, n, [] if bare else taken, issue, advice, lead))
    stated = draw.some(facts.failing, 0, 5)
    for item in sorted(stated, key=lambda item: int(item.code[1:])):
        n = 9 if item in facts.year.items[9] else 10
        made.append(_made(draft, n, [item], item.title, draw.of(_OPEN_ADVICE), lead))
    draft.gold["recommendations"] = [
        {
            "indicator": entry.indicator, "items": list(entry.items), "references": list(entry.references),
            "issue_contains": entry.issue,
        }
        for entry in made
    ]  # fmt: skip
    return made
