"""The kinds of review reasons: each that the code gives has a meaning, and the page that explains them names it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ita_extract.checking.registry import DOUBTFUL
from ita_extract.checking.rules import all_rules
from ita_extract.model import NOTES, ReviewReason
from ita_extract.review.details import detail_in_both
from ita_extract.review.reasons import in_words, meanings

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "ita_extract"
# Calls that make a reason; their first argument, or `slug`, is its kind.
MAKERS = frozenset({"ReviewReason", "reason", "doubted_name"})


def sources() -> list[ast.Module]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))]


def called(node: ast.Call) -> str:
    """Return the name of what is called: `reason`, and ReviewReason for ReviewReason.at."""
    function = node.func
    if isinstance(function, ast.Attribute) and function.attr == "at" and isinstance(function.value, ast.Name):
        function = function.value
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def kinds(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield what is given as the kind of a reason."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in MAKERS:
            named = [keyword.value for keyword in node.keywords if keyword.arg == "slug"]
            yield from (named or node.args)[:1]


def literals(kind: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression may have: a literal, or one of two."""
    if isinstance(kind, ast.Constant) and isinstance(kind.value, str):
        yield kind.value
    if isinstance(kind, ast.IfExp):
        yield from literals(kind.body)
        yield from literals(kind.orelse)


def given() -> set[str]:
    return {text for tree in sources() for kind in kinds(tree) for text in literals(kind)}


def explained() -> set[str]:
    """Return the kinds that docs/review-reasons.md explains: those in the first column of its tables."""
    page = (ROOT / "docs/review-reasons.md").read_text(encoding="utf-8")
    first = re.findall(r"^\| ([^|]+) \|", page, re.MULTILINE)
    return {slug for cell in first for slug in re.findall(r"`([a-z]+(?:-[a-z]+)+)`", cell)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('ReviewReason(slug="one-kind", detail="x")', ["one-kind"]),
        ('ReviewReason.at("one-kind", row)', ["one-kind"]),
        ('self.reason("one-kind", spot)', ["one-kind"]),
        ('facts.doubted_name("one-kind", "x")', ["one-kind"]),
        ('reason("one-kind" if many else "other-kind")', ["one-kind", "other-kind"]),
        ("reason(slug, spot)", []),
        ('seen.at("no-kind")', []),
    ],
)
def test_the_walk_sees_every_way_of_giving_a_reason(text: str, found: list[str]) -> None:
    assert [slug for kind in kinds(ast.parse(text)) for slug in literals(kind)] == found


def test_every_reason_that_is_given_has_a_meaning() -> None:
    assert given() - set(meanings()) == set()
    assert set(meanings()) >= NOTES


def test_every_meaning_belongs_to_a_reason_that_is_given() -> None:
    """A table of kinds counts too: any literal of the package that is one."""
    written = {
        node.value
        for tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(meanings()) - written == set()


def test_the_page_explains_what_has_words_in_both_languages() -> None:
    assert set(meanings()) == explained()
    for meaning in meanings().values():
        assert re.search(r"[ก-๙]{3}", meaning.th)
        assert not re.search(r"[ก-๙]", meaning.en)


def test_a_reason_made_from_a_rule_takes_its_words_from_the_rule() -> None:
    rule = all_rules()[0]
    reason = in_words(ReviewReason(slug=f"{DOUBTFUL}{rule.slug}", detail="something"))
    assert reason.meaning is not None
    assert reason.meaning.th.startswith(rule.title.th)


def test_an_unknown_kind_is_shown_as_it_is() -> None:
    for slug in ("of-tomorrow", f"{DOUBTFUL}rule-of-tomorrow", ""):
        reason = in_words(ReviewReason(slug=slug, detail="x"))
        assert (reason.meaning, reason.slug, reason.spot, reason.is_note) == (None, slug, None, False)


def test_a_note_asks_for_no_review() -> None:
    assert in_words(ReviewReason(slug="unresolved-number")).is_note


def test_details_are_said_in_both_languages_where_it_is_known_what_they_were_made_of() -> None:
    def said(slug: str, detail: str) -> str:
        return detail_in_both(ReviewReason(slug=slug, detail=detail)).th

    assert said(
        "doubtful-score-precision", "OIT is written as “95” (page 2), not with two decimals (95.00)."
    ) == ("OIT เขียนไว้ “95” (หน้า 2) ไม่ใช่ทศนิยมสองตำแหน่ง (95.00)")
    assert said("unread-page", "page 3 has no size (damaged)") == "หน้า 3 ไม่มีขนาด (damaged)"
    assert said("guessed-characters", "39 more values") == "และอีก 39 ค่า"
    assert said("doubtful-score-precision", "Words of an older version.") == "Words of an older version."
    assert said("doubtful-no-such-rule", "OIT {x}") == "OIT {x}"
