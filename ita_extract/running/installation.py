"""The state of an installation: each library that is needed, each extra, and the reader of scans, tried out.

Libraries are imported in processes of their own, for one that is broken may take its process with it.
"""

from __future__ import annotations

import os
import platform
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import TYPE_CHECKING

from ita_extract import __version__
from ita_extract.messages import N_
from ita_extract.messages.both import Both, both
from ita_extract.reading.scans import can_read_pictures
from ita_extract.running import landlock
from ita_extract.running.declared import DISTRIBUTION, Declared, came_from, declared

if TYPE_CHECKING:
    from packaging.requirements import Requirement

REQUIRED = "required"
SCANS = "ocr"
DEVELOPERS = (
    "dev",
    "lint",
    "training",
    "fixtures",
)  # their libraries are only looked up: PyTorch takes long to import
_WITHOUT = {
    SCANS: N_("scans, and pages whose text is unfit, cannot be read"),
    "dask": N_("`run --scheduler` cannot be used"),
    "postgres": N_("`load --to postgresql://...` cannot be used"),
    "s3": N_("addresses s3://… cannot be used"),
    "gs": N_("addresses gs://… cannot be used"),
    "abfs": N_("addresses abfs://… cannot be used"),
    "https": N_("addresses https://… cannot be read"),
}
_OF_EXTRA = N_("what the extra {extra} adds cannot be used")
_IMPORTED_AS = {"pdfminer-six": "pdfminer", "pillow": "PIL", "opencv-python-headless": "cv2"}
_WITHOUT_NETWORK = 4  # the version of Landlock from which the network is closed, too
_LONGEST = 60  # seconds for one import
_READING = """
import cv2, numpy
from ita_extract.reading.scans.reader import read_lines
picture = numpy.full((40, 120), 255, numpy.uint8)
cv2.putText(picture, "95.24", (8, 30), cv2.FONT_HERSHEY_DUPLEX, 1.0, 0, 1, cv2.LINE_AA)
read = "".join(one.text for one in read_lines([picture])[0])
if read != "95.24":
    raise SystemExit(f"95.24 is read as {read!r}")
"""


class State(StrEnum):
    """How a part of the installation is; `installed` was looked up and not tried."""

    WORKS = "works"
    INSTALLED = "installed"
    MISSING = "missing"
    TOO_OLD = "too old"
    BROKEN = "broken"


_ALONE = N_("{error}; without it nothing else can be looked at")
_SILENT = N_("does not come up within {seconds} seconds")
_UNTRIED = N_("cannot be tried: {error}")
_KILLED = N_("killed its process (signal {signal})")
_GOOD = (State.WORKS, State.INSTALLED)


@dataclass(frozen=True)
class Part:
    """One part of the installation.

    `group` is `required` or the extra that it belongs to, `needs` the versions that will do, `detail` what went
    wrong, `mend` the command that mends it ("" where nothing is to be mended).
    """

    group: str
    name: str
    needs: str
    installed: str | None
    state: State
    detail: str = ""
    mend: str = ""


@dataclass(frozen=True)
class Installation:
    """All that was looked at. `cannot` says in words what cannot be done as it is."""

    version: str
    python: str
    parts: tuple[Part, ...]

    @property
    def confinement(self) -> Both:
        """Return in words what a reading process is kept from."""
        version = landlock.offered()
        if not version:
            return both("Landlock is not offered by this system; they may read and write what you may.")
        if version < _WITHOUT_NETWORK:
            return both(
                "confined by Landlock {version} to the file in hand and their documents, but may reach the network.",
                version=version,
            )
        return both(
            "confined by Landlock {version} to the file in hand and their documents.", version=version
        )

    @property
    def works(self) -> bool:
        """Whether nothing that is required is amiss; the reader of scans may be missing, but not broken."""
        return all(part.state is State.WORKS for part in self.parts if part.group == REQUIRED)

    @property
    def cannot(self) -> tuple[str, ...]:
        """Return what cannot be done, the gravest first."""
        amiss = list(
            dict.fromkeys(
                part.group for part in self.parts if part.state not in _GOOD and part.group not in DEVELOPERS
            )
        )
        return tuple(
            N_("reports cannot be read reliably: something required is amiss")
            if group == REQUIRED
            else _WITHOUT.get(group, _OF_EXTRA.format(extra=group))
            for group in amiss
        )


def look() -> Installation:
    """Look at the installation of this Python; nothing is changed, and no error of a library is raised."""
    try:
        needed = declared()
    except ImportError as error:
        needed = None
        own = _amiss("packaging", State.BROKEN, _ALONE.format(error=error), "packaging")
    else:
        own = _amiss(DISTRIBUTION, State.MISSING, N_("nothing tells which libraries it needs"), DISTRIBUTION)
    parts = (own,) if needed is None else (*_parts(needed), _reader())
    return Installation(__version__, platform.python_version(), parts)


def _parts(needed: Declared) -> Iterator[Part]:
    wanted = [(REQUIRED, entry) for entry in needed.required]
    for extra in sorted(needed.extras, key=lambda name: name in DEVELOPERS):
        wanted += [(extra, entry) for entry in needed.extras[extra]]
    yield _python(needed.python)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        yield from pool.map(lambda entry: _library(*entry), wanted)


def _python(needs: str) -> Part:
    from packaging.specifiers import SpecifierSet

    here = platform.python_version()
    if SpecifierSet(needs).contains(here, prereleases=True):
        return Part(REQUIRED, "Python", needs, here, State.WORKS)
    return Part(REQUIRED, "Python", needs, here, State.TOO_OLD, N_("install ita-extract with another Python"))


def _library(group: str, needed: Requirement) -> Part:
    """Look at one library: its version, and whether it can be imported."""
    here = _installed(needed.name)
    state, detail = State.INSTALLED, ""
    if here is None:
        state = State.MISSING
    elif not needed.specifier.contains(here, prereleases=True):
        state = State.TOO_OLD
    elif group not in DEVELOPERS:
        name = re.sub(r"[-_.]+", "-", needed.name).lower()
        detail = _failure(f"import {_IMPORTED_AS.get(name, name.replace('-', '_'))}")
        state = State.BROKEN if detail else State.WORKS
    wanted = str(needed).partition(";")[0].strip()
    mend = "" if state in _GOOD else _pip(wanted, anew=state is State.BROKEN)
    return Part(group, needed.name, str(needed.specifier), here, state, detail, mend)


def _reader() -> Part:
    """Look at the line reader: are its weights there, and does it read a picture.

    It belongs to what is required once its libraries are there, for `run` then counts on it.
    """
    if not files("ita_extract.reading.scans").joinpath("line_reader.onnx").is_file():
        return _amiss("line reader", State.BROKEN, N_("its file of weights is missing"), DISTRIBUTION)
    if not can_read_pictures():
        return Part(SCANS, "line reader", "", __version__, State.MISSING, N_("its libraries are missing"))
    detail = _failure(_READING)
    if detail:
        return _amiss("line reader", State.BROKEN, detail, DISTRIBUTION)
    return Part(SCANS, "line reader", "", __version__, State.WORKS)


def _amiss(name: str, state: State, detail: str, wanted: str) -> Part:
    if wanted == DISTRIBUTION:
        wanted = came_from() or wanted
    return Part(REQUIRED, name, "", None, state, detail, _pip(wanted, anew=state is State.BROKEN))


def _installed(name: str) -> str | None:
    try:
        # a folder that a broken-off installation left has no version
        return version(name) or None
    except (PackageNotFoundError, KeyError):
        return None


def _failure(program: str) -> str:
    """Run a program in a process of its own; return what went wrong, "" for nothing."""
    # the same places as here, in a process that started anywhere
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        ended = subprocess.run(
            [sys.executable, "-P", "-c", program],
            capture_output=True, text=True, errors="replace", timeout=_LONGEST, check=False, env=environment,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return _SILENT.format(seconds=_LONGEST)
    except OSError as error:
        return _UNTRIED.format(error=error)
    if ended.returncode == 0:
        return ""
    if ended.returncode < 0:
        return _KILLED.format(signal=-ended.returncode)
    return (ended.stderr.strip().splitlines() or [N_("ended without a word")])[-1][:300]


def _pip(wanted: str, *, anew: bool) -> str:
    return shlex.join(
        [sys.executable, "-m", "pip", "install", *(["--force-reinstall"] if anew else []), wanted]
    )
