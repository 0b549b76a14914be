from __future__ import annotations

from engross.returning.alignment import align, likeness
from engross.returning.units import Part, Unit


def unit(text: str, *, row: bool = False) -> Unit:
    return Unit(text, "paragraph 1", [Part(0, 0, len(text), 0)], row=row)


def test_sentences_of_the_same_words_belong_together_in_order() -> None:
    held = [unit("One."), unit("Two."), unit("One.")]

    found = align(held, [unit("Two."), unit("One.")], {}, {})

    assert found.became == {1: 0, 2: 1}
    assert found.same == {1, 2}


def test_a_sentence_that_stands_elsewhere_has_moved() -> None:
    held = [unit("One stays."), unit("Two stays."), unit("Three moves.")]

    found = align(held, [held[2], held[0], held[1]], {}, {})

    assert found.moved == {2}


def test_the_same_anchors_hold_sentences_together_that_share_no_word() -> None:
    held, returned = [unit("We billed it.")], [unit("Fees were charged!")]

    assert align(held, returned, {"figure1": 0}, {"figure1": 0}).became == {0: 0}
    assert align(held, returned, {}, {}).became == {}


def test_a_row_is_never_a_sentence() -> None:
    assert likeness(unit("Net 500"), unit("Net 500", row=True)) == 0


def test_two_figures_in_common_make_two_sentences_alike() -> None:
    one, other = unit("We billed £10 of £20."), unit("Charged: £20, less £10")

    assert likeness(one, other) == 1
