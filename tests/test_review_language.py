"""Pages in both languages: what templates and scripts say, escaped, with a switch that needs no network."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from markupsafe import Markup

from ita_extract import messages
from ita_extract.messages.both import Both, both, both_counts
from ita_extract.review.templating import index_html
from ita_extract.review.translating import (
    ATTRIBUTES,
    t,
    t_attr,
    t_count,
    t_element,
    t_pair,
    t_svg,
    words_of_script,
)

THAI = {"{count} page": "{count} หน้า", "{count} pages": "{count} หน้า", "Look at {name}": "ดู {name} & <ทั้งหมด>"}


class _Thai(messages.gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return THAI.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return THAI.get(msgid1, msgid1)


@pytest.fixture(autouse=True)
def catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(messages._catalogues, "th", _Thai())
    yield
    messages.speak("en")


def test_both_languages_are_written_and_everything_is_escaped() -> None:
    assert t("Look at {name}", name="<b>") == (
        '<span class="both" lang="en">Look at &lt;b&gt;</span>'
        '<span class="both" lang="th">ดู &lt;b&gt; &amp; &lt;ทั้งหมด&gt;</span>'
    )
    assert t(Both("<i>", "<u>")) == t_pair("<i>", "<u>")
    assert t("<unknown> {x}") == "&lt;unknown&gt; {x}"


def test_values_in_both_languages_give_each_its_own() -> None:
    made = t("Look at {name}", name=t_count("{count} page", "{count} pages", 3))
    assert made.en == "Look at 3 pages" and made.th.startswith("ดู 3 หน้า &amp;")
    assert t("Look at {name}", name=Markup("<a>")).en == "Look at <a>"
    assert both("Look at {name}", name=both_counts("{count} page", "{count} pages", 1)) == Both(
        "Look at 1 page", "ดู 1 หน้า & <ทั้งหมด>"
    )


def test_what_holds_text_alone_says_the_language_of_the_run_and_keeps_the_other() -> None:
    assert t_attr("alt", "Look at {name}", name='"') == (
        'alt="Look at &#34;" data-en-alt="Look at &#34;" data-th-alt="ดู &#34; &amp; &lt;ทั้งหมด&gt;"'
    )
    messages.speak("th")
    assert t_element("option", "{count} page", {"value": '"'}, count=1) == (
        '<option value="&#34;" data-en-text="1 page" data-th-text="1 หน้า">1 หน้า</option>'
    )
    assert t_svg("{count} page", count=2).count("<tspan ") == 2
    with pytest.raises(ValueError, match="no attribute href"):
        t_attr("href", "Look at {name}", name="")


def test_a_script_finds_its_words_in_the_page() -> None:
    script = 'a.textContent = t("Look at {name}", { name }); b.append(tNodes("a \\"b\\""));'
    script += 'tCount("{count} page", "{count} pages", n)'
    words = words_of_script(script)
    assert "<" not in words and "&" not in words
    assert json.loads(words) == {**THAI, 'a "b"': 'a "b"'}


def test_a_page_opens_in_the_language_of_the_run_and_offers_both() -> None:
    for language in messages.LANGUAGES:
        messages.speak(language)
        html = index_html([]).decode()
        assert f'<html lang="{language}" data-language="{language}">' in html
        assert html.count('<button type="button" lang=') == 2
        assert all(
            f'"{name}"' in html.partition("const BOTH = [")[2].partition("]")[0] for name in ATTRIBUTES
        )
