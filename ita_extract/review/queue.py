"""The order of work over all documents: those whose scores are missing or in doubt first, doubts of prose last."""

from __future__ import annotations

from dataclasses import dataclass

from ita_extract.deciding.applying import Decided
from ita_extract.review.asking import Asking
from ita_extract.review.kinds import Kind
from ita_extract.review.showing import title
from ita_extract.review.values import shown


@dataclass(frozen=True)
class Queued:
    """A document with something to decide: small enough to keep one for each of many."""

    document_id: str
    title: str
    fiscal_year: str
    kind: Kind
    first: str  # key of the first card
    open: int
    cards: int

    @property
    def order(self) -> tuple[object, ...]:
        """Return the key by which the queue is sorted: by what the gravest doubt is about, then the quickest first."""
        return (self.kind.order, self.open, self.title, self.fiscal_year, self.document_id)


def queued(decided: Decided, asking: Asking) -> Queued | None:
    """Return the place of a document in the queue; None for one without open doubts."""
    open_cards = [asked for asked in asking.every if asked.is_open(decided)]
    if not open_cards:
        return None
    document = decided.report.document
    kinds = [asked.doubt.kind if asked.doubt else Kind.FILE for asked in open_cards]
    return Queued(
        document_id=document.document_id,
        title=title(document),
        fiscal_year=shown(document.fiscal_year),
        kind=min(kinds, key=lambda kind: kind.order),
        first=open_cards[0].key,
        open=len(open_cards),
        cards=len(asking.every),
    )
