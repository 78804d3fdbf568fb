"""The scores of the ten indicators in the many forms in which clerks set them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from benchmarks.drawing.blocks import Bars, Block, Cell, Para, Part, Table, cell
from benchmarks.drawing.indicator_columns import LABELS, rich
from benchmarks.drawing.instruments import LONG
from benchmarks.drawing.results import MEMBERS
from benchmarks.drawing.style import Draft

FORMS = (
    "plain", "halves", "sideways", "merged", "by instrument", "sorted", "rich", "lines", "prose", "cards", "bars",
)  # fmt: skip
_WEIGHTS = (20, 7, 8, 14, 9, 7, 16, 9, 5, 5, 8)
_HEADS = ("คะแนน", "คะแนนที่ได้", "ผลคะแนน", "ร้อยละ", "ผลการประเมิน", "คะแนน (100)", "ค่าคะแนน")


def _title(draft: Draft) -> Para:
    return draft.chapter(
        draft.draw.of(
            (
                "ผลการประเมินรายตัวชี้วัด", "คะแนนรายตัวชี้วัด", "ผลคะแนนจำแนกตามตัวชี้วัด 10 ตัวชี้วัด",
                "ตารางแสดงผลการประเมินตามตัวชี้วัด", "รายละเอียดคะแนนแต่ละตัวชี้วัด",
            )
        )
    )  # fmt: skip


def indicators(draft: Draft) -> Part:
    """Return all ten scores in one form."""
    draw, facts = draft.draw, draft.facts
    forms = [entry for entry in FORMS if draft.rich or entry != "bars"]
    form = draw.pick("indicators", forms, [_WEIGHTS[FORMS.index(entry)] for entry in forms])
    part = draft.style.part("prose" if form == "prose" else "scores")
    part.blocks.append(_title(draft))
    if draw.chance("", 0.4) and form != "prose":
        part.blocks.append(
            Para(draw.of(("รายละเอียดปรากฏดังนี้", "คะแนนของแต่ละตัวชี้วัดเป็นดังนี้", "แสดงได้ดังตาราง")), first=2.5)
        )
    draft.gold["indicator_scores"] = [
        {"indicator": n, "score": float(score)} for n, score in facts.indicators.items()
    ]
    makers: dict[str, Callable[[Draft], Sequence[Block]]] = {
        "plain": _plain, "halves": _halves, "sideways": _sideways, "merged": _merged, "by instrument": _by_instrument,
        "sorted": _sorted, "rich": rich, "lines": _lines, "prose": _prose, "cards": _cards, "bars": _bars,
    }  # fmt: skip
    part.blocks += makers[form](draft)
    return part


def _name(draft: Draft, n: int) -> str:
    return draft.facts.year.names[n]


def _score(draft: Draft, n: int) -> str:
    return draft.style.score(draft.facts.indicators[n])


def _row(draft: Draft, form: str, n: int) -> list[Cell]:
    """Return number, name and score as one, two or three cells."""
    number, name, score = str(n), _name(draft, n), cell(_score(draft, n), align="center")
    if form == "three":
        return [cell(number, align="center"), cell(name), score]
    if form == "word":
        return [cell(f"ตัวชี้วัดที่ {n}", align="center"), cell(name), score]
    text = form.format(n=n, name=name)
    return [cell(*text.split("\n")), score]


def _columns(draft: Draft, form: str, *, ordered: bool = True) -> tuple[list[float], list[str]]:
    score = draft.draw.of(_HEADS)
    if form in ("three", "word"):
        first = "ตัวชี้วัด" if form == "word" else "ตัวชี้วัดที่"
        if form == "three" and ordered:
            first = draft.draw.of(("ที่", "ตัวชี้วัดที่", "ลำดับ", "ข้อ"))
        return [1.3, 5, 1.9], [
            first,
            draft.draw.of(("ชื่อตัวชี้วัด", "รายละเอียด", "ประเด็นการประเมิน", "รายการตัวชี้วัด")),
            score,
        ]
    return [5, 2.0], [draft.draw.of(("ตัวชี้วัด", "รายการ", "ตัวชี้วัดการประเมิน")), score]


def _label_form(draft: Draft) -> str:
    return str(draft.draw.pick("indicator labels", ("three", "word", *LABELS), (30, 12, *[8] * len(LABELS))))


def _rows(draft: Draft, order: Iterable[int], *, ordered: bool = True) -> Table:
    form = _label_form(draft)
    widths, head = _columns(draft, form, ordered=ordered)
    return draft.style.table(widths, head, [_row(draft, form, n) for n in order])


def _plain(draft: Draft) -> list[Table]:
    return [_rows(draft, range(1, 11))]


def _sorted(draft: Draft) -> list[Table]:
    scores = draft.facts.indicators
    falling = draft.draw.chance("best first", 0.6)
    return [_rows(draft, sorted(scores, key=lambda n: -scores[n] if falling else scores[n]), ordered=False)]


def _halves(draft: Draft) -> list[Table]:
    form = _label_form(draft)
    widths, head = _columns(draft, form)
    across = draft.draw.chance("halves by instrument", 0.3)
    left, right = (
        (list(range(1, 6)), list(range(6, 11)))
        if not across
        else (list(range(1, 11, 2)), list(range(2, 11, 2)))
    )
    rows = [_row(draft, form, a) + _row(draft, form, b) for a, b in zip(left, right, strict=True)]
    return [draft.style.table(widths * 2, head * 2, rows)]


def _sideways(draft: Draft) -> list[Table]:
    """Indicators as columns; all ten in one table, or five and five."""
    form = draft.draw.pick("sideways heads", ("{n}", "ตัวชี้วัดที่ {n}", "{name}", "{n}. {name}"))
    lots = [range(1, 11)] if form in ("{n}", "ตัวชี้วัดที่ {n}") else [range(1, 6), range(6, 11)]
    first = draft.draw.of(("ตัวชี้วัด", "ตัวชี้วัดที่", "รายการ"))
    scale = 0.6 if len(lots) == 1 else 0.75  # so that a score stays on its line
    tables = []
    for lot in lots:
        head = [first, *[form.format(n=n, name=_name(draft, n)) for n in lot]]
        row = [cell("คะแนน"), *[cell(_score(draft, n), align="center") for n in lot]]
        tables.append(draft.style.table([1.5, *[1] * len(lot)], head, [row], rules="all", scale=scale))
    return tables


def _instrument_cell(draft: Draft, short: str, rows: int) -> Cell:
    form = draft.draw.made.setdefault("merged names", draft.draw.of(("short", "both", "with score")))
    if form == "with score":
        _to_gold(draft)
        return cell(
            short, f"{draft.style.score(draft.facts.instruments[short])} คะแนน", rows=rows, align="center"
        )
    return cell(*([short] if form == "short" else [LONG[short], f"({short})"]), rows=rows, align="center")


def _to_gold(draft: Draft) -> None:
    """Add the instruments as a whole to the gold where they are not told elsewhere."""
    stated = {row["instrument"] for row in draft.gold["instrument_scores"] if row["part"] is None}
    draft.gold["instrument_scores"] += [
        {"instrument": name, "part": None, "score": float(score)}
        for name, score in draft.facts.instruments.items()
        if name not in stated
    ]


def _merged(draft: Draft) -> list[Table]:
    rows = []
    form = _label_form(draft)
    widths, head = _columns(draft, form)
    for short, members in MEMBERS.items():
        for n in members:
            row = _row(draft, form, n)
            rows.append([_instrument_cell(draft, short, len(members)), *row] if n == members[0] else row)
    return [draft.style.table([2.2, *widths], ["เครื่องมือ", *head], rows, rules="all")]


def _by_instrument(draft: Draft) -> list[Para | Table]:
    form = _label_form(draft)
    mean = draft.draw.chance("mean rows", 0.5)
    blocks: list[Para | Table] = []
    for short, members in MEMBERS.items():
        widths, head = _columns(draft, form)
        rows = [_row(draft, form, n) for n in members]
        if mean:
            total = cell(draft.style.score(draft.facts.instruments[short]), align="center", bold=True)
            rows.append([cell(f"คะแนนเฉลี่ย {short}", columns=len(widths) - 1, bold=True), total])
        blocks += [
            Para(f"{LONG[short]} ({short})", bold=True, keep=True),
            draft.style.table(widths, head, rows),
        ]
    if mean:
        _to_gold(draft)
    return blocks


def _lines(draft: Draft) -> list[Para]:
    form = draft.draw.pick(
        "indicator lines",
        ("ตัวชี้วัดที่ {n} {name} ได้ {s} คะแนน", "{n}. {name} {s} คะแนน", "- ตัวชี้วัดที่ {n} {name} : {s}",
            "{n}) {name} ได้คะแนน {s}", "ตัวชี้วัดที่ {n} {name}\t{s}", "• {name} (ตัวชี้วัดที่ {n}) {s} คะแนน"),
    )  # fmt: skip
    return [Para(form.format(n=n, name=_name(draft, n), s=_score(draft, n)), inset=1.5) for n in range(1, 11)]


def _prose(draft: Draft) -> list[Para]:
    form = draft.draw.pick(
        "indicator prose",
        ("ตัวชี้วัดที่ {n} {name} ได้ {s} คะแนน", "ตัวชี้วัดที่ {n} {name} {s} คะแนน", "{name} (ตัวชี้วัดที่ {n}) ร้อยละ {s}"),
    )  # fmt: skip
    blocks = []
    for short, members in MEMBERS.items():
        texts = [form.format(n=n, name=_name(draft, n), s=_score(draft, n)) for n in members]
        text = f"ในส่วนของ {short} {' '.join(texts[:-1])} และ{texts[-1]}"
        blocks.append(Para(text, align="justify", first=2.5))
    return blocks


def _cards(draft: Draft) -> list[Table]:
    across = draft.draw.of((2, 5, 5))
    cells = [
        cell(
            Para(f"ตัวชี้วัดที่ {n}", size=0.8), Para(_name(draft, n), size=0.85),
            Para(_score(draft, n), bold=True, size=1.3), align="center",
        )
        for n in range(1, 11)
    ]  # fmt: skip
    rows = [cells[at : at + across] for at in range(0, 10, across)]
    return [draft.style.table([1] * across, [], rows, rules="all")]


def _bars(draft: Draft) -> list[Bars]:
    rows = [
        (f"{n}. {_name(draft, n)}", _score(draft, n), float(score))
        for n, score in draft.facts.indicators.items()
    ]
    return [Bars(tuple(rows))]
