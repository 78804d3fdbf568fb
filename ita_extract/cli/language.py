"""The language in which a command speaks: known before anything is said, also by help and wrong command lines."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from ita_extract.errors import UsageError
from ita_extract.messages import LANGUAGES, Language, language_of_locale, speak
from ita_extract.messages.both import both

OPTION = "--language"
VARIABLE = "ITA_EXTRACT_LANGUAGE"


def take_language(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> list[str]:
    """Speak the language that is asked for and return the other arguments; `--language` may stand anywhere.

    Without the option the variable ITA_EXTRACT_LANGUAGE decides, then the locale. Raises UsageError for another
    language, in that of the locale.
    """
    speak(language_of_locale(environment))
    rest: list[str] = []
    asked = environment.get(VARIABLE, "")
    if asked:
        speak(_known(asked, VARIABLE))
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        if argument == "--":
            rest += [argument, *waiting]
            break
        if argument == OPTION:
            speak(_known(waiting.pop(0) if waiting else "", OPTION))
        elif argument.startswith(f"{OPTION}="):
            speak(_known(argument.partition("=")[2], OPTION))
        else:
            rest.append(argument)
    return rest


def _known(name: str, source: str) -> Language:
    for language in LANGUAGES:
        if name == language:
            return language
    raise UsageError(
        both("{option} knows th and en, not {name!r}.", option=source, name=name),
        hint=both("For Thai say --language th, for English --language en."),
    )
