"""A held document with one file, the people of the firm, and a case that may be signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from engross.records import (
    Candidate,
    Deliverable,
    Evidence,
    Fact,
    Figure,
    Finding,
    HeldDocument,
    Run,
    Span,
)
from engross.signoff import Case, Signer
from engross.testing.stores import FolderDocumentStore
from engross.workspace.register import BankDetails, Client, Firm, Matter, Particulars, Person
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec, InputSpec, SignOffSpec

NOW = dt.datetime(2026, 10, 14, 15, 0, tzinfo=dt.UTC)
DOMAIN = "penhallowreeve.example"


def _person(email: str, name: str, role: str, *signs: str) -> Person:
    return Person(email=f"{email}@{DOMAIN}", name=name, roles=(role,), signs=signs)


@pytest.fixture
def firm() -> Firm:
    return Firm(
        particulars=Particulars(
            name="Penhallow Reeve LLP",
            profession="accountants",
            registered_in="England and Wales",
            number="OC000000",
            registered_office="1 Example Quay, Exeter",
            address="1 Example Quay, Exeter",
            telephone="01632 960100",
            email=f"office@{DOMAIN}",
        ),
        bank=BankDetails(
            account_name="Penhallow Reeve LLP", sort_code="00-00-00", account_number="00000000"
        ),
        people=(
            _person("helen.pike", "Helen Pike", "fee_earner", "client_report"),
            _person("martin.oke", "Martin Oke", "manager", "*"),
            _person("priya.sandhu", "Priya Sandhu", "preparer", "client_report"),
            _person("gareth.lowe", "Gareth Lowe", "fee_earner", "proposal"),
        ),
        clients=(
            Client(
                key="wrackline",
                name="Wrackline Boatyard Limited",
                short_name="the Company",
                matters=(
                    Matter(
                        key="accounts-2026",
                        reference="WRA001",
                        title="Management accounts",
                        partner=f"helen.pike@{DOMAIN}",
                    ),
                ),
            ),
        ),
    )


@pytest.fixture
def signer(firm: Firm) -> Callable[[str], Signer]:
    """`signer("helen.pike")`: that person, let in."""

    def of(name: str) -> Signer:
        person = firm.person(f"{name}@{DOMAIN}")
        assert person is not None
        return Signer(person)

    return of


@pytest.fixture
def helen(signer: Callable[[str], Signer]) -> Signer:
    return signer("helen.pike")


@pytest.fixture
def documents(tmp_path: Path) -> FolderDocumentStore:
    return FolderDocumentStore(tmp_path / "documents")


@pytest.fixture
def evidence() -> Evidence:
    fact = Fact(measure="billed", period="2026-Q3", unit="GBP", value=Decimal(9490))
    return Evidence(sources=(), facts=(fact,), passages=())


@pytest.fixture
def held(documents: FolderDocumentStore, evidence: Evidence) -> HeldDocument:
    files = [
        Deliverable(name=name, sha256=documents.put(data), size=len(data))
        for name, data in (("Report.docx", b"the candidate"), ("Review copy.docx", b"the copy"))
    ]
    figure = Figure(
        anchor="figure1",
        id="billed/2026-Q3/matter",
        kind="fact",
        text="£9,490",
        place="section fees, paragraph 1",
        origin="billing.xlsx Invoices!E2:E4 (sum)",
        spans=(Span(source="ab", file="billing.xlsx", place="Invoices!E2:E4"),),
    )
    return HeldDocument(
        run="client_report-20261014-0a1b2c",
        candidate=Candidate(deliverables=(files[0],), review_copy=files[1], figures=(figure,)),
        evidence_sha256=evidence.fingerprint(),
        findings=(
            Finding(rule="totals-foot", severity="block", place="table fees", message="Off by 1."),
            Finding(rule="house-style", severity="warn", place="section fees", message="Robust."),
        ),
        held_at=NOW,
    )


@pytest.fixture
def case(
    firm: Firm, held: HeldDocument, evidence: Evidence, documents: FolderDocumentStore
) -> Case:
    run = Run(
        id=held.run,
        crew="client_report",
        client="wrackline",
        matter="accounts-2026",
        period="2026-Q3",
        as_at=NOW.date(),
        inputs=(),
        started_by=f"priya.sandhu@{DOMAIN}",
        started_at=NOW,
        state="held",
    )
    crew = CrewSpec(
        title="Client report",
        description="A report.",
        agents=(),
        tasks=(),
        inputs={"notes": InputSpec(kind="notes", description="Notes.")},
        template="client_report",
        deliverable="{client}.docx",
        standard_format=(SectionSpec(key="fees", heading="Fees", purpose="The fees."),),
    )
    return Case(
        run=run,
        held=held,
        recorded=held.fingerprint(),
        evidence=evidence,
        documents=documents,
        crew=crew,
        matter=firm.clients[0].matters[0],
        overridable=frozenset({"totals-foot"}),
    )


@pytest.fixture
def clean(case: Case) -> Case:
    """The same without the block finding, so that nothing stands against signing."""
    held = case.held.model_copy(update={"findings": case.held.findings[1:]})
    return replace(case, held=held, recorded=held.fingerprint())


@pytest.fixture
def on_terms(clean: Case) -> Callable[..., Case]:
    """`on_terms(not_the_preparer=True)`: the clean case under other terms of sign-off."""

    def terms(**sign_off: object) -> Case:
        crew = clean.crew.model_copy(update={"sign_off": SignOffSpec(**sign_off)})
        return replace(clean, crew=crew)

    return terms
