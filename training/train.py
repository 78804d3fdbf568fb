"""Train the line reader: `python -m training.train --fonts FOLDER --minutes 45 --out reader.pt`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from ita_extract.reading.scans.alphabet import ALPHABET
from training.fonts import Font, find_fonts
from training.lines import HEIGHT, LineMaker, Picture
from training.network import STEP, LineNetwork

INDEX = {letter: place + 1 for place, letter in enumerate(ALPHABET)}


class Batches(IterableDataset[tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]]):
    """Batches of lines of like width: widths are sorted over a pool of several batches, so that little is padded."""

    def __init__(self, fonts: list[Font], seed: int, size: int, longest: int) -> None:
        self.fonts, self.seed, self.size, self.longest = fonts, seed, size, longest

    def __iter__(self):  # type: ignore[no-untyped-def]
        worker = get_worker_info()
        seed = self.seed * 1000 + (worker.id if worker else 0)
        maker = LineMaker(self.fonts, seed, self.longest)
        while True:
            pool = [maker.make() for _ in range(self.size * 16)]
            pool.sort(key=lambda entry: entry[0].shape[1])
            batches = [pool[start : start + self.size] for start in range(0, len(pool), self.size)]
            maker.random.shuffle(batches)
            for batch in batches:
                yield collate(batch)


def collate(
    batch: list[tuple[Picture, str]],
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return images, their rows of scores, labels one behind the other, and the length of each label."""
    widest = max(picture.shape[1] for picture, _ in batch)
    images: NDArray[np.float32] = np.zeros((len(batch), 1, HEIGHT, widest), np.float32)
    for place, (picture, _) in enumerate(batch):
        images[place, 0, :, : picture.shape[1]] = ink_of(picture)
    labels = [[INDEX[letter] for letter in text] for _, text in batch]
    return (
        torch.from_numpy(images),
        torch.tensor([picture.shape[1] // STEP for picture, _ in batch]),
        torch.tensor([code for label in labels for code in label]),
        torch.tensor([len(label) for label in labels]),
    )


def ink_of(picture: Picture) -> NDArray[np.float32]:
    """Return a line image as ink: 0 where the paper is, 1 where its darkest ink is."""
    paper, ink = np.percentile(picture, 90), np.percentile(picture, 1)
    return np.clip((paper - picture.astype(np.float32)) / max(40.0, float(paper - ink)), 0, 1)


def train(
    fonts: list[Font],
    minutes: float,
    out: Path,
    *,
    seed: int = 1,
    narrow: int = 1,
    rate: float = 3e-3,
    start: Path | None = None,
    size: int = 32,
    longest: int = 34,
    workers: int = 1,
) -> float:
    """Train for some minutes, keep the network in `out`, and return the mean loss of the last 100 batches."""
    torch.manual_seed(seed)
    torch.set_num_threads(2)
    network = LineNetwork(narrow)
    if start is not None:
        network.load_state_dict(torch.load(start))
    slide = {key: value.clone() for key, value in network.state_dict().items()}
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=1e-4)
    loss_of = nn.CTCLoss(zero_infinity=True)
    loader = DataLoader(
        Batches(fonts, seed, size, longest),
        batch_size=None,
        num_workers=workers,
        prefetch_factor=4 if workers else None,
    )
    began, losses, done, told = time.monotonic(), [], 0, 0.0
    network.train()
    for images, lengths, labels, label_lengths in loader:
        spent = (time.monotonic() - began) / 60 / minutes
        if spent >= 1:
            break
        pace = min(1.0, done / 200) * 0.5 * (1 + float(np.cos(np.pi * spent)))
        for group in optimizer.param_groups:
            group["lr"] = rate * max(pace, 0.01)
        with torch.autocast("cpu", torch.bfloat16):  # twice as fast where the CPU knows the type
            scores = network(images)
        scores = torch.log_softmax(scores.float(), 2).transpose(0, 1)
        loss = loss_of(scores, labels, lengths, label_lengths)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimizer.step()
        losses.append(float(loss.detach()))
        done += 1
        with torch.no_grad():
            keep = min(0.998, done / (done + 50))
            for key, value in network.state_dict().items():
                if value.dtype.is_floating_point:
                    slide[key].mul_(keep).add_(value, alpha=1 - keep)
        if time.monotonic() - told > 30:
            told = time.monotonic()
            print(f"{spent:6.1%} {done} batches, loss {np.mean(losses[-100:]):.4f}", flush=True)
            torch.save(slide, out)
    torch.save(slide, out)
    return float(np.mean(losses[-100:]))


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", type=Path, action="append", default=[Path("/usr/share/fonts")])
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--out", type=Path, default=Path("reader.pt"))
    parser.add_argument("--start", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=3e-3)
    options = parser.parse_args()
    loss = train(
        find_fonts(options.fonts),
        options.minutes,
        options.out,
        seed=options.seed,
        rate=options.rate,
        start=options.start,
    )
    print(f"loss {loss:.4f}")


if __name__ == "__main__":
    main()
