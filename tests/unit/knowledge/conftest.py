"""Knowledge folders of the made-up firm, and an index that only remembers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from engross.knowledge.shelf import Shelf
from engross.records.ports import KeptFile, KnowledgeText, Match, ReadFile, ShelvedFile
from engross.workspace.register import BankDetails, Client, Firm, Matter, Particulars, Person
from engross.workspace.specs import KnowledgeFile

HELEN = "helen.pike@penhallowreeve.example"


def client(key: str) -> Client:
    advice = Matter(key="advice", reference=f"{key}-1", title="Advice on leases", partner=HELEN)
    return Client(key=key, name=f"{key.title()} Limited", short_name=key, matters=(advice,))


FIRM = Firm(
    particulars=Particulars(
        name="Penhallow Reeve LLP",
        profession="accountants",
        registered_in="England and Wales",
        number="OC000000",
        registered_office="1 Example Quay, Exeter",
        address="1 Example Quay, Exeter",
        telephone="01632 960100",
        email="office@penhallowreeve.example",
    ),
    bank=BankDetails(account_name="x", sort_code="00-00-00", account_number="00000000"),
    people=(Person(email=HELEN, name="Helen Pike", roles=("fee_earner",)),),
    clients=(client("wrackline"), client("tidewell")),
)


def entry(owner: str = HELEN) -> KnowledgeFile:
    return KnowledgeFile(owner=owner, review_by=dt.date(2027, 1, 31), tier="client")


def shelf_of(
    folder: Path, files: Mapping[str, bytes], listed: Mapping[str, KnowledgeFile] | None = None
) -> Shelf:
    """The shelf of a knowledge folder with those files; all are listed unless it says which."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    entries = {name: entry() for name in files} if listed is None else listed
    # `Shelf.of` reads these of a loaded workspace and nothing else.
    return Shelf.of(
        SimpleNamespace(root=folder.parent, firm=FIRM, knowledge=SimpleNamespace(files=entries))  # type: ignore[arg-type]  # as far as a shelf is concerned, it is one
    )


class RememberingIndex:
    """A `PassageIndex` in memory that carries unchanged files over, and notes what it does."""

    def __init__(self) -> None:
        self.held: dict[str, dict[str, tuple[KeptFile, Sequence[KnowledgeText]]]] = {}
        self.replaced: list[str] = []
        self.read: list[str] = []

    def content(self, wall: str) -> Mapping[str, KeptFile]:
        return {file: kept for file, (kept, _) in self.held.get(wall, {}).items()}

    def replace(
        self,
        wall: str,
        files: Sequence[ShelvedFile],
        read: Callable[[ShelvedFile], ReadFile],
    ) -> None:
        before = self.held.get(wall, {})
        self.replaced.append(wall)
        now = {file.file: self._kept(file, before.get(file.file), read) for file in files}
        if now:
            self.held[wall] = now
        else:
            self.held.pop(wall, None)

    def _kept(
        self,
        file: ShelvedFile,
        before: tuple[KeptFile, Sequence[KnowledgeText]] | None,
        read: Callable[[ShelvedFile], ReadFile],
    ) -> tuple[KeptFile, Sequence[KnowledgeText]]:
        if before and before[0].stamp == file.stamp:
            kept = before[0]._replace(size=file.size, modified=file.modified)
            return kept, before[1]
        self.read.append(file.file)
        found = read(file)
        kept = KeptFile(
            file.stamp,
            file.size,
            file.modified,
            len(found.texts),
            found.refused,
            found.left_out,
        )
        return kept, found.texts

    def texts(self, wall: str) -> list[str]:
        """The words behind a wall."""
        return [text.text for _, texts in self.held.get(wall, {}).values() for text in texts]

    def matches(self, walls: Sequence[str], question: str, limit: int) -> Sequence[Match]:
        raise NotImplementedError(walls, question, limit)

    def walls(self) -> Sequence[str]:
        return sorted(self.held)


@pytest.fixture
def shelves(tmp_path: Path) -> SimpleNamespace:
    """Makes shelves of a folder of the test's own, entries of an index, and an index."""
    folder = tmp_path / "workspace" / "knowledge"
    folder.mkdir(parents=True)

    def of(files: Mapping[str, bytes], listed: Mapping[str, KnowledgeFile] | None = None) -> Shelf:
        return shelf_of(folder, files, listed)

    return SimpleNamespace(of=of, entry=entry, folder=folder, index=RememberingIndex)
