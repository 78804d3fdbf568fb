"""`ita-extract run`: many PDF files -> an output folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ita_extract.cli.messages import LogFormat, set_up_log
from ita_extract.errors import UsageError


def run_command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="PDF files, folders (read with all folders inside) or globs in quotes.",
            show_default=False,
        ),
    ],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the results go.")
    ] = Path("output"),
    excel: Annotated[
        bool,
        typer.Option(
            "--excel",
            help="Make CSV files that Excel opens well: Thai shows right, no cell runs as a formula.",
        ),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show where in the program an error arose.")
    ] = False,
    log_format: Annotated[
        LogFormat, typer.Option("--log-format", help="Messages for people, or one JSON object a line.")
    ] = LogFormat.TEXT,
) -> None:
    """Read ITA analysis reports (PDF) into tables.

    Each report becomes one file documents/<document_id>.json. The tables in csv/ are made from all reports in
    the output folder, those of earlier runs included; manifest.jsonl says how each file went. A file that
    cannot be read never stops the others. Look at the documents of status "review" yourself: their
    review_reasons say where and why.

    \b
    Examples:
      ita-extract run report.pdf
      ita-extract run reports/2568/ reports/2569/ --output audit --excel
      ita-extract run "reports/**/*ITA*.pdf" --quiet
    """  # noqa: D301 - the help formatter wants the character itself, to keep lines as they are
    if quiet and verbose:
        raise UsageError("--quiet and --verbose exclude each other.")
    set_up_log(log_format, quiet=quiet, verbose=verbose)

    from ita_extract.cli.progress import progress_bar
    from ita_extract.cli.summary_lines import log_summary
    from ita_extract.running.run import run

    with progress_bar(wanted=not quiet and log_format is LogFormat.TEXT) as progress:
        summary = run(inputs, output, progress=progress, excel=excel)
    log_summary(summary)
    raise typer.Exit(summary.exit_code)
