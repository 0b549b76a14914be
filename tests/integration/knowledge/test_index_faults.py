"""Other processes and threads, and files that are lost, damaged or cannot be written."""

from __future__ import annotations

import errno
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engross.adapters.passages import ChromaIndex, building
from engross.errors import StorageError
from engross.records.ports import ReadFile, ShelvedFile
from engross.testing import HashedEmbedding
from integration.knowledge.files_to_index import (
    FIRM,
    SECRET,
    contents,
    found,
    put,
    run,
    shelved,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "chroma"


@pytest.fixture
def index(folder: Path) -> Iterator[ChromaIndex]:
    opened = ChromaIndex(folder, HashedEmbedding())
    yield opened
    opened.close()


def test_another_process_that_had_the_wall_open_sees_the_new_content(folder: Path) -> None:
    reader, writer = (ChromaIndex(folder, HashedEmbedding()) for _ in range(2))
    put(writer, FIRM)
    found(reader, "interest")

    put(writer, {"fees.md": ["Interest is waived."]})

    assert found(reader, "interest") == ["Interest is waived."]
    put(writer, {})
    assert found(reader, "interest") == []
    reader.close()
    writer.close()


def test_answers_are_equal_in_processes_with_different_hash_seeds(folder: Path) -> None:
    script = (
        f"put(index, {dict(FIRM)!r})\n"
        "print(index.matches(['firm'], 'interest on late VAT', 5))\n"
        "print((index._folder / 'firm' / 'current').read_text())\n"
    )

    printed = {run(script, folder / seed, PYTHONHASHSEED=seed) for seed in ("1", "2")}

    assert len(printed) == 1
    assert "We may charge interest." in printed.pop()


def test_threads_search_while_walls_are_put_in_place_and_emptied(folder: Path) -> None:
    walls = [f"client-c{n}" for n in range(6)]
    index, other = (ChromaIndex(folder, HashedEmbedding()) for _ in range(2))
    for wall in walls:
        put(index, {f"{wall}.txt": [f"Payroll of {wall}."]}, wall)
    end = time.monotonic() + 2

    def search(wall: str) -> list[str]:
        wrong = []
        while time.monotonic() < end:
            texts = found(index, "payroll", wall)
            wrong += [text for text in texts if f"of {wall}." not in text]
        return wrong

    def change(wall: str) -> list[str]:
        number = 0
        while time.monotonic() < end:
            number += 1
            put(other, {"new.txt": [f"Payroll {number} of {wall}."]} if number % 3 else {}, wall)
        return []

    with ThreadPoolExecutor() as threads:
        doing = [*(threads.submit(search, wall) for wall in walls[:4])]
        doing.append(threads.submit(change, walls[0]))
        wrong = [text for done in doing for text in done.result()]
    index.close()
    other.close()

    assert wrong == []


def test_lost_files_are_a_storage_error_and_not_an_empty_answer(
    index: ChromaIndex, folder: Path
) -> None:
    put(index, FIRM)
    index.close()
    for path in (folder / "firm").iterdir():
        if path.is_dir():
            shutil.rmtree(path)

    with pytest.raises(StorageError, match="cannot be searched") as raised:
        found(index, "interest")

    assert "chroma/firm/" in raised.value.remedy
    shutil.rmtree(folder / "firm")  # the remedy
    put(index, FIRM)
    assert found(index, "interest")


@pytest.mark.parametrize(
    "lost",
    ["chroma.sqlite3", "vectors.f32", "owners.npy", "words/*.json", "words/data*", "*-*-*/data*"],
)
def test_any_lost_file_is_a_storage_error(index: ChromaIndex, folder: Path, lost: str) -> None:
    put(index, FIRM)
    index.close()
    for path in folder.glob(f"firm/2-*/{lost}"):
        path.unlink()

    with pytest.raises(StorageError, match="cannot be searched"):
        found(index, "interest")


@pytest.mark.parametrize("cut", ["vectors.f32", "words/data*", "*-*-*/data*"])
def test_a_file_that_was_cut_off_is_a_storage_error(
    index: ChromaIndex, folder: Path, cut: str
) -> None:
    put(index, FIRM)
    index.close()
    (path,) = folder.glob(f"firm/2-*/{cut}")
    path.write_bytes(path.read_bytes()[:-8])

    with pytest.raises(StorageError, match="is not as it was written"):
        found(index, "interest")


def test_a_damaged_wall_does_not_close_the_others(index: ChromaIndex, folder: Path) -> None:
    put(index, FIRM)
    put(index, SECRET, "client-copperbeech")
    (database,) = folder.glob("client-copperbeech/2-*/chroma.sqlite3")
    whole = database.read_bytes()
    found(index, "interest", "firm")
    database.write_bytes(b"no database" * 500)

    with pytest.raises(StorageError, match="cannot be searched"):
        found(index, "interest", "client-copperbeech")

    assert found(index, "interest", "firm")
    database.write_bytes(whole)
    assert found(index, "interest", "client-copperbeech")


def test_lost_files_are_told_to_a_sync_too(index: ChromaIndex, folder: Path) -> None:
    put(index, FIRM)
    for path in folder.glob("firm/2-*/content.json"):
        path.unlink()

    with pytest.raises(StorageError, match="cannot be read"):
        index.content("firm")
    with pytest.raises(StorageError, match="cannot be read"):
        put(index, FIRM)


def test_a_folder_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("a file where the folder should be")

    with pytest.raises(StorageError, match="cannot be read"):
        put(ChromaIndex(tmp_path / "chroma", HashedEmbedding()), FIRM)


def test_a_full_disk_is_told_and_leaves_the_old_content(
    index: ChromaIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    put(index, FIRM)
    with monkeypatch.context() as patch:
        patch.setattr(building.Passages, "add", full)
        with pytest.raises(StorageError, match="the disk is full") as raised:
            put(index, {"fees.md": ["Interest is waived."]})

    assert "Free some space" in raised.value.remedy
    assert "We may charge interest." in found(index, "interest")
    put(index, {"fees.md": ["Interest is waived."]})
    assert found(index, "interest") == ["Interest is waived."]


def test_an_error_of_the_reader_is_its_own_and_leaves_the_old_content(
    index: ChromaIndex, folder: Path
) -> None:
    def fails(_: ShelvedFile) -> ReadFile:
        raise KeyError("a fault of its own")

    put(index, FIRM)
    before = contents(folder)

    with pytest.raises(KeyError, match="a fault of its own"):
        index.replace("firm", shelved({"new.txt": ["New."]}), fails)

    assert "We may charge interest." in found(index, "interest")
    put(index, FIRM)
    assert contents(folder) == before


def test_nothing_is_open_after_closing(index: ChromaIndex, folder: Path) -> None:
    put(index, FIRM)
    put(index, SECRET, "client-copperbeech")
    found(index, "interest", "firm", "client-copperbeech")

    index.close()

    assert _open_files(folder) == []


def _open_files(folder: Path) -> list[str]:
    """Those of the folder, once the database's own threads had time to let go of them."""
    links = Path("/proc/self/fd")
    if not links.exists():  # not on every system
        return []
    for _ in range(100):
        opened = [str(link.readlink()) for link in links.iterdir() if link.exists()]
        if not (ours := [path for path in opened if path.startswith(str(folder))]):
            return []
        time.sleep(0.02)
    return ours
