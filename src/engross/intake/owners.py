"""Who is named as the one to do something, when that is somebody who is there or is registered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from engross.intake.phrases import names, phrases, plain
from engross.intake.speakers import Speakers


class Owners:
    """Finds the person whom a sentence names to act, among those who speak or are registered.

    Anybody else is nobody: a capital letter makes no person, and a transcript has many of them.
    """

    def __init__(self, speakers: Speakers, present: Iterable[str]) -> None:
        self._speakers = speakers
        there = [name for name in dict.fromkeys(present) if name]
        firsts = Counter(name.split(maxsplit=1)[0].casefold() for name in there)
        self._present = {name.casefold() for name in there}
        self._present |= {first for first, times in firsts.items() if times == 1}

    def named(self, sentence: str, *, promised: bool = False) -> str:
        """The name as the sentence has it; empty when it names nobody who is known.

        In a promise only its subject counts: “I'll do that, Joss” is said to Joss.
        """
        return self._found(sentence, ("subject",) if promised else names("owners"))

    def promising(self, sentence: str) -> str:
        """Whom the sentence says will do something: `Martin will send the list`."""
        return self._found(sentence, ("does",))

    def _found(self, sentence: str, ways: Iterable[str]) -> str:
        for way in ways:
            match = phrases("owners", way).search(plain(sentence))
            if match and (name := self._known(match["name"])):
                return name
        return ""

    def _known(self, name: str) -> str:
        """The name, or the first word of it that is somebody's: `Martin Could` is Martin."""
        words = name.split()
        tried = (" ".join(words[:size]) for size in range(len(words), 0, -1))
        return next((each for each in tried if self._is_somebody(each)), "")

    def _is_somebody(self, name: str) -> bool:
        return name.casefold() in self._present or self._speakers.person(name) is not None
