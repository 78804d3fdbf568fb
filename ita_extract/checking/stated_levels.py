"""Whether the report states a level as its own, or only names one."""

from __future__ import annotations

import re

from ita_extract.checking.case import Case
from ita_extract.checking.clauses import is_aim

_NEAR_BEFORE = 25  # characters of the key


def is_stated(case: Case, level: str) -> bool:
    """Whether the report gives a level as its own: behind its score, or in a cell; else it may be a pass mark's.

    `เกณฑ์ผ่านการประเมินในภาพรวม คือ 85.00 คะแนนขึ้นไป` names no level. Without the pages' words what was read is taken.
    """
    if case.text is None:
        return True
    word = level.lower()
    alone = re.compile(rf"(?<!เกณฑ์){re.escape(word)}")
    cells = (match.span() for match in case.text.finditer(alone))
    if any(
        case.text.is_tabular(start) and case.text.starts_line(start) and case.text.ends_line(stop)
        for start, stop in cells
    ):
        return True
    goes_on = re.compile("[a-z]" if word.isascii() else "ขึ้นไป|เกณฑ์|การ|ดี|เยี่ยม|โดยด่วน")
    said = re.compile(
        rf"(?:ระดับ|ในเกณฑ์|\d\.\d\d)(?:\(|ผล|การประเมิน|คะแนน|คุณภาพ|ที่ได้|ที่|คือ|เป็น|:|=|\"|')*{re.escape(word)}"
    )
    return any(
        not is_aim(case.text.clause_before(match.start())[-_NEAR_BEFORE:])
        for match in case.text.finditer(said)
        if not goes_on.match(case.text.key, match.end())
        or case.text.paragraph_start(match.end()) == match.end()  # the next paragraph is another matter
    )
