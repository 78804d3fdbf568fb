"""Overviews over the years: which are compared, what changed, where a report stands, who has none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from facts import made_facts

from ita_extract.model import Status, Subject
from ita_extract.organizations.gazetteer import Gazetteer
from ita_extract.organizations.official import load_gazetteer
from ita_extract.review.overview.areas import district_name, province_of
from ita_extract.review.overview.changes import changes_of
from ita_extract.review.overview.facts import Retold
from ita_extract.review.overview.methods import Difference, compare_years
from ita_extract.review.overview.missing import attendance
from ita_extract.review.overview.survey import Survey


def test_years_are_compared_by_the_rules_of_both() -> None:
    assert compare_years(2568, 2567).differences == (Difference.OIT_ITEMS,)
    assert compare_years(2568, 2567).comparable
    assert compare_years(2565, 2564).differences == ()
    assert compare_years(2569, 2568).inferred and not compare_years(2568, 2567).inferred


def test_years_of_letters_and_of_words_are_not_compared() -> None:
    found = compare_years(2566, 2565)
    assert not found.comparable
    assert found.reasons == (
        Difference.LEVELS, Difference.IIT_ITEMS, Difference.EIT_ITEMS, Difference.EIT_PARTS,
    )  # fmt: skip
    assert not found.holds_for(Subject.INDICATOR_1)


def test_a_year_without_rules_is_not_compared_though_the_nearest_has_some() -> None:
    assert compare_years(2590, 2589).differences == (Difference.UNKNOWN_YEAR,)
    assert not compare_years(2590, 2589).comparable


def test_what_changed_since_the_year_before() -> None:
    before = [made_facts(n, s, fiscal_year=2567) for n, s in ((1, "90.00"), (2, "80.00"), (3, "70.00"))]
    now = [
        made_facts(11, "93.00", organization=before[0].organization, others={"IIT": "91.00"}),
        made_facts(12, "75.50", organization=before[1].organization),
        made_facts(14, "99.00"),
        made_facts(15, "99.00", organization=None),
    ]
    found = changes_of(2568, now, before)
    assert found is not None and found.both == 2
    assert [(change.facts.source, change.difference) for change in found.every] == [
        ("11.pdf", Decimal("3.00")),
        ("12.pdf", Decimal("-4.50")),
    ]
    assert (found.risen, found.fallen) == (1, 1)
    assert [(entry.subject, entry.spread.median) for entry in found.subjects] == [
        (Subject.OVERALL, Decimal("-0.75"))
    ]


def test_nothing_is_compared_over_a_change_of_method() -> None:
    before = made_facts(1, "90.00", fiscal_year=2565)
    found = changes_of(2566, [made_facts(1, "95.00", fiscal_year=2566)], [before])
    assert found is not None and (found.both, found.every, found.subjects) == (1, (), ())


def test_a_report_stands_beside_the_median_of_its_province_and_year() -> None:
    lampang = [made_facts(n, score) for n, score in ((1, "90.00"), (2, "92.00"), (3, "97.00"))]
    others = [
        made_facts(4, "50.00", province="แพร่"),
        made_facts(5, "88.00", fiscal_year=2567, organization=lampang[0].organization, others={"IIT": "87"}),
        made_facts(6, "10.00", province=None),
    ]
    survey = Survey([*lampang, *others])
    peers = survey.peers(lampang[0].document_id)
    assert peers is not None and peers.province is not None and peers.is_counted
    (row,) = peers.beside
    assert (row.score, row.median, row.reports) == (Decimal("90.00"), Decimal("92.00"), 3)
    assert (row.difference, row.before, row.change) == (Decimal("-2.00"), Decimal("88.00"), Decimal("2.00"))
    assert [(past.fiscal_year, past.document_id) for past in peers.history] == [
        (2567, others[1].document_id),
        (2568, lampang[0].document_id),
    ]
    lost = survey.peers(others[2].document_id)
    assert lost is not None and (lost.province, lost.beside) == (None, ())
    assert survey.peers("d0") is None


def test_a_year_gone_by_is_its_own_reports_before_it_is_retold() -> None:
    own = made_facts(1, "81.00", fiscal_year=2567)
    retold = (
        Retold(2565, Decimal("70"), "B"), Retold(2567, Decimal("80"), None), Retold(2569, Decimal("1"), None),
    )  # fmt: skip
    now = made_facts(2, "85.00", organization=own.organization, retold=retold, status=Status.REVIEW)
    peers = Survey([own, now]).peers(now.document_id)
    assert peers is not None
    shown = [
        (past.fiscal_year, past.scores[Subject.OVERALL], past.document_id is None, past.in_review)
        for past in peers.history
    ]
    assert shown == [
        (2565, Decimal("70"), True, False),
        (2567, Decimal("81.00"), False, False),
        (2568, Decimal("85.00"), False, True),
    ]
    comparisons = [past.comparison and past.comparison.comparable for past in peers.history]
    assert comparisons == [None, False, True]


def test_a_superseded_report_is_shown_its_own_scores_beside_the_counted() -> None:
    old, new = (
        made_facts(1, "60.00", superseded_by="d2"),
        made_facts(2, "90.00", organization="TH-52-0001-TT"),
    )
    peers = Survey([old, new]).peers(old.document_id)
    assert peers is not None and not peers.is_counted
    assert (peers.beside[0].score, peers.beside[0].median) == (Decimal("60.00"), Decimal("90.00"))
    assert [past.document_id for past in peers.history] == [old.document_id]


def test_overviews_hold_each_document_of_their_area_once() -> None:
    documents = [
        made_facts(1), made_facts(2, province="แพร่", district="ลอง"), made_facts(3, None, province="แพร่"),
        made_facts(4, province=None), made_facts(5, province="ไม่มีจังหวัดนี้"), made_facts(6, fiscal_year=2567),
    ]  # fmt: skip
    survey = Survey(documents)
    whole, (lampang, phrae) = survey.whole(), survey.provinces()
    assert (whole.documents, len(whole.left_out)) == (6, 1)
    assert [year.fiscal_year for year in whole.years] == [2568, 2567]
    assert [group.name for group in whole.years[0].groups] == ["ลำปาง", "แพร่", None]
    assert lampang.area is not None and (lampang.area.code, lampang.documents) == ("52", 2)
    assert phrae.area is not None and (phrae.area.code, len(phrae.left_out)) == ("54", 1)
    assert [group.name for group in phrae.years[0].groups] == ["ลอง"]


def test_areas_are_grouped_by_their_listed_names() -> None:
    lampang = province_of("ลำปาง")
    assert lampang is not None and lampang.code == "52"
    assert province_of("ลำพาง") is None and province_of(None) is None
    assert district_name("เมือง", lampang) == "เมืองลำปาง"
    assert district_name("ไม่มีอำเภอนี้", lampang) == "ไม่มีอำเภอนี้"


LIST = """code,type,name,district,province,from,to
A1,ทต.,ทุ่งผึ้ง,แจ้ห่ม,ลำปาง,,
A2,ทต.,บ้านใหม่,แจ้ห่ม,ลำปาง,,
A3,ทต.,บ้านใหม่,แม่ทะ,ลำปาง,,
A4,อบต.,ทุ่งผึ้ง,แจ้ห่ม,ลำปาง,,2560
A5,อบจ.,ลำปาง,,ลำปาง,,
A6,ทต.,เด่นชัย,เด่นชัย,แพร่,,
"""


@pytest.fixture
def official(tmp_path: Path) -> Gazetteer:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return load_gazetteer(path)


def test_who_has_no_report_is_named_by_the_list(official: Gazetteer) -> None:
    documents = [
        made_facts(1, organization_id="A1"),
        made_facts(
            2, None, organization_name="ลำปาง", organization_type="องค์การบริหารส่วนจังหวัด", district=None
        ),
        made_facts(3, organization_name="บ้านใหม่", district=None),
        made_facts(4, None, status=Status.FAILED, organization_id="A3"),
    ]
    lampang, phrae = attendance(documents, official)
    assert (lampang.province, lampang.fiscal_year, lampang.listed) == ("52", 2568, 4)  # A4 ended in 2560
    # two bodies are called บ้านใหม่, and the report does not say which it is of
    assert [(body.code, body.district, body.in_doubt) for body in lampang.without] == [
        ("A2", "แจ้ห่ม", True),
        ("A3", "แม่ทะ", True),
    ]
    assert (phrae.listed, [body.name for body in phrae.without]) == (1, ["เด่นชัย"])


def test_a_name_without_a_district_is_enough_where_only_one_body_bears_it(official: Gazetteer) -> None:
    named = made_facts(1, organization_name="ทุ่งผึ้ง", district=None)
    placed = made_facts(2, organization_name="บ้านใหม่", district="แม่ทะ")
    lampang, _ = attendance([named, placed], official)
    assert [body.code for body in lampang.without] == ["A2", "A5"]
