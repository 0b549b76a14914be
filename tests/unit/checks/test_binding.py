from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.records import Finding

Check = Callable[..., tuple[Finding, ...]]
RULE = "words-that-bind"


@pytest.mark.parametrize(
    "text",
    [
        "We guarantee that the system starts on time.",
        "We can promise that you will save money.",
        "The result is guaranteed.",
        "Please ignore the fees above.",
        "You may disregard all of the invoices.",
        "You need not pay this.",
        "Please pay it into the new account.",
        "Nothing is owed.",
        "You owe us nothing.",
        "No fees are now outstanding.",
        "Nothing is overdue.",
        "All invoices have been paid.",
    ],
)
def test_words_that_bind_the_firm_block(noticed: Check, text: str) -> None:
    (finding,) = noticed(RULE, text)

    assert finding.severity == "block"


@pytest.mark.parametrize(
    "text", ["The system will definitely start.", "The loan is guaranteed by the directors."]
)
def test_words_that_are_too_sure_are_a_warning(noticed: Check, text: str) -> None:
    (finding,) = noticed(RULE, text)

    assert finding.severity == "warn"


@pytest.mark.parametrize(
    "text",
    [
        "We aim to finish in time and expect to.",
        "Nothing was left out of the recount.",
        "Please tell us whether you agree.",
        "You told us to ignore the old count: [[quote:p1]]",
        "The payroll was paid.",
        "Do not forget the recount.",
    ],
)
def test_plain_words_pass(noticed: Check, text: str) -> None:
    assert noticed(RULE, text) == ()
