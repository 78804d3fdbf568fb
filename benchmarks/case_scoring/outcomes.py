"""How one file came out: its status, the fate of each value and of each finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.scoring.points import Outcome, Point, shown

RIGHT, WRONG, MISSING, INVENTED = "right", "wrong", "missing", "invented"
TRUE, FALSE, MISSED, ALLOWED = "true", "false", "missed", "allowed"
CLAIMS = ("ok", "not_ita")  # "it is no report" is a claim, too
_FATES = {
    Outcome.RIGHT: RIGHT,
    Outcome.WRONG: WRONG,
    Outcome.MISSING: MISSING,
    Outcome.EXTRA: INVENTED,
}


@dataclass(frozen=True)
class Value:
    """One value of the right answer (or one that it does not have), and what was read."""

    table: str
    key: str
    field: str
    fate: str
    gold: str
    read: str

    @property
    def place(self) -> str:
        """Return where the value stands: its table, row and column."""
        row = f"[{self.key}]" if self.key else ""
        return f"{self.table}{row}" if self.field == "row" else f"{self.table}{row}.{self.field}"


@dataclass(frozen=True)
class Accusation:
    """One finding, expected or raised."""

    rule: str
    fate: str
    severity: str
    subject: str
    stated: str


@dataclass(frozen=True)
class FileOutcome:
    """One file, read and held against its right answer."""

    folder: str
    file: str
    status: str
    reasons: tuple[str, ...] = ()
    error_code: str = ""
    seconds: float = 0.0
    values: tuple[Value, ...] = ()
    findings: tuple[Accusation, ...] = ()
    note: str = field(default="")

    @property
    def name(self) -> str:
        """Return the file with its folder."""
        return f"{self.folder}/{self.file}"

    @property
    def claims(self) -> bool:
        """Return whether the status says that nothing is in doubt."""
        return self.status in CLAIMS

    def of(self, *fates: str) -> list[Value]:
        """Return the values of these fates."""
        return [value for value in self.values if value.fate in fates]

    @property
    def silent(self) -> list[Value]:
        """Return the values that are wrong or invented and of which nothing warns."""
        return self.of(WRONG, INVENTED) if self.claims else []

    @property
    def lost(self) -> list[Value]:
        """Return the values that are missing and of which nothing warns."""
        return self.of(MISSING) if self.claims else []


def as_values(points: Iterable[Point]) -> list[Value]:
    """Return the points of the accuracy benchmark as values; nothing is lost where the gold has nothing."""
    return [
        Value(point.table, point.key, point.field, _FATES[point.outcome], point.expected, point.found)
        for point in points
        if not (point.outcome is Outcome.MISSING and point.expected == shown(None))
    ]


def to_json(outcome: FileOutcome) -> dict[str, Any]:
    """Return an outcome for programs."""
    return asdict(outcome)


def from_json(row: dict[str, Any]) -> FileOutcome:
    """Return an outcome that `to_json` wrote."""
    lists = {
        "reasons": tuple(row["reasons"]),
        "values": tuple(Value(**value) for value in row["values"]),
        "findings": tuple(Accusation(**finding) for finding in row["findings"]),
    }
    return FileOutcome(**{**row, **lists})
