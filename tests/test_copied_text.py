"""Text that offices share: one consultant's steps are nobody's own, another office's own facts are."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache

import pytest
from accused import text_report

from ita_extract.checking.neighbours import check_collection
from ita_extract.model import Report

_WORDS = (
    "จัดทำ", "เผยแพร่", "ทบทวน", "ประชุม", "แจ้งเวียน", "บันทึก", "ติดตาม", "รายงาน", "กำกับ", "ประกาศ", "คู่มือ",
    "ช่องทาง", "เว็บไซต์",
    "ประชาชน", "บุคลากร", "งบประมาณ", "แผนงาน", "โครงการ", "ทรัพย์สิน", "เรื่องร้องเรียน", "ผู้บริหาร", "ทุกไตรมาส", "ตามระเบียบ",
)  # fmt: skip


def step(name: str) -> str:
    """A step of about ninety letters, alike for one name."""
    chance = random.Random(name)
    return "".join(chance.choice(_WORDS) for _ in range(14))


@cache
def _plain() -> Report:
    return text_report()


def report_of(number: int, steps: Sequence[str]) -> Report:
    plain = _plain()
    entry = plain.document.model_copy(
        update={
            "document_id": f"{number:016x}",
            "organization_name": f"บ้านที่{number}",
            "organization_id": None,
            "source": f"{number}.pdf",
        }
    )
    rows = tuple(
        plain.measure_steps[0].model_copy(update={"step": at, "text": text})
        for at, text in enumerate(steps, 1)
    )
    return plain.model_copy(update={"document": entry, "measure_steps": rows, "organization_mentions": ()})


def copies(reports: Sequence[Report]) -> list[str]:
    found = check_collection(reports)
    return sorted(
        name for name, result in found.items() if any(row.rule == "copied-text" for row in result.findings)
    )


@pytest.mark.parametrize("reports", [5, 20, 50])
def test_the_same_steps_in_all_reports_of_a_consultant_are_a_template(reports: int) -> None:
    assert copies([report_of(n, [step(f"bank {at}") for at in range(6)]) for n in range(reports)]) == []


@pytest.mark.parametrize("seed", range(3))
def test_steps_that_are_picked_from_a_bank_are_nobody_s_own(seed: int) -> None:
    """Two wordings of each step: which stand side by side is alike in few reports, and says nothing."""
    chance = random.Random(seed)
    reports = [report_of(n, [step(f"bank {at} {chance.randrange(2)}") for at in range(6)]) for n in range(20)]
    assert copies(reports) == []


@pytest.mark.parametrize("reports", [5, 20, 50])
def test_another_office_s_own_steps_are_a_copy_among_the_templates_too(reports: int) -> None:
    bank = [step(f"bank {at}") for at in range(6)]
    own = [[step(f"own {n} {at}") for at in range(4)] for n in range(reports)]
    every = [report_of(n, [*bank, *own[n]]) for n in range(reports)]
    assert copies([*every, report_of(99, [*bank, *own[0]])]) == [f"{0:016x}", f"{99:016x}"]
