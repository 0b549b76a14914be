"""Words that the house model reads by. They are lists so that somebody can add to them."""

from __future__ import annotations


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


FILLERS = _list(
    "guess maybe um uh er erm hmm mhm yeah yep okay ok gonna kinda sorta hi hello thanks"
)
"""Said while thinking; a passage full of them is hard to read."""

SMALL_TALK = (
    "anybody want",
    "anyone want",
    "anything else",
    "any questions",
    "can you hear",
    "can you see",
    "can you share",
    "can you repeat",
    "could you please repeat",
    "do you mean",
    "get started",
    "go first",
    "go next",
    "make sense",
    "on mute",
    "see you",
    "share my screen",
    "share the link",
    "you mean",
)
"""Said to run a meeting, not to settle anything."""

DONE = _list(
    "agreed arrived closed completed delivered filed finished fixed installed issued moved posted "
    "prepared received reconciled reviewed sent signed submitted trained transferred"
)
"""Words of somebody who tells what was done."""

OPENERS = _list("so and but well right like no yes oh")
"""A passage that begins with one leans on what was said before it."""

HEADERS = _list(
    "present attendees attending apologies date time from to cc subject agenda matter client notes "
    "minutes call meeting re"
)
"""Before a colon at the beginning of a note, these make it a heading and not a statement."""

FORMS = _list("mr mrs ms miss dr llp limited ltd plc the and for")
"""Parts of names that tell nobody apart."""

FIRM = _list("we us our")
"""Whoever writes the notes."""

CLIENT = _list("client you your")
"""Whoever the document is for."""

APPROVAL = _list("agree agreed approve approved approval forecast budget estimate extra")
"""Words with which somebody asks for more work or money."""
