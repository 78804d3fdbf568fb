"""The line reader's network: convolutions over a line 40 pixels high, one row of character scores every 2 pixels.

No recurrent layer: what stands 30 pixels away says little of a figure, and convolutions run twice as fast on a CPU.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ita_extract.reading.scans.alphabet import ALPHABET

STEP = 2  # pixels of the line image to one row of scores


class _Residual(nn.Module):
    def __init__(self, width: int, reach: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(width, width, reach, padding=reach // 2, bias=False), nn.BatchNorm1d(width), nn.ReLU(),
            nn.Conv1d(width, width, 1, bias=False), nn.BatchNorm1d(width),
        )  # fmt: skip

    def forward(self, rows: Tensor) -> Tensor:
        return torch.relu(rows + self.body(rows))


class LineNetwork(nn.Module):
    """Images (n, 1, 40, width; ink 1, paper 0) to scores (n, width / 2, blank + characters), before softmax."""

    def __init__(self, narrow: int = 1) -> None:
        super().__init__()
        a, b, c, d, e = (size // narrow for size in (24, 40, 56, 72, 192))

        def layer(before: int, after: int) -> list[nn.Module]:
            return [nn.Conv2d(before, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU()]

        self.look = nn.Sequential(
            *layer(1, a), nn.MaxPool2d(2), *layer(a, b), nn.MaxPool2d((2, 1)), *layer(b, c),
            *layer(c, d), nn.MaxPool2d((2, 1)),
            nn.Conv2d(d, e, (5, 3), padding=(0, 1), bias=False), nn.BatchNorm2d(e), nn.ReLU(),
        )  # fmt: skip
        self.read = nn.Sequential(_Residual(e, 5), _Residual(e, 5), _Residual(e, 7))
        self.tell = nn.Conv1d(e, len(ALPHABET) + 1, 1)

    def forward(self, images: Tensor) -> Tensor:
        """Return the scores of some images."""
        rows = self.read(self.look(images).squeeze(2))
        scores: Tensor = self.tell(rows).transpose(1, 2)
        return scores
