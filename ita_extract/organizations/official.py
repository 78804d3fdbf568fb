"""A user's own list of organisations with their codes, from a CSV file.

Columns (any order, others are ignored; the second name is that of published lists):
`code` (`dla_code`), `type` (`lao_type`), `name` (`name_th`), `district` (`amphoe`), `province`, and where the list has
a past `from`, `to` (fiscal years, B.E.) and `successor` (the code of what it became). A code may stand in several rows:
former names and former classes of one organisation then have one key.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ita_extract.errors import UsageError
from ita_extract.messages import N_
from ita_extract.messages.both import Both, both
from ita_extract.organizations.areas import area_gazetteer
from ita_extract.organizations.classes import PROVINCIAL_ORGANIZATION, class_named
from ita_extract.organizations.gazetteer import Gazetteer, Listed
from ita_extract.organizations.spelling import plain

COLUMNS = {
    "code": ("code", "dla_code"),
    "type": ("type", "lao_type"),
    "name": ("name", "name_th"),
    "district": ("district", "amphoe"),
    "province": ("province", "province_th"),
}
# these may be left out
PAST = {
    "from": ("from", "valid_from", "first_year"),
    "to": ("to", "valid_to", "last_year"),
    "successor": ("successor", "successor_code"),
}
_HINT = N_("See docs/organizations.md for the columns: code, type, name, district, province.")
_YEAR = re.compile(r"25\d\d")
_LATEST = 9999


class ListFile(NamedTuple):
    """A list by its place and its content: what was read with another content is read anew."""

    path: str
    sha256: str


def list_file(path: Path) -> ListFile:
    """Return a list that was looked at and is right. Raises UsageError as `load_gazetteer` does."""
    load_gazetteer(path)
    return ListFile(str(path.absolute()), hashlib.sha256(path.read_bytes()).hexdigest())


def load_gazetteer(path: Path | str | ListFile) -> Gazetteer:
    """Return the gazetteer of a CSV file (UTF-8); read once in a process as long as the file does not change.

    Raises UsageError for a file that cannot be read, lacks a column, or has a row that names no organisation: a
    class, a province or a district that is none, or an organisation that has two codes.
    """
    path = Path(path.path if isinstance(path, ListFile) else path)
    try:
        about = path.stat()
    except OSError as error:
        raise UsageError(
            both("{path} cannot be read: {why}.", path=path, why=error.strerror), hint=_HINT
        ) from error
    return _load(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=4)
def _load(path: Path, changed: int, size: int) -> Gazetteer:
    """`changed` and `size` tell one state of the file from another."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            heads = {column: _head(path, rows.fieldnames or (), column) for column in COLUMNS}
            past = {column: _found(rows.fieldnames or (), PAST[column]) for column in PAST}
            listed = list(_listed(path, rows, heads, past))
            _check_successors(path, listed)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(
            both("{path} cannot be read as CSV in UTF-8: {error}.", path=path, error=error), hint=_HINT
        ) from error
    if not listed:
        raise UsageError(both("{path} lists no organisation.", path=path), hint=_HINT)
    areas = area_gazetteer()
    return Gazetteer(areas.provinces, areas.districts, listed, source=path.name, official=True)


def _head(path: Path, heads: Sequence[str], column: str) -> str:
    found = _found(heads, COLUMNS[column])
    if found is None:
        raise UsageError(
            both("{path} has no column {columns}.", path=path, columns=" or ".join(COLUMNS[column])),
            hint=_HINT,
        )
    return found


def _found(heads: Sequence[str], ways: Sequence[str]) -> str | None:
    names = {head.strip().lower(): head for head in heads if head}
    return next((names[way] for way in ways if way in names), None)


def _check_successors(path: Path, listed: Sequence[Listed]) -> None:
    codes = {entry.key for entry in listed}
    for entry in listed:
        if entry.successor is not None and (entry.successor not in codes or entry.successor == entry.key):
            raise UsageError(
                both(
                    "{path}: {successor!r} succeeds {key} and is no other code of the list.",
                    path=path,
                    successor=entry.successor,
                    key=entry.key,
                ),
                hint=_HINT,
            )


def _listed(
    path: Path, rows: csv.DictReader[str], heads: dict[str, str], past: dict[str, str | None]
) -> Iterator[Listed]:
    areas = area_gazetteer()
    known: dict[tuple[str, str, str, str | None], list[Listed]] = defaultdict(list)
    for row in rows:
        code, written, name, district_name, province_name = (
            (row[head] or "").strip() for head in heads.values()
        )

        def wrong(what: Both, line: int = rows.line_num) -> UsageError:
            return UsageError(
                both("{path}, line {line}: {what}.", path=path, line=line, what=what), hint=_HINT
            )

        kind = class_named(written)
        if not code or not name:
            raise wrong(both("an organisation has a code and a name"))
        if kind is None:
            raise wrong(both("{name!r} is no class of organisation", name=written))
        provinces = areas.provinces_named(province_name)
        if not provinces:
            raise wrong(both("there is no province {name!r}", name=province_name))
        province = provinces[0].code
        district: str | None = None
        if district_name and kind != PROVINCIAL_ORGANIZATION:
            found = [area for area in areas.districts_named(district_name) if area.code[:2] == province]
            if not found:
                raise wrong(
                    both(
                        "there is no district {district!r} in {province}",
                        district=district_name,
                        province=province_name,
                    )
                )
            district = found[0].code
        first, last, successor = ((row[head] or "").strip() if head else "" for head in past.values())
        if any(year and not _YEAR.fullmatch(year) for year in (first, last)):
            raise wrong(both("{year!r} is no fiscal year of the Buddhist Era", year=first or last))
        entry = Listed(
            code, name, kind, district, province,
            int(first) if first else None, int(last) if last else None, successor or None,
        )  # fmt: skip
        others = known[kind, plain(name), province, district]
        rival = next(
            (
                other_entry
                for other_entry in others
                if other_entry.key != code and _overlap(other_entry, entry)
            ),
            None,
        )
        if rival is not None:
            raise wrong(
                both(
                    "{name} in {district} has two codes, {rival} and {code}",
                    name=f"{written} {name}",
                    district=district_name,
                    rival=rival.key,
                    code=code,
                )
            )
        others.append(entry)
        yield entry


def _overlap(first: Listed, other: Listed) -> bool:
    """Whether two entries hold in one year."""
    starts = max(first.first or 0, other.first or 0)
    return starts <= min(first.last or _LATEST, other.last or _LATEST)
