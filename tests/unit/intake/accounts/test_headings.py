from __future__ import annotations

import pytest

from engross.intake.accounts.headings import Heading, heading_of, slots_of
from engross.uk.periods import Period

Q3 = Period.parse("2026-Q3")


def _slots(*texts: str, base: str = "2026-Q3", default: str = "actual") -> list[str]:
    period = Period.parse(base)
    read = [(n, heading_of(text, period, 4)) for n, text in enumerate(texts, start=1)]
    known = [(n, heading) for n, heading in read if heading is not None]
    told = slots_of(known, period, 4, default)  # type: ignore[arg-type]  # a test's own word
    return [f"{slot.figures} {slot.period.key}" for slot in told.slots.values()]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Actual", ("actual", "")),
        ("Budget £", ("budget", "")),
        ("Jul-26", ("actual", "2026-07")),
        ("Jul-Sep 2026", ("actual", "2026-Q3")),
        ("Q3 2025", ("actual", "2025-Q3")),
        ("30 Jun 2026", ("actual", "2026-Q2")),
        ("30 Sep 2026 Budget", ("budget", "2026-Q3")),
        ("Sept 2026 Actual £'000", ("actual", "2026-09")),
        ("2026-08-31 00:00:00", ("actual", "2026-08")),
        ("August", ("actual", "2026-08")),
        ("January", ("actual", "2027-01")),
        ("P6", ("actual", "2026-09")),
        ("2025", ("actual", "2025-Q3")),
        ("Var", ("variance", "")),
    ],
)
def test_a_heading_says_figures_and_period(text: str, said: tuple[str, str]) -> None:
    heading = heading_of(text, Q3, 4)

    assert heading is not None
    assert (heading.figures, heading.period.key if heading.period else "") == said


@pytest.mark.parametrize("text", ["Variance %", "% of sales", "Forecast", "Notes", "Full year"])
def test_percentages_forecasts_and_notes_are_passed_over(text: str) -> None:
    assert heading_of(text, Q3, 4) == Heading(skipped=True)


@pytest.mark.parametrize("text", ["Berth", "Berths and moorings", "Wrackline Boatyard Limited"])
def test_other_words_are_no_heading(text: str) -> None:
    assert heading_of(text, Q3, 4) is None


def test_columns_after_the_year_to_date_are_of_it() -> None:
    texts = ("Actual", "Budget", "Variance", "Year to date", "Budget", "Variance", "Prior year")

    assert _slots(*texts) == [
        "actual 2026-Q3",
        "budget 2026-Q3",
        "variance 2026-Q3",
        "actual 2026-09-6m",
        "budget 2026-09-6m",
        "variance 2026-09-6m",
        "actual 2025-09-6m",
    ]


def test_a_variance_after_the_prior_year_is_not_against_the_budget() -> None:
    assert _slots("Actual", "Prior year", "Variance") == ["actual 2026-Q3", "actual 2025-Q3"]


def test_a_total_is_over_the_columns_before_it() -> None:
    assert _slots("Apr-26", "May-26", "Jun-26", "Total")[-1] == "actual 2026-Q2"


def test_the_period_before_is_not_the_year_before() -> None:
    assert _slots("This quarter", "Last quarter") == ["actual 2026-Q3", "actual 2026-Q2"]


def test_a_year_before_that_names_itself_is_not_moved_again() -> None:
    assert _slots("Sep-26", "Prior year Sep-25", base="2026-09") == [
        "actual 2026-09",
        "actual 2025-09",
    ]


def test_a_table_of_budgets_needs_no_word_in_its_headings() -> None:
    assert _slots("Jul-26", "Aug-26", default="budget") == ["budget 2026-07", "budget 2026-08"]


def test_of_two_columns_that_say_the_same_the_first_is_taken() -> None:
    assert _slots("Actual", "Amount") == ["actual 2026-Q3"]
