"""The templates -> HTML files that hold all they need, and may load and run nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ita_extract import __version__
from ita_extract.messages import spoken
from ita_extract.messages.retelling import retold_in_both
from ita_extract.messages.statuses import SEVERITY_WORDS, STATUS_WORDS
from ita_extract.model import Status
from ita_extract.review.index_data import index_json
from ita_extract.review.listing import ListedDocument
from ita_extract.review.overview.pages import AreaPage
from ita_extract.review.overview.peers_part import PeersPart
from ita_extract.review.overview.words import DIFFERENCE_WORDS
from ita_extract.review.queue import Queued
from ita_extract.review.showing import DocumentPage, percent
from ita_extract.review.translating import FUNCTIONS, words_of_script
from ita_extract.review.values import shown

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = "templates"
_MOST_PLAIN = 1000  # documents that the list has for browsers without scripts
# styles and scripts of pages that have more than one
_TEXTS = {
    "document": (("style.css", "views.css", "decide.css"), ("decide.js", "document.js")),
    "queue": (("style.css", "decide.css"), ("queue.js",)),
    "index": (("style.css", "views.css"), ("index.js",)),
    "overview": (("style.css", "views.css"), ("overview.js",)),
    "inspect": (("style.css", "inspect.css"), ("inspect.js",)),
}


def document_html(page: DocumentPage, made_from: str, peers: PeersPart | None = None) -> bytes:
    """Return a document's page. `made_from` is kept in it, to know it again; `peers` as in `peers_html`."""
    peers_hash = hashlib.sha256(peers_html(peers)).hexdigest()
    return _filled("document", page=page, made_from=made_from, peers=peers, peers_hash=peers_hash)


def peers_html(peers: PeersPart | None) -> bytes:
    """Return the part of a document's page that tells where it stands among the others, as the page holds it."""
    text = _environment().get_template("peers.html.j2").render(peers=peers)
    return text.encode("utf-8", "replace")


def index_html(documents: Sequence[ListedDocument]) -> bytes:
    """Return the list of all documents, in the order given."""
    from markupsafe import Markup

    counts = [(status, sum(document.status is status for document in documents)) for status in Status]
    rows = Markup(index_json(documents))  # nothing in it can end its element
    return _filled("index", documents=documents, counts=counts, rows=rows, most_plain=_MOST_PLAIN)


def overview_html(page: AreaPage) -> bytes:
    """Return the page of a province, or of all documents, at a glance."""
    return _filled("overview", page=page)


def queue_html(places: Sequence[Queued]) -> bytes:
    """Return the order of work, in the order given."""
    return _filled("queue", places=places)


def page_html(name: str, **words: Any) -> bytes:
    """Return the page that the template of a name makes of some words, for parts of the program behind this one."""
    return _filled(name, **words)


def _filled(name: str, **words: Any) -> bytes:
    from markupsafe import Markup

    styles, scripts = _TEXTS.get(name, (("style.css",), (f"{name}.js",)))
    style, script = "".join(map(_text, styles)), "".join(map(_text, scripts))
    language_script = _text("language.js")
    text = (
        _environment()
        .get_template(f"{name}.html.j2")
        .render(
            **words,
            version=__version__,
            # ours, not a report's; between their tags HTML knows no escapes, and the hashes are over these very letters
            style=Markup(style),
            script=Markup(script),
            language_script=Markup(language_script),
            words=words_of_script(script),
            language=spoken(),
            policy=(
                f"default-src 'none'; img-src data:; style-src {_hash(style)}; "
                f"script-src {_hash(language_script)} {_hash(script)}; base-uri 'none'; form-action 'none'"
            ),
        )
    )
    return text.encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("ita_extract.review", _FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {**FUNCTIONS, "STATUS_WORDS": STATUS_WORDS, "SEVERITY_WORDS": SEVERITY_WORDS}
    made.globals |= {"DIFFERENCE_WORDS": DIFFERENCE_WORDS}
    made.filters |= {"shown": shown, "percent": percent, "points": _points, "retold": retold_in_both}
    return made


@cache
def _text(name: str) -> str:
    return (files("ita_extract.review") / _FOLDER / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


def _points(value: float) -> str:
    """Return points with two digits at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
