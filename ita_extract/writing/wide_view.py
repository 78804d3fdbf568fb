"""The wide row: one row an organisation and fiscal year with all scores side by side, as a view of every database.

The view is the one definition: the CSV, the Parquet file and the first sheet of the workbook are read from it.
"""

from __future__ import annotations

from ita_extract.model import NOTES, Subject
from ita_extract.writing.sql_tables import identifier, literal
from ita_extract.writing.star_views import CANDIDATES, ORGANIZATION_KEY
from ita_extract.writing.view import View
from ita_extract.writing.wide_columns import COLUMNS, NAME, PARTS, TITLE, score_column

_NO_TEXTS = "CAST(ARRAY[] AS VARCHAR[])"
_SUBJECT_OF_INSTRUMENT = "instrument || CASE WHEN part IS NULL THEN '' ELSE '-' || CAST(part AS VARCHAR) END"
_SUBJECT_OF_INDICATOR = "'indicator-' || CAST(indicator AS VARCHAR)"
_SUBJECTS = ", ".join(literal(subject.value) for subject in Subject)
_NO_REASONS = ", ".join(map(literal, sorted(NOTES)))

_GUESSED = "confidence < 1 AND decided_by IS NULL"  # nobody has looked yet
# The places at which a score of the wide row may be in doubt: (document_id, subject, row of review_reasons or nothing).
# A reason that names a mention elsewhere in the report is about the score too: the two are one value to who reads it.
SCORE_DOUBTS = f"""
  SELECT r.document_id, coalesce(r.subject, i.subject, m.subject) AS subject, r.row_number
  FROM {{s}}.review_reasons r
  LEFT JOIN (
    SELECT document_id, 'instrument_scores' AS source_table, row_number, {_SUBJECT_OF_INSTRUMENT} AS subject
    FROM {{s}}.instrument_scores
    UNION ALL
    SELECT document_id, 'indicator_scores', row_number, {_SUBJECT_OF_INDICATOR} FROM {{s}}.indicator_scores
  ) i ON i.document_id = r.document_id AND i.source_table = r."table" AND i.row_number = r."row"
  LEFT JOIN {{s}}.score_mentions m
    ON m.document_id = r.document_id AND r."table" = 'score_mentions' AND m.row_number = r."row"
  WHERE r.slug NOT IN ({_NO_REASONS}) AND coalesce(r."table", '') <> 'score_history'
    AND coalesce(r.subject, i.subject, m.subject) IN ({_SUBJECTS})
  UNION ALL
  SELECT document_id, {_SUBJECT_OF_INSTRUMENT}, CAST(NULL AS BIGINT) FROM {{s}}.instrument_scores WHERE {_GUESSED}
  UNION ALL
  SELECT document_id, {_SUBJECT_OF_INDICATOR}, CAST(NULL AS BIGINT) FROM {{s}}.indicator_scores WHERE {_GUESSED}
"""


def _values() -> str:
    """Return the values of the columns, in their order, as SQL."""
    own = {
        "document_id": "c.document_id",
        "fiscal_year": "c.fiscal_year",
        "organization_key": "c.organization_key",
        "doubtful": f"coalesce(u.doubtful, {_NO_TEXTS})",
        "scores_proven": "coalesce(p.proven, 0)",
        "documents": "c.documents",
        "other_documents": f"coalesce(o.other_documents, {_NO_TEXTS})",
    }
    own |= {score_column(subject): f"w.{identifier(score_column(subject))}" for subject in PARTS}
    return ",\n  ".join(own.get(column.name, f"d.{column.name}") for column in COLUMNS)


def _side_by_side() -> str:
    return ",\n    ".join(
        f"max(score) FILTER (WHERE subject = {literal(subject.value)}) AS {identifier(score_column(subject))}"
        for subject in PARTS
    )


REPORTS = View(
    NAME,
    f"{TITLE}; chosen as in newest_documents. A report of no known year has a row of its own",
    tuple((column.name, column.description) for column in COLUMNS),
    f"""
WITH candidates AS (
  SELECT {ORGANIZATION_KEY} AS organization_key, d.fiscal_year, d.document_id
  FROM {{s}}.documents d
  WHERE {CANDIDATES}
), chosen AS (
  SELECT organization_key, fiscal_year, document_id, documents FROM {{s}}.newest_documents
  UNION ALL
  SELECT organization_key, fiscal_year, document_id, 1 FROM candidates WHERE fiscal_year IS NULL
), others AS (
  SELECT n.document_id, array_agg(c.document_id ORDER BY c.document_id) AS other_documents
  FROM {{s}}.newest_documents n
  JOIN candidates c ON c.organization_key = n.organization_key AND c.fiscal_year = n.fiscal_year
  WHERE c.document_id <> n.document_id
  GROUP BY n.document_id
), scores AS (
  SELECT document_id, subject, CASE WHEN min(score) = max(score) THEN min(score) END AS score
  FROM (
    SELECT document_id, {_SUBJECT_OF_INSTRUMENT} AS subject, score FROM {{s}}.instrument_scores
    UNION ALL
    SELECT document_id, {_SUBJECT_OF_INDICATOR}, score FROM {{s}}.indicator_scores
  ) every_score GROUP BY document_id, subject
), wide AS (
  SELECT document_id,
    {_side_by_side()}
  FROM scores GROUP BY document_id
), proven AS (
  SELECT s.document_id, count(DISTINCT s.subject) AS proven
  FROM (
    SELECT document_id, subject, score FROM scores
    UNION ALL
    SELECT document_id, 'overall', overall_score FROM {{s}}.documents
  ) s JOIN (
    SELECT document_id, subject, score FROM {{s}}.score_mentions WHERE proof IS NOT NULL
    UNION ALL
    SELECT document_id, {_SUBJECT_OF_INSTRUMENT}, score FROM {{s}}.instrument_scores WHERE proof IS NOT NULL
    UNION ALL
    SELECT document_id, {_SUBJECT_OF_INDICATOR}, score FROM {{s}}.indicator_scores WHERE proof IS NOT NULL
  ) m ON m.document_id = s.document_id AND m.subject = s.subject AND m.score = s.score
  GROUP BY s.document_id
), unsure AS (
  SELECT document_id, array_agg(DISTINCT subject ORDER BY subject) AS doubtful
  FROM ({SCORE_DOUBTS}) doubts GROUP BY document_id
)
SELECT
  {_values()}
FROM chosen c
JOIN {{s}}.documents d ON d.document_id = c.document_id
LEFT JOIN wide w ON w.document_id = c.document_id
LEFT JOIN proven p ON p.document_id = c.document_id
LEFT JOIN unsure u ON u.document_id = c.document_id
LEFT JOIN others o ON o.document_id = c.document_id
""",
)
