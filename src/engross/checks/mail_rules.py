"""The rules on replies to mails: who is told what."""

from __future__ import annotations

from typing import Final

from engross.checks.rule import Rule

RECORD_TOLD: Final = "record-to-unverified"

_MAILS = "[replies to mails](../how-to/support-replies.md)"
_SENDERS = "[who wrote a mail](../explanation/senders.md)"

MAIL_RULES = (
    Rule(
        "sender-unverified",
        "intake",
        "whether a mail comes from where it says",
        "warn",
        overridable=True,
        reason="Anybody can write any address into a mail. A sender is verified only where "
        "firm.yaml has the address of one contact, the firm's own mail server says that the mail "
        "really came from there, and no answer is wanted elsewhere. Any other gets general "
        "answers, and nothing of any client's record is looked at for them.",
        source=_SENDERS,
    ),
    Rule(
        "reply-to-elsewhere",
        "intake",
        "whether a mail wants its answer sent to another address",
        "warn",
        overridable=True,
        reason="A second address is how a mail that looks like a client's draws the answer to "
        "somebody else. Such a sender is never verified, and the reply is addressed to the "
        "address that the mail bears.",
        source=_SENDERS,
    ),
    Rule(
        "mail-two-senders",
        "intake",
        "mails that say more than once whom they are from",
        "warn",
        overridable=True,
        reason="A mail has one such line. With two, a mail program shows one and a server may have "
        "looked at the other, so what the server says proves nothing.",
        source="RFC 5322, section 3.6",
    ),
    Rule(
        "inputs-not-read",
        "intake",
        "files that were given for a mail whose sender is not verified",
        "note",
        overridable=True,
        reason="Billing records and notes are of clients. For a sender of whom nothing proves who "
        "they are they are not opened, so that nothing of them can be in the reply.",
        source=_SENDERS,
    ),
    Rule(
        "thread-earlier",
        "intake",
        "what became of the earlier mails of the same thread",
        "note",
        overridable=True,
        reason="A second answer that contradicts the first is worse than none. Whoever signs is "
        "told what the firm has drafted or sent before in the same conversation.",
        source=_MAILS,
    ),
    Rule(
        RECORD_TOLD,
        "document",
        "what a reply to an unverified sender holds of a client's record",
        "block",
        overridable=False,
        reason="Whoever a mail pretends to be from, its answer goes to whoever wrote it. A reply "
        "to a sender who is not verified holds no figure, no passage, no name and no reference of "
        "any client that its own mail did not hold. To answer from the record, make sure who it "
        "is by a number that you know, and answer yourself.",
        source=_SENDERS,
    ),
)
"""In the order in which a reader meets them."""
