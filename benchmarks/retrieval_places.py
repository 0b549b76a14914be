"""Where the passages of a text stand in it, in characters.

A passage is the text without its marks, tables and line ends, so it is found again word by word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval_sets import Stretch

from engross.records.ports import KnowledgeText

_WORD = re.compile(r"\w+")
_REACH = 400
"""Words to look ahead for the next one: what stands between two passages may be a heading."""
_BESIDE = 40
"""The same inside a passage."""
_SURE = 4
"""So many words in a row begin a passage."""
_LEAST = 0.95
"""Part of a passage's words that must be found."""


def placed(document: str, text: str, passages: Sequence[KnowledgeText]) -> list[Stretch]:
    """The stretch of each passage, which stand in the order of the text.

    Raises:
        ValueError: a passage is not in the text.
    """
    spots = [match.span() for match in _WORD.finditer(text)]
    words = [text[start:end] for start, end in spots]
    stretches, at = [], 0
    for passage in passages:
        wanted = _WORD.findall(passage.text)
        found = _found(words, wanted, at)
        if len(found) < _LEAST * len(wanted):
            message = f"{document}, {passage.place}: not found again in the text"
            raise ValueError(message)
        at = found[-1] + 1
        stretches.append(Stretch(document, spots[found[0]][0], spots[found[-1]][1]))
    return stretches


def _found(words: Sequence[str], wanted: Sequence[str], at: int) -> list[int]:
    """Which of the words the wanted ones are, from that one on."""
    found: list[int] = []
    at = _beginning(words, wanted, at)
    for word in wanted:
        for number in range(at, min(at + _BESIDE, len(words))):
            if words[number] == word:
                found.append(number)
                at = number + 1
                break
    return found


def _beginning(words: Sequence[str], wanted: Sequence[str], at: int) -> int:
    first = list(wanted[:_SURE])
    for number in range(at, min(at + _REACH, len(words))):
        if list(words[number : number + len(first)]) == first:
            return number
    return at
