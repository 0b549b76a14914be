"""Names that are near and not the same."""

from __future__ import annotations

import itertools

import pytest

from engross.intake.crm.likeness import Likeness, difference_of, one_letter_apart


@pytest.mark.parametrize(
    ("name", "other", "difference"),
    [
        ("StockPro", "Stock Pro", "spaces, capitals or punctuation"),
        ("Pike & Shah", "Pike and Shah", "spaces, capitals or punctuation"),
        ("Wrackline Boatyard Ltd", "Wrackline Boatyard Limited", "its legal form"),
        ("Coperbeech Nurseries", "Copperbeech Nurseries", "one letter"),
        ("Copperbeech", "Copperbecch", "one letter"),
        ("Copperbeech", "Coppebreech", "one letter"),
        ("Audit 2025", "Audit 2026", None),
        ("Konex", "Konix", None),
        ("Audit", "Payroll", None),
        ("Ltd", "Limited", None),
    ],
)
def test_what_two_names_differ_in(name: str, other: str, difference: str | None) -> None:
    assert difference_of(name, other) == difference
    assert difference_of(other, name) == difference


def test_near_names_are_found_among_many() -> None:
    names = ["Copperbeech Nurseries Limited", "Tidewell Dental Practice LLP", "Stock Pro"]

    assert Likeness(names).near("Tidewel Dental Practice LLP") == (
        ("Tidewell Dental Practice LLP", "one letter"),
    )
    assert Likeness(names).near("Stock Pro") == ()


def test_one_letter_is_told_as_the_edit_distance_tells_it() -> None:
    words = [
        "".join(letters) for size in range(5) for letters in itertools.product("ab", repeat=size)
    ]

    for one, two in itertools.product(words, words):
        assert one_letter_apart(one, two) == (distance(one, two) == 1), (one, two)


def distance(one: str, two: str) -> int:
    """The restricted edit distance, the plain way."""
    rows = [[i + j if i * j == 0 else 0 for j in range(len(two) + 1)] for i in range(len(one) + 1)]
    for i, j in itertools.product(range(1, len(one) + 1), range(1, len(two) + 1)):
        rows[i][j] = min(
            rows[i - 1][j] + 1,
            rows[i][j - 1] + 1,
            rows[i - 1][j - 1] + (one[i - 1] != two[j - 1]),
        )
        if i > 1 and j > 1 and one[i - 1] == two[j - 2] and one[i - 2] == two[j - 1]:
            rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]
