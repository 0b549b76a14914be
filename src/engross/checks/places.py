"""Where a document's paragraphs stand, in the words of the standard format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from engross.workspace.section_specs import SectionSpec

if TYPE_CHECKING:
    from engross.ooxml.text import Block

_TABLE = re.compile(r"table (\d+), row (\d+)")


def places(blocks: Sequence[Block], sections: Sequence[SectionSpec]) -> Iterator[str]:
    """A place for each block: `section fees, paragraph 2`, `table invoices, row 3`.

    What stands before the first heading, or in a header or footer, keeps Word's own place.
    """
    headings = {plain(section.heading): section for section in sections}
    section: SectionSpec | None = None
    paragraph, tables = 0, list[str]()
    for block in blocks:
        cell = _TABLE.match(block.place)
        if not (cell or block.place.startswith("paragraph ")):
            yield block.place
        elif not cell and plain(block.text) in headings:
            section, paragraph, tables = headings[plain(block.text)], 0, []
            yield f"section {section.key}"
        elif section is None:
            yield block.place
        elif cell:
            tables += [cell[1]] * (cell[1] not in tables)
            yield _row(section, tables.index(cell[1]), int(cell[2]))
        else:
            paragraph += 1
            yield f"section {section.key}, paragraph {paragraph}"


def plain(text: str) -> str:
    """The words with single spaces, in lower case, for comparing."""
    return " ".join(text.split()).casefold()


def _row(section: SectionSpec, number: int, row: int) -> str:
    """A row of the section's table of that number; Word's first row holds the headings."""
    if number >= len(section.tables):
        return f"section {section.key}"
    return f"table {section.tables[number].key}, row {row - 1}"
