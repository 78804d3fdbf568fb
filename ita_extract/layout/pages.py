"""All pages of a document laid out: what stands where, in reading order, without the paper's own marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ita_extract.layout.furniture import (
    EdgeRow,
    edge_rows,
    is_catchword,
    is_running_head,
    page_numbers,
    running_heads,
)
from ita_extract.layout.grown_tables import grown
from ita_extract.layout.lines import Line, build_lines
from ita_extract.layout.row_parts import with_rows_parted
from ita_extract.layout.row_rules import column_rules
from ita_extract.layout.span import key_of_lines
from ita_extract.layout.tables import Table, fill_grid
from ita_extract.layout.two_columns import (
    figures_behind_labels,
    gutter_of_text,
    read_columns,
    side_by_side,
)
from ita_extract.reading.attempts import Attempts
from ita_extract.reading.grids import find_grids
from ita_extract.reading.page import Box, Concealed, PageContent, RotatedText, Sheet, Written
from ita_extract.reading.pictured import large_pictures
from ita_extract.thai.clusters import Cluster, build_clusters
from ita_extract.thai.fonts import FontSurvey, FontUse
from ita_extract.thai.quality import Drawn, TextQuality, judge
from ita_extract.thai.quality import Written as WrittenLine

Block = Line | Table


@dataclass(frozen=True)
class PageLayout:
    """One page: its blocks from top to bottom, the lines that were set aside, and how good its text is.

    `pictures` are the boxes of those that are large enough to hold results, `overlapped` counts the figures that lie
    over or under other characters, `char_count` all chars of its lines, furniture among them. `concealed` is text
    that the page does not show as it is, `written` where annotations and form fields write.
    """

    sheet: Sheet
    blocks: tuple[Block, ...]
    page_numbers: tuple[Line, ...]
    running_heads: tuple[Line, ...]
    quality: TextQuality
    rotated: tuple[RotatedText, ...] = ()
    pictures: tuple[Box, ...] = ()
    overlapped: int = 0
    char_count: int = 0
    odd: tuple[str, ...] = ()
    concealed: tuple[Concealed, ...] = ()
    written: tuple[Written, ...] = ()

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


Rescan = Callable[[int, TextQuality], PageContent | None]


@dataclass
class _Draft:
    """A page between its two steps: its clusters until its lines are built, then its blocks and its quality."""

    content: PageContent  # without its glyphs
    drawn: Drawn
    clusters: list[Cluster]
    edges: list[EdgeRow]
    pictures: tuple[Box, ...]
    overlapped: int
    aside: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    quality: TextQuality = field(default_factory=lambda: TextQuality(1.0))
    char_count: int = 0
    is_read: bool = True

    @property
    def number(self) -> int:
        """Return the page's number."""
        return self.content.sheet.number

    @classmethod
    def of(cls, content: PageContent) -> _Draft:
        """Build the clusters of a page and let its glyphs go: of 288 pages they are 100 MB."""
        clusters = build_clusters(content)
        _doubt(content, clusters)
        if content.overlapped:
            _doubt_overlapped(content, clusters)
        bare = replace(content, glyphs=[], overlapped=frozenset())
        pictures = tuple(large_pictures(content)) if content.pictures else ()
        return cls(bare, Drawn.of(content), clusters, edge_rows(clusters), pictures, len(content.overlapped))

    @classmethod
    def unread(cls, number: int) -> _Draft:
        """Return what stands for a page that could not be read; its quality sends it to the reader of pictures."""
        draft = cls(PageContent.unread(number), Drawn(0, 0, 0, 0.0, 0.0), [], [], (), 0, is_read=False)
        draft.quality = TextQuality(0.0, ("the page could not be read",))
        return draft

    def build(self, survey: FontSurvey, numbers: set[int]) -> bool:
        """Build its lines and tables, judge them, and let the clusters go; return True."""
        uses = [survey.use(name) for name in self.content.fonts]
        self.aside = build_lines([item for item in self.clusters if id(item) in numbers], uses)
        self.blocks = _blocks(self.content, [item for item in self.clusters if id(item) not in numbers], uses)
        lines = [*(line for block in self.blocks for line in _lines_of(block)), *self.aside]
        written = [WrittenLine(line.chars, [0, *line.breaks[1:]]) for line in lines]
        self.char_count = sum(len(line.chars) for line in lines)
        self.quality = judge(self.drawn, written, self.clusters)
        self.clusters = []
        return True


def lay_out(
    contents: Iterable[PageContent | None], rescan: Rescan | None = None, attempts: Attempts | None = None
) -> list[PageLayout]:
    """Lay out a document's pages, each once: fonts are judged over all of them before any line is mended.

    A page is replaced by what `rescan` reads of its picture, given its number and the quality of its text; where that
    is None, it stays. A page that could not be read (None) or cannot be laid out stands empty in its place, and
    `attempts` keeps why; without them, its exception leaves it.
    """
    attempts = attempts or Attempts(raising=True)
    drafts = [_drafted(content, number, attempts) for number, content in enumerate(contents, start=1)]
    drafts = _built(drafts, (), attempts)
    scans: dict[int, _Draft] = {}
    for index, draft in enumerate(drafts):
        scanned = rescan(draft.content.sheet.number, draft.quality) if rescan else None
        if scanned is not None:
            scan = _drafted(scanned, scanned.sheet.number, attempts)
            if scan.is_read:
                scans[index] = scan
    if scans:
        others = [draft for index, draft in enumerate(drafts) if index not in scans]
        built = dict(zip(scans, _built(list(scans.values()), others, attempts), strict=True))
        drafts = [built.get(index, draft) for index, draft in enumerate(drafts)]
    heads = running_heads(
        [
            (draft.content.sheet, [block for block in draft.blocks if isinstance(block, Line)])
            for draft in drafts
        ]
    )
    return [_page(draft, heads) for draft in drafts]


def _drafted(content: PageContent | None, number: int, attempts: Attempts) -> _Draft:
    draft = attempts.make(number, lambda: _Draft.of(content)) if content is not None else None
    return draft or _Draft.unread(number)


def _built(drafts: list[_Draft], others: Sequence[_Draft], attempts: Attempts) -> list[_Draft]:
    """Build the lines of pages; page numbers are known by those of the `others` too."""
    survey = FontSurvey()
    drafts = [
        draft if _is_surveyed(draft, survey, attempts) else _Draft.unread(draft.number) for draft in drafts
    ]
    numbers = page_numbers([(draft.content.sheet, draft.edges) for draft in (*drafts, *others)])
    survey.settled()
    return [
        draft if _is_built(draft, survey, numbers, attempts) else _Draft.unread(draft.number)
        for draft in drafts
    ]


def _is_surveyed(draft: _Draft, survey: FontSurvey, attempts: Attempts) -> bool:
    def add() -> bool:
        survey.add(draft.clusters, draft.content.fonts)
        return True

    return not draft.is_read or attempts.make(draft.number, add) is not None


def _is_built(draft: _Draft, survey: FontSurvey, numbers: set[int], attempts: Attempts) -> bool:
    if not draft.is_read:
        return True
    return attempts.make(draft.number, lambda: draft.build(survey, numbers)) is not None


def _doubt(page: PageContent, clusters: list[Cluster]) -> None:
    """Count the characters that were not read for sure from a picture as guesses of their clusters."""
    for doubt in page.doubts:
        for cluster in clusters:
            if cluster.baseline == doubt.baseline and cluster.x0 <= doubt.x <= cluster.x1:
                cluster.guesses = min(cluster.guesses + 1, len(cluster.text))
                cluster.others = doubt.others
                break


def _doubt_overlapped(page: PageContent, clusters: list[Cluster]) -> None:
    """Count figures that lie over or under others as guesses: 88.22 under 89.22 was read as 898.22."""
    over = {(page.glyphs[offset].x0, page.glyphs[offset].baseline) for offset in page.overlapped}
    for cluster in clusters:
        if (cluster.x0, cluster.baseline) in over:
            cluster.guesses = len(cluster.text)


def _blocks(page: PageContent, clusters: list[Cluster], uses: list[FontUse]) -> list[Block]:
    tables: list[Table] = []
    added = column_rules(page.rules, clusters) if page.rules else []
    for grid in find_grids(replace(page, rules=[*page.rules, *added]) if added else page):
        if all(sum(cell is not None for cell in row) <= 1 for row in grid.rows):
            continue  # a frame around text: its lines stay where they are
        table, clusters = fill_grid(grid, clusters, uses, page.sheet.number)
        if any(
            cell and cell.lines for row in table.rows for cell in row
        ):  # else ruled lines on an empty stretch
            tables.append(with_rows_parted(table))
    lines = build_lines(clusters, uses)
    if tables:
        tables, lines = grown(tables, lines, page.sheet.height)
    lines = figures_behind_labels(lines)
    gutter = gutter_of_text(lines, page.sheet.width)
    if gutter is None:
        if not tables:
            return list(side_by_side(lines))
        return _among(tables, lines)
    return [*read_columns(lines, gutter), *tables]


def _among(tables: list[Table], lines: list[Line]) -> list[Block]:
    """Return tables and lines from top to bottom; the lines keep their order."""
    blocks: list[Block] = []
    waiting = sorted(tables, key=lambda table: table.box.top)
    for line in lines:
        while waiting and waiting[0].box.top <= line.box.top:
            blocks.append(waiting.pop(0))
        blocks.append(line)
    return [*blocks, *waiting]


def _page(draft: _Draft, heads: set[str]) -> PageLayout:
    content = draft.content
    kept: list[Block] = []
    repeated: list[Line] = []
    lines = [block for block in draft.blocks if isinstance(block, Line)]
    lowest = max(lines, key=_baseline, default=None)
    for block in draft.blocks:
        if not isinstance(block, Line):
            kept.append(block)
        elif is_running_head(block, content.sheet, heads) or (block is lowest and is_catchword(block)):
            repeated.append(block)
        else:
            kept.append(block)
    return PageLayout(
        content.sheet, tuple(kept), tuple(draft.aside), tuple(repeated), draft.quality, content.rotated,
        draft.pictures, draft.overlapped, draft.char_count, content.odd, content.concealed, content.written,
    )  # fmt: skip


def _baseline(line: Line) -> float:
    return line.baseline


def _lines_of(block: Block) -> list[Line]:
    if isinstance(block, Line):
        return [block]
    return [line for row in block.rows for cell in row if cell for line in cell.lines]
