"""A column of hours in which not every cell is in hours: minutes, clock times and units among them.

Each cell is read by itself. A bare number is taken for minutes or for units of six minutes only
where the row's rate and value prove it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from engross.intake.cells import Amount, Unreadable
from engross.intake.entry import Entry
from engross.intake.sheets import Place, spans
from engross.records import Finding

DAY = 24
"""Hours that nobody can work more than in a day."""
_PLAUSIBLE = 16
_NEAR = Decimal("0.05")
"""Pounds that a value may differ from hours times rate when both were rounded."""
_OTHERWISE = ((60, "minutes"), (10, "units of six minutes"))


@dataclass
class HoursColumn:
    """Reads the hours of a table's rows and keeps in mind how they were written."""

    proved: set[int] = field(default_factory=set)
    """The numbers of rows whose bare number was no hours."""
    _decimal: int = 0
    _other: dict[str, list[Place]] = field(default_factory=dict)
    _long: list[tuple[Place, Decimal]] = field(default_factory=list)

    def of(self, entry: Entry) -> Amount | None:
        """The row's hours; `None` when it has none.

        Raises:
            Unreadable: the cell holds something else, or more hours than a day has.
        """
        hours = entry.hours()
        if hours is None:
            return None
        way = self._way(entry)
        if proved := _proved(entry, hours) if way == "decimal hours" else None:
            way, hours = proved
            self.proved.add(entry.row.number)
        if hours.value > DAY:
            raise Unreadable(f"hours: {hours.value} is more than a day has")
        if way == "decimal hours":
            self._decimal += 1
        elif way:
            self._other.setdefault(way, []).append(hours.places[0])
        if hours.value > _PLAUSIBLE:
            self._long.append((hours.places[0], hours.value))
        return hours

    def findings(self) -> Iterator[Finding]:
        """What was read in another way than the rest, and what is hardly possible."""
        if len(self._other) + bool(self._decimal) > 1:
            ways = "; ".join(
                f"{', '.join(span.place for span in spans(places))} as {way}"
                for way, places in self._other.items()
            )
            first = next(iter(self._other.values()))[0]
            yield Finding(
                rule="hours-mixed",
                severity="warn",
                place=str(first),
                message=f"The column of hours is not in hours throughout; read {ways}.",
                suggestion="Check these cells, and export the column in decimal hours.",
            )
        if self._long:
            said = ", ".join(f"{place.address} ({value:f})" for place, value in self._long)
            yield Finding(
                rule="hours-mixed",
                severity="warn",
                place=str(self._long[0][0]),
                message=f"More than {_PLAUSIBLE} hours in one entry: {said}. They were used.",
                suggestion="Check whether they are minutes, or several days in one row.",
            )

    @staticmethod
    def _way(entry: Entry) -> str:
        """How the cell is written; empty for a column that is of minutes or units anyway."""
        value = entry.value("hours")
        if value is None:
            return ""
        if isinstance(value, Decimal):
            return "decimal hours"
        if not isinstance(value, str):
            return "clock times"
        said = value.strip().casefold()
        if ":" in said:
            return "clock times"
        hours_said = any(unit in said for unit in ("h", "."))
        return "minutes" if "m" in said and not hours_said else "decimal hours"


def _proved(entry: Entry, hours: Amount) -> tuple[str, Amount] | None:
    """The unit in which rate and value make sense of the number, where hours make none."""
    try:
        rate, value = entry.amount("rate"), entry.amount("value")
    except Unreadable:
        return None
    if rate is None or value is None or not rate.value or not hours.value:
        return None
    if abs(hours.value * rate.value - value.value) <= _NEAR:
        return None
    for divisor, way in _OTHERWISE:
        if hours.value >= divisor / 10 and hours.value == int(hours.value):
            worked = hours.value / divisor
            if abs(worked * rate.value - value.value) <= _NEAR:
                return way, Amount(worked, hours.places)
    return None
