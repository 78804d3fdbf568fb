"""`ita-extract check`: what reports get wrong."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ita_extract.cli.messages import LogFormat, LogFormatOption, say, set_up_log
from ita_extract.cli.reading_options import OcrChoice, OcrOption, ProofChoice, ProofOption, say_if_unproven
from ita_extract.errors import ExitCode, UsageError
from ita_extract.messages import N_
from ita_extract.messages.both import both

if TYPE_CHECKING:
    from ita_extract.running.checks import CheckSummary


class Format(StrEnum):
    """How findings are shown."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    GITHUB = "github"


def check_command(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="PDF files, folders or globs of them, or output folders of `ita-extract run`.",
            show_default=False,
        ),
    ] = None,
    *,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="For people, or for programs.")
    ] = Format.TEXT,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULE",
            help="Only these rules; several, or joined by commas.",
            show_default=False,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="RULE", help="All but these rules.", show_default=False),
    ] = None,
    official: Annotated[
        Path | None,
        typer.Option(
            "--official",
            metavar="CSV",
            help="Published scores: columns organization, fiscal_year, overall, IIT, EIT, OIT …",
            show_default=False,
        ),
    ] = None,
    rulebook: Annotated[
        Path | None,
        typer.Option(
            "--rulebook",
            metavar="FOLDER",
            help="Rules of further fiscal years (2570.json), or other facts for known ones.",
            show_default=False,
        ),
    ] = None,
    ocr: OcrOption = OcrChoice.AUTO,
    proof: ProofOption = ProofChoice.AUTO,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain", metavar="RULE", help="Say all about one rule, and end.", show_default=False
        ),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing but errors and findings.")
    ] = False,
    log_format: LogFormatOption = LogFormat.TEXT,
) -> None:
    """Find what ITA reports get wrong: scores that differ, levels that do not follow, items of other years.

    Every report is held against itself and the rules of its fiscal year; all of them together against each other
    (one organisation and year twice, text copied from another organisation, earlier years' results) and, with
    --official, against published scores. What was read with doubt is no finding: it is shown as a doubt, as are
    all review reasons.

    \b
    Examples:
      ita-extract check report.pdf
      ita-extract check output/ --official scores-2568.csv --format csv > findings.csv
      ita-extract check reports/ --select score-mismatch,rating-mismatch
      ita-extract check --explain overall-mismatch

    \b
    Exit codes: 0 nothing of severity error; 1 at least one error; 2 the command line is wrong;
    3 no error, but at least one file could not be read; 4 no input matched.
    """  # noqa: D301 - the help formatter wants the character itself, to keep lines as they are
    set_up_log(log_format, quiet=quiet, verbose=False)
    if rulebook is not None:
        from ita_extract.rulebook.year import use_folder

        use_folder(rulebook)
    if explain is not None:
        say(_explained(explain))
        return
    if not inputs:
        raise UsageError(N_("Name the reports to check, or a rule to --explain."))

    from ita_extract.running.checks import check_inputs, chosen_rules, reads_files

    if reads_files(inputs):
        say_if_unproven(proof)
    rules = chosen_rules(select or (), ignore or ())
    summary = check_inputs(inputs, rules=rules, official=official, ocr=ocr.value, proof=proof.value)
    say(_shown(summary, form).removesuffix("\n"))
    if summary.has_errors():
        raise typer.Exit(ExitCode.FINDINGS)
    if summary.failed:
        raise typer.Exit(ExitCode.SOME_FAILED)


def _explained(slug: str) -> str:
    from ita_extract.checking.catalogue import explain
    from ita_extract.checking.rules import all_rules, rule_named

    rule = rule_named(slug)
    if rule is None:
        names = ", ".join(sorted(entry.slug for entry in all_rules()))
        raise UsageError(
            both("There is no rule {name!r}.", name=slug), hint=both("The rules are: {known}.", known=names)
        )
    return explain(rule)


def _shown(summary: CheckSummary, form: Format) -> str:
    from ita_extract.cli.findings import as_csv, as_github, as_json, as_text

    checked = summary.checked
    match form:
        case Format.JSON:
            return as_json(checked)
        case Format.CSV:
            return as_csv(checked)
        case Format.GITHUB:
            return as_github(checked)
        case _:
            return as_text(checked, summary.failed)
