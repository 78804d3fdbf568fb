"""Reports against published scores: a file of official results, or an announcement that lists many organisations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ita_extract.checking.collection.official_matching import OfficialLines
from ita_extract.checking.collection.published import Published
from ita_extract.checking.collection.reports import Digest, Ledger
from ita_extract.checking.naming import figure, subject_name
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.violations import Violation
from ita_extract.model import ReviewReason, Severity

ROSTER = enter(
    Rule(
        slug="roster-mismatch",
        scope=Scope.COLLECTION,
        severity=Severity.ERROR,
        title=Message("คะแนนไม่ตรงกับผลที่ประกาศ", "A score is not the one officially published"),
        formula="score in the report = score of that organisation and fiscal year in the file given with --official, "
        "for each subject that the file has",
        tolerance="0.01; matched by class, name, district and province. A name that may be another body's is held "
        "against none, which is a reason for review",
        messages={
            "": Message(
                "{subject_th} ของ{organization} ปี {year} เป็น {found} ในรายงาน (หน้า "
                "{page}) แต่ผลที่ประกาศคือ {expected} ({source} แถว {line})",
                "{subject_en} of {organization} for {year} is {found} in the report (page {page}); the published score "
                "is {expected} ({source}, line {line}).",
            ),
        },
        example="รายงานเขียนคะแนนรวม ๙๖.๔๗ แต่ประกาศผลอย่างเป็นทางการคือ 94.67",
    )
)


UNMATCHED = "unmatched-official-score"


def compare_official(digests: Iterable[Digest], official: list[Published], ledger: Ledger) -> None:
    """Book scores of reports that differ from the published ones."""
    everyone = list(digests)
    lines = OfficialLines(official, everyone)
    for entry in everyone:
        if entry.identity is None:
            continue
        match = lines.of(entry.identity, entry.year)
        if match.row is None:
            if match.unsure:
                ledger.tell(entry.document_id, _not_compared(entry, match.unsure))
            continue
        row = match.row
        for subject, score in row.scores.items():
            stated = entry.scores.get(subject)
            if stated is None or abs(stated.score - score) <= Decimal("0.01"):
                continue
            name = subject_name(subject)
            ledger.add(
                entry.document_id,
                ROSTER,
                Violation(
                    subject,
                    {
                        "subject_th": name.th, "subject_en": name.en, "organization": entry.identity.shown,
                        "year": entry.year, "found": figure(stated.score), "page": stated.row.page,
                        "expected": figure(score), "source": row.source, "line": row.line,
                    },
                    (stated.row,),
                    expected=figure(score),
                    found=figure(stated.score),
                    evidence=(entry.place(subject),),
                ),
            )  # fmt: skip


def _not_compared(digest: Digest, rows: Sequence[Published]) -> ReviewReason:
    """Say that published scores bear a report's name and cannot be shown to be its own."""
    assert digest.identity is not None
    lines = ", ".join(str(row.line) for row in rows)
    where = f" อำเภอ{digest.identity.district}" if digest.identity.district else ""
    detail = f"{digest.identity.shown}{where}: {rows[0].source} line {lines} may be another body's"
    return ReviewReason(slug=UNMATCHED, detail=detail)
