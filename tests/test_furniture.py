"""Page numbers and running heads: what belongs to the paper and not to the report."""

from __future__ import annotations

import pytest
from spans import HEIGHT, LEADING, clusters, line, sheet

from ita_extract.layout.furniture import (
    edge_rows,
    is_running_head,
    margin_key,
    page_numbers,
    running_heads,
)
from ita_extract.layout.lines import Line
from ita_extract.thai.clusters import Cluster

EDGE = HEIGHT - 40


def page(number: int, text: str, baseline: float = EDGE) -> tuple[list[Cluster], list[Cluster]]:
    """The clusters of a page, and those of one row on it."""
    row = clusters(text, x=280, baseline=baseline, page=number)
    body = [
        item
        for index in range(10)
        for item in clusters("เนื้อความของรายงาน", baseline=200 + LEADING * index, page=number)
    ]
    return [*body, *row], row


def found(*texts: str, baseline: float = EDGE) -> list[bool]:
    """Which of these rows, one a page, are page numbers."""
    pages = [page(number, text, baseline) for number, text in enumerate(texts, 1)]
    ids = page_numbers([(sheet(number), edge_rows(all_of)) for number, (all_of, _) in enumerate(pages, 1)])
    marked = [{id(item) in ids for item in row} for _, row in pages]
    assert all(len(entry) == 1 for entry in marked)
    body = {id(item) for all_of, row in pages for item in all_of if item not in row}
    assert not body & ids
    return [entry.pop() for entry in marked]


@pytest.mark.parametrize(
    "text",
    [
        "๓",
        "3",
        "-๓-",
        "- 3 -",
        "- ฐ -",
        "– ก –",
        "(๓)",
        "หน้า ๓",
        "หน้าที่ 3",
        "หน้า ๓ จาก ๑๓",
        "3/13",
        "| 3",
        "Page 3".lower(),
        "iv",
        "[3]",
    ],
)
@pytest.mark.parametrize("baseline", [EDGE, 40.0])
def test_page_numbers_in_the_margin(text: str, baseline: float) -> None:
    """Thai letters number pages, too: `- ฐ -` once became text of the report."""
    assert found(text, baseline=baseline) == [True]


@pytest.mark.parametrize("text", ["ข้อ ๓", "98.29", "พ.ศ. 2568", "๑. จัดทำ", "กข", "ลำปาง", "๑๒๓๔", "3 คน"])
def test_other_rows_in_the_margin_are_text(text: str) -> None:
    assert found(text) == [False]


def test_further_in_a_number_counts_where_it_keeps_pace_with_the_pages() -> None:
    inner = HEIGHT - 150
    assert found("1", "2", "3", baseline=inner) == [True] * 3
    assert found("-5-", "-6-", "-7-", baseline=HEIGHT - 260) == [True] * 3
    assert found("1", "2", baseline=inner) == [False] * 2
    assert found("4", "9", "2", baseline=inner) == [False] * 3


def test_ornaments_reach_twice_as_far_in_as_a_bare_number() -> None:
    inner = HEIGHT - 150
    assert found("- ๓ -", baseline=inner) == [True]
    assert found("๓", baseline=inner) == [False]


def test_a_score_at_the_end_of_a_page_in_the_middle_of_the_text_is_kept() -> None:
    assert found("95", baseline=HEIGHT / 2 + 80) == [False]


def test_the_two_outermost_rows_are_looked_at() -> None:
    everything, _ = page(1, "- 3 -")
    rows = edge_rows(everything)
    assert [row.text for row in rows if not row.inner] == ["เนื้อความของรายงาน", "-3-"]
    assert len([row for row in rows if row.inner]) == 2
    assert edge_rows([]) == []


def test_a_number_under_a_running_head_counts_where_it_keeps_its_distance_to_the_pages() -> None:
    drafts = []
    for number in (1, 2, 3):
        head = clusters("เทศบาลตำบล", baseline=30, page=number)
        own = clusters(str(number), baseline=50, page=number)
        body = clusters("เนื้อความ", baseline=400, page=number)
        drafts.append((sheet(number), own, edge_rows([*head, *own, *body])))
    numbers = page_numbers([(paper, rows) for paper, _, rows in drafts])
    assert all(id(item) in numbers for _, own, _ in drafts for item in own)
    first = page_numbers([(paper, rows) for paper, _, rows in drafts[:2]])
    assert first == set()


def pages_with_head(count: int, head: str, total: int, baseline: float = 40.0) -> list[list[Line]]:
    made = []
    for number in range(1, total + 1):
        lines = [
            line(f"เนื้อความ{'กขคงจฉช'[number % 7]}", baseline=300 + LEADING * index, page=number)
            for index in range(5)
        ]
        if number <= count:
            lines.insert(0, line(head.format(number), baseline=baseline, page=number))
        made.append(lines)
    return made


def heads_of(pages: list[list[Line]]) -> set[str]:
    return running_heads([(sheet(number), lines) for number, lines in enumerate(pages, 1)])


def test_a_line_in_the_margin_of_most_pages_is_a_running_head() -> None:
    pages = pages_with_head(5, "รายงาน ITA ปี ๒๕๖๘ หน้า {}", 6)
    heads = heads_of(pages)
    assert heads == {"รายงานITAปี#หน้า#"}
    assert is_running_head(pages[0][0], sheet(1), heads)
    assert not is_running_head(pages[0][1], sheet(1), heads)


@pytest.mark.parametrize(("count", "total"), [(2, 3), (2, 2), (3, 8)])
def test_a_line_on_few_pages_is_none(count: int, total: int) -> None:
    assert heads_of(pages_with_head(count, "รายงาน ITA", total)) == set()


def test_what_repeats_in_the_middle_of_pages_is_text() -> None:
    assert heads_of(pages_with_head(6, "ผลการประเมิน", 6, baseline=200.0)) == set()
    pages = pages_with_head(6, "รายงาน ITA", 6)
    same_words = line("รายงาน ITA", baseline=400.0)
    assert not is_running_head(same_words, sheet(1), heads_of(pages))


def test_digits_of_both_scripts_are_alike_in_heads() -> None:
    assert margin_key(line("หน้า ๑๒ จาก 13")) == "หน้า#จาก#"
