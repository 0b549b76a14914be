"""Which order the days of a table's columns are written in, told from each whole column."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from engross.intake.day_order import DayOrders, day_orders, us_dates_suspected
from engross.intake.sheets import Place
from engross.records import Finding
from engross.sources.sheets import Value, column_letters

if TYPE_CHECKING:
    from engross.intake.tables import Table

DATED: Final = ("date", "entered", "due")
"""Meanings whose columns hold days."""


class DateColumns:
    """The columns of days of one table.

    What the program's export or a person says of its days goes before what the values prove. A
    column that proves nothing follows another of the same table: one program wrote both.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._met: dict[str, None] = {}

    def month_first(self, meaning: str, text: str) -> bool:
        """Whether that text of the column has its month first."""
        if self._table.headings.dates != "unclear":
            return self._table.headings.dates == "month-first"
        if text[4:5] == "-":  # year first
            return False
        self._met[meaning] = None
        return self._order(meaning) == "month-first"

    def findings(self) -> Iterator[Finding]:
        """What a person should know of columns whose days were read as text."""
        for meaning in self._met:
            orders = self._orders[meaning]
            if finding := self._finding(meaning, orders):
                yield finding
            if us_dates_suspected(self._values[meaning]):
                yield self._turned(meaning)

    def _order(self, meaning: str) -> Literal["day-first", "month-first", "unclear"]:
        order = self._orders[meaning].order
        if order != "unclear" or self._orders[meaning].mixed:
            return order
        proved = (orders.order for orders in self._orders.values() if not orders.mixed)
        return next((other for other in proved if other != "unclear"), "unclear")

    @cached_property
    def _values(self) -> dict[str, list[Value]]:
        """By meaning, what the column holds; one pass over the rows, made only when it is asked."""
        columns = {m: self._table.headings.columns[m] for m in DATED if self._table.has(m)}
        values: dict[str, list[Value]] = {meaning: [] for meaning in columns}
        for row in self._table.sheet.rows:
            if row.number > self._table.headings.row:
                for meaning, column in columns.items():
                    if column < len(row.values):
                        values[meaning].append(row.values[column])
        return values

    @cached_property
    def _orders(self) -> dict[str, DayOrders]:
        return {
            meaning: day_orders(value for value in values if isinstance(value, str))
            for meaning, values in self._values.items()
        }

    def _finding(self, meaning: str, orders: DayOrders) -> Finding | None:
        order = self._order(meaning)
        if order == "month-first":
            return self._about(
                meaning,
                "dates-month-first",
                "warn",
                "are written month first, as some of them can only be; 03/04/2026 was read as "
                "4 March 2026",
                "Check a few of them against the records.",
            )
        if orders.mixed and order == "unclear":
            return self._about(
                meaning,
                "dates-unclear",
                "warn",
                "are written in both orders: some can only have the day first, others only the "
                "month. They were read day first",
                "Export them as 2026-10-14, which can be read in one way only.",
            )
        if orders.either and order == "unclear":
            return self._about(
                meaning,
                "dates-unclear",
                "note",
                "could each have the day first or the month; they were read day first, as in the "
                "United Kingdom",
                "If the program writes American dates, say so with engross map.",
            )
        return None

    def _turned(self, meaning: str) -> Finding:
        return self._about(
            meaning,
            "dates-unclear",
            "warn",
            "are in part real dates and in part text, as when Excel opened dates of the other "
            "order: then day and month of the real ones are swapped. They were read as they stand",
            "Export the file again, and do not open it in Excel before.",
        )

    def _about(
        self,
        meaning: str,
        rule: str,
        severity: Literal["warn", "note"],
        words: str,
        suggestion: str,
    ) -> Finding:
        table = self._table
        column = table.headings.columns[meaning]
        place = Place(table.sheet.file, table.sheet.name, column, table.headings.row)
        return Finding(
            rule=rule,
            severity=severity,
            place=str(place),
            message=f"The days in column {column_letters(column)} of {table.sheet.title} {words}.",
            suggestion=suggestion,
        )
