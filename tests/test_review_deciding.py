"""Decisions at the pages, by keyboard, in a real browser: served, and as files that are merged."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import browsing
import pytest
from chromium import Chromium, Page
from decided import doubtful_report, lay_decided, line_of, settled
from outputs import snapshot

from benchmarks.reviewing import served as serving
from ita_extract.categories import Status, Verdict
from ita_extract.deciding.questions import Questions
from ita_extract.errors import UsageError
from ita_extract.model import Report, ReviewReason
from ita_extract.review.making import review
from ita_extract.review.merging import merge_decisions
from ita_extract.review.serving.desk import Desk
from ita_extract.review.serving.server import PageServer
from ita_extract.writing.between import read_between
from ita_extract.writing.corrections_file import NAME, read_corrections
from ita_extract.writing.documents import document_path, read_document

READY = "document.documentElement?.dataset.ready === 'yes'"
DECIDING = f"{READY} && document.getElementById('deciding') !== null"
COUNT = "document.getElementById('decided-count').textContent"
NOW = "document.querySelector('.now').dataset.doubt"


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    yield from browsing.started()


def served(output: Path, reviewer: str = "สมหญิง") -> AbstractContextManager[PageServer]:
    return serving(output, review(output).queue, reviewer)


def after(output: Path, report: Report) -> Report:
    path = document_path(output, report.document.document_id)
    return read_between(output).decided_in(read_document(path)).report


def page_in(browser: Chromium, address: str, ready: str = DECIDING) -> Page:
    page = browser.open(address)
    page.wait(ready)
    return page


def moved(page: Page, *keys: str, words: str = "") -> None:
    """Press keys, and wait until what was decided is counted."""
    before = page.run(COUNT)
    page.press(*keys[:-1])
    if words:
        page.wait("document.querySelector('.correcting') !== null")
        page.type(words)
    page.press(keys[-1])
    page.wait(f"{COUNT} !== {json.dumps(before)}")


def test_a_report_is_cleared_by_keys_alone(browser: Chromium, tmp_path: Path) -> None:
    report = doubtful_report()
    output = lay_decided(tmp_path / "out", report)
    with served(output) as server:
        page = page_in(browser, server.address, READY)
        assert "1 report with open doubts" in page.run("document.body.innerText")
        page.press("Enter")  # the first of the queue
        page.wait(DECIDING)
        assert "doubt=" in page.run("location.hash")
        first = page.run(NOW)
        page.press("n", "b", "?")
        assert page.run("document.getElementById('keys').open")
        page.press("Escape")
        page.wait("!document.getElementById('keys').open")
        assert page.run(NOW) == first
        while not page.run("document.body.classList.contains('all-decided')"):
            asks = json.loads(page.run("document.querySelector('.now .decide').dataset.asks"))
            about = asks[0].get("about", "")
            if about == "missing-rating":
                page.press("c")
                page.wait("document.querySelector('.correcting select') !== null")
                page.run("document.querySelector('.correcting select').value = 'ผ่านดีเยี่ยม'")
                moved(page, "Enter")
            elif about == "missing-instrument":
                moved(page, "Enter", "Enter", words="95.00")  # Enter opens it: there is nothing to accept
            elif asks[0]["table"] in ("indicator_scores", "score_mentions"):
                page.press("c")
                page.wait("document.querySelector('.correcting') !== null")
                page.type("960.22")
                page.press("Enter")
                page.wait("document.querySelector('.wrong').textContent !== ''")
                page.run("document.querySelector('.correcting input').select()")
                page.type("๙๖.๒๒")
                moved(page, "Enter")
            else:
                moved(page, "Enter")
        assert "status ok" in page.run(COUNT)
        decided = read_corrections(output).lines
        page.reload()
        page.wait(DECIDING)
        assert page.run("document.body.classList.contains('all-decided')")
        assert page.run("document.querySelectorAll('.doubt:not(.settled)').length") == 0
        page.assert_quiet()
    assert after(output, report).indicator_scores[5].score == after(output, report).score_mentions[5].score
    assert str(after(output, report).indicator_scores[5].score) == "96.22"
    assert {line.decided_by for line in decided} == {"สมหญิง"}

    later = report.document.model_copy(update={"extractor_version": "99.0"})  # a newer version reads it again
    lay_decided(output, report.model_copy(update={"document": later}))
    assert after(output, report).document.status is Status.OK
    review(output)
    page = page_in(browser, (output / f"review/{report.document.document_id}.html").as_uri())
    assert page.run("document.body.classList.contains('all-decided')")
    machine = page.run("[...document.querySelectorAll('.said del')].map((one) => one.textContent)")
    assert "96.72" in machine  # stands beside the person's
    page.assert_quiet()


def test_undo_goes_back_to_what_was_decided_last(browser: Chromium, tmp_path: Path) -> None:
    report = doubtful_report()
    output = lay_decided(tmp_path / "out", report)
    recommendation = Questions(report).by_row["recommendations", 1]
    with served(output) as server:
        page = page_in(browser, server.address.replace("queue", report.document.document_id))
        cards = page.run("[...document.querySelectorAll('[data-doubt]')].map((card) => card.dataset.doubt)")
        assert recommendation.key in cards
        page.run(f"location.hash = '#doubt={recommendation.key}'")
        page.wait(f"{NOW} === '{recommendation.key}'")
        moved(page, "a")
        assert page.run(NOW) != recommendation.key  # it went on
        assert after(output, report).recommendations[0].decided_by
        moved(page, "u")
        assert page.run(NOW) == recommendation.key
        assert after(output, report).recommendations[0].decided_by is None
        moved(page, "r")
        assert after(output, report).recommendations == ()
        page.assert_quiet()


def test_decisions_of_files_are_downloaded_and_two_reviewers_merge(browser: Chromium, tmp_path: Path) -> None:
    report = doubtful_report()
    output = lay_decided(tmp_path / "out", report)
    review(output)
    address = (output / f"review/{report.document.document_id}.html").as_uri()
    recommendation = Questions(report).by_row["recommendations", 1]
    page = page_in(browser, f"{address}#doubt={recommendation.key}")
    page.press("a")
    page.wait("document.activeElement.id === 'reviewer'")  # nobody knows yet who decides
    page.type("ก. ผู้ตรวจ")
    page.run("document.querySelector('.now').focus()")
    moved(page, "a")
    page.reload()
    page.wait(DECIDING)
    assert page.run("document.querySelectorAll('.doubt.settled').length") == 1
    page.run("document.getElementById('decided-download').click()")
    file = browser.downloads / f"decisions-{report.document.document_id}.jsonl"
    for _ in range(600):
        if file.is_file() and file.stat().st_size:
            break
        threading.Event().wait(0.05)
    page.assert_quiet()
    assert read_corrections(output).lines == ()  # a page that is a file keeps nothing in the folder

    summary = merge_decisions(output, [file])
    assert (summary.read, summary.added, summary.refused, summary.contradictions) == (1, 1, (), ())
    before = snapshot(output)
    assert merge_decisions(output, [file]).added == 0
    assert snapshot(output) == before
    theirs = tmp_path / "theirs.jsonl"
    mine = Questions(report)
    lines = [line for line in settled(report, by="ข") if line.key != recommendation.key]
    lines += [line_of(report, recommendation, Verdict.REJECT, by="ข")]
    bad = line_of(
        report, mine.by_row["indicator_scores", 1], Verdict.CORRECT, by="ข", field="score", value="102"
    )
    theirs.write_bytes(b"".join(line.line() for line in [*lines, bad]))
    summary = merge_decisions(output, [theirs])
    assert [entry.line for entry in summary.refused] == [bad]
    assert [entry.source for entry in summary.contradictions] == ["scan.pdf"]
    assert (summary.agreement.shared, summary.agreement.agreed) == (1, 0)
    review(output)
    page = page_in(browser, f"{address}#doubt={recommendation.key}")
    words = page.run("document.querySelector('.now .decide').innerText")
    assert words.count("Two people differ") == 2 and "ก. ผู้ตรวจ" in words and "ข" in words
    with pytest.raises(UsageError, match="no decision"):
        merge_decisions(output, [output / f"documents/{report.document.document_id}.json"])


def test_what_lapsed_is_asked_again_with_the_old_decision_beside(browser: Chromium, tmp_path: Path) -> None:
    report = doubtful_report()
    output = lay_decided(tmp_path / "out", report, settled(report))
    lay_decided(output, doubtful_report(guessed="90.72"))
    review(output)
    page = page_in(browser, (output / f"review/{report.document.document_id}.html").as_uri() + "#open")
    words = page.run("document.querySelector('.now .decide').innerText")
    assert "reads otherwise now" in words and "๙๖.๒๒" in words
    page.assert_quiet()


def test_what_is_in_doubt_only_since_something_was_decided_is_asked_at_once(
    browser: Chromium, tmp_path: Path
) -> None:
    report = doubtful_report()
    words = ReviewReason(slug="read-from-pictures", detail="pages 1-8 read from pictures")
    report = report.model_copy(update={"review_reasons": (words,)})
    output = lay_decided(tmp_path / "out", report)
    with served(output) as server:
        page = page_in(browser, server.address.replace("queue", report.document.document_id) + "#open")
        cards = page.run("document.querySelectorAll('article.doubt').length")
        moved(page, "Enter")
        assert page.run("document.querySelectorAll('article.doubt').length") == cards + 1
        assert "doubtful-indicator-name-mismatch" in page.run("document.querySelector('.now').innerText")
        moved(page, "Enter")
        assert "status ok" in page.run(COUNT)
        page.assert_quiet()
    assert after(output, report).document.status is Status.OK


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_an_injected_script_stays_text(browser: Chromium, tmp_path: Path) -> None:
    report = doubtful_report()
    evil = report.recommendations[0].model_copy(update={"raw": EVIL, "issue": EVIL})
    report = report.model_copy(update={"recommendations": (evil,)})
    lines = settled(report, by=EVIL)
    for position, line in enumerate(lines):
        if line.table == "recommendations":
            lines[position] = line.model_copy(
                update={"verdict": Verdict.CORRECT, "field": "issue", "value_after": EVIL, "why": EVIL}
            )
    output = lay_decided(tmp_path / "out", report, lines)
    with served(output, EVIL) as server:
        page = page_in(browser, server.address.replace("queue", report.document.document_id))
        assert page.run("document.querySelectorAll('img, script:not(:first-of-type) img').length") == 0
        words = page.run("document.body.innerText")
        assert words.count(EVIL) > 4
        key = Questions(report).by_row["recommendations", 1].key
        page.run(f"location.hash = '#doubt={key}'")
        page.wait(f"{NOW} === '{key}'")
        page.press("c")
        page.wait("document.querySelector('.correcting') !== null")
        assert EVIL in page.run(
            "[...document.querySelectorAll('.correcting :is(input, textarea)')].map((one) => one.value)"
        )
        page.assert_quiet()


def asked(
    server: PageServer, method: str, path: str, body: bytes = b"", length: int = 0, **headers: str
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=60)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.putrequest(method, path, skip_host="Host" in names)
    for name, value in names.items():
        connection.putheader(name, value)
    if body or method == "POST":
        connection.putheader("Content-Length", str(length or len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_the_server_answers_its_own_pages_alone(tmp_path: Path) -> None:
    report = doubtful_report()
    output = lay_decided(tmp_path / "out", report)
    (output / "secret.html").write_text("mine")
    key = Questions(report).by_row["measures", 1].key
    act = json.dumps({"lines": [{"key": key, "verdict": "accept"}]}).encode()
    json_type = "application/json"
    with served(output) as server:
        assert server.server_address[0] == "127.0.0.1"
        base, origin = f"/{server.token}", server.origin
        where = f"{base}/decisions/{report.document.document_id}"
        status, body = asked(server, "GET", f"{base}/{report.document.document_id}.html")
        assert status == 200 and b"connect-src &#39;self&#39;" in body and b'<meta name="served"' in body
        assert asked(server, "GET", f"{base}/queue")[0] == 200
        for path in ("/", "/queue.html", f"/{server.token[:-1]}/queue.html", "/x/queue.html"):
            assert asked(server, "GET", path)[0] == 403
        assert asked(server, "GET", f"{base}/queue.html", Host="evil.example")[0] == 403
        assert asked(server, "GET", f"{base}/queue.html", Origin="https://evil.example")[0] == 403
        assert asked(server, "GET", f"{base}/queue.html", Sec_Fetch_Site="cross-site")[0] == 403
        for path in (
            "../secret.html",
            "..%2Fsecret.html",
            "documents",
            "decisions/index",
            "decisions/..",
            "a/../b.html",
        ):
            assert asked(server, "GET", f"{base}/{path}")[0] == 404
        assert asked(server, "PUT", where)[0] == 501
        refused = [
            {"Content_Type": json_type},
            {"Content_Type": json_type, "Origin": "null"},
            {"Content_Type": json_type, "Origin": "http://127.0.0.1:1"},
            {"Content_Type": "text/plain", "Origin": origin},
            {"Content_Type": json_type, "Origin": origin, "Sec_Fetch_Site": "same-site"},
        ]
        for headers in refused:
            assert asked(server, "POST", where, act, **headers)[0] == 403
        assert not (output / NAME).exists()
        own = {"Content_Type": json_type, "Origin": origin}
        assert asked(server, "POST", where, length=1_000_001, **own)[0] == 413  # before it is sent
        assert asked(server, "POST", where, b"{}", **own)[0] == 422
        wrong = json.dumps(
            {"lines": [{"key": key, "verdict": "correct", "field": "title", "value_after": ""}]}
        )
        assert asked(server, "POST", where, wrong.encode().replace(b"title", b"page"), **own)[0] == 422
        unknown = json.dumps({"lines": [{"key": "0" * 20, "verdict": "accept"}]}).encode()
        assert asked(server, "POST", where, unknown, **own)[0] == 422
        assert not (output / NAME).exists()
        status, body = asked(server, "POST", where, act, **own)
        assert status == 200 and json.loads(body)["reviewer"] == "สมหญิง"
        assert [line.decided_by for line in read_corrections(output).lines] == ["สมหญิง"]
        with pytest.raises(UsageError, match="cannot be used"):
            PageServer(server.desk, server.server_address[1])


def test_the_queue_has_missing_scores_first_and_prose_last(tmp_path: Path) -> None:
    worst = doubtful_report()
    keep = ("guessed-characters",)
    prose = doubtful_report(b"prose").model_copy(
        update={
            "review_reasons": tuple(entry for entry in worst.review_reasons if entry.slug in keep),
            "indicator_scores": (),
            "score_mentions": (),
        }
    )
    output = lay_decided(tmp_path / "out", prose)
    lay_decided(output, worst)
    queue = review(output).queue
    assert [place.document_id for place in queue] == [worst.document.document_id, prose.document.document_id]
    desk = Desk(output, "ก", queue)
    assert desk.next_after(worst.document.document_id) == prose.document.document_id
    lay_decided(output, worst, settled(worst))  # by another program
    assert [place["document_id"] for place in desk.queue()] == [prose.document.document_id]
