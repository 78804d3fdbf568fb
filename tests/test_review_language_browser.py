"""The switch of a page's language in a real browser."""

from __future__ import annotations

from pathlib import Path

import browsing
import pytest

from ita_extract.review.templating import index_html


@pytest.mark.slow
def test_in_a_browser_the_switch_is_remembered_printed_and_without_scripts_the_run_s_language_shows(
    tmp_path: Path,
) -> None:
    for browser in browsing.started():
        path = tmp_path / "index.html"
        path.write_bytes(index_html([]))
        page = browser.open(path.as_uri())
        seen = "getComputedStyle(document.querySelector('h1 .both[lang={}]')).display !== 'none'"
        title = "document.title"
        assert page.run(seen.format("en")) and not page.run(seen.format("th"))
        english = page.run(title)
        page.run("document.querySelector('.language button[lang=th]').click()")
        assert page.run(seen.format("th")) and not page.run(seen.format("en"))
        assert page.run(title) != english and page.run("document.documentElement.lang") == "th"
        page.reload()
        assert page.run(seen.format("th")) and page.run(title) != english
        pressed = "document.querySelector('.language button[lang=th]').getAttribute('aria-pressed')"
        assert page.run(pressed) == "true"
        page.ask("Emulation.setEmulatedMedia", {"media": "print"})
        assert page.run(seen.format("th")) and not page.run(seen.format("en"))
        assert page.run("getComputedStyle(document.querySelector('.language')).display") == "none"
        page.ask("Emulation.setEmulatedMedia", {"media": ""})
        page.ask("Emulation.setScriptExecutionDisabled", {"value": True})
        page.reload()
        assert page.run(seen.format("en")) and not page.run(seen.format("th"))
        page.assert_quiet()
