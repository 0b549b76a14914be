from __future__ import annotations

import pytest

from engross.knowledge.pieces.stretches import Place


@pytest.mark.parametrize(
    "said",
    [
        "page 3, line 7",
        "page 3, lines 4 to 7",
        "message, line 12",
        "paragraph 4",
        "footnote 3, paragraph 1",
        "table 1, row 2",
    ],
)
def test_a_place_that_a_reader_gives_is_understood(said: str) -> None:
    assert str(Place.read(said)) == said


@pytest.mark.parametrize("said", ["message", "forwarded message, from", ""])
def test_another_is_not(said: str) -> None:
    assert Place.read(said) is None


def test_cells_of_a_sheet_reach_from_the_first_to_the_last() -> None:
    first, last = Place("Rates", "", 5, 5, (1, 3)), Place("Rates", "", 6, 6, (0, 27))

    assert str(first.up_to(last)) == "Rates!A5:AB6"


def test_places_meet_in_one_part_of_a_file_and_in_its_order() -> None:
    line = Place("page 3", "line", 4, 7)

    assert line.meets(Place("page 3", "line", 8, 8))
    assert not line.meets(Place("page 4", "line", 8, 8))
    assert not line.meets(Place("page 3", "line", 2, 2))
