"""What one speaker says without a break, parted into passages that can be quoted alone.

A sentence that does something (settles, promises, instructs, asks, warns) is a passage of its own;
what stands between is joined to passages of a few sentences.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from engross.intake.asides import Asides
from engross.intake.classing import BACKGROUND, SHORTEST, Classed
from engross.intake.cues import Cue
from engross.intake.dialogue import Conversation, Line
from engross.intake.given import GivenFile
from engross.intake.owners import Owners
from engross.intake.phrases import phrases, plain
from engross.intake.scoring import Scorer
from engross.intake.sentences import LONGEST, sentences
from engross.intake.speakers import Speakers
from engross.records import Passage


@dataclass
class Turn:
    """Consecutive cues of one speaker."""

    speaker: str
    text: str = ""
    starts: list[int] = field(default_factory=list)
    """Where in the text each cue begins."""
    places: list[str] = field(default_factory=list)

    def add(self, cue: Cue) -> None:
        """Join the cue's words on."""
        if self.text:
            self.text += " "
        self.starts.append(len(self.text))
        self.places.append(cue.place)
        self.text += cue.text

    def place(self, character: int) -> str:
        """When the character was said: the beginning of its cue."""
        return self.places[bisect.bisect_right(self.starts, character) - 1]


def turns(cues: Iterable[Cue]) -> list[Turn]:
    """The cues joined by speaker; a cue without one goes on from the cue before."""
    found: list[Turn] = []
    for cue in cues:
        if not found or cue.speaker not in ("", found[-1].speaker):
            found.append(Turn(cue.speaker))
        found[-1].add(cue)
    return found


def passages(
    spoken: Iterable[Turn],
    file: GivenFile,
    speakers: Speakers,
    said_on: dt.date | None,
    scorer: Scorer | None = None,
) -> Iterator[Passage]:
    """The passages of a conversation, in order, without ids yet."""
    listed = list(spoken)
    lines = [
        Line(sentence.text, sentence.start, number, turn.speaker, speakers.side(turn.speaker))
        for number, turn in enumerate(listed)
        for sentence in sentences(turn.text)
    ]
    owners = Owners(speakers, (turn.speaker for turn in listed))
    classed = Conversation(lines, owners, scorer).classed()
    judged = zip(lines, classed, Asides(lines, classed).reasons(), strict=True)
    for number, parts in groupby(judged, lambda part: part[0].turn):
        turn = listed[number]
        for piece in _pieces(parts):
            yield Passage(
                id="",
                text=piece.text,
                kind=piece.classed.kind,
                speaker=turn.speaker,
                owner=piece.classed.owner,
                due=piece.classed.due,
                said_on=said_on,
                span=file.span(turn.place(piece.start)),
                tier=speakers.tier(turn.speaker),
                withheld=piece.withheld,
            )


class _Piece(NamedTuple):
    """A passage to be, and where in its turn it begins."""

    text: str
    start: int
    classed: Classed = BACKGROUND
    withheld: str = ""


def _pieces(judged: Iterable[tuple[Line, Classed, str]]) -> Iterator[_Piece]:
    """Each sentence that does something; what stands between, joined while it may be seen alike."""
    waiting: _Piece | None = None
    for line, classed, withheld in judged:
        quiet = classed == BACKGROUND
        alike = waiting is not None and quiet and waiting.withheld == withheld
        if waiting and not (alike and len(waiting.text) + len(line.text) <= LONGEST):
            yield waiting
            waiting = None
        if not quiet:
            text = without_fillers(line.text)
            yield _Piece(text, line.start + len(line.text) - len(text), classed, withheld)
        elif waiting:
            waiting = waiting._replace(text=f"{waiting.text} {line.text}")
        else:
            waiting = _Piece(line.text, line.start, withheld=withheld)
    if waiting:
        yield waiting


def without_fillers(sentence: str) -> str:
    """The sentence from its first word that says something; no other word is touched."""
    match = phrases("dialogue", "fillers").match(plain(sentence))
    left = sentence[match.end() :].lstrip() if match else sentence
    return left if len(left.split()) >= SHORTEST else sentence
