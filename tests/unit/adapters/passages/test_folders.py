from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engross.adapters.locks import Locked
from engross.adapters.passages import folders
from engross.adapters.passages.folders import WallFolder, erase, fingerprint, wall_names
from engross.errors import StorageError
from engross.records.ports import ShelvedFile
from engross.testing import HashedEmbedding

A, B = ShelvedFile("a.md", "s1", 1, 1), ShelvedFile("b.md", "s2", 2, 2)


def test_a_fingerprint_depends_on_files_stamps_and_order_and_on_no_time() -> None:
    embedding = HashedEmbedding()
    whole = fingerprint(embedding, [A, B])

    assert whole == fingerprint(embedding, [A._replace(size=9, modified=9), B])
    assert whole != fingerprint(embedding, [B, A])
    assert whole != fingerprint(embedding, [A, B._replace(stamp="s3")])
    assert whole != fingerprint(embedding, [A])


def test_a_content_counts_once_it_is_pointed_to(tmp_path: Path) -> None:
    wall = WallFolder(tmp_path, "firm")
    (tmp_path / "firm" / "2-abc").mkdir(parents=True)
    before = wall.current()

    wall.point("2-abc")

    assert (before, wall.current()) == ("", "2-abc")
    assert wall.leftovers("2-abc") == []


def test_walls_that_share_nothing_have_locks_that_name_nobody(tmp_path: Path) -> None:
    with WallFolder(tmp_path, "client-copperbeech").locked(wait=False):
        (lock,) = (tmp_path / ".locks").iterdir()
        with (
            pytest.raises(Locked),
            WallFolder(tmp_path, "client-copperbeech").locked(wait=False),
        ):
            pass

    assert len(lock.name) == 2
    assert list(wall_names(tmp_path)) == []


def test_folders_that_are_no_walls_are_not_named(tmp_path: Path) -> None:
    for name in ("firm", "client-wrackline", ".locks", "Some Folder"):
        (tmp_path / name).mkdir()
    (tmp_path / "file").write_text("")

    assert list(wall_names(tmp_path)) == ["client-wrackline", "firm"]
    with pytest.raises(StorageError, match="cannot be read"):
        wall_names(tmp_path / "file")


def test_a_file_that_a_search_puts_there_meanwhile_is_erased_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = shutil.rmtree
    calls = []

    def disturbed(path: Path) -> None:
        calls.append(path)
        if len(calls) == 1:
            raise OSError(39, "Directory not empty")
        really(path)

    monkeypatch.setattr(folders, "_PAUSE", 0)
    monkeypatch.setattr(shutil, "rmtree", disturbed)
    (tmp_path / "2-abc").mkdir()

    erase(tmp_path / "2-abc")

    assert len(calls) == 2
    assert not (tmp_path / "2-abc").exists()


def test_what_cannot_be_erased_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shutil, "rmtree", refused)
    (tmp_path / "2-abc").mkdir()

    with pytest.raises(PermissionError):
        erase(tmp_path / "2-abc")


def test_a_link_is_removed_and_not_what_it_points_to(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "precious")

    erase(tmp_path / "link")
    erase(tmp_path / "link")

    assert [path.name for path in tmp_path.iterdir()] == ["precious"]
