"""Files of a knowledge folder that need no folder: their passages are given with them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from engross.adapters.passages import ChromaIndex
from engross.records.ports import KnowledgeText, ReadFile, ShelvedFile

Files = Mapping[str, Sequence[str]]
"""Passages by the name of their file; what stands before a `|` is what one is about."""

FIRM: Files = {
    "fees.md": ["Fees > Late payment|We may charge interest."],
    "vat.txt": ["The VAT return is due one month and seven days after the period."],
}
SECRET: Files = {"clients/copperbeech/note.txt": ["Copperbeech sells the glasshouse at interest."]}


def shelved(files: Files, modified: int = 1) -> list[ShelvedFile]:
    """The files as they would lie on the shelf."""
    return [
        ShelvedFile(file, _hash(repr((file, passages))), len(repr(passages)), modified)
        for file, passages in files.items()
    ]


class Reader:
    """Reads such files, and remembers which."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.read: list[str] = []

    def __call__(self, file: ShelvedFile) -> ReadFile:
        self.read.append(file.file)
        passages = self.files[file.file]
        if not passages:
            return ReadFile((), refused="It cannot be read.")
        return ReadFile(
            [_text(file, place, each) for place, each in enumerate(passages, 1)],
            left_out="A hidden sheet was left out." if file.file.endswith(".xlsx") else "",
        )


def put(index: ChromaIndex, files: Files, wall: str = "firm", modified: int = 1) -> list[str]:
    """Make the files the wall's content; the names of those that were read."""
    reader = Reader(files)
    index.replace(wall, shelved(files, modified), reader)
    return reader.read


def found(index: ChromaIndex, question: str, *walls: str, limit: int = 5) -> list[str]:
    """The texts that match, the nearest in meaning first."""
    matches = index.matches(walls or ["firm"], question, limit)
    return [m.text.text for m in sorted(matches, key=lambda m: -m.nearness - m.words)]


def _text(file: ShelvedFile, place: int, passage: str) -> KnowledgeText:
    about, _, text = passage.rpartition("|")
    return KnowledgeText(
        id=f"k{_hash(text)[:12]}",
        text=text,
        file=file.file,
        place=f"paragraph {place}",
        about=about,
        sha256=_hash(file.stamp),
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def contents(folder: Path, wall: str = "firm") -> list[str]:
    return sorted(path.name for path in (folder / wall).iterdir() if path.is_dir())


def run(script: str, folder: Path, **environment: str) -> str:
    """What a process of its own prints that has `index` open on the folder."""
    opening = (
        "import sys\nfrom pathlib import Path\n"
        "from engross.adapters.passages import ChromaIndex\n"
        "from engross.testing import HashedEmbedding\n"
        "from integration.knowledge.files_to_index import FIRM, found, put\n"
        "index = ChromaIndex(Path(sys.argv[1]), HashedEmbedding())\n"
    )
    paths = [str(Path(__file__).parents[2]), *sys.path]
    return subprocess.run(
        [sys.executable, "-c", opening + script, str(folder)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), **environment},
    ).stdout
