"""All pages of a document laid out: what stands where, in reading order, without the paper's own marks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ita_extract.layout.furniture import edge_rows, is_running_head, page_numbers, running_heads
from ita_extract.layout.lines import Line, build_lines
from ita_extract.layout.span import key_of_lines
from ita_extract.layout.tables import Table, fill_grid
from ita_extract.layout.two_columns import gutter_of_text, read_columns
from ita_extract.reading.grids import find_grids
from ita_extract.reading.page import PageContent, RotatedText, Sheet
from ita_extract.thai.clusters import Cluster, build_clusters
from ita_extract.thai.fonts import FontSurvey, FontUse
from ita_extract.thai.quality import TextQuality, Written, judge

Block = Line | Table


@dataclass(frozen=True)
class PageLayout:
    """One page: its blocks from top to bottom, the lines that were set aside, and how good its text is."""

    sheet: Sheet
    blocks: tuple[Block, ...]
    page_numbers: tuple[Line, ...]
    running_heads: tuple[Line, ...]
    quality: TextQuality
    rotated: tuple[RotatedText, ...] = ()

    @property
    def furniture(self) -> tuple[Line, ...]:
        """Return the lines that belong to the paper."""
        return (*self.page_numbers, *self.running_heads)

    @property
    def number(self) -> int:
        """Return the page's number."""
        return self.sheet.number

    @cached_property
    def key(self) -> str:
        """Return the key of all its lines, to look for words in."""
        return key_of_lines(self.lines)

    @property
    def lines(self) -> list[Line]:
        """Return all lines, those in tables among them, cell by cell."""
        return [line for block in self.blocks for line in _lines_of(block)]


def lay_out(pages: list[PageContent]) -> list[PageLayout]:
    """Lay out a document's pages: fonts are judged over all of them before any line is mended."""
    survey = FontSurvey()
    drafts: list[tuple[PageContent, list[Cluster]]] = []
    for page in pages:
        clusters = build_clusters(page)
        _doubt(page, clusters)
        survey.add(clusters, page.fonts)
        drafts.append((page, clusters))
    numbers = page_numbers([(page.sheet, edge_rows(clusters)) for page, clusters in drafts])
    blocks = []
    aside: list[list[Line]] = []
    for page, clusters in drafts:
        uses = [survey.use(name) for name in page.fonts]
        aside.append(build_lines([item for item in clusters if id(item) in numbers], uses))
        blocks.append(_blocks(page, [item for item in clusters if id(item) not in numbers], uses))
    heads = running_heads(
        [
            (page.sheet, [block for block in found if isinstance(block, Line)])
            for (page, _), found in zip(drafts, blocks, strict=True)
        ]
    )
    return [
        _page(page, clusters, found, set_apart, heads)
        for (page, clusters), found, set_apart in zip(drafts, blocks, aside, strict=True)
    ]


def _doubt(page: PageContent, clusters: list[Cluster]) -> None:
    """Count the characters that were not read for sure from a picture as guesses of their clusters."""
    for doubt in page.doubts:
        for cluster in clusters:
            if cluster.baseline == doubt.baseline and cluster.x0 <= doubt.x <= cluster.x1:
                cluster.guesses = min(cluster.guesses + 1, len(cluster.text))
                cluster.others = doubt.others
                break


def _blocks(page: PageContent, clusters: list[Cluster], uses: list[FontUse]) -> list[Block]:
    tables: list[Block] = []
    for grid in find_grids(page):
        if all(sum(cell is not None for cell in row) <= 1 for row in grid.rows):
            continue  # a frame around text: its lines stay where they are
        table, clusters = fill_grid(grid, clusters, uses, page.sheet.number)
        if any(
            cell and cell.lines for row in table.rows for cell in row
        ):  # else ruled lines on an empty stretch
            tables.append(table)
    lines = build_lines(clusters, uses)
    gutter = gutter_of_text(lines, page.sheet.width)
    if gutter is None:
        return sorted([*tables, *lines], key=lambda block: block.box.top)
    return [*read_columns(lines, gutter), *tables]


def _page(
    page: PageContent, clusters: list[Cluster], blocks: list[Block], aside: list[Line], heads: set[str]
) -> PageLayout:
    kept: list[Block] = []
    repeated: list[Line] = []
    for block in blocks:
        if isinstance(block, Line) and is_running_head(block, page.sheet, heads):
            repeated.append(block)
        else:
            kept.append(block)
    lines = [*(line for block in kept for line in _lines_of(block)), *aside, *repeated]
    quality = judge(page, [Written(line.chars, [0, *line.breaks[1:]]) for line in lines], clusters)
    return PageLayout(page.sheet, tuple(kept), tuple(aside), tuple(repeated), quality, page.rotated)


def _lines_of(block: Block) -> list[Line]:
    if isinstance(block, Line):
        return [block]
    return [line for row in block.rows for cell in row if cell for line in cell.lines]
