"""Files read side by side, each under a time limit; one that crashes or hangs does not end the others."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as OutOfTimeError
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpora import ROOT
from ita_extract.model import Report

FILES_A_PROCESS = 60  # what libraries leak goes with their process
ADDRESS_SPACE = 12 << 30  # a file that asks for more fails itself, not the machine


@dataclass(frozen=True)
class Reading:
    """One file as it was read; without a report, `error_code` says why."""

    report: Report | None
    error_code: str = ""
    seconds: float = 0.0


def _confine() -> None:
    """Bound what this process may take; where the system knows no such bound, it has none."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, resource.getrlimit(resource.RLIMIT_AS)[1]))


def read(path: Path) -> Reading:
    """Read one file in this process; whatever it raises becomes an error code."""
    from ita_extract import extract
    from ita_extract.errors import DocumentError

    begun = time.monotonic()
    try:
        report, code = extract(path), ""
    except DocumentError as error:
        report, code = None, error.slug
    except MemoryError:
        report, code = None, "out_of_memory"
    except Exception as error:
        report, code = None, f"crashed: {type(error).__name__}: {error}"
    return Reading(report, code, time.monotonic() - begun)


def read_all(
    paths: Iterable[Path], seconds: float, workers: int = 2, reader: Callable[[Path], Reading] = read
) -> Iterator[Reading]:
    """Yield a reading for each path, in order; one out of time or crashed loses its process alone."""
    from pebble import ProcessExpired, ProcessPool

    context = multiprocessing.get_context("spawn")
    with ProcessPool(workers, FILES_A_PROCESS, initializer=_confine, context=context) as pool:
        for future in [pool.schedule(reader, args=(path,), timeout=seconds) for path in paths]:
            try:
                yield future.result()
            except OutOfTimeError:
                yield Reading(None, "timeout", seconds)
            except ProcessExpired as error:
                yield Reading(None, f"crashed: {error}")


@dataclass(frozen=True)
class Manifest:
    """What `ita-extract run` says of one file, and its exit code (None: it had to be killed)."""

    status: str
    error_code: str
    reasons: tuple[str, ...]
    seconds: float
    exit_code: int | None


def run_alone(path: Path, seconds: float) -> Manifest:
    """Read one file by the command line, as a user would, and return what its manifest says."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["run", str(path.resolve()), "--output", folder, "--workers", "1"]
        begun = time.monotonic()
        code = program(words, seconds).exit_code
        took = time.monotonic() - begun
        manifest = Path(folder) / "manifest.jsonl"
        lines = manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else []
        reasons: tuple[str, ...] = ()
        for document in Path(folder, "documents").glob("*.json"):
            reasons = slugs_of(json.loads(document.read_text(encoding="utf-8")))
    row = json.loads(lines[-1]) if lines else {}
    nothing = "timeout of this benchmark" if code is None else f"no manifest, exit {code}"
    return Manifest(
        str(row.get("status", "failed")),
        str(row.get("error_code") or "") if row else nothing,
        reasons,
        took,
        code,
    )


def slugs_of(document: dict[str, object]) -> tuple[str, ...]:
    """Return the slugs of the review reasons of a document's JSON, as rows or as texts."""
    rows = document.get("review_reasons")
    if not rows:
        inner = document.get("document")
        rows = inner.get("review_reasons") if isinstance(inner, dict) else ()
    return tuple(
        str(row["slug"]) if isinstance(row, dict) else str(row).partition(":")[0]
        for row in (rows if isinstance(rows, list | tuple) else ())
    )


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it printed."""

    exit_code: int | None
    printed: str


def program(words: list[str], seconds: float) -> Ended:
    """Run the command line in a process group of its own, and kill all of it when its time is over."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ita_extract", *words],
        cwd=ROOT,  # so that it is the program beside this benchmark that runs
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        printed, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return Ended(None, "")
    return Ended(process.returncode, printed.decode("utf-8", "replace"))
