"""What the commands that read PDFs share: how far pictures and ink are read."""

from __future__ import annotations

import logging
from enum import StrEnum
from typing import Annotated

import typer

from ita_extract.messages import _

log = logging.getLogger("ita_extract.run")


class OcrChoice(StrEnum):
    """Which pages are read from their pictures."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class ProofChoice(StrEnum):
    """Of which scores the ink is read beside the text."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


OcrOption = Annotated[
    OcrChoice,
    typer.Option("--ocr", help="Read from their pictures: pages that need it, all pages, or none."),
]
ProofOption = Annotated[
    ProofChoice,
    typer.Option(
        "--proof",
        help="Read the ink of scores beside their text: where there is a sign of doubt, of all, or of none.",
    ),
]


def say_if_unproven(proof: ProofChoice) -> None:
    """Say that no ink is read where what reads pictures is not installed."""
    from ita_extract.reading.scans import can_read_pictures

    if proof is not ProofChoice.NEVER and not can_read_pictures():
        said = _(
            "Values are not held beside their ink. For that: pip install 'ita-extract[ocr]' (or say --proof never)."
        )
        log.warning("%s", said)
