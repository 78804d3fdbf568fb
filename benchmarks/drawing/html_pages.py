"""Blocks through Chromium: HTML with paged CSS."""

from __future__ import annotations

from html import escape
from pathlib import Path

from benchmarks.drawing.blocks import Bars, Block, Break, Cell, Para, Sheet, Table
from fixtures.generator.render.chromium_pdf import print_html


def boxes(sheet: Sheet, pages: str = "page") -> str:
    """Return the margin boxes: running head, foot and page number, by the name of what counts the pages."""
    counter = f"counter({pages}, thai)" if sheet.number_thai else f"counter({pages})"
    before, _, after = sheet.number.partition("{}")
    number = f'"{before}" {counter} "{after}"' if sheet.number else ""
    side = "top" if sheet.number_at.startswith("head") else "bottom"
    where = f"@{side}-{sheet.number_at.split('-')[1]}"
    made = f"{where}{{content:{number};font-size:.85em}}" if number else ""
    if sheet.head and where != "@top-left":
        made += f'@top-left{{content:"{sheet.head}";font-size:.75em;color:#444;white-space:nowrap}}'
    if sheet.foot and where != "@bottom-left":
        made += f'@bottom-left{{content:"{sheet.foot}";font-size:.75em;color:#444;white-space:nowrap}}'
    return made


def _style(sheet: Sheet) -> str:
    top, right, bottom, left = sheet.margins
    around = boxes(sheet)
    bare = (
        "@page :first{@top-left{content:''}@top-center{content:''}@top-right{content:''}"
        "@bottom-left{content:''}@bottom-center{content:''}@bottom-right{content:''}}"
        if sheet.cover_bare
        else ""
    )
    return (
        f"html{{font-family:'{sheet.font}','DejaVu Sans';font-size:{sheet.size}pt}}"
        f"@page{{size:A4;margin:{top}mm {right}mm {bottom}mm {left}mm;"
        f"font-family:'{sheet.font}';font-size:{sheet.size}pt;{around}}}"
        f"@page lying{{size:A4 landscape;{around}}}{bare}"
        f"body{{margin:0;line-height:{sheet.leading};color:#111}}.lying{{page:lying}}.standing{{page:auto}}"
        f".tinted .l1,.tinted .l2{{color:{sheet.accent}}}{INSIDE}"
    )


# how blocks look, whatever the sheet
INSIDE = (
    ".cut{break-before:page}p{margin:0 0 .2em;padding-top:.2em;white-space:pre-wrap}p.keep{break-after:avoid}"
    ".l1,.l2,.l3{margin:.2em 0 .2em;padding-top:.4em}"
    # padding, not margin: a mark above the first line of a page is else painted on the page before
    "table{border-spacing:0;border-collapse:collapse;table-layout:fixed;margin:.4em auto .7em}"
    "td,th{vertical-align:top;padding:.12em .35em;overflow-wrap:anywhere;text-align:left;font-weight:400}"
    "td p,th p{margin:0}th{vertical-align:middle}"
    ".all td,.all th{border:.75pt solid #000}"
    ".rows td,.rows th{border-top:.6pt solid #666;border-bottom:.6pt solid #666}"
    ".zebra tbody tr:nth-child(even){background:#eef2f7}.zebra th{background:#d7e1ee}"
    ".whole tr{break-inside:avoid}"
    ".item{display:flex}.item b,.item i{font-style:normal;font-weight:400;min-width:1.6em;flex:none}"
    ".bar{display:flex;align-items:center;margin:.15em 0}.bar span{width:42%}"
    ".bar em{height:.75em;display:inline-block;margin-right:.4em}.bar div{flex:1}"
)


def _para(para: Para) -> str:
    style = f"text-align:{para.align};"
    style += "font-weight:700;" if para.bold else ""
    style += f"text-indent:{para.first}em;" if para.first else ""
    style += f"margin-left:{para.inset}em;" if para.inset else ""
    style += f"font-size:{para.size}em;" if para.size != 1.0 else ""
    kinds = f"{'keep ' if para.keep else ''}{f'l{para.level}' if para.level else ''}".strip()
    if para.label:
        # the marker hangs, and the text has its own left edge
        text = f"<i>{escape(para.label)}&nbsp;</i><span>{escape(para.text)}</span>"
        return f"<p class='item {kinds}' style='{style}'>{text}</p>"
    return f"<p class='{kinds}' style='{style}'>{escape(para.text)}</p>"


def _cell(cell: Cell, tag: str, fill: str) -> str:
    spans = f" colspan={cell.columns}" if cell.columns > 1 else ""
    spans += f" rowspan={cell.rows}" if cell.rows > 1 else ""
    colour = cell.fill or fill
    style = f" style='background:{colour}'" if colour else ""
    paras = "".join(
        _para(Para(**{**para.__dict__, "align": cell.align}) if cell.align else para) for para in cell.paras
    )
    return f"<{tag}{spans}{style}>{paras}</{tag}>"


def _table(table: Table) -> str:
    total = sum(table.widths)
    kinds = f"{table.rules}{'' if table.split_rows else ' whole'}"
    style = f"font-size:{table.scale}em;width:{table.width * 100:.0f}%"
    columns = "".join(f"<col style='width:{100 * width / total:.2f}%'>" for width in table.widths)
    head = "".join(
        "<tr>" + "".join(_cell(entry, "th", table.head_fill) for entry in row) + "</tr>" for row in table.head
    )
    body = "".join("<tr>" + "".join(_cell(entry, "td", "") for entry in row) + "</tr>" for row in table.rows)
    if head and table.repeat_head:
        head, body = f"<thead>{head}</thead>", f"<tbody>{body}</tbody>"
    else:
        head, body = "", f"<tbody>{head}{body}</tbody>"
    return f"<table class='{kinds}' style='{style}'><colgroup>{columns}</colgroup>{head}{body}</table>"


def _bars(bars: Bars, accent: str) -> str:
    return "".join(
        f"<div class=bar><span>{escape(name)}</span><div><em style='width:{length * 0.75:.1f}%;"
        f"background:{accent}'></em>{escape(value)}</div></div>"
        for name, value, length in bars.rows
    )


def body(blocks: list[Block], sheet: Sheet) -> str:
    """Return the blocks as HTML in boxes of the classes standing and lying."""
    parts = ["<div class=standing>"]
    for block in blocks:
        if isinstance(block, Break):
            if block.turn is None:
                parts.append("<div class=cut></div>")
            else:
                parts.append(f"</div><div class={'lying' if block.turn else 'standing'}>")
        elif isinstance(block, Para):
            parts.append(_para(block))
        elif isinstance(block, Bars):
            parts.append(_bars(block, sheet.accent))
        else:
            parts.append(_table(block))
    return "".join(parts) + "</div>"


def _html(blocks: list[Block], sheet: Sheet, title: str, tinted: bool) -> str:
    return (
        f"<!doctype html><html lang=th><head><meta charset=utf-8><title>{escape(title)}</title>"
        f"<style>{_style(sheet)}</style></head><body class='{'tinted' if tinted else ''}'>"
        f"{body(blocks, sheet)}</body></html>"
    )


def write(blocks: list[Block], sheet: Sheet, path: Path, title: str, environment: dict[str, str]) -> None:
    """Write the blocks as a PDF file; raises CalledProcessError where Chromium fails."""
    print_html(_html(blocks, sheet, title, sheet.accent != "#000000"), path, environment)
