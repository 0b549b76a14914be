"""What we ask the client to decide, and the passages of the notes that ask the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engross.models.house.commentary import Remark, asks
from engross.models.house.grouping import Parts, part_of
from engross.models.house.nearness import Nearness
from engross.models.house.phrases import WORDS
from engross.models.house.reading import FactLine, PassageLine, words_in
from engross.models.house.word_lists import APPROVAL
from engross.records import Paragraph, Sentence

_ANSWERS = frozenset({"answer", "approval", "approve", "confirm", "decide", "decision"})
"""What an action of the client's is called by which it answers."""


@dataclass(frozen=True)
class Wanted:
    """A decision that the figures call for."""

    remark: Remark
    asked: tuple[PassageLine, ...]
    """The passages that ask for it too."""

    @property
    def due_fact(self) -> str:
        """The day by which it is needed, if a passage says so."""
        return next((passage.due_fact for passage in self.asked if passage.due_fact), "")

    def paragraph(self) -> Paragraph:
        """The request, and by when."""
        cites = tuple(passage.id for passage in self.asked)
        sentences = [Sentence(text=self.remark.text, cites=cites)]
        if self.due_fact:
            day = f"[[fact:{self.due_fact}]]"
            said = tuple(passage.id for passage in self.asked if passage.due_fact)
            sentences.append(Sentence(text=WORDS["answer_by"].format(day=day), cites=said))
        return Paragraph(sentences=tuple(sentences))


def wanted(
    facts: Sequence[FactLine],
    period: str,
    passages: Sequence[PassageLine],
    parts: Parts,
    nearness: Nearness,
) -> tuple[Wanted, ...]:
    """The decisions that the figures call for, each with the passages that it stands for."""
    asking = [p for p in passages if _asks(p)]
    made = asks(facts, period)
    return tuple(
        Wanted(
            remark,
            tuple(p for p in asking if _is_about(p, remark.about, len(made), parts, nearness)),
        )
        for remark in made
    )


def _asks(passage: PassageLine) -> bool:
    """Whether it asks for approval, or says that the client will give it."""
    words = words_in(passage.text)
    answers = passage.kind == "action" and passage.owner_side == "client" and words & _ANSWERS
    return bool(words & APPROVAL) and (passage.kind == "question" or bool(answers))


def _is_about(  # the only decision wanted is the one that is asked for without a name
    passage: PassageLine, scope: str, decisions: int, parts: Parts, nearness: Nearness
) -> bool:
    named = part_of(passage.text, parts, nearness)
    return named == scope or (not named and decisions == 1)
