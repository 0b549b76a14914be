"""The made-up firm, a small standard format, and evidence for Wrackline's third quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from engross.checks import check_draft
from engross.records import (
    Draft,
    DraftSection,
    Evidence,
    Fact,
    Finding,
    Paragraph,
    Passage,
    Sentence,
    Span,
)
from engross.workspace.register import (
    BankDetails,
    Client,
    Contact,
    Firm,
    HouseStyle,
    Matter,
    Particulars,
    Person,
    Workstream,
)
from engross.workspace.section_specs import ColumnSpec, SectionSpec, TableSpec
from engross.workspace.specs import CrewSpec, InputSpec

Q3, Q2, AT = "2026-Q3", "2026-Q2", "at-2026-10-14"
DOMAIN = "penhallowreeve.example"

Check = Callable[..., tuple[Finding, ...]]
MakeFact = Callable[..., Fact]


@pytest.fixture
def firm() -> Firm:
    people = (
        ("helen.pike", "Helen Pike"),
        ("martin.oke", "Martin Oke"),
        ("gareth.lowe", "Gareth Lowe"),
    )
    return Firm(
        particulars=Particulars(
            name="Penhallow Reeve LLP",
            profession="accountants",
            registered_in="England and Wales",
            number="OC000000",
            registered_office="1 Example Quay, Exeter, EX0 0XX",
            address="1 Example Quay, Exeter, EX0 0XX",
            telephone="01632 960100",
            email=f"office@{DOMAIN}",
        ),
        bank=BankDetails(
            account_name="Penhallow Reeve LLP", sort_code="00-00-00", account_number="00000000"
        ),
        people=tuple(
            Person(email=f"{email}@{DOMAIN}", name=name, title="Partner", roles=("fee_earner",))
            for email, name in people
        ),
        clients=(
            Client(
                key="wrackline",
                name="Wrackline Boatyard Limited",
                short_name="the Company",
                contacts=(Contact(name="Ms Ruth Adeyemi"),),
                names_in_records=("WRA", "Wrackline"),
                matters=(
                    Matter(
                        key="accounts-2026",
                        reference="WRA001",
                        title="Management accounts",
                        partner=f"helen.pike@{DOMAIN}",
                        workstreams=(
                            Workstream(key="vat", name="VAT and payroll", basis="fixed"),
                            Workstream(key="stock", name="Stock system", basis="time"),
                        ),
                    ),
                ),
            ),
            Client(
                key="copperbeech",
                name="Copperbeech Nurseries Limited",
                short_name="the Company",
                contacts=(
                    Contact(name="Mr Alan Whitcombe"),
                    Contact(name="Ms Ruth Adeyemi"),
                    Contact(name="Owen Pike"),
                ),
                names_in_records=("COP", "COPP01"),
                matters=(
                    Matter(
                        key="a", reference="COP001", title="Advice", partner=f"helen.pike@{DOMAIN}"
                    ),
                ),
            ),
        ),
        house_style=HouseStyle(forbidden_words=("robust", "going forward")),
    )


@pytest.fixture
def client(firm: Firm) -> Client:
    return firm.clients[0]


def _column(measure: str, heading: str, *, total: bool = False) -> ColumnSpec:
    return ColumnSpec(key=measure.replace("-", "_"), heading=heading, measure=measure, total=total)


@pytest.fixture
def crew() -> CrewSpec:
    invoices = TableSpec(
        key="invoices",
        title="Invoices of the period",
        dimension="invoice",
        period="as-at",
        columns=(
            _column("number", "Number"),
            _column("net", "Net £", total=True),
            _column("vat", "VAT £", total=True),
            _column("gross", "Total £", total=True),
        ),
        total_scope="invoices",
    )
    return CrewSpec(
        title="Client report",
        description="A report.",
        agents=(),
        tasks=(),
        inputs={"notes": InputSpec(kind="notes", description="Notes.")},
        template="client_report",
        deliverable="{client}.docx",
        standard_format=(
            SectionSpec(key="summary", heading="Summary", purpose="The whole.", words=(0, 60)),
            SectionSpec(
                key="fees",
                heading="Fees",
                purpose="Fees.",
                words=(0, 60),
                may_be_empty=True,
                when_empty="No fees.",
                tables=(invoices,),
            ),
            SectionSpec(
                key="basis",
                heading="Basis",
                purpose="Limits.",
                words=(0, 0),
                fixed_text=("Prepared for [[fact:client-name/register/client]] under ISRS 4410.",),
            ),
        ),
    )


@pytest.fixture
def make_fact() -> MakeFact:
    """`make_fact("billed/2026-Q3/matter", 9490)`: a fact of that id; the unit goes by the value."""

    def make(identifier: str, value: object, **more: object) -> Fact:
        measure, period, scope = identifier.split("/")
        units = {str: "text", dt.date: "date"}
        unit = more.pop("unit", units.get(type(value), "GBP"))
        number = Decimal(str(value)) if isinstance(value, int | float) else value
        return Fact(measure=measure, period=period, scope=scope, unit=unit, value=number, **more)

    return make


@pytest.fixture
def evidence(make_fact: MakeFact) -> Evidence:
    facts = (
        make_fact(f"billed/{Q3}/matter", 9490),
        make_fact(f"billed/{Q2}/matter", 8200),
        make_fact("billed/2026-08/matter", 3330),
        make_fact("billed/2026-07/matter", 3010),
        make_fact("billed/engagement/matter", 17690),
        make_fact(f"outstanding/{AT}/matter", 5776),
        make_fact(f"overdue/{AT}/matter", 1996),
        make_fact(f"outstanding/{AT}/invoice:4452", 1996, label="Invoice 4452"),
        make_fact(f"outstanding/{AT}/invoice:4489", 3780, label="Invoice 4489"),
        make_fact(f"number/{AT}/invoice:4452", "4452", label="Invoice 4452"),
        make_fact(f"number/{AT}/invoice:4489", "4489", label="Invoice 4489"),
        make_fact("budget/engagement/matter", 30840),
        make_fact("forecast-total/engagement/matter", 31710),
        make_fact("variance/engagement/matter", 870),
        make_fact("variance/engagement/workstream:vat", -300, label="VAT and payroll"),
        make_fact("variance/engagement/workstream:stock", 1170, label="Stock system"),
        make_fact("workstream/engagement/workstream:vat", "VAT and payroll"),
        make_fact("workstream/engagement/workstream:stock", "Stock system"),
        make_fact(f"hours/{Q3}/matter", 41.5, unit="hours"),
        make_fact(f"write-off/{Q3}/matter", 1315, audience="internal"),
        make_fact("client-name/register/client", "Wrackline Boatyard Limited"),
        make_fact("client-contact/register/client", "Ms Ruth Adeyemi"),
        make_fact("period-label/register/matter", "Q3 2026 (July to September 2026)"),
        make_fact("as-at/register/matter", dt.date(2026, 10, 14)),
    )
    return Evidence(
        sources=(),
        facts=facts,
        passages=(
            _passage("p1", "Please postpone the stock module until November.", "instruction"),
            _passage("p2", "We might look at payroll next year.", "background"),
            _passage(
                "p3", "Between us, they are slow payers and always will be.", withheld="aside"
            ),
            _passage(
                "p4",
                "Move the start of the stock module to 16 November, for about £2,000.",
            ),
        ),
    )


def _passage(name: str, text: str, kind: str = "background", withheld: str = "") -> Passage:
    span = Span(source="ab", file="notes.md", place="line 1")
    return Passage(
        id=name, text=text, kind=kind, speaker="Ruth Adeyemi", withheld=withheld, span=span
    )


@pytest.fixture
def judge(evidence: Evidence, crew: CrewSpec, firm: Firm, client: Client) -> Check:
    """`judge(draft)`: what the rules notice in a draft."""
    return lambda draft: check_draft(draft, evidence, crew, firm, client)


@pytest.fixture
def noticed(judge: Check) -> Check:
    """`noticed("slots-resolve", sentence, cites=...)`: that rule's findings on one sentence."""

    def notice(rule: str, text: str, cites: Sequence[str] = ()) -> tuple[Finding, ...]:
        paragraph = Paragraph(sentences=(Sentence(text=text, cites=tuple(cites)),))
        draft = Draft(sections=(DraftSection(key="summary", paragraphs=(paragraph,)),))
        return tuple(finding for finding in judge(draft) if finding.rule == rule)

    return notice


@pytest.fixture
def invoices(evidence: Evidence, make_fact: Callable[..., Fact]) -> Evidence:
    """The evidence with two invoices and their totals."""
    amounts = {"4452": (3330, 666, 3996), "4489": (3150, 630, 3780)}
    facts = [
        make_fact(f"{measure}/{AT}/invoice:{number}", amount)
        for number, row in amounts.items()
        for measure, amount in zip(("net", "vat", "gross"), row, strict=True)
    ]
    total = (("net", 6480), ("vat", 1296), ("gross", 7776))
    facts += [make_fact(f"{measure}/{AT}/invoices", amount) for measure, amount in total]
    return evidence.model_copy(update={"facts": (*evidence.facts, *facts)})
