"""The points of each table: rows by their keys, mentions as a multiset, counts where the gold only counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from benchmarks.scoring.matching import GoldRow, Pairs, by_key, pair, recommendation_likeness
from benchmarks.scoring.points import CONTAINS, Outcome, Point, field_point, plain, same_value, shown
from ita_extract.model import TABLES, Report

# The columns by which a row is found again; they are no points of their own, since a match makes them right.
KEYS: dict[str, tuple[str, ...]] = {
    "instrument_scores": ("instrument", "part"),
    "indicator_scores": ("indicator",),
    "score_history": ("subject", "fiscal_year"),
    "guidelines": ("indicator", "step"),
    "measures": ("measure",),
    "roster_scores": ("organization_written",),
    "organization_mentions": ("written",),
}
STEPS = "steps"
TEXT_SHOWN = 60

Mention = tuple[str, Decimal, str]


def is_column(table: str, name: str) -> bool:
    """Return whether a key of a gold row names a column of the table (or is scored in another way)."""
    if table == "measures" and name == STEPS:
        return True
    return name.removesuffix(CONTAINS) in TABLES[table].model_fields


def row_points(
    table: str, key: str, expected: GoldRow, row: Any, key_columns: tuple[str, ...]
) -> list[Point]:
    """Return one point for each value of a gold row; a row of keys alone is one point, its being there."""
    names = [
        name for name in expected if is_column(table, name) and name != STEPS and name not in key_columns
    ]
    if not names:
        outcome = Outcome.MISSING if row is None else Outcome.RIGHT
        return [Point(table, key, "row", outcome, key, shown(None) if row is None else key)]
    return [field_point(table, key, name, expected[name], row) for name in names]


def extra_point(table: str, key: str, found: str) -> Point:
    """Return the point of a row that the gold does not have."""
    return Point(table, key, "row", Outcome.EXTRA, shown(None), found)


def keyed_points(table: str, gold: Sequence[GoldRow], report: Report) -> list[Point]:
    """Return the points of a table whose rows are found by their keys."""
    columns = KEYS[table]
    pairs: Pairs = pair(gold, getattr(report, table), by_key(columns))
    points: list[Point] = []
    for expected, row in pairs.matched:
        points += row_points(table, named(expected, columns), expected, row, columns)
    for row in pairs.spurious:
        key = " ".join(shown(getattr(row, name)) for name in columns if getattr(row, name) is not None)
        points.append(extra_point(table, key, row.raw[:TEXT_SHOWN]))
    return points


def named(expected: GoldRow, columns: tuple[str, ...]) -> str:
    """Return the key of a gold row for people."""
    return " ".join(shown(expected[name]) for name in columns if expected.get(name) is not None)


def recommendation_points(gold: Sequence[GoldRow], report: Report) -> list[Point]:
    """Return the points of the recommendations; indicator and items are values of their own here."""
    pairs = pair(gold, report.recommendations, recommendation_likeness)
    points: list[Point] = []
    for expected, row in pairs.matched:
        key = f"{shown(expected.get('indicator'))} {shown(expected.get('items', []))}"
        points += row_points("recommendations", key, expected, row, ())
    for row in pairs.spurious:
        key = f"{shown(row.indicator)} {shown(row.items)}"
        points.append(extra_point("recommendations", key, row.issue[:TEXT_SHOWN]))
    return points


def mention_points(gold: Sequence[GoldRow], report: Report) -> list[Point]:
    """Return one point for each mention; a left-over one with the same subject is a wrong reading of it.

    Of two left-over mentions of one subject, those of one section are paired first.
    """
    wanted: Counter[Mention] = Counter(
        (str(row["subject"]), Decimal(str(row["score"])), str(row["section"])) for row in gold
    )
    there: Counter[Mention] = Counter(
        (row.subject, row.score, str(row.section)) for row in report.score_mentions
    )
    points = [mention_point(entry, entry) for entry in sorted((wanted & there).elements())]
    lost, spurious = sorted((wanted - there).elements()), sorted((there - wanted).elements())

    def likeness(expected: GoldRow, found: Mention) -> float | None:
        subject, score, section = expected["mention"]
        if found[0] != subject:
            return None
        # an equal section tells more than an equal score: one score stands in many sections
        return 2.0 * (found[2] == section) + (found[1] == score) or None

    pairs = pair([{"mention": entry} for entry in lost], spurious, likeness)
    points += [mention_point(expected["mention"], found) for expected, found in pairs.matched]
    points += [extra_point("score_mentions", mention_key(entry), str(entry[1])) for entry in pairs.spurious]
    return points


def mention_key(mention: Mention) -> str:
    """Return where a mention stands, for people."""
    return f"{mention[0]} in {mention[2]}"


def mention_point(expected: Mention, found: Mention | None) -> Point:
    """Return the point of one mention."""
    outcome = Outcome.RIGHT if expected == found else Outcome.MISSING if found is None else Outcome.WRONG
    stated = shown(None) if found is None else f"{found[1]} in {found[2]}"
    return Point("score_mentions", mention_key(expected), "score", outcome, str(expected[1]), stated)


def count_points(table: str, field: str, gold: dict[str, Any], found: Counter[str]) -> Iterator[Point]:
    """Yield a point for each group of rows that the gold only counts; a group it does not name is extra."""
    for key, number in gold.items():
        counted = found.get(plain(str(key)), 0)
        outcome = Outcome.RIGHT if counted == number else Outcome.WRONG if counted else Outcome.MISSING
        yield Point(table, str(key), field, outcome, str(number), str(counted))
    for key in sorted(set(found) - {plain(str(key)) for key in gold}):
        yield Point(table, key, field, Outcome.EXTRA, shown(None), str(found[key]))


def guideline_count_points(gold: dict[str, Any], report: Report) -> list[Point]:
    """Return a point for each indicator of `guidelines_count`."""
    found = Counter(str(row.indicator) for row in report.guidelines)
    return list(count_points("guidelines", "count", gold, found))


def step_points(measures: Sequence[GoldRow], report: Report) -> list[Point]:
    """Return the points of the steps: one for each text, or one for the number of steps of a measure.

    Steps of a measure that the gold does not have are extra; of one whose steps it leaves open, unscored.
    """
    points: list[Point] = []
    for measure in measures:
        number, steps = measure["measure"], measure.get(STEPS)
        found = [row for row in report.measure_steps if same_value(number, row.measure)]
        if isinstance(steps, int):
            counted = Counter({plain(str(number)): len(found)}) if found else Counter[str]()
            points += count_points("measure_steps", "count", {str(number): steps}, counted)
        elif steps is not None:
            gold = [{"step": step, "text": text} for step, text in enumerate(steps, start=1)]
            pairs = pair(gold, found, by_key(("step",)))
            for expected, row in pairs.matched:
                key = f"{number}.{expected['step']}"
                points += row_points("measure_steps", key, expected, row, ("step",))
            points += [step_extra(row) for row in pairs.spurious]
    known = [measure["measure"] for measure in measures]
    for row in report.measure_steps:
        if not any(same_value(number, row.measure) for number in known):
            points.append(step_extra(row))
    return points


def step_extra(row: Any) -> Point:
    """Return the point of a step that the gold does not have."""
    return extra_point("measure_steps", f"{row.measure}.{row.step}", row.text[:TEXT_SHOWN])
