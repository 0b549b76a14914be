"""Make `examples/financial_summary/management-accounts.xlsx`: a made-up client's own accounts.

The same script always writes the same bytes. What stands in it is told in `example_accounts.toml`;
what is wrong in it on purpose is listed in `examples/README.md`.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
import tomllib
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from make_examples import EXAMPLES, same_bytes
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

TOLD = Path(__file__).resolve().with_name("example_accounts.toml")
NIL = Decimal(0)
MONTHS = 6
QUARTER = slice(3, 6)
INCOME = "Turnover"
COSTS = ("Cost of sales", "Overheads")
LEFT_OUT = "Stock system"
"""The line that was inserted below the range of the total of the overheads."""
POUNDS, BRACKETS, THOUSANDS = "#,##0.00", "#,##0;(#,##0);-", "#,##0.0;(#,##0.0);-"

Cells = list[object]


class Line(NamedTuple):
    """One line of the profit and loss, costs above nil."""

    section: str
    name: str
    actual: tuple[Decimal, ...]
    """By month."""
    budget: Decimal
    """Of each month."""
    last_year: tuple[Decimal, ...]


@cache
def told() -> dict[str, Any]:
    """The toml."""
    return tomllib.loads(TOLD.read_text(encoding="utf-8"))


@cache
def lines() -> tuple[Line, ...]:
    """The profit and loss in order."""
    found = []
    for section, rows in told()["sections"].items():
        for row in rows:
            name, actual, budget, last_year = (part.strip() for part in row.split("|"))
            found.append(
                Line(section, name, _numbers(actual), Decimal(budget), _numbers(last_year))
            )
    return tuple(found)


def _numbers(text: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(number) for number in text.split())


def workbook() -> Workbook:
    """Every sheet."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has one
    _profit_and_loss(book.create_sheet("P&L"))
    _budget(book.create_sheet("Budget 2026-27"))
    _last_year(book.create_sheet("Last year"))
    _summary(book.create_sheet("Q3 summary"))
    _balance_sheet(book.create_sheet("Balance sheet"))
    _debtors(book.create_sheet("Aged debtors"))
    _tax(book.create_sheet("Tax dates"))
    book.properties.creator = told()["names"][1]
    book.properties.created = book.properties.modified = dt.datetime(2026, 10, 9, 9)  # noqa: DTZ001 - a workbook's times have no zone
    return book


def _profit_and_loss(page: Worksheet) -> None:
    """The months beside each other, as the bookkeeper's own workbook has them."""
    _titles(page, told()["names"][0], "Profit and loss", "Six months to 30 September 2026")
    months = [dt.datetime.fromisoformat(day) for day in told()["months"]]
    _add(page, [None, *months, "YTD"], bold=True)
    for cell in page[page.max_row]:
        cell.number_format = "mmm-yy"
    _section(page, INCOME)
    _add(page, ["Total turnover", *_with_total(_sum(INCOME))], bold=True)
    _section(page, "Cost of sales")
    _add(page, ["Total cost of sales", *_with_total(_sum("Cost of sales"))], bold=True)
    gross = _less(_sum(INCOME), _sum("Cost of sales"))
    _add(page, ["GROSS PROFIT", *_with_total(gross)], bold=True)
    _add(page, ["Gross profit %", *_shares(_with_total(gross), _with_total(_sum(INCOME)))])
    for cell in page[page.max_row]:
        cell.number_format = "0.0%"
    page.append([])
    _section(page, "Overheads")
    overheads = _less(_sum("Overheads"), _line(LEFT_OUT).actual)
    _add(page, ["Total overheads", *_with_total(overheads)], bold=True)
    operating = _less(gross, overheads)
    _add(page, ["OPERATING PROFIT", *_with_total(operating)], bold=True)
    interest = _line("Loan interest").actual
    _add(page, ["Loan interest", *_with_total(interest)])
    profit = _with_total(_less(operating, interest))
    _add(page, ["PROFIT BEFORE TAX", *profit], bold=True)
    page.append([])
    _add(page, ["Prepared on the accruals basis from the ledger; September not yet reviewed"])
    _widths(page, 24)


def _section(page: Worksheet, section: str) -> None:
    _add(page, [section], bold=True)
    for line in lines():
        if line.section == section:
            _add(page, [line.name, *_with_total(line.actual)])


def _budget(page: Worksheet) -> None:
    """Twelve months in whole pounds, with costs below nil."""
    _titles(
        page, told()["names"][0], "Budget for the year to 31 March 2027", "£, costs in brackets"
    )
    months = [f"{dt.date(2026 + (3 + n) // 12, (3 + n) % 12 + 1, 1):%b %Y}" for n in range(12)]
    _add(page, ["Line", *months], bold=True)
    sums = [NIL] * 12
    for section in told()["sections"]:
        _add(page, [section], bold=True)
        for name, amounts in _budget_lines(section):
            signed = [amount if section == INCOME else -amount for amount in amounts]
            _add(page, [name, *signed], form=BRACKETS)
            sums = [old + new for old, new in zip(sums, signed, strict=True)]
    _add(page, ["Profit before tax", *sums], bold=True, form=BRACKETS)
    _widths(page, 24)


def _budget_lines(section: str) -> Iterator[tuple[str, list[Decimal]]]:
    names, only = told()["budget"]["names"], told()["budget"]["only"]
    for line in lines():
        if line.section == section and line.budget:
            yield names.get(line.name, line.name), [line.budget] * 12
    if section == only["section"]:
        month = (only["month"] - 4) % 12
        yield only["name"], [Decimal(only["amount"]) if n == month else NIL for n in range(12)]


def _last_year(page: Worksheet) -> None:
    """The old program's export: a row for each month and line, credits marked CR."""
    page.append(["Month", "Account", "Category", "Amount"])
    for number in range(MONTHS):
        month = f"{dt.date(2025, 4 + number, 1):%b-%y}"
        for line in lines():
            if amount := line.last_year[number]:
                side = "CR" if line.section == INCOME else "DR"
                category = told()["categories"][line.section]
                page.append([month, line.name, category, f"{amount:,.2f} {side}"])
    _widths(page, 14)


def _summary(page: Worksheet) -> None:
    """The quarter in thousands; its variances of costs are actual less budget."""
    _titles(page, told()["names"][1], "Quarter to 30 September 2026", "£000")
    _add(page, ["", "Actual", "Budget", "Variance", "Prior year"], bold=True)
    actual, budget, before = (dict(_of_quarter(which)) for which in ("actual", "budget", "last"))
    for name in ("Turnover", *COSTS):
        _thousands(page, name, actual[name], budget[name], before[name])
    rest = {key: (actual[key], budget[key], before[key]) for key in actual}
    profit = [rest[INCOME][n] - sum(rest[k][n] for k in rest if k != INCOME) for n in range(3)]
    _thousands(page, "Interest payable", *rest["Interest payable"])
    _thousands(page, "Profit before tax", *profit)
    _widths(page, 20)


def _of_quarter(which: str) -> Iterator[tuple[str, Decimal]]:
    for section in told()["sections"]:
        if which == "budget":
            amounts = [sum(months[QUARTER], NIL) for _, months in _budget_lines(section)]
        else:
            of = [line for line in lines() if line.section == section]
            months = [line.actual if which == "actual" else line.last_year for line in of]
            amounts = [sum(each[QUARTER], NIL) for each in months]
        yield section, sum(amounts, NIL)


def _thousands(page: Worksheet, name: str, *amounts: Decimal) -> None:
    actual, budget, before = (
        (amount / 1000).quantize(Decimal("0.1"), ROUND_HALF_UP) for amount in amounts
    )
    _add(page, [name, actual, budget, actual - budget, before], form=THOUSANDS)


def _balance_sheet(page: Worksheet) -> None:
    _titles(page, told()["names"][1], "Balance sheet", "As at 30 September 2026")
    days = [dt.date.fromisoformat(day) for day in told()["balance"]["days"]]
    _add(page, [None, *(f"{day:%d %b %Y}" for day in days)], bold=True)
    net = [NIL] * len(days)
    current = [NIL] * len(days)
    for number, (section, rows) in enumerate(told()["balance"]["sections"].items()):
        _add(page, [section], bold=True)
        sums = [NIL] * len(days)
        for row in rows:
            name, amounts = (part.strip() for part in row.split("|"))
            _add(page, [name, *_numbers(amounts)])
            sums = [old + new for old, new in zip(sums, _numbers(amounts), strict=True)]
        _add(page, [None, *sums], bold=True)
        sign = 1 if number < 2 else -1  # noqa: PLR2004 - the first two sections are assets
        net = [old + sign * new for old, new in zip(net, sums, strict=True)]
        if number in {1, 2}:
            current = [old + sign * new for old, new in zip(current, sums, strict=True)]
        if number == 2:  # noqa: PLR2004 - the third section is what is due within a year
            _add(page, ["Net current assets", *current], bold=True)
            _add(page, ["Total assets less current liabilities", *net], bold=True)
    _add(page, ["NET ASSETS", *net], bold=True)
    page.append([])
    _capital(page, net)
    _widths(page, 44)


def _capital(page: Worksheet, net: Sequence[Decimal]) -> None:
    share = _numbers(told()["balance"]["capital"]["Called up share capital"])
    years = (_profit([line.actual for line in lines()]), _profit([x.last_year for x in lines()]))
    _add(page, ["Capital and reserves"], bold=True)
    _add(page, ["Called up share capital", *share])
    brought = [total - s - year for total, s, year in zip(net, share, years, strict=True)]
    _add(page, ["Profit and loss account brought forward", *brought])
    _add(page, ["Profit for the year to date", *years])
    _add(page, ["SHAREHOLDERS' FUNDS", *net], bold=True)


def _profit(of: Sequence[Sequence[Decimal]]) -> Decimal:
    signs = (1 if line.section == INCOME else -1 for line in lines())
    return sum((sign * sum(months, NIL) for sign, months in zip(signs, of, strict=True)), NIL)


def _debtors(page: Worksheet) -> None:
    _titles(page, told()["names"][1], "Aged receivables summary", "As at 30 September 2026")
    _add(page, ["Ageing by due date"])
    page.append([])
    heads = ("Contact", "Current", "< 1 Month", "1 Month", "2 Months", "3 Months", "Older", "Total")
    _add(page, list(heads), bold=True)
    sums = [NIL] * 7
    for row in told()["debtors"]["rows"]:
        name, amounts = (part.strip() for part in row.split("|"))
        ages = _numbers(amounts)
        cells = [*ages, sum(ages, NIL)]
        _add(page, [name, *cells])
        sums = [old + new for old, new in zip(sums, cells, strict=True)]
    _add(page, ["Total", *sums], bold=True)
    _add(page, ["Percentage of total", *_shares(sums, [sums[-1]] * 7)])
    for cell in page[page.max_row]:
        cell.number_format = "0.00%"
    _widths(page, 36)


def _tax(page: Worksheet) -> None:
    _titles(page, told()["names"][1], "What falls due", "")
    _add(page, ["Tax", "For", "Due", "Amount £"], bold=True)
    for row in told()["tax"]["rows"]:
        tax, what, due, amount = (part.strip() for part in row.split("|"))
        day = dt.date.fromisoformat(due)
        _add(page, [tax, what, day, amount if amount == "tbc" else Decimal(amount)])
        page.cell(page.max_row, 3).number_format = "dd/mm/yyyy"
    _widths(page, 24)


def _line(name: str) -> Line:
    return next(line for line in lines() if line.name == name)


def _sum(section: str) -> tuple[Decimal, ...]:
    of = [line.actual for line in lines() if line.section == section]
    return tuple(sum(month, NIL) for month in zip(*of, strict=True))


def _less(first: Sequence[Decimal], second: Sequence[Decimal]) -> tuple[Decimal, ...]:
    return tuple(a - b for a, b in zip(first, second, strict=True))


def _with_total(months: Sequence[Decimal]) -> list[Decimal]:
    return [*months, sum(months, NIL)]


def _shares(parts: Sequence[Decimal], wholes: Sequence[Decimal]) -> list[Decimal]:
    return [(a / b).quantize(Decimal("0.0001")) for a, b in zip(parts, wholes, strict=True)]


def _titles(page: Worksheet, *titles: str) -> None:
    for title in titles:
        page.append([title])
    page.cell(1, 1).font = Font(bold=True, size=14)
    page.append([])


def _add(page: Worksheet, cells: Cells, *, bold: bool = False, form: str = POUNDS) -> None:
    page.append(cells)
    for cell in page[page.max_row]:
        if bold:
            cell.font = Font(bold=True)
        if isinstance(cell.value, Decimal):
            cell.number_format = form


def _widths(page: Worksheet, first: int) -> None:
    for number in range(1, page.max_column + 1):
        page.column_dimensions[get_column_letter(number)].width = first if number == 1 else 14


def as_bytes() -> bytes:
    """The workbook as a file."""
    buffer = io.BytesIO()
    workbook().save(buffer)
    return same_bytes(buffer.getvalue())


def main() -> int:
    """Write the workbook and say where."""
    target = EXAMPLES / "financial_summary" / "management-accounts.xlsx"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(as_bytes())
    print(target.relative_to(EXAMPLES.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
