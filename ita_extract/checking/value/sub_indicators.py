"""Names of sub-indicators: behind the word for one, and in each entry of a list of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ita_extract.checking.case import Case
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.violations import Violation
from ita_extract.model import Severity

_DRESS = re.compile(r"[\s\"'“”()\[\]:;,.\-–]+")

SUB_INDICATOR_NAME = enter(
    Rule(
        slug="sub-indicator-name-mismatch",
        scope=Scope.VALUE,
        severity=Severity.WARNING,
        title=Message("ชื่อตัวชี้วัดย่อยไม่ตรงหรือขาดหาย", "A sub-indicator's title is cut or not its own"),
        formula="a line ตัวชี้วัดย่อย(ที่) 9.x … goes on with the official title of 9.x; in a sentence, and in each entry "
        "of a list of sub-indicators (9.1 …, 9.2 …), no title of another one stands",
        tolerance="spaces are left out; a line that gives no title is not judged",
        messages={
            "": Message(
                "ตัวชี้วัดย่อย {code} คือ “{expected}” แต่หน้า {page} เขียนว่า “{found}”",
                "Sub-indicator {code} is “{expected}”; page {page} writes “{found}”.",
            )
        },
        example="ตัวชี้วัดย่อย ๙.๒ การบริหารงานและการ ได้แก่ … (ชื่อเต็ม การบริหารงานและการใช้จ่ายงบประมาณ)",
        rests_on=("sub_indicators",),
    )
)
_VERB = re.compile(r"(?:ได้|มี(?!ส่วน)|เป็น|คือ|อยู่|ควร|ต้อง|ยัง|ซึ่ง|และ|จะ|นี้|ของ)")
_SUB = re.compile(r"ตัวชี้วัดย่อย(?:ที่)?(?P<code>(?:9|10)\.[1-9])(?P<name>[ก-๛](?:(?!ตัวชี้วัด)[^\d(:]){3,80})")
_ENTRY = re.compile(r"(?<![\d.])(?P<code>(?:9|10)\.[1-9])[:.)\-–]*(?P<name>[ก-๛](?:(?!ตัวชี้วัด)[^\d(:]){3,80})")
_LEAD = 40  # characters before a list in which its name stands
_FEWEST_SUBS = 2  # entries of a list with their own titles: the list is one of sub-indicators


@SUB_INDICATOR_NAME.check_text
def sub_indicator_names(case: Case) -> Iterator[Violation]:
    """Find headings of sub-indicators whose title is cut short or another one."""
    assert case.text is not None
    for match in case.text.finditer(_SUB):
        name = _DRESS.sub("", match["name"])
        title = _sub_titles(case).get(match["code"])
        if title is None or name.startswith(title):
            continue
        if not case.text.starts_line(match.start()) and _sub_owner(case, name) in (None, match["code"]):
            continue  # inside a sentence only the whole title of another is none of its own
        if _VERB.match(match["name"]):
            continue  # ตัวชี้วัดย่อยที่ 9.4 ได้คะแนน 97.36: names nothing
        yield _sub_hit(case, match)


@SUB_INDICATOR_NAME.check_text
def sub_indicators_of_a_list(case: Case) -> Iterator[Violation]:
    """Find entries of a list of sub-indicators (`9.1 ข้อมูลพื้นฐาน`, `9.2 …`) with the title of another one."""
    assert case.text is not None
    titles = _sub_titles(case)
    entries = [
        match for match in case.text.finditer(_ENTRY) if match["code"] in titles and _opens_entry(case, match)
    ]
    right = {
        match["code"] for match in entries if _DRESS.sub("", match["name"]).startswith(titles[match["code"]])
    }
    led = entries and "ตัวชี้วัดย่อย" in case.text.key[max(0, entries[0].start() - _LEAD) : entries[0].start()]
    if len(right) < _FEWEST_SUBS and not led:
        return
    for match in entries:
        name = _DRESS.sub("", match["name"])
        owner = _sub_owner(case, name)
        if owner is not None and owner != match["code"] and not name.startswith(titles[match["code"]]):
            yield _sub_hit(case, match)


def _opens_entry(case: Case, match: re.Match[str]) -> bool:
    """Whether a code opens a line, behind a mark of a list at most."""
    assert case.text is not None
    return any(case.text.starts_line(max(0, match.start() - marks)) for marks in range(2))


def _sub_titles(case: Case) -> dict[str, str]:
    """Return the titles of the year's sub-indicators by code, without spaces, but for those that sources dispute."""
    known = case.rules.sub_indicators
    return {
        code: _DRESS.sub("", title) for code, title in known.titles.items() if code not in known.uncertain
    }


def _sub_owner(case: Case, name: str) -> str | None:
    """Return the sub-indicator with whose whole title a name begins, the longest one."""
    titles = sorted(_sub_titles(case).items(), key=lambda entry: -len(entry[1]))
    return next((code for code, title in titles if name.startswith(title)), None)


def _sub_hit(case: Case, match: re.Match[str]) -> Violation:
    assert case.text is not None
    spot = case.text.spot(*match.span())
    expected = case.rules.sub_indicators.titles[match["code"]]
    found = re.split(r"ได้แก่|คือ|ประกอบด้วย", match["name"])[0][: len(_DRESS.sub("", expected)) + 10]
    return Violation(
        match["code"],
        {"code": match["code"], "expected": expected, "found": found, "page": spot.page},
        (spot,),
        expected=expected,
        found=found,
        bases=(case.basis("sub_indicators"),),
    )
