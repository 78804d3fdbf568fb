"""What people read, in English or Thai: the words of the code are English, a catalogue (gettext) has the Thai ones.

Data is no matter of language: what is written into `documents/` and the tables reads the same whoever runs the program.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Mapping
from importlib.resources import files
from typing import Literal

Language = Literal["en", "th"]
LANGUAGES: tuple[Language, ...] = ("en", "th")
_DOMAIN = "ita_extract"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")

_catalogues: dict[Language, gettext.NullTranslations] = {"en": gettext.NullTranslations()}
_spoken: Language = "en"


def _(english: str) -> str:
    """Return a message in the language of this run; the English itself where the catalogue lacks it."""
    return in_language(english, _spoken)


def N_(english: str) -> str:  # the name that gettext tools know
    """Mark a message for the catalogue that is translated where it is shown."""
    return english


def ngettext(single: str, many: str, count: int) -> str:
    """Return the message for a count in the language of this run."""
    return plural_in_language(single, many, count, _spoken)


def in_language(english: str, language: Language) -> str:
    """Return a message in one language, for pages that bear both."""
    return _catalogue(language).gettext(english) if english else ""


def plural_in_language(single: str, many: str, count: int, language: Language) -> str:
    """Return the message for a count in one language, for pages that bear both."""
    return _catalogue(language).ngettext(single, many, count)


def messages_of(language: Language) -> dict[str, str]:
    """Return all messages of one number in a language, by their English; none for English itself."""
    known: dict[object, str] = getattr(_catalogue(language), "_catalog", {})
    return {english: text for english, text in known.items() if isinstance(english, str) and english}


def speak(language: Language) -> None:
    """Take a language for this process; processes that read documents write data and need none."""
    global _spoken  # noqa: PLW0603 - a process speaks one language
    _spoken = language


def spoken() -> Language:
    """Return the language of this run."""
    return _spoken


def language_of_locale(environment: Mapping[str, str] = os.environ) -> Language:
    """Return Thai where the locale is Thai, English elsewhere."""
    name = next((environment[variable] for variable in _VARIABLES if environment.get(variable)), "")
    return "th" if locale.normalize(name).startswith("th_") else "en"


def _catalogue(language: Language) -> gettext.NullTranslations:
    if language not in _catalogues:
        path = files("ita_extract.messages") / language / "LC_MESSAGES" / f"{_DOMAIN}.mo"
        with path.open("rb") as compiled:
            _catalogues[language] = gettext.GNUTranslations(compiled)
    return _catalogues[language]
