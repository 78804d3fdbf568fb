"""What the rules find: planted faults, nothing on clean reports, the seed's own faults, any changed score."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from checked_fixtures import CLEAN, EXAMPLES, FAULTS, FAULTY, SEED_GOLD, TOGETHER, clean_reports, gold, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ita_extract import check
from ita_extract.checking.examining import examine
from ita_extract.checking.neighbours import check_collection
from ita_extract.model import Report, ScoreMention, Section, Severity, Status
from ita_extract.rulebook.year import rules_for

SOURCED = (2563, 2564, 2566, 2568)  # years whose weights, means and parts a source states


def rules_of(report: Report, *severities: Severity) -> set[str]:
    return {finding.rule for finding in report.findings if not severities or finding.severity in severities}


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_a_planted_fault_is_found(path: Path) -> None:
    assert set(gold(path)["findings_present"]) <= rules_of(read(path))


def test_every_rule_for_one_report_has_a_planted_fault() -> None:
    from ita_extract.checking.registry import Scope
    from ita_extract.checking.rules import all_rules

    planted = {rule for path in FAULTY for rule in gold(path)["findings_present"]}
    assert planted == {rule.slug for rule in all_rules() if rule.scope is not Scope.COLLECTION}


def test_the_generator_gives_the_committed_gold_again() -> None:
    import sys

    sys.path.insert(0, str(FAULTS.parents[1]))
    from fixtures.generator.faults import together
    from fixtures.generator.faults.catalogue import FAULTS as planted
    from fixtures.generator.faults.making import blocks_of, gold_of

    assert {path.stem for path in FAULTY} == {fault.rule for fault in planted}
    for fault in planted:
        assert gold_of(fault.entry, fault.rule) == gold(FAULTS / f"{fault.rule}.pdf")
        assert blocks_of(fault)
    assert json.loads((TOGETHER / "together.json").read_text("utf-8")) == together.gold()
    assert (TOGETHER / together.OFFICIAL).read_text("utf-8") == together.official()
    assert sum(path.stat().st_size for path in FAULTS.rglob("*")) < 6 * 1024 * 1024


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_nothing_is_wrong_with_a_clean_report(path: Path) -> None:
    report = read(path)
    assert not [finding for finding in report.findings if finding.severity is Severity.ERROR]
    assert not [reason for reason in report.document.review_reasons if "-mismatch" in reason]


def test_reports_that_are_wrong_together() -> None:
    wanted = json.loads((TOGETHER / "together.json").read_text("utf-8"))
    reports = {path.stem: read(path) for path in sorted(TOGETHER.glob("*.pdf"))}
    found = check_collection(reports.values(), official=TOGETHER / wanted["official"])
    for rule, names in wanted["findings_present"].items():
        for name in names:
            result = found[reports[name].document.document_id]
            assert rule in {finding.rule for finding in result.findings}, (rule, name)
    copied = {name for name in reports if _has(found, reports[name], "copied-text")}
    assert copied == set(wanted["findings_present"]["copied-text"])
    official = {name for name in reports if _has(found, reports[name], "roster-mismatch")}
    assert official == set(wanted["findings_present"]["roster-mismatch"])


def _has(found: dict[str, Any], report: Report, rule: str) -> bool:
    result = found.get(report.document.document_id)
    return result is not None and rule in {finding.rule for finding in result.findings}


def test_clean_reports_are_not_wrong_together() -> None:
    found = check_collection(clean_reports())
    assert not [
        finding
        for result in found.values()
        for finding in result.findings
        if finding.severity is not Severity.NOTE
    ]


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="../shared/examples is not beside this checkout")
@pytest.mark.parametrize("name", ["seed-libreoffice-sarabun", "seed-chromium-sarabun", "seed-legacy-pua"])
def test_the_seed_s_own_faults(name: str) -> None:
    wanted = json.loads(SEED_GOLD.read_text("utf-8"))
    report = read(EXAMPLES / f"{name}.pdf")
    assert set(wanted["findings_present"]) <= rules_of(report)
    assert not set(wanted["findings_absent"]) & rules_of(report)
    arithmetic = {"score-mismatch", "instrument-mean-mismatch", "eit-parts-mismatch", "overall-mismatch"}
    assert not arithmetic & rules_of(report)
    spelt = [finding for finding in report.findings if finding.rule == "organization-name-variants"]
    assert "ทุ่งผิง" in (spelt[0].found or "") and "ทุ่งผึ้ง" in (spelt[0].expected or "")
    assert spelt[0].pages


def test_checking_again_gives_the_same() -> None:
    for path in (*CLEAN[:4], *FAULTY):
        report = read(path)
        assert tuple(check(report)) == report.findings


def related(subject: str) -> set[str]:
    """The subjects that a finding about a changed score may name."""
    return {subject, "EIT"} if subject.startswith("EIT") else {subject}


def with_score(report: Report, mention: ScoreMention, score: Decimal, **evidence: object) -> Report:
    """The report as if another score had been printed in one place."""
    position = ("page", "x0", "top")
    raw = f"{score:.2f}"

    def changed(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        same = [getattr(mention, name) for name in position]
        return tuple(
            row.model_copy(update={"score": score, "raw": raw, **evidence})
            if [getattr(row, name) for name in position] == same and row.score == mention.score
            else row
            for row in rows
        )

    tables = {
        name: changed(getattr(report, name))
        for name in ("score_mentions", "indicator_scores", "instrument_scores")
    }
    return report.model_copy(update=tables)


def told_this_year(report: Report) -> list[ScoreMention]:
    """The mentions of this year's scores that are plainly stated: only they may accuse."""
    return [row for row in report.score_mentions if row.section != Section.HISTORY and not row.doubt]


def least(mention: ScoreMention) -> int:
    """By how many hundredths a score must change to be seen: half of a part of EIT goes into EIT."""
    return 10 if mention.subject.part is not None else 5


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_changed_score_is_an_error_on_its_subject(data: st.DataObject) -> None:
    reports = [report for report in clean_reports() if report.document.fiscal_year in SOURCED]
    report = data.draw(st.sampled_from(reports), label="report")
    mention = data.draw(st.sampled_from(told_this_year(report)), label="mention")
    cents = data.draw(st.integers(least(mention), 3000), label="cents")
    sign = data.draw(st.sampled_from([1, -1]), label="sign")
    changed = with_score(report, mention, mention.score + sign * Decimal(cents) / 100)
    result = examine(changed)
    subjects = {finding.subject for finding in result.findings if finding.severity is Severity.ERROR}
    subjects |= {
        str(finding.subject) for finding in result.doubts
    }  # the right value stands elsewhere as another's
    assert subjects & related(mention.subject)


def test_nearly_all_scores_of_clean_reports_are_plainly_stated() -> None:
    mentions = [row for report in clean_reports() for row in report.score_mentions]
    assert sum(not row.doubt for row in mentions) / len(mentions) > 0.98


@pytest.mark.slow
def test_every_score_of_every_clean_report_is_guarded() -> None:
    """Change each mention by the least that must be seen; where the facts have no source, a warning says so.

    Where the right value stands elsewhere as another's, the reader may have mixed them up: a reason for review.
    """
    for report in clean_reports():
        for mention in told_this_year(report):
            for by in (Decimal(least(mention)) / 100, -Decimal(least(mention)) / 100):
                changed = with_score(report, mention, mention.score + by)
                result = examine(changed)
                found = [
                    finding for finding in result.findings if finding.subject in related(mention.subject)
                ]
                mixed_up = [
                    finding for finding in result.doubts if finding.subject in related(mention.subject)
                ]
                grave = [finding for finding in found if finding.severity is Severity.ERROR]
                unsourced = [finding for finding in found if "no source states" in finding.message_en]
                assert grave or mixed_up or (unsourced and report.document.fiscal_year not in SOURCED), (
                    report.document.source,
                    mention,
                )


@pytest.mark.parametrize("evidence", [{"confidence": 0.9}, {"text_source": "ocr"}], ids=["guess", "ocr"])
def test_what_was_read_with_doubt_is_no_finding(evidence: dict[str, object]) -> None:
    report = next(finding for finding in clean_reports() if finding.document.fiscal_year == 2568)
    for mention in told_this_year(report):
        changed = with_score(report, mention, mention.score - Decimal("3.00"), **evidence)
        result = examine(changed)
        assert not [finding for finding in result.findings if finding.severity is Severity.ERROR]
        assert any(doubt.slug.startswith("doubtful-") for doubt in result.doubts)
        for doubt in result.doubts:
            position = (doubt.page, doubt.x0, doubt.top, doubt.x1, doubt.bottom)
            assert position == (mention.page, mention.x0, mention.top, mention.x1, mention.bottom)


def test_a_report_that_was_not_read_has_no_findings() -> None:
    report = clean_reports()[0]
    for status in (Status.FAILED, Status.NOT_ITA):
        document = report.document.model_copy(update={"status": status})
        assert check(report.model_copy(update={"document": document})) == []


def test_a_year_without_rules_gives_no_error_that_rests_on_them() -> None:
    path = FAULTS / "instrument-mean-mismatch.pdf"
    document = read(path).document.model_copy(update={"fiscal_year": 2575})
    found = check(read(path).model_copy(update={"document": document}))
    means = [entry for entry in found if entry.rule == "instrument-mean-mismatch"]
    assert means and all(entry.severity is Severity.WARNING for entry in means)
    assert f"of {rules_for(2575).fiscal_year}" in means[0].message_en


def test_messages_name_both_values_and_both_places() -> None:
    found = next(
        finding
        for finding in read(FAULTS / "score-mismatch.pdf").findings
        if finding.rule == "score-mismatch"
    )
    assert found.expected is not None and found.found is not None
    for message in (found.message_th, found.message_en):
        assert found.expected in message and found.found in message
        assert all(str(page) in message for page in found.pages)
    assert len(found.pages) == 2
