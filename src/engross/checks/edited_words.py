"""What is noticed of words changed in Word: promises, and whom the document is for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from engross.checks.binding import binding_in
from engross.checks.edit_rules import ADDRESSEE
from engross.checks.edits import EditMade, WordsAround
from engross.checks.rules import finding
from engross.checks.sentences import extract
from engross.records import Finding

_BEFORE_SECTIONS = re.compile(r"paragraph \d|table \d")
"""How a place begins above the first heading, as Word counts; one in a section has its name."""
_OPEN = ("[to confirm: whom", "[to confirm: the client", "[to confirm: an address")
_SALUTATION = "dear "
_SHORTEST = 4
"""Characters of a part of a name or an address that can be told from other words."""


class Addressed(NamedTuple):
    """Whom a document is for, and where its words stand now."""

    names: Collection[str]
    """The client's name, its people's and the parts of its address."""
    blocks: Sequence[tuple[str, str]]
    """Place and text of each paragraph (`checks.places`)."""


def edited_words(edits: Sequence[EditMade], addressed: Addressed) -> Iterator[Finding]:
    """Findings on each sentence once, from what it was at first to what it is now."""
    names = [" ".join(name.casefold().split()) for name in addressed.names]
    wanted = [name for name in names if len(name) >= _SHORTEST]
    for words in _standing(edits):
        found = _place(words, addressed.blocks)
        place = found or words.place
        yield from binding_in(words.before, words.after, place)
        if _BEFORE_SECTIONS.match(found) or _is_address(words, wanted):
            now = f"reads {extract(words.after)} now" if words.after else "was taken out"
            was = f"{extract(words.before)} {now}" if words.before else f"{extract(words.after)}"
            yield finding(
                ADDRESSEE,
                place,
                f"Changed in Word, where the document says whom it is for: {was}.",
                "See that the name and the address are the client's own.",
            )


def _standing(edits: Sequence[EditMade]) -> list[WordsAround]:
    found: list[WordsAround] = []
    for words in (words for edit in edits for words in edit.worded):
        earlier = next((one for one in found if words.before and one.after == words.before), None)
        if earlier is not None:
            found.remove(earlier)
        found.append(words._replace(before=earlier.before if earlier else words.before))
    return [words for words in found if words.before != words.after]


def _place(words: WordsAround, blocks: Sequence[tuple[str, str]]) -> str:
    """The place of the paragraph, or row, that holds them; empty where none does."""
    first = next((cell for cell in words.after.split("\t") if cell.strip()), "")
    said = " ".join(first.split())
    return next((place for place, text in blocks if said and said in " ".join(text.split())), "")


def _is_address(words: WordsAround, names: Sequence[str]) -> bool:
    was, now = (" ".join(text.casefold().split()) for text in (words.before, words.after))
    if _SALUTATION in {was[:5], now[:5]} or was.startswith(_OPEN):
        return True
    return any(was.count(name) != now.count(name) for name in names)
