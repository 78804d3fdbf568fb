"""The catalogue of rules for people: `explain` for one, `page` for docs/rules.md (run this module to write it)."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from ita_extract.checking.registry import Rule, Scope
from ita_extract.checking.rules import all_rules
from ita_extract.messages import N_, _
from ita_extract.messages.both import Both
from ita_extract.messages.statuses import SEVERITY_WORDS
from ita_extract.rulebook.facts import Fact
from ita_extract.rulebook.year import known_years, rules_for

_SCOPES = {
    Scope.VALUE: N_("One value against the rulebook"),
    Scope.DOCUMENT: N_("Places of one report against each other"),
    Scope.COLLECTION: N_("Reports against each other, and against published scores"),
}
_HEAD = """# Rules

Made from the catalogue by `make docs`; do not edit by hand.

Each rule has a slug, a severity, a formula with its tolerance, the fiscal years (B.E.) it holds for, messages in
Thai and English, and an example. `ita-extract check --explain RULE` shows one of them. Three things hold for all:

- **Sources.** A rule that rests on a fact without a source (inferred or recalled) warns at most, and its message
  says on what it rests. The confidence of each fact is given year by year below.
- **Doubt.** Where one of the values compared was read with doubt (from a picture, or with a letter that had to be
  guessed), there is no finding: the mismatch is a review reason of the document, `doubtful-<rule>`.
- **Rounding.** Means and sums are compared as they are, never rounded; the tolerance is what rounding in print can
  explain.
"""


def span(rule: Rule) -> str:
    """Return the fiscal years of a rule in words."""
    first, last = rule.years
    return f"{first}-{last}" if last else f"from {first}"


def confidences(name: str) -> str:
    """Return how well a fact of the rulebook is known, year by year, equal years joined."""
    groups: list[tuple[str, list[int]]] = []
    for year in known_years():
        fact: Fact = getattr(rules_for(year), name)
        word = fact.confidence.replace("_", " ")
        if groups and groups[-1][0] == word:
            groups[-1][1].append(year)
        else:
            groups.append((word, [year]))
    return ", ".join(
        f"{word} {years[0]}-{years[-1]}" if len(years) > 1 else f"{word} {years[0]}" for word, years in groups
    )


def explain(rule: Rule) -> str:
    """Return all that is to be known of a rule, as lines for a terminal; formulas are English."""
    title = Both(rule.title.en, rule.title.th)
    rows = [
        (_("Looks at:"), _(_SCOPES[rule.scope])),
        (_("Years:"), span(rule)),
        (_("Compares:"), rule.formula),
        (_("Tolerance:"), rule.tolerance),
    ]
    if rule.sees_text:
        needs = _("the words of the PDF; for an output folder the findings made when it was read count")
        rows.append((_("Needs:"), needs))
    rows += [(_("Rests on:"), f"{name} ({confidences(name)})") for name in rule.rests_on]
    rows.append((_("Example:"), rule.example))
    rows += [(_("Says:"), str(Both(message.en, message.th))) for message in rule.messages.values()]
    severity = SEVERITY_WORDS[rule.severity]
    return "\n".join(
        [f"{rule.slug} ({severity})", f"  {title}", "", *(f"{label} {text}" for label, text in rows)]
    )


def page(rules: Iterable[Rule]) -> str:
    """Return docs/rules.md."""
    rules = tuple(rules)
    parts = [_HEAD]
    for scope, title in _SCOPES.items():
        group = [rule for rule in rules if rule.scope == scope]
        parts.append(f"## {title}\n\n| rule | severity | years | what is wrong |\n|---|---|---|---|")
        parts[-1] += "".join(
            f"\n| [`{rule.slug}`](#{rule.slug}) | {rule.severity} | {span(rule)} | {rule.title.en} · {rule.title.th} |"
            for rule in group
        )
        parts.extend(_entry(rule) for rule in group)
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _entry(rule: Rule) -> str:
    lines = [
        f"### {rule.slug}",
        "",
        f"{rule.title.en}. {rule.title.th}",
        "",
        f"- **Severity:** {rule.severity}",
        f"- **Years:** {span(rule)}",
        f"- **Compares:** {rule.formula}",
        f"- **Tolerance:** {rule.tolerance}",
    ]
    lines += [f"- **Rests on:** `{name}`: {confidences(name)}" for name in rule.rests_on]
    if rule.sees_text:
        lines.append("- **Needs** the words of the PDF, not the stored report alone")
    lines += [f"- **Example:** {rule.example}", "- **Says:**"]
    for message in rule.messages.values():
        lines += [f"  - {message.th}", f"  - {message.en}"]
    return "\n".join(lines)


def main() -> None:
    """Write the page to the file named."""
    Path(sys.argv[1]).write_text(page(all_rules()), encoding="utf-8")


if __name__ == "__main__":
    main()
