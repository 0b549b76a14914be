"""From a figure to its cells and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from engross.errors import WrongState
from engross.pipeline import names
from engross.pipeline.also import also_of
from engross.pipeline.services import Services
from engross.pipeline.statements import ROLE
from engross.records import Evidence, Figure, HeldDocument, Run, Source

_CELL = re.compile(r"(?:(?P<sheet>[^!]+)!)?(?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]+)(?::([A-Z]{1,3})([0-9]+))?")


def trace(services: Services, run: Run, what: str) -> Sequence[Figure]:
    """The figures of the held document, and of the files beside it, that are or come from `what`.

    `what` is a figure as printed (`£5,776`), a fact's or passage's id, a cell (`Invoices!G4`),
    or empty for all.

    Raises:
        WrongState: the run was never held.
    """
    if not services.records.has(run.id, names.HELD):
        raise WrongState(
            f"{run.id} was never held, so it has no figures to trace.",
            remedy=f"See how it stands: engross show {run.id}",
        )
    held = services.records.load(run.id, names.HELD, HeldDocument)
    beside = (figure for one in also_of(services, run).files for figure in one.figures)
    figures = (*held.candidate.figures, *beside)
    wanted = what.strip()
    if not wanted:
        return figures
    by_name = [f for f in figures if wanted in {f.text, f.id, f.anchor}]
    if by_name:
        return by_name
    cell = _CELL.fullmatch(wanted)
    if cell:
        return [f for f in figures if any(_holds(span.place, cell) for span in f.spans)]
    return [f for f in figures if any(wanted in {s.file, s.place} for s in f.spans)]


def trace_statements(services: Services, run: Run, what: str) -> Sequence[Source]:
    """The required statements of the held document that `what` names, all for nothing.

    `what` is a file, its key (`complaints`), or words that its title begins with.
    """
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    wanted = what.strip().casefold()
    return [
        source
        for source in evidence.sources
        if source.role == ROLE
        and (
            wanted in {source.file.casefold(), PurePosixPath(source.file).stem.casefold()}
            or source.method.casefold().startswith(wanted)
        )
    ]


def _holds(place: str, cell: re.Match[str]) -> bool:
    sheet, _, ranges = place.rpartition("!")
    if cell["sheet"] and cell["sheet"] != sheet.strip("'"):
        return False
    column, row = _number(cell["column"]), int(cell["row"])
    return any(
        _number(first) <= column <= _number(last or first) and int(top) <= row <= int(bottom or top)
        for first, top, last, bottom in _RANGE.findall(ranges)
    )


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
