"""The free texts of a deal's records, withheld."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.own_words import own_words
from engross.intake.crm.rows import rows_of
from engross.intake.sheets import Sheet
from engross.records import Passage

DEALS = (
    "Deal ID|Deal Name|Account|Account ID|Deal Stage|Amount|Probability|Next step|Description"
    "|Notes|Partner's hunch"
)
DEAL = (
    "D1|Easy win|Larchmoor|A1|Verbal agreement given|900|80|Chase before holiday|Monthly accounts "
    "and VAT|They have a bigger budget|Would pay double"
)
OTHER = "D2|Other|Fenwick|A2|Open|900|10|Wait for them|Their own plan|No money left|Never again"
ACCOUNTS = "Account ID|Account|Industry|Website|Description"
ACTIVITIES = "Activity ID|Type|Subject|Date|Deal ID|Account ID|Body"
OFFERED = frozenset({"monthly", "accounts", "vat", "larchmoor"})
LARCHMOOR = "A1|Larchmoor|Wood (bad payer)|www.larchmoor.example|Owner divorced"


@pytest.fixture
def withheld(
    a_choice: Callable[..., ChosenDeal], a_sheet: Callable[..., Sheet]
) -> dict[str, Passage]:
    """By text."""
    chosen = a_choice(
        a_sheet("deals.csv", DEALS, DEAL, OTHER),
        a_sheet("accounts.csv", ACCOUNTS, LARCHMOOR, "A2|Fenwick|Glass||In trouble"),
        a_sheet(
            "activities.csv",
            ACTIVITIES,
            "1|Call|Sanjay rang back|2026-11-02|D1||He sounded desperate",
            "2|Note|Fenwick rang|2026-11-03|D2||Nothing new there",
            "3|Note|Of the account|2026-11-03||A1|Bank is nervous",
        ),
    )
    return {passage.text: passage for passage in own_words(rows_of(chosen), OFFERED)}


def test_every_free_text_of_the_deal_is_withheld_with_its_cell(
    withheld: dict[str, Passage],
) -> None:
    own = {
        "Easy win": "B2",
        "Verbal agreement given": "E2",
        "Chase before holiday": "H2",
        "Monthly accounts and VAT": "I2",
        "They have a bigger budget": "J2",
        "Would pay double": "K2",
    }

    assert {text: withheld[text].span.place for text in own} == own
    assert all(passage.withheld for passage in withheld.values())


def test_what_a_hope_says_may_stand_in_no_document_and_a_plain_text_gives_nothing_away(
    withheld: dict[str, Passage],
) -> None:
    assert withheld["They have a bigger budget"].secret
    assert withheld["Easy win"].secret
    assert not withheld["Monthly accounts and VAT"].secret


def test_so_are_those_of_its_account_and_activities(withheld: dict[str, Passage]) -> None:
    texts = {"Owner divorced", "Wood (bad payer)", "He sounded desperate", "Bank is nervous"}

    assert texts <= withheld.keys()


def test_names_and_addresses_are_not(withheld: dict[str, Passage]) -> None:
    assert not {"Larchmoor", "www.larchmoor.example", "A1", "D1"} & withheld.keys()


def test_no_word_of_another_deal_comes_in(withheld: dict[str, Passage]) -> None:
    others = ("Fenwick", "plan", "No money", "Never again", "Wait for", "trouble", "Nothing new")

    assert not [text for text in withheld if any(other in text for other in others)]


def test_what_is_a_name_or_an_address_is_no_note(
    a_choice: Callable[..., ChosenDeal], a_sheet: Callable[..., Sheet]
) -> None:
    chosen = a_choice(
        a_sheet("deals.csv", DEALS, DEAL),
        a_sheet(
            "accounts.csv",
            "Account ID|Account|Industry|Street|City",
            "A1|Larchmoor Trust (registered charity 1234567)|Wood|12 Yard, 1st floor|Bath (hot)",
        ),
    )

    texts = {passage.text for passage in own_words(rows_of(chosen), OFFERED)}

    assert "Bath (hot)" in texts
    assert not texts & {"Larchmoor Trust (registered charity 1234567)", "12 Yard, 1st floor"}
