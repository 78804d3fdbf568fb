"""What people decide: kept by the evidence, checked by the models, applied wherever tables are made of documents."""

from __future__ import annotations

import csv
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from decided import doubtful_report, lay_decided, line_of, settled
from outputs import snapshot

from ita_extract.categories import Severity, Status, Subject, Verdict
from ita_extract.deciding.applying import Outcome, decide
from ita_extract.deciding.checking import check_correction
from ita_extract.deciding.columns import InvalidDecisionError, with_value
from ita_extract.deciding.corrections import Corrections
from ita_extract.deciding.evidence_keys import EvidenceKeys
from ita_extract.deciding.questions import Question, Questions
from ita_extract.errors import OutputError, UsageError
from ita_extract.model import Finding, Report, ReviewReason, rows
from ita_extract.rulebook.year import rules_for
from ita_extract.running.checks import check_inputs, chosen_rules
from ita_extract.writing.corrections_file import NAME, add_corrections, read_corrections, read_decisions
from ita_extract.writing.frames import frames
from ita_extract.writing.tables import write_tables


def question(report: Report, table: str = "", row: int = 0, about: str = "") -> Question:
    (found,) = (
        entry
        for entry in Questions(report).all
        if entry.about == about and (about or (entry.table, entry.row) == (table, row))
    )
    return found


def test_nothing_decided_leaves_the_very_report() -> None:
    report = doubtful_report()
    assert decide(report, Corrections()).report is report
    assert len(Questions(report).open) == 5


def test_a_document_whose_doubts_are_all_settled_is_ok() -> None:
    report = doubtful_report()
    decided = decide(report, Corrections(settled(report)))
    after = decided.report
    assert decided.open == ()
    assert (after.document.status, after.document.review_reasons, after.review_reasons) == (Status.OK, (), ())
    six, mention = after.indicator_scores[5], after.score_mentions[5]
    assert six.score == mention.score == Decimal("96.22")
    assert (six.decided_by, six.proof, six.raw) == ("สมหญิง", "person", "96.72")
    assert after.indicator_scores[4].decided_by is None
    assert after.document.rating == "ผ่านดีเยี่ยม"
    (oit,) = (row for row in after.instrument_scores if row.instrument == "OIT")
    assert (oit.score, oit.text_source, oit.raw) == (Decimal("95.00"), "person", "")
    kept = next(entry for entry in after.decisions if entry.table == "indicator_scores" and entry.row == 6)
    assert (kept.field, kept.value_before, kept.value_after) == ("score", "96.72", "๙๖.๒๒")


def test_one_printed_score_is_one_value() -> None:
    report = doubtful_report()
    line = line_of(
        report, question(report, "score_mentions", 6), Verdict.CORRECT, field="score", value="96.22"
    )
    after = decide(report, Corrections([line])).report
    assert after.score_mentions[5].score == after.indicator_scores[5].score == Decimal("96.22")
    assert after.document.status == Status.REVIEW  # the level and OIT are still missing


def test_what_is_rejected_goes_and_what_names_rows_follows() -> None:
    report = doubtful_report()
    reason = ReviewReason(slug="narrow-margin", table="indicator_scores", row=7, detail="x", page=2, raw="x")
    report = report.model_copy(update={"review_reasons": (*report.review_reasons, reason)})
    line = line_of(report, question(report, "indicator_scores", 6), Verdict.REJECT)
    after = decide(report, Corrections([line])).report
    assert [row.indicator for row in after.indicator_scores] == [1, 2, 3, 4, 5, 7, 8, 9, 10]
    assert next(row.row for row in after.review_reasons if row.slug == "narrow-margin") == 6
    assert after.decisions[0].row is None
    kept = decide(report, Corrections([line]), keep_rejected=True).report
    assert len(kept.indicator_scores) == 10


def test_a_decision_follows_its_evidence_to_other_pages_and_files() -> None:
    before = doubtful_report(organization_id="TH-52")
    lines = settled(before)
    later = doubtful_report(b"corrected upload", page=3, organization_id="TH-52")
    assert later.document.document_id != before.document.document_id
    still = decide(later, Corrections(lines))
    assert {entry.about for entry in still.open} == {"missing-rating", "missing-instrument"}  # of that file
    assert still.report.indicator_scores[5].score == Decimal("96.22")
    of_another = doubtful_report(b"corrected upload", page=3, organization_id="TH-53")
    assert decide(of_another, Corrections(lines)).report is of_another


def test_a_decision_is_open_again_when_its_evidence_reads_otherwise() -> None:
    report = doubtful_report()
    lines = settled(report)
    other = doubtful_report(guessed="90.72")
    decided = decide(other, Corrections(lines))
    assert {(entry.table, entry.row) for entry in decided.open if entry.table} == {
        ("indicator_scores", 6),
        ("score_mentions", 6),
    }
    assert decided.report.indicator_scores[5].score == Decimal("90.72")
    assert decided.report.document.status == Status.REVIEW


def test_what_was_accepted_is_asked_again_when_the_machine_takes_something_else() -> None:
    report = doubtful_report()
    line = line_of(report, question(report, "recommendations", 1))
    assert decide(report, Corrections([line])).report.recommendations[0].decided_by == "สมหญิง"
    other = report.recommendations[0].model_copy(update={"items": ("i2", "i3")})
    later = report.model_copy(update={"recommendations": (other,)})
    decided = decide(later, Corrections([line]))
    assert decided.outcomes[line.key] is Outcome.CHANGED
    assert decided.report.recommendations[0].decided_by is None
    taller = report.recommendations[0].model_copy(update={"bottom": 700.0})
    later = report.model_copy(update={"recommendations": (taller,)})
    assert decide(later, Corrections([line])).outcomes[line.key] is Outcome.CHANGED


def test_the_same_words_elsewhere_in_the_same_file_are_others() -> None:
    report = doubtful_report()
    line = line_of(report, question(report, "recommendations", 1))
    moved = report.recommendations[0].model_copy(update={"top": 700.0, "bottom": 760.0})
    later = report.model_copy(update={"recommendations": (moved,)})
    assert decide(later, Corrections([line])).outcomes[line.key] is Outcome.CHANGED


def test_a_scan_without_other_doubts_asks_for_itself() -> None:
    words = ReviewReason(slug="read-from-pictures", detail="pages 1-8 read from pictures")
    report = doubtful_report()
    report = report.model_copy(update={"review_reasons": (*report.review_reasons, words)})
    assert decide(report, Corrections(settled(report))).report.document.status is Status.OK
    alone = report.model_copy(update={"review_reasons": (words,)})
    (asked,) = Questions(alone).open
    assert asked.about == "read-from-pictures"
    after = decide(alone, Corrections([line_of(alone, asked)]))
    assert "read-from-pictures" not in {reason.slug for reason in after.report.review_reasons}
    # checked anew, the guessed value contradicts the rules: what shows only now is asked as well
    assert {entry.about for entry in after.open} == {"doubtful-indicator-name-mismatch"}
    (fresh,) = after.fresh
    says_so = line_of(alone, fresh, minute=1)
    last = decide(alone, Corrections([line_of(alone, asked), says_so]))
    assert (last.open, last.report.document.status) == ((), Status.OK)
    assert "indicator-name-mismatch" in {finding.rule for finding in last.report.findings}


def test_two_people_who_differ_settle_nothing_until_somebody_overrules() -> None:
    report = doubtful_report()
    asked = question(report, "recommendations", 1)
    mine = line_of(report, asked, by="ก", minute=1)
    yours = line_of(report, asked, Verdict.REJECT, by="ข", minute=2)
    corrections = Corrections([yours, mine])
    decided = decide(report, corrections)
    assert decided.outcomes[asked.key] is Outcome.DIFFERING
    assert len(decided.report.recommendations) == 1
    assert (corrections.agreement().shared, corrections.agreement().agreed) == (1, 0)
    last = line_of(report, asked, by="ค", minute=3, over=(yours.name,))
    decided = decide(report, Corrections([mine, yours, last]))
    assert decided.report.recommendations[0].decided_by == "ก, ค"
    same = Corrections([mine, line_of(report, asked, by="ข", minute=2)])
    assert same.agreement().share == 1
    undone = line_of(report, asked, by="ก", minute=5, undone=True)
    assert decide(report, Corrections([mine, undone])).report.recommendations[0].decided_by is None


def test_what_the_report_says_itself_becomes_its_finding() -> None:
    report = doubtful_report()
    row = report.indicator_scores[0].model_copy(
        update={"raw": "98.3", "score": Decimal("98.3"), "text_source": "ocr"}
    )
    mention = report.score_mentions[0].model_copy(
        update=row.model_dump(include={"raw", "score", "text_source"})
    )
    report = report.model_copy(
        update={
            "indicator_scores": (row, *report.indicator_scores[1:]),
            "score_mentions": (mention, *report.score_mentions[1:]),
        }
    )
    from ita_extract.checking.examining import examine

    (doubt,) = (entry for entry in examine(report).doubts if entry.slug == "doubtful-score-precision")
    report = report.with_reasons([doubt])
    says_so = line_of(report, question(report, about="doubtful-score-precision"))
    assert says_so.verdict is Verdict.SAYS_SO
    after = decide(report, Corrections([says_so])).report
    assert "score-precision" in {finding.rule for finding in after.findings}
    assert "doubtful-score-precision" not in {reason.slug for reason in after.review_reasons}
    no = line_of(report, question(report, about="doubtful-score-precision"), Verdict.REJECT)
    after = decide(report, Corrections([no])).report
    assert "score-precision" not in {finding.rule for finding in after.findings}
    assert "doubtful-score-precision" not in {reason.slug for reason in after.review_reasons}


def test_a_finding_that_a_person_rejects_is_none_any_more() -> None:
    finding = Finding(
        rule="rating-mismatch",
        severity=Severity.ERROR,
        subject="overall",
        message_th="ก",
        message_en="x",
        found="A",
    )
    report = doubtful_report().with_findings([finding])
    asked = question(report, about="rating-mismatch")
    assert not asked.is_open
    # a rule whose finding is not found again by examining: it is one of those that need the pages' words
    decided = decide(report, Corrections([line_of(report, asked, Verdict.REJECT)])).with_findings([finding])
    assert finding not in decided.report.findings and finding in decided.rejected
    assert decided.report.document.errors == sum(
        entry.severity is Severity.ERROR for entry in decided.report.findings
    )
    assert [entry.verdict for entry in decided.report.decisions] == [Verdict.REJECT]


@pytest.mark.parametrize(
    ("table", "row", "column", "text"),
    [
        ("indicator_scores", 6, "score", "101"),
        ("indicator_scores", 6, "score", "96.222"),
        ("indicator_scores", 6, "score", ""),
        ("indicator_scores", 6, "score", "เก้าสิบ"),
        ("recommendations", 1, "items", "i99"),
        ("recommendations", 1, "items", "ข้อ 2"),
        ("recommendations", 1, "issue", "a\0b"),
        ("measures", 1, "period_end", "31/3/2569"),
        ("measures", 1, "indicators", "11"),
        ("indicator_scores", 6, "indicator", "5"),
    ],
)
def test_a_value_that_the_model_does_not_allow_is_refused(
    table: str, row: int, column: str, text: str
) -> None:
    report = doubtful_report()
    asked = question(report, table, row)
    line = line_of(report, asked, Verdict.CORRECT, field=column, value=text)
    with pytest.raises(InvalidDecisionError):
        check_correction(line, asked, report)
    decided = decide(report, Corrections([line]))
    assert decided.outcomes[asked.key] is Outcome.INVALID
    assert rows(decided.report, table) == rows(report, table)


def test_values_are_read_as_people_write_them() -> None:
    report, rules = doubtful_report(), rules_for(2568)
    row = report.recommendations[0]
    assert with_value(row, "recommendations", "items", "I๒, e4;o10", rules).items == ("i2", "e4", "o10")  # type: ignore[attr-defined]
    printed = row.model_copy(update={"raw": "ข้อ i๔๐"})
    assert with_value(printed, "recommendations", "items", "i40", rules).items == ("i40",)  # type: ignore[attr-defined]
    score = with_value(report.indicator_scores[0], "indicator_scores", "score", "๙๘.๓ ", rules)
    assert score.score == Decimal("98.30")  # type: ignore[attr-defined]
    with pytest.raises(InvalidDecisionError, match="ผ่านดีเยี่ยม"):
        with_value(report.document, "documents", "rating", "ดีมาก", rules)


def test_a_verdict_that_makes_no_sense_is_refused() -> None:
    report = doubtful_report()
    asked = question(report, about="missing-rating")
    with pytest.raises(InvalidDecisionError, match="accept"):
        check_correction(line_of(report, asked, Verdict.ACCEPT), asked, report)


def test_keys_hold_no_page_and_no_words_of_a_message() -> None:
    one, two = doubtful_report(), doubtful_report(b"other", page=7)
    keys, others = EvidenceKeys(one), EvidenceKeys(two)
    assert keys.of_row("indicator_scores", 6) == others.of_row("indicator_scores", 6)
    assert keys.of_row("indicator_scores", 3) != keys.of_row("indicator_scores", 5)  # both 100
    spot = {"page": 2, "raw": "๙๕", "x0": 1, "top": 1, "x1": 2, "bottom": 2}
    first = ReviewReason.model_validate({"slug": "s", "detail": "Item e4 stands here (page 7).", **spot})
    second = ReviewReason.model_validate(
        {"slug": "s", "detail": "On page 8 there is e4.", **spot | {"page": 8}}
    )
    third = ReviewReason.model_validate({"slug": "s", "detail": "Item e5 stands here (page 7).", **spot})
    assert keys.of_reason(first) == keys.of_reason(second) != keys.of_reason(third)
    missing = one.review_reasons[2]
    assert keys.of_reason(missing) != others.of_reason(missing)


def test_tables_have_what_was_decided_and_documents_stay_what_was_read(tmp_path: Path) -> None:
    report = doubtful_report()
    output = lay_decided(tmp_path / "out", report)
    write_tables(output)
    before = snapshot(output)
    lay_decided(output, report, settled(report))
    write_tables(output)
    document = f"documents/{report.document.document_id}.json"
    assert snapshot(output)[document] == before[document]
    tables = frames(output)
    assert tables["documents"].status.tolist() == ["ok"]
    assert tables["indicator_scores"].decided_by.fillna("").tolist()[4:7] == ["", "สมหญิง", ""]
    with (output / "csv/decisions.csv").open(encoding="utf-8") as stream:
        kept = list(csv.DictReader(stream))
    assert {row["value_after"] for row in kept} == {"", "๙๖.๒๒", "ผ่านดีเยี่ยม", "95"}
    assert all(row["decided_by"] == "สมหญิง" and row["decided_at"] for row in kept)
    import duckdb

    with duckdb.connect(str(output / "ita.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "SELECT decided_by, score FROM indicator_scores WHERE indicator = 6"
        ).fetchall()
    assert found == [("สมหญิง", Decimal("96.220000"))]
    decided = snapshot(output)
    write_tables(output)
    assert snapshot(output) == decided
    (output / NAME).unlink()
    write_tables(output)
    assert snapshot(output) == before  # the machine's value is back, byte for byte


def test_check_looks_at_what_people_left(tmp_path: Path) -> None:
    report = doubtful_report()
    output = lay_decided(tmp_path / "out", report, settled(report))
    summary = check_inputs([output], rules=chosen_rules((), ()))
    assert [entry.document.status for entry in summary.checked] == [Status.OK]
    assert summary.checked[0].doubts == ()


def test_corrections_are_added_once_and_a_half_line_is_none(tmp_path: Path) -> None:
    report = doubtful_report()
    mine, yours = settled(report), settled(report, by="อีกคน")
    assert read_corrections(tmp_path).lines == ()
    assert add_corrections(tmp_path, [*yours, *mine]) == len(mine) + len(yours)
    before = (tmp_path / NAME).read_bytes()
    assert add_corrections(tmp_path, reversed(mine)) == 0
    assert (tmp_path / NAME).read_bytes() == before
    shutil.copy(tmp_path / NAME, tmp_path / "theirs.jsonl")
    assert set(read_decisions(tmp_path / "theirs.jsonl")) == {*mine, *yours}
    (tmp_path / NAME).write_bytes(before + b'{"key": "torn')  # a power cut
    assert len(read_corrections(tmp_path).lines) == len(mine) + len(yours)
    late = line_of(report, question(report, "measures", 1), minute=9)
    add_corrections(tmp_path, [late])
    assert (tmp_path / NAME).read_bytes() == before + late.line()
    (tmp_path / NAME).write_bytes(b"no line\n" + before)
    with pytest.raises(OutputError, match="line 1 is no decision"):
        read_corrections(tmp_path)
    with pytest.raises(UsageError, match="line 1 is no decision"):
        read_decisions(tmp_path / NAME)


def test_what_many_contradict_is_settled_by_their_correction() -> None:
    report = doubtful_report()
    mentions = list(report.score_mentions)
    again = {
        "page": 4,
        "top": 10.0,
        "bottom": 22.0,
        "score": Decimal("96.22"),
        "raw": "96.22",
        "confidence": 1.0,
    }
    mentions.append(mentions[5].model_copy(update=again))
    reason = ReviewReason(
        slug="contradicted-score", subject=Subject.INDICATOR_6, detail="indicator-6: 96.22, 96.72"
    )
    report = report.model_copy(update={"score_mentions": tuple(mentions)}).with_reasons([reason])
    asked = question(report, "score_mentions", 6)
    line = line_of(report, asked, Verdict.CORRECT, field="score", value="96.22")
    after = decide(report, Corrections([line])).report
    assert "contradicted-score" not in {entry.slug for entry in after.review_reasons}


def with_reasons(report: Report, *reasons: ReviewReason) -> Report:
    return report.model_copy(update={"review_reasons": reasons})


def test_equal_reasons_at_two_places_are_two_questions() -> None:
    pages = [ReviewReason(slug="unread-page", detail="it took too long", page=page) for page in (3, 7)]
    report = with_reasons(doubtful_report(), *pages)
    first = Questions(report).open[0]
    decided = decide(report, Corrections([line_of(report, first, Verdict.ACCEPT)]))
    assert decided.report.document.status is Status.REVIEW
    assert [entry.about for entry in decided.open if entry.about == "unread-page"] == ["unread-page"]


def test_two_people_who_agree_on_a_missing_score_add_one_row() -> None:
    report = doubtful_report()
    asked = question(report, about="missing-instrument")
    lines = [
        line_of(report, asked, Verdict.CORRECT, by=who, field="score", value="90.00") for who in ("ก", "ข")
    ]
    after = decide(report, Corrections(lines)).report
    assert [row.decided_by for row in after.instrument_scores if row.instrument == "OIT"] == ["ก, ข"]


def test_a_retelling_of_an_earlier_year_changes_no_score_of_this_one() -> None:
    report = doubtful_report(overall_score=Decimal("96.40"))
    past = report.score_mentions[5].model_copy(
        update={"subject": Subject.OVERALL, "score": Decimal("96.40"), "section": "history"}
    )
    report = report.model_copy(update={"score_mentions": (*report.score_mentions, past)})
    asked = question(report, "score_mentions", len(report.score_mentions))
    line = line_of(report, asked, Verdict.CORRECT, field="score", value="91.11")
    assert decide(report, Corrections([line])).report.document.overall_score == Decimal("96.40")


def test_another_edition_changes_no_value_that_was_read_for_certain() -> None:
    first, second = (
        doubtful_report(data, organization_id="TH-1", fiscal_year=2568) for data in (b"first", b"second")
    )
    sure = second.indicator_scores[5].model_copy(update={"confidence": 1.0})
    second = second.model_copy(
        update={"indicator_scores": (*second.indicator_scores[:5], sure, *second.indicator_scores[6:])}
    )
    asked = question(first, "indicator_scores", 6)
    line = line_of(first, asked, Verdict.CORRECT, field="score", value="96.22")
    assert decide(first, Corrections([line])).report.indicator_scores[5].score == Decimal("96.22")
    decided = decide(second, Corrections([line]))
    assert decided.outcomes[asked.key] is Outcome.CHANGED
    assert decided.report.indicator_scores[5].score == Decimal("96.72")


def test_an_empty_answer_settles_nothing() -> None:
    report = doubtful_report()
    asked = question(report, about="missing-rating")
    line = line_of(report, asked, Verdict.CORRECT, field="rating", value=" ")
    decided = decide(report, Corrections([line]))
    assert decided.outcomes[asked.key] is Outcome.INVALID
    assert asked.key in {entry.key for entry in decided.open}


def test_two_answers_to_one_column_that_differ_settle_neither() -> None:
    reasons = [
        ReviewReason(slug=slug, subject=Subject.OVERALL, detail="x")
        for slug in ("missing-rating", "several-ratings")
    ]
    report = with_reasons(doubtful_report(), *reasons)
    lines = [
        line_of(
            report, question(report, about=reason.slug), Verdict.CORRECT, by=who, field="rating", value=level
        )
        for reason, who, level in zip(reasons, ("ก", "ข"), ("ผ่านดี", "ผ่าน"), strict=True)
    ]
    decided = decide(report, Corrections(lines))
    assert set(decided.outcomes.values()) == {Outcome.DIFFERING}
    assert decided.report.document.rating == report.document.rating


def test_an_act_that_was_undone_overrules_nobody() -> None:
    report = doubtful_report()
    asked = question(report, "recommendations", 1)
    yours = line_of(report, asked, Verdict.REJECT, by="ข", minute=1)
    mine = line_of(report, asked, by="ก", minute=2, over=(yours.name,))
    undone = line_of(report, asked, by="ก", minute=3, undone=True, over=(yours.name,))
    assert decide(report, Corrections([yours, mine])).report.recommendations[0].decided_by == "ก"
    assert decide(report, Corrections([yours, mine, undone])).report.recommendations == ()


def test_a_corrected_name_drops_the_key_of_the_other_body() -> None:
    reason = ReviewReason(slug="doubtful-name", detail="ทุ่งผิง")
    report = with_reasons(doubtful_report(organization_id="TH-1"), reason)
    asked = question(report, about="doubtful-name")
    line = line_of(report, asked, Verdict.CORRECT, field="organization_name", value="บ้านใหม่")
    document = decide(report, Corrections([line])).report.document
    assert (document.organization_name, document.organization_id) == ("บ้านใหม่", None)


def test_a_reason_that_is_told_again_is_open_again() -> None:
    """`doubtful-…` answered without a value: examining raises it anew, and somebody must see it."""
    report = doubtful_report()
    row = report.indicator_scores[0].model_copy(
        update={"raw": "98.3", "score": Decimal("98.3"), "text_source": "ocr"}
    )
    mention = report.score_mentions[0].model_copy(
        update=row.model_dump(include={"raw", "score", "text_source"})
    )
    report = report.model_copy(
        update={
            "indicator_scores": (row, *report.indicator_scores[1:]),
            "score_mentions": (mention, *report.score_mentions[1:]),
        }
    )
    from ita_extract.checking.examining import examine

    report = with_reasons(report, *examine(report).doubts)
    decided = decide(
        report, Corrections([line_of(report, entry, Verdict.CORRECT) for entry in Questions(report).open])
    )
    review = decided.report.document.status is Status.REVIEW
    assert review == bool(decided.open)
