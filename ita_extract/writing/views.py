"""The views that answer an auditor's first questions, over all documents; the star is in star_views."""

from __future__ import annotations

from ita_extract.model import description
from ita_extract.writing.star_views import STAR_VIEWS
from ita_extract.writing.view import View
from ita_extract.writing.wide_view import REPORTS

# Columns that say which document a row is about.
_DOCUMENT = (
    ("document_id", description("documents", "document_id")),
    ("source", "the file as it was named"),
    ("status", "ok, review, not_ita or failed: look before you trust a document in review"),
    ("fiscal_year", "fiscal year that the report analyses, B.E."),
    ("organization_type", "class of the organisation"),
    ("organization_name", "bare name of the organisation"),
    ("district", "bare name of the district"),
    ("province", "bare name of the province"),
)
_OF_DOCUMENT = ", ".join(f"d.{name}" for name, _ in _DOCUMENT)

_SCORES = View(
    "v_scores",
    "One row a score of a report: overall, instruments and their parts, indicators; every document",
    (
        *_DOCUMENT,
        ("subject", "overall, IIT, EIT, EIT-1, EIT-2, OIT, indicator-1 … indicator-10"),
        ("name", "official name of an indicator, else what the report calls it"),
        ("score", "score, 0-100"),
        ("page", "page on which it stands; empty for the overall score, see score_mentions"),
        ("confidence", "share of the characters that needed no guess; empty for the overall score"),
    ),
    f"""
SELECT {_OF_DOCUMENT}, 'overall', d.rating, d.overall_score, CAST(NULL AS BIGINT), CAST(NULL AS DOUBLE PRECISION)
FROM {{s}}.documents d
WHERE d.overall_score IS NOT NULL
UNION ALL
SELECT {_OF_DOCUMENT},
  i.instrument || CASE WHEN i.part IS NULL THEN '' ELSE '-' || CAST(i.part AS VARCHAR) END,
  i.label_written, i.score, i.page, i.confidence
FROM {{s}}.documents d JOIN {{s}}.instrument_scores i ON i.document_id = d.document_id
UNION ALL
SELECT {_OF_DOCUMENT}, 'indicator-' || CAST(i.indicator AS VARCHAR),
  coalesce(i.name, i.name_written), i.score, i.page, i.confidence
FROM {{s}}.documents d JOIN {{s}}.indicator_scores i ON i.document_id = d.document_id
""",
)

_FINDINGS = View(
    "v_findings",
    "One row a finding, with the document that it is about; every document",
    (
        *_DOCUMENT,
        ("row_number", "place of the finding in its document, from 1"),
        ("rule", "slug of the rule"),
        ("severity", "error, warning or note"),
        ("subject", "what it is about: a score, an item or a measure"),
        ("message_th", "the finding in Thai"),
        ("message_en", "the finding in English"),
        ("expected", "value that the rule expects"),
        ("found", "value that was found"),
        ("pages", "pages of the values compared"),
    ),
    f"""
SELECT {_OF_DOCUMENT}, f.row_number, f.rule, f.severity, f.subject, f.message_th, f.message_en, f.expected,
  f.found, f.pages
FROM {{s}}.documents d JOIN {{s}}.findings f ON f.document_id = d.document_id
""",
)

_INCONSISTENT = View(
    "v_inconsistent_reports",
    "One row a report that contradicts itself or the rules: it has a finding of severity error",
    (
        *_DOCUMENT,
        ("errors", "findings of severity error"),
        ("warnings", "findings of severity warning"),
        ("notes", "findings of severity note"),
        ("rules", "rules with an error, joined by a comma"),
    ),
    f"""
SELECT {_OF_DOCUMENT}, f.errors, f.warnings, f.notes, f.rules
FROM {{s}}.documents d JOIN (
  SELECT document_id,
    count(*) FILTER (WHERE severity = 'error') AS errors,
    count(*) FILTER (WHERE severity = 'warning') AS warnings,
    count(*) FILTER (WHERE severity = 'note') AS notes,
    string_agg(DISTINCT rule, ', ' ORDER BY rule) FILTER (WHERE severity = 'error') AS rules
  FROM {{s}}.findings GROUP BY document_id
) f ON f.document_id = d.document_id
WHERE f.errors > 0
""",
)

# In the order in which they are made: each reads only tables and views before it.
VIEWS: tuple[View, ...] = (_SCORES, _FINDINGS, _INCONSISTENT, *STAR_VIEWS, REPORTS)
