"""The proposal of each profession with each of its required statements taken away in turn."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, get_args

import docx
import pytest

from engross.ooxml.text import read_text
from engross.pipeline import names
from engross.pipeline.checking import check
from engross.pipeline.orders import Order
from engross.pipeline.rendering import quotable_evidence, render
from engross.pipeline.services import Services
from engross.pipeline.stages import read
from engross.pipeline.starting import start
from engross.pipeline.statements import noticed_of_statements
from engross.pipeline.subjects import crew_of
from engross.records import Brief, CheckReport, CrewResult, Draft, Finding, Run
from engross.settings import Settings
from engross.wiring.house import open_house
from engross.workspace import LoadedWorkspace, load_workspace
from engross.workspace.packs import Statement, file_of, required
from engross.workspace.register import Profession

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("crews", "agents", "tasks", "knowledge", "templates", "outputs")
EXAMPLES = ROOT / "examples" / "proposal"
RULE = "required-statement"
PROFESSIONS = get_args(Profession)


class Proposal(NamedTuple):
    """A proposal of one profession's firm, rendered and checked, whatever an agent would write."""

    services: Services
    run: Run
    needed: tuple[str, ...]
    """The keys of the statements that it must hold."""

    @property
    def candidate(self) -> bytes:
        rendered = self.services.records.load(self.run.id, names.RENDERED, names.RenderedDocument)
        return self.services.documents.get(rendered.candidate.sha256)

    def noticed(self, candidate: bytes, services: Services | None = None) -> list[Finding]:
        """What the rules on statements find in that document."""
        evidence = quotable_evidence(self.services, self.run)
        blocks = read_text(candidate)
        found = noticed_of_statements(services or self.services, self.run, blocks, evidence)
        return [finding for finding in found if finding.rule == RULE]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The example firm, opened once; what CrewAI does to the environment is put back."""
    folder = tmp_path_factory.mktemp("statements")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "firm.yaml", folder)
    environment, temporary = dict(os.environ), tempfile.tempdir
    with open_house(Settings(workspace=folder), lambda _words: None) as opened:
        yield opened.services
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = temporary


@pytest.fixture(scope="module")
def proposal(house: Services) -> Callable[[str], Proposal]:
    """`proposal("solicitors")`, made once."""
    made: dict[str, Proposal] = {}

    def of(profession: str) -> Proposal:
        if profession not in made:
            made[profession] = _made(house, profession)
        return made[profession]

    return of


def _made(house: Services, profession: str) -> Proposal:
    services = dataclasses.replace(house, workspace=_practising(house, profession))
    exports = sorted(EXAMPLES.glob("hubspot-*.csv"))
    order = Order(
        crew="proposal",
        files=tuple(("crm", export) for export in exports),
        deal="21480377101",
        as_at=dt.date(2026, 11, 18),
    )
    run = start(services, order)
    read(services, run)
    nothing = CrewResult(brief=Brief(sections=()), draft=Draft(sections=()))
    services.records.save(run.id, names.RESULT, nothing)
    render(services, run)
    check(services, run)
    return Proposal(services, run, tuple(required(crew_of(services, run))))


def _practising(house: Services, profession: str) -> LoadedWorkspace:
    register = house.workspace.root / "firm.yaml"
    before = register.read_text(encoding="utf-8")
    register.write_text(
        before.replace("profession: accountants", f"profession: {profession}"), encoding="utf-8"
    )
    try:
        return load_workspace(house.workspace.root)
    finally:
        register.write_text(before, encoding="utf-8")


@pytest.mark.parametrize("profession", PROFESSIONS)
def test_a_proposal_holds_every_statement_and_only_those_of_its_profession_unreviewed(
    profession: str, proposal: Callable[[str], Proposal]
) -> None:
    made = proposal(profession)

    report = made.services.records.load(made.run.id, names.REPORT, CheckReport)
    rules = {finding.rule for finding in report.findings}
    assert {"acceptance", "complaints", "data-protection", "identity"} <= set(made.needed)
    assert RULE not in rules
    assert ("statement-unreviewed" in rules) == (profession != "accountants")


@pytest.mark.parametrize("profession", PROFESSIONS)
def test_each_statement_whose_file_is_gone_blocks_the_proposal_made_without_it(
    profession: str, proposal: Callable[[str], Proposal]
) -> None:
    made = proposal(profession)
    said: dict[str, list[str]] = {}

    for key in made.needed:
        services = _without(made, key)
        render(services, made.run)
        said[key] = [found.message for found in made.noticed(made.candidate, services)]
    render(made.services, made.run)

    assert said == {
        key: [f"{file_of(profession, key)} is not there, and this document must hold its words."]
        for key in made.needed
    }


def _without(made: Proposal, key: str) -> Services:
    there = made.services.workspace.statements
    left = {name: statement for name, statement in there.items() if name != key}
    return _with(made.services, left)


def _with(services: Services, statements: Mapping[str, Statement]) -> Services:
    workspace = services.workspace.model_copy(update={"statements": statements})
    return dataclasses.replace(services, workspace=workspace)


@pytest.mark.parametrize("profession", PROFESSIONS)
def test_each_statement_that_says_nothing_blocks(
    profession: str, proposal: Callable[[str], Proposal]
) -> None:
    made = proposal(profession)
    there = made.services.workspace.statements
    said: dict[str, list[str]] = {}

    for key in made.needed:
        empty = there[key].model_copy(update={"text": ("",)})
        services = _with(made.services, {**there, key: empty})
        said[key] = [found.message for found in made.noticed(made.candidate, services)]

    assert said == {
        key: [f"{file_of(profession, key)} says nothing, and this document must hold its words."]
        for key in made.needed
    }


@pytest.mark.parametrize("profession", PROFESSIONS)
def test_each_statement_of_which_a_word_is_cut_from_the_word_file_blocks(
    profession: str, proposal: Callable[[str], Proposal]
) -> None:
    made = proposal(profession)
    there = made.services.workspace.statements
    said: dict[str, list[tuple[str, bool]]] = {}

    for key in made.needed:
        words = max(re.split(r"\[\[.*?\]\]", there[key].words[0]), key=len)
        cut = _without_last_word(made.candidate, words.strip())
        named = f"“{there[key].title}”"
        said[key] = [(found.severity, named in found.message) for found in made.noticed(cut)]

    assert said == {key: [("block", True)] for key in made.needed}


def test_a_word_cut_anywhere_else_is_no_matter_of_the_statements(
    proposal: Callable[[str], Proposal],
) -> None:
    made = proposal("accountants")

    cut = _without_last_word(made.candidate, "What is not included")

    assert made.noticed(cut) == []


def _without_last_word(whole: bytes, words: str) -> bytes:
    """The file with the last word of the paragraph gone in which those words stand."""
    document = docx.Document(io.BytesIO(whole))
    (paragraph,) = [one for one in document.paragraphs if words in one.text]
    last = [run for run in paragraph.runs if run.text.strip(" .")][-1]
    last.text = last.text.rstrip(" .").rpartition(" ")[0]
    edited = io.BytesIO()
    document.save(edited)
    return edited.getvalue()
