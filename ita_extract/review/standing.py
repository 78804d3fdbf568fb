"""Where on the pages of a report that should stand which was not found: the page to show to a person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from ita_extract.categories import Section
from ita_extract.evidence import EvidenceRow
from ita_extract.model import Report
from ita_extract.review.kinds import Part

_LIKE_A_SCORE = re.compile(r"\d{1,3}\.\d{2}")
_UNREAD = frozenset({"unfit-text", "unread-page", "unread-table", "roster-unread", "roster-unread-table"})


def page_of(report: Report, part: Part) -> int:
    """Return the page on which a part of the report should stand, from 1."""
    page = _PAGES[part](report)
    return max(1, min(page, report.document.page_count or page))


def _cover(_report: Report) -> int:
    return 1


def _scores(report: Report) -> int:
    """Where the scores stand: their tables, what was not read, else the page with the most numbers like scores."""
    for table in (report.indicator_scores, report.instrument_scores, report.roster_scores):
        if table:
            return _most(table)
    in_summary = [
        row for row in report.score_mentions if row.section in (Section.SUMMARY, Section.INDICATOR_TABLE)
    ]
    if in_summary:
        return _most(in_summary)
    unread = [reason.page for reason in report.review_reasons if reason.slug in _UNREAD and reason.page]
    if unread:
        return min(unread)
    like_scores = [number for number in report.numbers if _LIKE_A_SCORE.fullmatch(number.value)]
    return _most(like_scores) if like_scores else 2  # behind the cover


def _sections(report: Report) -> int:
    found = (*report.recommendations, *report.guidelines)
    return min(row.page for row in found) if found else _scores(report) + 1


def _measures(report: Report) -> int:
    """Where the table of measures stands, else behind the last section, else at the end."""
    if report.measures or report.measure_results:
        return max(row.page for row in (*report.measures, *report.measure_results))
    found = (*report.recommendations, *report.guidelines)
    return max(row.page for row in found) + 1 if found else report.document.page_count or 1


def _most(rows: Iterable[EvidenceRow]) -> int:
    """Return the page with the most of some rows, the first of several."""
    counts = Counter(row.page for row in rows)
    return min(counts, key=lambda page: (-counts[page], page))


_PAGES: dict[Part, Callable[[Report], int]] = {
    "cover": _cover,
    "scores": _scores,
    "sections": _sections,
    "measures": _measures,
}
