"""Recommendations that stand in a table: a row or a card for each item, with its issue, advice and references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ita_extract.language.indicators import instrument_in
from ita_extract.language.item_codes import LETTER_CODE, codes_in, references_in, split_advice
from ita_extract.language.lists import split_numbered
from ita_extract.layout.reasons import reason
from ita_extract.layout.span import Span
from ita_extract.model import Guideline, Recommendation, ReviewReason, Subject
from ita_extract.numbers.ledger import Ledger
from ita_extract.rulebook.year import YearRules
from ita_extract.tables.advice_columns import ITEM_HEAD, AdviceDraft
from ita_extract.tables.advice_roles import AdviceRole
from ita_extract.tables.row_subjects import WHOLE_NUMBER, named_indicator

_TABLE = "recommendations"


@dataclass
class AdviceRead:
    """What tables of recommendations hold; `texts` are their rows with the indicator of each, to look for scores in."""

    recommendations: list[Recommendation] = field(default_factory=list)
    guidelines: list[Guideline] = field(default_factory=list)
    reasons: list[ReviewReason] = field(default_factory=list)
    texts: list[tuple[Span, int | None]] = field(default_factory=list)


def read_advice_tables(
    tables: Sequence[Sequence[AdviceDraft]],
    known: Sequence[Recommendation],
    guided: Sequence[Guideline],
    rules: YearRules,
    ledger: Ledger,
) -> AdviceRead:
    """Read tables of recommendations, row by row.

    `known` are the recommendations of the running text, `guided` its guidance; a row that tells one of the
    recommendations again is no other one.
    """
    read = AdviceRead()
    for drafts in tables:
        for draft in drafts:
            row, codes = _row(draft, rules, len(known) + len(read.recommendations) + 1)
            read.texts.append((draft.whole, row.indicator))
            again = next((old for old in known if _tells_again(row, old)), None)
            number = row.recommendation if again is None else again.recommendation
            for spans in draft.cells.values():
                for span in spans:
                    ledger.take(span, _TABLE, number)
            if again is None:
                read.recommendations.append(row)
                read.reasons.extend(_doubts(draft, row, codes, rules))
            _take_guidance(draft, row.indicator, read, ledger, len(guided))
    return read


_BROKEN_CODE = re.compile(r"[ieo]\d \d(?!\d)")


def _row(draft: AdviceDraft, rules: YearRules, number: int) -> tuple[Recommendation, set[str]]:
    """Return a row as a recommendation, and the codes in it that are known."""
    issue, advice = draft.own(AdviceRole.ISSUE), draft.own(AdviceRole.ADVICE)
    indicator = _indicator(draft.text(AdviceRole.INDICATOR).key, rules)
    where = draft.own(AdviceRole.ITEM)
    head = ITEM_HEAD.match(where.key)
    if head is not None:
        where = where.span(head, "codes" if head["codes"] else "bare")
    elif not where:
        text = issue or advice
        head = ITEM_HEAD.match(text.key)
        if head is not None:
            where = text.span(head, "codes" if head["codes"] else "bare")
            issue, advice = (
                (issue.cut(head.end()), advice) if text is issue else (issue, advice.cut(head.end()))
            )
    if not advice or not issue:
        issue, advice = split_advice(issue or advice)
    codes = codes_in(where, rules, indicator) if where else []
    items = list(dict.fromkeys(code for code, _ in codes if code))
    if indicator is None:
        homes = {rules.item_indicator(code) for code in items} - {None}
        indicator = homes.pop() if len(homes) == 1 else None
    pointed = draft.own(AdviceRole.REFERENCE)
    references, unresolved = references_in(advice or issue, rules, bare=bool(advice))
    for code, written in codes_in(pointed, rules, None):
        if code is not None and ("." in code or rules.is_item(code)):
            references.append(code)
        else:
            unresolved.append(written)
    instrument = instrument_in(draft.text(AdviceRole.INSTRUMENT).key)
    row = Recommendation(
        recommendation=number,
        indicator=indicator,
        instrument=rules.indicator(indicator).instrument if indicator else None,
        part=instrument.part if instrument is not None else None,
        items=tuple(items),
        issue=issue.text,
        advice=advice.text,
        references=tuple(dict.fromkeys(references)),
        references_unresolved=tuple(dict.fromkeys(unresolved)),
        pages=draft.whole.pages,
        **draft.whole.evidence(),
    )
    return row, {code for code, _ in codes if code} | {*references, *(code.lower() for code in unresolved)}


def _indicator(key: str, rules: YearRules) -> int | None:
    """Return the indicator that a cell names, by its number alone or with its name."""
    number = WHOLE_NUMBER.fullmatch(key)
    named = named_indicator(key, rules)
    return int(number[1]) if number is not None else named[0] if named is not None else None


def _tells_again(row: Recommendation, old: Recommendation) -> bool:
    """Whether a row names the items of a recommendation that is known, and refers to nothing else."""
    return bool(row.items) and row.items == old.items and set(row.references) <= set(old.references)


def _doubts(
    draft: AdviceDraft, row: Recommendation, known: set[str], rules: YearRules
) -> Iterator[ReviewReason]:
    """Name what a recommendation lacks, and codes in it that nobody read."""

    def doubt(slug: str, detail: str, at: Span) -> ReviewReason:
        subject = Subject.of_indicator(row.indicator) if row.indicator else None
        return reason(slug, detail, at=at, subject=subject, table=_TABLE, row=row.recommendation)

    whole = draft.whole
    homes = {rules.item_indicator(code) for code in row.items} - {None}
    if not row.items:
        yield doubt("recommendation-without-item", row.issue, whole)
    if not row.advice and row.instrument != "OIT":
        yield doubt("recommendation-without-advice", row.issue, whole)
    if row.indicator is None:
        yield doubt("recommendation-without-indicator", row.issue, whole)
    elif not draft.own(AdviceRole.INDICATOR) and homes and row.indicator not in homes:
        # under the merged cell above: the name of its own may stand on no page, or on the next one
        yield doubt("items-outside-sections", f"indicator {row.indicator}: {', '.join(row.items)}", whole)
    item = draft.own(AdviceRole.ITEM)
    broken = _BROKEN_CODE.search(item.key)
    if broken is not None:  # `o3⏎0` in a narrow column: o30, or o3 and something else
        yield doubt("unread-item", item.text, item)
    for role in (AdviceRole.ISSUE, AdviceRole.ADVICE):
        text = draft.own(role)
        for match in text.finditer(LETTER_CODE):
            if "." not in match.group() and _plain(match.group()) not in known:
                yield doubt("unread-item", match.group(), text.span(match))


def _plain(code: str) -> str:
    """Return a code without leading zeros and dashes: i03, 014, o-35."""
    code = code.replace("-", "")
    return f"o{int(code)}" if code.isdigit() else f"{code[0]}{int(code[1:])}"


def _take_guidance(
    draft: AdviceDraft, indicator: int | None, read: AdviceRead, ledger: Ledger, before_it: int
) -> None:
    """Take the steps of a column that tells what the organisation itself will do."""
    guidance = draft.own(AdviceRole.GUIDANCE)
    if not guidance or indicator is None:
        return
    before, steps = split_numbered(guidance)
    texts = [step.text for step in steps if step.text] or [before]
    done = sum(row.indicator == indicator for row in read.guidelines)
    for number, text in enumerate(texts, start=done + 1):
        read.guidelines.append(
            Guideline(indicator=indicator, step=number, text=text.text, pages=text.pages, **text.evidence())
        )
        ledger.take(text, "guidelines", before_it + len(read.guidelines))
