"""docs/architecture.md tells the truth: the way of one score is the order in which functions are called."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from ita_extract.extracting import extract
from ita_extract.running.tables_made import make_tables
from ita_extract.writing.documents import to_json, write_document

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ita_extract"
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
FIXTURE = ROOT / "fixtures/2569-nan-thesaban-tambon-pua.pdf"
STEP = re.compile(r"^(\d)\. \*\*(\w[^*]*)\.\*\*(.*?)(?=^\d\. |^## )", re.MULTILINE | re.DOTALL)


def way() -> list[tuple[int, str, str]]:
    """Return the steps as the page tells them: number, module, name of the function."""
    section = PAGE.split("## The way of one score\n")[1].split("\n## ")[0] + "\n## "
    return [
        (int(number), module, name)
        for number, _, text in STEP.findall(section)
        for module, name in re.findall(r"`([a-z_/]+\.py)`\s+`([\w.]+)`", text)
    ]


def test_the_way_of_a_score_has_under_ten_steps_in_the_order_of_calls(tmp_path: Path) -> None:
    stated = way()
    numbers = sorted({number for number, _, _ in stated})
    assert numbers == list(range(1, len(numbers) + 1))
    assert 5 <= len(numbers) < 10
    wanted = {(str(PACKAGE / module), name) for _, module, name in stated}
    called: list[tuple[str, str]] = []

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call":
            key = (frame.f_code.co_filename, frame.f_code.co_qualname)
            if key in wanted and key not in called:
                called.append(key)

    sys.setprofile(note)
    try:
        report = extract(FIXTURE, proof="always")
        write_document(tmp_path, report.document.document_id, to_json(report))
        make_tables(tmp_path)
    finally:
        sys.setprofile(None)
    assert called == [(str(PACKAGE / module), name) for _, module, name in stated]
    assert report.indicator_scores


def test_every_folder_and_file_that_it_names_is_there() -> None:
    named = re.findall(r"`((?:[a-z_]+/)*[a-z_]+(?:/|\.py|\.toml))`", PAGE)
    assert len(named) > 20
    there = [
        path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*") if "__pycache__" not in path.parts
    ]
    missing = [
        name
        for name in named
        if not (ROOT / name).exists()
        and not any(f"/{path}".endswith(f"/{name.rstrip('/')}") for path in there)
    ]
    assert missing == []


def test_every_folder_of_the_program_is_in_its_table() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert {name for name in folders if f"`{name}/`" not in PAGE} == set()
