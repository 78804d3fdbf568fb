"""Rows and the places where they were read: what every table of the model is built of.

Pages count from 1; boxes are PDF points with the origin at the top left of the page as it is shown.
"""

from __future__ import annotations

from typing import Annotated, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

Point = Annotated[float, Field(ge=0)]
Confidence = Annotated[float, Field(ge=0, le=1)]
TextSource = Literal["text", "ocr", "annotation", "form", "person"]
Proof = Literal["sums", "repeated", "ink", "person"]


class Row(BaseModel):
    """A row of a table; immutable."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Guess(Row):
    """A character that rests on a guess, with its marks: where it stands in the words of its line, and on the page."""

    start: int = Field(ge=0, description="its first character among the line's words, from 0")
    stop: int = Field(ge=1, description="the character behind it")
    x0: Point = Field(description="left edge on that page, in points")
    top: Point = Field(description="upper edge, in points from the top of the page")
    x1: Point = Field(description="right edge, in points")
    bottom: Point = Field(description="lower edge, in points from the top of the page")
    others: str = Field(default="", description="digits that it may be instead, the likeliest first")


class GuessedLine(Row):
    """The part of a value on one line that holds characters which rest on a guess."""

    page: int = Field(ge=1, description="page on which the line stands, from 1")
    x0: Point = Field(description="left edge of that part on the page, in points")
    top: Point = Field(description="upper edge, in points from the top of the page")
    x1: Point = Field(description="right edge, in points")
    bottom: Point = Field(description="lower edge, in points from the top of the page")
    text: str = Field(description="its words as they were read, mended")
    guesses: tuple[Guess, ...] = Field(description="the characters that rest on a guess, in reading order")


class EvidenceRow(Row):
    """A row that was read from a page, with the place where it stood."""

    page: int = Field(ge=1, description="page on which the value begins, from 1")
    x0: Point = Field(description="left edge of the value on that page, in points")
    top: Point = Field(description="upper edge, in points from the top of the page")
    x1: Point = Field(description="right edge, in points")
    bottom: Point = Field(description="lower edge, in points from the top of the page")
    raw: str = Field(description="what stood in the box before any repair, line ends as spaces")
    text_source: TextSource = Field(
        description="text: the PDF's own text; ocr: read from the picture; annotation or form: written by it; "
        "person: nothing was read there, a person put it in"
    )
    confidence: Confidence = Field(description="share of the value's characters that needed no guess")
    guessed: tuple[GuessedLine, ...] = Field(
        default=(),
        exclude_if=lambda lines: (
            not lines
        ),  # nearly all rows: a report of 1,000 numbers would say so 1,000 times
        description="the lines of the value with characters that rest on a guess, on all its pages",
    )
    decided_by: str | None = Field(
        default=None,
        exclude_if=lambda who: who is None,
        description="who looked at the row and accepted or corrected it; empty: nobody did",
    )


class ProvenRow(EvidenceRow):
    """A row of a score, which something beside the text may prove."""

    proof: Proof | None = Field(
        default=None,
        description="by what else the score is proven; ink: the picture of its place was read and says the same; "
        "person: somebody looked at it",
    )


class Located(Protocol):
    """Whatever knows where on a page it was read: an EvidenceRow, or the words of a page."""

    @property
    def page(self) -> int:
        """Page, from 1."""

    @property
    def x0(self) -> float:
        """Left edge, in points."""

    @property
    def top(self) -> float:
        """Upper edge, in points from the top of the page."""

    @property
    def x1(self) -> float:
        """Right edge, in points."""

    @property
    def bottom(self) -> float:
        """Lower edge, in points from the top of the page."""

    @property
    def raw(self) -> str:
        """What stands there, before any repair."""


class ComparedPlace(Row):
    """A place that a finding compares: a row of a table, or words of a page that no row holds."""

    other_document_id: str | None = Field(
        default=None, description="document that holds the place, where it is not the finding's own"
    )
    table: str | None = Field(default=None, description="table that holds the row compared")
    row: int | None = Field(default=None, ge=1, description="number of that row in its document, from 1")
    page: int = Field(ge=1, description="page on which it stands, from 1")
    x0: Point = Field(description="left edge on that page, in points")
    top: Point = Field(description="upper edge, in points from the top of the page")
    x1: Point = Field(description="right edge, in points")
    bottom: Point = Field(description="lower edge, in points from the top of the page")


class _OfFinding(Row):
    finding: int = Field(ge=1, description="number of the finding in the document, from 1")


class FindingEvidence(ComparedPlace, _OfFinding):
    """A place that a finding compares; in the JSON it stands in the finding."""
