"""Changes of words: headings, openings, leads, sentences, heads of columns, names of indicators."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Any

from benchmarks.drawing import advice_sections, guidance, indicators, measure_table, recommendations
from benchmarks.drawing.blocks import KEEP, Block, Para
from benchmarks.mutating.copies import (
    Change,
    Copy,
    is_heading,
    paras,
    renumbered,
    title_of,
    with_paras,
    with_text,
)
from benchmarks.mutating.own_words import filled, words

_YEAR_BEHIND = re.compile(r"\s*(?:ประจำ)?ปี(?:งบประมาณ)?(?: พ\.ศ\.)? ?\d{4}$")
_GUIDANCE_CHAPTERS = ("แนวทางการพัฒนาของหน่วยงาน", "แนวทางแก้ไขรายตัวชี้วัด")


def _headings(copy: Copy) -> list[tuple[str, int, Para]]:
    """Return the headings of chapters of which there are own words."""
    return [
        (role, at, block)
        for role, part in copy.parts
        for at, block in enumerate(part.blocks)
        if isinstance(block, Para) and is_heading(block) and words("headings", role)
    ]


def another_heading(copy: Copy, choice: random.Random) -> Change | None:
    """Give a chapter another heading; a year that it names stays."""
    found = _headings(copy)
    if not found:
        return None
    role, at, heading = choice.choice(found)
    title = title_of(copy, heading)
    year = _YEAR_BEHIND.search(title)
    purpose = "guidance" if title in _GUIDANCE_CHAPTERS else role
    new = choice.choice(words("headings", purpose)) + (f" {year[0].strip()}" if year else "")
    before = heading.text[: len(heading.text) - len(title)]
    changed = copy.with_block(role, at, replace(heading, text=before + new))
    return Change(changed, f"{role}: {title} → {new}")


def missing_heading(copy: Copy, choice: random.Random) -> Change | None:
    """Leave out the heading of a chapter; the others are counted anew, and a year told there alone is gone."""
    found = [
        (role, at, heading)
        for role, at, heading in _headings(copy)
        if title_of(copy, heading) not in _GUIDANCE_CHAPTERS
    ]
    if not found:
        return None
    role, at, heading = choice.choice(found)
    changed = renumbered(copy.with_block(role, at))
    if role == "measures":
        changed = changed.with_gold(_without_year)
    return Change(changed, f"{role}: without {title_of(copy, heading)}")


def _without_year(gold: dict[str, Any]) -> None:
    for row in gold["measures"]:
        row.pop("fiscal_year", None)


def another_opening(copy: Copy, choice: random.Random) -> Change | None:
    """Give the guidance, or the recommendations of every section, another opening line."""
    lines = {"guidance": set(guidance._HEADINGS), "intro": set(advice_sections.INTROS) - {""}}
    blocks = copy.blocks("advice")
    present = [name for name in lines if any(_text(block) in lines[name] for block in blocks)]
    if not present:
        return None
    name = choice.choice(present)
    new = choice.choice(words("openings", name))
    changed = [
        replace(block, text=new) if isinstance(block, Para) and block.text in lines[name] else block
        for block in blocks
    ]
    return Change(copy.with_blocks("advice", changed), f"{name}: {new}")


def _text(block: Block) -> str:
    return block.text if isinstance(block, Para) else ""


def another_lead(copy: Copy, choice: random.Random) -> Change | None:
    """Let every advice begin with other words."""
    lead = str(copy.draft.draw.made.get("lead", "")).format(org=copy.draft.facts.body.full)
    new = choice.choice(words("openings", "leads"))
    blocks, count = [], 0
    for block in copy.blocks("advice"):
        made = paras(block)
        for number, para in enumerate(made):
            text = re.sub(
                rf"(?<=[\s—:)])((?:จึงเห็นว่า|ด้วยเหตุนี้|โดย)?){re.escape(lead)}(?=[ก-ฮเ-ไ])",
                rf"\1{new}",
                para.text,
            )
            count += text != para.text
            made[number] = replace(para, text=text)
        blocks.append(with_paras(block, made))
    return Change(copy.with_blocks("advice", blocks), f"{lead} → {new}") if lead and count else None


def another_sentence(copy: Copy, choice: random.Random) -> Change | None:
    """Tell the overall score and level in another sentence."""
    score = copy.draft.style.score(copy.draft.facts.overall)
    if copy.draft.facts.overall == 100:
        return None
    for at, block in enumerate(copy.blocks("overall")):
        if isinstance(block, Para) and score in block.text and copy.draft.facts.level in block.text:
            text = filled(copy, choice, choice.choice(words("openings", "overall")))
            return Change(copy.with_block("overall", at, replace(block, text=text)), text)
    return None


@cache
def _concepts() -> Mapping[str, str]:
    """Return what each head of a column that is drawn means."""
    known = {text: name for name, texts in measure_table._HEADS.items() for text in texts}
    known |= {text: name for name, texts in recommendations._COLUMN_NAMES.items() for text in texts}
    known |= dict.fromkeys(
        chain(indicators._HEADS, ("คะแนนที่ได้", "คะแนน", "ผลคะแนน", "คะแนน (เต็ม 100)")), "score"
    )
    return known | dict.fromkeys(("เครื่องมือ", "แบบวัด", "เครื่องมือการประเมิน"), "instrument")


def another_column_head(copy: Copy, choice: random.Random) -> Change | None:
    """Give a column of a table another head."""
    found = []
    for role in ("indicators", "instruments", "advice", "measures"):
        for at, table in copy.tables(role):
            heads = sum(len(cell.paras) for row in table.head for cell in row)
            for number, para in enumerate(paras(table)[:heads]):
                meaning = _concepts().get(para.text, "")
                if role in ("indicators", "instruments") and meaning not in ("score", "instrument"):
                    continue  # a list of names is no list of items there
                if words("columns", meaning):
                    found.append((role, at, number, para.text, meaning))
    if not found:
        return None
    role, at, number, old, meaning = choice.choice(found)
    new = choice.choice(words("columns", meaning))
    changed = with_text(copy.blocks(role)[at], number, new)
    return Change(copy.with_block(role, at, changed), f"{role}: {old} → {new}")


def another_name(copy: Copy, choice: random.Random) -> Change | None:
    """Write the name of an indicator a little otherwise where its score stands."""
    names = copy.draft.facts.year.names
    found = [
        (at, number, n)
        for at, block in enumerate(copy.blocks("indicators"))
        for number, para in enumerate(paras(block))
        for n, name in names.items()
        if name in para.text
    ]
    if not found:
        return None
    at, number, n = choice.choice(found)
    block = copy.blocks("indicators")[at]
    old, name = paras(block)[number].text, names[n]
    new = choice.choice(
        (f"{name}ของหน่วยงาน", f"ด้าน{name}", f"“{name}”", f"{name} (ด้านที่ {n})".translate(KEEP), f"{name}ฯ")
    )
    changed = copy.with_block("indicators", at, with_text(block, number, old.replace(name, new, 1)))
    return Change(changed, f"{name} → {new}")
