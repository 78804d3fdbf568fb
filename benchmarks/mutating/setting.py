"""Many reports through one Chromium: printed one behind another, then parted, since its start takes longest."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf

from benchmarks.drawing.blocks import Block, Break, Sheet
from benchmarks.drawing.html_pages import INSIDE, body, boxes
from benchmarks.drawing.report import joined
from benchmarks.mutating.copies import Copy, PageChange
from fixtures.generator.render.chromium_pdf import print_html
from fixtures.generator.render.fonts import fontconfig

_FIRST = "https://first.page/"  # a link that nobody sees, on the first page of each report


def set_copies(copies: Sequence[Copy], paths: Sequence[Path]) -> None:
    """Write each copy as a PDF file; raises CalledProcessError where Chromium fails."""
    styles, bodies = [], []
    for number, copy in enumerate(copies):
        styles.append(_style(copy.sheet, f"r{number}"))
        bodies.append(_body(joined(part for _, part in copy.parts), copy.sheet, number))
    html = (
        "<!doctype html><html lang=th><head><meta charset=utf-8><title>ITA</title>"
        f"<style>body{{margin:0}}{''.join(styles)}</style></head><body>{''.join(bodies)}</body></html>"
    )
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder, "all.pdf")
        print_html(html, whole, {"FONTCONFIG_FILE": str(fontconfig())})
        with pikepdf.open(whole) as pdf:
            starts = [at for at, page in enumerate(pdf.pages) if _begins(page.obj)]
            ends = [*starts[1:], len(pdf.pages)]
            for copy, path, start, end in zip(copies, paths, starts, ends, strict=True):
                _write(pdf, list(range(start, end)), copy, path)


def _write(pdf: pikepdf.Pdf, numbers: list[int], copy: Copy, path: Path) -> None:
    numbers = changed_pages(numbers, copy.pages) if copy.pages else numbers
    with pikepdf.new() as made:
        for number in numbers:
            made.pages.append(pdf.pages[number])
        for page in made.pages:
            for key in ("/Annots", "/StructParents", "/Tabs"):
                if key in page.obj:
                    del page.obj[key]
        made.docinfo["/Title"] = copy.title
        made.docinfo["/Producer"] = "Skia/PDF"
        made.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def changed_pages(numbers: list[int], change: PageChange) -> list[int]:
    """Return the pages in their new order; fewer than three stay as they are."""
    if len(numbers) < 3:
        return numbers
    at = 1 + int(change.share * (len(numbers) - 2))  # never the first or the last
    if change.way == "removed":
        return [*numbers[:at], *numbers[at + 1 :]]
    if change.way == "doubled":
        return [*numbers[: at + 1], *numbers[at:]]
    if change.way == "swapped":
        return [*numbers[:at], numbers[at + 1], numbers[at], *numbers[at + 2 :]]
    return numbers[::-1]


def _begins(page: Any) -> bool:
    links = page.get("/Annots", ())
    return any(str(link.get("/A", {}).get("/URI", "")).startswith(_FIRST) for link in links)


def _style(sheet: Sheet, name: str) -> str:
    """Return the look of one report: named pages with their own count, and rules that hold inside it alone."""
    top, right, bottom, left = sheet.margins
    page = (
        f"counter-increment:{name};margin:{top}mm {right}mm {bottom}mm {left}mm;"
        f"font-family:'{sheet.font}';font-size:{sheet.size}pt;"
    )
    around = boxes(sheet, name)
    return (
        f"@page {name}{{size:A4;{page}{around}}}@page {name}lying{{size:A4 landscape;{page}{around}}}"
        f"@page {name}bare{{size:A4;{page}}}"
        f".{name}{{font-family:'{sheet.font}','DejaVu Sans';font-size:{sheet.size}pt;"
        f"line-height:{sheet.leading};color:#111;"
        f".standing{{page:{name}}}.lying{{page:{name}lying}}&>.bare .standing{{page:{name}bare}}"
        f"&.tinted .l1,&.tinted .l2{{color:{sheet.accent}}}"
        f"{INSIDE}}}"
    )


def _body(blocks: list[Block], sheet: Sheet, number: int) -> str:
    first = f"<a href='{_FIRST}{number}' style='display:block;width:1px;height:1px'></a>"
    cover: list[Block] = []
    turn = next((at for at, block in enumerate(blocks) if isinstance(block, Break)), 0)
    if sheet.cover_bare and turn:
        cover, blocks = blocks[:turn], blocks[turn + 1 :] if blocks[turn] == Break() else blocks[turn:]
    front = f"<div class=bare><div class=standing>{first}</div>{body(cover, sheet)}</div>" if cover else ""
    rest = body(blocks, sheet)
    if not cover:
        rest = rest.replace("<div class=standing>", f"<div class=standing>{first}", 1)
    tinted = " tinted" if sheet.accent != "#000000" else ""
    return f"<div class='r{number}{tinted}'>{front}{rest}</div>"
