"""Charts as reports paste them: drawn with the fonts of this machine, in many styles, with what each one tells.

Every chart is drawn in a mould four times as fine as it is shown, brought to its dots per inch, and packed as
JPEG or PNG. The same seed gives the same chart.
"""

from __future__ import annotations

import io
import math
import random
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

INDICATORS = (
    "การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน", "ประสิทธิภาพการสื่อสาร", "การปรับปรุงการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต",
)  # fmt: skip
TONES = (
    "#4472c4", "#ed7d31", "#70ad47", "#ffc000", "#5b9bd5", "#1f3864", "#c00000", "#7030a0", "#00b0f0", "#2e75b6",
    "#a5a5a5", "#e91e63", "#009688",
)  # fmt: skip
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
FINE = 4  # pixels of the mould to a point
_NAMES = (
    "THSarabunNew", "Sarabun_", "Laksaman", "Norasi", "Kinnari", "Garuda", "Loma", "NotoSansThai",
    "NotoLoopedThai", "Waree", "Umpush", "Kanit", "Prompt", "K2D", "Niramit", "Pridi",
)  # fmt: skip


@dataclass
class Chart:
    """A drawn chart: its picture (points wide and high), what it tells of this year and of earlier ones."""

    kind: str
    width: float
    height: float
    picture: Image.Image
    stated: dict[str, str] = field(default_factory=dict)
    history: dict[tuple[str, int], str] = field(default_factory=dict)
    caption: str = ""
    foreign: tuple[str, ...] = ()

    def packed(self, dpi: int, quality: int | None) -> bytes:
        """Return the picture as JPEG of a quality, or PNG, at a resolution."""
        size = (round(self.width * dpi / 72), round(self.height * dpi / 72))
        small = self.picture.resize(size, Image.Resampling.LANCZOS)
        target = io.BytesIO()
        if quality is None:
            small.save(target, "PNG", optimize=True)
        else:
            small.save(target, "JPEG", quality=quality)
        return target.getvalue()


def fonts(folders: list[Path]) -> list[Path]:
    """Return the Thai fonts found under some folders, regular and bold."""
    files = sorted(path for folder in folders for path in folder.rglob("*.ttf"))
    return [
        path
        for path in files
        if path.name.startswith(_NAMES)
        and _covers(path)
        and not any(
            word in path.name.lower()
            for word in ("thin", "light", "100", "200", "italic", "oblique", "black", "900")
        )
    ]


def _covers(path: Path) -> bool:
    """Whether a font draws all that charts write: some Thai fonts have no Latin letters or Arabic digits."""
    from fontTools.ttLib import TTFont  # comes with the extra `training`

    with TTFont(path) as font:
        return frozenset(map(ord, "0123456789.๐๙IETO()กำ")).issubset(font.getBestCmap())


class Pen:
    """Draws on a mould in points; text is shaped by Raqm where Pillow has it."""

    def __init__(self, width: float, height: float, ground: str, font: Path) -> None:
        self.image = Image.new("RGB", (round(width * FINE), round(height * FINE)), ground)
        self.draw = ImageDraw.Draw(self.image)
        self.font = font

    def text(
        self, x: float, y: float, words: str, size: float, fill: str = "black", anchor: str = "mm"
    ) -> None:
        face = ImageFont.truetype(str(self.font), round(size * FINE))
        self.draw.text((x * FINE, y * FINE), words, font=face, fill=fill, anchor=anchor)

    def width(self, words: str, size: float) -> float:
        return ImageFont.truetype(str(self.font), round(size * FINE)).getlength(words) / FINE

    def box(
        self, x0: float, y0: float, x1: float, y1: float, fill: str | None, outline: str | None = None
    ) -> None:
        self.draw.rectangle(
            [x0 * FINE, y0 * FINE, x1 * FINE, y1 * FINE], fill=fill, outline=outline, width=FINE
        )

    def line(self, x0: float, y0: float, x1: float, y1: float, fill: str, width: float = 0.75) -> None:
        self.draw.line(
            [x0 * FINE, y0 * FINE, x1 * FINE, y1 * FINE], fill=fill, width=max(1, round(width * FINE))
        )

    def arc(
        self, x: float, y: float, radius: float, start: float, stop: float, fill: str, width: float
    ) -> None:
        box = [(x - radius) * FINE, (y - radius) * FINE, (x + radius) * FINE, (y + radius) * FINE]
        self.draw.arc(box, start, stop, fill=fill, width=round(width * FINE))


class Charts:
    """Make charts for ever; `year` is the report's, `scores` (subject to score) what its text tells."""

    def __init__(self, seed: int, faces: list[Path], year: int = 2568) -> None:
        self.chance = random.Random(seed)
        self.faces = faces
        self.year = year
        self.thai = False

    def make(self, kind: str, scores: dict[str, str] | None = None) -> Chart:
        self.thai = self.chance.random() < 0.3
        self.scores = scores or self.any_scores()
        return getattr(self, f"_{kind}")()  # type: ignore[no-any-return]

    def any_scores(self) -> dict[str, str]:
        subjects = [*(f"indicator-{number}" for number in range(1, 11)), "IIT", "EIT", "OIT", "overall"]
        return {subject: self.value() for subject in subjects}

    def value(self) -> str:
        return "100.00" if self.chance.random() < 0.08 else f"{self.chance.uniform(55, 99.99):.2f}"

    def shown(self, value: str) -> str:
        return value.translate(THAI) if self.thai else value

    def label(self, subject: str, short: bool) -> str:
        if subject == "overall":
            return self.chance.choice(["คะแนนรวม", "ภาพรวม", "คะแนนภาพรวม"])
        if not subject.startswith("indicator"):
            return subject
        number = int(subject.split("-")[1])
        if short:
            return self.shown(f"ตัวชี้วัดที่ {number}")
        return self.chance.choice(
            [INDICATORS[number - 1], f"{self.shown(str(number))}. {INDICATORS[number - 1]}"]
        )

    def subjects(self) -> list[str]:
        draw = self.chance.random()
        if draw < 0.45:
            return [f"indicator-{number}" for number in range(1, 11)]
        if draw < 0.8:
            return ["IIT", "EIT", "OIT"] + (["overall"] if self.chance.random() < 0.3 else [])
        first = self.chance.choice([1, 6])
        return [f"indicator-{number}" for number in range(first, 6 if first == 1 else 9)]

    def _pen(
        self, width: float, height: float, grounds: tuple[str, ...] = ("white", "white", "#f2f2f2", "#eaf3fb")
    ) -> Pen:
        return Pen(width, height, self.chance.choice(grounds), self.chance.choice(self.faces))

    def _title(self, pen: Pen, width: float) -> None:
        if self.chance.random() < 0.6:
            words = self.chance.choice(
                [
                    "ผลการประเมินรายตัวชี้วัด",
                    "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. " + self.shown(str(self.year)),
                    "คะแนนการประเมิน",
                    "กราฟแสดงผลคะแนน ITA " + self.shown(str(self.year)),
                ]
            )
            pen.text(width / 2, 12, words, self.chance.uniform(10, 14))

    def _bars(self, two: bool = False, other: str = "ค่าเฉลี่ยจังหวัด") -> Chart:
        subjects = self.subjects()
        many = len(subjects) > 5
        width, height = (
            self.chance.uniform(430, 500) if many else self.chance.uniform(230, 420),
            self.chance.uniform(170, 260),
        )
        pen = self._pen(width, height)
        self._title(pen, width)
        left, bottom, top = 34.0, height - 34, 40.0
        slot = (width - left - 10) / len(subjects)
        floor = self.chance.choice([0, 0, 50])
        decimals = self.chance.choice([0, 0, 2])
        for tick in range(floor, 101, 10 if floor else 20):
            y = bottom - (bottom - top) * (tick - floor) / (100 - floor)
            if self.chance.random() < 0.9:
                pen.line(left, y, width - 10, y, "#d9d9d9")
            pen.text(left - 3, y, self.shown(f"{tick:.{decimals}f}"), 7.5, "#404040", "rm")
        pen.line(left, bottom, width - 10, bottom, "black")
        tones = self.chance.sample(TONES, 2)
        varied = self.chance.random() < 0.3 and not two
        size = self.chance.uniform(7.5, 9) if many else self.chance.uniform(9, 13)
        inside = self.chance.random() < 0.35
        share = self.chance.uniform(0.4, 0.7)
        foreign = []
        for position, subject in enumerate(subjects):
            middle = left + slot * (position + 0.5)
            series = [(self.scores[subject], tones[0])] + ([(self.value(), tones[1])] if two else [])
            for index, (value, tone) in enumerate(series):
                part = share * slot / len(series)
                x0 = middle - share * slot / 2 + index * part
                y = bottom - (bottom - top) * max(0.02, (float(value) - floor) / (100 - floor))
                pen.box(x0, y, x0 + part, bottom, self.chance.choice(TONES) if varied else tone)
                if index:
                    foreign.append(value)
                fits = pen.width("00.00", size) < part - 2
                if inside and fits:
                    pen.text(
                        x0 + part / 2,
                        y + size * 0.9,
                        self.shown(value),
                        size,
                        self.chance.choice(["white", "white", "black"]),
                    )
                else:
                    pen.text(
                        x0 + part / 2,
                        y - size * 0.7,
                        self.shown(value),
                        min(size, size * part * 1.6 / pen.width("00.00", size)) if two and many else size,
                    )
            words = self.label(subject, many)
            label = min(9.5 if many else 12, 0.92 * slot / max(0.1, pen.width(words, 1)))
            if label > 5.5:
                pen.text(middle, bottom + 12, words, label)
            else:
                half = len(words) // 2
                cut = words.find("การ", 3)
                cut = cut if cut > 0 else half
                small = min(9.0, 0.92 * slot / max(pen.width(words[:cut], 1), pen.width(words[cut:], 1)))
                pen.text(middle, bottom + 9, words[:cut], small)
                pen.text(middle, bottom + 9 + 1.3 * small, words[cut:], small)
        if two and self.chance.random() < 0.6:
            pen.box(width - 150, 22, width - 144, 28, tones[0])
            pen.text(width - 140, 25, "คะแนนหน่วยงาน", 8, anchor="lm")
            pen.box(width - 80, 22, width - 74, 28, tones[1])
            pen.text(width - 70, 25, other, 8, anchor="lm")
        stated = {} if two else {subject: self.scores[subject] for subject in subjects}
        return Chart("two_bars" if two else "bars", width, height, pen.image, stated, foreign=tuple(foreign))

    def _two_bars(self) -> Chart:
        return self._bars(
            two=True, other=self.chance.choice(["ค่าเฉลี่ยจังหวัด", "ระดับประเทศ", f"ปี {self.year - 1}"])
        )

    def _levels(self, two: bool = False) -> Chart:
        subjects = self.subjects()
        size = self.chance.uniform(8, 11)
        pitch = self.chance.uniform(2.2, 3.2) * size
        width, height = self.chance.uniform(300, 480), pitch * len(subjects) + 60
        pen = self._pen(width, height)
        self._title(pen, width)
        short = self.chance.random() < 0.4
        words = [self.label(subject, short) for subject in subjects]
        left = max(pen.width(word, size) for word in words) + 12
        right = width - 20
        tone, other = self.chance.sample(TONES, 2)
        inside = self.chance.random() < 0.4
        foreign = []
        for tick in (0, 20, 40, 60, 80, 100):
            x = left + (right - left - 34) * tick / 100
            if self.chance.random() < 0.7:
                pen.line(x, 26, x, height - 24, "#d9d9d9")
            pen.text(x, height - 14, self.shown(str(tick)), 7.5, "#404040")
        order = list(enumerate(subjects))
        if self.chance.random() < 0.3:
            order.sort(key=lambda first: float(self.scores[first[1]]))
        for row, (index, subject) in enumerate(order):
            y = 30 + pitch * (row + 0.5)
            pen.text(left - 6, y, words[index], size, anchor="rm")
            values = [(self.scores[subject], tone)] + ([(self.value(), other)] if two else [])
            for position, (value, colour) in enumerate(values):
                part = 0.7 * pitch / len(values)
                y0 = y - 0.35 * pitch + position * part
                x = left + (right - left - 34) * float(value) / 100
                pen.box(left, y0, x, y0 + part, colour)
                letter = size if len(values) == 1 else min(size, part * 0.95)
                if inside:
                    pen.text(x - 3, y0 + part / 2, self.shown(value), letter, "white", "rm")
                else:
                    pen.text(x + 3, y0 + part / 2, self.shown(value), letter, anchor="lm")
                if position:
                    foreign.append(value)
        stated = {} if two else {subject: self.scores[subject] for subject in subjects}
        return Chart(
            "two_levels" if two else "levels", width, height, pen.image, stated, foreign=tuple(foreign)
        )

    def _two_levels(self) -> Chart:
        return self._levels(two=True)

    def _gauges(self) -> Chart:
        subjects = self.subjects()
        across = len(subjects) if len(subjects) <= 4 else 5
        rows = math.ceil(len(subjects) / across)
        cell, high = (
            (480 / across if across > 3 else self.chance.uniform(100, 150)),
            self.chance.uniform(95, 120),
        )
        width, height = cell * across, high * rows + 10
        pen = self._pen(width, height, ("white", "white", "#f7f7f7", "#1f2a44"))
        dark = pen.image.getpixel((2, 2)) == (0x1F, 0x2A, 0x44)
        ink = "white" if dark else "black"
        above = self.chance.random() < 0.4
        style = self.chance.choice(["ring", "half", "card"])
        tone = self.chance.choice(TONES)
        for position, subject in enumerate(subjects):
            x, y = cell * (position % across + 0.5), 5 + high * (position // across)
            middle = y + high * (0.58 if above else 0.42)
            radius = min(cell, high) * 0.34
            size = radius * 0.5
            number_ink = ink
            if style == "ring":
                pen.arc(x, middle, radius, 0, 360, "#d9d9d9", radius * 0.2)
                pen.arc(x, middle, radius, -90, -90 + 3.6 * float(self.scores[subject]), tone, radius * 0.2)
            elif style == "half":
                pen.arc(x, middle + radius * 0.3, radius, 180, 360, "#d9d9d9", radius * 0.25)
                pen.arc(
                    x,
                    middle + radius * 0.3,
                    radius,
                    180,
                    180 + 1.8 * float(self.scores[subject]),
                    tone,
                    radius * 0.25,
                )
            else:
                pen.box(x - radius, middle - radius * 0.6, x + radius, middle + radius * 0.6, tone)
                size, number_ink = radius * 0.62, "white"
            pen.text(
                x,
                middle + (radius * 0.1 if style == "half" else 0),
                self.shown(self.scores[subject]),
                size,
                number_ink,
            )
            words = self.label(subject, across > 3)
            letter = min(12.0, 0.9 * cell / max(0.1, pen.width(words, 1)))
            pen.text(x, y + 11 if above else y + high - 12, words, letter, ink)
        return Chart(
            "gauges", width, height, pen.image, {subject: self.scores[subject] for subject in subjects}
        )

    def _one(self) -> Chart:
        width, height = self.chance.uniform(150, 240), self.chance.uniform(110, 160)
        pen = self._pen(width, height)
        radius = min(width, height) * 0.36
        tone = self.chance.choice(TONES)
        pen.arc(
            width / 2,
            height * 0.5,
            radius,
            -90,
            -90 + 3.6 * float(self.scores["overall"]),
            tone,
            radius * 0.18,
        )
        pen.text(width / 2, height * 0.47, self.shown(self.scores["overall"]), radius * 0.52)
        if self.chance.random() < 0.6:
            pen.text(width / 2, height * 0.47 + radius * 0.5, "คะแนน", radius * 0.26)
        return Chart(
            "one",
            width,
            height,
            pen.image,
            {"overall": self.scores["overall"]},
            caption="ผลการประเมินในภาพรวม",
        )

    def _past(self) -> Chart:
        count = self.chance.randint(3, 5)
        years = list(range(self.year - count + 1, self.year + 1))
        subject = self.chance.choice(["overall", "overall", "IIT", "OIT"])
        values = {year: self.value() for year in years}
        values[self.year] = self.scores[subject]
        width, height = self.chance.uniform(260, 430), self.chance.uniform(150, 210)
        pen = self._pen(width, height)
        title = {"overall": "ผลการประเมินในภาพรวมย้อนหลัง"}.get(subject, f"ผลการประเมิน {subject} ย้อนหลัง")
        inside = self.chance.random() < 0.6
        if inside:
            pen.text(width / 2, 13, title, 12)
        left, bottom, top = 34.0, height - 30, 48.0
        slot = (width - left - 10) / count
        for tick in (0, 25, 50, 75, 100):
            y = bottom - (bottom - top) * tick / 100
            pen.line(left, y, width - 10, y, "#d9d9d9")
            pen.text(left - 3, y, self.shown(str(tick)), 7.5, anchor="rm")
        tone = self.chance.choice(TONES)
        line = self.chance.random() < 0.5
        spots = []
        for position, year in enumerate(years):
            x = left + slot * (position + 0.5)
            y = bottom - (bottom - top) * float(values[year]) / 100
            spots.append((x, y))
            if not line:
                pen.box(x - 0.28 * slot, y, x + 0.28 * slot, bottom, tone)
            pen.text(x, bottom + 12, self.shown(self.chance.choice([f"{year}", f"{year}", f"ปี {year}"])), 10)
        if line:
            for (x0, y0), (x1, y1) in pairwise(spots):
                pen.line(x0, y0, x1, y1, tone, 1.5)
        for (x, y), year in zip(spots, years, strict=True):
            if line:
                pen.box(x - 2, y - 2, x + 2, y + 2, tone)
            pen.text(x, y - 9, self.shown(values[year]), 9.5)
        history = {(subject, year): values[year] for year in years}
        return Chart(
            "past", width, height, pen.image, {subject: values[self.year]}, history, "" if inside else title
        )

    def _past_lines(self) -> Chart:
        years = list(range(self.year - 3, self.year + 1))
        width, height = 400.0, 200.0
        pen = self._pen(width, height)
        pen.text(width / 2, 12, "ผลการประเมินรายเครื่องมือย้อนหลัง", 12)
        left, bottom, top = 34.0, height - 44, 40.0
        slot = (width - left - 10) / 4
        foreign = []
        for name, tone in zip(("IIT", "EIT", "OIT"), self.chance.sample(TONES, 3), strict=True):
            before = None
            for position, _year in enumerate(years):
                value = self.value()
                foreign.append(value)
                x, y = left + slot * (position + 0.5), bottom - (bottom - top) * (float(value) - 50) / 50
                pen.text(x, y - 7, self.shown(value), 8)
                if before:
                    pen.line(*before, x, y, tone, 1.5)
                before = (x, y)
            pen.text(left + 100 * ("IIT", "EIT", "OIT").index(name) + 50, height - 12, name, 9, tone)
        for position, year in enumerate(years):
            pen.text(left + slot * (position + 0.5), bottom + 12, self.shown(str(year)), 9.5)
        return Chart("past_lines", width, height, pen.image, foreign=tuple(foreign))

    def _radar(self) -> Chart:
        width, height = 380.0, 320.0
        pen = self._pen(width, height)
        x, y, radius = width / 2, height / 2, 105.0
        for ring in range(1, 6):
            spots = [self._spot(x, y, radius * ring / 5, position) for position in range(10)]
            for (ax, ay), (bx, by) in zip(spots, [*spots[1:], spots[0]], strict=True):
                pen.line(ax, ay, bx, by, "#bfbfbf")
            pen.text(x - 2, y - radius * ring / 5, f"{20 * ring:.2f}", 6.5, "#404040", "rm")
        beside = self.chance.random() < 0.5
        for position in range(10):
            value = self.scores[f"indicator-{position + 1}"]
            lx, ly = self._spot(x, y, radius * 1.25, position)
            words = self.label(f"indicator-{position + 1}", True)
            if beside:
                pen.text(lx, ly, words, 8.5)
                pen.text(lx, ly + 11, self.shown(value), 8.5)
            else:
                pen.text(lx, ly, words, 8.5)
                px, py = self._spot(x, y, radius * float(value) / 100, position)
                pen.text(px, py, self.shown(value), 8, "#c00000")
        stated = {f"indicator-{position}": self.scores[f"indicator-{position}"] for position in range(1, 11)}
        return Chart("radar", width, height, pen.image, stated)

    @staticmethod
    def _spot(x: float, y: float, radius: float, position: int) -> tuple[float, float]:
        angle = math.radians(36 * position - 90)
        return x + radius * math.cos(angle), y + radius * math.sin(angle)

    def _grid(self) -> Chart:
        size = self.chance.uniform(9.5, 13)
        row = size * self.chance.uniform(1.7, 2.2)
        width, height = self.chance.uniform(340, 450), row * 11 + 12
        pen = Pen(width, height, "white", self.chance.choice(self.faces))
        last = width - 80
        other = self.chance.random() < 0.3
        self.thai = self.chance.random() < 0.5
        pen.box(4, 4, width - 4, 4 + row, self.chance.choice(["#d9e2f3", "#f2f2f2", "#1f3864"]))
        dark = pen.image.getpixel((30, 30)) == (0x1F, 0x38, 0x64)
        for x, words in ((24, "ที่"), (width / 2 - 30, "ตัวชี้วัด"), (last + 35, "คะแนน")):
            pen.text(x, 4 + row / 2, words, size, "white" if dark else "black")
        foreign = []
        for number in range(1, 11):
            y = 4 + row * (number + 0.5)
            pen.text(24, y, self.shown(str(number)), size)
            pen.text(48, y, INDICATORS[number - 1], size, anchor="lm")
            pen.text(last + 35, y, self.shown(self.scores[f"indicator-{number}"]), size)
            if other:
                foreign.append(self.value())
                pen.text(last - 30, y, self.shown(foreign[-1]), size)
        for line in range(12):
            pen.line(4, 4 + row * line, width - 4, 4 + row * line, "black")
        for x in (4.0, 44.0, last, width - 4):
            pen.line(x, 4, x, 4 + row * 11, "black")
        stated = (
            {}
            if other
            else {f"indicator-{position}": self.scores[f"indicator-{position}"] for position in range(1, 11)}
        )
        return Chart("grid", width, height, pen.image, stated, foreign=tuple(foreign))


KINDS = ("bars", "levels", "gauges", "one", "past", "grid", "radar", "two_bars", "two_levels", "past_lines")
