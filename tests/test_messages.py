"""One catalogue for all that people read: nothing lacks its Thai, and what is kept is what the program says."""

from __future__ import annotations

import ast
import gettext
import re
import string
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from ita_extract import errors, messages
from ita_extract.cli import catalogue
from ita_extract.cli.help_pages import help_messages
from ita_extract.cli.program import app
from ita_extract.errors import DamagedError, ItaExtractError, UsageError
from ita_extract.loading import refusals
from ita_extract.messages.both import both
from ita_extract.messages.retelling import retold, retold_in_thai
from ita_extract.reading.attempts import PageFault
from ita_extract.review.translating import words_of_script

ROOT = Path(__file__).parent.parent
SCRIPTS = sorted((ROOT / "ita_extract/review/templates").glob("*.js"))


@pytest.fixture(scope="module")
def said() -> set[str | tuple[str, str]]:
    return catalogue.said_in_program()


def test_nothing_that_people_read_lacks_its_thai(said: set[str | tuple[str, str]]) -> None:
    """Where this fails: `make messages`, then fill in what it names."""
    kept = {message.id for message in catalogue.kept() if message.id}
    assert kept == said
    assert catalogue.lacking(catalogue.kept()) == []
    assert len(said) > 400


def test_what_is_kept_is_what_make_messages_writes(said: set[str | tuple[str, str]]) -> None:
    kept = catalogue.kept()
    assert catalogue.text_of(catalogue.in_step(kept, said)) == catalogue.PO.read_bytes()
    with catalogue.PO.with_suffix(".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    for message in kept:
        if isinstance(message.id, tuple):
            assert compiled.ngettext(*message.id, 2) == message.string[0]
        elif message.id:
            assert compiled.gettext(message.id) == message.string
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"][
        "package-data"
    ]
    assert "**/*.mo" in patterns["ita_extract"], "the wheel would speak English alone"


def values_of(text: str) -> set[str]:
    return {name for _text, name, _form, _conversion in string.Formatter().parse(text) if name}


def test_thai_has_the_values_of_the_english_and_is_thai() -> None:
    for message in catalogue.kept():
        if not message.id:
            continue
        english = message.id[-1] if isinstance(message.id, tuple) else message.id
        thai = message.string[0] if isinstance(message.string, tuple) else message.string
        if "{" in english and not english.startswith("{\\"):
            assert values_of(thai) == values_of(english), english
        for command in ("pip install", "ita-extract run", "ita-extract review", "--retry-failed"):
            assert thai.count(command) == english.count(command), english
        own = "".join(part for part, *_rest in string.Formatter().parse(thai))
        commands_alone = english.startswith(("pip install", "Before it")) or english in ("IIT", "EIT", "OIT")
        assert commands_alone or any("ก" <= letter <= "๛" for letter in own), english
        assert not own.endswith(".") or own.endswith(("...", "พ.ศ.")), english  # no full stops in Thai


def test_each_error_has_its_hint_in_thai_and_data_stays_english() -> None:
    family = [
        error
        for module in (errors, refusals)
        for error in vars(module).values()
        if isinstance(error, type) and issubclass(error, ItaExtractError) and error.hint
    ]
    assert len(family) > 15
    error = UsageError(
        both("{folder} is no folder.", folder="x"), hint=both("The rules are: {known}.", known="a")
    )
    damaged = DamagedError(errors.EmptyFileError.hint)
    messages.speak("th")
    for kind in family:
        assert kind("").said_hint != kind.hint, kind
    assert (error.said, error.said_hint) == ("x ไม่ใช่โฟลเดอร์", "กฎที่มี: a")
    assert (error.message, error.hint, str(error)) == (
        "x is no folder.",
        "The rules are: a.",
        "x is no folder.",
    )
    assert damaged.said == "โปรดดาวน์โหลดไฟล์ใหม่ สำเนานี้ไม่มีเนื้อหา"
    assert UsageError("cut off..").message == "cut off."


def test_sentences_of_data_are_said_in_thai() -> None:
    fault = PageFault(3, "its picture", DamagedError(both("page {number} has no size", number=3)))
    whole = both("No page of the file can be read: {why}.", why=fault.words.removeprefix("its picture: "))
    told = f"{whole.en} {DamagedError.hint} {errors.NoInputError.hint}"
    assert retold(told) == told
    messages.speak("th")
    assert retold(told) == (
        "อ่านหน้าของไฟล์ไม่ได้เลย: หน้า 3 ไม่มีขนาด (damaged) "
        "โปรดดาวน์โหลดไฟล์ใหม่ หรือเปิดในโปรแกรมที่ยังแสดงไฟล์นี้ได้ แล้วพิมพ์เป็น PDF ใหม่ "
        "โปรดระบุไฟล์ PDF โฟลเดอร์ที่มี PDF หรือรูปแบบชื่อ เช่น 'reports/*.pdf'"
    )
    beginning = both("The file is no PDF: it begins with {beginning!r}.", beginning=b"no PDF")
    assert retold(beginning.en) == "ไฟล์นี้ไม่ใช่ PDF: ขึ้นต้นด้วย b'no PDF'"
    assert retold_in_thai("Words of nobody. More of them.") == "Words of nobody. More of them."


def test_messages_inside_other_expressions_are_seen() -> None:
    source = 'x = f"{_(\'a\')} {y}"; ngettext("{n} b", "{n} bs", 3); t_attr("alt", "c"); messages.both("d"); _(name)'
    assert set(catalogue.said_in_python(source)) == {"a", ("{n} b", "{n} bs"), "c", "d"}


def test_helps_of_all_commands_are_in_the_catalogue(said: set[str | tuple[str, str]]) -> None:
    helps = set(help_messages(get_command(app)))
    assert helps <= said
    assert {"Read ITA analysis reports (PDF) into tables.", "Show this message and exit."} <= helps
    assert not [text for text in helps if text.startswith(" ") or "\n" in text]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_page_brings_each_word_of_its_script(path: Path, said: set[str | tuple[str, str]]) -> None:
    import json
    from io import BytesIO

    from babel.messages.extract import extract

    script = path.read_bytes()
    keywords = {name: catalogue._KEYWORDS[name] for name in ("t", "tNodes", "tCount")}
    found = {entry[1] for entry in extract("javascript", BytesIO(script), keywords)}
    wanted = {text for entry in found for text in ((entry,) if isinstance(entry, str) else entry)}
    assert set(json.loads(words_of_script(script.decode()))) == wanted


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "th_TH.UTF-8"}, "th"),
        ({"LANG": "th_TH.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "th", "LANG": "en_US"}, "th"),
        ({"LANG": "the_XX"}, "en"),
    ],
)
def test_the_locale_decides_where_nobody_does(environment: dict[str, str], language: str) -> None:
    assert messages.language_of_locale(environment) == language


SAID = {error.__name__ for error in vars(errors).values() if isinstance(error, type)} | {
    error.__name__ for error in vars(refusals).values() if isinstance(error, type)
}


@pytest.mark.parametrize("path", sorted(catalogue.PACKAGE.glob("*")), ids=lambda path: path.stem)
def test_what_is_raised_and_logged_is_a_message_of_the_catalogue(path: Path) -> None:
    """Words of a library may be handed on (a name), a sentence of ours is written through `both`, `N_` or `_`."""
    bare = []
    modules = path.rglob("*.py") if path.is_dir() else [path] if path.suffix == ".py" else []
    for node in (node for module in modules for node in ast.walk(ast.parse(module.read_text("utf-8")))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", "")
        is_log = (
            isinstance(node.func, ast.Attribute)
            and getattr(node.func.value, "id", "") == "log"
            and node.func.attr in ("info", "warning", "error", "critical")
        )
        texts = [node.args[0], *(entry.value for entry in node.keywords if entry.arg == "hint")]
        if (name in SAID and name.endswith("Error")) or is_log:
            bare += [ast.unparse(text) for text in texts if _is_bare(text, is_log)]
    assert bare == []


def _is_bare(text: ast.expr, is_log: bool) -> bool:
    if isinstance(text, ast.Constant):
        letters = re.sub(r"%\w", "", str(text.value)) if is_log else str(text.value)
        return any(letter.isalpha() for letter in letters)
    return isinstance(text, ast.JoinedStr)
