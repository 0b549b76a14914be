from __future__ import annotations

import pytest

from engross.records import slots
from engross.records.slots import quoted, said_part

WORDS = "Move the 11 lines to 16 November."


def test_a_quotation_may_ask_for_one_figure_of_a_passage() -> None:
    (slot,) = slots("Moved to [[quote:p7#2]].")

    assert (slot.kind, slot.id, slot.part) == ("quote", "p7", 2)


def test_a_whole_quotation_has_no_part() -> None:
    (slot,) = slots("[[quote:p7]]")

    assert (slot.id, slot.part) == ("p7", 0)


def test_a_fact_keeps_every_sign_of_its_id() -> None:
    (slot,) = slots("[[fact:number/at-2026-10-14/invoice:A#2]]")

    assert (slot.id, slot.part) == ("number/at-2026-10-14/invoice:A#2", 0)


@pytest.mark.parametrize("identifier", ["p7#0", "p7#x", "p7#", "p7#100"])
def test_what_is_no_number_of_a_figure_stays_part_of_the_id(identifier: str) -> None:
    assert quoted(identifier) == (identifier, 0)


@pytest.mark.parametrize(("part", "said"), [(1, "11"), (2, "16 November"), (3, ""), (0, "")])
def test_figures_are_counted_from_one(part: int, said: str) -> None:
    assert said_part(WORDS, part) == said
