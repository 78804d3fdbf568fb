"""An overview -> what the template of its page needs, in the order in which it is shown, no list longer than a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ita_extract.checking.rules import rule_named
from ita_extract.messages.both import Both
from ita_extract.model import Subject
from ita_extract.organizations.gazetteer import Area
from ita_extract.review.overview.areas import province_by_code
from ita_extract.review.overview.changes import Change
from ita_extract.review.overview.charts import (
    BarStrip,
    Histogram,
    Scale,
    SpreadStrip,
    bar_strip,
    histogram,
    spread_strip,
)
from ita_extract.review.overview.choosing import LeftOut
from ita_extract.review.overview.facts import DocumentFacts
from ita_extract.review.overview.glance import (
    Glance,
    Group,
    ItemFrequency,
    LevelCount,
    Outlier,
    RuleFrequency,
)
from ita_extract.review.overview.missing import Attendance, WithoutReport
from ita_extract.review.overview.spread import Spread
from ita_extract.review.overview.survey import AreaOverview, Survey
from ita_extract.review.overview.words import BECAUSE_WORDS, subject_words
from ita_extract.rulebook.year import known_years, rules_for

OVERVIEW = "overview.html"
_LONGEST = 15  # rules, items
_OUTLIERS = 30
_CHANGES = 5  # rises, and falls
_LEFT_OUT = 30  # documents of one reason


class SubjectRow(NamedTuple):
    """A subject with its spread; `official` is an indicator's name in that year, "" for all else."""

    subject: Subject
    name: Both
    official: str
    spread: Spread
    strip: SpreadStrip


class GroupRow(NamedTuple):
    """A district, province or class with its spread; `href` leads to a province's page."""

    group: Group
    href: str | None
    strip: SpreadStrip


class LevelRow(NamedTuple):
    """A level with its bar."""

    level: LevelCount
    strip: BarStrip


class RuleRow(NamedTuple):
    """A rule with its title and its bar."""

    rule: RuleFrequency
    title_en: str
    title_th: str
    strip: BarStrip


class ItemRow(NamedTuple):
    """An item, or an indicator, of which recommendations speak, its title in that year, and its bar."""

    item: ItemFrequency
    title: str
    strip: BarStrip


class OutlierRow(NamedTuple):
    """An outlier with what its score is called."""

    outlier: Outlier
    name: Both


class ChangeRow(NamedTuple):
    """The differences of a subject."""

    name: Both
    spread: Spread


class LeftOutGroup(NamedTuple):
    """Documents that are left out for one reason, and how many more than are listed."""

    words: Both
    documents: tuple[DocumentFacts, ...]
    more: int


class Absent(NamedTuple):
    """A province, its listed organisations and those without a report; `href` where it has a page."""

    province: Area
    href: str | None
    listed: int
    without: tuple[WithoutReport, ...]


@dataclass(frozen=True)
class YearPart:
    """A fiscal year of a page; `more_…` is how many rows a list would have beyond those that are shown."""

    glance: Glance
    histogram: Histogram
    levels: tuple[LevelRow, ...]
    scale: Scale
    subjects: tuple[SubjectRow, ...]
    group_scale: Scale
    groups: tuple[GroupRow, ...]
    classes: tuple[GroupRow, ...]
    rises: tuple[Change, ...]
    falls: tuple[Change, ...]
    changes: tuple[ChangeRow, ...]
    rules: tuple[RuleRow, ...]
    more_rules: int
    items: tuple[ItemRow, ...]
    more_items: int
    outliers: tuple[OutlierRow, ...]
    more_outliers: int
    absent: tuple[Absent, ...]
    absent_wholly: tuple[Absent, ...]  # provinces of the list without any report


@dataclass(frozen=True)
class ProvinceLink:
    """A province's page, how many documents it has, and the median of its newest year."""

    area: Area
    href: str
    documents: int
    newest: Glance | None


@dataclass(frozen=True)
class AreaPage:
    """All that an overview's page shows; `area` is None on that of all documents."""

    name: str
    area: Area | None
    documents: int
    years: tuple[YearPart, ...]
    left_out: tuple[LeftOutGroup, ...]
    left_out_count: int
    provinces: tuple[ProvinceLink, ...]
    with_list: bool


def province_page_name(area: Area) -> str:
    """Return the name of the file with a province's page: province-52.html."""
    return f"province-{area.code}.html"


def area_pages(survey: Survey) -> tuple[AreaPage, ...]:
    """Return the page of all documents, then one a province."""
    provinces = survey.provinces()
    links = {
        entry.area.name: ProvinceLink(
            entry.area,
            province_page_name(entry.area),
            entry.documents,
            entry.years[0] if entry.years else None,
        )
        for entry in provinces
        if entry.area is not None
    }
    return tuple(_page(entry, links) for entry in (survey.whole(), *provinces))


def _page(overview: AreaOverview, links: dict[str, ProvinceLink]) -> AreaPage:
    area = overview.area
    return AreaPage(
        name=province_page_name(area) if area is not None else OVERVIEW,
        area=area,
        documents=overview.documents,
        years=tuple(
            _year(entry, {} if area else links, overview.absent_in(entry.fiscal_year))
            for entry in overview.years
        ),
        left_out=_left_out(overview.left_out),
        left_out_count=len(overview.left_out),
        provinces=() if area else tuple(sorted(links.values(), key=lambda link: link.area.name)),
        with_list=bool(overview.attendance),
    )


def _left_out(entries: Sequence[LeftOut]) -> tuple[LeftOutGroup, ...]:
    groups: dict[Both, list[DocumentFacts]] = defaultdict(list)
    for facts, because in entries:
        groups[BECAUSE_WORDS[because]].append(facts)
    return tuple(
        LeftOutGroup(words, tuple(groups[words][:_LEFT_OUT]), max(0, len(groups[words]) - _LEFT_OUT))
        for words in BECAUSE_WORDS.values()
        if words in groups
    )


def _year(figures: Glance, links: dict[str, ProvinceLink], absent: Sequence[Attendance]) -> YearPart:
    counted = len(figures.counted)
    scale = Scale.over(entry.spread.smallest for entry in figures.subjects)
    group_scale = Scale.over([figures.spread.smallest])
    changes = figures.changes
    every = changes.every if changes else ()
    most = max((entry.documents for entry in figures.levels), default=0)
    return YearPart(
        glance=figures,
        histogram=histogram(figures.bins),
        levels=tuple(
            LevelRow(entry, bar_strip(entry.documents, entry.in_review, most)) for entry in figures.levels
        ),
        scale=scale,
        subjects=tuple(
            SubjectRow(
                subject,
                subject_words(subject),
                _official_name(figures.fiscal_year, subject),
                spread,
                spread_strip(spread, scale),
            )
            for subject, spread in figures.subjects
        ),
        group_scale=group_scale,
        groups=_groups(figures.groups, group_scale, links),
        classes=_groups(figures.classes, group_scale, {}),
        rises=tuple(entry for entry in every[:_CHANGES] if entry.difference > 0),
        falls=tuple(entry for entry in reversed(every[-_CHANGES:]) if entry.difference < 0),
        changes=tuple(
            ChangeRow(subject_words(entry.subject), entry.spread)
            for entry in (changes.subjects if changes else ())
        ),
        rules=tuple(_rule(entry, counted) for entry in figures.rules[:_LONGEST]),
        more_rules=max(0, len(figures.rules) - _LONGEST),
        items=tuple(
            ItemRow(
                entry,
                _item_title(figures.fiscal_year, entry),
                bar_strip(entry.documents, 0, figures.with_recommendations),
            )
            for entry in figures.items[:_LONGEST]
        ),
        more_items=max(0, len(figures.items) - _LONGEST),
        outliers=tuple(
            OutlierRow(entry, subject_words(entry.subject)) for entry in figures.outliers[:_OUTLIERS]
        ),
        more_outliers=max(0, len(figures.outliers) - _OUTLIERS),
        absent=tuple(_absent(entry, links) for entry in absent if len(entry.without) < entry.listed),
        absent_wholly=tuple(_absent(entry, links) for entry in absent if len(entry.without) == entry.listed),
    )


def _groups(groups: Sequence[Group], scale: Scale, links: dict[str, ProvinceLink]) -> tuple[GroupRow, ...]:
    return tuple(
        GroupRow(
            group,
            links[group.name].href if group.name in links else None,
            spread_strip(group.spread, scale, group.scores),
        )
        for group in groups
    )


def _rule(entry: RuleFrequency, counted: int) -> RuleRow:
    rule = rule_named(entry.rule)
    title = (rule.title.en, rule.title.th) if rule else (entry.rule, entry.rule)
    return RuleRow(entry, *title, bar_strip(entry.documents, 0, counted))


def _absent(entry: Attendance, links: dict[str, ProvinceLink]) -> Absent:
    province = province_by_code(entry.province)
    link = links.get(province.name)
    return Absent(province, link.href if link else None, entry.listed, entry.without)


def _official_name(fiscal_year: int, subject: Subject) -> str:
    number = subject.indicator
    if number is None or fiscal_year not in known_years():
        return ""
    return rules_for(fiscal_year).indicator(number).name


def _item_title(fiscal_year: int, entry: ItemFrequency) -> str:
    """Return the title of an OIT item, else the name of the item's indicator; "" where the year does not know it."""
    if fiscal_year not in known_years():
        return ""
    rules = rules_for(fiscal_year)
    number = entry.indicator
    if entry.item is not None:
        title = next((item.title for item in rules.oit_items.list if item.code == entry.item), None)
        if title is not None:
            return title
        number = rules.item_indicator(entry.item)
    return rules.indicator(number).name if number else ""
