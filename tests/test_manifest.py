from __future__ import annotations

import json
from pathlib import Path

import pytest

from ita_extract.errors import OutputError
from ita_extract.model import Status
from ita_extract.running.manifest import Manifest, ManifestLine, read_manifest


def line(source: str, document_id: str = "0" * 16, status: Status = Status.OK) -> ManifestLine:
    return ManifestLine(
        source=source,
        document_id=document_id,
        sha256=document_id * 4,
        status=status,
        seconds=0.5,
        finished="2026-11-25T00:00:00+00:00",
        extractor_version="0.1.0",
        python_version="3.11.7",
    )


def test_each_line_is_on_the_disk_at_once_and_sorted_in_the_end(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path)
    for number, source in enumerate(("b.pdf", "ก.pdf", "a.pdf"), start=1):
        manifest.add(line(source))
        assert len(read_manifest(manifest.path)) == number
    manifest.close()
    assert [found.source for found in read_manifest(manifest.path)] == ["a.pdf", "b.pdf", "ก.pdf"]
    first = json.loads(manifest.path.read_text(encoding="utf-8").splitlines()[0])
    assert {"source", "document_id", "sha256", "status", "error_code", "seconds", "pages"} <= set(first)


def test_a_file_read_again_replaces_its_line(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path)
    manifest.add(line("a.pdf", status=Status.FAILED))
    manifest.close()
    again = Manifest(tmp_path)
    again.add(line("a.pdf"))
    assert len(read_manifest(again.path)) == 2
    again.close()
    assert [found.status for found in read_manifest(again.path)] == [Status.OK]


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_half_written_last_line_is_dropped_and_nothing_glued_to_it(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "manifest.jsonl"
    whole = (line("a.pdf").model_dump_json() + "\n").encode()
    path.write_bytes(whole + whole[:cut])
    assert [found.source for found in read_manifest(path)] == ["a.pdf"]
    manifest = Manifest(tmp_path)
    manifest.add(line("b.pdf"))
    assert [found.source for found in read_manifest(path)] == ["a.pdf", "b.pdf"]


def test_a_broken_line_before_the_last_is_said_loudly(tmp_path: Path) -> None:
    path = tmp_path / "manifest.jsonl"
    path.write_text("half\n" + line("a.pdf").model_dump_json() + "\n", encoding="utf-8")
    with pytest.raises(OutputError, match="line 1"):
        Manifest(tmp_path)


def test_fields_of_a_later_version_are_ignored(tmp_path: Path) -> None:
    path = tmp_path / "manifest.jsonl"
    path.write_text(
        json.dumps(json.loads(line("a.pdf").model_dump_json()) | {"new": 1}) + "\n", encoding="utf-8"
    )
    assert read_manifest(path) == [line("a.pdf")]


def test_no_manifest_is_an_empty_one(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "manifest.jsonl") == []
