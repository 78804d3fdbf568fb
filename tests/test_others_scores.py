"""Scores that a sentence tells of another body are not the report's own. All texts are made up."""

from __future__ import annotations

import pytest
from spans import PAGE_END, pages

from ita_extract.assembling.report import Source, assemble
from ita_extract.model import Report

COVER = (
    "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน (ITA)\nประจำปีงบประมาณ พ.ศ. 2567\n"
    f"องค์การบริหารส่วนตำบลกระหวะ\nอำเภอมายอ จังหวัดปัตตานี{PAGE_END}"
    "ผลการประเมินรายตัวชี้วัดขององค์การบริหารส่วนตำบลกระหวะ การเปิดเผยข้อมูล การแก้ไขปัญหาการทุจริต ประสิทธิภาพการสื่อสาร\n"
)
OTHERS = (
    "เทศบาลตำบลมายอ ซึ่งเป็นหน่วยงานข้างเคียง ได้คะแนนรวม 97.10 คะแนน อยู่ในระดับผ่านดีเยี่ยม",
    "เทศบาลตำบลมายอ อำเภอมายอ จังหวัดปัตตานี ได้คะแนนรวม 97.10 คะแนน อยู่ในระดับผ่านดีเยี่ยม",
    "จังหวัดปัตตานีมีคะแนนเฉลี่ยภาพรวม 97.10 คะแนน อยู่ในระดับผ่านดีเยี่ยม",
)
OWN = "องค์การบริหารส่วนตำบลกระหวะ ได้คะแนนรวม 91.00 คะแนน อยู่ในระดับผ่านดี\n"


def read(text: str) -> Report:
    laid = pages(COVER + text)
    return assemble(Source("a.pdf", "0" * 64, len(laid)), laid, lambda: [])


@pytest.mark.parametrize("text", OTHERS)
def test_anothers_total_is_not_ones_own_where_ones_own_stands_in_no_text(text: str) -> None:
    entry = read(text)
    assert (entry.document.overall_score, entry.document.rating) == (None, None)
    assert [row.reason for row in entry.numbers if row.value == "97.10"] == ["of-others"]


@pytest.mark.parametrize("text", OTHERS)
def test_anothers_total_contradicts_nothing(text: str) -> None:
    document = read(OWN + text).document
    assert (str(document.overall_score), document.rating) == ("91.00", "ผ่านดี")
    assert not [reason for reason in document.review_reasons if reason.startswith("several-overall")]


@pytest.mark.parametrize("name", ["กระหวัะ", "กระหวะ อำเภอมายอ จังหวัดปัตตานี", "กระหวะ จังหวัดปัตตานี"])
def test_ones_own_name_misspelt_or_with_its_place_is_no_other_body(name: str) -> None:
    document = read(OWN.replace("กระหวะ", name)).document
    assert str(document.overall_score) == "91.00"
