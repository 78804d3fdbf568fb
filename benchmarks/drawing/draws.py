"""Choices made at random and remembered by name."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, TypeVar

T = TypeVar("T")


class Draw:
    """A source of choices; `made` holds those that a reader of the gold should know."""

    def __init__(self, seed: str) -> None:
        self.rng = random.Random(seed)
        self.made: dict[str, Any] = {}

    def pick(self, name: str, options: Sequence[T], weights: Sequence[float] | None = None) -> T:
        """Return one of the options and remember it."""
        chosen = self.rng.choices(list(options), weights)[0]
        if name:
            self.made[name] = list(chosen) if isinstance(chosen, tuple) else chosen
        return chosen

    def chance(self, name: str, share: float) -> bool:
        """Return whether something happens that happens in this share of reports, and remember it."""
        happens = self.rng.random() < share
        if name:
            self.made[name] = happens
        return happens

    def of(self, options: Sequence[T]) -> T:
        """Return one of the options without remembering it."""
        return self.rng.choice(list(options))

    def some(self, options: Sequence[T], low: int, high: int) -> list[T]:
        """Return a number of options in random order."""
        return self.rng.sample(list(options), min(len(options), self.rng.randint(low, high)))

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """Return all options in random order."""
        return self.rng.sample(list(options), len(options))
