"""A finding: one thing that a check, a reader or the checking agent noticed."""

from __future__ import annotations

import hashlib
from typing import Literal

from engross.records.base import Record

Severity = Literal["block", "warn", "note"]
"""`block` stops sign-off until somebody with the right overrides it with a reason; `warn` wants a
look; `note` is for the record."""


class Finding(Record):
    """One thing noticed."""

    rule: str
    """The rule's name, as `docs/reference/checks.md` lists it: `totals-foot`."""

    severity: Severity
    """How much it matters."""

    place: str
    """Where: `section fees, paragraph 2`, `billing.xlsx Time!A14`."""

    message: str
    """What is wrong, in a sentence a fee-earner understands."""

    suggestion: str = ""
    """What to do about it."""

    evidence: tuple[str, ...] = ()
    """Ids of the facts and passages concerned."""

    raised_by: Literal["code", "agent"] = "code"
    """A rule, or the consistency checker (which may add findings and never remove one)."""

    @property
    def id(self) -> str:
        """Eight hex digits made of rule, place and message: the same finding has the same id."""
        text = f"{self.rule}\n{self.place}\n{self.message}"
        return hashlib.sha256(text.encode()).hexdigest()[:8]
