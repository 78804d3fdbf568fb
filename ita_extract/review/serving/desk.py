"""What the server of the pages knows: the documents of a folder, and what people decided, up to this moment."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ita_extract.categories import Verdict
from ita_extract.deciding.applying import Outcome
from ita_extract.deciding.checking import check_correction
from ita_extract.deciding.columns import InvalidDecisionError
from ita_extract.deciding.corrections import Correction, Corrections
from ita_extract.deciding.questions import Question, value_before
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.review.asking import Asking, asking
from ita_extract.review.doubts import doubts_of
from ita_extract.review.queue import Queued, queued
from ita_extract.writing.between import Between, read_between
from ita_extract.writing.corrections_file import NAME, append_corrections, read_corrections
from ita_extract.writing.documents import document_path, read_document

_PLACE = ("page", "x0", "top", "x1", "bottom")
_MOST = 400  # lines of one act: a card of a long table


class Act(BaseModel):
    """What the page says of one question; the rest of a line is known here."""

    model_config = ConfigDict(extra="ignore")

    key: str
    verdict: Verdict
    field: str = ""
    value_after: str = Field(default="", max_length=20_000)
    why: str = Field(default="", max_length=2_000)
    undone: bool = False
    over: tuple[str, ...] = ()
    page: int | None = Field(default=None, ge=1)


class _Acts(BaseModel):
    lines: tuple[Act, ...] = Field(max_length=_MOST)


class Desk:
    """One output folder and one reviewer. Used by several threads."""

    def __init__(self, output: Path, reviewer: str, queue: Iterable[Queued]) -> None:
        """Take up a folder, given its order of work. Raises OutputError where the corrections cannot be read."""
        self.output = output
        self.reviewer = reviewer
        self.changed = False  # whether tables and pages are older than what was decided
        self._lock = threading.Lock()
        self._between: Between = read_between(output)
        self._corrections = self._between.corrections
        self._size = self._file_size()
        self._queue = {place.document_id: place for place in queue}

    def has(self, document_id: str) -> bool:
        """Whether the folder holds a document."""
        return document_path(self.output, document_id).is_file()

    def state(self, document_id: str) -> dict[str, Any]:
        """Return what a page is told: all decisions, what is open, the status. Raises KeyError for no document."""
        with self._lock:
            self._take_up()
            return self._told(self._asking(document_id))

    def decide(self, document_id: str, body: bytes) -> dict[str, Any]:
        """Keep what the page says and return the state that follows.

        Raises KeyError for no document, InvalidDecisionError for what cannot be decided so, OutputError where it
        cannot be kept.
        """
        try:
            acts = _Acts.model_validate_json(body).lines
        except ValidationError as error:
            raise InvalidDecisionError(
                both("That is no decision: {why}.", why=error.errors()[0]["msg"])
            ) from None
        with self._lock:
            self._take_up()
            asked = self._asking(document_id)
            now = f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
            lines = [self._line(asked, act, now) for act in acts]
            append_corrections(self.output, lines)
            self.changed = True
            self._corrections = Corrections((*self._corrections.lines, *lines))
            self._size = self._file_size()
            asked = self._asking(document_id)
            self._enqueue(document_id, asked)
            return self._told(asked)

    def queue(self) -> list[dict[str, Any]]:
        """Return the documents with open doubts, in the order of work."""
        with self._lock:
            self._take_up()
            places = sorted(self._queue.values(), key=lambda place: place.order)
        return [
            {"document_id": place.document_id, "first": place.first, "open": place.open} for place in places
        ]

    def next_after(self, document_id: str) -> str | None:
        """Return the document to go on with, the first of the queue but this one; None where nothing is in doubt."""
        return next(
            (place["document_id"] for place in self.queue() if place["document_id"] != document_id), None
        )

    def _line(self, asked: Asking, act: Act, now: str) -> Correction:
        question = asked.by_key.get(act.key) or asked.decided.questions.by_key.get(act.key)
        if question is None:
            raise InvalidDecisionError(
                N_("The page is older than the report: load it again."),
                hint=N_("Load the page again."),
            )
        report = asked.decided.questions.report
        at = question.at
        place = {name: getattr(at, name) for name in _PLACE} if at is not None else {}
        if act.page is not None and place.get("page") is None:
            place["page"] = act.page
        line = Correction(
            key=act.key,
            document_id=report.document.document_id,
            organization_id=report.document.organization_id,
            fiscal_year=report.document.fiscal_year,
            about=question.about,
            table=question.table,
            row=question.row,
            field=act.field,
            verdict=act.verdict,
            value_before=value_before(question, act.field),
            value_after=act.value_after,
            decided_by=self.reviewer,
            decided_at=now,
            why=act.why,
            undone=act.undone,
            over=act.over,
            raw=at.raw if at is not None else "",
            **place,
        )
        check_correction(line, question, report)
        return line

    def _told(self, asked: Asking) -> dict[str, Any]:
        decided = asked.decided
        document = decided.report.document
        lapsed = (Outcome.CHANGED, Outcome.INVALID)
        return {
            "reviewer": self.reviewer,
            "status": document.status.value,
            "errors": document.errors,
            "warnings": document.warnings,
            "open": sorted(_open_keys(asked)),
            "lapsed": sorted(key for key, outcome in decided.outcomes.items() if outcome in lapsed),
            "lines": asked.known_lines(),
            "fresh": asked.fresh_cards(),
        }

    def _asking(self, document_id: str) -> Asking:
        path = document_path(self.output, document_id)
        if not path.is_file():
            raise KeyError(document_id)
        decided = self._between.decided_in(read_document(path), self._corrections, keep_rejected=True)
        return asking(decided, doubts_of(decided.questions.report))

    def _enqueue(self, document_id: str, asked: Asking) -> None:
        self._queue.pop(document_id, None)
        if (place := queued(asked.decided, asked)) is not None:
            self._queue[document_id] = place

    def _take_up(self) -> None:
        """Read the corrections anew where another program added some."""
        if self._file_size() == self._size:
            return
        before = set(self._corrections.lines)
        self._corrections = read_corrections(self.output)
        self._size = self._file_size()
        for document_id in {line.document_id for line in set(self._corrections.lines) - before}:
            if self.has(document_id):
                self._enqueue(document_id, self._asking(document_id))

    def _file_size(self) -> int:
        path = self.output / NAME
        return path.stat().st_size if path.is_file() else 0


def _open_keys(asked: Asking) -> set[str]:
    outcomes = asked.decided.outcomes
    return {key for key, question in asked.by_key.items() if _is_open(question, outcomes.get(key))}


def _is_open(question: Question, outcome: Outcome | None) -> bool:
    return question.is_open and outcome is not Outcome.APPLIED
