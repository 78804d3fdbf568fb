"""Changes of pages and of order: parts exchanged, pages lost or doubled, other faces, rules, running heads."""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.drawing.blocks import Break, Para
from benchmarks.mutating.copies import Change, Copy, PageChange, renumbered
from benchmarks.mutating.own_words import filled, words

_PARTS = ("overall", "instruments", "indicators", "advice", "measures")
_FACES = ("TH Sarabun New", "Sarabun", "Laksaman", "Norasi", "Garuda", "Loma", "Noto Sans Thai")


def parts_exchanged(copy: Copy, choice: random.Random) -> Change | None:
    """Exchange two chapters that follow one another; chapters are counted anew."""
    made = copy.draft.draw.made
    if "{ch}" in str(made.get("section head", "")) or made["overall"] == "with instruments":
        return None
    full = [(name, part) for name, part in copy.parts if part.blocks]
    able = [
        at
        for at in range(len(full) - 1)
        if full[at][0] in _PARTS
        and full[at + 1][0] in _PARTS
        and _titled(full[at][1].blocks, full[at + 1][1].blocks)
    ]
    if not able:
        return None
    at = choice.choice(able)
    what = f"{full[at + 1][0]} before {full[at][0]}"
    full[at], full[at + 1] = full[at + 1], full[at]
    return Change(renumbered(replace(copy, parts=tuple(full))), what)


def _titled(*parts: list) -> bool:  # type: ignore[type-arg]
    """Return whether parts begin with a heading: else the order of their sentences matters."""
    return all(any(isinstance(block, Para) and block.level == 1 for block in part[:2]) for part in parts)


def _page(way: str, copy: Copy, choice: random.Random) -> Change | None:
    if not copy.sheet.number:
        return None  # nothing on the pages could tell
    share = choice.random()
    return Change(replace(copy, pages=PageChange(way, share)), f"{way} at {share:.2f} of the middle pages")


def page_removed(copy: Copy, choice: random.Random) -> Change | None:
    """Take out a page that is neither first nor last, of a report whose pages are numbered."""
    return _page("removed", copy, choice)


def page_doubled(copy: Copy, choice: random.Random) -> Change | None:
    """Let a page come twice."""
    return _page("doubled", copy, choice)


def pages_swapped(copy: Copy, choice: random.Random) -> Change | None:
    """Exchange two pages that follow one another."""
    return _page("swapped", copy, choice)


def pages_reversed(copy: Copy, choice: random.Random) -> Change | None:
    """Put the pages in reverse order."""
    return _page("reversed", copy, choice)


def empty_page(copy: Copy, choice: random.Random) -> Change | None:
    """Leave a page empty before a part."""
    full = [name for name, part in copy.parts if part.blocks and name in _PARTS]
    role = choice.choice(full)
    blocks = [Break(), Para(" "), Break(), *copy.blocks(role)]
    return Change(copy.with_blocks(role, blocks), f"before {role}")


def running_head(copy: Copy, choice: random.Random) -> Change | None:
    """Give the pages another running head or foot, with figures in it."""
    text = filled(copy, choice, choice.choice(words("sentences", "heads")))
    side = choice.choice(("head", "foot"))
    sheet = replace(copy.sheet, head=text) if side == "head" else replace(copy.sheet, foot=text)
    return Change(replace(copy, sheet=sheet), f"{side}: {text}")


def other_face(copy: Copy, choice: random.Random) -> Change | None:
    """Set the report in another face, size and margin, so that lines and pages end elsewhere."""
    face = choice.choice([face for face in _FACES if face != copy.sheet.font])
    size = choice.choice((11.0, 13.0, 14.0, 16.0))
    margins = choice.choice(((25, 20, 20, 30), (15, 15, 15, 15), (30, 25, 30, 35)))
    sheet = replace(copy.sheet, font=face, size=size, margins=margins)
    return Change(replace(copy, sheet=sheet), f"{face} {size} in {margins}")


def other_rules(copy: Copy, choice: random.Random) -> Change | None:
    """Draw a table with other rules, or without any."""
    found = [(role, at, table) for role in _PARTS for at, table in copy.tables(role)]
    if not found:
        return None
    role, at, table = choice.choice(found)
    rules = choice.choice([rules for rules in ("all", "rows", "zebra", "none") if rules != table.rules])
    return Change(copy.with_block(role, at, replace(table, rules=rules)), f"{role}: {table.rules} → {rules}")


def part_turned(copy: Copy, choice: random.Random) -> Change | None:
    """Print a part on a page that lies."""
    able = [
        name
        for name, part in copy.parts
        if name in _PARTS and part.blocks and Break(turn=True) not in part.blocks
    ]
    if not able:
        return None
    role = choice.choice(able)
    blocks = [block for block in copy.blocks(role) if not isinstance(block, Break)]
    return Change(copy.with_blocks(role, [Break(turn=True), *blocks, Break(turn=False)]), role)
