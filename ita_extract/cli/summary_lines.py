"""The closing words of a run."""

from __future__ import annotations

import logging
import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

from ita_extract.checking.rules import rule_named
from ita_extract.cli.cells_of_text import padded, shortened, width_of
from ita_extract.messages import N_, _, ngettext
from ita_extract.messages.both import Both
from ita_extract.messages.statuses import STATUS_WORDS
from ita_extract.model import Severity, Status
from ita_extract.review.reasons import meaning_of
from ita_extract.running.summary import RunSummary
from ita_extract.writing.printing import harmless_line

log = logging.getLogger("ita_extract.summary")

_LEAST_ROOM = 20  # cells in which a meaning can be read
_MOST_NAMED = 3  # inputs that are repeated in the next command
_MEANINGS = {
    Status.OK: N_("read, nothing in doubt"),
    Status.REVIEW: N_("read, look at review_reasons in csv/documents.csv"),
    Status.NOT_ITA: N_("no ITA report"),
    Status.FAILED: N_("could not be read, see error_message in csv/documents.csv"),
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
    lines = [_("Files found: {count}").format(count=summary.inputs)]
    rows: list[tuple[str, int | None, str]] = [
        (str(STATUS_WORDS[status]), count, _(_MEANINGS[status]))
        for status, count in summary.by_status.items()
        if count
    ]
    if summary.unchanged:
        kinds = ", ".join(f"{count} {STATUS_WORDS[status]}" for status, count in summary.unchanged.items())
        said = _("dealt with by an earlier run: {kinds}").format(kinds=kinds)
        rows.append((_("unchanged"), sum(summary.unchanged.values()), said))
    if summary.unchanged.get(Status.FAILED):
        rows.append(("", None, _("--retry-failed tries those again that failed")))
    if summary.unread:
        said = _("interrupted before they were read; run the same command")
        rows.append((_("unread"), summary.unread, said))
    width = max([width_of(name) for name, _count, _meaning in rows], default=0) + 1
    wrong = {str(STATUS_WORDS[status]): _wrong(summary, status) for status in Status}
    for name, count, meaning in rows:
        line = f"  {padded(name, width)}{'' if count is None else count:>6}  {meaning}"
        more = wrong.get(name, "")
        if more and width_of(f"{line} · {more}") > shutil.get_terminal_size().columns:
            lines += [line, f"{'':{width + 10}}{more}"]
        else:
            lines.append(f"{line} · {more}" if more else line)
    lines.append(f"  {_account(summary)}")
    if summary.duplicates:
        said = _("{count} of them the same, byte for byte, as another").format(count=summary.duplicates)
        lines.append(f"  ({said})")
    lines += _findings(summary.findings)
    reasons = {slug: meaning_of(slug) for slug in summary.review_reasons}
    said_reasons = {slug: str(Both(why.en, why.th)) if why else "" for slug, why in reasons.items()}
    lines += _counts(_("Review reasons"), summary.review_reasons, said_reasons)
    if decisions := summary.tables.get("decisions"):
        text = ngettext(
            "{count} decision of people is put into the tables; see csv/decisions.csv.",
            "{count} decisions of people are put into the tables; see csv/decisions.csv.",
            decisions,
        )
        lines.append(text.format(count=decisions))
    documents = summary.tables["documents"]
    said = ngettext(
        "Output: {folder} ({count} document in csv/)",
        "Output: {folder} ({count} documents in csv/)",
        documents,
    )
    lines.append(said.format(folder=harmless_line(str(summary.output)), count=documents))
    return lines


def _next_step(summary: RunSummary, inputs: Sequence[str]) -> list[str]:
    """Return the command that shows what is to be looked at; it reads folders of this machine, no addresses."""
    to_review = summary.by_status[Status.REVIEW] + summary.unchanged.get(Status.REVIEW, 0)
    if not to_review or not isinstance(summary.output, Path):
        return []
    here = [name for name in inputs if "://" not in name]
    named = here if len(here) <= _MOST_NAMED else ["FOLDER"]
    command = ["ita-extract", "review", str(summary.output)]
    command += [word for name in named for word in ("--input", name)]
    said = _("To look at them: {command}").format(command=harmless_line(shlex.join(command)))
    return [said]


def _wrong(summary: RunSummary, status: Status) -> str:
    """Return what reports of a status get wrong by themselves: well read is not well reported."""
    found = summary.contradictory.get(status)
    if found is None or not found.reports:
        return ""
    errors = ngettext("{count} error", "{count} errors", found.errors).format(count=found.errors)
    said = ngettext(
        "{count} contradicts itself ({errors})", "{count} contradict themselves ({errors})", found.reports
    )
    return said.format(count=found.reports, errors=errors)


def _account(summary: RunSummary) -> str:
    """Return the sum that shows that no file was lost; RunSummary refuses one that does not add up."""
    parts = [(summary.by_status[status], str(STATUS_WORDS[status])) for status in Status]
    parts.append((sum(summary.unchanged.values()), _("unchanged")))
    parts += [(summary.unread, _("unread"))] if summary.unread else []
    return f"{summary.inputs} = " + " + ".join(f"{count} {name}" for count, name in parts)


def _findings(counts: dict[str, int]) -> list[str]:
    """Return how often each rule found something, the gravest rules first, with what they say."""
    rules = {slug: rule_named(slug) for slug in counts}
    grave = list(Severity)

    def order(slug: str) -> tuple[int, int]:
        rule = rules[slug]
        return (grave.index(rule.severity) if rule else len(grave), -counts[slug])

    meanings = {slug: str(Both(rule.title.en, rule.title.th)) if rule else "" for slug, rule in rules.items()}
    return _counts(_("Findings"), {slug: counts[slug] for slug in sorted(counts, key=order)}, meanings)


def _counts(title: str, counts: dict[str, int], meanings: dict[str, str]) -> list[str]:
    """Return lines of names with their counts and what they mean, in the width of the terminal."""
    if not counts:
        return []
    width = max(map(len, counts)) + 2
    room = shutil.get_terminal_size().columns - width - 9
    lines = [f"{title}: {sum(counts.values())}"]
    for name, count in counts.items():
        meaning = shortened(meanings.get(name, ""), room) if room >= _LEAST_ROOM else ""
        lines.append(f"  {name:<{width}}{count:>4}  {meaning}".rstrip())
    return lines
