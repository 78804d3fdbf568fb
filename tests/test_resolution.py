"""Which organisation is meant: from the province down, with a key that stays, and never a guess."""

from __future__ import annotations

import random

import pytest

from benchmarks.names import Tally, absent, damaged, look_alike
from ita_extract.model import OrganizationMention
from ita_extract.organizations.areas import area_gazetteer
from ita_extract.organizations.gazetteer import Gazetteer, Listed
from ita_extract.organizations.resolution import DocumentFacts, Resolution, resolve

TT, OBT, TM, TN, OBJ = (
    "เทศบาลตำบล",
    "องค์การบริหารส่วนตำบล",
    "เทศบาลเมือง",
    "เทศบาลนคร",
    "องค์การบริหารส่วนจังหวัด",
)


def mention(name: str, count: int = 1, pages: tuple[int, ...] = (2,)) -> OrganizationMention:
    return OrganizationMention(
        written=f"เทศบาลตำบล{name}",
        normalized=name,
        count=count,
        pages=pages,
        page=pages[0],
        x0=0,
        top=0,
        x1=1,
        bottom=1,
        raw=name,
        text_source="text",
        confidence=1,
    )


def found(
    kind: str, name: str, district: str | None, province: str | None, *mentions: OrganizationMention
) -> Resolution:
    return resolve(DocumentFacts(kind, name, district, province), mentions, area_gazetteer())


def slugs(resolution: Resolution) -> list[str]:
    return [doubt.slug for doubt in resolution.doubts]


@pytest.mark.parametrize(
    ("kind", "name", "district", "province", "key"),
    [
        (TT, "ทุ่งผึ้ง", "แจ้ห่ม", "ลำปาง", "TH-52-0606-TT"),
        (OBT, "ทุ่งผึ้ง", "แจ้ห่ม", "ลำปาง", "TH-52-0606-OBT"),
        (TM, "ตะพานหิน", "ตะพานหิน", "พิจิตร", "TH-66-0401-TM"),
        (TN, "ขอนแก่น", "เมืองขอนแก่น", "ขอนแก่น", "TH-40-TN"),
        (TN, "ขอนแก่น", "เมือง", "ขอนแก่น", "TH-40-TN"),
        (OBJ, "น่าน", None, "น่าน", "TH-55-OBJ"),
        (OBJ, "น่าน", None, None, "TH-55-OBJ"),
        (TT, "ท่าเดื่อ-มืดกา", "ดอยเต่า", "เชียงใหม่", "TH-50-1702+03-TT"),
        (TM, "สุไหงโกลก", "สุไหงโก-ลก", "นราธิวาส", "TH-96-1001-TM"),
        ("กรุงเทพมหานคร", "กรุงเทพมหานคร", None, None, "TH-10-BMA"),
        ("เมืองพัทยา", "เมืองพัทยา", None, None, "TH-20-04-PTY"),
    ],
)
def test_every_class_gets_a_key_that_can_be_read(
    kind: str, name: str, district: str | None, province: str | None, key: str
) -> None:
    entry = found(kind, name, district, province)
    assert (entry.organization_id, entry.organization_id_kind, entry.doubts) == (key, "area", ())
    assert entry.name == name
    assert entry.confidence == 1


@pytest.mark.parametrize(
    ("name", "district", "province"),
    [
        ("ทุ่งผึ้ง", "แจ้ห่ม", "ลําปาง"),
        ("ทุ่ง ผึ้ง", "แจ้ห่ม", "ลำปาง"),
        ("ทุ่งผึ้ง", "แจ้หม", "ลำปาง"),
        ("ทุ่งผึ้ง", "แจ้ห่ม", "ลำปาว"),
        ("ทุ่งผึ้ง", None, "ลำปาง"),
    ],
)
def test_the_key_stays_over_spellings_of_the_place(name: str, district: str | None, province: str) -> None:
    entry = found(TT, name, district, province)
    assert (entry.organization_id, entry.district, entry.province) == ("TH-52-0606-TT", "แจ้ห่ม", "ลำปาง")
    assert entry.doubts == ()


def test_the_list_decides_between_spellings_before_the_majority() -> None:
    entry = found(TT, "ทุ่งผิง", "แจ้ห่ม", "ลำปาง", mention("ทุ่งผิง", 9, (1, 2)), mention("ทุ่งผึ้ง", 2))
    assert (entry.organization_id, entry.name, entry.doubts) == ("TH-52-0606-TT", "ทุ่งผึ้ง", ())


def test_a_near_spelling_that_nothing_confirms_is_for_a_person() -> None:
    entry = found(TT, "ทุ่งผิง", "แจ้ห่ม", "ลำปาง", mention("ทุ่งผิง"))
    assert (entry.organization_id, entry.name) == ("TH-52-0606-TT", "ทุ่งผึ้ง")
    assert slugs(entry) == ["doubtful-name"]
    assert "ทุ่งผิง" in entry.doubts[0].detail
    assert (entry.doubts[0].page, entry.doubts[0].raw) == (2, "ทุ่งผิง"), "it stands where the name does"
    assert 0 < entry.confidence < 1


def test_an_organisation_may_spell_its_area_in_its_own_way() -> None:
    """The subdistrict is ปากน้ำกระแส, its municipality ปากน้ำประแส: sixteen times written, it is no slip."""
    entry = found(TT, "ปากน้ำประแส", "แกลง", "ระยอง", mention("ปากน้ำประแส", 16, (1, 2, 3)))
    assert (entry.organization_id, entry.name) == ("TH-21-03-ปากน้ำประแส-TT", "ปากน้ำประแส")
    assert slugs(entry) == ["doubtful-name"]


def test_a_name_that_no_list_has_stays_as_written() -> None:
    entry = found(TN, "แหลมฉบัง", "ศรีราชา", "ชลบุรี")
    assert (entry.organization_id, entry.organization_id_kind) == ("TH-20-07-แหลมฉบัง-TN", "written")
    assert entry.name == "แหลมฉบัง"
    assert slugs(entry) == ["unlisted-organization"]


@pytest.mark.parametrize(
    ("facts", "slug"),
    [
        ((TT, "แม่สุก", "เมืองปาน", "ลำปาง"), "doubtful-district"),  # it lies in แจ้ห่ม
        ((TT, "ทุ่งผึ้ง", "พร้าว", "ลำปาง"), "doubtful-district"),  # a district of เชียงใหม่
        ((TT, "ทุ่งผึ้ง", "แจ้ห่ม", "ล้านนา"), "doubtful-province"),
        ((TT, "บ้านกลาง", None, None), "missing-province"),
        ((TT, "ทุ่งผึ้ง", "แจ้ห่ม", None), "missing-province"),
        ((TT, "ในเมือง", None, "ขอนแก่น"), "missing-district"),  # two of that name in the province
        ((OBJ, "น่าน", None, "แพร่"), "doubtful-province"),
        ((OBJ, "ล้านนา", None, None), "doubtful-province"),
    ],
)
def test_what_is_doubtful_gets_no_key(facts: tuple[str, str, str | None, str | None], slug: str) -> None:
    entry = found(*facts)
    assert (entry.organization_id, entry.organization_id_kind, entry.confidence) == (None, None, 0)
    assert slug in slugs(entry)
    assert entry.name == facts[1], "nothing is replaced by a guess"


def test_the_candidates_are_named_to_the_person() -> None:
    assert "แจ้ห่ม" in found(TT, "แม่สุก", "เมืองปาน", "ลำปาง").doubts[0].detail
    assert "ทุ่งผึ้ง แจ้ห่ม ลำปาง" in found(TT, "ทุ่งผึ้ง", "แจ้ห่ม", None).doubts[0].detail
    assert "เชียงใหม่" in found(TT, "ทุ่งผึ้ง", "พร้าว", "ลำปาง").doubts[0].detail


@pytest.mark.parametrize(
    ("name", "district", "province"),
    [
        ("บ้านกล้วย", "เมืองลำพูน", "ลำพูน"),  # there is บ้านกลาง
        ("ผึ้ง", "แจ้ห่ม", "ลำปาง"),  # a part of ทุ่งผึ้ง
        ("ทุ่งผึ้งใหม่", "แจ้ห่ม", "ลำปาง"),
        ("ทุ่งผึ้ง ๒", "แจ้ห่ม", "ลำปาง"),
        ("แม่สลองใต้", "แม่ฟ้าหลวง", "เชียงราย"),  # there are แม่สลองใน and แม่สลองนอก
    ],
)
def test_another_name_is_never_taken_for_a_listed_one(name: str, district: str, province: str) -> None:
    entry = found(TT, name, district, province)
    assert entry.organization_id_kind == "written"
    assert slugs(entry) == ["unlisted-organization"]


def test_a_class_that_the_list_has_not_is_for_a_person() -> None:
    areas = area_gazetteer()
    listed = [Listed("X1", "ทุ่งผึ้ง", OBT, "5206", "52")]
    gazetteer = Gazetteer(areas.provinces, areas.districts, listed, source="a list", official=True)
    entry = resolve(DocumentFacts(TT, "ทุ่งผึ้ง", "แจ้ห่ม", "ลำปาง"), (), gazetteer)
    assert entry.organization_id is None
    assert slugs(entry) == ["doubtful-class"]


def test_without_a_class_or_a_name_nothing_is_resolved() -> None:
    assert resolve(DocumentFacts(None, None, "แจ้ห่ม", "ลำปาง"), (), area_gazetteer()).organization_id is None


def test_two_places_never_share_a_key() -> None:
    """Every name of the gazetteer, in its district, gets a key, and no other name gets it."""
    areas = area_gazetteer()
    keys: dict[str, str] = {}
    for entry in areas.listed:
        if entry.district is None or entry.type is not None:
            continue
        element = resolve(
            DocumentFacts(TT, entry.name, areas.area(entry.district).name, areas.area(entry.province).name),
            (),
            areas,
        )
        assert element.organization_id is not None
        assert element.doubts == ()
        assert keys.setdefault(element.organization_id, entry.name) == entry.name
    assert len(keys) > 7000


@pytest.mark.parametrize(("times", "recall"), [(1, 98.5), (2, 97.0)])
def test_damaged_names_are_found_again(times: int, recall: float) -> None:
    """A part of benchmarks/names.py, with bounds that leave room for its chance."""
    areas = area_gazetteer()
    entries = [entry for entry in areas.listed if entry.district is not None and entry.type is None]
    some = random.Random(1).sample(entries, 600)
    tally = damaged(some, areas, look_alike, times, 1, district=True)
    assert tally.precision >= 99
    assert tally.silent == 0
    assert tally.recall >= recall


@pytest.mark.slow
def test_absent_names_are_not_matched() -> None:
    areas = area_gazetteer()
    entries = [entry for entry in areas.listed if entry.district is not None and entry.type is None]
    tally: Tally = absent(random.Random(2).sample(entries, 400), areas, 2, district=True)
    assert tally.asked == 400
    assert tally.wrongly < 2


@pytest.mark.parametrize(
    ("facts", "key", "position"),
    [
        (("องค์การบริหารส่วนตำบล", "หนองหัวช้าง", "พรเจริญ", "หนองคาย"), "TH-38-0204-OBT", ("พรเจริญ", "บึงกาฬ")),
        (("องค์การบริหารส่วนตำบล", "ท่าแฝก", "ท่าปลา", "อุตรดิตถ์"), "TH-53-0407-OBT", ("น้ำปาด", "อุตรดิตถ์")),
        (("องค์การบริหารส่วนตำบล", "หนองเข็ง", "เมืองบึงกาฬ", "บึงกาฬ"), "TH-38-0103-OBT", ("เมืองบึงกาฬ", "บึงกาฬ")),
    ],
    ids=["district of another province now", "subdistrict of another district now", "renamed"],
)
def test_an_address_that_is_out_of_date_gives_the_key_of_today_and_a_reason(
    facts: tuple[str, str, str, str], key: str, position: tuple[str, str]
) -> None:
    entry = resolve(DocumentFacts(*facts), (), area_gazetteer())
    assert (entry.organization_id, (entry.district, entry.province)) == (key, position)
    assert slugs(entry) in (["doubtful-district"], ["doubtful-name"])


def test_a_place_that_moved_is_no_wrong_place_where_it_is_today() -> None:
    entry = resolve(DocumentFacts("องค์การบริหารส่วนตำบล", "ท่าแฝก", "น้ำปาด", "อุตรดิตถ์"), (), area_gazetteer())
    assert (entry.organization_id, entry.doubts) == ("TH-53-0407-OBT", ())
