"""What a figure typed into a cell of one of the document's tables is of: its column's measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from engross.checks.places import plain
from engross.records import MEASURES
from engross.records.stating import IN_WORD, InTable
from engross.uk.periods import PROPOSAL

if TYPE_CHECKING:
    from engross.ooxml.anchored_text import AnchoredBlock
    from engross.workspace.section_specs import SectionSpec, TableSpec

_CELL: Final = re.compile(r"(?P<table>.*table \d+), row (?P<row>\d+), cell (?P<cell>\d+)")
_PLACE: Final = re.compile(r"table (?P<key>[a-z][a-z0-9_]*), row \d+")
_NO_NUMBERS: Final = {"text", "date"}


class TypedColumns:
    """The tables of a returned document, by the headings of their columns."""

    def __init__(
        self,
        blocks: Sequence[AnchoredBlock],
        places: Sequence[str],
        sections: Sequence[SectionSpec],
    ) -> None:
        self._blocks, self._places = blocks, places
        self._specs = {table.key: table for one in sections for table in one.tables}

    def of(self, block: int) -> InTable | None:
        """What the column of that block holds; `None` for words, and outside the tables."""
        cell = _CELL.match(self._blocks[block].place)
        named = _PLACE.fullmatch(self._places[block])
        spec = self._specs.get(named["key"]) if named else None
        if cell is None or spec is None or cell["row"] == "1":
            return None
        measure = _measure(spec, self._text(f"{cell['table']}, row 1, cell {cell['cell']},"))
        known = MEASURES.get(measure)
        if known is None or known.unit in _NO_NUMBERS:
            return None
        period = spec.period if spec.period == PROPOSAL else IN_WORD
        return InTable(measure, period, spec.dimension, known.unit)

    def row(self, block: int) -> str:
        """The words of the block's row, tabs between its cells; empty outside tables."""
        cell = _CELL.match(self._blocks[block].place)
        if cell is None:
            return ""
        return "\t".join(self._texts(f"{cell['table']}, row {cell['row']}, cell "))

    def _text(self, at: str) -> str:
        return " ".join(self._texts(at))

    def _texts(self, at: str) -> Iterator[str]:
        return (block.text for block in self._blocks if block.place.startswith(at))


def _measure(spec: TableSpec, heading: str) -> str:
    found = (one.measure for one in spec.columns if plain(one.heading) == plain(heading))
    return next(found, "")
