"""The doors to the outside: a small Protocol for each thing with a real adapter and a double."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from engross.records.base import Record
from engross.records.ledger import LedgerEntry
from engross.records.runs import Run, RunState

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

R = TypeVar("R", bound=Record)


# --- what a crew is given -------------------------------------------------------------------


@dataclass(frozen=True)
class Tool:
    """A read-only tool that agents may call."""

    name: str
    """As tasks name it: `find_facts`."""
    description: str
    """What a model reads."""
    arguments: type[Record]
    """Its arguments; unknown ones are refused."""
    run: Callable[[Any], Mapping[str, Any]]
    """Takes the arguments record, returns a JSON object with a stable order."""


@dataclass(frozen=True)
class Verdict:
    """What a task's guardrail says of an output."""

    accepted: bool
    reasons: tuple[str, ...] = ()
    """What must change, told to the agent when it is asked again."""


@dataclass(frozen=True)
class TaskKit:
    """What the engine supplies to one CrewAI task; its words come from `tasks/*.yaml`."""

    output: type[Record]
    """The record that the task must return."""
    guard: Callable[[Any], Verdict]
    """Called with every output that fits `output`."""
    exhausted: Callable[[Any, Verdict], None]
    """Called with the last permitted output when `guard` still refuses it: the run goes on and is
    held with the reasons as block findings."""
    told: str = ""
    """What the agent is told after the task's description, in this run only."""
    completed: Callable[[Any], Any] = lambda output: output
    """What code adds to an output before it is judged and handed on."""


class CrewRunner(Protocol):
    """Runs a crew's tasks, one after the other, and returns what the last of each handed on."""

    def run(
        self,
        run: Run,
        kits: Mapping[str, TaskKit],
        tools: Mapping[str, Tool],
        progress: Callable[[str], None],
    ) -> Mapping[str, Record]:
        """Each task's output by task key. `kits` is by task key, `tools` by tool name.

        Raises:
            ModelError: a model could not do its part.
        """
        ...


# --- the store ------------------------------------------------------------------------------

Together = Callable[[], AbstractContextManager[None]]
"""Opens a block in which all that this thread tells the store is kept as one, or not at all.

An exception that leaves the block undoes everything in it. A block within a block is part of the
outer one. What other threads do is theirs. Nobody else can write meanwhile, so the block must be
short, and must not wait for another thread that writes. Files are not part of it.
"""


class RunStore(Protocol):
    """The record of runs."""

    def add(self, run: Run) -> None:
        """Keep a new run; its id must be new."""
        ...

    def get(self, run: str) -> Run:
        """Raises UnknownRun; a unique beginning of an id is enough."""
        ...

    def change(
        self,
        run: str,
        *,
        expect: RunState | Collection[RunState] | None = None,
        **fields: object,
    ) -> Run:
        """The run with those fields changed, if it is in the state expected, or in one of them.

        Raises WrongState when it is in another, UnknownRun when there is none; nothing is changed.
        """
        ...

    def list(self) -> Sequence[Run]:
        """Newest first."""
        ...

    def delete(self, run: str) -> None:
        """Erase the run with its payloads, journal and salts. Ledger lines stay."""
        ...


class RecordStore(Protocol):
    """What each stage of a run made, kept by name; the erasable payloads."""

    def save(self, run: str, name: str, record: Record) -> None:
        """Keep it; a second save of the same name replaces the first."""
        ...

    def load(self, run: str, name: str, kind: type[R]) -> R:
        """Raises StorageError when it is not there, Tampered when it does not read."""
        ...

    def has(self, run: str, name: str) -> bool:
        """Whether it was saved."""
        ...


class DocumentStore(Protocol):
    """Files kept by their SHA-256; bytes never change."""

    def put(self, data: bytes) -> str:
        """Keep the bytes (temp, fsync, rename, fsync folder); hex SHA-256."""
        ...

    def get(self, sha256: str) -> bytes:
        """Raises StorageError when absent, Tampered when the bytes do not hash to their name."""
        ...

    def erase(self, sha256: str) -> None:
        """Erase the file; one that is not there is no error."""
        ...


class JournalKey(NamedTuple):
    """Where a recorded answer stands."""

    run: str
    generation: int
    task: str
    ordinal: int


class JournalEntry(NamedTuple):
    """A recorded model answer or tool result."""

    request_hash: str
    answer: str
    """Canonical JSON."""


class Journal(Protocol):
    """The replayable record of a run's model calls and tool results."""

    def recorded(self, key: JournalKey) -> JournalEntry | None:
        """What was recorded there, or `None`."""
        ...

    def record(self, key: JournalKey, entry: JournalEntry) -> None:
        """Durable when it returns."""
        ...

    def generation(self, run: str) -> int:
        """The newest generation of the run, 1 at first."""
        ...


class LedgerStore(Protocol):
    """Where ledger lines and their erasable payloads are kept."""

    def append(
        self, make: Callable[[LedgerEntry | None], LedgerEntry], salt: bytes, payload: bytes
    ) -> LedgerEntry:
        """Make the next line from the newest one and keep it, in one transaction."""
        ...

    def entries(self, run: str = "") -> Sequence[LedgerEntry]:
        """All lines in order, or those of one run."""
        ...

    def newest(self) -> LedgerEntry | None:
        """The last line, or `None` before the first."""
        ...

    def payload(self, number: int) -> tuple[bytes, bytes] | None:
        """Salt and payload of a line, or `None` once erased."""
        ...

    def payloads(self) -> Mapping[int, tuple[bytes, bytes]]:
        """Salt and payload by line number, of every line whose payload is not erased."""
        ...


class CredentialStore(Protocol):
    """Password hashes by e-mail address."""

    def set(self, email: str, password_hash: str) -> None:
        """Keep the hash in place of any earlier one."""
        ...

    def get(self, email: str) -> str | None:
        """The hash, or `None` for somebody without a password."""
        ...


# --- knowledge, models, durability ------------------------------------------------------------


class KnowledgeText(NamedTuple):
    """A quotable piece of a file of the knowledge base."""

    id: str
    """`k` and twelve hex digits of the text's SHA-256."""
    text: str
    file: str
    """The file's name inside the knowledge folder, with `/` between folders."""
    place: str
    """Where inside: `Fees > Late payment, paragraph 2`, `page 3, line 7`, `Rates!A5:D5`."""
    about: str
    """What it is found by beside its own words: the headings above it, the title of its table."""
    sha256: str
    """Of the file's bytes, in hex."""


class ShelvedFile(NamedTuple):
    """A file that belongs behind a wall."""

    file: str
    """Its name inside the knowledge folder."""
    stamp: str
    """Changes when its pieces do: with its bytes, and with the way that files are cut."""
    size: int
    """In bytes; with `modified` it tells, as a rule, that a file is what it was."""
    modified: int
    """In nanoseconds since 1970."""


class ReadFile(NamedTuple):
    """What a file of the knowledge base came to."""

    texts: Sequence[KnowledgeText]
    """In reading order; none when it was refused."""
    refused: str = ""
    """Why it could not be read, and the remedy; empty when it could."""
    left_out: str = ""
    """What of it was not read, in sentences: hidden rows, attachments, pages without text."""


class KeptFile(NamedTuple):
    """A file as a wall holds it."""

    stamp: str
    size: int
    modified: int
    passages: int
    refused: str = ""
    left_out: str = ""


class Match(NamedTuple):
    """A passage that may answer a question."""

    text: KnowledgeText
    nearness: float
    """Cosine of its vector and the question's, from -1 to 1."""
    words: float
    """How much of the question's words it has, from 0 to 1: its BM25 score over the most that any
    passage could have. How rare a word is, is counted over all the walls that are searched; one
    that none of them has counts as missing."""


class Embedding(Protocol):
    """Texts as vectors, so that nearness means nearness in meaning."""

    @property
    def name(self) -> str:
        """Changes when the vectors do, so that an index made of other ones is made again."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text, in order; each has length 1, or is nought for an empty text.

        Shape `(len(texts), dimensions)`. A text's row is the same whatever stands beside it.
        """
        ...


class PassageIndex(Protocol):
    """The knowledge base behind its walls.

    A wall is `firm`, `client-<client>` or `matter-<client>.<matter>`. There is no way to search
    without naming walls, and what is behind others is not opened.
    """

    def content(self, wall: str) -> Mapping[str, KeptFile]:
        """The files that the wall holds, by name; none before it holds anything."""
        ...

    def replace(
        self,
        wall: str,
        files: Sequence[ShelvedFile],
        read: Callable[[ShelvedFile], ReadFile],
    ) -> None:
        """Make these files, in this order, the wall's whole content.

        `read` is called for files that are new or have another stamp. What went is erased from
        the disk. Until it returns, and when it fails or is killed, searches see the old content.
        """
        ...

    def matches(self, walls: Sequence[str], question: str, limit: int) -> Sequence[Match]:
        """The `limit` nearest in meaning and the `limit` nearest in words, of each of those walls.

        In no order; a passage comes once for each place it stands at.
        """
        ...

    def held(self, wall: str) -> tuple[Sequence[KnowledgeText], NDArray[np.float32]]:
        """Every passage that the wall holds, and a row with the vector of each.

        One with several vectors comes once with each of them. It is for proving, once they are
        erased, that they are in no file.
        """
        ...

    def walls(self) -> Sequence[str]:
        """Every wall that holds something, in order."""
        ...


class DurableEngine(Protocol):
    """Carries out a run's stages so that a crash loses at most the stage in progress."""

    def carry_out(self, workflow: str, run: str) -> None:
        """Start the workflow for that run, or go on where it stopped; returns at its end."""
        ...


# --- Word files, seen by other programs ----------------------------------------------------------


class ToPrint(NamedTuple):
    """A Word file to be made a PDF of."""

    docx: bytes
    destinations: bool = False
    """Whether each bookmark becomes a named destination, for finding it on its page."""


class Printer(Protocol):
    """Makes PDFs: tagged, PDF/A-2b, fonts embedded."""

    def pdfs(self, documents: Sequence[ToPrint]) -> Sequence[bytes]:
        """One for each document, in order.

        Raises:
            NoPrinter: this machine has no program for it; the error says how to get it.
            PrintingFailed: it gave no PDF, or took too long.
        """
        ...


class PageImage(NamedTuple):
    """A page as a picture."""

    png: bytes
    width: float
    height: float
    """In points."""


class Destination(NamedTuple):
    """Where a named destination leads."""

    page: int
    """From 1."""
    x: float
    y: float
    """In points from the page's top left corner."""


class Sought(NamedTuple):
    """Words that a page shows, to be found again on it."""

    words: str
    at: Destination
    """Where they begin."""


class Box(NamedTuple):
    """Where a line of words stands."""

    page: int
    """From 1."""
    x: float
    y: float
    """In points from the page's top left corner."""
    width: float
    height: float


class PdfReader(Protocol):
    """Reads our own PDFs."""

    def images(self, pdf: bytes) -> Sequence[PageImage]:
        """Every page as a picture."""
        ...

    def destinations(self, pdf: bytes) -> Mapping[str, Destination]:
        """The named destinations, as the bookmarks that they were are called."""
        ...

    def boxes(self, pdf: bytes, sought: Sequence[Sought]) -> Sequence[tuple[Box, ...]]:
        """A box for each line of each; none for words that do not stand where they should."""
        ...


class WordFault(NamedTuple):
    """Something that a validator says of a Word file."""

    validator: str
    """Who says so: `openxml-audit`."""
    place: str
    """The part of the file, and where in it."""
    message: str


class WordValidator(Protocol):
    """Says what Word would not like about a file."""

    def faults(self, docx: bytes) -> Sequence[WordFault]:
        """Errors only; none for a valid file."""
        ...


class Redliner(Protocol):
    """Compares two Word files."""

    def redline(self, before: bytes, after: bytes, author: str, at: dt.datetime) -> bytes:
        """`after` with what differs as tracked changes by that author.

        Raises:
            RedlineFailed: the comparison could not be made.
        """
        ...
