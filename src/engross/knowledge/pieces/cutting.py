"""Cuts a file of the knowledge base into quotable pieces, each with the place it stands at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from engross.errors import InputError
from engross.knowledge.pieces.documents import stretches_of_document
from engross.knowledge.pieces.lengths import fitted
from engross.knowledge.pieces.mails import stretches_of_mail
from engross.knowledge.pieces.sheets import stretches_of_workbook
from engross.knowledge.pieces.stretches import Stretch
from engross.knowledge.pieces.written import stretches_of_text
from engross.records import knowledge_id
from engross.records.ports import KnowledgeText
from engross.sources import guard
from engross.sources.file import SourceFile

PIECES: Final = "pieces-2"
"""Changes with the way that files are cut, so that a sync cuts them again."""

MOST: Final = 10_000
"""Pieces of one file; a larger one is no text that somebody looks things up in."""


class Cut(NamedTuple):
    """What a file came to."""

    texts: tuple[KnowledgeText, ...]
    left_out: str = ""
    """What of it was not read, in a sentence each; empty when all was."""


def pieces(file: str, data: bytes) -> tuple[KnowledgeText, ...]:
    """Every piece of the file of that name inside the knowledge folder, in reading order.

    A heading is no piece of its own: it is part of the place of what stands under it,
    `Fees > Late payment, paragraph 2`, and each piece is found by it.

    Raises:
        InputError: it cannot be read.
    """
    return cut(file, data).texts


def cut(file: str, data: bytes) -> Cut:
    """As `pieces`, with what was left out.

    Raises:
        InputError: it cannot be read.
    """
    source = SourceFile(PurePosixPath(file).name, data)
    try:
        guard.check(source, "knowledge")
        left_out: list[str] = []
        texts = _texts(file, source.sha256, fitted(_stretches(source, left_out)))
        found = tuple(islice(texts, MOST + 1))
    except InputError as error:
        raise InputError(file, error.problem, place=error.place, remedy=error.remedy) from error
    if not found:
        raise InputError(
            file,
            "it holds no words that could be searched.",
            remedy=f"{' '.join(left_out)} Look whether it is the right file, or take it out of "
            "knowledge/index.yaml.".lstrip(),
        )
    if len(found) > MOST:
        raise InputError(
            file,
            f"it comes to more than {MOST:,} passages, the most that a file may have.",
            remedy="Keep what people look up, and leave the rest out or split the file.",
        )
    return Cut(found, " ".join(left_out))


_Stretches = Callable[[SourceFile, list[str]], Iterable[Stretch]]

_READERS: Final[Mapping[str, _Stretches]] = {
    ".md": lambda file, _: stretches_of_text(file),
    ".txt": lambda file, _: stretches_of_text(file),
    ".docx": stretches_of_document,
    ".pdf": stretches_of_document,
    ".xlsx": stretches_of_workbook,
    ".eml": stretches_of_mail,
}


def _stretches(file: SourceFile, left_out: list[str]) -> Iterable[Stretch]:
    """The file's stretches; what is not read is added to the list."""
    return _READERS[file.suffix](file, left_out)


def _texts(file: str, sha256: str, stretches: Iterable[Stretch]) -> Iterator[KnowledgeText]:
    for stretch in stretches:
        text, about = stretch.text, _about(stretch)
        yield KnowledgeText(knowledge_id(text), text, file, str(stretch.place), about, sha256)


def _about(stretch: Stretch) -> str:
    """The headings above it, and what leads to it where that is no part of it."""
    lead_in = "" if stretch.lead_in in stretch.text else stretch.lead_in
    return "\n".join(part for part in (" > ".join(stretch.above), lead_in) if part)
