"""What the tests ran: shown before their closing line, and a failure below the floor or for a skip that hides a part.

`make test` runs the suite under slipcover, which changes the program's bytecode until each line has run once: a fifth
of the time on top, where a tracer doubles it. What reading processes do is not seen: the figure is the least there is.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from skipping import of_run

FLOOR = 95.0  # percent of all lines; the whole suite ran 97.1
_ROOT = Path(__file__).parents[1]


def covered() -> dict[str, Any] | None:
    """Return what slipcover gathered from all workers, no file at all where it failed; None where it does not run."""
    folder = os.environ.get("SLIPCOVER_COVERAGE_DIR")
    if not folder or os.environ.get("PYTEST_XDIST_WORKER"):
        return None
    merged = Path(folder) / "merged.json"
    if not merged.is_file():
        return {"files": {}}
    found: dict[str, Any] = json.loads(merged.read_text())
    return found


def lines(found: dict[str, Any]) -> list[str]:
    """Return a line for each folder of the program, and one for all."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, file in found["files"].items():
        path = Path(name)
        path = path.relative_to(_ROOT) if path.is_absolute() and path.is_relative_to(_ROOT) else path
        folder = path.parts[1] if len(path.parts) > 2 else path.parts[0]
        run, missed = len(file["executed_lines"]), len(file["missing_lines"])
        counts[folder][0] += run
        counts[folder][1] += run + missed
    shown = [
        f"  {name:<16}{_percent(*counts[name]):6.1f} %  of {counts[name][1]:>6} lines"
        for name in sorted(counts)
    ]
    return [*shown, f"  all of it       {percent(found):6.1f} %  (at least {FLOOR:g} %)"]


def percent(found: dict[str, Any]) -> float:
    """Return how much of all lines ran."""
    run = sum(len(file["executed_lines"]) for file in found["files"].values())
    missed = sum(len(file["missing_lines"]) for file in found["files"].values())
    return _percent(run, run + missed)


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    found = covered()
    uncovered = found is not None and percent(found) < FLOOR
    if exitstatus == pytest.ExitCode.OK and (uncovered or of_run(session.config)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    hidden = of_run(terminalreporter.config)
    if hidden:
        terminalreporter.section(
            "skipped for a reason that tests/skipping.py does not allow", sep="-", red=True
        )
        for line in hidden:
            terminalreporter.write_line(f"  {line}")
    found = covered()
    if found is not None:
        terminalreporter.section("lines run by the tests", sep="-")
        for line in lines(found):
            terminalreporter.write_line(line)
        if percent(found) < FLOOR:
            terminalreporter.write_line("fewer than the floor in tests/covered.py: the suite fails")
