"""What people decided, line by line, and what of it counts: the last word of each person, and where two differ."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from ita_extract.categories import Verdict
from ita_extract.evidence import Point
from ita_extract.model import Report

_TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z"


class Correction(BaseModel):
    """A line of corrections.jsonl: one decision of one person, with the evidence that it hangs on.

    `key` is that of the evidence (see evidence_keys). The lines of a person with one key and one time are one act; a
    later act replaces an earlier one, with `undone` by nothing. `over` names lines of others that were at hand and are
    overruled. `page` and box say where it stood then, `organization_id` and `fiscal_year` which other file may be its
    corrected edition.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(pattern=r"^[0-9a-f]{20}$")
    document_id: str = Field(pattern=r"^d[0-9a-f]{16}$")
    organization_id: str | None = None
    fiscal_year: int | None = None
    about: str = Field(default="", max_length=200)
    table: str | None = Field(default=None, max_length=60)
    row: int | None = Field(default=None, ge=1)
    field: str = Field(default="", max_length=60)
    verdict: Verdict
    value_before: str = Field(default="", max_length=60_000)
    value_after: str = Field(default="", max_length=20_000)
    decided_by: str = Field(min_length=1, max_length=120)
    decided_at: str = Field(pattern=f"^{_TIME}$")
    why: str = Field(default="", max_length=2_000)
    undone: bool = False
    over: tuple[str, ...] = ()
    page: int | None = Field(default=None, ge=1)
    x0: Point | None = None
    top: Point | None = None
    x1: Point | None = None
    bottom: Point | None = None
    raw: str = Field(default="", max_length=60_000)

    @property
    def name(self) -> str:
        """Return what the line is called by others: a hash of what it says."""
        return hashlib.sha256(self.line()).hexdigest()[:20]

    @property
    def order(self) -> tuple[str, ...]:
        """Return the key by which lines are sorted, whatever file they came from."""
        return (self.decided_at, self.decided_by, self.key, *self.said, self.why)

    @property
    def said(self) -> tuple[str, str, str]:
        """Return what was decided, apart from who, when and why."""
        return (self.verdict.value, self.field, self.value_after)

    def line(self) -> bytes:
        """Return it as a line of the file."""
        return (
            json.dumps(self.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False) + "\n"
        ).encode()


@dataclass(frozen=True)
class Standing:
    """What counts for a key: the lines that are applied; or, where people differ, the lines of each."""

    lines: tuple[Correction, ...] = ()
    differing: tuple[Correction, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Return who decided."""
        return tuple(dict.fromkeys(line.decided_by for line in (*self.lines, *self.differing)))


@dataclass(frozen=True)
class Agreement:
    """How often two or more people decided about the same, and how often they said the same."""

    shared: int
    agreed: int

    @property
    def share(self) -> float | None:
        """Return the share that agreed, 0-1; None where nothing was decided twice."""
        return self.agreed / self.shared if self.shared else None


class Corrections:
    """All lines of a folder, found by the document that they are about."""

    def __init__(self, lines: Iterable[Correction] = ()) -> None:
        self.lines = tuple(sorted(dict.fromkeys(lines), key=lambda line: line.order))
        self._of_document: defaultdict[str, list[Correction]] = defaultdict(list)
        self._of_report: defaultdict[tuple[str, int], list[Correction]] = defaultdict(list)
        for line in self.lines:
            self._of_document[line.document_id].append(line)
            if line.organization_id and line.fiscal_year:
                self._of_report[line.organization_id, line.fiscal_year].append(line)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Corrections) and self.lines == other.lines

    def __hash__(self) -> int:
        return hash(self.lines)

    def of(self, report: Report) -> list[Correction]:
        """Return the lines that may be about a report: its own, and those of its organisation and year.

        The latter are of an earlier edition of the file; a line counts only where its evidence is found again.
        """
        document = report.document
        own = self._of_document.get(document.document_id, [])
        if document.organization_id is None or document.fiscal_year is None:
            return own
        others = self._of_report.get((document.organization_id, document.fiscal_year), [])
        return sorted({*own, *others}, key=lambda line: line.order)

    def standings(self, report: Report) -> dict[str, Standing]:
        """Return what counts for a report, by key."""
        return standings(self.of(report))

    def agreement(self) -> Agreement:
        """Return how often people agreed, over all documents."""
        shared = agreed = 0
        for people in _last_words(self.lines, overruled=False).values():
            if len(people) > 1:
                shared += 1
                agreed += len({_said(lines) for lines in people.values()}) == 1
        return Agreement(shared, agreed)


def standings(lines: Sequence[Correction]) -> dict[str, Standing]:
    """Return what counts, by key: the last act of each person; nothing where two say different things."""
    found: dict[str, Standing] = {}
    for key, people in _last_words(lines, overruled=True).items():
        every = tuple(line for acts in people.values() for line in acts)
        if len({_said(acts) for acts in people.values()}) > 1:
            found[key] = Standing(differing=every)
        elif every:
            found[key] = Standing(lines=every)
    return found


def _last_words(lines: Iterable[Correction], *, overruled: bool) -> dict[str, dict[str, list[Correction]]]:
    """Return the lines of each person's last act by key, without what was undone and (if asked) overruled."""
    last: defaultdict[str, dict[str, list[Correction]]] = defaultdict(dict)
    for line in lines:
        acts = last[line.key].get(line.decided_by)
        if acts is None or acts[0].decided_at < line.decided_at:
            last[line.key][line.decided_by] = [line]
        elif acts[0].decided_at == line.decided_at:
            acts.append(line)
    found: dict[str, dict[str, list[Correction]]] = {}
    # an act that was undone, or that a later one of the same person replaced, overrules nobody
    acts_now = (
        line for people in last.values() for acts in people.values() for line in acts if not line.undone
    )
    over = {name for line in acts_now for name in line.over} if overruled else set()
    for key, people in last.items():
        left = {who: [line for line in acts if not line.undone] for who, acts in people.items()}
        left = {
            who: [line for line in acts if not over or line.name not in over] for who, acts in left.items()
        }
        found[key] = {who: acts for who, acts in left.items() if acts}
    return found


def _said(lines: Iterable[Correction]) -> tuple[tuple[str, str, str], ...]:
    return tuple(sorted(line.said for line in lines))
