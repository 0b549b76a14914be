from __future__ import annotations

import numpy as np
import pytest

from engross.triage.calibration import Guess, calibrate, expected_error, threshold_for


def guesses(count: int = 400) -> tuple[Guess, np.ndarray]:
    """Guesses that are far too sure: those told with .99 are right four times in five."""
    share = np.where(np.arange(count) % 2, 0.99, 0.6)
    right = np.where(np.arange(count) % 2, np.arange(count) % 10 != 1, np.arange(count) % 4 == 0)
    return Guess(share, np.zeros(count), np.full(count, 0.5)), right


def test_confidence_says_how_often_such_guesses_were_right() -> None:
    guess, right = guesses()
    sure = calibrate(guess, right).confidence(guess)

    assert sure[1] == pytest.approx(0.8, abs=0.02)
    assert sure[0] == pytest.approx(0.5, abs=0.02)
    assert expected_error(sure, right) < 0.02


def test_a_score_that_misleads_is_left_out() -> None:
    guess, right = guesses()
    backwards = guess._replace(nearness=np.where(right, 0.1, 0.9))

    assert calibrate(backwards, right).nearness == 0


def test_what_is_always_right_does_not_drive_the_curve_away() -> None:
    guess, right = guesses()
    sure = calibrate(guess, np.ones_like(right)).confidence(guess)

    assert np.isfinite(sure).all()
    assert sure.min() > 0.9


def test_the_threshold_is_the_lowest_from_which_few_enough_are_wrong() -> None:
    sure = np.array([0.9, 0.8, 0.7, 0.6])
    right = np.array([True, True, True, False])

    assert threshold_for(sure, right, 0.1) == 0.7
    assert threshold_for(sure, right, 0.25) == 0.6


def test_guesses_as_sure_as_each_other_are_answered_together_or_not_at_all() -> None:
    sure = np.array([0.9, 0.7, 0.7])

    assert threshold_for(sure, np.array([True, True, False]), 0.1) == 0.9


def test_where_the_surest_is_wrong_nothing_is_sure_enough() -> None:
    assert threshold_for(np.array([0.9, 0.8]), np.array([False, True]), 0.1) == 1.0


def test_the_error_is_the_mean_distance_from_what_was_right() -> None:
    assert expected_error(np.array([0.85, 0.85]), np.array([True, True])) == pytest.approx(0.15)
