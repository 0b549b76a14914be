from __future__ import annotations

import pytest

from engross.intake.incoming.addresses import domain_of, mailboxes, message_ids, one_mailbox

RUTH = "ruth@wrackline.example"


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        (RUTH, ""),
        (f"<{RUTH}>", ""),
        ("Ruth Adeyemi <Ruth@Wrackline.example>", "Ruth Adeyemi"),
        (f'"Adeyemi, Ruth" <{RUTH}>', "Adeyemi, Ruth"),
        (f'"Ruth \\"R\\" Adeyemi" <{RUTH}>', 'Ruth "R" Adeyemi'),
    ],
)
def test_a_line_with_one_mailbox_is_read(stated: str, name: str) -> None:
    found = one_mailbox(stated)

    assert found == (name, RUTH)


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "Ruth Adeyemi",
        f"{RUTH}, alan@copperbeech.example",
        f"{RUTH} <thief@elsewhere.example>",
        f"{RUTH}, x <thief@elsewhere.example>",
        f"Ruth <{RUTH}> <thief@elsewhere.example>",
        f'"Ruth" <{RUTH}>, <thief@elsewhere.example>',
        f"Ruth; {RUTH}",
        "Ruth <ruth@wrackline.example\u200b>",
        "Friends: ruth@wrackline.example;",
    ],
)
def test_a_line_that_could_be_read_in_two_ways_has_no_mailbox(stated: str) -> None:
    assert one_mailbox(stated) is None


def test_every_recipient_is_found() -> None:
    found = mailboxes(f'"Pike, Helen" <HP@firm.example>, {RUTH}')

    assert [each.address for each in found] == ["hp@firm.example", RUTH]


def test_the_ids_of_a_thread_are_each_named_once() -> None:
    assert message_ids("<a@x> <b@x>\n <a@x> nothing") == ("a@x", "b@x")


@pytest.mark.parametrize(("address", "domain"), [(RUTH, "wrackline.example"), ("nobody", "")])
def test_a_domain_stands_behind_the_sign(address: str, domain: str) -> None:
    assert domain_of(address) == domain
