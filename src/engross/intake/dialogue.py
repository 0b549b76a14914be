"""What each sentence of a conversation does, by its words and by what stands about it.

Three things speak: the phrases of `phrases.toml`, a small model of how such sentences sound
(`scoring.py`), and the answer of the other side. One side alone settles nothing: a proposal is a
decision only when somebody else says yes to it, and stops being one when somebody says no. The
thresholds were set on transcripts of real meetings; benchmarks/notes.py measures them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engross.intake.classing import BACKGROUND, SHORTEST, Classed, class_spoken, due_in
from engross.intake.owners import Owners
from engross.intake.phrases import phrases, plain
from engross.intake.scoring import Scorer, Scores
from engross.intake.shapes import matter
from engross.records import PassageKind, Side

DECIDES = 0.6
"""From this score a sentence states something as settled, if the others agree to it."""
PROPOSES = 0.7
"""From this score it puts something up to be settled."""
SURELY = 0.9
"""From this score it does so alone, if it begins like a summing-up."""
ACTS = 0.7
"""From this score somebody takes work on in it."""
ASKS = 0.75
"""From this score somebody is asked to act in it; a remark is no instruction."""
WARNS = 0.75
"""From this score it warns of something."""
REFUTED = 0.05
"""Up to this score the sound of a sentence refutes what its phrases say that it does."""

_NEXT = 2
"""How many sentences of a turn may stand between a proposal and the answer to it."""
_ANSWERS = 3
"""How many turns of others are looked at for an answer."""
_LONG, _ENDLESS = 40, 60
"""Words; how a longer sentence sounds says little about any part of it, and one without an end is
no sentence that could be quoted."""
_LATE = 45
"""Characters; what was settled further on in a sentence is part of a story."""


class Line(NamedTuple):
    """A sentence of a conversation."""

    text: str
    start: int
    """Where in its turn it begins."""
    turn: int
    """The number of its turn."""
    speaker: str
    side: Side


class Conversation:
    """The sentences of a conversation, judged together."""

    def __init__(self, lines: Sequence[Line], owners: Owners, scorer: Scorer | None) -> None:
        self._lines = lines
        self._owners = owners
        self._rules = [
            class_spoken(line.text, speaker=line.speaker, by_client=line.side == "client")
            for line in lines
        ]
        self._scores = self._scored(scorer)
        self._turns: dict[int, list[int]] = {}
        for number, line in enumerate(lines):
            self._turns.setdefault(line.turn, []).append(number)

    def classed(self) -> list[Classed]:
        """What each sentence does, in order."""
        found = [self._classed(number) for number in range(len(self._lines))]
        for number, line in enumerate(self._lines):
            if _has("retracts", line.text):
                self._take_back(found, number)
        return found

    def _scored(self, scorer: Scorer | None) -> dict[int, Scores]:
        """Scores of the sentences that may do something; embedding all would take seconds."""
        if scorer is None:
            return {}
        wanted = [
            number
            for number, line in enumerate(self._lines)
            if self._rules[number] != BACKGROUND or _may_do_something(line.text)
        ]
        scores = scorer.scores([self._lines[number].text for number in wanted])
        return dict(zip(wanted, scores, strict=True))

    def _classed(self, number: int) -> Classed:
        rule, scores = self._rules[number], self._scores.get(number)
        text = self._lines[number].text
        if _has("unfinished", text) or len(text.split()) > _ENDLESS:
            return BACKGROUND
        if rule.kind == "question":
            return self._asked(number, rule, scores)
        if rule != BACKGROUND and not _refuted(rule, scores):
            return self._kept(number, rule)
        if owner := self._owners.promising(text):
            return Classed("action", owner, due_in(text))
        return self._heard(number, scores) if scores else self._put_up(number)

    def _kept(self, number: int, rule: Classed) -> Classed:
        """What the phrases say, unless somebody of the others says no to it."""
        if rule.kind != "decision":
            return self._owned(number, rule)
        text = self._lines[number].text
        if _has("proposes", text):
            return self._put_up(number)
        told = phrases("spoken", "settled").search(plain(text))
        story = (told is not None and told.start() > _LATE) or _has_in("spoken", "told", text)
        return BACKGROUND if story or self._answer(number) == "no" else rule

    def _heard(self, number: int, scores: Scores) -> Classed:
        """What its sound says, where the phrases say nothing."""
        line = self._lines[number]
        short = len(line.text.split()) <= _LONG
        if not short or _has_in("spoken", "no_promise", line.text):
            return BACKGROUND
        if scores.action >= ACTS and not _asks(line.text):
            return self._owned(number, Classed("action", line.speaker, due_in(line.text)))
        if scores.request >= ASKS and not _has_in("spoken", "chat", line.text):
            kind: PassageKind = "instruction" if line.side == "client" else "action"
            return self._owned(number, Classed(kind, "", due_in(line.text)))
        if scores.risk >= WARNS and not _asks(line.text):
            return Classed("risk")
        together = _has("together", line.text)
        mechanics = _has_in("spoken", "chat", line.text)
        if together and scores.decision >= DECIDES and not mechanics and not _asks(line.text):
            return self._stated(number, scores)
        return self._put_up(number, proposes=together and scores.proposal >= PROPOSES)

    def _stated(self, number: int, scores: Scores) -> Classed:
        """A decision if the others agree with what is stated as settled."""
        sums_up = _has("closing", self._lines[number].text)
        answer = self._answer(number)
        sure = sums_up and (scores.decision >= SURELY or self._was_agreed(number))
        return Classed("decision") if answer == "yes" or (sure and answer == "") else BACKGROUND

    def _put_up(self, number: int, *, proposes: bool = False) -> Classed:
        """A decision if something is put up to be settled and the others agree to it.

        “Okay, so let's ...” sums up what was said before, unless somebody says no.
        """
        text = self._lines[number].text
        if _asks(text) or not (proposes or _has("proposes", text)):
            return BACKGROUND
        if len(text.split()) <= SHORTEST or _has_in("spoken", "chat", text):
            return BACKGROUND
        answer = self._answer(number)
        sums_up = _has("closing", text) and (_has("settles", text) or self._was_agreed(number))
        return Classed("decision") if answer == "yes" or (sums_up and answer == "") else BACKGROUND

    def _owned(self, number: int, classed: Classed) -> Classed:
        """The action with whoever is named for it; the speaker only where they say I or we.

        Whoever asks somebody else is not the one to do it.
        """
        if classed.kind not in {"action", "instruction"}:
            return classed
        line = self._lines[number]
        promised = classed.owner == line.speaker and _has_in("spoken", "first_person", line.text)
        owner = self._owners.named(line.text, promised=promised)
        return classed._replace(owner=owner or (line.speaker if promised else ""))

    def _asked(self, number: int, rule: Classed, scores: Scores | None) -> Classed:
        """An open question; or a request in the form of one, if the other side takes it on."""
        line = self._lines[number]
        if scores and scores.request >= ASKS and self._is_taken_on(number):
            kind: PassageKind = "instruction" if line.side == "client" else "action"
            return self._owned(number, Classed(kind, "", due_in(line.text)))
        return rule if self._is_open(number) else BACKGROUND

    def _is_taken_on(self, number: int) -> bool:
        answers = list(self._others_after(number))[:1]
        promised = (
            self._rules[each].kind == "action" for turn in answers for each in self._turns[turn]
        )
        return self._answer(number) == "yes" or any(promised)

    def _is_open(self, number: int) -> bool:
        """Whether a question stays open: nobody answers it, or nobody can."""
        answers = list(self._others_after(number))
        if not answers:
            return self._left_in_turn(number) == 0
        if self._left_in_turn(number) > _NEXT:
            return False
        said = (self._lines[each].text for each in self._turns[answers[0]][:_NEXT])
        return any(_has("unanswered", each) for each in said)

    def _take_back(self, found: list[Classed], number: int) -> None:
        """What the same side asked for before and now does not want any more."""
        line = self._lines[number]
        about = matter(line.text)
        for earlier in range(number):
            other = self._lines[earlier]
            same = other.speaker == line.speaker or (line.side and other.side == line.side)
            if same and found[earlier].kind == "instruction" and about & matter(other.text):
                found[earlier] = BACKGROUND

    def _answer(self, number: int) -> str:
        """What the others say to it at once: `yes`, `no`, or nothing that is either."""
        if self._left_in_turn(number) > _NEXT:
            return ""
        answers = [self._verdict(turn, number) for turn in self._others_after(number)]
        if "no" in answers:
            return "no"
        return "yes" if "yes" in answers else ""

    def _was_agreed(self, number: int) -> bool:
        """Whether the one before has just said yes, so that this sums up."""
        line = self._lines[number]
        if self._turns[line.turn].index(number) > 1 or line.turn - 1 not in self._turns:
            return False
        return self._other_side(line.turn - 1, line) and (
            self._verdict(line.turn - 1, number) == "yes"
        )

    def _verdict(self, turn: int, number: int) -> str:
        """`yes` or `no` if the turn is somebody else's and says so to the sentence.

        A bare yes counts from the other side only; between people of no known side it may be no
        more than a sign of listening.
        """
        line = self._lines[number]
        if not self._other_side(turn, line):
            return ""
        said = [self._lines[each] for each in self._turns[turn][:2]]
        if any(_has("objects", each.text) for each in said):
            return "no"
        sided = bool(line.side and said[0].side)
        return "yes" if _has("agrees", said[0].text) or (sided and _bare_yes(said)) else ""

    def _other_side(self, turn: int, line: Line) -> bool:
        """Whether the turn is somebody else's, and of the other side as far as sides are known."""
        other = self._lines[self._turns[turn][0]]
        if other.speaker == line.speaker:
            return False
        return not (line.side and other.side) or line.side != other.side

    def _others_after(self, number: int) -> Iterator[int]:
        """The turns that follow at once, up to where the speaker goes on at length."""
        line = self._lines[number]
        for turn in range(line.turn + 1, line.turn + 1 + _ANSWERS):
            numbers = self._turns.get(turn)
            if numbers is None:
                return
            if self._lines[numbers[0]].speaker == line.speaker:
                if len(numbers) > 1:
                    return
                continue
            yield turn

    def _left_in_turn(self, number: int) -> int:
        return self._turns[self._lines[number].turn][-1] - number


def _asks(text: str) -> bool:
    return text.rstrip("\"' ").endswith("?")


def _bare_yes(said: Sequence[Line]) -> bool:
    return len(said) == 1 and _has("accepts", said[0].text)


def _may_do_something(text: str) -> bool:
    return len(text.split()) >= SHORTEST and _has("cue", text)


def _refuted(rule: Classed, scores: Scores | None) -> bool:
    if scores is None or rule.kind in {"instruction", "risk"}:
        return False
    if rule.kind == "decision":
        return scores.decision + scores.proposal <= REFUTED
    return not rule.due and scores.action + scores.request <= REFUTED


def _has(name: str, text: str) -> bool:
    return _has_in("dialogue", name, text)


def _has_in(group: str, name: str, text: str) -> bool:
    return phrases(group, name).search(plain(text)) is not None
