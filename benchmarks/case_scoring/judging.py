"""One file's reading against its right answer, whatever form that has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.case_scoring import tasks
from benchmarks.case_scoring.accusations import judge_gold, judge_listed
from benchmarks.case_scoring.answers import gold_of_identity, gold_of_kind, gold_of_text
from benchmarks.case_scoring.bodies import CLASSES, agency_value, body_value, never_values
from benchmarks.case_scoring.outcomes import (
    INVENTED,
    MISSED,
    MISSING,
    RIGHT,
    WRONG,
    Accusation,
    FileOutcome,
    Value,
    as_values,
)
from benchmarks.case_scoring.reading import Reading
from benchmarks.case_scoring.tasks import Task
from benchmarks.scoring import score
from benchmarks.scoring.points import shown
from ita_extract.model import Report

Judged = tuple[list[Value], list[Accusation]]


def outcome_of(task: Task, reading: Reading) -> FileOutcome:
    """Return how a file came out; of a file that could not be read every value is missing."""
    values, findings = _JUDGES[task.kind](task, reading.report)
    return FileOutcome(
        folder=task.folder,
        file=task.pdf.name,
        status="failed" if reading.report is None else str(reading.report.document.status),
        reasons=slugs(reading.report),
        error_code=reading.error_code,
        seconds=round(reading.seconds, 2),
        values=tuple(values),
        findings=tuple(findings),
        note=task.text,
    )


def slugs(report: Report | None) -> tuple[str, ...]:
    """Return the slugs of the review reasons, whether they are rows or texts."""
    if report is None:
        return ()
    rows: Sequence[Any] = getattr(report, "review_reasons", ()) or getattr(
        report.document, "review_reasons", ()
    )
    return tuple(str(getattr(row, "slug", row)).partition(":")[0] for row in rows)


def _scored(report: Report | None, gold: dict[str, Any]) -> list[Value]:
    return as_values(score(report, gold).points)


def _gold(task: Task, report: Report | None) -> Judged:
    return _scored(report, task.answer), [] if report is None else judge_gold(report, task.answer)


def _field(task: Task, report: Report | None) -> Judged:
    gold = gold_of_text(task.text, task.answer)
    values = _scored(report, gold) if gold else []
    return values + ([] if report is None else never_values(report, task.never)), []


def _kinds(task: Task, report: Report | None) -> Judged:
    answer = task.answer
    values = _scored(report, gold_of_kind(answer))
    if report is None:
        return values, []
    if "body" in answer and "organization_name" not in answer:
        values.append(body_value(report.document, answer["body"]))
    if "agency_kind" in answer:
        values += agency_value(report.document, answer["agency_kind"])
    return values + never_values(report, task.never), []


def _identity(task: Task, report: Report | None) -> Judged:
    answer = task.answer
    values = _scored(report, gold_of_identity(answer))
    if report is None:
        return values, []
    if "cover" in answer:
        values.append(body_value(report.document, answer["cover"]))
    values += agency_value(report.document, [CLASSES.get(answer["class"], answer["class"])])
    return values + never_values(report, {"body": [answer["never"]]} if "never" in answer else {}), []


def _findings(task: Task, report: Report | None) -> Judged:
    if report is None:
        return [], [Accusation(rule, MISSED, "", "", hint) for rule, hint in task.answer["present"]]
    return [], judge_listed(report.findings, task.answer)


def _stitch(task: Task, report: Report | None) -> Judged:
    """Hold the number of steps of each measure, in order, against what was read."""
    wanted: list[int] = task.answer["steps_of_each_measure"]
    found = [] if report is None else steps_of_each_measure(report)
    values = []
    for at in range(max(len(wanted), len(found))):
        gold, read = wanted[at : at + 1], found[at : at + 1]
        fate = MISSING if not read else INVENTED if not gold else RIGHT if gold == read else WRONG
        stated = [shown(side[0] if side else None) for side in (gold, read)]
        values.append(Value("measure_steps", f"{at + 1}", "count", fate, *stated))
    return values, []


def steps_of_each_measure(report: Report) -> list[int]:
    """Return the number of steps of each measure in the order of the report."""
    return [
        sum(step.measure == measure.measure for step in report.measure_steps) for measure in report.measures
    ]


_JUDGES: dict[str, Callable[[Task, Report | None], Judged]] = {
    tasks.GOLD: _gold,
    tasks.FIELD: _field,
    tasks.KINDS: _kinds,
    tasks.IDENTITY: _identity,
    tasks.FINDINGS: _findings,
    tasks.STITCH: _stitch,
}
