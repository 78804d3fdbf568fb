"""One report under all rules: what it gets wrong, and what the reader may have got wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ita_extract.checking.case import Case
from ita_extract.checking.places import Places
from ita_extract.checking.rules import all_rules
from ita_extract.checking.statements import with_doubts
from ita_extract.checking.text import DocumentText, text_of
from ita_extract.checking.violations import CheckResult, gravest_first
from ita_extract.layout.pages import PageLayout
from ita_extract.model import Finding, Report, ReviewReason, Severity, Status
from ita_extract.organizations.gazetteer import Gazetteer
from ita_extract.rulebook.year import YearRules

_READ = (Status.OK, Status.REVIEW)


def check(report: Report, rules: YearRules | None = None) -> list[Finding]:
    """Return what a report gets wrong, gravest first.

    `rules` are those of its fiscal year where none are given. Findings of rules that need the pages' words are
    taken over from the report, which holds them since it was read. Values read with doubt give no finding; see
    `examine`.
    """
    return list(examine(report, rules).findings)


def examine(
    report: Report,
    rules: YearRules | None = None,
    text: DocumentText | None = None,
    gazetteer: Gazetteer | None = None,
    said: Mapping[tuple[str, str], bool] | None = None,
) -> CheckResult:
    """Return a report's findings, and the mismatches that may be the reader's fault, as review reasons.

    With `text`, all rules are applied; without, those that need it keep the findings that the report holds. A
    report that was not read, or is no ITA report, has neither. `gazetteer` is a list of organisations to judge names
    by, in place of the names of the country's areas. `said` tells of doubts (slug and detail) on which a person decided
    whether they are faults of the report.
    """
    said = said or {}
    if report.document.status not in _READ or report.roster_scores:  # a roster proves itself, row by row
        return CheckResult((), ())
    case = Case.of(report, rules, text, gazetteer)
    places = Places(report)
    findings: list[Finding] = []
    doubts: list[ReviewReason] = []
    # what was in doubt while the words were at hand stays in doubt without them
    doubted = {(entry.slug, entry.detail) for entry in report.review_reasons} if text is None else set()
    for rule in all_rules():
        if text is None and rule.sees_text:
            findings.extend(entry for entry in report.findings if entry.rule == rule.slug)
        for violation in rule.violations(case):
            finding, doubt = rule.finding(violation, places.all(violation.rows)), rule.doubt(violation)
            stands = said.get((doubt.slug, doubt.detail))
            if stands is not None:
                findings.extend([finding] if stands else [])
            elif not violation.is_doubtful and (doubt.slug, doubt.detail) not in doubted:
                findings.append(finding)
            elif finding.severity != Severity.NOTE:
                doubts.append(doubt)
    return CheckResult(gravest_first(findings), tuple(dict.fromkeys(doubts)))


def with_findings(report: Report, pages: Iterable[PageLayout], gazetteer: Gazetteer | None = None) -> Report:
    """Return a report that has just been read, with its findings; what is in doubt raises its status to review."""
    text = text_of(pages)
    report = with_doubts(report, text)
    result = examine(report, text=text, gazetteer=gazetteer)
    return report.with_findings(result.findings).with_reasons(result.doubts)
