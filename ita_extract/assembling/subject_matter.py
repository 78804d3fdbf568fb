"""Whether a document is about an ITA result at all."""

from __future__ import annotations

import re

from ita_extract.language.vocabulary import REPORT_MARKS
from ita_extract.layout.pages import PageLayout
from ita_extract.rulebook.year import rules_for
from ita_extract.thai.letters import toneless

_FEWEST_INDICATORS = 3


def speaks_of_ita(pages: list[PageLayout]) -> bool:
    """Whether a document is about an ITA result: five of nine marks, the title words among them or the ITA itself.

    Where the page of the scores is missing, three indicators named with their numbers tell as much: `ตัวชี้วัดที่ 1
    การปฏิบัติหน้าที่`, and `1. การปฏิบัติหน้าที่` in a table of measures.
    """
    found = _marks(pages)
    if not (found[0] or found[1]):
        return False
    return sum(found) >= 5 or _named_indicators(pages) >= _FEWEST_INDICATORS


def _named_indicators(pages: list[PageLayout]) -> int:
    key = "".join(page.key for page in pages)
    listed = rules_for(None).indicators.list
    names = {x.number: "|".join(map(re.escape, (x.name, *x.other_names))) for x in listed}
    return sum(
        re.search(rf"(?<![\d.])(?:ตัวชี้วัด(?:ที่)?)?{number}[:.)\-]*(?:{name})", key) is not None
        for number, name in names.items()
    )


def may_speak_of_ita(pages: list[PageLayout]) -> bool:
    """Whether a document that was read from pictures, where words are lost, shows a part of these marks."""
    return any(page.sheet.text_source == "ocr" for page in pages) and sum(_marks(pages)) >= 3


def _marks(pages: list[PageLayout]) -> list[bool]:
    key = toneless("".join(page.key for page in pages))
    return [pattern.search(key) is not None for pattern in REPORT_MARKS]
