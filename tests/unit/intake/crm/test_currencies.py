"""Of which currency the amounts of an export are, and that no other becomes pounds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.intake.crm import Crm
from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.currencies import one_of
from engross.intake.exports import is_sterling
from engross.intake.given import Subject
from engross.intake.offer.hoped import offer_in_crm
from engross.intake.sheets import Sheet

REPORT = "Opportunity ID|Opportunity Name|Account Name|Stage|Close Date"
ROW = "D1|One|Larchmoor|Closed Won|2026-11-02"

Crms = Callable[..., Crm]
Sheets = Callable[..., Sheet]


@pytest.mark.parametrize(
    ("headings", "values", "currency"),
    [
        ("Amount|CurrencyIsoCode", "9,000.00|USD", "USD"),
        ("Amount|Amount Currency", "9,000.00|USD", "USD"),
        ("Amount|Amount Currency|CurrencyIsoCode", "9,000.00||USD", "USD"),
        ("Amount|Opportunity currency (ISO)", "9,000.00|USD", "USD"),
        ("Amount|CurrencyIsoCode", "£9,000.00|GBP", "GBP"),
        ("Amount|Currency", "9,000.00|£", "GBP"),
        ("Amount|Currency", "9,000.00|British Pound - GBP", "GBP"),
        ("Amount|Amount (converted) Currency|Currency", "9,000.00|USD|GBP", "GBP"),
        ("Amount|Amount in company currency", "9,000.00|7,000.00", ""),
        ("Amount ($)|Type", "9,000.00|New", "USD"),
        ("Amount (£)|Type", "9,000.00|New", "GBP"),
        ("Amount|Type", "US$9,000|New", "USD"),
        ("Amount|Type", "9,000.00|New", ""),
    ],
)
def test_a_deals_currency_is_whatever_says_it(
    a_crm: Crms, a_sheet: Sheets, headings: str, values: str, currency: str
) -> None:
    crm = a_crm(a_sheet("deals.csv", f"{REPORT}|{headings}", f"{ROW}|{values}"))

    assert crm.deals[0].currency == currency


@pytest.mark.parametrize(
    ("headings", "values"),
    [
        ("Amount|CurrencyIsoCode", "€9,000.00|GBP"),
        ("Amount|CurrencyIsoCode", "£9,000.00|USD"),
        ("Amount|Currency", "$9,000.00|GBP Sterling"),
        ("Amount ($)|Currency", "9,000.00|GBP"),
        ("Amount|Amount Currency|CurrencyIsoCode", "9,000.00|GBP|USD"),
    ],
)
def test_currencies_that_contradict_each_other_are_no_pounds(
    a_choice: Callable[..., ChosenDeal],
    a_sheet: Sheets,
    a_deal_subject: Callable[..., Subject],
    headings: str,
    values: str,
) -> None:
    chosen = a_choice(a_sheet("deals.csv", f"{REPORT}|{headings}", f"{ROW}|{values}"))

    offer, findings = offer_in_crm(chosen, a_deal_subject())
    assert not is_sterling(chosen.deal.currency)
    assert (offer, [one.rule for one in findings]) == (None, ["fee-in-other-currency"])


@pytest.mark.parametrize(
    ("deal", "line"),
    [("USD|", "1|900|"), ("USD|900", "1|900|GBP"), ("GBP|900", "1|900|USD"), ("GBP|", "1|$900|")],
)
def test_a_line_of_another_currency_than_pounds_is_no_fee(
    a_choice: Callable[..., ChosenDeal],
    a_sheet: Sheets,
    a_deal_subject: Callable[..., Subject],
    deal: str,
    line: str,
) -> None:
    chosen = a_choice(
        a_sheet("deals.csv", f"{REPORT}|Currency|Amount", f"{ROW}|{deal}"),
        a_sheet(
            "line items.csv",
            "Line item ID|Deal ID|Product|Quantity|Unit price|Currency",
            f"L1|D1|Payroll|{line}",
        ),
    )

    offer, findings = offer_in_crm(chosen, a_deal_subject())
    assert (offer, [one.rule for one in findings]) == (None, ["fee-in-other-currency"])


@pytest.mark.parametrize(("currency", "has_price"), [("USD", False), ("GBP", True), ("", True)])
def test_a_list_price_of_no_currency_is_none_for_a_deal_in_dollars(
    a_choice: Callable[..., ChosenDeal], a_sheet: Sheets, *, currency: str, has_price: bool
) -> None:
    chosen = a_choice(
        a_sheet("deals.csv", f"{REPORT}|Product|Currency", f"{ROW}|Payroll|{currency}"),
        a_sheet("products.csv", "Product|Price", "Payroll|900"),
    )

    assert (chosen.list_price is not None) is has_price


def test_one_currency_said_in_two_ways_is_one() -> None:
    assert one_of(["GBP", "", "British Pounds", "£"]) == "GBP"
    assert one_of(["US Dollar", "GBP"]) == "US Dollar/GBP"
    assert one_of([]) == ""
