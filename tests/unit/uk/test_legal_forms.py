"""The legal form behind a name."""

import pytest

from engross.uk.legal_forms import without_form


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Wrackline Boatyard Limited", "Wrackline Boatyard"),
        ("Wrackline Boatyard LTD.", "Wrackline Boatyard"),
        ("Tidewell Dental Practice LLP", "Tidewell Dental Practice"),
        ("Harbour Kitchen C.I.C.", "Harbour Kitchen"),
        ("The Limited Edition", "The Limited Edition"),
        ("Nisha Rao", "Nisha Rao"),
    ],
)
def test_only_what_stands_last_is_the_form(name: str, short: str) -> None:
    assert without_form(name) == short
