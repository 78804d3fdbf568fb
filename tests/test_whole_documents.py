"""Whether all pages are there, once and in order: by the numbers that they print, and by their text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from spans import PAGE_END, line, pages

from ita_extract.assembling.pages import missing_pages, repeated_pages
from ita_extract.layout.pages import PageLayout

TEXT = "\n".join(f"หน่วยงานดำเนินการเรื่องที่ {number} ตามแผนที่วางไว้แล้วเสร็จ" for number in range(4))


def numbered(*numbers: int) -> list[PageLayout]:
    laid = pages(PAGE_END.join(f"หน้าที่มีเนื้อความ {index}" for index, _ in enumerate(numbers)))
    return [
        replace(page, page_numbers=(line(f"- {number} -", page=page.number),))
        for page, number in zip(laid, numbers, strict=True)
    ]


@pytest.mark.parametrize(
    ("numbers", "slugs"),
    [
        ((1, 2, 3, 4), []),
        ((1, 2, 4), ["missing-page"]),
        ((2, 4), ["missing-page"]),  # each is written as numbers of pages are
        ((1, 2, 2, 3), ["page-order"]),
        ((4, 3, 2, 1), ["page-order"] * 2),
        ((1, 2, 3, 1, 2), []),  # an annex that counts anew
    ],
)
def test_the_numbers_that_pages_print(numbers: tuple[int, ...], slugs: list[str]) -> None:
    laid = numbered(*numbers)
    assert [reason.slug for reason in missing_pages(laid, len(laid))] == slugs


def test_a_page_that_stands_twice() -> None:
    laid = pages(TEXT + PAGE_END + "อื่น" + PAGE_END + TEXT)
    assert [(reason.slug, reason.page) for reason in repeated_pages(laid)] == [("repeated-page", 3)]


def test_two_pages_with_a_heading_alone_are_none() -> None:
    assert list(repeated_pages(pages("ภาคผนวก" + PAGE_END + "ภาคผนวก"))) == []


def test_numbers_at_the_end_of_running_heads_count_the_pages() -> None:
    laid = pages(PAGE_END.join(f"หน้าที่มีเนื้อความ {index}" for index in range(4)))
    headed = [
        replace(page, running_heads=(line(f"เอกสารประกอบ ITA {number}", page=page.number),))
        for page, number in zip(laid, (1, 2, 3, 5), strict=True)
    ]
    assert [reason.slug for reason in missing_pages(headed, 4)] == ["missing-page"]
    fixed = [replace(page, running_heads=(line("ฉบับที่ 2", page=page.number),)) for page in laid]
    assert list(missing_pages(fixed, 4)) == []
