from __future__ import annotations

from engross.records import Passage, Span
from engross.research import FoundKnowledge


def known(identifier: str, **more: str) -> Passage:
    span = Span(source="c" * 64, file="faq.md", place="heading 2")
    return Passage(id=identifier, text="Ring us.", span=span, tier="firm", **more)


def test_what_was_found_is_kept_before_it_is_handed_out() -> None:
    kept: list[tuple[Passage, ...]] = []
    found = FoundKnowledge(
        lambda _q, _n: [(known("kb"), 0.9), (known("ka"), 0.8)], keep=kept.append
    )
    found.search("How?", 2)
    found.search("How?", 2)

    assert [[passage.id for passage in passages] for passages in kept] == [["ka", "kb"]]


def test_a_resumed_run_knows_what_was_found_before() -> None:
    found = FoundKnowledge(lambda _q, _n: [], kept=[known("ka")])

    assert found.passage("ka") == known("ka")
    assert found.passage("kb") is None


def test_withheld_knowledge_is_never_handed_out() -> None:
    found = FoundKnowledge(lambda _q, _n: [(known("ka", withheld="internal"), 0.9)])

    assert found.search("How?", 1) == []
    assert found.found_knowledge() == ()
