"""A report's peers -> what the part of its page needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ita_extract.messages.both import Both
from ita_extract.model import Subject
from ita_extract.review.overview.charts import PairStrip, Scale, pair_strip
from ita_extract.review.overview.pages import province_page_name
from ita_extract.review.overview.peers import Beside, PastResult, Peers
from ita_extract.review.overview.words import subject_words

_INSTRUMENTS = (Subject.IIT, Subject.EIT, Subject.EIT_1, Subject.EIT_2, Subject.OIT)


class BesideRow(NamedTuple):
    """A score beside the province's median, with what it is called."""

    name: Both
    beside: Beside
    strip: PairStrip


class HistoryColumn(NamedTuple):
    """An instrument, or a part of EIT, of which some year has a score."""

    subject: Subject
    name: Both


class HistoryRow(NamedTuple):
    """The result of a year."""

    past: PastResult


@dataclass(frozen=True)
class PeersPart:
    """What a page shows of a report among others; `beside` is empty where its province is not known."""

    document_id: str
    fiscal_year: int
    province: str
    href: str
    is_counted: bool
    scale: Scale
    beside: tuple[BesideRow, ...]
    has_changes: bool
    instruments: tuple[HistoryColumn, ...]
    history: tuple[HistoryRow, ...]


def peers_part(peers: Peers) -> PeersPart:
    """Return the part of a page for a report's peers."""
    scale = Scale.over(score for entry in peers.beside for score in (entry.score, entry.median))
    province = peers.province
    return PeersPart(
        document_id=peers.document_id,
        fiscal_year=peers.fiscal_year,
        province=province.name if province else "",
        href=province_page_name(province) if province else "",
        is_counted=peers.is_counted,
        scale=scale,
        beside=tuple(
            BesideRow(subject_words(entry.subject), entry, pair_strip(entry.score, entry.median, scale))
            for entry in peers.beside
        ),
        has_changes=any(entry.before is not None for entry in peers.beside),
        instruments=tuple(
            HistoryColumn(subject, subject_words(subject))
            for subject in _INSTRUMENTS
            if any(subject in entry.scores for entry in peers.history)
        ),
        history=tuple(HistoryRow(entry) for entry in peers.history),
    )
