"""The details of review reasons, English in the data, in both languages: by the messages that they were made of."""

from __future__ import annotations

import re
from functools import cache

from ita_extract.checking.naming import section_name, subject_name
from ita_extract.checking.registry import DOUBTFUL
from ita_extract.checking.rules import rule_named
from ita_extract.messages.both import Both
from ita_extract.messages.retelling import retold_in_both
from ita_extract.model import ReviewReason, Section, Subject

_VALUE = re.compile(r"\{(\w+)[^}]*\}")


def detail_in_both(reason: ReviewReason) -> Both:
    """Return the detail of a reason in both languages; English in both where nobody knows what it was made of."""
    if reason.slug.startswith(DOUBTFUL):
        thai = _thai_of_rule(reason.slug.removeprefix(DOUBTFUL), reason.detail)
        if thai is not None:
            return Both(reason.detail, thai)
    return retold_in_both(reason.detail)


def _thai_of_rule(slug: str, detail: str) -> str | None:
    """Return what a rule says of a doubt in Thai: its messages stand in both languages, with the same values."""
    rule = rule_named(slug)
    for message in rule.messages.values() if rule else ():
        match = _pattern(message.en).fullmatch(detail)
        if match is None:
            continue
        values = match.groupdict()
        for name in set(_VALUE.findall(message.th)) - set(values):
            english = values.get(f"{name.removesuffix('_th')}_en", "")
            if not name.endswith("_th") or english not in _names():
                return None
            values[name] = _names()[english]
        return _VALUE.sub(r"{\1}", message.th).format(**values)
    return None


@cache
def _names() -> dict[str, str]:
    """Return what subjects and parts of a report are called in Thai, by their English; nothing is called nothing."""
    named = [*map(subject_name, Subject), *map(section_name, Section)]
    known = {name.en: name.th for name in named} | {"": ""}
    return known | {english[:1].upper() + english[1:]: thai for english, thai in known.items()}


@cache
def _pattern(english: str) -> re.Pattern[str]:
    written, at = "", 0
    seen: set[str] = set()
    for value in _VALUE.finditer(english):
        written += re.escape(english[at : value.start()])
        written += f"(?P={value[1]})" if value[1] in seen else f"(?P<{value[1]}>.*?)"
        seen.add(value[1])
        at = value.end()
    return re.compile(written + re.escape(english[at:]), re.DOTALL)
