"""The shape of the house: who may import whom, how large a room is, what may not stand in the repository."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ita_extract"
# Data flows down this list: a part imports only from itself, from parts above it, and from the ground.
ORDER = (
    "rulebook",
    "reading",
    "thai",
    "layout",
    "language",
    "numbers",
    "tables",
    "outline",
    "prose",
    "pictures",
    "assembling",
    "proving",
    "organizations",
    "checking",
    "extracting",
    "deciding",
    "writing",
    "workbook",
    "running",
    "loading",
    "review",
    "inspecting",
    "cli",
)
GROUND = ("model", "evidence", "categories", "errors", "messages", "__version__")  # every part may use these
DOORS = ("__init__", "__main__")  # the package's own two doors lead everywhere
LONGEST = 500
VAGUE = re.compile(r"util|helper|manager|misc|process_data|common|stuff", re.IGNORECASE)
HEAVY = (
    *("pandas", "pdfplumber", "pdfminer", "pythainlp", "pypdfium2", "pikepdf", "numpy", "rich", "pydantic"),
    *("duckdb", "pyarrow", "psycopg", "xlsxwriter"),
)

MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_parts(path: Path) -> set[str]:
    """Return the parts of this package that a module names in an import, at its head or inside a function."""
    found = set()
    here = ("ita_extract", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(here[: len(here) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            names = [f"{module}.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("ita_extract.")}
    return found


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    part = part_of(path)
    if part in DOORS:
        return
    if part in GROUND:
        assert imported_parts(path) <= set(GROUND)
        return
    assert part in ORDER, f"{part} has no place in the order of parts"
    allowed = {*GROUND, *ORDER[: ORDER.index(part) + 1]}
    assert imported_parts(path) <= allowed, f"{part} may not import {imported_parts(path) - allowed}"


def test_the_walk_sees_every_form_of_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path)
    path = tmp_path / "thai" / "digits.py"
    path.parent.mkdir()
    path.write_text(
        "import ita_extract.cli.run\nfrom ita_extract import running\nfrom ..writing import cells\n"
        "def f():\n    from ita_extract.outline.cover import x\n    from . import clusters\n"
    )
    assert imported_parts(path) == {"cli", "running", "writing", "outline", "thai"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_a_room_with_one_purpose(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert not VAGUE.search(name_of(path))


@pytest.mark.parametrize("module", ["ita_extract", "ita_extract.cli.program"])
def test_nothing_heavy_is_imported_at_the_start(module: str) -> None:
    program = f"import sys, {module}; print(*sorted(name for name in sys.modules if '.' not in name))"
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert not set(HEAVY) & set(ended.stdout.split())


def _tracked() -> list[str]:
    """Return the files that git tracks; of a copy without git, those of the program, its tests and its documents."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True, cwd=ROOT)
        return listed.stdout.splitlines()
    kept = ("ita_extract", "tests", "benchmarks", "fixtures", "training", "docs", ".ci")
    found = [path for folder in kept for path in (ROOT / folder).rglob("*")]
    return [str(path.relative_to(ROOT)) for path in [*found, *ROOT.glob("*")] if path.is_file()]


def test_no_tracked_file_names_a_registry_or_a_path_of_one_machine() -> None:
    hosts = "|".join((r"python" + "hosted", r"pypi\." + "org", r"registry\." + "npmjs", r"deb\." + "debian"))
    paths = "|".join(("/ro" + "ot/", "/ho" + "me/[a-z]", "/tmp/" + "[a-z]", "/wo" + "rk/"))
    texts = (".py", ".toml", ".txt", ".md", ".json", ".jsonl", ".cfg", ".yml", "Makefile", "run", "make-venv")
    tracked = [ROOT / name for name in _tracked() if name.endswith(texts)]
    assert len(tracked) > len(MODULES)
    for path in tracked:
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not re.search(f"{hosts}|{paths}", text), path


def test_the_debt_of_complex_functions_does_not_grow() -> None:
    """Ruff holds every function at 15; these four hot loops are above it, the highest at 19."""
    debt = [
        (path.name, line.split("def ")[1].split("(")[0])
        for path in MODULES
        for line in path.read_text(encoding="utf-8").splitlines()
        if "noqa: C901" in line
    ]
    assert sorted(debt) == [
        ("characters.py", "_read_text_page"),
        ("clusters.py", "build_clusters"),
        ("fonts.py", "add"),
        ("mending.py", "_mend_sara"),
    ]
