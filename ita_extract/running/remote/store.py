"""fsspec, behind one door: brought when first needed, and its errors passed on without what they repeat of a URL."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

from ita_extract.errors import MissingExtraError
from ita_extract.messages.both import Both, both
from ita_extract.running.remote.address import EXTRAS, WEB, Address

Result = TypeVar("Result")

_ATTEMPTS = 4
_PAUSE = 1.0  # seconds before the second attempt; twice as long before each further one
_SILENCE = 60  # seconds without a byte from a web server
_LOGGERS = (
    "fsspec",
    "s3fs",
    "gcsfs",
    "adlfs",
    "aiohttp",
    "asyncio",
    "botocore",
    "aiobotocore",
    "azure",
    "urllib3",
)
_NO_CREDENTIALS = (
    "NoCredentialsError",
    "PartialCredentialsError",
    "CredentialRetrievalError",
    "TokenRetrievalError",
)
_MAY_PASS = (408, 425, 429)  # of the client errors of HTTP

# A file system of fsspec; the library has no types of its own.
FileSystem = Any


def connect(address: Address) -> FileSystem:
    """Return a file system that reads an address. Raises MissingExtraError.

    Nothing of it is shared with other runs, and no listing is kept: what a bucket holds may change.
    """
    extra = EXTRAS[address.scheme]
    try:
        kind = import_module("fsspec").get_filesystem_class(address.scheme)
    except ImportError:
        raise MissingExtraError(
            both("{scheme}:// needs libraries that are not installed.", scheme=address.scheme),
            hint=both("pip install 'ita-extract[{extra}]'", extra=extra or "s3"),
        ) from None
    for name in _LOGGERS:
        # Python prints the warnings of a library that nobody listens to, and theirs may repeat a signed URL.
        logging.getLogger(name).addHandler(logging.NullHandler())
    options: dict[str, Any] = {"skip_instance_cache": True, "use_listings_cache": False}
    if address.scheme in WEB:
        aiohttp = import_module("aiohttp")
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=_SILENCE, sock_read=_SILENCE)
        # Encoded already: a signature must arrive as it was made.
        options |= {"encoded": True, "client_kwargs": {"timeout": timeout}}
    elif extra == "abfs":
        options |= kind._get_kwargs_from_urls(address.target)
    files = kind(**options)
    if extra == "s3":
        files.retries = (
            1  # s3fs goes on in the middle of a file, which may be another by then; ours begins anew
        )
    return files


def attempted(call: Callable[[], Result], wait: Callable[[float], object] = time.sleep) -> Result:
    """Return what a call gives; one that fails for a reason that may pass is made again, three times at most."""
    for attempt in range(1, _ATTEMPTS):
        try:
            return call()
        except Exception as error:
            if not _may_pass(error):
                raise
            wait(_PAUSE * 2 ** (attempt - 1))
    return call()


def reason(error: BaseException) -> Both:
    """Return why a store did not do what was asked, in words of our own: theirs repeat URLs with all they hold."""
    name = type(error).__name__
    status = getattr(error, "status", None)
    if isinstance(error, FileNotFoundError):
        return both("it does not exist")
    if name in _NO_CREDENTIALS:
        return both("no credentials were found")
    if isinstance(error, PermissionError) or status in (401, 403):
        return both("access is denied")
    if isinstance(status, int):
        return both("the server answers with status {status}", status=status)
    if isinstance(error, TimeoutError) or "Timeout" in name:
        return both("the server does not answer in time")
    if "Connect" in name:
        return both("the server cannot be reached")
    if isinstance(error, OSError) and error.errno:
        name = f"{os.strerror(error.errno)} ({name})"
    return Both(name, name)


def _may_pass(error: Exception) -> bool:
    from ita_extract.errors import ItaExtractError

    if isinstance(error, ItaExtractError | FileNotFoundError | PermissionError | FileExistsError):
        return False
    if type(error).__name__ in _NO_CREDENTIALS:
        return False
    status = getattr(error, "status", None)
    return not (isinstance(status, int) and 400 <= status < 500 and status not in _MAY_PASS)
