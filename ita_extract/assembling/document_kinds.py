"""What kind of document it is: an analysis, measures, their carrying out, an announcement, or the old method."""

from __future__ import annotations

import re

from ita_extract.language.lexicon_files import read_lexicon
from ita_extract.language.vocabulary import TITLE
from ita_extract.layout.pages import PageLayout
from ita_extract.model import DocumentKind
from ita_extract.thai.letters import toneless

_TITLE = 420  # characters of the first page that may hold the title
_AROUND = 60  # characters before it, or behind it where no year ends it
_YEAR = re.compile(r"25\d\d")
_OLD_INDICES = 3  # of the six marks of the old method


def _found(pattern: str, key: str) -> bool:
    return re.search(toneless(pattern), key) is not None


def kind_titled(pages: list[PageLayout]) -> DocumentKind:
    """Return the kind that the title on the first page with text names; an analysis where it names no other."""
    title = _title(pages)
    for entry in read_lexicon("kinds")["kind"]:
        match = re.search(toneless(entry["title"]), title)
        if match is None:
            continue
        year = _YEAR.search(title, match.end())
        whole = title[max(0, match.start() - _AROUND) : year.start() if year else match.end() + _AROUND]
        if not _found(entry.get("unless", "(?!)"), whole):
            return DocumentKind(entry["name"])
    return DocumentKind.ANALYSIS


def _title(pages: list[PageLayout]) -> str:
    page = next((page for page in pages if page.key), None)
    return toneless(page.key[:_TITLE]) if page else ""


def holds_title(key: str) -> bool:
    """Whether a key holds the title of a document around the ITA, of any kind."""
    words = toneless(key)
    return TITLE.search(key) is not None or any(
        _found(entry["title"], words) for entry in read_lexicon("kinds")["kind"]
    )


def is_around_the_ita(pages: list[PageLayout]) -> bool:
    """Whether a document without results has the title of one that belongs to the ITA: measures, carrying them out."""
    words = read_lexicon("kinds")["around"]
    title = _title(pages)
    key = toneless("".join(page.key for page in pages))
    if _found(words["other"], key):
        return False
    kinds = (DocumentKind.MEASURES, DocumentKind.CARRYING_OUT)
    return _found(words["title"], title) or (kind_titled(pages) in kinds and _found(words["ita"], key))


def is_of_the_old_method(pages: list[PageLayout]) -> bool:
    """Whether a document tells the five indices of the method before fiscal year 2562."""
    words = read_lexicon("kinds")["old"]
    key = toneless("".join(page.key for page in pages))
    marks = sum(_found(index, key) for index in words["indices"])
    return (
        _found(words["title"], key) and marks >= _OLD_INDICES and not _found(r"(?<![a-z])oit(?![a-z])", key)
    )
