"""The rules on the Word file as a file: whether Word opens it, and what no page of it shows."""

from __future__ import annotations

from engross.checks.rule import Rule

_LEAVES = "[what leaves in a Word file](../explanation/what-leaves.md)"

WORD_RULES = (
    Rule(
        "word-file-valid",
        "file",
        "the Word file itself: its parts, fields, links and content controls",
        "block",
        overridable=True,
        reason="A file that Word has to repair, or cannot open, is the firm's embarrassment. Two "
        "validators judge it, and three things that no validator sees are looked at too: fields "
        "that do not end, content controls of the same number, links to a bookmark that is not "
        "there. A validator is a program with faults of its own and Word is the judge, so whoever "
        "signs may answer for it after opening the file in Word.",
        source=_LEAVES,
    ),
    Rule(
        "nothing-left-behind",
        "file",
        "comments, tracked changes, hidden text, people, other clients, paths, in every part",
        "block",
        overridable=False,
        reason="What no page shows leaves with the file all the same: who wrote it, for whom the "
        "last one was, on which drive. Cleaning takes out what it knows; this rule, written apart, "
        "reads every part, attribute and link of the file, and of the workbooks behind its charts, "
        "and lets only what it knows stay. Nobody can answer for another client's secret; the "
        "remedy is always at hand, in the template or in Word. Folders named in the words of a "
        "page are a warning, for the document may be about them.",
        source=_LEAVES,
    ),
    Rule(
        "list-numbers-as-in-template",
        "file",
        "the number formats of lists, and characters inserted as symbols",
        "block",
        overridable=True,
        reason="Word prints a list's number format before every item, and a symbol by its code in "
        "a font: a page shows them and no paragraph holds them, so that the other rules, which "
        "read paragraphs, would not see an amount typed there. Numbers, bullets, plain marks and "
        "one letter may be new; words must be the template's, or somebody answers for them.",
        source=_LEAVES,
    ),
)
