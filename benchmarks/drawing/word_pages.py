"""Blocks through LibreOffice Writer: a Word file written by hand, converted without a window."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path

from benchmarks.drawing.blocks import Bars, Block, Break, Cell, Para, Sheet, Table
from benchmarks.drawing.word_package import HEAD, SPACES, convert, save

_A4 = (11906, 16838)
_TWIPS = 56.7  # a millimetre


class _Writer:
    """Sets blocks in the words of a Word file."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.lying = False
        self.first_section = True
        self.page_break = False

    def run(self, text: str, *, bold: bool = False, size: float = 1.0, colour: str = "") -> str:
        """Return runs of a text; tabs and line ends become their own elements."""
        points = round(self.sheet.size * size * 2)
        weight = "<w:b/><w:bCs/>" if bold else ""
        tint = f'<w:color w:val="{colour.lstrip("#")}"/>' if colour else ""
        font = self.sheet.font
        properties = (
            f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>{weight}{tint}'
            f'<w:sz w:val="{points}"/><w:szCs w:val="{points}"/></w:rPr>'
        )
        inner = escape(text).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        inner = inner.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        return f'<w:r>{properties}<w:t xml:space="preserve">{inner}</w:t></w:r>'

    def paragraph(self, para: Para, scale: float = 1.0, align: str = "", *, tight: bool = False) -> str:
        """Return one w:p element."""
        em = self.sheet.size * 20 * scale * para.size
        left, first = para.inset * em, para.first * em
        text = para.text
        if para.label:
            wide = max(1.6, 0.45 * len(para.label) + 0.7) * em
            hang = (
                f'<w:tabs><w:tab w:val="left" w:pos="{left + wide:.0f}"/></w:tabs>'
                f'<w:ind w:left="{left + wide:.0f}" w:hanging="{wide:.0f}"/>'
            )
            text = f"{para.label}\t{para.text}"
        else:
            hang = f'<w:ind w:left="{left:.0f}" w:firstLine="{first:.0f}"/>' if left or first else ""
        after, before = (0 if tight else 60), (120 if para.level else 0)
        page = "<w:pageBreakBefore/>" if self.page_break and not tight else ""
        if not tight:
            self.page_break = False
        side = {"justify": "both"}.get(align or para.align, align or para.align)
        keep = "<w:keepNext/>" if para.keep else ""
        colour = self.sheet.accent if para.level and self.sheet.accent != "#000000" else ""
        tabs, _, indent = hang.partition("<w:ind ")
        return (
            f"<w:p><w:pPr>{keep}{page}{tabs}"
            f'<w:spacing w:before="{before}" w:after="{after}" w:line="{self.sheet.leading * 200:.0f}" '
            f'w:lineRule="auto"/>{f"<w:ind {indent}" if indent else ""}<w:jc w:val="{side}"/></w:pPr>'
            f"{self.run(text, bold=para.bold, size=para.size * scale, colour=colour)}</w:p>"
        )

    def table(self, table: Table) -> str:
        """Return one w:tbl element; covered cells are written as continuations."""
        _, right, _, left = self.sheet.margins
        whole = (297 - left - right if self.lying else 210 - left - right) * _TWIPS * table.width
        widths = [whole * share / sum(table.widths) for share in table.widths]
        line = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
        sides = {"all": ("top", "left", "bottom", "right", "insideH", "insideV")}.get(
            table.rules, ("top", "bottom", "insideH") if table.rules == "rows" else ()
        )
        borders = "".join(f"<w:{side} {line}/>" for side in sides)
        grid = "".join(f'<w:gridCol w:w="{width:.0f}"/>' for width in widths)
        parts = [
            f'<w:tbl><w:tblPr><w:tblW w:w="{whole:.0f}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
        ]
        parts += self.rows(table, table.head, widths, head=True)
        parts += self.rows(table, table.rows, widths, head=False)
        return "".join(parts) + "</w:tbl>"

    def rows(
        self, table: Table, rows: tuple[tuple[Cell, ...], ...], widths: list[float], *, head: bool
    ) -> list[str]:
        """Return the w:tr elements of head or body."""
        covered: dict[int, tuple[int, int]] = {}  # column: (rows left, columns wide)
        made = []
        for number, row in enumerate(rows):
            fill = table.head_fill if head else "#eef2f7" if table.rules == "zebra" and number % 2 else ""
            flags = "<w:tblHeader/>" if head and table.repeat_head else ""
            flags = ("" if table.split_rows and not head else "<w:cantSplit/>") + flags
            cells, at, waiting = [], 0, list(row)
            while at < len(widths):
                if at in covered:
                    left, wide = covered.pop(at)
                    if left > 1:
                        covered[at] = (left - 1, wide)
                    width = sum(widths[at : at + wide])
                    empty = self.paragraph(Para(""), table.scale, tight=True)
                    cells.append(_tc(width, wide, "<w:vMerge/>", "", empty))
                    at += wide
                    continue
                if not waiting:
                    break
                entry = waiting.pop(0)
                if entry.rows > 1:
                    covered[at] = (entry.rows - 1, entry.columns)
                merge = '<w:vMerge w:val="restart"/>' if entry.rows > 1 else ""
                inner = "".join(
                    self.paragraph(para, table.scale, entry.align, tight=True) for para in entry.paras
                )
                width = sum(widths[at : at + entry.columns])
                cells.append(_tc(width, entry.columns, merge, entry.fill or fill, inner))
                at += entry.columns
            made.append(f"<w:tr><w:trPr>{flags}</w:trPr>{''.join(cells)}</w:tr>")
        return made

    def section(self, *, last: bool) -> str:
        """Return the properties of the section that ends here."""
        top, right, bottom, left = (round(mm * _TWIPS) for mm in self.sheet.margins)
        wide, high = (_A4[1], _A4[0]) if self.lying else _A4
        orient = ' w:orient="landscape"' if self.lying else ""
        numbers = '<w:pgNumType w:fmt="thaiNumbers"/>' if self.sheet.number_thai else ""
        bare = "<w:titlePg/>" if self.sheet.cover_bare and self.first_section else ""
        self.first_section = False
        properties = (
            '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/>'
            '<w:footerReference w:type="default" r:id="rId2"/>'
            f'<w:pgSz w:w="{wide}" w:h="{high}"{orient}/><w:pgMar w:top="{top}" w:right="{right}" '
            f'w:bottom="{bottom}" w:left="{left}" w:header="500" w:footer="500" w:gutter="0"/>'
            f"{numbers}{bare}</w:sectPr>"
        )
        return properties if last else f"<w:p><w:pPr>{properties}</w:pPr></w:p>"

    def body(self, blocks: list[Block]) -> str:
        """Return the whole body."""
        parts = []
        for block in blocks:
            if isinstance(block, Break):
                if block.turn is None:
                    self.page_break = True
                elif block.turn != self.lying:
                    parts.append(self.section(last=False))
                    self.lying = block.turn
                    self.page_break = False
            elif isinstance(block, Para):
                parts.append(self.paragraph(block))
            elif isinstance(block, Table):
                if self.page_break:
                    parts.append(self.paragraph(Para("", size=0.2)))
                parts += [self.table(block), self.paragraph(Para("", size=0.5), tight=True)]
            elif isinstance(block, Bars):
                parts += [self.paragraph(Para(f"{name}\t{value}")) for name, value, _ in block.rows]
        return "".join(parts) + self.section(last=True)

    def margin(self, kind: str) -> str:
        """Return the header or footer part."""
        sheet, side = self.sheet, "head" if kind == "hdr" else "foot"
        parts = []
        text = sheet.head if kind == "hdr" else sheet.foot
        if text:
            parts.append(f"<w:p>{self.run(text, size=0.75)}</w:p>")
        position, _, align = sheet.number_at.partition("-")
        if sheet.number and position == side:
            before, _, after = sheet.number.partition("{}")
            look = self.run("", size=0.85).partition("<w:t ")[0].removeprefix("<w:r>")
            kind_of = r"\* ThaiArabic" if sheet.number_thai else ""
            field = (
                f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{look}<w:instrText xml:space="preserve">'
                f' PAGE {kind_of} </w:instrText></w:r><w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
                f'{self.run("1", size=0.85)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
            before, after = self.run(before, size=0.85), self.run(after, size=0.85)
            parts.append(f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{before}{field}{after}</w:p>')
        return f"{HEAD}<w:{kind} {SPACES}>{''.join(parts) or '<w:p/>'}</w:{kind}>"


def _tc(width: float, wide: int, merge: str, fill: str, inner: str) -> str:
    span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill.lstrip("#")}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width:.0f}" w:type="dxa"/>{span}{merge}{shade}</w:tcPr>{inner}</w:tc>'


def write(blocks: list[Block], sheet: Sheet, path: Path, title: str, environment: dict[str, str]) -> None:
    """Write the blocks as a PDF file; raises CalledProcessError where LibreOffice fails."""
    writer = _Writer(sheet)
    body = writer.body(blocks)
    document = f"{HEAD}<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.docx"
        save(source, document, writer.margin("hdr"), writer.margin("ftr"))
        convert(source, path, environment)
