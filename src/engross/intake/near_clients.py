"""Words that are near to a client's name and not equal to it: `Rackline`, `Copper Beech`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engross.intake.given import Subject
from engross.uk.legal_forms import without_form
from engross.workspace.register import Client

ANOTHER = "the name of another client"
"""What another client is called in a finding, which people may read whom it does not concern."""

_CAPITALS = re.compile(r"(?<![\w.])[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*")
_SHORTEST = 7
"""Letters; a shorter word is near to too many others."""
_ALIKE = 0.84
"""How alike the letters must be."""
_MOST_WORDS = 4


class Near(NamedTuple):
    """A name that was likely meant."""

    text: str
    """As the passage has it."""
    name: str
    """The registered name; for another client only that it is one."""


class NearClients:
    """Finds what may be a misheard or mistyped name of a registered client."""

    def __init__(self, subject: Subject) -> None:
        self._known = set(_known_words(subject))
        self._targets = {
            _letters(name): client.name if client.key == subject.client.key else ANOTHER
            for client in subject.firm.clients
            for name in _told_by(client)
            if len(_letters(name)) >= _SHORTEST
        }
        self._nearest: dict[str, str] = {}

    def near(self, text: str) -> Iterator[Near]:
        """The words with capitals that are near to a client's name, as many together as are."""
        for match in _CAPITALS.finditer(text):
            words = match.group().split()
            while words:
                found = self._longest(words)
                if found:
                    yield found
                words = words[len(found.text.split()) if found else 1 :]

    def _longest(self, words: Sequence[str]) -> Near | None:
        sizes = range(min(_MOST_WORDS, len(words)), 0, -1)
        return next((near for size in sizes if (near := self._near(words[:size]))), None)

    def _near(self, run: Sequence[str]) -> Near | None:
        letters = _letters(" ".join(run))
        if len(letters) < _SHORTEST or any(_letters(word) in self._known for word in run):
            return None
        if letters not in self._nearest:
            self._nearest[letters] = self._named(letters)
        name = self._nearest[letters]
        return Near(" ".join(run), name) if name else None

    def _named(self, letters: str) -> str:
        """The one client whose name has nearly these letters; empty for none or several."""
        matcher = difflib.SequenceMatcher(None, b=letters, autojunk=False)
        found: set[str] = set()
        for target, name in self._targets.items():
            matcher.set_seq1(target)
            ratios = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
            if all(ratio() >= _ALIKE for ratio in ratios):
                found.add(name)
        return found.pop() if len(found) == 1 else ""


def _known_words(subject: Subject) -> Iterator[str]:
    """The words that tell the register's names apart: a text that has one has the name right."""
    names = [subject.firm.particulars.name, *(person.name for person in subject.firm.people)]
    for client in subject.firm.clients:
        names += [client.name.split()[0], *client.names_in_records]
        names += [contact.name for contact in client.contacts]
    yield from (_letters(word) for name in names for word in name.split() if _letters(word))


def _told_by(client: Client) -> Iterator[str]:
    """The client's name without its legal form, and its first word."""
    name = without_form(client.name)
    yield name
    yield name.split()[0]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
