"""A list with a row for each month and line, as a statement with its months across."""

from __future__ import annotations

from typing import Final, NamedTuple

from engross.intake.accounts.headings import Figures, Slot
from engross.intake.accounts.layout import Block
from engross.intake.accounts.lines import Line, Statement, summed
from engross.intake.accounts.scenarios import Scenario, scenarios_of
from engross.intake.accounts.spans_of_time import day_of_heading, period_of_heading
from engross.intake.accounts.words import (
    group_of_line,
    is_result,
    is_total,
    plain,
    section_of,
    tidy,
)
from engross.intake.cells import Amount, Unreadable, money_of
from engross.intake.given import Subject
from engross.intake.row_shapes import text_at
from engross.intake.sheets import Place
from engross.sources.sheets import Row
from engross.uk.periods import Period, month


class UnreadRow(NamedTuple):
    """A row that could not be used."""

    place: Place
    reason: str


class ListRead(NamedTuple):
    """The statement that a list makes, and its rows that could not be used."""

    statement: Statement
    unread: tuple[UnreadRow, ...]


def read_list(block: Block, subject: Subject) -> ListRead | None:
    """The profit and loss account that the list's rows make; `None` where it has no figures."""
    reader = _List(block, subject)
    for row in block.rows:
        reader.take(row)
    reader.tell_scenarios()
    if not reader.lines:
        return None
    lines = list(reader.lines.values())
    slots = tuple(dict.fromkeys(slot for line in lines for slot in line.cells))
    place = Place(block.sheet.file, block.sheet.name, 0, block.heading.number)
    statement = Statement("profit", block.sheet, place, lines, slots, listed=True)
    return ListRead(statement, tuple(reader.unread))


class _List:
    """Takes the rows one by one."""

    def __init__(self, block: Block, subject: Subject) -> None:
        self._block, self._subject = block, subject
        self.lines: dict[str, Line] = {}
        self.unread: list[UnreadRow] = []
        columns = {m: block.column("list", m) for m in ("period", "line", "kind", "scenario")}
        self._period, self._line = columns["period"], columns["line"]
        self._kind, self._scenario = columns["kind"], columns["scenario"]
        self._amounts: dict[int, tuple[Figures, bool]] = {}
        for meaning, told in _FIGURES.items():
            found = block.column("list", meaning)
            if found is not None:
                self._amounts[found] = told
        self._used = scenarios_of(map(self._scenario_of, block.rows))
        self._not_used: dict[str, list[Row]] = {}
        self._own_year = self._names_own_year()

    def take(self, row: Row) -> None:
        """One row; a total among them is left to be worked out."""
        label = text_at(row, self._line) if self._line is not None else ""
        if not label or is_total(label) or is_result("profit", label):
            return
        period = self._period_of(row)
        if period is None:
            self.unread.append(UnreadRow(self._place(row, self._period or 0), "its month"))
            return
        scenario = self._used.get(self._scenario_of(row))
        if scenario is None:
            self._not_used.setdefault(self._scenario_of(row), []).append(row)
            return
        if scenario.year_before and not self._own_year:
            period = period.year_before()
        line = self._line_of(row, label)
        for column, (figures, year_before) in self._amounts.items():
            own = period.year_before() if year_before else period
            told = scenario.figures if figures == "actual" else figures
            self._add(line, row, column, Slot(told, own))

    def tell_scenarios(self) -> None:
        """Add each scenario that is not used to what is unread, once."""
        for said, rows in self._not_used.items():
            count = f"{len(rows)} row{'s' if len(rows) > 1 else ''}"
            place = self._place(rows[0], self._scenario or 0)
            self.unread.append(UnreadRow(place, f"its scenario “{said}”, in {count}"))

    def _scenario_of(self, row: Row) -> str:
        return text_at(row, self._scenario) if self._scenario is not None else ""

    def _names_own_year(self) -> bool:
        """Whether rows of the year before name its months, and not those that they stand beside."""
        rows = (
            r for r in self._block.rows if self._used.get(self._scenario_of(r), _NOW).year_before
        )
        ends = [period.end for row in rows if (period := self._period_of(row))]
        return bool(ends) and max(ends) < self._subject.period.start

    def _period_of(self, row: Row) -> Period | None:
        text = text_at(row, self._period or 0)
        if day := day_of_heading(text):
            return month(day.year, day.month)
        found = period_of_heading(text, self._subject.period, self._subject.matter.year_starts)
        return found.months()[-1] if found and found.key.startswith("at-") else found

    def _line_of(self, row: Row, label: str) -> Line:
        section = text_at(row, self._kind) if self._kind is not None else ""
        group = section_of("profit", section) or group_of_line("profit", label)
        line = Line(
            label=tidy(label),
            role="line",
            group=group or "overheads",
            section=section,
            place=self._place(row, self._line or 0),
            guessed=not group,
        )
        return self.lines.setdefault(f"{section}/{plain(label)}", line)

    def _add(self, line: Line, row: Row, column: int, slot: Slot) -> None:
        place = self._place(row, column)
        value = row.values[column] if column < len(row.values) else None
        try:
            found = money_of(value, "amount", row.shown.get(column))
        except Unreadable as error:
            line.unreadable[slot] = f"{place.address}: {error}"
            return
        if found is not None:
            before = [line.cells[slot]] if slot in line.cells else []
            line.cells[slot] = summed([*before, Amount(found, (place,))])

    def _place(self, row: Row, column: int) -> Place:
        return Place(self._block.sheet.file, self._block.sheet.name, column, row.number)


_FIGURES: dict[str, tuple[Figures, bool]] = {
    "actual": ("actual", False),
    "budget": ("budget", False),
    "year_before": ("actual", True),
    "variance": ("variance", False),
}
"""By meaning of a list's column, what its amounts are, and whether of the year before."""
_NOW: Final = Scenario("actual")
