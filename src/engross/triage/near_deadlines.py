"""Filing and limitation dates within five working days: said in the mail, or kept for the matter.

A day counts where the sentence says that something is due by it and, there, in the sentence before
or in the subject, that it is what the law wants: a return, accounts, a claim.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from engross.triage.days import DaySaid, days_said, working_days_until
from engross.triage.phrases import phrases
from engross.triage.said import SUBJECT, Said, paragraphs
from engross.triage.sentences import sentences
from engross.workspace.register import Matter

NEAR: Final = 5
"""Working days."""
_LONG_PAST: Final = dt.timedelta(days=62)
_GENERAL: Final = frozenset({"return", "returns", "the", "our", "my", "is", "has", "a", "your"})


class Near(NamedTuple):
    """What is due so soon, or has been."""

    words: str
    place: str
    day: dt.date


def near_deadline(
    parts: Iterable[Said], received: dt.date, matter: Matter | None = None
) -> Near | None:
    """The first such date; `None` where no day that the mail or the matter names is so near."""
    parts = tuple(parts)
    return next(_said(parts, received), None) or next(_kept(parts, received, matter), None)


def _said(parts: tuple[Said, ...], received: dt.date) -> Iterator[Near]:
    subject = " ".join(part.text for part in parts if part.places == (SUBJECT,))
    for part in parts:
        before = ""
        for sentence, place in _sentences(part):
            about = phrases("deadline", "filing").search(f"{before}\n{sentence}\n{subject}")
            if about and phrases("deadline", "due").search(sentence):
                yield from (
                    Near(sentence, place, said.day)
                    for said in days_said(_without_talk(sentence), received)
                    if _counts(said, sentence, received)
                )
            before = sentence


def _sentences(part: Said) -> Iterator[tuple[str, str]]:
    for paragraph, place in paragraphs(part):
        yield from ((sentence, place) for sentence in sentences(paragraph))


def _without_talk(sentence: str) -> str:
    """The sentence without `asked me today`, which names no day on which a thing is due."""
    return phrases("deadline", "told").sub("", sentence)


def _counts(said: DaySaid, sentence: str, received: dt.date) -> bool:
    if said.day < received:
        recent = received - said.day <= _LONG_PAST
        return recent and phrases("deadline", "past").search(sentence) is not None
    return working_days_until(said.day, received) <= NEAR


def _kept(parts: tuple[Said, ...], received: dt.date, matter: Matter | None) -> Iterator[Near]:
    """What the matter's own record says is due, where the mail asks after it."""
    for deadline in matter.deadlines if matter else ():
        late = received - deadline.due
        if late > _LONG_PAST or working_days_until(deadline.due, received) > NEAR:
            continue
        wanted = _meant(deadline.what)
        for part in parts:
            for sentence, place in _sentences(part):
                when = phrases("deadline", "about_time").search(sentence)
                if when and wanted & _meant(sentence):
                    yield Near(sentence, place, deadline.due)


def _meant(text: str) -> set[str]:
    """What the law wants done, as words."""
    found = phrases("deadline", "filing").finditer(text)
    return {word for each in found for word in each.group().lower().split()} - _GENERAL
