"""Decompression bombs: in all the ways in which a PDF may wrap one it is seen, and not unfolded to its end."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from outputs import codes
from poison import MEGABYTE, one_page, pdf, stream, zeros

from ita_extract.errors import DamagedError
from ita_extract.reading.opening import open_pdf
from ita_extract.reading.streams import Filters, are_endless, find_streams
from ita_extract.reading.unfolding import (
    _Counted,
    _inflated,
    _Spent,
    _without_base85,
    _without_hex,
    _without_lzw,
    _without_runs,
    unfolds_beyond,
)
from ita_extract.running.limits import Limits
from ita_extract.running.run import run

FIXTURES = Path(__file__).parents[1] / "fixtures"
LIMIT = 64 * MEGABYTE
ONCE = zeros(80)
TWICE = zlib.compress(ONCE, 9)


def page_of(*contents: bytes, more: tuple[bytes, ...] = ()) -> bytes:
    """Return a PDF whose page has several content streams, objects from 4 on; `more` come behind them."""
    listed = b" ".join(b"%d 0 R" % (4 + number) for number in range(len(contents)))
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ["
        + listed
        + b"] /Resources << >> >>"
    )
    catalogue, tree = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf(catalogue, tree, page, *contents, *more)


def packed_lzw(size: int) -> bytes:
    """Return zeros in LZW: each code stands for one more of them than the one before."""
    codes, table, done = [256], 258, 0
    while done < size:
        if table > 4093:
            codes.append(256)
            table = 258
        codes.append(0 if table == 258 else table - 1)
        done += table - 257
        table += 1
    out, bits, held, width, table = bytearray(), 0, 0, 9, 257
    for code in [*codes, 257]:
        held, bits = held << width | code, bits + width
        while bits >= 8:
            bits -= 8
            out.append(held >> bits & 255)
        held &= (1 << bits) - 1
        table = 257 if code == 256 else table + 1
        width = 9 + (table >= 511) + (table >= 1023) + (table >= 2047)
    out.append(held << (8 - bits) & 255)
    return bytes(out)


RUNS = b"\x81\x00" * (LIMIT // 128 + 9) + b"\x80"
STORED = b"\0\x0a\0\xf5\xff endstream"  # a block of ten bytes as they are
SHORT = zlib.compress(b"0 0 m")


def in_object_stream(text: bytes) -> bytes:
    """Return a file whose filter is an object inside an object stream."""
    head = b"9 0 "
    packed = zlib.compress(head + text)
    objects = stream(packed, b"/Type /ObjStm /N 1 /First %d /Filter /FlateDecode" % len(head))
    return page_of(stream(TWICE, b"/Filter 9 0 R"), more=(objects,))


BOMBS = {
    "alone": lambda: one_page(stream(ONCE, b"/Filter /FlateDecode")),
    "twice": lambda: one_page(stream(TWICE, b"/Filter [/FlateDecode /FlateDecode]")),
    "short names": lambda: one_page(stream(TWICE, b"/Filter [/Fl /Fl]")),
    "names with codes": lambda: one_page(stream(TWICE, b"/Filter [/Fl#61teDecode /#46lateDecode]")),
    "a key with codes": lambda: one_page(stream(TWICE, b"/F#69lter [/FlateDecode /FlateDecode]")),
    "a second stream": lambda: page_of(
        stream(SHORT, b"/Filter /FlateDecode"), stream(TWICE, b"/Filter [/FlateDecode /FlateDecode]")
    ),
    "behind a stream that does not end": lambda: page_of(
        b"<< /Length 5 /Filter /FlateDecode >>\nstream\n" + SHORT,
        stream(TWICE, b"/Filter [/FlateDecode /FlateDecode]"),
    ),
    "an end inside": lambda: one_page(
        stream(ONCE[:2] + STORED + ONCE[2:], b"/Filter /FlateDecode").replace(
            b"/Length", b"/Length 5 0 R /Was"
        )
    ),
    "filters in another object": lambda: page_of(
        stream(TWICE, b"/Filter 5 0 R"), more=(b"[/FlateDecode /FlateDecode]",)
    ),
    "each filter in another object": lambda: page_of(
        stream(TWICE, b"/Filter [5 0 R 6 0 R]"), more=(b"/FlateDecode", b"/FlateDecode")
    ),
    "filters through two objects": lambda: page_of(
        stream(TWICE, b"/Filter 5 0 R"), more=(b"[6 0 R /FlateDecode]", b"/FlateDecode")
    ),
    "filters in an object stream": lambda: in_object_stream(b"[/FlateDecode /FlateDecode]"),
    "a filter named twice": lambda: one_page(
        stream(TWICE, b"/Filter /DCTDecode /Filter [/FlateDecode /FlateDecode]")
    ),
    "a comment between": lambda: one_page(stream(TWICE, b"/Filter % no\n[/FlateDecode % yes\n/FlateDecode]")),
    "a string that looks like a comment": lambda: one_page(
        stream(TWICE, b"/Title (50% and a stream) /Filter [/FlateDecode /FlateDecode]")
    ),
    "a filter nobody finds": lambda: one_page(stream(TWICE, b"/Filter " + b" " * 70_000 + b"/FlateDecode")),
    "carriage returns": lambda: one_page(
        stream(TWICE, b"/Filter [/FlateDecode /FlateDecode]").replace(b"stream\n", b"stream\r")
    ),
    "a wrong check sum": lambda: one_page(
        stream(zlib.compress(ONCE[:-1] + bytes([ONCE[-1] ^ 1]), 9), b"/Filter [/FlateDecode /FlateDecode]")
    ),
    "base 16": lambda: one_page(stream(TWICE.hex().encode() + b">", b"/Filter [/AHx /Fl /Fl]")),
    "base 85": lambda: one_page(
        stream(base64.a85encode(TWICE) + b"~>", b"/Filter [/ASCII85Decode /FlateDecode /FlateDecode]")
    ),
    "run lengths": lambda: one_page(stream(RUNS, b"/Filter /RunLengthDecode")),
    "run lengths inside": lambda: one_page(stream(zlib.compress(RUNS), b"/Filter [/FlateDecode /RL]")),
    "LZW": lambda: one_page(stream(packed_lzw(LIMIT + 9), b"/Filter /LZWDecode")),
    "LZW inside": lambda: one_page(stream(zlib.compress(packed_lzw(LIMIT + 9)), b"/Filter [/Fl /LZW]")),
    "before a picture's filter": lambda: one_page(
        stream(TWICE, b"/Filter [/FlateDecode /FlateDecode /DCTDecode]")
    ),
    "a font": lambda: one_page(b"<< >>", stream(ONCE, b"/Length1 99 /Filter /FlateDecode")),
    "an object stream": lambda: one_page(
        b"<< >>", stream(ONCE, b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode")
    ),
    "one below the limit, again and again": lambda: page_of(
        stream(zeros(60), b"/Filter /FlateDecode")
    ).replace(b"/Contents [4 0 R]", b"/Contents [4 0 R 4 0 R]"),
    "an image inside a content stream": lambda: one_page(
        stream(b"q BI /W 60000 /H 60000 /BPC 8 /F /Fl ID x EI Q")
    ),
    "an image inside a content stream that is compressed": lambda: one_page(
        stream(zlib.compress(b"0 g " * 70_000 + b"BI/Width 60000/Height 60000/F/Fl ID x EI"), b"/Filter /Fl")
    ),
    "an image in colours": lambda: one_page(stream(b"q BI /W 6000 /H 4000 /BPC 8 /CS /RGB /F /Fl ID x EI Q")),
    "an image in the colours of a profile": lambda: one_page(
        stream(b"q BI /W 5000 /H 4000 /CS /Ink1 /F /Fl ID x EI Q")
    ),
    "many below the limit": lambda: page_of(*[stream(zeros(60), b"/Filter /FlateDecode")] * 4),
    "too many filters": lambda: one_page(stream(b"x", b"/Filter [" + b"/AHx " * 40 + b"]")),
    "riddles": lambda: one_page(stream(b"x", b"/Filter /Fl " * 20)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_seen_in_whatever_it_is_wrapped(name: str) -> None:
    assert unfolds_beyond(BOMBS[name](), LIMIT)


@pytest.mark.parametrize("revision", [3, 4, 6])
def test_a_bomb_that_is_encrypted_is_seen(tmp_path: Path, revision: int) -> None:
    out = io.BytesIO()
    lock = pikepdf.Encryption(owner="o", user="", R=revision, aes=revision > 3, metadata=revision > 3)  # type: ignore[arg-type]
    with pikepdf.open(io.BytesIO(one_page(stream(zeros(300), b"/Filter /FlateDecode")))) as document:
        document.save(out, encryption=lock)
    (tmp_path / "in.pdf").write_bytes(out.getvalue())
    run([tmp_path / "in.pdf"], tmp_path / "out", workers=0)
    assert codes(tmp_path / "out") == {"in.pdf": "too_large"}


def test_nothing_is_unfolded_to_see_a_bomb_for_longer_than_to_its_limit() -> None:
    spent, limit = _Spent(), 8 * MEGABYTE
    size = 0
    for piece in _inflated(iter([zeros(80)]), spent):
        size += len(piece)
        if size > limit:
            break
    assert size < limit + MEGABYTE


def test_good_files_and_odd_streams_pass() -> None:
    for path in sorted(FIXTURES.glob("*.pdf")):
        assert not unfolds_beyond(path.read_bytes(), 16 * MEGABYTE), path.name
    assert not unfolds_beyond(one_page(stream(b"no zlib at all" * 999, b"/Filter /FlateDecode")), 100)
    assert not unfolds_beyond(one_page(stream(ONCE, b"/Filter /FlateDecode")), 81 * MEGABYTE)
    assert not unfolds_beyond(page_of(*[stream(zeros(9), b"/Filter /FlateDecode")] * 4), LIMIT)
    assert not unfolds_beyond(one_page(stream(b"q BI /W 6000 /H 4000 /BPC 8 /CS /G /F /Fl ID x EI Q")), LIMIT)
    assert not unfolds_beyond(b"stream\nstream\nstream\n" * 999, 1)
    assert not unfolds_beyond(b"", 1)


def test_an_image_that_comes_in_small_pieces_is_seen() -> None:
    image = b"0 g q BI /W 60000 /H 60000 /BPC 8 /F /Fl ID x EI Q"
    counted = _Counted(iter([image[at : at + 5] for at in range(0, len(image), 5)]), LIMIT, is_last=True)
    assert len(b"".join(counted)) <= len(image)
    assert counted.holds_large_image


@pytest.mark.parametrize("end", [b"", b"endstream"])
def test_streams_without_end_are_not_given_to_who_looks_for_each(tmp_path: Path, end: bytes) -> None:
    endless = b"1 0 obj <</Length 9>>stream\n"
    assert are_endless(endless * 40_000 + end)
    assert not are_endless((endless + b"endstream endobj ") * 4_000)
    assert not are_endless(b"downstream, upstream: " * 4_000)
    path = tmp_path / "endless.pdf"
    path.write_bytes(b"%PDF-1.7\n" + endless * 40_000 + end)
    with pytest.raises(DamagedError, match="beyond rebuilding"), open_pdf(path):
        pass


def test_a_page_beside_streams_without_end_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    whole = one_page(stream(b"BT /F1 12 Tf 72 700 Td (95.24) Tj ET"))
    path.write_bytes(
        whole.replace(b"\nxref", b"\n" + b"9 0 obj <</Length 9>>stream\n" * 20_000 + b"\nxref", 1)
    )
    with open_pdf(path) as pdf:
        assert pdf.page_count == 1


def test_broken_markers_are_gone_through_once() -> None:
    """Each would take in all the rest of the file."""
    read = []
    for count in (1000, 2000):
        data = b"<</Filter/FlateDecode>>stream\n" * count
        assert not unfolds_beyond(data, LIMIT)
        read.append(sum(stream.stop - stream.start > len(data) for stream in find_streams(data)))
    assert read == [0, 0]
    inside = zlib.compress(bytes(20_000), 0)  # as stored blocks, so that each holds the next
    for _ in range(12):
        inside = zlib.compress(b"<< /Filter /Fl >> stream\n" + inside, 0)
    assert unfolds_beyond(b"1 0 obj << /Filter /Fl >> stream\n" + inside, LIMIT)


@pytest.mark.parametrize("cut", [1, 7, 1000])
def test_filters_are_undone_whatever_pieces_they_come_in(cut: int) -> None:
    plain = bytes(range(256)) * 5 + b"\0" * 5000 + b"ab" * 999

    def undone(decode: Callable[..., object], packed: bytes) -> bytes:
        pieces = iter([packed[at : at + cut] for at in range(0, len(packed), cut)])
        return b"".join(decode(pieces, _Spent()))  # type: ignore[arg-type]

    assert undone(_inflated, zlib.compress(plain)) == plain
    assert undone(_without_hex, plain.hex(" ").encode() + b">") == plain
    assert undone(_without_base85, base64.a85encode(plain, wrapcol=70) + b"~>") == plain
    assert undone(_without_lzw, packed_lzw(100_000)).strip(b"\0") == b""
    assert len(undone(_without_lzw, packed_lzw(100_000))) >= 100_000
    assert undone(_without_runs, b"\x02abc\xfed\x80rest") == b"abcddd"


def test_lzw_is_undone_as_pdfium_does() -> None:
    out = io.BytesIO()
    from PIL import Image

    rows = bytes(number * number % 251 for number in range(40_000))
    Image.frombytes("L", (200, 200), rows).save(out, "TIFF", compression="tiff_lzw")
    with Image.open(io.BytesIO(out.getvalue())) as picture:
        offsets, counts = picture.tag_v2[273], picture.tag_v2[279]  # type: ignore[attr-defined]
    packed = [out.getvalue()[at : at + size] for at, size in zip(offsets, counts, strict=True)]
    assert b"".join(b"".join(_without_lzw(iter([piece]), _Spent())) for piece in packed) == rows


def test_a_stream_tells_all_filters_that_it_may_mean() -> None:
    data = page_of(stream(b"x", b"/Filter [/A#42 5 0 R]"), more=(b"[/C /D]",))
    (found,) = find_streams(data)
    assert Filters(data).chains(found) == [(b"AB", b"C", b"D")]
    loop = page_of(stream(b"x", b"/Filter 5 0 R"), more=(b"[5 0 R]",))
    assert Filters(loop).chains(next(find_streams(loop))) == [()]


def test_the_limit_of_a_file_is_asked_for_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse.pdf"
    with path.open("wb") as out:
        out.truncate(5 << 30)
    summary = run([path], tmp_path / "out", workers=0, limits=Limits(file_mb=512))
    assert codes(tmp_path / "out") == {"sparse.pdf": "too_large"}
    assert summary.failed == 1
