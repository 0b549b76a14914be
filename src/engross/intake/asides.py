"""What is said on a call and not for the client: side remarks with what they lead to, and own chat.

People do not end a remark with its sentence. What they go on to say in the same turn and what the
others answer in a few words is about it too, until somebody comes back to the matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engross.intake.classing import BACKGROUND, Classed
from engross.intake.dialogue import Line
from engross.intake.phrases import phrases, plain
from engross.intake.withholding import (
    AFTER_CALL,
    BEFORE_CALL,
    reason_to_withhold_spoken,
    says_client_left,
)

_WHOLE = 12
"""Sentences; a turn of no more that has a side remark is withheld whole."""
_BEFORE, _AFTER = 2, 6
"""How many sentences about the remark are withheld of a longer turn."""
_ANSWERS = 4
"""How many turns after the remark may be no more than answers to it."""
_FEW = 30
"""Words of such an answer."""


class Asides:
    """Why each sentence of a conversation is withheld."""

    def __init__(self, lines: Sequence[Line], classed: Sequence[Classed]) -> None:
        self._lines = lines
        self._classed = classed
        self._turns: dict[int, list[int]] = {}
        for number, line in enumerate(lines):
            self._turns.setdefault(line.turn, []).append(number)
        self._reasons = [""] * len(lines)

    def reasons(self) -> list[str]:
        """The reason for each sentence, in order; empty where it may be seen."""
        for turn in self._turns:
            if marked := list(self._marked(turn)):
                self._withhold(turn, marked)
        for turn, reason in self._firm_alone():
            for number in self._turns[turn]:
                self._reasons[number] = self._reasons[number] or reason
        return self._reasons

    def _marked(self, turn: int) -> Iterator[tuple[int, str]]:
        numbers = self._turns[turn]
        side = self._lines[numbers[0]].side
        found = [
            (number, reason)
            for number in numbers
            if (reason := reason_to_withhold_spoken(self._lines[number].text, side))
        ]
        if not found:
            # A phrase may reach from one sentence into the next.
            whole = reason_to_withhold_spoken(self._said(turn), side)
            found = [(number, whole) for number in numbers if whole]
        yield from found

    def _withhold(self, turn: int, marked: Sequence[tuple[int, str]]) -> None:
        numbers = self._turns[turn]
        for number, reason in marked:
            near = range(max(numbers[0], number - _BEFORE), min(numbers[-1], number + _AFTER) + 1)
            for each in numbers if len(numbers) <= _WHOLE else near:
                self._reasons[each] = self._reasons[each] or reason
        if len(numbers) <= _WHOLE or marked[-1][0] + _AFTER >= numbers[-1]:
            for answer in self._answers(turn):
                for each in self._turns[answer]:
                    self._reasons[each] = self._reasons[each] or marked[-1][1]

    def _answers(self, turn: int) -> Iterator[int]:
        for answer in range(turn + 1, turn + 1 + _ANSWERS):
            numbers = self._turns.get(answer, [])
            quiet = all(
                self._classed[each] == BACKGROUND or self._classed[each].kind == "question"
                for each in numbers
            )
            said = self._said(answer) if numbers else ""
            if not said or not quiet or len(said.split()) > _FEW or _turns_back(said):
                return
            yield answer

    def _firm_alone(self) -> Iterator[tuple[int, str]]:
        """The turns of the firm's people when nobody else is on the call, and why."""
        others = [turn for turn in self._turns if self._side(turn) != "firm"]
        ours = {self._lines[numbers[0]].speaker for numbers in self._turns.values()}
        if not others or len(ours) < 2:  # noqa: PLR2004 - somebody and somebody else
            return
        before = [turn for turn in self._turns if turn < others[0]]
        if len({self._lines[self._turns[turn][0]].speaker for turn in before}) > 1:
            yield from ((turn, BEFORE_CALL) for turn in before)
        gone = False
        for turn in self._turns:
            # Somebody of the client's, or unknown, who speaks again has not left.
            gone = gone and self._side(turn) == "firm"
            if gone:
                yield turn, AFTER_CALL
            gone = gone or self._ends(turn, last=turn >= others[-1])

    def _ends(self, turn: int, *, last: bool) -> bool:
        said = self._said(turn)
        if self._side(turn) == "firm" and says_client_left(said):
            return True
        return last and phrases("withhold", "goodbye").search(plain(said)) is not None

    def _side(self, turn: int) -> str:
        return self._lines[self._turns[turn][0]].side

    def _said(self, turn: int) -> str:
        return " ".join(self._lines[number].text for number in self._turns[turn])


def _turns_back(said: str) -> bool:
    return phrases("withhold", "turns_back").search(plain(said)) is not None
