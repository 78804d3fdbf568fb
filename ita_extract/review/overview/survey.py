"""All documents of a folder -> the overview of all of them, and one of each province."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ita_extract.organizations.gazetteer import Area, Gazetteer
from ita_extract.review.overview.areas import district_name, province_of
from ita_extract.review.overview.choosing import Chosen, LeftOut, choose
from ita_extract.review.overview.facts import DocumentFacts
from ita_extract.review.overview.glance import Glance, glance
from ita_extract.review.overview.missing import Attendance, attendance
from ita_extract.review.overview.peers import Peers, PeersOfEach


@dataclass(frozen=True)
class AreaOverview:
    """An area at a glance, newest year first; `area` is None for all documents together.

    `left_out` are its documents that no figure counts; `attendance` has one entry a year and province where a list of
    organisations was given.
    """

    area: Area | None
    documents: int
    years: tuple[Glance, ...]
    left_out: tuple[LeftOut, ...]
    attendance: tuple[Attendance, ...]

    def absent_in(self, fiscal_year: int) -> tuple[Attendance, ...]:
        """Return who has no report in a year, province by province."""
        return tuple(entry for entry in self.attendance if entry.fiscal_year == fiscal_year)


class Survey:
    """What the reports of a folder say together."""

    def __init__(self, documents: Iterable[DocumentFacts], gazetteer: Gazetteer | None = None) -> None:
        self.documents = tuple(documents)
        self.chosen = choose(self.documents)
        self._peers = PeersOfEach(self.documents, self.chosen)
        self._attendance = attendance(self.documents, gazetteer) if gazetteer is not None else ()

    def peers(self, document_id: str) -> Peers | None:
        """Return where a document stands among the others."""
        return self._peers.of(document_id)

    def whole(self) -> AreaOverview:
        """Return the overview of all documents, compared by province."""
        return _overview(None, self.documents, self.chosen, _province_name, self._attendance)

    def provinces(self) -> tuple[AreaOverview, ...]:
        """Return the overview of each province that has a document, by its code."""
        documents: dict[Area, list[DocumentFacts]] = defaultdict(list)
        for facts in self.documents:
            if (province := province_of(facts.province)) is not None:
                documents[province].append(facts)
        found = []
        for province in sorted(documents, key=lambda area: area.code):
            found.append(self._of_province(province, documents[province]))
        return tuple(found)

    def _of_province(self, province: Area, documents: Sequence[DocumentFacts]) -> AreaOverview:
        names = {facts.document_id for facts in documents}
        chosen = Chosen(
            tuple(facts for facts in self.chosen.counted if facts.document_id in names),
            tuple(entry for entry in self.chosen.left_out if entry.facts.document_id in names),
        )
        own = tuple(entry for entry in self._attendance if entry.province == province.code)
        return _overview(
            province, documents, chosen, lambda facts: district_name(facts.district, province), own
        )


def _overview(
    area: Area | None,
    documents: Sequence[DocumentFacts],
    chosen: Chosen,
    group_of: Callable[[DocumentFacts], str | None],
    listed: tuple[Attendance, ...],
) -> AreaOverview:
    by_year: dict[int, list[DocumentFacts]] = defaultdict(list)
    for facts in chosen.counted:
        assert facts.fiscal_year is not None
        by_year[facts.fiscal_year].append(facts)
    years = tuple(
        glance(year, by_year[year], by_year.get(year - 1, ()), group_of)
        for year in sorted(by_year, reverse=True)
    )
    return AreaOverview(area, len(documents), years, chosen.left_out, listed)


def _province_name(facts: DocumentFacts) -> str | None:
    province = province_of(facts.province)
    return province.name if province is not None else None
