"""A document's page in a real browser: boxes over the words, the way to them, nothing that acts, every width, print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import browsing
import pypdfium2
import pytest
from chromium import Chromium
from chromium import Page as Tab
from conftest import PLACE, make_report
from PIL import ImageFilter
from review_pages import read_page

from ita_extract import extract
from ita_extract.model import Report, ReviewReason, ScoreMention
from ita_extract.review.doubts import doubts_of
from ita_extract.review.making import review
from ita_extract.writing.documents import to_json, write_document

FIXTURES = Path(__file__).parents[1] / "fixtures"
DIGITAL = FIXTURES / "faults/score-out-of-range.pdf"
WIDTHS = (375, 768, 1280)
DARK = 150


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    yield from browsing.started()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("seen")


def made(folder: Path, report: Report, *inputs: Path) -> Path:
    output = folder / report.document.document_id
    write_document(output, report.document.document_id, to_json(report))
    review(output, inputs=inputs)
    return output / f"review/{report.document.document_id}.html"


@pytest.fixture(scope="module")
def digital() -> Report:
    return extract(DIGITAL)


@pytest.fixture(scope="module")
def digital_path(digital: Report, folder: Path) -> Path:
    return made(folder, digital, DIGITAL)


@pytest.fixture(scope="module")
def scan_path(folder: Path) -> Path:
    """Three pages of a report as a poor scanner gives them: small and blurred, so that letters have to be guessed."""
    path = folder / "scan.pdf"
    with pypdfium2.PdfDocument(FIXTURES / "2566-satun-obj-satun.pdf") as pdf:
        sheets = [
            pdf[number].render(scale=120 / 72).to_pil().convert("L").filter(ImageFilter.GaussianBlur(0.6))
            for number in (1, 2, 3)
        ]
    sheets[0].save(path, "PDF", resolution=120, save_all=True, append_images=sheets[1:])
    report = extract(path)
    assert any(card.spots and card.spots[0].marks for card in doubts_of(report).cards)
    return made(folder, report, path)


def opened(browser: Chromium, path: Path, fragment: str = "", width: int = 1280) -> Tab:
    tab = browser.open("about:blank")
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    tab.ask("Emulation.setDeviceMetricsOverride", size)
    tab.go(path.as_uri() + fragment)
    return tab


BOXES = """
Object.fromEntries([...document.querySelectorAll("rect[data-rows]")].flatMap((rect) => {
  const sheet = rect.ownerSVGElement, whole = sheet.getBoundingClientRect(), box = rect.getBoundingClientRect();
  const style = getComputedStyle(rect), points = sheet.viewBox.baseVal.width / whole.width;
  const sides = [box.left - whole.left, box.top - whole.top, box.right - whole.left, box.bottom - whole.top];
  const found = {
    page: Number(sheet.closest("figure").id.slice(5)), width: sheet.viewBox.baseVal.width, stroke: style.stroke,
    seen: style.visibility === "visible", box: sides.map((side) => side * points),
    inside: sides[0] >= -1 && sides[1] >= -1 && sides[2] <= whole.width + 1 && sides[3] <= whole.height + 1,
  };
  return rect.dataset.rows.split(" ").map((row) => [row, found]);
}))
"""


def test_each_field_with_evidence_has_a_visible_box_over_its_words(
    browser: Chromium, digital: Report, digital_path: Path
) -> None:
    tab = opened(browser, digital_path)
    boxes: dict[str, Any] = tab.run(BOXES)
    pictures = read_page(digital_path).pictures()
    values = doubts_of(digital).values
    assert len(values) > 50
    for value in values:
        found = boxes[value.anchor]
        assert found["page"] == value.row.page and found["seen"] and found["inside"]
        assert found["stroke"] not in ("none", "rgba(0, 0, 0, 0)")
        assert found["box"] == pytest.approx([*value.place.box], abs=1.5)
        picture = pictures[value.row.page]
        dots = picture.width / found["width"]
        words = picture.crop(tuple(round(side * dots) for side in found["box"])).convert("L")  # type: ignore[arg-type]
        assert words.getextrema()[0] < DARK, f"{value.anchor}: no ink"  # type: ignore[operator]
    tab.assert_quiet()


def test_the_marked_characters_lie_over_ink_in_the_cuts(browser: Chromium, scan_path: Path) -> None:
    tab = opened(browser, scan_path)
    marks = tab.run(
        """[...document.querySelectorAll(".doubt .cut")].map((cut) => {
          const whole = cut.getBoundingClientRect();
          return [...cut.querySelectorAll(".guess rect")].map((rect) => {
            const box = rect.getBoundingClientRect();
            return box.width > 2 && box.height > 6 && box.top >= whole.top - 1 && box.bottom <= whole.bottom + 1;
          });
        }).flat()"""
    )
    assert marks and all(marks)
    assert len(marks) == tab.run('document.querySelectorAll(".doubt mark").length')
    tab.assert_quiet()


IN_SIGHT = """(id) => {
  const box = document.getElementById(id).getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight;
}"""


def test_an_address_leads_to_a_doubt_and_to_a_field_with_its_box(
    browser: Chromium, digital_path: Path
) -> None:
    tab = opened(browser, digital_path, "#f=indicator_scores.10.score")
    assert tab.run(f'({IN_SIGHT})("indicator_scores-10")')
    lit = tab.run(
        '[...document.querySelectorAll(".flash")].map((node) => node.id || node.querySelector("rect").dataset.rows)'
    )
    assert "indicator_scores-10" in lit and any("indicator_scores-10 " in rows for rows in lit)
    box = tab.run("""document.querySelector('[data-rows~="indicator_scores-10"]').id""")
    assert tab.run(f'({IN_SIGHT})("{box}")')

    tab.run('document.getElementById("doubt-1").dataset.doubt = "k e/y"')
    tab.run('location.hash = "#doubt=k%20e%2Fy"')
    tab.wait('document.activeElement.id === "doubt-1"')
    assert tab.run(f'({IN_SIGHT})("doubt-1")')
    for name in ("#doubt=none", "#f=", "#%E0%A4%A", "#f=indicator_scores.99"):
        tab.run(f'location.hash = "{name}"')
    tab.assert_quiet()


def test_a_key_leads_from_doubt_to_doubt(browser: Chromium, scan_path: Path) -> None:
    tab = opened(browser, scan_path)
    count = tab.run('document.querySelectorAll(".doubt").length')
    assert count > 1
    tab.press("j", "j", "k", "j")
    assert tab.run("document.activeElement.id") == "doubt-2"
    tab.assert_quiet()


EVIL = '"><img src=x onerror="window.acted=1"><script>window.acted=1</script><svg onload="window.acted=1">'


def test_an_injected_script_stays_text_and_no_request_leaves_the_page(
    browser: Chromium, folder: Path
) -> None:
    box = {"page": 1, "x0": 1, "top": 2, "x1": 3, "bottom": 4}
    guess = {
        "start": 0,
        "stop": 9,
        **{name: box[name] for name in ("x0", "top", "x1", "bottom")},
        "others": EVIL,
    }
    line = {**box, "text": EVIL, "guesses": [guess]}
    row = {"subject": "overall", "score": "96.40", "section": "summary", "raw": EVIL, "confidence": 0.5}
    mention = ScoreMention.model_validate(PLACE | row | {"guessed": [line]})
    report = make_report(
        source=EVIL, organization_name=EVIL, reasons=(ReviewReason(slug=EVIL, detail=EVIL, raw=EVIL, **box),)
    )
    findings = [
        finding.model_copy(update={"message_en": EVIL, "message_th": EVIL, "rule": EVIL, "found": EVIL})
        for finding in report.findings
    ]
    report = report.model_copy(update={"score_mentions": (mention,), "findings": tuple(findings)})
    tab = opened(browser, made(folder, report))
    assert tab.run("window.acted") is None
    assert tab.run('document.querySelectorAll("main img, main script, header img").length') == 0
    assert tab.run("document.body.textContent").count("window.acted=1") > 6
    tab.assert_quiet()


FAINT = """
(() => {
  const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const colour = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const ground = (node) => { for (; node; node = node.parentElement) {
      const found = colour(getComputedStyle(node).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255]; };
  const faint = [];
  for (const node of document.querySelectorAll("body *")) {
    const words = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!words || node.closest("svg, script, [hidden]") || !node.getClientRects().length) continue;
    const one = light(colour(getComputedStyle(node).color)), two = light(ground(node));
    const ratio = (Math.max(one, two) + .05) / (Math.min(one, two) + .05);
    if (ratio < 4.5) faint.push(`${node.outerHTML.slice(0, 80)} ${ratio.toFixed(2)}`);
  }
  return faint;
})()
"""


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_fits_every_width_and_its_words_are_never_faint(
    browser: Chromium, scan_path: Path, digital_path: Path, width: int
) -> None:
    for path in (scan_path, digital_path):
        tab = opened(browser, path, "#doubt-1", width)
        assert tab.run("document.documentElement.scrollWidth <= innerWidth")
        assert tab.run(FAINT) == []
        hidden = tab.run(
            """[...document.querySelectorAll(".doubt .frame")].filter((frame) => {
              const box = frame.querySelector(".guess rect, .spot rect");
              if (!box) return false;
              const mark = box.getBoundingClientRect(), seen = frame.getBoundingClientRect();
              return mark.right > seen.right + 1 || mark.left < seen.left - 1;
            }).length"""
        )
        assert hidden == 0 or width < 500, "on a phone wide lines are scrolled; the first mark is in sight"
        tab.assert_quiet()


def test_in_print_nothing_is_cut_off(browser: Chromium, digital_path: Path) -> None:
    tab = opened(browser, digital_path)
    tab.ask("Emulation.setEmulatedMedia", {"media": "print"})
    styles = tab.run(
        """[...document.querySelectorAll(".pages, .wide, .frame")].map((node) => {
          const style = getComputedStyle(node);
          return [style.position, style.overflowX, style.overflowY].join(" ");
        })"""
    )
    assert set(styles) == {"static visible visible"}
    assert tab.run('getComputedStyle(document.querySelector(".keys")).display') == "none"
    assert len(tab.ask("Page.printToPDF", {"printBackground": False})["data"]) > 100_000
