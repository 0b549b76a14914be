"""Joins and tallies of what a CRM says."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from engross.intake.crm import Crm, Tally
from engross.intake.sheets import Sheet
from engross.records import Finding

TWO_WON_ONE_LOST = (
    "D1|Stock|Wrackline Boatyard Limited|Audit|Won|4500|Helen Pike|2026-05-01|2026-06-30",
    "D2|Payroll|Copperbeech Nurseries Limited|Payroll|Won|1200.50|Ravi Shah|2026-05-01|2026-07-01",
    "D3|Review|Wrackline Boatyard Limited|Audit|Lost|900|Helen Pike|2026-05-01|2026-07-02",
)


@pytest.fixture
def crm(of_deals: Callable[..., Crm]) -> Crm:
    return of_deals(*TWO_WON_ONE_LOST)


def test_the_won_total_leaves_out_what_was_lost(crm: Crm) -> None:
    assert crm.won_total == Decimal("5700.50")


def test_tallies_count_deals_and_add_up_what_was_won(crm: Crm) -> None:
    assert crm.by_account["Wrackline Boatyard Limited"] == Tally(2, 1, 1, 0, Decimal(4500))
    assert crm.by_owner["Ravi Shah"].won_amount == Decimal("1200.50")
    assert {name: tally.deals for name, tally in crm.by_stage.items()} == {"Won": 2, "Lost": 1}
    assert {name: tally.deals for name, tally in crm.by_product.items()} == {
        "Audit": 2,
        "Payroll": 1,
    }


def test_quarters_are_those_in_which_deals_closed(crm: Crm) -> None:
    assert {name: tally.won for name, tally in crm.by_quarter.items()} == {
        "2026-Q2": 1,
        "2026-Q3": 1,
    }


def test_a_deal_is_found_by_its_exact_id_or_name(crm: Crm) -> None:
    assert crm.deal("D2") is crm.deal("Payroll")
    assert crm.deal("payroll") is None


def test_deals_are_chosen_by_stage_or_outcome(crm: Crm) -> None:
    assert len(crm.deals_at("Won")) == 2
    assert [deal.id.value for deal in crm.deals_at(outcome="lost")] == ["D3"]


def test_accounts_are_joined_by_the_exact_name_only(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet], of_deals: Callable[..., Crm]
) -> None:
    listed = a_sheet("accounts.csv", "Account|Sector", "Wrackline Boatyard Ltd|Marine")
    deals = of_deals(*TWO_WON_ONE_LOST).tables[0].sheet

    crm = a_crm(deals, listed)

    assert crm.account_of(crm.deals[0]) is None


def test_a_tree_refers_to_its_account_by_an_at_sign(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet]
) -> None:
    accounts = a_sheet(
        "a.json", "referenceId|Name|BillingStreet", "A1|Wrackline Boatyard Limited|Quay"
    )
    deals = a_sheet(
        "o.json", "referenceId|Name|StageName|CloseDate|AccountId", "O1|Audit|Won|2026-01-02|@A1"
    )

    crm = a_crm(accounts, deals)

    assert crm.account_of(crm.deals[0]) is crm.accounts[0]


def test_lines_belong_to_the_deal_that_they_name(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet], of_deals: Callable[..., Crm]
) -> None:
    lines = a_sheet("lines.csv", "Deal ID|Product|Quantity|Amount", "D1|Audit|1|4500", "D9|Tax|1|5")
    deals = of_deals(*TWO_WON_ONE_LOST).tables[0].sheet

    crm = a_crm(deals, lines)

    assert [line.total.value for line in crm.lines_of(crm.deals[0])] == [Decimal(4500)]


def test_amounts_in_several_currencies_are_not_added_up(
    of_deals: Callable[..., Crm], only: Callable[[Crm, str], Finding]
) -> None:
    crm = of_deals(TWO_WON_ONE_LOST[0], TWO_WON_ONE_LOST[1].replace("1200.50", "€1,200.50"))

    assert crm.won_total is None
    assert "EUR" in only(crm, "crm-currencies").message
