"""All rules: importing this module enters every one of them into the catalogue."""

from __future__ import annotations

from ita_extract.checking.collection import copying, official, same_year
from ita_extract.checking.document import (
    arithmetic,
    coverage,
    items,
    levels,
    named,
    numbering,
    parts,
    past,
    superlatives,
    years,
)
from ita_extract.checking.registry import Rule, entered
from ita_extract.checking.value import items as codes
from ita_extract.checking.value import labels, scores, sub_indicators

HOMES = (
    arithmetic, codes, copying, coverage, items, labels, levels, named, numbering, official, parts, past, same_year,
    scores, sub_indicators, superlatives, years,
)  # fmt: skip


def all_rules() -> tuple[Rule, ...]:
    """Return all rules, by scope, then slug."""
    return entered()


def rule_named(slug: str) -> Rule | None:
    """Return a rule by its slug, or None where there is none."""
    return next((rule for rule in entered() if rule.slug == slug), None)
