"""The lists of places and organisations: loaded late and once, and a user's list is held to its columns."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from ita_extract.errors import UsageError
from ita_extract.model import OrganizationMention
from ita_extract.organizations.areas import area_gazetteer
from ita_extract.organizations.classes import CODES, PROVINCIAL_ORGANIZATION, class_named, split_written
from ita_extract.organizations.gazetteer import Gazetteer
from ita_extract.organizations.official import list_file, load_gazetteer
from ita_extract.organizations.resolution import DocumentFacts, resolve

ROOT = Path(__file__).parents[1]
OFFICIAL = ROOT.parent / "shared" / "domain" / "lao_2017.csv"
HEAD = "code,type,name,district,province\n"


def test_nothing_of_it_is_loaded_at_the_start() -> None:
    program = "import sys, ita_extract.cli.program; print(*(name for name in sys.modules if '.' not in name))"
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert not {"geothai", "rapidfuzz"} & set(ended.stdout.split())


def test_it_is_read_once() -> None:
    assert area_gazetteer() is area_gazetteer()
    assert area_gazetteer().model is area_gazetteer().model


def test_it_knows_the_areas_of_thailand() -> None:
    areas = area_gazetteer()
    assert len(areas.provinces) == 77
    assert len(areas.districts) > 900
    assert {entry.key for entry in areas.named("ทุ่งผึ้ง")} >= {"520606"}
    assert areas.area("5206").name == "แจ้ห่ม"
    assert areas.districts_in("10")[0].name == "พระนคร"
    assert not areas.in_district("1001"), "Bangkok's quarters are no organisations"
    with pytest.raises(KeyError):
        areas.area("99")


def test_in_a_district_each_name_is_one_area() -> None:
    areas = area_gazetteer()
    for district in areas.districts:
        names = [entry.name for entry in areas.in_district(district.code) if entry.type is None]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("ทต.", "เทศบาลตำบล"),
        ("ทม", "เทศบาลเมือง"),
        ("ทน.", "เทศบาลนคร"),
        ("อบต.", "องค์การบริหารส่วนตำบล"),
        ("อบจ.", "องค์การบริหารส่วนจังหวัด"),
        ("ThesabanTambon", "เทศบาลตำบล"),
        ("TAO", "องค์การบริหารส่วนตำบล"),
        ("PAO", "องค์การบริหารส่วนจังหวัด"),
        ("เทศบาลนคร", "เทศบาลนคร"),
        ("เทศบาล", None),
    ],
)
def test_classes_and_their_short_forms(written: str, kind: str | None) -> None:
    assert class_named(written) == kind


def test_each_class_has_a_code_of_its_own() -> None:
    assert len(set(CODES.values())) == len(CODES) == 7


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("อบต.คลองขวาง อ.ไทรน้อย จ.นนทบุรี", ("องค์การบริหารส่วนตำบล", "คลองขวาง", "ไทรน้อย", "นนทบุรี")),
        ("เทศบาลตำบล ทุ่งผึ้ง อำเภอแจ้ห่ม จังหวัดลำปาง", ("เทศบาลตำบล", "ทุ่งผึ้ง", "แจ้ห่ม", "ลำปาง")),
        ("เทศบาลตำบลท่าเดื่อ-มืดกา", ("เทศบาลตำบล", "ท่าเดื่อ-มืดกา", None, None)),
        ("ทม.ลำพูน (จ.ลำพูน)", ("เทศบาลเมือง", "ลำพูน", None, "ลำพูน")),
        ("องค์การบริหารส่วนจังหวัดน่าน", ("องค์การบริหารส่วนจังหวัด", "น่าน", None, None)),
        ("เมืองพัทยา", ("เมืองพัทยา", "เมืองพัทยา", None, None)),
        ("เมือง พัทยา", ("เมืองพัทยา", "เมืองพัทยา", None, None)),
        ("สำนักงานจังหวัดลำปาง", None),
        ("เทศบาลตำบล", None),
    ],
)
def test_a_written_name_is_taken_apart(written: str, parts: tuple[str, ...] | None) -> None:
    assert split_written(written) == parts


def listed(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_with_codes_gives_the_keys(tmp_path: Path) -> None:
    path = listed(tmp_path, HEAD + "T1,ทต.,ทุ่งผึ้ง,แจ้ห่ม,ลำปาง\n\ufeff"[:-1] + "T2,อบต.,ทุ่งผึ้ง,แจ้ห่ม,ลำปาง\n")
    gazetteer = load_gazetteer(path)
    for kind, code in (("เทศบาลตำบล", "T1"), ("องค์การบริหารส่วนตำบล", "T2")):
        found = resolve(DocumentFacts(kind, "ทุ่งผึ้ง", "แจ้ห่ม", "ลำปาง"), (), gazetteer)
        assert (found.organization_id, found.organization_id_kind, found.doubts) == (code, "official", ())
    assert load_gazetteer(path) is gazetteer
    path.write_text(HEAD + "T9,ทต.,ทุ่งผึ้ง,แจ้ห่ม,ลำปาง\n", encoding="utf-8-sig")
    assert load_gazetteer(path) is not gazetteer, "a list that changed is read anew"
    assert list_file(path) != list_file(listed(tmp_path, HEAD + "T8,ทต.,ทุ่งผึ้ง,แจ้ห่ม,ลำปาง\n"))


def test_former_names_and_classes_share_a_code(tmp_path: Path) -> None:
    """An organisation keeps its key when it is raised to a municipality: the user says so by a second row."""
    gazetteer = load_gazetteer(listed(tmp_path, HEAD + "K,ทต.,ทุ่งผึ้ง,แจ้ห่ม,ลำปาง\nK,อบต.,ทุ่งผึ้ง,แจ้ห่ม,ลำปาง\n"))
    keys = {
        resolve(DocumentFacts(kind, "ทุ่งผึ้ง", "แจ้ห่ม", "ลำปาง"), (), gazetteer).organization_id
        for kind in ("เทศบาลตำบล", "องค์การบริหารส่วนตำบล")
    }
    assert keys == {"K"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("code,name,district,province\n", "no column type"),
        (HEAD, "lists no organisation"),
        (HEAD + "T1,โรงเรียน,ทุ่งผึ้ง,แจ้ห่ม,ลำปาง\n", "line 2: 'โรงเรียน' is no class"),
        (HEAD + "T1,ทต.,ทุ่งผึ้ง,แจ้ห่ม,ลำพาง\n", "no province 'ลำพาง'"),
        (HEAD + "T1,ทต.,ทุ่งผึ้ง,แจ้หอม,ลำปาง\n", "no district 'แจ้หอม'"),
        (HEAD + ",ทต.,ทุ่งผึ้ง,แจ้ห่ม,ลำปาง\n", "has a code and a name"),
        (HEAD + "T1,ทต.,ทุ่งผึ้ง,แจ้ห่ม,ลำปาง\nT2,ทต.,ทุ่งผึ้ง,แจ้ห่ม,ลำปาง\n", "line 3: .*two codes"),
        (HEAD + "T1,ทต.\n", "has a code and a name"),
    ],
)
def test_a_list_that_is_wrong_is_refused_with_its_line(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        load_gazetteer(listed(tmp_path, text))


def test_a_list_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_gazetteer(tmp_path / "none.csv")
    path = tmp_path / "thai.csv"
    path.write_bytes(HEAD.encode() + "ทุ่ง".encode("cp874"))
    with pytest.raises(UsageError, match="UTF-8"):
        load_gazetteer(path)


def test_a_published_list_is_taken_as_it_is() -> None:
    if not OFFICIAL.exists():
        pytest.skip("../shared/domain is not beside this checkout")
    gazetteer = load_gazetteer(OFFICIAL)
    assert len(gazetteer.listed) == 7851
    found = resolve(DocumentFacts("เทศบาลตำบล", "ทุ่งผึ้ง", "แจ้ห่ม", "ลำปาง"), (), gazetteer)
    assert (found.organization_id, found.organization_id_kind) == ("05520603", "official")


def test_run_refuses_a_wrong_list_before_it_reads(tmp_path: Path) -> None:
    path = listed(tmp_path, "code\n")
    command = [
        sys.executable,
        "-m",
        "ita_extract",
        "run",
        str(ROOT / "fixtures"),
        "--output",
        str(tmp_path / "out"),
    ]
    ended = subprocess.run(
        [*command, "--gazetteer", str(path)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert ended.returncode == 2
    assert "no column type" in ended.stderr
    assert not (tmp_path / "out").exists()


PAST = (
    "code,type,name,district,province,from,to,successor\n"
    "A,อบต.,ปงดอน,แจ้ห่ม,ลำปาง,,2566,B\n"
    "B,ทต.,ปงดอน,แจ้ห่ม,ลำปาง,2567,,\n"
    "C,ทต.,เก่า,แจ้ห่ม,ลำปาง,,2564,\n"
    "D,ทต.,เก่า,แจ้ห่ม,ลำปาง,2565,,\n"
)


def past(tmp_path: Path, text: str = PAST) -> Gazetteer:
    path = tmp_path / "past.csv"
    path.write_text(text, encoding="utf-8")
    return load_gazetteer(path)


def test_a_list_is_read_as_it_was_in_the_year_of_the_report(tmp_path: Path) -> None:
    gazetteer = past(tmp_path)
    codes = [
        resolve(
            DocumentFacts("เทศบาลตำบล", "เก่า", "แจ้ห่ม", "ลำปาง"), (), gazetteer.valid_in(year)
        ).organization_id
        for year in (2564, 2565)
    ]
    assert codes == ["C", "D"]
    expired = resolve(
        DocumentFacts("องค์การบริหารส่วนตำบล", "ปงดอน", "แจ้ห่ม", "ลำปาง"), (), gazetteer.valid_in(2567)
    )
    assert expired.organization_id != "A" and expired.doubts != ()


def test_a_body_that_was_raised_keeps_one_lineage(tmp_path: Path) -> None:
    gazetteer = past(tmp_path)
    assert {gazetteer.lineage(code) for code in "AB"} == {"B"}
    assert gazetteer.lineage("C") == "C"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("E,ทต.,เก่า,แจ้ห่ม,ลำปาง,2565,,\n", "two codes"),
        ("E,ทต.,ใหม่,แจ้ห่ม,ลำปาง,2023,,\n", "no fiscal year"),
        ("E,ทต.,ใหม่,แจ้ห่ม,ลำปาง,,,Z\n", "no other code"),
    ],
)
def test_a_past_that_cannot_be_is_refused(tmp_path: Path, row: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        past(tmp_path, PAST + row)


@pytest.mark.skipif(not OFFICIAL.is_file(), reason="../shared/domain is not beside this checkout")
def test_no_two_organisations_of_the_country_share_a_key() -> None:
    """Each of the 7,851 as a report that names itself twice; พรรณานคร took the key of พรรณานิคม."""
    keys: dict[str, list[str]] = {}
    sure = count = 0
    with OFFICIAL.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            kind = class_named(row["lao_type"])
            assert kind is not None
            written = f"{kind}{row['name_th']}"
            district = None if kind == PROVINCIAL_ORGANIZATION else row["amphoe"]
            mentions = tuple(_mention(written, row["name_th"], page) for page in (1, 2))
            found = resolve(
                DocumentFacts(kind, row["name_th"], district, row["province"], mentions),
                mentions,
                area_gazetteer(),
            )
            count += 1
            sure += found.organization_id is not None and not found.doubts
            if found.organization_id is not None:
                keys.setdefault(found.organization_id, []).append(written)
    assert {key: names for key, names in keys.items() if len(names) > 1} == {}
    assert sure >= 0.99 * count


def _mention(written: str, name: str, page: int) -> OrganizationMention:
    return OrganizationMention(
        written=written, normalized=name, count=1, pages=(page,), page=page, x0=0, top=0, x1=1, bottom=1, raw=name,
        text_source="text", confidence=1,
    )  # fmt: skip
