"""Only whom the register has and the firm's own server vouches for is told anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.intake import GivenFile
from engross.intake.incoming.trusting import Trusted, is_own, trusted
from engross.sources.readers import mail as reader
from engross.workspace.mail_desk import Mailbox
from engross.workspace.register import Firm

Mail = Callable[..., GivenFile]
SERVER = "mx.penhallowreeve.example"


def judged(file: GivenFile, firm: Firm) -> Trusted:
    return trusted(reader.read(file), firm)


def test_a_contact_for_whom_the_server_vouches_is_verified(office: Firm, mail: Mail) -> None:
    who = judged(mail(), office)

    assert (who.trust, who.client, who.contact) == ("verified", "wrackline", "Ms Ruth Adeyemi")
    assert SERVER in who.reason


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"told": ""}, "says nothing"),
        ({"told": "mx.elsewhere.example; dmarc=pass"}, "not said by"),
        ({"told": f"{SERVER}; dmarc=fail"}, "does not come from"),
        ({"Reply_To": "Ruth <ruth@webmail.example>"}, "ruth@webmail.example"),
        ({"Reply_To": "not an address"}, "another address"),
    ],
)
def test_a_registered_address_alone_proves_nothing(
    office: Firm, mail: Mail, headers: dict[str, str], why: str
) -> None:
    who = judged(mail(**headers), office)

    assert (who.trust, who.client, who.contact) == ("unverified", "", "")
    assert why in who.reason


def test_the_topmost_line_counts_and_a_forged_one_below_it_does_not(
    office: Firm, mail: Mail
) -> None:
    forged = f"{SERVER}; dmarc=fail\nAuthentication-Results: {SERVER}; dmarc=pass"

    assert judged(mail(told=forged), office).trust == "unverified"


def test_a_mail_with_two_senders_is_nobodys(office: Firm, mail: Mail) -> None:
    twice = mail(sender="ruth@wrackline.example\nFrom: thief@elsewhere.example")
    both = mail(sender="ruth@wrackline.example, thief@elsewhere.example")

    assert judged(twice, office).trust == "unverified"
    assert judged(both, office).trust == "unverified"


@pytest.mark.parametrize(
    "sender",
    [
        '"ruth@wrackline.example" <thief@elsewhere.example>',
        "=?utf-8?q?Ruth_=3Cruth=40wrackline=2Eexample=3E?= <thief@elsewhere.example>",
        "=?utf-8?q?ruth=40wrackline=2Eexample=2C?= <thief@elsewhere.example>",
        "Ruth Adeyemi <ruth@wrackline.example.elsewhere.example>",
    ],
)
def test_a_name_that_looks_like_a_registered_address_is_a_strangers(
    office: Firm, mail: Mail, sender: str
) -> None:
    who = judged(mail(sender=sender, told=f"{SERVER}; dmarc=pass"), office)

    assert who.trust == "stranger"
    assert who.sender.address.endswith("elsewhere.example")


def test_an_address_of_two_clients_contacts_is_nobodys_for_certain(
    office: Firm, mail: Mail
) -> None:
    ours, other = office.clients
    shared = other.model_copy(update={"contacts": ours.contacts})

    who = judged(mail(), office.model_copy(update={"clients": (ours, shared)}))

    assert who.trust == "unverified"
    assert "whose mail is it" in who.reason


def test_of_two_contacts_with_one_address_the_name_decides(office: Firm, mail: Mail) -> None:
    ours, other = office.clients
    first = ours.contacts[0]
    joss = first.model_copy(update={"name": "Mr Joss Penberthy", "names_in_records": ("Joss",)})
    both = ours.model_copy(update={"contacts": (first, joss)})

    who = judged(
        mail(sender="Joss <ruth@wrackline.example>"),
        office.model_copy(update={"clients": (both, other)}),
    )

    assert who.contact == "Mr Joss Penberthy"


def test_a_reply_address_that_is_the_senders_own_leads_nowhere_else(
    office: Firm, mail: Mail
) -> None:
    who = judged(mail(Reply_To="<RUTH@wrackline.example>"), office)

    assert (who.trust, who.reply_to) == ("verified", "")


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("office@penhallowreeve.example", True),
        ("helen.pike@penhallowreeve.example", True),
        ("somebody.new@penhallowreeve.example", True),
        ("help@shared.example", True),
        ("ruth@wrackline.example", False),
        ("x@notpenhallowreeve.example", False),
        ("", False),
    ],
)
def test_the_firms_own_addresses_are_known(office: Firm, address: str, own: bool) -> None:  # noqa: FBT001 - a parameter of the test
    mailbox = Mailbox(addresses=("Help@Shared.example",))

    assert is_own(office.model_copy(update={"mailbox": mailbox}), address) is own


def test_an_office_at_a_public_provider_does_not_own_its_customers(office: Firm) -> None:
    particulars = office.particulars.model_copy(update={"email": "penhallow@btinternet.com"})
    firm = office.model_copy(update={"particulars": particulars})

    assert is_own(firm, "penhallow@btinternet.com")
    assert not is_own(firm, "ruth.adeyemi@btinternet.com")


def test_a_contact_at_the_offices_own_domain_is_no_mail_of_the_firms(office: Firm) -> None:
    address = "tenant@penhallowreeve.example"
    client = office.clients[0]
    contact = client.contacts[0].model_copy(update={"email": address})
    clients = (client.model_copy(update={"contacts": (contact,)}), *office.clients[1:])

    assert not is_own(office.model_copy(update={"clients": clients}), address)
