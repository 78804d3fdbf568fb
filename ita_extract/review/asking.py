"""What each card of a page asks, as its script needs it: keys, verdicts, columns, and what was decided before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ita_extract.deciding.applying import Decided, Outcome
from ita_extract.deciding.corrections import Correction
from ita_extract.deciding.questions import Question
from ita_extract.model import Finding
from ita_extract.review.doubt_keys import card_key
from ita_extract.review.doubts import Doubt, Doubts
from ita_extract.rulebook.year import rules_for

_SHORT = 200  # characters of what stood there, which a decision repeats for people to find it again
_PLACE = ("page", "x0", "top", "x1", "bottom")


@dataclass(frozen=True)
class Asked:
    """A card with what it asks. `doubt` is None for reasons that no card shows: of the file as a whole."""

    doubt: Doubt | None
    questions: tuple[Question, ...]

    @cached_property
    def key(self) -> str:
        """Return the key of the card: `data-doubt`."""
        return card_key([question.key for question in self.questions]) if self.questions else ""

    def is_open(self, decided: Decided) -> bool:
        """Whether something on the card must still be decided."""
        return any(
            question.is_open and decided.outcomes.get(question.key) is not Outcome.APPLIED
            for question in self.questions
        )


@dataclass(frozen=True)
class Asking:
    """All that a page asks: its cards, and the questions of the file as a whole, which have cards of their own."""

    decided: Decided
    cards: tuple[Asked, ...]
    others: tuple[Asked, ...]
    findings: dict[Finding, Asked]

    @property
    def every(self) -> tuple[Asked, ...]:
        """Return all cards, in the order of work."""
        return (*self.cards, *self.others)

    @property
    def open(self) -> int:
        """Return how many cards must still be decided."""
        return sum(asked.is_open(self.decided) for asked in self.every)

    @property
    def needed(self) -> int:
        """Return how many cards must be decided, those that are decided among them."""
        return sum(any(question.is_open for question in asked.questions) for asked in self.every)

    @cached_property
    def by_anchor(self) -> dict[str, Asked]:
        """Return the cards by the anchors of their doubts."""
        return {asked.doubt.anchor: asked for asked in self.cards if asked.doubt is not None and asked.key}

    @cached_property
    def by_key(self) -> dict[str, Question]:
        """Return all questions of the page, by key."""
        every = (*self.every, *self.findings.values())
        return {question.key: question for asked in every for question in asked.questions}

    def json(self, asked: Asked) -> str:
        """Return what a card asks, for its script."""
        return _json([_question(question) for question in asked.questions])

    def fresh_cards(self) -> list[dict[str, object]]:
        """Return what is in doubt only since something was decided, for a page that was made before."""
        fresh = {question.key for question in self.decided.fresh}
        return [
            {
                "key": asked.key,
                "about": question.about,
                "value": question.value,
                "asks": [_question(question)],
            }
            for asked in self.others
            for question in asked.questions
            if question.key in fresh
        ]

    @property
    def earlier(self) -> str:
        """Return by card what people decided about the place when it read otherwise, for the script."""
        found = {}
        known = self.by_key
        orphans = [
            line
            for key, standing in self.decided.standings.items()
            if key not in known
            for line in (*standing.lines, *standing.differing)
        ]
        for asked in self.every:
            lines = [
                line for line in orphans if any(_is_near(line, question) for question in asked.questions)
            ]
            if lines:
                found[asked.key] = [_line(line) for line in lines]
        return _json(found)

    @property
    def lines(self) -> str:
        """Return the decisions that the page knows of, for its script."""
        return _json(self.known_lines())

    def known_lines(self) -> list[dict[str, object]]:
        """Return what was decided about something on the page, each line with its name."""
        known = {
            *self.by_key,
            *(key for key, outcome in self.decided.outcomes.items() if outcome is Outcome.APPLIED),
        }
        standings = (standing for key, standing in self.decided.standings.items() if key in known)
        return [_line(line) for standing in standings for line in (*standing.lines, *standing.differing)]

    @property
    def lapsed(self) -> str:
        """Return the keys whose decisions count no more, for what they hang on reads otherwise now."""
        lapsed = (Outcome.CHANGED, Outcome.INVALID)
        return _json([key for key, outcome in self.decided.outcomes.items() if outcome in lapsed])

    @property
    def about(self) -> str:
        """Return what each decision says of the document, and the levels of its year, for the script."""
        document = self.decided.questions.report.document
        levels = [level.name for level in rules_for(document.fiscal_year).rating.levels]
        same = {name: getattr(document, name) for name in ("document_id", "organization_id", "fiscal_year")}
        return _json(
            {"document": same, "levels": levels, "status": self.decided.report.document.status.value}
        )


def asking(decided: Decided, doubts: Doubts) -> Asking:
    """Return what the page of a report asks, given its cards as the machine's reading has them."""
    questions = decided.questions
    cards = []
    shown: set[str] = set()
    for doubt in doubts.cards:
        here = [
            questions.by_row[value.table, value.number]
            for value in doubt.values
            if (value.table, value.number) in questions.by_row
        ]
        for number in doubt.reasons:
            here += questions.of_reason(doubts.reasons[number].row)
        asked = Asked(doubt, _each(here))
        shown |= {question.key for question in asked.questions}
        cards.append(asked)
    asked_besides = (*questions.open, *decided.fresh)
    others = tuple(Asked(None, (question,)) for question in asked_besides if question.key not in shown)
    findings = {
        finding: Asked(None, (questions.of_finding(finding),))
        for finding in (*decided.report.findings, *decided.rejected)
    }
    return Asking(decided, tuple(cards), others, findings)


def _each(questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple({question.key: question for question in questions}.values())


def _question(question: Question) -> dict[str, object]:
    at = question.at
    where = {name: getattr(at, name) for name in _PLACE if at is not None and getattr(at, name) is not None}
    found: dict[str, object] = {
        "key": question.key,
        "about": question.about,
        "offers": [verdict.value for verdict in question.offers],
        "open": question.is_open,
        "table": question.table,
        "row": question.row,
        "fields": [list(field) for field in question.fields],
        "part": question.part,
        "where": where | {"raw": at.raw[:_SHORT]} if at is not None else {},
    }
    if question.about:
        found["value"] = question.value[:_SHORT]
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def _line(line: Correction) -> dict[str, object]:
    return {**line.model_dump(mode="json", exclude_defaults=True), "name": line.name}


def _is_near(line: Correction, question: Question) -> bool:
    """Whether a decision that lapsed was about the same: of its kind, and where it stands or in the same row."""
    if (line.about, line.table) != (question.about, question.table):
        return False
    if line.row is not None and line.row == question.row:
        return True
    at = question.at
    if at is None or line.page != at.page or line.x0 is None or at.x0 is None:
        return at is None and line.page is None
    edges = (line.x1, line.top, line.bottom, at.x1, at.top, at.bottom)
    if None in edges:
        return False
    x1, top, bottom, other_x1, other_top, other_bottom = (float(edge or 0) for edge in edges)
    return line.x0 < other_x1 and at.x0 < x1 and top < other_bottom and other_top < bottom


def _json(value: Sequence[object] | Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
