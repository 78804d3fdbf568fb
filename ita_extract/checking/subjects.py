"""Whether a report speaks of an organisation as of its own subject, or only names it.

`ข้อเท็จจริงพบว่า เทศบาลตำบลเกาะคา มีผลคะแนน …` in another office's report was taken from elsewhere. `ทิศใต้ติดต่อกับเทศบาลตำบล
บ้านกลาง`, a partner, a study visit, a row of a table that compares are what they are.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from ita_extract.checking.case import Case
from ita_extract.checking.clauses import any_of, phrases
from ita_extract.checking.text import DocumentText, key_of
from ita_extract.model import Document, OrganizationMention

_BEFORE, _BEHIND = 40, 45  # characters of the key
_PLACE = re.compile(
    r"(?:(?:ตำบล|อำเภอ|จังหวัด|ต\.|อ\.|จ\.)(?:(?!เป็น|ซึ่ง|ที่)[ก-๎]){2,20}?(?=ตำบล|อำเภอ|จังหวัด|มี|ได้|ประจำ|จึง|กำหนด|จะ|ขอ|เข้า|$))*"
)
_SCORE_BEHIND = re.compile(
    r"(?:คือ|ได้รับ|ได้|มี|เท่ากับ|อยู่ที่|อยู่|ผล|คะแนน|รวม|เฉลี่ย|ร้อยละ|ที่|การประเมิน|ในภาพรวม|:|\()*(?P<score>\d{1,3}\.\d\d)"
)
_COVER = 1


def stands_as_subject(case: Case, row: OrganizationMention) -> bool:
    """Whether a name that is not the report's own stands anywhere in it as if it were."""
    assert case.text is not None
    written = key_of(row.written)
    own = key_of(f"{case.report.document.organization_type}{case.report.document.organization_name}")
    name, other = key_of(case.report.document.organization_name or ""), key_of(row.normalized)
    if name != other and name.startswith(other):
        return False  # the report's own name was read too far: ตรังมีผลคะแนนเฉลี่ย
    places = [match.span() for match in re.finditer(re.escape(written), case.text.key)]
    if row.kind == "organization":
        return any(_is_subject(case, *offset) for offset in places)
    return any(
        _is_address(case.text, offset, own, case.report.document) or _is_subject(case, *offset)
        for offset in places
    )


def _is_subject(case: Case, start: int, stop: int) -> bool:
    """Whether the organisation or place between two places of the key is what its sentence is about."""
    text = case.text
    assert text is not None
    before = text.key[max(0, start - _BEFORE) : start]
    if any_of("others_before").search(text.key, max(start - _BEFORE, text.paragraph_start(start)), start):
        return False
    if text.is_tabular(start):
        return False
    offset = _PLACE.match(text.key, stop)
    end = offset.end() if offset else stop
    if any_of("others_behind").search(text.key, end, min(end + _BEHIND, text.paragraph_stop(end))):
        return False
    as_own = _ending("subject_before").search(before) is not None
    if (before.endswith("ของ") and not as_own) or _has_a_score_of_its_own(case, end):
        return False  # `กองทุนหลักประกันสุขภาพของเทศบาลตำบลไหล่หิน`, `ผลการประเมินของเทศบาลนครลำปาง คือ 97.80 คะแนน`
    if as_own or any_of("subject_behind").match(text.key, end):
        return True
    return text.page_at(start) == _COVER and text.starts_line(start) and text.ends_line(stop)


def _has_a_score_of_its_own(case: Case, offset: int) -> bool:
    """Whether a score that is none of the report's stands behind a name: then it is the other body's."""
    assert case.text is not None
    told = _SCORE_BEHIND.match(case.text.key, offset)
    if told is None:
        return False
    report = case.report
    known = {row.score for row in report.indicator_scores} | {row.score for row in report.score_history}
    known |= {row.score for row in report.instrument_scores} | {report.document.overall_score}
    return Decimal(told["score"]) not in known


def _is_address(text: DocumentText, offset: tuple[int, int], own: str, document: Document) -> bool:
    """Whether a district or province stands behind the report's own name, as its place."""
    start, stop = offset
    before = text.key[max(0, start - _BEFORE) : start]
    address = _PLACE.match(text.key, stop)
    if text.paragraph_start(start) == start and not text.ends_line(address.end() if address else stop):
        return False  # a sentence below the name: `อำเภอบ้านฉาง จังหวัดระยอง เป็นอำเภอที่มีคะแนนสูงสุด`
    return re.search(rf"{re.escape(own)}(?:(?:อำเภอ|อ\.|จังหวัด|จ\.)[ก-๎]{{2,20}})?$", before) is not None


@cache
def _ending(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(phrases(name))})$")
