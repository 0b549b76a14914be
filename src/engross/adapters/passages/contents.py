"""`content.json`: what a content's folder was made of, file by file, in the order of its rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from engross.records.ports import KeptFile
from engross.workspace.writing import put_file

_NAME = "content.json"


class Content(NamedTuple):
    """A content that was built."""

    embedding: str
    """Name of the embedding that made the vectors."""
    dimensions: int
    """Length of each vector."""
    files: Sequence[tuple[str, KeptFile]]
    """Each file's name and what it came to; the rows of one follow those of the one before."""
    sizes: Mapping[str, int]
    """In bytes, of the files in the content's folder that never change."""

    @property
    def rows(self) -> int:
        """How many passages there are in all."""
        return sum(kept.passages for _, kept in self.files)

    def places(self) -> Mapping[str, tuple[KeptFile, int]]:
        """What each file came to, and the row of its first passage."""
        found: dict[str, tuple[KeptFile, int]] = {}
        row = 0
        for file, kept in self.files:
            found[file] = (kept, row)
            row += kept.passages
        return found

    def check(self, folder: Path) -> None:
        """See that the folder has all its files: without some, Chroma is silent and finds less.

        Raises:
            OSError, LookupError: one is not there, or was cut off.
        """
        for name, size in self.sizes.items():
            if (folder / name).stat().st_size != size:
                message = f"{name} is not as it was written"
                raise LookupError(message)

    def write(self, folder: Path) -> None:
        """Put it into the content's folder, in place of an earlier one."""
        lines = [{"file": file, **kept._asdict()} for file, kept in self.files]
        whole: dict[str, object] = {
            "embedding": self.embedding,
            "dimensions": self.dimensions,
            "sizes": self.sizes,
        }
        whole["files"] = lines
        text = json.dumps(whole, ensure_ascii=False, indent=1)
        put_file(folder / _NAME, f"{text}\n".encode())

    @classmethod
    def read(cls, folder: Path) -> Content:
        """The content of that folder.

        Raises:
            OSError: its file is not there.
            LookupError, TypeError, ValueError: it was damaged.
        """
        whole = json.loads((folder / _NAME).read_bytes())
        files = [(line.pop("file"), KeptFile(**line)) for line in whole["files"]]
        return cls(whole["embedding"], whole["dimensions"], files, whole["sizes"])


def sizes(folder: Path) -> dict[str, int]:
    """What `Content.sizes` says of that folder, once everything else is in it.

    Not of the database, in which Chroma notes this and that when it is opened.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in files
        if ".sqlite3" not in path.name
    }
