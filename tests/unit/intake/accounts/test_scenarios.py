from __future__ import annotations

import pytest

from engross.intake.accounts.scenarios import Scenario, scenarios_of

ACTUAL, BUDGET = Scenario("actual"), Scenario("budget")
YEAR_BEFORE = Scenario("actual", year_before=True)


@pytest.mark.parametrize(
    ("text", "scenario"),
    [
        ("Actuals", ACTUAL),
        ("", ACTUAL),
        ("Actual (posted)", ACTUAL),
        ("BUD", BUDGET),
        ("Budget 2026/27", BUDGET),
        ("Prior year", YEAR_BEFORE),
        ("Last-year actual", YEAR_BEFORE),
    ],
)
def test_what_a_row_is_follows_from_its_words(text: str, scenario: Scenario) -> None:
    assert scenarios_of([text]) == {text: scenario}


@pytest.mark.parametrize(
    "text", ["Forecast", "Reforecast budget", "Actual YTD", "Variance", "Prior month", "Total"]
)
def test_anything_else_is_not_used(text: str) -> None:
    assert scenarios_of([text]) == {}


def test_several_words_that_name_nothing_known_are_not_used() -> None:
    assert scenarios_of(["Draft", "Final"]) == {}


def test_the_plainly_named_budget_goes_before_another() -> None:
    assert scenarios_of(["Revised budget", "Budget"]) == {"Budget": BUDGET}


def test_of_two_budgets_with_names_of_their_own_the_first_is_used() -> None:
    assert scenarios_of(["Board budget", "Revised budget"]) == {"Board budget": BUDGET}
