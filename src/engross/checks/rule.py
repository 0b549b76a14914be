"""One rule, and where it looks."""

from __future__ import annotations

from typing import Literal, NamedTuple

from engross.records import Severity

When = Literal["intake", "crew", "draft", "document", "draft and document", "file"]
"""Where a rule looks: at the sources, at the crew's work, at the draft before figures are filled
in, at the document as it would leave. `file` rules look at the file, at how it was made and at what
people did to it; they run always, whatever a crew's `checks` name."""


class Rule(NamedTuple):
    """One rule, as `docs/reference/checks.md` prints it."""

    name: str
    when: When
    looks_at: str
    """What it looks at, in a few words."""
    severity: Severity
    """The heaviest that its findings are; a milder finding of the same rule says why."""
    overridable: bool
    """Whether a signer may answer for a block finding of it, with a reason."""
    reason: str
    """Why it is there, in one paragraph."""
    source: str
    """Whose rule it is."""
