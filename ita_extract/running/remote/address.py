"""A URL named on the command line -> what fsspec is given, and what may be shown: no user, no query, no secret."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

from ita_extract.errors import UsageError
from ita_extract.messages import N_
from ita_extract.messages.both import both

# The extra that brings what reads addresses of a scheme; none for what fsspec itself brings (for tests).
EXTRAS = {
    "s3": "s3",
    "s3a": "s3",
    "gs": "gs",
    "gcs": "gs",
    "abfs": "abfs",
    "abfss": "abfs",
    "az": "abfs",
    "http": "https",
    "https": "https",
    "memory": "",
}
WEB = ("http", "https")
_AZURE = ("abfs", "abfss", "az")
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(.*)", re.DOTALL)
# What pathlib makes of a URL.
_MANGLED = re.compile(rf"(?:{'|'.join(EXTRAS)}):/[^/]")
_HOST = re.compile(r"(?:[^\s:@\[\]]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_PRINTABLE_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_HINT = N_("Files are read from s3://, gs://, abfs:// and https://, or from a folder of this machine.")


@dataclass(frozen=True)
class Address:
    """Where files lie. `target` is what fsspec is given and may hold secrets; `shown` may be shown to anyone."""

    scheme: str
    shown: str
    target: str = field(repr=False)

    def __str__(self) -> str:
        """Return what may be shown."""
        return self.shown

    @property
    def file_name(self) -> str:
        """Return the name of the file that a web address leads to, as a person would write it."""
        last = self.shown.rstrip("…").rpartition("/")[2]
        try:
            name = unquote(last, errors="strict")
        except UnicodeDecodeError:
            return last
        return name if name.isprintable() and "/" not in name else last


def is_url(name: str | Path) -> bool:
    """Tell whether an input or output is an address. Raises UsageError for one that pathlib has mangled."""
    if isinstance(name, Path):
        if _MANGLED.match(name.as_posix()):
            raise UsageError(
                N_("An address was given as a Path, which changes it."), hint=N_("Give it as a str.")
            )
        return False
    return "://" in name


def parse_address(url: str) -> Address:
    """Return where a URL leads. Raises UsageError, which never shows the URL."""
    match = _URL.fullmatch(url)
    if not match or match[1].lower() not in EXTRAS:
        scheme = f"{match[1]}://" if match else "This address"
        raise UsageError(both("{scheme} cannot be read.", scheme=scheme), hint=_HINT)
    scheme, rest = match[1].lower(), match[2]
    position, tail = re.fullmatch(r"([^/?#]*)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
    user, _, host = position.rpartition("@")
    if scheme in WEB:
        if not _HOST.fullmatch(host):
            raise UsageError(
                both("A {scheme}:// address names no host (it is not shown here).", scheme=scheme), hint=_HINT
            )
        path = re.split(r"[?#]", tail, maxsplit=1)[0]
        target = quote(f"{scheme}://{rest.partition('#')[0]}", safe=_PRINTABLE_ASCII)
        return Address(scheme, f"{scheme}://{host}{path}", target)
    if ":" in position or (user and scheme not in _AZURE) or not (host or scheme == "memory"):
        raise UsageError(
            both(
                "A {scheme}:// address holds a user or password, or names no bucket (it is not shown here).",
                scheme=scheme,
            ),
            hint=N_("Credentials come from the environment or the provider's own files, see docs/bulk.md."),
        )
    path = re.split(r"[?#]", tail, maxsplit=1)[0]
    # An object's name may hold ? and #, and ? is a glob's; but behind either may stand what was meant as a query.
    shown = f"{scheme}://{position}{path}" + ("…" if path != tail else "")
    return Address(scheme, shown, f"{scheme}://{rest}")
