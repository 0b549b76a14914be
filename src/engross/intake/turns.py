"""What one speaker says without a break, parted into passages that can be quoted alone.

A sentence that does something (settles, promises, instructs, asks, warns) is a passage of its own;
what stands between is joined to passages of a few sentences.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engross.intake.classing import BACKGROUND, Classed, class_spoken
from engross.intake.cues import Cue
from engross.intake.given import GivenFile
from engross.intake.sentences import LONGEST, sentences
from engross.intake.speakers import Speakers
from engross.intake.withholding import AFTER_CALL, reason_to_withhold, says_client_left
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
    spoken: Iterable[Turn], file: GivenFile, speakers: Speakers, said_on: dt.date | None
) -> Iterator[Passage]:
    """The passages of a conversation, in order, without ids yet."""
    client_gone = False
    for turn in spoken:
        side = speakers.side(turn.speaker)
        # Somebody of the client's, or unknown, who speaks again has not left.
        client_gone = client_gone and side == "firm"
        withheld = AFTER_CALL if client_gone else reason_to_withhold(turn.text)
        for text, start, classed in _pieces(turn, by_client=side == "client"):
            yield Passage(
                id="",
                text=text,
                kind=classed.kind,
                speaker=turn.speaker,
                owner=classed.owner,
                due=classed.due,
                said_on=said_on,
                span=file.span(turn.place(start)),
                tier=speakers.tier(turn.speaker),
                withheld=withheld,
            )
        client_gone = client_gone or (side == "firm" and says_client_left(turn.text))


def _pieces(turn: Turn, *, by_client: bool) -> Iterator[tuple[str, int, Classed]]:
    waiting, begun = "", 0
    for sentence in sentences(turn.text):
        classed = class_spoken(sentence.text, speaker=turn.speaker, by_client=by_client)
        plain = classed == BACKGROUND
        if waiting and (not plain or len(waiting) + len(sentence.text) > LONGEST):
            yield waiting, begun, BACKGROUND
            waiting = ""
        if plain:
            begun = begun if waiting else sentence.start
            waiting = f"{waiting} {sentence.text}".strip()
        else:
            yield sentence.text, sentence.start, classed
    if waiting:
        yield waiting, begun, BACKGROUND
