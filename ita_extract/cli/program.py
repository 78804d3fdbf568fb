"""The program `ita-extract`: its commands, and the one place where an error becomes words and an exit code.

Nothing heavy is imported here or in the commands' modules: `ita-extract --help` must come at once.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ita_extract import __version__
from ita_extract.cli.check import check_command
from ita_extract.cli.doctor import doctor_command
from ita_extract.cli.inspect import inspect_command
from ita_extract.cli.load import load_command
from ita_extract.cli.messages import report_error
from ita_extract.cli.review import review_command
from ita_extract.cli.run import run_command
from ita_extract.cli.schema import schema_command

app = typer.Typer(
    name="ita-extract",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help reads the same in a terminal, a pipe and a screen reader, and is fast
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("run")(run_command)
app.command("check")(check_command)
app.command("review")(review_command)
app.command("inspect")(inspect_command)
app.command("load")(load_command)
app.command("schema")(schema_command)
app.command("doctor")(doctor_command)


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


def main() -> None:
    """Run the program and end the process with an exit code of the contract."""
    try:
        app(prog_name="ita-extract")
    except Exception as error:
        sys.exit(report_error(error))


if __name__ == "__main__":
    main()
