"""The program `ita-extract`: its commands, and the one place where an error becomes words and an exit code.

Nothing heavy is imported here or in the commands' modules: `ita-extract --help` must come at once.
"""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from ita_extract import __version__
from ita_extract.cli.check import check_command
from ita_extract.cli.commands_here import NAME
from ita_extract.cli.commands_here import program as typed_program
from ita_extract.cli.doctor import doctor_command
from ita_extract.cli.help_pages import SpokenCommand, SpokenGroup
from ita_extract.cli.inspect import inspect_command
from ita_extract.cli.language import take_language
from ita_extract.cli.load import load_command
from ita_extract.cli.messages import report_error
from ita_extract.cli.review import review_command
from ita_extract.cli.run import run_command
from ita_extract.cli.schema import schema_command
from ita_extract.cli.wrong_lines import refused
from ita_extract.errors import ExitCode

app = typer.Typer(
    name=NAME,
    cls=SpokenGroup,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help reads the same in a terminal, a pipe and a screen reader, and is fast
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("run", cls=SpokenCommand)(run_command)
app.command("check", cls=SpokenCommand)(check_command)
app.command("review", cls=SpokenCommand)(review_command)
app.command("inspect", cls=SpokenCommand)(inspect_command)
app.command("load", cls=SpokenCommand)(load_command)
app.command("schema", cls=SpokenCommand)(schema_command)
app.command("doctor", cls=SpokenCommand)(doctor_command)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ita-extract {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end."),
    ] = False,
) -> None:
    """Read Thai ITA analysis reports (PDF) of local governments into tables.

    Scores, recommendations and measures come out as JSON and CSV, each with the page and the place on the
    page where it stood, so that every value can be looked up in the report.

    \b
    Example: read all reports in a folder, then open output/csv/ in a spreadsheet.
      ita-extract run reports/ --output output --excel

    \b
    Exit codes: 0 done; 1 check found an error; 2 the command line is wrong, or doctor found something required
    broken; 3 at least one file could not be read (all others are written); 4 no input matched;
    5 the output cannot be written; 70 a defect in ita-extract; 130 interrupted.
    """  # noqa: D301 - the help formatter wants the character itself, to keep lines as they are


def _writes_thai(encoding: str) -> bool:
    try:
        "ก".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def main() -> None:
    """Run the program and end the process with an exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        # Reports are Thai: an old code page (Windows, a locale in ISO-8859-1) would end the program.
        if isinstance(stream, io.TextIOWrapper) and not _writes_thai(stream.encoding):
            stream.reconfigure(encoding="utf-8")
    try:
        code = app(take_language(sys.argv[1:]), prog_name=typed_program(), standalone_mode=False)
    except Exception as error:
        sys.exit(_ended(error))
    sys.exit(code if isinstance(code, int) else 0)


def _ended(error: Exception) -> int:
    """Say what went wrong and return the exit code; the parser's own errors are known by what they can do."""
    if isinstance(error, typer.Abort):
        return ExitCode.INTERRUPTED
    if not hasattr(error, "format_message"):
        return report_error(error)
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.format_message(), err=True)
        return ExitCode.USAGE
    return report_error(refused(error))


if __name__ == "__main__":
    main()
