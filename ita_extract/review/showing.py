"""A report with its pictures -> what the template of its page needs, in the order in which it is shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from ita_extract.deciding.applying import decide
from ita_extract.deciding.corrections import Corrections
from ita_extract.messages.both import Both, both
from ita_extract.model import TABLES, Document, Report, rows
from ita_extract.review.asking import Asking, asking
from ita_extract.review.compared import Neighbour, ShownFinding, shown_findings
from ita_extract.review.cutting import cuts_of
from ita_extract.review.doubts import Doubt, Doubts, Spot
from ita_extract.review.overlays import (
    ShownCut,
    ShownPage,
    boxes_on_pages,
    marks_on_pages,
    shown_cut,
    shown_page,
)
from ita_extract.review.picturing import Pictures
from ita_extract.review.reasons import Reason
from ita_extract.review.values import NOTHING, Place, Value, cells, columns_shown, shown, values_of

# The numbers are too many for a page, and no values of the report; the others have parts of their own.
_SHOWN_ELSEWHERE = frozenset(
    {"documents", "findings", "finding_evidence", "review_reasons", "numbers", "decisions"}
)
_DOUBTS_LINKED = 8  # of one reason


class PictureState(StrEnum):
    """Why a page for people has pictures, or none."""

    SHOWN = "shown"
    NOTHING_TO_SHOW = "nothing"  # no value was read, and no reason names a page
    MISSING = "missing"
    CHANGED = "changed"
    UNDRAWABLE = "undrawable"


@dataclass(frozen=True)
class ShownRow:
    """A row of a table; `box` is the anchor of its box on a page ("" for none)."""

    anchor: str
    page: int
    cells: tuple[str, ...]
    box: str
    sure: str


@dataclass(frozen=True)
class ShownTable:
    """A table without the columns in which no row holds anything."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True)
class ShownReason:
    """A review reason with its place in the list, its subject where its words do not say it, and its first doubts."""

    number: int
    reason: Reason
    subject: str
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class ShownDoubt:
    """A card with its cuts; `boxes` lead from the anchors of its values to those of their boxes ("" for none)."""

    doubt: Doubt
    cuts: tuple[ShownCut, ...]
    box: str
    boxes: dict[str, str]
    uncut: tuple[Spot, ...]  # what no picture shows

    @property
    def anchor(self) -> str:
        """Return its name inside the page for people."""
        return self.doubt.anchor


@dataclass(frozen=True)
class DocumentPage:
    """All that a document's page shows."""

    document: Document
    title: str
    listed: int  # organisations of an announcement, 0 for a report
    scores: tuple[tuple[str, Both], ...]
    indicators: tuple[tuple[int, str, str], ...]
    doubts: Doubts
    cards: tuple[ShownDoubt, ...]
    reasons: tuple[tuple[str, tuple[ShownReason, ...]], ...]  # by their slug
    findings: tuple[ShownFinding, ...]
    tables: tuple[ShownTable, ...]
    pages: tuple[ShownPage, ...]
    state: PictureState
    trouble: str
    pictures: Pictures
    asking: Asking
    keys: dict[str, str]  # what decisions are kept by, of cards and findings by anchor


def document_page(
    report: Report,
    doubts: Doubts,
    pictures: Pictures,
    state: PictureState,
    trouble: str = "",
    neighbours: dict[str, Neighbour] | None = None,
    asked: Asking | None = None,
) -> DocumentPage:
    """Return what a page shows. `asked` is what people decide on it (made here where nobody decided anything yet).

    `trouble` says why a file cannot be drawn, `neighbours` are by document_id.
    """
    boxes = boxes_on_pages(doubts, pictures)
    at = {position: box.anchor for position, box in boxes.items()}
    pages = defaultdict(list)
    for position, box in boxes.items():
        pages[position.page].append(box)
    marks = marks_on_pages(doubts)
    asked = asked or asking(decide(report, Corrections()), doubts)
    findings = shown_findings(report, doubts.values, pictures, boxes, neighbours or {})
    keys = {anchor: card.key for anchor, card in asked.by_anchor.items()}
    keys |= {one.anchor: asked.findings[one.finding].key for one in findings if one.finding in asked.findings}
    return DocumentPage(
        document=report.document,
        title=title(report.document),
        listed=len(report.roster_scores),
        scores=_instruments(report),
        indicators=_indicators(report),
        doubts=doubts,
        cards=tuple(_card(doubt, pictures, at) for doubt in doubts.cards),
        reasons=_grouped(doubts),
        findings=findings,
        tables=_tables(report, values_of(report), at),
        pages=tuple(
            shown_page(number, picture, tuple(pages[number]), marks.get(number, ()))
            for number, picture in sorted(pictures.pages.items())
        ),
        state=state,
        trouble=trouble,
        pictures=pictures,
        asking=asked,
        keys=keys,
    )


def _card(doubt: Doubt, pictures: Pictures, at: dict[Place, str]) -> ShownDoubt:
    every = [(cut, shown_cut(cut, pictures)) for cut in cuts_of(doubt)]
    cuts = tuple(made for _, made in every if made is not None)
    boxes = {value.anchor: at.get(value.place, "") for value in doubt.values}
    bare = (at.get(Place(spot.page, spot.box), "") for spot in doubt.spots if spot.box)
    box = next(filter(None, (*boxes.values(), *bare)), "")
    uncut = tuple(spot for cut, made in every if made is None for spot in cut.spots)
    return ShownDoubt(doubt, cuts, box, boxes, uncut)


def title(document: Document) -> str:
    """Return an organisation with its province, or the file's name where none is known."""
    return document.placed_name or document.source


def percent(confidence: float) -> str:
    """Return a confidence in whole percents, never 100 for less than 1."""
    return f"{min(99, round(confidence * 100)) if confidence < 1 else 100} %"


def _grouped(doubts: Doubts) -> tuple[tuple[str, tuple[ShownReason, ...]], ...]:
    pointed: dict[int, list[Doubt]] = defaultdict(list)
    for doubt in doubts.cards:
        for number in doubt.reasons:
            pointed[number].append(doubt)
    groups: dict[str, list[ShownReason]] = {}
    for number, reason in enumerate(doubts.reasons):
        subject = reason.row.subject.value if reason.row.subject else ""
        shown_reason = ShownReason(
            number,
            reason,
            "" if subject in reason.row.detail else subject,
            tuple(pointed[number][:_DOUBTS_LINKED]),
        )
        groups.setdefault(reason.slug, []).append(shown_reason)
    return tuple((slug, tuple(group)) for slug, group in groups.items())


def _instruments(report: Report) -> tuple[tuple[str, Both], ...]:
    """Return the three instruments with their scores; the parts of one of which no whole was found, else a dash."""
    figures: list[tuple[str, Both]] = []
    for name in ("IIT", "EIT", "OIT"):
        rows_of = [row for row in report.instrument_scores if row.instrument == name]
        whole = [shown(row.score) for row in rows_of if row.part is None]
        parts = [
            both("part {part}: {score}", part=row.part, score=shown(row.score)) for row in rows_of if row.part
        ]
        one = whole[0] if whole else NOTHING
        said = Both("; ".join(part.en for part in parts), "; ".join(part.th for part in parts))
        figures.append((name, said if parts and not whole else Both(one, one)))
    return tuple(figures)


def _indicators(report: Report) -> tuple[tuple[int, str, str], ...]:
    """Return the ten indicators with name and score, a dash for one that was not found; none for a roster."""
    if report.roster_scores or not (report.indicator_scores or report.instrument_scores):
        return ()
    found = {row.indicator: row for row in reversed(report.indicator_scores)}
    return tuple(
        (number, found[number].name or found[number].name_written, shown(found[number].score))
        if number in found
        else (number, "", NOTHING)
        for number in range(1, 11)
    )


def _tables(report: Report, values: tuple[Value, ...], at: dict[Place, str]) -> tuple[ShownTable, ...]:
    known = {value.anchor: value for value in values}
    found = []
    for table in TABLES:
        if table in _SHOWN_ELSEWHERE or not rows(report, table):
            continue
        every = [tuple(cells(row, table)) for row in rows(report, table)]
        kept = [
            index
            for index, column in enumerate(columns_shown(table))
            if column != "page" and any(line[index] != NOTHING for line in every)
        ]
        shown_rows = []
        for number, line in enumerate(every, start=1):
            value = known[f"{table}-{number}"]
            confidence = value.row.confidence
            shown_rows.append(
                ShownRow(
                    value.anchor,
                    value.row.page,
                    tuple(line[index] for index in kept),
                    at.get(value.place, ""),
                    "" if confidence == 1 else percent(confidence),
                )
            )
        names = tuple(columns_shown(table)[index] for index in kept)
        found.append(ShownTable(table, names, tuple(shown_rows)))
    return tuple(found)
