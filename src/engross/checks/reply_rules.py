"""The rules on the reply to a mail: that nothing which was asked is passed over."""

from __future__ import annotations

from engross.checks.rule import Rule

REPLY_RULES: tuple[Rule, ...] = (
    Rule(
        "question-unanswered",
        "draft",
        "each question, request and piece of news of the mail that is answered",
        "block",
        overridable=True,
        reason="The second question of a mail is the one that a reply forgets, and the client "
        "writes again. Each is answered in a sentence that rests on a fact or on the firm's own "
        "words, or handed to somebody by name. Saying again what was asked answers nothing. What a "
        "mail tells us is held to the same: news that nobody is named for is lost.",
        source="[replies to mails](../how-to/support-replies.md)",
    ),
)
"""In the order in which they are read."""
