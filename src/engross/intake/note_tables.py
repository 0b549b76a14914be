"""Small tables of a note as the lines that somebody would have typed instead.

A table whose headings say what it lists (`Action | Owner | Due`) becomes one line a row: “Action
(Martin Oke, by 23 October): send the timetable”. A form of names and values (`Date | 7 October
2026`) becomes lines such as “Date: 7 October 2026”. The cells of any other stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from engross.intake.blocks import Block
from engross.intake.labels import kind_of_heading
from engross.intake.phrases import names, phrases, plain
from engross.intake.written import HEADERS

_CELL = re.compile(
    r"(?P<row>(?P<table>.*?table [0-9]+), row (?P<number>[0-9]+)), cell (?P<cell>[0-9]+)"
)
_BY = re.compile(r"(?:by|before|due|on|no later than|in the week of)\b", re.IGNORECASE)
_FORM = 2
"""Columns of a form: what it asks for, and the answer."""

Row = Mapping[int, Sequence[Block]]
"""The blocks of a row's cells, by the cell's number."""


def lines_of_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, those of tables that are understood replaced by one for each row."""
    for table, group in groupby(blocks, lambda block: _part(block, "table")):
        listed = list(group)
        lines = list(_lines(_rows(listed))) if table else []
        yield from lines or listed


def _part(block: Block, name: str) -> str:
    match = _CELL.match(block.place)
    return match[name] if match else ""


def _rows(blocks: Iterable[Block]) -> list[Row]:
    rows: dict[str, dict[int, list[Block]]] = {}
    for block in blocks:
        row = rows.setdefault(_part(block, "row"), {})
        row.setdefault(int(_part(block, "cell")), []).append(block)
    return list(rows.values())


def _lines(rows: Sequence[Row]) -> Iterator[Block]:
    if all(_is_answer(row) for row in rows):
        yield from (_answer(row) for row in rows if _text(row, 2))
    elif columns := _columns(rows[0]):
        found = (_item(rows[0], row, columns) for row in rows[1:])
        yield from (line for line in found if line)


def _is_answer(row: Row) -> bool:
    name = _text(row, 1).rstrip(": ").lower()
    return max(row) <= _FORM and (name in HEADERS or kind_of_heading(name) is not None)


def _answer(row: Row) -> Block:
    return Block(f"{_text(row, 1).rstrip(': ')}: {_text(row, 2)}", _place(row))


def _columns(heading: Row) -> Mapping[str, int]:
    """Which column has the text, who is to act and by when; empty for a table of another kind."""
    found: dict[str, int] = {}
    for number in heading:
        words = plain(_text(heading, number)).strip(": ")
        if kind_of_heading(words) is not None:
            found.setdefault("text", number)
        elif name := next((each for each in names("tables") if _says(each, words)), ""):
            found.setdefault(name, number)
    return found if "text" in found else {}


def _says(name: str, words: str) -> bool:
    return phrases("tables", name).fullmatch(words) is not None


def _item(heading: Row, row: Row, columns: Mapping[str, int]) -> Block | None:
    text = _text(row, columns["text"])
    if not text:
        return None
    owner, due = (_bare(_text(row, columns.get(name, 0))) for name in ("owner", "due"))
    if due and not _BY.match(due):
        due = f"by {due}"
    who = ", ".join(part for part in (owner, due) if part)
    label = _text(heading, columns["text"]).strip(": ")
    return Block(f"{label} ({who}): {text}" if who else f"{label}: {text}", _place(row))


def _bare(text: str) -> str:
    """Without what would end the brackets that it is to stand in."""
    return " ".join(re.sub(r"[()\[\];]", " ", text).split())


def _text(row: Row, number: int) -> str:
    return " ".join(block.text for block in row.get(number, ()))


def _place(row: Row) -> str:
    return _part(next(iter(row.values()))[0], "row")
