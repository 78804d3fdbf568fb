"""The language in which a command speaks: known before anything is said, also by help and wrong command lines."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer
from typer.main import get_command

from ita_extract.errors import UsageError
from ita_extract.messages import LANGUAGES, N_, Language, language_of_locale, speak
from ita_extract.messages.both import both

OPTION = "--language"
_HELP = N_("Speak Thai or English; else the language of the locale, or of ITA_EXTRACT_LANGUAGE.")
VARIABLE = "ITA_EXTRACT_LANGUAGE"


class Wording(StrEnum):
    """What `--language` takes."""

    TH = "th"
    EN = "en"


def take_language(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> list[str]:
    """Speak the language that is asked for and return the other arguments; `--language` may stand anywhere.

    Without the option the variable ITA_EXTRACT_LANGUAGE decides, then the locale. Raises UsageError for another
    language, in that of the locale.
    """
    speak(language_of_locale(environment))
    rest: list[str] = []
    said = False
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        if argument == "--":
            rest += [argument, *waiting]
            break
        said |= argument == OPTION or argument.startswith(f"{OPTION}=")
        if argument == OPTION:
            speak(_known(waiting.pop(0) if waiting else "", OPTION))
        elif argument.startswith(f"{OPTION}="):
            speak(_known(argument.partition("=")[2], OPTION))
        else:
            rest.append(argument)
    asked = environment.get(VARIABLE, "")
    if asked and not said:
        speak(_known(asked.lower(), VARIABLE))
    return rest


def language_option() -> Any:
    """Return the option for the parser, which each command has: `take_language` has read it before, where it ran."""

    def speaking(
        language: Annotated[Wording | None, typer.Option(OPTION, metavar="th|en", help=_HELP)] = None,
    ) -> None:
        """Never run: the parser calls back."""

    def call_back(_context: Any, _option: Any, value: Any) -> None:
        if value is not None:
            speak(_known(value, OPTION))

    program = typer.Typer(add_completion=False)
    program.command()(speaking)
    option = next(entry for entry in get_command(program).params if OPTION in entry.opts)
    option.expose_value = False
    option.callback = call_back
    return option


def _known(name: str, source: str) -> Language:
    for language in LANGUAGES:
        if name == language:
            return language
    raise UsageError(
        both("{option} knows th and en, not {name!r}.", option=source, name=name),
        hint=both("For Thai say --language th, for English --language en."),
    )
