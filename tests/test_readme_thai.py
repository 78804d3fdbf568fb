"""README.th.md keeps step with README.md: the same commands, tables, files, statuses and exit codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
THAI = (ROOT / "README.th.md").read_text(encoding="utf-8")
QUICK = (ROOT / "docs/quickstart.th.md").read_text(encoding="utf-8")


def blocks(text: str) -> list[str]:
    """Return the lines of the blocks of commands and files, without what is said beside them."""
    found = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    found = [block for block in found if "import" not in block]  # as a library: for programmers
    return [re.split(r" {2,}#| {3,}|\t", line.strip())[0] for block in found for line in block.splitlines()]


def first_cells(text: str) -> list[str]:
    return [cell for cell in re.findall(r"^\| ([^|]+?) \|", text, re.MULTILINE) if cell.isascii()]


def test_the_same_commands_files_tables_and_codes() -> None:
    assert set(blocks(ENGLISH)) <= set(blocks(THAI))
    assert set(first_cells(ENGLISH)) - {"command", "table"} == set(first_cells(THAI))
    for text in (ENGLISH, THAI):
        assert all(f"`{status}`" in text for status in ("ok", "review", "not_ita", "failed"))
        assert all(re.search(rf"\b{code}\b", text) for code in (0, 1, 2, 3, 4, 5, 70, 130))
    assert "README.th.md" in ENGLISH and "(README.md)" in THAI


@pytest.mark.parametrize(("text", "folder"), [(THAI, ROOT), (QUICK, ROOT / "docs")])
def test_links_lead_somewhere(text: str, folder: Path) -> None:
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text)]
    assert len(links) > 4
    assert [link for link in links if "://" not in link and not (folder / link).exists()] == []
