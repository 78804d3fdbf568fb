"""A small report of one's own words, read from end to end with something said in it, and what it is accused of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spans import PAGE_END, Row, pages

from ita_extract.assembling.report import Source, assemble
from ita_extract.checking.examining import with_findings
from ita_extract.model import Finding, Report, Severity
from ita_extract.organizations.identify import identify

NAMES = (
    "การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน", "ประสิทธิภาพการสื่อสาร", "การปรับปรุงการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต",
)  # fmt: skip
SCORES = ("92.10", "93.40", "95.20", "90.30", "94.00", "89.50", "91.00", "88.60", "96.00", "94.00")
SUMMARY = {"IIT": "93.00", "EIT-1": "88.90", "EIT-2": "90.50", "OIT": "95.00", "overall": "92.81"}
LABELS = {
    "IIT": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)",
    "EIT-1": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) ส่วนที่ 1",
    "EIT-2": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) ส่วนที่ 2",
    "OIT": "แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)",
}
MEASURE_HEADS = ("มาตรการ", "ผลการวิเคราะห์ตัวชี้วัด", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ")
MEASURES = (
    ("1. มาตรการพัฒนาการสื่อสาร", "ตัวชี้วัดที่ 6 ตัวชี้วัดที่ 8", "1. ปรับปรุงเว็บไซต์", "ปีงบประมาณ พ.ศ. 2569", "สำนักปลัด"),
)
OWN = "เทศบาลตำบลเกาะคา"
PLACE = "อำเภอเกาะคา จังหวัดลำปาง"


def text_report(
    said: Mapping[str, str] = {},
    *,
    names: Sequence[str] = NAMES,
    scores: Sequence[str] = SCORES,
    summary: Mapping[str, str] = {},
    level: str = "ผ่านดี",
    rows: Sequence[Row] | None = None,
    sections: Sequence[int] = tuple(range(1, 11)),
    measures: Sequence[Row] = MEASURES,
    cover: str = f"{OWN}\n{PLACE}",
    tables: Sequence[Sequence[Row]] = (),
    year: int = 2568,
) -> Report:
    """Read a report of ten indicators.

    `said` are further paragraphs by place: `intro`, `summary`, `table` (below that of the indicators), `1` … `10`
    (in a section), `end`; `summary` overrides scores of the summary; `rows` replace those of the table.
    """
    stated = {**SUMMARY, **summary}

    def paragraph(position: str) -> str:
        return f"{said[position]}\n" if position in said else ""

    bullets = "".join(
        f"- {label} คะแนนรวม {stated[key]} คะแนน\n" for key, label in LABELS.items() if stated[key]
    )
    opening = (
        f"การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ\nประจำปีงบประมาณ พ.ศ. {year}\n{cover}"
        f"{PAGE_END}{paragraph('intro')}1. ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของ\n{OWN} {PLACE}\n"
        f"ประจำปีงบประมาณ พ.ศ. {year} คะแนน {stated['overall']} คะแนน ระดับ {level}\n{bullets}{paragraph('summary')}"
        "ผลการประเมินรายตัวชี้วัด"
    )
    listed = [
        (str(number), name, score) for number, (name, score) in enumerate(zip(names, scores, strict=True), 1)
    ]
    body = paragraph("table") + PAGE_END
    for number in sections:
        head = f"ตัวชี้วัดที่ {number} {names[number - 1]}\n"
        body += (
            f"{head}ผลการประเมิน ประจำปีงบประมาณ พ.ศ. {year}\n{head}ได้คะแนน {scores[number - 1]} คะแนน "
            f"ควรรักษามาตรฐานไว้\n{paragraph(str(number))}"
        )
    body += (
        paragraph("end")
        + PAGE_END
        + f"ตารางแสดงการนำผลการวิเคราะห์ไปสู่การปรับปรุง\nประจำปีงบประมาณ พ.ศ. {year + 1}"
    )
    laid = pages(
        opening,
        [("ตัวชี้วัดที่", "ชื่อตัวชี้วัด", "คะแนน"), *(rows if rows is not None else listed)],
        *tables,
        body,
        [MEASURE_HEADS, *measures],
    )
    source = Source("made.pdf", "0" * 64, len(laid))
    return with_findings(identify(assemble(source, laid, lambda: []), None, laid), laid, None)


def accused(report: Report, rule: str | None = None) -> list[tuple[str, str]]:
    """The rules and subjects of errors and warnings, or the subjects of one rule's, whatever their severity."""
    found: list[Finding] = [
        finding for finding in report.findings if finding.severity is not Severity.NOTE or rule
    ]
    return [(finding.rule, finding.subject) for finding in found if rule in (None, finding.rule)]
