"""What no agent and no client may see: marked internal, off the record, side remarks, suspicion.

The phrases that mark such text are in `phrases.toml`.
"""

from __future__ import annotations

from engross.intake.phrases import phrases, plain
from engross.records import Side

MARKED = "marked internal"
SIDE_REMARK = "side remark"
OUR_AFFAIRS = "the firm's own affairs"
FOR_A_PERSON = "for a person only"
AFTER_CALL = "said after the client had left"
BEFORE_CALL = "said before the client had joined"
OTHER_CLIENT = "another client is named"
TO_A_PROGRAM = "said to a program, not to a person"

_FEW = 2
"""Words beside a mark that say nothing of their own: `keep this quiet for now`."""


def heading_withholds(heading: str) -> bool:
    """Whether everything under the heading is the firm's own."""
    if _has("ordinary_heading", heading):
        return False
    return _has("heading", heading) or is_bare_heading(heading)


def is_bare_heading(line: str) -> bool:
    """Whether a line says nothing but that what follows is the firm's own: `Internal`."""
    words = plain(line).strip(" \t.:;-*_()[]\N{EN DASH}\N{EM DASH}")
    return phrases("withhold", "bare_heading").fullmatch(words) is not None


def reason_to_withhold(text: str) -> str:
    """Why nobody but the firm's people may see the text; empty when anybody concerned may.

    A remark that hints at wrongdoing gets the plain reason `for a person only`: the reason itself
    must not tell anybody what was suspected.
    """
    if _has("suspicion", text):
        return FOR_A_PERSON
    if _has("orders", text):
        return TO_A_PROGRAM
    if _has("marked", text):
        return MARKED
    return SIDE_REMARK if _has("personal", text) else ""


def reason_to_withhold_spoken(text: str, side: Side) -> str:
    """The same for what somebody of that side says on a call.

    A client's margin and write-offs are its own and the work's subject; the firm's are not for the
    client. Somebody of no known side may be of the firm, so the trade's own words count there too.
    """
    if reason := reason_to_withhold(text):
        return reason
    if _has("aside", text):
        return MARKED
    if _has("gossip", text):
        return SIDE_REMARK
    words = phrases("withhold", "ordinary").sub(" ", plain(text))
    if side != "client" and _has("trade", words):
        return OUR_AFFAIRS
    return OUR_AFFAIRS if side == "firm" and _has("affairs", words) else ""


def reason_to_withhold_written(text: str) -> str:
    """The same for a written note, where people also type what they would not say on a call."""
    if reason := reason_to_withhold(text):
        return reason
    words = phrases("withhold", "ordinary").sub(" ", plain(text))
    if _has("kept", words):
        return MARKED
    if _has("affairs", words):
        return OUR_AFFAIRS
    return SIDE_REMARK if _has("judged", words) or _has("private", words) else ""


def is_bare_mark(text: str) -> bool:
    """Whether it says `keep this quiet` and no more, and so is about the line above it."""
    words = plain(text)
    left = phrases("withhold", "kept").sub(" ", phrases("withhold", "marked").sub(" ", words))
    return left != words and len(left.split()) <= _FEW


def says_client_left(text: str) -> bool:
    """Whether it says that somebody has gone from the call."""
    return _has("left", text)


def _has(name: str, text: str) -> bool:
    return phrases("withhold", name).search(plain(text)) is not None
