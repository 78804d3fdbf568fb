"""The papers of the repository agree with each other: version, licence, supported Pythons, hooks, image, workflow."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINNED = dict(
    line.split("==") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if "==" in line
)
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))


def folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_version_is_the_same_everywhere() -> None:
    version = PROJECT["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == version
    newest = re.search(r"^## (\d[\d.]*) — (\S+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest.groups() == (version, citation["date-released"])
    assert citation["license"] == PROJECT["license"] == "Apache-2.0"
    images = re.findall(r"image: \S+/ita-extract:(\S+)", (ROOT / "docs/bulk.md").read_text("utf-8"))
    assert set(images) == {version}


def test_the_notice_names_what_others_made_and_where() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    assert all(name in notice for name in ("geothai", "pythainlp", "line_reader.onnx", "fixtures/"))
    assert len((ROOT / "LICENSE").read_text("utf-8").splitlines()) > 190


def test_every_requirement_has_a_pinned_version() -> None:
    wanted = [
        *PROJECT["dependencies"],
        *(line for extra in PROJECT["optional-dependencies"].values() for line in extra),
    ]
    names = {folded(re.split(r"[\[>=<; ]", line)[0]) for line in wanted}
    elsewhere = {"adlfs", "gcsfs"}  # stores that the tests have no server for
    assert names - elsewhere <= {folded(name) for name in PINNED}


def test_hooks_are_programs_of_this_environment_and_make_lint_runs_them() -> None:
    """A hook that is fetched from somewhere needs a network, and runs what nobody here has read."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [source["repo"] for source in hooks["repos"]] == ["local"]
    known = {folded(re.split(r"[\[>=<; ]", line)[0]) for line in PROJECT["optional-dependencies"]["lint"]}
    known |= {"ruff", "mypy"}
    for hook in hooks["repos"][0]["hooks"]:
        assert hook["language"] == "system"
        program = hook["entry"].split()[0].removeprefix(".venv/bin/")
        assert any(name.startswith(program) for name in known), program
    assert "$(BIN)/pre-commit run --all-files" in (ROOT / "Makefile").read_text("utf-8")


def test_the_image_has_no_rights_and_reads_scans() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER ")][-1] == "USER 10001:10001"
    assert lines.index("USER 10001:10001") < lines.index('ENTRYPOINT ["ita-extract"]')
    assert any(line.startswith("ARG EXTRAS=") and "ocr" in line for line in lines)
    assert "-slim" in next(line for line in reversed(lines) if line.startswith("FROM "))
    taken = {
        line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")
    }
    (copied,) = (line.split()[1:-1] for line in lines if line.startswith("COPY pyproject"))
    assert {*copied, "ita_extract"} == taken


def test_ci_covers_every_python_that_is_promised_on_every_system() -> None:
    promised = {
        entry.rpartition(" ")[2]
        for entry in PROJECT["classifiers"]
        if re.search(r":: Python :: 3\.\d+$", entry)
    }
    assert promised == {"3.11", "3.12", "3.13", "3.14"}
    jobs: dict[str, Any] = WORKFLOW["jobs"]
    for name in ("linux", "elsewhere", "clean-install"):
        assert set(jobs[name]["strategy"]["matrix"]["python"]) == promised, name
    systems = jobs["clean-install"]["strategy"]["matrix"]["system"]
    assert systems == ["ubuntu-latest", "macos-latest", "windows-latest"]
    assert jobs["clean-install"]["strategy"]["matrix"]["extras"] == ["", "[ocr]"]
    steps = [step.get("run", "") for job in jobs.values() for step in job["steps"]]
    assert {"make lint", "make test", "make test-training", "make wheel"} <= set(steps)


def test_the_form_for_reports_that_fail_says_first_how_to_make_a_file_harmless() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/report-that-fails.yml").read_text("utf-8"))
    first = form["body"][0]["attributes"]["value"]
    assert "Make the file harmless first" in first
    command = "qpdf --empty --pages in.pdf 3 -- page.pdf"
    assert command in first
    assert command in (ROOT / "SECURITY.md").read_text("utf-8")
    asked = {part["id"]: part for part in form["body"] if "id" in part}
    assert asked["harmless"]["attributes"]["options"][0]["required"]
    assert not asked["file"].get("validations")
