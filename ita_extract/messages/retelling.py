"""English sentences out of data, said in Thai: data files hold English whoever runs the program, people need not.

`documents.error_message` was made from messages of the catalogue with their values filled in; the same messages are
found again in it, and said in Thai with the same values. What is not found stays English.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ita_extract.messages import in_language, messages_of, spoken
from ita_extract.messages.both import Both

_VALUE = re.compile(r"\{(?P<name>\w+)(?:![rsa])?(?::[^}]*)?\}")
_SLUG = re.compile(r"(?P<text>.+) \((?P<slug>[a-z_]+)\)", re.DOTALL)  # `page 3 has no size (damaged)`
_LEAST = 8  # letters that a message has beside its values, to be known by them


class _Template(NamedTuple):
    """A message with values: what it looks like, its own letters, and its Thai."""

    pattern: re.Pattern[str]
    own: tuple[str, ...]
    thai: str


def retold(text: str) -> str:
    """Return sentences of data in the language of this run."""
    return retold_in_thai(text) if spoken() == "th" else text


def retold_in_both(text: str) -> Both:
    """Return sentences of data in both languages."""
    return Both(text, retold_in_thai(text))


def retold_in_thai(text: str) -> str:
    """Return sentences of data in Thai, each that the catalogue does not know in English."""
    whole = in_language(text, "th")
    if whole != text:
        return whole
    ends = [match.start() + 1 for match in re.finditer(r"[.?!] ", text)]
    # the shortest first: the last value of a message would take the sentences behind it along
    for end in [*ends, len(text)]:
        first = _known(text[:end])
        if first is not None:
            return f"{first} {retold_in_thai(text[end + 1 :])}".rstrip()
    if ends:
        return f"{text[: ends[0]]} {retold_in_thai(text[ends[0] + 1 :])}"
    return text


def _known(text: str) -> str | None:
    said = in_language(text, "th")
    if said != text:
        return said
    slug = _SLUG.fullmatch(text)
    if slug is not None:
        inner = _known(slug["text"])
        return f"{inner} ({slug['slug']})" if inner is not None else None
    for template in _templates():
        if all(part in text for part in template.own):
            match = template.pattern.fullmatch(text)
            if match is not None:
                return template.thai.format(
                    **{name: _inner(part) for name, part in match.groupdict().items()}
                )
    return None


def _inner(value: str) -> str:
    """Return a value, which may be a message itself: `page 3 has no size (damaged)`."""
    return retold_in_thai(value) if " " in value else value


@cache
def _templates() -> tuple[_Template, ...]:
    """Return the messages that have values, those with the most letters of their own first."""
    found = []
    for english, thai in messages_of("th").items():
        own = tuple(part for part in _VALUE.sub("\n", english).split("\n") if part)
        if _VALUE.search(english) and sum(map(len, own)) >= _LEAST:
            found.append(_Template(_pattern(english), own, _VALUE.sub(r"{\g<name>}", thai)))
    return tuple(sorted(found, key=lambda template: -sum(map(len, template.own))))


def _pattern(english: str) -> re.Pattern[str]:
    written, at, seen = "", 0, set()
    for value in _VALUE.finditer(english):
        name = value["name"]
        written += re.escape(english[at : value.start()])
        written += f"(?P={name})" if name in seen else f"(?P<{name}>.+?)"
        seen.add(name)
        at = value.end()
    return re.compile(written + re.escape(english[at:]), re.DOTALL)
