"""What the line reader reads right, on fonts it was trained on and on fonts it never saw, beside Tesseract.

    python -m training.evaluate --fonts FOLDER [--tessdata FOLDER ...] [--count 1000]

Prints markdown tables: isolated scores, item codes and years by font set and dots per inch, and how often
characters of each stated probability are right (the reliability diagram, as numbers). The lines are made with seeds
that training does not use.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import tempfile
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.scanner import damaged
from ita_extract.reading.opening import SCAN_PIXELS
from ita_extract.reading.scans.picture import LONG_SIDE
from ita_extract.reading.scans.read_page import read_page
from ita_extract.reading.scans.reader import read_lines
from training.fonts import Font, find_fonts
from training.lines import LineMaker, Picture, covered
from training.words import THAI_DIGITS, figure, score

_LEFT, _TOP, _WIDE, _HIGH = 60, 70, 100, 30  # points: where the scores of a page stand
_COLUMNS, _ROWS = 5, 25
_EM_AT_DPI = {300: 66.0, 200: 44.0, 150: 33.0, 100: 22.0}  # pixels of 16 points


def isolated_scores(maker: LineMaker, count: int, dpi: int, seed: int) -> list[tuple[Picture, str]]:
    """Return pictures of scores alone, half of them in Thai digits."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        text = score(chance)
        made.append(maker.make(text.translate(THAI_DIGITS) if number % 2 else text, _EM_AT_DPI[dpi]))
    return made


def other_figures(maker: LineMaker, count: int, dpi: int, seed: int) -> list[tuple[Picture, str]]:
    """Return pictures of item codes, years, list numbers and other figures."""
    chance = random.Random(seed)
    return [maker.make(figure(chance), _EM_AT_DPI[dpi]) for _ in range(count)]


def scores_on_pages(fonts: list[Font], pages: int, dpi: int, seed: int) -> tuple[int, int]:
    """Set pages of scores (16 points, a font a page), scan them as benchmarks/scanner.py does, and read the pages.

    Nothing of this damage is in the training lines, and the program finds the scores on the page by itself. Returns
    how many were read right, and of how many.
    """
    chance, noise = random.Random(seed), np.random.default_rng(seed)
    right = count = 0
    able = [font for font in fonts if covered(font.path).issuperset("0123456789๐๑๒๓๔๕๖๗๘๙.")]
    for number in range(pages):
        font = chance.choices(able, [font.share for font in able])[0]
        face = ImageFont.truetype(str(font.path), round(16 * dpi / 72))
        page = Image.new("L", (round(595 * dpi / 72), round(842 * dpi / 72)), 255)
        said: dict[tuple[int, int], str] = {}
        for row in range(_ROWS):
            for column in range(_COLUMNS):
                text = score(chance)
                said[row, column] = text.translate(THAI_DIGITS) if chance.random() < 0.5 else text
                at = (_LEFT + column * _WIDE) * dpi / 72, (_TOP + row * _HIGH) * dpi / 72
                ImageDraw.Draw(page).text(at, said[row, column], font=face, fill=0, anchor="ls")
        gray = np.asarray(damaged(np.asarray(page), noise, dpi, bilevel=number % 3 == 2).convert("L"))
        scale = SCAN_PIXELS / max(gray.shape)
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        content = read_page(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=how), 1, LONG_SIDE)
        found: dict[tuple[int, int], list[tuple[float, str]]] = {}
        for glyph in content.glyphs:
            across, down = glyph.mid * content.sheet.scale, glyph.baseline * content.sheet.scale
            cell = round((down - _TOP) / _HIGH), int((across - _LEFT + 20) / _WIDE)
            found.setdefault(cell, []).append((glyph.mid, glyph.text))
        read = {cell: "".join(text for _, text in sorted(parts)).strip() for cell, parts in found.items()}
        right += sum(read.get(cell) == text for cell, text in said.items())
        count += len(said)
    return right, count


def read_by_tesseract(pictures: list[Picture], tessdata: Path | None) -> list[str]:
    """Return what Tesseract's Thai model reads in single lines, scaled up threefold as it likes them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = []
        for number, picture in enumerate(pictures):
            path = folder / f"{number:05d}.png"
            large = cv2.resize(picture, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC)
            framed = cv2.copyMakeBorder(large, 12, 12, 12, 12, cv2.BORDER_REPLICATE)
            cv2.imwrite(str(path), framed)
            paths.append(str(path))
        listed = folder / "list.txt"
        listed.write_text("\n".join(paths))
        command = [
            "tesseract",
            str(listed),
            str(folder / "out"),
            "-l",
            "tha",
            "--psm",
            "7",
            "-c",
            "page_separator=\f",
        ]
        if tessdata:
            command += ["--tessdata-dir", str(tessdata)]
        subprocess.run(command, check=True, capture_output=True)
        pages = (folder / "out.txt").read_text(encoding="utf-8").split("\f")
    return ["".join(page.split()) for page in pages[: len(pictures)]]


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fonts", type=Path, action="append", default=[Path("/usr/share/fonts")])
    parser.add_argument("--tessdata", type=Path, action="append", default=[])
    parser.add_argument("--count", type=int, default=1000)
    options = parser.parse_args()
    told: list[tuple[float, bool]] = []
    print("| figures | fonts | dpi | line reader | " + " | ".join(_names(options.tessdata)) + " |")
    print("|---|---|---|---|" + "---|" * len(_names(options.tessdata)))
    for held_back in (False, True):
        maker = LineMaker(find_fonts(options.fonts, held_back=held_back), 90_001 + held_back)
        for what, make in (("scores", isolated_scores), ("all figures", other_figures)):
            for dpi in (300, 200, 150):
                made = make(maker, options.count, dpi, 70_000 + dpi)
                read = read_lines([picture for picture, _ in made])
                texts = ["".join(char.text for char in chars) for chars in read]
                right = sum(text == said for text, (_, said) in zip(texts, made, strict=True))
                for chars, (_, said) in zip(read, made, strict=True):
                    if len(chars) == len(said):
                        told.extend(
                            (char.sure, char.text == letter) for char, letter in zip(chars, said, strict=True)
                        )
                cells = [f"{right} / {len(made)} ({100 * right / len(made):.2f} %)"]
                if dpi == 200 and shutil.which("tesseract"):
                    few = made[:300]
                    for folder in [None, *options.tessdata]:
                        theirs = read_by_tesseract([picture for picture, _ in few], folder)
                        hits = sum(
                            text == "".join(said.split()) for text, (_, said) in zip(theirs, few, strict=True)
                        )
                        cells.append(f"{hits} / {len(few)} ({100 * hits / len(few):.1f} %)")
                cells += ["-"] * (1 + len(_names(options.tessdata)) - len(cells))
                print(
                    f"| {what} | {'never seen' if held_back else 'trained on'} | {dpi} | "
                    + " | ".join(cells)
                    + " |"
                )
    print("\n| pages of scores, scanned | fonts | right |\n|---|---|---|")
    for held_back in (False, True):
        for dpi in (300, 200, 150):
            right, count = scores_on_pages(
                find_fonts(options.fonts, held_back=held_back), options.count // 100, dpi, 60_000 + dpi
            )
            fonts = "never seen" if held_back else "trained on"
            print(f"| {dpi} dpi | {fonts} | {right} / {count} ({100 * right / count:.2f} %) |")
    print("\n| stated probability | characters | right |\n|---|---|---|")
    for low, high in (
        (0, 0.5),
        (0.5, 0.7),
        (0.7, 0.8),
        (0.8, 0.9),
        (0.9, 0.95),
        (0.95, 0.98),
        (0.98, 0.99),
        (0.99, 1.01),
    ):
        bucket = [good for sure, good in told if low <= sure < high]
        if bucket:
            print(f"| {low}-{min(high, 1)} | {len(bucket)} | {100 * sum(bucket) / len(bucket):.1f} % |")


def _names(tessdata: list[Path]) -> list[str]:
    return ["Tesseract tha", *(f"Tesseract, {folder.name}" for folder in tessdata)]


if __name__ == "__main__":
    main()
