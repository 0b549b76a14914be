"""A file is put in place whole or not at all."""

from __future__ import annotations

import os
import resource
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engross.errors import StorageError
from engross.workspace.writing import as_it_was, put_file


@contextmanager
def _files_no_larger_than(size: int) -> Iterator[None]:
    """The system itself refuses to write more, as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_the_file_holds_exactly_the_bytes_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    put_file(tmp_path / "firm.yaml", b"old")
    put_file(tmp_path / "firm.yaml", b"new\r\n")

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "firm.yaml": b"new\r\n"
    }


def test_a_file_that_was_there_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "firm.yaml"
    path.touch()
    path.chmod(0o640)

    put_file(path, b"new")

    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("before", [b"what it was", None])
def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "firm.yaml"
    if before is not None:
        path.write_bytes(before)

    with _files_no_larger_than(100), pytest.raises(OSError, match="large"):
        put_file(path, b"x" * 5_000)

    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([before] if before else [])


def test_file_and_folder_are_on_the_disk_before_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[bool] = []
    sync = os.fsync

    def noted(descriptor: int) -> None:
        folders.append(stat.S_ISDIR(os.fstat(descriptor).st_mode))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    put_file(tmp_path / "firm.yaml", b"new")

    assert folders == [False, True]


def _stop_after(path: Path, change: Callable[[], object]) -> None:
    with as_it_was(path):
        change()
        raise KeyboardInterrupt


def test_a_file_is_as_it_was_after_a_block_that_fails_and_only_then(tmp_path: Path) -> None:
    path = tmp_path / "firm.yaml"
    path.write_bytes(b"old\r\n")

    with pytest.raises(KeyboardInterrupt):
        _stop_after(path, lambda: put_file(path, b"new"))
    assert path.read_bytes() == b"old\r\n"
    with as_it_was(path):
        put_file(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_file_that_cannot_be_put_back_is_told(tmp_path: Path) -> None:
    path = tmp_path / "firm.yaml"
    path.touch()

    with pytest.raises(StorageError, match="could not be put back"):
        _stop_after(path, path.unlink)
    with pytest.raises(StorageError, match="cannot be read"):
        _stop_after(path, path.touch)
