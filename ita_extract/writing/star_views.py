"""The star: organisations, indicators and years around scores, findings and measures, one document a year each.

The rule that chooses the document of an organisation and year (view `newest_documents`): of its documents with
status ok or review and a known fiscal year, announcements that list many organisations left out, one that no other
supersedes before one that is superseded, then one with scores before one without (a report on carrying measures
out is about the same year), then the one that came last into the warehouse; of those that came together (and in a
run's own ita.duckdb, which knows no time) one of status ok before one in review, then the one with more
indicators, then the smaller document_id. How many there were is said.
"""

from __future__ import annotations

from ita_extract.rulebook.year import known_years, rules_for
from ita_extract.writing.sql_tables import literal
from ita_extract.writing.view import View

# The key of an organisation, and which documents may stand for it and a year, over documents as d.
ORGANIZATION_KEY = """CASE
      WHEN d.organization_id IS NOT NULL THEN d.organization_id
      WHEN d.organization_type IS NOT NULL AND d.organization_name IS NOT NULL AND d.province IS NOT NULL
      THEN d.organization_type || '|' || d.organization_name || '|' || coalesce(d.district, '') || '|' || d.province
      ELSE 'document|' || d.document_id
    END"""
CANDIDATES = """d.status IN ('ok', 'review') AND (
      d.document_id NOT IN (SELECT r.document_id FROM {s}.roster_scores r)
      OR d.document_id IN (SELECT i.document_id FROM {s}.indicator_scores i)
    )"""
_KEY = ("organization_key", "key of the organisation in dim_organization")
_YEAR = ("fiscal_year", "fiscal year that the report analyses, B.E.")
_DOCUMENT_ID = ("document_id", "the document that was chosen for that organisation and year")
_STATUS = ("status", "ok or review: look before you trust a document in review")
_ROW = ("row_number", "place of the row in its document, from 1")


def _indicators_in_rules() -> str:
    """Return every indicator of every year with rules as SQL rows: year, number, name, instrument, confidence."""
    rows = []
    for year in known_years():
        known = rules_for(year).indicators
        rows += [
            f"({year}, {entry.number}, {literal(entry.name)}, {literal(entry.instrument)}, {literal(known.confidence)})"
            for entry in known.list
        ]
    return ",\n    ".join(rows)


_NEWEST = View(
    "newest_documents",
    "One row an organisation and fiscal year: its document that is not superseded and has scores, and of several the "
    "one that came last; of those that came together, ok before review, then more indicators, then the smaller "
    "document_id",
    (
        _KEY,
        _YEAR,
        _DOCUMENT_ID,
        _STATUS,
        ("documents", "documents of that organisation and year; more than 1: others were passed over"),
    ),
    f"""
WITH candidates AS (
  SELECT
    {ORGANIZATION_KEY} AS organization_key,
    d.fiscal_year, d.document_id, d.status, d.superseded_by, coalesce(a.arrival, 0) AS arrival,
    coalesce(i.indicators, 0) AS indicators,
    CASE WHEN i.indicators > 0 OR d.overall_score IS NOT NULL THEN 0 ELSE 1 END AS without_scores
  FROM {{s}}.documents d
  LEFT JOIN (
    SELECT document_id, count(DISTINCT indicator) AS indicators FROM {{s}}.indicator_scores GROUP BY document_id
  ) i ON i.document_id = d.document_id
  LEFT JOIN ({{arrivals}}) a ON a.document_id = d.document_id
  WHERE d.fiscal_year IS NOT NULL AND {CANDIDATES}
), ranked AS (
  SELECT candidates.*,
    row_number() OVER (
      PARTITION BY organization_key, fiscal_year
      ORDER BY CASE WHEN superseded_by IS NULL THEN 0 ELSE 1 END, without_scores, arrival DESC,
        CASE status WHEN 'ok' THEN 0 ELSE 1 END, indicators DESC, document_id
    ) AS place,
    count(*) OVER (PARTITION BY organization_key, fiscal_year) AS documents
  FROM candidates
)
SELECT organization_key, fiscal_year, document_id, status, documents FROM ranked WHERE place = 1
""",
)

_ORGANIZATION = View(
    "dim_organization",
    "One row an organisation, as its newest year names it",
    (
        (
            "organization_key",
            "organization_id, else type|name|district|province; document|<document_id> where even these are not "
            "known: such a report is never counted to another's organisation",
        ),
        ("organization_id", "key of the organisation in the gazetteer"),
        ("organization_type", "class of the organisation"),
        ("organization_name", "bare name of the organisation"),
        ("district", "bare name of the district"),
        ("province", "bare name of the province"),
        ("first_fiscal_year", "first year with a report, B.E."),
        ("last_fiscal_year", "last year with a report, B.E."),
        ("reports", "years with a report"),
    ),
    """
SELECT n.organization_key, d.organization_id, d.organization_type, d.organization_name, d.district, d.province,
  y.first_fiscal_year, y.last_fiscal_year, y.reports
FROM (
  SELECT organization_key, min(fiscal_year) AS first_fiscal_year, max(fiscal_year) AS last_fiscal_year,
    count(*) AS reports
  FROM {s}.newest_documents GROUP BY organization_key
) y
JOIN {s}.newest_documents n ON n.organization_key = y.organization_key AND n.fiscal_year = y.last_fiscal_year
JOIN {s}.documents d ON d.document_id = n.document_id
""",
)

_FISCAL_YEAR = View(
    "dim_fiscal_year",
    "One row a fiscal year that has reports or rules",
    (
        ("fiscal_year", "fiscal year, B.E."),
        ("first_day", "its first day, 1 October"),
        ("last_day", "its last day, 30 September"),
        ("reports", "organisations with a report"),
    ),
    f"""
SELECT y.fiscal_year, make_date(CAST(y.fiscal_year - 544 AS INTEGER), 10, 1),
  make_date(CAST(y.fiscal_year - 543 AS INTEGER), 9, 30), coalesce(n.reports, 0)
FROM (
  SELECT fiscal_year FROM {{s}}.newest_documents
  UNION
  SELECT * FROM (VALUES {", ".join(f"({year})" for year in known_years())}) known(fiscal_year)
) y LEFT JOIN (
  SELECT fiscal_year, count(*) AS reports FROM {{s}}.newest_documents GROUP BY fiscal_year
) n ON n.fiscal_year = y.fiscal_year
""",
)

_INDICATOR = View(
    "dim_indicator",
    "One row an indicator and fiscal year: names and numbers change between years",
    (
        ("fiscal_year", "fiscal year, B.E."),
        ("indicator", "number of the indicator, 1-10"),
        ("name", "official name; in a year without rules, the name that reports write"),
        ("instrument", "IIT, EIT or OIT; empty in a year without rules"),
        ("rule_confidence", "how well that year's list is known; empty in a year without rules"),
    ),
    f"""
WITH known(fiscal_year, indicator, name, instrument, rule_confidence) AS (
  SELECT * FROM (VALUES
    {_indicators_in_rules()}
  ) listed(fiscal_year, indicator, name, instrument, rule_confidence)
)
SELECT fiscal_year, indicator, name, instrument, rule_confidence FROM known
UNION ALL
SELECT n.fiscal_year, i.indicator, min(coalesce(i.name, i.name_written)), NULL, NULL
FROM {{s}}.newest_documents n JOIN {{s}}.indicator_scores i ON i.document_id = n.document_id
WHERE NOT EXISTS (SELECT 1 FROM known k WHERE k.fiscal_year = n.fiscal_year AND k.indicator = i.indicator)
GROUP BY n.fiscal_year, i.indicator
""",
)

_INDICATOR_SCORE = View(
    "fact_indicator_score",
    "One row an organisation, fiscal year and indicator",
    (
        _KEY,
        _YEAR,
        ("indicator", "number of the indicator, 1-10"),
        ("score", "score, 0-100; empty where the report's table gives two different ones"),
        ("previous_score", "score of the same indicator number in the report of the year before"),
        ("change", "score less previous_score"),
        ("readings", "rows of the report's table for this indicator; more than 1 is odd"),
        ("page", "page on which it stands"),
        ("confidence", "share of the characters that needed no guess"),
        _STATUS,
        _DOCUMENT_ID,
    ),
    """
WITH scores AS (
  SELECT n.organization_key, n.fiscal_year, i.indicator,
    CASE WHEN min(i.score) = max(i.score) THEN min(i.score) END AS score,
    count(*) AS readings, min(i.page) AS page, min(i.confidence) AS confidence, n.status, n.document_id
  FROM {s}.newest_documents n JOIN {s}.indicator_scores i ON i.document_id = n.document_id
  GROUP BY n.organization_key, n.fiscal_year, i.indicator, n.status, n.document_id
)
SELECT s.organization_key, s.fiscal_year, s.indicator, s.score, p.score, s.score - p.score, s.readings, s.page,
  s.confidence, s.status, s.document_id
FROM scores s LEFT JOIN scores p
  ON p.organization_key = s.organization_key AND p.fiscal_year = s.fiscal_year - 1 AND p.indicator = s.indicator
""",
)

_FINDING = View(
    "fact_finding",
    "One row a finding of a chosen document",
    (
        _KEY,
        _YEAR,
        _DOCUMENT_ID,
        _ROW,
        ("rule", "slug of the rule"),
        ("severity", "error, warning or note"),
        ("subject", "what it is about: a score, an item or a measure"),
        ("expected", "value that the rule expects"),
        ("found", "value that was found"),
    ),
    """
SELECT n.organization_key, n.fiscal_year, n.document_id, f.row_number, f.rule, f.severity, f.subject, f.expected,
  f.found
FROM {s}.newest_documents n JOIN {s}.findings f ON f.document_id = n.document_id
""",
)

_MEASURE = View(
    "fact_measure",
    "One row a measure of a chosen document",
    (
        _KEY,
        _YEAR,
        _DOCUMENT_ID,
        _ROW,
        ("measure", "number of the measure"),
        ("title", "measure, project or activity"),
        ("indicators", "indicators that it names"),
        ("measure_fiscal_year", "fiscal year in which it is to be done, B.E."),
        ("period_start", "first day of its period"),
        ("period_end", "last day of its period"),
        ("responsible", "responsible units"),
        ("steps", "number of its steps"),
        ("page", "page on which it begins"),
    ),
    """
SELECT n.organization_key, n.fiscal_year, n.document_id, m.row_number, m.measure, m.title, m.indicators,
  m.fiscal_year, m.period_start, m.period_end, m.responsible, coalesce(t.steps, 0), m.page
FROM {s}.newest_documents n
JOIN {s}.measures m ON m.document_id = n.document_id
LEFT JOIN (
  SELECT document_id, measure, count(*) AS steps FROM {s}.measure_steps GROUP BY document_id, measure
) t ON t.document_id = m.document_id AND t.measure = m.measure
""",
)

STAR_VIEWS: tuple[View, ...] = (
    _NEWEST,
    _ORGANIZATION,
    _FISCAL_YEAR,
    _INDICATOR,
    _INDICATOR_SCORE,
    _FINDING,
    _MEASURE,
)
