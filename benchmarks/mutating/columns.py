"""Changes of tables: a column moved or inserted, a table split or joined, rows of others, rows cut by a page end."""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.drawing.blocks import Block, Break, Cell, Para, Table, cell
from benchmarks.drawing.instruments import LONG
from benchmarks.drawing.results import MEMBERS
from benchmarks.mutating.copies import Change, Copy, cell_text, is_even, renumbered
from benchmarks.mutating.own_words import filled, near, words
from fixtures.generator.render.wrapping import pieces

_TABLES = ("indicators", "instruments", "advice", "measures")


def _even_tables(copy: Copy, *roles: str) -> list[tuple[str, int, Table]]:
    """Return tables with a head and no spans, each column with a head of its own."""
    return [
        (role, at, table)
        for role in roles
        for at, table in copy.tables(role)
        if len(table.head) == 1
        and is_even(table)
        and len({cell_text(each) for each in table.head[0]}) == len(table.widths)
    ]


def _moved(row: tuple[Cell, ...], start: int, end: int) -> tuple[Cell, ...]:
    left = list(row)
    left.insert(end, left.pop(start))
    return tuple(left)


def column_moved(copy: Copy, choice: random.Random) -> Change | None:
    """Move a column of a table to where another stands."""
    found = [part for part in _even_tables(copy, *_TABLES) if len(part[2].widths) > 1]
    if not found:
        return None
    role, at, table = choice.choice(found)
    start, end = choice.sample(range(len(table.widths)), 2)
    widths = list(table.widths)
    widths.insert(end, widths.pop(start))
    changed = replace(
        table,
        widths=tuple(widths),
        head=(_moved(table.head[0], start, end),),
        rows=tuple(_moved(row, start, end) for row in table.rows),
    )
    what = f"{role}: {cell_text(table.head[0][start])} from {start + 1} to {end + 1}"
    return Change(copy.with_block(role, at, changed), what)


def _value(copy: Copy, choice: random.Random, head: str) -> str:
    text = choice.choice(words("values", head) or [""])
    return near(choice, float(copy.draft.facts.overall)) if text == "near" else text


def column_inserted(copy: Copy, choice: random.Random) -> Change | None:
    """Put a column of other things into a table."""
    found = _even_tables(copy, *_TABLES)
    if not found:
        return None
    role, at, table = choice.choice(found)
    head = choice.choice(words("inserted", role))
    position = choice.randint(0, len(table.widths))

    def wider(row: tuple[Cell, ...], added: Cell) -> tuple[Cell, ...]:
        return (*row[:position], added, *row[position:])

    changed = replace(
        table,
        widths=(*table.widths[:position], 1.1, *table.widths[position:]),
        head=(wider(table.head[0], cell(head, align="center", bold=True)),),
        rows=tuple(wider(row, cell(_value(copy, choice, head), align="center")) for row in table.rows),
    )
    return Change(copy.with_block(role, at, changed), f"{role}: {head or 'empty'} at {position + 1}")


def row_of_others(copy: Copy, choice: random.Random) -> Change | None:
    """Put a row of somebody else's figure below the scores."""
    found = [part for part in _even_tables(copy, "indicators", "instruments") if len(part[2].rows) > 1]
    if not found:
        return None
    role, at, table = choice.choice(found)
    label = filled(copy, choice, choice.choice(words("sentences", "rows")))
    names = max(range(len(table.widths)), key=lambda n: len(cell_text(table.rows[0][n])))
    figure = "85.00" if "ขั้นต่ำ" in label else near(choice, float(copy.draft.facts.overall))
    row = []
    for number, above in enumerate(table.rows[-1]):
        scored = "." in cell_text(above) and cell_text(above).replace(".", "").isdigit()
        row.append(cell(label) if number == names else cell(figure if scored else "", align="center"))
    changed = replace(table, rows=(*table.rows, tuple(row)))
    return Change(copy.with_block(role, at, changed), f"{role}: {label} {figure}")


def _halves(para: Para) -> tuple[Para, Para] | None:
    """Return a paragraph cut between two words near its middle."""
    parts = pieces(para.text)
    if len(parts) < 2:
        return None
    middle = len(parts) // 2
    first, second = "".join(parts[:middle]).rstrip(), "".join(parts[middle:]).lstrip()
    return replace(para, text=first), replace(para, text=second, label="", first=0.0)


def _cut(cut: Cell) -> tuple[Cell, Cell] | None:
    """Return a cell in two, cut in the middle of its middle paragraph."""
    number = len(cut.paras) // 2
    halves = _halves(cut.paras[number])
    if not halves:
        return None
    before, behind = (*cut.paras[:number], halves[0]), (halves[1], *cut.paras[number + 1 :])
    return replace(cut, paras=before), replace(cut, paras=behind)


def catchword(text: str) -> Para:
    """Return the first words of what follows, as they stand at the foot of a page."""
    start = ""
    for piece in pieces(text):
        if len(start) >= 8:
            break
        start += piece
    return Para(f"/{start.strip()}...", align="right")


def row_cut(copy: Copy, choice: random.Random) -> Change | None:
    """Cut a row by a page end: its longest cell goes on, perhaps announced by a catchword."""
    found = [
        (role, at, table)
        for role in ("advice", "measures", "indicators")
        for at, table in copy.tables(role)
        if table.rows and not any(each.rows > 1 for row in table.rows for each in row)
    ]
    if not found:
        return None
    role, at, table = choice.choice(found)
    number = choice.randrange(len(table.rows))
    row = table.rows[number]
    longest = max(range(len(row)), key=lambda n: len(cell_text(row[n])))
    halves = _cut(row[longest])
    if not halves:
        return None
    above = (*row[:longest], halves[0], *row[longest + 1 :])
    below = tuple(halves[1] if n == longest else replace(cut, paras=(Para(""),)) for n, cut in enumerate(row))
    again, announced = choice.random() < 0.5, choice.random() < 0.5
    blocks: list[Block] = [replace(table, rows=(*table.rows[:number], above))]
    if announced:
        blocks.append(catchword(halves[1].paras[0].text))
    rest = replace(table, rows=(below, *table.rows[number + 1 :]), head=table.head if again else ())
    blocks += [Break(), rest]
    what = f"{role}: row {number + 1}, head {'again' if again else 'once'}, {'with' if announced else 'no'} catchword"
    return Change(copy.with_block(role, at, *blocks), what)


def merged_cell_cut(copy: Copy, choice: random.Random) -> Change | None:
    """End a page between two rows that share a merged cell: below it is empty, or written again."""
    found = [
        (role, at, number)
        for role in ("advice", "indicators")
        for at, table in copy.tables(role)
        for number, row in enumerate(table.rows)
        if row and row[0].rows > 1 and len(row) == len(table.widths)
    ]
    if not found:
        return None
    role, at, number = choice.choice(found)
    table = dict(copy.tables(role))[at]
    merged = table.rows[number][0]
    above = choice.randint(1, merged.rows - 1)
    written, again = choice.random() < 0.4, choice.random() < 0.5
    first = (replace(merged, rows=above), *table.rows[number][1:])
    rest = merged if written else replace(merged, paras=(Para(""),))
    below = (replace(rest, rows=merged.rows - above), *table.rows[number + above])
    blocks: list[Block] = [
        replace(table, rows=(*table.rows[:number], first, *table.rows[number + 1 : number + above])),
        Break(),
        replace(table, rows=(below, *table.rows[number + above + 1 :]), head=table.head if again else ()),
    ]
    what = f"{role}: after row {number + above}, {'written again' if written else 'empty below'}"
    return Change(copy.with_block(role, at, *blocks), f"{what}, head {'again' if again else 'once'}")


def paragraph_cut(copy: Copy, choice: random.Random) -> Change | None:
    """Cut a paragraph or a point of a list by a page end, perhaps with a catchword."""
    found = [
        (role, at, block)
        for role in ("overall", "advice", "background")
        for at, block in enumerate(copy.blocks(role))
        if isinstance(block, Para) and not block.level and not block.keep and len(block.text) > 50
    ]
    if not found:
        return None
    role, at, para = choice.choice(found)
    halves = _halves(para)
    if not halves:
        return None
    announced = choice.random() < 0.5
    blocks: list[Block] = [halves[0], *([catchword(halves[1].text)] if announced else []), Break(), halves[1]]
    what = f"{role}: {para.text[:30]}…, {'with' if announced else 'no'} catchword"
    return Change(copy.with_block(role, at, *blocks), what)


def table_split(copy: Copy, choice: random.Random) -> Change | None:
    """Part the table of the ten indicators: one for each instrument, or two of five."""
    found = [part for part in _even_tables(copy, "indicators") if len(part[2].rows) == 10]
    if not found:
        return None
    role, at, table = choice.choice(found)
    tools = copy.draft.draw.made["indicators"] != "sorted" and choice.random() < 0.6
    named, again = tools and choice.random() < 0.7, choice.random() < 0.6
    blocks: list[Block] = []
    lots = [(name, (members[0] - 1, members[-1])) for name, members in MEMBERS.items()]
    for name, (start, end) in lots if tools else [("", (0, 5)), ("", (5, 10))]:
        if named:
            blocks.append(Para(f"{LONG[name]} ({name})", bold=True, keep=True))
        elif blocks:
            blocks.append(Para(choice.choice(("", "(ต่อ)", "ตารางต่อ"))))
        head = table.head if again or not start else ()
        blocks.append(replace(table, rows=table.rows[start:end], head=head))
    what = f"{'instruments' if tools else '5 + 5'}, head {'again' if again else 'once'}{', named' if named else ''}"
    return Change(copy.with_block(role, at, *blocks), what)


def _whole_instruments(copy: Copy) -> Copy:
    scores = copy.draft.facts.instruments
    return copy.with_gold(
        lambda gold: gold["instrument_scores"].extend(
            {"instrument": name, "part": None, "score": float(scores[name])}
            for name in scores
            if not any(row["instrument"] == name and row["part"] is None for row in gold["instrument_scores"])
        )
    )


def means_joined(copy: Copy, choice: random.Random) -> Change | None:
    """Put the scores of the instruments as rows among those of their indicators."""
    facts, style = copy.draft.facts, copy.draft.style
    form = copy.draft.draw.made["indicators"]
    found = [part for part in _even_tables(copy, "indicators") if len(part[2].rows) == 10 and form == "plain"]
    if not found:
        return None
    role, at, table = choice.choice(found)
    names = max(range(len(table.widths)), key=lambda n: len(cell_text(table.rows[0][n])))
    label = choice.choice(("รวม {}", "คะแนนเฉลี่ย {}", "{} ทั้งชุด", "เฉลี่ยของ {}"))
    rows: list[tuple[Cell, ...]] = []
    for name, members in MEMBERS.items():
        rows += table.rows[members[0] - 1 : members[-1]]
        total = [cell("") for _ in table.widths]
        total[names] = cell(label.format(name), bold=True)
        total[-1] = cell(style.score(facts.instruments[name]), align="center", bold=True)
        rows.append(tuple(total))
    changed = _whole_instruments(copy.with_block(role, at, replace(table, rows=tuple(rows))))
    return Change(changed, label.format("IIT"))


def _score_column(copy: Copy, table: Table) -> int | None:
    """Return the column that holds the scores of the ten indicators and nothing else."""
    scores = sorted(copy.draft.style.score(score) for score in copy.draft.facts.indicators.values())
    columns = range(len(table.widths))
    return next((n for n in columns if sorted(cell_text(row[n]) for row in table.rows) == scores), None)


def tables_joined(copy: Copy, choice: random.Random) -> Change | None:
    """Write the scores of the instruments and of the indicators as one table under one head."""
    facts, style = copy.draft.facts, copy.draft.style
    found = [part for part in _even_tables(copy, "indicators") if len(part[2].rows) == 10]
    at, table = found[0][1:] if found else (0, None)
    scored = _score_column(copy, table) if table else None
    if table is None or scored is None or not copy.blocks("instruments"):
        return None
    names = max(range(len(table.widths)), key=lambda n: len(cell_text(table.rows[0][n])))
    titled, above = choice.random() < 0.5, choice.random() < 0.7
    width = len(table.widths)
    tools: list[tuple[Cell, ...]] = []
    for short, long in LONG.items():
        row = [cell("") for _ in table.widths]
        row[names] = cell(f"{long} ({short})")
        row[scored] = cell(style.score(facts.instruments[short]), align="center")
        tools.append(tuple(row))
    lots = [("แยกตามชุดคำถาม", tools), ("แยกตามหัวเรื่อง", list(table.rows))]
    rows: list[tuple[Cell, ...]] = []
    for letter, (title, lot) in zip("กข", lots if above else lots[::-1], strict=True):
        rows += [(cell(f"{letter}. {title}", columns=width, bold=True),)] if titled else []
        rows += lot
    changed = copy.with_block("indicators", at, replace(table, rows=tuple(rows))).with_blocks(
        "instruments", []
    )
    what = f"instruments {'above' if above else 'below'}, {'with' if titled else 'without'} titles"
    return Change(renumbered(_whole_instruments(changed)), what)
