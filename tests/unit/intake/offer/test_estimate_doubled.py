from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from engross.intake.given import GivenFile

if TYPE_CHECKING:
    from conftest import Offered

Take = Callable[..., "Offered"]
Make = Callable[..., GivenFile]


@pytest.mark.parametrize(
    ("rows", "again", "fee"),
    [
        (("Stage|Fee £", "Plan|1000", "Plan|1000"), 3, 2000),
        (("Stage|Fee £", "Plan|1000", "Move|500", "plan|1000"), 4, 2500),
        (("Stage|Grade|Hours", "Plan|Partner|2", "|Manager|4", "|Partner|2"), 4, 1420),
    ],
)
def test_a_row_that_stands_twice_is_told_and_counts_twice(
    take: Take, estimate: Make, rows: tuple[str, ...], again: int, fee: int
) -> None:
    offered = take(estimate(*rows), title="System change")

    assert offered.value("fee") == fee
    assert offered.rules() == ["estimate-unclear"]
    assert f"stands in row 2 and again in row {again}, with the same words" in offered.said()


@pytest.mark.parametrize(
    "rows",
    [
        ("Stage|Deliverable|Fee £", "Visit|First count|500", "Visit|Second count|500"),
        ("Stage|Fee £|Invoiced on", "Return|480|March", "Return|480|June"),
        ("Stage|Grade|Hours", "Plan|Partner|2", "Move|Partner|2"),
        ("Stage|Grade|Hours", "Plan|Partner|2", "|Partner|3"),
    ],
)
def test_rows_that_differ_are_nothing_to_tell(
    take: Take, estimate: Make, rows: tuple[str, ...]
) -> None:
    assert take(estimate(*rows), title="System change").rules() == []
