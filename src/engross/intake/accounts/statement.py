"""A block with lines down and periods across, read: sections, lines, totals, and signs made one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, get_args

from engross.intake.accounts.headings import Figures, Heading, Slot, Told, heading_of, slots_of
from engross.intake.accounts.layout import Block
from engross.intake.accounts.lines import Line, Role, Statement
from engross.intake.accounts.spans_of_time import (
    are_months,
    day_alone,
    day_in_title,
    end_in_titles,
    period_of_titles,
)
from engross.intake.accounts.words import (
    StatementKind,
    group_of_line,
    groups,
    is_ratio,
    is_result,
    is_total,
    named,
    plain,
    section_of,
    tidy,
)
from engross.intake.cells import Amount, Unreadable, money_of
from engross.intake.given import Subject
from engross.intake.kinds import normal
from engross.intake.row_shapes import is_blank, is_figure, text_at
from engross.intake.sheets import Place
from engross.sources.sheets import NOT_CALCULATED, Row
from engross.uk.periods import Period, as_at, month

_APOSTROPHE: Final = "['\N{RIGHT SINGLE QUOTATION MARK}]"
_THOUSANDS: Final = re.compile(
    rf"£ ?{_APOSTROPHE}?000s?|\bin thousands\b|(?<![0-9,.]){_APOSTROPHE}000s?\b", re.IGNORECASE
)
_BUDGET: Final = re.compile(r"\bbudget\b", re.IGNORECASE)
_COMPARED: Final = re.compile(r"actual|varian|\bv\.?s?\b|against|compar", re.IGNORECASE)
_FORECAST: Final = re.compile(r"\bforecast|\bprojection", re.IGNORECASE)
_LAST_YEAR: Final = re.compile(r"\b(?:last|prior|previous) year\b", re.IGNORECASE)
_BALANCE: Final = re.compile(r"balance sheet|financial position", re.IGNORECASE)
_FEWEST: Final = 2
"""Labels that are known in a table that is a statement."""


@dataclass(frozen=True)
class Read:
    """A statement, and what reading it noticed."""

    statement: Statement
    base: Period
    """What its title says that it is over."""
    titled: bool
    """Whether the title says so; otherwise it was taken to be over the report's period."""
    told: Told
    thousands: bool
    uncalculated: tuple[int, ...]
    """Rows with formulas that have no stored result."""
    days_of_unknown_length: tuple[dt.date, ...] = ()
    """Days that alone head a column, where nothing says how long the period is that they end."""


def kind_of(block: Block) -> StatementKind | None:
    """Which statement the block is; `None` for a table of something else."""
    known = {kind: sum(_knows(kind, row) for row in block.rows) for kind in get_args(StatementKind)}
    if any(_BALANCE.search(text) for text in block.above) and known["balance"]:
        return "balance"
    if max(known.values()) < _FEWEST and not _has_section(block):
        return None
    return "profit" if known["profit"] >= known["balance"] else "balance"


def _has_section(block: Block) -> bool:
    """Whether a row of one cell is called like a section of a profit and loss account."""
    return any(
        section_of("profit", text)
        for row in block.rows
        if sum(not is_blank(value) for value in row.values) == 1
        for text in _texts(row)
    )


def _knows(kind: StatementKind, row: Row) -> bool:
    """Whether one of the row's texts names a section or a result of such a statement."""
    return any(section_of(kind, text) or is_result(kind, text) for text in _texts(row))


def read_statement(block: Block, kind: StatementKind, subject: Subject) -> Read | None:
    """The statement that the block is.

    `None` where it is a forecast, of a period that ends on another day and has no length, or holds
    no figures.
    """
    if any(_FORECAST.search(text) for text in block.above):
        return None
    first_month = subject.matter.year_starts
    base = base_of(block, kind, subject)
    if base is None and end_in_titles(block.above) not in (None, subject.period.end):
        return None
    default: Figures = "budget" if _is_budget(block) else "actual"
    told = slots_of(
        _headings(block, base or subject.period, first_month),
        base or subject.period,
        first_month,
        default,
    )
    slots = told.slots
    if kind == "balance":
        slots = {
            c: Slot(s.figures, as_at(day_alone(block.says(c)) or s.period.end))
            for c, s in slots.items()
        }
    if not slots:
        return None
    said = (*block.above, *_texts(block.heading), *(t for r in block.rows[:1] for t in _texts(r)))
    thousands = any(_THOUSANDS.search(text) for text in said)
    reader = _Rows(block, kind, slots, Decimal(1000) if thousands else Decimal(1))
    reader.read()
    place = Place(block.sheet.file, block.sheet.name, 0, block.heading.number)
    held = {slot for line in reader.lines for slot in (*line.cells, *line.unreadable)}
    used = tuple(slot for slot in slots.values() if slot in held)  # a blank column says nothing
    statement = Statement(kind, block.sheet, place, reader.lines, used, reader.unit)
    return Read(
        statement,
        base or subject.period,
        base is not None,
        told,
        thousands,
        tuple(reader.uncalculated),
        tuple(_unknown_lengths(block, slots, subject) if base is None and kind == "profit" else ()),
    )


def _unknown_lengths(
    block: Block, slots: Mapping[int, Slot], subject: Subject
) -> Iterator[dt.date]:
    """The days that end the report's period, and by themselves do not say that they do."""
    if are_months(block.says(c) for c in range(1, len(block.heading.values))):
        return
    for column, slot in slots.items():
        day = day_alone(block.says(column))
        if day == subject.period.end and slot == Slot("actual", subject.period):
            yield day


def base_of(block: Block, kind: StatementKind, subject: Subject) -> Period | None:
    """The period, or for a balance sheet the day, that the titles name; `None` for none."""
    first_month = subject.matter.year_starts
    if kind == "balance" and (day := day_in_title(reversed(block.above))):
        return as_at(day)
    period = period_of_titles(block.above, subject.period, first_month)
    says_last = any(_LAST_YEAR.search(text) for text in block.above)
    return subject.period.year_before() if period is None and says_last else period


def _is_budget(block: Block) -> bool:
    said = [text for text in block.above if _BUDGET.search(text)]
    return bool(said) and not any(_COMPARED.search(text) for text in said)


def _headings(block: Block, base: Period, first_month: int) -> list[tuple[int, Heading]]:
    said = {c: text for c in range(1, len(block.heading.values)) if (text := block.says(c))}
    if are_months(said.values()):
        base = month(base.end.year, base.end.month)
    read = ((c, heading_of(text, base, first_month)) for c, text in said.items())
    return [(column, heading) for column, heading in read if heading is not None]


def _texts(row: Row) -> Iterator[str]:
    return (value for value in row.values if isinstance(value, str))


def _label(row: Row, before: int) -> str:
    """The words of a row: the last before its first figure, without what is only a code."""
    texts: list[str] = []
    for column, value in enumerate(row.values[:before]):
        if is_blank(value):
            continue
        if is_figure(value):
            if texts or not isinstance(value, str | Decimal):
                break
            continue  # an account's code
        texts.append(text_at(row, column))
    return texts[-1] if texts else ""


class _Rows:
    """Reads the rows of a block one by one."""

    def __init__(
        self, block: Block, kind: StatementKind, slots: Mapping[int, Slot], unit: Decimal
    ) -> None:
        self.block, self.kind, self.slots, self.unit = block, kind, slots, unit
        self.lines: list[Line] = []
        self.uncalculated: list[int] = []
        self._group, self._section = "", ""
        self._unsure = False
        """Whether the heading that the rows stand under has no known name."""
        self._left = 0
        """Results so far: what stands below the gross profit is an overhead."""
        kinds = named("list", "kind")
        self._typed = next(
            (c for c in range(min(slots, default=0)) if normal(block.says(c)) in kinds), None
        )

    def read(self) -> None:
        """Every row."""
        for row in self.block.rows:
            self._take(row)

    def _take(self, row: Row) -> None:
        label = _label(row, min(self.slots))
        if self._typed is not None:
            label = text_at(row, self._line_column()) or label
        held = [c for c in self.slots if c < len(row.values) and not is_blank(row.values[c])]
        if any(value is NOT_CALCULATED for value in row.values):
            self.uncalculated.append(row.number)
        mixed = self.kind == "balance" and plain(label) in named("balance", "mixed")
        if is_ratio(label) or mixed or _is_percentages(row, held):
            return
        if not held:
            self._begin(label)
            return
        if not any(is_figure(row.values[c]) or _unread(row.values[c]) for c in held):
            return  # a note in words, or a row of pound signs
        self._add(row, label, held)

    def _line_column(self) -> int:
        typed = self._typed or 0
        return next((c for c in range(min(self.slots)) if c != typed), 0)

    def _begin(self, label: str) -> None:
        """A row of words alone begins a section, if it is called like one."""
        words = plain(label)
        if not words or is_result(self.kind, label):
            return
        group = section_of(self.kind, label)
        if group or (len(words.split()) <= 6 and not label.endswith(".")):  # noqa: PLR2004 - a heading is short
            self._section = label
            self._unsure = not group
            self._group = group or self._group_of_heading(words)

    def _group_of_heading(self, words: str) -> str:
        """That of a heading without a known name: costs by a word of it, else as before."""
        costs = set(words.split()) & named("profit", "cost_words")
        known_cost = self._group in set(groups("profit")[1:])
        return "overheads" if self.kind == "profit" and costs and not known_cost else self._group

    def _add(self, row: Row, label: str, held: Sequence[int]) -> None:
        role = self._role(label)
        group, guessed = self._group_of(label, role, row)
        line = Line(
            label=tidy(label),
            role=role,
            group=group,
            section=self._section,
            place=Place(self.block.sheet.file, self.block.sheet.name, 0, row.number),
            guessed=guessed,
        )
        for column in held:
            self._read_cell(line, row, column)
        if not line.cells and not line.unreadable:
            return
        self.lines.append(line)
        if role == "result":
            self._left += 1
            if self.kind == "profit":
                self._group, self._section = "", ""
        elif role == "total" and plain(label) == plain(self._section):
            self._section = ""

    def _role(self, label: str) -> Role:
        if is_result(self.kind, label) or (
            self.kind == "balance" and plain(label) in named("balance", "total_capital")
        ):
            return "result"
        return "total" if not label or is_total(label) else "line"

    def _group_of(self, label: str, role: Role, row: Row) -> tuple[str, bool]:
        """The section, and whether only the place told."""
        if self._typed is not None and (group := section_of(self.kind, text_at(row, self._typed))):
            return group, False
        if role == "total" and (group := section_of(self.kind, label)):
            return group, False
        own = group_of_line(self.kind, label) if role == "line" else ""
        if self._group and not (own and self._section == ""):
            return self._group, role == "line" and self._unsure and self.kind == "profit"
        if own:
            if role == "line":
                self._group = self._group and own
            return own, False
        return self._placed(), role == "line"

    def _placed(self) -> str:
        """The section that follows from where the row stands."""
        if self.kind == "balance":
            return "current-assets"
        if self._left:
            return "overheads"
        return "cost-of-sales" if any(x.group == "cost-of-sales" for x in self.lines) else "income"

    def _read_cell(self, line: Line, row: Row, column: int) -> None:
        slot = self.slots[column]
        place = Place(self.block.sheet.file, self.block.sheet.name, column, row.number)
        try:
            value = money_of(row.values[column], slot.figures, row.shown.get(column))
        except Unreadable as error:
            line.unreadable[slot] = f"{place.address}: {error}"
            return
        if value is not None:
            line.cells[slot] = Amount(value * self.unit, (place,))


def _unread(value: object) -> bool:
    """Whether the cell holds something that ought to be a figure and is none."""
    return value is NOT_CALCULATED or (isinstance(value, str) and value.strip().startswith("#"))


def _is_percentages(row: Row, held: Sequence[int]) -> bool:
    return bool(held) and all("%" in text_at(row, column) for column in held)
