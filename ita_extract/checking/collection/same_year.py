"""Two reports of one organisation: of one year, and of a year that the other retells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from ita_extract.checking.collection.predecessors import Earlier, Predecessors
from ita_extract.checking.collection.reports import Digest, Ledger
from ita_extract.checking.document.arithmetic import MISMATCH
from ita_extract.checking.document.past import HISTORY
from ita_extract.checking.naming import figure, subject_name
from ita_extract.checking.violations import Violation
from ita_extract.model import ScoreHistory, Severity

_NEAR = Decimal("0.01")


def compare_reports(digests: Iterable[Digest], ledger: Ledger) -> None:
    """Book scores that two reports of one organisation and year give differently, and wrong earlier results."""
    groups: dict[tuple[tuple[str, ...], int], list[Digest]] = defaultdict(list)
    everyone = sorted(digests, key=lambda digest: digest.document_id)
    for digest in everyone:
        if digest.identity is not None and digest.year is not None:
            groups[digest.identity.key, digest.year].append(digest)
    for group in groups.values():
        for other in group[1:]:
            _twice(group[0], other, ledger)
            _twice(other, group[0], ledger)
    past = Predecessors(everyone)
    for digest in everyone:
        for row in digest.history:
            _retold(digest, row, past.of(digest, row.fiscal_year), ledger)


def _retold(digest: Digest, row: ScoreHistory, earlier: list[Earlier], ledger: Ledger) -> None:
    """Book an earlier result that differs from the one in the reports of its year; one that agrees is enough."""
    originals = [(found, stated) for found in earlier if (stated := found.digest.scores.get(row.subject))]
    if row.score is None or any(abs(stated.score - row.score) <= _NEAR for _, stated in originals):
        return
    name = subject_name(row.subject)
    for found, stated in originals:
        identity = found.digest.identity
        violation = Violation(
            row.subject,
            {
                "subject_th": name.th, "subject_en": name.en, "year": row.fiscal_year,
                "organization": identity.shown if identity else "", "found": figure(row.score), "page": row.page,
                "expected": figure(stated.score), "source": found.digest.source, "other_page": stated.row.page,
            },
            (row,),
            expected=figure(stated.score),
            found=figure(row.score),
            severity=found.severity,
            other_document_id=found.digest.document_id,
            evidence=(digest.retold_at(row), found.digest.place(row.subject, other=True)),
            variant="reports",
        )  # fmt: skip
        ledger.add(digest.document_id, HISTORY, violation, stated.row)


def _twice(first: Digest, other: Digest, ledger: Ledger) -> None:
    for subject in sorted(first.scores.keys() & other.scores.keys()):
        here, there = first.scores[subject], other.scores[subject]
        if here.score == there.score:
            continue
        name = subject_name(subject)
        violation = Violation(
            subject,
            {
                "subject_th": name.th, "subject_en": name.en, "year": first.year, "found": figure(here.score),
                "organization": first.identity.shown if first.identity else "", "page": here.row.page,
                "expected": figure(there.score), "source": other.source, "other_page": there.row.page,
            },
            (here.row,),
            expected=figure(there.score),
            found=figure(here.score),
            severity=Severity.WARNING,  # one may be a draft of the other
            other_document_id=other.document_id,
            evidence=(first.place(subject), other.place(subject, other=True)),
            variant="reports",
        )  # fmt: skip
        ledger.add(first.document_id, MISMATCH, violation, there.row)
