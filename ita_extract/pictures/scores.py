"""The scores that charts and pasted tables tell, as rows; and where they differ from what the text tells.

A score of a picture never fills a table of its own: it is one more mention. Where the text says the same, nothing is
in doubt; where it says something else, or nothing, a person must look, for it may be the reader's fault.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ita_extract.layout.pages import PageLayout
from ita_extract.layout.reasons import reason
from ita_extract.layout.span import EvidenceFields, key_of_lines
from ita_extract.model import NumberFate, Report, ReviewReason, ScoreHistory, ScoreMention, Section, Subject
from ita_extract.pictures.items import Figure, Label, PictureItems, find_items
from ita_extract.pictures.pairs import pair, without_ticks
from ita_extract.prose.scores import OVERALL
from ita_extract.reading.page import Box
from ita_extract.reading.pictured import ReadPicture
from ita_extract.rulebook.year import rules_for

_CAPTION = 60.0  # points above a picture in which its caption may stand
_YEAR = re.compile(r"(?<!\d)(?:25\d\d|20[12]\d)(?!\d)")
# numbers of others, of an aim, of the change: none of them is known for sure to be the report's own score
_FOREIGN = re.compile(
    r"ค่าเฉลี่ย|เฉลี่ย(?:ของ|ระดับ|ทั้ง)*(?:จังหวัด|ประเทศ|อำเภอ|ภาค|อปท)|ระดับ(?:จังหวัด|ประเทศ|ภาค)|เป้าหมาย|เปรียบเทียบ|"
    r"เพิ่มขึ้น|ลดลง|ผลต่าง|ก่อน|ตัวอย่าง|คะแนนเต็ม|น้ำหนัก|ปีที่แล้ว|ปีที่ผ่านมา"
)
_FOREIGN_WORDS = (
    "ค่าเฉลี่ย",
    "ระดับจังหวัด",
    "ระดับประเทศ",
    "เป้าหมาย",
    "เปรียบเทียบ",
    "คะแนนเต็ม",
)  # read with a letter amiss
_WHOLE = re.compile(r"ภาพรวม|คะแนนรวม")
_BACK = "ย้อนหลัง"
_APART = re.compile(r"รายเครื่องมือ|รายตัวชี้วัด|เครื่องมือ|ตัวชี้วัด")
_INSTRUMENT = re.compile(r"(?<![a-z])(iit|eit|oit)(?![a-z])")


@dataclass(frozen=True)
class PictureScores:
    """The rows that pictures gave, and what is in doubt about them."""

    mentions: tuple[ScoreMention, ...] = ()
    history: tuple[ScoreHistory, ...] = ()
    doubts: tuple[ReviewReason, ...] = ()

    def added_to(self, report: Report) -> Report:
        """Return a report with these scores, and with the reasons that they give."""
        mentions = (*report.score_mentions, *self.mentions)
        ordered = sorted(mentions, key=lambda row: (row.page, row.top, row.x0))
        numbers = tuple(_renumbered(report.numbers, report.score_mentions, ordered))
        more = report.model_copy(
            update={
                "score_mentions": tuple(ordered),
                "score_history": (*report.score_history, *self.history),
                "numbers": numbers,
            }
        )
        return more.with_reasons(self.doubts)


def _renumbered(
    numbers: Iterable[NumberFate], before: Sequence[ScoreMention], after: Sequence[ScoreMention]
) -> Iterator[NumberFate]:
    """Let the fates name the mentions by their numbers among all of them."""
    places = {id(row): number for number, row in enumerate(after, start=1)}
    for fate in numbers:
        if fate.table == "score_mentions" and fate.row is not None:
            yield fate.model_copy(update={"row": places[id(before[fate.row - 1])]})
        else:
            yield fate


def read_pictures(
    pictures: Sequence[ReadPicture], pages: Sequence[PageLayout], report: Report
) -> PictureScores:
    """Return the scores that the pictures of a report tell; `report` holds what its text tells."""
    if not pictures:
        return PictureScores()
    fiscal_year = report.document.fiscal_year
    mentions: list[ScoreMention] = []
    history: list[ScoreHistory] = []
    rules = rules_for(fiscal_year)
    by_number = {page.number: page for page in pages}
    for picture in pictures:
        items = find_items(picture.lines, rules)
        caption = _caption(picture, by_number[picture.sheet.number])
        if _is_of_others(caption) or any(_is_of_others(words) for words in items.words):
            continue
        pairs = pair(items.labels, items.figures)
        if any(label.year is not None for label, _ in pairs):
            rows = _past(pairs, items, caption, fiscal_year, picture)
            history.extend(rows)
            mentions.extend(_mention(row, fiscal_year) for row in rows)
        else:
            mentions.extend(_present(pairs, items, caption, fiscal_year, picture))
    return PictureScores(
        tuple(mentions), tuple(history), tuple(_doubts(mentions, history, report, fiscal_year))
    )


def _present(
    pairs: Sequence[tuple[Label, Figure]],
    items: PictureItems,
    caption: str,
    fiscal_year: int | None,
    picture: ReadPicture,
) -> list[ScoreMention]:
    """Return the mentions of a picture of one year, which must not be another than the report's."""
    years = {_buddhist(year) for words in (caption, *items.words) for year in _YEAR.findall(words)}
    years |= {label.year for label in items.labels if label.year is not None}
    if years - {fiscal_year} or any(_BACK in words for words in (caption, *items.words)):
        return []
    if not items.labels and not pairs:
        pairs = _alone(items, caption, picture)
    values: dict[str, set[Decimal]] = defaultdict(set)
    for label, figure in pairs:
        if figure.score is not None:
            values[label.subject].add(figure.score)
    labelled = [label.subject for label in items.labels]
    indicators = {subject for subject in labelled if subject.startswith("indicator-")}
    return [
        ScoreMention(
            subject=Subject(label.subject),
            score=figure.score,
            section=Section.IMAGE,
            **_evidence(figure, picture),
        )
        for label, figure in pairs
        if figure.score is not None
        # named twice: one of the two may be of something else
        and labelled.count(label.subject) <= max(1, sum(entry.subject == label.subject for entry, _ in pairs))
        and len(values[label.subject]) == 1
        # the total of a chart of five indicators is that of their instrument
        and not (label.subject == OVERALL and 0 < len(indicators) < 10)
    ]


def _alone(items: PictureItems, caption: str, picture: ReadPicture) -> list[tuple[Label, Figure]]:
    """Pair the only number of a picture with the caption that speaks of the whole: a gauge."""
    figures = without_ticks(items.figures)
    if len(figures) != 1 or figures[0].score is None or not _WHOLE.search(caption) or _APART.search(caption):
        return []
    return [(Label(OVERALL, picture.box), figures[0])]


def _past(
    pairs: Sequence[tuple[Label, Figure]],
    items: PictureItems,
    caption: str,
    fiscal_year: int | None,
    picture: ReadPicture,
) -> list[ScoreHistory]:
    """Return the results by year of a picture whose title, or caption, names one subject."""
    subject = _subject_of(items, caption)
    years = [label.year for label, _ in pairs if label.year is not None]
    if (
        subject is None
        or fiscal_year is None
        or len(years) != len(pairs)
        or len(set(years)) != len(years)
        or len(years) < 2
        or max(years) > fiscal_year
        or not _in_order(pairs)
        or any(label.subject for label in items.labels)
    ):
        return []
    return [
        ScoreHistory(
            subject=Subject(subject), fiscal_year=label.year, score=figure.score, **_evidence(figure, picture)
        )
        for label, figure in pairs
        if label.year is not None
    ]


def _in_order(pairs: Sequence[tuple[Label, Figure]]) -> bool:
    """Whether years go up, or down, along their axis: one that was misread does not."""
    across = sorted(pairs, key=lambda entry: entry[0].box.x0)
    down = sorted(pairs, key=lambda entry: entry[0].box.top)
    span = across[-1][0].box.x0 - across[0][0].box.x0
    line = across if span > down[-1][0].box.top - down[0][0].box.top else down
    years = [label.year or 0 for label, _ in line]
    return years in (sorted(years), sorted(years, reverse=True))


def _subject_of(items: PictureItems, caption: str) -> str | None:
    """Return what a chart over years is about: its own title says so, else its caption."""
    for words in ("".join(items.words), caption):
        named = {name.upper() for name in _INSTRUMENT.findall(words)}
        whole = _WHOLE.search(words) is not None
        if named or whole:
            if len(named) + whole != 1 or "รายเครื่องมือ" in words or "รายตัวชี้วัด" in words or "ส่วนที่" in words:
                return None
            return next(iter(named), OVERALL)
    return None


def _mention(row: ScoreHistory, fiscal_year: int | None) -> ScoreMention:
    section = Section.IMAGE if row.fiscal_year == fiscal_year else Section.HISTORY
    kept = row.model_dump(include={"page", "x0", "top", "x1", "bottom", "raw", "text_source", "confidence"})
    assert row.score is not None
    return ScoreMention(subject=row.subject, score=row.score, section=section, **kept)


def _caption(picture: ReadPicture, page: PageLayout) -> str:
    """Return the key of the two lines of text that stand right above a picture."""
    box = picture.box
    above = [
        line
        for line in page.lines
        if line.box.x0 < box.x1 and line.box.x1 > box.x0 and box.top - _CAPTION < line.baseline < box.top + 6
    ]
    above.sort(key=lambda line: line.baseline)
    return key_of_lines(above[-2:])


def _is_of_others(words: str) -> bool:
    return _FOREIGN.search(words) is not None or any(_holds(words, entry) for entry in _FOREIGN_WORDS)


def _holds(words: str, entry: str) -> bool:
    """Whether a word stands in a text, but for a letter in five."""
    from rapidfuzz.distance import Levenshtein

    return any(
        Levenshtein.distance(entry, words[start : start + len(entry)]) <= len(entry) // 5
        for start in range(len(words) - len(entry) + 1)
    )


def _buddhist(year: str) -> int:
    return int(year) if year.startswith("25") else int(year) + 543


def _evidence(figure: Figure, picture: ReadPicture) -> EvidenceFields:
    box: Box = picture.sheet.shown(figure.box)
    return {
        "page": picture.sheet.number,
        "x0": round(max(box.x0, 0.0), 2),
        "top": round(max(box.top, 0.0), 2),
        "x1": round(max(box.x1, 0.0), 2),
        "bottom": round(max(box.bottom, 0.0), 2),
        "raw": figure.raw,
        "text_source": "ocr",
        "confidence": 1.0,  # no character was guessed, or there would be no score
        "guessed": (),
    }


def _doubts(
    mentions: Iterable[ScoreMention],
    history: Iterable[ScoreHistory],
    report: Report,
    fiscal_year: int | None,
) -> Iterator[ReviewReason]:
    """Name the scores of pictures that the text tells otherwise, and those that it does not tell."""
    known: dict[tuple[Subject, int | None], set[Decimal]] = defaultdict(set)
    for mention in report.score_mentions:
        if mention.section != Section.HISTORY:
            known[mention.subject, None].add(mention.score)
    for past in report.score_history:
        if past.score is not None:
            known[past.subject, past.fiscal_year].add(past.score)
    seen: list[tuple[ScoreMention | ScoreHistory, int | None, Decimal]] = [
        (row, None, row.score) for row in mentions if row.section == Section.IMAGE
    ]
    seen += [
        (row, row.fiscal_year, row.score)
        for row in history
        if row.score is not None and row.fiscal_year != fiscal_year  # else it is a mention as well
    ]
    for row, year, score in seen:
        name = f"{row.subject} of {year}" if year else str(row.subject)
        values = known[row.subject, year]
        if not values:
            yield reason("picture-alone", f"{name} {score}", at=row, subject=row.subject)
        elif score not in values:
            text = ", ".join(str(value) for value in sorted(values))
            words = f"{name} is {score} in a picture, {text} in the text"
            yield reason("picture-disagrees", words, at=row, subject=row.subject)
