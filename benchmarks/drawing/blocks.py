"""What a drawn report is made of, whatever program sets it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
# Digits that stay Arabic where the text around them is turned to Thai digits (item codes), until the end.
_KEPT = "".join(chr(0xE000 + n) for n in range(10))
KEEP = str.maketrans("0123456789", _KEPT)
RELEASE = str.maketrans(_KEPT, "0123456789")


@dataclass(frozen=True)
class Para:
    """A paragraph; `label` is a list marker that hangs left of the text, indents are in ems."""

    text: str
    align: str = "left"
    bold: bool = False
    first: float = 0.0
    inset: float = 0.0
    size: float = 1.0
    label: str = ""
    keep: bool = False
    level: int = 0  # 1-3 for headings


@dataclass(frozen=True)
class Cell:
    """A table cell; several paragraphs stand one below the other."""

    paras: tuple[Para, ...]
    columns: int = 1
    rows: int = 1
    fill: str = ""
    align: str = ""


@dataclass(frozen=True)
class Table:
    """A table; `widths` are shares, `rules` one of all, rows, zebra, none; cells covered by a span are left out."""

    widths: tuple[float, ...]
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    rules: str = "all"
    repeat_head: bool = True
    split_rows: bool = True
    scale: float = 0.9
    width: float = 1.0
    head_fill: str = ""
    chained: bool = False  # rows stay with the next ones


@dataclass(frozen=True)
class Bars:
    """Bars of values from 0 to 100, each with its name."""

    rows: tuple[tuple[str, str, float], ...]  # name, printed value, length


@dataclass(frozen=True)
class Break:
    """A new page; `turn` gives it another direction (True is landscape)."""

    turn: bool | None = None


Block = Para | Table | Bars | Break


@dataclass(frozen=True)
class Sheet:
    """How pages look; lengths in millimetres, `size` in points; `number` holds {} or is empty."""

    font: str
    size: float
    margins: tuple[float, float, float, float]
    leading: float
    number: str = "{}"
    number_at: str = "foot-center"
    number_thai: bool = False
    head: str = ""
    foot: str = ""
    cover_bare: bool = True
    accent: str = "#1f4e79"


@dataclass
class Part:
    """Blocks written with one kind of digits."""

    name: str
    thai: bool = False
    blocks: list[Block] = field(default_factory=list)


def cell(*texts: str | Para, columns: int = 1, rows: int = 1, align: str = "", bold: bool = False) -> Cell:
    """Return a cell of texts or paragraphs."""
    paras = tuple(text if isinstance(text, Para) else Para(text, bold=bold) for text in texts)
    return Cell(paras or (Para(""),), columns, rows, align=align)


def heads(*texts: str) -> tuple[Cell, ...]:
    """Return a head row."""
    return tuple(cell(text, align="center", bold=True) for text in texts)


def in_digits(block: Block, thai: bool) -> Block:
    """Return the block with its digits turned to Thai ones, or only the kept ones released."""

    def turned(text: str) -> str:
        return (text.translate(THAI) if thai else text).translate(RELEASE)

    def para(entry: Para) -> Para:
        return replace(entry, text=turned(entry.text), label=turned(entry.label))

    def row(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(replace(entry, paras=tuple(para(text) for text in entry.paras)) for entry in cells)

    if isinstance(block, Para):
        return para(block)
    if isinstance(block, Table):
        return replace(
            block,
            head=tuple(row(entry) for entry in block.head),
            rows=tuple(row(entry) for entry in block.rows),
        )
    if isinstance(block, Bars):
        return replace(block, rows=tuple((turned(a), turned(b), c) for a, b, c in block.rows))
    return block
