"""What a test may be skipped for: any other reason fails the run, for it would hide a part that is missing.

Of a machine with ../shared beside the checkout nothing of it may be missing, and of `make test` nothing that
`.ci/install-system` installs: PostgreSQL, Chromium and LibreOffice Calc are left out on purpose only, by
ITA_EXTRACT_WITHOUT_POSTGRES, _CHROMIUM and _CALC, and on CI under Linux not at all.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).parents[1]
_SHARED = re.compile(r"\.\./shared")
_ALLOWED = (
    "`make test-training` runs it",  # .ci/run does
    "this kernel offers no Landlock",
    "no right to mount",  # another test fills a disk without it
)
_ON_PURPOSE = re.compile(r"ITA_EXTRACT_WITHOUT_(?:POSTGRES|CHROMIUM|CALC) is set")
_OF_LINUX = ("Linux", "names of any bytes")  # what no other system has


def is_allowed(reason: str) -> bool:
    """Whether a test may be left out for a reason on this machine."""
    if _SHARED.search(reason):
        return not (_ROOT.parent / "shared").is_dir()
    if _ON_PURPOSE.search(reason):
        return not (os.environ.get("CI") and sys.platform == "linux")
    allowed = _ALLOWED if sys.platform == "linux" else (*_ALLOWED, *_OF_LINUX)
    return any(words in reason for words in allowed)


def hidden(skipped: list[Any]) -> list[str]:
    """Return the reasons of skipped tests that hide a missing part, each with its file and line."""
    found: list[str] = []
    for report in skipped:
        path, line, reason = (
            report.longrepr if isinstance(report.longrepr, tuple) else ("", 0, str(report.longrepr))
        )
        if not is_allowed(reason):
            found.append(f"{Path(path).name}:{line}: {reason}")
    return sorted(set(found))


def of_run(config: pytest.Config) -> list[str]:
    """Return what the tests of this run hid, as the process that started the workers knows it."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or os.environ.get("PYTEST_XDIST_WORKER"):
        return []
    return hidden(reporter.stats.get("skipped", []))
