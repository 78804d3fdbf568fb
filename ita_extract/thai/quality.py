"""How far a page's text layer can be trusted: one number from named signals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ita_extract.reading.page import PageContent
from ita_extract.thai.clusters import Cluster


@dataclass(frozen=True, slots=True)
class TextQuality:
    """A page's text quality, 0-1, and the reasons why it is unfit to be read (none: it is fit)."""

    score: float
    reasons: tuple[str, ...] = ()

    @property
    def fit(self) -> bool:
        """Whether the text may be read as it is."""
        return not self.reasons


def judge(page: PageContent, clusters: Iterable[Cluster]) -> TextQuality:
    """Judge a page by its mended clusters."""
    return TextQuality(1.0)
