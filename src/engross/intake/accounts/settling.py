"""Lines of which only their place says whether they are income or cost, held against the profit.

A heading such as `Premises` says nothing. Where the statement states its profits, the sections that
make them agree are the right ones, and nothing is left to guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from engross.intake.accounts.headings import Slot
from engross.intake.accounts.lines import PENNY, Line, Statement, amount_of, effect
from engross.intake.accounts.structure import agrees, parts_of
from engross.intake.accounts.words import is_cost, section_of

_MOST: Final = 6
"""Sections that are tried in every combination."""


def find_totals(statement: Statement) -> None:
    """Take lines that are called like their section, and make what stands above, for its total.

    `Moorings 30, Repairs 50, Turnover 80` has two lines.
    """
    run: list[Line] = []
    for line in statement.lines:
        if line.role != "line":
            run = []
        elif run and _sums_up(statement, line, run):
            for part in run:
                part.group, part.guessed = line.group, False
            line.role, line.guessed = "total", False
            run = []
        else:
            run.append(line)


def like_results(statement: Statement) -> Iterator[Line]:
    """The lines that come to what is left of all lines above them, as a profit does."""
    if statement.kind != "profit" or statement.listed:
        return
    for index, line in enumerate(statement.lines):
        above = [x for x in statement.lines[:index] if x.role == "line"]
        if line.role == "line" and {effect("profit", x) for x in above} == {1, -1}:
            slots = [s for s, a in line.cells.items() if s.figures != "variance" and a.value]
            if slots and all(_is_left(line, above, slot) for slot in slots):
                yield line


def _is_left(line: Line, above: Sequence[Line], slot: Slot) -> bool:
    left = amount_of({x: effect("profit", x) for x in above}, slot)
    return left is not None and abs(abs(line.cells[slot].value) - abs(left)) < PENNY


def _sums_up(statement: Statement, line: Line, run: Sequence[Line]) -> bool:
    if section_of(statement.kind, line.label) != line.group:
        return False
    if any(part.group != line.group and not part.guessed for part in run):
        return False
    slots = [slot for slot in line.cells if slot.figures != "variance"]
    parts = dict.fromkeys(run, 1)
    stated = sum(abs(line.cells[slot].value) for slot in slots)
    return bool(stated) and agrees(statement, line, parts) == len(slots)


def settle(statement: Statement) -> None:
    """Take the sections that make the stated profits agree; what agrees is no guess any more."""
    unsure = _unsure(statement)
    if statement.kind != "profit" or not unsure:
        return
    wanted = _stated(statement)
    best = _agreeing(statement)
    chosen: tuple[list[Line], ...] = ()
    for turned in _choices(unsure) if best < wanted else ():
        found = _agreeing_with(statement, turned)
        if found > best:
            best, chosen = found, turned
    _turn(chosen)
    if wanted and best == wanted:
        for line in statement.details:
            line.guessed = False


def _unsure(statement: Statement) -> list[list[Line]]:
    """The lines that were guessed, those of one heading together."""
    found: dict[str, list[Line]] = {}
    for line in statement.details:
        if line.guessed:
            found.setdefault(line.section or f"row {line.place.row}", []).append(line)
    return list(found.values())


def _choices(unsure: Sequence[list[Line]]) -> Iterator[tuple[list[Line], ...]]:
    tried = unsure[:_MOST]
    for count in range(1, len(tried) + 1):
        yield from combinations(tried, count)


def _agreeing_with(statement: Statement, turned: Sequence[list[Line]]) -> int:
    before = [(line, line.group) for lines in turned for line in lines]
    _turn(turned)
    found = _agreeing(statement)
    for line, group in before:
        line.group = group
    return found


def _turn(turned: Sequence[list[Line]]) -> None:
    for lines in turned:
        for line in lines:
            line.group = "income" if is_cost(line.group) else "overheads"


def _agreeing(statement: Statement) -> int:
    """How many figures of the stated profits are what their lines make."""
    return sum(
        agrees(statement, made.line, made.parts)
        for made in parts_of(statement)
        if made.line.role == "result"
    )


def _stated(statement: Statement) -> int:
    """How many there are of columns that have lines too."""
    return sum(
        slot.figures != "variance" and amount_of(made.parts, slot) is not None
        for made in parts_of(statement)
        if made.line.role == "result"
        for slot in made.line.cells
    )
