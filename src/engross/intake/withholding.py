"""What no agent and no client may see: marked internal, off the record, side remarks, suspicion.

The phrases that mark such text are in `phrases.toml`.
"""

from __future__ import annotations

from engross.intake.phrases import phrases, plain

MARKED = "marked internal"
SIDE_REMARK = "side remark"
FOR_A_PERSON = "for a person only"
AFTER_CALL = "said after the client had left"


def heading_withholds(heading: str) -> bool:
    """Whether everything under the heading is the firm's own."""
    return _has("heading", heading) and not _has("ordinary_heading", heading)


def reason_to_withhold(text: str) -> str:
    """Why nobody but the firm's people may see the text; empty when anybody concerned may.

    A remark that hints at wrongdoing gets the plain reason `for a person only`: the reason itself
    must not tell anybody what was suspected.
    """
    if _has("suspicion", text):
        return FOR_A_PERSON
    if _has("marked", text):
        return MARKED
    return SIDE_REMARK if _has("personal", text) else ""


def says_client_left(text: str) -> bool:
    """Whether it says that somebody has gone from the call."""
    return _has("left", text)


def _has(name: str, text: str) -> bool:
    return phrases("withhold", name).search(plain(text)) is not None
