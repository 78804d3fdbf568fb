"""`ita-extract run`: many PDF files -> an output folder."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ita_extract.cli.messages import LogFormat, LogFormatOption, QuietOption, VerboseOption, set_up_log
from ita_extract.cli.reading_options import OcrChoice, OcrOption, ProofChoice, ProofOption, say_if_unproven
from ita_extract.errors import UsageError
from ita_extract.messages import N_, ngettext

if TYPE_CHECKING:
    from ita_extract.running.reading_single import Extractor


log = logging.getLogger("ita_extract.run")


def run_command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="PDF files, folders (read with all folders inside), globs in quotes, s3://… and other addresses.",
            show_default=False,
        ),
    ],
    *,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FOLDER", help="Where the results go; may be s3://… too.")
    ] = "output",
    excel: Annotated[
        bool,
        typer.Option(
            "--excel",
            help="Make CSV files that Excel opens well: Thai shows right, no cell runs as a formula.",
        ),
    ] = False,
    workbook: Annotated[
        bool,
        typer.Option("--workbook/--no-workbook", help="Make ita.xlsx too: all tables for a spreadsheet."),
    ] = True,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            "-w",
            metavar="N",
            min=0,
            show_default="one a processor",
            help="Files read side by side, each in a process of its own. 0: all in this process, unprotected.",
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="local|tcp://HOST:PORT",
            show_default=False,
            help="Read on a Dask cluster instead. Inputs and output must lie on a shared file system.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Read all files, also those unchanged.")] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read again what could not be read before.")
    ] = False,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="The most for one file.")
    ] = 600,
    page_timeout: Annotated[
        float,
        typer.Option("--page-timeout", metavar="SECONDS", min=0.1, help="The most for one page alone."),
    ] = 30,
    memory: Annotated[
        int, typer.Option("--memory", metavar="MB", min=64, help="The most for one file (Linux).")
    ] = 2048,
    max_pages: Annotated[
        int, typer.Option("--max-pages", metavar="N", min=1, help="Longer files are too_large.")
    ] = 2000,
    max_size: Annotated[
        int, typer.Option("--max-size", metavar="MB", min=1, help="Bigger files are too_large.")
    ] = 512,
    gazetteer: Annotated[
        Path | None,
        typer.Option(
            "--gazetteer",
            metavar="FILE.csv",
            help="Your list of organisations: code,type,name,district,province.",
        ),
    ] = None,
    ocr: OcrOption = OcrChoice.AUTO,
    proof: ProofOption = ProofChoice.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    log_format: LogFormatOption = LogFormat.TEXT,
) -> None:
    """Read ITA analysis reports (PDF) into tables.

    Each report becomes one file documents/<document_id>.json. The tables in csv/ are made from all reports in
    the output folder, those of earlier runs included, and so is the workbook ita.xlsx: one row an organisation and
    year first, doubtful values coloured. manifest.jsonl says how each file went. A file that
    cannot be read, crashes its reader or takes too long never stops the others. Look at the documents of
    status "review" yourself: their review_reasons say where and why.

    The same command again reads only what is new, changed, or not done yet. Ctrl-C stops it in seconds.

    \b
    Examples:
      ita-extract run report.pdf
      ita-extract run reports/2568/ reports/2569/ --output audit --excel
      ita-extract run "reports/**/*ITA*.pdf" --quiet
      ita-extract run reports/ --retry-failed --timeout 3600 --memory 4096
      ita-extract run s3://bucket/reports/ https://example.org/report.pdf --output s3://bucket/audit
      ita-extract run reports/ --gazetteer organisations.csv
      ita-extract run reports/ --proof always
    """  # noqa: D301 - the help formatter wants the character itself, to keep lines as they are
    if quiet and verbose:
        raise UsageError(N_("--quiet and --verbose exclude each other."))
    set_up_log(log_format, quiet=quiet, verbose=verbose)
    say_if_unproven(proof)

    from ita_extract.cli.progress import progress_shown
    from ita_extract.cli.summary_lines import log_summary
    from ita_extract.running.limits import Limits
    from ita_extract.running.run import run

    limits = Limits(
        seconds=timeout, page_seconds=page_timeout, memory_mb=memory, pages=max_pages, file_mb=max_size
    )
    with progress_shown(bar=not quiet and log_format is LogFormat.TEXT, lines=not quiet) as progress:
        summary = run(
            inputs,
            output,
            extractor=_with_options(gazetteer, ocr, proof),
            progress=progress,
            excel=excel,
            workbook=workbook,
            workers=workers,
            scheduler=scheduler,
            limits=limits,
            force=force,
            retry_failed=retry_failed,
        )
    log_summary(summary, inputs)
    if quiet and summary.failed:
        said = ngettext(
            "{count} file could not be read; csv/documents.csv says why.",
            "{count} files could not be read; csv/documents.csv says why.",
            summary.failed,
        )
        log.error("%s", said.format(count=summary.failed))
    raise typer.Exit(summary.exit_code)


def _with_options(gazetteer: Path | None, ocr: OcrChoice, proof: ProofChoice) -> Extractor | None:
    """Return the extractor with what the user chose, None for the plain one. Raises UsageError for a wrong list."""
    if gazetteer is None and ocr is OcrChoice.AUTO and proof is ProofChoice.AUTO:
        return None
    from functools import partial

    from ita_extract.extracting import extract
    from ita_extract.organizations.official import list_file

    official = list_file(gazetteer) if gazetteer else None
    return partial(extract, gazetteer=official, ocr=ocr.value, proof=proof.value)
