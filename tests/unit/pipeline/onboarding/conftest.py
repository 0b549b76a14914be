"""A welcome letter that is held, whose draft says nothing, made without any model."""

from __future__ import annotations

import copy
import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from engross.ledger import Ledger
from engross.pipeline import names
from engross.pipeline.checking import check
from engross.pipeline.holding import hold
from engross.pipeline.orders import Order
from engross.pipeline.rendering import render
from engross.pipeline.services import Services
from engross.pipeline.stages import read
from engross.pipeline.starting import start
from engross.records import Brief, CrewResult, Draft, DraftSection, Run
from engross.signoff import Cost, Passwords
from engross.testing.officer import MemoryOfficer
from engross.testing.stores import FolderDocumentStore

WORDS = "harbour lantern quince"
FORM = """\
Registered name,Company number,Your full name,Email address,Directors,Other parties,How can we help?
Saltmarsh Ceramics Ltd,99000213,Ms Imogen Treloar,imogen@saltmarshceramics.example,\
Alan Whitcomb; Dafydd Penrose,Wrackline Boatyard Ltd,We rent of Tidewell Dental Practice LLP.
"""


Hold = Callable[[Services, Run], Run]
Store = TypeVar("Store")


def _copied(store: Store) -> Store:
    """A store in memory with lists and dicts of its own."""
    own = copy.copy(store)
    vars(own).update({k: copy.copy(v) for k, v in vars(store).items() if type(v) in {dict, list}})
    return own


Firm = tuple[Services, str, Path]
PRIYA = "priya.sandhu@penhallowreeve.example"


@pytest.fixture(scope="session")
def held_of() -> Hold:
    """`held_of(services, run)`: the run, held with an empty draft."""

    def holds(firm: Services, run: Run) -> Run:
        read(firm, run)
        sections = firm.workspace.crews["onboarding"].standard_format
        draft = Draft(sections=tuple(DraftSection(key=section.key) for section in sections))
        result = CrewResult(brief=Brief(sections=()), draft=draft)
        firm.records.save(run.id, names.RESULT, result)
        for stage in (render, check, hold):
            stage(firm, firm.runs.get(run.id))
        return firm.runs.get(run.id)

    return holds


@pytest.fixture(scope="session")
def once(
    tmp_path_factory: pytest.TempPathFactory,
    make_services: Callable[[Path, Callable[[str], None]], Services],
    held_of: Hold,
) -> Firm:
    """Services with a password for everybody, and a held run; only to be copied.

    The crew makes no more files than the letter, which takes most of the time.
    """
    folder = tmp_path_factory.mktemp("onboarding")
    services = make_services(folder, lambda _words: None)
    passwords = Passwords(services.passwords._store, Cost(passes=1, kibibytes=8, threads=1))
    for person in services.workspace.firm.people:
        passwords.set(person, WORDS)
    crew = services.workspace.crews["onboarding"].model_copy(update={"also": ()})
    crews = {**services.workspace.crews, "onboarding": crew}
    workspace = services.workspace.model_copy(update={"crews": crews})
    firm = dataclasses.replace(services, workspace=workspace, passwords=passwords)
    (folder / "form.csv").write_text(FORM, encoding="utf-8")
    order = Order(crew="onboarding", files=(("form", folder / "form.csv"),), started_by=PRIYA)
    return firm, held_of(firm, start(firm, order)).id, folder


@pytest.fixture
def officer() -> MemoryOfficer:
    """What was told to the reporting officer."""
    return MemoryOfficer()


@pytest.fixture
def firm(once: Firm, tmp_path: Path, officer: MemoryOfficer) -> Services:
    """A copy of those services."""
    services, _, folder = once
    own = tmp_path / "firm"
    shutil.copytree(folder, own)
    return dataclasses.replace(
        services,
        workspace=services.workspace.model_copy(update={"root": own}),
        outputs=own / "outputs",
        keys=own / "keys",
        documents=FolderDocumentStore(own / "documents"),
        runs=_copied(services.runs),
        records=_copied(services.records),
        ledger=Ledger(_copied(services.ledger._store)),
        officer=lambda: officer,
    )


@pytest.fixture
def newcomer(once: Firm, firm: Services) -> Run:
    """The held run about the form's entry."""
    return firm.runs.get(once[1])


@pytest.fixture
def form(firm: Services) -> Path:
    """The form that it was given."""
    return firm.workspace.root / "form.csv"
