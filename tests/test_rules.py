"""The catalogue of rules: whole, documented, and up to date on paper."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from checked_fixtures import ROOT

from ita_extract import messages
from ita_extract.checking.catalogue import explain, page
from ita_extract.checking.registry import Rule, Scope, enter
from ita_extract.checking.rules import all_rules, rule_named
from ita_extract.messages.statuses import SEVERITY_WORDS
from ita_extract.model import Severity
from ita_extract.rulebook.year import YearRules, known_years

CONTRACT = [
    "score-mismatch",
    "instrument-mean-mismatch",
    "eit-parts-mismatch",
    "overall-mismatch",
    "rating-mismatch",
    "rating-vocabulary",
    "score-out-of-range",
    "score-precision",
    "superlative-mismatch",
    "history-mismatch",
    "roster-mismatch",
    "organization-name-variants",
    "foreign-organization",
    "organization-type-mismatch",
    "indicator-name-mismatch",
    "instrument-label-mismatch",
    "sub-indicator-name-mismatch",
    "unknown-item",
    "ambiguous-item",
    "item-outside-indicator",
    "unknown-item-reference",
    "duplicate-item",
    "fiscal-year-mismatch",
    "measure-year-mismatch",
    "missing-indicator",
    "missing-section",
    "missing-eit-part",
    "uncovered-recommendation",
    "uncovered-weak-indicator",
    "maintain-measure-contradiction",
    "incomplete-measure",
    "copied-text",
    "unclosed-numbering",
]

every = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.slug)


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def stem(name: str) -> str:
    return re.sub(r"_(th|en)$", "", name)


def test_the_rules_are_those_promised() -> None:
    assert sorted(rule.slug for rule in all_rules()) == sorted(CONTRACT)


@every
def test_a_rule_is_whole(rule: Rule) -> None:
    assert rule.messages and "" in rule.messages
    for message in (rule.title, *rule.messages.values()):
        assert re.search(r"[ก-๛]", message.th)
        assert re.search(r"[A-Za-z]{3}", message.en)
        assert {stem(name) for name in places(message.th)} == {stem(name) for name in places(message.en)} or (
            places(message.en) <= places(message.th) | {"claim_en"}
        )
    assert rule.example.strip()
    assert rule.formula.strip() and rule.tolerance.strip()
    first, last = rule.years
    assert first in known_years() and (last is None or last >= first)
    assert set(rule.rests_on) <= set(YearRules.model_fields)
    assert rule.applied or rule.scope is Scope.COLLECTION


@every
def test_a_rule_explains_itself(rule: Rule) -> None:
    for language in messages.LANGUAGES:
        messages.speak(language)
        text = explain(rule)
        title = rule.title.th if language == "th" else rule.title.en
        assert f"{rule.slug} ({SEVERITY_WORDS[rule.severity]})" in text
        for part in (rule.formula, rule.tolerance, rule.example, title):
            assert part in text


def test_docs_are_those_of_the_catalogue() -> None:
    """If this fails: `make docs`."""
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == page(all_rules())


def test_a_slug_is_taken_once() -> None:
    known = rule_named("score-mismatch")
    assert known is not None and known.severity is Severity.ERROR
    assert rule_named("no-such-rule") is None
    with pytest.raises(ValueError, match="score-mismatch"):
        enter(known)
