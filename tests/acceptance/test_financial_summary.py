"""From a client's workbook and a file note to a financial summary that a second person signs."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from acceptance.firm import HELEN, PASSWORD, ROOT, Firm, make_firm

WORKBOOK = ROOT / "examples" / "financial_summary" / "management-accounts.xlsx"
NOTES = ROOT / "examples" / "financial_summary" / "review-notes.md"
PRIYA = "priya.sandhu@penhallowreeve.example"
_QUARTER = slice(4, 7)
"""July to September among the cells of a row: its name, April, May, June, July, ..."""


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> tuple[Firm, str]:
    """The example summary, held; only to be read but by the last test."""
    firm = make_firm(tmp_path_factory.mktemp("summary"))
    words = (
        *("run", "financial_summary", "--client", "wrackline", "--matter", "accounts-2026"),
        *("--period", "2026-Q3", "--as-at", "2026-10-14", "--by", PRIYA),
        *(f"accounts={WORKBOOK}", f"notes={NOTES}"),
    )
    return firm, firm.run_id(firm.done(*words))


def words_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def tables_of(path: Path) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in docx.Document(str(path)).tables
    ]


def cell(value: Decimal) -> str:
    """As a table of whole pounds writes it."""
    whole = value.quantize(Decimal(1), ROUND_HALF_UP)
    return f"({-whole:,})" if whole < 0 else f"{whole:,}" if whole else "\N{EN DASH}"


def test_it_is_held_with_nothing_that_blocks(summary: tuple[Firm, str]) -> None:
    firm, run = summary

    assert "0 block" in firm.done("show", run)


def test_headlines_causes_and_open_points_are_written(summary: tuple[Firm, str]) -> None:
    firm, run = summary
    said = words_of(firm.candidate(run))

    assert "Total turnover came to £380,643 this quarter, £5,643 (1.5%) above budget." in said
    assert "42.4% of sales, 5.7 percentage points below the budgeted 48.1%." in said
    assert (
        "Subcontractors came to £32,265 this quarter, £14,265 above the budget of £18,000. "
        "Subcontractors cost more because two engine refits were sent out" in said
    )
    assert "kept on the accruals basis" in said
    assert "Please send the insurer's answer on the towed barge by Friday 23 October 2026." in said
    assert "£600 above “Trade debtors” in the balance sheet [to confirm: what the diff" in said


def test_every_line_is_what_the_workbook_s_own_months_make(summary: tuple[Firm, str]) -> None:
    firm, run = summary
    printed = {row[0].casefold(): row for row in tables_of(firm.candidate(run))[1][1:]}
    sheet = openpyxl.load_workbook(WORKBOOK)["P&L"]
    wrong = ("total overheads", "operating profit", "profit before tax")  # in the file itself
    compared = 0
    for row in sheet.iter_rows(min_row=6, values_only=True):
        months = [Decimal(str(value)) for value in row[_QUARTER] if isinstance(value, int | float)]
        name = str(row[0]).strip().casefold()
        if months and name not in wrong and "%" not in name:
            assert printed[name][1] == cell(sum(months, Decimal(0))), row
            compared += 1

    assert compared > 20


def test_a_variance_is_the_effect_on_the_profit_and_the_columns_cast(
    summary: tuple[Firm, str],
) -> None:
    firm, run = summary
    printed = {row[0]: row[1:] for row in tables_of(firm.candidate(run))[1][1:]}

    assert printed["Chandlery"][:3] == ["59,995", "51,000", "8,995"]
    assert printed["Subcontractors"][:3] == ["32,265", "18,000", "(14,265)"]
    assert printed["Profit before tax"][0] == "70,024"
    assert printed["Total overheads"][0] == "89,522"


def test_nothing_that_is_not_for_the_client_is_in_it(summary: tuple[Firm, str]) -> None:
    firm, run = summary
    said = words_of(firm.candidate(run)).casefold()

    for planted in ("margin", "fed up", "leave in the spring", "written off", "three versions"):
        assert planted not in said, planted


def test_whoever_made_it_does_not_sign_it_and_a_partner_does(summary: tuple[Firm, str]) -> None:
    firm, run = summary
    for person in (PRIYA, HELEN):
        firm.done("people", "password", person, ENGROSS_NEW_PASSWORD=PASSWORD)

    refused = firm.engross("sign", run, "--as", PRIYA, ENGROSS_PASSWORD=PASSWORD)
    signed = firm.engross("sign", run, "--as", HELEN, ENGROSS_PASSWORD=PASSWORD)

    assert refused.returncode == 7
    assert signed.returncode == 0, signed.stdout + signed.stderr
