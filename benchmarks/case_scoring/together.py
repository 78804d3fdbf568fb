"""Sets of reports that are read together, for what only shows between them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.case_scoring.outcomes import FALSE, MISSED, TRUE, Accusation, FileOutcome
from benchmarks.case_scoring.reading import program

COPIED, HISTORY, ROSTER = "copied-text", "history-mismatch", "roster-mismatch"
Wanted = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Together:
    """Folders that are read into one output, and the rules that are looked at between their reports."""

    name: str
    folders: tuple[str, ...]
    rules: tuple[str, ...]
    wanted: Wanted  # the rules that must fire in a file of this name
    official: str = ""


def _none(_: str) -> Sequence[str]:
    return ()


def _copies(name: str) -> Sequence[str]:
    """Return that a file which names what it copies, and the copied one, are found."""
    return (COPIED,) if name in ("a23-copies-a03.pdf", "a03.pdf") else ()


def _wrong_history(name: str) -> Sequence[str]:
    return (HISTORY,) if name.endswith("history-wrong.pdf") or "history-2567-wrong" in name else ()


def _official(name: str) -> Sequence[str]:
    return (ROSTER,)


SETS = (
    Together("A20-template", ("A20-template",), (COPIED,), _none),
    Together("A-truecopy", ("A20-template", "A-truecopy"), (COPIED,), _copies),
    Together("E-years", ("E-years",), (HISTORY,), _wrong_history),
    Together("G-samename", ("G-samename",), (ROSTER,), _official, "G-official-both.csv"),
)


def read_together(folder: Path, seconds: float) -> list[FileOutcome]:
    """Read each set that lies in a folder, and return how its files came out."""
    return [
        outcome
        for entry in SETS
        if all((folder / part).is_dir() for part in entry.folders)
        for outcome in _read_set(folder, entry, seconds)
    ]


def _read_set(folder: Path, together: Together, seconds: float) -> list[FileOutcome]:
    folder = folder.resolve()
    with tempfile.TemporaryDirectory() as output:
        program(["run", *(str(folder / part) for part in together.folders), "--output", output], seconds)
        official = ["--official", str(folder / together.official)] if together.official else []
        ended = program(["check", output, "--format", "json", *official], seconds)
    try:
        documents = json.loads(ended.printed)
    except ValueError:
        return [FileOutcome(f"cross/{together.name}", "", "failed", error_code=f"exit {ended.exit_code}")]
    return [_outcome(together, document) for document in sorted(documents, key=_source)]


def _source(document: dict[str, Any]) -> str:
    return str(document["source"])


def _outcome(together: Together, document: dict[str, Any]) -> FileOutcome:
    """Return how one file came out: only the rules of the set are judged."""
    name, wanted = Path(_source(document)).name, list(together.wanted(Path(_source(document)).name))
    fired = {row["rule"] for row in document["findings"]}
    judged = [Accusation(rule, TRUE if rule in fired else MISSED, "", "", "") for rule in wanted]
    judged += [
        Accusation(row["rule"], FALSE, row["severity"], row["subject"], row["message_en"])
        for row in document["findings"]
        if row["rule"] in together.rules and row["rule"] not in wanted
    ]
    stated = sorted(f"{row['rule']} {row['subject']}" for row in document["findings"])
    return FileOutcome(
        f"cross/{together.name}",
        name,
        str(document["status"]),
        findings=tuple(judged),
        note=", ".join(stated),
    )
