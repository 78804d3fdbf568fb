"""The built wheel, as others install it: what it holds, and that it works with what it declares and nothing else.

No network: it is built with this environment's setuptools, and installed into an environment of its own, which sees of
this one's libraries only those that the wheel asks for, each linked by itself. A library that is imported and not
declared fails here. Real installations from a registry are tried by .github/workflows/ci.yml.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

import ita_extract

ROOT = Path(__file__).parent.parent
FIXTURE = ROOT / "fixtures/2569-nan-obj-nan.pdf"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "NOTICE")


def program_files() -> set[str]:
    """Return the files of the program as git knows them; of a copy without git, all that lie there."""
    if (ROOT / ".git").exists():
        listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "ita_extract"]
        names = subprocess.run(listed, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split(
            "\n"
        )
        return {name for name in names if name and (ROOT / name).is_file()}
    found = (path for path in (ROOT / "ita_extract").rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: building leaves folders behind."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in (*SOURCES, *program_files()):
        path = folder / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, path)
    pip("wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", folder, folder / "source")
    (built,) = folder.glob("*.whl")
    return built


def pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", *map(str, arguments)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def needed(requirements: list[str], extras: frozenset[str]) -> dict[str, Distribution]:
    """Return the distributions that requirements ask for with extras, and those ask for, by their names."""
    found: dict[str, Distribution] = {}
    open_ends = [(Requirement(line), extras) for line in requirements]
    seen: set[tuple[str, frozenset[str]]] = set()
    while open_ends:
        entry, chosen = open_ends.pop()
        if entry.marker is not None and not any(
            entry.marker.evaluate({"extra": extra}) for extra in chosen | {""}
        ):
            continue
        further = frozenset(entry.extras)
        if (entry.name, further) in seen:
            continue
        seen.add((entry.name, further))
        found[entry.name] = distribution(entry.name)
        open_ends += [(Requirement(line), further) for line in found[entry.name].requires or ()]
    return found


def install(wheel: Path, folder: Path, extras: frozenset[str]) -> Path:
    """Install the wheel into an environment in a folder, beside links to what it asks for; return its program."""
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    python = folder / SCRIPTS / Path(sys.executable).name
    pip("--python", python, "install", "--no-deps", "--no-index", wheel)
    with zipfile.ZipFile(wheel) as opened:
        (metadata,) = (name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        stated = re.findall(r"^Requires-Dist: (.+)$", opened.read(metadata).decode(), re.MULTILINE)
    libraries = folder / "libraries"
    libraries.mkdir()
    for library in needed(stated, extras).values():
        for name in {path.parts[0] for path in library.files or ()} - {"..", "__pycache__"}:
            lay(Path(str(library.locate_file(name))), libraries / name)
    (site,) = folder.glob("[Ll]ib/site-packages" if os.name == "nt" else "lib/python*/site-packages")
    (site / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    return folder / SCRIPTS / "ita-extract"


def lay(source: Path, target: Path) -> None:
    """Lay a library's module or folder into another place, by links to its files where both are on one disk.

    Links to folders will not do: a reading process may read what lies on the path of its Python, and no more.
    """
    if source.is_dir():
        shutil.copytree(
            source,
            target,
            copy_function=_link,
            ignore=shutil.ignore_patterns("tests"),
            dirs_exist_ok=True,
        )
    elif source.exists():
        _link(source, target)


def _link(source: str | Path, target: str | Path) -> None:
    if Path(target).exists():  # a folder that two libraries share
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copy(source, target)


@pytest.fixture(scope="module")
def plain(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program without any extra."""
    return install(wheel, tmp_path_factory.mktemp("plain") / "env", frozenset())


@pytest.fixture(scope="module")
def with_extras(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with what reads scans, and with PostgreSQL's driver."""
    return install(wheel, tmp_path_factory.mktemp("extras") / "env", frozenset({"ocr", "postgres"}))


def states_of(found: dict[str, Any]) -> dict[str, str]:
    """Return the state of each part that these tests install or leave out, as `doctor` tells it."""
    groups = ("required", "ocr", "postgres")
    return {part["name"]: part["state"] for part in found["parts"] if part["group"] in groups}


def call(program: Path, *arguments: str | Path, at: Path) -> subprocess.CompletedProcess[str]:
    """Run an installed program outside of the checkout, with nothing of this environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SLIPCOVER"))}
    return subprocess.run(
        [str(program), *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=at, env=kept,
    )  # fmt: skip


def names_extra(text: str, extra: str) -> bool:
    """Whether a message has the command that installs an extra, in the quotes of any system."""
    return re.search(rf"-m pip install ['\"]ita-extract\[{extra}\]['\"]", text) is not None


def test_the_wheel_holds_the_program_its_data_and_its_papers_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        info = next(name for name in names if name.endswith(".dist-info/METADATA")).rpartition("/")[0]
        metadata = opened.read(f"{info}/METADATA").decode()
        notice = opened.read(f"{info}/licenses/NOTICE").decode()
        licence = opened.read(f"{info}/licenses/LICENSE").decode()
    assert {name for name in names if not name.startswith(info)} == {
        name
        for name in program_files()
        if not name.endswith((".cfg", ".po"))  # for those who translate
    }
    assert {name.removeprefix(f"{info}/") for name in names if name.startswith(info)} == {
        "METADATA", "WHEEL", "RECORD", "entry_points.txt", "top_level.txt", "licenses/LICENSE", "licenses/NOTICE",
    }  # fmt: skip
    assert wheel.name == f"ita_extract-{ita_extract.__version__}-py3-none-any.whl"
    assert "License-Expression: Apache-2.0" in metadata
    assert "Apache License" in licence
    assert re.search(r"geothai.*Creative Commons\s+Attribution 4\.0", notice, re.DOTALL)


def test_without_extras_it_reads_and_tells_what_it_lacks(plain: Path, tmp_path: Path) -> None:
    stated = call(plain, "--help", at=tmp_path)
    assert (stated.returncode, stated.stderr) == (0, "")
    assert call(plain, "--version", at=tmp_path).stdout == f"ita-extract {ita_extract.__version__}\n"

    health = call(plain, "doctor", "--format", "json", at=tmp_path)
    found = json.loads(health.stdout)
    assert (health.returncode, found["works"]) == (0, True), health.stdout
    states = states_of(found)
    missing = {name for name, state in states.items() if state == "missing"}
    assert missing == {"onnxruntime", "opencv-python-headless", "line reader", "psycopg"}
    assert {states[name] for name in states.keys() - missing} == {"works"}

    ended = call(plain, "run", FIXTURE, "--output", "audit", "--excel", at=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert names_extra(ended.stderr, "ocr")
    assert plain.parents[1].name in ended.stderr, "the hint names this environment's Python"
    assert len(list((tmp_path / "audit/documents").glob("*.json"))) == 1
    assert (tmp_path / "audit/ita.duckdb").is_file()
    for command in (
        ("check", "audit", "--format", "csv"),
        ("review", "audit", "--input", FIXTURE),
        ("load", "audit", "--to", "duckdb:///warehouse.duckdb"),
        ("schema", "documents"),
    ):
        assert call(plain, *command, at=tmp_path).returncode == 0, command
    refused = call(plain, "load", "audit", "--to", "postgresql://nobody@localhost/none", at=tmp_path)
    assert refused.returncode == 2
    assert names_extra(refused.stderr, "postgres")


def test_with_extras_it_reads_the_picture_of_a_page_too(with_extras: Path, tmp_path: Path) -> None:
    health = call(with_extras, "doctor", "--format", "json", at=tmp_path)
    assert health.returncode == 0, health.stdout
    assert set(states_of(json.loads(health.stdout)).values()) == {"works"}
    one_page = tmp_path / "page.pdf"
    with_one_page(one_page)
    ended = call(with_extras, "run", one_page, "--ocr", "always", "--output", "audit", at=tmp_path)
    assert ended.returncode == 0, ended.stderr
    (document,) = (tmp_path / "audit/documents").glob("*.json")
    assert json.loads(document.read_text("utf-8"))["document"]["text_source"] == "ocr"


def with_one_page(path: Path) -> None:
    """Write the first page of the fixture into a file of its own."""
    import pikepdf

    with pikepdf.open(FIXTURE) as whole, pikepdf.new() as part:
        part.pages.append(whole.pages[0])
        part.save(path)
