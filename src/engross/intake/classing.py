"""What a sentence does: settles, promises, instructs, asks, warns, or none of these.

Rules, not a model; the phrases that they go by are in `phrases.toml`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from engross.intake.phrases import phrases, plain
from engross.records import PassageKind

SHORTEST = 4
"""Words; a shorter sentence of somebody's does nothing that could be quoted."""
_SHORTEST_QUESTION = 6
_NEAR = 40
"""How many characters before a settling phrase can unsettle it."""

_NAME = r"(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?[A-Z][\w.'-]*(?:\s+[A-Z][\w'-]+){0,2}"
_SUBJECT = re.compile(
    rf"\W*(?P<owner>{_NAME}|[Ww]e|[Tt]he\s+(?:Company|client|firm))\s+"
    r"(?:(?:is|are)\s+to|to|will|shall|agreed\s+to|undertook\s+to)\s+(?=[a-z])"
)
_LABELLED = re.compile(r"\bOwner:\s*(?P<owner>[^.;,()]{2,60})", re.IGNORECASE)
_CALLED = re.compile(r"\W*(?:(?:so|and|then|ok(?:ay)?|yeah)[, ]+)*([A-Z][a-z]+),\s", re.IGNORECASE)


class Classed(NamedTuple):
    """What a sentence does, and for an action who by when."""

    kind: PassageKind
    owner: str = ""
    due: str = ""


BACKGROUND = Classed("background")
"""A sentence that does none of the rest."""


def class_spoken(sentence: str, *, speaker: str, by_client: bool) -> Classed:
    """What somebody's sentence does.

    A request of the client's is an instruction, anybody else's an action for whom it names.
    """
    words = plain(sentence)
    length = len(words.split())
    if length < SHORTEST:
        return BACKGROUND
    if _requests(words, by_client=by_client):
        return _requested(words, by_client=by_client)
    if _asks(words):
        chat = length < _SHORTEST_QUESTION or _has("spoken", "chat", words)
        return BACKGROUND if chat else Classed("question")
    return _stated(words, speaker)


def class_written(text: str) -> Classed:
    """What a sentence or bullet of a written note does."""
    words = plain(text)
    if _asks(words):
        return Classed("question")
    if _has("written", "instructed", words):
        return Classed("instruction")
    if _settles(words) or _has("written", "settled", words):
        return Classed("decision")
    owner, due = owner_in(words), due_in(words)
    if owner and (due or _has("written", "task", words)):
        return Classed("action", owner, due)
    return Classed("risk") if _has("written", "risk", words) else BACKGROUND


def due_in(text: str) -> str:
    """By when, in the text's own words: `Friday 23 October`, `before Monday`; empty if silent."""
    match = phrases("due", "all").search(plain(text))
    if match is None:
        return ""
    words = next(value for value in match.groupdict().values() if value)
    return re.sub(r"^the\s+(?=[0-9]|close)", "", " ".join(words.split()))


def owner_in(text: str) -> str:
    """Who is to do it: as in `Helen to send ...`, or after `Owner:`; empty if silent."""
    match = _SUBJECT.match(text) or _LABELLED.search(text)
    return match["owner"].strip() if match else ""


def _stated(words: str, speaker: str) -> Classed:
    if _settles(words):
        return Classed("decision")
    if _promises(words):
        return Classed("action", speaker, due_in(words))
    return Classed("risk") if _has("spoken", "risk", words) else BACKGROUND


def _requests(words: str, *, by_client: bool) -> bool:
    if by_client and _has("spoken", "go_ahead", words):
        return True
    return _has("spoken", "request", words) and not _has("spoken", "chat", words)


def _requested(words: str, *, by_client: bool) -> Classed:
    if by_client:
        return Classed("instruction", due=due_in(words))
    called = _CALLED.match(words)
    return Classed("action", called[1] if called else "", due_in(words))


def _settles(words: str) -> bool:
    match = phrases("spoken", "settled").search(words)
    if match is None:
        return False
    before = words[max(0, match.start() - _NEAR) : match.start()]
    return not _has("spoken", "unsettled", before)


def _promises(words: str) -> bool:
    if _has("spoken", "hands", words):
        return True
    if _has("spoken", "no_promise", words):
        return False
    offered = _has("spoken", "offer", words) and bool(due_in(words))
    return offered or _has("spoken", "promise", words)


def _has(group: str, name: str, words: str) -> bool:
    return phrases(group, name).search(words) is not None


def _asks(words: str) -> bool:
    return words.rstrip("\"'\N{RIGHT DOUBLE QUOTATION MARK}) ").endswith("?")
