"""Overviews as pages: what stands on them, that they are closed, fit each window, and change with the reports."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import browsing
import pytest
from chromium import Chromium
from conftest import PLACE, make_report
from facts import made_facts
from review_pages import read_page

from ita_extract.errors import UsageError
from ita_extract.model import InstrumentScore, Report, Severity, Status, Subject
from ita_extract.review.exchanging import exchanged, made_of
from ita_extract.review.listing import listed
from ita_extract.review.making import review
from ita_extract.review.overview.charts import Scale, bar_strip, histogram, pair_strip, spread_strip
from ita_extract.review.overview.facts import COMPARED, RuleCount
from ita_extract.review.overview.glance import Bin
from ita_extract.review.overview.pages import AreaPage, area_pages
from ita_extract.review.overview.spread import spread_of
from ita_extract.review.overview.survey import Survey
from ita_extract.review.showing import PictureState
from ita_extract.review.templating import overview_html
from ita_extract.writing.documents import to_json, write_document


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    yield from browsing.started()


def pages(*, years: tuple[int, ...] = (2568, 2567), reports: int = 24) -> tuple[AreaPage, ...]:
    """Return the overviews of reports in two provinces, one of them with a low outlier, rules and items."""
    documents = []
    for number in range(reports):
        for year in years:
            score = "55.00" if number == 0 else f"{85 + number % 12}.{number:02d}"
            documents.append(
                made_facts(
                    number * 10 + year % 10,
                    score,
                    fiscal_year=year,
                    organization=f"key-{number}",
                    province="ลำปาง" if number % 2 else "แพร่",
                    district=("แม่ทะ", "ลอง", "เกาะคา")[number % 3],
                    status=Status.REVIEW if number % 5 == 0 else Status.OK,
                    others={subject: "91.50" for subject in COMPARED if subject is not Subject.OVERALL},
                    rules=(RuleCount("score-mismatch", Severity.ERROR, 2),) if number % 4 == 0 else (),
                    items=("o1", "i2"),
                    recommendations=2,
                )
            )
    documents.append(made_facts(999, None))
    return area_pages(Survey(documents))


@pytest.mark.parametrize("width", [375, 768, 1280])
def test_an_overview_fits_each_window_in_both_languages(
    browser: Chromium, tmp_path: Path, width: int
) -> None:
    whole, province, *_ = pages()
    for shown in (whole, province):
        (tmp_path / shown.name).write_bytes(overview_html(shown))
        page = browser.open((tmp_path / shown.name).as_uri())
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
        page.ask("Emulation.setDeviceMetricsOverride", size)
        for language in ("th", "en"):
            page.run(f"speak('{language}')")
            assert page.run("document.documentElement.scrollWidth") <= width
            drawn = "[...document.querySelectorAll('svg.strip, svg.histogram')]"
            strips = page.run(f"{drawn}.map((svg) => svg.getBoundingClientRect().width)")
            assert len(strips) > 30 and min(strips) > 50
        page.assert_quiet()
        page.ask("Page.close")


def test_what_is_in_review_is_hatched_and_not_told_by_colour_alone(browser: Chromium, tmp_path: Path) -> None:
    whole, *_ = pages(years=(2568,))
    (tmp_path / whole.name).write_bytes(overview_html(whole))
    page = browser.open((tmp_path / whole.name).as_uri())
    fills = page.run(
        "[...document.querySelectorAll('.histogram .hatched')].map((bar) => getComputedStyle(bar).fill)"
    )
    assert fills and all("#hatch" in fill for fill in fills)
    assert page.run("document.getElementById('hatch').tagName") == "pattern"
    page.ask("Page.close")


def test_the_figures_stand_in_tables_with_their_links(tmp_path: Path) -> None:
    whole, lampang, phrae = pages()
    path = tmp_path / whole.name
    path.write_bytes(overview_html(whole))
    page = read_page(path)
    year = page.by_id("year-2568")
    links = [entry.get("href") for entry in page.all("a") if year in entry.around]
    assert "province-52.html#year-2568" in links and "province-54.html#year-2568" in links
    assert "index.html#rule=score-mismatch&year=2568&province=" in links
    assert f"d{8:016x}.html" in links  # the outlier's report of 2568
    assert "0 rose, 0 fell, 24 stayed." in year.text and "the number of OIT items" in year.text
    assert "48 of 49 documents are counted" in page.by_id("left-out").text
    assert (lampang.area and lampang.area.name, phrae.area and phrae.area.name) == ("ลำปาง", "แพร่")
    path.write_bytes(overview_html(phrae))
    page = read_page(path)
    assert "Districts compared" in page.by_id("year-2567").text
    assert "No organisation has a counted report in both years." in page.by_id("year-2567").text


def test_the_same_documents_give_the_same_bytes_in_any_order() -> None:
    documents = [made_facts(number, f"9{number}.00") for number in range(9)]
    first, other = (area_pages(Survey(given)) for given in (documents, documents[::-1]))
    assert [overview_html(page) for page in first] == [overview_html(page) for page in other]


def of_year(data: bytes, score: str, **about: object) -> Report:
    known: dict[str, object] = {
        "organization_id": data.decode(), "organization_lineage": data.decode(), "province": "ลำปาง",
        "document_kind": "analysis", "overall_score": Decimal(score),
    }  # fmt: skip
    return make_report(data, f"{data.decode()}.pdf", **(known | about))


def laid(output: Path, *reports: Report) -> None:
    for report in reports:
        write_document(output, report.document.document_id, to_json(report))


def peers_of(output: Path, report: Report) -> str:
    return read_page(output / f"review/{report.document.document_id}.html").by_id("peers").text


def test_a_reports_page_tells_its_provinces_median_and_changes_when_others_come(tmp_path: Path) -> None:
    first, other = of_year(b"one", "90.00"), of_year(b"two", "96.00")
    laid(tmp_path, first)
    review(tmp_path)
    page = tmp_path / f"review/{first.document.document_id}.html"
    alone = page.read_bytes()
    assert "= 0.00" in peers_of(tmp_path, first)
    laid(tmp_path, other)
    assert review(tmp_path).made == 2
    assert re.search(r"90\.00\s*93\.00\s*▼ −3\.00", peers_of(tmp_path, first))
    begun = page.read_bytes()
    assert review(tmp_path).made == 0
    page.unlink()  # made anew it is the same as changed in its file
    assert review(tmp_path).made == 1
    assert page.read_bytes() == begun != alone


def test_history_stands_on_a_reports_page_with_what_forbids_a_comparison(tmp_path: Path) -> None:
    now, then = of_year(b"one", "90.00", fiscal_year=2566), of_year(b"1", "88.00", fiscal_year=2565)
    known = {"organization_id": "one", "organization_lineage": "one"}
    then = then.model_copy(update={"document": then.document.model_copy(update=known)})
    laid(tmp_path, now, then)
    review(tmp_path)
    text = peers_of(tmp_path, now)
    assert "not comparable with 2565:" in text and "the levels and their bounds" in text
    page = read_page(tmp_path / f"review/{now.document.document_id}.html")
    links = [entry.get("href") for entry in page.all("a") if page.by_id("peers") in entry.around]
    assert links == ["province-52.html#year-2566", f"{then.document.document_id}.html"]


def test_a_page_whose_part_was_tampered_with_is_made_anew() -> None:
    part = b"<!--peers-->new<!--/peers-->"
    html = b'<meta name="peers_hash" content="' + b"0" * 64 + b'">x<!--peers-->old<!--/peers-->y'
    peers_hash = hashlib.sha256(part).hexdigest()
    assert exchanged(html, peers_hash, part) == html.replace(b"old", b"new").replace(
        b"0" * 64, peers_hash.encode()
    )
    assert exchanged(html + html, peers_hash, part) is None
    assert exchanged(b"nothing", peers_hash, part) is None
    assert made_of(Path("nowhere")) == ("", "")


LIST = (
    "code,type,name,district,province\nA1,ทต.,ทุ่งผึ้ง,แจ้ห่ม,ลำปาง\nA2,ทต.,แม่ทะ,แม่ทะ,ลำปาง\nA3,ทต.,ลอง,ลอง,แพร่\n"
)


def test_with_a_list_the_overviews_name_who_has_no_report(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    laid(tmp_path, of_year(b"A1", "90.00"))
    review(tmp_path, gazetteer=path)
    text = read_page(tmp_path / "review/province-52.html").by_id("year-2568").text
    assert "1 of 2 organisations of the list have no report" in text and "เทศบาลตำบลแม่ทะ" in text
    text = read_page(tmp_path / "review/overview.html").by_id("year-2568").text
    assert "1 province of the list has no report at all:" in text and "แพร่ (1)" in text
    review(tmp_path)
    assert "Who has no report" not in (tmp_path / "review/province-52.html").read_text(encoding="utf-8")


def test_a_list_that_cannot_be_used_stops_before_anything_is_made(tmp_path: Path) -> None:
    laid(tmp_path, of_year(b"A1", "90.00"))
    with pytest.raises(UsageError):
        review(tmp_path, gazetteer=tmp_path / "nowhere.csv")
    assert not (tmp_path / "review").exists()


def test_the_page_of_a_province_without_documents_is_removed(tmp_path: Path) -> None:
    first, other = of_year(b"one", "90.00"), of_year(b"two", "96.00", province="แพร่")
    laid(tmp_path, first, other)
    review(tmp_path)
    assert (tmp_path / "review/province-54.html").exists()
    (tmp_path / f"documents/{other.document.document_id}.json").unlink()
    (tmp_path / "review/province-mine.html").write_text("mine", encoding="utf-8")
    review(tmp_path)
    names = {path.name for path in (tmp_path / "review").glob("province-*")}
    assert names == {"province-52.html", "province-mine.html"}


def test_the_row_of_a_report_in_the_list() -> None:
    parts = [
        InstrumentScore.model_validate(
            PLACE | {"instrument": "EIT", "part": part, "label_written": "x", "score": score, "raw": score}
        )
        for part, score in ((1, "88.10"), (2, "87.00"))
    ]
    report = make_report(province="ลำปาง", district="แม่ทะ").model_copy(
        update={"instrument_scores": tuple(parts), "roster_scores": ()}
    )
    row = listed(report, 3, PictureState.SHOWN, decided=1)
    assert (row.IIT, row.EIT, row.OIT) == ("–", "88.10/87.00", "–")
    assert (row.name, row.district, row.province) == ("เทศบาลตำบลทุ่งผึ้ง", "แม่ทะ", "ลำปาง")
    assert row.rules == ("overall-mismatch",)
    assert (row.doubts, row.decided, row.open) == (3, 1, 2)


def test_strips_lie_where_their_scores_are() -> None:
    scale = Scale.over([Decimal("63.2"), Decimal("88")])
    assert (scale.low, scale.high, scale.lines) == (60, 100, "M25 0v10M50 0v10M75 0v10")
    scores = [Decimal(score) for score in ("70", "80", "90")]
    spread = spread_of(scores)
    assert spread is not None
    strip = spread_strip(spread, scale, scores)
    assert (strip.whisker, strip.box_x, strip.box_width, strip.median) == (
        "M25 5H75",
        "37.5",
        "25",
        "M50 1v8",
    )
    assert strip.dots == "M25 5h0M50 5h0M75 5h0"
    assert spread_strip(spread, scale, scores * 20).dots == ""
    assert pair_strip(Decimal(50), Decimal(100), scale).dot == "M0 5h0"
    bar = bar_strip(10, 4, 20)
    assert (bar.sure, bar.hatched) == ("30", "20")


def test_bars_of_a_histogram_stand_on_the_ground_as_high_as_their_share() -> None:
    chart = histogram([Bin(90, 95, 2, 1), Bin(95, 100, 4, 0)])
    low, high = chart.bars
    assert (high.sure_height, high.hatched_height, high.count) == ("142", "0", 4)
    assert (low.sure_height, low.hatched_height) == ("35.5", "35.5")
    assert float(high.sure_y) + 142 == chart.floor == float(low.sure_y) + 35.5
    assert [tick.score for tick in chart.ticks] == [90, 95, 100]


def test_the_benchmark_makes_the_same_pages_each_time(tmp_path: Path) -> None:
    from benchmarks.list_page import made_documents, write_pages

    for name in ("one", "two"):
        write_pages(tmp_path / name, made_documents(60))
    made = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert {"index.html", "overview.html"} < set(made)
    assert made == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}
