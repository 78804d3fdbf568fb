"""Mentions are read wherever they stand, the report gets its key, and its names are held against each other."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from spans import PAGE_END, pages

from ita_extract.extracting import extract
from ita_extract.layout.pages import PageLayout
from ita_extract.model import (
    Document,
    Finding,
    Guideline,
    Report,
    RosterScore,
    Severity,
    Status,
    document_id_of,
)
from ita_extract.organizations.areas import area_gazetteer
from ita_extract.organizations.findings import name_findings
from ita_extract.organizations.identify import identify

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT.parent / "shared" / "examples" / "seed-chromium-sarabun.pdf"
SHA = hashlib.sha256(b"").hexdigest()
COVER = "เทศบาลตำบลทุ่งผึ้ง\nอำเภอแจ้ห่ม จังหวัดลำปาง\n"


def report(
    kind: str = "เทศบาลตำบล",
    name: str = "ทุ่งผึ้ง",
    district: str | None = "แจ้ห่ม",
    province: str | None = "ลำปาง",
) -> Report:
    return Report(
        document=Document(
            document_id=document_id_of(SHA),
            source="a.pdf",
            sha256=SHA,
            organization_type=kind,
            organization_name=name,
            organization_written=f"{kind}{name}",
            district=district,
            province=province,
            status=Status.OK,
            extractor_version="0",
        )
    )


def read(*parts: str | list[list[str]], own: Report | None = None) -> Report:
    return identify(own or report(), area_gazetteer(), pages(*parts))


def counts(entry: Report, kind: str = "organization") -> dict[str, int]:
    return {row.written: row.count for row in entry.organization_mentions if row.kind == kind}


def accused(entry: Report) -> list[tuple[str, str | None]]:
    return [(finding.rule, finding.found) for finding in name_findings(entry, area_gazetteer())]


def test_names_are_found_glued_broken_and_in_tables() -> None:
    entry = read(
        COVER
        + "เทศบาลตำบลทุ่งผึ้งมีผลคะแนนร้อยละ\nของเทศบาลตำบล ทุ่ง ผึ้งเห็นว่า"
        + PAGE_END
        + "เทศบาลตำบลทุ่ง\nผึ้งควรปรับปรุง",
        [["มาตรการ", "ผู้รับผิดชอบ"], ["เทศบาลตำบล ทุ่งผึ้ง", "กองคลัง"]],
    )
    assert counts(entry) == {"เทศบาลตำบลทุ่งผึ้ง": 5}
    assert entry.organization_mentions[0].pages == (1, 2)
    assert counts(entry, "district") == {"อำเภอแจ้ห่ม": 1}
    assert counts(entry, "province") == {"จังหวัดลำปาง": 1}
    assert accused(entry) == []


def test_a_class_without_a_name_is_no_mention() -> None:
    entry = read(
        COVER + "หน่วยงานประเภท เทศบาลตำบล\nผลการประเมินในภาพรวม\nเทศบาลตำบลทุกแห่ง เทศบาลตำบลและอบต.ต่างๆ"
    )
    assert counts(entry) == {"เทศบาลตำบลทุ่งผึ้ง": 1}


def test_a_name_that_contains_another_is_the_longer_one() -> None:
    own = report("องค์การบริหารส่วนตำบล", "แม่สลองนอก", "แม่ฟ้าหลวง", "เชียงราย")
    entry = read("อบต.แม่สลองนอก อ.แม่ฟ้าหลวง จ.เชียงราย\nอบต.แม่สลองในได้คะแนน", own=own)
    assert counts(entry) == {"อบต.แม่สลองนอก": 1, "อบต.แม่สลองใน": 1}
    assert accused(entry) == [("foreign-organization", "อบต.แม่สลองใน")]


def test_own_spellings_are_named_and_counted() -> None:
    entry = read(COVER + "เทศบาลตำบลทุ่งผิงมีผลคะแนน\nเทศบาลตำบลทุ่งผิง มีคะแนน\nเทศบาลตำบลทุ่งผึ้ง")
    assert counts(entry) == {"เทศบาลตำบลทุ่งผึ้ง": 2, "เทศบาลตำบลทุ่งผิง": 2}
    (finding,) = name_findings(entry, area_gazetteer())
    assert (finding.rule, finding.severity) == ("organization-name-variants", Severity.ERROR)
    assert (finding.expected, finding.found) == ("เทศบาลตำบลทุ่งผึ้ง", "เทศบาลตำบลทุ่งผิง")
    assert "2" in finding.message_th
    assert entry.document.organization_name == "ทุ่งผึ้ง"


def test_a_name_read_with_doubt_is_no_error_of_the_report() -> None:
    entry = read(COVER + "เทศบาลตำบลทุ่งผิง มีคะแนน")
    rows = tuple(row.model_copy(update={"confidence": 0.9}) for row in entry.organization_mentions)
    (finding,) = name_findings(entry.model_copy(update={"organization_mentions": rows}), area_gazetteer())
    assert finding.severity == Severity.WARNING


def test_a_template_of_another_municipality_is_seen() -> None:
    entry = read(COVER + "ของเทศบาลตำบลเกาะคา อำเภอเกาะคา จังหวัดลำปาง\nเทศบาลตำบลป่าตุ้ม อำเภอพร้าว จังหวัดเชียงใหม่")
    found = name_findings(entry, area_gazetteer())
    assert {(entry.found, entry.severity) for entry in found} == {
        ("เทศบาลตำบลเกาะคา", Severity.ERROR),
        ("เทศบาลตำบลป่าตุ้ม", Severity.ERROR),
        ("อำเภอเกาะคา", Severity.WARNING),
        ("อำเภอพร้าว", Severity.ERROR),
        ("จังหวัดเชียงใหม่", Severity.ERROR),
    }
    assert {entry.rule for entry in found} == {"foreign-organization"}


@pytest.mark.parametrize(
    "text",
    [
        "ส่งรายงานต่อสำนักงานจังหวัดลำปาง",
        "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดเชียงใหม่",
        "สำนักงาน ป.ป.ช. ประจำจังหวัดเชียงใหม่",
        "ณ ที่ว่าการอำเภอเมืองปาน",
        "ศูนย์ดำรงธรรมอำเภอเกาะคา",
        "ร่วมกับเทศบาลตำบลเกาะคา",
        "ศึกษาดูงาน ณ เทศบาลตำบลป่าตุ้ม",
        "ศึกษาดูงานที่จังหวัดน่าน",
        "องค์การบริหารส่วนจังหวัดลำปาง",
        "สำนักงานอำเภอเมือง จังหวัดลำปาง",
        "อำเภอเมืองลำปาง",
        "ประชาชนต่างจังหวัดเลยไม่ทราบ",
        "ทั้งจังหวัดและอำเภออื่น",
        "ตามกฎหมายว่าด้วยกรุงเทพมหานคร",
    ],
)
def test_neighbours_named_for_a_reason_are_not_accused(text: str) -> None:
    assert accused(read(COVER + text)) == []


def test_what_is_cited_says_so() -> None:
    rows = read(COVER + "ร่วมกับเทศบาลตำบลเกาะคา").organization_mentions
    assert {row.written: row.cited for row in rows if row.kind == "organization"} == {
        "เทศบาลตำบลทุ่งผึ้ง": False,
        "เทศบาลตำบลเกาะคา": True,
    }


def test_another_class_of_the_same_name() -> None:
    entry = read(COVER + "อบต.ทุ่งผึ้ง ได้คะแนน")
    assert accused(entry) == [("organization-type-mismatch", "อบต.ทุ่งผึ้ง")]


def test_another_class_is_an_error_where_all_results_are_told_of_it() -> None:
    alone = read(f"{COVER}{PAGE_END}อบต.ทุ่งผึ้ง ได้คะแนน 92.00")
    beside = read(f"{COVER}{PAGE_END}เทศบาลตำบลทุ่งผึ้ง ได้คะแนน 92.00 คะแนน และ อบต.ทุ่งผึ้ง ได้คะแนน 92.00")
    severities = [
        [found.severity for found in name_findings(entry, area_gazetteer())] for entry in (alone, beside)
    ]
    assert severities == [["error"], ["warning"]]
    assert "other-organization" in [reason.slug for reason in alone.review_reasons]


def test_a_heading_below_a_cover_tells_no_results_of_it() -> None:
    """The cover of อบต.ดอนใหญ่, `ผลการประเมินในภาพรวม` on the next page, and then the results of a neighbour only."""
    entry = read(f"{COVER}{PAGE_END}ผลการประเมินในภาพรวม\nเทศบาลตำบลป่าตุ้ม มีผลการประเมิน 92.00 คะแนน")
    assert [reason.slug for reason in entry.review_reasons] == ["other-organization"]


def test_a_province_in_which_the_district_lay_before_is_no_foreign_place() -> None:
    own = report("องค์การบริหารส่วนตำบล", "หนองหัวช้าง", "พรเจริญ", "หนองคาย")
    entry = read("องค์การบริหารส่วนตำบลหนองหัวช้าง\nอำเภอพรเจริญ จังหวัดหนองคาย", own=own)
    assert (entry.document.province, accused(entry)) == ("บึงกาฬ", [])


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("เทศบาลตำบล", "เสนอนายก อบต. ลงนาม", "นายกอบต."),
        ("เทศบาลตำบล", "ให้พนักงานส่วนตำบลทุกคน", "พนักงานส่วนตำบล"),
        ("องค์การบริหารส่วนตำบล", "นายกเทศมนตรีมอบหมาย", "นายกเทศมนตรี"),
        ("องค์การบริหารส่วนตำบล", "นายกองค์การบริหารส่วนตำบล", None),
        ("เทศบาลตำบล", "นายกเทศมนตรีและพนักงานเทศบาล", None),
    ],
)
def test_offices_of_another_class(kind: str, text: str, found: str | None) -> None:
    guideline = Guideline(
        indicator=1,
        step=1,
        text=text,
        page=3,
        x0=0,
        top=0,
        x1=1,
        bottom=1,
        raw=text,
        text_source="text",
        confidence=1,
    )
    own = report(kind).model_copy(update={"guidelines": (guideline,)})
    seen: list[Finding] = name_findings(own, area_gazetteer())
    assert [(sighting.rule, sighting.found, sighting.pages) for sighting in seen] == (
        [("organization-type-mismatch", found, (3,))] if found else []
    )


def test_what_the_page_says_is_never_changed() -> None:
    own = report(name="ทุ่งผิง")
    entry = read("เทศบาลตำบลทุ่งผิง\nอำเภอแจ้ห่ม จังหวัดลำปาง", own=own)
    assert entry.document.organization_name == "ทุ่งผึ้ง"
    assert entry.document.organization_written == "เทศบาลตำบลทุ่งผิง"
    assert counts(entry) == {"เทศบาลตำบลทุ่งผิง": 1}
    assert entry.document.status == Status.REVIEW
    (reason,) = entry.review_reasons
    assert reason.slug == "doubtful-name"
    assert entry.document.review_reasons == (reason.short,)


def test_a_report_that_speaks_of_another_more_than_of_itself_is_for_a_person() -> None:
    entry = read(COVER + "เทศบาลตำบลเกาะคา มีคะแนน\n" * 3)
    assert entry.document.organization_id == "TH-52-0606-TT"
    assert entry.document.status == Status.REVIEW
    (reason,) = entry.review_reasons
    assert "เทศบาลตำบลเกาะคา" in reason.detail
    row = next(row for row in entry.organization_mentions if row.normalized == "เกาะคา")
    assert (reason.page, reason.x0, reason.top, reason.raw) == (row.page, row.x0, row.top, row.raw)


def test_without_pages_the_rows_of_the_report_count() -> None:
    entry = identify(report())
    assert (entry.document.organization_id, entry.document.organization_id_kind) == ("TH-52-0606-TT", "area")
    assert entry.document.status == Status.OK


def test_what_is_no_report_is_left_alone() -> None:
    own = report()
    other = own.model_copy(update={"document": own.document.model_copy(update={"status": Status.NOT_ITA})})
    empty: list[PageLayout] = []
    assert identify(other, area_gazetteer(), empty) is other


def test_rows_of_a_roster_get_keys_only_when_certain() -> None:
    def row(rank: int, written: str) -> RosterScore:
        return RosterScore(
            rank=rank,
            organization_written=written,
            page=1,
            x0=0,
            top=0,
            x1=1,
            bottom=1,
            raw=written,
            text_source="text",
            confidence=1,
        )

    rows = (row(1, "ทต.ทุ่งผึ้ง อ.แจ้ห่ม"), row(2, "เทศบาลตำบลแจ้ห่ม"), row(3, "อบต.ทุ่งผิง อ.แจ้ห่ม"), row(4, "รวม"))
    entry = identify(report().model_copy(update={"roster_scores": rows}))
    assert [row.organization_id for row in entry.roster_scores] == [
        "TH-52-0606-TT",
        "TH-52-0601-TT",
        None,
        None,
    ]


def test_the_example_has_its_key_and_its_thirteen_mentions() -> None:
    if not EXAMPLE.exists():
        pytest.skip("../shared/examples is not beside this checkout")
    entry = extract(EXAMPLE)
    assert entry.document.organization_id == "TH-52-0606-TT"
    assert counts(entry) == {"เทศบาลตำบลทุ่งผึ้ง": 11, "เทศบาลตำบลทุ่งผิง": 2}
    assert accused(entry) == [("organization-name-variants", "เทศบาลตำบลทุ่งผิง")]


def test_the_second_of_two_neighbours_is_not_whose_results_are_told() -> None:
    """`… ซึ่งอยู่ใกล้เคียงได้ 99.00 คะแนน และเทศบาลตำบลเกาะคาได้ 98.00 คะแนน`."""
    report = read(
        f"{COVER}{PAGE_END}เทศบาลตำบลทุ่งผึ้งได้คะแนน 92.00 คะแนน ระดับ ผ่านดี\n"
        "เทศบาลตำบลแม่ทะซึ่งอยู่ใกล้เคียงได้ 99.00 คะแนน และเทศบาลตำบลเกาะคาได้ 98.00 คะแนน"
    )
    assert "other-organization" not in [reason.slug for reason in report.review_reasons]


OTHERS = ("เทศบาลตำบลแม่ทะ", "เทศบาลตำบลเกาะคา", "เทศบาลตำบลแม่เมาะ", "เทศบาลตำบลเถินบุรี", "เทศบาลตำบลงาว")


@pytest.mark.parametrize(("others", "doubted"), [(OTHERS, False), (OTHERS[:1] * 5, True)])
def test_many_others_named_once_are_those_that_the_report_compares_with(
    others: tuple[str, ...], doubted: bool
) -> None:
    own = "เทศบาลตำบลทุ่งผึ้งดำเนินการตามแผน\n" * 2
    report = read(f"{COVER}{PAGE_END}{own}" + "\n".join(f"{name} ดำเนินการตามแผน" for name in others))
    assert ("other-organization" in [reason.slug for reason in report.review_reasons]) is doubted


def test_a_name_that_a_cell_cuts_is_no_variant() -> None:
    report = read(f"{COVER}{PAGE_END}แนวทางของหน่วยงาน\nเทศบาลตำบลทุ่ง")
    assert "organization-name-variants" not in [rule for rule, _ in accused(report)]
