"""Faults planted in a sound file, one at a time: which validator sees which."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from integration.word.planted import FAULTS, Fault, planted, sound

pytestmark = pytest.mark.slow

Judge = Callable[[bytes], dict[str, list[str]]]


def test_no_validator_finds_fault_with_a_sound_file(judged: Judge) -> None:
    assert judged(sound()) == {}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "-"))
def test_a_planted_fault_is_seen_by_those_who_see_it(judged: Judge, fault: Fault) -> None:
    assert " ".join(sorted(judged(planted(fault)))) == fault.seen_by


def test_what_is_seen_by_microsoft_s_validator_only_is_known() -> None:
    """It does not run at a firm: cleaning numbers drawings anew, so that none has another's."""
    theirs = [fault.name for fault in FAULTS if fault.seen_by == "microsoft"]

    assert theirs == ["a drawing's number twice"]
