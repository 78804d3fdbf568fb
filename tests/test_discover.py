from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from ita_extract.errors import NoInputError, UsageError
from ita_extract.running import discover as subject
from ita_extract.running.discover import discover
from ita_extract.running.run import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.pdf",
        "a.PDF",
        "notes.txt",
        ".hidden.pdf",
        "~$b.pdf",
        "._b.pdf",
        "2568/ทุ่งผึ้ง.pdf",
        "2568/b.pdf",
        ".git/x.pdf",
        "empty/readme.md",
    ):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    (tmp_path / "in" / "folder.pdf").mkdir()
    return tmp_path / "in"


def sources(*names: str | Path) -> list[str]:
    return [found.source for found in discover(names)]


def test_folder(folder: Path) -> None:
    found = discover([folder])
    assert [file.source for file in found] == ["2568/b.pdf", "2568/ทุ่งผึ้ง.pdf", "a.PDF", "b.pdf"]
    assert all(file.path == folder / file.source for file in found)


def test_named_file_is_taken_whatever_its_ending(folder: Path) -> None:
    assert sources(folder / "notes.txt", folder / ".hidden.pdf") == [".hidden.pdf", "notes.txt"]


def test_globs(folder: Path) -> None:
    assert sources(f"{folder}/*.pdf") == ["b.pdf"]
    assert sources(f"{folder}/**/b.pdf") == ["2568/b.pdf", "b.pdf"]
    assert sources(f"{folder}/25*") == ["2568/b.pdf", "2568/ทุ่งผึ้ง.pdf"]
    assert sources(f"{folder}/*.txt") == ["notes.txt"]


def test_relative_names(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert sources("2568") == ["b.pdf", "ทุ่งผึ้ง.pdf"]
    assert sources("*.pdf") == ["b.pdf"]
    assert sources(".") == ["2568/b.pdf", "2568/ทุ่งผึ้ง.pdf", "a.PDF", "b.pdf"]


def test_a_name_that_looks_like_a_glob(folder: Path) -> None:
    (folder / "report [1].pdf").write_bytes(b"x")
    assert sources(folder / "report [1].pdf") == ["report [1].pdf"]


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    assert sources(folder / "b.pdf", folder, f"{folder}/*.pdf") == [
        "2568/b.pdf",
        "2568/ทุ่งผึ้ง.pdf",
        "a.PDF",
        "b.pdf",
    ]


@pytest.mark.parametrize("name", ["nothing.pdf", "*.docx", "empty", "../nowhere/*.pdf"])
def test_an_input_that_matches_nothing_is_an_error_even_beside_others(folder: Path, name: str) -> None:
    with pytest.raises(NoInputError):
        discover([folder / "b.pdf", folder / name])


def test_no_input_at_all() -> None:
    with pytest.raises(NoInputError):
        discover([])


@pytest.mark.parametrize(
    "name",
    [
        "ftp://example.org/hidden.pdf",
        "s3://user:hidden@bucket/a.pdf",
        "s3://hidden@bucket/a.pdf",
        "s3:///a.pdf",
        "https://user:hidden/@host:port/a.pdf",
        Path("s3://bucket/a.pdf"),
    ],
)
def test_an_address_that_cannot_be_read_is_a_usage_error_and_is_not_shown(name: str | Path) -> None:
    with pytest.raises(UsageError) as caught:
        discover([name])
    assert "hidden" not in f"{caught.value}{caught.value.hint}"


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(NoInputError, match=r"a pipe \(FIFO\), neither a file nor a folder"):
        discover([tmp_path / "pipe.pdf"])
    with pytest.raises(NoInputError, match="no PDF"):
        discover([tmp_path])


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    (folder / "2568" / "round").symlink_to(folder, target_is_directory=True)
    assert len(discover([folder])) == 4


def test_a_folder_that_cannot_be_listed_is_said_loudly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def closed(path: str | os.PathLike[str]) -> object:
        if Path(path).name == "2568":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(subject.os, "scandir", closed)
    skipped: list[subject.Skipped] = []
    found = discover([folder], skipped)
    assert all("2568/" not in file.source for file in found)
    assert skipped == [subject.Skipped("2568", "a folder that cannot be listed (Permission denied)")]
    with pytest.raises(NoInputError, match="2568: a folder that cannot be listed"):
        discover([folder / "2568"])


def test_what_is_no_file_is_listed_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "inside").mkdir()
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "nowhere.pdf").symlink_to(tmp_path / "gone.pdf")
    (tmp_path / "loop.pdf").symlink_to(tmp_path / "loop.pdf")
    (tmp_path / "device.pdf").symlink_to("/dev/null")
    (tmp_path / "folder.pdf").symlink_to(tmp_path / "inside", target_is_directory=True)
    with socket.socket(socket.AF_UNIX) as listening:
        home = Path.cwd()
        os.chdir(tmp_path)  # the name of a socket may not be long
        try:
            listening.bind("socket.pdf")
        finally:
            os.chdir(home)
        skipped: list[subject.Skipped] = []
        assert [file.source for file in discover([tmp_path], skipped)] == ["a.pdf"]
    assert dict(skipped) == {
        "device.pdf": "a device",
        "folder.pdf": "a link to a folder",
        "loop.pdf": "a link that leads to itself",
        "nowhere.pdf": "a link that leads nowhere",
        "pipe.pdf": "a pipe (FIFO)",
        "socket.pdf": "a socket",
    }
    with pytest.raises(NoInputError, match="leads to itself"):
        discover([tmp_path / "loop.pdf"])


def test_a_run_tells_what_it_skips_and_leaves_its_output_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "in" / "out").mkdir(parents=True)
    for name in ("in/a.pdf", "in/out/b.pdf"):
        (tmp_path / name).write_bytes(b"no PDF")
    os.mkfifo(tmp_path / "in" / "pipe.pdf")
    summary = run([tmp_path / "in"], tmp_path / "in" / "out", workers=0)
    assert summary.inputs == 1
    assert "pipe.pdf: skipped, it is a pipe (FIFO)" in caplog.text
    assert "1 file in it is not read" in caplog.text
    with pytest.raises(UsageError, match="is an input too"):
        run([tmp_path / "in"], tmp_path / "in", workers=0)


def test_a_name_in_an_old_thai_encoding_is_shown(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xb7\xb4\xca.pdf")
    (tmp_path / name).write_bytes(b"x")
    found = discover([tmp_path])
    assert found[0].source == r"\xb7\xb4\xca.pdf"
    assert found[0].path.read_bytes() == b"x"
