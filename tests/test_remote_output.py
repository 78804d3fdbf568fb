"""An output folder in a bucket: a real S3 server on this machine, the same bytes as in a folder of its own."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from faults import fault_extract
from outputs import lay, snapshot, stand_in_workbook

from ita_extract.errors import (
    ExitCode,
    ItaExtractError,
    LockedError,
    NoInputError,
    OutputError,
    RemoteAccessError,
    UsageError,
)
from ita_extract.model import Status
from ita_extract.running import tables_made
from ita_extract.running.remote import store
from ita_extract.running.remote.staging import _Staging
from ita_extract.running.run import run
from ita_extract.writing.csv_tables import write_csv_tables


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    from moto.moto_server.threaded_moto_server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    served = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    served.start()
    host, port = served.get_host_and_port()
    yield f"http://{host}:{port}"
    served.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Connect to an empty bucket named `reports`."""
    import s3fs

    monkeypatch.setattr(tables_made, "write_tables", write_csv_tables)
    monkeypatch.setattr(tables_made, "write_workbook", stand_in_workbook)
    monkeypatch.setattr(store, "_PAUSE", 0.01)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name, value in {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "hidden-key",
        "AWS_SECRET_ACCESS_KEY": "hidden-secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
    }.items():
        monkeypatch.setenv(name, value)
    files = s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False)
    if files.exists("reports"):
        files.rm("reports", recursive=True)
    files.mkdir("reports")
    return files


def filled(folder: Path) -> Path:
    lay(folder, a="ok 1", b="ok 2", c="ok 1", d="leave")
    (folder / "2568").mkdir(exist_ok=True)
    (folder / "2568" / "รายงาน ทุ่งผึ้ง%20 (1).pdf").write_bytes(b"ok 3")
    return folder


def stored(bucket: Any) -> dict[str, bytes]:
    found = {key.removeprefix("reports/out/"): bucket.cat_file(key) for key in bucket.find("reports/out")}
    found.pop("manifest.jsonl")
    return found


def test_from_a_bucket_into_a_bucket_and_again(
    bucket: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = filled(tmp_path / "in")
    bucket.put(str(folder), "reports/in", recursive=True)
    run([folder], tmp_path / "whole", extractor=fault_extract, workers=0)
    whole = snapshot(tmp_path / "whole")
    run(["s3://reports/in/"], tmp_path / "out", extractor=fault_extract, workers=2)
    assert snapshot(tmp_path / "out") == whole
    first = run(["s3://reports/in"], "s3://reports/out/", extractor=fault_extract, workers=2)
    assert (first.output, first.exit_code) == ("s3://reports/out", ExitCode.SOME_FAILED)
    assert stored(bucket) == whole
    before = {key: entry["LastModified"] for key, entry in bucket.find("reports/out", detail=True).items()}
    time.sleep(1.1)  # the store's times are whole seconds
    again = run([folder], "s3://reports/out", extractor=fault_extract, workers=0)
    assert again.unchanged == {Status.OK: 4, Status.FAILED: 1}
    after = {key: entry["LastModified"] for key, entry in bucket.find("reports/out", detail=True).items()}
    assert after == before  # nothing that had not changed was written
    assert not list(tmp_path.glob("ita-extract-*"))
    assert "hidden" not in caplog.text + repr(first) + str(stored(bucket))


def test_killed_before_the_manifest_the_next_run_ends_with_the_same_bytes(
    bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled(tmp_path / "in")
    run([folder], tmp_path / "whole", extractor=fault_extract, workers=0)
    plain = _Staging._send
    for last in ("documents/", "csv/"):
        with monkeypatch.context() as patch:

            def dying(self: _Staging, names: list[str], last: str = last) -> None:
                plain(self, names)
                if any(name.startswith(last) for name in names):
                    raise KeyboardInterrupt

            patch.setattr(_Staging, "_send", dying)
            lay(folder, e="ok 5", **{last[:2]: f"ok {last}"})
            with pytest.raises(KeyboardInterrupt):
                run([folder], "s3://reports/out", extractor=fault_extract, workers=0)
        assert "reports/out/manifest.jsonl" not in bucket.find("reports/out")
        assert bucket.find("reports/out/documents")
    run([folder], tmp_path / "whole", extractor=fault_extract, workers=0)
    run([folder], "s3://reports/out", extractor=fault_extract, workers=0)
    assert stored(bucket) == snapshot(tmp_path / "whole")


def test_an_interrupted_run_keeps_what_is_done(bucket: Any, tmp_path: Path) -> None:
    folder = filled(tmp_path / "in")

    def impatient(step: Any) -> None:
        if step.done == 2:
            raise KeyboardInterrupt

    first = run([folder], "s3://reports/out", extractor=fault_extract, workers=0, progress=impatient)
    assert first.exit_code == ExitCode.INTERRUPTED
    assert len(bucket.cat_file("reports/out/manifest.jsonl").splitlines()) == 2
    assert run([folder], "s3://reports/out", extractor=fault_extract, workers=0).unchanged.keys() == {
        Status.OK
    }
    run([folder], tmp_path / "whole", extractor=fault_extract, workers=0)
    assert stored(bucket) == snapshot(tmp_path / "whole")


def test_a_lock_that_lives_is_respected_and_a_dead_one_is_not(bucket: Any, tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1")
    held = {"holder": "process 7 on elsewhere", "token": "other", "renewed": time.time() - 30}
    for data in (json.dumps(held).encode(), b"no lock of ours"):
        bucket.pipe_file("reports/out/.lock", data)
        with pytest.raises(LockedError) as caught:
            run([folder], "s3://reports/out", extractor=fault_extract, workers=0)
        assert "s3://reports/out/.lock" in caught.value.hint
    assert bucket.find("reports/out") == ["reports/out/.lock"]
    bucket.pipe_file("reports/out/.lock", json.dumps(held | {"renewed": time.time() - 3600}).encode())
    run([folder], "s3://reports/out", extractor=fault_extract, workers=0)
    assert "reports/out/.lock" not in bucket.find("reports/out")


def test_what_others_laid_into_the_bucket_is_left_alone(bucket: Any, tmp_path: Path) -> None:
    bucket.pipe_file("reports/out/notes.txt", b"mine")
    bucket.pipe_file("reports/out/documents/../../x.json", b"out")
    run([lay(tmp_path / "in", a="ok 1")], "s3://reports/out", extractor=fault_extract, workers=0)
    assert bucket.cat_file("reports/out/notes.txt") == b"mine"


@pytest.mark.parametrize(
    ("inputs", "output", "change", "expected", "code"),
    [
        ("s3://missing-bucket/in", None, {}, NoInputError, 4),
        ("s3://reports/none.pdf", None, {}, NoInputError, 4),
        (
            "s3://reports/in",
            None,
            {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""},
            RemoteAccessError,
            2,
        ),
        ("s3://reports/in", None, {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, RemoteAccessError, 2),
        (None, "s3://missing-bucket/out", {}, OutputError, 5),
        (None, "s3://reports/out", {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, OutputError, 5),
        (None, "https://example.org/out", {}, UsageError, 2),
        (None, "s3://reports/out?hidden", {}, UsageError, 2),
    ],
)
def test_what_is_wrong_with_a_store_is_said_clearly(
    bucket: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    inputs: str | None,
    output: str | None,
    change: dict[str, str],
    expected: type[ItaExtractError],
    code: int,
) -> None:
    for name, value in change.items():
        if value:
            monkeypatch.setenv(name, value)
        else:
            monkeypatch.delenv(name)
    folder = lay(tmp_path / "local", a="ok 1")
    with pytest.raises(expected) as caught:
        run([inputs or folder], output or tmp_path / "out", extractor=fault_extract, workers=0)
    assert caught.value.exit_code == code
    assert "hidden" not in f"{caught.value}{caught.value.hint}"
    assert "127.0.0.1" not in str(caught.value)


def test_results_that_cannot_be_written_back_are_kept(
    bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: _Staging, names: list[str]) -> None:
        raise OSError(28, "No space left")

    monkeypatch.setattr(_Staging, "_send", full)
    with pytest.raises(OutputError, match="cannot be written") as caught:
        run([lay(tmp_path / "in", a="ok 1")], "s3://reports/out", extractor=fault_extract, workers=0)
    (kept,) = tmp_path.glob("ita-extract-*")
    assert str(kept) in caught.value.hint
    assert (kept / "manifest.jsonl").exists()
