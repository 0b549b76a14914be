"""A firm with a released document and a signed one that waits, and hands that change things."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from engross.errors import EngrossError
from engross.pipeline import names
from engross.pipeline.deciding import sign
from engross.pipeline.holding import write_files
from engross.pipeline.moving import move
from engross.pipeline.orders import Order
from engross.pipeline.releasing import release
from engross.pipeline.services import Services
from engross.pipeline.stages import PRODUCE
from engross.pipeline.starting import start
from engross.pipeline.verifying import verify_file, verify_with_key
from engross.records import Evidence, HeldDocument
from engross.settings import Settings
from engross.wiring.house import House, open_house

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples" / "client_report"
FOLDERS = ("crews", "agents", "tasks", "knowledge", "templates", "outputs")
HELEN = "helen.pike@penhallowreeve.example"
REPORT = "Wrackline Boatyard Limited - client report - 2026-Q3.docx"
PASSWORD = "harbour lantern quince"  # noqa: S105 - a made-up person's
ORDER = Order(
    crew="client_report",
    client="wrackline",
    matter="accounts-2026",
    files=(("notes", EXAMPLES / "call-notes.md"), ("billing", EXAMPLES / "billing.xlsx")),
    period="2026-Q3",
    as_at=dt.date(2026, 10, 14),
    started_by="priya.sandhu@penhallowreeve.example",
)


@dataclass(frozen=True)
class Firm:
    """A workspace on disk."""

    root: Path
    released: str
    """Run whose document was released."""
    waiting: str
    """Run whose document was signed before that, and not released yet."""

    @property
    def folder(self) -> Path:
        """The released files."""
        return self.root / "outputs" / self.released / "released"

    def other_folder(self) -> Path:
        """The files of the other run, released now."""
        assert self.let_go(self.waiting) == ""
        return self.root / "outputs" / self.waiting / "released"

    @property
    def report(self) -> Path:
        """The released report."""
        return self.folder / REPORT

    def verified(self, path: Path | None = None) -> str:
        """What `engross verify` finds wrong; nothing when it finds nothing."""
        with opened(self.root) as house:
            return _verified(house.services, path or self.folder)

    def both(self, run: str) -> dict[str, str]:
        """What `engross verify` finds wrong, and why the release of that run is refused."""
        with opened(self.root) as house:
            return {
                "verify": _verified(house.services, self.folder),
                "release": _let_go(house.services, run),
            }

    def verified_with(self, key: Path, path: Path | None = None) -> str:
        """What `engross verify --key` finds wrong, without the workspace."""
        return "\n".join(verify_with_key(path or self.folder, key).problems)

    def let_go(self, run: str) -> str:
        """Why the run's release is refused; nothing when it is not."""
        with opened(self.root) as house:
            return _let_go(house.services, run)

    def told(self, *statements: str) -> None:
        """Change the database as somebody would who has it in their hands."""
        with closing(sqlite3.connect(self.root / ".engross" / "engross.db")) as store:
            triggers = store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in triggers.fetchall():
                store.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                store.execute(statement)
            store.commit()

    def rows(self, query: str, *values: str) -> list[tuple[object, ...]]:
        """Rows of the database."""
        with closing(sqlite3.connect(self.root / ".engross" / "engross.db")) as store:
            return list(store.execute(query, values))

    def row_for(self, statement: str, values: tuple[object, ...]) -> None:
        """Put values into the database by hand."""
        self.told()
        with closing(sqlite3.connect(self.root / ".engross" / "engross.db")) as store:
            store.execute(statement, values)
            store.commit()


def _verified(services: Services, path: Path) -> str:
    try:
        return "\n".join(verify_file(services, path).problems)
    except EngrossError as error:
        return str(error)


def _let_go(services: Services, run: str) -> str:
    try:
        release(services, services.runs.get(run))
    except EngrossError as error:
        return str(error)
    return ""


@contextmanager
def opened(root: Path) -> Iterator[House]:
    """The workspace; what opening it does to the environment is put back."""
    environment, temporary = dict(os.environ), tempfile.tempdir
    with open_house(Settings(workspace=root, office="none"), lambda _words: None) as house:
        yield house
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = temporary


@pytest.fixture(scope="session")
def firm_once(tmp_path_factory: pytest.TempPathFactory) -> Firm:
    """The firm, only to be copied. The waiting document was signed before the other left."""
    root = tmp_path_factory.mktemp("proof") / "firm"
    for name in FOLDERS:
        ignored = shutil.ignore_patterns("client_report-*")
        shutil.copytree(ROOT / name, root / name, ignore=ignored)
    shutil.copy(ROOT / "firm.yaml", root)
    with opened(root) as house:
        house.set_password(HELEN, PASSWORD, by=HELEN)
        released = _held(house.services)
        waiting = _held_likewise(house.services, released)
        for run in (waiting, released):
            _signed(house.services, run)
        release(house.services, house.services.runs.get(released))
    return Firm(root, released, waiting)


def _held(services: Services) -> str:
    run = start(services, ORDER)
    for _name, stage in PRODUCE:
        stage(services, services.runs.get(run.id))
    return run.id


def _held_likewise(services: Services, run: str) -> str:
    """Another run, held with the same document: making it again would take seconds."""
    other = start(services, ORDER)
    held = services.records.load(run, names.HELD, HeldDocument)
    held = held.model_copy(update={"run": other.id})
    evidence = services.records.load(run, names.EVIDENCE, Evidence)
    services.records.save(other.id, names.EVIDENCE, evidence)
    services.records.save(other.id, names.HELD, held)
    write_files(services, other)
    noted = {"fingerprint": held.fingerprint()}
    services.ledger.record("held", run=other.id, actor="engross", subject="", payload=noted)
    move(services, services.runs.get(other.id), "hold")
    return other.id


def _signed(services: Services, run: str) -> None:
    sign(services, run, email=HELEN, password=lambda _: PASSWORD, comment="", overrides=())


@pytest.fixture
def firm(firm_once: Firm, tmp_path: Path) -> Firm:
    """A copy of the firm, to do with as a test likes."""
    root = tmp_path / "firm"
    shutil.copytree(firm_once.root, root)
    return Firm(root, firm_once.released, firm_once.waiting)


@pytest.fixture
def key(firm: Firm, tmp_path: Path) -> Path:
    """The firm's public key, got in another way than with the files."""
    path = tmp_path / "firm-public-key.pem"
    shutil.copy(firm.folder / path.name, path)
    return path
