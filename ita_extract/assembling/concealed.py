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
        notable = [one for one in page.concealed if _is_notable(one)]
        for one in notable[:_MOST]:
            yield _reason(one, page.number)
        if len(notable) > _MOST:
            words = f"{len(notable) - _MOST} more places"
            yield ReviewReason(slug="unseen-text", detail=words, page=page.number)


def hidden_whole(pages: Sequence[PageLayout]) -> Iterator[ReviewReason]:
    """Name the hidden text of a document that says nothing of an ITA, if there is enough to be what it is about."""
    if sum(len(one.text) for page in pages for one in page.concealed) >= _REPORT:
        yield from concealed_text(pages)


def _reason(one: Concealed, page: int) -> ReviewReason:
    where = {} if one.how == Concealment.OUTSIDE else one.box._asdict()
    box = {side: max(0.0, value) for side, value in where.items()}
    words, raw = f"{one.how}: {one.text[:80]}", one.text[:80]
    if one.how in _OVERLAID:
        return ReviewReason(slug="overlaid-value", detail=words, page=page, raw=raw, **box)
    return ReviewReason(slug="unseen-text", detail=words, page=page, raw=raw, **box)


def _is_notable(one: Concealed) -> bool:
    """Whether what is concealed may be a value; a stamp in the margin that says when a letter came in is none."""
    letters = sum(letter.isalpha() for letter in one.text)
    figures = any(letter.isdigit() or letter in ".," for letter in one.text)
    if one.how == Concealment.NOTED:
        return _SCORE.search(one.text) is not None or (len(one.text) <= _SHORT and figures)
    if one.how == Concealment.RENAMED:
        return True
    if one.how == Concealment.RULED:
        return _SCORE.search(one.text) is not None
    if one.how in (Concealment.CROSSED, Concealment.STRUCK):
        return figures or any(word in one.text for word in _LEVELS)
    return figures or letters >= (_LETTERS if one.how in _OVERLAID else _WORDS)
