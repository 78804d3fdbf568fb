"""What kind of document around the ITA it is, by its title; and what is none of them."""

from __future__ import annotations

import pytest
from spans import PAGE_END, pages

from ita_extract.assembling.document_kinds import is_around_the_ita, is_of_the_old_method, kind_titled
from ita_extract.assembling.report import Source, assemble
from ita_extract.model import DocumentKind, Report, Status


def read(text: str) -> Report:
    return assemble(Source("a.pdf", "0" * 64, 1), pages(text), lambda: [])


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส (ITA)\nประจำปีงบประมาณ พ.ศ. 2568", "analysis"),
        ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\nและการวิเคราะห์ผลการประเมิน ITA ปี 2568", "analysis"),
        ("การวิเคราะห์ผลการประเมิน ITA และแนวทางยกระดับคุณธรรม ปี 2568", "analysis"),
        ("ประกาศเทศบาลตำบลปัว\nเรื่อง ผลการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส", "analysis"),
        ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปี 2569\nการวิเคราะห์ผลการประเมิน", "measures"),
        ("ประกาศเทศบาลตำบลปัว\nเรื่อง มาตรการส่งเสริมความโปร่งใสภายในหน่วยงาน พ.ศ. 2566", "measures"),
        ("รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน (O26) ปี 2568", "carrying-out"),
        ("รายงานผลการดำเนินงานตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส", "carrying-out"),
        ("การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "carrying-out"),
        ("ประกาศผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2567", "announcement"),
        ("ประกาศเทศบาลตำบลปัว เรื่อง ผลการประเมินคุณธรรมและความโปร่งใส", "announcement"),
    ],
)
def test_a_title_tells_the_kind(title: str, kind: str) -> None:
    assert kind_titled(pages(title)) == DocumentKind(kind)


def test_measures_without_results_belong_to_the_ita() -> None:
    text = "ประกาศเทศบาลตำบลปัว\nเรื่อง มาตรการส่งเสริมความโปร่งใสภายในหน่วยงาน พ.ศ. 2566\nตามเกณฑ์ ITA\nข้อ 1 ให้เผยแพร่แผน"
    document = read(text).document
    assert (document.status, document.document_kind, document.fiscal_year) == (
        Status.REVIEW,
        "measures",
        None,
    )
    assert document.organization_name == "ปัว"


@pytest.mark.parametrize(
    "text",
    [
        "ผลการประเมินประสิทธิภาพขององค์กรปกครองส่วนท้องถิ่น (LPA)\nการนำผลการประเมิน ITA ไปปรับปรุงงาน",
        "มาตรการป้องกันการทุจริต MOIT 12 ของโรงพยาบาล\nคุณธรรมและความโปร่งใส MOPH ITA",
        "รายงานผลการสำรวจความพึงพอใจของผู้รับบริการ\nมาตรการส่งเสริมคุณธรรม ITA",
        "แผนพัฒนาท้องถิ่น ปี 2568\nโครงการส่งเสริมคุณธรรม",
    ],
)
def test_look_alikes_are_no_ita_documents(text: str) -> None:
    assert not is_around_the_ita(pages(text))
    assert read(text).document.status == Status.NOT_ITA


def test_the_old_method_tells_whose_and_when_and_no_scores_of_indicators() -> None:
    text = (
        "รายงานผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ ประจำปีงบประมาณ พ.ศ. 2561\n"
        f"องค์การบริหารส่วนตำบลศิลาแลง อำเภอปัว จังหวัดน่าน{PAGE_END}"
        "1. ความโปร่งใส (Transparency) 74.15\n2. ความพร้อมรับผิด 79.80\n3. ความปลอดจากการทุจริต 86.44\n"
        "4. วัฒนธรรมคุณธรรมในองค์กร 71.30\n5. คุณธรรมการทำงานในหน่วยงาน 79.00"
    )
    assert is_of_the_old_method(pages(text))
    report = read(text)
    document = report.document
    assert (document.document_kind, document.fiscal_year, document.organization_name) == (
        "old-method",
        2561,
        "ศิลาแลง",
    )
    assert report.indicator_scores == () and document.status == Status.REVIEW
    assert "old-method" in [reason.slug for reason in report.review_reasons]
