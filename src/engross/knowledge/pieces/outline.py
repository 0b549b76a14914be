"""Where a reader is in a document: under which headings, in which list, how far on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from engross.knowledge.pieces.stretches import Place, Stretch
from engross.knowledge.pieces.tables import Row, row_texts
from engross.sources.file import SourceFile
from engross.sources.texts import one_line

_LONGEST_LEAD_IN: Final = 200
_MOST_OVER: Final = 3
"""Items above an item, each a step further out."""
_LONGEST_IN_PATH: Final = 80
"""Characters of a heading in a place."""
_SAYS_SOMETHING: Final = 12
"""Words of a heading that is a paragraph dressed up as one."""
_ENDS_OF_SENTENCES: Final = (".", "!", ":", ";")


class Outline:
    """Makes stretches of a document's parts, in their order."""

    def __init__(self, title: str = "") -> None:
        """Under that title, where the document has one that is no heading of its own."""
        self._title = title
        self._headings: list[tuple[int, str]] = []
        self._paragraphs = 0
        self._tables = 0
        self._lead_in = ""
        self._items: list[tuple[int, str]] = []
        self._bare = False
        """Whether nothing stands under the last heading so far."""
        self._begun = False
        """Whether anything stands under any."""

    @property
    def path(self) -> str:
        """The headings above, the highest first: `Fees > Late payment`; long ones shortened."""
        return " > ".join(shorten(text, _LONGEST_IN_PATH) for _, text in self._headings)

    def heading(self, text: str, level: int) -> Iterator[Stretch]:
        """A heading, which is no piece of its own but part of the place of what is under it.

        One before it that has nothing under it, and says something all the same, is a paragraph;
        at the very top it is the document's title, over all the others.
        """
        if self._bare and not self._begun and [h[0] for h in self._headings] == [level]:
            self._headings = [(0, self._headings[-1][1])]
        elif self._bare and level <= self._headings[-1][0]:
            yield from self.end()
        self._headings = [heading for heading in self._headings if heading[0] < level]
        self._headings.append((level, text))
        self._paragraphs = self._tables = 0
        self._lead_in, self._items, self._bare = "", [], True

    def end(self) -> Iterator[Stretch]:
        """The last heading if it has nothing under it and says something."""
        text = self._headings[-1][1] if self._bare else ""
        if len(text.split()) >= _SAYS_SOMETHING or text.endswith(_ENDS_OF_SENTENCES):
            yield Stretch(text, self._next(), above=self.above[:-1])
        self._under_heading()

    def paragraph(self, text: str, place: Place | None = None) -> Stretch:
        """A paragraph at that place, or as the next one under its heading."""
        self._lead_in, self._items = (_last_sentence(text) if text.endswith(":") else ""), []
        self._under_heading()
        return Stretch(text, place or self._next(), above=self.above)

    def item(self, text: str, indent: int, place: Place | None = None) -> Stretch:
        """A list item, found also by what leads to its list and the items that it stands under."""
        self._items = [item for item in self._items if item[0] < indent]
        self._under_heading()
        over = [item for _, item in self._items[-_MOST_OVER:]]
        lead_in = " ".join([self._lead_in, *over]).strip()
        self._items.append((indent, text[:_LONGEST_LEAD_IN]))
        return Stretch(text, place or self._next(), "item", self.above, lead_in)

    def table(
        self,
        rows: Sequence[Row],
        *,
        headed: bool | None = None,
        grid: bool = True,
        within: str = "",
    ) -> Iterator[Stretch]:
        """The rows of a table, which stands there, or is the next one under its heading."""
        self._tables += 1
        self._under_heading()
        table = within or f"table {self._tables}"
        begun = "" if self._items else self._lead_in
        place = Place(f"{self.path}, {table}" if self.path and not within else table, "row", 0, 0)
        for row in row_texts(rows, headed=headed, grid=grid):
            at = place._replace(first=row.number, last=row.number)
            lead_in = f"{begun} {row.headings}".strip()
            yield Stretch(row.text, at, "row", self.above, lead_in)
        self._lead_in, self._items = "", []

    @property
    def above(self) -> tuple[str, ...]:
        """What every stretch here is found by: the title and the headings."""
        headings = tuple(text for _, text in self._headings)
        return headings if headings or not self._title else (self._title,)

    def _under_heading(self) -> None:
        """Something stands under the last heading."""
        self._bare, self._begun = False, True

    def _next(self) -> Place:
        self._paragraphs += 1
        return Place(self.path, "paragraph", self._paragraphs, self._paragraphs)


def title_of(file: SourceFile) -> str:
    """The file's name as words, for a document without headings."""
    return one_line(re.sub(r"[-_.]+", " ", file.stem))


def shorten(text: str, longest: int) -> str:
    """The text, its end replaced by dots where it is longer."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}\u2026"


def _last_sentence(text: str) -> str:
    """What leads to a list: the last sentence of the paragraph before it."""
    for mark in (". ", "! ", "? "):
        text = text.rpartition(mark)[2]
    return text[-_LONGEST_LEAD_IN:]
