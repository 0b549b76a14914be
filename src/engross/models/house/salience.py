"""How much a passage is worth to a reader, and whether it says what another one says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from engross.models.house.nearness import Nearness, overlap, telling
from engross.models.house.reading import PassageLine, words_in
from engross.models.house.word_lists import (
    DONE,
    FILLERS,
    FORMS,
    HEADERS,
    MOODS,
    OPENERS,
    PRICES,
    SMALL_TALK,
    TAKEN_BACK,
    WEIGHTY,
)
from engross.uk.dates import MONTHS, WEEKDAYS

Told = Callable[[PassageLine], bool]
"""Whether a passage can be told in the report's own words."""

_SHORT, _LONG, _TOO_LONG = 5, 45, 90
"""Words of a passage: fewer say little, more are hard to read, still more are left out."""

_LEAST_SPOKEN = 3
"""What spoken words must score to be worth quoting; written ones only more than nothing."""

_BROKEN_OFF = re.compile(r"…|\.\.\.|\b(\w+)\W+\1\b", re.IGNORECASE)
"""Where somebody breaks off or says a word twice."""

_NUMBER = re.compile(r"[0-9][0-9,]*(?:[.][0-9]+)?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MUCH = 0.5

_NAMED = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w'\u2019-]*")
_MONTHS = frozenset(name.casefold() for name in MONTHS)
_WEEKDAYS = frozenset(name.casefold() for name in WEEKDAYS)

_LEANING = frozenset(
    {"he", "her", "him", "it", "she", "that", "them", "these", "they", "this", "those"}
)
"""A spoken question with one is not understood without what was said before."""

_COMPARED = 120
"""How many passages are compared with each other for saying the same; the rest by their words."""

_AGAIN = 2
"""How many passages that say the same are named beside the one that is told."""

_KINDS = ("action", "instruction", "decision", "risk", "question", "background")
"""Of two passages that say the same, the one of the earlier kind is kept."""


def score(passage: PassageLine) -> int:
    """How good a passage is to tell: written, fluent, not too long, with owner and date."""
    words = passage.text.casefold().split()
    if not words or len(words) > _TOO_LONG or passage.text.rstrip().endswith((":", "[…]")):
        return 0
    if not passage.speaker and words[0].strip(":,.") in HEADERS and ":" in passage.text[:24]:
        return 0
    points = 1 + 3 * (not passage.speaker) + 2 * (_SHORT <= len(words) <= _LONG)
    points += bool(passage.owner) + bool(passage.due)
    points += passage.text.rstrip().endswith((".", "?", "!"))
    return points - _faults(passage.text, [word.strip(".,;:!?") for word in words])


def weight(passage: PassageLine, told: Told) -> int:
    """How much it matters beside other passages that belong in the same place."""
    words = words_in(passage.text)
    points = score(passage) + 2 * bool(words & WEIGHTY) + bool(passage.figures)
    return points + (2 if not passage.speaker or told(passage) else 0)


def worth_having(passages: Iterable[PassageLine], told: Told) -> list[PassageLine]:
    """Those worth telling at all.

    Of what was said in a conversation: what tells of something done, what can be told in the
    report's own words, and what weighs enough to be quoted.
    """
    return [passage for passage in passages if _is_worth_having(passage, told)]


def names_price(passage: PassageLine) -> bool:
    """Whether it says what something is to cost, or what somebody has for it."""
    return bool(passage.figures) and bool(words_in(passage.text) & PRICES)


def each_once(
    passages: Sequence[PassageLine], nearness: Nearness
) -> tuple[list[PassageLine], dict[str, tuple[str, ...]]]:
    """Without those that say again what another says better, in their order.

    Also the ids of those that were left out, by the one that was kept.
    """
    best_first = sorted(passages, key=lambda p: (_KINDS.index(p.kind), -score(p)))
    kept: list[PassageLine] = []
    again: dict[str, list[str]] = {}
    for passage in best_first:
        compared = kept if len(kept) < _COMPARED else []
        same = next((other for other in compared if says_same(passage, other, nearness)), None)
        if same is None:
            kept.append(passage)
        else:
            again.setdefault(same.id, []).append(passage.id)
    chosen = {passage.id for passage in kept}
    return (
        [passage for passage in passages if passage.id in chosen],
        {name: tuple(others[:_AGAIN]) for name, others in again.items()},
    )


def says_same(first: PassageLine, second: PassageLine, nearness: Nearness) -> bool:
    """Whether the first says nothing that the second does not, which is kept.

    Other figures make another statement.
    """
    if " ".join(first.text.casefold().split()) == " ".join(second.text.casefold().split()):
        return True
    one, other = _numbers(first), _numbers(second)
    if not (one <= other or other <= one):
        return False
    if _same_task(first, second):
        return True
    if (first.kind == "question") != (second.kind == "question"):
        return False
    speakers = words_in(f"{first.speaker} {second.speaker}")
    mine, others = _named(first.text) - speakers, _named(second.text) - speakers
    if mine - others and others - mine:  # the July accounts are not the August accounts
        return False
    told_twice = bool(first.speaker) != bool(second.speaker)
    return nearness.alike(first.text, second.text, told_twice=told_twice)


def differing(passages: Sequence[PassageLine]) -> list[tuple[PassageLine, PassageLine]]:
    """Pairs of a written and a spoken passage that differ in nothing but a figure or a day."""
    written = [passage for passage in passages if not passage.speaker]
    spoken = [passage for passage in passages if passage.speaker]
    return [(one, other) for one in written for other in spoken if _differ(one, other)]


def _differ(first: PassageLine, second: PassageLine) -> bool:
    if first.kind == second.kind == "action" and first.due and second.due:
        same = (first.owner_fact or first.owner) == (second.owner_fact or second.owner)
        other_day = _numbers_in(first.due) != _numbers_in(second.due)
        return same and other_day and overlap(first.text, second.text) >= _MUCH
    one, other = _numbers(first), _numbers(second)
    one_each = len(one - other) == len(other - one) == 1
    return one_each and _bare(first) == _bare(second)


def _same_task(first: PassageLine, second: PassageLine) -> bool:
    """Whether the same person is to do by the same day what is told in much the same words."""
    if not (first.kind == second.kind == "action" and first.due and second.due):
        return False
    owners = {first.owner_fact or first.owner, second.owner_fact or second.owner}
    days = {_numbers_in(first.due), _numbers_in(second.due)}
    return len(owners) == len(days) == 1 and overlap(first.text, second.text) >= _MUCH


def _numbers(passage: PassageLine) -> frozenset[str]:
    """The numbers that it says, however they are written: `the 2nd` and `2 November` are one."""
    return _numbers_in(" ".join((*passage.figures, passage.due)))


def _numbers_in(text: str) -> frozenset[str]:
    found = (number.replace(",", "") for number in _NUMBER.findall(text))
    return frozenset(number for number in found if not _YEAR.fullmatch(number))


def _named(text: str) -> frozenset[str]:
    """Words with a capital that do not begin a sentence, and months."""
    capital = {word.casefold() for word in _NAMED.findall(text)}
    return frozenset(capital | (words_in(text) & _MONTHS)) - _WEEKDAYS - FORMS


def _bare(passage: PassageLine) -> frozenset[str]:
    text = passage.text
    for figure in passage.figures:
        text = text.replace(figure, " ", 1)
    return telling(text)


def _is_worth_having(passage: PassageLine, told: Told) -> bool:
    if passage.kind not in _KINDS:
        return False
    if not passage.speaker:
        return score(passage) > 0
    said = passage.text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if score(passage) < _LEAST_SPOKEN or any(phrase in said for phrase in (*TAKEN_BACK, *MOODS)):
        return False
    words = words_in(said)
    if passage.kind == "background" and not DONE & words:
        return False
    return told(passage) or _is_quotable(passage, words)


def _is_quotable(passage: PassageLine, words: frozenset[str]) -> bool:
    """Whether spoken words matter enough to be quoted where they cannot be told."""
    if passage.kind == "background":
        return passage.side == "firm" and bool(passage.figures)
    if passage.kind == "question":
        return not _LEANING & words
    return passage.kind != "action" or bool(_numbers_in(passage.due))


def _faults(text: str, words: Sequence[str]) -> int:
    small_talk = any(phrase in text.casefold() for phrase in SMALL_TALK)
    points = sum(word in FILLERS for word in words) + (words[0] in OPENERS)
    return points + len(_BROKEN_OFF.findall(text)) + 3 * small_talk + 2 * (len(words) < _SHORT)
