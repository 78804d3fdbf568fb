"""Whether a document is about an ITA result at all."""

from __future__ import annotations

from ita_extract.language.vocabulary import REPORT_MARKS
from ita_extract.layout.pages import PageLayout
from ita_extract.thai.letters import toneless


def speaks_of_ita(pages: list[PageLayout]) -> bool:
    """Whether a document is about an ITA result: five of nine marks, the title words among them or the ITA itself."""
    found = _marks(pages)
    return sum(found) >= 5 and (found[0] or found[1])


def may_speak_of_ita(pages: list[PageLayout]) -> bool:
    """Whether a document that was read from pictures, where words are lost, shows a part of these marks."""
    return any(page.sheet.text_source == "ocr" for page in pages) and sum(_marks(pages)) >= 3


def _marks(pages: list[PageLayout]) -> list[bool]:
    key = toneless("".join(page.key for page in pages))
    return [pattern.search(key) is not None for pattern in REPORT_MARKS]
