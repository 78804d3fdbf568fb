"""Text that a page does not show as it is, as reasons: a value there is no longer what the file says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ita_extract.language.vocabulary import RATING_WORDS
from ita_extract.layout.pages import PageLayout
from ita_extract.model import ReviewReason
from ita_extract.reading.page import Concealed, Concealment

_OVERLAID = (
    Concealment.COVERED,
    Concealment.CROSSED,
    Concealment.STRUCK,
    Concealment.RULED,
    Concealment.NOTED,
    Concealment.RENAMED,
    Concealment.UNDRAWN,
)
_SCORE = re.compile(r"(?<![\d.])\d{1,3}\.\d{1,3}(?![\d.])")  # Thai digits are digits too
_SHORT = 12  # characters of a note that is no more than a number
_LEVELS = tuple("".join(letter for letter in word if letter.isalpha()) for word in RATING_WORDS)
_LETTERS = 3  # fewer letters under something are no value
_WORDS = 12  # fewer that are not seen: what is shown is read, and may be all that there is
_MOST = 8  # reasons a page
_REPORT = 400  # letters; so many could be a report


def concealed_text(pages: Sequence[PageLayout]) -> Iterator[ReviewReason]:
    """Name the values that lie under something or are crossed out, and the text that nobody sees."""
    for page in pages:
        notable = [entry for entry in page.concealed if _is_notable(entry)]
        for entry in notable[:_MOST]:
            yield _reason(entry, page.number)
        if len(notable) > _MOST:
            words = f"{len(notable) - _MOST} more places"
            yield ReviewReason(slug="unseen-text", detail=words, page=page.number)


def hidden_whole(pages: Sequence[PageLayout]) -> Iterator[ReviewReason]:
    """Name the hidden text of a document that says nothing of an ITA, if there is enough to be what it is about."""
    if sum(len(entry.text) for page in pages for entry in page.concealed) >= _REPORT:
        yield from concealed_text(pages)


def _reason(concealed: Concealed, page: int) -> ReviewReason:
    where = {} if concealed.how == Concealment.OUTSIDE else concealed.box._asdict()
    box = {side: max(0.0, value) for side, value in where.items()}
    words, raw = f"{concealed.how}: {concealed.text[:80]}", concealed.text[:80]
    if concealed.how in _OVERLAID:
        return ReviewReason(slug="overlaid-value", detail=words, page=page, raw=raw, **box)
    return ReviewReason(slug="unseen-text", detail=words, page=page, raw=raw, **box)


def _is_notable(concealed: Concealed) -> bool:
    """Whether what is concealed may be a value; a stamp in the margin that says when a letter came in is none."""
    letters = sum(letter.isalpha() for letter in concealed.text)
    figures = any(letter.isdigit() or letter in ".," for letter in concealed.text)
    if concealed.how == Concealment.NOTED:
        return _SCORE.search(concealed.text) is not None or (len(concealed.text) <= _SHORT and figures)
    if concealed.how == Concealment.RENAMED:
        return True
    if concealed.how == Concealment.RULED:
        return _SCORE.search(concealed.text) is not None
    if concealed.how in (Concealment.CROSSED, Concealment.STRUCK):
        return figures or any(word in concealed.text for word in _LEVELS)
    return figures or letters >= (_LETTERS if concealed.how in _OVERLAID else _WORDS)
