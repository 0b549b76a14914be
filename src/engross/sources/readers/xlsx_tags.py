"""Expressions for the tags of a worksheet's XML (ECMA-376 Part 1, section 18.3).

They take either kind of quotation mark, and the prefix that the worksheet's first tag has.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final, NamedTuple

START: Final = re.compile(rb"<((?:[\w.-]+:)?)worksheet\b[^>]*>")
ROWS_BEGIN: Final = re.compile(rb"<(?:[\w.-]+:)?(?:row\b|sheetData\s*/>)|sheetData>\s*</")
ROW_NUMBER: Final = re.compile(rb"""\br=["'](\d+)["']""")
CELL_NUMBER: Final = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
UNSEEN: Final = re.compile(
    rb"""\bhidden=["'](?:1|true)["']|\b(?:ht|width)=["']0(?:\.0*)?["']""", re.IGNORECASE
)
"""Hidden by hand, by a filter or by a collapsed outline, or too low or narrow to be seen."""
MAY_BE_UNSEEN: Final = (b"hidden=", b' ht="0', b" ht='0")
"""One of these stands in a row that `UNSEEN` finds; a megabyte is quickly searched for them."""
STYLE: Final = re.compile(rb"""\bs=["'](\d+)["']""")
BOUNDS: Final = re.compile(rb"""\b(min|max|ref)=["']([^"']+)["']""")
ADDS_UP: Final = re.compile(rb"\bS(?:UM|UBTOTAL)\(", re.IGNORECASE)
EMPTY_TEXT: Final = re.compile(rb"""\bt=["']str["']""")


class Sought(NamedTuple):
    """Cell styles whose cells are to be found."""

    hiding: Collection[int] = ()
    """Those that show nothing of a number."""
    days: Collection[int] = ()
    """Those that show numbers as days or times of day."""


class Tags:
    """The tags of one worksheet."""

    def __init__(self, start: re.Match[bytes], hiding: Collection[int]) -> None:
        prefix = start[1]

        def tags(pattern: bytes) -> re.Pattern[bytes]:
            return re.compile(pattern.replace(b"~", re.escape(prefix)))

        self.row_start: Final = b"<" + prefix + b"row"
        self.formula_start: Final = b"<" + prefix + b"f"
        self.negative: Final = b"<" + prefix + b"v>-"
        self.data_end: Final = b"</" + prefix + b"sheetData>"
        self.opening: Final = start[0] + b"<" + prefix + b"sheetData>"
        self.closing: Final = self.data_end + b"</" + prefix + b"worksheet>"
        self.row: Final = tags(rb"<~row\b([^>]*)>")
        self.column: Final = tags(rb"<~col\b([^>]*)>")
        self.merged: Final = tags(rb"<~mergeCell\b([^>]*)>")
        self.cell: Final = tags(rb"<~c\b([^>]*)>")
        self.error: Final = tags(
            rb"""<~c\b([^>]*\bt=["']e["'][^>]*)>(?:<(?!/?~[cv]\b)[^>]*>[^<]*)*<~v\b[^>]*>([^<]*)<"""
        )
        """A cell's attributes and the name of the error that it shows."""
        self.formula: Final = tags(
            rb"<~c\b([^>]*)>\s*<~f\b(?:[^>]*/>|[^>]*>([^<]*)</~f>)\s*(<~v\b[^>]*>[^<]|<~is\b)?"
        )
        """A cell's attributes, its formula's text, and how its stored result begins, if any."""
        self.below_nought: Final = tags(
            rb"<~c\b([^>]*)>\s*(?:<~f\b(?:[^>]*/>|[^>]*>[^<]*</~f>)\s*)?<~v>(-[^<]*)<"
        )
        """A cell's attributes and its negative number."""
        numbers = b"|".join(str(style).encode() for style in sorted(hiding))
        self.hidden: Final = (
            tags(rb"""<~c\b([^>]*\bs=["'](?:""" + numbers + rb""")["'](?:[^>]*[^>/])?)>""")
            if hiding
            else None
        )
        """A cell, not empty, of a style that shows nothing of it."""
