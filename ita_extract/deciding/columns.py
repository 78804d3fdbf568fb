"""What of a row a person may correct, and text as people type it -> a value of the model, or why it is none."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from ita_extract.errors import UsageError
from ita_extract.evidence import Row
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.rulebook.year import YearRules
from ita_extract.thai.digits import to_arabic

# columns that hold what was taken from the words on the page; the others say what a row is, or follow from it
CORRECTABLE: dict[str, tuple[str, ...]] = {
    "documents": (
        "overall_score", "rating", "fiscal_year", "organization_type", "organization_name", "district", "province",
    ),
    "instrument_scores": ("score", "label_written", "weight", "weighted_score"),
    "indicator_scores": ("score", "name_written"),
    "score_mentions": ("score",),
    "score_history": ("score", "rating"),
    "recommendations": ("items", "issue", "advice", "references", "references_unresolved"),
    "guidelines": ("text",),
    "measures": ("title", "indicators", "analysis", "period", "period_start", "period_end", "responsible", "monitoring",
                 "target", "budget", "remark"),
    "measure_steps": ("text",),
    "measure_results": ("title", "result"),
    "roster_scores": ("rank", "organization_written", "IIT", "EIT", "OIT", "total", "rating"),
    "organization_mentions": ("written", "normalized"),
}  # fmt: skip
_MOST = 20_000  # characters: no cell of a report is longer
_SCORE = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_CODE = re.compile(r"([ieo])\s*-?\s*(\d{1,2})", re.IGNORECASE)
_SUB = re.compile(r"(?:9|10)\.\d{1,2}")
_YEARS = (2540, 2640)  # B.E.


class InvalidDecisionError(UsageError):
    """A decision holds a value that the model, the rulebook or the report does not allow."""

    slug = "invalid_decision"
    hint = N_("Correct the value, or leave the decision out; see: ita-extract schema")


def shown_value(value: Any) -> str:
    """Return a value as a decision keeps it and a person types it: scores with two digits, lists joined by `; `."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        two = value.quantize(Decimal("0.01"))
        return f"{two}" if two == value else format(value.normalize(), "f")
    if isinstance(value, tuple | list):
        return "; ".join(shown_value(member) for member in value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def with_value(row: Row, table: str, column: str, text: str, rules: YearRules) -> Row:
    """Return a row with what a person says of a column, read and checked as the model has it.

    `rules` are those of the report's year: which levels and items there are. Raises InvalidDecisionError.
    """
    if column not in CORRECTABLE.get(table, ()):
        raise InvalidDecisionError(
            both("There is no column {column} of {table} that can be corrected.", column=column, table=table)
        )
    if table == "documents" and not text.strip():
        raise InvalidDecisionError(
            both(
                "{column} cannot be empty; where the report lacks it, say that the report says so.",
                column=column,
            )
        )
    value = _parsed(table, column, _clean(text), rules, getattr(row, "raw", ""))
    try:
        return type(row).model_validate(dict(row) | {column: value})
    except ValidationError as error:
        raise InvalidDecisionError(
            both(
                "“{text}” is no value of {column}: {why}.",
                text=text[:60],
                column=column,
                why=error.errors()[0]["msg"].rstrip("."),
            )
        ) from None


def _clean(text: str) -> str:
    plain = unicodedata.normalize("NFC", text.strip())
    if len(plain) > _MOST or any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in plain):
        raise InvalidDecisionError(N_("The value is too long, or holds control characters."))
    return plain


def _parsed(table: str, column: str, text: str, rules: YearRules, raw: str) -> Any:
    parse = _PARSERS.get(column)
    if parse is None:
        return text
    if column == "rating":
        return _level(text, rules) if table == "documents" else text
    if column in ("items", "references"):
        return _codes(text, rules, raw, with_sub_indicators=column == "references")
    return parse(text)


def _score(text: str) -> Decimal:
    digits = to_arabic(text).removesuffix("%").strip()
    if not _SCORE.fullmatch(digits) or Decimal(digits) > 100:
        raise InvalidDecisionError(
            both("“{text}” is no score: write 0 to 100 with two digits.", text=text[:60])
        )
    return Decimal(digits).quantize(Decimal("0.01"))


def _score_or_none(text: str) -> Decimal | None:
    return _score(text) if text else None


def _level(text: str, rules: YearRules) -> str:
    names = [level.name for level in rules.rating.levels]
    if text not in names:
        raise InvalidDecisionError(
            both(
                "“{text}” is no level of {year}: {levels}.",
                text=text[:60],
                year=rules.fiscal_year,
                levels=", ".join(names),
            )
        )
    return text


def _codes(text: str, rules: YearRules, raw: str, *, with_sub_indicators: bool) -> tuple[str, ...]:
    """Return item codes in their normal form; one that is none of the year may stand only where the page prints it."""
    found = []
    printed = "".join(to_arabic(raw).casefold().split())
    for part in filter(None, re.split(r"[;,\s]+", to_arabic(text))):
        match = _CODE.fullmatch(part)
        code = f"{match[1].lower()}{int(match[2])}" if match else part
        known = rules.is_item(code) if match else with_sub_indicators and _SUB.fullmatch(part) is not None
        if not known and not (match and code in printed):
            raise InvalidDecisionError(
                both(
                    "“{text}” is no item of {year}: write i2, e4, o10.",
                    text=part[:60],
                    year=rules.fiscal_year,
                )
            )
        found.append(code)
    return tuple(dict.fromkeys(found))


def _numbers(text: str) -> tuple[int, ...]:
    parts = [part for part in re.split(r"[;,\s]+", to_arabic(text)) if part]
    if not all(part.isdecimal() and 1 <= int(part) <= 10 for part in parts):
        raise InvalidDecisionError(
            both("“{text}” are no indicators: write numbers from 1 to 10.", text=text[:60])
        )
    return tuple(dict.fromkeys(int(part) for part in parts))


def _texts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _year(text: str) -> int | None:
    digits = to_arabic(text)
    if not digits:
        return None
    if not digits.isdecimal() or not _YEARS[0] <= int(digits) <= _YEARS[1]:
        raise InvalidDecisionError(both("“{text}” is no fiscal year: write it as 2568.", text=text[:60]))
    return int(digits)


def _rank(text: str) -> int | None:
    digits = to_arabic(text)
    if digits and not digits.isdecimal():
        raise InvalidDecisionError(both("“{text}” is no rank.", text=text[:60]))
    return int(digits) if digits else None


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(to_arabic(text)) if text else None
    except ValueError:
        raise InvalidDecisionError(
            both("“{text}” is no date: write it as 2026-03-31.", text=text[:60])
        ) from None


_PARSERS: dict[str, Callable[[str], Any]] = {
    "score": _score,
    "overall_score": _score,
    "weight": _score_or_none,
    "weighted_score": _score_or_none,
    "IIT": _score_or_none,
    "EIT": _score_or_none,
    "OIT": _score_or_none,
    "total": _score_or_none,
    "rating": str,
    "items": _texts,
    "references": _texts,
    "references_unresolved": _texts,
    "responsible": _texts,
    "indicators": _numbers,
    "fiscal_year": _year,
    "rank": _rank,
    "period_start": _date,
    "period_end": _date,
}
