"""The browser of a test module: started once, or why there is none."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from chromium import Chromium, chromium_path


def started() -> Iterator[Chromium]:
    """Yield a browser; a fixture `browser` of a module yields from it."""
    if os.environ.get("ITA_EXTRACT_WITHOUT_CHROMIUM"):
        pytest.skip("ITA_EXTRACT_WITHOUT_CHROMIUM is set, so pages are not looked at in a browser")
    if chromium_path() is None:
        pytest.fail(".ci/install-system installs Chromium; or set ITA_EXTRACT_WITHOUT_CHROMIUM=1")
    with Chromium() as browser:
        yield browser
