"""Memory of reading reports, measured in a fresh process: peak of one report, and growth over many.

Run as a program (`memory.py peak PDF`, `memory.py growth COUNT STEP PDF ...`) it does the work in its own
process and prints JSON; the functions start it so.
"""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
MEGABYTE = 1024 * 1024


class Peak(NamedTuple):
    """Resident memory in MB: the bare interpreter, after our imports, and the peak of one report."""

    interpreter: float
    imports: float
    peak: float


class Growth(NamedTuple):
    """Resident memory in MB after so many documents in one process."""

    documents: tuple[int, ...]
    resident: tuple[float, ...]

    @property
    def slope(self) -> float:
        """Return the growth in MB a document: the least-squares line through the points."""
        middle = sum(self.documents) / len(self.documents)
        level = sum(self.resident) / len(self.resident)
        spread = sum((count - middle) ** 2 for count in self.documents)
        points = zip(self.documents, self.resident, strict=True)
        return sum((count - middle) * (mb - level) for count, mb in points) / spread


def highest() -> float:
    """Return the peak resident memory of this process so far, in MB.

    Linux's VmHWM begins anew with the program; ru_maxrss would count the parent that started it.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        lines = status.read_text(encoding="ascii", errors="replace").splitlines()
        kilobytes = next((line.split()[1] for line in lines if line.startswith("VmHWM:")), None)
        if kilobytes is not None:
            return int(kilobytes) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / MEGABYTE if sys.platform == "darwin" else used / 1024


def peak(path: Path) -> Peak:
    """Measure one report in a process of its own."""
    stated = child("peak", str(path))
    return Peak(stated["interpreter"], stated["imports"], stated["peak"])


def growth(paths: Sequence[Path], *, count: int, step: int) -> Growth:
    """Read `count` documents, the files in turn, in one process; its memory after every `step`.

    Only so many files that each step reads the same ones: else the points would differ by what was read.
    """
    files = max(number for number in range(1, len(paths) + 1) if step % number == 0)
    stated = child("growth", str(count), str(step), *map(str, paths[:files]))
    return Growth(tuple(stated["documents"]), tuple(stated["resident"]))


def child(*words: str) -> dict[str, Any]:
    """Run this file with some words and return the JSON that it prints.

    Raises CalledProcessError, with the child's own words on stderr, where it fails.
    """
    command = [sys.executable, str(Path(__file__).resolve()), *words]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=1800)
    stated: dict[str, Any] = json.loads(done.stdout)
    return stated


def measure_peak(path: Path) -> dict[str, float]:
    """Read one report in this process."""
    interpreter = highest()
    from ita_extract.extracting import extract

    imports = highest()
    extract(path)
    return {"interpreter": interpreter, "imports": imports, "peak": highest()}


def measure_growth(count: int, step: int, paths: Sequence[Path]) -> dict[str, list[float]]:
    """Read documents in this process and note its memory."""
    import psutil

    from ita_extract.extracting import extract

    process = psutil.Process()
    documents: list[float] = []
    resident: list[float] = []
    for number, path in enumerate(islice(cycle(paths), count), start=1):
        extract(path)
        if number % step == 0:
            gc.collect()
            documents.append(number)
            resident.append(process.memory_info().rss / MEGABYTE)
    return {"documents": documents, "resident": resident}


def main(words: Sequence[str]) -> None:
    """Do what the words say and print the result as JSON."""
    sys.path.insert(0, str(ROOT))
    stated: object
    if words[0] == "peak":
        stated = measure_peak(Path(words[1]))
    else:
        stated = measure_growth(int(words[1]), int(words[2]), [Path(word) for word in words[3:]])
    print(json.dumps(stated))


if __name__ == "__main__":
    main(sys.argv[1:])
