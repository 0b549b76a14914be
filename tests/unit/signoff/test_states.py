from __future__ import annotations

from typing import get_args

import pytest

from engross.errors import WrongState
from engross.records import RunState
from engross.signoff import EVENTS, Event, after


@pytest.mark.parametrize(
    ("state", "event", "following"),
    [
        ("running", "hold", "held"),
        ("running", "fail", "failed"),
        ("held", "sign", "signed"),
        ("held", "return", "returned"),
        ("held", "decline", "declined"),
        ("signed", "release", "released"),
        ("released", "archive", "archived"),
    ],
)
def test_what_may_happen_leads_on(state: RunState, event: Event, following: RunState) -> None:
    assert after(state, event) == following


@pytest.mark.parametrize(
    ("state", "event"),
    [
        ("running", "sign"),
        ("signed", "sign"),
        ("signed", "return"),
        ("returned", "sign"),
        ("declined", "sign"),
        ("released", "sign"),
        ("released", "release"),
        ("held", "release"),
        ("held", "archive"),
        ("failed", "sign"),
        ("archived", "sign"),
    ],
)
def test_what_is_not_in_the_table_is_refused_with_a_remedy(state: RunState, event: Event) -> None:
    with pytest.raises(WrongState, match=f"A run that is {state} cannot be") as refused:
        after(state, event)

    assert refused.value.remedy


def test_every_state_has_its_row_and_leads_to_states_only() -> None:
    states = set(get_args(RunState))

    assert set(EVENTS) == states
    assert {following for row in EVENTS.values() for following in row.values()} <= states


def test_nothing_is_signed_but_what_is_held_and_nothing_released_but_what_is_signed() -> None:
    into = {
        event: [state for state, row in EVENTS.items() if event in row]
        for event in ("sign", "release")
    }

    assert into == {"sign": ["held"], "release": ["signed"]}
