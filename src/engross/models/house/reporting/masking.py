"""Figures and days taken out of a passage and put back as slots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from engross.models.house.reading import PassageLine
from engross.uk.figures import figures_in, worded_numbers

_FIRST = 0xE000
"""Characters from here on have no meaning of their own in Unicode; each stands for a slot."""

FIGURE = "[\ue000-\uf8ff]"
"""Finds what stands for a slot."""

_ONE_DAY = re.compile(
    r"(?:(?:next|this) )?[a-z]+day(?:,? (?:the )?\S*\d\S*(?: (?:of )?[a-z]+)?(?:,? \d{4})?)?"
    r"|(?:the )?\S*\d\S*(?: (?:of )?[a-z]+)?(?:,? \d{4})?|tomorrow|today"
    r"|(?:the )?end of (?:the |this )?[a-z]+",
    re.IGNORECASE,
)
"""What a deadline may be written as, to be replaced by its day: nothing of it is lost."""
_END_OF = re.compile(r"(?:the )?end of", re.IGNORECASE)
_THE = re.compile(r"\bthe\s+$")
_BEFORE = re.compile(r"\b([A-Za-z]+)\s+$")


@dataclass(frozen=True)
class Masked:
    """A passage's words with one character for each slot."""

    text: str
    slots: dict[str, str]
    due: str = ""
    """The character that stands for the day by which it is due; empty when the text has none."""

    def filled(self, text: str) -> str:
        """The text with its slots back in place."""
        return "".join(self.slots.get(character, character) for character in text)


class _Piece(NamedTuple):
    start: int
    end: int
    slot: str
    due: bool = False


def masked(passage: PassageLine) -> Masked | None:
    """The passage without its figures; `None` where one of them cannot be placed."""
    if re.search(FIGURE, passage.text):
        return None
    pieces = _figures(passage)
    if pieces is None:
        return None
    if due := _due(passage):
        pieces = [p for p in pieces if p.end <= due.start or due.end <= p.start]
        pieces.append(due)
    found = _put_in(passage.text, sorted(pieces))
    rest = re.sub(FIGURE, " ", found.text)
    return None if figures_in(rest) or worded_numbers(rest) else found


def _put_in(text: str, pieces: list[_Piece]) -> Masked:
    parts, slots, end, due = [], {}, 0, ""
    for number, piece in enumerate(pieces):
        mark = chr(_FIRST + number)
        parts += [text[end : piece.start], mark]
        slots[mark] = piece.slot
        due = mark if piece.due else due
        end = piece.end
    return Masked("".join([*parts, text[end:]]), slots, due)


def _figures(passage: PassageLine) -> list[_Piece] | None:
    pieces = [_Piece(said.start, said.end, said.slot) for said in passage.placed_figures()]
    return pieces if len(pieces) == len(passage.figures) else None


def _due(passage: PassageLine) -> _Piece | None:
    """Where the text says by when, if the day is known and stands where a date can stand."""
    if not passage.due_fact or not _ONE_DAY.fullmatch(passage.due.strip()):
        return None
    found = list(_whole(passage.due.strip(), passage.text))
    if len(found) != 1:
        return None
    start, end = found[0]
    if the := _THE.search(passage.text[:start]):
        start = the.start()
    before = _BEFORE.search(passage.text[:start])
    preposition = before.group(1).casefold() if before else ""
    slot = f"[[fact:{passage.due_fact}]]"
    if preposition == "by" or (preposition == "on" and not _END_OF.match(passage.due)):
        return _Piece(start, end, slot, due=True)
    if passage.due.strip().casefold() in {"tomorrow", "today"}:
        return _Piece(start, end, f"on {slot}", due=True)
    return None


def _whole(words: str, text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?![\w'\u2019])", text, re.IGNORECASE):
        yield match.span()
