"""The fiscal year that a report analyses."""

from __future__ import annotations

import re
from collections import Counter

from ita_extract.language.vocabulary import FISCAL_YEAR, TITLE
from ita_extract.layout.document import Document


def choose_fiscal_year(document: Document) -> int | None:
    """Return the year that the report analyses.

    The first year behind a title decides: one report carries two, and that of the measures (one later) stands
    further back. Without a title it is the year named most often.
    """
    text = document.text
    years: Counter[int] = Counter()
    analysed: int | None = None
    ended = 0  # where the year before ended
    for match in text.finditer(FISCAL_YEAR):
        year = int(match["year"])
        year += 543 if year < 2400 else 0
        years[year] += 1
        title = list(TITLE.finditer(text.key, max(0, match.start() - 200), match.start()))
        between = text.key[max(ended, title[-1].start() if title else 0) : match.start()]
        ended = match.end()
        of_measures = _MEASURES_LINE.match(document.line_key(document.line_at(match.start())))
        if title and (of_measures or _MEASURES_TITLE.search(title[-1].group()) or "ไปสู่" in between):
            continue  # มาตรการส่งเสริมคุณธรรม… ประจำปี 2568, …(ITA) ไปสู่การพัฒนา ปี 2568: the year of the measures
        if title and analysed is None:
            analysed = year
    if analysed is not None:
        return analysed
    return years.most_common(1)[0][0] if years else None


# `ตารางมาตรการ ประจำปีงบประมาณ พ.ศ. 2566 ..... 7`: a line of the contents, or the title of the table itself
_MEASURES_LINE = re.compile(r"(?:\d{1,2}[.)])?ตาราง(?:แสดง|สรุป)?(?:มาตรการ|แนวทาง|แผน)")
_MEASURES_TITLE = re.compile(r"^(?:มาตรการ|แนวทาง|แผน)")
