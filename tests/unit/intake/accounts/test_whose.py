from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from engross.errors import InputError

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

TEXT = "{}\nQuarter to 30 September 2026\n|Actual\nTurnover|381\nOverheads|309"


@pytest.mark.parametrize(
    "title",
    ["Copperbeech Nurseries Limited", "P&L of Copperbeech Nurseries", "COPPERBEECH NURSERIES"],
)
def test_accounts_of_another_client_are_refused_without_its_name(take: Take, title: str) -> None:
    with pytest.raises(InputError, match="names another client of the firm") as refused:
        take(TEXT.format(title))

    assert "Copperbeech" not in str(refused.value)


def test_accounts_of_a_company_that_is_not_the_client_block(take: Take) -> None:
    accounts = take(TEXT.format("Saltmarsh Ferries Limited"))
    (finding,) = (f for f in accounts.taken.findings if f.rule == "ledger-not-the-clients")

    assert finding.severity == "block"
    assert "names “Saltmarsh Ferries Limited”" in finding.message


def test_accounts_of_nobody_are_told(take: Take) -> None:
    accounts = take(TEXT.format("Profit and loss"))

    assert "says whose accounts they are" in accounts.said("ledger-not-the-clients")


@pytest.mark.parametrize("title", ["Wrackline Boatyard Limited", "WRA", "Wrackline Boatyard: P&L"])
def test_the_clients_own_names_are_known(take: Take, title: str) -> None:
    assert take(TEXT.format(title)).said("ledger-not-the-clients") == ""


def test_who_prepared_the_accounts_does_not_matter(take: Take) -> None:
    title = "Wrackline Boatyard Limited\nPrepared by Penhallow Reeve LLP"

    assert take(TEXT.format(title)).said("ledger-not-the-clients") == ""


def test_customers_are_not_taken_for_owners_of_the_accounts(take: Take) -> None:
    debts = (
        "Contact|Current|1-30 days|Total\nSaltmarsh Ferries Limited|5|5|10\nTern Point Ltd|1|0|1"
    )

    accounts = take({"P&L": TEXT.format("Wrackline Boatyard Limited"), "AR": debts})

    assert accounts.said("ledger-not-the-clients") == ""


def test_a_company_of_a_like_name_is_not_the_client(take: Take) -> None:
    sheets = {"A": TEXT.format("Wrackline Boatyard Limited"), "B": TEXT.format("WRA Moorings Ltd")}

    assert "names “WRA Moorings Ltd”" in take(sheets).said("ledger-not-the-clients")


def test_words_of_a_title_may_stand_before_the_clients_name(take: Take) -> None:
    accounts = take(TEXT.format("Management Accounts Wrackline Boatyard Ltd"))

    assert accounts.said("ledger-not-the-clients") == ""


@pytest.mark.parametrize(
    "name", ["New Wrackline Boatyard Ltd", "WRACKLINE MOORINGS LIMITED", "Wrackline Holdings PLC"]
)
def test_the_clients_name_within_another_name_is_not_the_client(take: Take, name: str) -> None:
    accounts = take(TEXT.format(name))
    (finding,) = (f for f in accounts.taken.findings if f.rule == "ledger-not-the-clients")

    assert finding.severity == "block"
    assert f"names “{name}”" in finding.message


def test_months_and_years_may_stand_before_the_clients_name(take: Take) -> None:
    accounts = take(TEXT.format("P&L September 2026 WRACKLINE BOATYARD LIMITED"))

    assert accounts.said("ledger-not-the-clients") == ""
