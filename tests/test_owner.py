"""Whose report it is: the body that the cover names, else the one whose results are told, never merely a named one."""

from __future__ import annotations

import pytest
from spans import PAGE_END, flow

from ita_extract.model import AgencyKind
from ita_extract.outline.cover import Cover, Organization, choose_organization

TITLE = "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส\nประจำปีงบประมาณ พ.ศ. 2568\n"


def read(text: str) -> Organization:
    """Choose from a document whose first page is its cover."""
    document = flow(text)
    end = next(
        (start for start, line in zip(document.starts, document.lines, strict=True) if line.page > 1),
        len(document.text.key),
    )
    return choose_organization(document, Cover(end))[0]


def slugs(organization: Organization) -> list[str]:
    return [doubt.slug for doubt in organization.doubts]


@pytest.mark.parametrize(
    ("cover", "kind", "type_", "name"),
    [
        ("จังหวัดแพร่", "province", "จังหวัด", "แพร่"),
        ("กรมประมง\nกระทรวงเกษตรและสหกรณ์", "department", "กรม", "ประมง"),
        ("การประปาส่วนภูมิภาค", "state_enterprise", "การประปา", "ส่วนภูมิภาค"),
        ("องค์การเภสัชกรรม", "state_enterprise", "องค์การเภสัชกรรม", "องค์การเภสัชกรรม"),
        ("มหาวิทยาลัยราชภัฏเลย\nอำเภอเมืองเลย จังหวัดเลย", "university", "มหาวิทยาลัยราชภัฏ", "เลย"),
        ("มรภ.เลย", "university", "มหาวิทยาลัยราชภัฏ", "เลย"),
        ("โรงพยาบาลปัว\nอำเภอปัว จังหวัดน่าน", "hospital", "โรงพยาบาล", "ปัว"),
        ("รพ.สต.ศิลาแลง อ.ปัว จ.น่าน", "hospital", "โรงพยาบาลส่งเสริมสุขภาพตำบล", "ศิลาแลง"),
        ("สำนักงานสาธารณสุขจังหวัดน่าน", "health_office", "สำนักงานสาธารณสุขจังหวัด", "น่าน"),
        ("สำนักงานสาธารณสุข\nจังหวัดน่าน", "health_office", "สำนักงานสาธารณสุขจังหวัด", "น่าน"),
        ("สพป.น่าน เขต 2", "education_area", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา", "น่าน เขต 2"),
        ("โรงเรียนบ้านป่าแลว\nอำเภอเมืองน่าน จังหวัดน่าน", "school", "โรงเรียน", "บ้านป่าแลว"),
        ("วิทยาลัยเทคนิคน่าน", "school", "วิทยาลัยเทคนิค", "น่าน"),
        ("สถานีตำรวจภูธรท่าวังผา", "police", "สถานีตำรวจภูธร", "ท่าวังผา"),
        ("ตำรวจภูธรภาค 5", "police", "ตำรวจภูธรภาค", "5"),
        ("จังหวัดน่าน สำนักงานจังหวัดน่าน", "province", "จังหวัด", "น่าน"),
        ("เรือนจำกลางตาก", "prison", "เรือนจำกลาง", "ตาก"),
        ("ศาลจังหวัดน่าน", "court", "ศาลจังหวัด", "น่าน"),
        ("สำนักงานการตรวจเงินแผ่นดิน", "independent", "สำนักงานการตรวจเงินแผ่นดิน", "สำนักงานการตรวจเงินแผ่นดิน"),
        ("สำนักงานที่ดินจังหวัดน่าน", "other", "สำนักงาน", "ที่ดินจังหวัดน่าน"),
        ("กรุงเทพมหานคร", "local_government", "กรุงเทพมหานคร", "กรุงเทพมหานคร"),
        ("สำนักงานเทศบาลตำบลปัว\nอำเภอปัว จังหวัดน่าน", "local_government", "เทศบาลตำบล", "ปัว"),
        ("ที่ทำการองค์การบริหารส่วนตำบลศิลาแลง", "local_government", "องค์การบริหารส่วนตำบล", "ศิลาแลง"),
    ],
)
def test_a_cover_names_a_body_of_any_class(cover: str, kind: str, type_: str, name: str) -> None:
    found = read(TITLE + cover)
    assert (found.kind, found.type, found.name) == (kind, type_, name)
    assert found.doubts == ()


def test_a_body_whose_name_holds_another_is_that_body_alone() -> None:
    """A municipal hospital or school became the municipality."""
    assert read(f"{TITLE}โรงพยาบาลเทศบาลนครแพร่\nอำเภอเมืองแพร่ จังหวัดแพร่").kind == AgencyKind.HOSPITAL
    school = read(f"{TITLE}โรงเรียนเทศบาล ๒ (บ้านใต้)\nสังกัดเทศบาลเมืองแพร่ อำเภอเมืองแพร่ จังหวัดแพร่")
    assert (school.type, school.name, school.parent_name) == ("โรงเรียน", "เทศบาล ๒ (บ้านใต้)", "เทศบาลเมืองแพร่")
    assert (school.district, school.province) == ("เมืองแพร่", "แพร่")


def test_the_body_over_it_may_stand_behind_its_name_in_the_text() -> None:
    text = "โรงพยาบาลส่งเสริมสุขภาพตำบลศิลาแลง อำเภอปัว จังหวัดน่าน สังกัดองค์การบริหารส่วนจังหวัดน่าน มีผลการประเมิน"
    found = read(f"{TITLE}โรงพยาบาลส่งเสริมสุขภาพตำบลศิลาแลง{PAGE_END}{text}")
    assert found.parent_name == "องค์การบริหารส่วนจังหวัดน่าน"


def test_bangkok_in_an_address_is_a_place() -> None:
    text = "กรมประมง เลขที่ 50 ถนนพหลโยธิน เขตจตุจักร กรุงเทพมหานคร มีผลการประเมิน 92.00 คะแนน"
    for cover in ("กรมประมง", "กรมประมง\nเขตจตุจักร\nกรุงเทพมหานคร", "สรุปผล"):
        found = read(f"{TITLE}{cover}{PAGE_END}{text}")
        assert (found.type, found.name) == ("กรม", "ประมง")


def test_a_province_in_an_address_is_a_place() -> None:
    found = read(f"{TITLE}เทศบาลตำบลปัว\nอำเภอปัว\nจังหวัดน่าน")
    assert (found.type, found.name, found.province) == ("เทศบาลตำบล", "ปัว", "น่าน")


def test_an_office_of_the_province_is_no_other_body() -> None:
    found = read(f"{TITLE}จังหวัดน่าน\nสำนักงานจังหวัดน่าน")
    assert (found.type, found.name, found.doubts) == ("จังหวัด", "น่าน", ())


def test_the_cover_wins_against_a_text_that_was_copied() -> None:
    copied = "เทศบาลตำบลเกาะคา อำเภอเกาะคา จังหวัดลำปาง มีผลการประเมิน 92.00 คะแนน\n" * 9
    found = read(f"{TITLE}องค์การบริหารส่วนตำบลหัวเขา\nอำเภอเดิมบางนางบวช จังหวัดสุพรรณบุรี{PAGE_END}{copied}")
    assert (found.name, found.district, found.province) == ("หัวเขา", "เดิมบางนางบวช", "สุพรรณบุรี")


def test_without_a_cover_the_sentence_of_results_names_it() -> None:
    others = "ศึกษาดูงาน ณ เทศบาลนครตรัง และนำแบบของเทศบาลนครตรังมาใช้ เทศบาลนครตรัง\n" * 3
    own = "องค์การบริหารส่วนตำบลหัวเขา อำเภอเดิมบางนางบวช จังหวัดสุพรรณบุรี มีผลการประเมินได้คะแนน 92.00 คะแนน"
    found = read(f"{TITLE}{PAGE_END}{others}{own}")
    assert (found.name, found.doubts) == ("หัวเขา", ())


def test_a_name_that_stands_only_elsewhere_is_doubted() -> None:
    found = read(f"{TITLE}{PAGE_END}ประชาชนในเขตเทศบาลเมืองน่าน อำเภอเมืองน่าน ตอบแบบสอบถามเพิ่มขึ้น")
    assert (found.name, slugs(found)) == ("น่าน", ["organization-elsewhere"])


def test_a_body_that_is_only_visited_is_never_the_reports_own() -> None:
    found = read(f"{TITLE}{PAGE_END}ศึกษาดูงาน ณ เทศบาลนครตรัง อำเภอเมืองตรัง จังหวัดตรัง")
    assert (found.name, found.doubts) == (None, ())


@pytest.mark.parametrize("lead", ["เสนอต่อ ", "จัดทำโดย ", "ที่ปรึกษา ", "ร่วมกับ "])
def test_who_made_or_gets_the_report_is_not_its_body(lead: str) -> None:
    found = read(f"{TITLE}เทศบาลตำบลปัว อำเภอปัว จังหวัดน่าน\n{lead}มหาวิทยาลัยราชภัฏเลย")
    assert (found.name, found.doubts) == ("ปัว", ())


def test_two_bodies_on_one_cover_are_doubted() -> None:
    found = read(f"{TITLE}เทศบาลตำบลปัว\nองค์การบริหารส่วนตำบลศิลาแลง")
    assert (found.name, slugs(found)) == ("ปัว", ["several-organizations"])


@pytest.mark.parametrize(
    ("cover", "text", "name"),
    [
        (
            "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาน่าน เขต\n1",
            "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาน่าน เขต 1 มีผลการประเมิน",
            "น่าน เขต 1",
        ),
        ("สำนักงานที่ดิน\nจังหวัดน่าน", "สำนักงานที่ดินจังหวัดน่านได้คะแนน 92.00 คะแนน", "ที่ดินจังหวัดน่าน"),
        ("กรมทรัพยากร\nน้ำบาดาล", "กรมทรัพยากรน้ำบาดาล มีผลการประเมิน 92.00 คะแนน", "ทรัพยากรน้ำบาดาล"),
    ],
)
def test_a_name_that_a_line_end_breaks_is_whole_where_the_text_has_it(
    cover: str, text: str, name: str
) -> None:
    assert read(f"{TITLE}{cover}\n{PAGE_END}{text}").name == name


@pytest.mark.parametrize("glue", ["มีผลการประเมินประจำปีงบประมาณ", "ได้คะแนนร้อยละ 92", "เข้ารับการประเมินประจำปี"])
def test_a_name_ends_before_the_sentence_that_is_glued_to_it(glue: str) -> None:
    assert read(f"{PAGE_END}เทศบาลเมืองตรัง{glue} พ.ศ. 2568 ได้คะแนน 92.00").name == "ตรัง"


def test_a_class_before_a_year_names_nobody() -> None:
    assert read(f"{TITLE}องค์การบริหารส่วนจังหวัดพ.ศ. 2568").name is None


def test_letters_of_two_words_are_no_short_form() -> None:
    """`อ.แหลมงอบ จ.ตราด` held อบจ."""
    found = read(f"{TITLE}องค์การบริหารส่วนตำบลบางปิด อ.แหลมงอบ จ.ตราด")
    assert (found.name, found.district, found.province, found.doubts) == ("บางปิด", "แหลมงอบ", "ตราด", ())


def test_a_district_named_behind_another_body_is_not_its_own() -> None:
    text = "เทศบาลตำบลปัว มีผลการประเมิน 92.00 คะแนน ศึกษาดูงาน ณ เทศบาลนครตรัง อำเภอเมืองตรัง จังหวัดตรัง"
    found = read(f"{TITLE}เทศบาลตำบลปัว{PAGE_END}{text}")
    assert (found.district, found.province) == (None, None)


def test_the_province_of_a_group_of_bodies_is_not_their_body() -> None:
    """The means of a province's local governments are no scores of the province."""
    title = "สรุปผลการประเมิน ITA ขององค์กรปกครองส่วนท้องถิ่น\nจังหวัดน่าน\nประจำปีงบประมาณ พ.ศ. 2568"
    assert read(title).name is None
    title = "จังหวัดน่าน\nสรุปผลการประเมิน ITA ขององค์กรปกครองส่วนท้องถิ่น ประจำปีงบประมาณ พ.ศ. 2568"
    assert slugs(read(title)) == ["several-organizations"]


def test_a_faculty_is_not_its_university() -> None:
    found = read(f"{TITLE}คณะครุศาสตร์\nมหาวิทยาลัยราชภัฏเลย")
    assert (found.type, found.name, found.parent_name) == ("คณะ", "ครุศาสตร์", "มหาวิทยาลัยราชภัฏเลย")
    found = read(f"{TITLE}เทศบาลตำบลปัว\nคณะทำงานวิเคราะห์ผลการประเมิน")
    assert (found.name, found.doubts) == ("ปัว", ())


def test_who_announces_the_results_is_not_the_one_that_has_them() -> None:
    """`สำนักงาน ป.ป.ช. ได้ประกาศ` became a body of that name where the cover's own name was cut off."""
    text = "ตามที่สำนักงาน ป.ป.ช. ได้ประกาศผลการประเมิน ITA นั้น องค์การบริหารส่วนจังหวัดกระบี่ ได้คะแนนรวม 92.00 คะแนน"
    found = read(f"{TITLE}ขององค์การบริหารส่วนจังหวัดพ.ศ. 2567{PAGE_END}{text}")
    assert (found.type, found.name, slugs(found)) == ("องค์การบริหารส่วนจังหวัด", "กระบี่", [])
    assert read(f"{TITLE}สรุปผล{PAGE_END}ตามที่สำนักงาน ป.ป.ช. ได้ประกาศผลการประเมินแล้ว").name is None


def test_a_name_behind_by_may_be_the_reports_own_beside_the_body_over_it() -> None:
    found = read(
        f"{TITLE}โดย โรงพยาบาลส่งเสริมสุขภาพตำบลร่มไทร\nองค์การบริหารส่วนจังหวัดนราธิวาส\nอำเภอสุคิริน จังหวัดนราธิวาส"
    )
    assert (found.type, found.name) == ("โรงพยาบาลส่งเสริมสุขภาพตำบล", "ร่มไทร")


@pytest.mark.parametrize(
    ("cover", "type_", "name", "province"),
    [
        ("คณะพยาบาลศาสตร์ มหาวิทยาลัยบูรพา", "คณะ", "พยาบาลศาสตร์", None),
        ("สถานีตำรวจภูธรบ้านดุง\nตำรวจภูธรจังหวัดอุดรธานี", "สถานีตำรวจภูธร", "บ้านดุง", "อุดรธานี"),
        ("โรงเรียนบ้านป่าแลว\nสำนักงานเขตพื้นที่การศึกษาประถมศึกษาน่าน เขต 1", "โรงเรียน", "บ้านป่าแลว", "น่าน"),
        ("ที่ว่าการอำเภอปัว\nจังหวัดน่าน", "ที่ว่าการอำเภอ", "ปัว", "น่าน"),
    ],
)
def test_a_body_beside_the_one_over_it(cover: str, type_: str, name: str, province: str | None) -> None:
    found = read(TITLE + cover)
    assert (found.type, found.name, found.province, slugs(found)) == (type_, name, province, [])


@pytest.mark.parametrize("name", ["โคกตูม-โพนทอง", "ไทรโยง-ไชยวาล", "ท่าเดื่อ-มืดกา", "กม.5"])
def test_a_name_goes_on_behind_a_hyphen_and_a_short_form(name: str) -> None:
    """โคกตูม-โพนทอง was cut before a vowel that stands before its consonant, and กม.5 before its figure, in silence."""
    text = f"เทศบาลตำบล{name} มีผลการประเมิน 92.00 คะแนน"
    assert read(f"{TITLE}เทศบาลตำบล{name}\nจังหวัดสระบุรี{PAGE_END}{text}").name == name
