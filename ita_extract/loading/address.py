"""Where to load to: a URL taken apart, so that no password can reach a log line or an error message."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from ita_extract.errors import UsageError
from ita_extract.messages import N_
from ita_extract.messages.both import both

_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_RESERVED = frozenset({"information_schema", "system", "temp"})  # and all that begin with pg_
_POSTGRES = ("postgresql", "postgres")
_HINT = N_(
    "Use duckdb:///warehouse.duckdb (four slashes for a path from the root) or postgresql://user@host/database."
)
# libpq's own names; whatever else stands in a query may be a misspelt secret, and is refused without being shown.
_OPTIONS = frozenset(
    {
        "application_name",
        "channel_binding",
        "connect_timeout",
        "hostaddr",
        "keepalives",
        "options",
        "passfile",
        "require_auth",
        "service",
        "sslcert",
        "sslkey",
        "sslmode",
        "sslpassword",
        "sslrootcert",
        "target_session_attrs",
    }
)


@dataclass(frozen=True)
class DuckdbAddress:
    """A DuckDB file."""

    path: Path

    def __str__(self) -> str:
        """Return what may be shown: which file it is, wherever one stands."""
        return f"duckdb:///{self.path.absolute()}"


@dataclass(frozen=True)
class PostgresAddress:
    """A PostgreSQL database; `parameters` (with the password, where the URL has one) are libpq's own."""

    shown: str
    parameters: dict[str, str] = field(repr=False)

    def __str__(self) -> str:
        """Return what may be shown: no user, no password, no options."""
        return self.shown

    def scrub(self, text: str) -> str:
        """Return a message of the driver without the URL's secrets, should it repeat them."""
        for name in ("password", "sslpassword"):
            secret = self.parameters.get(name)
            if secret:
                text = text.replace(secret, "***")
        return text


def parse_address(url: str) -> DuckdbAddress | PostgresAddress:
    """Return where a URL leads. Raises UsageError, which never shows the URL."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise UsageError(
            N_("--to is no URL."),
            hint=both("{hint} In a password, [ ] / : @ % are written %5B %5D …", hint=both(_HINT)),
        ) from None
    if parts.scheme == "duckdb":
        path = unquote(parts.path).removeprefix("/")
        if parts.netloc or parts.query or parts.fragment or not path:
            raise UsageError(N_("--to names no DuckDB file."), hint=_HINT)
        return DuckdbAddress(Path(path))
    if parts.scheme not in _POSTGRES:
        raise UsageError(N_("--to is neither DuckDB nor PostgreSQL."), hint=_HINT)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.fragment or not set(options) <= _OPTIONS:
        raise UsageError(N_("--to has an option that PostgreSQL does not know (not shown here)."), hint=_HINT)
    given = {
        "host": unquote(parts.hostname or ""),
        "port": str(port) if port else "",
        "dbname": unquote(parts.path.removeprefix("/")),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
    }
    named = {
        name: value for name, value in given.items() if value
    }  # the rest libpq takes from the environment
    authority = "".join(
        (
            named.get("host", ""),
            f":{port}" if port else "",
            f"/{named['dbname']}" if "dbname" in named else "",
        )
    )
    return PostgresAddress(f"postgresql://{authority}", options | named)


def checked_schema(name: str) -> str:
    """Return the name of a schema. Raises UsageError for one that would need quoting in every query."""
    if name in _RESERVED or name.startswith("pg_"):
        raise UsageError(
            both("The schema {name} is the database's own.", name=name),
            hint=N_("Name another one, as in: --schema ita"),
        )
    if not _SCHEMA.fullmatch(name):
        raise UsageError(
            both("{name!r} is no name for a schema.", name=name),
            hint=N_("Use small letters, digits and _, as in: --schema ita"),
        )
    return name
