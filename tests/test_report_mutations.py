"""One change at a time: what is changed is what was meant, the right answers follow, and nothing read is silent."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import ita_extract
from benchmarks import mutations
from benchmarks.case_scoring.reading import Reading, read_all
from benchmarks.drawing.blocks import RELEASE
from benchmarks.drawing.facts import DOMAIN
from benchmarks.mutating.bases import drawn_copies
from benchmarks.mutating.copies import Copy, PageChange, paras, title_of
from benchmarks.mutating.judging import REASON, RIGHT, SILENT, judge
from benchmarks.mutating.kinds import KINDS, make
from benchmarks.mutating.own_words import mark, own_words
from benchmarks.mutating.setting import changed_pages
from benchmarks.scoring.report import nothing_read
from ita_extract.model import Report, Status

ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
LEXICON = Path(ita_extract.__file__).parent / "language" / "lexicon"
MUTANTS = Path(__file__).parent / "mutants"
LEAST_RIGHT = 0.9
# what these kinds cut or write otherwise stands in print no more
UNPRINTED = {"number-slip", "row-cut", "paragraph-cut"}


@pytest.fixture(scope="module")
def bases() -> list[Copy]:
    if not DOMAIN.is_dir():
        pytest.skip("../shared/domain is not beside this checkout")
    source = drawn_copies(3)
    return [next(source) for _ in range(30)]


def printed(copy: Copy) -> str:
    texts = [
        para.label + para.text for _, part in copy.parts for block in part.blocks for para in paras(block)
    ]
    return "".join("|".join(texts).translate(RELEASE).translate(ARABIC).split())


def read_as(status: Status) -> Reading:
    nothing = nothing_read()
    return Reading(Report(document=nothing.document.model_copy(update={"status": status})))


def test_every_kind_changes_one_thing_of_some_report(bases: list[Copy]) -> None:
    mutants = make(bases, len(KINDS), 5)
    assert {mutant.kind for mutant in mutants} == set(KINDS)
    known = {base.name: base for base in bases}
    for mutant in mutants:
        base = known[mutant.base]
        same = (base.parts, base.sheet, base.pages) == (
            mutant.copy.parts,
            mutant.copy.sheet,
            mutant.copy.pages,
        )
        assert not same, mutant.kind


@pytest.mark.parametrize("kind", sorted(set(KINDS) - UNPRINTED))
def test_right_answers_stand_in_the_changed_report(bases: list[Copy], kind: str) -> None:
    for mutant in make(bases, 5, 9, [kind]):
        text = printed(mutant.copy)
        gold = mutant.copy.gold
        wanted = [row["title_contains"] for row in gold["measures"]]
        wanted += [unit for row in gold["measures"] for unit in row.get("responsible", ())]
        wanted += [row["issue_contains"] for row in gold["recommendations"]]
        assert [words for words in wanted if "".join(words.split()).translate(ARABIC) not in text] == []
        rows = (*gold["indicator_scores"], *gold["instrument_scores"])
        scores = [gold["documents"]["overall_score"], *(row["score"] for row in rows)]
        assert [score for score in scores if f"{score:.2f}" not in text and f"{score:g}" not in text] == []


def test_the_same_seed_makes_the_same_mutants(bases: list[Copy]) -> None:
    first, again, other = (make(bases, 60, seed) for seed in (2, 2, 3))
    assert [(mutant.kind, mutant.what) for mutant in first] == [
        (mutant.kind, mutant.what) for mutant in again
    ]
    assert [mutant.what for mutant in first] != [mutant.what for mutant in other]


def test_a_kind_that_fits_no_report_is_left_out(bases: list[Copy]) -> None:
    bare = [base.with_blocks("advice", []) for base in bases]
    assert make(bare, 10, 1, ["reference-bracket"]) == []


def phrases(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from phrases(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from phrases(part)


def test_own_words_are_none_of_the_lexicon() -> None:
    lexicon = {
        "".join(phrase.split())
        for path in LEXICON.glob("*.toml")
        for phrase in phrases(tomllib.loads(path.read_text("utf-8")))
    }
    own = own_words()
    groups = [own["headings"], own["columns"], own["openings"]]
    shared = {text for group in groups for text in phrases(group) if "".join(text.split()) in lexicon}
    assert lexicon
    assert shared == set()


def test_pages_are_taken_out_doubled_swapped_and_reversed_between_first_and_last() -> None:
    pages = [0, 1, 2, 3, 4]
    assert changed_pages(pages, PageChange("removed", 0.0)) == [0, 2, 3, 4]
    assert changed_pages(pages, PageChange("doubled", 0.99)) == [0, 1, 2, 3, 3, 4]
    assert changed_pages(pages, PageChange("swapped", 0.5)) == [0, 1, 3, 2, 4]
    assert changed_pages(pages, PageChange("reversed", 0.5)) == [4, 3, 2, 1, 0]
    assert changed_pages([0, 1], PageChange("removed", 0.5)) == [0, 1]


@pytest.mark.parametrize(
    ("kind", "shown"), [("A.", "B."), ("a)", "b)"), ("i.", "ii."), ("ก-", "ข-"), ("[1]", "[2]"), ("◆", "◆")]
)
def test_markers_count_in_their_own_letters(kind: str, shown: str) -> None:
    assert mark(kind, 2) == shown


def test_a_part_that_changes_places_takes_a_new_number(bases: list[Copy]) -> None:
    mutants = make(bases, 10, 4, ["parts-exchanged"])
    numbered = [mutant for mutant in mutants if mutant.copy.draft.style.chapter == "{n}. "]
    for mutant in numbered:
        heads = [
            para.text.translate(RELEASE).translate(ARABIC)
            for role, part in mutant.copy.parts
            for block in part.blocks
            for para in paras(block)
            if para.level == 1 and role not in ("appendix", "contents")
        ]
        numbers = [int(re.match(r"\d+", head)[0]) for head in heads]  # type: ignore[index]
        assert numbers == list(range(1, len(heads) + 1))
    assert numbered


def test_a_slip_changes_one_figure_alone(bases: list[Copy]) -> None:
    for mutant in make(bases, 20, 6, ["number-slip"]):
        base = next(entry for entry in bases if entry.name == mutant.base)
        before, after = (
            [para.text for _, part in copy.parts for block in part.blocks for para in paras(block)]
            for copy in (base, mutant.copy)
        )
        changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        assert len(changed) == 1, mutant.what


def test_a_year_told_in_a_lost_heading_alone_is_no_right_answer(bases: list[Copy]) -> None:
    mutants = [mutant for mutant in make(bases, 60, 2, ["heading-missing"]) if "measures:" in mutant.what]
    assert mutants
    assert not any("fiscal_year" in row for mutant in mutants for row in mutant.copy.gold["measures"])


def test_titles_are_what_stands_behind_the_number(bases: list[Copy]) -> None:
    for base in bases:
        heads = [
            para for role in ("overall", "measures") for block in base.blocks(role) for para in paras(block)
        ]
        titles = [title_of(base, para) for para in heads if para.level == 1]
        assert titles
        assert not any(re.match(r"[\d๐-๙.()]", title.translate(RELEASE)) for title in titles)


def test_what_is_lost_is_silent_where_the_status_is_ok_and_a_reason_where_it_is_not(
    bases: list[Copy],
) -> None:
    assert judge(bases[0].gold, read_as(Status.OK), "marker").outcome == SILENT
    assert judge(bases[0].gold, read_as(Status.NOT_ITA), "marker").outcome == SILENT
    assert judge(bases[0].gold, read_as(Status.REVIEW), "marker").outcome == REASON
    assert judge(bases[0].gold, Reading(None, "timeout"), "marker").outcome == REASON


def test_of_a_removed_page_a_reason_is_right_and_silence_is_not(bases: list[Copy]) -> None:
    assert judge(bases[0].gold, read_as(Status.REVIEW), "page-removed").outcome == RIGHT
    assert judge(bases[0].gold, read_as(Status.OK), "page-removed").outcome == SILENT


@pytest.mark.slow
def test_a_mutant_of_each_kind_is_right_or_gives_a_reason() -> None:
    """They were set by Chromium once, and are read anew each time."""
    kinds, golds, paths = zip(*mutations.kept_in(MUTANTS), strict=True)
    assert set(kinds) == set(KINDS)
    readings = list(read_all(paths, mutations.SECONDS, 2))
    verdicts = [
        judge(gold, reading, kind) for kind, gold, reading in zip(kinds, golds, readings, strict=True)
    ]
    silent = {kind for kind, verdict in zip(kinds, verdicts, strict=True) if verdict.outcome == SILENT}
    assert silent == set()
    assert sum(verdict.outcome == RIGHT for verdict in verdicts) >= LEAST_RIGHT * len(verdicts)


def test_a_run_with_a_silent_mutant_ends_with_1(
    bases: list[Copy], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mutant = make(bases, 1, 1, ["marker"])[0]
    for status, code in ((Status.OK, 1), (Status.REVIEW, 0)):
        read = [(mutant, judge(mutant.copy.gold, read_as(status), mutant.kind))]
        monkeypatch.setattr(mutations, "measured", lambda *_, read=read, **__: read)
        assert mutations.main(["--count", "1"]) == code
        assert f"({read[0][1].outcome}, {status}" in capsys.readouterr().out
