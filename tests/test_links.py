"""Every link inside the repository leads somewhere: files are there and tracked, headings bear the anchors."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from documented import PAGES, ROOT, tracked

LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(<?([^()\s>]+(?:\([^)]*\))?)>?(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")


def links(text: str) -> list[str]:
    """Return the targets of the links of a page, none inside of code."""
    return LINK.findall(CODE.sub("", FENCE.sub("", text)))


def anchor(heading: str) -> str:
    """Return the anchor that a heading bears on the usual forges: words, figures, marks and hyphens."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").strip().lower()
    kept = (letter for letter in text if letter in "-_ " or unicodedata.category(letter)[0] in "LMN")
    return "".join(kept).replace(" ", "-")


@cache
def anchors(path: Path) -> frozenset[str]:
    seen: dict[str, int] = {}
    found = set()
    for heading in re.findall(r"^#{1,6} +(.+?) *#*$", FENCE.sub("", path.read_text("utf-8")), re.MULTILINE):
        name = anchor(heading)
        count = seen[name] = seen.get(name, -1) + 1
        found.add(f"{name}-{count}" if count else name)
    return frozenset(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    broken = []
    for target in links(page.read_text("utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, part = target.partition("#")
        path = (page.parent / unquote(name)).resolve() if name else page
        known = path.is_relative_to(ROOT) and (
            str(path.relative_to(ROOT)) in tracked() or (path.is_dir() and any(path.iterdir()))
        )
        if not known or (part and unquote(part) not in anchors(path)):
            broken.append(target)
    assert broken == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, open_ends = set(), [ROOT / "README.md"]
    while open_ends:
        page = open_ends.pop()
        if page in reached or page.suffix != ".md" or not page.is_file():
            continue
        reached.add(page)
        open_ends += [
            (page.parent / unquote(target.partition("#")[0])).resolve()
            for target in links(page.read_text("utf-8"))
            if not re.match(r"[a-z]+:|#", target)
        ]
    decisions = ROOT / "docs/decisions"  # linked as a folder
    assert {
        page for page in PAGES if decisions not in page.parents and ".github" not in page.parts
    } <= reached


def test_links_and_anchors_are_read_as_forges_do() -> None:
    assert links("[a](b.md#c) `[x](y)` ![p](q.png) [t [u]](v.md)\n```\n[no](where)\n```") == [
        "b.md#c",
        "q.png",
        "v.md",
    ]
    assert anchor("The reader alone (`python -m training.evaluate --count 2000`)") == (
        "the-reader-alone-python--m-trainingevaluate---count-2000"
    )
    assert anchor("สำหรับผู้ตรวจสอบ, ๒") == "สำหรับผู้ตรวจสอบ-๒"
