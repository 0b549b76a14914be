"""Whose voice a passage is in, and how a report names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from engross.models.house.reading import PassageLine
from engross.models.house.reporting.lists import words
from engross.models.house.reporting.reader import Reader

Kind = Literal["client", "contact", "firm", "person", "other", "nobody"]
"""`client` is the reader, `contact` somebody else of the client's, `firm` is "we", `person`
somebody of the firm's by name, `other` somebody whose side is not known, `nobody` has no name."""


@dataclass(frozen=True)
class Voice:
    """Somebody who speaks or acts."""

    kind: Kind
    name: str = ""
    """A plain name, or the slot of a registered one."""

    @property
    def side(self) -> str:
        """Whose side it is: `firm`, `client` or nothing."""
        sides = {"client": "client", "contact": "client", "firm": "firm", "person": "firm"}
        return sides.get(self.kind, "")


def speaker_of(passage: PassageLine, reader: Reader) -> Voice:
    """Who says the passage."""
    return _voice(passage.side, passage.speaker_fact, plain_name(passage), reader)


def owner_of(passage: PassageLine, reader: Reader) -> Voice:
    """Who is to do what a written note says."""
    return _voice(passage.owner_side, passage.owner_fact, passage.owner.strip(), reader)


def plain_name(passage: PassageLine) -> str:
    """The speaker if that is somebody's name, otherwise nothing."""
    name = passage.speaker_name
    parts = re.findall(r"[^\W_]+", name.casefold())
    return "" if words("nobody", "labels") & set(parts) else name


def _voice(side: str, fact: str, name: str, reader: Reader) -> Voice:
    named = f"[[fact:{fact}]]" if fact else name
    if side == "firm":
        return Voice("firm", named)
    if side == "client":
        return Voice("client" if reader.is_addressee(fact) else "contact", named)
    return Voice("other" if named else "nobody", named)
