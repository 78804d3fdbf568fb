"""The key of a card: `data-doubt` in the page, `#doubt=KEY` in its address."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def card_key(keys: Sequence[str]) -> str:
    """Return the key of a card by those of what it asks (`EvidenceKeys`): of its rows, reasons and findings."""
    if len(keys) == 1:
        return keys[0]
    return hashlib.sha256("\0".join(sorted(keys)).encode()).hexdigest()[:20]
