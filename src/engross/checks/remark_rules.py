"""The rules on people's remarks: what became of each when a draft was written again."""

from __future__ import annotations

from engross.checks.rule import Rule

_REDRAFT = "[ask for another draft](../how-to/redraft.md)"

REMARK_RULES = (
    Rule(
        "remark-open",
        "crew",
        "remarks on the document before this one that were not done for certain",
        "warn",
        overridable=True,
        reason="Whoever wrote a remark expects it to be done. A remark that changed nothing is "
        "named, and so is one of which code cannot tell whether the new wording does what it "
        "asks: a person reads the place. A remark cannot bring a figure, a name or a claim into "
        "the document; one that asks for it stays open.",
        source=_REDRAFT,
    ),
    Rule(
        "remark-followed",
        "crew",
        "remarks on the document before this one that were done",
        "note",
        overridable=True,
        reason="A few things a remark may ask for are certain: that a sentence be left out, kept, "
        "moved to the beginning or put in the words of its source, or a paragraph cut to its first "
        "sentence. Code compares the two drafts and says that it was done.",
        source=_REDRAFT,
    ),
)
"""In the order in which a reader meets them."""
