"""Pages for people, made from real PDFs: what they hold, that boxes lie right, that nothing in a report can act."""

from __future__ import annotations

import base64
import hashlib
import math
import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conftest import PLACE, make_report
from outputs import snapshot
from PIL import Image
from review_pages import Page, read_page

from ita_extract import extract
from ita_extract.errors import LockedError, NoInputError, OutputError, UsageError
from ita_extract.model import Report, ReviewReason, ScoreMention, Status, Subject
from ita_extract.reading.page import Box
from ita_extract.review import picturing
from ita_extract.review.cutting import cuts_of
from ita_extract.review.doubts import doubts_of
from ita_extract.review.making import ReviewSummary, review
from ita_extract.review.showing import PictureState
from ita_extract.review.values import Place
from ita_extract.running.lock import locked
from ita_extract.writing.documents import to_json, write_document

FIXTURES = Path(__file__).parents[1] / "fixtures"
DIGITAL = FIXTURES / "faults/score-out-of-range.pdf"
REPORT = FIXTURES / "2566-satun-obj-satun.pdf"
PAGES = 3  # enough for the table of indicators
TURN = 1.1  # degrees, clockwise: what a careless hand makes of a sheet
DARK = 150


def laid(output: Path, *reports: Report) -> Path:
    for report in reports:
        write_document(output, report.document.document_id, to_json(report))
    return output


def page_of(output: Path, report: Report) -> Page:
    return read_page(output / f"review/{report.document.document_id}.html")


@pytest.fixture(scope="module")
def digital() -> Report:
    return extract(DIGITAL, source="faults/score-out-of-range.pdf")


@pytest.fixture(scope="module")
def digital_page(digital: Report, tmp_path_factory: pytest.TempPathFactory) -> Page:
    output = laid(tmp_path_factory.mktemp("digital"), digital)
    review(output, inputs=[FIXTURES])
    return page_of(output, digital)


@pytest.fixture(scope="module")
def skewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first pages of a report as a scanner gives them that got the sheets askew."""
    target = tmp_path_factory.mktemp("skewed") / "skewed.pdf"
    with pypdfium2.PdfDocument(REPORT) as pdf:
        sheets = [
            pdf[number]
            .render(scale=200 / 72)
            .to_pil()
            .rotate(-TURN, Image.Resampling.BICUBIC, fillcolor="white")
            .convert("L")
            for number in range(PAGES)
        ]
    sheets[0].save(target, "PDF", resolution=200, save_all=True, append_images=sheets[1:])
    return target


@pytest.fixture(scope="module")
def scan(skewed: Path) -> Report:
    return extract(skewed)


@pytest.fixture(scope="module")
def scan_page(scan: Report, skewed: Path, tmp_path_factory: pytest.TempPathFactory) -> Page:
    output = laid(tmp_path_factory.mktemp("scan"), scan)
    review(output, inputs=[skewed])
    return page_of(output, scan)


@pytest.mark.parametrize("name", ["digital", "scan"])
def test_every_row_has_a_box_inside_its_page_and_the_way_back(
    name: str, request: pytest.FixtureRequest
) -> None:
    report, page = request.getfixturevalue(name), request.getfixturevalue(f"{name}_page")
    values = doubts_of(report).values
    assert len(values) > 20
    doubtful = {value.place: card.anchor for card in doubts_of(report).cards for value in card.values}
    for value in values:
        row = page.by_id(value.anchor)
        (link,) = (
            entry for entry in page.all("a") if row in entry.around and entry.get("href").startswith("#box-")
        )
        box = page.by_id(link.get("href")[1:])
        left, top, width, height = (float(box.get(side)) for side in ("x", "y", "width", "height"))
        (svg,) = (entry for entry in box.around if entry.tag == "svg")
        figure = next(entry for entry in box.around if entry.tag == "figure")
        assert figure.get("id") == f"page-{value.row.page}"
        x0, y0, wide, high = map(float, svg.get("viewbox").split())
        assert (x0, y0) == (0, 0)
        assert left >= 0 and top >= 0 and left + width <= wide + 1 and top + height <= high + 1
        assert left == pytest.approx(value.row.x0, abs=0.01) and top == pytest.approx(value.row.top, abs=0.01)
        back = next(entry for entry in reversed(box.around) if entry.tag == "a").get("href")[1:]
        assert back == doubtful.get(value.place, back)
        page.by_id(back)


@pytest.mark.parametrize("name", ["digital", "scan"])
def test_every_doubtful_value_has_its_picture_what_was_read_and_what_was_taken(
    name: str, request: pytest.FixtureRequest
) -> None:
    report, page = request.getfixturevalue(name), request.getfixturevalue(f"{name}_page")
    doubts = doubts_of(report)
    assert doubts.cards
    for doubt in doubts.cards:
        card = page.by_id(doubt.anchor)
        cuts = page.cuts(card)
        assert cuts
        areas = [list(map(float, svg.get("viewbox").split())) for _, svg in cuts]
        for image, _ in cuts:
            assert image.convert("L").getextrema()[0] < DARK  # type: ignore[operator]
        for value in doubt.values:
            assert value.name in card.text
        slugs = {doubts.reasons[number].slug for number in doubt.reasons} - {"guessed-characters"}
        assert all(slug in card.text for slug in slugs)
        marked = "".join(entry.text for entry in page.all("mark") if card in entry.around)
        marks = [(spot, mark) for spot in doubt.spots for mark in spot.marks]
        assert marked == "".join(spot.text[mark.start : mark.stop] for spot, mark in marks)
        assert all(any(_holds(area, mark.box) for area in areas) for _, mark in marks), "none is hidden"


def _holds(area: list[float], box: Box) -> bool:
    x0, top, wide, high = area
    return (
        x0 - 0.5 <= box.x0
        and box.x1 <= x0 + wide + 0.5
        and top - 0.5 <= box.top
        and box.bottom <= top + high + 0.5
    )


def test_boxes_of_a_skewed_scan_lie_where_the_scanner_put_the_ink(scan: Report, scan_page: Page) -> None:
    true = {row.indicator: row for row in extract(REPORT).indicator_scores}
    assert len(scan.indicator_scores) == 10
    pictures = scan_page.pictures()
    with pypdfium2.PdfDocument(REPORT) as pdf:
        width, height = pdf[0].get_size()
    sine, cosine = math.sin(math.radians(TURN)), math.cos(math.radians(TURN))
    for row in scan.indicator_scores:
        there = true[row.indicator]
        assert row.page == there.page
        x, y = (there.x0 + there.x1 - width) / 2, (there.top + there.bottom - height) / 2
        x, y = width / 2 + x * cosine - y * sine, height / 2 + x * sine + y * cosine
        assert row.x0 < x < row.x1 and row.top < y < row.bottom
        grey = pictures[row.page].convert("L")
        dots = grey.width / width
        edges = [round(edge * dots) for edge in (row.x0, row.top, row.x1, row.bottom)]
        assert grey.crop((edges[0], edges[1], edges[2], edges[3])).getextrema()[0] < DARK  # type: ignore[operator]


@pytest.mark.parametrize("turn", [90, 270])
def test_a_rotated_page_is_shown_as_it_is_read(tmp_path: Path, turn: int) -> None:
    path = tmp_path / "turned.pdf"
    with pikepdf.open(DIGITAL) as pdf:
        for page in pdf.pages:
            page.rotate(turn, relative=False)
        pdf.save(path)
    report = extract(path)
    review(laid(tmp_path / "out", report), inputs=[path])
    pictures = page_of(tmp_path / "out", report).pictures()
    for row in report.indicator_scores:
        grey = pictures[row.page].convert("L")
        assert grey.width > grey.height
        dots = grey.width / 841.89
        edges = [round(edge * dots) for edge in (row.x0, row.top, row.x1, row.bottom)]
        assert grey.crop((edges[0], edges[1], edges[2], edges[3])).getextrema()[0] < DARK  # type: ignore[operator]


def test_the_page_says_what_the_report_says(digital: Report, digital_page: Page) -> None:
    text = digital_page.path.read_text(encoding="utf-8")
    order = [text.index(f'id="{name}"') for name in ("doubts", "findings", "reasons", "tables", "facts")]
    assert order == sorted(order)
    shown = "".join(entry.text for entry in digital_page.all("body"))
    for finding in digital.findings:
        assert finding.message_th in shown and finding.message_en in shown and finding.rule in shown
    assert "contradicted-score" in shown and "คะแนนของเรื่องเดียวกันมีมากกว่าหนึ่งค่า" in shown
    assert f"{digital.document.overall_score:.2f}" in shown
    assert digital.document.sha256 in shown
    assert [entry.text for entry in digital_page.all("tr") if "การเปิดเผยข้อมูล" in entry.text]


def test_what_a_reason_names_has_its_box_and_its_picture_though_no_value_was_taken(tmp_path: Path) -> None:
    report = extract(DIGITAL)
    row = report.indicator_scores[0]
    box = {"page": row.page, "x0": row.x0 - 30, "top": row.top + 1, "x1": row.x0 - 2, "bottom": row.bottom}
    reason = ReviewReason.model_validate({"slug": "unassigned-score", "raw": "๙๘.๒๙", "detail": "x", **box})
    note = ReviewReason.model_validate({"slug": "unresolved-number", "raw": "12345", **box})
    doubted = report.with_reasons([reason, note])
    review(laid(tmp_path, doubted), inputs=[DIGITAL])
    page = page_of(tmp_path, doubted)
    (doubt,) = (card for card in doubts_of(doubted).cards if not card.values)
    card = page.by_id(doubt.anchor)
    assert "๙๘.๒๙" in card.text and "unassigned-score" in card.text
    assert page.cuts(card)
    drawn = page.by_id(card.get("data-box"))
    assert float(drawn.get("x")) == pytest.approx(row.x0 - 30, abs=0.01)
    (number,) = doubt.reasons
    links = [spot.get("href") for spot in page.all("a") if page.by_id(f"reason-{number}") in spot.around]
    assert links == [f"#page-{row.page}", f"#{doubt.anchor}"]
    (notes,) = (spot for spot in page.all("details") if "unresolved-number" in spot.text)
    assert "12345" in notes.text


def test_only_pages_with_evidence_or_doubts_are_shown(digital: Report, digital_page: Page) -> None:
    doubts = doubts_of(digital)
    assert set(digital_page.pictures()) == {value.row.page for value in doubts.values} | set(doubts.pages)
    assert len(digital_page.pictures()) < (digital.document.page_count or 0)


@pytest.mark.parametrize("name", ["digital", "scan"])
def test_a_page_loads_nothing_and_runs_nothing_but_its_own_script(
    name: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(f"{name}_page")
    for path in (page.path, page.path.with_name("index.html")):
        _is_closed(path)
    assert page.path.stat().st_size < 2_500_000


def _is_closed(path: Path) -> None:
    page = read_page(path)
    (policy,) = (
        entry.get("content")
        for entry in page.all("meta")
        if entry.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; img-src data:; ")
    assert "unsafe" not in policy and "http" not in policy
    acting = [entry for entry in page.all("script") if entry.get("type") != "application/json"]
    assert len(page.all("style")) == 1 and len(acting) == 2  # its own, and the one of its languages
    for entry in [*page.all("style"), *acting]:
        sha256 = base64.b64encode(hashlib.sha256(entry.text.encode()).digest()).decode()
        sources = next(part for part in policy.split("; ") if part.startswith(f"{entry.tag}-src"))
        assert f" 'sha256-{sha256}'" in sources
    for entry in page.elements:
        assert not [name for name in entry.attributes if name.startswith("on") or name == "style"]
        assert not entry.get("src")
        drawn = entry.tag == "image" and entry.get("href").startswith("data:image/webp;base64,")
        assert drawn or LINK.fullmatch(entry.get("href"))
    ids = [entry.get("id") for entry in page.elements if entry.get("id")]
    assert len(ids) == len(set(ids))
    for entry in page.all("a"):
        assert not entry.get("href").startswith("#") or entry.get("href")[1:] in ids
    assert page.all("html")[0].get("lang") == "en"


# within the page, or to another page of the folder, perhaps to a part of it or to a list that is filtered
LINK = re.compile(r"(#[\w-]+|(index|overview|queue|province-\d\d|d[0-9a-f]{16})\.html(#[\w%.+=&-]+)?)?")
EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>\u202e&lt;{{ 7*7 }}{% raw %}\x00</style>'


def test_nothing_in_a_report_can_act(tmp_path: Path) -> None:
    report = make_report(
        source=f"{EVIL}.pdf",
        organization_name=EVIL,
        province=EVIL,
        rating=EVIL,
        organization_id=EVIL,
        reasons=(
            ReviewReason(slug=EVIL, detail=EVIL, page=1, x0=1, top=2, x1=3, bottom=4, raw=EVIL),
            ReviewReason(slug="contradicted-score", subject=Subject.OVERALL, detail=EVIL, table=EVIL, row=1),
            ReviewReason(slug="unresolved-number", raw=EVIL),
        ),
    )
    mention = ScoreMention.model_validate(
        PLACE | {"subject": "overall", "score": "96.40", "section": "summary", "raw": EVIL, "confidence": 0.5}
    )
    finding = report.findings[0].model_copy(
        update=dict.fromkeys(("rule", "subject", "message_th", "message_en", "expected", "found"), EVIL)
    )
    report = report.model_copy(update={"score_mentions": (mention,), "findings": (finding,)})
    failed = make_report(
        b"two", EVIL, status=Status.FAILED, error_code=EVIL, error_message=EVIL, organization_name=None
    )
    output = laid(tmp_path, report, failed)
    review(output)
    for path in (output / "review").iterdir():
        _is_closed(path)
        page = read_page(path)
        assert not page.all("image")
        text = path.read_text(encoding="utf-8")
        assert "49" not in re.sub(r"[0-9a-f]{16,}", "", text.partition("</style>")[2])
        assert "{{ 7*7 }}" in text


def test_a_document_under_a_name_that_is_no_hash_is_refused(tmp_path: Path) -> None:
    report = make_report(document_id="index")
    with pytest.raises(OutputError, match="named by no SHA-256"):
        review(laid(tmp_path, report))
    assert not (tmp_path / "review").exists()


def made(summary: ReviewSummary) -> tuple[int, int, dict[PictureState, int]]:
    return summary.made, summary.removed, summary.pictures


def test_pdfs_are_found_by_their_bytes_and_never_by_their_names(digital: Report, tmp_path: Path) -> None:
    output, papers = laid(tmp_path / "out", digital), tmp_path / "papers"
    papers.mkdir()
    assert made(review(output)) == (1, 0, {PictureState.MISSING: 1})
    page = page_of(output, digital)
    assert not page.pictures()
    assert "ita-extract review OUTPUT --input FOLDER" in page.all("main")[0].text
    assert "1 document has no pictures" in read_page(output / "review/index.html").all("main")[0].text

    changed = papers / "score-out-of-range.pdf"
    changed.write_bytes(DIGITAL.read_bytes() + b"\n")
    assert made(review(output, inputs=[papers])) == (1, 0, {PictureState.CHANGED: 1})
    page = page_of(output, digital)
    assert not page.pictures()
    assert "its bytes are not those that were read" in page.all("main")[0].text

    shutil.copy(DIGITAL, papers / "another name.pdf")
    assert made(review(output, inputs=[papers])) == (1, 0, {PictureState.SHOWN: 1})
    assert page_of(output, digital).pictures()
    assert made(review(output, inputs=[papers])) == (0, 0, {PictureState.SHOWN: 1})

    (papers / "another name.pdf").unlink()
    assert made(review(output, inputs=[papers])) == (1, 0, {PictureState.CHANGED: 1})
    assert not page_of(output, digital).pictures()


def test_a_pdf_below_the_working_folder_needs_no_input(
    digital: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FIXTURES)
    assert review(laid(tmp_path, digital)).pictures == {PictureState.SHOWN: 1}


@pytest.mark.parametrize("source", ["../fixtures/faults/score-out-of-range.pdf", str(DIGITAL), "a\0b.pdf"])
def test_a_source_leads_nowhere_else(
    digital: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.chdir(FIXTURES)
    document = digital.document.model_copy(update={"source": source})
    output = laid(tmp_path, digital.model_copy(update={"document": document}))
    assert review(output).pictures == {PictureState.MISSING: 1}


def test_the_same_output_and_pdfs_give_the_same_bytes(digital: Report, tmp_path: Path) -> None:
    others = [extract(FIXTURES / name) for name in ("notice-budget-2567.pdf", "faults/score-mismatch.pdf")]
    entry, two = (laid(tmp_path / name, digital, *others) for name in ("one", "two"))
    review(entry, inputs=[FIXTURES], workers=1)
    shutil.copytree(FIXTURES / "faults", tmp_path / "moved")
    review(two, inputs=[tmp_path / "moved"], workers=2)
    assert len(snapshot(entry)) == 3 + 4 + 3  # with the queue, the overview, and that of the one province
    assert snapshot(entry) == snapshot(two)
    assert str(tmp_path).encode() not in b"".join(snapshot(entry).values())


def test_pages_of_documents_that_are_gone_are_removed_and_other_files_stay(tmp_path: Path) -> None:
    entry, two = make_report(b"one"), make_report(b"two", "two.pdf")
    output = laid(tmp_path, entry, two)
    review(output)
    (output / f"documents/{two.document.document_id}.json").unlink()
    for name in ("notes.html", "deadbeef.html", ".index.html.123.tmp"):
        (output / "review" / name).write_text("mine")
    assert review(output).removed == 1
    assert sorted(path.name for path in (output / "review").iterdir()) == sorted(
        [
            f"{entry.document.document_id}.html",
            "deadbeef.html",
            "index.html",
            "notes.html",
            "overview.html",
            "queue.html",
        ]
    )
    assert two.document.document_id not in (output / "review/index.html").read_text(encoding="utf-8")


def test_what_needs_a_look_comes_first(tmp_path: Path) -> None:
    reports = [
        make_report(b"1", "fine.pdf", status=Status.OK, reasons=()).model_copy(update={"findings": ()}),
        make_report(b"2", "other.pdf", status=Status.NOT_ITA, reasons=()),
        make_report(b"3", "wrong.pdf", status=Status.OK, reasons=()),
        make_report(b"4", "broken.pdf", status=Status.FAILED, reasons=()),
        make_report(b"5", "doubt.pdf"),
    ]
    output = laid(tmp_path, *reports)
    summary = review(output)
    rows = read_page(output / "review/index.html").all("tr")[
        2:
    ]  # the heads of the list with and without a script
    assert [row.text.split()[-1] for row in rows] == [
        "doubt.pdf",
        "broken.pdf",
        "wrong.pdf",
        "fine.pdf",
        "other.pdf",
    ]
    assert summary.documents == 5


def test_a_pdf_that_cannot_be_drawn_leaves_a_page_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing that a page could be made of")
    report = make_report(path.read_bytes(), "broken.pdf")
    output = laid(tmp_path / "out", report)
    for _ in range(2):  # tried anew each time: it may have been the machine
        assert made(review(output, inputs=[path])) == (1, 0, {PictureState.UNDRAWABLE: 1})
    text = page_of(output, report).all("main")[0].text
    assert "cannot be drawn." in text and "The file is damaged beyond rebuilding" in text


def test_a_pdf_that_asks_for_too_much_is_not_opened(digital: Report, tmp_path: Path) -> None:
    from ita_extract.running.limits import Limits

    output = laid(tmp_path, digital)
    summary = review(output, inputs=[DIGITAL], limits=Limits(pages=2))
    assert summary.pictures == {PictureState.UNDRAWABLE: 1}
    assert "pages; 2 are allowed" in page_of(output, digital).all("main")[0].text


def test_drawing_happens_in_a_process_that_is_ended_when_it_takes_too_much(
    digital: Report, tmp_path: Path
) -> None:
    from ita_extract.running.limits import Limits

    output = laid(tmp_path, digital)
    summary = review(output, inputs=[DIGITAL], limits=Limits(memory_mb=1))
    assert summary.pictures == {PictureState.UNDRAWABLE: 1}
    assert "more than 1 MB of memory" in page_of(output, digital).all("main")[0].text


def test_what_would_make_a_page_too_large_is_left_out_and_named(
    digital: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ita_extract.running.limits import Limits

    cuts = tuple(
        Place(cut.page, cut.box) for card in doubts_of(digital).cards for cut in cuts_of(card) if cut.box
    )
    assert {cut.page for cut in cuts} == {3}
    stated: list[int] = []
    monkeypatch.setattr(picturing, "PAGES_BYTES", 1)
    wanted = picturing.Wanted(DIGITAL, digital.document.sha256, (2, 3, 1, 4), frozenset({3}), cuts)
    pictures = picturing.draw(wanted, Limits(), stated.append)
    assert set(pictures.pages) == {2}
    assert pictures.left_out == (1, 3, 4)
    assert set(pictures.cuts) == set(cuts), "of a page that is left out what is in doubt is shown"
    assert (pictures.cuts_left_out, stated) == (0, [2, 0, 3, 0])  # 0: done with that page
    monkeypatch.setattr(picturing, "CUTS_BYTES", 0)
    assert picturing.draw(wanted, Limits(), stated.append).cuts_left_out == len(cuts)


def test_a_page_that_the_file_does_not_have_is_told(digital: Report) -> None:
    from ita_extract.running.limits import Limits

    wanted = picturing.Wanted(DIGITAL, digital.document.sha256, (1, 99))
    assert picturing.draw(wanted, Limits(), lambda _page: None).broken == (99,)


def test_another_file_is_never_drawn() -> None:
    from ita_extract.errors import UnreadableFileError
    from ita_extract.running.limits import Limits

    wanted = picturing.Wanted(DIGITAL, "0" * 64, (1,))
    with pytest.raises(UnreadableFileError, match="changed"):
        picturing.draw(wanted, Limits(), lambda _page: None)


def test_what_stops_it(digital: Report, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no output folder") as ended:
        review(tmp_path)
    assert "ita-extract run" in ended.value.hint
    with pytest.raises(UsageError, match="not behind an address"):
        review("s3://bucket/output")
    output = laid(tmp_path / "out", digital)
    with pytest.raises(NoInputError):
        review(output, inputs=[tmp_path / "nowhere"])
    with pytest.raises(UsageError, match="not behind addresses"):
        review(output, inputs=["https://example.org/a.pdf"])
    with locked(output), pytest.raises(LockedError):
        review(output)
    (output / "review").write_text("a file where the folder should be")
    with pytest.raises(OutputError, match="cannot be written"):
        review(output)


def test_a_list_of_many_documents_is_plain_rows(tmp_path: Path) -> None:
    from ita_extract.review.listing import listed
    from ita_extract.review.templating import index_html

    report = make_report()
    row = listed(report, 1, PictureState.MISSING)
    assert len(index_html([row] * 8000)) < 8_000_000
