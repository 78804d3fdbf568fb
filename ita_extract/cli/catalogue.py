"""The catalogue of messages kept in step with the program: `python -m ita_extract.cli.catalogue` (`make messages`).

All that people read is taken from where it stands in English: `_`, `ngettext`, `N_`, `both` and kin in Python, `t` and
kin in templates and scripts, the helps of the commands, and what review reasons ask to look at. Needs Babel.
"""

from __future__ import annotations

import ast
import datetime as dt
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import ita_extract
from ita_extract.messages import LANGUAGES

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

PACKAGE = Path(ita_extract.__file__).parent
PO = PACKAGE / "messages/th/LC_MESSAGES/ita_extract.po"
_TEMPLATES = [("**.j2", "jinja2"), ("**.js", "javascript")]
_JINJA = {"**.j2": {"encoding": "utf-8", "trimmed": "true"}}
_PLURAL = (1, 2)
_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    **dict.fromkeys(("_", "N_", "gettext", "in_language", "both", "t", "t_svg", "tNodes"), None),
    **dict.fromkeys(("ngettext", "plural_in_language", "both_counts", "t_count", "tCount"), _PLURAL),
    **dict.fromkeys(("t_attr", "t_element"), (2,)),
}
_HEAD = """\
# What people read, in Thai. `make messages` keeps it in step with the program.
msgid ""
msgstr ""
"Project-Id-Version: ita_extract\\n"
"Language: th\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def said_in_program() -> set[str | tuple[str, str]]:
    """Return each English message of the program; one with a plural is a pair."""
    from babel.messages.extract import extract_from_dir
    from typer.main import get_command

    from ita_extract.cli.help_pages import help_messages
    from ita_extract.cli.program import app
    from ita_extract.review.reasons import meanings

    said = {message for path in PACKAGE.rglob("*.py") for message in said_in_python(path.read_text("utf-8"))}
    for folder in PACKAGE.rglob("templates"):
        found = extract_from_dir(folder, _TEMPLATES, _JINJA, keywords=_KEYWORDS)
        said |= {_message(entry[2]) for entry in found}
    said |= set(help_messages(get_command(app)))
    said |= {meaning.look for meaning in meanings().values()}
    return said - {""}


def said_in_python(source: str) -> Iterator[str | tuple[str, str]]:
    """Yield the messages of a module. Python's own parser sees them inside f-strings too, where Babel does not."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in _KEYWORDS:
            continue
        texts = [
            argument.value
            for argument in (node.args[position - 1] for position in _KEYWORDS[name] or (1,) if node.args)
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        if texts:
            yield _message(tuple(texts) if len(texts) > 1 else texts[0])


def kept() -> Catalog:
    """Return the catalogue as it is kept."""
    from babel.messages.pofile import read_po

    with PO.open("rb") as stream:
        return read_po(stream, locale="th", domain=PO.stem)


def in_step(old: Catalog, said: set[str | tuple[str, str]]) -> Catalog:
    """Return a catalogue of these messages, with the Thai of the old one where it has it."""
    from babel.messages.catalog import Catalog

    fresh = Catalog(locale="th", domain=PO.stem, fuzzy=False)
    # a date of the day would change the files each time
    fresh.creation_date = fresh.revision_date = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for message in sorted(said, key=lambda entry: (entry,) if isinstance(entry, str) else entry):
        known = old.get(message)
        fresh.add(message, known.string if known is not None else "")
    return fresh


def text_of(catalogue: Catalog) -> bytes:
    """Return a catalogue as a .po file."""
    from babel.messages.pofile import write_po

    written = io.BytesIO()
    write_po(written, catalogue, width=0, omit_header=True, no_location=True)
    return _HEAD.encode() + written.getvalue().lstrip(b"\n")


def lacking(catalogue: Catalog) -> list[str]:
    """Return the messages that have no Thai."""
    return [str(message.id) for message in catalogue if message.id and not any(_strings(message.string))]


def main() -> None:
    """Write the catalogue anew, and compile it; say what lacks its Thai."""
    from babel.messages.mofile import write_mo

    catalogue = in_step(kept(), said_in_program())
    PO.write_bytes(text_of(catalogue))
    with PO.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, catalogue)
    waiting = lacking(catalogue)
    names = "".join(f"\n  {message}" for message in waiting)
    sys.stderr.write(f"{len(waiting)} of {len(catalogue)} messages lack their {LANGUAGES[1]}{names}\n")


def _message(found: str | tuple[str, ...]) -> str | tuple[str, str]:
    return found if isinstance(found, str) else (found[0], found[1])


def _strings(written: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written or ())


if __name__ == "__main__":
    main()
