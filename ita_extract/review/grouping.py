"""Which doubts are one card: those of one place, one paragraph, one row of a table, one reason, one repeated word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from ita_extract.evidence import GuessedLine
from ita_extract.model import Guideline, Measure, MeasureStep, ScoreMention
from ita_extract.review.kinds import Kind, asked_by, kind_of_value
from ita_extract.review.reasons import Reason
from ita_extract.review.values import Place, Value

_SAME = 0.5  # points by which two boxes of the same words may differ
_OF_THE_PAST = "score_history"
_WITH_STEPS = frozenset({"measures", "measure_steps"})


@dataclass(frozen=True)
class Group:
    """What one card asks: values, reasons (their places in the list), and places that a reason names beside values."""

    values: tuple[Value, ...]
    reasons: tuple[int, ...]
    bare: tuple[Place, ...]

    def kind(self, reasons: tuple[Reason, ...]) -> Kind:
        """Return the gravest of what it is about."""
        about = [kind_of_value(value) for value in self.values]
        about += [kind for number in self.reasons if (kind := asked_by(reasons[number].slug).about)]
        return min(about, key=lambda kind: kind.order, default=Kind.PROSE)


class Values:
    """The values of a report, found by where they stand, by table and row, and by subject."""

    def __init__(self, values: tuple[Value, ...]) -> None:
        self.every = values
        self._at: dict[Place, list[Value]] = defaultdict(list)
        self._on_page: dict[int, list[Place]] = defaultdict(list)
        self._by_row = {(value.table, value.number): value for value in values}
        for value in values:
            if value.place not in self._at:
                self._on_page[value.place.page].append(value.place)
            self._at[value.place].append(value)

    def at(self, spot: Place) -> list[Value]:
        """Return the values that were taken from a place."""
        return self._at.get(spot, [])

    def named_by(self, reason: Reason) -> list[Place]:
        """Return the places that a reason names: its own and that of its row; without both, those of its subject.

        What compares readings of a subject names one place of each.
        """
        row, spot = reason.row, reason.spot
        asked = asked_by(reason.slug)
        named: list[Place] = []
        value = self._by_row.get((row.table, row.row)) if row.table and row.row else None
        if value is not None:
            named.append(value.place)
        if spot is not None:
            named.append(self._known(spot))
        if row.subject is not None and asked.absent is None and (asked.compares or not named):
            of_subject = [entry for entry in self.every if _is_of(entry, reason, whole=asked.compares)]
            if named and asked.compares:  # `indicator-3: 100.00, 101.00`: a person has to see both
                of_subject = list(self._readings(of_subject, named))
            named += [entry.place for entry in of_subject]
        return list(dict.fromkeys(named))

    def _readings(self, of_subject: list[Value], named: list[Place]) -> Iterator[Value]:
        """Yield the first value of each score that the places named do not have."""
        seen = {getattr(value.row, "score", None) for spot in named for value in self.at(spot)}
        for value in of_subject:
            score = getattr(value.row, "score", None)
            if score is not None and score not in seen:
                seen.add(score)
                yield value

    def _known(self, spot: Place) -> Place:
        """Return the place of a value where it is this one, else the place itself."""
        if spot in self._at:
            return spot
        for other in self._on_page.get(spot.page, ()):
            if all(abs(entry - two) <= _SAME for entry, two in zip(other.box, spot.box, strict=True)):
                return other
        return spot


def groups_of(values: Values, reasons: tuple[Reason, ...]) -> list[Group]:
    """Return what the cards of a report ask. Each doubtful value and each reason that asks is in exactly one."""
    joined = _Joined()
    pointing: dict[Place, list[int]] = defaultdict(list)
    for value in values.every:
        if value.row.confidence < 1:
            joined.join(value.place, _row_of(value))
    for number, reason in enumerate(reasons):
        if reason.is_note or not asked_by(reason.slug).is_card:
            continue
        spots = values.named_by(reason)
        joined.join(number, *spots, *(_row_of(value) for spot in spots for value in values.at(spot)))
        together = asked_by(reason.slug).together
        if not spots:  # of the whole file, or of a page: one card for all of a kind
            joined.join(number, reason.slug)
        elif together and not any(values.at(spot) for spot in spots):
            joined.join(number, (together, spots[0].page))
    for number, reason in enumerate(reasons):
        if not reason.is_note and not asked_by(reason.slug).is_card:
            for spot in values.named_by(reason):
                pointing[spot].append(number)
    found = []
    for members in joined.groups():
        spots = [member for member in members if isinstance(member, Place)]
        here = tuple(dict.fromkeys(value for spot in spots for value in values.at(spot)))
        numbers = [member for member in members if isinstance(member, int)]
        numbers += [number for spot in spots for number in pointing[spot]]
        bare = tuple(spot for spot in spots if not values.at(spot))
        found.append(Group(here, tuple(sorted(set(numbers))), bare))
    return list(_with_repeated_words(found))


def _row_of(value: Value) -> Hashable:
    """Return the paragraph or the row of a table to which a value belongs.

    A measure with its steps is a row, the guidance for an indicator is one list.
    """
    row = value.row
    if value.table in _WITH_STEPS and isinstance(row, Measure | MeasureStep):
        return ("measure", row.measure)
    if isinstance(row, Guideline):
        return ("guidance", row.indicator)
    return value.place


def _with_repeated_words(groups: Iterable[Group]) -> Iterator[Group]:
    """Join groups that doubt the very same words and nothing else: `ผ่านดี` in thirty rows is one question.

    Words with a figure are never joined: each score is a question of its own.
    """
    by_words: dict[frozenset[tuple[str, int, int]], list[Group]] = {}
    for group in groups:
        words = _doubtful_words(group)
        if words is None:
            yield group
        else:
            by_words.setdefault(words, []).append(group)
    for same in by_words.values():
        yield Group(
            tuple(value for group in same for value in group.values),
            tuple(sorted({number for group in same for number in group.reasons})),
            tuple(spot for group in same for spot in group.bare),
        )


def _doubtful_words(group: Group) -> frozenset[tuple[str, int, int]] | None:
    """Return the words with a guess, and where in them it stands; None where something else is asked as well."""
    doubtful = [value for value in group.values if value.row.confidence < 1]
    if group.bare or group.reasons or not doubtful or not all(value.row.guessed for value in doubtful):
        return None
    words = {word for value in doubtful for line in value.row.guessed for word in _words(line)}
    return None if any(letter.isdigit() for text, _, _ in words for letter in text) else frozenset(words)


def _words(line: GuessedLine) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a line (what stands between two spaces) that hold a guess."""
    for guess in line.guesses:
        start = line.text.rfind(" ", 0, guess.start) + 1
        stop = line.text.find(" ", guess.stop)
        text = line.text[start : None if stop < 0 else stop]
        yield text, guess.start - start, guess.stop - start


def _is_of(value: Value, reason: Reason, *, whole: bool) -> bool:
    """Tell whether a value is one of a reason's subject, table and page; years gone by need to be named."""
    row = reason.row
    in_table = value.table == row.table if row.table else value.table != _OF_THE_PAST
    of_this_year = not (isinstance(value.row, ScoreMention) and value.row.section == "history")
    on_page = whole or row.page in (None, value.row.page)
    return in_table and of_this_year and value.subject is row.subject and on_page


class _Joined:
    """Things that belong together, each group in the order in which its members were named."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}

    def join(self, first: Hashable, *others: Hashable) -> None:
        """Say that some things belong together."""
        head = self._head(first)
        for other in others:
            self._parent[self._head(other)] = head

    def groups(self) -> Iterator[list[Hashable]]:
        """Yield the groups, that of the member named first before the others."""
        found: dict[Hashable, list[Hashable]] = defaultdict(list)
        for member in self._parent:
            found[self._head(member)].append(member)
        yield from found.values()

    def _head(self, member: Hashable) -> Hashable:
        self._parent.setdefault(member, member)
        while self._parent[member] != member:
            self._parent[member] = member = self._parent[self._parent[member]]
        return member
