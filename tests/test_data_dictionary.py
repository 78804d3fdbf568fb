from __future__ import annotations

from pathlib import Path

import pytest

from ita_extract.writing import data_dictionary as subject
from ita_extract.writing.data_dictionary import data_dictionary
from ita_extract.writing.table_schema import FILES, file_columns

PATH = Path(__file__).parent.parent / "docs" / "data-dictionary.md"


def test_it_is_up_to_date() -> None:
    assert PATH.read_text(encoding="utf-8") == data_dictionary(), "stale: run `make docs`"


@pytest.mark.parametrize("table", FILES)
def test_every_column_is_in_it(table: str) -> None:
    text = data_dictionary()
    section = text.split(f"\n## {table}\n")[1].split("\n## ")[0]
    evidence = text.split("\n## Evidence\n")[1]
    for column in (entry.name for entry in file_columns(table)):
        row = f"\n| `{column}` | "
        assert row in section or ("with evidence" in section and row in evidence), column


def test_the_command_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "docs" / "data-dictionary.md"
    monkeypatch.setattr("sys.argv", ["data_dictionary", str(path)])
    subject.main()
    assert path.read_text(encoding="utf-8") == data_dictionary()
