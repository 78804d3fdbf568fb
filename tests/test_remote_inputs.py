"""Files behind addresses: listed as folders of this machine are, fetched within limits, told without secrets."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import fsspec
import pytest
from conftest import make_report
from faults import fault_extract
from outputs import PATIENCE, codes, documents, lay, snapshot, stand_in_workbook

from ita_extract.errors import ExitCode, MissingExtraError, NoInputError, UsageError
from ita_extract.model import Report, Status
from ita_extract.running import run as running
from ita_extract.running import tables_made
from ita_extract.running.discover import discover
from ita_extract.running.limits import Limits
from ita_extract.running.remote import store
from ita_extract.running.remote.address import parse_address
from ita_extract.running.run import run
from ita_extract.writing.csv_tables import write_csv_tables
from ita_extract.writing.documents import read_documents

NAMES = ("b.pdf", "a.PDF", "2568/ทุ่งผึ้ง 1.pdf", "2568/ร้อย%20.pdf", "2568/q?a#b.pdf", "deep/er/x.pdf")
LEFT_OUT = ("notes.txt", ".hidden.pdf", "~$b.pdf", ".git/x.pdf", "2568/.git/x.pdf")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_made, "write_tables", write_csv_tables)
    monkeypatch.setattr(tables_made, "write_workbook", stand_in_workbook)
    monkeypatch.setattr(store, "_PAUSE", 0.01)


@pytest.fixture
def memory() -> Iterator[Any]:
    files = fsspec.filesystem("memory")
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


def put(memory: Any, base: str = "/in", **more: bytes) -> None:
    for name in (*NAMES, *LEFT_OUT):
        memory.pipe_file(f"{base}/{name}", f"ok {name.encode().hex()}".encode())
    for name, data in more.items():
        memory.pipe_file(f"{base}/{name}.pdf", data)


def sources(*names: str) -> list[str]:
    return [found.source for found in discover(names)]


def test_a_folder_a_file_and_globs_follow_the_rules_of_this_machine(memory: Any) -> None:
    put(memory)
    assert sources("memory://in") == sources("memory://in/") == sorted(NAMES)
    assert sources("memory://in/notes.txt") == ["notes.txt"]
    assert sources("memory://in/*.pdf") == ["b.pdf"]
    assert sources("memory://in/**/*.pdf") == sorted(set(NAMES) - {"a.PDF"})
    assert sources("memory://in/25*") == [name for name in sorted(NAMES) if name.startswith("2568/")]
    assert sources("memory://in/2568/q?a#b.pdf") == ["q?a#b.pdf"]
    assert sources("memory://in/b.pdf", "memory://in/") == sorted(NAMES)


@pytest.mark.parametrize(
    "name", ["memory://nothing", "memory://in/*.docx", "memory://in/x.pdf?Signature=hidden"]
)
def test_what_does_not_exist_is_said_without_its_query(memory: Any, name: str) -> None:
    put(memory)
    with pytest.raises(NoInputError) as caught:
        discover([name])
    assert "hidden" not in str(caught.value)


def test_a_library_that_is_missing_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(store, "import_module", missing)
    for url, extra in {
        "s3://b/a": "s3",
        "gs://b": "gs",
        "az://c/a": "abfs",
        "http://h/a.pdf": "https",
    }.items():
        with pytest.raises(MissingExtraError) as caught:
            discover([url])
        assert caught.value.hint == f"pip install 'ita-extract[{extra}]'"
        assert caught.value.exit_code is ExitCode.USAGE


def test_an_address_shows_no_secret() -> None:
    secret = parse_address("https://me:hidden@host:8443/a/%E0%B8%81.pdf?X-Amz-Signature=hidden#hidden")
    assert str(secret) == secret.shown == "https://host:8443/a/%E0%B8%81.pdf"
    assert "hidden" not in repr(secret)
    assert secret.file_name == "ก.pdf"
    assert parse_address("https://host/a%2Fb%00.pdf").file_name == "a%2Fb%00.pdf"
    assert parse_address("abfs://box@account.example/a.pdf").shown == "abfs://box@account.example/a.pdf"


@pytest.mark.parametrize("workers", [0, 2])
def test_the_same_bytes_as_from_a_folder_and_nothing_to_do_again(
    memory: Any, tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    many = {f"m{number:02}": f"ok {number // 2}".encode() for number in range(20)}  # each twice
    put(memory, **many)
    for name in NAMES:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(memory.cat_file(f"/in/{name}"))
    lay(tmp_path / "in", **{name: data.decode() for name, data in many.items()})
    first = run(["memory://in"], tmp_path / "out", extractor=fault_extract, workers=workers)
    assert (first.inputs, first.duplicates) == (26, 10)
    run([tmp_path / "in"], tmp_path / "whole", extractor=fault_extract, workers=0)
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "whole")
    again = run(["memory://in"], tmp_path / "out", extractor=fault_extract, workers=workers)
    assert again.unchanged == {Status.OK: 26}
    assert not list(tmp_path.glob("ita-extract-*"))  # no copy is left


def test_only_a_few_copies_lie_on_the_disk_at_a_time(
    memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    put(memory, **{f"m{number}": f"ok {number}".encode() for number in range(40)})
    most = []

    def counting(path: Path, *, source: str | None = None) -> Report:
        most.append(len(list(path.parent.iterdir())))
        return make_report(path.read_bytes(), source or path.name, status=Status.OK)

    run(["memory://in"], tmp_path / "out", extractor=counting, workers=0)
    assert len(most) == 46
    assert max(most) <= 5


def test_a_file_over_the_limit_is_not_fetched_and_one_that_lies_is_broken_off(
    memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, fetched = type(memory), []
    plain = kind.get_file
    monkeypatch.setattr(
        kind, "get_file", lambda self, key, *a, **o: (fetched.append(key), plain(self, key, *a, **o))[1]
    )
    memory.pipe_file("/in/big.pdf", b"x" * (1024 * 1024 + 1))
    memory.pipe_file("/in/lies.pdf", b"x" * (3 * 1024 * 1024))
    memory.pipe_file("/in/less.pdf", b"ok")
    honest = kind.find

    def lying(self: Any, path: str, **options: Any) -> Any:
        found = honest(self, path, **options)
        for key in ("/in/lies.pdf", "/in/less.pdf"):
            found[key] = found[key] | {"size": 5}
        return found

    monkeypatch.setattr(kind, "find", lying)
    run(["memory://in"], tmp_path / "out", extractor=fault_extract, workers=0, limits=Limits(file_mb=1))
    assert codes(tmp_path / "out") == {"big.pdf": "too_large", "lies.pdf": "too_large", "less.pdf": "io"}
    assert "/in/big.pdf" not in fetched


def test_a_file_that_vanishes_is_read_by_a_later_run(
    memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(memory)
    run(["memory://in"], tmp_path / "whole", extractor=fault_extract, workers=0)
    for before in (False, True):  # it was never there; it was there before
        output = tmp_path / f"{before}"
        if before:
            run(["memory://in"], output, extractor=fault_extract, workers=0)
        with monkeypatch.context() as patch:
            patch.setattr(type(memory), "get_file", broken("/b.pdf", type(memory).get_file))
            assert run(["memory://in"], output, extractor=fault_extract, workers=0).failed == 1
        assert [report.document.error_code for report in read_documents(output)].count("io") == 1
        run(["memory://in"], output, extractor=fault_extract, workers=0)
        assert snapshot(output) == snapshot(tmp_path / "whole")


def broken(name: str, plain: Any) -> Any:
    def get_file(self: Any, key: str, *words: Any, **options: Any) -> Any:
        if key.endswith(name):
            raise ConnectionResetError(104, "https://me:hidden@host/?hidden")
        return plain(self, key, *words, **options)

    return get_file


def test_a_fetch_that_fails_is_made_again(
    memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe_file("/in/a.pdf", b"ok 1")
    tries = []
    plain = type(memory).get_file

    def unsteady(self: Any, *words: Any, **options: Any) -> Any:
        tries.append(1)
        if len(tries) < 4:
            raise TimeoutError
        return plain(self, *words, **options)

    monkeypatch.setattr(type(memory), "get_file", unsteady)
    assert run(["memory://in"], tmp_path / "out", extractor=fault_extract, workers=0).exit_code == 0
    assert len(tries) == 4


def test_a_cluster_elsewhere_is_refused(memory: Any, tmp_path: Path) -> None:
    put(memory)
    with pytest.raises(UsageError, match="cannot see"):
        run(["memory://in"], tmp_path / "out", extractor=fault_extract, scheduler="tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match="cannot see"):
        run([lay(tmp_path / "in", a="ok 1")], "memory://out", scheduler="tcp://127.0.0.1:9")


class _Web(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path == "/closed.pdf":
            return self._answer(403, b"")
        if path == "/busy.pdf":
            return self._answer(503, b"")
        if path == "/endless.pdf":  # tells no size, and does not end
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            try:
                for _ in range(64):
                    self.wfile.write(b"80000\r\n" + b"x" * 0x80000 + b"\r\n")
            except OSError:
                pass
            return None
        if path == "/short.pdf":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"ok half")
            self.close_connection = True
            return None
        if path.endswith("/%E0%B8%81%20(1).pdf") and query == "sig=hidden%2Fa%3D":
            return self._answer(200, b"ok 1")
        return self._answer(404, b"")

    def _answer(self, status: int, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def web() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Web) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


def test_web_addresses_with_secrets_that_nobody_sees(
    web: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, logger="ita_extract")
    names = ("ก (1).pdf", "closed.pdf", "busy.pdf", "endless.pdf", "short.pdf", "none.pdf")
    urls = [f"http://me:hidden@{web}/{name}?sig=hidden%2Fa%3D#hidden" for name in names]
    summary = run(urls, tmp_path / "out", extractor=fault_extract, workers=0, limits=Limits(file_mb=2))
    assert codes(tmp_path / "out") == {
        "ก (1).pdf": "ok",
        "closed.pdf": "io",
        "busy.pdf": "io",
        "endless.pdf": "too_large",
        "short.pdf": "io",
        "none.pdf": "io",
    }
    stated = {
        name: report.document.error_message or "" for name, report in documents(tmp_path / "out").items()
    }
    assert "access is denied" in stated["closed.pdf"]
    assert "status 503" in stated["busy.pdf"]
    assert "does not exist" in stated["none.pdf"]
    traces = "".join(str(record.exc_info) for record in caplog.records)
    written = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*.*"))
    captured = capfd.readouterr()
    for text in (
        caplog.text,
        traces,
        captured.out,
        captured.err,
        repr(summary),
        written.decode(errors="replace"),
    ):
        assert "hidden" not in text
        assert "127.0.0.1" not in text


def test_a_silent_server_does_not_hold_up_a_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/slow/a.pdf", b"ok 1")
    over, waited = threading.Event(), []
    monkeypatch.setattr(
        type(memory), "get_file", lambda *_words, **_options: waited.append(over.wait(PATIENCE))
    )

    def impatient(step: running.Progress) -> None:
        if step.seconds > 0.3:
            raise KeyboardInterrupt

    summary = run(["memory://slow"], tmp_path / "out", extractor=fault_extract, workers=0, progress=impatient)
    assert (summary.unread, summary.exit_code) == (1, ExitCode.INTERRUPTED)
    assert not waited  # the run is over, and the server still silent
    over.set()
