"""`ita-extract inspect`: what the readers saw on the pages of one file."""

from __future__ import annotations

import logging
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ita_extract.cli.messages import LogFormat, LogFormatOption, QuietOption, VerboseOption, say, set_up_log
from ita_extract.cli.reading_options import OcrChoice, OcrOption, ProofChoice, ProofOption, say_if_unproven
from ita_extract.errors import NoInputError, UsageError
from ita_extract.messages import N_, _, ngettext
from ita_extract.messages.both import both
from ita_extract.messages.retelling import retold
from ita_extract.messages.statuses import STATUS_WORDS

if TYPE_CHECKING:
    from ita_extract.inspecting.seen import Inspection

log = logging.getLogger("ita_extract.inspect")


class Format(StrEnum):
    """How it is shown what the readers saw."""

    HTML = "html"
    TEXT = "text"


def inspect_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="One PDF.", show_default=False)],
    *,
    pages: Annotated[
        list[int] | None,
        typer.Option(
            "--page",
            "-p",
            metavar="N",
            min=1,
            show_default="those that bear values, 12 at most",
            help="A page to show; may be repeated.",
        ),
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="A page for a browser, or text for the terminal.")
    ] = Format.HTML,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            show_default="FILE-inspect.html, or the terminal for text",
            help="Where the page or the text goes.",
        ),
    ] = None,
    ocr: OcrOption = OcrChoice.AUTO,
    proof: ProofOption = ProofChoice.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    log_format: LogFormatOption = LogFormat.TEXT,
) -> None:
    """Show what the readers saw on a report's pages: blocks, tables as they were typed, the fate of each number.

    Over the picture of each page lie boxes: the blocks with their kinds, the grid of each table with what its columns
    mean and why, each number with the row that claims it, the reason that excuses it, or why it is unresolved, and the
    review reasons. It tells why a value went to review, and which part of the program decided so. One file without any
    link to a network; the report is read once, as `run` reads it.

    \b
    Examples:
      ita-extract inspect report.pdf
      ita-extract inspect report.pdf --page 3 --page 4 --output page-3.html
      ita-extract inspect report.pdf --format text | less

    \b
    Exit codes: 0 done; 2 the command line is wrong, or the file has no such page; 3 the file cannot be read;
    4 there is no such file; 5 the page cannot be written.
    """  # noqa: D301 - the help formatter wants the character itself, to keep lines as they are
    if quiet and verbose:
        raise UsageError(N_("--quiet and --verbose exclude each other."))
    set_up_log(log_format, quiet=quiet, verbose=verbose)
    path, source = _file(file)
    target = output or (Path(f"{path.stem}-inspect.html") if form is Format.HTML else None)
    if target is not None and target.exists() and target.samefile(path):
        raise UsageError(N_("--output names the report itself."), hint=N_("Name another file with --output."))
    say_if_unproven(proof)

    from ita_extract.inspecting.looking import Question, inspect

    seen = inspect(
        Question(
            path, source, tuple(pages or ()), ocr=ocr.value, proof=proof.value, drawn=form is Format.HTML
        )
    )
    _write(seen, form, target)


def _file(name: str) -> tuple[Path, str]:
    """Return the file and the name under which it is shown. Raises UsageError and NoInputError."""
    from ita_extract.running.discover import discover
    from ita_extract.running.remote.address import is_url

    if is_url(name):
        raise UsageError(
            N_("inspect reads files of this machine, no addresses."),
            hint=N_("Copy the file here first, then: ita-extract inspect FILE"),
        )
    if Path(name).is_dir():
        raise NoInputError(
            both("{name} is a folder.", name=name),
            hint=N_("Name one PDF: ita-extract inspect FOLDER/report.pdf"),
        )
    found = discover([name])
    if len(found) > 1:
        raise UsageError(
            both("{name} names {count} files.", name=name, count=len(found)), hint=N_("Name one PDF.")
        )
    return found[0].path, found[0].source


def _write(seen: Inspection, form: Format, target: Path | None) -> None:
    from ita_extract.writing.atomic import write_whole

    if form is Format.HTML:
        from ita_extract.inspecting.templating import inspection_html

        assert target is not None
        write_whole(target, inspection_html(seen))
    else:
        from ita_extract.inspecting.lines import inspection_lines
        from ita_extract.writing.printing import harmless

        text = "\n".join(inspection_lines(seen))
        if target is None:
            say(text)
            return
        write_whole(target, harmless(text + "\n").encode())
    log.info("%s", _told(seen, form, target), extra={"output": str(target), "pages": len(seen.pages)})


def _told(seen: Inspection, form: Format, target: Path) -> str:
    shown = ", ".join(str(page.number) for page in seen.pages)
    words = ngettext("page {pages} is shown", "pages {pages} are shown", len(seen.pages))
    lines = [f"{STATUS_WORDS[seen.document.status]}: {words.format(pages=shown)}"]
    if seen.left_out:
        left_out = ", ".join(map(str, seen.left_out))
        lines.append("  " + _("left out: {pages}; --page N shows a page").format(pages=left_out))
    if seen.trouble:
        lines.append("  " + _("without pictures: {why}").format(why=retold(seen.trouble)))
    open_it = _("Open in a browser: {file}") if form is Format.HTML else _("Written: {file}")
    return "\n".join([*lines, open_it.format(file=target)])
