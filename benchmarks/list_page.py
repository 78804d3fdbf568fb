"""How fast the list of documents and the overviews are with 8,000 made-up reports, in headless Chromium.

    python -m benchmarks.list_page [--documents N] [--times N] [--keep FOLDER]

Made up are the rows (reports of real places, scores and doubts by a seed); the pages are the program's own. Times are
of the page's own clock (performance.now) and of Chromium's books of the renderer (Performance.getMetrics, in time of
the processor): script, style, layout. Ends with 1 where loading takes 1.5 s or more of the renderer, or a filter, a
sort or a search 100 ms.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from chromium import Chromium, Page

from benchmarks.tabulate import table
from ita_extract.model import DocumentKind, Severity, Status, Subject
from ita_extract.organizations.areas import area_gazetteer
from ita_extract.organizations.classes import SUBDISTRICT_MUNICIPALITY, SUBDISTRICT_ORGANIZATION, TOWN
from ita_extract.review.listing import ListedDocument
from ita_extract.review.overview.facts import COMPARED, DocumentFacts, RuleCount
from ita_extract.review.overview.pages import area_pages
from ita_extract.review.overview.survey import Survey
from ita_extract.review.showing import PictureState
from ita_extract.review.templating import index_html, overview_html
from ita_extract.review.values import shown

MOST_LOAD_MS, MOST_FILTER_MS = 1500.0, 100.0
YEARS = (2568, 2567)
CLASSES = (SUBDISTRICT_ORGANIZATION, SUBDISTRICT_ORGANIZATION, SUBDISTRICT_MUNICIPALITY, TOWN)
RULES = (
    "score-mismatch",
    "overall-mismatch",
    "unknown-item",
    "copied-text",
    "missing-section",
    "rating-mismatch",
)
STATUSES = (*[Status.OK] * 14, *[Status.REVIEW] * 5, Status.FAILED)
ACTIONS = {
    "search for a name": "q=บ้าน",
    "search for two words": "q=เชียง+2568",
    "one province": "province=เชียงราย",
    "with errors": "findings=errors",
    "open doubts of a year": "review=open&year=2568",
    "a rule": "rule=copied-text",
    "sort by overall score": "sort=overall&order=down",
    "sort by EIT": "sort=eit&order=up",
    "sort by name": "sort=name&order=up",
    "sort by file": "sort=source&order=up",
    "everything at once": "q=น&kind=เทศบาลตำบล&status=ok&sort=name&order=down",
    "all again": "",
}


def made_documents(count: int, seed: int = 19) -> list[DocumentFacts]:
    """Return the facts of reports of real places in two years, most scores above 85, as in fact."""
    chance = random.Random(seed)
    gazetteer = area_gazetteer()
    names = [entry for entry in gazetteer.listed if entry.type is None and entry.district]
    chance.shuffle(names)
    found = []
    for number in range(count):
        entry = names[number // len(YEARS) % len(names)]
        year = YEARS[number % len(YEARS)]
        kind = CLASSES[number // len(YEARS) % len(CLASSES)]
        status = chance.choice(STATUSES)
        scores = _scores(chance) if status is not Status.FAILED else {}
        assert entry.district is not None
        province = gazetteer.area(entry.province).name
        found.append(
            DocumentFacts(
                document_id=f"d{number:016x}",
                source=f"{year}/{province}/report-{number:05d}.pdf",
                title=f"{kind}{entry.name} จังหวัด{province}",
                status=status,
                kind=DocumentKind.ANALYSIS,
                fiscal_year=year if scores else None,
                organization=f"{entry.key}-{kind}",
                organization_id=f"{entry.key}-{kind}",
                organization_type=kind,
                organization_name=entry.name,
                district=gazetteer.area(entry.district).name,
                province=province,
                superseded_by=None,
                rating=_level(scores),
                scores=scores,
                retold=(),
                rules=tuple(
                    RuleCount(rule, chance.choice(list(Severity)), chance.randint(1, 4))
                    for rule in sorted(chance.sample(RULES, chance.choice((0, 0, 1, 2))))
                ),
                items=tuple(sorted(f"{chance.choice('ie')}{chance.randint(1, 9)}" for _ in range(4))),
                indicators=(),
                recommendations=4,
            )
        )
    return found


def _scores(chance: random.Random) -> dict[Subject, Decimal]:
    middle = min(99.0, max(55.0, chance.gauss(91, 5)))
    values = (min(100.0, max(20.0, chance.gauss(middle, 4))) for _ in COMPARED[1:])
    scores = [Decimal(f"{value:.2f}") for value in (middle, *values)]
    return {
        subject: score for subject, score in zip(COMPARED, scores, strict=True) if subject is not Subject.EIT
    }


def _level(scores: dict[Subject, Decimal]) -> str | None:
    if not scores:
        return None
    overall = scores[Subject.OVERALL]
    bounds = ((95, "ผ่านดีเยี่ยม"), (85, "ผ่านดี"), (70, "ต้องปรับปรุง"), (0, "ต้องปรับปรุงโดยด่วน"))
    return next(name for bound, name in bounds if overall >= bound)


def rows_of(documents: list[DocumentFacts], seed: int = 19) -> Iterator[ListedDocument]:
    """Yield the rows of documents in the list, with made-up doubts."""
    chance = random.Random(seed)
    for facts in documents:
        doubts = chance.randint(1, 60) if facts.status is Status.REVIEW else 0
        counts = dict.fromkeys(Severity, 0)
        for rule in facts.rules:
            counts[rule.severity] += rule.findings
        yield ListedDocument(
            document_id=facts.document_id,
            source=facts.source,
            title=facts.title,
            status=facts.status,
            fiscal_year=shown(facts.fiscal_year),
            overall_score=shown(facts.overall),
            reasons=min(doubts, 3),
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            notes=counts[Severity.NOTE],
            doubts=doubts,
            pictures=PictureState.SHOWN,
            name=f"{facts.organization_type}{facts.organization_name}",
            organization_type=facts.organization_type or "",
            district=facts.district or "",
            province=facts.province or "",
            rating=facts.rating or "",
            IIT=shown(facts.scores.get(Subject.IIT)),
            EIT="/".join(shown(facts.scores.get(part)) for part in (Subject.EIT_1, Subject.EIT_2)),
            OIT=shown(facts.scores.get(Subject.OIT)),
            rules=tuple(rule.rule for rule in facts.rules),
            decided=chance.choice((0, 0, doubts)),
        )


def write_pages(folder: Path, documents: list[DocumentFacts]) -> list[tuple[str, float, int]]:
    """Write the list, the overview and those of provinces; for each kind its name, seconds to make, and bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    rows = sorted(rows_of(documents), key=lambda row: row.order)
    (folder / "index.html").write_bytes(index_html(rows))
    made = [("index.html", time.perf_counter() - began, (folder / "index.html").stat().st_size)]
    began = time.perf_counter()
    pages = area_pages(Survey(documents))
    for page in pages:
        (folder / page.name).write_bytes(overview_html(page))
    sizes = [(folder / page.name).stat().st_size for page in pages]
    made.append((f"overview.html and {len(pages) - 1} provinces", time.perf_counter() - began, sum(sizes)))
    return made


def loading(browser: Chromium, path: Path, times: int) -> tuple[float, float]:
    """Return the medians in ms of a load: until the page is drawn, by its own clock; work of the renderer."""
    clock, work = [], []
    for _ in range(times):
        page = browser.open("about:blank")
        page.ask("Performance.enable", {"timeDomain": "threadTicks"})
        page.go(path.as_uri())
        clock.append(page.run(_AFTER_A_FRAME))
        work.append(sum(_books(page).values()))
        page.assert_quiet()
        page.ask("Page.close")
    return statistics.median(clock), statistics.median(work)


def filtering(browser: Chromium, path: Path, times: int) -> dict[str, tuple[float, float, int]]:
    """Return for each action the medians in ms (the page's clock to the next frame; renderer's work), and rows left."""
    page = browser.open(path.as_uri())
    page.ask("Performance.enable", {"timeDomain": "threadTicks"})
    found = {}
    for name, words in ACTIONS.items():
        clock, work = [], []
        for _ in range(times):
            page.run("location.hash = 'status=failed'; new Promise((done) => setTimeout(done, 50))")
            before = _books(page)
            clock.append(page.run(_CHANGE % words))
            after = _books(page)
            work.append(sum(after[key] - before[key] for key in after))
        left = int(page.run("document.querySelector('.window').getAttribute('aria-rowcount')")) - 1
        found[name] = statistics.median(clock), statistics.median(work), left
    page.assert_quiet()
    return found


_AFTER_A_FRAME = (
    "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))"
)
_CHANGE = """new Promise((done) => {
  const began = performance.now();
  const drawn = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - began), 0));
  addEventListener("hashchange", drawn, { once: true });
  location.hash = "%s";
})"""


def _books(page: Page) -> dict[str, float]:
    """Return what the renderer has worked so far, in ms, by kind."""
    metrics = page.ask("Performance.getMetrics")["metrics"]
    kept = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration", "TaskOtherDuration")
    return {entry["name"]: entry["value"] * 1000 for entry in metrics if entry["name"] in kept}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=8000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="write the pages into this folder, and leave them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, Chromium() as browser:
        folder = (options.keep or Path(scratch)).resolve()
        made = write_pages(folder, made_documents(options.documents))
        print(table(("page", "s to make", "kB"), [(name, took, size // 1000) for name, took, size in made]))
        loads = {
            name: loading(browser, folder / name, options.times) for name in ("index.html", "overview.html")
        }
        print(table(("load", "ms, clock", "ms, renderer"), [(name, *took) for name, took in loads.items()]))
        filters = filtering(browser, folder / "index.html", options.times)
        rows = [(name, *took) for name, took in filters.items()]
        print(table(("list of documents", "ms, clock", "ms, renderer", "rows left"), rows))
    slow = loads["index.html"][1] >= MOST_LOAD_MS or any(
        work >= MOST_FILTER_MS for _, work, _ in filters.values()
    )
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
