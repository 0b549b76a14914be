"""Made-up statements of any size and in many layouts, against a plain re-computation of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engross.intake import GivenFile, Subject
from engross.intake.accounts.reading import Opened
from engross.intake.accounts.taking import take_opened
from engross.intake.factbook import FactBook
from engross.sources.sheets import Row, SheetRead, Value, WorkbookRead

SECTIONS = ("Turnover", "Cost of sales", "Overheads")
NAMES = ("Alder", "Birch", "Cedar", "Damson", "Elder", "Fir", "Gorse", "Hazel", "Ivy", "Juniper")
MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep")
QUARTER = slice(3, 6)


@dataclass(frozen=True)
class Books:
    """Amounts of a line by month, costs above nil."""

    actual: dict[tuple[str, str], list[Decimal]]
    budget: dict[tuple[str, str], list[Decimal]]
    costs_below: bool
    in_words: bool
    """Whether amounts are texts, with brackets and commas."""
    with_totals: bool
    as_list: bool
    """Whether the actual figures are a list with a row for each month and line."""
    ledger_signs: bool
    """Whether, in a list, income is below nil and costs are above."""


amounts = st.decimals(min_value=-500, max_value=90_000, places=2)
lines = st.lists(amounts, min_size=6, max_size=6)


@st.composite
def books(draw: st.DrawFn) -> Books:
    actual: dict[tuple[str, str], list[Decimal]] = {}
    budget: dict[tuple[str, str], list[Decimal]] = {}
    names = draw(st.permutations(NAMES))
    sizes = [draw(st.integers(1, 3)) for _ in SECTIONS]
    for number, section in enumerate(SECTIONS):
        start = sum(sizes[:number])
        for name in names[start : start + sizes[number]]:
            actual[section, name] = draw(lines)
            if draw(st.booleans()):
                budget[section, name] = draw(lines)
        # a first line that outweighs the others, as in any real section
        first = (section, names[start])
        actual[first] = [Decimal(100_000 * sizes[number]) + amount for amount in actual[first]]
        budget[first] = [Decimal(100_000 * sizes[number])] * 6
    flags = [draw(st.booleans()) for _ in range(5)]
    return Books(actual, budget, *flags)


def _cell(amount: Decimal, *, in_words: bool) -> Value:
    if not in_words:
        return amount
    text = f"{abs(amount):,.2f}"
    return f"({text})" if amount < 0 else text


def _across(
    told: Books, amounts: dict[tuple[str, str], list[Decimal]], title: str, *, totals: bool
) -> list[list[Value]]:
    """Months across, sections with their lines, and totals where they are wanted."""
    found: list[list[Value]] = [["Wrackline Boatyard Limited"], [title], []]
    found.append([None, *(f"{month}-26" for month in MONTHS)])
    left = [Decimal(0)] * 6
    for section in SECTIONS:
        found.append([section])
        sums = [Decimal(0)] * 6
        for (of, name), months in amounts.items():
            if of == section:
                found.append([name, *_row(told, section, months)])
                sums = [a + b for a, b in zip(sums, months, strict=True)]
        sign = 1 if section == "Turnover" else -1
        left = [a + sign * b for a, b in zip(left, sums, strict=True)]
        if totals:
            found.append([f"Total {section.lower()}", *_row(told, section, sums)])
            label = {"Cost of sales": "Gross profit", "Overheads": "Net profit"}.get(section)
            if label:
                found.append([label, *(_cell(a, in_words=told.in_words) for a in left)])
    return found


def _row(told: Books, section: str, months: list[Decimal]) -> list[Value]:
    sign = -1 if told.costs_below and section != "Turnover" else 1
    return [_cell(sign * amount, in_words=told.in_words) for amount in months]


def _down(told: Books) -> list[list[Value]]:
    """A row for each month and line."""
    found: list[list[Value]] = [["Month", "Account", "Type", "Amount"]]
    for number, month in enumerate(MONTHS):
        for (section, name), months in told.actual.items():
            below = (section == "Turnover") == told.ledger_signs
            sign = -1 if below and (told.ledger_signs or told.costs_below) else 1
            amount = _cell(sign * months[number], in_words=told.in_words)
            found.append([f"{month}-26", name, section, amount])
    return found


def _sheet(name: str, cells: list[list[Value]]) -> SheetRead:
    return SheetRead(name, [Row(n, row) for n, row in enumerate(cells, start=1) if row])


def _of(amounts: dict[tuple[str, str], list[Decimal]], section: str, months: slice) -> Decimal:
    return sum(
        (sum(values[months], Decimal(0)) for (of, _), values in amounts.items() if of == section),
        Decimal(0),
    )


@settings(
    max_examples=100,
    deadline=dt.timedelta(seconds=5),
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=books())
def test_every_figure_is_what_a_plain_sum_makes(subject: Subject, told: Books) -> None:
    title = "Six months to 30 September 2026"
    actual = (
        _down(told) if told.as_list else _across(told, told.actual, title, totals=told.with_totals)
    )
    budget = _across(told, told.budget, "Budget 2026-27", totals=False)
    sheets = (_sheet("P&L", actual), _sheet("Budget", budget))
    file = GivenFile(role="accounts", kind="accounts", name="ma.xlsx", data=b"-")
    book = FactBook()

    taken = take_opened(book, [Opened(file, WorkbookRead(sheets, "test"))], subject)

    for months, period in (
        (QUARTER, "2026-Q3"),
        (slice(0, 6), "2026-09-6m"),
        (slice(5, 6), "2026-09"),
    ):
        for measure, amounts_of in (("ledger-actual", told.actual), ("ledger-budget", told.budget)):
            sales, direct, overheads = (_of(amounts_of, section, months) for section in SECTIONS)
            made = {
                key: book.get(measure, period, f"line:{key}")
                for key in ("sales", "cost-of-sales", "gross-profit", "overheads", "profit")
            }
            assert {key: fact.number if fact else None for key, fact in made.items()} == {
                "sales": sales,
                "cost-of-sales": direct,
                "gross-profit": sales - direct,
                "overheads": overheads,
                "profit": sales - direct - overheads,
            }
        for key, sign in (("sales", 1), ("cost-of-sales", -1), ("overheads", -1), ("profit", 1)):
            parts = [book.get(m, period, f"line:{key}") for m in ("ledger-actual", "ledger-budget")]
            variance = book.get("ledger-variance", period, f"line:{key}")

            assert variance is not None
            assert parts[0] is not None
            assert parts[1] is not None
            assert variance.number == sign * (parts[0].number - parts[1].number)
    wrong = {"ledger-totals-differ", "ledger-sources-differ", "ledger-not-read"}
    assert not wrong & {finding.rule for finding in taken.findings}
