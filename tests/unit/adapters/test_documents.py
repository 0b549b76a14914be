from __future__ import annotations

import hashlib
import os
import resource
import time
from pathlib import Path

import pytest

from engross.adapters.documents import FileDocuments
from engross.errors import StorageError, Tampered

LETTER = b"Penhallow Reeve LLP, Exeter"


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_document_is_kept_under_its_hash(tmp_path: Path) -> None:
    documents = FileDocuments(tmp_path / "documents")

    sha256 = documents.put(LETTER)

    assert sha256 == hashlib.sha256(LETTER).hexdigest()
    assert documents.get(sha256) == LETTER
    assert documents.path(sha256) == tmp_path / "documents" / sha256[:2] / sha256


def test_the_same_document_is_kept_once(tmp_path: Path) -> None:
    documents = FileDocuments(tmp_path)
    documents.put(LETTER)

    documents.put(LETTER)

    assert len(files(tmp_path)) == 1


def test_an_empty_document_is_a_document(tmp_path: Path) -> None:
    documents = FileDocuments(tmp_path)

    assert documents.get(documents.put(b"")) == b""


def test_only_this_account_may_read_a_document_and_nobody_may_write_it(tmp_path: Path) -> None:
    documents = FileDocuments(tmp_path / "documents")

    file = documents.path(documents.put(LETTER))

    assert file.stat().st_mode & 0o777 == 0o400
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_changed_document_is_refused_when_read_and_when_put_again(tmp_path: Path) -> None:
    documents = FileDocuments(tmp_path)
    sha256 = documents.put(LETTER)
    file = documents.path(sha256)
    file.chmod(0o600)
    file.write_bytes(LETTER.replace(b"Exeter", b"Exmoor"))

    with pytest.raises(Tampered, match="it has been changed"):
        documents.get(sha256)
    with pytest.raises(Tampered):
        documents.put(LETTER)


def test_an_absent_document_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is not in") as raised:
        FileDocuments(tmp_path).get("0" * 64)

    assert raised.value.remedy


@pytest.mark.parametrize("name", ["", "abc", "../../etc/passwd", "A" * 64, "0" * 64 + "\n"])
def test_what_is_no_hash_names_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageError, match="is not the name of a document"):
        FileDocuments(tmp_path).path(name)


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    documents = FileDocuments(tmp_path)
    documents.put(LETTER)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(StorageError, match="the disk is full") as raised:
            documents.put(b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert "Free some space" in raised.value.remedy
    assert len(files(tmp_path)) == 1


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "documents").write_text("a file where the folder should be")

    with pytest.raises(StorageError, match="cannot be kept"):
        FileDocuments(tmp_path / "documents").put(LETTER)


def test_what_a_killed_process_left_is_swept_away_after_a_day(tmp_path: Path) -> None:
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    (incoming / "old").write_bytes(b"half a letter")
    (incoming / "new").write_bytes(b"half a letter")
    yesterday = time.time() - 25 * 3600
    os.utime(incoming / "old", (yesterday, yesterday))

    FileDocuments(tmp_path)

    assert [path.name for path in incoming.iterdir()] == ["new"]


def test_an_erased_document_is_gone_and_erasing_twice_is_no_error(tmp_path: Path) -> None:
    documents = FileDocuments(tmp_path / "documents")
    sha256 = documents.put(LETTER)

    documents.erase(sha256)
    documents.erase(sha256)

    assert not documents.path(sha256).exists()
