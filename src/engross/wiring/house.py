"""An opened workspace with its real adapters, for the command line (and later the web)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from engross.errors import NoRightToSign, NotAuthenticated, UsageError
from engross.ledger import Ledger
from engross.pipeline import names
from engross.pipeline.services import Progress, Services
from engross.records import CrewResult, Finding, HeldDocument, ReleasedDocument, Run
from engross.settings import Settings
from engross.signoff import Passwords, Signer, authenticate
from engross.wiring.adapters import (
    crew_runner,
    models_for_agents,
    open_embedding,
    open_index,
    open_mailbox,
    open_officer,
    programs_of,
)
from engross.workspace.loading import load_workspace
from engross.workspace.register import REPORTING_OFFICER

if TYPE_CHECKING:
    from engross.adapters.durable import DBOSEngine
    from engross.records.ports import DurableEngine
    from engross.records.post import OfficerKeeper


@dataclass(frozen=True)
class House:
    """A workspace that is open."""

    services: Services
    backup: Callable[[Path], None]
    """Copies the store, whole, to a new file."""
    engine: Callable[[], DurableEngine]
    """The durable engine, launched when it is first asked for."""
    keeper: Callable[[], OfficerKeeper | None]
    """Opens what the reporting officer reads; `None` where the firm has no officer."""

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

    def models_of(self, run: Run) -> Sequence[str]:
        """The models that wrote the run's draft; none before it is drafted."""
        if not self.services.records.has(run.id, names.RESULT):
            return ()
        return self.services.records.load(run.id, names.RESULT, CrewResult).models

    def account_of(self, run: Run) -> Sequence[str]:
        """What was done for the run, a line each, from the ledger."""
        return [
            f"{line.number:>5}  {line.at:%Y-%m-%d %H:%M:%S}  {line.kind} {line.subject}".rstrip()
            for line in self.services.ledger.lines(run.id)
        ]

    def signed_in(self, email: str, password: Callable[[str], str]) -> Signer:
        """Whoever that is, once the password fits.

        Raises:
            NotAuthenticated: it does not.
        """
        firm, passwords = self.services.workspace.firm, self.services.passwords
        self.check_has_password(email)
        return authenticate(passwords, firm, email, password(email))

    def check_has_password(self, email: str) -> None:
        """Say so at once when somebody in firm.yaml has no password to be asked for.

        Raises:
            NotAuthenticated: they have none.
        """
        person = self.services.workspace.firm.person(email)
        if person is not None and not self.services.passwords.known(email):
            raise NotAuthenticated(
                f"{person.name} has no password yet.",
                remedy=f"Set one: engross people password {person.email}",
            )

    def run(self, text: str) -> Run:
        """The run of that id, of that beginning or end of one, or the `last`.

        Raises:
            UnknownRun: there is none, or there are several.
        """
        runs = self.services.runs.list()
        if text == "last" and runs:
            return runs[0]
        ending = [run for run in runs if run.id.endswith(text)]
        return ending[0] if len(ending) == 1 else self.services.runs.get(text)

    def may_be_signed(self, blocks: Iterable[Finding]) -> bool:
        """Whether somebody may answer for every one of these block findings."""
        from engross.checks import OVERRIDABLE  # noqa: PLC0415 - only where a run is shown

        return all(finding.rule in OVERRIDABLE for finding in blocks)

    def officer(self, email: str) -> OfficerKeeper:
        """What was told to the reporting officer, for that officer.

        Raises:
            UsageError: firm.yaml names no such officer.
        """
        person = self.services.workspace.firm.person(email)
        officer = self.keeper()
        if officer is None or person is None or REPORTING_OFFICER not in person.roles:
            raise UsageError(
                f"{email} is not the firm's reporting officer.",
                remedy="firm.yaml names one person with the role reporting_officer.",
            )
        return officer

    def may_set_password(self, email: str, admin: str, password: Callable[[str], str]) -> None:
        """Nothing for a first password as long as no admin has one; else the old one or an admin's.

        Raises:
            UsageError: firm.yaml does not name the person.
            NotAuthenticated: the password does not fit.
            NoRightToSign: `admin` has not that role.
        """
        self._check_known(email)
        if not admin and self.services.passwords.known(email):
            self.signed_in(email, password)
        else:
            self.may_keep_people(admin, password)

    def may_keep_people(self, admin: str, password: Callable[[str], str]) -> None:
        """Nothing as long as no admin has a password; from then on only an admin may.

        Raises:
            NotAuthenticated: the password does not fit.
            NoRightToSign: nobody was named, or `admin` has not that role.
        """
        known, people = self.services.passwords.known, self.services.workspace.firm.people
        if not admin and any("admin" in p.roles and known(p.email) for p in people):
            raise NoRightToSign(
                "This firm's people and passwords are in an admin's hands.",
                remedy="Say who you are: --as EMAIL of an admin.",
            )
        if admin and "admin" not in self.signed_in(admin, password).person.roles:
            raise NoRightToSign(f"{admin} is no admin in firm.yaml.", remedy="Ask one who is.")

    def _check_known(self, email: str) -> None:
        if self.services.workspace.firm.person(email) is None:
            raise UsageError(
                f"firm.yaml names nobody with the address {email}.",
                remedy="Add them first: engross people add EMAIL --name NAME",
            )

    def set_password(self, email: str, password: str, by: str) -> None:
        """Set the password of somebody in firm.yaml.

        Raises:
            UsageError: firm.yaml does not name them, or the password is too easy to guess.
        """
        self._check_known(email)
        person = next(
            p for p in self.services.workspace.firm.people if p.email.lower() == email.lower()
        )
        self.services.passwords.set(person, password)
        self.services.ledger.record(
            "password-set", run="", actor=by, subject="", payload={"email": email}
        )


def _nobody(_what: str) -> str:
    """What asks for a secret where nobody can be asked."""
    raise UsageError("There is nobody to ask for a password.", remedy="Set it beforehand.")


@contextmanager
def open_house(
    settings: Settings, progress: Progress, ask: Callable[[str], str] = _nobody
) -> Iterator[House]:
    """The workspace of the settings, open for the length of the block.

    `ask` is asked for the mailbox's password where the settings have none, and only when the
    mailbox is needed.

    Raises:
        WorkspaceError: its files have problems.
        StorageError: its store cannot be opened.
    """
    from engross.adapters.documents import FileDocuments  # noqa: PLC0415 - slow, only here
    from engross.adapters.locks import alone  # noqa: PLC0415 - adapters are built here only
    from engross.adapters.store import open_store  # noqa: PLC0415 - slow, only here
    from engross.models.house import HouseModel  # noqa: PLC0415 - only here

    workspace = load_workspace(settings.workspace)
    settings.state.mkdir(parents=True, exist_ok=True, mode=0o700)
    embedding = cache(partial(open_embedding, settings))
    officer = cache(partial(open_officer, settings, workspace))
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
            together=store.together,
            alone=partial(alone, settings.state),
            embedding=embedding,
            index=cache(partial(open_index, settings, embedding)),
            journal=store.journal,
            models=partial(models_for_agents, settings, workspace.firm.models, embedding),
            house=HouseModel(embedding),
            crew_runner=lambda gateway: crew_runner(settings, workspace, gateway),
            progress=progress,
            now=lambda: dt.datetime.now(dt.UTC),
            mailbox=cache(partial(open_mailbox, settings, ask)),
            officer=officer,
            programs=programs_of(settings),
        )
        with _engine_of(settings, services) as engine:
            yield House(services, store.backup, engine, officer)


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
