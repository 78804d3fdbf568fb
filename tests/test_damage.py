"""Content streams that break off are told: PDFium draws what it can of them and says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ita_extract import extract
from ita_extract.reading.damage import content_streams

FIXTURES = Path(__file__).parents[1] / "fixtures"
REPORT = FIXTURES / "2565-khon-kaen-thesaban-nakhon-khon-kaen.pdf"


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.pdf")), ids=lambda path: path.stem)
def test_whole_files_are_whole(path: Path) -> None:
    assert content_streams(path.read_bytes()).damaged == 0


def test_a_report_with_a_broken_page_is_not_sure(tmp_path: Path) -> None:
    data = bytearray(REPORT.read_bytes())
    starts = []
    position = data.find(b"stream\n")
    while position >= 0:
        begin, end = position + 7, data.find(b"endstream", position)
        broken = (
            bytes(data[:begin]) + bytes(data[begin : (begin + end) // 2]) + b"\0" * (end - (begin + end) // 2)
        )
        if content_streams(broken + bytes(data[end:])).damaged:
            starts.append((begin, end))
        position = data.find(b"stream\n", end + 9)
    assert len(starts) >= 5  # a page each
    begin, end = starts[2]
    middle = (begin + end) // 2
    data[middle:end] = b"\0" * (end - middle)
    path = tmp_path / "broken.pdf"
    path.write_bytes(data)
    document = extract(path).document
    assert document.status == "review"
    assert any(reason.startswith("damaged-file: 1 content stream") for reason in document.review_reasons)
