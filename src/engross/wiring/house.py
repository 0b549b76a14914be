"""An opened workspace with its real adapters, for the command line (and later the web)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from engross.errors import NoRightToSign, UsageError
from engross.ledger import Ledger
from engross.models.policy import HOUSE, models_for
from engross.pipeline import names
from engross.pipeline.services import Progress, Services
from engross.records import ChatModel, HeldDocument, ReleasedDocument, Run
from engross.settings import Settings
from engross.signoff import Passwords, authenticate
from engross.workspace.loading import LoadedWorkspace, load_workspace
from engross.workspace.register import ModelPolicy

if TYPE_CHECKING:
    from engross.adapters.durable import DBOSEngine
    from engross.models.gateway import Gateway
    from engross.records.ports import CrewRunner, DurableEngine, PassageIndex


@dataclass(frozen=True)
class House:
    """A workspace that is open."""

    services: Services
    engine: Callable[[], DurableEngine]
    """The durable engine, launched when it is first asked for."""

    def produce(self, run: str) -> Run:
        """Carry the run to its outcome."""
        from engross.pipeline.advance import produce  # noqa: PLC0415 - loads every stage

        return produce(self.services, self.engine(), run)

    def release(self, run: str) -> ReleasedDocument:
        """Release a signed document."""
        from engross.pipeline.advance import release  # noqa: PLC0415 - loads every stage

        return release(self.services, self.engine(), run)

    def held(self, run: str) -> HeldDocument | None:
        """The run's held document, or `None` when it never came to a hold."""
        if not self.services.records.has(run, names.HELD):
            return None
        return self.services.records.load(run, names.HELD, HeldDocument)

    def signer(self, run: Run) -> str:
        """E-mail address of whoever is responsible for the run's matter."""
        from engross.pipeline.subjects import subject_of  # noqa: PLC0415 - needs the register

        return subject_of(self.services, run)[1].partner

    def shown(self, path: Path) -> str:
        """A path as the person at the terminal would type it."""
        try:
            return str(path.relative_to(Path.cwd()))
        except ValueError:
            return str(path)

    def account_of(self, run: Run) -> Sequence[str]:
        """What was done for the run, a line each, from the ledger."""
        return [
            f"{line.number:>5}  {line.at:%Y-%m-%d %H:%M:%S}  {line.kind} {line.subject}".rstrip()
            for line in self.services.ledger.lines(run.id)
        ]

    def may_set_password(self, email: str, admin: str, password: Callable[[str], str]) -> None:
        """Nothing for a first password; a later one needs the old one, or an admin's.

        Raises:
            NotAuthenticated: the password does not fit.
            NoRightToSign: `admin` has not that role.
        """
        known = self.services.passwords.known
        asked = admin or (email if known(email) else "")
        if not asked:
            return
        firm = self.services.workspace.firm
        signer = authenticate(self.services.passwords, firm, asked, password(asked))
        if admin and "admin" not in signer.person.roles:
            raise NoRightToSign(
                f"{signer.person.name} is no admin in firm.yaml.",
                remedy="Ask somebody who is, or change it with the old password.",
            )

    def set_password(self, email: str, password: str, by: str) -> None:
        """Set the password of somebody in firm.yaml.

        Raises:
            UsageError: firm.yaml does not name them, or the password is too easy to guess.
        """
        person = self.services.workspace.firm.person(email)
        if person is None:
            raise UsageError(
                f"firm.yaml names nobody with the address {email}.",
                remedy="Add them first: engross people add EMAIL --name NAME",
            )
        self.services.passwords.set(person, password)
        self.services.ledger.record(
            "password-set", run="", actor=by, subject="", payload={"email": email}
        )


@contextmanager
def open_house(settings: Settings, progress: Progress) -> Iterator[House]:
    """The workspace of the settings, open for the length of the block.

    Raises:
        WorkspaceError: its files have problems.
        StorageError: its store cannot be opened.
    """
    from engross.adapters.documents import FileDocuments  # noqa: PLC0415 - slow, only here
    from engross.adapters.store import open_store  # noqa: PLC0415 - slow, only here
    from engross.models.house import HouseModel  # noqa: PLC0415 - only here

    workspace = load_workspace(settings.workspace)
    settings.state.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open_store(settings.database or settings.state / "engross.db") as store:
        services = Services(
            workspace=workspace,
            outputs=settings.outputs,
            keys=settings.state / "keys",
            runs=store.runs,
            records=store.records,
            documents=FileDocuments(settings.state / "documents"),
            passwords=Passwords(store.credentials),
            ledger=Ledger(store.ledger),
            index=cache(partial(_open_index, settings)),
            journal=store.journal,
            models=partial(_models, settings, workspace.firm.models),
            house=HouseModel(),
            crew_runner=lambda gateway: _crew_runner(settings, workspace, gateway),
            progress=progress,
            now=lambda: dt.datetime.now(dt.UTC),
        )
        with _engine_of(settings, services) as engine:
            yield House(services, engine)


@contextmanager
def _engine_of(settings: Settings, services: Services) -> Iterator[Callable[[], DurableEngine]]:
    """Makes the durable engine when it is first asked for, and closes it if it was."""
    made: list[DBOSEngine] = []

    def engine() -> DurableEngine:
        from engross.adapters.durable import DBOSEngine  # noqa: PLC0415 - slow, only to carry out
        from engross.pipeline.stages import workflows  # noqa: PLC0415 - loads every stage

        if not made:
            database = settings.database if "://" in settings.database else ""
            made.append(DBOSEngine(settings.state, workflows(services), database))
        return made[0]

    try:
        yield engine
    finally:
        for one in made:
            one.close()


def _models(
    settings: Settings, policy: ModelPolicy, agents: Iterable[str]
) -> Mapping[str, ChatModel]:
    return models_for(agents, policy, settings, partial(_model, settings))


def _model(settings: Settings, name: str) -> ChatModel:
    from engross.models.house import HouseModel  # noqa: PLC0415 - only where a model is wanted

    if name == HOUSE:
        return HouseModel()
    from engross.adapters.crew.models import CrewAIChatModel  # noqa: PLC0415 - loads crewai

    return CrewAIChatModel.from_settings(name, settings)


def _crew_runner(settings: Settings, workspace: LoadedWorkspace, gateway: Gateway) -> CrewRunner:
    from engross.adapters.crew import CrewAIRunner  # noqa: PLC0415 - slow, only to draft

    return CrewAIRunner(workspace, lambda _run: gateway, settings.state)


def _open_index(settings: Settings) -> PassageIndex:
    from engross.adapters.chroma import ChromaIndex  # noqa: PLC0415 - slow, only to search

    return ChromaIndex(settings.state / "chroma")
