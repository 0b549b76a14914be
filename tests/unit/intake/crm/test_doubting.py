"""What is doubtful about a deal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.doubting import doubts
from engross.intake.given import Subject
from engross.intake.sheets import Sheet

DEALS = "Deal ID|Deal Name|Account|Account ID|Contact|Deal Stage|Amount|Product|Deal Owner"
ACCOUNTS = "Account ID|Account|Sector"
OTHERS = (
    "D4|Four|Fenwick|A2||Open|1|Payroll bureau|HP",
    "D2|Two|Fenwick|A2||Open|1|Payroll bureau|HP",
    "D3|Three|Fenwick|A2||Open|1|Payroll bureau|HP",
)

Found = Callable[..., dict[str, str]]


@pytest.fixture
def found(
    a_choice: Callable[..., ChosenDeal],
    a_sheet: Callable[..., Sheet],
    a_deal_subject: Callable[..., Subject],
) -> Found:
    """The messages by rule."""

    def made(deal: str, *accounts: str, subject: Subject | None = None) -> dict[str, str]:
        chosen = a_choice(
            a_sheet("deals.csv", DEALS, deal, *OTHERS), a_sheet("accounts.csv", ACCOUNTS, *accounts)
        )
        return {one.rule: one.message for one in doubts(chosen, subject or a_deal_subject())}

    return made


def test_nothing_is_doubted_of_a_plain_deal(found: Found) -> None:
    assert found("D1|One|Larchmoor|||Open|900|Payroll|Helen Pike") == {}


def test_a_name_near_to_a_clients_is_told_and_stays_a_prospect(found: Found) -> None:
    said = found("D1|One|Wrackline Boatyards Limited|||Open|900|Payroll|HP")

    assert "may be our client Wrackline Boatyard Limited" in said["crm-client-unsure"]


def test_an_account_whose_name_its_id_contradicts_is_told(found: Found) -> None:
    said = found("D1|One|Larchmoor|A1||Open|900|Payroll|HP", "A1|Fallowfield|Wood")

    assert "otherwise than the list of accounts" in said["crm-client-unsure"]


def test_a_contact_whom_the_register_lacks_is_not_written_to(
    found: Found, a_deal_subject: Callable[..., Subject]
) -> None:
    deal = "D1|One|WRA|||Open|900|Payroll|HP"
    client = a_deal_subject("wrackline")

    unknown = found(deal.replace("||Open", "|Joy Penberth|Open"), subject=client)
    known = found(deal.replace("||Open", "|Ruth Adeyemi|Open"), subject=client)

    assert "addressed to Ms Ruth Adeyemi" in unknown["crm-client-unsure"]
    assert known == {}


@pytest.mark.parametrize(("stage", "said"), [("Closed Lost", "as lost"), ("Closed Won", "as won")])
def test_a_deal_that_is_over_is_told(found: Found, stage: str, said: str) -> None:
    assert said in found(f"D1|One|Larchmoor|||{stage}|900|Payroll|HP")["crm-deal-over"]


@pytest.mark.parametrize(
    ("owner", "said"),
    [
        ("Martin Oke", "Martin Oke has the deal in the CRM; the document is Helen Pike's to sign"),
        ("Somebody Else", "firm.yaml does not have the deal's owner"),
        ("", "Nobody has the deal"),
    ],
)
def test_another_owner_than_who_signs_is_told(found: Found, owner: str, said: str) -> None:
    assert said in found(f"D1|One|Larchmoor|||Open|900|Payroll|{owner}")["crm-owner"]


def test_of_the_exports_own_findings_only_those_about_this_deal_come(found: Found) -> None:
    ours = found("D1|One|Larchmoor|||Open|900|Payrol bureau|HP")
    accounts = ("A1|Larchmoor|Wood", "A2|Fenwick|Glass", "A3|Fenwic|Glass")
    others = found("D1|One|Larchmoor|||Open|900|Audit|HP", *accounts)

    assert "“Payrol bureau”" in ours["crm-name-variant"]
    assert others == {}


def test_a_contact_in_capitals_is_told_with_how_the_document_has_it(found: Found) -> None:
    said = found("D1|One|Larchmoor||JOHN HARTLEY|Open|900|Payroll|Helen Pike")

    assert "has it as “John Hartley”" in said["crm-value-odd"]


def test_contradicting_currencies_are_told(
    a_choice: Callable[..., ChosenDeal],
    a_sheet: Callable[..., Sheet],
    a_deal_subject: Callable[..., Subject],
) -> None:
    chosen = a_choice(
        a_sheet(
            "deals.csv",
            "Deal ID|Deal Name|Account|Deal Stage|Amount|Currency",
            "D1|One|Wrackline Boatyard Limited|Open|£900|EUR",
        ),
    )

    said = {one.rule: one.message for one in doubts(chosen, a_deal_subject("wrackline"))}

    assert "EUR/GBP" in said["crm-currencies"]
