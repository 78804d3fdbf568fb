"""Names beside numbers: of indicators and instruments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ita_extract.checking.case import Case
from ita_extract.checking.naming import subject_name
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.text import Spot
from ita_extract.checking.violations import Violation
from ita_extract.model import Severity, Subject

INDICATOR_NAME = enter(
    Rule(
        slug="indicator-name-mismatch",
        scope=Scope.VALUE,
        severity=Severity.ERROR,
        title=Message("ชื่อตัวชี้วัดไม่ตรงกับหมายเลข", "An indicator has a name that is not its own"),
        formula="name in the table (in headings, and in sentences with the indicator's own score) contains the "
        "official name of that number, or an accepted one",
        tolerance="spaces are left out; a name cut short or misspelt (85 % alike) is a warning",
        messages={
            "": Message(
                "ตัวชี้วัดที่ {number} คือ “{expected}” แต่หน้า {page} เขียนว่า “{found}”",
                "Indicator {number} is “{expected}”; page {page} calls it “{found}”.",
            ),
            "other": Message(
                "ตัวชี้วัดที่ {number} คือ “{expected}” แต่หน้า {page} เขียนว่า “{found}” ซึ่งเป็นชื่อของตัวชี้วัดที่ {other}",
                "Indicator {number} is “{expected}”; page {page} calls it “{found}”, the name of indicator {other}.",
            ),
        },
        example="1 | การปรับทัศนคติ | 98.29 ในตารางตัวชี้วัด (ชื่อทางการ การปฏิบัติหน้าที่)",
        rests_on=("indicators",),
    )
)
_NEAR = 85  # in 100: a slip of the name, and no other name
_DRESS = re.compile(r"[\s\"'“”()\[\]:;,.\-–]+")
_FIGURES = re.compile(r"\d[.]?\d")
_HEAD = re.compile(r"^(?:ตัวชี้วัด)?(?:ที่)?(?:\d{1,2}|[๐-๙]{1,2})?(?:ด้าน)?")


def plain_name(name: str) -> str:
    """Return a name without spaces, punctuation and the words ตัวชี้วัดที่ N before it."""
    bare = _DRESS.sub("", name)
    return _HEAD.sub("", bare) or bare


def _names(case: Case, number: int) -> tuple[str, ...]:
    entry = case.rules.indicator(number)
    return tuple(plain_name(name) for name in (entry.name, *entry.other_names))


def _owner(case: Case, written: str) -> int | None:
    """Return the indicator whose name this is, exactly."""
    return next((number for number in range(1, 11) if written in _names(case, number)), None)


@INDICATOR_NAME.check
def indicator_names(case: Case) -> Iterator[Violation]:
    """Find names in the table of indicators that are not those of their numbers."""
    from rapidfuzz.fuzz import ratio

    for row in case.report.indicator_scores:
        written, names = plain_name(row.name_written), _names(case, row.indicator)
        if not written or any(name in written for name in names) or _FIGURES.search(written):
            continue  # a name with figures is another cell of the row
        owner = _owner(case, written)
        cut = len(written) >= 8 and any(written in name for name in names)
        near = cut or max(ratio(written, name) for name in names) >= _NEAR
        yield Violation(
            row.subject,
            {
                "number": row.indicator, "expected": case.rules.indicator(row.indicator).name,
                "found": row.name_written, "page": row.page, "other": owner,
            },
            (row,),
            expected=case.rules.indicator(row.indicator).name,
            found=row.name_written,
            severity=Severity.WARNING if near and owner is None else None,
            variant="other" if owner else "",
            bases=(case.basis("indicators"),),
        )  # fmt: skip


_HEADING = re.compile(r"ตัวชี้วัดที่(?P<number>10|[1-9])(?![\d.])[:.)\-]*(?P<name>[ก-๛]{8,})")


@INDICATOR_NAME.check_text
def indicator_headings(case: Case) -> Iterator[Violation]:
    """Find headings that give a number the whole name of another indicator."""
    assert case.text is not None
    for number, written, offset in _headings(case):
        owner = _owner(case, plain_name(written))
        if owner is None or owner == number:
            continue
        spot = case.text.spot(*offset)
        expected = case.rules.indicator(number).name
        yield Violation(
            Subject.of_indicator(number),
            {
                "number": number, "expected": expected, "found": written, "page": spot.page,
                "other": owner,
            },
            (spot,),
            expected=expected,
            found=written,
            variant="other",
            bases=(case.basis("indicators"),),
        )  # fmt: skip


def _headings(case: Case) -> Iterator[tuple[int, str, tuple[int, int]]]:
    """Yield the lines that are a number and a name: both, and from where to where they stand in the key."""
    assert case.text is not None
    for match in case.text.finditer(_HEADING):
        stop = min(match.end(), case.text.line_stop(match.start()))
        written = case.text.key[match.start("name") : stop]
        if case.text.starts_line(match.start()) and case.text.ends_line(stop) and 8 <= len(written) <= 40:
            yield int(match["number"]), written, (match.start(), stop)


_BEGINS_A_NAME = re.compile(r"การ|ความ|คุณภาพ|ประสิทธิภาพ")
_NOT_A_NAME = re.compile(r"คะแนน|ได้|พบว่า|ควร|ผล|ข้อ|ดังนี้|ตัวชี้วัด|ระดับ|ประเด็น|หน่วยงาน")
_SCORED_HEADING = re.compile(
    r"ตัวชี้วัด(?:ที่)?(?P<number>10|[1-9])(?!\d|\.\d)[:.)\-]*(?P<name>[ก-๛]{8,40}?)[(:]*(?:ได้|มี|ผล|คะแนน|รวม|เฉลี่ย|ร้อยละ|เท่ากับ)*"
    r"(?P<score>\d{1,3}\.\d\d)"
)
_MANY = 4  # headings that are right
_FEWEST = 2  # a heading, and the sentence below it: what is said once may be no name


@INDICATOR_NAME.check_text
def invented_names(case: Case) -> Iterator[Violation]:
    """Find headings with a name that no indicator has and that the words below them repeat."""
    from rapidfuzz.fuzz import ratio

    assert case.text is not None
    key = case.text.key
    for number, written, offset in _headings(case):
        if not _BEGINS_A_NAME.match(written) or _NOT_A_NAME.search(written):
            continue
        names = [name for other in range(1, 11) for name in _names(case, other)]
        own = _names(case, number)
        again = len(re.findall(rf"ตัวชี้วัด(?:ที่)?{number}[:.)\-]*{re.escape(written)}", key)) >= _FEWEST
        if any(name in written or written in name for name in names):
            continue
        if max(ratio(written, name) for name in own) >= _NEAR or not (again or _is_among_many(case, number)):
            continue
        violation = _invented(case, number, written, case.text.spot(*offset))
        yield violation if again else replace(violation, severity=Severity.WARNING)


def _is_among_many(case: Case, number: int) -> bool:
    """Whether headings of other indicators stand alone on their lines, too, with their own names."""
    right = {other for other, written, _ in _headings(case) if plain_name(written) in _names(case, other)}
    return len(right - {number}) >= _MANY


@INDICATOR_NAME.check_text
def invented_names_with_scores(case: Case) -> Iterator[Violation]:
    """Find headings with a name that no indicator has, before the score that the indicator has."""
    from rapidfuzz.fuzz import ratio

    assert case.text is not None
    names = [name for number in range(1, 11) for name in _names(case, number)]
    for match in case.text.finditer(_SCORED_HEADING):
        number, written = int(match["number"]), match["name"]
        stated = case.indicators.get(number)
        if stated is None or Decimal(match["score"]) != stated.score or _NOT_A_NAME.search(written):
            continue
        if not _BEGINS_A_NAME.match(written) or any(name in written or written in name for name in names):
            continue
        if max(ratio(written, name) for name in names) < _NEAR:
            yield _invented(case, number, written, case.text.spot(match.start(), match.end("name")))


@INDICATOR_NAME.check_text
def names_of_others_with_scores(case: Case) -> Iterator[Violation]:
    """Find sentences that give an indicator's number and score the name of another.

    `ตัวชี้วัดที่ 3 การใช้งบประมาณ ได้คะแนน 95.20 คะแนน`, which indicator 3 has and indicator 2 has not.
    """
    assert case.text is not None
    for match in case.text.finditer(_SCORED_HEADING):
        number, written = int(match["number"]), plain_name(match["name"])
        owner, stated = _owner(case, written), case.indicators.get(number)
        if owner in (None, number) or stated is None or Decimal(match["score"]) != stated.score:
            continue
        other = case.indicators.get(owner)
        if other is None or other.score == stated.score:
            continue  # the score does not tell which of the two is meant
        expected, spot = case.rules.indicator(number).name, case.text.spot(match.start(), match.end("name"))
        yield Violation(
            Subject.of_indicator(number),
            {
                "number": number, "expected": expected, "found": match["name"], "page": spot.page, "other": owner,
            },
            (spot,),
            expected=expected,
            found=match["name"],
            variant="other",
            bases=(case.basis("indicators"),),
        )  # fmt: skip


@INDICATOR_NAME.check_text
def names_in_a_row(case: Case) -> Iterator[Violation]:
    """Find a name that no indicator has between those of its neighbours, in a table with names as heads."""
    from rapidfuzz.fuzz import ratio

    assert case.text is not None
    for number in range(2, 10):
        before, behind = ("|".join(map(re.escape, _names(case, other))) for other in (number - 1, number + 1))
        between = re.compile(rf"(?:{before})(?P<name>[ก-๛]{{8,40}}?)(?:{behind})")
        for match in case.text.finditer(between):
            written, own = match["name"], _names(case, number)
            tabular = case.text.is_tabular(match.start("name")) and case.text.starts_line(match.start("name"))
            if not tabular or _NOT_A_NAME.search(written) or any(name in written for name in own):
                continue
            if max(ratio(written, name) for name in own) < _NEAR and _owner(case, written) is None:
                yield _invented(case, number, written, case.text.spot(*match.span("name")))


def _invented(case: Case, number: int, written: str, spot: Spot) -> Violation:
    expected = case.rules.indicator(number).name
    return Violation(
        Subject.of_indicator(number),
        {"number": number, "expected": expected, "found": written, "page": spot.page},
        (spot,),
        expected=expected,
        found=written,
        bases=(case.basis("indicators"),),
    )


INSTRUMENT_LABEL = enter(
    Rule(
        slug="instrument-label-mismatch",
        scope=Scope.VALUE,
        severity=Severity.ERROR,
        title=Message("ชื่อแบบวัดไม่ตรงกับตัวย่อ", "An instrument's long name is that of another one"),
        formula="label of IIT names ผู้มีส่วนได้ส่วนเสียภายใน, of EIT …ภายนอก, of OIT "
        "การเปิดเผยข้อมูลสาธารณะ, where it names one",
        tolerance="a label without a long name is not judged",
        messages={
            "": Message(
                "{subject_th} คือ “{expected}” แต่หน้า {page} เรียกว่า “{found}”",
                "{subject_en} is “{expected}”; page {page} calls it “{found}”.",
            )
        },
        example="แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน(EIT) ส่วนที่ ๑ คะแนนรวม ๙๕.๓๗ คะแนน",
        rests_on=("instruments",),
    )
)
_CORES = {
    "IIT": re.compile(r"ส่วนเสียภายใน"),
    "EIT": re.compile(r"ส่วนเสียภายนอก"),
    "OIT": re.compile(r"เปิดเผยข้อมูลสาธารณะ"),
}


@INSTRUMENT_LABEL.check
def instrument_labels(case: Case) -> Iterator[Violation]:
    """Find labels whose long name belongs to another instrument than their abbreviation."""
    for row in case.report.instrument_scores:
        label = _DRESS.sub("", row.label_written)
        named = {name for name, core in _CORES.items() if core.search(label)}
        if not named or row.instrument in named:
            continue
        name, expected = subject_name(row.subject), case.rules.instruments.names[row.instrument].name
        yield Violation(
            row.subject,
            {
                "subject_th": name.th, "subject_en": name.en, "expected": expected,
                "found": row.label_written, "page": row.page,
            },
            (row,),
            expected=expected,
            found=row.label_written,
            bases=(case.basis("instruments"),),
        )  # fmt: skip
