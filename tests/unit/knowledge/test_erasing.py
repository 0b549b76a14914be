from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from engross.knowledge import erasing
from engross.knowledge.erasing import searched, words_in
from engross.knowledge.needles import Needles, needles

TEXT = "The glasshouse goes to Quennell"


@pytest.fixture
def wanted() -> Needles:
    return needles([TEXT], np.zeros((0, 4), dtype=np.float32))


def test_every_file_of_every_folder_is_looked_at(tmp_path: Path, wanted: Needles) -> None:
    for name in ("top", "a/b/deep", ".hidden/file"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "other").write_text("nothing of it")

    found = searched(tmp_path, wanted)

    assert sorted(one.file for one in found.occurrences) == [".hidden/file", "a/b/deep", "top"]
    assert (found.files, found.size) == (4, 3 * len(TEXT) + len("nothing of it"))


def test_the_members_of_a_word_file_are_looked_into(tmp_path: Path, wanted: Needles) -> None:
    with zipfile.ZipFile(tmp_path / "letter", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{TEXT} &amp; others</w:t>")

    (one,) = searched(tmp_path, wanted).occurrences

    assert (one.file, one.what) == ("letter: word/document.xml", "text")


def test_a_zip_file_that_cannot_be_looked_into_is_told(tmp_path: Path, wanted: Needles) -> None:
    (tmp_path / "damaged").write_bytes(b"PK\x03\x04 and nothing of the kind")

    (one,) = searched(tmp_path, wanted).occurrences

    assert (one.file, one.what) == ("damaged", "unread")


def test_a_zip_file_that_unpacks_to_too_much_is_told_and_not_unpacked(
    tmp_path: Path, wanted: Needles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "_LARGEST_MEMBER", 1_000)
    with zipfile.ZipFile(tmp_path / "bomb", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(1_001))

    (one,) = searched(tmp_path, wanted).occurrences

    assert (one.file, one.what) == ("bomb", "unread")


def test_what_is_to_be_skipped_is_skipped(tmp_path: Path, wanted: Needles) -> None:
    for name in ("kept", "skipped"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(TEXT)

    found = searched(tmp_path, wanted, {"skipped"}).occurrences

    assert [one.file for one in found] == ["kept/file"]


def test_a_linked_folder_is_not_searched_and_a_linked_file_is(
    tmp_path: Path, wanted: Needles
) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "file").write_text(TEXT)
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "folder").symlink_to(tmp_path / "outside")
    (tmp_path / "state" / "linked").symlink_to(tmp_path / "outside" / "file")

    found = searched(tmp_path / "state", wanted).occurrences

    assert [one.file for one in found] == ["linked"]


def test_words_are_found_whole_and_by_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vocabulary.json").write_text('{"glasshous": 1, "Ottoline": 2}')
    (tmp_path / "longer").write_text("glasshouses, ottolines")
    (tmp_path / "end").write_text("the last word is ottoline")
    (tmp_path / "schema").write_text("ottoline")
    words = {"glasshous", "ottoline"}

    found = words_in(tmp_path, words, lambda name: name == "schema")
    monkeypatch.setattr(erasing, "_CHUNK", 7)
    again = words_in(tmp_path, words, lambda name: name == "schema")

    assert [(one.file, one.times) for one in found] == [("end", 1), ("vocabulary.json", 2)]
    assert again == found
