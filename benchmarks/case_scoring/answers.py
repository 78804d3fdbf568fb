"""Right answers that are told in another way than a gold file, as a gold: words of `field`, `kinds`, `identity`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

Gold = dict[str, Any]
BODY = ("organization_type", "organization_name", "district", "province")
_WHOLE_EIT = re.compile(r"EIT (\d+\.\d\d) whole")
_HISTORY = re.compile(r"\b(25\d\d)=(\d+\.\d\d)")
_YEAR = re.compile(r"fiscal_year (25\d\d)")
_TOTAL = re.compile(r"(?:shown total|ok) (\d+\.\d\d)")
_INDICATORS_ALONE = ("indicators = base", "indicator values are", "indicator table is")
_KINDS_DOCUMENT = ("fiscal_year", "organization_type", "organization_name", "overall_score", "document_kind")


def gold_of_text(text: str, base: Gold) -> Gold:
    """Return what can be scored of a text about a variant of the base report; empty where it is for people."""
    if any(words in text for words in _INDICATORS_ALONE):
        return {"indicator_scores": base["indicator_scores"]}
    if "as base" in text:
        return _as_base(text, base)
    document: Gold = {}
    if year := _YEAR.search(text):
        document["fiscal_year"] = int(year[1])
    if total := _TOTAL.search(text):
        document["overall_score"] = Decimal(total[1])
    if text.startswith("cover page says please open"):
        return {"status": ["not_ita", "review"]}
    return {"documents": document} if document else {}


def _as_base(text: str, base: Gold) -> Gold:
    # the base holds guidance that its gold leaves open by naming none
    gold = {name: value for name, value in base.items() if name != "guidelines_count" or value}
    if "values as base" in text:  # of another body
        gold["documents"] = {name: value for name, value in base["documents"].items() if name not in BODY}
    if whole := _WHOLE_EIT.search(text):
        others = [row for row in base["instrument_scores"] if row["instrument"] != "EIT"]
        gold["instrument_scores"] = [
            *others,
            {"instrument": "EIT", "part": None, "score": Decimal(whole[1])},
        ]
    if years := _HISTORY.findall(text):
        gold["score_history"] = [_history(year, score) for year, score in years]
    return gold


def _history(year: str, score: str) -> Gold:
    return {"subject": "overall", "fiscal_year": int(year), "score": Decimal(score)}


def gold_of_kind(expect: Gold) -> Gold:
    """Return the expectation of a document of `kinds` as a gold; scores are written as texts there."""
    gold: Gold = {"status": expect["status"]} if "status" in expect else {}
    document = {name: expect[name] for name in _KINDS_DOCUMENT if name in expect}
    if document.get("document_kind") == "not_ita":  # the status says so
        del document["document_kind"]
    if document.get("overall_score") is not None:
        document["overall_score"] = Decimal(document["overall_score"])
    gold["documents"] = document
    if "indicator_scores" in expect:
        gold["indicator_scores"] = [
            {"indicator": int(number), "score": Decimal(score)}
            for number, score in expect["indicator_scores"].items()
        ]
    if "score_history" in expect:
        gold["score_history"] = [_history(year, score) for year, score in expect["score_history"].items()]
    if "roster" in expect:
        gold["roster_scores"] = [
            {"organization_written": name, "total": Decimal(total)} for name, total in expect["roster"]
        ]
    return gold


def gold_of_identity(expect: Gold) -> Gold:
    """Return the expectation of a document of `identity` as a gold: the class and name, where it is local."""
    names = {"type": "organization_type", "name": "organization_name"}
    return {"documents": {column: expect[name] for name, column in names.items() if name in expect}}
