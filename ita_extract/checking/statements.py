"""How plainly a report states a score: what a clause does not say without doubt may not accuse an office.

A mention is plain where its number stands in a cell of its own, in a row with its subject, or behind its subject with
nothing but fillers between (`language/lexicon/statements.toml`). `โดยตั้งเป้าให้ตัวชี้วัดที่ 8 ได้คะแนน 90.00` and
`สรุปเทศบาลได้คะแนนรวม 97.00` in the section of indicator 10 are not: what is said there may be an aim, or of another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.fuzz import ratio

from ita_extract.checking.clauses import any_of, clause_before, is_not_of_itself, is_not_of_now, phrases
from ita_extract.checking.text import DocumentText, key_of
from ita_extract.language.vocabulary import INSTRUMENT_NAMES, ORGANIZATION_TYPES
from ita_extract.model import Document, Report, ScoreMention, Section, Subject
from ita_extract.rulebook.year import YearRules, rules_for

_NEAR_BEFORE = 25  # characters of the key: `สรุป เทศบาล…`
_BEFORE, _AFTER = 220, 110  # characters of the key: to a subject, behind the number
_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?")
_UNIT = re.compile(r"[)\]]?(?:คะแนน(?!เต็ม)|%|เปอร์เซ็นต์)?[)\]]?")
_ABBREVIATION = {name: rf"(?<![a-z]){name.lower()}(?![a-z])" for name in INSTRUMENT_NAMES}
_PART = r"[()\s]*(?:ส่วนที่|part|ตอนที่){part}(?!\d)|[()\s]*{english}"
_LIST = re.compile(r"ตัวชี้วัด(?:ที่)?(?P<members>\d{1,2}(?:(?:,|และที่|และ|ที่| )+(?:ตัวชี้วัดที่)?\d{1,2}(?![\d.]))+)")
_SCORES = re.compile(r"(?:\d{1,3}(?:\.\d+)?(?:คะแนน|%)?(?:,|และ| )*)*")
_INSIDE_A_NAME = re.compile(r"\(?(?:iit|eit|oit)\)")
_YEAR_BEHIND = re.compile(
    r"(?:ใน|เมื่อ|ของ|สำหรับ|\()*(?:รอบ|ประจำ)?(?:ปี)?(?:งบประมาณ)?(?:พ\.?ศ\.?)?(?P<year>25\d\d)"
)
# what stands between a subject and its score of another year, besides fillers: `ตัวชี้วัดที่ 2 ในปี 2567 ได้ 88.10 คะแนน`
_PAST_FILLERS = r"เมื่อ|ปี|พ\.?ศ\.?|25\d\d|\d{1,3}\.\d\d|เพิ่มขึ้น|ลดลง|จาก|เป็น|ที่(?:ผ่านมา|แล้ว)|ก่อน|หน้า"
# `97.11 คะแนน ของตัวชี้วัดที่ 2`
_THIS_BEHIND = re.compile(
    r"\)?(?:คะแนน|%)?(?P<this>(?:ของ)?ตัวชี้วัดนี้|ของตัวชี้วัด(?:ที่)?(?P<number>\d{1,2})(?!\d|\.\d))"
)
_OF_THE_WHOLE = re.compile(r"ผลการประเมิน|ภาพรวม|คะแนนรวม|ระดับ")
# `คะแนนของตัวชี้วัดที่ 7 ในแบบวัด EIT ส่วนที่ 1 คือ …`, `EIT Public ได้ … ขณะที่ EIT Survey ได้ … ในข้อเดียวกัน`
_INSIDE_AN_INDICATOR = re.compile(
    r"(?:ตัวชี้วัด(?:ที่)?\d{1,2}(?!\d)|ตัวชี้วัด(?:นี้|ดังกล่าว)|ข้อ(?:คำถาม)?(?:ที่|นี้|[ieo]?\d)|รายข้อ|ประเด็น)[^\d]{0,60}?(?:ใน|ของ|จาก|โดย|ตาม|สำหรับ)(?:แบบวัด|แบบตรวจ|เครื่องมือ|\()*$"
    r"|ใน(?:ตัวชี้วัด|ข้อ)(?:นี้|ดังกล่าว)(?:แบบวัด|แบบตรวจ|เครื่องมือ|,|\()*$"
)
_OF_AN_ITEM_BEHIND = re.compile(
    r"(?:(?!ข้อเท็จจริง|ข้อเสนอ|ดังนี้).){0,100}?(?:ใน|ของ|สำหรับ)(?:ข้อ(?:คำถาม)?(?:นี้|เดียวกัน|ดังกล่าว|ที่|[ieo]?\d)|ประเด็น|ตัวชี้วัด(?:นี้|ดังกล่าว))"
)
# `ตัวชี้วัดที่ 7 มีคะแนนน้อยกว่าตัวชี้วัดที่ 4 อยู่ 18.33 คะแนน` is a difference; `สูงกว่าตัวชี้วัดที่ 4 ที่ได้ 84.20 คะแนน` is none
_COMPARED = re.compile(r"กว่า(?:คะแนน|ผล|ของ|แบบวัด|แบบตรวจ|เครื่องมือ|ใน|ที่)*$")
_HAS = re.compile(r"ได้|มี(?!ส่วน)|\(")
_SUMMED = re.compile(
    r"รวม|สรุป|(?<![a-z])ita(?![a-z])|ผลการประเมิน"
)  # of the whole, though it stands in an indicator's section
_OF_A_PLACE = re.compile(r"(?:ของ|ใน|ระดับ|ทั้ง|ทั่ว)(?:จังหวัด|อำเภอ|จ\.|อ\.)")  # ภาพรวมของจังหวัดตรัง ได้ …
_MARK = re.compile(r"[^ก-๎a-z]{0,5}")  # before a heading: `1.2`, `•`; `แม้ตัวชี้วัดที่ 1 …` is none
_SENTENCE = re.compile(
    r"เป็น|ของ|ใน|และ|ยัง|ควร|จะ|ซึ่ง|โดย|เคย|ตาม|ต้อง|ไม่|หมายถึง|ถึง|มี(?!คะแนน|ผล)"
)  # behind a bare number
_LEADS_UP = re.compile(r"[^ก-๎a-z]{0,5}[^\d]{0,40}")  # before the name in a heading: `2.1 ผลการวิเคราะห์`
_GOES_ON = re.compile(r"(?!ได้|มีค|มีผล|ผล|คะแนน|ร้อยละ|เท่ากับ|จำนวน|แบบ|เครื่องมือ)[ก-๎]")  # behind a heading's name
_ALIKE = 85.0  # in 100: การใช้ทรัพย์สินของทางราชการ
_NUMBERS_ONLY = re.compile(r"[\d.,%() |\-–]*")
_OF_A_SECTION = frozenset({Section.NARRATIVE, Section.FACTS})


def with_doubts(report: Report, text: DocumentText) -> Report:
    """Return a report whose mentions of scores say what makes them doubtful, where their words do."""
    listed = frozenset(row.indicator for row in report.indicator_scores)
    cells: dict[int, list[str]] = defaultdict(list)
    for measure in report.measures:
        for page in {measure.page, *measure.pages}:
            cells[page] += [key_of(measure.title), key_of(measure.analysis)]
    own = key_of(report.document.organization_name or "")
    others = {key_of(row.written) for row in report.organization_mentions if row.kind == "organization"}
    foreign = frozenset(written for written in others if not own or own not in written)
    rules = rules_for(report.document.fiscal_year)
    reader = _Statements(report.document, rules, text, listed, cells, foreign)
    mentions = tuple(
        row if row.section == Section.IMAGE else row.model_copy(update={"doubt": reader.doubt(row)})
        for row in report.score_mentions
    )
    return report.model_copy(update={"score_mentions": mentions})


@dataclass(frozen=True)
class _Statements:
    """The words of one report as statements of scores."""

    document: Document
    rules: YearRules
    text: DocumentText
    indicators: frozenset[int]  # those that have a row in the table
    cells: dict[int, list[str]]  # the keys of the cells of measures, by page
    foreign: frozenset[str] = frozenset()  # the keys of what other organisations are called

    def doubt(self, row: ScoreMention) -> str:
        """Return why a mention may not be its subject's score of its year; empty where it plainly is."""
        if self._is_its_weight(row):
            return "its-weight"
        if row.section == Section.INDICATOR_TABLE:
            return "row-of-an-indicator" if self._stands_for_an_indicator(row) else ""
        offset = self.text.place_of(row)
        if offset is None:
            return "not-found-again"
        key = self.text.key
        stop = self._behind(offset)
        unit = _UNIT.match(key, stop)
        behind = key[unit.end() if unit else stop :][:_AFTER]
        if self.text.is_tabular(offset) and self._is_alone(offset, stop):
            of_a_sum = row.subject is Subject.OVERALL and row.section != Section.HISTORY
            return "sum-of-another-table" if of_a_sum and not self._has_instruments(offset) else ""
        if _INSIDE_A_NAME.match(key, stop):
            return "number-inside-a-name"
        if row.section == Section.HISTORY:
            return self._of_the_past(row, key[max(0, offset - _BEFORE) : offset], offset)
        year = _YEAR_BEHIND.match(behind)
        of_another = year is not None and self.document.fiscal_year not in (None, int(year["year"]))
        if of_another or any_of("not_behind").match(behind):
            return "not-of-now"
        doubt = self._spoken(row, key[max(0, offset - _BEFORE) : offset], key[stop : stop + _AFTER], offset)
        return "" if doubt and row.section == Section.MEASURES and self._in_a_cell(row) else doubt

    def _is_its_weight(self, row: ScoreMention) -> bool:
        """Whether a number is what an instrument weighs in the whole: `สัดส่วนคะแนน IIT 30.00 EIT 30.00 OIT 40.00`."""
        instrument = row.subject.instrument
        if instrument is None or row.subject.part is not None:
            return False
        return row.score == self.rules.weights.values[instrument] * 100

    def _of_the_past(self, row: ScoreMention, before: str, offset: int) -> str:
        """Judge a score of another year by the words before its number.

        `ปีงบประมาณ พ.ศ. 2567 อยู่ในระดับ B (71.96 คะแนน)` in the section of an indicator is of the whole.
        """
        found = self._subject(row, before)
        if found is None:
            return "no-subject-before-it"
        start, stop = found
        of_the_whole = row.subject.indicator is not None and _OF_THE_WHOLE.search(before[stop:])
        if of_the_whole or not re.fullmatch(rf"(?:{self._fillers}|{_PAST_FILLERS})*", before[stop:]):
            return "words-between"
        clause = self.text.clause_before(offset - len(before) + start)
        return "not-of-itself" if self._is_foreign(clause) or is_not_of_itself(clause) else ""

    def _is_foreign(self, clause: str) -> bool:
        """Whether another organisation is named in a clause."""
        return any(written in clause for written in self.foreign)

    def _in_a_cell(self, row: ScoreMention) -> bool:
        """Whether the cell of a measure states a score: without rules the lines of its columns run together."""
        for cell in self.cells.get(row.page, ()):
            for match in re.finditer(rf"(?<![\d.]){re.escape(key_of(row.raw))}(?!\d)", cell):
                if not self._spoken(
                    row, cell[max(0, match.start() - _BEFORE) : match.start()], cell[match.end() :], None
                ):
                    return True
        return False

    def _stands_for_an_indicator(self, row: ScoreMention) -> bool:
        """Whether an instrument stands in the table of indicators where the row of one of its own is missing."""
        instrument = row.subject.instrument
        return instrument is not None and not set(self.rules.members(instrument)) <= self.indicators

    def _spoken(self, row: ScoreMention, before: str, after: str, offset: int | None) -> str:
        """Judge a mention by the words before its number, in running text (at a place of the key) or in a cell."""
        this = _THIS_BEHIND.match(after) if row.section in _OF_A_SECTION else None
        if this is not None and not (
            offset is not None and self.text.starts_line(self._behind(offset) + this.start("this"))
        ):
            if row.subject.indicator is None:
                return "part-of-an-indicator"
            if this["number"] in (None, str(row.subject.indicator)):
                return ""
        found = self._subject(row, before)
        if found is None:
            return "no-subject-before-it"
        start, stop = found
        by_section = any_of("this_indicator").fullmatch(before[start:stop]) is not None
        if offset is not None and by_section and self._stands_elsewhere(row, offset):
            return "section-of-another"
        if not self._joins(row.subject, before[stop:]):
            return "words-between"
        of_another = row.subject.indicator is not None and _OF_THE_WHOLE.search(before[stop:])
        if of_another and offset is not None and self._ends_above(offset - (len(before) - start), offset):
            return "another-paragraph"
        if (
            row.subject is Subject.OVERALL
            and row.section in _OF_A_SECTION
            and not _SUMMED.search(before[max(0, start - _NEAR_BEFORE) :])
        ):
            return "section-of-another"
        if _COMPARED.search(before[:start]) and not _HAS.search(before[stop:]):
            return "difference"
        opening = None if offset is None else offset - (len(before) - start)
        opens_cell = opening is not None and self.text.is_tabular(opening) and self.text.starts_line(opening)
        clause = (
            clause_before(before, start)
            if opening is None
            else ""
            if opens_cell
            else self.text.clause_before(opening)
        )
        if is_not_of_now(clause, self.document.fiscal_year):
            return "not-of-now"
        if self._is_foreign(clause):
            return "of-another"
        if row.subject.instrument is not None and (
            _INSIDE_AN_INDICATOR.search(before[:start]) or _OF_AN_ITEM_BEHIND.match(after)
        ):
            return "part-of-an-indicator"
        of_a_part = row.section in _OF_A_SECTION and row.subject.instrument is not None
        if of_a_part and opening is not None and not self._opens_a_line(opening):
            return "part-of-an-indicator"
        return ""

    def _ends_above(self, opening: int, offset: int) -> bool:
        """Whether a subject is named at the end of a sentence above the paragraph in which a number stands.

        `ยังขาดอีก 23.58 คะแนนจึงจะเต็มในตัวชี้วัดที่ 8`, and below it the result of the whole; a heading is no sentence.
        """
        begins = self.text.paragraph_start(opening)
        if self.text.is_tabular(opening) or self.text.paragraph_start(offset) <= opening:
            return False
        return _LEADS_UP.fullmatch(self.text.key, begins, opening) is None

    def _behind(self, offset: int) -> int:
        """Return where the number ends that stands at a place of the key."""
        number = _NUMBER.match(self.text.key, offset)
        return number.end() if number else offset

    def _opens_a_line(self, offset: int) -> bool:
        """Whether a line begins at a place of the key, or a mark of a list or two before it."""
        return any(self.text.starts_line(max(0, offset - marks)) for marks in range(4))

    def _subject(self, row: ScoreMention, before: str) -> tuple[int, int] | None:
        """Return where the subject of a mention is named last before its number."""
        listed = _in_list(row.subject, before, self._fillers)
        if listed is not None:
            return listed
        pattern = self._designations[row.subject].pattern
        if row.subject.indicator is not None and row.section not in (
            Section.SUMMARY,
            Section.INDICATOR_TABLE,
        ):
            pattern = f"{pattern}|{any_of('this_indicator').pattern}"
        own = list(re.finditer(pattern, before))
        return own[-1].span() if own else None

    def _stands_elsewhere(self, row: ScoreMention, offset: int) -> bool:
        """Whether the heading last before a place of the key is that of another indicator than a mention's.

        A wrapped line that begins with an indicator's number parts a section: `…ของโครงการ คือ⏎ตัวชี้วัดที่ 8 …`.
        """
        above = [number for start, number in self._headings if start < offset]
        return bool(above) and row.subject.indicator not in (None, above[-1])

    @cached_property
    def _headings(self) -> list[tuple[int, int]]:
        """Return where paragraphs begin that are headed by an indicator, by number or name, and its number."""
        found: list[tuple[int, int]] = []
        for number in range(1, 11):
            entry = self.rules.indicator(number)
            names = "|".join(map(re.escape, (entry.name, *entry.other_names)))
            designation = self._designations[Subject.of_indicator(number)].pattern
            heading = re.compile(rf"{designation}|(?:ตัวชี้วัด:?|ด้าน)(?:{names})")
            for match in self.text.finditer(heading):
                begins = self.text.paragraph_start(match.start())
                if (
                    _MARK.fullmatch(self.text.key, begins, match.start())
                    and not self.text.is_tabular(match.start())
                    and not self._goes_on(match)
                ):
                    found.append((match.start(), number))
        return sorted(found)

    def _goes_on(self, match: re.Match[str]) -> bool:
        """Whether a sentence goes on behind an indicator's name: `ตัวชี้วัดที่ 10 การป้องกันการทุจริต ตามคู่มือหมายถึง…`."""
        if match.group()[-1].isdigit():  # a name of its own, or none
            return _SENTENCE.match(self.text.key, match.end()) is not None
        return _GOES_ON.match(self.text.key, match.end(), self.text.line_stop(match.start())) is not None

    def _joins(self, subject: Subject, between: str) -> bool:
        """Whether the words between a subject and a number are fillers, or a slip of the subject's own name."""
        if _NUMBERS_ONLY.fullmatch(between):
            return True
        if _OF_A_PLACE.search(between):
            return False
        rest = re.match(rf"(?:{self._fillers})*", between)
        left = between[rest.end() :] if rest else between
        if not left:
            return (
                subject.indicator is None or re.search(r"(?:รวม|ภาพรวม)(?:ได้|คือ|:|เท่ากับ)*$", between) is None
            )
        verb = re.search(r"(?:มี|ได้|คะแนน|ร้อยละ|เท่ากับ|[(:=])", left)
        if (
            subject.indicator is None
            or verb is None
            or not re.fullmatch(rf"(?:{self._fillers})*", left[verb.start() :])
        ):
            return False
        written = between[: len(between) - len(left) + verb.start()]
        entry = self.rules.indicator(subject.indicator)
        return any(ratio(written, name) >= _ALIKE for name in (entry.name, *entry.other_names))

    @cached_property
    def _names(self) -> list[str]:
        """Return what the organisation and its place are called, longest first."""
        element = self.document
        kinds = [
            element.organization_type or "",
            *(short for short, kind in ORGANIZATION_TYPES.items() if kind == element.organization_type),
        ]
        name = re.sub(r"\s", "", element.organization_name or "")
        names = [f"{kind}{name}" for kind in kinds if name] + [kind for kind in kinds if kind] + [name]
        names += [f"{word}{bare}" for word, bare in self._places]
        return sorted({re.sub(r"\s", "", entry) for entry in names if entry}, key=len, reverse=True)

    @property
    def _places(self) -> list[tuple[str, str]]:
        """Return the report's district and province, each behind the words for one; none where it is a province's."""
        entry = self.document
        words = (
            ("อำเภอ", entry.district),
            ("อ.", entry.district),
            ("จังหวัด", entry.province),
            ("จ.", entry.province),
        )
        return [(word, bare) for word, bare in words if bare and entry.organization_type != "จังหวัด"]

    @cached_property
    def _fillers(self) -> str:
        """Return what may stand between a subject and its score, the report's own names and year among them."""
        year = (
            rf"(?:ปี(?:งบประมาณ)?)?(?:พ\.?ศ\.?)?{self.document.fiscal_year}"
            if self.document.fiscal_year
            else "(?!)"
        )
        names = [name for entry in self.rules.indicators.list for name in (entry.name, *entry.other_names)]
        own = [
            *map(re.escape, self._names),
            *map(re.escape, sorted(names, key=len, reverse=True)),
            "(?:ปี)?งบประมาณ",
            "ปี",
            r"พ\.?ศ\.?",
        ]
        return f"{year}|{'|'.join([*own, *phrases('fillers')])}"

    @cached_property
    def _designations(self) -> dict[Subject, re.Pattern[str]]:
        """Return how each subject is named."""
        found: dict[Subject, re.Pattern[str]] = {}
        for entry in self.rules.indicators.list:
            names = "|".join(map(re.escape, sorted((entry.name, *entry.other_names), key=len, reverse=True)))
            number = rf"ตัวชี้วัด(?:ที่)?:?{entry.number}(?![\d.])"
            found[Subject.of_indicator(entry.number)] = re.compile(rf"{number}[.:)\-]*(?:{names})?|{names}")
        for name, long in INSTRUMENT_NAMES.items():
            whole = rf"{_ABBREVIATION[name]}|{long.pattern}"
            found[Subject(name)] = re.compile(whole)
            if name == "EIT":
                for part, english in (("1", "public"), ("2", "survey")):
                    found[Subject(f"EIT-{part}")] = re.compile(
                        rf"(?:{whole})(?:{_PART.format(part=part, english=english)})|{english}"
                    )
        # ภาพรวมของจังหวัดตรัง ได้ …: the province of a body is not the body
        places = {re.sub(r"\s", "", f"{word}{bare}") for word, bare in self._places}
        own = [
            re.escape(name)
            for name in self._names
            if name != self.document.organization_name and name not in places
        ]
        found[Subject.OVERALL] = re.compile("|".join([*phrases("overall"), *own]))
        return found

    def _is_alone(self, start: int, stop: int) -> bool:
        """Whether a number has its line in a cell for itself, its unit aside."""
        unit = _UNIT.match(self.text.key, stop)
        return self.text.starts_line(start) and self.text.ends_line(unit.end() if unit else stop)

    def _has_instruments(self, offset: int) -> bool:
        """Whether instruments are named above a sum: a table of another assessment has sums, too."""
        before = self.text.key[max(0, offset - _BEFORE) : offset]
        return any(
            re.search(pattern, before)
            for pattern in (*_ABBREVIATION.values(), *(long.pattern for long in INSTRUMENT_NAMES.values()))
        )


def _in_list(subject: Subject, before: str, fillers: str) -> tuple[int, int] | None:
    """Return where a list of indicators stands whose member in this number's turn is the subject.

    `ตัวชี้วัดที่ 1, 5 และ 6 ได้คะแนน 94.65, 97.40 และ 95.80`: the third number is that of the third member.
    """
    if subject.indicator is None:
        return None
    lists = list(_LIST.finditer(before))
    if not lists:
        return None
    members = [int(number) for number in re.findall(r"\d+", lists[-1]["members"])]
    rest = re.match(rf"(?:{fillers})*?(?=\d|$)", before[lists[-1].end() :])
    scores = before[lists[-1].end() + (rest.end() if rest else 0) :]
    if not _SCORES.fullmatch(scores):
        return None
    turn = len(re.findall(r"\d{1,3}(?:\.\d+)?", scores))
    named_once = turn == 0 and subject.indicator in members  # one score for all
    if named_once or (turn < len(members) and members[turn] == subject.indicator):
        return lists[-1].start(), len(before)
    return None
