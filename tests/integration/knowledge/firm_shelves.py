"""A made-up firm's knowledge folder, and the real store and index over it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engross.adapters.documents import FileDocuments
from engross.adapters.passages import ChromaIndex
from engross.adapters.store import open_store
from engross.ledger import Ledger
from engross.models.house import HouseModel
from engross.pipeline.services import Services
from engross.records.ports import Embedding
from engross.signoff import Passwords, Signer
from engross.workspace.loading import LoadedWorkspace, load_workspace
from engross.workspace.register import Firm
from engross.workspace.specs import KnowledgeFile, KnowledgeIndex

ROOT = Path(__file__).resolve().parents[3]
OWNER = "martin.oke@penhallowreeve.example"
REVIEW_BY = dt.date(2027, 4, 30)


class DenseEmbedding:
    """An embedding whose vectors have no noughts, as a model's have none, and which costs nothing.

    Each word turns the vector its own way, so texts that share words are near.
    """

    name = "dense/1"
    dimensions = 48

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 for each text; all nought for one without words."""
        rows = [self._row(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), self.dimensions)

    def _row(self, text: str) -> NDArray[np.float64]:
        total = sum((_direction(word) for word in text.lower().split()), np.zeros(self.dimensions))
        length = float(np.linalg.norm(total))
        return total / length if length else total


@cache
def _direction(word: str) -> NDArray[np.float64]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).normal(size=DenseEmbedding.dimensions)


def put(root: Path, files: Mapping[str, str]) -> None:
    """Make these the knowledge folder's files, listed; those of an earlier call go."""
    folder = root / "knowledge"
    for old in sorted(folder.rglob("*")):
        if old.is_file():
            old.unlink()
    lines = ["files:" if files else "files: {}"]
    for file, text in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
        lines += [f"  {file}:", f"    owner: {OWNER}", f"    review_by: {REVIEW_BY}"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def workspace(root: Path, firm: Firm | None = None, more: Collection[str] = ()) -> LoadedWorkspace:
    """The repository's own workspace, with this knowledge folder, all of it listed.

    `firm` is another register; `more` are names that are listed too.
    """
    listed = _listed(root, more)
    whole = _repository()
    changed = {"root": root, "knowledge": listed, "firm": firm or whole.firm}
    return whole.model_copy(update=changed)


@contextmanager
def house(root: Path, embedding: Embedding) -> Iterator[Services]:
    """Services on the real store, documents and index in `root`."""
    state = root / ".engross"
    state.mkdir(exist_ok=True)
    index = ChromaIndex(state / "chroma", embedding)
    with open_store(state / "engross.db") as store:
        yield Services(
            workspace=workspace(root),
            outputs=root / "outputs",
            keys=state / "keys",
            runs=store.runs,
            records=store.records,
            documents=FileDocuments(state / "documents"),
            passwords=Passwords(store.credentials),
            ledger=Ledger(store.ledger),
            together=store.together,
            alone=lambda _run: nullcontext(),
            embedding=lambda: embedding,
            index=lambda: index,
            journal=store.journal,
            models=lambda _agents: {},
            house=HouseModel(),
            crew_runner=_no_crew,
            progress=lambda _told: None,
            now=lambda: dt.datetime(2026, 10, 14, 9, 30, tzinfo=dt.UTC),
        )
    index.close()


def signer(email: str = OWNER) -> Signer:
    """Somebody of the firm who has proved who they are; Martin Oke is a manager."""
    person = _repository().firm.person(email)
    assert person is not None
    return Signer(person)


@cache
def _repository() -> LoadedWorkspace:
    return load_workspace(ROOT)


def _listed(root: Path, more: Collection[str]) -> KnowledgeIndex:
    folder = root / "knowledge"
    names = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if (path.is_file() or path.is_symlink()) and path.name != "index.yaml"
    )
    entry = KnowledgeFile(owner=OWNER, review_by=REVIEW_BY)
    return KnowledgeIndex(files=dict.fromkeys([*names, *more], entry))


def _no_crew(_gateway: object) -> object:
    raise AssertionError("no crew is run here")
