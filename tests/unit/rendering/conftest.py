"""A small run of the made-up firm: two invoices, two workstreams, three passages."""

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

import docx as python_docx
import pytest

from engross.records import Draft, DraftSection, Evidence, Fact, Paragraph, Passage, Sentence, Span
from engross.rendering import DocumentParticulars
from engross.workspace.register import (
    BankDetails,
    Client,
    Contact,
    Firm,
    Matter,
    Particulars,
    Person,
)
from engross.workspace.section_specs import ColumnSpec, SectionSpec, TableSpec
from engross.workspace.specs import ContextField, CrewSpec, TemplateSpec

AS_AT = "at-2026-10-14"


def span(place: str, file: str = "billing.xlsx") -> Span:
    return Span(source="a" * 64, file=file, place=place)


def money(identifier: str, value: str, place: str = "", **more: object) -> Fact:
    measure, period, scope = identifier.split("/")
    return Fact(
        measure=measure,
        period=period,
        scope=scope,
        unit="GBP",
        value=Decimal(value),
        spans=(span(place),) if place else (),
        **more,
    )


def text(identifier: str, value: str, place: str, file: str = "billing.xlsx") -> Fact:
    measure, period, scope = identifier.split("/")
    return Fact(
        measure=measure,
        period=period,
        scope=scope,
        unit="text",
        value=value,
        spans=(span(place, file),),
    )


def invoice(number: str, row: int, gross: str, paid: str) -> tuple[Fact, ...]:
    scope = f"{AS_AT}/invoice:{number}"
    label = f"Invoice {number}"
    outstanding = str(Decimal(gross) - Decimal(paid))
    return (
        text(f"number/{scope}", number, f"Invoices!A{row}"),
        money(f"gross/{scope}", gross, f"Invoices!F{row}", label=label),
        money(f"paid/{scope}", paid, f"Invoices!G{row}", label=label),
        money(
            f"outstanding/{scope}",
            outstanding,
            label=label,
            operation="difference",
            inputs=(f"gross/{scope}", f"paid/{scope}"),
        ),
    )


@pytest.fixture
def evidence() -> Evidence:
    return Evidence(
        sources=(),
        facts=(
            money("billed/2026-Q3/matter", "9490", "Invoices!D5:D7,D9", operation="sum"),
            money("billed/2026-Q2/matter", "8900", "Invoices!D2:D4", operation="sum"),
            money("billed/2026-07/matter", "3010", "Invoices!D5"),
            money("billed/2026-08/matter", "3330", "Invoices!D6"),
            money("cost/2026-Q3/matter", "4100", "Time!H2:H9", audience="internal"),
            text("client-contact/register/client", "Ms Ruth Adeyemi", "clients[0]", "firm.yaml"),
            *invoice("4452", 6, "3996.00", "2000.00"),
            *invoice("4489", 7, "3780.00", "0"),
            money(f"gross/{AS_AT}/invoices", "7776", "Invoices!F6:F7", operation="sum"),
        ),
        passages=(
            Passage(
                id="p1",
                text="We need it by Christmas.",
                speaker="Ruth Adeyemi",
                said_on=dt.date(2026, 10, 7),
                span=span("00:12:03.200", "call.vtt"),
            ),
            Passage(id="p2", text="The return was filed.", span=span("line 9", "notes.md")),
            Passage(
                id="p3",
                text="Go gently.",
                withheld="marked internal",
                span=span("line 30", "notes.md"),
            ),
            Passage(
                id="p4",
                text="Move it from the 2nd to 16 November.",
                speaker="Ruth Adeyemi",
                span=span("00:13:01.000", "call.vtt"),
            ),
        ),
    )


@pytest.fixture
def particulars() -> DocumentParticulars:
    matter = Matter(
        key="accounts-2026",
        reference="WRA001",
        title="Management accounts",
        partner="helen.pike@penhallowreeve.example",
    )
    client = Client(
        key="wrackline",
        name="Wrackline Boatyard Limited",
        short_name="the Company",
        contacts=(Contact(name="Ms Ruth Adeyemi", role="Finance Director"),),
        matters=(matter,),
    )
    firm = Firm(
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
        bank=BankDetails(
            account_name="Penhallow Reeve LLP", sort_code="00-00-00", account_number="00000000"
        ),
        people=(
            Person(
                email="helen.pike@penhallowreeve.example",
                name="Helen Pike",
                title="Partner",
                roles=("fee_earner",),
            ),
        ),
        clients=(client,),
    )
    return DocumentParticulars(
        title="Client report",
        period="2026-Q3",
        period_label="Q3 2026 (July to September 2026)",
        as_at=dt.date(2026, 10, 14),
        firm=firm,
        client=client,
        matter=matter,
    )


INVOICES = TableSpec(
    key="invoices",
    title="Invoices",
    dimension="invoice",
    period="as-at",
    columns=(
        ColumnSpec(key="number", heading="Number", measure="number"),
        ColumnSpec(key="total", heading="Total £", measure="gross", total=True),
        ColumnSpec(key="vat", heading="VAT £", measure="vat"),
        ColumnSpec(key="outstanding", heading="Outstanding £", measure="outstanding"),
        ColumnSpec(key="due", heading="Due", measure="due-date"),
    ),
    total_scope="invoices",
)


@pytest.fixture
def invoices() -> TableSpec:
    return INVOICES


@pytest.fixture
def crew() -> CrewSpec:
    return CrewSpec(
        title="Client report",
        description="A report.",
        agents=(),
        tasks=(),
        inputs={},
        template="client_report",
        deliverable="{client}.docx",
        standard_format=(
            SectionSpec(key="summary", heading="Summary", purpose="The position."),
            SectionSpec(key="account", heading="Account", purpose="Bills.", tables=(INVOICES,)),
            SectionSpec(
                key="issues",
                heading="Issues",
                purpose="What is open.",
                may_be_empty=True,
                when_empty="We know of no open issues.",
            ),
            SectionSpec(
                key="basis",
                heading="Basis",
                purpose="The firm's words.",
                fixed_text=("Prepared for [[fact:client-contact/register/client]] only.",),
            ),
        ),
    )


@pytest.fixture
def spec() -> TemplateSpec:
    words = ContextField(kind="text")
    rows = ContextField(kind="rows", columns=tuple(column.key for column in INVOICES.columns))
    names = {"client.name": words, "document.title": words, "document.draft_mark": words}
    for key in ("summary", "account", "issues", "basis"):
        names[f"sections.{key}.heading"] = words
        names[f"sections.{key}.paragraphs"] = ContextField(kind="paragraphs")
    names["tables.invoices.title"] = words
    names |= {f"tables.invoices.{part}": rows for part in ("headings", "rows", "total")}
    return TemplateSpec(
        title="Client report", context=names, sections=("summary", "account", "issues", "basis")
    )


@pytest.fixture
def draft() -> Draft:
    sentences = (
        "Fees billed were [[fact:billed/2026-Q3/matter]] excluding VAT.",
        "You told us [[quote:p1]].",
    )
    paragraph = Paragraph(sentences=tuple(Sentence(text=words) for words in sentences))
    return Draft(sections=(DraftSection(key="summary", paragraphs=(paragraph,)),))


TemplateMaker = Callable[..., bytes]


@pytest.fixture
def make_template() -> TemplateMaker:
    """`make_template("line", ..., header="words")`: a Word template of these paragraphs."""
    return _make_template


def _make_template(*lines: str, header: str = "") -> bytes:
    document = python_docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.fixture
def template(make_template: TemplateMaker) -> bytes:
    lines = ["{{ document.draft_mark }}", "{{ document.title }}: {{ client.name }}"]
    for key in ("summary", "account", "issues", "basis"):
        lines += [
            f"{{{{ sections.{key}.heading }}}}",
            f"{{%p for paragraph in sections.{key}.paragraphs %}}",
            "{{ paragraph }}",
            "{%p endfor %}",
        ]
    lines += [
        "{%p for row in tables.invoices.rows %}",
        "{{ row.number }} | {{ row.total }} | {{ row.outstanding }}",
        "{%p endfor %}",
        "{%p for row in tables.invoices.total %}",
        "{{ row.number }} | {{ row.total }}",
        "{%p endfor %}",
    ]
    return make_template(*lines, header="{{ client.name }}")
