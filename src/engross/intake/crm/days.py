"""How a column of days in a CRM export is read: in one order, which the column itself shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engross.intake.day_order import DayOrder, DayOrders, day_orders, us_dates_suspected
from engross.intake.exports import DateOrder
from engross.intake.sheets import Place
from engross.sources.sheets import Value

_SAID: Mapping[DateOrder, DayOrder] = {"day-first": "day-first", "month-first": "month-first"}


@dataclass(frozen=True)
class DayColumn:
    """One column of days."""

    heading: str
    """As written."""
    first: Place
    """Its first cell that is not empty."""
    orders: DayOrders
    """How many of its days prove which order."""
    told: DateOrder
    """What the program, or a person, says of it."""
    turned: bool
    """Whether Excel seems to have swapped day and month in some."""

    @property
    def order(self) -> DayOrder:
        """What the column proves, otherwise what is said of it; `unclear` is read day first."""
        proved = self.orders.order
        if proved == "unclear":
            return _SAID.get(self.told, proved)
        return proved


def day_column(
    heading: str, cells: Sequence[tuple[Place, Value]], told: DateOrder
) -> DayColumn | None:
    """How the column is read; `None` when it is empty."""
    filled = [(place, value) for place, value in cells if value is not None]
    if not filled:
        return None
    values = [value for _, value in filled]
    return DayColumn(
        heading=heading,
        first=filled[0][0],
        orders=day_orders(value for value in values if isinstance(value, str)),
        told=told,
        turned=us_dates_suspected(values),
    )
