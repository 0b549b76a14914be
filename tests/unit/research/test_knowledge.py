from __future__ import annotations

from engross.records import Answer, AskedQuestion, FoundPassage, knowledge_id
from engross.research import FoundKnowledge
from engross.testing.knowledge import answer, found_passage

RING, WRITE = found_passage("Ring us."), found_passage("Write to us.", score=0.6)


def test_what_was_found_and_asked_is_kept_before_it_is_handed_out() -> None:
    kept: list[tuple[tuple[FoundPassage, ...], tuple[AskedQuestion, ...]]] = []
    found = FoundKnowledge(
        lambda question, _limit: answer(question, RING, WRITE),
        keep=lambda *all_of_it: kept.append(all_of_it),
    )
    found.search("How?", 2)
    found.search("How?", 2)

    assert len(kept) == 1
    assert {one.passage.text for one in kept[0][0]} == {"Ring us.", "Write to us."}
    assert kept[0][1] == (AskedQuestion(question="How?", relevance=0.9, answered=True),)


def test_a_question_without_an_answer_is_remembered_too() -> None:
    found = FoundKnowledge(
        lambda question, _limit: Answer(question=question, relevance=0.2, nearest=(RING,))
    )

    assert found.search("Why?", 3) == ()
    assert found.asked() == (AskedQuestion(question="Why?", relevance=0.2, answered=False),)
    assert found.passage(RING.passage.id) is None


def test_a_question_that_is_answered_later_is_kept_as_last_answered() -> None:
    answers = [answer("Why?"), answer("Why?", RING)]
    found = FoundKnowledge(lambda _question, _limit: answers.pop(0))
    found.search("Why?", 3)
    found.search("Why?", 3)

    assert [asked.answered for asked in found.asked()] == [True]


def test_a_resumed_run_knows_what_was_found_and_asked_before() -> None:
    asked = AskedQuestion(question="How?", relevance=0.9, answered=True)
    found = FoundKnowledge(lambda question, _limit: answer(question), kept=[RING], asked=[asked])

    assert found.passage(RING.passage.id) == RING.passage
    assert found.passage(knowledge_id("Nobody said this.")) is None
    assert found.asked() == (asked,)


def test_withheld_knowledge_is_never_handed_out() -> None:
    hidden = found_passage("Not for agents.", withheld="internal")
    found = FoundKnowledge(lambda question, _limit: answer(question, hidden))

    assert found.search("How?", 1) == ()
    assert found.found() == ()
