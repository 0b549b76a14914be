from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from engross.intake.crm.chosen import ChosenDeal
from engross.intake.factbook import FactBook
from engross.intake.given import GivenFile, Subject
from engross.intake.offer import compare_prices, take_offer
from engross.records import Finding, Passage, Span

if TYPE_CHECKING:
    from conftest import Offered

Take = Callable[..., "Offered"]
Make = Callable[..., GivenFile]
Compare = Callable[..., tuple[Finding, ...]]


@pytest.fixture
def compare(about: Callable[..., Subject]) -> Compare:
    """What is found beside a fee, by the passages of notes and a deal."""

    def compared(
        *files: GivenFile,
        notes: tuple[str, ...] = (),
        withheld: str = "",
        chosen: ChosenDeal | None = None,
        billed: str = "",
    ) -> tuple[Finding, ...]:
        subject, book = about(), FactBook()
        take_offer(book, files, chosen, subject)
        if billed:
            book.add("billed", "engagement", "matter", Decimal(billed), label="Accounts")
        passages = [_passage(number, text, withheld) for number, text in enumerate(notes, 1)]
        return compare_prices(book, passages, chosen, subject)

    return compared


def _passage(number: int, text: str, withheld: str) -> Passage:
    span = Span(source="a" * 64, file="call.md", place=f"line {number}")
    return Passage(id=f"p{number}", text=text, span=span, withheld=withheld)


def test_nothing_is_compared_where_nothing_is_proposed(compare: Compare) -> None:
    assert compare(notes=("Our budget is £10.",)) == ()


def test_a_fee_that_agrees_with_everything_is_no_finding(
    compare: Compare, estimate: Make, deal: Callable[..., ChosenDeal]
) -> None:
    chosen = deal(Amount="1000", Currency="GBP")
    found = compare(
        estimate("Stage|Fee £", "Plan|400", "Move|600"),
        chosen=chosen,
        notes=("We named a fee of £1,000, £1,200 including VAT.", "The plan would cost £400."),
    )

    assert found == ()


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("1200", "The CRM has £1,200 for the deal; the fee is £900 excluding VAT."),
        ("1080", "The CRM's amount is the fee including VAT."),
        ("1000", "The CRM's amount is the fee before the discount."),
    ],
)
def test_the_amount_in_the_crm_is_compared(
    compare: Compare,
    estimate: Make,
    deal: Callable[..., ChosenDeal],
    amount: str,
    said: str,
) -> None:
    offer = estimate("Stage|Fee £", "Plan|1000", "Discount|10%")
    (found,) = compare(offer, chosen=deal(Amount=amount, Currency="GBP"))

    assert found.rule == "fee-differs"
    assert said in found.message
    assert found.place == "deals.csv C2"


def test_an_amount_of_nil_is_nothing_to_compare(
    compare: Compare, estimate: Make, deal: Callable[..., ChosenDeal]
) -> None:
    found = compare(estimate("Stage|Fee £", "Plan|1000"), chosen=deal(Amount="0", Currency="GBP"))

    assert found == ()


def test_an_amount_in_another_currency_is_not_compared_as_pounds(
    compare: Compare, estimate: Make, deal: Callable[..., ChosenDeal]
) -> None:
    (found,) = compare(
        estimate("Stage|Fee £", "Plan|1000"), chosen=deal(Amount="1000", Currency="EUR")
    )

    assert found.rule == "fee-in-other-currency"


def test_an_estimate_is_compared_with_the_price_list(
    compare: Compare, estimate: Make, deal: Callable[..., ChosenDeal]
) -> None:
    (found,) = compare(estimate("Stage|Fee £", "Plan|1161"), chosen=deal(Product="System change"))

    assert "The price list has £1,290 for the move to a new system" in found.message
    assert found.message.endswith("the fee is £1,161, 10.0% less.")


def test_a_won_deals_amount_is_compared_with_the_exports_own_list(
    compare: Compare, deal: Callable[..., ChosenDeal]
) -> None:
    listed = ["Product ID,Product Name,Unit Price", "1,Stock count,4800"]
    won = {"Deal Stage": "Closed won", "Amount": "4500", "Product": "Stock count"}
    (found,) = compare(chosen=deal(products=listed, **won))

    assert found.place == "products.csv C2"
    assert found.message == "The CRM's list of products has £4,800; the fee is £4,500."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Our budget is £999.", 1),
        ("Our budget is £1,500.", 0),
        ("You quoted £950 plus VAT in the spring.", 1),
        ("They turn over £950 a week.", 0),
    ],
)
def test_amounts_of_the_notes_are_compared_with_the_passage(
    compare: Compare, estimate: Make, text: str, count: int
) -> None:
    found = compare(estimate("Stage|Fee £", "Plan|1000"), notes=(text,))

    assert len(found) == count
    assert all(text in one.message and one.place == "call.md line 1" for one in found)
    assert all(one.evidence == ("fee/proposal/matter", "p1") for one in found)


def test_what_is_secret_is_not_told(compare: Compare, estimate: Make) -> None:
    found = compare(
        estimate("Stage|Fee £", "Plan|1000"),
        notes=("We would go down to a fee of £700.",),
        withheld="marked internal",
    )

    assert found == ()


@pytest.mark.parametrize(("billed", "severity"), [("400", "note"), ("1500", "warn")])
def test_what_has_been_billed_is_told_beside_the_fee(
    compare: Compare, estimate: Make, billed: str, severity: str
) -> None:
    (found,) = compare(estimate("Stage|Fee £", "Plan|1000"), billed=billed)

    assert found.severity == severity
    assert "has been billed on WRA001 already; the fee is £1,000 excluding VAT" in found.message
