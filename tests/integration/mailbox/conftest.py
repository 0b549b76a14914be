"""A mail server for the tests of this folder, and a mailbox of each test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from engross.adapters.imap import ImapMailbox
from integration.mailbox.dovecot import PASSWORD, Dovecot, dovecot

_numbers = count()


@pytest.fixture(scope="session")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def user() -> str:
    """Somebody whose mailbox is new."""
    return f"office{next(_numbers)}@penhallowreeve.example"


@pytest.fixture
def mailbox(server: Dovecot, user: str) -> ImapMailbox:
    return ImapMailbox(server.address(user), lambda _name: PASSWORD)


MakeMail = Callable[..., bytes]


@pytest.fixture
def make_mail() -> MakeMail:
    def make(number: int = 1, *headers: str) -> bytes:
        lines = [
            "From: Owen Fairweather <owen@wrackline.example>",
            f"Message-ID: <{number}@wrackline.example>",
            f"Subject: Mail {number}",
            *headers,
            "",
            "When is our VAT return due?",
            "",
        ]
        return "\r\n".join(lines).encode()

    return make
