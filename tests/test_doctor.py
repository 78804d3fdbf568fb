"""What `ita-extract doctor` tells of whole and of broken installations, each laid out as files of its own."""

from __future__ import annotations

import importlib
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ita_extract.cli.doctor import _as_text
from ita_extract.running import declared, installation
from ita_extract.running.installation import REQUIRED, Installation, Part, State, look

ROOT = Path(__file__).parent.parent


@pytest.fixture
def lay(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a folder of libraries that comes before all others."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def library(folder: Path, name: str, version: str, source: str = "") -> None:
    """Lay a library with its metadata into a folder."""
    (folder / f"{name}.py").write_text(source, encoding="utf-8")
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    importlib.invalidate_caches()


def own_metadata(folder: Path, *lines: str) -> None:
    """Lay metadata of ita-extract into a folder: what `pip install` would leave there."""
    info = folder / "ita_extract-0.1.0.dist-info"
    info.mkdir()
    head = ("Metadata-Version: 2.1", "Name: ita-extract", "Version: 0.1.0", "Requires-Python: >=3.11")
    (info / "METADATA").write_text("\n".join((*head, *lines)) + "\n")
    importlib.invalidate_caches()


def part(found: Installation, name: str) -> Part:
    (entry,) = [part for part in found.parts if part.name == name]
    return entry


def doctor(*arguments: str, paths: tuple[Path, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, with folders of libraries before all others."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (*paths, ROOT)))}
    return subprocess.run(
        [sys.executable, "-m", "ita_extract", "doctor", *arguments],
        capture_output=True, text=True, check=False, env=environment, cwd=ROOT,
    )  # fmt: skip


def test_all_that_this_repository_asks_for_is_found_and_imported() -> None:
    """Fails also where a new requirement is imported under a name that is not known."""
    found = look()
    assert [
        entry for entry in found.parts if entry.group == REQUIRED and entry.state is not State.WORKS
    ] == []
    assert {entry.group for entry in found.parts} >= {
        "required",
        "ocr",
        "dask",
        "postgres",
        "dev",
        "training",
    }
    assert [entry for entry in found.parts if entry.state is State.BROKEN] == []
    assert part(found, "line reader").state in (State.WORKS, State.MISSING)
    assert part(found, "pdfminer.six").needs == ">=20260107"
    assert found.works


def test_what_is_missing_too_old_or_broken_is_told_with_what_mends_it(lay: Path) -> None:
    library(lay, "alpha_lib", "2.1")
    library(lay, "beta_lib", "1.9.9")
    library(lay, "gamma_lib", "3.0", "raise OSError('libgamma.so: cannot open')")
    library(lay, "delta_lib", "3.0", "import os; os.kill(os.getpid(), 11)")
    own_metadata(
        lay, "Requires-Dist: alpha_lib>=2", "Requires-Dist: beta_lib>=2", "Requires-Dist: gamma-lib",
        "Requires-Dist: delta_lib", "Requires-Dist: no-such-lib[fast]>=1.2",
        "Requires-Dist: of-another-system; sys_platform == 'nowhere'",
    )  # fmt: skip
    found = look()
    pip = shlex.join([sys.executable, "-m", "pip", "install"])
    stated = {
        entry.name: (entry.state, entry.installed, entry.mend)
        for entry in found.parts
        if entry.group == REQUIRED
    }
    del stated["Python"]
    assert stated == {
        "alpha_lib": (State.WORKS, "2.1", ""),
        "beta_lib": (State.TOO_OLD, "1.9.9", f"{pip} 'beta_lib>=2'"),
        "gamma-lib": (State.BROKEN, "3.0", f"{pip} --force-reinstall gamma-lib"),
        "delta_lib": (State.BROKEN, "3.0", f"{pip} --force-reinstall delta_lib"),
        "no-such-lib": (State.MISSING, None, f"{pip} 'no-such-lib[fast]>=1.2'"),
    }
    assert part(found, "gamma-lib").detail == "OSError: libgamma.so: cannot open"
    assert part(found, "delta_lib").detail == "killed its process (signal 11)"
    assert not found.works
    assert found.cannot[0].startswith("reports cannot be read")


def test_extras_appear_by_themselves_and_may_be_missing(lay: Path) -> None:
    library(lay, "alpha_lib", "2.1")
    own_metadata(
        lay, "Requires-Dist: alpha_lib>=2", "Provides-Extra: dev", "Provides-Extra: ocr", "Provides-Extra: charts",
        "Requires-Dist: no-such-lib>=1; extra == 'ocr'", "Requires-Dist: alpha_lib>=3; extra == 'charts'",
        "Requires-Dist: no-such-tool; extra == 'dev'", "Requires-Dist: alpha_lib>=1; extra == 'dev'",
    )  # fmt: skip
    found = look()
    assert found.works
    assert [
        (entry.group, entry.name, entry.state) for entry in found.parts if entry.name != "line reader"
    ] == [
        ("required", "Python", State.WORKS),
        ("required", "alpha_lib", State.WORKS),
        ("ocr", "no-such-lib", State.MISSING),
        ("charts", "alpha_lib", State.TOO_OLD),
        ("dev", "no-such-tool", State.MISSING),
        ("dev", "alpha_lib", State.INSTALLED),
    ]
    assert found.cannot == (
        "scans, and pages whose text is unfit, cannot be read",
        "what the extra charts adds cannot be used",
    )
    text = _as_text(found)
    assert "dev, for developers: 1 of 2 installed" in text
    assert "So scans, and pages whose text is unfit, cannot be read." in text
    assert text.endswith("All that is required works.")


def test_a_python_that_is_too_old_is_told(lay: Path) -> None:
    own_metadata(lay)
    path = lay / "ita_extract-0.1.0.dist-info" / "METADATA"
    path.write_text(path.read_text().replace(">=3.11", ">=9.9"))
    found = look()
    assert part(found, "Python").state is State.TOO_OLD
    assert not found.works


def test_without_the_libraries_of_pictures_the_rest_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "can_read_pictures", lambda: False)
    found = look()
    assert part(found, "line reader").state is State.MISSING
    assert found.works
    assert any(entry.startswith("scans") for entry in found.cannot)


def test_a_reader_that_reads_wrong_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "can_read_pictures", lambda: True)
    monkeypatch.setattr(installation, "_READING", "raise SystemExit('95.24 is read as ' + repr('96.24'))")
    found = look()
    reader = part(found, "line reader")
    assert (reader.state, reader.detail) == (State.BROKEN, "95.24 is read as '96.24'")
    assert not found.works


def test_lost_weights_are_broken_whatever_is_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(installation, "files", lambda package: tmp_path)
    reader = part(look(), "line reader")
    assert (reader.state, reader.group) == (State.BROKEN, REQUIRED)
    origin = declared.came_from() or "ita-extract"
    assert shlex.split(reader.mend)[-2:] == ["--force-reinstall", origin]


def test_who_is_no_developer_is_spared_the_list_of_what_developers_have() -> None:
    parts = [Part("dev", f"tool-{number}", "", None, State.MISSING, mend="pip") for number in range(3)]
    text = _as_text(
        Installation("1", "3.11", (Part("required", "Python", ">=3.11", "3.11", State.WORKS), *parts))
    )
    assert "dev, for developers: 0 of 3 installed" in text
    assert "tool-1" not in text


def test_a_broken_installation_is_mended_from_where_it_came(lay: Path) -> None:
    own_metadata(lay)
    assert declared.came_from() is None
    wheel = lay / "a folder" / "ita_extract-0.1.0-py3-none-any.whl"
    info = lay / "ita_extract-0.1.0.dist-info" / "direct_url.json"
    info.write_text(json.dumps({"url": wheel.as_uri(), "archive_info": {}}), encoding="utf-8")
    assert declared.came_from() == str(wheel)
    info.write_text(json.dumps({"url": "https://example.org/ita.git", "vcs_info": {}}), encoding="utf-8")
    assert declared.came_from() is None


def test_a_library_that_never_comes_up_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, lay: Path) -> None:
    monkeypatch.setattr(installation, "_LONGEST", 1)
    assert installation._failure("import time; time.sleep(20)") == "does not come up within 1 seconds"


def test_an_installation_that_says_nothing_of_itself_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "declared", lambda: None)
    found = look()
    assert not found.works
    assert "nothing tells" in found.parts[0].detail
    assert declared._of_checkout(ROOT / "no-such-file") is None


def test_the_command_ends_with_0_and_tells_programs_the_same() -> None:
    ended = doctor("--format", "json")
    stated = json.loads(ended.stdout)
    assert (ended.returncode, ended.stderr, stated["works"]) == (0, "", True)
    assert {"group", "name", "needs", "installed", "state", "detail", "mend"} == set(stated["parts"][0])


@pytest.mark.parametrize(
    ("lost", "stated"),
    [
        ("pandas", "pandas>=2.2"),
        ("rapidfuzz", "rapidfuzz>=3.10"),
        ("packaging", "nothing else can be looked at"),
    ],
)
def test_a_lost_library_is_told_and_no_crash(tmp_path: Path, lost: str, stated: str) -> None:
    # None in sys.modules is how Python itself says that a module cannot be imported
    (tmp_path / "sitecustomize.py").write_text(f"import sys; sys.modules[{lost!r}] = None\n")
    ended = doctor(paths=(tmp_path,))
    assert ended.returncode == 2
    assert ended.stderr == ""
    assert stated in ended.stdout
    assert "Something required does not work." in ended.stdout
    assert "Traceback" not in ended.stdout


def test_a_command_that_misses_a_library_names_the_doctor(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['pydantic'] = None\n")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}
    ended = subprocess.run(
        [sys.executable, "-m", "ita_extract", "schema"],
        capture_output=True, text=True, check=False, env=environment, cwd=ROOT,
    )  # fmt: skip
    assert ended.returncode == 70
    assert (
        f"  {sys.executable} -m pip install pydantic\n" in ended.stderr
        or "  pip install pydantic\n" in ended.stderr
    )
    assert f"To see all that is missing: {sys.executable} -m ita_extract doctor." in ended.stderr
