"""The rules on what a CRM export says of a deal, and what it lacks."""

from __future__ import annotations

from engross.checks.rule import Rule

_PROPOSALS = "[proposals](../how-to/proposals.md)"

CRM_RULES: tuple[Rule, ...] = (
    Rule(
        "crm-lacks",
        "intake",
        "what a document about a deal needs and the CRM export does not say",
        "warn",
        overridable=True,
        reason="A CRM is kept to win work, not to write to anybody: it seldom has the legal "
        "entity, the address, who decides or what an amount rests on. Each is asked and none is "
        "filled in.",
        source=_PROPOSALS,
    ),
    Rule(
        "crm-client-unknown",
        "intake",
        "whether a CRM export says for which client a deal is",
        "block",
        overridable=True,
        reason="A deal without an account, or with a remark for its account's name, is a document "
        "for nobody. It is made, so that the rest of it can be read, and it does not leave until "
        "somebody has written the client's name and says so.",
        source=_PROPOSALS,
    ),
    Rule(
        "crm-not-printed",
        "intake",
        "names, addresses and products of a CRM export that read as somebody's remark",
        "warn",
        overridable=True,
        reason="People type what they hope into whatever column is open: behind a name, in an "
        "address, in a product. Such a text is not printed, not even the part that may be the "
        "name, because where the remark begins would be a guess.",
        source=_PROPOSALS,
    ),
    Rule(
        "crm-client-unsure",
        "intake",
        "whether a deal's account and contact are those that firm.yaml or the export has",
        "warn",
        overridable=True,
        reason="A document to the wrong client gives away what the right one was promised. An "
        "account is a registered client only by its exact name; one that is nearly so is said to "
        "be, and stays a prospect.",
        source=_PROPOSALS,
    ),
    Rule(
        "crm-deal-over",
        "intake",
        "deals that the CRM has as won, lost or closed",
        "warn",
        overridable=True,
        reason="Nobody wants a proposal for work that was declined, or agreed on other terms.",
        source=_PROPOSALS,
    ),
    Rule(
        "crm-owner",
        "intake",
        "whose the deal is in the CRM, and who is to sign",
        "note",
        overridable=True,
        reason="Whoever has the deal knows what was said. Where they may not sign or firm.yaml "
        "does not have them, somebody else answers for the document, and should know whose it "
        "was.",
        source=_PROPOSALS,
    ),
)
