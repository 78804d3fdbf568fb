"""PDF files made to harm their reader, each built here from nothing or from a good one."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

MEGABYTE = 1024 * 1024


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Return a PDF of numbered objects; the first is the catalogue."""
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for position in places:
        data += b"%010d 00000 n \n" % position
    data += b"trailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(data)


def stream(data: bytes, dictionary: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), dictionary, data)


def one_page(content: bytes, *more: bytes, box: bytes = b"0 0 595 842", resources: bytes = b"") -> bytes:
    """Return a PDF of one page; object 4 is its content, further ones begin at 5."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [%b] /Contents 4 0 R /Resources << %b >> >>"
    catalogue, tree = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf(catalogue, tree, page % (box, resources), content, *more)


def zeros(megabytes: int) -> bytes:
    """Return the zlib form of so many megabytes of zeros, without ever holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    size = megabytes * MEGABYTE
    check = (size % 65521) << 16 | 1  # Adler-32 of zeros
    return b"\x78\xda" + piece * megabytes + b"\x03\x00" + check.to_bytes(4, "big")


def bomb(megabytes: int, layers: int) -> bytes:
    data = zeros(megabytes)
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    return one_page(stream(data, b"/Filter [" + b"/FlateDecode " * layers + b"]"))


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    tree = b"<< /Type /Pages /Count %d /MediaBox [0 0 595 842] /Kids [%b] >>" % (count, kids)
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", tree, *[b"<< /Type /Page /Parent 2 0 R >>"] * count)


def encrypted(good: bytes) -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return out.getvalue()


def named(good: bytes) -> dict[str, bytes]:
    """Return the poisons that have a name, each with what makes it one."""
    loop = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"
    deep = b"[" * 100_000 + b"]" * 100_000
    form = stream(
        b"/F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>"
    )
    image = stream(
        zlib.compress(bytes(1000)),
        b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceRGB /Filter /FlateDecode",
    )
    squares = b"".join(b"%d %d 1 1 re f\n" % (number % 500, number % 800) for number in range(100_000))
    return {
        "bomb_twice": bomb(1024, 2),
        "bomb_once": bomb(1024, 1),
        "bomb_below_the_limit": bomb(200, 1),
        "pages_10000": many_pages(10_000),
        "objects_100000": one_page(stream(squares)),
        "tree_loop": pdf(b"<< /Type /Catalog /Pages 2 0 R >>", loop),
        "deep_array": pdf(b"<< /Type /Catalog /Pages 2 0 R >>", deep),
        "form_loop": one_page(stream(b"/F Do"), form, resources=b"/XObject << /F 5 0 R >>"),
        "image_huge": one_page(stream(b"9 0 0 9 0 0 cm /I Do"), image, resources=b"/XObject << /I 5 0 R >>"),
        "mediabox_huge": one_page(stream(b"0 0 1 1 re f"), box=b"0 0 1000000000 1000000000"),
        "mediabox_nothing": one_page(stream(b"0 0 1 1 re f"), box=b"0 0 0 0"),
        "xref_loop": pdf(b"<< /Type /Catalog >>", trailer=b"/Root 1 0 R /Prev 9"),
        "no_page": pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"),
        "no_bytes": b"",
        "web_page": b"<!DOCTYPE html><title>404</title>",
        "head_only": b"%PDF-1.7\n",
        "encrypted": encrypted(good),
    }


def truncated(good: bytes) -> dict[str, bytes]:
    """Return a good file cut at every tenth of its length."""
    return {f"cut_{tenth}": good[: len(good) * tenth // 10] for tenth in range(1, 10)}


def mutated(good: Iterable[bytes], count: int, seed: int = 7) -> Iterator[bytes]:
    """Yield good files with bytes flipped, runs removed, doubled or put elsewhere."""
    choice = random.Random(seed)
    files = list(good)
    for number in range(count):
        data = bytearray(files[number % len(files)])
        for _ in range(choice.choice((1, 4, 16, 64))):
            position, length = choice.randrange(len(data)), choice.randrange(1, 400)
            kind = choice.randrange(4)
            if kind == 0:
                data[position] = choice.randrange(256)
            elif kind == 1:
                del data[position : position + length]
            elif kind == 2:
                data[position:position] = data[position : position + length]
            else:
                other = choice.randrange(len(data))
                data[position : position + length] = data[other : other + length]
        yield bytes(data)


def lay_poison(folder: Path, good: list[Path], mutations: int) -> list[str]:
    """Write the whole corpus into a folder; return the sources."""
    folder.mkdir()
    first = good[0].read_bytes()
    files = named(first) | truncated(first)
    small = [path.read_bytes() for path in good]
    files |= {f"mutated_{number:03}": data for number, data in enumerate(mutated(small, mutations))}
    for name, data in files.items():
        (folder / f"{name}.pdf").write_bytes(data)
    return [f"{name}.pdf" for name in files]
