"""Training lines: a text set in a font, with what a printer and a scanner do to it, as the reader will see it."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from fontTools.ttLib import TTFont
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.fonts import Font
from training.words import latin_line
from training.words import line as line_text

_FEET = 0.4  # of the letters of the line above are left: tones of a tightly set line reach between them
_SMALL = 24  # pixels of an em
HEIGHT = 40  # pixels of a line image
_ABOVE, _BELOW = 1.15, 0.6  # letter heights of room, as ita_extract.reading.scans.strips leaves
Picture = NDArray[np.uint8]
_CACHE: dict[tuple[Path, int], ImageFont.FreeTypeFont] = {}
_CLUSTER = re.compile(r".[ัิ-ฺ็-๎]*ำ?[่-๋]?")
# programs that do not shape Thai let each tone stand where a vowel would have room below it
_UNSHAPED = ["-ccmp", "-calt", "-liga"]


class LineMaker:
    """Make lines for ever, the same ones for the same seed."""

    def __init__(self, fonts: list[Font], seed: int, longest: int = 34) -> None:
        self.random = random.Random(seed)
        self.noise = np.random.default_rng(seed)
        self.fonts = fonts
        self.shares = [font.share for font in fonts]
        self.longest = longest

    def make(self, text: str | None = None, em: float | None = None) -> tuple[Picture, str]:
        """Return a line image (HEIGHT pixels high, dark ink on light paper) and what it says."""
        while True:
            font = self.random.choices(self.fonts, self.shares)[0]
            said = text if text is not None else self._text(font)
            if not covered(font.path).issuperset(said):
                continue
            picture = self._draw(said, font, em or 2 ** self.random.uniform(3.6, 6.1))
            if picture is not None:
                return picture, said

    def _text(self, font: Font) -> str:
        thai = "น" in covered(font.path)
        return line_text(self.random, self.longest) if thai else latin_line(self.random, self.longest)

    def _draw(self, text: str, font: Font, em: float) -> Picture | None:
        """Set a line, let its neighbours' marks reach into it, damage it, and cut it out as the program does."""
        # small print is drawn at twice its size: fonts are hinted for screens, scans are not
        smaller = 2 if em < _SMALL else 1
        size = max(11, round(em)) * smaller
        face = _face(font.path, size)
        features = _UNSHAPED if self.random.random() < 0.4 else None
        left, top, right, bottom = (int(side) for side in face.getbbox(text, anchor="ls", features=features))
        # programs set letters closer to make a long name fit its cell, so close that they touch
        tracking = self.random.uniform(-0.09, 0.04) * size if self.random.random() < 0.15 else 0.0
        parts = _CLUSTER.findall(text) if tracking else [text]
        right += round(tracking * (len(parts) - 1))
        width = right - left
        thai = "น" in covered(font.path)
        letter = -face.getbbox("น" if thai else "0", anchor="ls")[1]
        if width < 2 or bottom - top < 2 or width > 4000 or letter < 4:
            return None
        if features and -top > 1.9 * letter:  # such tones would be cut off
            return None
        pad, base = size, 3 * size
        page = Image.new("L", (width + 2 * pad, 5 * size), 255)
        x = float(pad - left)
        for part in parts:
            ImageDraw.Draw(page).text((x, base), part, font=face, fill=0, anchor="ls", features=features)
            x += face.getlength(part, features=features) + tracking
        if thai and self.random.random() < 0.7:
            page = self._with_neighbours(page, face, base, letter)
        self._rules(ImageDraw.Draw(page), page.size, base, letter)
        drawn = np.asarray(page)
        if smaller > 1:
            drawn = cv2.resize(drawn, None, fx=1 / smaller, fy=1 / smaller, interpolation=cv2.INTER_AREA)
        pad, width, base, letter = pad // smaller, width // smaller, base // smaller, letter / smaller
        return self._cut(self._damage(drawn, size // smaller), pad, width, base, letter)

    def _with_neighbours(
        self, page: Image.Image, face: ImageFont.FreeTypeFont, base: int, letter: float
    ) -> Image.Image:
        """Show marks of the lines above and below, without their letters, which the program paints over."""
        chance = self.random
        whole = np.asarray(page).copy()
        pitch = letter * chance.uniform(1.6, 2.4)
        dropped = chance.choice([0.0, 0.0, 0.5])  # of the marks, as of a line that ends before this one
        for line in (base - pitch, base + pitch):
            other = Image.new("L", page.size, 255)
            shift = chance.uniform(-1, 1) * letter
            ImageDraw.Draw(other).text((shift, line), line_text(chance, 60), font=face, fill=0, anchor="ls")
            marks = np.asarray(other).copy()
            foot = line - _FEET * letter if line < base else line
            marks[max(0, round(line - letter)) : round(foot) + 1] = 255
            for place in range(0, marks.shape[1], max(3, round(0.7 * letter))):
                if chance.random() < dropped:
                    marks[:, place : place + round(0.7 * letter)] = 255
            whole = np.minimum(whole, marks)
        return Image.fromarray(whole)

    def _rules(self, pen: ImageDraw.ImageDraw, size: tuple[int, int], base: int, letter: float) -> None:
        """Draw what is left of a table's rules beside the line, by chance."""
        chance = self.random
        thick = max(1, round(letter * chance.uniform(0.04, 0.15)))
        if chance.random() < 0.12:
            y = base + chance.choice([chance.uniform(0.35, 0.6), chance.uniform(-2.2, -1.9)]) * letter
            pen.line([(0, y), (size[0], y + chance.uniform(-2, 2))], fill=chance.randint(0, 110), width=thick)
        if chance.random() < 0.08:
            x = chance.choice([chance.uniform(0.3, 0.9), 0]) * letter
            x = x if x else size[0] - chance.uniform(0.3, 0.9) * letter
            pen.line([(x, 0), (x, size[1])], fill=chance.randint(0, 110), width=thick)

    def _damage(self, picture: Picture, size: int) -> Picture:
        """Skew, blur, ink spread, noise, thresholds and JPEG, each by chance."""
        chance = self.random
        if chance.random() < 0.4:
            angle = chance.gauss(0, 0.5)
            shear = chance.gauss(0, 0.06) if chance.random() < 0.3 else 0.0
            rows, columns = picture.shape
            turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), angle, 1.0)
            turn[0, 1] += shear
            picture = cv2.warpAffine(picture, turn, (columns, rows), flags=cv2.INTER_LINEAR, borderValue=255)
        if chance.random() < 0.3:
            picture = self._weighted(picture, size)
        real = picture.astype(np.float32)
        if chance.random() < 0.75:
            real = cv2.GaussianBlur(real, (0, 0), chance.uniform(0.2, 0.035 * size))
        kind = chance.random()
        if (
            kind < 0.35
        ):  # black and white, as fax-like scanners store it; the threshold spreads or starves ink
            if self.random.random() < 0.6:
                real += self.noise.normal(0, chance.uniform(2, 38), real.shape)
            real = np.where(real < chance.uniform(115, 215), 0.0, 255.0)
            if chance.random() < 0.3:
                real = cv2.GaussianBlur(real.astype(np.float32), (0, 0), chance.uniform(0.3, 0.8))
        else:
            ink, paper = chance.uniform(0, 90), chance.uniform(190, 255)
            real = ink + real / 255 * (paper - ink)
            if chance.random() < 0.7:
                real += self.noise.normal(0, chance.uniform(1, 16), real.shape)
        if chance.random() < 0.15:
            specks = self.noise.random(real.shape) < chance.uniform(0.0005, 0.006)
            real[specks] = chance.choice([0, 255])
        result = np.clip(real, 0, 255).astype(np.uint8)
        if kind >= 0.35 and chance.random() < 0.6:
            done, data = cv2.imencode(".jpg", result, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(25, 90)])
            if done:
                result = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
        return result

    def _weighted(self, picture: Picture, size: int) -> Picture:
        """Make strokes bolder or thinner, as another cut of the font or a tired printer would."""
        reach = self.random.uniform(0.005, 0.025) * size
        whole = max(1, int(reach))
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * whole + 1, 2 * whole + 1))
        bold = self.random.random() < 0.7
        changed = cv2.erode(picture, kernel) if bold else cv2.dilate(picture, kernel)
        share = min(1.0, reach / whole) * self.random.uniform(0.3, 1.0 if bold else 0.6)
        return np.asarray(cv2.addWeighted(changed, share, picture, 1 - share, 0), np.uint8)

    def _cut(self, picture: Picture, pad: int, width: int, base: int, letter: float) -> Picture:
        """Cut the line out with room for marks and bring it to HEIGHT; letters are found to a tenth, not exactly."""
        chance = self.random
        found = letter * chance.uniform(0.88, 1.3)  # an ascender or a figure may pass for the letter's height
        foot = base + letter * chance.uniform(-0.06, 0.08)
        upper, lower = foot - found * (1 + _ABOVE), foot + found * _BELOW
        left, right = (
            pad - chance.uniform(0.05, 0.6) * letter,
            pad + width + chance.uniform(0.05, 0.6) * letter,
        )
        y0, y1 = max(0, round(upper)), min(picture.shape[0], round(lower))
        cut = picture[y0:y1, max(0, round(left)) : min(picture.shape[1], round(right))]
        return to_height(cut, chance.uniform(0.85, 1.2))


def to_height(cut: Picture, stretch: float = 1.0) -> Picture:
    """Return a line image brought to HEIGHT pixels."""
    scale = HEIGHT / cut.shape[0]
    columns = max(8, round(cut.shape[1] * scale * stretch))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(cut, (columns, HEIGHT), interpolation=how)


@cache
def covered(path: Path) -> frozenset[str]:
    """Return the characters that a font draws: some Thai fonts have no Latin letters, some no Thai digits."""
    with TTFont(path) as font:
        return frozenset(chr(code) for code in font.getBestCmap())


def _face(path: Path, size: int) -> ImageFont.FreeTypeFont:
    key = (path, size)
    if key not in _CACHE:
        _CACHE[key] = ImageFont.truetype(str(path), size)
    return _CACHE[key]
