"""The whole round on a real Dovecot: mails in, a reply held and signed, a draft, the sent mail."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from acceptance.firm import HELEN, ROOT, make_firm
from acceptance.firm import PASSWORD as WORDS
from engross.pipeline.batches import Carrier, carry_out
from engross.pipeline.batches.mailbox import batch_of_mailbox
from engross.pipeline.deciding import sign
from engross.pipeline.drafts import add_draft
from engross.pipeline.orders import Order
from engross.pipeline.sent import import_sent
from engross.records import HeldDocument, Override
from engross.settings import Settings
from engross.wiring import House, open_house
from integration.mailbox.dovecot import PASSWORD, Dovecot

EXAMPLES = ROOT / "examples" / "support_reply"
DRAFTS = "Letters to finish"
ORDER = Order(crew="support_reply", files=())


@pytest.mark.slow
def test_a_mailbox_is_worked_through_signed_drafted_once_and_compared_with_what_was_sent(
    tmp_path: Path, server: Dovecot, user: str
) -> None:
    examples = [EXAMPLES / name for name in ("deadline.eml", "bank-details.eml")]
    server.put(user, "INBOX", *(path.read_bytes() for path in examples))
    settings = Settings(
        workspace=make_firm(tmp_path).root,
        imap=server.address(user),
        imap_password=PASSWORD,
        office="none",
    )

    told: list[str] = []
    with open_house(settings, told.append) as house:
        run, other = _worked_through(house)

        assert [house.services.runs.get(one).state for one in (run, other)] == ["held", "routed"]
        assert not any("Seen" in flags for flags in server.flags(user, "INBOX"))
        assert server.mails(user, DRAFTS) == []

        _sign(house, run)
        released = house.release(run)
        house.release(run)
        again = [add_draft(house.services, house.run(run)) for _ in range(8)]

        assert "the reply lies among the drafts of the mailbox; nothing was sent" in told
        assert set(again) == {"there already"}
        (mail,) = (settings.workspace / released.folder).glob("*.eml")
        assert server.mails(user, DRAFTS) == [mail.read_bytes()]
        assert [r"\Draft" in flags for flags in server.flags(user, DRAFTS)] == [True]

        server.put(user, "Sent", _as_sent(mail.read_bytes()))
        [answered] = import_sent(house.services, "imap:Sent").answered

        assert (answered.run.id, answered.how) == (run, "sent")
        assert answered.reply
        assert answered.reply.words_sent == answered.reply.words_drafted + 4
        assert answered.reply.similarity > 0.9


def _worked_through(house: House) -> list[str]:
    """The runs of the mails in the inbox, in order; a second look at it starts none."""
    for _ in range(2):
        with batch_of_mailbox(house.services, "imap:INBOX", ORDER) as batch:
            results = carry_out(house.services, batch, Carrier(house.produce, repr))
    assert {item.outcome for item in results.items} == {"there already"}
    return [item.run for item in results.items]


def _sign(house: House, run: str) -> None:
    """Sign, also while a template waits for its approval."""
    held = house.services.records.load(run, "held", HeldDocument)
    blocks = (each for each in held.findings if each.severity == "block")
    house.set_password(HELEN, WORDS, by="admin")
    sign(
        house.services,
        run,
        email=HELEN,
        password=lambda _who: WORDS,
        comment="",
        overrides=tuple(Override(finding=b.id, reason="A test of drafts.") for b in blocks),
    )


def _as_sent(draft: bytes) -> bytes:
    """The draft as a mail program sends it: a number of its own, no marks, some words added."""
    mail = message_from_bytes(draft, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    text = mail.get_body(("plain",))
    assert text
    sent = EmailMessage()
    for name in ("From", "To", "Subject", "In-Reply-To", "References", "Date"):
        sent[name] = str(mail[name])
    sent["Message-ID"] = "<sent-1@penhallowreeve.example>"
    sent.set_content(f"{text.get_content()}\nSent from my telephone\n")
    return sent.as_bytes()
