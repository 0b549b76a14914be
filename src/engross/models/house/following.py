"""Questions of a conversation that nobody answered: what was said next shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from engross.models.house.conversation import Conversation
from engross.models.house.reading import PassageLine, passages, unique
from engross.models.house.word_lists import DEFERRALS, TAKEN_BACK

_NEXT = 4
"""How many passages after a question are read."""

_BATCH = 20
_NUMBERED = re.compile(r"p([0-9]+)")


def open_questions(talk: Conversation, notes: Iterable[PassageLine]) -> tuple[PassageLine, ...]:
    """The notes without spoken questions that were answered there and then.

    Written notes list a question because it is open. In a conversation it is open when the other
    side put the answer off.
    """
    everything = tuple(notes)
    asked = [note for note in everything if note.kind == "question" and note.speaker]
    wanted = unique(name for question in asked for name in _after(question))
    told = [
        talk.ask("look_up", ids=list(wanted[start : start + _BATCH]))
        for start in range(0, len(wanted), _BATCH)
    ]
    said = {passage.id: passage for answer in told for passage in passages(answer)}
    closed = {question.id for question in asked if not _is_put_off(question, said)}
    return tuple(note for note in everything if note.id not in closed)


def _after(question: PassageLine) -> Iterator[str]:
    """The ids of the passages that follow; they are numbered in reading order."""
    if match := _NUMBERED.fullmatch(question.id):
        number = int(match.group(1))
        yield from (f"p{n}" for n in range(number + 1, number + 1 + _NEXT))


def _is_put_off(question: PassageLine, said: Mapping[str, PassageLine]) -> bool:
    """Whether the other side put the answer off, and the asker did not take the question back."""
    replies = [said[name] for name in _after(question) if name in said]
    own = [_plain(reply.text) for reply in replies if reply.side == question.side]
    others = [_plain(reply.text) for reply in replies if reply.side != question.side]
    if any(phrase in text for text in own for phrase in TAKEN_BACK):
        return False
    return any(phrase in text for text in others for phrase in DEFERRALS)


def _plain(text: str) -> str:
    return text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
