"""The files of the case folders, each with its right answer as it lies there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

GOLD, STITCH, FIELD, FINDINGS, IDENTITY, KINDS = "gold", "stitch", "field", "findings", "identity", "kinds"
CROSS, HOSTILE = "cross", "hostile"
FOLDERS = {
    "word": GOLD,
    "word-small": GOLD,
    "web": GOLD,
    "web-small": GOLD,
    "clerk": GOLD,
    "stitch": STITCH,
    "field": FIELD,
    "findings": FINDINGS,
    "identity": IDENTITY,
    "kinds": KINDS,
    "cross": CROSS,
    "hostile": HOSTILE,
}


@dataclass(frozen=True)
class Task:
    """One file to be read; `answer` is what its folder says of it, `never` what must not stand on ok."""

    folder: str
    kind: str
    pdf: Path
    answer: dict[str, Any] = field(default_factory=dict)
    never: dict[str, Any] = field(default_factory=dict)
    text: str = ""


def load(path: Path) -> Any:
    """Return a JSON file, figures with a point as decimals; an empty object where there is none."""
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal) if path.is_file() else {}


def kind_of(folder: Path) -> str:
    """Return what kind of right answer a folder holds; a folder of another name is told by its files."""
    if folder.name in FOLDERS:
        return FOLDERS[folder.name]
    if any(folder.glob("*.expect.json")):
        return KINDS
    return GOLD


def tasks_of(folder: Path) -> list[Task]:
    """Return the files of a folder that have a right answer (all, where only the status is looked at)."""
    kind = kind_of(folder)
    if kind == HOSTILE:
        return [Task(folder.name, kind, pdf) for pdf in sorted(folder.glob("*.pdf"))]
    if kind == CROSS:
        return []
    maker = {GOLD: _gold, KINDS: _kinds, FIELD: _field}.get(kind, _listed)
    return list(maker(folder, kind))


def _gold(folder: Path, kind: str) -> Iterator[Task]:
    planted = load(folder / "planted.json")
    for gold in sorted(folder.glob("*.gold.json")):
        pdf = gold.with_name(gold.name.removesuffix(".gold.json") + ".pdf")
        answer = load(gold)
        if planted:
            answer["planted"] = [entry["kind"] for entry in planted.get(pdf.name, ())]
        yield Task(folder.name, kind, pdf, answer)


def _kinds(folder: Path, kind: str) -> Iterator[Task]:
    for expect in sorted(folder.glob("*.expect.json")):
        answer = load(expect)
        pdf = expect.with_name(expect.name.removesuffix(".expect.json") + ".pdf")
        yield Task(folder.name, kind, pdf, answer, answer.get("never_ok_with", {}))


def _field(folder: Path, kind: str) -> Iterator[Task]:
    base, never = load(folder / "00-base.gold.json"), load(folder / "never_ok_with.json")
    for pdf in sorted(folder.glob("*.pdf")):
        stated = pdf.with_name(f"{pdf.stem}.expected.txt")
        text = " ".join(stated.read_text(encoding="utf-8").split()) if stated.is_file() else "as base"
        yield Task(folder.name, kind, pdf, base, never.get(pdf.stem, {}), text)


def _listed(folder: Path, kind: str) -> Iterator[Task]:
    for name, answer in sorted(load(folder / "expected.json").items()):
        pdf = folder / f"{name.removesuffix('.pdf')}.pdf"
        if pdf.is_file():
            yield Task(folder.name, kind, pdf, answer)
