"""One deal of an export, and what belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from engross.intake.crm import Crm
from engross.intake.crm.choosing import (
    chosen_deal,
    contacts_of,
    deals_called,
    only_reference_of,
    reference_of,
)
from engross.intake.sheets import Sheet
from engross.workspace.price_list import PriceList, Service

DEALS = "Deal ID|Deal Name|Account|Account ID|Contact|Product|Deal Stage|Amount"
ACCOUNTS = "Account ID|Account|Sector"
CONTACTS = "Contact ID|First Name|Last Name|Salutation|Email|Account ID"
LINES = "Line item ID|Deal ID|Product|Quantity|Unit price|Total"
PRICES = PriceList(
    owner="helen.pike@penhallowreeve.example",
    review_by="2027-01-31",
    services=(
        Service(
            key="audit", name="statutory audit", names_in_records=("Yearly audit",), basis="time"
        ),
    ),
)
A, B = "D1|One|Larchmoor|A1|Jo Moss|Payroll|Open|900", "D2|Two|Fenwick|A2||Yearly audit|Open|50"


@pytest.fixture
def export(a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet]) -> Callable[..., Crm]:
    """`export(deals=[...], accounts=[...])` as one CRM."""

    def made(**tables: list[str]) -> Crm:
        headings = {"deals": DEALS, "accounts": ACCOUNTS, "contacts": CONTACTS, "lines": LINES}
        names = {"lines": "line items"}
        return a_crm(
            *(
                a_sheet(f"{names.get(kind, kind)}.csv", headings[kind], *rows)
                for kind, rows in tables.items()
            )
        )

    return made


def test_a_deal_is_called_by_its_id_its_name_or_its_cell(export: Callable[..., Crm]) -> None:
    crm = export(deals=[A, B])

    found = [deals_called(crm, wanted) for wanted in ("D2", "Two", "deals.csv A3")]

    assert [tuple(map(reference_of, deals)) for deals in found] == [("D2",)] * 3


def test_an_id_goes_before_a_name_and_only_the_whole_of_it_counts(
    export: Callable[..., Crm],
) -> None:
    crm = export(deals=[A, B.replace("Two", "D1")])

    assert [deal.place.row for deal in deals_called(crm, "D1")] == [2]
    assert deals_called(crm, "D") == ()


def test_two_deals_of_one_id_are_told_apart_by_their_rows(export: Callable[..., Crm]) -> None:
    crm = export(deals=[A, B.replace("D2", "D1")])

    first, second = crm.deals
    assert len(deals_called(crm, reference_of(first))) == 2
    assert [only_reference_of(crm, deal) for deal in (first, second)] == [
        "deals.csv A2",
        "deals.csv A3",
    ]


def test_the_service_is_the_price_lists_by_an_exact_name(export: Callable[..., Crm]) -> None:
    crm = export(deals=[A, B])

    services = [chosen_deal(crm, deal, PRICES).service for deal in crm.deals]

    assert [one.key if one else None for one in services] == [None, "audit"]


def test_the_product_of_the_only_line_stands_for_the_deals(export: Callable[..., Crm]) -> None:
    deals = [A.replace("|Payroll|", "||")]
    one = export(deals=deals, lines=["L1|D1|Yearly audit|1|900|900"])
    two = export(deals=deals, lines=["L1|D1|Yearly audit|1|900|900", "L2|D1|Tax|1|10|10"])

    assert chosen_deal(one, one.deals[0], PRICES).product.value == "Yearly audit"
    assert chosen_deal(two, two.deals[0], PRICES).product is None
    assert [line.total.value for line in chosen_deal(two, two.deals[0], PRICES).lines] == [
        Decimal(900),
        Decimal(10),
    ]


def test_the_account_is_that_of_the_id_else_what_the_deal_calls_it(
    export: Callable[..., Crm],
) -> None:
    crm = export(deals=[A, B], accounts=["A1|Larchmoor Joinery Limited|Wood"])

    names = [chosen_deal(crm, deal, None).account.name.value for deal in crm.deals]

    assert names == ["Larchmoor Joinery Limited", "Fenwick"]


def test_a_contact_by_name_is_one_of_the_deals_own_account(export: Callable[..., Crm]) -> None:
    accounts = ["A1|Larchmoor|Wood", "A2|Fenwick|Glass"]
    contacts = ["C1|Jo|Moss|Dr|jo@one.example|A2", "C2|Jo|Moss|Mrs|jo@two.example|A1"]
    crm = export(deals=[A], accounts=accounts, contacts=contacts)

    contact = chosen_deal(crm, crm.deals[0], None).contact

    assert contact.email.value == "jo@two.example"


def test_a_name_that_two_contacts_have_is_neither_of_them(export: Callable[..., Crm]) -> None:
    contacts = ["C1|Jo|Moss|Dr|jo@one.example|A1", "C2|Jo|Moss|Mrs|jo@two.example|A1"]
    crm = export(deals=[A], accounts=["A1|Larchmoor|Wood"], contacts=contacts)

    contact = chosen_deal(crm, crm.deals[0], None).contact

    assert (contact.name, contact.email) == ("Jo Moss", None)
    assert len(contacts_of(crm, crm.accounts[0])) == 2


@pytest.mark.parametrize(
    ("told", "found"),
    [("Dr Jo Moss", True), ("Dr. Jo Moss", True), ("Jo Moss", True), ("Mr Jo Moss", False)],
)
def test_a_contact_is_found_by_a_name_with_the_title_that_the_list_has(
    export: Callable[..., Crm], told: str, *, found: bool
) -> None:
    crm = export(
        deals=[A.replace("Jo Moss", told)],
        accounts=["A1|Larchmoor|Wood"],
        contacts=["C1|Jo|Moss|Dr|jo@larchmoor.example|A1"],
    )

    contact = chosen_deal(crm, crm.deals[0], None).contact

    assert contact is not None
    assert (contact.id is not None) is found
