"""What the program says on stderr: log lines as text or JSON, errors with their next step."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from enum import StrEnum
from typing import Annotated

import typer

from ita_extract.cli.commands_here import as_typed_here
from ita_extract.errors import ExitCode, ItaExtractError
from ita_extract.messages import N_, _
from ita_extract.writing.printing import harmless

log = logging.getLogger("ita_extract")
_LEVELS = {"WARNING": N_("warning"), "ERROR": N_("error"), "CRITICAL": N_("critical")}
_STANDARD_ATTRIBUTES = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class LogFormat(StrEnum):
    """How log lines look."""

    TEXT = "text"
    JSON = "json"


QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
VerboseOption = Annotated[
    bool, typer.Option("--verbose", "-v", help="Show where in the program an error arose.")
]
LogFormatOption = Annotated[
    LogFormat, typer.Option("--log-format", help="Messages for people, or one JSON object a line.")
]


def set_up_log(form: LogFormat, *, quiet: bool, verbose: bool) -> None:
    """Send the program's log to stderr: errors alone when quiet, with tracebacks when verbose."""
    handler = _StderrHandler()
    handler.setFormatter(_JsonLine(verbose) if form is LogFormat.JSON else _TextLine(verbose))
    log.handlers[:] = [handler]
    log.propagate = False
    log.setLevel(logging.ERROR if quiet else logging.DEBUG if verbose else logging.INFO)


def report_error(error: Exception) -> ExitCode:
    """Say what went wrong and what to do next, and return the exit code."""
    if not log.handlers:
        set_up_log(LogFormat.TEXT, quiet=False, verbose=False)
    if isinstance(error, ItaExtractError):
        log.error("%s", error.said, exc_info=error, extra={"slug": error.slug, "hint": error.said_hint})
        return error.exit_code
    hint = _("Please report it. The same command with --verbose shows where it was.")
    if isinstance(error, ImportError):
        lost = (error.name or "").partition(".")[0]
        # typer itself may lack something, and then the doctor does not start either
        hints = [f"pip install {lost}"] if lost not in ("", "ita_extract") else []
        hint = "\n".join(
            [
                *hints,
                _("To see all that is missing: ita-extract doctor. If nothing is: {hint}").format(hint=hint),
            ]
        )
    log.critical(
        "%s",
        _("This is a defect in ita-extract: {name}: {error}.").format(name=type(error).__name__, error=error),
        exc_info=error,
        extra={"slug": "defect", "hint": hint},
    )
    return ExitCode.DEFECT


def say(text: str) -> None:
    """Print data on stdout."""
    typer.echo(harmless(text))


class _StderrHandler(logging.Handler):
    """Writes to what sys.stderr is now: a progress bar puts its own there, to keep lines above the bar."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(harmless(self.format(record)) + "\n")
        sys.stderr.flush()


class _TextLine(logging.Formatter):
    """`error: message`, the next step under it, and the traceback when verbose.

    Further lines of a warning or an error stand to the right: what a name or a text holds cannot pass for another one.
    """

    def __init__(self, verbose: bool) -> None:
        super().__init__()
        self._verbose = verbose

    def format(self, record: logging.LogRecord) -> str:
        parts = [record.getMessage()]
        hint = getattr(record, "hint", "")
        parts += [f"  {line}" for line in hint.split("\n") if line]
        if self._verbose and record.exc_info and record.exc_info[1] is not None:
            parts.append("".join(traceback.format_exception(record.exc_info[1])).rstrip())
        text = as_typed_here("\n".join(parts))
        if record.levelno < logging.WARNING:
            return text
        first, *others = text.split("\n")
        others = [line if line.startswith("  ") else f"  {line}" for line in others]
        return "\n".join([f"{_(_LEVELS.get(record.levelname, record.levelname.lower()))}: {first}", *others])


class _JsonLine(logging.Formatter):
    """One JSON object a line: level, message, and the fields that came with it."""

    def __init__(self, verbose: bool) -> None:
        super().__init__()
        self._verbose = verbose

    def format(self, record: logging.LogRecord) -> str:
        message = as_typed_here(record.getMessage())
        line: dict[str, object] = {"level": record.levelname.lower(), "message": message}
        fields = vars(record)
        line |= {name: fields[name] for name in fields if name not in _STANDARD_ATTRIBUTES}
        if isinstance(hint := line.get("hint"), str):
            line["hint"] = as_typed_here(hint)
        if self._verbose and record.exc_info and record.exc_info[1] is not None:
            line["traceback"] = "".join(traceback.format_exception(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=str)
