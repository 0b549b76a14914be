from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.records import Finding

Check = Callable[..., tuple[Finding, ...]]

RULE = "slot-fits-sentence"


@pytest.mark.parametrize(
    "text",
    [
        "You asked us to move the start of the stock module to [[quote:p4#1]].",
        "You told us that the stock module may cost about [[quote:p4#2]].",
    ],
)
def test_a_figure_that_was_said_fits_what_was_said(noticed: Check, text: str) -> None:
    assert noticed(RULE, text, cites=["p4"]) == ()


def test_money_that_somebody_said_is_not_what_the_books_say(noticed: Check) -> None:
    (finding,) = noticed(RULE, "The stock module moves for [[quote:p4#2]].", cites=["p4"])

    assert "as if our records said so" in finding.message
    assert finding.severity == "block"


def test_a_figure_of_a_passage_about_something_else_blocks(noticed: Check) -> None:
    (finding,) = noticed(RULE, "Payroll returns will be filed by [[quote:p4#1]].", cites=["p4"])

    assert "speaks of something else" in finding.message
