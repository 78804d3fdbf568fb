"""How this clerk writes: digits, figures, codes, references, list markers, chapter heads, tables."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from benchmarks.drawing.blocks import KEEP, THAI, Para, Part, Table, heads
from benchmarks.drawing.draws import Draw
from benchmarks.drawing.facts import Facts

PARTS = ("cover", "heads", "prose", "scores", "recommendations", "measures")
THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณ"
_DIGITS = {
    "arabic": (),
    "thai": PARTS,
    "prose thai": ("cover", "heads", "prose"),
    "heads thai": ("cover", "heads"),
    "tables thai": ("scores", "measures"),
    "cover thai": ("cover",),
    "advice thai": ("prose", "recommendations"),
}
_WORDS = ("ข้อ ", "ข้อคำถาม ", "ข้อคำถามที่ ", "ข้อ", "คำถามข้อที่ ", "ประเด็นคำถาม ", "ข้อย่อย ", "ตัวชี้วัดคำถาม ", "")
_REFERENCES = (
    "(อ้างอิงจาก {})", "(อ้างอิง {})", "[ดู {}]", "(ดูประกอบ {})", "(โปรดดูข้อ {})", "(เทียบข้อ {})",
    "(อ้างอิงตามข้อ {})", "[อ้างอิง: {}]", "(ref. {})", "– อ้างอิง {}", "(สอดคล้องกับ {})", "",
)  # fmt: skip
_CHAPTERS = (
    "{n}. ", "{n}) ", "{n} ", "ส่วนที่ {n} ", "บทที่ {n} ", "ตอนที่ {n} ", "{roman}. ", "{letter}. ", "", "({n}) ", "ข้อ {n}. ",
    "ส่วนที่ {n}\n",
)  # fmt: skip
ROMANS = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
)
COUNTED = ("1.", "1)", "(1)", "ก.", "ข้อที่ 1", "(ก)", "ก)")


def marker(kind: str, n: int, slip: int = 0) -> str:
    """Return the n-th marker of a kind; from `slip` on numbers lag by one."""
    shown = n - 1 if slip and n >= slip else n
    if "ก" in kind and "ข้อ" not in kind:
        return kind.replace("ก", THAI_LETTERS[shown - 1])
    if kind == "1.1":
        return f"1.{shown}"
    return kind.replace("1", str(shown))


@dataclass(frozen=True)
class Style:
    """The clerk's habits for one report."""

    thai: frozenset[str]
    figure: str  # two, short
    code: str
    word: str
    reference: str
    chapter: str
    rules: str
    head_fill: str

    def score(self, value: Decimal) -> str:
        """Return a score as it is printed."""
        text = f"{value:.2f}"
        return text.rstrip("0").rstrip(".") if self.figure == "short" and text.endswith("00") else text

    def item(self, code: str) -> str:
        """Return an item code in the clerk's spelling."""
        letter, number = code[0], code[1:]
        spelt = {
            "low": f"{letter}{number}",
            "up": f"{letter.upper()}{number}",
            "up space": f"{letter.upper()} {number}",
            "padded": f"{letter.upper()}{number.zfill(2)}",
            "hyphen": f"{letter.upper()}-{number}",
            "bare": number if letter != "o" else f"O{number}",
            "zero": f"{letter if letter != 'o' else 0}{number}",
            "zero thai": f"{letter if letter != 'o' else 0}{number}".translate(THAI),
            "low thai": f"{letter}{number.translate(THAI)}",
            "up thai": f"{letter.upper()}{number.translate(THAI)}",
        }[self.code]
        return spelt.translate(KEEP)

    def items(self, codes: list[str], last: str) -> str:
        """Return a list of codes; `last` joins the last two."""
        spelt = [self.item(code) for code in codes]
        return spelt[0] if len(spelt) == 1 else f"{', '.join(spelt[:-1])}{last}{spelt[-1]}"

    def number(self, text: str, part: str) -> str:
        """Return a text with the digits of a part."""
        return text.translate(THAI) if part in self.thai else text

    def heading(self, n: int, title: str) -> Para:
        """Return a chapter's head."""
        before = self.chapter.format(n=n, roman=ROMANS[n - 1], letter=THAI_LETTERS[n - 1])
        return Para(f"{before}{title}", bold=True, size=1.12, keep=True, level=1)

    def part(self, name: str) -> Part:
        """Return an empty part with this clerk's digits for it."""
        return Part(name, name in self.thai)

    def table(self, widths: list[float], head: list[str], rows: list, **more: object) -> Table:  # type: ignore[type-arg]
        """Return a table in the clerk's manner."""
        settings: dict[str, object] = {"rules": self.rules, "head_fill": self.head_fill} | more
        return Table(
            tuple(widths),
            (heads(*head),) if head else (),
            tuple(tuple(row) for row in rows),
            **settings,  # type: ignore[arg-type]
        )


def draw_style(draw: Draw) -> Style:
    """Return a clerk at random."""
    digits = draw.pick("digits", tuple(_DIGITS), (40, 22, 10, 6, 7, 6, 9))
    code = draw.pick(
        "codes", ("low", "up", "up space", "padded", "hyphen", "bare", "zero", "zero thai", "low thai", "up thai"),
        (22, 26, 8, 10, 4, 8, 3, 4, 10, 9),
    )  # fmt: skip
    word = draw.pick("word", _WORDS, (30, 16, 10, 8, 8, 8, 4, 3, 8))
    if code == "bare" and not word:
        word = "ข้อ "
    return Style(
        frozenset(_DIGITS[digits]),
        draw.pick("figure", ("two", "short"), (75, 25)),
        code,
        word,
        draw.pick("reference", _REFERENCES),
        draw.pick("chapter", _CHAPTERS, (20, 8, 6, 12, 4, 6, 5, 4, 10, 6, 4, 4)),
        draw.pick("rules", ("all", "rows", "zebra", "none"), (70, 12, 12, 6)),
        draw.pick("head fill", ("", "#d9e2f3", "#e2efd9", "#fff2cc", "#d9d9d9")),
    )


@dataclass
class Draft:
    """A report in the making."""

    draw: Draw
    facts: Facts
    style: Style
    rich: bool  # set by a browser
    gold: dict  # type: ignore[type-arg]
    chapters: int = 0

    def chapter(self, title: str) -> Para:
        """Return the head of the next chapter, in the digits of heads."""
        self.chapters += 1
        head = self.style.heading(self.chapters, title)
        text = self.style.number(head.text, "heads")
        return Para(text.translate(KEEP), bold=True, size=head.size, keep=True, level=1)
