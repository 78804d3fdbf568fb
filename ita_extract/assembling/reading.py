"""A document that speaks of an ITA result -> its claims: all readers in their order, over one ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ita_extract.assembling.completeness import (
    against_the_sums,
    contradictions,
    items_elsewhere,
    missing_parts,
    odd_scores,
    unread_headings,
    unread_table,
)
from ita_extract.assembling.consensus import settle, sums_of
from ita_extract.assembling.identity import Identity, read_identity
from ita_extract.assembling.mended_scores import take_mended
from ita_extract.assembling.others_scores import OthersScores
from ita_extract.assembling.overall_level import overall_level
from ita_extract.assembling.score_lines import take_listed, take_repeated
from ita_extract.assembling.scores import Scores
from ita_extract.assembling.unread import doubtful_sections, unread_blocks
from ita_extract.assembling.unread_columns import unread_columns
from ita_extract.language.agencies import names_of
from ita_extract.language.vocabulary import FISCAL_YEAR
from ita_extract.layout.document import Document
from ita_extract.layout.pages import PageLayout
from ita_extract.layout.reasons import reason
from ita_extract.model import (
    DocumentKind,
    Guideline,
    MeasureResult,
    Recommendation,
    ReviewReason,
    Section,
    Subject,
)
from ita_extract.numbers.ledger import Ledger
from ita_extract.outline.cover import Organization
from ita_extract.outline.guidelines import read_guidelines
from ita_extract.outline.recommendation_segments import speaks_of_items
from ita_extract.outline.recommendations import read_recommendations
from ita_extract.outline.sections import Outline, outline, spoken_of
from ita_extract.prose.scores import OVERALL, find_scores
from ita_extract.rulebook.year import rules_for
from ita_extract.tables.advice_columns import judge_advice_table
from ita_extract.tables.advice_tables import read_advice_tables
from ita_extract.tables.measure_cards import with_cards
from ita_extract.tables.measure_columns import measure_roles
from ita_extract.tables.measure_lists import measure_lists
from ita_extract.tables.measure_results import is_results_table, read_measure_results
from ita_extract.tables.measures import MeasureTable, is_measure_table, is_of_a_past_year, read_measures
from ita_extract.tables.scope import scope_of
from ita_extract.tables.score_tables import judge_score_table
from ita_extract.tables.stitching import StitchedTable, stitch
from ita_extract.tables.typed import TypedTable, advice_typed, headings_typed, measures_typed, scores_typed
from ita_extract.thai.expected_words import misread_words


@dataclass
class Claims:
    """What was read from a document, before it is a report; `parts` and `tables` are what the readers went by."""

    ledger: Ledger
    identity: Identity
    scores: Scores
    rating: str | None
    recommendations: list[Recommendation]
    guidelines: list[Guideline]
    measures: MeasureTable
    measure_results: tuple[MeasureResult, ...]
    parts: Outline
    tables: tuple[TypedTable, ...]
    reasons: list[ReviewReason] = field(default_factory=list)


def read_claims(pages: list[PageLayout], document: Document) -> Claims:
    """Read all that a document says; what is in doubt comes as reasons."""
    ledger = Ledger.of(document)
    tables = with_cards(stitch(document))
    identity = read_identity(pages, document)
    year = identity.fiscal_year
    carried_out = [
        table for table in tables if identity.kind == DocumentKind.CARRYING_OUT and is_results_table(table)
    ]
    measure_tables = [
        table
        for before, table in pairwise([None, *tables])
        if table is not None
        and is_measure_table(table)
        and table not in carried_out
        and not is_of_a_past_year(table, document.text, year, before.offset if before else 0)
    ]
    listed = [table for table in measure_lists(document) if not measure_tables]
    measure_tables += [table for table in listed if not is_of_a_past_year(table, document.text, year)]
    rules = rules_for(year)
    parts = outline(document, rules, [table.offset for table in measure_tables])
    reasons: list[ReviewReason] = []
    misread = misread_words("".join(page.key for page in pages))
    if misread:
        detail = f"common words are spelt {', '.join(misread[:5])}; the text layer may be wrong"
        reasons.append(reason("misread-marks", detail))
    scores = Scores(ledger, year, rules)
    judged = {number: judge_advice_table(table) for number, table in enumerate(tables)}
    advised = {number: advice for number, advice in judged.items() if advice.drafts}
    typed = [advice_typed(tables[number], advice) for number, advice in advised.items()]
    others = [
        table for number, table in enumerate(tables) if number not in advised and table not in carried_out
    ]
    own_names = _own_names(identity.organization)
    for table in others:
        if is_measure_table(table) or not table.rows:
            reasons.extend(unread_headings(table))
            typed.extend(_past_or_empty(table, measure_tables))
            continue
        before = max((other.offset for other in tables if other.offset < table.offset), default=0)
        scope = scope_of(document.text, table.offset, before, own_names)
        judged_table = judge_score_table(table, rules, year, scope)
        typed.append(scores_typed(table, judged_table))
        if judged_table.read is None:
            reasons.extend(unread_table(table))
        else:
            scores.take_table(judged_table.read)
    others_scores = OthersScores(document.text, identity.organization, identity.mentions)
    _read_prose(document, parts, year, scores, others_scores)
    if not parts.sections and (len(spoken_of(document)) >= 5 or speaks_of_items(document.text)):
        detail = "the text speaks of the indicators, yet no section of one was found"
        reasons.append(reason("missing-sections", detail))
    recommendations, left = read_recommendations(document, parts.sections, rules, ledger)
    reasons.extend(left)
    guidelines, left = read_guidelines(document, parts.sections, ledger)
    reasons.extend(left)
    drafts = [advice.drafts for advice in advised.values()]
    in_tables = read_advice_tables(drafts, recommendations, guidelines, rules, ledger)
    recommendations += in_tables.recommendations
    guidelines += in_tables.guidelines
    reasons.extend(in_tables.reasons)
    for text, indicator in in_tables.texts:
        default = Subject.of_indicator(indicator) if indicator else None
        found = find_scores(text, 0, len(text.key), default=default, fiscal_year=year)
        scores.take_prose(found, Section.NARRATIVE)
    results = read_measure_results(carried_out, _measure_year(document, carried_out, year), ledger)
    reasons.extend(results.doubts)
    for text in results.texts:
        found = find_scores(text, 0, len(text.key), default=None, fiscal_year=year)
        scores.take_prose(found, Section.MEASURES)
    measure_year = _measure_year(document, measure_tables, year)
    measures, texts = read_measures(measure_tables, rules, measure_year, document.text, ledger)
    reasons.extend(measures.doubts)
    running = {id(char) for char in document.text.chars} if listed else set()
    for text, _ in texts:
        if id(text.chars[0]) in running:
            continue  # measures in running text, whose scores were looked for there
        found = find_scores(text, 0, len(text.key), default=None, fiscal_year=year)
        scores.take_prose(found, Section.MEASURES)
    take_listed(document, parts.summary_stop, scores, rules)
    sums = sums_of(rules) if year is not None else []
    take_mended(scores, sums)
    scores.fill_indicators()
    take_repeated(scores)
    rows, scores.mentions, settled = settle(
        scores.indicators.values(), scores.mentions, scores.possible, sums
    )
    scores.indicators = {row.indicator: row for row in rows}
    reasons.extend(settled)
    reasons.extend(contradictions(scores))
    reasons.extend(odd_scores(scores))
    reasons.extend(against_the_sums(scores, rules))
    reasons.extend(items_elsewhere(document, parts, others))
    rating = overall_level(document, parts.summary_stop, scores)
    scored = {number: row.score for number, row in scores.indicators.items()}
    reasons.extend(doubtful_sections(document, parts, recommendations, guidelines, scored))
    reasons.extend(unread_blocks(document, parts, tables, ledger, rules))
    reasons.extend(unread_columns(document, ledger))
    reasons.extend(scores.reasons)
    reasons[:0] = identity.reasons
    reasons[:0] = missing_parts(identity, rating, scores, [*measures.measures, *results.rows])
    typed += [*measures.typed, *results.typed]
    return Claims(
        ledger, identity, scores, rating, recommendations, guidelines, measures, results.rows, parts,
        tuple(typed), reasons,
    )  # fmt: skip


def _past_or_empty(table: StitchedTable, read: list[StitchedTable]) -> Iterator[TypedTable]:
    """Yield a table of measures that no reader of measures takes: of a year gone by, or without rows."""
    roles = measure_roles(list(table.headings))
    if roles is None:
        yield headings_typed(table)
    elif table not in read:
        yield measures_typed(table, roles, {}, is_read=False)


def _own_names(organization: Organization) -> list[str]:
    """Return how the report's body may be written in a key; nothing where it is not known."""
    return names_of(organization.type, organization.name) if organization.type and organization.name else []


def _read_prose(
    document: Document, parts: Outline, year: int | None, scores: Scores, others: OthersScores
) -> None:
    text = document.text
    summary = others.taken_from(find_scores(text, 0, parts.summary_stop, default=OVERALL, fiscal_year=year))
    scores.overall_offset = next(
        (e.offset for e in summary.found if e.subject == OVERALL and e.year is None), None
    )
    scores.past_places = [entry.offset for entry in summary.found if entry.year is not None]
    scores.past_places += others.places  # a level beside the score of another body is that body's
    scores.take_prose(summary, Section.SUMMARY)
    for section in parts.sections:
        default = Subject.of_indicator(section.indicator)
        for start, stop, kind in (
            (section.start, section.facts, Section.NARRATIVE),
            (section.facts, section.stop, Section.FACTS),
        ):
            if start < stop:
                found = find_scores(text, start, stop, default=default, fiscal_year=year)
                scores.take_prose(others.taken_from(found), kind)
    for start, stop in parts.between(len(text.key)):
        found = find_scores(text, start, stop, default=None, fiscal_year=year)
        scores.take_prose(others.taken_from(found), Section.MEASURES)


def _measure_year(document: Document, tables: list[StitchedTable], year: int | None) -> int | None:
    """Return the fiscal year that the title above the measure table names, else the year after the report's."""
    if tables and year is not None:
        stop = tables[0].offset
        found = [
            int(match["year"]) for match in document.text.finditer(FISCAL_YEAR, max(0, stop - 250), stop)
        ]
        later = [value for value in found if value > year]
        if later:
            return later[-1]
    return year + 1 if year is not None else None
