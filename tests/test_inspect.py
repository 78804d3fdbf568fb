"""`ita-extract inspect`: boxes stand where the evidence says, fates and columns are the readers' own, nothing acts."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from conftest import Called
from review_pages import Page, read_page
from spans import PAGE_END, Row, one_table, pages, span

from ita_extract import extract
from ita_extract.assembling.report import Source, assemble_all
from ita_extract.extracting import Reading, read
from ita_extract.inspecting import gathering
from ita_extract.inspecting.gathering import MOST_ITEMS, gather
from ita_extract.inspecting.lines import inspection_lines
from ita_extract.inspecting.looking import Question, look
from ita_extract.inspecting.seen import Inspection
from ita_extract.inspecting.templating import inspection_html
from ita_extract.layout.pages import PageLayout
from ita_extract.model import Fate, Report, Status
from ita_extract.numbers.ledger import Ledger
from ita_extract.reading.page import Box
from ita_extract.review.values import values_of
from ita_extract.rulebook.year import rules_for
from ita_extract.running.limits import Limits
from ita_extract.tables.advice_columns import judge_advice_table
from ita_extract.tables.measure_columns import measure_roles
from ita_extract.tables.measure_content import content_roles
from ita_extract.tables.score_tables import judge_score_table
from ita_extract.tables.typed import TypedTable, Why, advice_typed, measures_typed, scores_typed

FIXTURE = Path(__file__).parents[1] / "fixtures/2568-lampang-thesaban-tambon-mueang-pan.pdf"
ROSTER = Path(__file__).parents[1] / "fixtures/rosters/2567-nan.pdf"
YEAR = 2568
COVER = (
    "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน (ITA)\nประจำปีงบประมาณ พ.ศ. 2568\n"
    f"เทศบาลตำบลปัว\nอำเภอปัว จังหวัดน่าน{PAGE_END}"
    "ผลการประเมินรายตัวชี้วัดของเทศบาลตำบลปัว การเปิดเผยข้อมูล การแก้ไขปัญหาการทุจริต ประสิทธิภาพการสื่อสาร"
)
EVIL = '"><script>alert(1)</script>{{ 7*7 }}</style><img src=x onerror=alert(2)>'


def reading_of(*parts: str | list[Row]) -> Reading:
    laid: list[PageLayout] = pages(*parts)
    made = assemble_all(Source("a.pdf", "0" * 64, len(laid)), laid, lambda: [])
    return Reading(made.report, tuple(laid), (), made)


@pytest.fixture(scope="module")
def report() -> Report:
    return extract(FIXTURE)


@pytest.fixture(scope="module")
def seen() -> Inspection:
    return look(Question(FIXTURE, FIXTURE.name), Limits(), lambda _page: None)


@pytest.fixture(scope="module")
def page(seen: Inspection, tmp_path_factory: pytest.TempPathFactory) -> Page:
    return written(seen, tmp_path_factory.mktemp("inspect"))


def written(seen: Inspection, folder: Path) -> Page:
    (folder / "page.html").write_bytes(inspection_html(seen))
    return read_page(folder / "page.html")


def drawn(page: Page, anchor: str, grow: float = 0.0) -> Box:
    """The box of an anchor as the page draws it, without the room that it leaves around."""
    link = page.by_id(anchor)
    (rect,) = (entry for entry in page.all("rect") if link in entry.around)
    x, y, width, height = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
    return Box(x + grow, y + grow, x + width - grow, y + height - grow)


# What is shown is what was read


def test_the_reading_has_the_report_that_extract_gives(report: Report) -> None:
    assert read(FIXTURE).report == report


def test_every_number_is_drawn_where_it_stands_with_the_fate_of_the_report(
    report: Report, seen: Inspection, page: Page
) -> None:
    shown = {entry.number for entry in seen.pages}
    of_pages = [(number, row) for number, row in enumerate(report.numbers, start=1) if row.page in shown]
    assert len(of_pages) > 100
    for number, row in of_pages:
        anchor = f"p{row.page}-n{number}"
        assert drawn(page, anchor, grow=0.5) == pytest.approx((row.x0, row.top, row.x1, row.bottom), abs=0.02)
        link, entry = page.by_id(anchor), page.by_id(f"l-{anchor}")
        assert f"number {row.fate.value}" in link.get("class")
        assert next(outer for outer in link.around if outer.tag == "section").get("id") == f"page-{row.page}"
        if row.fate == Fate.CLAIMED:
            assert f"→ {row.table} {row.row or ''}".strip() in entry.text
        elif row.fate == Fate.EXCUSED:
            assert row.reason in entry.text and row.rule in entry.text and row.cue in entry.text
        else:
            assert (row.reason or "no reader took it") in entry.text
    assert {row.fate for _, row in of_pages} >= {Fate.CLAIMED, Fate.EXCUSED}
    assert len(page.all("a", "number")) == len(of_pages)


def test_rows_are_drawn_where_their_evidence_stands(report: Report, seen: Inspection, page: Page) -> None:
    shown = {entry.number for entry in seen.pages}
    rows = [value for value in values_of(report) if value.row.page in shown]
    assert len(rows) > 20
    for value in rows:
        box = drawn(page, f"p{value.row.page}-{value.anchor}", grow=1)
        assert box == pytest.approx(value.place.box, abs=0.02)


def test_all_columns_of_all_tables_are_named_on_every_page(seen: Inspection, page: Page) -> None:
    tables = [table for entry in seen.pages for table in entry.tables]
    assert {table.reader for table in tables} >= {"scores", "measures"}
    for table in tables:
        assert [column.number for column in table.columns] == list(range(1, len(table.columns) + 1))
        for column in table.columns:
            entry = page.by_id(f"l-{column.anchor}")
            assert column.meaning in entry.text and f"told by {column.why}" in entry.text
            assert column.box is not None
            box = drawn(page, column.anchor)
            assert table.box.x0 - 1 <= box.x0 < box.x1 <= table.box.x1 + 1


def test_blocks_hold_every_char_of_their_page_once_and_say_which_rows_took_them(seen: Inspection) -> None:
    reading = read(FIXTURE, proof="never")
    inside = Counter(
        id(char)
        for block in reading.made.laid.blocks
        for char in (block.span.chars if hasattr(block, "span") else ())
    )
    assert max(inside.values()) == 1
    kinds = {block.kind for entry in seen.pages for block in entry.blocks}
    assert kinds >= {"heading", "paragraph", "list-item", "table", "furniture"}
    taken = {row.split()[0] for entry in seen.pages for block in entry.blocks for row in block.taken_by}
    assert taken >= {"score_mentions", "recommendations", "guidelines", "measures"}
    for entry in seen.pages:
        for block in entry.blocks:
            assert -1 <= block.box.x0 < block.box.x1 <= entry.width + 1
            assert -1 <= block.box.top < block.box.bottom <= entry.height + 1


def test_every_box_leads_to_its_words_and_back(page: Page) -> None:
    every = [entry.get("id") for entry in page.elements if entry.get("id")]
    ids = set(every)
    assert len(ids) == len(every)
    boxes = [link for link in page.all("a") if link.get("id")]
    assert len(boxes) > 200
    names_of_boxes = {link.get("id"): link.get("href") for link in boxes}
    assert all(href == f"#l-{name}" for name, href in names_of_boxes.items())
    leading = {link.get("href").removeprefix("#") for link in page.all("a")}
    assert leading <= ids
    back = {link.get("href") for link in page.all("a") if not link.get("id")}
    assert {f"#{name}" for name in names_of_boxes} <= back


def test_every_layer_can_be_switched_by_mouse_and_by_a_key(page: Page) -> None:
    switches = {
        entry.get("id").removeprefix("show-"): entry.get("data-key")
        for entry in page.all("input")
        if entry.get("id").startswith("show-")
    }
    layers = {
        entry.get("class").removeprefix("layer-")
        for entry in page.all("g")
        if entry.get("class").startswith("layer-")
    }
    assert layers == set(switches) - {"labels", "paper"}
    assert len(set(switches.values())) == len(switches) and all(switches.values())
    (style,) = page.all("style")
    assert all(f"#show-{layer}:checked" in style.text for layer in switches)


# Tables: how they were typed


def names(typed: TypedTable) -> list[str]:
    return [column.meaning for column in typed.columns]


def test_a_column_tells_which_test_named_it_what_came_next_and_by_how_much() -> None:
    rows: list[Row] = [["ที่", "ตัวชี้วัด", "ผล 2568", "ระดับ"]]
    rows += [
        [str(number), name, score, level]
        for number, name, score, level in (
            (1, "การปฏิบัติหน้าที่", "91.20", "ผ่าน"),
            (2, "การใช้งบประมาณ", "-", "ผ่าน"),
            (3, "การใช้อำนาจ", "ไม่ทราบ", "ผ่าน"),
            (4, "การใช้ทรัพย์สินของราชการ", "86.75", "ผ่าน"),
        )
    ]
    table = one_table(rows)
    typed = scores_typed(table, judge_score_table(table, rules_for(YEAR), YEAR))
    assert names(typed) == ["row-number", "words", "score", "level"]
    number, _, score, level = typed.columns
    assert number.why == Why.HEADING and number.margin is None
    assert (score.why, score.fitting, score.filled) == (Why.CONTENT, 3, 4)
    assert score.margin == pytest.approx(0.25)
    assert level.others == ("words",)
    assert (typed.reader, typed.kind, typed.form) == ("scores", "indicators", "by-row")


def test_a_table_in_two_halves_has_all_its_columns_named() -> None:
    half = ["ตัวชี้วัดที่", "คะแนน"]
    rows: list[Row] = [[*half, *half]]
    rows += [[str(n), f"9{n}.20", str(n + 5), f"8{n}.10"] for n in range(1, 6)]
    table = one_table(rows)
    typed = scores_typed(table, judge_score_table(table, rules_for(YEAR), YEAR))
    assert names(typed) == ["indicator-number", "score"] * 2
    assert [column.number for column in typed.columns] == [0, 1, 2, 3]


def test_a_lying_table_names_its_rows() -> None:
    rows: list[Row] = [
        ["ตัวชี้วัดที่", *map(str, range(1, 11))],
        ["ชื่อตัวชี้วัด", *(["การใช้อำนาจ"] * 10)],
        ["คะแนน", *(f"9{number}.10" for number in range(10))],
    ]
    reading = reading_of(COVER + "\nผลการประเมินรายตัวชี้วัดมีดังนี้", rows)
    tables = [table for entry in gather(reading).pages for table in entry.tables]
    (table,) = tables
    assert table.orientation.startswith("lying")
    assert [column.meaning for column in table.columns] == ["indicator-number", "words", "score"]
    upper, _, lower = (column.box for column in table.columns)
    assert upper is not None and lower is not None and upper.bottom <= lower.top + 1


def test_a_table_that_numbers_the_indicators_from_left_to_right_names_its_columns() -> None:
    rows: list[Row] = [["ที่", *map(str, range(1, 11))], ["คะแนน", *(f"9{n}.10" for n in range(10))]]
    table = one_table(rows)
    typed = scores_typed(table, judge_score_table(table, rules_for(YEAR), YEAR))
    assert typed.form == "sideways"
    assert names(typed) == ["words", *["score"] * 10]


def test_a_table_that_no_reader_takes_says_so() -> None:
    table = one_table([["ชื่อ", "โทรศัพท์"], ["กองคลัง", "0-5479-1234"], ["กองช่าง", "0-5479-1235"]])
    typed = scores_typed(table, judge_score_table(table, rules_for(YEAR), YEAR))
    assert typed.reader is None and not typed.is_read and typed.form == "no-score"
    assert len(typed.columns) == 2


def test_a_column_of_measures_under_an_unknown_heading_is_named_by_its_cells() -> None:
    rows: list[Row] = [["ที่", "มาตรการ", "วิธีการดำเนินการ", "ระยะเวลา", "ฝ่าย X", "ข้อความ"]]
    rows += [[str(n), f"มาตรการที่ต้องทำ {n}", "1. ทำ 2. ตรวจ", "ต.ค. 2568", "กองคลัง", ""] for n in range(1, 4)]
    table = one_table(rows)
    roles = measure_roles(list(table.headings))
    assert roles is not None
    typed = measures_typed(table, roles, content_roles(table, roles, rules_for(YEAR)))
    assert names(typed) == ["number", "title", "steps", "period", "responsible", "unknown"]
    assert [column.why for column in typed.columns][-2:] == [Why.CONTENT, Why.NOTHING]
    assert typed.columns[4].margin == pytest.approx(0.3)


def test_a_table_of_recommendations_names_what_each_test_told() -> None:
    rows: list[Row] = [["รหัส", "ประเด็น", "ข้อเสนอแนะ"]]
    rows += [[f"i{n}", "เจ้าหน้าที่บางรายปฏิบัติงานล่าช้า", "หน่วยงานควรกำหนดเวลาให้ชัดเจน"] for n in range(1, 4)]
    table = one_table(rows)
    typed = advice_typed(table, judge_advice_table(table))
    assert names(typed) == ["item", "issue", "advice"]
    assert typed.columns[0].why == Why.CONTENT and typed.columns[1].why == Why.HEADING


def test_a_roster_has_a_meaning_for_each_column() -> None:
    reading = read(ROSTER, proof="never")
    seen = gather(reading)
    tables = [table for entry in seen.pages for table in entry.tables]
    assert tables and {table.reader for table in tables} == {"roster"}
    for table in tables:
        meanings = [column.meaning for column in table.columns]
        assert {"name", "IIT", "EIT", "OIT"} <= set(meanings)
    assert seen.is_accounted and seen.sections is None


# The pieces that it rests on


def test_a_span_has_a_box_on_each_of_its_pages() -> None:
    text = span(f"ตัวชี้วัด{PAGE_END}ที่ 4")
    assert list(text.boxes) == [1, 2]
    whole = text.evidence()
    assert text.boxes[1] == pytest.approx((whole["x0"], whole["top"], whole["x1"], whole["bottom"]), abs=0.01)


def test_a_ledger_names_the_rows_that_took_a_text() -> None:
    reading = reading_of("ข้อ 4 และข้อ 5")
    ledger = Ledger.of(reading.made.laid)
    text = reading.made.laid.text
    ledger.take(text.cut(0, 3), "guidelines", 1)
    ledger.take(text.cut(3), "guidelines", 2)
    assert [(key.table, key.row) for key in ledger.owners(text)] == [("guidelines", 1), ("guidelines", 2)]


# Reasons, and which pages are shown


def test_a_number_without_a_fate_leads_to_its_reason_and_back(tmp_path: Path) -> None:
    reading = reading_of(COVER + "\nผลการประเมินในภาพรวม 92.00 คะแนน\nตามหนังสือ 87.35 คะแนน เป็นอย่างอื่น")
    seen = gather(reading)
    assert seen.document.status == Status.REVIEW
    open_ones = [number for entry in seen.pages for number in entry.of_fate(Fate.UNRESOLVED)]
    assert open_ones
    page = written(seen, tmp_path)
    for number in open_ones:
        (anchor,) = number.reasons
        assert page.by_id(anchor).get("class").startswith("reason")
        assert drawn(page, anchor, grow=2.5) == pytest.approx(number.box, abs=0.02)
        links = [
            link.get("href") for link in page.all("a") if page.by_id(f"l-{number.anchor}") in link.around
        ]
        assert f"#l-{anchor}" in links


def test_a_contradicted_score_leads_to_all_places_of_its_subject_that_are_shown(tmp_path: Path) -> None:
    rows: list[Row] = [["ตัวชี้วัดที่", "คะแนน"], *([str(n), f"9{n - 1}.10"] for n in range(1, 11))]
    prose = f"{PAGE_END}ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่\nตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้คะแนน 71.20 คะแนน"
    reading = reading_of(COVER + "\nผลการประเมินได้คะแนน 92.00 คะแนน ผ่าน", rows, prose)
    seen = gather(reading)
    (contradicted,) = (reason for reason in seen.reasons if reason.slug == "contradicted-score")
    assert {(value.value, value.page) for value in contradicted.values} == {("90.10", 2), ("71.20", 3)}
    assert any("71.20 on page 3" in line and "90.10 on page 2" in line for line in inspection_lines(seen))
    for shown, count in ((seen, 2), (gather(reading, asked_for=(2,)), 1)):
        page = written(shown, tmp_path)
        ids = {entry.get("id") for entry in page.elements}
        links = {link.get("href").removeprefix("#") for link in page.all("a")}
        assert links <= ids
        assert len(links & {f"l-{value.anchor}" for value in contradicted.values}) == count


def test_pages_with_reasons_come_first_where_not_all_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_PAGES", 1)
    filler = PAGE_END.join("ตัวชี้วัดที่ 1 ได้คะแนน 92.00 คะแนน" for _ in range(3))
    seen = gather(reading_of(f"{COVER}{PAGE_END}{filler}{PAGE_END}ตามหนังสือ 87.35 คะแนน เป็นอย่างอื่น"))
    (shown,) = seen.pages
    assert [reason.slug for reason in shown.reasons if not reason.is_note]
    assert seen.left_out and shown.number not in seen.left_out
    assert [summary.number for summary in seen.summaries if summary.shown] == [shown.number]


def test_pages_that_are_asked_for_are_shown_whatever_they_hold() -> None:
    seen = gather(reading_of(f"{COVER}{PAGE_END}คำนำ{PAGE_END}ว่าง"), asked_for=(3, 9))
    assert [entry.number for entry in seen.pages] == [3]
    assert seen.absent == (9,) and seen.left_out == ()


def test_a_page_of_too_many_numbers_is_cut_and_says_so(tmp_path: Path) -> None:
    seen = gather(reading_of(COVER + PAGE_END + "\n".join(["1 " * 40] * 60)))
    (page,) = (entry for entry in seen.pages if entry.number == 3)
    assert len(page.numbers) == MOST_ITEMS and page.cut >= 400
    assert f"{page.cut} more blocks, numbers or rows" in written(seen, tmp_path).all("body")[0].text


def test_a_document_of_something_else_says_that_no_reader_was_asked(tmp_path: Path) -> None:
    seen = gather(reading_of("บันทึกข้อความ\nขอเชิญประชุม 3 เรื่อง"))
    assert seen.document.status == Status.NOT_ITA and not seen.is_accounted
    assert "taken for no report" in written(seen, tmp_path).all("body")[0].text
    assert any("taken for no report" in line for line in inspection_lines(seen))


# The file is hostile


def test_nothing_in_a_report_can_act(tmp_path: Path) -> None:
    rows: list[Row] = [
        [f"มาตรการ{EVIL}", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"],
        [f"1. {EVIL}", "1. ทำ 92.50", "ต.ค. 2568", EVIL],
    ]
    reading = reading_of(f"{COVER}{PAGE_END}{EVIL} 93.10 คะแนน {EVIL}\n1. {EVIL}", rows)
    evil = reading.report.document.model_copy(update={"source": EVIL, "organization_name": EVIL})
    seen = gather(
        Reading(reading.report.model_copy(update={"document": evil}), reading.pages, (), reading.made)
    )
    page = written(seen, tmp_path)
    assert (len(page.all("img")), len(page.all("script"))) == (0, 3)
    title = page.all("h1")[0].text
    assert EVIL in title
    assert sum("alert(1)" in entry.text for entry in page.all("li")) > 3
    assert all("alert(1)" not in entry.text for entry in page.all("script"))
    is_closed(page)


def test_a_page_loads_nothing_and_runs_nothing_but_its_own_scripts(page: Page) -> None:
    is_closed(page)
    assert page.path.stat().st_size < 5_000_000
    pictures, sections = len(page.all("img")), len(page.all("section"))
    assert pictures == sections > 1


def is_closed(page: Page) -> None:
    (policy,) = (entry.get("content") for entry in page.all("meta") if "Policy" in entry.get("http-equiv"))
    assert policy.startswith("default-src 'none'; img-src data:; ") and "unsafe" not in policy
    acting = [entry for entry in page.all("script") if entry.get("type") != "application/json"]
    count = len(acting)
    assert count == 2
    for entry in [*page.all("style"), *acting]:
        sha256 = base64.b64encode(hashlib.sha256(entry.text.encode()).digest()).decode()
        sources = next(part for part in policy.split("; ") if part.startswith(f"{entry.tag}-src"))
        assert f" 'sha256-{sha256}'" in sources
    attributes = [attribute for entry in page.elements for attribute in entry.attributes.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name == "style"]
    leading = {value for name, value in attributes if name == "href"}
    assert not [value for value in leading if not re.fullmatch(r"#[\w-]+", value)]
    assert all(value.startswith("data:image/webp;base64,") for name, value in attributes if name == "src")


# The command


@pytest.fixture
def call(program: Called) -> Called:
    """Run the program in an empty folder: exit code, stdout, stderr."""
    return program


def test_it_writes_a_page_beside_and_says_where_it_is(call: Called, tmp_path: Path) -> None:
    shutil.copy(FIXTURE, tmp_path / "report.pdf")
    code, out, err = call("inspect", "report.pdf", "--page", "3", "--proof", "never")
    assert (code, out) == (0, "")
    assert err.endswith("page 3 is shown\nOpen in a browser: report-inspect.html\n")
    page = read_page(tmp_path / "report-inspect.html")
    assert [entry.get("id") for entry in page.all("section")] == ["page-3"]
    assert len(page.all("img")) == 1


def test_text_is_data_on_stdout(call: Called) -> None:
    code, out, err = call("inspect", str(FIXTURE), "--page", "3", "--format", "text", "--proof", "never")
    assert (code, err) == (0, "")
    assert out.startswith(f"{FIXTURE.name}: ")
    assert "\npage 3 (text): numbers " in out and "  blocks\n" in out and "page 4" not in out


def test_files_that_cannot_be_read_end_as_they_do_elsewhere(call: Called, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    assert call("inspect", "empty.pdf")[0] == 3
    with pikepdf.open(FIXTURE) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    code, out, err = call("inspect", "locked.pdf", "--output", "page.html")
    assert (code, out) == (3, "") and "qpdf --decrypt" in err
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nowhere.pdf"], 4, "does not exist"),
        (["."], 4, "Name one PDF"),
        (["https://example.org/a.pdf"], 2, "no addresses"),
        (["own.pdf", "--output", "own.pdf"], 2, "names the report itself"),
        (["own.pdf", "--quiet", "--verbose"], 2, "exclude each other"),
        (["own.pdf", "--page", "0"], 2, "--page"),
        (["*.pdf"], 2, "names 2 files"),
    ],
)
def test_a_wrong_command_says_what_to_do(
    call: Called, tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    for name in ("own.pdf", "other.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-")
    ended, out, err = call("inspect", *arguments)
    assert (ended, out) == (code, "") and words in err
    assert (tmp_path / "own.pdf").read_bytes() == b"%PDF-"


def test_a_page_that_the_file_does_not_have_is_refused(call: Called) -> None:
    code, _, err = call("inspect", str(FIXTURE), "--page", "99", "--format", "text", "--proof", "never")
    assert code == 2 and "has no page 99; its last one is " in err
