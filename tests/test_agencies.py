"""Bodies that are no local government: their keys, the body over them, and what their names may not accuse."""

from __future__ import annotations

import hashlib

import pytest
from spans import PAGE_END, pages

from ita_extract.language.agencies import class_of
from ita_extract.model import AgencyKind, Document, Report, Severity, Status, document_id_of
from ita_extract.organizations.areas import area_gazetteer
from ita_extract.organizations.findings import name_findings
from ita_extract.organizations.identify import identify

SHA = hashlib.sha256(b"").hexdigest()


def report(
    kind: str, name: str, district: str | None = None, province: str | None = None, parent: str | None = None
) -> Report:
    agency = class_of(kind)
    assert agency is not None
    return Report(
        document=Document(
            document_id=document_id_of(SHA),
            source="a.pdf",
            sha256=SHA,
            organization_type=kind,
            agency_kind=agency.kind,
            organization_name=name,
            organization_written=f"{kind}{name}",
            parent_organization=parent,
            district=district,
            province=province,
            status=Status.OK,
            extractor_version="0",
        )
    )


def read(own: Report, text: str = "") -> Report:
    written = own.document.organization_written or ""
    return identify(own, area_gazetteer(), pages(f"{written}{PAGE_END}{written} มีผลการประเมิน\n{text}"))


@pytest.mark.parametrize(
    ("kind", "name", "district", "province", "key"),
    [
        ("จังหวัด", "น่าน", None, "น่าน", "TH-55-PROVINCE"),
        ("กรม", "ประมง", None, None, "TH-กรมประมง-DEPARTMENT"),
        ("มหาวิทยาลัยราชภัฏ", "เลย", None, None, "TH-มหาวิทยาลัยราชภัฏเลย-UNIVERSITY"),
        ("โรงพยาบาล", "ปัว", None, "น่าน", "TH-55-โรงพยาบาลปัว-HOSPITAL"),
        ("โรงเรียน", "บ้านใต้", "ปัว", "น่าน", "TH-55-05-โรงเรียนบ้านใต้-SCHOOL"),
        ("สถานีตำรวจนครบาล", "บางเขน", None, None, "TH-10-สถานีตำรวจนครบาลบางเขน-POLICE"),
        ("สำนักงานสาธารณสุขอำเภอ", "แม่สอด", None, None, "TH-63-สำนักงานสาธารณสุขอำเภอแม่สอด-HEALTH"),
    ],
)
def test_the_key_rests_on_the_name_in_the_place_where_it_is_one_bodys(
    kind: str, name: str, district: str | None, province: str | None, key: str
) -> None:
    document = read(report(kind, name, district, province)).document
    assert (document.organization_id, document.status) == (key, Status.OK)
    assert document.organization_id_kind == ("area" if kind == "จังหวัด" else "written")


def test_the_key_is_stable_over_spelling() -> None:
    names = ["เทศบาล ๒ (บ้านใต้)", "เทศบาล 2 บ้านใต้", "เทศบาล2(บ้านใต้)"]
    keys = {read(report("โรงเรียน", name, "ปัว", "น่าน")).document.organization_id for name in names}
    assert keys == {"TH-55-05-โรงเรียนเทศบาล2บ้านใต้-SCHOOL"}


def test_two_bodies_of_one_name_in_two_districts_have_two_keys() -> None:
    keys = {
        read(report("โรงเรียน", "บ้านใต้", where, "น่าน")).document.organization_id for where in ("ปัว", "เมืองน่าน")
    }
    assert len(keys) == 2 and None not in keys


@pytest.mark.parametrize(
    ("kind", "district", "province", "slug"),
    [
        ("โรงเรียน", None, "น่าน", "missing-district"),
        ("โรงเรียน", None, None, "missing-province"),
        ("โรงพยาบาล", None, None, "missing-province"),
    ],
)
def test_a_name_that_may_be_several_bodies_gets_no_key(
    kind: str, district: str | None, province: str | None, slug: str
) -> None:
    found = read(report(kind, "บ้านใต้", district, province))
    assert found.document.organization_id is None
    assert slug in [reason.slug for reason in found.review_reasons]


def test_a_name_that_stands_once_is_doubted() -> None:
    own = report("กรม", "ประมง")
    found = identify(own, area_gazetteer(), pages(f"กรมประมง{PAGE_END}ผลการประเมิน"))
    assert [reason.slug for reason in found.review_reasons] == ["unlisted-organization"]


def test_the_municipality_over_a_school_has_its_key() -> None:
    document = read(report("โรงเรียน", "บ้านใต้", "เมืองน่าน", "น่าน", parent="เทศบาลเมืองน่าน")).document
    assert document.parent_organization_id == "TH-55-TM"
    assert (
        read(report("โรงเรียน", "บ้านใต้", "ปัว", "น่าน", parent="เทศบาลเมืองที่ไม่มี")).document.parent_organization_id
        is None
    )


def test_what_other_bodies_name_accuses_nobody() -> None:
    """A province names its municipalities, a school the one over it, a department offices everywhere."""
    text = "เทศบาลเมืองน่าน อำเภอเมืองน่าน จังหวัดน่าน\nจังหวัดเลย\nองค์การบริหารส่วนตำบลศิลาแลง"
    for kind, name in (("จังหวัด", "น่าน"), ("กรม", "ประมง"), ("โรงเรียน", "บ้านใต้")):
        assert name_findings(read(report(kind, name, "ปัว", "น่าน"), text), area_gazetteer()) == []


def test_a_text_that_tells_only_the_results_of_another_is_an_error_that_names_both() -> None:
    own = report("องค์การบริหารส่วนตำบล", "หัวเขา", "เดิมบางนางบวช", "สุพรรณบุรี")
    text = "เทศบาลตำบลเดิมบาง อำเภอเดิมบางนางบวช จังหวัดสุพรรณบุรี มีผลการประเมิน 92.00 คะแนน"
    found = identify(own, area_gazetteer(), pages(f"องค์การบริหารส่วนตำบลหัวเขา{PAGE_END}{text}"))
    assert found.document.organization_id == "TH-72-0208-OBT"
    assert [reason.slug for reason in found.review_reasons] == ["other-organization"]
    (finding,) = name_findings(found, area_gazetteer())
    assert (finding.rule, finding.severity) == ("foreign-organization", Severity.ERROR)
    assert (finding.expected, finding.found) == ("องค์การบริหารส่วนตำบลหัวเขา", "เทศบาลตำบลเดิมบาง")


def test_a_body_that_the_text_tells_results_of_beside_its_own_is_no_error_of_that_kind() -> None:
    own = report("องค์การบริหารส่วนตำบล", "หัวเขา", "เดิมบางนางบวช", "สุพรรณบุรี")
    text = "องค์การบริหารส่วนตำบลหัวเขา มีผลการประเมิน 92.00 คะแนน สูงกว่าเทศบาลตำบลเดิมบาง ซึ่งได้คะแนน 90.00 คะแนน"
    found = identify(own, area_gazetteer(), pages(f"องค์การบริหารส่วนตำบลหัวเขา{PAGE_END}{text}"))
    assert found.document.status == Status.OK


def test_every_class_has_a_kind() -> None:
    for name in ("เทศบาลตำบล", "เมืองพัทยา", "กรุงเทพมหานคร"):
        agency = class_of(name)
        assert agency is not None and agency.kind == AgencyKind.LOCAL_GOVERNMENT
    assert class_of("บ้าน") is None


def test_the_results_of_a_body_of_the_same_name_and_another_class_are_anothers() -> None:
    own = report("โรงพยาบาล", "แม่ทะ", "แม่ทะ", "ลำปาง")
    text = f"โรงพยาบาลแม่ทะ\nอำเภอแม่ทะ จังหวัดลำปาง{PAGE_END}เทศบาลตำบลแม่ทะ มีผลการประเมิน 92.00 คะแนน"
    entry = identify(own, area_gazetteer(), pages(text))
    assert "other-organization" in [reason.slug for reason in entry.review_reasons]
    assert [(found.rule, found.found) for found in name_findings(entry, area_gazetteer())] == [
        ("foreign-organization", "เทศบาลตำบลแม่ทะ")
    ]
