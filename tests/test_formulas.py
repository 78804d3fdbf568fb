"""Formulas, readings and tolerances, on reports made by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from checked_fixtures import FAULTS, clean_reports, read
from conftest import PLACE

from ita_extract import check
from ita_extract.checking.case import half_step
from ita_extract.checking.collection.copying import fingerprints
from ita_extract.checking.collection.published import read_official
from ita_extract.checking.document.levels import possible_levels
from ita_extract.checking.examining import Case
from ita_extract.checking.neighbours import check_collection
from ita_extract.errors import UsageError
from ita_extract.model import (
    Document,
    Finding,
    IndicatorScore,
    Report,
    ScoreHistory,
    ScoreMention,
    Section,
    Severity,
    Status,
)
from ita_extract.rulebook.year import known_years, rules_for, use_folder

SEED = {
    "indicators": (
        "98.29",
        "99.15",
        "100.00",
        "97.95",
        "100.00",
        "96.22",
        "96.12",
        "95.17",
        "90.00",
        "100.00",
    ),
    "summary": {"overall": "96.47", "IIT": "99.08", "EIT-1": "95.37", "EIT-2": "96.30", "OIT": "95.00"},
}


def stated(subject: str, score: str, page: int = 1) -> ScoreMention:
    return ScoreMention.model_validate(
        PLACE | {"subject": subject, "score": score, "section": Section.SUMMARY, "raw": score, "page": page}
    )


def seed_like(*, rating: str = "ผ่านดีเยี่ยม", year: int = 2568, **summary: str) -> Report:
    """The seed's arithmetic, with some scores of its summary changed (`EIT_1` for EIT-1)."""
    scores = SEED["summary"] | {name.replace("_", "-"): score for name, score in summary.items()}  # type: ignore[operator]
    names = rules_for(2568).indicators.list
    rows = tuple(
        IndicatorScore.model_validate(
            PLACE
            | {"indicator": n, "name_written": names[n - 1].name, "score": score, "raw": score, "page": 2}
        )
        for n, score in enumerate(SEED["indicators"], 1)
    )
    document = Document(
        document_id="0" * 16, source="seed.pdf", sha256="0" * 64, fiscal_year=year, rating=rating, status=Status.OK,
        organization_type="เทศบาลตำบล", organization_name="ทุ่งผึ้ง", province="ลำปาง",
        overall_score=Decimal(scores["overall"]), extractor_version="0",
    )  # fmt: skip
    mentions = tuple(stated(subject, score) for subject, score in scores.items() if score)
    return Report(document=document, indicator_scores=rows, score_mentions=mentions)


def found(report: Report, rule: str) -> Finding | None:
    return next((entry for entry in check(report) if entry.rule == rule), None)


def test_the_seed_s_arithmetic_raises_nothing() -> None:
    assert check(seed_like()) == []


def test_the_plain_mean_of_ten_is_named_as_such() -> None:
    finding = found(seed_like(overall="97.29"), "overall-mismatch")
    assert finding is not None and finding.severity is Severity.ERROR
    assert "plain mean of the ten" in finding.message_en
    assert finding.expected in {"96.475", "96.4745"}


@pytest.mark.parametrize(
    ("overall", "wrong"), [("96.46", True), ("96.48", False), ("96.47", False), ("96.49", True)]
)
def test_the_tolerance_is_what_rounding_explains(overall: str, wrong: bool) -> None:
    assert (found(seed_like(overall=overall), "overall-mismatch") is not None) is wrong


def test_a_weighted_score_is_no_other_score() -> None:
    """Official practice: `OIT ได้ 38.00 คะแนน จากคะแนนเต็ม 40`, alone or beside the score of 100."""
    weighted = seed_like(OIT="38.00")
    both = weighted.model_copy(update={"score_mentions": (*weighted.score_mentions, stated("OIT", "95.00"))})
    for report in (weighted, both):
        assert not [entry for entry in check(report) if entry.severity is not Severity.NOTE]


def test_one_decimal_widens_the_tolerance() -> None:
    assert half_step("95.4") == half_step("๙๕.๔") == Decimal("0.05")
    assert half_step("95.40") == half_step("95") == Decimal("0.005")
    assert found(seed_like(IIT="99.1"), "instrument-mean-mismatch") is None
    assert found(seed_like(IIT="99.1"), "score-precision") is not None


def test_a_whole_number_may_be_rounded() -> None:
    finding = found(seed_like(IIT="99"), "instrument-mean-mismatch")
    assert finding is not None and finding.severity is Severity.WARNING


def test_levels_with_four_and_three_instruments() -> None:
    rules = rules_for(2568)
    case = Case.of(seed_like(), rules)
    assert possible_levels(case, Decimal(95), [Decimal(95)] * 4, complete=True) == ["ผ่านดีเยี่ยม"]
    assert possible_levels(case, Decimal("94.99"), [Decimal(95)] * 4, complete=True) == ["ผ่านดี"]
    assert possible_levels(case, Decimal(90), [Decimal(84)], complete=False) == ["ผ่าน"]
    assert possible_levels(case, Decimal(60), [Decimal(60)] * 4, complete=True) == ["ต้องปรับปรุงโดยด่วน"]


def test_a_level_that_hangs_on_the_reading_of_eit_is_a_warning() -> None:
    # part 1 is below 95, EIT as a whole is not
    report = seed_like(EIT_1="94.87", EIT_2="96.80", rating="ผ่านดีเยี่ยม")
    finding = found(report, "rating-mismatch")
    assert finding is not None and finding.severity is Severity.WARNING
    assert "depends on how EIT is read" in finding.message_en


def test_a_wrong_level_and_a_level_at_the_bound() -> None:
    wrong = found(seed_like(rating="ผ่าน"), "rating-mismatch")
    assert wrong is not None and wrong.severity is Severity.ERROR and wrong.expected == "ผ่านดีเยี่ยม"
    near = found(seed_like(OIT="94.99", rating="ผ่านดีเยี่ยม"), "rating-mismatch")
    assert near is not None and near.severity is Severity.WARNING


def test_letters_after_2565() -> None:
    finding = found(seed_like(rating="AA"), "rating-vocabulary")
    assert finding is not None and finding.severity is Severity.ERROR
    assert found(seed_like(rating="AA"), "rating-mismatch") is None


def test_unsourced_facts_warn_and_say_so() -> None:
    finding = found(seed_like(year=2569, overall="97.29"), "overall-mismatch")
    assert finding is not None and finding.severity is Severity.WARNING
    assert "the weights of the instruments (inferred)" in finding.message_en
    assert "น้ำหนักของเครื่องมือ" in finding.message_th


def test_history_within_a_report() -> None:
    rows = tuple(
        ScoreHistory.model_validate(
            PLACE | {"subject": "overall", "fiscal_year": year, "score": score, "rating": level, "page": 4}
        )
        for year, score, level in (
            (2564, "90.10", "AA"),
            (2567, "91.00", "ผ่านดี"),
            (2567, "92.00", None),
            (2568, "96.00", None),
        )
    )
    report = seed_like().model_copy(update={"score_history": rows})
    told_wrong = [entry for entry in check(report) if entry.rule == "history-mismatch"]
    assert {(entry.severity, entry.found) for entry in told_wrong} == {
        (Severity.WARNING, "AA"),
        (Severity.ERROR, "92.00"),
        (Severity.ERROR, "96.00"),
    }


def test_official_scores(tmp_path: Path) -> None:
    path = tmp_path / "official.csv"
    path.write_text(
        "\ufeffหน่วยงาน,จังหวัด,ปีงบประมาณ,คะแนน,OIT\nทต.ทุ่งผึ้ง,ลำปาง,๒๕๖๘,96.74,95\nอบต.ทุ่งผึ้ง,ลำปาง,2568,10,-\n",
        "utf-8",
    )
    rows = read_official(path)
    assert [f"{row.kind}{row.name}" for row in rows] == ["เทศบาลตำบลทุ่งผึ้ง", "องค์การบริหารส่วนตำบลทุ่งผึ้ง"]
    assert rows[0].year == 2568 and set(rows[1].scores) == {"overall"}
    result = check_collection([seed_like()], official=path)["0" * 16]
    assert [
        (finding.rule, finding.subject, finding.expected, finding.found) for finding in result.findings
    ] == [("roster-mismatch", "overall", "96.74", "96.47")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,overall\nx,1\n", "no column organization"),
        ("organization,fiscal_year\nx,2568\n", "no column of scores"),
        ("organization,overall\nx,abc\n", "line 2"),
        ("organization,overall\nx,120\n", "line 2"),
        ("organization,year,overall\nx,68,90\n", "no fiscal year"),
    ],
)
def test_a_file_of_official_scores_that_cannot_be_used(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "official.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=says):
        read_official(path)
    with pytest.raises(UsageError):
        read_official(tmp_path / "missing.csv")


def test_names_do_not_count_in_copied_text() -> None:
    entry, other = (read(FAULTS / f"{name}.pdf") for name in ("score-mismatch", "rating-mismatch"))
    first, second = fingerprints(entry), fingerprints(other)
    shared = len(set(first.hashes.tolist()) & set(second.hashes.tolist()))
    assert shared >= 0.9 * len(first.hashes) > 30


def test_a_template_of_many_reports_is_no_copy() -> None:
    report = read(FAULTS / "score-mismatch.pdf")
    many = [
        report.model_copy(
            update={
                "document": report.document.model_copy(
                    update={"document_id": f"{n:016d}", "organization_name": f"ที่{n}", "organization_id": None}
                )
            }
        )
        for n in range(5)
    ]
    assert "copied-text" in {
        finding.rule for result in check_collection(many[:4]).values() for finding in result.findings
    }
    assert not check_collection(many)


def test_clean_reports_have_no_near_names() -> None:
    assert len(clean_reports()) >= 19


def test_rules_of_a_folder(tmp_path: Path) -> None:
    added = rules_for(2569).model_dump_json().replace('"fiscal_year":2569', '"fiscal_year":2570')
    (tmp_path / "2570.json").write_text(added, "utf-8")
    (tmp_path / "2568.json").write_text(
        '{"weights": {"confidence": "confirmed", "values": {"IIT": "0.5", "EIT": "0.3", "OIT": "0.2"}}}'
    )
    try:
        use_folder(tmp_path)
        assert 2570 in known_years() and rules_for(2570).fiscal_year == 2570
        assert rules_for(2568).weights.values["IIT"] == Decimal("0.5")
        assert rules_for(2568).rating == rules_for(2567).rating.model_copy(
            update={"sources": rules_for(2568).rating.sources}
        )
        assert found(seed_like(), "overall-mismatch") is not None
    finally:
        use_folder(None)
    assert 2570 not in known_years() and rules_for(2568).weights.values["IIT"] == Decimal("0.30")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2570", "{}"),
        (
            "2568",
            '{"weights": {"confidence": "confirmed", "values": {"IIT": "0.5", "EIT": "0.3", "OIT": "0.4"}}}',
        ),
        ("2568", '{"fiscal_year": 2567}'),
        ("2568", '{"iit_items": {"confidence": "confirmed", "ranges": {"1": [1, 3], "2": [3, 6]}}}'),
        ("2568", '{"weight": {}}'),
        ("2568", "[]"),
        ("2568", "{"),
    ],
)
def test_an_incomplete_or_contradictory_folder_is_refused(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / f"{name}.json").write_text(text, "utf-8")
    before = rules_for(2568)
    with pytest.raises(UsageError, match=name):
        use_folder(tmp_path)
    assert rules_for(2568) == before
    with pytest.raises(UsageError):
        use_folder(tmp_path / "missing")


def of_a_body(number: int, **changes: object) -> Report:
    """A report of the seed's arithmetic by a body in a district, as the document of that number."""
    report = seed_like()
    update = {"document_id": f"d{number:016d}", "organization_id": None, "district": "แจ้ห่ม", **changes}
    return report.model_copy(update={"document": report.document.model_copy(update=update)})


def test_two_bodies_of_one_name_are_compared_with_their_own_row(tmp_path: Path) -> None:
    path = tmp_path / "official.csv"
    rows = "organization,district,province,fiscal_year,overall\n"
    both = f"{rows}ทต.ทุ่งผึ้ง,แม่ทะ,ลำปาง,2568,71.00\nทต.ทุ่งผึ้ง,แจ้ห่ม,ลำปาง,2568,80.00\n"
    path.write_text(both, "utf-8")
    result = check_collection([of_a_body(1)], official=path)["d0000000000000001"]
    assert [finding.expected for finding in result.findings] == ["80.00"]
    path.write_text(f"{rows}ทต.ทุ่งผึ้ง,แม่ทะ,ลำปาง,2568,71.00\n", "utf-8")
    result = check_collection([of_a_body(1)], official=path)["d0000000000000001"]
    assert not result.findings and [finding.slug for finding in result.doubts] == ["unmatched-official-score"]


def retelling(number: int, score: str, **changes: object) -> Report:
    """A report of 2569 that retells 2568."""
    row = ScoreHistory.model_validate(
        PLACE | {"subject": "overall", "fiscal_year": 2568, "score": score, "raw": score}
    )
    return of_a_body(number, fiscal_year=2569, **changes).model_copy(update={"score_history": (row,)})


def test_history_goes_on_over_a_change_of_class() -> None:
    """An อบต. that became a เทศบาลตำบล: its results are the same body's; a body beside it of that name is another."""
    earlier = of_a_body(1, organization_type="องค์การบริหารส่วนตำบล")
    found_in = check_collection([earlier, retelling(2, "76.00")])["d0000000000000002"].findings
    assert [(entry.rule, entry.severity) for entry in found_in] == [("history-mismatch", Severity.WARNING)]
    beside = of_a_body(3, organization_type="องค์การบริหารส่วนตำบล", fiscal_year=2569)
    assert not check_collection([earlier, retelling(2, "76.00"), beside])


def test_history_may_agree_with_one_version_of_a_year() -> None:
    draft = of_a_body(1)
    changed = tuple(row.model_copy(update={"score": row.score - 1}) for row in draft.score_mentions)
    final = of_a_body(2).model_copy(update={"score_mentions": changed, "indicator_scores": ()})
    found_in = check_collection([draft, final, retelling(3, "96.47")])
    assert "d0000000000000003" not in found_in
    assert {finding.severity for result in found_in.values() for finding in result.findings} == {
        Severity.WARNING
    }


def test_the_end_of_a_list_that_one_source_prints_only_warns() -> None:
    """o27 and o28 of 2568 are inferred, o26 of 2569 and o43 of 2566 stand in one source: an o44 may yet be found."""
    row = read(FAULTS / "unknown-item.pdf").recommendations[0].model_copy(update={"items": ("o44",)})
    for year, severity in (
        (2564, Severity.ERROR),
        (2566, Severity.WARNING),
        (2568, Severity.WARNING),
        (2569, Severity.WARNING),
    ):
        report = seed_like(year=year).model_copy(update={"recommendations": (row,)})
        entry = found(report, "unknown-item")
        assert entry is not None and entry.severity is severity, year


def test_between_the_two_lowest_levels_is_no_error() -> None:
    low = dict.fromkeys(("overall", "IIT", "EIT_1", "EIT_2", "OIT"), "65.00")
    entry = found(seed_like(rating="ต้องปรับปรุง", **low), "rating-mismatch")
    assert entry is not None and entry.severity is Severity.WARNING and "one source" in entry.message_en
    higher = found(seed_like(rating="ผ่านดี", **low), "rating-mismatch")
    assert higher is not None and higher.severity is Severity.ERROR
