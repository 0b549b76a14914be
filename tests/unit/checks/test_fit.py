from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.records import Draft, DraftSection, Evidence, Finding, Paragraph, Sentence

Check = Callable[..., tuple[Finding, ...]]

NOW, BEFORE = "[[fact:billed/2026-Q3/matter]]", "[[fact:billed/2026-Q2/matter]]"
AUGUST, YEAR = "[[fact:billed/2026-08/matter]]", "[[fact:billed/engagement/matter]]"
OWED, LATE = "[[fact:outstanding/at-2026-10-14/matter]]", "[[fact:overdue/at-2026-10-14/matter]]"
BUDGET, FORECAST = (
    "[[fact:budget/engagement/matter]]",
    "[[fact:forecast-total/engagement/matter]]",
)
OVER = "[[fact:variance/engagement/matter]]"
STOCK, VAT = (
    "[[fact:variance/engagement/workstream:stock]]",
    "[[fact:variance/engagement/workstream:vat]]",
)
CHANGE = "[[fact:change(billed/2026-Q3/matter;billed/2026-Q2/matter)]]"
FELL = "[[fact:difference(billed/2026-07/matter;billed/2026-08/matter)]]"
INVOICE = "[[fact:number/at-2026-10-14/invoice:4452]]"
OWED_ON_IT = "[[fact:outstanding/at-2026-10-14/invoice:4452]]"
OWED_ON_OTHER = "[[fact:outstanding/at-2026-10-14/invoice:4489]]"
HOURS = "[[fact:hours/2026-Q3/matter]]"

GOOD = [
    f"Fees billed in the quarter were {NOW}.",
    f"We billed {NOW} this quarter, against {BEFORE} last quarter.",
    f"Fees billed of {NOW} this quarter compare with {BEFORE} in the previous quarter.",
    f"We billed {NOW}, up from last quarter.",
    f"Fees billed rose by {CHANGE} from last quarter to {NOW}.",
    f"Fees billed rose from {BEFORE} to {NOW}.",
    f"In August we billed {AUGUST}.",
    f"For the quarter to September we billed {NOW}.",
    f"We billed {NOW} for July, August and September.",
    f"Since July we have billed {NOW}.",
    f"Fees billed this year are {YEAR}.",
    f"We billed {NOW} and {OWED} is outstanding.",
    f"{OWED} is outstanding, of which {LATE} is overdue.",
    f"{OWED} is outstanding at the end of the quarter.",
    f"The forecast is {FORECAST} against a budget of {BUDGET}, {OVER} over.",
    f"We expect {FORECAST}; the budget agreed last quarter was {BUDGET}.",
    f"The Stock system is {STOCK} over budget.",
    f"VAT and payroll is {VAT} under budget and the Stock system {STOCK} over it.",
    f"Over the quarter we billed {NOW}.",
    f"This is no saving: the variance is {OVER}.",
    f"We are not under budget, but over it by {OVER}.",
    f"{OWED_ON_IT} is outstanding on invoice {INVOICE} of last quarter.",
    f"Of {OWED} outstanding in total, {OWED_ON_IT} is on invoice {INVOICE}.",
    f"{LATE} is overdue on invoice {INVOICE}.",
    f"We spent {HOURS} on the move.",
    f"Fees billed were as forecast, at {NOW}, excluding VAT.",
    f"Fees billed to date are {YEAR}.",
    f"The forecast of {FORECAST} is above the budget of {BUDGET}, and the variance is {OVER}.",
    f"Of the {NOW} billed, nothing is overdue.",
    f"The stock work is {STOCK} over budget.",
    f"{OWED_ON_IT} of invoice {INVOICE} is overdue.",
    f"Next quarter we shall finish the work, on which we have billed {YEAR}.",
    "The report is for [[fact:client-name/register/client]] as at [[fact:as-at/register/matter]].",
    "May we say that the September accounts were good?",
]


@pytest.mark.parametrize("text", GOOD)
def test_sentences_that_say_what_their_figures_are_pass(noticed: Check, text: str) -> None:
    assert noticed("slot-fits-sentence", text) == ()


BAD = {
    "another measure": (f"You have paid {NOW}.", "no word of the sentence"),
    "no measure": (f"It came to {OWED}.", "no word of the sentence"),
    "two swapped": (f"Fees billed were {OWED} and {NOW} is outstanding.", "beside Outstanding"),
    "two swapped, first": (f"{OWED} was billed and {NOW} is outstanding.", "beside Fees billed"),
    "another quarter": (f"We billed {NOW} last quarter.", "last quarter"),
    "the quarter before": (f"We billed {BEFORE} this quarter.", "this quarter"),
    "both of this quarter": (f"We billed {NOW} this quarter, and last quarter {NOW}.", "Q3"),
    "possessive": (f"Against last quarter's {NOW} we billed less.", "last quarter"),
    "a month for a quarter": (f"In August we billed {NOW}.", "August"),
    "another month": (f"In July we billed {AUGUST}.", "July"),
    "a quarter for a month": (f"We billed {AUGUST} this quarter.", "this quarter"),
    "the year for the quarter": (f"Fees billed this quarter were {YEAR}.", "this quarter"),
    "the quarter for the year": (f"Fees billed this year were {NOW}.", "this year"),
    "next quarter": (f"Next quarter we shall have billed {NOW}.", "Next quarter"),
    "last quarter's balance": (f"Last quarter {OWED} was outstanding.", "Last quarter"),
    "third for second": (f"In the second quarter we billed {NOW}.", "second quarter"),
    "last year": (f"Last year we billed {NOW}.", "Last year"),
    "another invoice": (f"Invoice {INVOICE} has {OWED_ON_OTHER} outstanding.", "Invoice"),
    "another workstream": (f"The Stock system is {VAT} under budget.", "VAT and payroll"),
    "over with a saving": (f"VAT and payroll is {VAT} over budget.", "negative"),
    "under with an overrun": (f"The forecast is {OVER} under budget.", "positive"),
    "within with an overrun": (f"We are within budget by {OVER}.", "positive"),
    "fell with a rise": (f"Fees billed fell by {CHANGE}.", "positive"),
    "budget where the forecast is": (
        f"We forecast {BUDGET} against a budget of {FORECAST}.",
        "says “forecast” beside Budget",
    ),
    "budget where the variance is": (f"The forecast is {BUDGET} over budget.", "beside Budget"),
    "the whole balance as overdue": (
        f"{LATE} is outstanding, of which {OWED} was overdue.",
        "says “overdue” beside Outstanding",
    ),
    "including VAT": (f"We billed {NOW} including VAT.", "excludes VAT"),
    "excluding VAT": (f"{OWED} excluding VAT is outstanding.", "includes VAT"),
    "the same figure twice": (f"{OWED} is outstanding, of which {OWED} is new.", "twice"),
    "an invoice's as the whole": (f"{OWED_ON_IT} is outstanding on your account.", "4452 alone"),
    "a workstream's as the whole": (f"We are {STOCK} over budget.", "Stock system alone"),
    "rose, the other way round": (f"Fees billed fell from {BEFORE} to {NOW}.", "fell"),
}


@pytest.mark.parametrize(("text", "told"), BAD.values(), ids=BAD.keys())
def test_a_valid_slot_in_the_wrong_place_blocks(noticed: Check, text: str, told: str) -> None:
    findings = noticed("slot-fits-sentence", text)

    assert {finding.severity for finding in findings} == {"block"}
    assert any(told in finding.message for finding in findings)


def test_the_figure_of_the_whole_for_a_part_is_a_warning(noticed: Check) -> None:
    (finding,) = noticed("slot-fits-sentence", f"Invoice {INVOICE} has {OWED} outstanding.")

    assert finding.severity == "warn"
    assert "is that of the whole" in finding.message


def test_a_finding_names_the_figure_with_its_own_period(noticed: Check) -> None:
    (finding,) = noticed("slot-fits-sentence", f"We billed {NOW} last quarter.")

    assert "Fees billed, excluding VAT (£9,490)" in finding.message
    assert "is for Q3 2026 (July to September 2026)" in finding.message
    assert finding.evidence == ("billed/2026-Q3/matter",)


def test_a_paragraph_that_has_named_a_part_need_not_name_it_again(judge: Check) -> None:
    sentences = ("The Stock system needs a decision.", f"It is {STOCK} over budget.")
    paragraph = Paragraph(sentences=tuple(Sentence(text=text) for text in sentences))
    draft = Draft(sections=(DraftSection(key="summary", paragraphs=(paragraph,)),))

    assert [f for f in judge(draft) if f.rule == "slot-fits-sentence"] == []


def test_every_other_amount_of_the_evidence_in_a_figures_place_is_noticed(
    noticed: Check, evidence: Evidence
) -> None:
    """Each plain sentence with each other client's amount put into its slot, one at a time."""
    sentences = {
        "We billed {} this quarter.": "billed/2026-Q3/matter",
        "{} is outstanding on your account.": "outstanding/at-2026-10-14/matter",
        "Of it, {} is overdue.": "overdue/at-2026-10-14/matter",
        "The budget for the engagement year is {}.": "budget/engagement/matter",
        "We forecast {} for the engagement year.": "forecast-total/engagement/matter",
        "We expect to be {} over budget.": "variance/engagement/matter",
    }
    amounts = [f for f in evidence.select() if f.unit == "GBP" and f.measure != "net"]
    slipped = [
        (text, fact.id)
        for text, right in sentences.items()
        for fact in amounts
        if fact.id != right
        and not noticed("slot-fits-sentence", text.format(f"[[fact:{fact.id}]]"))
    ]

    assert slipped == []
    assert not any(
        noticed("slot-fits-sentence", text.format(f"[[fact:{right}]]"))
        for text, right in sentences.items()
    )
