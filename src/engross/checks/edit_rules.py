"""The rules on what people changed in Word."""

from __future__ import annotations

from typing import Final

from engross.checks.rule import Rule

TYPED: Final = "figure-typed"
ASSERTED: Final = "figure-asserted"
DIFFERS: Final = "figure-differs"
GONE: Final = "figure-gone"
REWORDED: Final = "quotation-reworded"
MOVED: Final = "figure-moved"
AROUND: Final = "words-around-figure"
ADDRESSEE: Final = "addressee-edited"
LOST: Final = "anchor-lost"
EDITED: Final = "edited-in-word"

_EDIT = "[edit in Word](../how-to/edit-in-word.md)"

EDIT_RULES = (
    Rule(
        TYPED,
        "file",
        "figures that somebody typed in Word and nobody answers for",
        "block",
        overridable=False,
        reason="Every figure of a document is the evidence's or somebody's who says so by name. A "
        "figure typed in Word is neither until a person who may sign answers for it: it becomes a "
        "fact of theirs, with the day and what the sources have. One command does that, so there "
        "is nothing to override.",
        source=_EDIT,
    ),
    Rule(
        ASSERTED,
        "file",
        "figures that a person typed in Word and answers for",
        "warn",
        overridable=True,
        reason="No source has them, so nothing else can vouch for them. Whoever signs should know "
        "which figures rest on a colleague's word, and what the sources have in their place.",
        source=_EDIT,
    ),
    Rule(
        DIFFERS,
        "file",
        "a figure changed in Word in one place, against the other places that print it",
        "block",
        overridable=True,
        reason="A figure stands in the summary, in a table, in a chart. Changed in one of them, it "
        "contradicts the others, and a reader finds that before anything else.",
        source=_EDIT,
    ),
    Rule(
        GONE,
        "file",
        "figures, and rows of tables, that were taken out in Word",
        "warn",
        overridable=True,
        reason="A figure that is left out says something too: a row less, and a reader takes the "
        "table for whole. Totals are added up again all the same.",
        source=_EDIT,
    ),
    Rule(
        REWORDED,
        "file",
        "words of the sources that were changed in Word",
        "block",
        overridable=True,
        reason="What stands in quotation marks are somebody's own words, and other words there are "
        "put into their mouth. A sentence of the notes that stood without quotation marks is the "
        "editor's own once it is reworded: that is a warning.",
        source=_EDIT,
    ),
    Rule(
        MOVED,
        "file",
        "figures that say the same and stand elsewhere",
        "block",
        overridable=True,
        reason="Budget and forecast exchanged are two right figures and two wrong statements: each "
        "still has its source, and neither is what its sentence, or its column, now says it is. A "
        "sentence or row that moves as a whole takes its figures along and is no such thing.",
        source=_EDIT,
    ),
    Rule(
        AROUND,
        "file",
        "other words in a sentence, row or table heading that has figures",
        "warn",
        overridable=True,
        reason="The words say what a figure means: over or under budget, with or without tax. No "
        "rule can tell whether new words still fit the figure, so whoever signs reads each.",
        source=_EDIT,
    ),
    Rule(
        ADDRESSEE,
        "file",
        "words changed around the addressee, the client's name or its address",
        "warn",
        overridable=True,
        reason="A letter to the wrong person or place is the worst mistake that an edit can make, "
        "and no rule knows who is meant: whatever changed above the first heading, in the "
        "salutation, or of the client's name, its people's or its address is shown by itself.",
        source=_EDIT,
    ),
    Rule(
        LOST,
        "file",
        "figures whose bookmark did not come back from Word",
        "warn",
        overridable=True,
        reason="Each figure stands in a bookmark, by which it is found again. Retyping a sentence "
        "takes it away; the figure is then found by its words in its place, which is a note. "
        "Found elsewhere, it may be another figure that reads the same: that is a warning.",
        source=_EDIT,
    ),
    Rule(
        EDITED,
        "file",
        "that the document was edited in Word, by whom and when",
        "note",
        overridable=True,
        reason="Whoever signs should know that they do not read what the crew drafted. The "
        "redline beside the document shows every change.",
        source=_EDIT,
    ),
)
