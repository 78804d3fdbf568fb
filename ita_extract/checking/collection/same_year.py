"""Two reports of one organisation: of one year, and of a year that the other retells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from ita_extract.checking.collection.reports import Digest, Ledger
from ita_extract.checking.document.arithmetic import MISMATCH
from ita_extract.checking.document.past import HISTORY
from ita_extract.checking.hits import Hit
from ita_extract.checking.naming import figure, subject_name
from ita_extract.model import ScoreHistory, Severity

_NEAR = Decimal("0.01")


def compare_reports(digests: Iterable[Digest], ledger: Ledger) -> None:
    """Book scores that two reports of one organisation and year give differently, and wrong earlier results."""
    groups: dict[tuple[tuple[str, ...], int], list[Digest]] = defaultdict(list)
    everyone = sorted(digests, key=lambda one: one.document_id)
    for one in everyone:
        if one.identity is not None and one.year is not None:
            groups[one.identity.key, one.year].append(one)
    for group in groups.values():
        for other in group[1:]:
            _twice(group[0], other, ledger)
            _twice(other, group[0], ledger)
    lineage = _Lineage(everyone)
    for one in everyone:
        for row in one.history:
            own = groups.get((one.identity.key, row.fiscal_year), []) if one.identity else []
            earlier = own or lineage.before(one, row.fiscal_year)
            if not any(_tells(other, row) for other in earlier):  # a final report beside its draft
                for other in earlier:
                    _retold(one, row, other, ledger)


def _tells(earlier: Digest, row: ScoreHistory) -> bool:
    """Whether the report of an earlier year gives a score as it is retold."""
    stated = earlier.scores.get(row.subject)
    return stated is not None and row.score is not None and abs(stated.score - row.score) <= _NEAR


def _retold(one: Digest, row: ScoreHistory, earlier: Digest, ledger: Ledger) -> None:
    """Book an earlier result that its own year's report gives otherwise."""
    stated = earlier.scores.get(row.subject)
    if earlier is one or stated is None or row.score is None or abs(stated.score - row.score) <= _NEAR:
        return
    name = subject_name(row.subject)
    assert one.identity is not None and earlier.identity is not None
    hit = Hit(
        row.subject,
        {
            "subject_th": name.th, "subject_en": name.en, "year": row.fiscal_year,
            "organization": earlier.identity.shown, "found": figure(row.score),
            "page": row.page, "expected": figure(stated.score), "source": earlier.source,
            "other_page": stated.row.page,
        },
        (row,),
        expected=figure(stated.score),
        found=figure(row.score),
        severity=None if earlier.identity.kind == one.identity.kind else Severity.WARNING,
        other_document_id=earlier.document_id,
        evidence=(one.retold_at(row), earlier.place(row.subject, other=True)),
        variant="reports",
    )  # fmt: skip
    ledger.add(one.document_id, HISTORY, hit, stated.row)


class _Lineage:
    """Organisations that changed their class: earlier reports of the same name and place under another one."""

    def __init__(self, digests: Iterable[Digest]) -> None:
        self._reports: dict[tuple[str, str, str], list[Digest]] = defaultdict(list)
        for one in digests:
            if one.identity is not None and one.identity.district and one.year is not None:
                self._reports[one.identity.place].append(one)

    def before(self, one: Digest, year: int) -> list[Digest]:
        """Return the reports of a year that an organisation wrote under another class.

        Where the other class goes on after the first report of this one, they are two bodies of one name (an อบต. and a
        เทศบาลตำบล beside it), and neither retells the other's results.
        """
        if one.identity is None or not one.identity.district or one.year is None:
            return []
        reports = self._reports[one.identity.place]
        first = min(
            (other.year or 0 for other in reports if _kind(other) == one.identity.kind), default=one.year
        )
        others = [other for other in reports if _kind(other) != one.identity.kind]
        if any((other.year or 0) >= first for other in others):
            return []
        return [other for other in others if other.year == year]


def _kind(digest: Digest) -> str:
    return digest.identity.kind if digest.identity else ""


def _twice(one: Digest, other: Digest, ledger: Ledger) -> None:
    for subject in sorted(one.scores.keys() & other.scores.keys()):
        here, there = one.scores[subject], other.scores[subject]
        if here.score == there.score:
            continue
        name = subject_name(subject)
        hit = Hit(
            subject,
            {
                "subject_th": name.th, "subject_en": name.en, "year": one.year, "found": figure(here.score),
                "organization": one.identity.shown if one.identity else "", "page": here.row.page,
                "expected": figure(there.score), "source": other.source, "other_page": there.row.page,
            },
            (here.row,),
            expected=figure(there.score),
            found=figure(here.score),
            severity=Severity.WARNING,  # one may be a draft of the other
            other_document_id=other.document_id,
            evidence=(one.place(subject), other.place(subject, other=True)),
            variant="reports",
        )  # fmt: skip
        ledger.add(one.document_id, MISMATCH, hit, there.row)
