"""The page that explains review reasons names each one that the code can give."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
# a reason is a name of two or more words before a colon, at the beginning of a string
REASON = re.compile(r"\"([a-z]+(?:-[a-z]+)+): ")


def test_every_reason_is_explained() -> None:
    sources = [ROOT / "ita_extract/extracting.py"]
    sources += [
        path for part in ("parsing", "organizations") for path in (ROOT / "ita_extract" / part).rglob("*.py")
    ]
    given = {name for path in sources for name in REASON.findall(path.read_text(encoding="utf-8"))}
    page = (ROOT / "docs/review-reasons.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", page))
    assert len(given) > 25
    assert given - explained == set()
    assert explained - given == set()
