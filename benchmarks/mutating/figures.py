"""Changes of figures: slips, units, marks of notes, digits of the other script, figures of others beside."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from benchmarks.drawing.blocks import KEEP, THAI, Bars, Block, Para
from benchmarks.mutating.copies import Change, Copy, paras, with_paras, with_text
from benchmarks.mutating.own_words import filled, words

_DIGITS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")


class Spot(NamedTuple):
    """Where a score of the report is printed: the role, the block, its paragraph, and where in the text."""

    role: str
    block: int
    para: int
    start: int
    end: int
    text: str
    subject: str

    def changed(self, copy: Copy, new: str) -> Copy:
        """Return the report with other characters there."""
        block = copy.blocks(self.role)[self.block]
        old = paras(block)[self.para].text
        made = with_text(block, self.para, old[: self.start] + new + old[self.end :])
        return copy.with_block(self.role, self.block, made)


def _scores(copy: Copy) -> dict[str, list[tuple[str, Decimal]]]:
    facts = copy.draft.facts
    return {
        "overall": [("overall", facts.overall)],
        "instruments": list(facts.instruments.items()),
        "indicators": [(f"indicator-{n}", score) for n, score in facts.indicators.items()],
    }


def spots(copy: Copy, *roles: str) -> list[Spot]:
    """Return where scores with a decimal point are printed once in their part."""
    found = []
    for role in roles:
        for subject, score in _scores(copy)[role]:
            text = copy.draft.style.score(score)
            pattern = re.compile(rf"(?<![\d.,]){re.escape(text)}(?![\d.])")
            here = [
                Spot(role, at, number, match.start(), match.end(), text, subject)
                for at, block in enumerate(copy.blocks(role))
                for number, para in enumerate(paras(block))
                for match in pattern.finditer(para.text)
            ]
            if "." in text and len(here) == 1:
                found += here
    return found


_SLIPS: dict[str, Callable[[str, str], str]] = {
    "96. 48": lambda whole, part: f"{whole}. {part}",
    "96 .48": lambda whole, part: f"{whole} .{part}",
    "9 6.48": lambda whole, part: f"{whole[0]} {whole[1:]}.{part}",
    "96.4 8": lambda whole, part: f"{whole}.{part[0]} {part[1:]}",
    "96..48": lambda whole, part: f"{whole}..{part}",
    "96:48": lambda whole, part: f"{whole}:{part}",
    "96 จุด 48": lambda whole, part: f"{whole} จุด {part}",
    "96,48": lambda whole, part: f"{whole},{part}",
    "96·48": lambda whole, part: f"{whole}·{part}",
    "9648": lambda whole, part: f"{whole}{part}",
}


def slip(copy: Copy, choice: random.Random) -> Change | None:
    """Write one score with a slip of the typist."""
    found = spots(copy, "overall", "instruments", "indicators")
    if not found:
        return None
    # one of ten indicators is no likelier than the overall score
    subjects = choice.choice(sorted({spot.role for spot in found}))
    spot = choice.choice([spot for spot in found if spot.role == subjects])
    name = choice.choice([sort for sort in _SLIPS if len(spot.text.split(".")[0]) > 1])
    new = _SLIPS[name](*spot.text.split("."))
    return Change(spot.changed(copy, new), f"{spot.subject}: {spot.text} → {new} ({name})")


def note_mark(copy: Copy, choice: random.Random) -> Change | None:
    """Put the mark of a note behind a score, and the note below."""
    found = spots(copy, "instruments", "indicators")
    if not found:
        return None
    spot = choice.choice(found)
    mark = choice.choice(("*", "**", "¹", "†", " *", "ก", " (1)", "#", "(ก)"))
    changed = spot.changed(copy, spot.text + mark)
    text = f"{mark.strip()} {choice.choice(('ตามที่ระบบ ITAS แจ้ง', 'หลังอุทธรณ์ผล', 'ตัวเลขที่ประกาศครั้งสุดท้าย'))}"
    blocks = [*changed.blocks(spot.role), Para(text, size=0.85)]
    return Change(changed.with_blocks(spot.role, blocks), f"{spot.subject}: {spot.text}{mark}")


def in_words(copy: Copy, choice: random.Random) -> Change | None:
    """Tell a score in words behind its figures, too."""
    found = spots(copy, "overall", "instruments")
    if not found:
        return None
    spot = choice.choice(found)
    whole, part = spot.text.split(".")
    tens = {"1": "สิบ", "2": "ยี่สิบ"}.get(whole[0], _DIGITS[int(whole[0])] + "สิบ")
    ones = {"0": "", "1": "เอ็ด"}.get(whole[1:], _DIGITS[int(whole[1])])
    new = f"{spot.text} ({tens}{ones}จุด{''.join(_DIGITS[int(digit)] for digit in part)})"
    return Change(spot.changed(copy, new), f"{spot.subject}: {new}")


def units(copy: Copy, choice: random.Random) -> Change | None:
    """Write a unit into every cell of the scores of the indicators."""
    found = spots(copy, "indicators")
    bare = [
        spot for spot in found if paras(copy.blocks("indicators")[spot.block])[spot.para].text == spot.text
    ]
    if len(bare) < 8:
        return None
    form = choice.choice(
        ("{} คะแนน", "{}%", "{} %", "{}/100", "{} แต้ม", "ร้อยละ {}", "{} / 100 คะแนน", "{} คะแนน (เต็ม 100)")
    )
    changed = copy
    for spot in bare:
        changed = spot.changed(changed, form.format(spot.text))
    return Change(changed, form)


def other_digits(copy: Copy, choice: random.Random) -> Change | None:
    """Print one table in the digits of the other script; codes stay as they are."""
    found = [
        (role, at)
        for role in ("instruments", "indicators", "advice", "measures")
        for at, _ in copy.tables(role)
    ]
    if not found:
        return None
    role, at = choice.choice(found)
    into = KEEP if copy.part(role).thai else THAI
    block = copy.blocks(role)[at]
    made = [
        replace(para, text=para.text.translate(into), label=para.label.translate(into))
        for para in paras(block)
    ]
    what = f"{role}: {'Arabic' if into is KEEP else 'Thai'}"
    return Change(copy.with_block(role, at, with_paras(block, made)), what)


def sentence_of_others(copy: Copy, choice: random.Random) -> Change | None:
    """Write a sentence about somebody else's figure, or another figure of the body, near the scores."""
    text = filled(copy, choice, choice.choice(words("sentences", "others")))
    role = choice.choice(
        [role for role in ("overall", "instruments", "indicators", "advice", "measures") if copy.blocks(role)]
    )
    blocks = copy.blocks(role)
    running = [
        at for at, block in enumerate(blocks)
        if isinstance(block, Para) and not block.level and not block.label and not block.keep and len(block.text) > 40
    ]  # fmt: skip
    if running and role == "overall" and choice.random() < 0.5:
        at = running[0]
        para = blocks[at]
        blocks[at] = replace(para, text=f"{para.text} {text}") if isinstance(para, Para) else para
        where = "in the sentence"
    elif choice.random() < 0.5 and any(isinstance(block, Para) and block.level == 1 for block in blocks):
        at = next(n for n, block in enumerate(blocks) if isinstance(block, Para) and block.level == 1)
        blocks.insert(at + 1, Para(text, align="justify", first=2.5))
        where = "below the heading"
    else:
        blocks.insert(_end(blocks), Para(text, align="justify", first=2.5))
        where = "at the end"
    return Change(copy.with_blocks(role, blocks), f"{role}, {where}: {text}")


def _end(blocks: list[Block]) -> int:
    """Return where the last words of a part end: before a page that turns back."""
    end = len(blocks)
    while end and not isinstance(blocks[end - 1], Para | Bars) and not paras(blocks[end - 1]):
        end -= 1
    return end


def note_below(copy: Copy, choice: random.Random) -> Change | None:
    """Write a note below a table: its source, its rounding, somebody else's figure."""
    found = [(role, at) for role in ("instruments", "indicators", "measures") for at, _ in copy.tables(role)]
    if not found:
        return None
    role, at = choice.choice(found)
    text = filled(copy, choice, choice.choice(words("sentences", "notes")))
    changed = copy.with_block(role, at, copy.blocks(role)[at], Para(text, size=0.85))
    return Change(changed, f"{role}: {text}")
