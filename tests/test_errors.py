from __future__ import annotations

import re

import pytest

from ita_extract import errors
from ita_extract.errors import DocumentError, ExitCode, ItaExtractError

FAMILY = [
    error for error in vars(errors).values() if isinstance(error, type) and issubclass(error, ItaExtractError)
]


def test_exit_codes_are_those_promised() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "OK": 0,
        "FINDINGS": 1,
        "USAGE": 2,
        "SOME_FAILED": 3,
        "NO_INPUT": 4,
        "OUTPUT_UNWRITABLE": 5,
        "DEFECT": 70,
        "INTERRUPTED": 130,
    }


def test_slugs_tell_the_errors_apart() -> None:
    slugs = [error.slug for error in FAMILY]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", slug) for slug in slugs)


@pytest.mark.parametrize(
    "error", [error for error in FAMILY if error not in (ItaExtractError, DocumentError)]
)
def test_every_error_has_a_next_step(error: type[ItaExtractError]) -> None:
    assert error.hint.endswith((".", "pdf", "help")), error.hint
    assert error("words").message == "words"
    assert error("words", hint="Do this.").hint == "Do this."


def test_a_document_that_fails_lets_the_others_go_on() -> None:
    documents = [error for error in FAMILY if issubclass(error, DocumentError)]
    assert {error.exit_code for error in documents} == {ExitCode.SOME_FAILED}
    assert {"empty", "not_pdf", "encrypted", "damaged", "io"} <= {error.slug for error in documents}
