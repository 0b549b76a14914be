"""A stretch of a file's text with the place it stands at, before it is cut to length."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, Self

from engross.sources.sheets import column_letters

_PLACE = re.compile(
    r"(?:(?P<within>.*), )?(?P<unit>[a-z ]+?)s? (?P<first>\d+)(?: to (?P<last>\d+))?"
)


class Place(NamedTuple):
    """Where in a file: so many paragraphs, lines, rows or cells of a part of it."""

    within: str
    """`Fees > Late payment`, `page 3`, `table 2`, the sheet `Rates`; may be empty."""
    unit: str
    """`paragraph`, `line`, `row`; empty for cells of a sheet."""
    first: int
    last: int
    columns: tuple[int, int] = (0, 0)
    """Of cells of a sheet: the first and the last column, from 0."""

    def __str__(self) -> str:
        """`Fees > Late payment, paragraphs 1 to 3`, `page 3, line 7`, `Rates!A5:D8`."""
        if not self.unit:
            left, right = (column_letters(column) for column in self.columns)
            cells = f"{left}{self.first}:{right}{self.last}"
            return f"{self.within}!{cells}" if self.within else cells
        number = f"{self.unit} {self.first}"
        if self.last > self.first:
            number = f"{self.unit}s {self.first} to {self.last}"
        return f"{self.within}, {number}" if self.within else number

    @classmethod
    def read(cls, said: str) -> Self | None:
        """The place that a reader of documents gives so; `None` for one of another form."""
        match = _PLACE.fullmatch(said)
        if match is None:
            return None
        first = int(match["first"])
        return cls(match["within"] or "", match["unit"], first, int(match["last"] or first))

    def meets(self, other: Place) -> bool:
        """Whether the other is a later place of the same part; of cells, the same or next row."""
        same = (self.within, self.unit) == (other.within, other.unit)
        return (
            same and self.last <= other.first and (bool(self.unit) or other.first <= self.last + 1)
        )

    def up_to(self, other: Place) -> Place:
        """From here to the end of the other."""
        left, right = zip(self.columns, other.columns, strict=True)
        return self._replace(last=max(self.last, other.last), columns=(min(left), max(right)))


class Stretch(NamedTuple):
    """A paragraph, a list item or a row of a table."""

    text: str
    place: Place
    kind: Literal["paragraph", "item", "row"] = "paragraph"
    above: tuple[str, ...] = ()
    """The headings above it and the title of its table: stretches under others never meet."""
    lead_in: str = ""
    """What its list or its table begins with: `We need each month:`, `Service; Rate`."""
