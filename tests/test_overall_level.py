"""The level of the overall score, with the word for it or beside the score alone."""

from __future__ import annotations

import pytest
from spans import flow

from ita_extract.assembling.overall_level import overall_level
from ita_extract.assembling.scores import Scores
from ita_extract.model import Section
from ita_extract.numbers.ledger import Ledger
from ita_extract.prose.scores import OVERALL, find_scores
from ita_extract.rulebook.year import rules_for

BODY = "องค์การบริหารส่วนตำบลลาดแค"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        (f"{BODY}ได้คะแนน 91.87 คะแนน อยู่ในระดับ ผ่านดี", "ผ่านดี"),
        (f"{BODY}ทำได้ 91.87 คะแนนในปีนี้ ติดอยู่ในกลุ่ม ผ่าน\nดี", "ผ่านดี"),  # the line ends inside the level
        ("คะแนนรวม 91.87\nผ่านดี", "ผ่านดี"),
        (f"ผลสรุปของ{BODY}คือ 82.56 คะแนน\n(ต้องปรับปรุง)", "ต้องปรับปรุง"),
        (f"ผ่านดี คือผลที่{BODY}ได้รับ จากคะแนน 91.87 คะแนน", "ผ่านดี"),
        (f"{BODY}ได้คะแนน 91.87 คะแนน ต้องอยู่ในระดับ ผ่าน ขึ้นไป", None),
    ],
)
def test_levels(text: str, level: str | None) -> None:
    document = flow(text)
    stop = len(document.text.key)
    scores = Scores(Ledger.of(document), 2568, rules_for(2568))
    found = find_scores(document.text, 0, stop, default=OVERALL, fiscal_year=2568)
    scores.overall_offset = next(entry.offset for entry in found.found)
    scores.take_prose(found, Section.SUMMARY)
    assert overall_level(document, stop, scores) == level
