"""Changes of lists: other markers, a slip in the count, points below a point, references in other brackets."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from benchmarks.drawing.blocks import KEEP, Block, Para, Table
from benchmarks.drawing.style import COUNTED, marker
from benchmarks.mutating.copies import Change, Copy, paras, with_paras
from benchmarks.mutating.own_words import mark, words

_SUBS = ("แจ้งให้กองคลังทราบ", "ทำเป็นหนังสือเวียน", "เก็บสำเนาไว้ที่งานสารบรรณ")
_STEP_KINDS = ("1.", "1)", "(1)", "-", "•")


def _runs(blocks: list[Block]) -> list[list[int]]:
    """Return runs of list items among blocks; a run is as long as its count goes on."""
    runs: list[list[int]] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Para) and block.label:
            if runs and runs[-1][-1] == at - 1 and not _begins_again(block.label):
                runs[-1].append(at)
            else:
                runs.append([at])
    return runs


def _begins_again(label: str) -> bool:
    return bool(re.fullmatch(r"\(?1[.)]?", label))


def _lists(copy: Copy) -> list[tuple[str, list[int]]]:
    return [
        (role, run)
        for role in ("instruments", "advice", "overall")
        for run in _runs(copy.blocks(role))
        if len(run) > 1
    ]


def another_marker(copy: Copy, choice: random.Random) -> Change | None:
    """Give every list of a part, or the steps of every measure, other markers."""
    if choice.random() < 0.4:
        return _other_steps(copy, choice)
    lists = _lists(copy)
    if not lists:
        return _other_steps(copy, choice)
    role = choice.choice(lists)[0]
    old = copy.blocks(role)[next(run for name, run in lists if name == role)[0]]
    sort = old.label if isinstance(old, Para) else ""
    kind = choice.choice(words("marks", "list"))
    blocks = copy.blocks(role)
    for run in _runs(blocks):
        for number, at in enumerate(run, 1):
            block = blocks[at]
            if isinstance(block, Para) and _sort(block.label) == _sort(sort):
                blocks[at] = replace(block, label=mark(kind, number))
    return Change(copy.with_blocks(role, blocks), f"{role}: {sort} → {mark(kind, 1)}")


def _sort(label: str) -> str:
    return re.sub(r"\d+", "1", label)


def _steps(copy: Copy) -> tuple[int, Table, str] | None:
    """Return the table of measures, its number among the blocks, and the marker of its steps."""
    kind = str(copy.draft.draw.made.get("step marks", ""))
    table = next(iter(copy.tables("measures")), None)
    return (*table, kind) if table and kind in _STEP_KINDS else None


def _step(para: Para, kind: str) -> tuple[int, str] | None:
    """Return the number and text of a step; of an uncounted one the number is 0."""
    for number in range(1, 13):
        before = marker(kind, number)
        if para.label == before:
            return number if kind in COUNTED else 0, para.text
        if not para.label and para.text.startswith(f"{before} "):
            return number if kind in COUNTED else 0, para.text[len(before) + 1 :]
    return None


def _other_steps(copy: Copy, choice: random.Random) -> Change | None:
    found = _steps(copy)
    if not found:
        return None
    at, table, kind = found
    new = choice.choice(words("marks", "list"))
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            made = _restepped(cell.paras, kind, new)
            cells.append(replace(cell, paras=tuple(made)))
        rows.append(tuple(cells))
    changed = replace(table, rows=tuple(rows))
    if changed == table:
        return None
    return Change(copy.with_block("measures", at, changed), f"steps: {kind} → {mark(new, 1)}")


def _restepped(before: tuple[Para, ...], kind: str, new: str) -> list[Para]:
    """Return the paragraphs of a cell with other markers where they are steps."""
    number, made = 0, []
    for para in before:
        step = _step(para, kind)
        if not step or (len(before) == 1 and kind not in COUNTED):
            made.append(para)
            continue
        number += 1
        label, text = mark(new, number), step[1]
        hung = replace(para, label=label, text=text)
        made.append(hung if para.label else replace(para, text=f"{label} {text}"))
    return made


def slip_in_count(copy: Copy, choice: random.Random) -> Change | None:
    """Let the count of one list lag by one from its third point: 1, 2, 2, 3."""
    lists = [(role, run) for role, run in _lists(copy) if len(run) > 2]
    blocks = {role: copy.blocks(role) for role, _ in lists}
    counted = [
        (role, run)
        for role, run in lists
        if isinstance(first := blocks[role][run[0]], Para) and first.label in COUNTED
    ]
    if not counted:
        return None
    role, run = choice.choice(counted)
    made = blocks[role]
    first = made[run[0]]
    kind = first.label if isinstance(first, Para) else ""
    for number, at in enumerate(run, 1):
        block = made[at]
        if isinstance(block, Para):
            made[at] = replace(block, label=marker(kind, number, 3))
    return Change(copy.with_blocks(role, made), f"{role}: {kind} with a slip at the third of {len(run)}")


def points_below(copy: Copy, choice: random.Random) -> Change | None:
    """Write two or three points below one point of advice or one step of a measure; the point stays single."""
    if choice.random() < 0.4:
        return _points_below_step(copy, choice)
    runs = [run for role, run in _lists(copy) if role == "advice"]
    if not runs:
        return None
    run = choice.choice(runs)
    blocks = copy.blocks("advice")
    at = choice.choice(run)
    block = blocks[at]
    if not isinstance(block, Para):
        return None
    kind = (
        choice.choice(("-", "•", "◦", "ก.", "a)"))
        if block.label not in ("-", "•")
        else choice.choice(("◦", "ก.", "+"))
    )
    subs = [
        Para(text, label=mark(kind, number), inset=block.inset + 2.0)
        for number, text in enumerate(choice.sample(_SUBS, choice.randint(2, 3)), 1)
    ]
    changed = [*blocks[: at + 1], *subs, *blocks[at + 1 :]]
    return Change(copy.with_blocks("advice", changed), f"below {block.label}: {mark(kind, 1)} × {len(subs)}")


def _points_below_step(copy: Copy, choice: random.Random) -> Change | None:
    found = _steps(copy)
    if not found:
        return None
    at, table, kind = found
    every = paras(table)
    steps = [number for number, para in enumerate(every) if _step(para, kind) and kind in COUNTED]
    if not steps:
        return None
    chosen = choice.choice(steps)
    sub = choice.choice(("-", "•", "◦", "ก."))
    number, rows = -1, []
    for row in table.rows:
        cells = []
        for cell in row:
            made: list[Para] = []
            for para in cell.paras:
                number += 1
                made.append(para)
                if number + _head_paras(table) == chosen:
                    made += [
                        Para(f"{mark(sub, count)} {text}", inset=1.2)
                        for count, text in enumerate(choice.sample(_SUBS, 2), 1)
                    ]
            cells.append(replace(cell, paras=tuple(made)))
        rows.append(tuple(cells))
    what = f"below the step {every[chosen].label or every[chosen].text[:4]}: {mark(sub, 1)} × 2"
    return Change(copy.with_block("measures", at, replace(table, rows=tuple(rows))), what)


def _head_paras(table: Table) -> int:
    return sum(len(cell.paras) for row in table.head for cell in row)


def other_reference(copy: Copy, choice: random.Random) -> Change | None:
    """Write every reference of the assessor in another bracket."""
    form = copy.draft.style.reference
    if not form:
        return None
    before, _, behind = form.partition("{}")
    # a code or several, in the spelling of the report; its digits may be kept ones
    pattern = re.compile(
        rf"{re.escape(before)}([A-Za-zo0-9\ue000-\ue009 ,๐-๙-]+?){re.escape(behind) if behind else '$'}"
    )
    new = choice.choice(words("marks", "references"))
    blocks, count = [], 0
    for block in copy.blocks("advice"):
        made = paras(block)
        for number, para in enumerate(made):
            text, found = pattern.subn(lambda match: new.format(match[1]), para.text)
            made[number] = replace(para, text=text)
            count += found
        blocks.append(with_paras(block, made))
    if not count:
        return None
    return Change(copy.with_blocks("advice", blocks), f"{form} → {new}".translate(KEEP))
