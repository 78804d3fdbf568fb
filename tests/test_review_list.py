"""The list of documents in a real browser: it filters, sorts, draws a window of rows; its address keeps the state."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import browsing
import pytest
from chromium import Chromium, Page

from ita_extract.model import Status
from ita_extract.review.index_data import COLUMNS, index_json
from ita_extract.review.listing import ListedDocument
from ita_extract.review.showing import PictureState
from ita_extract.review.templating import index_html

MANY = 3000
EVIL = '"><img src=x onerror=alert(1)></script><script>alert(2)</script>\u2028'


def row(number: int, **about: object) -> ListedDocument:
    """Return a row: every third is of แพร่, every tenth in review with ten doubts, half of them decided."""
    review = number % 10 == 0
    values: dict[str, object] = {
        "document_id": f"d{number:016x}",
        "source": f"reports/{number}.pdf",
        "title": f"เทศบาลตำบลที่{number}",
        "status": Status.REVIEW if review else Status.OK,
        "fiscal_year": "2568" if number % 2 else "2567",
        "overall_score": f"{50 + number % 50}.{number % 100:02d}",
        "reasons": 0,
        "errors": 1 if number % 7 == 0 else 0,
        "warnings": 0,
        "notes": 0,
        "doubts": 10 if review else 0,
        "decided": 5 if number % 20 == 0 else 10 if review else 0,
        "pictures": PictureState.SHOWN,
        "name": f"เทศบาลตำบลที่{number}",
        "organization_type": "เทศบาลตำบล",
        "district": "ลอง" if number % 3 == 0 else "แม่ทะ",
        "province": "แพร่" if number % 3 == 0 else "ลำปาง",
        "rating": "ผ่านดี",
        "EIT": "90.00/88.00" if number % 2 else "–",
        "rules": ("score-mismatch",) if number % 7 == 0 else (),
    }
    return ListedDocument(**(values | about))  # type: ignore[arg-type]


def address(folder: Path, rows: list[ListedDocument]) -> str:
    path = folder / "index.html"
    path.write_bytes(index_html(rows))
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    yield from browsing.started()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> str:
    return address(tmp_path_factory.mktemp("many"), [row(number) for number in range(1, MANY + 1)])


@pytest.fixture
def page(browser: Chromium, many: str) -> Iterator[Page]:
    page = browser.open(many)
    yield page
    page.assert_quiet()
    page.ask("Page.close")


def names(page: Page) -> list[str]:
    """Return the organisations in the rows that are drawn."""
    found: list[str] = page.run(
        "[...document.querySelectorAll('.window .c-name a')].map((a) => a.textContent)"
    )
    return found


def left(page: Page) -> int:
    """Return how many documents fit, as the page says it."""
    counted = int(page.run("document.getElementById('count').textContent").split()[0])
    assert page.run("document.querySelector('.window').getAttribute('aria-rowcount')") == str(counted + 1)
    return counted


def choose(page: Page, name: str, value: str) -> None:
    page.run(f"(() => {{ const e = document.getElementById('{name}'); e.value = '{value}';"
             " e.dispatchEvent(new Event('change')); })()")  # fmt: skip


def in_address(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.run("Object.fromEntries(new URLSearchParams(location.hash.slice(1)))")
    return found


def test_only_the_rows_in_sight_are_drawn_and_the_page_is_as_long_as_all(page: Page) -> None:
    assert left(page) == MANY
    drawn = names(page)
    assert 10 < len(drawn) < 100 and drawn[0] == "เทศบาลตำบลที่1"
    height = page.run("document.querySelector('.window tr[data-number]').getBoundingClientRect().height")
    assert page.run(
        "document.querySelector('.window tbody').getBoundingClientRect().height"
    ) == pytest.approx(MANY * height, rel=0.001)
    page.run("window.scrollTo(0, document.documentElement.scrollHeight)")
    page.wait("!!document.querySelector('.window tr[data-number=\"2999\"]')")
    last = "document.querySelector('.window tr[data-number=\"2999\"]')"
    assert page.run(f"{last}.getAttribute('aria-rowindex')") == str(MANY + 1)
    assert page.run(f"{last}.querySelector('a').getAttribute('href')") == f"d{MANY:016x}.html"
    assert len(names(page)) < 100


def test_a_search_looks_into_names_places_years_and_files_in_either_figures(page: Page) -> None:
    page.press("/")
    page.type("ลอง 2567 1๕๐")  # the figures of both scripts; the third is part of a name or a file
    expected = [n for n in range(1, MANY + 1) if n % 3 == 0 and n % 2 == 0 and "150" in str(n)]
    assert left(page) == len(expected) == len(names(page))
    assert in_address(page) == {"q": "ลอง 2567 1๕๐"}
    page.press("Escape")
    assert left(page) == MANY and in_address(page) == {}


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("province", "แพร่", lambda n: n % 3 == 0),
        ("year", "2567", lambda n: n % 2 == 0),
        ("status", "review", lambda n: n % 10 == 0),
        ("findings", "errors", lambda n: n % 7 == 0),
        ("findings", "none", lambda n: n % 7),
        ("rule", "score-mismatch", lambda n: n % 7 == 0),
        ("review", "open", lambda n: n % 20 == 0),
        ("review", "decided", lambda n: n % 20 == 10),
        ("review", "none", lambda n: n % 10),
        ("kind", "เทศบาลตำบล", lambda n: True),
    ],
)
def test_each_filter_keeps_what_fits_and_the_address_keeps_the_filter(
    page: Page, name: str, value: str, fits: object
) -> None:
    choose(page, name, value)
    assert left(page) == sum(bool(fits(number)) for number in range(1, MANY + 1))  # type: ignore[operator]
    assert in_address(page) == {name: value}


def test_a_head_sorts_and_turns_and_what_has_no_value_stays_last(page: Page) -> None:
    def click(name: str) -> None:
        page.run(f"document.querySelector('th[data-sort={name}] button').click()")

    def scores() -> list[str]:
        told = (
            "[...document.querySelectorAll('.window tr[data-number] .c-eit')].map((cell) => cell.textContent)"
        )
        found: list[str] = page.run(told)
        return found

    click("overall")
    assert (
        page.run("document.querySelector('th[data-sort=overall]').getAttribute('aria-sort')") == "descending"
    )
    top = page.run("document.querySelector('.window tr[data-number] .c-overall').textContent")
    assert top == "99.99"
    click("overall")
    assert page.run("document.querySelector('.window tr[data-number] .c-overall').textContent") == "50.00"
    assert in_address(page) == {"sort": "overall", "order": "up"}
    click("name")
    assert names(page)[:3] == ["เทศบาลตำบลที่1", "เทศบาลตำบลที่2", "เทศบาลตำบลที่3"]
    for _ in range(2):  # falling, then rising
        click("eit")
        assert scores()[0] == "90.00/88.00"
        page.run("window.scrollTo(0, document.documentElement.scrollHeight)")
        page.wait("!!document.querySelector('.window tr[data-number=\"2999\"]')")
        assert scores()[-1] == "–"
        page.run("window.scrollTo(0, 0)")
        page.wait("!!document.querySelector('.window tr[data-number=\"0\"]')")


def test_the_address_brings_back_filter_order_and_search(browser: Chromium, many: str) -> None:
    page = browser.open(many + "#q=ลอง&year=2567&sort=overall&order=up&province=ไม่มี")
    assert left(page) == sum(number % 6 == 0 for number in range(1, MANY + 1))
    assert page.run("document.getElementById('q').value") == "ลอง"
    assert page.run("document.getElementById('year').value") == "2567"
    assert page.run("document.getElementById('sort').value") == "overall"
    scores = page.run(
        "[...document.querySelectorAll('.window .c-overall')].map((cell) => Number(cell.textContent))"
    )
    assert scores == sorted(scores)
    page.ask("Page.close")


def test_keys_walk_through_the_rows_beyond_those_drawn_and_enter_opens(
    browser: Chromium, tmp_path: Path
) -> None:
    (tmp_path / f"d{45:016x}.html").write_text("<title>the report</title>", encoding="utf-8")
    page = browser.open(address(tmp_path, [row(number) for number in range(1, 200)]))
    page.press("/")
    page.press("ArrowDown")
    assert page.run("document.activeElement.textContent") == "เทศบาลตำบลที่1"
    page.press(*["j"] * 45)
    assert page.run("document.activeElement.textContent") == "เทศบาลตำบลที่46"
    page.press("k")
    assert page.run("document.activeElement.textContent") == "เทศบาลตำบลที่45"
    box = page.run(
        "(() => { const b = document.activeElement.getBoundingClientRect(); return [b.top, b.bottom]; })()"
    )
    assert 0 < box[0] < box[1] < 900
    page.press("Enter")
    page.wait("document.title === 'the report'")
    page.ask("Page.close")


@pytest.mark.parametrize("width", [375, 768, 1280])
def test_nothing_is_wider_than_the_window_and_rows_are_of_one_height(page: Page, width: int) -> None:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    page.ask("Emulation.setDeviceMetricsOverride", size)
    page.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.run("document.documentElement.scrollWidth") <= width
    heights = page.run(
        "[...document.querySelectorAll('.window tr[data-number]')].map((row) => row.offsetHeight)"
    )
    assert len(heights) > 8 and max(heights) - min(heights) <= 1
    roles = page.run(
        "[...new Set([...document.querySelectorAll('.window td')].map((cell) => cell.getAttribute('role')))]"
    )
    assert set(roles) <= {"cell", None}
    assert page.run("document.querySelector('.window').getAttribute('role')") == "table"


def test_on_paper_stand_all_rows_that_fit_and_afterwards_a_window(page: Page) -> None:
    choose(page, "findings", "errors")
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert len(names(page)) == left(page) == MANY // 7
    page.run("dispatchEvent(new Event('afterprint'))")
    assert len(names(page)) < 100


def test_the_switch_of_languages_changes_the_rows_and_keeps_the_filter(page: Page) -> None:
    choose(page, "status", "review")
    page.run("speak('th')")
    assert "ควรตรวจสอบ" in page.run("document.querySelector('.window td.c-status').textContent")
    assert in_address(page) == {"status": "review"}
    page.run("localStorage.clear()")


def test_a_document_is_found_by_the_beginning_of_its_id_and_figures_are_no_part_of_it(page: Page) -> None:
    page.press("/")
    page.type("d00000000000000ab")
    assert names(page) == ["เทศบาลตำบลที่171"]
    page.press("Escape")
    page.press("/")
    page.type("bb8")  # the end of the last id
    assert left(page) == 0 and names(page) == []


def test_what_a_report_says_stays_text_in_the_list(browser: Chromium, tmp_path: Path) -> None:
    evil = row(
        1,
        name=EVIL,
        district=EVIL,
        province=EVIL,
        source=EVIL,
        rating=EVIL,
        organization_type=EVIL,
        rules=(EVIL,),
    )
    page = browser.open(address(tmp_path, [evil]))
    assert names(page) == [EVIL]
    assert page.run("document.querySelectorAll('img').length") == 0
    page.assert_quiet()
    page.ask("Page.close")


def test_the_data_of_the_list_cannot_end_its_element() -> None:
    text = index_json([row(1, name=EVIL, decided=3)])
    assert not {"<", ">", "&"} & set(text)
    data = json.loads(text)
    assert tuple(data["columns"]) == COLUMNS
    (values,) = data["rows"]
    about = dict(zip(COLUMNS, values, strict=True))
    assert (about["name"], about["decided"], about["eit"]) == (EVIL, 3, "90.00/88.00")
    assert data["provinces"][about["province"]] == "ลำปาง"


def test_without_scripts_there_is_a_plain_list_of_links(browser: Chromium, tmp_path: Path) -> None:
    where = address(tmp_path, [row(number) for number in range(1, 1101)])
    page = browser.open("about:blank")
    page.ask("Emulation.setScriptExecutionDisabled", {"value": True})
    page.go(where)
    told = page.ask("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    links = page.ask("DOM.querySelectorAll", {"nodeId": told, "selector": "noscript tbody a"})["nodeIds"]
    assert len(links) == 1000
    text = page.ask("DOM.getOuterHTML", {"nodeId": told})["outerHTML"]
    assert "the first 1000 of 1100 documents" in text and 'class="window" hidden' in text
    page.ask("Page.close")
