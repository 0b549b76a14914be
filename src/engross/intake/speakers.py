"""Who speaks: registered people and contacts by the names that records use for them."""

from __future__ import annotations

from typing import Literal

from engross.intake.given import Subject
from engross.records import Tier

Side = Literal["firm", "client", ""]
"""Whose side somebody is on; empty when the register does not know them."""


class Speakers:
    """Tells the firm's people and the client's contacts apart by name."""

    def __init__(self, subject: Subject) -> None:
        self._sides: dict[str, Side] = {}
        for person in subject.firm.people:
            for name in (person.name, person.email, *person.names_in_records):
                self._sides[_plain(name)] = "firm"
        for contact in subject.client.contacts:
            for name in (contact.name, contact.email, *contact.names_in_records):
                if name:
                    self._sides[_plain(name)] = "client"

    def side(self, name: str) -> Side:
        """Whose side a speaker is on; a title or a company in brackets makes no difference."""
        return self._sides.get(_plain(name), "")

    def tier(self, name: str) -> Tier:
        """Who answers for what somebody said; on a call nobody speaks for the firm's approval."""
        return "client" if self.side(name) else "third-party"


def _plain(name: str) -> str:
    words = name.partition("(")[0].partition("|")[0].casefold().replace(".", " ").split()
    if words and words[0] in {"mr", "mrs", "ms", "miss", "dr", "prof"}:
        words = words[1:]
    return " ".join(words)
