"""The closing words of a run."""

from __future__ import annotations

import logging
import shlex
from collections.abc import Sequence
from pathlib import Path

from ita_extract.messages import ngettext
from ita_extract.model import Status
from ita_extract.running.summary import RunSummary
from ita_extract.writing.printing import harmless_line

log = logging.getLogger("ita_extract.summary")

_UNCHANGED = "unchanged"
_MOST_NAMED = 3  # inputs that are repeated in the next command
_WIDTH = len(_UNCHANGED) + 1
_MEANINGS = {
    Status.OK: "read, nothing in doubt",
    Status.REVIEW: "read, look at review_reasons in csv/documents.csv",
    Status.NOT_ITA: "no ITA report",
    Status.FAILED: "could not be read, see error_message in csv/documents.csv",
}


def log_summary(summary: RunSummary, inputs: Sequence[str] = ()) -> None:
    """Log the summary of a run over `inputs`: readable lines as the message, the counts as fields of the JSON log."""
    log.info(
        "%s",
        "\n".join([*summary_lines(summary), *_next_step(summary, inputs)]),
        extra={
            "output": str(summary.output),
            "inputs": summary.inputs,
            "documents": {status.value: count for status, count in summary.by_status.items()},
            "unchanged": {status.value: count for status, count in summary.unchanged.items()},
            "duplicates": summary.duplicates,
            "unread": summary.unread,
            "findings": summary.findings,
            "contradictory": {
                status.value: found._asdict() for status, found in summary.contradictory.items()
            },
            "review_reasons": summary.review_reasons,
            "tables": summary.tables,
            "interrupted": summary.interrupted,
        },
    )


def summary_lines(summary: RunSummary) -> list[str]:
    """Return what a person wants to know when a run ends."""
    lines = [f"Files found: {summary.inputs}"]
    lines += [
        f"  {status.value:<{_WIDTH}}{count:>6}  {_MEANINGS[status]}{_wrong(summary, status)}"
        for status, count in summary.by_status.items()
        if count
    ]
    if summary.unchanged:
        kinds = ", ".join(f"{count} {status.value}" for status, count in summary.unchanged.items())
        lines.append(
            f"  {_UNCHANGED:<{_WIDTH}}{sum(summary.unchanged.values()):>6}  dealt with by an earlier run: {kinds}"
        )
    if summary.unchanged.get(Status.FAILED):
        lines.append(f"  {'':<{_WIDTH}}{'':>6}  --retry-failed tries those again that failed")
    if summary.unread:
        lines.append(
            f"  {'unread':<{_WIDTH}}{summary.unread:>6}  interrupted before they were read; run the same command"
        )
    lines.append(f"  {_account(summary)}")
    if summary.duplicates:
        lines.append(f"  ({summary.duplicates} of them the same, byte for byte, as another)")
    lines += _counts("Findings", summary.findings)
    lines += _counts("Review reasons", summary.review_reasons)
    if decisions := summary.tables.get("decisions"):
        text = ngettext(
            "{count} decision of people is put into the tables; see csv/decisions.csv.",
            "{count} decisions of people are put into the tables; see csv/decisions.csv.",
            decisions,
        )
        lines.append(text.format(count=decisions))
    documents = summary.tables["documents"]
    lines.append(
        f"Output: {harmless_line(str(summary.output))} ({documents} document{'s' if documents != 1 else ''} in csv/)"
    )
    return lines


def _next_step(summary: RunSummary, inputs: Sequence[str]) -> list[str]:
    """Return the command that shows what is to be looked at; it reads folders of this machine, no addresses."""
    to_review = summary.by_status[Status.REVIEW] + summary.unchanged.get(Status.REVIEW, 0)
    if not to_review or not isinstance(summary.output, Path):
        return []
    here = [name for name in inputs if "://" not in name]
    named = here if len(here) <= _MOST_NAMED else ["FOLDER"]
    words = ["ita-extract", "review", str(summary.output)]
    words += [word for name in named for word in ("--input", name)]
    return [f"To look at them: {harmless_line(shlex.join(words))}"]


def _wrong(summary: RunSummary, status: Status) -> str:
    """Return what reports of a status get wrong by themselves: well read is not well reported."""
    found = summary.contradictory.get(status)
    if found is None or not found.reports:
        return ""
    return f" · {found.reports} contradict themselves ({_number(found.errors, 'error')})"


def _number(count: int, name: str) -> str:
    return f"{count} {name}{'s' if count != 1 else ''}"


def _account(summary: RunSummary) -> str:
    """Return the sum that shows that no file was lost; RunSummary refuses one that does not add up."""
    parts = [(summary.by_status[status], status.value) for status in Status]
    parts.append((sum(summary.unchanged.values()), _UNCHANGED))
    parts += [(summary.unread, "unread")] if summary.unread else []
    return f"{summary.inputs} = " + " + ".join(f"{count} {name}" for count, name in parts)


def _counts(title: str, counts: dict[str, int]) -> list[str]:
    if not counts:
        return []
    width = max(map(len, counts)) + 2
    return [
        f"{title}: {sum(counts.values())}",
        *(f"  {name:<{width}}{count:>4}" for name, count in counts.items()),
    ]
