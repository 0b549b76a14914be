from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engross.adapters.chroma import ChromaIndex
from engross.errors import StorageError
from engross.knowledge import KnowledgeItem, pieces, search, sync, walls
from engross.records.ports import KnowledgeText
from engross.testing import HashedEmbedding

FIRM = [
    KnowledgeItem("fees.md", b"# Fees\n## Late payment\nWe may charge interest.\n"),
    KnowledgeItem("vat.txt", b"The VAT return is due one month and seven days after the period."),
]
SECRET = [
    KnowledgeItem("note.txt", b"Copperbeech sells the glasshouse; interest is high.", "client")
]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ChromaIndex]:
    opened = ChromaIndex(tmp_path / "chroma", HashedEmbedding())
    yield opened
    opened.close()


def texts(found: object) -> list[str]:
    return [passage.text for passage, _ in found]  # type: ignore[attr-defined]  # what search returns


def test_a_passage_comes_back_with_its_place_and_tier(index: ChromaIndex) -> None:
    sync(index, FIRM)
    kept = pieces(FIRM)[1]

    (passage, score), *others = search(index, ["firm"], "When is the VAT return due?")

    assert others == []
    assert (passage.id, passage.text, passage.tier) == (kept.id, kept.text, "firm")
    assert (passage.span.source, passage.span.file) == (kept.sha256, "vat.txt")
    assert passage.span.place == "paragraph 1"
    assert 0 < score <= 1


def test_a_passage_is_found_by_the_headings_above_it(index: ChromaIndex) -> None:
    sync(index, FIRM)

    assert texts(search(index, ["firm"], "late payment")) == ["We may charge interest."]


def test_a_question_about_something_else_finds_nothing(index: ChromaIndex) -> None:
    sync(index, FIRM)

    assert search(index, ["firm"], "How do penguins raise their chicks?") == []
    assert search(index, ["firm"], "the of and") == []


def test_a_passage_behind_another_wall_never_comes(index: ChromaIndex) -> None:
    sync(index, FIRM)
    sync(index, SECRET, walls("copperbeech", "advisory")[1])

    ours = search(index, walls("wrackline", "accounts-2026"), "interest", 50)
    theirs = search(index, walls("copperbeech", "advisory"), "interest", 50)

    assert texts(ours) == ["We may charge interest."]
    assert {p.tier for p, _ in theirs} == {"firm", "client"}


def test_a_search_opens_no_file_behind_another_wall(index: ChromaIndex, tmp_path: Path) -> None:
    sync(index, FIRM)
    sync(index, SECRET, "client-copperbeech")
    index.close()
    for file in (tmp_path / "chroma" / "client-copperbeech").rglob("chroma.sqlite3"):
        file.write_bytes(b"would be noticed if it were opened")

    found = search(
        ChromaIndex(tmp_path / "chroma", HashedEmbedding()),
        ["firm", "client-wrackline"],
        "interest",
    )

    assert texts(found) == ["We may charge interest."]


def test_no_walls_find_nothing(index: ChromaIndex) -> None:
    sync(index, FIRM)

    assert search(index, [], "interest") == []


@pytest.mark.parametrize("wall", ["", "..", "../firm", "client/wrackline", "Firm", ".hidden"])
def test_what_is_no_wall_is_refused(index: ChromaIndex, wall: str) -> None:
    with pytest.raises(StorageError, match="is not the name of a wall"):
        search(index, [wall], "interest")
    with pytest.raises(StorageError, match="is not the name of a wall"):
        sync(index, FIRM, wall)


def test_the_best_come_first_and_no_more_than_were_asked_for(index: ChromaIndex) -> None:
    files = [
        KnowledgeItem(f"{n}.txt", f"Payroll runs close on Friday{' of the month' * n}.".encode())
        for n in range(6)
    ]
    sync(index, files)

    found = search(index, ["firm"], "payroll on Friday", 3)

    scores = [score for _, score in found]
    assert len(found) == 3
    assert scores == sorted(scores, reverse=True)
    assert found[0][0].span.file == "0.txt"


def test_new_content_takes_the_place_of_the_old(index: ChromaIndex) -> None:
    sync(index, FIRM)
    search(index, ["firm"], "interest")

    sync(index, [KnowledgeItem("fees.md", b"# Fees\nInterest is waived.")])

    assert texts(search(index, ["firm"], "interest")) == ["Interest is waived."]
    assert search(index, ["firm"], "VAT return") == []


def test_an_emptied_wall_holds_nothing(index: ChromaIndex) -> None:
    sync(index, FIRM)
    sync(index, [])

    assert search(index, ["firm"], "interest") == []


def test_what_was_replaced_is_in_no_file(index: ChromaIndex, tmp_path: Path) -> None:
    def occurrences() -> int:
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        return sum(path.read_bytes().count(b"glasshouse") for path in files)

    sync(index, SECRET, "client-copperbeech")
    before = occurrences()
    sync(index, [], "client-copperbeech")

    assert before > 0
    assert occurrences() == 0


def test_another_process_that_had_the_wall_open_sees_the_new_content(tmp_path: Path) -> None:
    reader, writer = (
        ChromaIndex(tmp_path / "chroma", HashedEmbedding()),
        ChromaIndex(tmp_path / "chroma", HashedEmbedding()),
    )
    sync(writer, FIRM)
    search(reader, ["firm"], "interest")

    sync(writer, [KnowledgeItem("fees.md", b"Interest is waived.")])

    assert texts(search(reader, ["firm"], "interest")) == ["Interest is waived."]
    reader.close()
    writer.close()


def test_unchanged_content_is_neither_indexed_again_nor_loads_chroma(
    index: ChromaIndex, tmp_path: Path
) -> None:
    sync(index, FIRM)
    files = {p: p.stat().st_mtime_ns for p in (tmp_path / "chroma").rglob("*") if p.is_file()}
    script = (
        "import sys\nfrom pathlib import Path\nfrom engross.adapters.chroma import ChromaIndex\n"
        "from engross.knowledge import KnowledgeItem, sync\n"
        "from engross.testing import HashedEmbedding\n"
        "index = ChromaIndex(Path(sys.argv[1]), HashedEmbedding())\n"
        f"sync(index, [KnowledgeItem(*x) for x in {FIRM!r}])\n"
        "print('chromadb' in sys.modules)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "chroma")],
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert printed == "False\n"
    assert {p: p.stat().st_mtime_ns for p in files} == files


def test_a_killed_rebuild_leaves_the_old_content_and_can_be_done_again(tmp_path: Path) -> None:
    index = ChromaIndex(tmp_path / "chroma", HashedEmbedding())
    sync(index, FIRM)
    script = (
        "import os, signal, sys\nfrom pathlib import Path\n"
        "from engross.adapters import chroma\nfrom engross.knowledge import KnowledgeItem, sync\n"
        "from engross.testing import HashedEmbedding\n"
        "chroma._point = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "new = [KnowledgeItem('fees.md', b'Interest is waived.')]\n"
        "sync(chroma.ChromaIndex(Path(sys.argv[1]), HashedEmbedding()), new)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "chroma")], check=False, capture_output=True
    )

    assert killed.returncode == -signal.SIGKILL
    assert texts(search(index, ["firm"], "interest")) == ["We may charge interest."]
    sync(index, [KnowledgeItem("fees.md", b"Interest is waived.")])
    assert texts(search(index, ["firm"], "interest")) == ["Interest is waived."]
    assert len([p for p in (tmp_path / "chroma" / "firm").iterdir() if p.is_dir()]) == 1
    index.close()


def test_lost_files_are_a_storage_error_and_not_an_empty_answer(tmp_path: Path) -> None:
    first = ChromaIndex(tmp_path / "chroma", HashedEmbedding())
    sync(first, FIRM)
    first.close()
    for folder in (tmp_path / "chroma" / "firm").iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)

    with pytest.raises(StorageError, match="cannot be searched") as raised:
        search(ChromaIndex(tmp_path / "chroma", HashedEmbedding()), ["firm"], "interest")

    assert "chroma/" in raised.value.remedy


def test_a_folder_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("a file where the folder should be")

    with pytest.raises(StorageError, match="cannot be read"):
        sync(ChromaIndex(tmp_path / "chroma", HashedEmbedding()), FIRM)


def test_many_passages_are_all_kept(index: ChromaIndex) -> None:
    many = [
        KnowledgeText(
            f"k{n:08x}",
            f"Rule {n} of the {n % 7} parts on topic{n // 3}, {('pay', 'tax', 'vat')[n % 3]}",
            "rules.txt",
            f"paragraph {n}",
            "0",
            "firm",
        )
        for n in range(2_500)
    ]

    index.replace("firm", many)

    for text in many[::500]:
        assert text.text in texts(search(index, ["firm"], text.text, 3))


def test_answers_are_equal_in_processes_with_different_hash_seeds(tmp_path: Path) -> None:
    with_index = ChromaIndex(tmp_path / "chroma", HashedEmbedding())
    sync(with_index, FIRM)
    with_index.close()
    script = (
        "import sys\nfrom pathlib import Path\nfrom engross.adapters.chroma import ChromaIndex\n"
        "from engross.testing import HashedEmbedding\n"
        "index = ChromaIndex(Path(sys.argv[1]), HashedEmbedding())\n"
        "print(index.search(['firm'], 'interest on late VAT', 5))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / "chroma")],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }

    assert len(printed) == 1
    assert b"We may charge interest." in printed.pop()
