"""Which line of published results is a report's: by class, name and place, and none where two may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from ita_extract.checking.collection.official_matching import OfficialLines
from ita_extract.checking.collection.published import read_official
from ita_extract.checking.collection.reports import Digest, Identity

KRASANG = Identity("องค์การบริหารส่วนตำบล", "กระสัง", "เมืองบุรีรัมย์", "บุรีรัมย์", "a")
OTHER = Identity("องค์การบริหารส่วนตำบล", "กระสัง", "สตึก", "บุรีรัมย์", "b")
PUA = Identity("เทศบาลตำบล", "ปัว", "ปัว", "น่าน", "c")


def digest(identity: Identity) -> Digest:
    return Digest(identity.organization_id, "a.pdf", identity, 2568, {}, (), {})


def lines(tmp_path: Path, text: str, *identities: Identity) -> OfficialLines:
    path = tmp_path / "official.csv"
    path.write_text(text, encoding="utf-8")
    return OfficialLines(read_official(path), [digest(identity) for identity in identities])


def test_two_bodies_of_one_name_are_each_held_against_their_own_line(tmp_path: Path) -> None:
    text = (
        "organization,district,province,fiscal_year,overall\n"
        "อบต.กระสัง,สตึก,บุรีรัมย์,2568,71\nอบต.กระสัง,อำเภอเมืองบุรีรัมย์,บุรีรัมย์,2568,80\n"
    )
    found = lines(tmp_path, text, KRASANG, OTHER)
    rows = [found.of(identity, 2568).row for identity in (OTHER, KRASANG)]
    assert [row and row.line for row in rows] == [2, 3]


def test_with_the_line_of_one_of_them_the_other_is_not_compared(tmp_path: Path) -> None:
    text = "organization,district,province,overall\nอบต.กระสัง,สตึก,บุรีรัมย์,71\n"
    found = lines(tmp_path, text, KRASANG)
    assert found.of(KRASANG, 2568).row is None
    assert [row.line for row in found.of(KRASANG, 2568).unsure] == [2]
    assert found.of(OTHER, 2568).row is not None


def test_a_line_without_a_district_fits_two_bodies(tmp_path: Path) -> None:
    found = lines(tmp_path, "organization,province,overall\nอบต.กระสัง,บุรีรัมย์,71\n", KRASANG)
    assert (found.of(KRASANG, 2568).row, len(found.of(KRASANG, 2568).unsure)) == (None, 1)


@pytest.mark.parametrize(
    "head", ["organization,overall\nทต.ปัว,71\n", "organization,type,overall\nปัว,เทศบาลตำบล,71\n"]
)
def test_a_name_that_one_body_bears_is_matched_without_its_place(tmp_path: Path, head: str) -> None:
    assert lines(tmp_path, head, PUA).of(PUA, 2568).row is not None


def test_a_name_without_a_class_is_matched_where_it_is_unique(tmp_path: Path) -> None:
    text = "หน่วยงาน,จังหวัด,คะแนน\nปัว,น่าน,71\n"
    assert lines(tmp_path, text, PUA).of(PUA, 2568).row is not None
    twin = PUA._replace(kind="องค์การบริหารส่วนตำบล", organization_id="d")
    found = lines(tmp_path, text, PUA, twin)
    assert [found.of(entry, 2568).row for entry in (PUA, twin)] == [None, None]
    assert all(found.of(entry, 2568).unsure for entry in (PUA, twin))


def test_a_body_that_is_no_local_government_is_matched_by_its_class(tmp_path: Path) -> None:
    school = Identity("โรงเรียน", "เทศบาล 2 บ้านใต้", "ปัว", "น่าน", "e")
    found = lines(tmp_path, "organization,overall\nโรงเรียนเทศบาล ๒ บ้านใต้,71\nเทศบาลตำบลปัว,72\n", school)
    row = found.of(school, 2568).row
    assert row is not None and row.line == 2


def test_a_name_that_the_file_does_not_have_is_no_matter(tmp_path: Path) -> None:
    found = lines(tmp_path, "organization,overall\nทต.เชียงกลาง,71\n", PUA).of(PUA, 2568)
    assert (found.row, found.unsure) == (None, ())


def test_a_name_without_a_class_is_held_against_none_where_a_district_has_two(tmp_path: Path) -> None:
    text = "หน่วยงาน,อำเภอ,จังหวัด,คะแนน\nปัว,ปัว,น่าน,71\n"
    found = lines(tmp_path, text, PUA, PUA._replace(kind="องค์การบริหารส่วนตำบล", organization_id="d"))
    assert (found.of(PUA, 2568).row, [row.line for row in found.of(PUA, 2568).unsure]) == (None, [2])
