"""Numbered lists that begin and do not go on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from ita_extract.checking.case import Case
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.violations import Violation
from ita_extract.evidence import EvidenceRow
from ita_extract.model import Guideline, MeasureStep, Recommendation, Severity, Subject

UNCLOSED = enter(
    Rule(
        slug="unclosed-numbering",
        scope=Scope.DOCUMENT,
        severity=Severity.WARNING,
        title=Message("เลขลำดับขาดช่วงหรือมีข้อเดียว", "A numbering has a gap or a single number"),
        formula="numbers of guidance, steps and measures follow each other; a list "
        "that begins with (๑) has a (๒) (note)",
        tolerance="a number is one only at a line's beginning or behind a space, with its stop or bracket",
        messages={
            "": Message(
                "{where_th} (หน้า {page}) ต่อจากข้อ {last} คือข้อ {found} ไม่มีข้อ {expected}",
                "In the {where_en} (page {page}) number {found} follows {last}; {expected} is missing.",
            ),
            "single": Message(
                "{where_th} (หน้า {page}) มีข้อ ({found}) แต่ไม่มีข้อ ({expected})",
                "In the {where_en} (page {page}) there is a ({found}) and no ({expected}).",
            ),
        },
        example="๑. … ๒. … ๔. … ในแนวทางของตัวชี้วัดที่ ๒",
    )
)
_Step = Guideline | MeasureStep
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_NUMBER = re.compile(r"(?:^|\s)\(?(?P<number>\d{1,2})[.)]\s*(?=[ก-ฮเ-ไ])")
_OPENING = re.compile(r"^\((?P<number>\d{1,2})\)")


@UNCLOSED.check
def gaps(case: Case) -> Iterator[Violation]:
    """Find a step behind which, or in whose text, the number after the next stands: the next one is missing."""
    for offset, before, step in _followed(case):
        if step.step > before.step + 1:
            yield _gap(*offset, before.step, step, found=step.step)
    ends: dict[tuple[str, int], Guideline | MeasureStep] = {}
    for row in case.report.guidelines:
        ends[f"แนวทางของตัวชี้วัดที่ {row.indicator}|guidance of indicator {row.indicator}", row.indicator] = row
    for step in case.report.measure_steps:
        ends[f"ขั้นตอนของมาตรการที่ {step.measure}|steps of measure {step.measure}", step.measure] = step
    for (where, number), last in ends.items():
        for match in _NUMBER.finditer(last.raw.translate(_DIGITS)):
            if int(match["number"]) == last.step + 2:
                th, en = where.split("|")
                is_measure = isinstance(last, MeasureStep)
                subject = f"measure-{number}" if is_measure else Subject.of_indicator(number)
                yield _gap(subject, th, en, last.step, last)
                break


@UNCLOSED.check
def gaps_of_measures(case: Case) -> Iterator[Violation]:
    """Find measures whose numbers leave one out."""
    rows = sorted(case.report.measures, key=lambda row: row.measure)
    for before, row in pairwise(rows):
        if row.measure > before.measure + 1:
            violation = _gap(
                f"measure-{row.measure}", "ตารางมาตรการ", "table of measures", before.measure, row
            )
            violation.words["found"] = row.measure
            yield violation


def _gap(
    subject: str, th: str, en: str, last: int, row: EvidenceRow, *, found: int | None = None
) -> Violation:
    found = found if found is not None else last + 2
    words: dict[str, object] = {
        "where_th": th, "where_en": en, "page": row.page, "last": last, "found": found, "expected": last + 1,
    }  # fmt: skip
    return Violation(subject, words, (row,), expected=str(last + 1), found=str(found))


def _followed(case: Case) -> Iterator[tuple[tuple[str, str, str], _Step, _Step]]:
    """Return each step of a list with the one before it, and the names of the list."""
    for before, row in pairwise(case.report.guidelines):
        if before.indicator == row.indicator:
            number = row.indicator
            names = (f"แนวทางของตัวชี้วัดที่ {number}", f"guidance of indicator {number}")
            yield (Subject.of_indicator(number), *names), before, row
    for first, step in pairwise(case.report.measure_steps):
        if first.measure == step.measure:
            number = step.measure
            names = (f"ขั้นตอนของมาตรการที่ {number}", f"steps of measure {number}")
            yield (f"measure-{number}", *names), first, step


@UNCLOSED.check
def single_numbers(case: Case) -> Iterator[Violation]:
    """Find sections whose only recommendation is numbered (๑)."""
    groups: dict[int, list[Recommendation]] = defaultdict(list)
    for row in case.report.recommendations:
        if row.indicator and _OPENING.match(row.raw.translate(_DIGITS)):
            groups[row.indicator].append(row)
    for number, rows in groups.items():
        if len(rows) == 1:
            row = rows[0]
            yield Violation(
                Subject.of_indicator(number),
                {
                    "where_th": f"ข้อเสนอแนะของตัวชี้วัดที่ {number}", "page": row.page, "found": 1, "expected": 2,
                    "where_en": f"recommendations of indicator {number}",
                },
                (row,),
                expected="(2)",
                found="(1)",
                severity=Severity.NOTE,
                variant="single",
            )  # fmt: skip
