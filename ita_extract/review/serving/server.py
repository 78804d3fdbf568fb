"""The pages over HTTP on 127.0.0.1: a secret in each address, and no word to another site."""

from __future__ import annotations

import hmac
import json
import logging
import re
import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ita_extract.deciding.columns import InvalidDecisionError
from ita_extract.errors import OutputError, UsageError
from ita_extract.messages import N_, _
from ita_extract.messages.both import both
from ita_extract.review.making import FOLDER
from ita_extract.review.serving.desk import Desk

HOST = "127.0.0.1"
_PAGE = re.compile(r"(?:[a-z0-9-]+/)?[A-Za-z0-9-]+\.html")
_DOCUMENT = re.compile(r"d[0-9a-f]{16}")
_MOST_BYTES = 1_000_000  # of what a page sends
_POLICY = re.compile(
    r"(<meta http-equiv=\"Content-Security-Policy\" content=\"default-src (?P<mark>'|&#39;)none(?P=mark));"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_BARE_POLICY = "default-src 'none'; frame-ancestors 'none'"
log = logging.getLogger("ita_extract.review")


class PageServer(ThreadingHTTPServer):
    """Serves the pages of one folder. Its address holds a secret: who does not know it is told nothing."""

    daemon_threads = True

    def __init__(self, desk: Desk, port: int = 0) -> None:
        """Listen on a port of this machine, any free one for 0. Raises UsageError for one that is taken."""
        self.desk = desk
        self.token = secrets.token_urlsafe(24)
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            raise UsageError(
                both("Port {port} cannot be used: {why}.", port=port, why=error.strerror or error),
                hint=N_("Leave --port out: any free one is taken."),
            ) from error

    @property
    def origin(self) -> str:
        """Return where it listens, as a browser names it."""
        return f"http://{HOST}:{self.server_address[1]}"

    @property
    def address(self) -> str:
        """Return the address of the queue, with the secret."""
        return f"{self.origin}/{self.token}/queue.html"


class _Refused(Exception):
    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    server: PageServer
    protocol_version = "HTTP/1.1"
    server_version = "ita-extract"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        self._answered(self._get)

    def do_POST(self) -> None:
        self._answered(self._post)

    def _answered(self, answer: Any) -> None:
        try:
            name, query = self._asked_for()
            answer(name, query)
        except _Refused as refused:
            self.close_connection = True
            self._send_json({"message": str(refused)}, refused.status)
        except InvalidDecisionError as error:
            self._send_json({"message": error.said}, HTTPStatus.UNPROCESSABLE_ENTITY)
        except OutputError as error:
            log.error("%s", error.said)
            self._send_json({"message": error.said}, HTTPStatus.INSUFFICIENT_STORAGE)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _asked_for(self) -> tuple[str, dict[str, list[str]]]:
        """Return what is asked for behind the secret. Raises _Refused for whoever does not come from these pages."""
        own = {f"{HOST}:{self.server.server_address[1]}"}
        if not ip_address(self.client_address[0]).is_loopback or self.headers.get("Host") not in own:
            raise _Refused(HTTPStatus.FORBIDDEN, _("This address is for this machine alone."))
        parts = urlsplit(self.path)
        token, _slash, name = parts.path.lstrip("/").partition("/")
        if not hmac.compare_digest(token.encode(), self.server.token.encode()):
            raise _Refused(HTTPStatus.FORBIDDEN, _("Open the address that the command printed."))
        # a browser says from where a request comes: another site may neither read nor write
        if self.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            raise _Refused(HTTPStatus.FORBIDDEN, _("Another site may not ask for this."))
        if self.headers.get("Origin", self.server.origin) != self.server.origin:
            raise _Refused(HTTPStatus.FORBIDDEN, _("Another site may not ask for this."))
        return name or "queue.html", parse_qs(parts.query)

    def _get(self, name: str, query: dict[str, list[str]]) -> None:
        desk = self.server.desk
        if name == "queue":
            self._send_json({"open": desk.queue()})
        elif name == "next":
            self._send_json({"document_id": desk.next_after((query.get("after") or [""])[0])})
        elif name.startswith("decisions/"):
            self._send_json(desk.state(self._document(name)))
        elif _PAGE.fullmatch(name):
            self._send_page(desk.output / FOLDER / name)
        else:
            raise _Refused(HTTPStatus.NOT_FOUND, _("There is no such page."))

    def _post(self, name: str, _query: dict[str, list[str]]) -> None:
        # a form of another site cannot say this without asking first, which is answered by nothing
        if self.headers.get_content_type() != "application/json" or "Origin" not in self.headers:
            raise _Refused(HTTPStatus.FORBIDDEN, _("Only the pages themselves may keep decisions."))
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _MOST_BYTES:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("That is too much at once."))
        if not name.startswith("decisions/"):
            raise _Refused(HTTPStatus.NOT_FOUND, _("There is no such page."))
        body = self.rfile.read(int(length))
        self._send_json(self.server.desk.decide(self._document(name), body))

    def _document(self, name: str) -> str:
        document_id = name.removeprefix("decisions/")
        if not _DOCUMENT.fullmatch(document_id) or not self.server.desk.has(document_id):
            raise _Refused(HTTPStatus.NOT_FOUND, _("There is no such report."))
        return document_id

    def _send_page(self, path: Path) -> None:
        try:
            text = path.read_text(encoding="utf-8")
        except OSError:
            raise _Refused(HTTPStatus.NOT_FOUND, _("There is no such page.")) from None
        # the page may ask this server, and knows that it is served; all else stays as strict as in the file
        text = _POLICY.sub(r"\1; connect-src \g<mark>self\g<mark>;", text, count=1)
        text = text.replace("<head>", '<head>\n<meta name="served" content="yes">', 1)
        self._send(text.encode(), "text/html; charset=utf-8", HTTPStatus.OK, "frame-ancestors 'none'")

    def _send_json(self, data: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> None:
        body = json.dumps(data, ensure_ascii=False).encode()
        self._send(body, "application/json; charset=utf-8", status, _BARE_POLICY)

    def _send(self, body: bytes, kind: str, status: HTTPStatus, policy: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", policy)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Write no line for each request: the address holds the secret."""
