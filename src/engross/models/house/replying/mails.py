"""The mail that is answered, as the tool shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from engross.models.house.conversation import Conversation
from engross.models.house.reading import PassageLine, passages
from engross.models.house.replying.wishes import wish

_AND: Final = re.compile(
    r",? and (?:also )?(?=(?:how|when|what|who|where|why|which|can|could|may|will|would|should|do"
    r"|does|did|is|are|has|have)\b)",
    re.IGNORECASE,
)
_SHORTEST: Final = 3
"""Words of a question that can stand alone: `when and how` is one question."""


@dataclass(frozen=True)
class Incoming:
    """A mail, its questions and requests."""

    proved: bool
    """Whether it certainly comes from the client's contact."""
    claims: bool
    """Whether it bears the address of a client's contact, and nothing proves that."""
    has_files: bool
    words: str
    """Its subject and newest message."""
    asked: tuple[PassageLine, ...]
    """Each thing that it asks, in order."""
    said: tuple[PassageLine, ...] = ()
    """Each thing that it tells, courtesies left out, in order."""


def incoming(talk: Conversation) -> Incoming | None:
    """The mail, or `None` where none is answered or the tool has not told it yet."""
    told = talk.ask("read_mail")
    return _mail(told) if told else None


def _mail(told: Mapping[str, Any]) -> Incoming:
    lines = [str(line.get("text", "")) for line in told.get("message", ())]
    return Incoming(
        proved=told.get("sender") == "verified",
        claims=told.get("sender") == "unverified",
        has_files=bool(told.get("attached")),
        words="\n".join([str(told.get("subject", "")), *lines]),
        asked=tuple(_each_question(passages({"passages": told.get("asked", ())}))),
        said=passages({"passages": told.get("said", ())}),
    )


def _each_question(asked: Sequence[PassageLine]) -> Iterator[PassageLine]:
    """Two questions in one sentence as two, each of the same passage, where both can be told again.

    A sentence with a figure stays whole, for where the figure stands is counted in it.
    """
    for passage in asked:
        texts = _AND.split(passage.text.strip().rstrip("?"), maxsplit=1)
        parts = [replace(passage, text=f"{text.strip()}?") for text in texts]
        whole = len(parts) == 1 or passage.figures or "?" not in passage.text
        alone = all(len(part.text.split()) >= _SHORTEST and wish(part) for part in parts)
        yield from [passage] if whole or not alone else parts
