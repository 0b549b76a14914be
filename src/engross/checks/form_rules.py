"""The rules on what a form for new clients says, and on whom it may be from."""

from __future__ import annotations

from typing import Final

from engross.checks.rule import Rule

_ONBOARDING: Final = "[onboarding](../how-to/onboarding.md)"

FORM_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "form-client-unknown",
        "intake",
        "whether a form says who the client is",
        "block",
        overridable=True,
        reason="A letter to nobody cannot leave. It is made all the same, so that the rest of the "
        "form can be read.",
        source=_ONBOARDING,
    ),
    Rule(
        "form-lacks",
        "intake",
        "what the record of such a client needs and its form does not have",
        "warn",
        overridable=True,
        reason="What a record needs differs by what the client is in law and by the firm's "
        "profession. A gap is never filled in by guess: the letter asks for it, and the record "
        "shows it as to be confirmed.",
        source=_ONBOARDING,
    ),
    Rule(
        "form-value",
        "intake",
        "numbers, addresses, days and names of a form that are not written as such",
        "warn",
        overridable=True,
        reason="A number with a wrong check figure, an e-mail address without a domain or a remark "
        "in place of a name would be printed in every document from then on. It is not taken. A "
        "right form is no proof: only the register can tell whose a number is.",
        source=_ONBOARDING,
    ),
    Rule(
        "form-type-unsure",
        "intake",
        "whether the answer, the name and the number say the same type of client",
        "warn",
        overridable=True,
        reason="Who contracts with the firm, who stands behind the client and which checks the law "
        "asks for all go by what it is in law. What the register itself shows counts before what "
        "somebody ticked.",
        source=_ONBOARDING,
    ),
    Rule(
        "form-not-taken",
        "intake",
        "dates of birth, passwords, codes, numbers of papers and accounts in a form",
        "warn",
        overridable=True,
        reason="No document needs them, and each copy is one more that can be lost. No fact is "
        "made of them, nothing prints them, and the finding names their place alone.",
        source=_ONBOARDING,
    ),
    Rule(
        "form-two-answers",
        "intake",
        "fields that a form has two different answers for",
        "warn",
        overridable=True,
        reason="Forms ask the same thing twice, and people answer it in two ways. The first answer "
        "is taken, and both places can be looked up.",
        source=_ONBOARDING,
    ),
    Rule(
        "form-service",
        "intake",
        "whether a form asks for services, and the price list has them all",
        "block",
        overridable=True,
        reason="A service is known by its name in the price list or one of its names in records, "
        "never by likeness. The letter names none that is not there; until somebody writes in Word "
        "what is meant, it does not say what the firm does for the client.",
        source=_ONBOARDING,
    ),
    Rule(
        "form-question-unknown",
        "intake",
        "questions of a form that are not known",
        "note",
        overridable=True,
        reason="Every firm's form has questions of its own. Their answers are not taken, and which "
        "they are is said, so that somebody reads them.",
        source=_ONBOARDING,
    ),
    Rule(
        "client-known",
        "intake",
        "whether a form is from a client of firm.yaml",
        "warn",
        overridable=True,
        reason="The same registered name, or the same name with the same number or address, is the "
        "same client. Its particulars in firm.yaml count, and what the form says otherwise is "
        "told and not taken over: anybody can fill in a form. Where only the name is the same, and "
        "neither a registered number nor a registered address for e-mail bears it out, it blocks.",
        source=_ONBOARDING,
    ),
    Rule(
        "client-likely",
        "intake",
        "whether a form is near to a client, or to somebody whom an earlier run was about",
        "warn",
        overridable=True,
        reason="Two records of one client, and one record of two, are both found out late. What is "
        "near in name or has an e-mail address of theirs is told, and never merged.",
        source=_ONBOARDING,
    ),
    Rule(
        "client-number-taken",
        "intake",
        "whether a form's company number is another client's",
        "block",
        overridable=True,
        reason="One company has one number. Where the names differ, either the company has a new "
        "name or the number is wrong, and the letter would be to the wrong one. Somebody looks it "
        "up at Companies House and says what they found.",
        source=_ONBOARDING,
    ),
)
