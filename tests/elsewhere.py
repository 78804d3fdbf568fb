"""What the tests leave out where the system is not Linux, and why; each run prints it.

They have not run there yet. What .github/workflows/ci.yml shows to need Linux, too, is added here with its reason.
"""

from __future__ import annotations

import sys

# files that are read and skipped by themselves: tests/skipping.py allows what they say
SKIP_THEMSELVES = (
    "test_bulk_faults",
    "test_bulk_memory",
    "test_bulk_poison",
    "test_landlock",
    "test_printing",
)
NOT_ON_WINDOWS = {
    "test_atomic.py": "limits files by the module resource, kills by signals",
    "test_bulk_kills.py": "kills processes by signals",
    "test_bulk_resume.py": "kills a run by a signal",
    "test_cli.py": "opens a pseudo-terminal (module pty)",
    "test_commands_here.py": "lays programs as shell scripts",
    "test_costs.py": "measures memory by the module resource",
    "test_discover.py": "lays pipes, sockets and links",
    "test_load.py": "starts PostgreSQL as another user (module pwd)",
}


def left_out(system: str = sys.platform) -> dict[str, str]:
    """Return the files of tests that are not even read on a system, with the reason."""
    return NOT_ON_WINDOWS if system == "win32" else {}


def header(system: str = sys.platform) -> list[str]:
    """Return what a run says at its head: nothing on Linux."""
    if system == "linux":
        return []
    lines = ["not on Linux: no Landlock, no limit on memory; left out are"]
    lines += [f"  {name}: {reason}" for name, reason in left_out(system).items()]
    return [*lines, f"  tests that skip themselves, of {', '.join(SKIP_THEMSELVES)}"]
