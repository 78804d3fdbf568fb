"""The drawn reports: the gold is what stands in the blocks, and its scores follow from one another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from benchmarks.drawing.blocks import Bars, Block, Para, Table
from benchmarks.drawing.facts import DOMAIN
from benchmarks.drawing.report import Report, draw_report
from benchmarks.drawing.style import marker

pytestmark = pytest.mark.skipif(not DOMAIN.is_dir(), reason="../shared/domain is not beside this checkout")
ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def plain(text: str) -> str:
    return "".join(text.split()).translate(ARABIC)


def texts(block: Block) -> Iterator[str]:
    if isinstance(block, Para):
        yield block.label + block.text
    elif isinstance(block, Table):
        yield from (
            para.label + para.text
            for row in (*block.head, *block.rows)
            for cell in row
            for para in cell.paras
        )
    elif isinstance(block, Bars):
        yield from (name + value for name, value, _ in block.rows)


@pytest.fixture(scope="module", params=range(1, 41))
def report(request: pytest.FixtureRequest) -> Report:
    return draw_report(request.param, 7)


def test_gold_stands_in_the_report(report: Report) -> None:
    printed = "|".join(plain(text) for block in report.blocks for text in texts(block))
    documents = report.gold["documents"]
    wanted = [documents["organization_type"] + documents["organization_name"], documents["province"]]
    wanted += [entry["issue_contains"] for entry in report.gold["recommendations"]]
    wanted += [entry["title_contains"] for entry in report.gold["measures"]]
    wanted += [unit for entry in report.gold["measures"] for unit in entry.get("responsible", ())]
    assert [text for text in wanted if plain(text) not in printed] == []
    scores = [documents["overall_score"]]
    scores += [
        entry["score"] for entry in (*report.gold["indicator_scores"], *report.gold["instrument_scores"])
    ]
    assert [score for score in scores if f"{score:.2f}" not in printed and f"{score:g}" not in printed] == []
    assert "สังเคราะห์" in printed


def test_scores_follow_from_the_indicators(report: Report) -> None:
    scores = {entry["indicator"]: Decimal(str(entry["score"])) for entry in report.gold["indicator_scores"]}
    means = {
        "IIT": sum(scores[n] for n in range(1, 6)) / 5,
        "EIT": sum(scores[n] for n in range(6, 9)) / 3,
        "OIT": (scores[9] + scores[10]) / 2,
    }
    whole = Decimal("0.3") * means["IIT"] + Decimal("0.3") * means["EIT"] + Decimal("0.4") * means["OIT"]
    assert abs(whole - Decimal(str(report.gold["documents"]["overall_score"]))) <= Decimal("0.005")
    for entry in report.gold["instrument_scores"]:
        if entry["part"] is None:
            assert abs(means[entry["instrument"]] - Decimal(str(entry["score"]))) <= Decimal("0.005")


def test_a_number_draws_the_same_report_twice() -> None:
    first, again = draw_report(3, 11), draw_report(3, 11)
    assert (first.blocks, first.gold, first.sheet) == (again.blocks, again.gold, again.sheet)
    assert first.blocks != draw_report(3, 12).blocks


@pytest.mark.parametrize(
    ("kind", "n", "slip", "expected"),
    [
        ("1.", 3, 0, "3."),
        ("(1)", 3, 3, "(2)"),
        ("ก)", 2, 0, "ข)"),
        ("1.1", 4, 0, "1.4"),
        ("•", 2, 0, "•"),
        ("ข้อที่ 1", 2, 0, "ข้อที่ 2"),
    ],
)
def test_markers(kind: str, n: int, slip: int, expected: str) -> None:
    assert marker(kind, n, slip) == expected
