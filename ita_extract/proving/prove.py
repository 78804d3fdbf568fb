"""Ink against text: what the fonts draw, and where there is any sign of doubt what the pages show, beside the text.

Once a document the figures of its fonts are read from their outlines, for a map that exchanges two of them leaves no
sign in the text. Where there is a sign, or always if wished, the places of all values are drawn and read as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from ita_extract.layout.pages import PageLayout
from ita_extract.layout.reasons import reason
from ita_extract.messages import N_
from ita_extract.model import Report, ReviewReason, ScoreRow, Status
from ita_extract.proving.spots import TABLES, Spot, fact_spots, score_spots
from ita_extract.reading.attempts import Attempts
from ita_extract.reading.opening import PdfFile
from ita_extract.reading.scans import can_read_pictures

if TYPE_CHECKING:
    from ita_extract.proving.comparing import Seen
    from ita_extract.proving.shapes import Shapes

Proving = Literal["auto", "always", "never"]
_MORE_VALUES = N_("{count} more values")
_MOST = 12  # reasons of a document; more say no more


def prove(
    report: Report, pages: Sequence[PageLayout], pdf: PdfFile, proof: Proving, attempts: Attempts
) -> Report:
    """Return the report with what the ink of its values says: `proof` on rows that agree, reasons for others.

    Nothing is done without what reads pictures. Single pages are opened again; what goes wrong with one is a reason.
    """
    if proof == "never" or report.document.status == Status.NOT_ITA or not can_read_pictures():
        return report
    written = {page.number for page in pages if page.sheet.text_source == "text"}
    faults = len(attempts.faults)
    fonts = _Fonts.of(pdf, written, attempts, grades=(report.document.rating or "")[:1] in set("ABCDEF"))
    spots = [*score_spots(report), *fact_spots(report, pages)]
    values = {spot.at.page for spot in spots}
    signs = values if proof == "always" else _signs(pdf, pages, values, fonts)
    seen = list(_read(pages, pdf, spots, signs, attempts)) if signs else []
    reasons = [*fonts.reasons, *_reasons(seen, fonts)]
    reasons += [
        ReviewReason(slug="unread-page", detail=fault.words, page=fault.page)
        for fault in attempts.faults[faults:]
    ]
    return _with_proofs(report, seen).with_reasons(reasons)


@dataclass(frozen=True)
class _Fonts:
    """What the fonts draw: by page the figures that are others than the text says, and pages where they are unread."""

    others: dict[int, dict[str, str]]
    unread: frozenset[int]
    reasons: tuple[ReviewReason, ...]

    @classmethod
    def of(cls, pdf: PdfFile, written: set[int], attempts: Attempts, *, grades: bool) -> _Fonts:
        from ita_extract.proving.shapes import read_shapes

        others: defaultdict[int, dict[str, str]] = defaultdict(dict)
        unread: set[int] = set()
        reasons = []
        for font in pdf.font_figures:
            near = font.pages & written
            if not near:
                continue
            work = partial(read_shapes, font, grades=grades)
            shapes: Shapes | None = attempts.make(min(near), work, part="figures of a font")
            if shapes is None:
                unread |= near
                continue
            if shapes.others:  # of headings as well: they say whose score follows
                pairs = ", ".join(f"{other} for {text}" for text, other in sorted(shapes.others.items()))
                reasons.append(
                    ReviewReason(slug="ink-disagrees", detail=f"{font.name} draws {pairs}", page=min(near))
                )
                for page in near:
                    others[page] |= shapes.others
            if any(text.isdigit() for text in (*shapes.unread, *font.shapeless)):
                unread |= near
        return cls(dict(others), frozenset(unread), tuple(reasons))


def _signs(pdf: PdfFile, pages: Sequence[PageLayout], values: set[int], fonts: _Fonts) -> set[int]:
    """Return the pages with values whose text may not be what they show."""
    if pdf.rebuilt or any(pdf.map_signs):
        return values
    doubtful = {page.number for page in pages if page.concealed or not page.quality.fit}
    return values & (doubtful | fonts.unread | fonts.others.keys())


def _read(
    pages: Sequence[PageLayout],
    pdf: PdfFile,
    spots: Sequence[Spot],
    signs: set[int],
    attempts: Attempts,
) -> Iterator[tuple[Spot, Seen]]:
    """Read the places on some pages, page by page."""
    from ita_extract.proving.ink import read_spots

    on_page: defaultdict[int, list[Spot]] = defaultdict(list)
    for spot in spots:
        on_page[spot.at.page].append(spot)
    sheets = {page.number: page.sheet for page in pages}
    for number in sorted(signs & on_page.keys()):
        work = partial(read_spots, pdf, sheets[number], on_page[number])
        found = attempts.make(number, work, part="its values, read again")
        yield from zip(on_page[number], found or (), strict=False)


def _reasons(seen: Iterable[tuple[Spot, Seen]], fonts: _Fonts) -> list[ReviewReason]:
    found = []
    for spot, look in seen:
        drawn = _as_drawn(spot.expected, fonts.others.get(spot.at.page, {}))
        if look.verdict == "other":
            words = f"the text says {spot.expected}, the page shows {look.text}"
        elif look.verdict != "agrees" and drawn != spot.expected:
            words = f"the text says {spot.expected}, its font draws {drawn}"
        else:
            continue
        first = spot.rows[0] if spot.rows else None
        found.append(
            ReviewReason.at(
                "ink-disagrees",
                spot.at,
                words,
                subject=first.row.subject if first else None,
                table=first.table if first else None,
                row=first.number if first else None,
            )
        )
    if len(found) > _MOST:
        found[_MOST:] = [reason("ink-disagrees", _MORE_VALUES.format(count=len(found) - _MOST))]
    return found


def _as_drawn(text: str, others: dict[str, str]) -> str:
    return "".join(others.get(letter, letter) for letter in text)


def _with_proofs(report: Report, seen: Iterable[tuple[Spot, Seen]]) -> Report:
    """Note on each row what its ink says: proven by it, or less sure by each character that it contradicts."""
    changed: dict[tuple[str, int], ScoreRow] = {}
    for spot, look in seen:
        for holder in spot.rows:
            if look.verdict == "agrees":
                changed[holder.table, holder.number] = holder.row.model_copy(update={"proof": "ink"})
            elif look.verdict == "other":
                sure = round(min(holder.row.confidence, _share(spot.expected, look.text)), 4)
                changed[holder.table, holder.number] = holder.row.model_copy(update={"confidence": sure})
    if not changed:
        return report
    tables = {
        table: tuple(
            changed.get((table, number), row) for number, row in enumerate(getattr(report, table), start=1)
        )
        for table in TABLES
    }
    return report.model_copy(update=tables)


def _share(text: str, other: str) -> float:
    """Return the share of characters in which two numbers agree, 0-1; none where one is longer."""
    if len(text) != len(other):
        return 0.0
    from ita_extract.proving.shapes import same

    return sum(same(letter, beside) for letter, beside in zip(text, other, strict=True)) / len(text)
