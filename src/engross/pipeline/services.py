"""What every stage may use: the opened workspace and the adapters behind their ports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from engross.ledger import Ledger
from engross.models.gateway import Gateway
from engross.records import ChatModel
from engross.records.ports import (
    CrewRunner,
    DocumentStore,
    Embedding,
    Journal,
    PassageIndex,
    PdfReader,
    Printer,
    RecordStore,
    Redliner,
    RunStore,
    Together,
    WordValidator,
)
from engross.records.post import Mailbox, OfficerStore
from engross.records.runs import Run
from engross.signoff import Passwords
from engross.workspace.loading import LoadedWorkspace

Progress = Callable[[str], None]
"""Told, in a few words, what is being done."""


@dataclass(frozen=True)
class Programs:
    """Other programs that Word files are shown to; each is opened when it is first asked for."""

    printer: Callable[[], Printer | None] = lambda: None
    """Makes PDFs; `None` where the firm wants none."""
    reader: Callable[[], PdfReader | None] = lambda: None
    validators: Callable[[], tuple[WordValidator, ...]] = tuple
    redliner: Callable[[], Redliner | None] = lambda: None


@dataclass(frozen=True)
class Services:
    """Built once a process by the wiring (or a test) and handed to every stage."""

    workspace: LoadedWorkspace
    outputs: Path
    """`outputs/`, where people read documents."""
    keys: Path
    """Folder of the firm's signing key, inside the state folder."""
    runs: RunStore
    records: RecordStore
    documents: DocumentStore
    passwords: Passwords
    ledger: Ledger
    together: Together
    """All that the store is told inside the block is kept as one, or not at all."""
    alone: Callable[[str], AbstractContextManager[None]]
    """Nobody else works or decides on that run while the block runs; RunBusy otherwise."""
    embedding: Callable[[], Embedding]
    """Loads the embedding; slow, so only when asked."""
    index: Callable[[], PassageIndex]
    """Opens the knowledge base; slow, so only when asked."""
    journal: Journal
    models: Callable[[Iterable[str]], Mapping[str, ChatModel]]
    """A model for each of those agents, as the firm's policy allows."""
    house: ChatModel
    """The house model, which goes on when another cannot."""
    crew_runner: Callable[[Gateway], CrewRunner]
    """A runner whose every model call goes through that gateway."""
    progress: Progress
    now: Callable[[], dt.datetime]
    """The time, in UTC."""
    officer: Callable[[], OfficerStore | None] = lambda: None
    """Opens what the reporting officer alone reads; `None` where the firm has no officer."""
    mailbox: Callable[[], Mailbox | None] = lambda: None
    """Opens the firm's mailbox; `None` where the settings name none."""
    programs: Programs = Programs()
    """Programs beside Engross."""

    @property
    def state(self) -> Path:
        """The state folder, which holds all that is kept outside `outputs/`."""
        return self.keys.parent

    def folder(self, run: Run) -> Path:
        """Where the run's files for people are, `outputs/<run>`."""
        return self.outputs / run.id
