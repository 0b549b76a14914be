"""The lines of a statement: what each is called, which section it is of, and its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal

from engross.intake.accounts.headings import Slot
from engross.intake.accounts.words import StatementKind, is_cost, named, plain
from engross.intake.cells import Amount
from engross.intake.sheets import Place, Sheet

PENNY: Final = Decimal("0.01")

Role = Literal["line", "total", "result"]
"""A line of its own; the sum of a section; what is left when other sections are taken off."""


@dataclass(eq=False)
class Line:
    """One row of a statement, or the rows of a list that are of one line."""

    label: str
    """As a document prints it; empty for a total without words."""
    role: Role
    group: str
    """The section of the statement that it belongs to: `overheads`; of a result the last one."""
    section: str
    """The heading that it stands under, as the file has it."""
    place: Place
    """Where its label stands."""
    cells: dict[Slot, Amount] = field(default_factory=dict)
    unreadable: dict[Slot, str] = field(default_factory=dict)
    """Why a cell that holds something gives no figure."""
    guessed: bool = False
    """Whether only its place says which section it is of."""
    sign: int = 1
    """-1 where its figures stand on the other side of nil in the file."""

    @property
    def name(self) -> str:
        """What it is told by in other tables."""
        return plain(self.label)


Signs = Mapping[Line, int]
"""Which lines something is worked out from: 1 is added, -1 taken off."""


@dataclass(eq=False)
class Statement:
    """One table of a profit and loss account or a balance sheet, in the order of its rows."""

    kind: StatementKind
    sheet: Sheet
    place: Place
    """Its heading."""
    lines: list[Line]
    slots: tuple[Slot, ...]
    """What its columns hold."""
    unit: Decimal = Decimal(1)
    """1,000 where it is in thousands of pounds."""
    listed: bool = False
    """Whether it is a list with a row for each month and line."""

    @cached_property
    def precision(self) -> Decimal:
        """The last place that its figures are written to: a penny, a pound, £100 of thousands."""
        amounts = (a.value for line in self.lines for a in line.cells.values())
        places = [_last_place(value) for value in amounts if value]
        return min(max(min(places, default=PENNY), PENNY), self.unit)

    @property
    def details(self) -> list[Line]:
        """The lines that are no totals."""
        return [line for line in self.lines if line.role == "line"]

    def covers(self, slot: Slot) -> bool:
        """Whether it has such a column: a line that is not in it has nothing there."""
        return slot in self.slots


def _last_place(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else PENNY


def effect(kind: StatementKind, line: Line) -> int:
    """1 where a line adds to what is left, -1 where it lessens it, 0 where it does neither.

    In a balance sheet what is owed stands below nil, so that every line adds.
    """
    if kind == "profit":
        return -1 if is_cost(line.group) else 1
    return 0 if line.group in named("balance", "capital") else 1


def amount_of(signs: Signs, slot: Slot) -> Decimal | None:
    """What the lines make; `None` where one cannot be read, or where none has a figure."""
    if any(slot in line.unreadable for line in signs):
        return None
    found = [sign * line.cells[slot].value for line, sign in signs.items() if slot in line.cells]
    return sum(found, Decimal(0)) if found else None


def summed(amounts: Iterable[Amount]) -> Amount:
    """The amounts added, with all their cells."""
    listed = list(amounts)
    return Amount(
        sum((amount.value for amount in listed), Decimal(0)),
        tuple(place for amount in listed for place in amount.places),
    )


def of_group(lines: Iterable[Line], *groups: str) -> Iterator[Line]:
    """The lines of those sections that are no totals."""
    return (line for line in lines if line.role == "line" and line.group in groups)
