"""Findings against those that must fire, may fire, and must not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.case_scoring.outcomes import ALLOWED, FALSE, MISSED, TRUE, Accusation
from ita_extract.model import Finding, Report

# What a planted contradiction may be called; a wrong score may disturb the sums as well.
_SCORES = {
    "score-mismatch",
    "instrument-mean-mismatch",
    "eit-parts-mismatch",
    "overall-mismatch",
    "superlative-mismatch",
}
_LEVELS = {"rating-mismatch", "rating-vocabulary"}
PLANTED = {
    "score": _SCORES,
    "overall": _SCORES | _LEVELS,
    "instrument-mean": _SCORES,
    "level": _LEVELS,
    "name": {"indicator-name-mismatch"},
    "superlative": {"superlative-mismatch"},
    "organization": {"foreign-organization", "organization-name-variants", "organization-type-mismatch"},
    "province": {"foreign-organization", "organization-name-variants"},
    "measure-year": {"measure-year-mismatch", "fiscal-year-mismatch"},
}
_TOKEN = re.compile(r"[a-z]*\d+(?:\.\d+)?|[ก-๙]{4,}", re.IGNORECASE)


def stated(finding: Finding) -> str:
    """Return a finding on one line."""
    return f"expected {finding.expected}, found {finding.found}"


def raised(finding: Finding, fate: str) -> Accusation:
    """Return a finding that was raised, with its fate."""
    return Accusation(finding.rule, fate, str(finding.severity), finding.subject, stated(finding))


def tokens(text: str) -> set[str]:
    """Return the figures, codes and names of a text."""
    return {token.lower() for token in _TOKEN.findall(text)}


def likeness(hint: str, finding: Finding) -> int:
    """Return how many of a hint's figures and codes a finding names."""
    words = (finding.subject, finding.expected, finding.found, finding.message_en)
    return len(tokens(hint) & tokens(" ".join(word for word in words if word)))


def judge_listed(findings: Sequence[Finding], answer: dict[str, Any]) -> list[Accusation]:
    """Return the fate of each finding where an answer tells what is present and what is allowed.

    A further finding of a rule that must fire is allowed where it names what the answer names.
    """
    left, judged = list(findings), []
    for rule, hint in answer["present"]:
        answering = [rest for rest in left if rest.rule == rule]
        if not answering:
            judged.append(Accusation(rule, MISSED, "", "", hint))
            continue
        best = max(answering, key=lambda rest: likeness(hint, rest))
        left.remove(best)
        judged.append(raised(best, TRUE))
    for finding in left:
        known = any(rule == finding.rule and likeness(hint, finding) for rule, hint in answer["present"])
        judged.append(raised(finding, ALLOWED if known or finding.rule in answer["allowed"] else FALSE))
    return judged


def judge_gold(report: Report, gold: dict[str, Any]) -> list[Accusation]:
    """Return the fate of the findings that a gold names, and of the faults planted in its report.

    Where the faults are known, every other finding of severity error is false.
    """
    rules = {finding.rule for finding in report.findings}
    judged = [
        Accusation(rule, TRUE if rule in rules else MISSED, "", "", "present")
        for rule in gold.get("findings_present", ())
    ]
    absent = set(gold.get("findings_absent", ()))
    judged += [raised(finding, FALSE) for finding in report.findings if finding.rule in absent]
    if "planted" in gold:
        judged += _planted(report.findings, gold["planted"])
    return judged


def _planted(findings: Iterable[Finding], kinds: Sequence[str]) -> list[Accusation]:
    """Return whether each planted fault was found, and the errors that none explains."""
    found = list(findings)
    explained = set().union(*(PLANTED.get(kind, set()) for kind in kinds)) if kinds else set()
    judged = []
    for kind in kinds:
        hit = any(finding.rule in PLANTED.get(kind, ()) for finding in found)
        judged.append(Accusation(f"planted {kind}", TRUE if hit else MISSED, "", "", ""))
    false = [entry for entry in found if entry.severity == "error" and entry.rule not in explained]
    return judged + [raised(finding, FALSE) for finding in false]
