from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.intake.forms import Told
from engross.intake.forms.identity import client_name
from engross.intake.forms.secrets import CUT, without_secrets


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Our bank is sort code 12-34-56 account 87654321.", "money"),
        ("account 87654321 sort 65-43-21", "money"),
        ("Card 4111 1111 1111 1111", "money"),
        ("Password is Hunter2xyz.", "credentials"),
        ("I was born on 3 May 1971.", "birth"),
        ("DOB: 03/05/1971", "birth"),
        ("NI AB123456C", "papers"),
        ("Companies House personal code ABC-1234-XYZ", "personal-code"),
    ],
)
def test_what_nobody_should_have_written_is_cut_out(text: str, kind: str) -> None:
    rest, kinds = without_secrets(text)

    assert kinds == (kind,)
    assert CUT in rest
    assert not any(secret in rest for secret in ("8765", "4111", "Hunter", "1971", "1234"))


@pytest.mark.parametrize(
    "text",
    [
        "VAT returns by 01-04-26; call 01632 960177",
        "My password manager and a card shop, founded 3 May 1971",
        "We need 12 months of accounts to 31 March 2026",
    ],
)
def test_what_is_none_is_kept(text: str) -> None:
    assert without_secrets(text) == (text, ())


def test_a_cut_is_told_by_its_kind_and_place(told: Callable[..., Told]) -> None:
    entry = told({"Company name": "Saltmarsh Ltd", "Source of funds": "password is Hunter2xyz"})

    assert "Hunter" not in entry.value("source-of-funds")
    assert [what for what, _ in entry.never] == ["a password or login"]


def test_a_contact_is_the_client_only_where_the_client_is_a_person(
    told: Callable[..., Told],
) -> None:
    person = {"Your full name": "Mr Tom Zago"}
    company = {**person, "Company number": "99000782"}

    assert client_name(told(company).value) == ""
    assert client_name(told({**person, "Type of business": "Sole trader"}).value) == "Tom Zago"


def test_a_telephone_number_that_lost_its_zero_is_told(told: Callable[..., Told]) -> None:
    assert (
        "leading zero" in told({"Phone number": "1632960177"}).fields["contact-telephone"].problem
    )
