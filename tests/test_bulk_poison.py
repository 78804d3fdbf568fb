"""The poison corpus: every file gets a status within its limits, and no good one beside it changes."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from outputs import codes, snapshot
from poison import bomb, lay_poison, one_page, stream

from ita_extract.extracting import extract
from ita_extract.reading.unfolding import unfolds_beyond
from ita_extract.running.limits import MEGABYTE, Limits
from ita_extract.running.manifest import read_manifest
from ita_extract.running.run import run

FIXTURES = Path(__file__).parent.parent / "fixtures"
MUTATIONS = 500 if os.environ.get("ITA_EXTRACT_LONG_TESTS") else 30
LIMITS = Limits(seconds=30, page_seconds=20, memory_mb=1024)
KNOWN = {"ok", "review", "not_ita", "empty", "not_pdf", "encrypted", "damaged", "too_large"}
HARD = {"timeout", "out_of_memory", "crashed"}


def smallest(count: int) -> list[Path]:
    return sorted(FIXTURES.glob("25*.pdf"), key=lambda path: (path.stat().st_size, path.name))[:count]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the watchdog reads Linux's books")
def test_every_poison_has_a_status_and_no_good_file_is_affected(tmp_path: Path) -> None:
    good = smallest(4)
    sources = lay_poison(tmp_path / "in", good, MUTATIONS)
    for number, path in enumerate(good):  # between the others in the order of their names
        shutil.copy(path, tmp_path / "in" / f"{'bemn'[number]}_good_{path.name}")

    summary = run([tmp_path / "in"], tmp_path / "out", workers=2, limits=LIMITS)

    found = codes(tmp_path / "out")
    lines = read_manifest(tmp_path / "out/manifest.jsonl")
    assert sorted(line.source for line in lines) == sorted([*sources, *(set(found) - set(sources))])
    assert summary.inputs == len(sources) + len(good) == len(lines)
    assert set(found.values()) <= KNOWN | HARD
    slow = {line.source for line in lines if line.seconds > LIMITS.seconds and line.error_code is None}
    assert not slow
    expected = {
        "bomb_twice": "too_large",
        "bomb_once": "too_large",
        "pages_10000": "too_large",
        "no_bytes": "empty",
        "web_page": "not_pdf",
        "head_only": "damaged",
        "encrypted": "encrypted",
    }
    assert {name: found[f"{name}.pdf"] for name in expected} == expected
    # Nothing is made of nothing: none of these holds a report.
    empty = [source for source in sources if not source.startswith(("cut_", "mutated_"))]
    assert not {found[source] for source in empty} & {"ok", "review"} - {"review"}
    assert "ok" not in {found[source] for source in empty}

    (tmp_path / "alone").mkdir()
    for path in (tmp_path / "in").glob("?_good_*.pdf"):
        shutil.copy(path, tmp_path / "alone")
    run([tmp_path / "alone"], tmp_path / "calm", workers=0)
    beside, alone = snapshot(tmp_path / "out"), snapshot(tmp_path / "calm")
    reports = [name for name in alone if name.startswith("documents/")]
    assert len(reports) == len(good)
    assert all(beside[name] == alone[name] for name in reports)


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_stream_that_unfolds_beyond_all_measure_is_seen_without_being_unfolded(layers: int) -> None:
    data = bomb(300, layers)
    assert unfolds_beyond(data, 256 * MEGABYTE)
    # what is compressed more than once has a quarter of the limit
    assert not unfolds_beyond(data, (301 if layers == 1 else 4 * 301) * MEGABYTE)
    if layers == 2:
        assert len(bomb(1024, 2)) < 6000


def test_good_files_and_odd_streams_pass() -> None:
    for path in smallest(30):
        assert not unfolds_beyond(path.read_bytes(), 16 * MEGABYTE), path.name
    assert not unfolds_beyond(one_page(stream(b"no zlib at all" * 999, b"/Filter /FlateDecode")), 100)
    assert not unfolds_beyond(b"stream\nstream\nstream\n", 1)
    assert not unfolds_beyond(b"", 1)


def test_a_file_of_too_many_bytes_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "in.pdf"
    with path.open("wb") as out:
        out.truncate(2 * MEGABYTE)
    run([path], tmp_path / "out", workers=0, limits=Limits(file_mb=1))
    assert codes(tmp_path / "out") == {"in.pdf": "too_large"}


def test_pages_are_counted_before_they_are_read_and_only_in_a_run(tmp_path: Path) -> None:
    path = smallest(1)[0]
    run([path], tmp_path / "out", workers=0, limits=Limits(pages=3))
    assert codes(tmp_path / "out") == {path.name: "too_large"}
    assert (extract(path).document.page_count or 0) > 3  # the library's own door is as it was
