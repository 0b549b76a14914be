"""Questions about what an export does not say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.lacking import lacking
from engross.intake.sheets import Sheet

DEALS = "Deal ID|Deal Name|Account|Account ID|Contact|Deal Stage|Amount|Product"
ACCOUNTS = "Account ID|Account|Legal name|Street|City|Postcode"
CONTACTS = "Contact ID|First Name|Last Name|Email|Account ID"
ACTIVITIES = "Activity ID|Type|Subject|Date|Deal ID|Body"
FULL = "D1|One|Larchmoor|A1|Jo Moss|Open|900|Payroll"
BARE = "D1|One|Larchmoor|A1||Open||"
ACCOUNT = "A1|Larchmoor|Larchmoor Joinery Limited|4 Example Yard|Example Town|EX0 9ZZ"
CONTACT = "C1|Jo|Moss|jo@larchmoor.example|A1"

Asked = Callable[..., list[str]]


@pytest.fixture
def asked(a_choice: Callable[..., ChosenDeal], a_sheet: Callable[..., Sheet]) -> Asked:
    """The messages of the questions, each with its severity before it."""

    def made(deal: str, account: str = "A1|Larchmoor||||", **more: object) -> list[str]:
        chosen = a_choice(
            a_sheet("deals.csv", DEALS, deal),
            a_sheet("accounts.csv", ACCOUNTS, account),
            a_sheet("contacts.csv", CONTACTS, CONTACT),
            a_sheet("activities.csv", ACTIVITIES, *([more["activity"]] if more else [])),
        )
        registered = bool(more.get("registered"))
        return [f"{f.severity} {f.message}" for f in lacking(chosen, registered=registered)]

    return made


def test_a_bare_deal_is_asked_for_everything(asked: Asked) -> None:
    said = "\n".join(asked(BARE))

    for wanted in (
        "warn The CRM export does not say the client's address",
        "warn The CRM export does not say whom the document is addressed to",
        "warn The CRM export does not say what is proposed",
        "warn The CRM export does not say who the client is in law",
        "note Nothing says whether the client is a business or a consumer",
        "note The account has one contact in the CRM (contacts.csv A2)",
        "note The CRM export does not say who decides",
        "note The deal has no amount",
        "note The CRM export does not say when we were last in touch",
    ):
        assert wanted in said


def test_what_the_export_says_is_not_asked(asked: Asked) -> None:
    said = asked(FULL, ACCOUNT, activity="1|Call|Rang|2026-11-02|D1|Hello")

    assert said == [
        "note The CRM export does not say who decides at the client.",
        "note The CRM does not say what the deal's amount rests on, nor whether it includes VAT.",
    ]


def test_what_the_register_has_is_not_asked(asked: Asked) -> None:
    said = asked(BARE, activity="", registered=True)

    assert not [one for one in said if "address" in one or "in law" in one or "contact" in one]
    assert any("what is proposed" in one for one in said)


@pytest.mark.parametrize("deal", ["D1|One||||Open||", "D1|One|Larchmoor (80%)|||Open||"])
def test_a_deal_for_nobody_does_not_leave_unanswered(asked: Asked, deal: str) -> None:
    said = asked(deal)

    assert said[0].startswith("block Nobody knows for which client this is")
    assert "80" not in said[0]


@pytest.mark.parametrize(("title", "count"), [("Herr", 1), ("Rev'd Dr", 0), ("", 0)])
def test_a_title_that_is_not_known_is_told(
    a_choice: Callable[..., ChosenDeal], a_sheet: Callable[..., Sheet], title: str, count: int
) -> None:
    chosen = a_choice(
        a_sheet("deals.csv", DEALS, FULL),
        a_sheet("accounts.csv", ACCOUNTS, ACCOUNT),
        a_sheet(
            "contacts.csv", f"{CONTACTS}|Salutation", f"C1|Jo|Moss|jo@larchmoor.example|A1|{title}"
        ),
    )

    told = [one for one in lacking(chosen, registered=False) if "title" in one.message]

    assert len(told) == count
