from __future__ import annotations

import pytest

from engross.intake.accounts.words import (
    group_of_line,
    is_ratio,
    is_result,
    is_total,
    plain,
    section_of,
    tidy,
)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Less: Cost of Sales", "cost of sales"),
        ("Total administrative costs", "administrative costs"),
        ("7100 - Rent & rates", "rent and rates"),
        ("Sales total", "sales"),
        ("4000 Sales", "sales"),
    ],
)
def test_a_label_is_compared_by_its_words(label: str, words: str) -> None:
    assert plain(label) == words


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("GROSS PROFIT", "Gross profit"),
        ("Gross Profit:", "Gross Profit"),
        ("VAT", "VAT"),
        ("Less Dividends", "Dividends"),
        ("Less: cost of sales", "Cost of sales"),
        ("Total less Administrative Expenses", "Total Administrative Expenses"),
        ("Total assets less current liabilities", "Total assets less current liabilities"),
        ("7100 Rent  & rates", "Rent & rates"),
    ],
)
def test_a_label_is_printed_without_code_colon_and_shouting(label: str, printed: str) -> None:
    assert tidy(label) == printed


@pytest.mark.parametrize(
    "label",
    [
        "(Loss)/profit before tax",
        "Net (loss)/profit",
        "Profit for the month",
        "Net profit before Taxation",
        "Net trading profit",
        "Profit or loss",
        "Net result",
        "Retained profit for the period",
        "Profit available for division among members",
        "(Deficit)/surplus",
        "PBT",
        "Profit for the financial year before members' remuneration and profit shares",
        "Profit before directors' remuneration",
        "Net (loss)/income for the period",
        "Profit for September 2026",
        "Pre-tax profit",
        "Retained profit brought forward",
        "Bottom line",
    ],
)
def test_a_profit_is_told_by_all_its_words(label: str) -> None:
    assert is_result("profit", label)


@pytest.mark.parametrize(
    "label",
    [
        "Loss of profits insurance",
        "Profit share",
        "Interest",
        "Loss on sale of launch",
        "Tax on profit on ordinary activities",
        "Net sales",
        "Operating income",
        "Contribution from the council",
        "Surplus stock",
    ],
)
def test_a_line_with_a_word_of_a_profit_is_none(label: str) -> None:
    assert not is_result("profit", label)


def test_sections_totals_and_results_are_told_apart() -> None:
    assert section_of("profit", "Less Operating Expenses") == "overheads"
    assert section_of("balance", "Creditors: amounts falling due within one year") == (
        "due-within-a-year"
    )
    assert group_of_line("profit", "Closing stock") == "cost-of-sales"
    assert group_of_line("profit", "Pontoon survey") == ""
    assert is_total("Sub-total")
    assert not is_total("Totaliser hire")
    assert is_result("profit", "Profit on Ordinary Activities Before Taxation")
    assert not is_result("profit", "Profit on sale of launch")
    assert is_ratio("Gross profit %")
