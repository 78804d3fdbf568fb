"""`ita-extract load`: an output folder -> a warehouse."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ita_extract.cli.messages import LogFormat, LogFormatOption, QuietOption, VerboseOption, set_up_log
from ita_extract.errors import ExitCode, UsageError
from ita_extract.messages import N_, _, ngettext

if TYPE_CHECKING:
    from ita_extract.loading.books import LoadSummary

log = logging.getLogger("ita_extract.load")
_NAMED = 5  # of the documents that were refused


def load_command(
    output: Annotated[
        Path,
        typer.Argument(metavar="OUTPUT", help="The folder that `run` wrote.", show_default=False),
    ],
    *,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="URL",
            envvar="ITA_EXTRACT_TO",
            help="duckdb:///FILE or postgresql://HOST/DATABASE. May also stand in ITA_EXTRACT_TO, which keeps a "
            "password out of the list of processes.",
            show_default=False,
        ),
    ],
    schema: Annotated[
        str,
        typer.Option(
            "--schema", metavar="NAME", help="The schema of the database; made where there is none."
        ),
    ] = "ita",
    prune: Annotated[
        bool,
        typer.Option(
            "--prune",
            help="Take away documents that OUTPUT does not hold, whatever folder they came from.",
        ),
    ] = False,
    allow_older: Annotated[
        bool,
        typer.Option(
            "--allow-older", help="Replace also documents that a newer version of ita-extract had read."
        ),
    ] = False,
    only_decided: Annotated[
        bool,
        typer.Option(
            "--only-decided",
            help="Refuse documents with open doubts: load those alone in which nothing is in doubt, or people decided.",
        ),
    ] = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    log_format: LogFormatOption = LogFormat.TEXT,
) -> None:
    """Load an output folder into DuckDB or PostgreSQL.

    Only documents that are new or have changed are written, all in one transaction: run it daily, break it off,
    run it twice, and the database is always whole. The tables are checked first; where they break their contract
    nothing is loaded, and the rows are named. Documents that OUTPUT no longer holds stay, unless --prune.

    PostgreSQL takes what the URL leaves out from the usual places: PGUSER, PGPASSWORD, PGSERVICE, ~/.pgpass.

    \b
    Examples:
      ita-extract load output --to duckdb:///warehouse.duckdb
      ita-extract load output --to postgresql://loader@db.example/ita --schema ita
      ita-extract load output --to duckdb:///warehouse.duckdb --only-decided

    \b
    Exit codes: 0 done; 2 the command line is wrong; 3 a document was refused, all others are loaded; 4 OUTPUT holds no
    document; 5 nothing was loaded; 130 interrupted, nothing was loaded.
    """  # noqa: D301 - the help formatter wants the character itself, to keep lines as they are
    if quiet and verbose:
        raise UsageError(N_("--quiet and --verbose exclude each other."))
    set_up_log(log_format, quiet=quiet, verbose=verbose)

    from ita_extract.loading.load import load
    from ita_extract.running.stopping import ended_like_ctrl_c

    try:
        with ended_like_ctrl_c():
            summary = load(
                output, to, schema=schema, prune=prune, allow_older=allow_older, only_decided=only_decided
            )
    except KeyboardInterrupt:
        log.warning(_("Interrupted; nothing was loaded."))
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    _tell(summary)
    if summary.undecided:
        _tell_undecided(summary, output)
    for document_id, column in summary.refused.items():
        log.warning(
            "%s",
            _(
                "The document {document_id} was not loaded: {column} holds the character NUL, which PostgreSQL "
                "cannot store."
            ).format(document_id=document_id, column=column),
            extra={
                "document_id": document_id,
                "hint": _("Read its PDF again with: ita-extract run --force"),
            },
        )
    if summary.refused or summary.undecided:
        raise typer.Exit(ExitCode.SOME_FAILED)


def _tell_undecided(summary: LoadSummary, output: Path) -> None:
    count = len(summary.undecided)
    text = ngettext(
        "{count} document was refused, for it has open doubts: {ids}.",
        "{count} documents were refused, for they have open doubts: {ids}.",
        count,
    )
    named = ", ".join(summary.undecided[:_NAMED]) + (" …" if count > _NAMED else "")
    hint = _("Decide about them with: ita-extract review {output} --serve").format(output=output)
    words = text.format(count=count, ids=named)
    log.warning("%s", words, extra={"undecided": list(summary.undecided), "hint": hint})


def _tell(summary: LoadSummary) -> None:
    fields = {
        "target": summary.target,
        "load_id": summary.load_id,
        "documents": summary.documents,
        "added": summary.added,
        "replaced": summary.replaced,
        "unchanged": summary.unchanged,
        "kept": summary.kept,
        "pruned": summary.pruned,
        "older": summary.older,
        "refused": list(summary.refused),
        "rows": summary.rows,
    }
    if summary.load_id is None:
        said = _("{target} has all {count} documents already; nothing was written.")
        lines = [said.format(target=summary.target, count=summary.documents)]
    else:
        said = _("Loaded into {target} (load {load_id}), {rows} rows.")
        rows = sum(summary.rows.values())
        counts = _("Documents: {added} added, {replaced} replaced, {unchanged} unchanged, {pruned} pruned")
        lines = [
            said.format(target=summary.target, load_id=summary.load_id, rows=rows),
            "  "
            + counts.format(
                added=summary.added,
                replaced=summary.replaced,
                unchanged=summary.unchanged,
                pruned=summary.pruned,
            ),
        ]
    if summary.kept:
        said = ngettext(
            "{count} document of the warehouse is not in this folder; it stays",
            "{count} documents of the warehouse are not in this folder; they stay",
            summary.kept,
        )
        lines.append(f"  {said.format(count=summary.kept)}")
    if summary.older:
        said = ngettext(
            "{count} document stays as a newer version had read it; --allow-older replaces it",
            "{count} documents stay as a newer version had read them; --allow-older replaces them",
            summary.older,
        )
        lines.append(f"  {said.format(count=summary.older)}")
    log.info("%s", "\n".join(lines), extra=fields)
