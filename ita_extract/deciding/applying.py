"""A report as the machine read it, and what people decided -> the report with both, checked anew.

The person's value takes the machine's place in its row, `decided_by` says whose it is, and the table `decisions` has
the machine's value beside it. What is settled asks for no review any more; the status follows, as ever, from what does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from ita_extract.assembling.report import guessed
from ita_extract.categories import Section, Severity, Status, Subject, Verdict
from ita_extract.checking.examining import examine
from ita_extract.checking.violations import gravest_first
from ita_extract.deciding.columns import InvalidDecisionError
from ita_extract.deciding.corrections import Correction, Corrections, Standing
from ita_extract.deciding.questions import GUESSED, PICTURED, Question, Questions, is_still, parts_of, rule_of
from ita_extract.deciding.rows import DecidedRows
from ita_extract.evidence import EvidenceRow
from ita_extract.model import Decision, Finding, Report, ReviewReason

_CONTRADICTED = frozenset({"contradicted-score", "several-overall-scores"})
_ROOM, _SHARE = 6.0, 0.15  # points, and share of a side, by which the box of the same words may differ


class Outcome(StrEnum):
    """What became of what was decided on a key."""

    APPLIED = "applied"
    DIFFERING = "differing"  # two people say different things: neither is taken
    CHANGED = "changed"  # what it hung on reads otherwise by now: it is asked again
    INVALID = "invalid"  # the value is none of the model by now


@dataclass(frozen=True)
class Decided:
    """A report with what people decided; `outcomes` say by key what became of it, `standings` what was said."""

    report: Report
    questions: Questions
    standings: Mapping[str, Standing] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    rejected: tuple[Finding, ...] = ()  # findings that a person rejected

    @cached_property
    def open(self) -> tuple[Question, ...]:
        """Return what must still be decided before nothing is in doubt, in the order of the machine's report."""
        asked = {key for key, _ in self._asked()}
        left = (question for question in self.questions.open if self._is_left(question, asked))
        return (*left, *self.fresh)

    def _is_left(self, question: Question, asked: Set[str]) -> bool:
        """Whether a question is open: its reason still asks, whatever was said, or its row was not decided about."""
        applied = self.outcomes.get(question.key) is Outcome.APPLIED
        if question.reason is None:
            return not applied
        return question.key in asked and not (applied and question.part)

    def _asked(self) -> Iterator[tuple[str, Question]]:
        """Yield what the reasons of the report ask now, by its key."""
        for reason in self.report.review_reasons:
            if reason.asks_for_review and reason.slug != GUESSED:
                for part in parts_of(reason):
                    question = self.questions.asked_by(reason, part)
                    yield question.key, question

    @cached_property
    def fresh(self) -> tuple[Question, ...]:
        """Return what is in doubt only since something was decided: a corrected score contradicts a doubtful one."""
        if not self.outcomes:
            return ()
        known = self.questions.by_key
        return tuple(
            {
                key: question
                for key, question in self._asked()
                if question.about != PICTURED and key not in known
            }.values()
        )

    def with_findings(self, findings: Iterable[Finding]) -> Decided:
        """Return it with further findings, but those that a person rejected; what was said of them is decided, too."""
        every = gravest_first((*self.report.findings, *findings))
        rejected = tuple(finding for finding in every if self._verdict(finding) is Verdict.REJECT)
        kept = tuple(finding for finding in every if finding not in rejected)
        there = {(decision.key, decision.decided_by, decision.field) for decision in self.report.decisions}
        more = [
            decision
            for finding in every
            for decision in self._decisions(self.questions.of_finding(finding))
            if (decision.key, decision.decided_by, decision.field) not in there
        ]
        if kept == self.report.findings and not more:
            return self
        report = self.report.with_findings(kept) if kept != self.report.findings else self.report
        report = report.model_copy(update={"decisions": (*report.decisions, *more)})
        outcomes = {**self.outcomes, **{decision.key: Outcome.APPLIED for decision in more}}
        every_rejected = tuple(dict.fromkeys((*self.rejected, *rejected)))
        return replace(self, report=report, outcomes=outcomes, rejected=every_rejected)

    def _verdict(self, finding: Finding) -> Verdict | None:
        standing = self.standings.get(self.questions.keys.of_finding(finding))
        return standing.lines[0].verdict if standing is not None and standing.lines else None

    def _decisions(self, question: Question) -> Iterator[Decision]:
        standing = self.standings.get(question.key)
        return (_decision(question, line, question.row) for line in standing.lines) if standing else iter(())


def decide(report: Report, corrections: Corrections, *, keep_rejected: bool = False) -> Decided:
    """Return a report with what people decided about it; the very same report where nothing was.

    With `keep_rejected` rows that a person rejected stay (for pages, which show them struck out).
    """
    standings = corrections.standings(report)
    questions = Questions(report)
    if not standings:
        return Decided(report, questions)
    known = {key: standing for key, standing in standings.items() if key in questions.by_key}
    if not known:
        return Decided(report, questions, standings)
    return _Deciding(report, questions, standings, known, keep_rejected).done()


@dataclass
class _Deciding:
    report: Report
    questions: Questions
    standings: Mapping[str, Standing]
    known: Mapping[str, Standing]
    keep_rejected: bool
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def done(self) -> Decided:
        machine, rows = self.report, DecidedRows(self.report, keep_rejected=self.keep_rejected)
        at_odds = self._at_odds()
        # the year first: which levels and items there are follows from it
        for key in sorted(self.known, key=lambda key: not self._answers(key, "fiscal_year")):
            standing = self.known[key]
            self.outcomes[key] = (
                Outcome.DIFFERING
                if key in at_odds
                else self._applied(self.questions.by_key[key], standing, rows)
            )
        report = rows.report()
        open_reasons = [reason for reason in report.review_reasons if not self._is_settled(reason, report)]
        open_reasons = [reason for reason in open_reasons if reason.slug != GUESSED]
        if any(reason.slug == GUESSED for reason in machine.review_reasons):
            open_reasons += guessed(report)
        report = self._checked(_with_reasons(report, open_reasons))
        report = report.model_copy(update={"decisions": tuple(self._decisions(rows))})
        decided = Decided(report, self.questions, self.standings, self.outcomes)
        return decided.with_findings(())

    def _answers(self, key: str, column: str) -> bool:
        return any(line.field == column for line in self.known[key].lines)

    def _at_odds(self) -> set[str]:
        """Return the keys of questions whose answers put different values into one column of the document."""
        said: dict[str, dict[str, set[str]]] = {}
        for key, standing in self.known.items():
            if self.questions.by_key[key].table == "documents":
                for line in standing.lines:
                    if line.verdict is Verdict.CORRECT:
                        said.setdefault(line.field, {}).setdefault(line.value_after, set()).add(key)
        return {
            key for values in said.values() if len(values) > 1 for keys in values.values() for key in keys
        }

    def _applied(self, question: Question, standing: Standing, rows: DecidedRows) -> Outcome:
        """Put what was decided into the rows, or tell why not."""
        if standing.differing:
            return Outcome.DIFFERING
        document_id = self.report.document.document_id
        if not all(_is_same_place(line, question, document_id) for line in standing.lines):
            return Outcome.CHANGED
        if not question.about and not question.is_open and _changes_another(standing, document_id):
            return Outcome.CHANGED  # of another edition, where it was doubtful; here it was read for certain
        people = ", ".join(standing.people)
        try:
            if question.about:
                self._answer(question, standing, rows, people)
                return Outcome.APPLIED
            assert question.table and question.row and isinstance(question.at, EvidenceRow)
            corrected = [line for line in standing.lines if line.verdict is Verdict.CORRECT]
            if any(line.verdict is Verdict.REJECT for line in standing.lines):
                rows.reject(question.table, question.row, people)
                return Outcome.APPLIED
            accepted = [line.value_before for line in standing.lines if not line.field]
            if not all(is_still(value, question.at, question.table) for value in accepted):
                return Outcome.CHANGED
            values = {line.field: line.value_after for line in corrected}
            rows.correct(question.table, question.row, values, people)
        except InvalidDecisionError:
            return Outcome.INVALID
        return Outcome.APPLIED

    def _answer(self, question: Question, standing: Standing, rows: DecidedRows, people: str) -> None:
        # two people who say the same add one row
        for line in {line.said: line for line in reversed(standing.lines)}.values():
            if line.verdict is not Verdict.CORRECT or not line.field:
                continue
            if question.table == "documents":
                rows.set_document(line.field, line.value_after)
            elif question.table == "indicator_scores":
                rows.add_score(Subject(question.part), line.value_after, line.page, people)
            elif question.table == "instrument_scores" and question.reason and question.reason.subject:
                rows.add_score(question.reason.subject, line.value_after, line.page, people)

    def _is_settled(self, reason: ReviewReason, report: Report) -> bool:
        if reason.slug == PICTURED and self.known:  # whoever settled all doubts has compared the values
            asked = [question for question in self.questions.open if question.about != PICTURED]
            asked = asked or self._asked(reason)
        else:
            asked = self._asked(reason)
        if asked and all(self.outcomes.get(question.key) is Outcome.APPLIED for question in asked):
            return True
        if reason.slug in _CONTRADICTED and reason.subject is not None:
            values = {
                row.score
                for row in report.score_mentions
                if row.subject is reason.subject and row.section != Section.HISTORY
            }
            return len(values) == 1 and any(
                row.decided_by for row in report.score_mentions if row.subject is reason.subject
            )
        return False

    def _asked(self, reason: ReviewReason) -> list[Question]:
        """Return what a reason asks; `reason` may name its row by a new number."""
        if reason.slug == GUESSED or not reason.asks_for_review:
            return []
        return self.questions.of_reason(reason)

    def _checked(self, report: Report) -> Report:
        """Check a report anew: findings that a person vouched for stand, those that one dismissed do not."""
        said: dict[tuple[str, str], bool] = {}
        for reason in self.report.review_reasons:
            if rule_of(reason) is not None and (stands := self._stands(reason)) is not None:
                said[reason.slug, reason.detail] = stands
        result = examine(report, said=said)
        # what shows only now (a corrected value contradicts another) may have been decided, too
        more = {
            (doubt.slug, doubt.detail): stands
            for doubt in result.doubts
            if (stands := self._stands(doubt, anew=True)) is not None
        }
        if more:
            result = examine(report, said=said | more)
        # of rules that need the words of the pages only the reasons are left: a person's word makes findings of them
        spoken = (
            _finding(reason)
            for reason in self.report.review_reasons
            if (rule := rule_of(reason)) is not None
            and rule.sees_text
            and said.get((reason.slug, reason.detail))
            and not any(
                finding.rule == rule.slug and finding.message_en.startswith(reason.detail)
                for finding in result.findings
            )
        )
        return report.with_findings(gravest_first((*result.findings, *spoken))).with_reasons(result.doubts)

    def _stands(self, reason: ReviewReason, *, anew: bool = False) -> bool | None:
        """Return whether a person says that a doubtful finding is the report's fault; None where nobody decided."""
        key = self.questions.keys.of_reason(reason)
        standing = self.standings.get(key)
        if (
            standing is None
            or not standing.lines
            or (not anew and self.outcomes.get(key) is not Outcome.APPLIED)
        ):
            return None
        verdicts = {line.verdict for line in standing.lines}
        if anew:
            self.outcomes[key] = Outcome.APPLIED
        if verdicts & {Verdict.REJECT}:
            return False
        return True if verdicts & {Verdict.ACCEPT, Verdict.SAYS_SO} else None

    def _decisions(self, rows: DecidedRows) -> Iterator[Decision]:
        """Yield the rows of the table `decisions`: what is applied, with the numbers that rows have now."""
        for question in self.questions.by_key.values():
            standing = self.known.get(question.key)
            if standing is None or self.outcomes.get(question.key) is not Outcome.APPLIED:
                continue
            for line in standing.lines:
                yield _decision(question, line, rows.number(question.table, question.row))


def _decision(question: Question, line: Correction, row: int | None) -> Decision:
    return Decision(
        table=question.table,
        row=row,
        field=line.field,
        about=question.about,
        verdict=line.verdict,
        value_before=_before(question, line),
        value_after=line.value_after,
        decided_by=line.decided_by,
        decided_at=line.decided_at,
        why=line.why,
        key=line.key,
    )


def _before(question: Question, line: Correction) -> str:
    """Return what the machine has now where a person put another value; what was accepted where one accepted."""
    fields = dict(question.fields)
    return fields.get(line.field, line.value_before) if line.field else line.value_before or question.value


def _changes_another(standing: Standing, document_id: str) -> bool:
    """Whether what was decided on another file takes or changes a value."""
    return any(
        line.document_id != document_id and line.verdict in (Verdict.CORRECT, Verdict.REJECT)
        for line in standing.lines
    )


def _is_same_place(line: Correction, question: Question, document_id: str) -> bool:
    """Whether what was looked at takes the same room now; in the file itself it stands where it stood as well.

    In a corrected edition pages and lines have moved; of the same bytes the same words elsewhere are others.
    """
    at = question.at
    if at is None or None in (line.x0, line.top, line.x1, line.bottom, at.x0, at.top, at.x1, at.bottom):
        return True
    then = (line.x1 - line.x0, line.bottom - line.top)  # type: ignore[operator]
    now = (at.x1 - at.x0, at.bottom - at.top)  # type: ignore[operator]
    if line.document_id == document_id:
        moved = (abs(line.x0 - at.x0), abs(line.top - at.top))  # type: ignore[operator]
        if line.page != at.page or max(moved) > _ROOM:
            return False
    return all(abs(one - two) <= _ROOM + _SHARE * max(one, two) for one, two in zip(then, now, strict=True))


def _with_reasons(report: Report, reasons: list[ReviewReason]) -> Report:
    """Return a report with these reasons alone; without one that asks for review it is `ok`."""
    status = Status.OK if report.document.status is Status.REVIEW else report.document.status
    document = report.document.model_copy(update={"status": status})
    bare = report.model_copy(update={"document": document, "review_reasons": ()})
    return bare.with_reasons(reasons)


def _finding(reason: ReviewReason) -> Finding:
    """Return what a person says is a fault of the report, of a rule that cannot be applied without its pages."""
    rule = rule_of(reason)
    assert rule is not None
    return Finding(
        rule=rule.slug,
        severity=Severity.WARNING if rule.severity is Severity.ERROR else rule.severity,
        subject=reason.subject.value if reason.subject else "",
        message_th=f"{rule.title.th} (ผู้ตรวจยืนยันจากเอกสาร)",
        message_en=reason.detail,
        pages=(reason.page,) if reason.page else (),
    )
