"""The line reader: pictures of lines to characters, each with its place and how sure it is.

The network (training/) gives, every two pixels of a line 40 pixels high, a probability for each character and for
none (connectionist temporal classification, Graves et al. 2006). Where it wavers, words choose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ita_extract.reading.scans.alphabet import ALPHABET
from ita_extract.reading.scans.figures import DIGITS, mend_figures
from ita_extract.reading.scans.picture import Gray
from ita_extract.reading.scans.wording import Option, choose

HEIGHT = 40  # pixels
STEP = 2  # pixels of the line's picture to one row of probabilities
_FAINT = 0.003  # less probable than this is not considered
_SPECKS = frozenset(["", *" ()[]<>*\"'“”‘’-–=_:;•°"])  # what edges and specks look like
_SEEN = 0.1  # a character of this probability was seen, though it was not taken
_SEEN_DIGIT = 0.01  # the same for a digit: none may be lost in silence
_ALL_DIGITS = frozenset("".join(DIGITS))
_ROOM, _REACH = 12, 1.6  # rows to the next character of a figure; in steps of the line's characters, the most
_MOST = 5  # readings of one place that are considered
_BATCH = 1 << 19  # pixels that are read in one go; more needs memory and is no faster


class ReadChar(NamedTuple):
    """One character: where its trace is strongest (0-1 of the picture's width), and how sure it is (0-1).

    `others` are the digits that a digit may be instead, the likeliest first.
    """

    text: str
    x: float
    sure: float
    others: str = ""


def read_lines(pictures: Sequence[Gray]) -> list[list[ReadChar]]:
    """Read pictures of single lines (dark ink on light paper), in any order of widths."""
    scaled = [_scaled(picture) for picture in pictures]
    order = sorted(range(len(scaled)), key=lambda index: scaled[index].shape[1])
    result: list[list[ReadChar]] = [[] for _ in pictures]
    batch: list[int] = []
    for position, index in enumerate(order):
        batch.append(index)
        last = position + 1 == len(order)
        if last or scaled[order[position + 1]].shape[1] * HEIGHT * (len(batch) + 1) > _BATCH:
            for number, found in zip(batch, _run([scaled[item] for item in batch]), strict=True):
                result[number] = found
            batch = []
    return result


def _scaled(picture: Gray) -> NDArray[np.float32]:
    """Bring a picture to the network's height, ink 1 and paper 0; the width becomes a multiple of 16."""
    scale = HEIGHT / picture.shape[0]
    width = max(8, round(picture.shape[1] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = cv2.resize(picture, (width, HEIGHT), interpolation=how)
    paper, ink = np.percentile(small, 90), np.percentile(small, 1)
    ink_share: NDArray[np.float32] = np.clip(
        (paper - small.astype(np.float32)) / max(40.0, float(paper - ink)), 0, 1
    )
    return ink_share


def _run(lines: list[NDArray[np.float32]]) -> list[list[ReadChar]]:
    widest = -(-max(line.shape[1] for line in lines) // 16) * 16
    images = np.zeros((len(lines), 1, HEIGHT, widest), np.float32)
    for position, line in enumerate(lines):
        images[position, 0, :, : line.shape[1]] = line
    (probabilities,) = _session().run(None, {"images": images})
    return [_decode(rows, line.shape[1]) for rows, line in zip(probabilities, lines, strict=True)]


def _decode(rows: NDArray[np.float32], width: int) -> list[ReadChar]:
    """Join equal rows to one character, and let words choose where the network wavers."""
    rows = rows[: max(1, width // STEP)]
    places = [position for position in _traces(rows) if position.options]
    options = [position.options for position in places]
    chosen = mend_figures(options, choose(options))
    read: list[ReadChar] = []
    missed = 0.0  # a character was seen and not taken: that much doubt falls on the one before it, or behind the first
    last, widest = 0, _ROOM
    for position, option in zip(places, chosen, strict=True):
        if option.text:
            others, where = _other_digits(position, option.text), (position.row + 0.5) * STEP / width
            read.append(ReadChar(option.text, where, min(option.probability, 1 - missed), others))
            if len(read) > 1 and option.text != " ":
                widest = position.row - last if len(read) == 2 else max(widest, position.row - last)
            last, missed = position.row, 0.0
            continue
        missed = max(missed, _missed(position))
        if read:
            if position.row - last <= _REACH * widest:  # the edge of a bar or a frame stands further away
                read[-1] = read[-1]._replace(sure=min(read[-1].sure, 1 - missed))
            missed = 0.0
    return read


def _missed(position: _Trace) -> float:
    """Return how probable it is that something stands at a place where nothing was taken, from what counts on."""
    return max(
        (
            other.probability
            for other in position.options
            if other.text not in _SPECKS
            and other.probability > (_SEEN_DIGIT if other.text in _ALL_DIGITS else _SEEN)
        ),
        default=0.0,
    )


def _other_digits(position: _Trace, text: str) -> str:
    """Return the digits of its own kind that may stand where a digit was read."""
    kind = next((digits for digits in DIGITS if text in digits), "")
    return "".join(other.text for other in position.options if other.text != text and other.text in kind)


class _Trace(NamedTuple):
    """A place of a line where something stands, or may stand: its strongest row, and what it may be."""

    row: int
    options: tuple[Option, ...]


def _traces(rows: NDArray[np.float32]) -> Iterator[_Trace]:
    """Find the places of a line; 0 is the network's word for no character."""
    best = rows.argmax(axis=1)
    edges = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]
    for start, end in pairwise(edges):
        if best[start]:
            run = rows[start:end]
            peak = start + int(run[:, best[start]].argmax())
            near = rows[max(0, start - 1) : end + 1].max(axis=0)
            near[best[start]], near[0] = rows[peak, best[start]], run[:, 0].min()
            for beside in (start - 1, end):  # its neighbours' own traces are no readings of this place
                if 0 <= beside < len(best) and best[beside]:
                    near[best[beside]] = 0
            yield _Trace(peak, _options(near, int(best[start])))
        else:
            yield from _hidden(rows, start, end, best)


def _hidden(rows: NDArray[np.float32], start: int, end: int, best: NDArray[np.int64]) -> Iterator[_Trace]:
    """Find what may stand in rows that are most probably empty, but for the last traces of their neighbours."""
    inner = rows[start:end].copy()
    inner[:, 0] = 0
    if start:
        inner[:2, best[start - 1]] = 0
    if end < len(best):
        inner[-2:, best[end]] = 0
    strongest = inner.max(axis=1)
    row = 0
    while row < len(strongest):
        last = row
        while last < len(strongest) and strongest[last] >= _FAINT:
            last += 1
        if last > row:
            seen = inner[row:last].max(axis=0)
            seen[0] = rows[start + row : start + last, 0].min()
            yield _Trace(start + row + int(strongest[row:last].argmax()), _options(seen, 0))
        row = last + 1


def _options(probabilities: NDArray[np.float32], first: int) -> tuple[Option, ...]:
    """Return what is not improbable, the network's first choice first."""
    likely = [int(code) for code in np.argsort(probabilities)[: -_MOST - 1 : -1] if code != first]
    return tuple(
        Option(ALPHABET[code - 1] if code else "", float(probabilities[code]))
        for code in (first, *likely)
        if code == first or probabilities[code] >= _FAINT
    )


@cache
def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # many documents are read at the same time, each in a process of its own
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    weights = files("ita_extract.reading.scans").joinpath("line_reader.onnx").read_bytes()
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
