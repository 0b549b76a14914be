from __future__ import annotations

import numpy as np

from engross.triage.regression import fit

CORNERS = np.array([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0], [0.1, 0.9]])
CLASSES = np.array([0, 0, 1, 1])


def test_every_example_gets_its_own_class() -> None:
    weights = fit(CORNERS, CLASSES, 2, penalty=0.01)

    assert weights.shares(CORNERS).argmax(axis=1).tolist() == [0, 0, 1, 1]


def test_the_shares_of_a_row_make_one() -> None:
    weights = fit(CORNERS, CLASSES, 2, penalty=0.01)

    assert np.allclose(weights.shares(np.array([[5.0, -3.0], [0.0, 0.0]])).sum(axis=1), 1)


def test_a_heavier_penalty_makes_less_sure() -> None:
    free, held = (fit(CORNERS, CLASSES, 2, penalty).shares(CORNERS[:1]) for penalty in (0.001, 1))

    assert free[0, 0] > held[0, 0] > 0.5


def test_a_class_with_many_examples_does_not_drown_one_with_few() -> None:
    many = np.vstack([np.tile(CORNERS[0], (50, 1)), CORNERS[2:3]])
    classes = np.array([0] * 50 + [1])
    between = np.array([[0.5, 0.5]])

    shares = fit(many, classes, 2, penalty=0.1).shares(between)

    assert abs(shares[0, 0] - 0.5) < 0.01


def test_it_is_the_minimum_of_what_it_says_it_minimises() -> None:
    weights = fit(CORNERS, CLASSES, 2, penalty=0.1)
    shares = weights.shares(CORNERS)
    slope = CORNERS.T @ ((shares - np.eye(2)[CLASSES]) / 4) + 0.1 * weights.matrix

    assert np.abs(slope).max() < 1e-3


def test_examples_that_are_all_alike_are_no_failure() -> None:
    weights = fit(np.ones((4, 2)), CLASSES, 2, penalty=0.1)

    assert np.allclose(weights.shares(np.ones((1, 2))), 0.5)
