"""`ita-extract review`: an output folder -> pages for people."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ita_extract.cli.messages import LogFormat, LogFormatOption, QuietOption, VerboseOption, set_up_log
from ita_extract.errors import ExitCode, UsageError
from ita_extract.messages import N_, _

if TYPE_CHECKING:
    from ita_extract.review.making import ReviewSummary

log = logging.getLogger("ita_extract.review")


def review_command(
    output: Annotated[
        str,
        typer.Argument(metavar="OUTPUT", help="The folder that `run` wrote.", show_default=False),
    ],
    *,
    inputs: Annotated[
        list[str] | None,
        typer.Option(
            "--input",
            "-i",
            metavar="PATH",
            help="Where the PDFs lie: files, folders (with all folders inside) or globs in quotes; may be repeated.",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            "-w",
            metavar="N",
            min=1,
            show_default="one a processor",
            help="PDFs whose pages are drawn side by side, each in a process of its own.",
        ),
    ] = None,
    gazetteer: Annotated[
        Path | None,
        typer.Option(
            "--gazetteer",
            metavar="FILE.csv",
            help="Your list of organisations (as for run): the overviews then name those without a report.",
            show_default=False,
        ),
    ] = None,
    serve: Annotated[
        bool,
        typer.Option("--serve", help="Serve the pages on this machine, and keep what is decided at once."),
    ] = False,
    port: Annotated[
        int,
        typer.Option(
            "--port",
            metavar="N",
            min=0,
            max=65535,
            show_default="any free one",
            help="The port of 127.0.0.1 to serve on.",
        ),
    ] = 0,
    apply: Annotated[
        list[str] | None,
        typer.Option(
            "--apply",
            metavar="FILE",
            help="Merge decisions: a file that a page gave, or another reviewer's corrections.jsonl; may be repeated.",
            show_default=False,
        ),
    ] = None,
    reviewer: Annotated[
        str | None,
        typer.Option(
            "--reviewer", metavar="NAME", show_default="the name of your login", help="Who decides."
        ),
    ] = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    log_format: LogFormatOption = LogFormat.TEXT,
) -> None:
    """Make pages for people: what is doubtful in each report, with the picture of the place where it stands.

    OUTPUT/review/index.html lists all reports, those that need a look first; overview.html beside it shows the
    results at a glance, with one page a province. Each report has one page: its scores, why to look at it, its
    findings, every doubtful value beside a picture of it, and the pages of the report with a box around each
    value. The files need no network and no other program than a browser; they can be sent by mail, kept on a
    stick, and printed.

    The pictures are made from the PDFs, which are known again by their bytes, wherever they lie now: name the
    folder with --input. Without its PDF a report's page has no pictures, and says so.

    With --serve the same pages keep decisions: Enter accepts and goes on, ? shows all keys. They are served to this
    machine alone, under an address with a secret. In the files themselves decisions are kept by the browser and
    downloaded; --apply merges them, and those of other reviewers, and shows where people differ.

    \b
    Examples:
      ita-extract review audit --input reports/2568/
      ita-extract review audit --input reports/2568/ --serve
      ita-extract review audit --apply decisions.jsonl --apply colleague/corrections.jsonl
      ita-extract review audit --input reports/2568/ --gazetteer organisations.csv
    Before it: ita-extract run reports/2568/ late/report.pdf --output audit
    After it, open audit/review/index.html in a browser.

    \b
    Exit codes: 0 done; 2 the command line is wrong, or OUTPUT is no output folder; 4 an --input holds no PDF;
    5 the pages cannot be written; 3 a decision was refused, all others are merged; 130 interrupted, the same command
    goes on.
    """  # noqa: D301 - the help formatter wants the character itself, to keep lines as they are
    if quiet and verbose:
        raise UsageError(N_("--quiet and --verbose exclude each other."))
    set_up_log(log_format, quiet=quiet, verbose=verbose)

    from ita_extract.cli.deciding import merge, reviewer_name
    from ita_extract.cli.deciding import serve as serve_pages
    from ita_extract.review.making import review
    from ita_extract.running.run import usual_workers

    who = reviewer_name(reviewer) if serve else ""
    refused = merge(output, apply) if apply else False
    summary = review(output, inputs=inputs or (), workers=workers or usual_workers(), gazetteer=gazetteer)
    _tell(summary)
    if summary.interrupted:
        raise typer.Exit(ExitCode.INTERRUPTED)
    if serve:
        serve_pages(output, summary.queue, who, port)
    if refused:
        raise typer.Exit(ExitCode.SOME_FAILED)


def _tell(summary: ReviewSummary) -> None:
    fields = {
        "index": str(summary.index),
        "documents": summary.documents,
        "made": summary.made,
        "removed": summary.removed,
        "doubts": summary.doubts,
        "pictures": {state.value: count for state, count in sorted(summary.pictures.items())},
        "interrupted": summary.interrupted,
    }
    log.info("%s", "\n".join(_lines(summary)), extra=fields)


def _lines(summary: ReviewSummary) -> list[str]:
    from ita_extract.review.showing import PictureState

    unchanged = summary.documents - summary.made
    said = _(
        "Pages: {documents} ({made} made, {unchanged} unchanged, {removed} removed); doubtful values: {doubts}"
    )
    counts = {"documents": summary.documents, "made": summary.made, "unchanged": unchanged}
    lines = [said.format(**counts, removed=summary.removed, doubts=summary.doubts)]
    without = sum(summary.pictures.get(state, 0) for state in (PictureState.MISSING, PictureState.CHANGED))
    if without:
        said = _("{count} without pictures, for the PDF was not found: name its folder with --input FOLDER")
        lines.append(f"  {said.format(count=without)}")
    if broken := summary.pictures.get(PictureState.UNDRAWABLE, 0):
        said = _("{count} without pictures, for the PDF cannot be drawn")
        lines.append(f"  {said.format(count=broken)}")
    if summary.interrupted:
        return [*lines, _("Interrupted; the same command goes on.")]
    return [*lines, _("Open in a browser: {file}").format(file=summary.index)]
