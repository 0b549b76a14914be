"""Shows where something that was erased still is, and what to do about it there."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from engross.errors import StorageError, Tampered
from engross.knowledge.erasing import Occurrence, Searched, What, searched, words_in
from engross.knowledge.needles import Needles, needles, own_words
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.pipeline.tidying import documents_of
from engross.records import (
    AskedQuestions,
    CheckReport,
    CrewResult,
    Evidence,
    HeldDocument,
    Record,
    Run,
)
from engross.records.ports import KnowledgeText, PassageIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RECORDS: Final[Mapping[str, type[Record]]] = {
    names.EVIDENCE: Evidence,
    names.FOUND: names.FoundPassages,
    names.ASKED: AskedQuestions,
    names.RESULT: CrewResult,
    names.RENDERED: names.RenderedDocument,
    names.REPORT: CheckReport,
    names.HELD: HeldDocument,
}
"""The records of a run that may quote what it was given or has found."""

_INDEX: Final = "chroma"
_KNOWLEDGE, _OUTPUTS = "knowledge", "outputs"
_OWN_WORDS: Final = (".sqlite3", "content.json", "params.index.json")
"""Ends of names of an index's files that have words of their own: of tables, keys and settings."""


class Remains(Record):
    """A place that still holds something erased, or that could not be looked into."""

    file: str
    """Its name inside the state folder, or from `knowledge/` or `outputs/` on; a part of a Word or
    Excel file follows after a colon."""
    what: What
    """`unread`: it, or a part of it, could not be looked into."""
    count: int
    """Different stretches of texts or vectors, or different words."""
    remedy: str
    """What to do."""


class Proof(Record):
    """What was erased, and what was found of it afterwards."""

    walls: tuple[str, ...]
    """Those that were built again, or emptied."""
    passages: int
    """Passages that went, and are looked for."""
    searched_files: int
    """All those of the state folder, of `knowledge/` and of `outputs/`."""
    searched_bytes: int
    """Their size."""
    remains: tuple[Remains, ...]
    """None, when it is in none of those files."""
    runs: tuple[str, ...]
    """Runs whose records hold some of it: they found it, or were given it; newest first."""
    files: tuple[str, ...] = ()
    """Removed from `knowledge/`, by name inside it."""
    found_before: int = 0
    """Stretches of texts and vectors that the same search found before: that it can find them."""
    still_said: tuple[str, ...] = ()
    """Files of the knowledge base that say some of the same; what they say is not looked for."""
    precedents: tuple[str, ...] = ()
    """Files of the knowledge base that were kept from runs for that client or matter, and stay."""
    clients_runs: tuple[str, ...] = ()
    """Every run for a client or matter whose knowledge was erased; this does not erase them."""

    @property
    def erased(self) -> bool:
        """Whether nothing was found of it, in any file or run."""
        return not self.remains and not self.runs


class Gone(NamedTuple):
    """Passages that are to go, or went, with their vectors."""

    texts: tuple[KnowledgeText, ...]
    rows: tuple[NDArray[np.float32], ...]

    def and_texts(self, texts: Iterable[KnowledgeText]) -> Gone:
        """These, and those texts that are not among them yet, of which no vectors are known."""
        known = {(text.file, text.id) for text in self.texts}
        new = tuple(text for text in texts if (text.file, text.id) not in known)
        return Gone((*self.texts, *new), self.rows)

    def needles(
        self, still: Sequence[KnowledgeText] = (), kept: frozenset[bytes] = frozenset()
    ) -> Needles:
        """What to look for: not what texts that stay say too, nor vectors (as bytes) that stay."""
        import numpy as np  # noqa: PLC0415 - slow, only to erase

        rows = [row for row in self.rows if row.tobytes() not in kept]
        vectors = np.stack(rows) if rows else np.zeros((0, 4), dtype=np.float32)
        texts = (text.text for text in self.texts)
        return needles(texts, vectors, still=(text.text for text in still))

    def occurrences(self, state: Path) -> int:
        """How many stretches of them stand in the index now."""
        if not self.texts:
            return 0
        found = searched(state / _INDEX, self.needles()).occurrences
        return sum(one.times for one in found if one.what in {"text", "vector"})


def prove(services: Services, index: PassageIndex, gone: Gone, walls: Sequence[str]) -> Proof:
    """Look for what went in every file of the state folder, and in every run's records."""
    still = {wall: index.held(wall) for wall in index.walls()}
    texts = [text for held, _ in still.values() for text in held]
    kept = frozenset(row.tobytes() for _, rows in still.values() for row in rows)
    wanted = gone.needles(texts, kept)
    found = _looked_for(services, wanted)
    words = [
        one
        for wall in walls
        for one in _words(services, gone, wall, still[wall][0] if wall in still else ())
    ]
    said = {text.text for text in gone.texts}
    return Proof(
        walls=tuple(walls),
        passages=len(gone.texts),
        searched_files=found.files,
        searched_bytes=found.size,
        remains=tuple(_remains(services, found, words)),
        runs=tuple(run.id for run in services.runs.list() if _holds(services, run, wanted)),
        still_said=tuple(sorted({text.file for text in texts if text.text in said})),
    )


def _looked_for(services: Services, wanted: Needles) -> Searched:
    """What was found in the state folder, and where people keep files of their own."""
    people_s = {_KNOWLEDGE: services.workspace.root / _KNOWLEDGE, _OUTPUTS: services.outputs}
    whole = searched(services.state, wanted)
    for name, folder in people_s.items():
        found = searched(folder, wanted)
        named = (one._replace(file=f"{name}/{one.file}") for one in found.occurrences)
        whole = Searched(
            (*whole.occurrences, *named), whole.files + found.files, whole.size + found.size
        )
    return whole


def _words(
    services: Services, gone: Gone, wall: str, still: Sequence[KnowledgeText]
) -> Iterator[Occurrence]:
    """Where the wall's own folder has a word that nothing behind the wall says any more."""
    own = own_words(_all_words(gone.texts), _all_words(still))
    folder = services.state / _INDEX / wall
    for one in words_in(folder, own, skip=lambda name: name.endswith(_OWN_WORDS)):
        yield one._replace(file=f"{_INDEX}/{wall}/{one.file}")


def _all_words(texts: Sequence[KnowledgeText]) -> Iterator[str]:
    """Everything that a passage may be found by."""
    for text in texts:
        yield from (text.text, text.about, text.place, text.file)


def _holds(services: Services, run: Run, wanted: Needles) -> bool:
    """Whether a record of the run holds some of it; one that does not read may."""
    for name, kind in _RECORDS.items():
        try:
            if services.records.has(run.id, name):
                record = services.records.load(run.id, name, kind)
                if wanted.found(io.BytesIO(record.canonical())):
                    return True
        except Tampered:
            return True
    return False


def _remains(services: Services, found: Searched, words: Sequence[Occurrence]) -> Iterator[Remains]:
    for one in (*found.occurrences, *words):
        yield Remains(
            file=one.file, what=one.what, count=one.times, remedy=_remedy(services, one.file)
        )


def _remedy(services: Services, file: str) -> str:
    """What to do about a file of the state folder that holds something erased."""
    first, _, rest = file.partition("/")
    if first == "documents":
        return _of_document(services, rest.partition(":")[0].rpartition("/")[2])
    if first == _INDEX:
        return (
            f"Run `engross knowledge sync` and erase it again; if it stays, remove {first}/, which "
            "the next sync builds again."
        )
    if first == _KNOWLEDGE:
        return f"It is a copy: `engross knowledge erase --file '{rest.partition(': ')[0]}'`."
    if first == _OUTPUTS:
        run = rest.partition("/")[0]
        return f"Erase the run that made it, `engross delete {run}`, or keep it knowingly."
    if first.startswith("engross.db"):
        return (
            "Erase the runs that hold it: `engross delete RUN`. If none does, another program has "
            "the database open: close it and erase it again."
        )
    return "Read the file, and remove it if nobody needs it."


def _of_document(services: Services, sha256: str) -> str:
    for run in services.runs.list():
        try:
            if sha256 in documents_of(services, run):
                return f"It is a document of {run.id}: `engross delete {run.id}`."
        except (StorageError, Tampered):  # then nobody can say whose documents it has
            continue
    return "No run needs the document: remove the file."
