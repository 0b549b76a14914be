"""The rule on the template that a document was made with."""

from __future__ import annotations

from typing import Final

from engross.checks.rule import Rule

NOT_APPROVED: Final = "template-not-approved"

TEMPLATE_RULES = (
    Rule(
        NOT_APPROVED,
        "file",
        "the Word template and its YAML file, against the versions that somebody approved",
        "block",
        overridable=True,
        reason="The letterhead, the bank details' place, the sign-off and every fixed word of a "
        "document come from its template, and whoever signs does not read those again. So one "
        "person looks at the template once and approves exactly its bytes; a template that was "
        "edited since, or that somebody put into the record by hand, makes documents that wait "
        "until a signer answers for it. An older approved version is a warning.",
        source="[approve a template](../how-to/templates.md)",
    ),
)
