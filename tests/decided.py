"""Reports with doubts, and what people decide about them, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from conftest import make_report

from ita_extract.deciding.corrections import Correction
from ita_extract.deciding.questions import Question, Questions, value_before
from ita_extract.model import (
    IndicatorScore,
    InstrumentScore,
    Measure,
    Recommendation,
    Report,
    ReviewReason,
    ScoreMention,
    Subject,
    Verdict,
)
from ita_extract.writing.documents import to_json, write_document

WHEN = "2026-11-28T10:{minute:02d}:00Z"
SCORES = ("98.29", "99.15", "100.00", "97.95", "100.00", "96.22", "96.12", "95.17", "90.00", "100.00")


def doubtful_report(
    data: bytes = b"scan", page: int = 2, *, guessed: str = "96.72", **document: object
) -> Report:
    """Return a report of ten indicators, one of which (6) was read with a guess, with a paragraph and two reasons."""

    def place(row: int, raw: str, confidence: float = 1.0, high: float = 12) -> dict[str, object]:
        return {
            "page": page, "x0": 300.0, "top": 100.0 + 20 * row, "x1": 340.0, "bottom": 100.0 + high + 20 * row,
            "raw": raw, "text_source": "text", "confidence": confidence,
        }  # fmt: skip

    indicators = []
    mentions = []
    for number, score in enumerate(SCORES, start=1):
        read, sure = (guessed, 0.8) if number == 6 else (score, 1.0)
        spot = place(number, read, sure)
        indicators.append(
            IndicatorScore.model_validate(
                spot | {"indicator": number, "name_written": f"ตัวชี้วัด {number}", "score": read}
            )
        )
        mentions.append(
            ScoreMention.model_validate(
                spot | {"subject": f"indicator-{number}", "score": read, "section": "indicator_table"}
            )
        )
    words = "ข้อ i๒ ประเด็น บุคลากรภายใน ปฏิบัติอย่างไม่เป็นธรรม"
    paragraph = place(20, words, 0.9, high=60)
    reasons = (
        ReviewReason(
            slug="guessed-characters", table="indicator_scores", row=6, detail="indicator_scores: ๙๖.๗๒", page=page,
            x0=300, top=220, x1=340, bottom=232, raw=guessed,
        ),
        ReviewReason(slug="guessed-characters", detail="1 more values"),
        ReviewReason(slug="missing-rating", subject=Subject.OVERALL, detail="no level was found"),
        ReviewReason(slug="missing-instrument", subject=Subject.OIT, detail="no score of OIT was found"),
    )  # fmt: skip
    base = make_report(data, "scan.pdf", reasons=reasons, page_count=8, province="ลำปาง", **document)
    return base.model_copy(
        update={
            "instrument_scores": (
                InstrumentScore.model_validate(
                    place(14, "99.08") | {"instrument": "IIT", "label_written": "IIT", "score": "99.08"}
                ),
            ),
            "indicator_scores": tuple(indicators),
            "score_mentions": tuple(mentions),
            "recommendations": (
                Recommendation.model_validate(
                    paragraph
                    | {"recommendation": 1, "indicator": 1, "items": ("i2",), "issue": "ปฏิบัติอย่างไม่เป็นธรรม"}
                ),
            ),
            "measures": (Measure.model_validate(place(30, "มาตรการ") | {"measure": 1, "title": "มาตรการ"}),),
            "roster_scores": (),
            "organization_mentions": (),
            "findings": (),
            "numbers": (),
        }
    )


def line_of(
    report: Report,
    question: Question,
    verdict: Verdict | None = None,
    *,
    by: str = "สมหญิง",
    minute: int = 0,
    field: str = "",
    value: str = "",
    **others: object,
) -> Correction:
    """Return a decision about a question: what is usual there, if nothing else is said."""
    document = report.document
    at = question.at
    names = ("page", "x0", "top", "x1", "bottom", "raw")
    spot = {name: getattr(at, name) for name in names} if at is not None else {}
    values: dict[str, object] = {
        "key": question.key,
        "document_id": document.document_id,
        "organization_id": document.organization_id,
        "fiscal_year": document.fiscal_year,
        "about": question.about,
        "table": question.table,
        "row": question.row,
        "field": field,
        "verdict": verdict or question.offers[0],
        "value_before": value_before(question, field),
        "value_after": value,
        "decided_by": by,
        "decided_at": WHEN.format(minute=minute),
        **spot,
    }
    return Correction.model_validate(values | others)


def settled(report: Report, **others: str) -> list[Correction]:
    """Return decisions that settle all doubts of `doubtful_report`: a corrected score, a level, a missing score."""
    lines = []
    for question in Questions(report).open:
        if question.about == "missing-rating":
            lines.append(
                line_of(report, question, Verdict.CORRECT, field="rating", value="ผ่านดีเยี่ยม", **others)  # type: ignore[arg-type]
            )
        elif question.about == "missing-instrument":
            lines.append(line_of(report, question, Verdict.CORRECT, field="score", value="95", **others))  # type: ignore[arg-type]
        elif question.table in ("indicator_scores", "score_mentions"):
            lines.append(line_of(report, question, Verdict.CORRECT, field="score", value="๙๖.๒๒", **others))  # type: ignore[arg-type]
        else:
            lines.append(line_of(report, question, **others))  # type: ignore[arg-type]
    return lines


def lay_decided(output: Path, report: Report, lines: Iterable[Correction] = ()) -> Path:
    """Write a report and decisions into an output folder."""
    write_document(output, report.document.document_id, to_json(report))
    if lines := list(lines):
        with (output / "corrections.jsonl").open("ab") as stream:
            stream.write(b"".join(line.line() for line in lines))
    return output
