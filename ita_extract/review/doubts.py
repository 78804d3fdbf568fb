"""A report -> the values that a person should look at: those read with doubt, and those that a review reason names."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from ita_extract.model import Measure, Report
from ita_extract.review.reasons import Reason, in_words
from ita_extract.review.values import Place, Value, values_of

# How reasons name a value: by its subject (and score), by the number of a measure, or by the words that stood there.
_BY_SUBJECT = frozenset(
    {
        "contradicted-score",
        "picture-alone",
        "picture-disagrees",
        "settled-score",
        "several-overall-scores",
        "several-scores",
    }
)
_BY_MEASURE = frozenset({"measure-numbers", "measure-without-title", "unread-period"})
_BY_WORDS = frozenset(
    {"recommendation-without-item", "roster-row-sum", "roster-row-unproved", "guessed-characters"}
)
_OF_THE_PAST = frozenset({"picture-alone", "picture-disagrees", "several-scores"})
_OVERALL = "several-overall-scores"
_SUBJECT = re.compile(r"\b(?:indicator-\d+|IIT|EIT(?:-[12])?|OIT|overall)(?![\w-])")
_SCORE = re.compile(r"\d{1,3}\.\d+")
_MEASURE = re.compile(r"\bmeasure (\d+)")
_WORDED = ("organization_written", "issue", "raw")
_CUT = 60  # reasons repeat so much of a text


@dataclass(frozen=True)
class Doubt:
    """One place on a page, all values that were taken from it, and the review reasons (their places in the list).

    `confidence` is that of the least sure of the values, 0-1.
    """

    anchor: str
    place: Place
    raw: str
    ocr: bool
    values: tuple[Value, ...]
    confidence: float
    reasons: tuple[int, ...]


@dataclass(frozen=True)
class Doubts:
    """What is doubtful in a report: its reasons in words, the places of values, and all values."""

    reasons: tuple[Reason, ...]
    places: tuple[Doubt, ...]
    values: tuple[Value, ...]

    @property
    def pages(self) -> tuple[int, ...]:
        """Return the pages that hold a doubtful value or are named by a reason."""
        named = {page for reason in self.reasons for page in reason.pages}
        return tuple(sorted(named | {doubt.place.page for doubt in self.places}))


def doubts_of(report: Report) -> Doubts:
    """Return what a person should look at, in the order of the pages."""
    reasons = tuple(in_words(reason) for reason in report.document.review_reasons)
    values = values_of(report)
    pointing: dict[Place, list[int]] = defaultdict(list)
    for number, reason in enumerate(reasons):
        for place in {value.place for value in values if _names(reason, value)}:
            pointing[place].append(number)
    wanted = {value.place for value in values if value.row.confidence < 1} | pointing.keys()
    at: dict[Place, list[Value]] = defaultdict(list)
    for value in values:
        if value.place in wanted:
            at[value.place].append(value)
    ordered = sorted(at, key=lambda place: (place.page, place.box.top, place.box))
    return Doubts(
        reasons,
        tuple(
            Doubt(
                anchor=f"doubt-{number}",
                place=place,
                raw=at[place][0].row.raw,
                ocr=any(value.row.text_source == "ocr" for value in at[place]),
                values=tuple(at[place]),
                confidence=min(value.row.confidence for value in at[place]),
                reasons=tuple(pointing[place]) if place in pointing else (),
            )
            for number, place in enumerate(ordered, start=1)
        ),
        values,
    )


def _names(reason: Reason, value: Value) -> bool:
    """Tell whether a reason names a value."""
    if reason.slug in _BY_SUBJECT:
        return _names_subject(reason, value)
    if reason.slug in _BY_MEASURE:
        return isinstance(value.row, Measure) and str(value.row.measure) in _MEASURE.findall(reason.detail)
    if reason.slug in _BY_WORDS and value.row.page in reason.pages:
        texts = (getattr(value.row, column, "") for column in _WORDED)
        return any(text[:_CUT] in reason.detail for text in texts if text)
    return False


def _names_subject(reason: Reason, value: Value) -> bool:
    if value.subject is None:
        return False
    subjects = {"overall"} if reason.slug == _OVERALL else set(_SUBJECT.findall(reason.detail))
    of_the_past = value.table == "score_history"
    if value.subject not in subjects or (of_the_past and reason.slug not in _OF_THE_PAST):
        return False
    scores = _SCORE.findall(reason.detail)
    score = getattr(value.row, "score", None)
    return score is None or f"{score:.2f}" in scores or str(score) in scores
