from __future__ import annotations

import pytest

from engross.adapters.imap import Place
from engross.errors import UsageError


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("imaps://pike@mail.firm.example", Place("mail.firm.example", 993, "pike", "tls")),
        ("imaps://pike@mail.firm.example:1993", Place("mail.firm.example", 1993, "pike", "tls")),
        ("imap://pike@mail.firm.example", Place("mail.firm.example", 143, "pike", "starttls")),
        ("imap://pike@10.1.2.3:144", Place("10.1.2.3", 144, "pike", "starttls")),
        ("imap://pike@127.0.0.1:144", Place("127.0.0.1", 144, "pike", "plain")),
        ("imap://pike@[::1]", Place("::1", 143, "pike", "plain")),
        ("imap://pike@localhost", Place("localhost", 143, "pike", "plain")),
        ("imap://pike@localhost.example", Place("localhost.example", 143, "pike", "starttls")),
        ("imaps://pike@127.0.0.1", Place("127.0.0.1", 993, "pike", "tls")),
        (
            "imaps://support@firm.example@mail.firm.example",
            Place("mail.firm.example", 993, "support@firm.example", "tls"),
        ),
        (
            "imaps://support%40firm.example@mail.firm.example",
            Place("mail.firm.example", 993, "support@firm.example", "tls"),
        ),
    ],
)
def test_a_mailbox_is_gone_to_unprotected_on_this_machine_alone(address: str, place: Place) -> None:
    assert Place.of(address) == place


@pytest.mark.parametrize(
    "address",
    [
        "mail.firm.example",
        "imaps://mail.firm.example",
        "imaps://pike@",
        "pop3://pike@mail.firm.example",
        "imaps://pike@mail.firm.example:many",
        "imap://pike@mail.firm.example:993",
    ],
)
def test_an_address_that_names_no_mailbox_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="names no mailbox"):
        Place.of(address)


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError, match="holds a password") as caught:
        Place.of("imaps://pike:quayside@mail.firm.example")

    assert "quayside" not in f"{caught.value} {caught.value.remedy}"
