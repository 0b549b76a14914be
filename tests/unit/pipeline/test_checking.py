from __future__ import annotations

import pytest

from engross.pipeline.checking import _is_beside, _sheet

FILES = {"billing.xlsx"}


@pytest.mark.parametrize(
    ("place", "beside"),
    [
        ("billing.xlsx Time!A14", True),
        ("billing.xlsx Invoices!A14", False),
        ("billing.xlsx", False),
        ("notes.md, line 3", False),
        ("register", False),
    ],
)
def test_a_finding_is_beside_a_reply_that_has_no_figure_of_its_sheet(
    place: str,
    beside: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    used = {_sheet("billing.xlsx Invoices!F4:F6,F9"), _sheet("firm.yaml clients[0].name")}

    assert _is_beside(place, FILES, used) is beside


def test_a_file_of_which_nothing_is_used_is_beside_whole() -> None:
    assert _is_beside("billing.xlsx", FILES, set())
