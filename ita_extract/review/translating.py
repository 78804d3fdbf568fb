"""What templates say, in both languages: `t("English")` and its kin.

Everything is escaped, the words as well as their values; a value that is markup already (a block that the template
has set, or another `t`) stays markup. Without a script the page shows the language of the run that made it.

In a template (what the script of a page says, see `words_of_script`):

    {{ t("Doubtful values") }}                                  two spans, one of which is seen
    {{ t("Page {number} of {total}", number=3, total=9) }}      named values
    {{ t("Say where it is: {command}", command=code("ita-extract run FOLDER")) }}
    {{ t(value) }}                                              a `Both` that Python made: `both("English")`
    {{ t_count("{count} page", "{count} pages", count) }}       plurals; further named values may follow
    {{ t_pair(meaning.en, meaning.th) }}                        words that data has in both languages
    <img {{ t_attr("alt", "Page {number}", number=3) }}>        an attribute: alt, title, aria-label, placeholder …
    {{ t_element("option", "all", {"value": ""}) }}             an element that holds text alone: option, title
    <text>{{ t_svg("median") }}</text>                          inside an SVG, where HTML has no place
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from ita_extract.messages import LANGUAGES, Language, in_language, plural_in_language, spoken
from ita_extract.messages.both import Both

ATTRIBUTES = (
    "alt",
    "aria-label",
    "data-head",
    "placeholder",
    "title",
)  # language.js has the same, and "text"
_SAID_BY_SCRIPT = re.compile(r'\b(t|tNodes)\(\s*("(?:[^"\\\n]|\\.)*")')
_COUNTED_BY_SCRIPT = re.compile(r'\btCount\(\s*("(?:[^"\\\n]|\\.)*"),\s*("(?:[^"\\\n]|\\.)*")')


class BothMarkup(Markup):
    """Markup in both languages: inside another `t` each language takes its own."""

    en: Markup
    th: Markup

    @classmethod
    def of(cls, en: Markup, th: Markup, tag: str = "span") -> BothMarkup:
        """Join the two; what reads the same in both is written once."""
        if en == th:
            made = cls(en)
        else:
            made = cls(
                f'<{tag} class="both" lang="en">{en}</{tag}><{tag} class="both" lang="th">{th}</{tag}>'
            )
        made.en, made.th = en, th
        return made

    def said_in(self, language: Language) -> Markup:
        """Return it in one language."""
        return self.th if language == "th" else self.en


def t(english: str | Both, /, **values: Any) -> BothMarkup:
    """Return a message as markup in both languages."""
    return BothMarkup.of(*(_said(english, language, values) for language in LANGUAGES))


def t_count(single: str, many: str, count: int, /, **values: Any) -> BothMarkup:
    """Return the message for a count, which is its value `count`, as markup in both languages."""
    values = {"count": count, **values}
    written = ((plural_in_language(single, many, count, language), language) for language in LANGUAGES)
    return BothMarkup.of(*(_filled(text, language, values) for text, language in written))


def t_pair(en: object, th: object) -> BothMarkup:
    """Return words that data has in both languages."""
    return BothMarkup.of(escape(en), escape(th))


def t_svg(english: str | Both, /, **values: Any) -> BothMarkup:
    """Return a message for the inside of an SVG's `<text>`."""
    en, th = (_said(english, language, values) for language in LANGUAGES)
    return BothMarkup.of(en, th, tag="tspan")


def t_attr(name: str, english: str | Both, /, **values: Any) -> Markup:
    """Return an attribute in the language of the run, with both languages beside it for the page's switch.

    Raises ValueError for an attribute that the switch does not know.
    """
    if name not in ATTRIBUTES:
        raise ValueError(f"the switch of a page knows no attribute {name}")
    en, th = (_said(english, language, values) for language in LANGUAGES)
    if en == th:
        return Markup(f'{name}="{en}"')
    shown = th if spoken() == "th" else en
    return Markup(f'{name}="{shown}" data-en-{name}="{en}" data-th-{name}="{th}"')


def t_element(
    tag: str, english: str | Both, attributes: Mapping[str, object] | None = None, /, **values: Any
) -> Markup:
    """Return an element that holds text alone, whose text the page's switch exchanges."""
    en, th = (_said(english, language, values) for language in LANGUAGES)
    own = "".join(f' {name}="{escape(value)}"' for name, value in (attributes or {}).items())
    shown = th if spoken() == "th" else en
    kept = "" if en == th else f' data-en-text="{en}" data-th-text="{th}"'
    return Markup(f"<{tag}{own}{kept}>{shown}</{tag}>")


def code(text: object) -> Markup:
    """Return a command, as a value of a message."""
    return Markup("<code>{}</code>").format(text)


def words_of_script(script: str) -> Markup:
    """Return the Thai of what a page's script says as JSON, found by its calls; for a `<script type=application/json>`.

    A script says `t("English {value}", {value})` for text in the language that the page shows now, `tNodes(…)` for
    nodes in both, `tCount("{count} page", "{count} pages", count, {…})` for plurals. What is written by `t` has to be
    written anew on the event "languagechange" of the document.
    """
    said = [json.loads(match[2]) for match in _SAID_BY_SCRIPT.finditer(script)]
    words = {english: in_language(english, "th") for english in said}
    for match in _COUNTED_BY_SCRIPT.finditer(script):
        single, many = json.loads(match[1]), json.loads(match[2])
        words[single] = words[many] = plural_in_language(single, many, 2, "th")
    text = json.dumps(words, ensure_ascii=False, sort_keys=True)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _said(english: str | Both, language: Language, values: Mapping[str, Any]) -> Markup:
    if isinstance(english, BothMarkup):
        return english.said_in(language)
    text = english.said_in(language) if isinstance(english, Both) else in_language(english, language)
    return _filled(text, language, values)


def _filled(text: str, language: Language, values: Mapping[str, Any]) -> Markup:
    if not values:
        return escape(text)
    return escape(text).format(**{name: _value(value, language) for name, value in values.items()})


def _value(value: Any, language: Language) -> Any:
    return value.said_in(language) if isinstance(value, Both | BothMarkup) else value


FUNCTIONS = {function.__name__: function for function in (t, t_count, t_pair, t_svg, t_attr, t_element, code)}
