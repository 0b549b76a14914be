"""Transcripts that are plain text: who begins to speak, when, and what is said until the next.

Four ways are known. Teams (.docx), Otter and Rev write the name and the time on a line of their
own (`Helen Pike   0:12`), Zoom's saved captions `[Helen Pike] 10:03:12`. Others begin the words
with both (`[00:12] Helen Pike: ...`, `Helen Pike (00:12): ...`). Google Meet writes `Helen Pike:
...` and now and then the time alone. A file of nothing but `Helen Pike: ...` is one too, if it
names somebody who is registered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from engross.intake.cues import Cue
from engross.intake.labels import kind_of_heading
from engross.intake.phrases import phrases
from engross.intake.written import HEADERS
from engross.sources.texts import one_line

_TIME = r"(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]{1,3})?(?:\s?[AaPp][Mm])?)"
_NAME = r"\[?(?P<name>[^\W\d_][^:\[\]()|]{0,58}?(?:\s\([^()]{1,40}\))?)\]?"
_APART = (
    re.compile(rf"{_NAME}\s*[-\N{{EN DASH}},]?\s*[(\[]?{_TIME}[)\]]?:?"),
    re.compile(rf"[(\[]?{_TIME}[)\]]?\s+{_NAME}:?"),
)
"""A line that is a name and a time; the words follow below."""
_BEFORE = (
    re.compile(rf"[(\[]?{_TIME}[)\]]?\s*[-\N{{EN DASH}}]?\s*{_NAME}\s*:\s+(?P<said>\S.*)"),
    re.compile(rf"{_NAME}\s*[(\[]{_TIME}[)\]]\s*:?\s+(?P<said>\S.*)"),
)
"""A name and a time before the words."""
_ALONE = re.compile(rf"[(\[]?{_TIME}[)\]]?(?:\s*-->.*)?")
_NAMED = re.compile(rf"{_NAME}\s*:\s+(?P<said>\S.*)")
_MOST_NAME_WORDS = 6
_FEWEST_APART, _FEWEST_BEFORE, _FEWEST_NAMED = 3, 4, 6
"""How many turns it takes to be a transcript, by the way of writing one."""
_FEWEST_SPEAKERS, _MOST_SPEAKERS = 2, 15
_MOST_LINES = 12
"""Lines for each turn, at most; a note that has a time here and there is no transcript."""
_MOST_UNTIMED = 0.8
"""The share of lines that begin with a name, at least, where no line has a time."""


class Written(NamedTuple):
    """A line of a file, with its place."""

    text: str
    place: str


class Spoken(NamedTuple):
    """A transcript that was recognised."""

    header: str
    """What stands before the first words."""
    cues: tuple[Cue, ...]


class _Turn(NamedTuple):
    """Who begins to speak."""

    name: str
    time: str
    said: str


def spoken(lines: Sequence[Written], is_known: Callable[[str], bool]) -> Spoken | None:
    """The transcript that the lines are; `None` when they are none.

    `is_known` tells whether somebody of that name is registered.
    """
    full = [line._replace(text=one_line(line.text)) for line in lines if line.text.strip()]
    full = [line for line in full if phrases("transcripts", "notice").fullmatch(line.text) is None]
    for way, fewest in _WAYS:
        turns = {at: turn for at, line in enumerate(full) if (turn := way(line.text))}
        timed = way is not _named or _is_timed(full, turns, is_known)
        if len(turns) >= fewest and timed and _is_conversation(full, turns):
            first = min(turns)
            header = "\n".join(line.text for line in full[:first])
            return Spoken(header, tuple(_cues(full, turns, first)))
    return None


def _apart(text: str) -> _Turn | None:
    match = next((match for way in _APART if (match := way.fullmatch(text))), None)
    return _Turn(match["name"], match["time"], "") if match and _is_name(match["name"]) else None


def _before(text: str) -> _Turn | None:
    match = next((match for way in _BEFORE if (match := way.fullmatch(text))), None)
    if match and _is_name(match["name"]):
        return _Turn(match["name"], match["time"], match["said"])
    return None


def _named(text: str) -> _Turn | None:
    match = _NAMED.fullmatch(text)
    return _Turn(match["name"], "", match["said"]) if match and _is_name(match["name"]) else None


def _is_name(text: str) -> bool:
    words = text.split()
    if len(words) > _MOST_NAME_WORDS or not all(_is_name_word(word) for word in words):
        return False
    return text.casefold() not in HEADERS and kind_of_heading(text) is None


def _is_name_word(word: str) -> bool:
    letters = word.strip("(.,)'")
    return (
        not letters[:1].isalpha() or letters[:1].isupper() or letters in {"de", "van", "von", "der"}
    )


def _is_conversation(lines: Sequence[Written], turns: Mapping[int, _Turn]) -> bool:
    """Whether a few people take turns, and somebody comes back."""
    speakers = Counter(turn.name.casefold() for turn in turns.values())
    few = _FEWEST_SPEAKERS <= len(speakers) <= _MOST_SPEAKERS
    dense = len(turns) * _MOST_LINES >= len(lines)
    return few and dense and max(speakers.values()) > 1


def _is_timed(
    lines: Sequence[Written], turns: Mapping[int, _Turn], is_known: Callable[[str], bool]
) -> bool:
    """Whether nearly all lines begin with a name, between times or with somebody known."""
    timed = sum(_ALONE.fullmatch(line.text) is not None for line in lines)
    begun = len(turns) + timed >= _MOST_UNTIMED * (len(lines) - min(turns, default=0))
    return begun and (timed > 0 or any(is_known(turn.name) for turn in turns.values()))


def _cues(lines: Sequence[Written], turns: Mapping[int, _Turn], first: int) -> Iterator[Cue]:
    speaker = place = ""
    for at, line in enumerate(lines[first:], start=first):
        if turn := turns.get(at):
            speaker, place = turn.name, _place(turn.time) or line.place
            if turn.said:
                yield Cue(place, speaker, turn.said)
        elif _ALONE.fullmatch(line.text) is None:
            yield Cue(place, speaker, line.text)


def _place(time: str) -> str:
    """`0:12` as `00:00:12`; a time of the clock as it stands."""
    if not time or time[-1:].isalpha():
        return time
    parts = time.replace(",", ".").split(":")
    hours = parts[:-2] or ["0"]
    return f"{int(hours[0]):02}:{int(parts[-2]):02}:{parts[-1]}"


_WAYS = ((_apart, _FEWEST_APART), (_before, _FEWEST_BEFORE), (_named, _FEWEST_NAMED))
"""The ways of writing a transcript, the surest first, each with the turns that it takes."""
