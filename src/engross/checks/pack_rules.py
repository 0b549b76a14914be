"""The rules on required statements: there, word for word, in force, reviewed."""

from __future__ import annotations

from typing import Final

from engross.checks.rule import Rule

REQUIRED: Final = "required-statement"
UNREVIEWED: Final = "statement-unreviewed"
OVERDUE: Final = "statement-overdue"
LAWYER: Final = "statement-lawyer"

_PACKS = "[required statements](../how-to/packs.md)"

PACK_RULES: tuple[Rule, ...] = (
    Rule(
        REQUIRED,
        "file",
        "the statements that the standard format takes from the profession's pack",
        "block",
        overridable=False,
        reason="How to complain, who regulates the firm, what happens to personal data: the law "
        "and the firm's regulator want these said, in words that the firm has fixed. A document "
        "is held when one of them is missing, empty or not yet in force on the document's day, or "
        "when its words are not in the document as it would leave, whoever took them out. Nobody "
        "may override it: whoever signs one document cannot excuse the firm from a duty, and the "
        "remedy is always at hand. Words that are wrong are changed in the pack, with a new "
        "version; a statement that a document does not need is taken out of its standard format, "
        "where everybody sees it.",
        source=_PACKS,
    ),
    Rule(
        UNREVIEWED,
        "file",
        "who at the firm has read a required statement and answers for it",
        "block",
        overridable=True,
        reason="The packs that come with Engross are a beginning, not advice. Until a person of "
        "the firm, who is in firm.yaml, has read the words and put their name and the day to "
        "them, a document that holds them waits. A signer may answer for them, once, with a "
        "reason.",
        source=_PACKS,
    ),
    Rule(
        OVERDUE,
        "file",
        "required statements whose day of review has passed",
        "warn",
        overridable=True,
        reason="Limits of time, addresses and rules change, and superseded complaints texts are "
        "a common fault. A statement that was to be read again and was not may say what is no "
        "longer so.",
        source=_PACKS,
    ),
    Rule(
        LAWYER,
        "file",
        "required statements whose words a lawyer must confirm",
        "note",
        overridable=True,
        reason="Privacy and identity notices, cancellation rights and complaints wording have "
        "consequences in law that a review inside the firm does not settle. Such statements are "
        "marked in the pack and named on every document that holds them.",
        source=_PACKS,
    ),
)
