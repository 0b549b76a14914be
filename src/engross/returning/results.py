"""What reading a document back comes to."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engross.records import Figure, Record

Status = Literal["unchanged", "changed", "gone"]
"""What became of a figure. `changed`: other words stand in its place; `gone`: none do."""


class FoundFigure(Record):
    """What became of a figure of the held document."""

    figure: Figure
    status: Status
    now: str = ""
    """Its words now; empty for one that is gone."""
    place: str = ""
    """Where it stands now, as Word counts; empty for one that is gone."""
    anchored: bool = True
    """Whether its bookmark was still there; else its words were found in their place."""
    doubtful: bool = False
    """Whether its words were found without anchor in another place than they had."""
    displaced: bool = False
    """Whether it stands in another sentence, cell or order than it did, though it says the same."""
    stood: str = ""
    stands: str = ""
    """The sentences, or rows, that it came from and is in now; only of one that is displaced."""
    block: int = -1
    start: int = 0
    end: int = 0
    """Where it is in `read_anchored`'s blocks of the returned document; -1 for one in a chart or
    gone."""


class TypedFigure(Record):
    """A number, amount or date that stands there now and is none of the document's figures."""

    text: str
    place: str
    """As Word counts."""
    sentence: str
    """The sentence, or row, that it stands in."""
    block: int
    start: int
    end: int


class Change(Record):
    """A sentence, or a row of a table, that is not as it was."""

    kind: Literal["changed", "added", "removed", "moved"]
    place: str
    """As Word counts, in the returned document; in the held one for what was removed."""
    before: str = ""
    after: str = ""
    row: bool = False
    """Whether it is a row of a table; tabs stand between its cells."""
    anchor: str = ""
    """A figure of the held document that it holds or held; empty for none."""
    rewords: bool = False
    """Whether it says other words around a figure, or over a column of figures."""


class ReadBack(Record):
    """A returned document, compared."""

    figures: tuple[FoundFigure, ...]
    """One for each figure of the held document, in its order."""
    typed: tuple[TypedFigure, ...] = ()
    changes: tuple[Change, ...] = ()
    """In the order of the returned document; what was removed comes last."""

    charts: dict[str, str] = Field(default_factory=dict)
    """Charts that another program gave another name, by what they were called; they say the same,
    and may show it otherwise."""

    def having(self, status: Status) -> tuple[FoundFigure, ...]:
        """The figures that this became of."""
        return tuple(found for found in self.figures if found.status == status)

    @property
    def lost(self) -> tuple[FoundFigure, ...]:
        """Figures that still stand there and whose bookmark does not."""
        return tuple(one for one in self.figures if one.status != "gone" and not one.anchored)

    @property
    def rows_deleted(self) -> tuple[Change, ...]:
        """The rows of tables that were taken out."""
        return tuple(one for one in self.changes if one.kind == "removed" and one.row)

    @property
    def is_same(self) -> bool:
        """Whether every word and every figure is as it was."""
        other = self.having("changed") or self.having("gone")
        return not (self.changes or self.typed or other)
