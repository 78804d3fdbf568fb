"""The sections of the ten indicators in the running text, and where they end."""

from __future__ import annotations

import pytest
from spans import PAGE_END, Row, flow

from ita_extract.outline.sections import Outline, outline
from ita_extract.rulebook.year import rules_for
from ita_extract.tables.stitching import stitch

R = rules_for(2568)
NAMES = [indicator.name for indicator in R.indicators.list]
MEASURES: list[Row] = [
    ["มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"],
    ["๑. มาตรการ", "๑. จัดทำ", "ตลอดปี", "กองคลัง"],
]


def read(*parts: str | list[Row]) -> tuple[Outline, str]:
    document = flow(*parts)
    return outline(document, R, [table.offset for table in stitch(document)]), document.text.key


def bodies(found: Outline, key: str) -> dict[int, str]:
    return {section.indicator: key[section.start : section.stop] for section in found.sections}


def report(style: str, count: int = 10) -> str:
    return "\n".join(
        f"{style.format(number=number, name=NAMES[number - 1])}\nเนื้อความ{'กขคงจฉชซฌญ'[number - 1]} ได้คะแนนดี"
        for number in range(1, count + 1)
    )


@pytest.mark.parametrize(
    "style",
    [
        "ตัวชี้วัดที่ {number} {name}",
        "ตัวชี้วัดที่ {number} : {name}",
        "ตัวชี้วัด {number} {name}",
        "{number}. ตัวชี้วัดที่ {number} {name}",
        "3.{number} ตัวชี้วัดที่ {number} {name}",
        "ตัวชี้วัดที่ {number}. {name}",
        "• ตัวชี้วัดที่ {number}. {name}",
        "3.{number} ตัวชี้วัดที่ {number}. {name}",
        "• ตัวชี้วัดที่ {number} {name}",
        "ตัวชี้วัดที่ {number} {name} ได้คะแนน 9{number}.00",
        "ตัวชี้วัดที่ {number} {name} (9{number}.00 คะแนน)",
        "ตัวชี้วัดที่ {number}",
        "{number}) {name}",
        "ตัวชี้วัด{name}",
        "ด้าน{name}",
        "{name}",
    ],
)
def test_headings_in_many_styles(style: str) -> None:
    found, key = read(f"ผลการประเมินในภาพรวม\n{report(style)}")
    assert [section.indicator for section in found.sections] == list(range(1, 11))
    assert key[: found.summary_stop] == "ผลการประเมินในภาพรวม"
    for number, text in bodies(found, key).items():
        assert text.endswith(f"เนื้อความ{'กขคงจฉชซฌญ'[number - 1]}ได้คะแนนดี")


def test_facts_begin_where_they_say_so() -> None:
    found, key = read(report("ตัวชี้วัดที่ {number} {name}") + "\nข้อเท็จจริงพบว่า มีผลคะแนน ดังนี้\n๑. จัดทำ")
    assert [section.facts < section.stop for section in found.sections] == [False] * 9 + [True]
    assert key[found.sections[-1].facts :].startswith("ข้อเท็จจริงพบว่า")


def test_a_table_of_contents_is_no_section() -> None:
    contents = "\n".join(f"ตัวชี้วัดที่ {number} {NAMES[number - 1]}" for number in range(1, 11))
    found, key = read(contents, PAGE_END, report("ตัวชี้วัดที่ {number} {name}"))
    assert [section.indicator for section in found.sections] == list(range(1, 11))
    assert found.sections[0].start == len(contents.replace(" ", "").replace("\n", ""))
    assert "เนื้อความก" in bodies(found, key)[1]


def test_a_sentence_that_begins_a_line_with_an_indicator_is_no_heading() -> None:
    text = report("ตัวชี้วัดที่ {number} {name}").replace(
        "เนื้อความค", "เมื่อเทียบกับ\nตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ พบว่าหน่วยงานควรพัฒนา\nเนื้อความค"
    )
    found, key = read(text)
    assert [section.indicator for section in found.sections] == list(range(1, 11))
    assert "เมื่อเทียบกับ" in bodies(found, key)[3]


def test_sections_in_another_order() -> None:
    parts = report("ตัวชี้วัดที่ {number} {name}").split("\nตัวชี้วัดที่")
    text = "\n".join([parts[0], *(f"ตัวชี้วัดที่{part}" for part in reversed(parts[1:]))])
    found, key = read(text)
    assert sorted(section.indicator for section in found.sections) == list(range(1, 11))
    assert "เนื้อความจ" in bodies(found, key)[5]


def test_prose_without_headings_is_cut_at_its_opening_sentences() -> None:
    text = "\n".join(
        f"ตัวชี้วัดที่ {number} {NAMES[number - 1]}ของหน่วยงาน ได้คะแนน 9{number - 1}.00 คะแนน ซึ่งดังนั้นควรพัฒนาต่อไปเนื่องจาก"
        for number in range(1, 11)
    )
    found, _ = read(f"บทนำ\n{text}")
    assert [section.indicator for section in found.sections] == list(range(1, 11))


def test_a_report_of_some_indicators() -> None:
    found, _ = read(report("ตัวชี้วัดที่ {number} {name}", 4))
    assert [section.indicator for section in found.sections] == [1, 2, 3, 4]


def test_the_title_above_the_measure_table_ends_the_last_section() -> None:
    title = "ตารางแสดงผลการนำผลการวิเคราะห์ไปสู่การปรับปรุงหรือพัฒนาองค์กรประจำปีงบประมาณ พ.ศ. ๒๕๖๙"
    found, key = read(report("ตัวชี้วัดที่ {number} {name}") + f"\n{title}", MEASURES)
    assert bodies(found, key)[10].endswith("เนื้อความญได้คะแนนดี")
    ((start, stop),) = found.between(len(key))
    assert key[start:stop] == title.replace(" ", "").replace("๒๕๖๙", "2569")


def test_a_heading_on_measures_ends_the_sections_where_no_table_does() -> None:
    found, key = read(report("ตัวชี้วัดที่ {number} {name}") + "\nมาตรการส่งเสริมคุณธรรม ปีงบประมาณ พ.ศ. ๒๕๖๙\nข้อความ")
    assert bodies(found, key)[10].endswith("ได้คะแนนดี")


def test_a_wrapped_line_that_begins_like_such_a_heading_does_not() -> None:
    found, key = read(report("ตัวชี้วัดที่ {number} {name}") + "\nแผนการใช้จ่ายงบประมาณของหน่วยงาน\nจบ")
    assert bodies(found, key)[10].endswith("จบ")


def test_the_heading_of_an_instrument_belongs_to_no_section() -> None:
    parts = report("ตัวชี้วัดที่ {number} {name}").split("\nตัวชี้วัดที่ 6")
    text = f"{parts[0]}\nแบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)\nตัวชี้วัดที่ 6{parts[1]}"
    found, key = read(text)
    assert bodies(found, key)[5].endswith("เนื้อความจได้คะแนนดี")
    assert len(found.between(len(key))) == 1


def test_no_indicators_no_sections() -> None:
    found, key = read("รายงานฉบับนี้ไม่มีรายละเอียด")
    assert found.sections == ()
    assert found.between(len(key)) == []
    assert found.summary_stop == len(key)


def test_a_list_of_weak_indicators_before_the_ten_is_no_section() -> None:
    weak = "\n".join(f"ตัวชี้วัดที่ {number} {NAMES[number - 1]}" for number in (4, 7, 8))
    found, key = read(f"ตัวชี้วัดที่ควรพัฒนา\n{weak}\nรายละเอียด\n" + report("ตัวชี้วัดที่ {number} {name}"))
    assert [section.indicator for section in found.sections] == list(range(1, 11))
    assert all("เนื้อความ" in body for body in bodies(found, key).values())


def test_a_list_of_strong_and_weak_indicators_heads_no_sections() -> None:
    """`- ตัวชี้วัดที่ 10 … (100.00 คะแนน)` is an entry; what has text below it is a heading, whatever its words."""
    entries = "\n".join(f"- ตัวชี้วัดที่ {n} {NAMES[n - 1]} (9{n}.00 คะแนน)" for n in (9, 4, 5, 8, 1, 7))
    found, _ = read(f"ประเด็นที่ทำได้ดี\n{entries}\nข้อเสนอแนะในการพัฒนา\n{report('{number}. {name}')}")
    assert [section.indicator for section in found.sections] == list(range(1, 11))


def test_headings_with_text_below_them_are_no_list_of_contents() -> None:
    """A part with the advice, and one with what will be done, each under the names of the weak indicators."""
    first = "\n".join(f"ตัวชี้วัดที่ {n} {NAMES[n - 1]}\nข้อคำถาม ก ควรแก้ไข" for n in (1, 9, 10))
    second = "\n".join(f"6.{n} ตัวชี้วัดที่ {n} {NAMES[n - 1]}\nจะดำเนินการ" for n in (1, 9, 10))
    found, key = read(f"ข้อเสนอแนะ\n{first}\nแนวทางแก้ไข\n{second}")
    assert found.sections[0].start == key.index("ตัวชี้วัดที่1")
