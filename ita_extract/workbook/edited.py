"""A workbook that a person has changed is never overwritten: it is kept under another name."""

from __future__ import annotations

import datetime as dt
import logging
import zipfile
from pathlib import Path

from ita_extract.errors import OutputError
from ita_extract.messages import N_, _
from ita_extract.messages.both import both

log = logging.getLogger("ita_extract.workbook")

# Said of each workbook as made and as last changed, so that equal documents give equal bytes. Excel writes the day of
# the change there; LibreOffice only where it may tell who the user is, but the day is in the parts of its file too.
# So a workbook of ours is known again.
MADE = dt.datetime(2000, 1, 1)
_YEAR_OF_PARTS = 1980
_LAST_CHANGED = f">{MADE:%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>".encode()


def is_ours(path: Path) -> bool:
    """Whether a file is a workbook as a run leaves it."""
    try:
        with zipfile.ZipFile(path) as parts:
            as_written = all(part.date_time[0] == _YEAR_OF_PARTS for part in parts.infolist())
            return as_written and _LAST_CHANGED in parts.read("docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def set_aside_edited(path: Path) -> Path | None:
    """Move a workbook that is not as a run left it to a free name beside it, and return that; None: nothing to move.

    Raises OutputError where it cannot be moved.
    """
    if not path.exists() or is_ours(path):
        return None
    number = 1
    while (
        kept := path.with_name(f"{path.stem}-edited{'' if number == 1 else f'-{number}'}{path.suffix}")
    ).exists():
        number += 1
    try:
        path.rename(kept)
    except OSError as error:
        raise OutputError(
            both(
                "{path} was changed by somebody and cannot be kept under another name: {why}.",
                path=path,
                why=error.strerror or error,
            ),
            hint=N_("Close it in the program that has it open, or move it away, and run again."),
        ) from error
    said = _("{path} was changed by somebody; it is kept as {kept}.")
    log.warning("%s", said.format(path=path, kept=kept.name))
    return kept
