"""What `ita-extract review` says of decisions: who decides, what a merge came to, where the pages are served."""

from __future__ import annotations

import getpass
import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ita_extract.errors import UsageError
from ita_extract.messages import N_, _, ngettext

if TYPE_CHECKING:
    from ita_extract.deciding.corrections import Correction
    from ita_extract.review.merging import MergeSummary
    from ita_extract.review.queue import Queued

log = logging.getLogger("ita_extract.review")
_NAMED = 20  # contradictions and refusals; the tables and pages have all


def reviewer_name(named: str | None) -> str:
    """Return who decides: as named, else the name of the login. Raises UsageError where there is neither."""
    try:
        name = (named if named is not None else getpass.getuser()).strip()
    except (KeyError, OSError, ImportError):
        name = ""
    if not name or len(name) > 120 or not name.isprintable():
        raise UsageError(
            N_("Nobody is named who decides."),
            hint=N_("Say who you are: --reviewer NAME, 120 letters at most."),
        )
    return name


def merge(output: str, files: Sequence[str]) -> bool:
    """Merge files of decisions and tell what came of it; return whether some were refused."""
    from ita_extract.review.merging import merge_decisions

    summary = merge_decisions(output, [Path(name) for name in files])
    for entry in summary.refused[:_NAMED]:
        log.warning(
            "%s", _("Refused: {line} {why}").format(line=_line(entry.line), why=entry.why),
            extra={"key": entry.line.key, "document_id": entry.line.document_id},
        )  # fmt: skip
    log.info(
        "%s",
        "\n".join(_lines(summary)),
        extra={
            "read": summary.read,
            "added": summary.added,
            "refused": len(summary.refused),
            "unknown": summary.unknown,
            "waiting": summary.waiting,
            "contradictions": len(summary.contradictions),
            "shared": summary.agreement.shared,
            "agreed": summary.agreement.agreed,
            "documents": {status.value: count for status, count in summary.statuses.items()},
        },
    )
    return bool(summary.refused)


def serve(output: str, queue: Sequence[Queued], reviewer: str, port: int) -> None:
    """Serve the pages until Ctrl-C; then make the tables anew where something was decided."""
    from ita_extract.review.making import output_folder_of
    from ita_extract.review.serving.desk import Desk
    from ita_extract.review.serving.server import PageServer
    from ita_extract.running.lock import locked
    from ita_extract.running.stopping import ended_like_ctrl_c
    from ita_extract.running.tables_made import remake_tables

    folder = output_folder_of(output)
    desk = Desk(folder, reviewer, queue)
    with PageServer(desk, port) as server:
        text = _("{reviewer} decides. Open in a browser of this machine:\n  {address}\nCtrl-C ends it.")
        log.info(
            "%s",
            text.format(reviewer=reviewer, address=server.address),
            extra={"address": server.address, "reviewer": reviewer},
        )
        with suppress(KeyboardInterrupt), ended_like_ctrl_c():
            server.serve_forever(poll_interval=0.2)
    if desk.changed:
        with locked(folder):
            remake_tables(folder)
        log.info(
            "%s",
            _("The tables have what was decided. The pages follow with: ita-extract review {output}").format(
                output=os.fspath(output)
            ),
        )


def _lines(summary: MergeSummary) -> list[str]:
    lines = [
        ngettext(
            "{count} decision read, {added} new.", "{count} decisions read, {added} new.", summary.read
        ).format(count=summary.read, added=summary.added)
    ]
    if summary.settled:
        lines.append(
            ngettext(
                "{count} document is ok by what people decided.",
                "{count} documents are ok by what people decided.",
                summary.settled,
            ).format(count=summary.settled)
        )
    if summary.unknown:
        text = _("{count} are about documents that this folder does not have; they are kept.")
        lines.append(text.format(count=summary.unknown))
    if summary.waiting:
        text = _("{count} wait: what they hang on reads otherwise now, and is asked again.")
        lines.append(text.format(count=summary.waiting))
    if summary.agreement.shared:
        text = _("Two people decided {shared} times about the same, and agreed {agreed} times ({percent} %).")
        share = round(100 * (summary.agreement.share or 0))
        lines.append(
            text.format(shared=summary.agreement.shared, agreed=summary.agreement.agreed, percent=share)
        )
    if summary.contradictions:
        lines.append(_("Where they differ nothing is taken, and the doubt is open again:"))
        lines += [
            f"  {entry.source}: " + " | ".join(map(_line, entry.lines))
            for entry in summary.contradictions[:_NAMED]
        ]
    return lines


def _line(line: Correction) -> str:
    what = line.about or f"{line.table} {line.row or ''}".strip()
    value = f" {line.field}={line.value_after}" if line.field else ""
    return f"{line.decided_by}: {what} {line.verdict.value}{value}"
