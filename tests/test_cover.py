"""Who and when: organisation, district, province and fiscal year, as covers and sentences write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spans import PAGE_END, flow, span

from ita_extract.language.years import choose_fiscal_year
from ita_extract.outline.cover import Cover, Organization, choose_organization
from ita_extract.outline.names import Ending, find_mentions, mention_rows
from ita_extract.outline.whereabouts import province_names
from ita_extract.thai.digits import to_thai

TITLE = "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ"


def read(text: str) -> tuple[Organization, list[tuple[str, str]]]:
    """Choose from a document whose first page is its cover."""
    document = flow(text)
    cover_end = next(
        (start for start, line in zip(document.starts, document.lines, strict=True) if line.page > 1),
        len(document.text.key),
    )
    organization, mentions = choose_organization(document, Cover(cover_end))
    return organization, [(mention.type, mention.name) for mention in mentions]


def choose(text: str) -> Organization:
    return read(text)[0]


def names(text: str) -> list[tuple[str, str]]:
    return read(text)[1]


@pytest.mark.parametrize(
    ("text", "kind", "name", "district", "province"),
    [
        ("เทศบาลตำบลทุ่งผึ้ง\nอำเภอแจ้ห่ม จังหวัดลำปาง", "เทศบาลตำบล", "ทุ่งผึ้ง", "แจ้ห่ม", "ลำปาง"),
        ("ของเทศบาลตำบลจุน อำเภอจุน จังหวัดพะเยา", "เทศบาลตำบล", "จุน", "จุน", "พะเยา"),
        ("เทศบาลเมืองท่ามะกา อ.ท่ามะกา จ.กาญจนบุรี", "เทศบาลเมือง", "ท่ามะกา", "ท่ามะกา", "กาญจนบุรี"),
        ("อบต.คลองขวาง อำเภอไทรน้อย จังหวัดนนทบุรี", "องค์การบริหารส่วนตำบล", "คลองขวาง", "ไทรน้อย", "นนทบุรี"),
        ("ทต.ปัว อ.ปัว จ.น่าน", "เทศบาลตำบล", "ปัว", "ปัว", "น่าน"),
        ("ทม.กระบี่ อ.เมืองกระบี่ จ.กระบี่", "เทศบาลเมือง", "กระบี่", "เมืองกระบี่", "กระบี่"),
        ("ทน.ตรัง อ.เมืองตรัง จ.ตรัง", "เทศบาลนคร", "ตรัง", "เมืองตรัง", "ตรัง"),
        (
            "องค์การบริหารส่วนตำบลตะเคียน\nอำเภอกาบเชิง\nจังหวัดสุรินทร์",
            "องค์การบริหารส่วนตำบล",
            "ตะเคียน",
            "กาบเชิง",
            "สุรินทร์",
        ),
        ("เทศบาลเมืองลำพูน จังหวัดลำพูน", "เทศบาลเมือง", "ลำพูน", None, "ลำพูน"),
        ("องค์การบริหารส่วนจังหวัดสตูล", "องค์การบริหารส่วนจังหวัด", "สตูล", None, "สตูล"),
        ("อบจ.พังงา จังหวัดพังงา", "องค์การบริหารส่วนจังหวัด", "พังงา", None, "พังงา"),
        ("เทศบาลตำบลท่าเดื่อ-มืดกา อำเภอดอยเต่า จังหวัดเชียงใหม่", "เทศบาลตำบล", "ท่าเดื่อ-มืดกา", "ดอยเต่า", "เชียงใหม่"),
        ("เทศบาลตำบล ทุ่งผึ้ง\nอำเภอแจ้ห่ม จังหวัดลำปาง", "เทศบาลตำบล", "ทุ่งผึ้ง", "แจ้ห่ม", "ลำปาง"),
        ("เทศบาลตำบล\nทุ่งผึ้ง\nอำเภอแจ้ห่ม จังหวัดลำปาง", "เทศบาลตำบล", "ทุ่งผึ้ง", "แจ้ห่ม", "ลำปาง"),
        ("เทศบาลตำบลปัว (จังหวัดน่าน)", "เทศบาลตำบล", "ปัว", None, "น่าน"),
        ("เทศบาลตำบลจุน อำเภอจุน จังหวัดพระนครศรีอยุธยา", "เทศบาลตำบล", "จุน", "จุน", "พระนครศรีอยุธยา"),
    ],
)
def test_the_organisation_on_the_cover(
    text: str, kind: str, name: str, district: str | None, province: str | None
) -> None:
    found = choose(f"{TITLE}\nประจำปีงบประมาณ พ.ศ. ๒๕๖๘\n{text}\n")
    assert (found.type, found.name, found.district, found.province) == (kind, name, district, province)


@pytest.mark.parametrize("name", ["ขอนแก่น", "เวียงเชียงของ", "จะแนะ", "นำชัย", "หนองหญ้าไซ", "โดยสาร", "ควรทอง"])
def test_a_name_that_begins_with_or_holds_a_word_that_follows_names(name: str) -> None:
    """ขอ, ของ, จะ, นำ … end a glued name, but not one that stands clear somewhere."""
    cover = f"{TITLE}\nเทศบาลเมือง{name}\nอำเภอเมืองน่าน จังหวัดน่าน"
    assert choose(cover).name == name
    assert choose(f"{cover}{PAGE_END}เทศบาลเมือง{name}มีผลคะแนน 95 คะแนน").name == name
    assert set(names(f"{cover}{PAGE_END}เทศบาลเมือง{name}มีผลคะแนน 95 คะแนน")) == {("เทศบาลเมือง", name)}


@pytest.mark.parametrize("glue", ["มีผลคะแนนเฉลี่ย", "ได้คะแนน", "และหน่วยงาน", "ควรจัดทำ", "จึงต้อง", "โดยรวม"])
def test_a_name_glued_to_the_words_behind_it_is_cut_where_the_clear_one_ends(glue: str) -> None:
    found = names(f"เทศบาลตำบลทุ่งผึ้ง อำเภอแจ้ห่ม จังหวัดลำปาง{PAGE_END}ข้อเท็จจริงพบว่า เทศบาลตำบลทุ่งผึ้ง{glue} ต่อไป")
    assert found == [("เทศบาลตำบล", "ทุ่งผึ้ง")] * 2


@pytest.mark.parametrize("glue", ["ได้คะแนน๙๘.๒๙ คะแนน", "มีผลคะแนน(๙๘.๒๙)", "มีผลคะแนน ดังนี้"])
def test_a_name_before_a_district_is_surer_than_one_glued_to_words_before_a_figure_or_space(
    glue: str,
) -> None:
    text = f"เทศบาลตำบลทุ่งผึ้ง อำเภอแจ้ห่ม จังหวัดลำปาง\nข้อเท็จจริงพบว่า เทศบาลตำบลทุ่งผึ้ง{glue}"
    assert [entry.name for entry in choose_organization(flow(text), Cover(0))[1]] == ["ทุ่งผึ้ง"] * 2


@pytest.mark.parametrize("name", ["ในเมือง", "ที่วัง", "เป็นสุข", "ในคลองบางปลากด", "ในควน", "ในเตา"])
def test_a_true_name_that_begins_with_a_stop_word_is_a_name(name: str) -> None:
    cover = f"องค์การบริหารส่วนตำบล{name}\nอำเภอเมืองน่าน จังหวัดน่าน"
    found = choose(f"{cover}\nร่วมกับเทศบาลเมืองน่าน อำเภอเมืองน่าน")
    assert (found.type, found.name) == ("องค์การบริหารส่วนตำบล", name)


@pytest.mark.parametrize("glue", ["มีผลคะแนนเฉลี่ย", "ได้คะแนน", "และหน่วยงาน", "ควรจัดทำ"])
def test_without_any_clear_name_a_glued_one_ends_at_the_word(glue: str) -> None:
    assert names(f"เทศบาลตำบลทุ่งผึ้ง{glue}ในตัวชี้วัดที่หนึ่งทั้งหมดที่ประเมิน") == [("เทศบาลตำบล", "ทุ่งผึ้ง")]


def test_a_name_that_holds_another_is_another() -> None:
    found = names("เทศบาลตำบลหงาว อำเภอเทิง\nเทศบาลตำบลเมืองหงาว อำเภอเทิง")
    assert found == [("เทศบาลตำบล", "หงาว"), ("เทศบาลตำบล", "เมืองหงาว")]


def test_the_spelling_of_the_cover_counts_most() -> None:
    """The seed writes ทุ่งผึ้ง eleven times and ทุ่งผิง twice."""
    text = f"เทศบาลตำบลทุ่งผึ้ง\nอำเภอแจ้ห่ม จังหวัดลำปาง{PAGE_END}" + "เทศบาลตำบลทุ่งผิง อำเภอแจ้ห่ม\n"
    assert choose(text).name == "ทุ่งผึ้ง"


def test_a_class_is_no_name() -> None:
    assert names("หน่วยงานประเภท เทศบาลตำบล และองค์การบริหารส่วนตำบล") == []
    assert names("เทศบาลตำบลต่างๆ ทั่วประเทศ") == []
    assert choose("ไม่มีหน่วยงานใด") == Organization(None, None, None, None, None)


@pytest.mark.parametrize("name", ["กรุงเทพมหานคร", "เมืองพัทยา"])
def test_the_two_special_organisations(name: str) -> None:
    assert choose(f"{TITLE}\n{name}").name == name


def test_abbreviations_inside_other_abbreviations_are_none() -> None:
    assert names("ก.อบต.จังหวัด") == []


def test_mentions_tell_how_sure_their_ends_are() -> None:
    text = span("เทศบาลตำบลปัว อำเภอปัว เทศบาลตำบลปัว ได้คะแนน เทศบาลตำบลปัว")
    assert [mention.ending for mention in find_mentions(text)] == [Ending.MARKED, Ending.SPACE, Ending.MARKED]
    assert find_mentions(span("เทศบาลตำบลปัวอำเภอปัว"))[0].ending == Ending.MARKED
    assert find_mentions(span("เทศบาลตำบลปัว๙๘.๒๙"))[0].ending == Ending.SPACE


def test_each_way_of_writing_is_a_row_with_its_count_and_pages() -> None:
    document = flow(f"เทศบาลตำบลปัว อำเภอปัว\nทต.ปัว อำเภอปัว{PAGE_END}เทศบาลตำบลปัว อำเภอปัว")
    rows = mention_rows(choose_organization(document, Cover(0))[1])
    assert [(row.written, row.normalized, row.count, row.pages) for row in rows] == [
        ("เทศบาลตำบลปัว", "ปัว", 2, (1, 2)),
        ("ทต.ปัว", "ปัว", 1, (1,)),
    ]


def test_there_are_77_provinces_and_none_hides_another() -> None:
    found = province_names()
    assert len(set(found)) == 77
    assert [len(name) for name in found] == sorted((len(name) for name in found), reverse=True)


@pytest.mark.parametrize(
    "written",
    [
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๘", "ในงบประมาณ พ.ศ. ๒๕๖๘", "ประจำปีงบประมาณ พ.ศ.๒๕๖๘", "ปีงบประมาณ พ.ศ 2568",
        "ปีงบประมาณ พ.ศ..2568", "ปีงบประมาณ ๒๕๖๘", "ประจำปี 2568", "ปี 2568", "ITA 2568", "ITA2568", "FY2025",
        "ประจำปีงบประมาณ\nพ.ศ. 2568", "ปีงบประมาณ (พ.ศ.) 2568", "ปีงบประมาณ ค.ศ. 2025",
    ],
)  # fmt: skip
def test_the_fiscal_year_in_all_its_forms(written: str) -> None:
    assert choose_fiscal_year(flow(f"{TITLE} {written}\nเทศบาลตำบลปัว")) == 2568
    assert choose_fiscal_year(flow(to_thai(f"{TITLE}\n{written}"))) == 2568


@pytest.mark.parametrize(
    "title",
    [
        "การวิเคราะห์ผลการประเมินระดับคุณธรรมและความโปร่งใส (ITA)",
        "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ",
        "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ",
        "รายงานผลการประเมินคุณธรรมและความโปร่งใสฯ (ITA)",
        "รายงานผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ(ITA)",
        "การประกาศผลการประเมิน ITA",
    ],
)
def test_the_year_behind_the_title_comes_before_that_of_the_measures(title: str) -> None:
    """The measures of the seed are for 2569, and it names that year more often."""
    later = "ตลอดปีงบประมาณ พ.ศ.๒๕๖๙\n" * 5
    assert choose_fiscal_year(flow(f"{title} ประจำปี 2568\n{later}")) == 2568
    measures = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๙"
    assert choose_fiscal_year(flow(f"{measures}\n{title} ประจำปี 2568\n{later}")) == 2568


def test_without_a_title_the_year_named_most_often_counts_and_without_a_year_none() -> None:
    assert choose_fiscal_year(flow("ปี 2567\nปีงบประมาณ 2568\nปี 2568")) == 2568
    assert choose_fiscal_year(flow("ไม่มีปี 12 และ 256")) is None


@given(st.integers(2560, 2599), st.booleans(), st.sampled_from(["พ.ศ. ", "พ.ศ.", ""]))
def test_any_year_in_either_script(year: int, thai: bool, era: str) -> None:
    text = f"{TITLE} ประจำปีงบประมาณ {era}{year}"
    assert choose_fiscal_year(flow(to_thai(text) if thai else text)) == year
