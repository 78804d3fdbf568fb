"""Good reports with one page spoilt, many times over: no defect, nothing above its limits, innocent pages read.

    python -m benchmarks.spoilt_pages [--count 2000] [--seed 7] [--workers 2]

Each file is one of the smallest fixtures, mutated in the objects of one page alone: its fonts (copied for it), its
boxes and resources, its annotations, its streams. It is read as a run reads it. Ends with 1 if a promise was broken.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.corpora import FIXTURES
from ita_extract.extracting import extract
from ita_extract.reading.opening import open_pdf
from ita_extract.running.limits import Limits
from ita_extract.running.manifest import read_manifest
from ita_extract.running.run import run

LIMITS = Limits(seconds=60, page_seconds=20, memory_mb=1024)
ODD: tuple[Any, ...] = (0, -1, 1, 2**31, -(2**31), 1e38, 0.00001, 65535, 800_000)
OPERATORS = (
    b" q q q ", b" Q Q Q Q ", b" BT BT ", b" ET ET ", b" 1e38 0 0 1e38 0 0 cm ", b" 0 0 0 0 0 0 cm ",
    b" /F1 1e9 Tf ", b" 0 Tz ", b" 99999999 Tc ", b" /Nothing Do ", b" (\\000\\377) Tj ", b" [(a) 1e30 (b)] TJ ",
    b" 3 Tr ", b" W n ", b" BI ID EI ", b" << ", b" ] ", b" /Span << /ActualText <FEFF0000> >> BDC ", b" EMC EMC ",
    b" 1 0 0 1 -1e9 1e9 Tm ", b" %",
)  # fmt: skip


class Mutant(NamedTuple):
    """A spoilt file, what was done to it, and which page it was done to (from 1)."""

    data: bytes
    kind: str
    page: int
    source: Path


def mutate(paths: Sequence[Path], choice: random.Random) -> Mutant:
    """Return one of some good reports with one to four things of one page spoilt."""
    path = choice.choice(list(paths))
    with pikepdf.open(path) as pdf:
        number = choice.randrange(len(pdf.pages))
        page = pdf.pages[number].obj
        _own(pdf, page)
        kind = choice.choice(list(KINDS))
        for _ in range(choice.choice((1, 1, 2, 4))):
            KINDS[kind](pdf, page, choice)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return Mutant(out.getvalue(), kind, number + 1, path)


def _own(pdf: pikepdf.Pdf, page: Any) -> None:
    """Give a page resources, fonts and contents of its own, so that no other is harmed."""
    resources = page.get("/Resources", pikepdf.Dictionary())
    own = pikepdf.Dictionary({key: resources[key] for key in resources})
    if "/Font" in own:
        own["/Font"] = pikepdf.Dictionary({key: _copied(pdf, own["/Font"][key]) for key in own["/Font"]})
    page["/Resources"] = pdf.make_indirect(own)
    contents = page.get("/Contents")
    if isinstance(contents, pikepdf.Stream):
        page["/Contents"] = _stream_copy(pdf, contents)


def _copied(pdf: pikepdf.Pdf, thing: Any, depth: int = 0) -> Any:
    if isinstance(thing, pikepdf.Stream):
        return _stream_copy(pdf, thing)
    if isinstance(thing, pikepdf.Dictionary) and depth < 6:
        items = {key: _copied(pdf, thing[key], depth + 1) for key in thing if key != "/Parent"}
        return pdf.make_indirect(pikepdf.Dictionary(items))
    if isinstance(thing, pikepdf.Array) and depth < 6:
        return pikepdf.Array([_copied(pdf, item, depth + 1) for item in thing])
    return thing


def _stream_copy(pdf: pikepdf.Pdf, stream: Any) -> Any:
    made = pdf.make_stream(stream.read_raw_bytes())
    for key in stream:
        if key != "/Length":
            made[key] = stream[key]
    return made


def _fonts(pdf: pikepdf.Pdf, page: Any, choice: random.Random) -> None:
    fonts = page["/Resources"].get("/Font", {})
    if not len(fonts):
        return
    font = fonts[choice.choice(list(fonts.keys()))]
    inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font and choice.random() < 0.6 else font
    keys = [key for key in inner if key not in ("/Type",)]
    key = choice.choice(keys)
    value = inner[key]
    if isinstance(value, pikepdf.Stream):
        _spoil(value, choice)
    elif isinstance(value, pikepdf.Dictionary) and len(value) and choice.random() < 0.7:
        _spoil_entry(pdf, value, choice)
    else:
        _spoil_entry(pdf, inner, choice, key)


def _boxes(pdf: pikepdf.Pdf, page: Any, choice: random.Random) -> None:
    key = choice.choice(
        ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Type", "/Group")
    )
    if key in ("/MediaBox", "/CropBox"):
        page[key] = pikepdf.Array(
            [choice.choice((0, 595, 842, *ODD)) for _ in range(choice.choice((4, 4, 4, 3, 0)))]
        )
    elif key in ("/Rotate", "/UserUnit"):
        page[key] = choice.choice((*ODD, 90, 45))
    else:
        _spoil_entry(pdf, page, choice, key)


def _annotations(pdf: pikepdf.Pdf, page: Any, choice: random.Random) -> None:
    kinds = ("Text", "FreeText", "Widget", "Link", "Stamp", "Popup", "Nothing")
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name(f"/{choice.choice(kinds)}"),
        Rect=pikepdf.Array([choice.choice((10, 100, *ODD)) for _ in range(choice.choice((4, 4, 2)))]),
        Contents=pikepdf.String("คะแนน 99.99"),
    )
    if choice.random() < 0.5:
        form = pdf.make_stream(choice.choice(OPERATORS) * choice.randrange(1, 50))
        form["/Subtype"] = pikepdf.Name.Form
        form["/BBox"] = pikepdf.Array([0, 0, choice.choice(ODD), choice.choice(ODD)])
        note["/AP"] = pikepdf.Dictionary(N=form)
        if choice.random() < 0.3:
            form["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page["/Annots"] = choice.choice(
        (pikepdf.Array([pdf.make_indirect(note)] * choice.randrange(1, 40)), note, 7)
    )


def _streams(pdf: pikepdf.Pdf, page: Any, choice: random.Random) -> None:
    contents = page.get("/Contents")
    stream = contents[0] if isinstance(contents, pikepdf.Array) and len(contents) else contents
    if isinstance(stream, pikepdf.Stream):
        _spoil(stream, choice)


def _operators(pdf: pikepdf.Pdf, page: Any, choice: random.Random) -> None:
    contents = page.get("/Contents")
    if not isinstance(contents, pikepdf.Stream):
        return
    try:
        text = contents.read_bytes()
    except pikepdf.PdfError:
        return
    for _ in range(choice.randrange(1, 9)):
        at = choice.randrange(len(text) + 1)
        text = text[:at] + choice.choice(OPERATORS) * choice.choice((1, 1, 40)) + text[at:]
    page["/Contents"] = pdf.make_stream(text)


def _spoil(stream: Any, choice: random.Random) -> None:
    """Flip, cut, double or replace bytes of a stream as it lies, or lie about its filter."""
    data = bytearray(stream.read_raw_bytes())
    way = choice.randrange(5)
    if way == 0 and data:
        for _ in range(choice.choice((1, 8, 64))):
            data[choice.randrange(len(data))] = choice.randrange(256)
    elif way == 1:
        del data[choice.randrange(len(data) + 1) :]
    elif way == 2:
        data += data[: choice.randrange(len(data) + 1)]
    elif way == 3:
        data = bytearray(choice.randbytes(choice.choice((0, 10, 5000))))
    filters = stream.get("/Filter")
    parameters = stream.get("/DecodeParms")
    stream.write(bytes(data), filter=filters, decode_parms=parameters)
    if way == 4:
        stream["/Filter"] = pikepdf.Name(
            choice.choice(("/LZWDecode", "/ASCII85Decode", "/DCTDecode", "/Nothing"))
        )


def _spoil_entry(pdf: pikepdf.Pdf, holder: Any, choice: random.Random, key: str | None = None) -> None:
    keys = list(holder.keys())
    key = key or choice.choice(keys)
    way = choice.randrange(4)
    if way == 0 and key in holder:
        del holder[key]
    elif way == 1:
        holder[key] = choice.choice(ODD)
    elif way == 2:
        holder[key] = pikepdf.Array([choice.choice(ODD) for _ in range(choice.randrange(6))])
    else:
        holder[key] = choice.choice(
            (pikepdf.Name("/Odd"), pikepdf.String("odd"), pikepdf.Dictionary(), holder)
        )


KINDS: dict[str, Callable[[pikepdf.Pdf, Any, random.Random], None]] = {
    "fonts": _fonts,
    "pages": _boxes,
    "annotations": _annotations,
    "streams": _streams,
    "operators": _operators,
}


class Broken(NamedTuple):
    """A promise that a mutant broke: its number, its kind, and how."""

    number: int
    kind: str
    how: str


def lay(folder: Path, count: int, seed: int) -> list[Mutant]:
    """Write mutants into a folder, 00000.pdf and on."""
    smallest = sorted(FIXTURES.glob("25*.pdf"), key=lambda path: (path.stat().st_size, path.name))[:6]
    choice = random.Random(seed)
    mutants = []
    folder.mkdir(parents=True)
    while len(mutants) < count:
        try:
            mutant = mutate(smallest, choice)
        except (
            pikepdf.PdfError,
            TypeError,
            ValueError,
            RuntimeError,
        ):  # a thing that pikepdf itself does not write
            continue
        (folder / f"{len(mutants):05}.pdf").write_bytes(mutant.data)
        mutants.append(mutant._replace(data=b""))
    return mutants


def broken_promises(
    folder: Path, output: Path, mutants: Sequence[Mutant], workers: int
) -> tuple[list[Broken], Counter[str]]:
    """Read mutants as a run does; return what they broke, and how often each outcome came."""
    run([folder], output, extractor=partial(extract, ocr="never"), workers=workers, limits=LIMITS)
    broken, outcomes = [], Counter[str]()
    usual = {path: glyph_counts(path) for path in {mutant.source for mutant in mutants}}
    lines = {line.source: line for line in read_manifest(output / "manifest.jsonl")}
    for number, mutant in enumerate(mutants):
        name = f"{number:05}.pdf"
        line = lines[name]
        outcome = line.error_code or line.status.value
        outcomes[outcome] += 1
        if outcome in ("defect", "crashed", "out_of_memory", "timeout"):
            broken.append(Broken(number, mutant.kind, outcome))
        if line.seconds > LIMITS.seconds:
            broken.append(Broken(number, mutant.kind, f"{line.seconds:.0f} s"))
        if outcome in ("ok", "review", "not_ita"):
            counts = glyph_counts(folder / name)
            lost = [
                page
                for page, glyphs in usual[mutant.source].items()
                if page != mutant.page and counts.get(page) != glyphs
            ]
            if lost:
                broken.append(Broken(number, mutant.kind, f"innocent pages {lost} changed ({outcome})"))
        else:
            broken.append(Broken(number, mutant.kind, f"whole file {outcome}"))
    return broken, outcomes


def glyph_counts(path: Path) -> dict[int, int]:
    """Return how many glyphs each page has that can be read."""
    counts = {}
    with open_pdf(path) as pdf:
        for number in range(1, pdf.page_count + 1):
            try:
                counts[number] = len(pdf.page(number).glyphs)
            except Exception:  # the spoilt page itself
                counts[number] = -1
    return counts


def main(words: Sequence[str] | None = None) -> int:
    """Mutate, read, and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name:
        mutants = lay(Path(name, "in"), options.count, options.seed)
        print(f"{len(mutants)} mutants: {dict(Counter(mutant.kind for mutant in mutants))}", flush=True)
        broken, outcomes = broken_promises(Path(name, "in"), Path(name, "out"), mutants, options.workers)
    print(f"outcomes: {dict(outcomes)}")
    for entry in broken:
        print(f"  {entry.number:05} {entry.kind}: {entry.how}")
    print(f"{len(broken)} promises broken")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
