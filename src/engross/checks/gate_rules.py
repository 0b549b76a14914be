"""The rule on words that may tell somebody of a report, or why nothing is done."""

from __future__ import annotations

from typing import Final

from engross.checks.rule import Rule

TIPPING_OFF: Final = "tipping-off"

GATE_RULES: tuple[Rule, ...] = (
    Rule(
        TIPPING_OFF,
        "draft and document",
        "words about suspicions, reports and investigations, and excuses for a delay",
        "block",
        overridable=False,
        reason="Who works in the regulated sector and reveals that something was reported, or is "
        "looked into, commits an offence. So nothing that leaves speaks of a suspicion, of the "
        "officer to whom one is told, of the National Crime Agency, of a hold or of an "
        "investigation of the reader, and nothing gives a reason why we do not act that is no "
        "reason: a delay is not explained, and no excuse is invented. Nobody may override it; "
        "whatever must be said is for the firm's officer to word. Words of a required statement "
        "are allowed as they stand in the profession's pack.",
        source="[suspicions](../how-to/suspicions.md)",
    ),
)
