"""What a document may print of a deal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.intake.crm import crm_tables, picture, printed
from engross.intake.crm.chosen import ChosenDeal
from engross.intake.given import GivenFile
from engross.intake.sheets import Sheet
from engross.sources.sheets import Row, SheetRead

DEALS = "Deal ID|Deal Name|Account|Account ID|Contact|Deal Stage|Amount|Product"
ACCOUNTS = "Account ID|Account|Legal name|Street|City|Postcode|Country"
CONTACTS = "Contact ID|First Name|Last Name|Salutation|Job title|Email|Account ID"
DEAL = "D1|Hopes|Larchmoor|A1|Jo Moss|Open|900|Payroll"
ACCOUNT = "A1|Larchmoor|Larchmoor Joinery Limited|4 Example Yard|Example Town|EX0 9ZZ|"
CONTACT = "C1|Jo|Moss|Dr|Director|jo@larchmoor.example|A1"
LINES = "Line item ID|Deal ID|Product|Quantity|Unit price|Total"

Choice = Callable[..., ChosenDeal]
Sheets = Callable[..., Sheet]


def street_of(cell: str) -> str:
    """The street that is read from a cell of several lines."""
    given = GivenFile(name="accounts.csv", data=b"-", role="crm", kind="crm")
    rows = (Row(1, ("Account", "Sector", "Street")), Row(2, ("Larchmoor", "Wood", cell)))
    crm = picture(crm_tables([Sheet(given, SheetRead("", rows))]))
    street = crm.accounts[0].street
    return street.value if street else ""


@pytest.fixture
def choice(a_choice: Choice, a_sheet: Sheets) -> Choice:
    def made(
        deal: str = DEAL,
        account: str = ACCOUNT,
        contact: str = CONTACT,
        lines: tuple[str, ...] = (),
    ) -> ChosenDeal:
        return a_choice(
            a_sheet("deals.csv", DEALS, deal),
            a_sheet("accounts.csv", ACCOUNTS, account),
            a_sheet("contacts.csv", CONTACTS, contact),
            a_sheet("line items.csv", LINES, *lines),
        )

    return made


def test_the_client_is_printed_by_its_legal_name_with_its_cell(choice: Choice) -> None:
    name = printed.account_name(choice())

    assert name.text == "Larchmoor Joinery Limited"
    assert (name.span.file, name.span.place) == ("accounts.csv", "C2")


def test_without_a_legal_name_the_accounts_own_is_taken(choice: Choice) -> None:
    account = ACCOUNT.replace("Larchmoor Joinery Limited", "")

    assert printed.account_name(choice(account=account)).text == "Larchmoor"


def test_a_remark_behind_the_name_takes_the_name_with_it(choice: Choice) -> None:
    account = ACCOUNT.replace("Joinery Limited", "Joinery Limited (60% likely)")

    name = printed.account_name(choice(account=account))

    assert (name.text, name.span.place) == ("", "C2")
    assert name.refused


def test_the_address_is_one_line(choice: Choice) -> None:
    address = printed.address(choice())

    assert address.text == "4 Example Yard, Example Town, EX0 9ZZ"
    assert address.span.place == "D2,E2,F2"


@pytest.mark.parametrize(
    "account",
    [
        "A1|Larchmoor||||| United States",
        "A1|Larchmoor|||Example Town||",
        "A1|Larchmoor||4 Yard (never there)|Town|EX0 9ZZ|",
    ],
)
def test_half_an_address_or_one_with_a_remark_is_none(choice: Choice, account: str) -> None:
    assert printed.address(choice(account=account)).text == ""


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (CONTACT, "Dr Jo Moss"),
        (CONTACT.replace("|Dr|", "||"), "Jo Moss"),
        (CONTACT.replace("|Dr|", "|Darling|"), "Jo Moss"),
        (CONTACT.replace("|Dr|", "|Mr.|"), "Mr Jo Moss"),
    ],
)
def test_a_title_is_printed_only_where_the_export_gives_one(
    choice: Choice, told: str, name: str
) -> None:
    assert printed.contact_name(choice(contact=told)).text == name


def test_a_title_in_the_name_is_not_doubled(choice: Choice) -> None:
    contact = CONTACT.replace("|Jo|", "|Dr Jo|")

    name = printed.contact_name(choice(DEAL.replace("Jo Moss", "Dr Jo Moss"), contact=contact))

    assert name.text == "Dr Jo Moss"


def test_several_lines_are_named_together(choice: Choice) -> None:
    deal = DEAL.replace("|Payroll", "|")
    lines = tuple(f"L{n}|D1|{name}|1|1|1" for n, name in enumerate(("payroll", "VAT", "tax")))

    assert printed.product(choice(deal, lines=lines)).text == "payroll, VAT and tax"
    assert printed.product(choice(deal, lines=lines[:2])).text == "payroll and VAT"


def test_one_line_with_a_remark_leaves_all_of_them_out(choice: Choice) -> None:
    deal = DEAL.replace("|Payroll", "|")
    lines = ("L1|D1|payroll|1|1|1", "L2|D1|VAT (free if they push)|1|1|1")

    assert printed.product(choice(deal, lines=lines)).text == ""


def test_an_id_that_holds_words_is_no_reference(choice: Choice) -> None:
    assert printed.deal_reference(choice()).text == "D1"
    assert printed.deal_reference(choice(DEAL.replace("D1|", "D1 desperate|"))).text == ""


@pytest.mark.parametrize(
    ("account", "is_legal"),
    [
        (ACCOUNT, True),
        ("A1|Larchmoor Ltd|||||", True),
        ("A1|Larchmoor P.L.C.|||||", True),
        ("A1|Larchmoor|||||", False),
    ],
)
def test_a_legal_name_is_told_by_its_form(choice: Choice, account: str, *, is_legal: bool) -> None:
    assert printed.is_legal_name(choice(account=account).account) is is_legal


def test_the_lines_of_a_street_are_parted_by_commas() -> None:
    assert street_of("The Loft\n2 Example Quay") == "The Loft, 2 Example Quay"
    assert street_of("The Loft,\r\n\n2 Example Quay, ") == "The Loft, 2 Example Quay"


@pytest.mark.parametrize(
    ("contact", "name"),
    [
        (CONTACT.replace("Dr", "Rev'd Dr"), "Rev'd Dr Jo Moss"),
        (CONTACT.replace("Dr", "Mrs."), "Mrs Jo Moss"),
        (CONTACT.replace("Dr", "Herr"), "Jo Moss"),
        ("C1|JOHN|HARTLEY|Mr.|Director|jo@larchmoor.example|A1", "Mr John Hartley"),
        ("C1|Mrs. Jo|Moss|Mrs|Director|jo@larchmoor.example|A1", "Mrs Jo Moss"),
    ],
)
def test_a_contact_has_every_title_and_no_capitals(choice: Choice, contact: str, name: str) -> None:
    first, last = contact.split("|")[1:3]
    deal = DEAL.replace("Jo Moss", f"{first} {last}")

    assert printed.contact_name(choice(deal, contact=contact)).text == name


@pytest.mark.parametrize(
    ("country", "printed_as"), [("United Kingdom", ""), ("England", ""), ("Ireland", ", Ireland")]
)
def test_a_country_is_named_in_an_address_outside_the_united_kingdom(
    choice: Choice, country: str, printed_as: str
) -> None:
    told = printed.address(choice(account=f"{ACCOUNT}{country}"))

    assert told.text == f"4 Example Yard, Example Town, EX0 9ZZ{printed_as}"
