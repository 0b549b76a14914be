from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from engross.checks import OVERRIDABLE, check_candidate
from engross.ooxml.text import Block
from engross.records import Evidence, Fact, Figure, Finding
from engross.records.display import display, display_cell
from engross.workspace.register import Client, Firm
from engross.workspace.specs import CrewSpec, InputSpec, TemplateSpec

AT = "at-2026-10-14"
BODY = "word/document.xml"
TEMPLATE = TemplateSpec(title="Report", context={}, sections=("summary", "fees", "basis"))
END = ("Basis", "Prepared for Wrackline Boatyard Limited under ISRS 4410.", "Helen Pike", "Partner")
FIRM = "for Penhallow Reeve LLP"

Judge = Callable[..., tuple[Finding, ...]]


@pytest.fixture
def judge_document(invoices: Evidence, crew: CrewSpec, firm: Firm, client: Client) -> Judge:
    """`judge_document(rule, paragraphs, figures)`: what that rule notices in such a document."""

    def judge(
        rule: str,
        paragraphs: Sequence[str | Block],
        figures: Sequence[Figure] = (),
        given: Evidence | None = None,
        fixed: Sequence[str] = (),
    ) -> tuple[Finding, ...]:
        findings = check_candidate(
            _blocks(paragraphs),
            figures,
            given or invoices,
            crew,
            TEMPLATE,
            firm,
            client,
            client.matters[0],
            fixed,
        )
        return tuple(finding for finding in findings if finding.rule == rule)

    return judge


def _blocks(paragraphs: Sequence[str | Block]) -> list[Block]:
    return [
        Block(text=text, place=f"paragraph {number}", style="", part=BODY)
        if isinstance(text, str)
        else text
        for number, text in enumerate(paragraphs, start=1)
    ]


def _document(*summary: str, fees: Sequence[str | Block] = ()) -> list[str | Block]:
    return ["Client report", "Summary", *summary, "Fees", *fees, *END, FIRM]


def _prose(
    evidence: Evidence, identifier: str, place: str = "section summary, paragraph 1"
) -> Figure:
    fact = evidence.fact(identifier)
    return _figure(identifier, display(fact), place)


def _figure(identifier: str, text: str, place: str, kind: str = "fact") -> Figure:
    return Figure(anchor="a", id=identifier, kind=kind, text=text, place=place, origin="x")


def _cell(text: str, row: int, column: int) -> Block:
    place = f"table 1, row {row}, cell {column}, paragraph 1"
    return Block(text=text, place=place, style="", part=BODY)


@pytest.fixture
def whole(invoices: Evidence) -> tuple[list[str | Block], list[Figure]]:
    """A document with nothing wrong, and its figures."""
    cells, figures = [_cell(text, 1, n) for n, text in enumerate(("Number", "Net £"), 1)], []
    rows = [("invoice:4452", "row 1"), ("invoice:4489", "row 2"), ("invoices", "total")]
    for number, (scope, row) in enumerate(rows, start=2):
        for column, measure in enumerate(("number", "net", "vat", "gross"), start=1):
            if (measure, scope) == ("number", "invoices"):
                cells.append(_cell("Total", number, column))
                continue
            fact = invoices.fact(f"{measure}/{AT}/{scope}")
            cells.append(_cell(display_cell(fact), number, column))
            figures.append(_figure(fact.id, display_cell(fact), f"table invoices, {row}"))
    text = "Fees billed were £9,490, against £8,200 last quarter."
    prose = [
        _prose(invoices, "billed/2026-Q3/matter"),
        _prose(invoices, "billed/2026-Q2/matter"),
    ]
    name = _prose(invoices, "client-name/register/client", "section basis, paragraph 1")
    return _document(text, fees=["Invoices of the period", *cells]), [*prose, *figures, name]


ALL_RULES = (
    "same-fact-same-everywhere",
    "stray-literals",
    "totals-foot",
    "sections-in-order",
    "nothing-internal",
    "names-as-registered",
    "placeholders",
    "dates-valid",
    "house-style",
)


@pytest.mark.parametrize("rule", ALL_RULES)
def test_a_right_document_has_no_findings(
    judge_document: Judge, whole: tuple[list[str | Block], list[Figure]], rule: str
) -> None:
    assert judge_document(rule, *whole) == ()


def test_a_figure_that_is_not_the_evidences_blocks(
    judge_document: Judge, whole: tuple[list[str | Block], list[Figure]]
) -> None:
    paragraphs, figures = whole
    changed = [p.replace("£9,490", "£9,940") if isinstance(p, str) else p for p in paragraphs]
    forged = [figures[0].model_copy(update={"text": "£9,940"}), *figures[1:]]

    (finding,) = judge_document("same-fact-same-everywhere", changed, forged)

    assert "“£9,940” stands for billed/2026-Q3/matter, which is £9,490" in finding.message


def test_a_figure_changed_in_the_words_alone_blocks_twice_over(
    judge_document: Judge, whole: tuple[list[str | Block], list[Figure]]
) -> None:
    """The figure is missing from the document, and the number there has no source."""
    paragraphs, figures = whole
    changed = [p.replace("£9,490", "£9,940") if isinstance(p, str) else p for p in paragraphs]

    (gone,) = judge_document("same-fact-same-everywhere", changed, figures)
    (stray,) = judge_document("stray-literals", changed, figures)

    assert "is not in the document" in gone.message
    assert "“£9,940”" in stray.message
    assert stray.place == "section summary, paragraph 1"


def test_two_figures_swapped_in_the_words_block(judge_document: Judge, invoices: Evidence) -> None:
    """Both values are there, and still the first figure's words come after the second's."""
    figures = [
        _prose(invoices, "billed/2026-Q3/matter"),
        _prose(invoices, "billed/2026-Q2/matter"),
        _prose(invoices, "billed/2026-Q3/matter"),
    ]
    paragraphs = _document("We billed £9,490, then £8,200.")

    (finding,) = judge_document("same-fact-same-everywhere", paragraphs, figures)

    assert "is not in the document" in finding.message


def test_the_same_fact_in_other_words_blocks(judge_document: Judge, invoices: Evidence) -> None:
    first = _prose(invoices, "billed/2026-Q3/matter")
    second = first.model_copy(update={"text": "£9,489.50", "place": "section summary, paragraph 2"})
    paragraphs = _document("We billed £9,490.", "Fees were £9,489.50.")

    messages = [
        finding.message
        for finding in judge_document("same-fact-same-everywhere", paragraphs, [first, second])
    ]

    assert any("reads “£9,489.50” here and “£9,490” in section summary" in m for m in messages)


def test_what_no_page_shows_makes_no_difference(
    judge_document: Judge, evidence: Evidence, make_fact: Callable[..., Fact]
) -> None:
    description = make_fact(
        f"description/{AT}/invoice:4452", "Accounts,\n July\u202e and\x00 August"
    )
    given = Evidence(sources=(), facts=(*evidence.facts, description), passages=())
    figure = _figure(description.id, "Accounts, July and August", "table invoices, row 1")
    paragraphs = _document(fees=["Accounts, July and August"])

    assert judge_document("same-fact-same-everywhere", paragraphs, [figure], given) == ()


def test_a_quotation_that_was_changed_blocks(judge_document: Judge) -> None:
    said = "“Please postpone the stock module until November.” (Ruth Adeyemi)"
    right = _figure("p1", said, "section summary, paragraph 1", "quote")
    wrong = right.model_copy(update={"text": said.replace("November", "December")})

    assert judge_document("same-fact-same-everywhere", _document(said), [right]) == ()
    (finding,) = judge_document("same-fact-same-everywhere", _document(wrong.text), [wrong])
    assert "is not what p1 says" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Registered office: 1 Example Quay, Exeter, EX0 0XX. Number OC000000.",
        "Our reference WRA001",
        "Page 2 of 3",
        "1. Your decision on this",
        "Terms: 30 days",
        "Q3 2026 (July to September 2026)",
        "14 October 2026",
        "Telephone 01632 960100",
    ],
)
def test_the_firms_own_numbers_need_no_source(judge_document: Judge, text: str) -> None:
    assert judge_document("stray-literals", _document(text)) == ()


def test_the_templates_own_numbers_need_no_source(judge_document: Judge) -> None:
    text = "Prepared under section 396 of the Act."

    assert len(judge_document("stray-literals", _document(text))) == 1
    assert judge_document("stray-literals", _document(text), fixed=[text]) == ()


@pytest.mark.parametrize("text", ["We saved £1.", "It was 4.5% more.", "On 3 May.", "OC0000001"])
def test_any_other_number_blocks(judge_document: Judge, text: str) -> None:
    (finding,) = judge_document("stray-literals", _document(text))

    assert finding.severity == "block"


def test_a_wrong_total_blocks_with_both_amounts(
    judge_document: Judge, whole: tuple[list[str | Block], list[Figure]], invoices: Evidence
) -> None:
    other = _changed(invoices, f"net/{AT}/invoices", "6490")

    messages = [f.message for f in judge_document("totals-foot", *whole, given=other)]

    assert any("adds up to 6,480, and its total says 6,490" in message for message in messages)


def test_a_row_that_does_not_cross_cast_blocks(
    judge_document: Judge, whole: tuple[list[str | Block], list[Figure]], invoices: Evidence
) -> None:
    one_up, one_down = (f"vat/{AT}/invoice:4452", "667"), (f"vat/{AT}/invoice:4489", "629")
    other = _changed(_changed(invoices, *one_up), *one_down)

    places = [f.place for f in judge_document("totals-foot", *whole, given=other)]

    assert places == ["table invoices, row 1", "table invoices, row 2"]


def test_a_difference_by_rounding_alone_is_a_note(
    judge_document: Judge, crew: CrewSpec, make_fact: Callable[..., Fact], invoices: Evidence
) -> None:
    facts = [
        make_fact("budget/engagement/workstream:vat", 100.5),
        make_fact("budget/engagement/workstream:stock", 200.5),
        make_fact("budget/engagement/whole", 301),
    ]
    fees = crew.standard_format[1]
    table = fees.tables[0].model_copy(
        update={
            "key": "budgets",
            "columns": (fees.tables[0].columns[1].model_copy(update={"measure": "budget"}),),
            "total_scope": "whole",
        }
    )
    given = invoices.model_copy(update={"facts": (*invoices.facts, *facts)})
    figures = [
        _figure(fact.id, display_cell(fact), f"table budgets, {row}")
        for fact, row in zip(facts, ("row 1", "row 2", "total"), strict=True)
    ]
    fees_section = fees.model_copy(update={"tables": (table,)})
    sections = (crew.standard_format[0], fees_section, crew.standard_format[2])
    object.__setattr__(crew, "standard_format", sections)

    (finding,) = judge_document(
        "totals-foot", _document("x", fees=["101", "201", "301"]), figures, given
    )

    assert finding.severity == "note"
    assert "add up to 302 and not to 301" in finding.message


def _changed(evidence: Evidence, identifier: str, value: str) -> Evidence:
    facts = tuple(
        Fact.model_validate(fact.model_dump() | {"value": value}) if fact.id == identifier else fact
        for fact in evidence.facts
    )
    # Made afresh: a copy would keep the facts that the first one has looked up.
    return Evidence(sources=evidence.sources, facts=facts, passages=evidence.passages)


def test_a_missing_heading_blocks(judge_document: Judge) -> None:
    (finding,) = judge_document("sections-in-order", ["Summary", *END, FIRM])

    assert finding.message == "The section “Fees” is missing from the document."


def test_headings_out_of_order_block(judge_document: Judge) -> None:
    (finding,) = judge_document("sections-in-order", ["Fees", "Summary", *END, FIRM])

    assert "“Fees” is not where the standard format has it" in finding.message


def test_a_document_without_its_signatory_blocks(judge_document: Judge) -> None:
    paragraphs = [*_document(), "x"]
    paragraphs[paragraphs.index("Helen Pike")] = "Gareth Lowe"

    (finding,) = judge_document("sections-in-order", paragraphs)

    assert "does not end with the name of Helen Pike" in finding.message
    assert "It names Gareth Lowe instead" in finding.message


def test_a_sign_off_block_without_the_firm_blocks(judge_document: Judge) -> None:
    (finding,) = judge_document("sections-in-order", _document()[:-1])

    assert "does not name the firm" in finding.message


def test_a_document_that_never_names_the_client_blocks(judge_document: Judge) -> None:
    paragraphs = [str(p).replace("Wrackline Boatyard Limited", "you") for p in _document()]

    (finding,) = judge_document("names-as-registered", paragraphs)

    assert "nowhere has the client's registered name" in finding.message


def test_a_misspelling_inside_a_quotation_passes_and_outside_blocks(
    judge_document: Judge, invoices: Evidence
) -> None:
    passage = invoices.passages[0].model_copy(update={"text": "Ask Helen Pyke."})
    given = invoices.model_copy(update={"passages": (passage,)})
    quote = _figure("p1", "“Ask Helen Pyke.”", "section summary, paragraph 1", "quote")
    rule = "names-as-registered"

    assert judge_document(rule, _document("“Ask Helen Pyke.”"), [quote], given) == ()
    assert len(judge_document(rule, _document("“Ask Helen Pyke.”"), [], given)) == 1


def test_another_client_inside_a_quotation_blocks(
    judge_document: Judge, invoices: Evidence
) -> None:
    words = "Do as Copperbeech Nurseries did."
    passage = invoices.passages[0].model_copy(update={"text": words})
    given = invoices.model_copy(update={"passages": (passage,)})
    quote = _figure("p1", words, "section summary, paragraph 1", "quote")

    (finding,) = judge_document("names-as-registered", _document(words), [quote], given)

    assert finding.severity == "block"


@pytest.mark.parametrize("text", ["£1,315 was lost.", "It was 1,315.", "A loss of (1,315.00)."])
def test_an_internal_value_that_no_figure_covers_blocks(judge_document: Judge, text: str) -> None:
    (finding,) = judge_document("nothing-internal", _document(text))

    assert "is the amount of an internal figure: Written off" in finding.message


def test_an_internal_value_that_a_clients_figure_shares_passes(
    judge_document: Judge, invoices: Evidence
) -> None:
    given = _changed(invoices, "write-off/2026-Q3/matter", "9490")

    assert judge_document("nothing-internal", _document("£9,490"), given=given) == ()


def test_an_internal_figure_in_the_document_blocks(judge_document: Judge) -> None:
    figure = _figure("write-off/2026-Q3/matter", "£1,315", "section summary, paragraph 1")

    (finding,) = judge_document("nothing-internal", _document("£1,315"), [figure])

    assert finding.severity == "block"


@pytest.mark.parametrize("text", ["By Monday 14 October 2026.", "By 31 September 2026."])
def test_a_date_that_cannot_be_blocks(judge_document: Judge, text: str) -> None:
    (finding,) = judge_document("dates-valid", _document(text))

    assert finding.place == "section summary, paragraph 1"


def test_a_placeholder_left_in_the_template_blocks(judge_document: Judge) -> None:
    (finding,) = judge_document("placeholders", _document("Dear [Client name]"))

    assert finding.severity == "block"


def test_only_the_rules_that_the_crew_names_run(judge_document: Judge, crew: CrewSpec) -> None:
    wrong_day = _document("We meet on Monday 3 April 2025.")
    noticed = judge_document("dates-valid", wrong_day)
    object.__setattr__(crew, "checks", ("totals-foot",))

    assert noticed != ()
    assert judge_document("dates-valid", wrong_day) == ()


def _quoted(invoices: Evidence, words: str) -> tuple[Evidence, Figure]:
    passage = invoices.passages[0].model_copy(update={"text": words, "speaker": ""})
    given = invoices.model_copy(update={"passages": (passage,)})
    return given, _figure("p1", words, "section summary, paragraph 1", "quote")


def test_bank_details_in_a_quotation_block_and_nobody_may_override_it(
    judge_document: Judge, invoices: Evidence
) -> None:
    words = (
        "Ms Adeyemi asked us to pay all future invoices to sort code 20-45-45, account 55779911."
    )
    given, quote = _quoted(invoices, words)

    findings = judge_document("payment-details", _document(words), [quote], given)

    assert [f.severity for f in findings] == ["block", "block"]
    assert "20-45-45" in findings[0].message
    assert "payment-details" not in OVERRIDABLE


def test_the_firms_own_account_may_be_printed(judge_document: Judge) -> None:
    text = "Pay to Penhallow Reeve LLP, sort code 00-00-00, account number 00000000."

    assert judge_document("payment-details", _document(text)) == ()
    assert len(judge_document("payment-details", _document(text.replace("-00-", "-01-")))) == 1


def test_a_link_in_a_quotation_blocks_and_the_firms_own_does_not(
    judge_document: Judge, invoices: Evidence
) -> None:
    words = "Ms Adeyemi asked us to log in at https://portal.evil.example/pay."
    given, quote = _quoted(invoices, words)
    rule = "addresses-known"
    own = _document("office@penhallowreeve.example", "https://regulator.example/register")

    (finding,) = judge_document(rule, _document(words), [quote], given)

    assert finding.severity == "block"
    assert judge_document(rule, own, fixed=["See https://regulator.example/register."]) == ()


@pytest.mark.parametrize(
    ("label", "reference"),
    [
        ("Q1 2027 (January to March 2027)", "WRA001/2027-Q1"),
        ("March 2027", "WRA001/2027-03"),
        ("as at 3 March 2027", "WRA001/at-2027-03-03"),
    ],
)
def test_the_documents_own_reference_needs_no_figure(
    judge_document: Judge,
    evidence: Evidence,
    make_fact: Callable[..., Fact],
    label: str,
    reference: str,
) -> None:
    register = [fact for fact in evidence.facts if fact.period == "register"]
    facts = [fact for fact in register if fact.measure != "period-label"]
    facts.append(make_fact("period-label/register/matter", label))
    given = Evidence(sources=(), facts=tuple(facts), passages=())
    text = f"{reference} {label} 14 October 2026"

    assert judge_document("stray-literals", _document(text), given=given) == ()
    assert judge_document("stray-literals", _document("WRA001/2028-Q1"), given=given) != ()


def test_a_section_that_only_says_it_has_nothing_is_looked_at(judge_document: Judge) -> None:
    rule = "section-without-evidence"

    (finding,) = judge_document(rule, _document(fees=["No fees."]))

    assert finding.severity == "warn"
    assert finding.place == "section fees, paragraph 1"
    assert "“Fees” says only “No fees.”" in finding.message
    assert judge_document(rule, _document("No fees.", fees=["Fees were raised."])) == ()


def test_a_section_of_figures_alone_asks_for_the_accounts_and_not_for_notes(
    invoices: Evidence, crew: CrewSpec, firm: Firm, client: Client
) -> None:
    inputs = {"accounts": InputSpec(kind="accounts", description="The client's accounts.")}
    sections = tuple(
        one.model_copy(update={"measures": ("billed",)}) for one in crew.standard_format
    )
    spec = crew.model_copy(update={"inputs": inputs, "standard_format": sections})
    blocks, matter = _blocks(_document(fees=["No fees."])), client.matters[0]
    findings = check_candidate(blocks, (), invoices, spec, TEMPLATE, firm, client, matter, ())
    (finding,) = (f for f in findings if f.rule == "section-without-evidence")

    assert "as accounts=FILE and run again" in finding.suggestion
    assert "in the notes under" not in finding.suggestion


def test_another_clients_contact_in_a_quotation_blocks(
    judge_document: Judge, invoices: Evidence
) -> None:
    given, quote = _quoted(invoices, "Do as Mr Whitcombe did.")

    (finding,) = judge_document("names-as-registered", _document(quote.text), [quote], given)

    assert finding.severity == "block"
