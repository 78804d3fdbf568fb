"""The line reader: pictures of lines to characters, each with its place and how sure it is.

The network (training/) gives, every two pixels of a line 40 pixels high, a probability for each character and for
none (connectionist temporal classification, Graves et al. 2006). What it gives is decoded greedily.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ita_extract.reading.scans.alphabet import ALPHABET
from ita_extract.reading.scans.picture import Gray

HEIGHT = 40  # pixels
STEP = 2  # pixels of the line's picture to one row of probabilities
_BATCH = 1 << 19  # pixels that are read in one go; more needs memory and is no faster


class ReadChar(NamedTuple):
    """One character: where its trace is strongest (0-1 of the picture's width), and how sure it is (0-1).

    `second` is the character that comes next in probability.
    """

    text: str
    place: float
    sure: float
    second: str


def read_lines(pictures: Sequence[Gray]) -> list[list[ReadChar]]:
    """Read pictures of single lines (dark ink on light paper), in any order of widths."""
    scaled = [_scaled(picture) for picture in pictures]
    order = sorted(range(len(scaled)), key=lambda index: scaled[index].shape[1])
    result: list[list[ReadChar]] = [[] for _ in pictures]
    batch: list[int] = []
    for place, index in enumerate(order):
        batch.append(index)
        last = place + 1 == len(order)
        if last or scaled[order[place + 1]].shape[1] * HEIGHT * (len(batch) + 1) > _BATCH:
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
    for place, line in enumerate(lines):
        images[place, 0, :, : line.shape[1]] = line
    (probabilities,) = _session().run(None, {"images": images})
    return [_decode(rows, line.shape[1]) for rows, line in zip(probabilities, lines, strict=True)]


def _decode(rows: NDArray[np.float32], width: int) -> list[ReadChar]:
    """Join equal rows to one character; 0 is the network's word for no character."""
    rows = rows[: max(1, width // STEP)]
    best = rows.argmax(axis=1)
    found: list[ReadChar] = []
    start = 0
    for row in range(1, len(best) + 1):
        if row < len(best) and best[row] == best[start]:
            continue
        if best[start]:
            peak = start + int(rows[start:row, best[start]].argmax())
            runner_up = int(np.argsort(rows[peak])[-2])
            found.append(
                ReadChar(
                    ALPHABET[best[start] - 1],
                    (peak + 0.5) * STEP / width,
                    float(rows[peak, best[start]]),
                    ALPHABET[runner_up - 1] if runner_up else "",
                )
            )
        start = row
    return found


@cache
def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # many documents are read at the same time, each in a process of its own
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    weights = files("ita_extract.reading.scans").joinpath("line_reader.onnx").read_bytes()
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
