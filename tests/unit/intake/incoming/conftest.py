"""The made-up firm with its mailbox, and mails as small as a test needs them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.intake import GivenFile
from engross.workspace.mail_desk import Mailbox
from engross.workspace.register import Client, Contact, Firm, Matter

RUTH = "ruth@wrackline.example"
SERVER = "mx.penhallowreeve.example"
PASSED = f"{SERVER}; dmarc=pass header.from=wrackline.example"

Mail = Callable[..., GivenFile]


@pytest.fixture
def office(firm: Firm) -> Firm:
    """The firm: its clients' contacts have addresses, and its server is known."""
    ours, other = firm.clients
    ruth = ours.contacts[0].model_copy(update={"email": "Ruth@Wrackline.example"})
    alan = Contact(name="Mr Alan Whitcombe", email="alan@copperbeech.example")
    clients = (
        ours.model_copy(update={"contacts": (ruth,)}),
        other.model_copy(update={"contacts": (alan,)}),
    )
    return firm.model_copy(update={"clients": clients, "mailbox": Mailbox(server=SERVER)})


@pytest.fixture
def two_matters(office: Firm) -> Client:
    """A client with a second matter."""
    client = office.clients[0]
    more = Matter(
        key="payroll", reference="WRA002", title="Monthly payroll", partner=office.people[0].email
    )
    return client.model_copy(update={"matters": (*client.matters, more)})


@pytest.fixture
def mail() -> Mail:
    """`mail(body, sender=..., **headers)`: a mail as the firm's server took it in."""
    return _mail


def _mail(
    body: str = "When is our VAT return due?",
    *,
    sender: str = f"Ruth Adeyemi <{RUTH}>",
    told: str = PASSED,
    **headers: str,
) -> GivenFile:
    lines = {
        "Received": f"from there by {SERVER}; Mon, 23 Nov 2026 09:02:11 +0000",
        "Authentication-Results": told,
        "From": sender,
        "To": "office@penhallowreeve.example",
        "Subject": "A question",
        "Message-ID": "<one@wrackline.example>",
        "Date": "Mon, 23 Nov 2026 09:01:00 +0000",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\n" for name, value in lines.items() if value)
    return GivenFile("mail.eml", f"{head}\n{body}\n".encode(), role="mail", kind="mail")
