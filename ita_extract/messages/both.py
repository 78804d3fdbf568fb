"""A message in both languages at once, for pages whose reader chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ita_extract.messages import LANGUAGES, Language, in_language, plural_in_language, spoken


@dataclass(frozen=True)
class Both:
    """What people read, in English and Thai: plain text, that a template escapes."""

    en: str
    th: str

    def __str__(self) -> str:
        """Return it in the language of this run."""
        return self.said_in(spoken())

    def said_in(self, language: Language) -> str:
        """Return it in one language."""
        return self.th if language == "th" else self.en


def both(english: str, /, **values: Any) -> Both:
    """Return a message with its named values in both languages; a value that is `Both` gives each its own words."""
    return Both(*(_filled(in_language(english, language), language, values) for language in LANGUAGES))


def both_counts(single: str, many: str, count: int, /, **values: Any) -> Both:
    """Return the message for a count, which is its value `count`, in both languages."""
    values = {"count": count, **values}
    written = ((language, plural_in_language(single, many, count, language)) for language in LANGUAGES)
    return Both(*(_filled(text, language, values) for language, text in written))


def _filled(text: str, language: Language, values: dict[str, Any]) -> str:
    if not values:
        return text
    return text.format(
        **{
            name: value.said_in(language) if isinstance(value, Both) else value
            for name, value in values.items()
        }
    )
