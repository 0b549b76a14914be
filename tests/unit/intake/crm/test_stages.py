"""Where a deal stands."""

from __future__ import annotations

import pytest

from engross.intake.crm.stages import StageTable, by_words, standing

NONE = StageTable(())


@pytest.mark.parametrize(
    ("stage", "outcome"),
    [
        ("Closed - Won", "won"),
        ("closedwon", "won"),
        ("CLOSED LOST", "lost"),
        ("Contract Sent", "open"),
        ("Closed", "closed"),
        ("Second tasting", None),
    ],
)
def test_a_stages_words_say_where_a_deal_stands(stage: str, outcome: str | None) -> None:
    assert by_words(stage) == outcome


@pytest.mark.parametrize(
    ("won", "closed", "expected"),
    [
        (True, True, ("won", "said")),
        (False, True, ("lost", "said")),
        (False, False, ("open", "said")),
        (None, False, ("open", "said")),
        (None, True, ("closed", "said")),
        (None, None, ("open", "assumed")),
        (False, None, ("open", "assumed")),
    ],
)
def test_columns_that_say_won_or_closed_go_before_words(
    won: bool | None,  # noqa: FBT001 - a case of the table
    closed: bool | None,  # noqa: FBT001 - a case of the table
    expected: tuple[str, str],
) -> None:
    assert standing("Second tasting", "", is_won=won, is_closed=closed, table=NONE) == expected


def test_a_status_goes_before_a_stage() -> None:
    found = standing("Proposal made", "Lost", is_won=None, is_closed=None, table=NONE)

    assert found == ("lost", "words")


def test_words_say_how_a_closed_deal_ended() -> None:
    found = standing("Closed Won", "", is_won=None, is_closed=True, table=NONE)

    assert found == ("won", "words")
