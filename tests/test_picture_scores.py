"""Labels and scores of pictures: paired where the arrangement leaves no doubt, left out everywhere else."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from conftest import make_report

from ita_extract.layout.pages import lay_out
from ita_extract.model import Fate, NumberFate, Report, ReviewReason, ScoreMention, Section
from ita_extract.pictures.items import find_items
from ita_extract.pictures.pairs import pair, without_ticks
from ita_extract.pictures.scores import PictureScores, read_pictures
from ita_extract.reading.page import Box, PageContent, Sheet
from ita_extract.reading.pictured import PicturedChar, PicturedLine, ReadPicture, large_pictures
from ita_extract.reading.scans import read_picture
from ita_extract.reading.scans.reader import ReadChar
from ita_extract.rulebook.year import rules_for
from tests.typesetting import typeset

YEAR = 2568
SHEET = Sheet(1, 595, 842)
WIDE, HIGH = 4.0, 7.0  # of a letter, in points
EVIDENCE = {
    "page": 1, "x0": 0, "top": 0, "x1": 1, "bottom": 1, "raw": "", "text_source": "text", "confidence": 1,
}  # fmt: skip


def line(
    text: str, middle: float, top: float, *, sure: float = 1.0, left: float | None = None
) -> PicturedLine:
    """Return a line read in a picture, by its middle or its left end; a mark takes no room."""
    placed = []
    x = 0.0
    for letter in text:
        wide = 0.0 if letter in "ัิีึืุู่้็์ํ" else WIDE
        placed.append((letter, x, x + wide))
        x += wide
    start = middle - x / 2 if left is None else left
    chars = tuple(PicturedChar(letter, start + x0, start + x1, sure) for letter, x0, x1 in placed)
    return PicturedLine(chars, Box(start, top, start + x, top + HIGH))


def bars(values: dict[str, str], *, pitch: float = 90.0, bottom: float = 300.0) -> list[PicturedLine]:
    """Return the lines of a chart of upright bars: scores at their heights, names below."""
    lines = []
    for position, (name, value) in enumerate(values.items()):
        middle = 100 + pitch * position
        lines.append(line(value, middle, bottom - float(value) * 1.5))
        lines.append(line(name, middle, bottom + 12))
    return lines


def read_of(scores: dict[str, str] | None = None, section: Section = Section.SUMMARY) -> Report:
    """Return what the text of a report tells."""
    mentions = tuple(
        ScoreMention(subject=subject, score=Decimal(score), section=section, **EVIDENCE)
        for subject, score in (scores or {}).items()
    )
    return Report(document=make_report(reasons=(), fiscal_year=YEAR).document, score_mentions=mentions)


def stated(
    lines: list[PicturedLine], *, caption: str = "", scores: dict[str, str] | None = None
) -> PictureScores:
    """Return what a picture with some lines tells, under a caption, beside the scores of the text."""
    box = Box(60, 110, 535, 420)
    glyphs = typeset([caption]) if caption else []
    page = lay_out([PageContent(SHEET, glyphs, [], [box], ["THSarabunNew"])])
    return read_pictures([ReadPicture(SHEET, box, tuple(lines))], page, read_of(scores))


def reasons(result: PictureScores) -> list[tuple[str, str | None, int | None, str]]:
    return [(doubt.slug, doubt.subject, doubt.page, doubt.detail) for doubt in result.doubts]


def values(result: PictureScores) -> dict[str, str]:
    return {row.subject: str(row.score) for row in result.mentions}


INSTRUMENTS = {"IIT": "99.08", "EIT": "95.37", "OIT": "91.00"}


def test_bars_give_their_scores_with_their_place() -> None:
    result = stated(bars(INSTRUMENTS), scores=INSTRUMENTS)
    assert values(result) == INSTRUMENTS
    assert result.doubts == ()
    row = next(row for row in result.mentions if row.subject == "EIT")
    assert (row.section, row.text_source, row.raw, row.page) == (Section.IMAGE, "ocr", "95.37", 1)
    assert (row.x0, row.x1) == (180, 200)
    assert row.top == pytest.approx(300 - 95.37 * 1.5, abs=0.01)
    assert row.bottom == pytest.approx(row.top + HIGH, abs=0.01)


def test_rows_give_the_score_at_the_right_of_its_name() -> None:
    names = ("การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ")
    given = ("98.29", "99.15", "97.02", "100.00")
    lines = []
    for number, name in enumerate(names, 1):
        lines += [
            line(name, 0, 100 + 20 * number, left=80),
            line(given[number - 1], 0, 100 + 20 * number, left=300),
        ]
    assert values(stated(lines)) == {f"indicator-{number}": value for number, value in enumerate(given, 1)}


def test_thai_digits_and_a_name_in_two_lines_are_read() -> None:
    lines = [
        line("๙๘.๒๙", 100, 150), line("การแก้ไขปัญหา", 100, 300), line("การทุจริต", 100, 311),
        line("๙๙.๑๕", 220, 140), line("ตัวชี้วัดที่ ๖", 220, 300),
    ]  # fmt: skip
    assert values(stated(lines)) == {"indicator-5": "98.29", "indicator-6": "99.15"}


@pytest.mark.parametrize("above", [True, False])
def test_cards_in_two_rows_keep_to_one_side(above: bool) -> None:
    given = ("98.29", "99.15", "97.02", "100.00", "88.40", "91.75")
    lines = []
    for number, value in enumerate(given, 1):
        middle, top = 100 + 100 * ((number - 1) % 3), 120 + 80 * ((number - 1) // 3)
        lines.append(line(value, middle, top + 30))
        lines.append(line(f"ตัวชี้วัดที่ {number}", middle, top if above else top + 60))
    assert values(stated(lines)) == {f"indicator-{number}": value for number, value in enumerate(given, 1)}


def test_labels_that_run_together_are_parted() -> None:
    lines = [line("96.10", 120, 150), line("97.20", 176, 140)]
    names = line("ตัวชี้วัดที่ 1 ตัวชี้วัดที่ 2", 148, 300)
    found = find_items([*lines, names], rules_for(YEAR))
    assert [label.subject for label in found.labels] == ["indicator-1", "indicator-2"]


def test_two_bars_to_a_name_are_left_out() -> None:
    lines = bars(INSTRUMENTS)
    lines += [line("88.88", 100 + 90 * position + 12, 190) for position in range(3)]
    assert values(stated(lines)) == {}


def test_a_second_number_is_not_taken_when_the_first_was_not_read() -> None:
    lines = [line(name, 100 + 90 * position, 312) for position, name in enumerate(INSTRUMENTS)]
    lines += [line("88.88", 100 + 90 * position + 12, 190) for position in range(3)]
    assert values(stated(lines)) == {}


def test_broken_numbers_show_that_there_are_two_to_a_name() -> None:
    names = ("การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การแก้ไขปัญหาการทุจริต")
    own, others = ("98.29", "97.31", "96.77", "91.48"), ("8 29", "77 50", "2.08", "6.01")
    lines = []
    for position, name in enumerate(names):
        top = 120 + 20 * position
        lines += [line(name, 0, top, left=60), line(own[position], 0, top + 2, left=300)]
        lines.append(line(others[position], 0, top - 7, left=260))
    assert values(stated(lines)) == {}


def test_a_score_far_from_its_label_is_a_bar_of_a_row_of_bars() -> None:
    # around a radar: the score of 10 and the name of 7 were not read
    radar = [
        line("ตัวชี้วัดที่ 10", 100, 130), line("ตัวชี้วัดที่ 6", 180, 330), line("62.23", 100, 300), line("81.26", 180, 345),
    ]  # fmt: skip
    assert values(stated(radar)).get("indicator-10") is None
    assert values(stated(bars(INSTRUMENTS, bottom=330))) == INSTRUMENTS


def test_an_unsure_number_is_left_out_and_gives_its_label_to_no_other() -> None:
    lines = [*bars(INSTRUMENTS), line("91.15", 100, 260, sure=0.7)]
    assert values(stated(lines)) == {"EIT": "95.37", "OIT": "91.00"}
    unsure = [line("99.08", 100, 150, sure=0.98), *bars(INSTRUMENTS)[1:]]
    assert values(stated(unsure)) == {"EIT": "95.37", "OIT": "91.00"}


def test_an_unsure_label_is_none() -> None:
    lines = bars({"ตัวชี้วัดที่ 1": "97.10", "ตัวชี้วัดที่ 2": "97.20"})
    lines += [line("97.30", 280, 150), line("ตัวชี้วัดที่ 3", 280, 312, sure=0.9)]
    assert values(stated(lines)) == {"indicator-1": "97.10", "indicator-2": "97.20"}


@pytest.mark.parametrize(
    "words",
    [
        "ค่าเฉลี่ยจังหวัด",
        "คำเฉลี่ยจังหวัด",
        "คะแนนเฉลี่ยระดับประเทศ",
        "เป้าหมาย",
        "ปี 2567",
        "ผลการประเมิน ITA 2567",
        "ผลการประเมินย้อนหลัง",
    ],
)
def test_a_chart_that_speaks_of_others_is_left_out(words: str) -> None:
    assert values(stated([*bars(INSTRUMENTS), line(words, 250, 120)])) == {}


def test_a_caption_that_speaks_of_another_year_leaves_the_chart_out() -> None:
    assert values(stated(bars(INSTRUMENTS), caption="ผลการประเมินประจำปีงบประมาณ พ.ศ. 2567")) == {}
    assert values(stated(bars(INSTRUMENTS), caption="ผลการประเมินประจำปีงบประมาณ พ.ศ. 2568")) == INSTRUMENTS


def test_an_axis_gives_no_scores() -> None:
    ticks = [line(f"{60 + 10 * step}.00", 0, 290 - 40 * step, left=70) for step in range(5)]
    found = find_items([*ticks, *bars(INSTRUMENTS)], rules_for(YEAR))
    assert len(found.figures) == 8
    assert {figure.raw for figure in without_ticks(found.figures)} == set(INSTRUMENTS.values())
    assert values(stated([*ticks, *bars(INSTRUMENTS)])) == INSTRUMENTS


@pytest.mark.parametrize(
    "text",
    ["10.30 น.", "12.50 ล้านบาท", "+12.50", "96.47/97.10", "96.4797.10", "96.4", "9.47", "๙6.๔7", "109.08"],
)
def test_what_is_no_score_of_two_decimals_is_none(text: str) -> None:
    found = find_items([line(text, 100, 100)], rules_for(YEAR))
    assert [figure.score for figure in found.figures if figure.score is not None] == []


def test_a_label_and_its_score_in_one_line() -> None:
    lines = [
        line("IIT 99.08", 0, 120, left=80),
        line("EIT 95.37 คะแนน", 0, 140, left=80),
        line("OIT เฉพาะ 90.00", 0, 160, left=80),
    ]
    assert values(stated(lines)) == {"IIT": "99.08", "EIT": "95.37"}


def test_a_label_that_touches_a_number_is_weighed_like_all_others() -> None:
    names = ("การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้ทรัพย์สินของราชการ")
    lines = []
    for position, name in enumerate(names):
        top = 120 + 20 * position
        lines += [line(f"9{position}.25", 0, top, left=300), line(f"8{position}.15", 0, top, left=240)]
        lines.append(line(name, 0, top, left=80))
    assert values(stated(lines)) == {}
    # the last name runs into the first number of its row
    joined = [*lines[:-2], line(f"{names[-1]} 82.15", 0, 160, left=80)]
    assert values(stated(joined)) == {}


def test_a_subject_named_twice_is_left_out() -> None:
    lines = [*bars({"IIT": "99.08", "EIT": "95.37", "OIT": "91.00"}), line("IIT", 480, 120)]
    assert values(stated(lines)) == {"EIT": "95.37", "OIT": "91.00"}


def test_the_total_of_five_indicators_is_not_the_overall_score() -> None:
    chart = {"ตัวชี้วัดที่ 1": "97.10", "ตัวชี้วัดที่ 2": "97.20", "คะแนนรวม": "97.15"}
    assert values(stated(bars(chart))) == {"indicator-1": "97.10", "indicator-2": "97.20"}
    assert values(stated(bars({**INSTRUMENTS, "คะแนนรวม": "94.55"})))["overall"] == "94.55"


def test_a_name_of_another_indicator_than_its_number_is_no_label() -> None:
    found = find_items(
        [line("3. การใช้งบประมาณ", 100, 100), line("2. การใช้งบประมาณ", 100, 130)], rules_for(YEAR)
    )
    assert [label.subject for label in found.labels] == ["indicator-2"]


def test_a_gauge_takes_its_subject_from_its_caption() -> None:
    gauge = [line("96.47", 250, 200), line("คะแนน", 250, 215)]
    assert values(stated(gauge, caption="ผลการประเมินในภาพรวม")) == {"overall": "96.47"}
    assert values(stated(gauge, caption="ผลการประเมินในภาพรวมย้อนหลัง")) == {}
    assert values(stated(gauge, caption="ผลการประเมินรายเครื่องมือ")) == {}
    assert values(stated([*gauge, line("95.00", 250, 260)], caption="ผลการประเมินในภาพรวม")) == {}


PAST = {"2566": "91.25", "2567": "93.30", "2568": "96.47"}


@pytest.mark.parametrize("inside", [True, False])
def test_a_chart_over_years_fills_the_history(inside: bool) -> None:
    title = "ผลการประเมินในภาพรวมย้อนหลัง"
    lines = [*bars(PAST), *([line(title, 250, 115)] if inside else [])]
    result = stated(lines, caption="" if inside else title, scores={"overall": "96.47"})
    assert {(row.subject, row.fiscal_year): str(row.score) for row in result.history} == {
        ("overall", int(year)): value for year, value in PAST.items()
    }
    assert [(row.section, str(row.score)) for row in result.mentions] == [
        (Section.HISTORY, "91.25"), (Section.HISTORY, "93.30"), (Section.IMAGE, "96.47"),
    ]  # fmt: skip
    assert reasons(result) == [
        ("picture-alone", "overall", 1, "overall of 2566 91.25"),
        ("picture-alone", "overall", 1, "overall of 2567 93.30"),
    ]


def test_years_without_a_subject_or_with_several_give_nothing() -> None:
    assert stated(bars(PAST)).history == ()
    assert stated(bars(PAST), caption="ผลการประเมินรายเครื่องมือย้อนหลัง").history == ()
    legend = [line(name, 100 + 80 * position, 340) for position, name in enumerate(INSTRUMENTS)]
    assert stated([*bars(PAST), *legend], caption="ผลการประเมินในภาพรวมย้อนหลัง").history == ()
    later = {"2568": "96.47", "2569": "97.00"}
    assert stated(bars(later), caption="ผลการประเมินในภาพรวมย้อนหลัง").history == ()


def test_what_the_text_tells_otherwise_or_not_at_all_is_in_doubt() -> None:
    result = stated(bars(INSTRUMENTS), scores={"IIT": "99.08", "EIT": "95.73"})
    assert reasons(result) == [
        ("picture-disagrees", "EIT", 1, "EIT is 95.37 in a picture, 95.73 in the text"),
        ("picture-alone", "OIT", 1, "OIT 91.00"),
    ]
    row = next(row for row in result.mentions if row.subject == "OIT")
    assert result.doubts[1] == ReviewReason.at("picture-alone", row, "OIT 91.00", subject=row.subject)


def test_mentions_of_pictures_stand_in_the_order_of_the_page() -> None:
    base = read_of({"IIT": "99.08"})
    merged = stated(bars(INSTRUMENTS)).added_to(base)
    assert len(merged.score_mentions) == 1 + len(INSTRUMENTS)
    assert [row.top for row in merged.score_mentions] == sorted(row.top for row in merged.score_mentions)
    assert PictureScores().added_to(base) == base


def test_pairs_are_given_up_where_two_readings_are_possible() -> None:
    lines = [line("IIT", 0, 200, left=100), line("99.08", 0, 200, left=140), line("EIT", 150, 230)]
    found = find_items(lines, rules_for(YEAR))
    assert pair(found.labels, found.figures) == []


def content(pictures: list[Box], letters: int = 0) -> PageContent:
    return PageContent(
        SHEET, typeset(["ก" * 50] * (letters // 50)) if letters else [], [], pictures, ["THSarabunNew"]
    )


def test_only_pictures_that_can_hold_results_are_large() -> None:
    emblem, signature, chart = Box(250, 60, 335, 145), Box(300, 600, 440, 655), Box(80, 200, 330, 330)
    assert large_pictures(content([emblem, signature, chart])) == [chart]
    halves = [Box(80, 200, 330, 240), Box(80, 240.5, 330, 330)]
    assert large_pictures(content(halves)) == [Box(80, 200, 330, 330)]
    assert large_pictures(content([])) == []
    tiles = [Box(x, y, x + 5, y + 5) for x in range(50, 400, 5) for y in range(50, 300, 5)]
    assert large_pictures(content(tiles)) == []


def test_the_ground_of_a_page_is_no_chart() -> None:
    whole = Box(0, 0, 595, 842)
    assert large_pictures(content([whole], letters=200)) == []
    assert large_pictures(content([whole], letters=50)) == [whole]


def test_the_table_of_indicators_counts_as_text() -> None:
    lines = bars({"ตัวชี้วัดที่ 1": "97.10", "ตัวชี้วัดที่ 2": "97.20"})
    box = Box(60, 110, 535, 420)
    page = lay_out([PageContent(SHEET, [], [], [box], ["x"])])
    given = read_of({"indicator-1": "97.10"}, Section.INDICATOR_TABLE)
    result = read_pictures([ReadPicture(SHEET, box, tuple(lines))], page, given)
    assert reasons(result) == [("picture-alone", "indicator-2", 1, "indicator-2 97.20")]


def test_the_fates_of_numbers_name_the_mentions_by_their_new_places() -> None:
    base = read_of({"IIT": "99.08", "EIT": "95.37"})
    fates = tuple(
        NumberFate(value=str(row.score), fate=Fate.CLAIMED, table="score_mentions", row=number, **EVIDENCE)
        for number, row in enumerate(base.score_mentions, 1)
    )
    above = {"IIT": Decimal("900"), "EIT": Decimal("0")}  # one stands below the chart, one above it
    mentions = tuple(row.model_copy(update={"top": float(above[row.subject])}) for row in base.score_mentions)
    report = stated(bars(INSTRUMENTS)).added_to(
        base.model_copy(update={"score_mentions": mentions, "numbers": fates})
    )
    named = [report.score_mentions[fate.row - 1] for fate in report.numbers if fate.row is not None]
    assert [(row.subject, row.section) for row in named] == [
        ("IIT", Section.SUMMARY),
        ("EIT", Section.SUMMARY),
    ]


def radar(values: list[str], *, shift: float = 0.0) -> list[PicturedLine]:
    """Return the lines of a radar: names on a circle, each with its score below it, and an axis in the middle."""
    lines = []
    for position, value in enumerate(values):
        turn = 2 * math.pi * position / len(values)
        x, y = 300 + 130 * math.sin(turn), 260 - 130 * math.cos(turn)
        lines += [line(f"ตัวชี้วัดที่ {position + 1}", x, y - 12), line(value, x + shift, y)]
    return [*lines, line("100.00", 285, 155), line("80.00", 290, 185)]


TEN = ["99.91", "95.18", "100.00", "97.85", "100.00", "95.11", "97.52", "97.57", "97.14", "88.20"]


def test_scores_right_below_their_names_around_a_radar_are_read() -> None:
    expected = {f"indicator-{number}": value for number, value in enumerate(TEN, 1)}
    assert values(stated(radar(TEN))) == expected


def test_scores_of_a_radar_that_stand_beside_their_names_are_left_out() -> None:
    assert values(stated(radar(TEN, shift=25.0))) == {}


def test_two_scores_below_each_name_are_left_out() -> None:
    lines = radar(TEN)
    below = [
        line(entry.text, (entry.box.x0 + entry.box.x1) / 2, entry.box.bottom + 4) for entry in lines[1:20:2]
    ]
    assert values(stated([*lines, *below])) == {}


@pytest.mark.parametrize(
    ("written", "subject"), [("EI1", "EIT"), ("I1T", "IIT"), ("0IT", "OIT"), ("l1T", "IIT")]
)
def test_strokes_of_an_instrument_read_as_ones_are_the_instrument(written: str, subject: str) -> None:
    lines = [line("97.10", 100, 150), line(written, 100, 170)]
    assert values(stated(lines)) == {subject: "97.10"}


def look(text: str, sure: float = 1.0) -> list[ReadChar]:
    return [ReadChar(letter, position / len(text), sure) for position, letter in enumerate(text)]


@pytest.mark.parametrize(
    ("second", "doubtful"),
    [
        ("ที่ 1 ที่ 10", ""),
        ("ที่ 1 ที่ 11", "10"),  # only that figure
        ("ที่ 1 ที 100", "10"),
        ("ที่ 7 ที่ 10", "1"),
        ("ที่  ที่ 10", "1"),
        ("ท 1 ท 10", ""),
    ],
)
def test_a_second_look_takes_sureness_from_the_figure_that_it_reads_otherwise(
    second: str, doubtful: str
) -> None:
    agreed = read_picture._agreed(look("ที่ 1 ที่ 10"), look(second))
    assert "".join(char.text for char in agreed) == "ที่ 1 ที่ 10"
    assert "".join(char.text for char in agreed if char.sure < 0.99) == doubtful


def test_a_second_look_that_guesses_holds_no_figure() -> None:
    agreed = read_picture._agreed(look("98.29"), look("98.29", sure=0.5))
    assert all(char.sure == 0 for char in agreed)
