"""A report -> what a person should decide: cards, each with all its places, in the order of work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ita_extract.model import Report
from ita_extract.reading.page import Box
from ita_extract.review.grouping import Group, Values, groups_of
from ita_extract.review.kinds import Kind, asked_by
from ita_extract.review.reasons import Reason, in_words
from ita_extract.review.standing import page_of
from ita_extract.review.values import Value, values_of

_WITH_OTHERS = "guessed-characters"
_AROUND = (
    (6, 6),
    (0, 8),
    (8, 0),
)  # letters before and behind a guess by which it is found: a field may begin there


@dataclass(frozen=True)
class Mark:
    """A doubtful character: where it stands in the words of its spot, its box, and the digits it may be instead."""

    start: int
    stop: int
    box: Box
    others: str


@dataclass(frozen=True)
class Spot:
    """What to look at on a page (from 1; box in points): the words there with the doubtful characters marked.

    Without marks all of it is in doubt, or is what a reason compares. Without a box it is the page.
    """

    page: int
    box: Box | None
    text: str = ""
    marks: tuple[Mark, ...] = ()

    def parts(self) -> Iterator[tuple[str, bool]]:
        """Yield its words in pieces, and whether each is in doubt."""
        end = 0
        for mark in self.marks:
            if mark.start > end:
                yield self.text[end : mark.start], False
            yield self.text[mark.start : mark.stop], True
            end = mark.stop
        if end < len(self.text):
            yield self.text[end:], False


@dataclass(frozen=True)
class Doubt:
    """A card: one question to a person. It settles all its values and reasons (their places in the list).

    `number` counts from 1 in the order of work. There may be no value: then its reasons say what stands at its spots.
    `is_absent`: something was not found, and the spots are the pages where it should stand.
    """

    number: int
    kind: Kind
    values: tuple[Value, ...]
    reasons: tuple[int, ...]
    spots: tuple[Spot, ...]
    is_absent: bool = False

    @property
    def anchor(self) -> str:
        """Return its name inside the page for people."""
        return f"doubt-{self.number}"

    @property
    def order(self) -> int:
        """Return the place of its kind in the order of work, from 0."""
        return self.kind.order

    @property
    def doubtful(self) -> tuple[Value, ...]:
        """Return the values with a guess."""
        return tuple(value for value in self.values if value.row.confidence < 1)

    @property
    def ocr(self) -> bool:
        """Whether a value was read from the picture of the page."""
        return any(value.row.text_source == "ocr" for value in self.values)

    @property
    def confidence(self) -> float:
        """Return the confidence of the least sure of its values."""
        return min((value.row.confidence for value in self.values), default=1.0)

    @property
    def pages(self) -> tuple[int, ...]:
        """Return its pages, in order."""
        return tuple(sorted({spot.page for spot in self.spots}))

    def fields_of(self, value: Value) -> tuple[str, ...]:
        """Return the columns of a value with a doubtful character; all that were taken where none is found."""
        taken = [(name, "".join(text.split())) for name, text in value.taken()]
        around = {
            "".join(line.text[max(0, guess.start - before) : guess.stop + behind].split())
            for line in value.row.guessed
            for guess in line.guesses
            for before, behind in _AROUND
        }
        names = tuple(name for name, text in taken if any(words in text for words in around))
        return names or tuple(name for name, _ in taken)


@dataclass(frozen=True)
class Doubts:
    """What is doubtful in a report: its reasons in words (notes last), the cards in the order of work, all values."""

    reasons: tuple[Reason, ...]
    cards: tuple[Doubt, ...]
    values: tuple[Value, ...]

    @property
    def gravest(self) -> Kind | None:
        """Return what the first card is about: documents whose scores are in doubt come first; None without cards."""
        return self.cards[0].kind if self.cards else None

    @property
    def pages(self) -> tuple[int, ...]:
        """Return the pages to look at: those of the cards."""
        return tuple(sorted({page for card in self.cards for page in card.pages}))


def doubts_of(report: Report) -> Doubts:
    """Return what a person should decide about, in the order of work; within a kind in the order of the pages."""
    reasons = tuple(sorted(map(in_words, report.review_reasons), key=lambda reason: reason.is_note))
    values = Values(values_of(report))
    drafts = [_draft(report, values, reasons, group) for group in groups_of(values, reasons)]
    drafts.sort(key=lambda draft: (draft.order, *_first_place(draft)))
    cards = tuple(
        Doubt(number, draft.kind, draft.values, draft.reasons, draft.spots, draft.is_absent)
        for number, draft in enumerate(drafts, start=1)
    )
    return Doubts(reasons, cards, values.every)


def _draft(report: Report, values: Values, reasons: tuple[Reason, ...], group: Group) -> Doubt:
    own = [reasons[number] for number in group.reasons]
    spots: dict[tuple[int, Box | None], Spot] = {}

    def add(spot: Spot) -> None:
        spots.setdefault((spot.page, spot.box), spot)

    named = {spot for reason in own if reason.slug != _WITH_OTHERS for spot in values.named_by(reason)}
    for value in group.values:
        lines = value.row.guessed
        if value.place in named and (head := _head_of(value)):
            add(head)
        for line in lines:
            marks = tuple(
                Mark(guess.start, guess.stop, Box(guess.x0, guess.top, guess.x1, guess.bottom), guess.others)
                for guess in line.guesses
            )
            add(Spot(line.page, Box(line.x0, line.top, line.x1, line.bottom), line.text, marks))
        if value.row.confidence < 1 and not lines:
            add(Spot(value.place.page, value.place.box, value.row.raw))
    for reason in own:
        if reason.spot in group.bare:
            add(Spot(reason.spot.page, reason.spot.box, reason.row.raw))
    absent = [part for reason in own if (part := asked_by(reason.slug).absent)]
    for part in absent:
        add(Spot(page_of(report, part), None))
    for reason in own:
        if reason.spot is None and reason.row.page is not None:
            add(Spot(reason.row.page, None))
    return Doubt(0, group.kind(reasons), group.values, group.reasons, tuple(spots.values()), bool(absent))


def _head_of(value: Value) -> Spot | None:
    """Return what shows a value that a reason names: of a paragraph whose doubtful lines are shown, its first line.

    None where that is one of them.
    """
    page, box = value.place
    lines = value.row.guessed
    if not lines:
        return Spot(page, box, value.row.raw)
    high = max(line.bottom - line.top for line in lines)
    if any(line.page == page and line.top < box.top + high / 2 for line in lines):
        return None
    return Spot(page, box._replace(bottom=min(box.bottom, box.top + high)))


def _first_place(doubt: Doubt) -> tuple[float, ...]:
    places = [
        (spot.page, spot.box.top, spot.box.x0) if spot.box else (spot.page, 0.0, 0.0) for spot in doubt.spots
    ]
    return min(places, default=(0, 0.0, 0.0))
