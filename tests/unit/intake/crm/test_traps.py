"""What a person should know of a CRM's files before a document rests on them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.intake.crm import Crm
from engross.intake.sheets import Sheet
from engross.records import Finding

OPEN = "D2|Payroll|Copperbeech Nurseries Limited|Payroll|Proposal|1200|Helen Pike|2026-08-03|2026-12-01"  # noqa: E501 - one row


def deal(  # noqa: PLR0913 - the cells of a row
    number: int,
    *,
    account: str = "Tidewell Dental Practice LLP",
    product: str = "Audit",
    stage: str = "Won",
    amount: str = "900",
    opened: str = "2026-01-05",
    closes: str = "2026-03-01",
) -> str:
    return f"D{number}|Deal {number}|{account}|{product}|{stage}|{amount}|Helen|{opened}|{closes}"


def test_nothing_is_said_of_sound_files(of_deals: Callable[..., Crm]) -> None:
    assert of_deals(deal(1), deal(3), OPEN).findings == ()


def test_deals_without_an_account_are_counted_and_the_first_listed(
    of_deals: Callable[..., Crm], only: Callable[[Crm, str], Finding]
) -> None:
    crm = of_deals(deal(0), *(deal(number, account="") for number in range(1, 8)))

    finding = only(crm, "crm-no-account")
    assert finding.message == (
        "7 of 8 deals without an account: deals.csv rows 3, 4, 5, 6, 7 and 2 more."
    )
    assert finding.place == "deals.csv A3"


@pytest.mark.parametrize(
    ("stage", "severity", "words"),
    [
        ("Won", "warn", "1 won deal has no amount"),
        ("Proposal", "note", "1 open deal has no amount"),
    ],
)
def test_deals_without_an_amount_are_reported(
    of_deals: Callable[..., Crm],
    only: Callable[[Crm, str], Finding],
    stage: str,
    severity: str,
    words: str,
) -> None:
    crm = of_deals(deal(1), deal(2, stage=stage, amount=""))

    finding = only(crm, "crm-no-amount")
    assert finding.severity == severity
    assert finding.message.startswith(words)


def test_a_won_deal_without_its_day_is_reported(
    of_deals: Callable[..., Crm], only: Callable[[Crm, str], Finding]
) -> None:
    assert only(of_deals(deal(1), deal(2, closes="")), "crm-no-date").severity == "warn"


def test_a_deal_that_closed_before_it_began_is_reported(
    of_deals: Callable[..., Crm], said: Callable[[Crm, str], list[str]]
) -> None:
    assert len(said(of_deals(deal(1, opened="2026-03-02")), "crm-dates-differ")) == 1


def test_an_unreadable_amount_is_left_empty_and_reported(
    of_deals: Callable[..., Crm], only: Callable[[Crm, str], Finding]
) -> None:
    crm = of_deals(deal(1), deal(2, amount="about nine hundred"))

    assert crm.deals[1].amount is None
    assert only(crm, "crm-cell-unread").place == "deals.csv F3"


def test_a_day_that_no_calendar_has_is_reported(
    of_deals: Callable[..., Crm], only: Callable[[Crm, str], Finding]
) -> None:
    crm = of_deals(deal(1), deal(2, closes="2026-02-30"))

    assert crm.deals[1].closed is None
    assert "Close Date" in only(crm, "crm-cell-unread").message


def test_a_column_of_days_that_could_be_either_is_read_day_first_and_said(
    of_deals: Callable[..., Crm], said: Callable[[Crm, str], list[str]]
) -> None:
    crm = of_deals(deal(1, closes="03/04/2026"), deal(2, closes="05/06/2026"))

    assert crm.deals[0].closed.value.month == 4
    assert "read day first" in said(crm, "crm-dates-unclear")[0]


def test_a_column_of_american_days_is_read_as_such(
    of_deals: Callable[..., Crm], only: Callable[[Crm, str], Finding]
) -> None:
    crm = of_deals(deal(1, closes="03/04/2026"), deal(2, closes="05/26/2026"))

    assert [one.closed.value.isoformat() for one in crm.deals] == ["2026-03-04", "2026-05-26"]
    assert only(crm, "crm-dates-unclear").severity == "note"


def test_a_stage_that_nobody_knows_is_taken_as_open_and_said(
    of_deals: Callable[..., Crm], only: Callable[[Crm, str], Finding]
) -> None:
    crm = of_deals(deal(1), deal(2, stage="Second tasting"))

    assert crm.deals[1].outcome == "open"
    assert "“Second tasting”" in only(crm, "crm-stage-unsure").message


def test_a_day_outside_the_quarter_that_its_row_names_is_reported(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet], only: Callable[[Crm, str], Finding]
) -> None:
    crm = a_crm(
        a_sheet(
            "deals.csv",
            "Deal ID|Deal Name|Account|Deal Stage|Amount|Close Date|Close quarter",
            "D1|Audit|Tidewell Dental Practice LLP|Won|900|2026-04-03|Q1 2026",
        )
    )

    assert "2026-04-03 is not in Q1 2026" in only(crm, "crm-dates-differ").message


def test_a_product_written_otherwise_than_in_the_list_is_proposed_not_changed(
    a_crm: Callable[..., Crm],
    a_sheet: Callable[..., Sheet],
    of_deals: Callable[..., Crm],
    only: Callable[[Crm, str], Finding],
) -> None:
    products = a_sheet("products.csv", "Product|Price", "Stock Pro|4500", "Payroll|1200")
    deals = of_deals(deal(1, product="StockPro"), OPEN).tables[0].sheet

    crm = a_crm(deals, products)

    message = only(crm, "crm-name-variant").message
    assert "“StockPro” (deals.csv row 2)" in message
    assert "“Stock Pro”" in message
    assert crm.deals[0].product.value == "StockPro"
    assert crm.product_of(crm.deals[0]) is None


def test_accounts_that_the_list_lacks_are_reported(
    a_crm: Callable[..., Crm],
    a_sheet: Callable[..., Sheet],
    of_deals: Callable[..., Crm],
    only: Callable[[Crm, str], Finding],
) -> None:
    accounts = a_sheet("accounts.csv", "Account|Sector", "Copperbeech Nurseries Limited|Farming")
    deals = of_deals(deal(1), OPEN).tables[0].sheet

    assert (
        "“Tidewell Dental Practice LLP”" in only(a_crm(deals, accounts), "crm-not-listed").message
    )


def test_an_account_listed_twice_is_joined_to_no_deal(
    a_crm: Callable[..., Crm],
    a_sheet: Callable[..., Sheet],
    of_deals: Callable[..., Crm],
    only: Callable[[Crm, str], Finding],
) -> None:
    accounts = a_sheet(
        "accounts.csv",
        "Account ID|Account|Sector",
        "1|Tidewell Dental Practice LLP|Dental",
        "2|Tidewell Dental Practice LLP|Health",
    )
    deals = of_deals(deal(1)).tables[0].sheet

    crm = a_crm(deals, accounts)

    assert crm.account_of(crm.deals[0]) is None
    assert "joined to none" in only(crm, "crm-duplicate").message


def test_an_industry_that_is_nearly_a_known_word_is_reported(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet], only: Callable[[Crm, str], Finding]
) -> None:
    crm = a_crm(
        a_sheet(
            "accounts.csv",
            "Account|Sector|Country",
            "Wrackline Boatyard Limited|technolgy|Jersey",
            "Copperbeech Nurseries Limited|farming|Guernsey",
        )
    )

    assert "“technolgy”" in only(crm, "crm-value-odd").message


def test_a_rare_value_beside_a_frequent_one_is_reported(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet], only: Callable[[Crm, str], Finding]
) -> None:
    rows = [f"Boatyard {number} Limited|Boatbuilding" for number in range(4)]
    crm = a_crm(a_sheet("accounts.csv", "Account|Sector", *rows, "Quay Limited|Boatbuildng"))

    assert "“Boatbuildng”" in only(crm, "crm-value-odd").message


def test_two_known_industries_are_not_taken_for_one_another(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet]
) -> None:
    crm = a_crm(
        a_sheet("accounts.csv", "Account|Sector", "Wrackline Limited|Sport", "Quay Limited|Sports")
    )

    assert crm.findings == ()


def test_a_table_that_is_not_understood_is_said(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet], only: Callable[[Crm, str], Finding]
) -> None:
    crm = a_crm(a_sheet("boats.csv", "Hull|Mooring", "W 12|North pontoon"))

    assert only(crm, "table-not-used").place == "boats.csv A1"
