"""A finding -> what it compares, side by side: each value with its box on its page, also those of other documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from ita_extract.checking.rules import rule_named
from ita_extract.evidence import ComparedPlace
from ita_extract.model import Finding, Report
from ita_extract.reading.page import Box
from ita_extract.review.cutting import Cut, side_of
from ita_extract.review.doubts import Spot
from ita_extract.review.overlays import ShownBox, ShownCut, shown_cut
from ita_extract.review.picturing import NO_PICTURES, Pictures
from ita_extract.review.values import Place, Value, values_of

_MOST = 8  # sides of one finding; copied text has dozens


@dataclass(frozen=True)
class Neighbour:
    """Another document that a finding names: what it is called, its values, and pictures of what is compared."""

    document_id: str
    title: str
    values: dict[tuple[str, int], Value]
    pictures: Pictures = NO_PICTURES

    @classmethod
    def of(cls, report: Report, title: str, pictures: Pictures = NO_PICTURES) -> Neighbour:
        """Return a report as a neighbour."""
        known = {(value.table, value.number): value for value in values_of(report)}
        return cls(report.document.document_id, title, known, pictures)


@dataclass(frozen=True)
class Side:
    """One of the places that a finding compares; `link` leads to its box, `other` names the document of another's."""

    page: int
    value: Value | None
    cut: ShownCut | None
    link: str
    other: str


@dataclass(frozen=True)
class ShownFinding:
    """A finding with the title of its rule and what it compares; `more` counts the sides that are not shown."""

    number: int
    finding: Finding
    title_th: str
    title_en: str
    sides: tuple[Side, ...]
    more: int

    @property
    def anchor(self) -> str:
        """Return its name inside the page for people."""
        return f"finding-{self.number}"


def shown_findings(
    report: Report,
    values: Iterable[Value],
    pictures: Pictures,
    boxes: dict[Place, ShownBox],
    neighbours: dict[str, Neighbour],
) -> tuple[ShownFinding, ...]:
    """Return the findings of a report as its page shows them."""
    own = {(value.table, value.number): value for value in values}
    found = []
    for number, finding in enumerate(report.findings, start=1):
        rule = rule_named(finding.rule)
        sides = []
        for compared in _sides(finding):
            other = compared.other_document_id
            if other is None:
                sides.append(_own_side(compared, own, pictures, boxes))
            else:
                sides.append(_others_side(compared, other, neighbours.get(other)))
        found.append(
            ShownFinding(
                number,
                finding,
                rule.title.th if rule else "",
                rule.title.en if rule else "",
                tuple(sides),
                max(0, len(finding.evidence) - _MOST),
            )
        )
    return tuple(found)


def cuts_compared(report: Report, document_id: str | None) -> tuple[Cut, ...]:
    """Return what the findings of a report show of a document: of its own pages (None), or of another's."""
    return tuple(
        dict.fromkeys(
            _cut(compared)
            for finding in report.findings
            for compared in _sides(finding)
            if compared.other_document_id == document_id
        )
    )


def neighbours_named(report: Report) -> tuple[str, ...]:
    """Return the documents that findings of a report compare with it."""
    named = (compared.other_document_id for finding in report.findings for compared in _sides(finding))
    return tuple(dict.fromkeys(document_id for document_id in named if document_id is not None))


def _sides(finding: Finding) -> tuple[ComparedPlace, ...]:
    """Return the places that are shown: the first, and where another document is compared, its places by turns."""
    own = [compared for compared in finding.evidence if compared.other_document_id is None]
    others = [compared for compared in finding.evidence if compared.other_document_id is not None]
    by_turns = [compared for pair in zip_longest(own, others) for compared in pair if compared is not None]
    return tuple(by_turns[:_MOST])


def _own_side(
    compared: ComparedPlace,
    values: dict[tuple[str, int], Value],
    pictures: Pictures,
    boxes: dict[Place, ShownBox],
) -> Side:
    value = values.get((compared.table or "", compared.row or 0))
    box = boxes.get(Place(compared.page, _box(compared)))
    if box is not None:
        link = f"#{box.anchor}"
    elif compared.page in pictures.pages:
        link = f"#page-{compared.page}"
    else:
        link = f"#{value.anchor}" if value else ""
    return Side(compared.page, value, shown_cut(_cut(compared), pictures), link, "")


def _others_side(compared: ComparedPlace, document_id: str, neighbour: Neighbour | None) -> Side:
    if neighbour is None:
        return Side(compared.page, None, None, "", document_id)
    value = neighbour.values.get((compared.table or "", compared.row or 0))
    place_in_page = f"#f={value.table}.{value.number}" if value else f"#page-{compared.page}"
    cut = shown_cut(_cut(compared), neighbour.pictures)
    return Side(compared.page, value, cut, f"{document_id}.html{place_in_page}", neighbour.title)


def _cut(compared: ComparedPlace) -> Cut:
    return side_of(Spot(compared.page, _box(compared)))


def _box(compared: ComparedPlace) -> Box:
    return Box(compared.x0, compared.top, compared.x1, compared.bottom)
