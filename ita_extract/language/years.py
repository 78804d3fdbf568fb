"""The fiscal year whose results a report tells.

One document names several years: that of the results, the next one, for which measures are planned, the one in which
they are carried out, and years gone by. What the words around a year tell is data (`lexicon/years.toml`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ita_extract.language.lexicon_files import read_lexicon
from ita_extract.language.vocabulary import FISCAL_YEAR, TITLE
from ita_extract.layout.document import Document

_BEFORE = 200
_AFTER = 170
_CITED = 12  # characters before a title in which a sentence refers to it
_SCORE = re.compile(r"(?<![\d.])\d{2,3}\.\d{2}(?!\d)")
_SCORE_CELL = re.compile(rf"(?:ร้อยละ|คะแนน)?{_SCORE.pattern}(?:คะแนน|%|แต้ม)?")
_DECIMAL = re.compile(r"\d\.\d")
_BARE_YEAR = re.compile(r"(?:ปี)?(?:งบประมาณ)?(?:พ\.ศ\.)?(?P<year>25[5-9]\d)")
_AIMED = re.compile(r"เป้า|คาด|แผน|วงเงิน|บาท")
_FEWEST_SCORES = 3  # in a column under its year
_MANY = 5  # statements of another year from which a report may hold two


class YearRole(StrEnum):
    """What a year is the year of."""

    TITLE = "title"  # of the results, in a title
    CITED = "cited"  # of the results of a report to which a sentence refers
    RESULTS = "results"  # of the results, in a sentence
    LATER = "later"  # of measures, or of carrying them out
    OTHER = "other"


@dataclass(frozen=True)
class YearMention:
    """A year (B.E.), what the words around it tell, and where in the text's key it stands."""

    year: int
    role: YearRole
    offset: int = 0


@dataclass(frozen=True)
class AnalysedYear:
    """The year of the results (B.E.), None where none is named; `doubt` says why a person should look at it."""

    year: int | None
    doubt: str | None = None


@dataclass(frozen=True)
class _Words:
    line: re.Pattern[str]
    title: re.Pattern[str]
    towards: re.Pattern[str]
    done: re.Pattern[str]
    plan: re.Pattern[str]
    compared: re.Pattern[str]
    cited: re.Pattern[str]
    results_near: re.Pattern[str]
    results_close: re.Pattern[str]
    results_before: re.Pattern[str]
    results_after: re.Pattern[str]


@cache
def _words() -> _Words:
    data = read_lexicon("years")
    later, results = data["later"], data["results"]
    return _Words(
        line=re.compile(later["line"]),
        title=re.compile(later["title"]),
        towards=re.compile(later["before"]),
        done=re.compile(later["done"]),
        plan=re.compile(later["plain"]),
        compared=re.compile(data["compared"]["before"]),
        cited=re.compile(data["compared"]["cited"]),
        results_near=re.compile(results["near"]),
        results_close=re.compile(results["close"]),
        results_before=re.compile(results["before"]),
        results_after=re.compile(results["after"]),
    )


def choose_fiscal_year(document: Document) -> int | None:
    """Return the year whose results the report tells; see `analysed_year`."""
    return analysed_year(document).year


def analysed_year(document: Document) -> AnalysedYear:
    """Return the year whose results the report tells, and what is in doubt about it.

    The first year behind a title of results decides, then the one whose results sentences tell (with a doubt where the
    use of results has an earlier year), then a report that a sentence cites, then the newest year over scores in a
    table. Where only measures, or their carrying out, name a year, the results are those of the year before: a guess.
    """
    found = list(year_mentions(document))
    titled = next((entry.year for entry in found if entry.role == YearRole.TITLE), None)
    stated = Counter(entry.year for entry in found if entry.role == YearRole.RESULTS)
    if titled is None and not stated:
        titled = next((entry.year for entry in found if entry.role == YearRole.CITED), None)
    later = [entry.year for entry in found if entry.role == YearRole.LATER]
    if titled is not None:
        return _of_title(titled, stated, later, on_cover=_is_titled_on_first_page(document, found))
    if stated:
        most = max(stated.values())
        years = sorted(year for year in stated if stated[year] == most)
        # the title of the use that is made of results has their year, and the measures the next
        titled = next((year for year in years if year in later and year < max(later)), None)
        if titled is not None:
            return AnalysedYear(titled)
        if len(years) == 1:
            # `เรื่อง การนำผลการประเมิน… ไปสู่… ประจำปี 2566`, `มาตรการ…ปรับปรุงผลการประเมิน ปีงบประมาณ พ.ศ. 2567`
            earlier = min((year for year in later if year < years[0]), default=None)
            if earlier is not None and earlier == _tabled(document):
                return AnalysedYear(earlier)  # the newest column of scores is of that year
            doubt = (
                f"results of {years[0]} are stated, the use of results is of {earlier}" if earlier else None
            )
            return AnalysedYear(years[0], doubt)
        return AnalysedYear(years[-1], f"results of {', '.join(map(str, years))} are stated alike")
    if later and not _tells_scores(document):
        return AnalysedYear(None)
    tabled = _tabled(document)
    if tabled is not None:
        return AnalysedYear(tabled)
    if later:
        year = min(later) - 1
        return AnalysedYear(
            year, f"no year of results is named; measures or their carrying out are of {min(later)}"
        )
    every = Counter(entry.year for entry in found)
    return AnalysedYear(every.most_common(1)[0][0] if every else None)


def _tabled(document: Document) -> int | None:
    """Return the newest year (B.E.) that heads scores in a table: `คะแนนปี 2566 | คะแนนปี 2565`, `2566 | 88.85 | A`.

    A year in words for an aim heads no scores.
    """
    years: set[int] = set()
    for placed in document.tables:
        rows = [[cell.span.key if cell else "" for cell in row] for row in placed.table.rows]
        for index, row in enumerate(rows):
            for column, key in enumerate(row):
                match = FISCAL_YEAR.search(key) or _BARE_YEAR.fullmatch(key)
                if match is None or _AIMED.search(key):
                    continue
                below = sum(_SCORE_CELL.fullmatch(other[column]) is not None for other in rows[index + 1 :])
                beside = _BARE_YEAR.fullmatch(key) and any(_SCORE_CELL.fullmatch(other) for other in row)
                if below >= _FEWEST_SCORES or beside:
                    years.add(int(match["year"]))
    return max((year + 543 if year < 2400 else year for year in years), default=None)


def _tells_scores(document: Document) -> bool:
    """Whether any number of the text or of a table is written like a score."""
    cells = (
        cell.span.key
        for table in document.tables
        for row in table.table.rows
        for cell in row
        if cell is not None
    )
    return _SCORE.search(document.text.key) is not None or any(_SCORE.search(key) for key in cells)


def _is_titled_on_first_page(document: Document, found: list[YearMention]) -> bool:
    titles = [entry for entry in found if entry.role in (YearRole.TITLE, YearRole.CITED)]
    return bool(titles) and _is_on_first_page(document, titles[0].offset)


def _of_title(titled: int, stated: Counter[int], later: list[int], *, on_cover: bool) -> AnalysedYear:
    """Return the year of a title, in doubt where what the sentences state is against it.

    A title inside the report that no statement of results agrees with may be a slip, or of an earlier report: where
    the measures follow the year that is stated, that one is taken.
    """
    if on_cover or not stated or stated[titled]:
        return AnalysedYear(titled, _against(titled, stated))
    year = stated.most_common(1)[0][0]
    doubt = f"a title inside is of {titled}, results of {year} are stated"
    follows = bool(later) and max(later) == year + 1 != titled + 1
    return AnalysedYear(year if follows else titled, doubt)


def _against(year: int, stated: Counter[int]) -> str | None:
    others = [(count, other) for other, count in stated.items() if other != year]
    if not others:
        return None
    count, other = max(others)
    if count >= _MANY and count > stated[year]:
        return f"the title is of {year}, {count} statements of results are of {other}"
    return None


def year_mentions(document: Document) -> Iterator[YearMention]:
    """Yield the years of a document in order, each with what the words around it tell."""
    text = document.text
    ended = 0  # where the year before ended
    for match in text.finditer(FISCAL_YEAR):
        year = int(match["year"])
        yield YearMention(year + 543 if year < 2400 else year, _role(document, match, ended), match.start())
        ended = match.end()


def _is_on_first_page(document: Document, offset: int) -> bool:
    return document.lines[document.line_at(offset)].page == document.lines[0].page


def _role(document: Document, match: re.Match[str], ended: int) -> YearRole:
    key, words = document.text.key, _words()
    start = match.start()
    before = key[max(ended, start - _BEFORE) : start]
    if words.compared.search(before):
        return YearRole.OTHER
    stop = min(
        match.end() + _AFTER, document.page_end(document.lines[document.line_at(match.end() - 1)].page)
    )
    if words.results_close.match(key, match.end(), stop):
        return YearRole.RESULTS
    of_measures = words.line.match(document.line_key(document.line_at(start)))
    if of_measures or words.towards.search(before) or words.done.search(before):
        return YearRole.LATER
    title = list(TITLE.finditer(key, max(ended, start - _BEFORE), start))
    if title and not _DECIMAL.search(key, title[-1].start(), start):
        if not words.title.search(title[-1].group()):
            cited = words.cited.search(key, max(0, title[-1].start() - _CITED), title[-1].end())
            # on a cover `มาตรการ… จากการวิเคราะห์ผลการประเมิน ITA ปี 2562` is the title, and no sentence
            drawn_from = (
                cited is not None and cited.group().startswith("จาก") and _is_on_first_page(document, start)
            )
            return YearRole.CITED if cited and not drawn_from else YearRole.TITLE
        return YearRole.RESULTS if words.results_near.search(before) else YearRole.LATER
    if words.results_near.search(before) or (
        words.results_before.search(before) and not words.plan.search(before)
    ):
        return YearRole.RESULTS
    if words.results_after.match(key, match.end(), stop):
        return YearRole.RESULTS
    return YearRole.LATER if words.plan.search(before) else YearRole.OTHER
