"""Which table a sheet holds and what its columns mean, by the names in `columns.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from engross.intake.sheets import Sheet
from engross.sources.sheets import Row, Value

HEADING_ROWS = 15
"""How many rows down a heading row is looked for."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOISE = re.compile(r"£|\bgbp\b|[^\w#%/ ]|_", re.IGNORECASE)
_SHEET_NAME_WORTH = 4


@dataclass(frozen=True)
class Kind:
    """A kind of table."""

    key: str
    """`time`, `invoices`, `credit-notes`, `payments`, `budget`, `disbursements`, `expenses`."""
    title: str
    """`time entries`."""
    sheets: tuple[str, ...]
    """Sheet names that announce it, normalised."""
    needs: tuple[str, ...]
    """Meanings without which it is of no use."""
    marks: tuple[tuple[str, ...], ...]
    """Meanings any group of which tells it apart."""
    columns: Mapping[str, tuple[str, ...]]
    """By meaning, the names that it may have, best first."""


@dataclass(frozen=True)
class Headings:
    """A sheet's heading row, understood."""

    kind: Kind
    row: int
    """The heading row's number."""
    names: tuple[str, ...]
    """The headings as written."""
    columns: Mapping[str, int]
    """By meaning, the column."""
    doubled: tuple[str, ...] = ()
    """Headings that stand more than once, of which the first is taken."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Needed meanings that no column has."""
        return tuple(need for need in self.kind.needs if not self._has(need))

    @property
    def missing_exactly(self) -> tuple[str, ...]:
        """Needed meanings that have no column of their own, though another may stand in."""
        return tuple(need for need in self.kind.needs if need not in self.columns)

    def _has(self, meaning: str) -> bool:
        return any(name in self.columns for name in (meaning, *_INSTEAD.get(meaning, ())))


_INSTEAD = {"hours": ("minutes", "units"), "net": ("amount", "gross")}
"""What can stand in for a needed column."""


def normal(name: str) -> str:
    """A heading or sheet name as `columns.toml` writes them."""
    spaced = _CAMEL.sub(" ", name).replace("#", " no ").replace("/", " ")
    return " ".join(_NOISE.sub(" ", spaced).casefold().split())


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of table, from `columns.toml`."""
    text = resources.files("engross.intake").joinpath("columns.toml").read_text("utf-8")
    data = tomllib.loads(text)
    shared = {meaning: tuple(names) for meaning, names in data.pop("shared").items()}
    return tuple(
        Kind(
            key=key,
            title=kind["title"],
            sheets=tuple(kind["sheets"]),
            needs=tuple(kind["needs"]),
            marks=tuple(tuple(group) for group in kind["marks"]),
            columns={**shared, **{m: tuple(names) for m, names in kind["columns"].items()}},
        )
        for key, kind in data.items()
    )


def understand(sheet: Sheet, firm_names: Mapping[str, Sequence[str]]) -> Headings | None:
    """The sheet's heading row, or `None` when it holds no table that intake knows."""
    candidates = [
        headings
        for row in sheet.rows[:HEADING_ROWS]
        if row.number <= HEADING_ROWS
        for headings in _readings(sheet, row, firm_names)
    ]
    return max(candidates, key=lambda h: _worth(sheet, h), default=None)


def _readings(sheet: Sheet, row: Row, firm_names: Mapping[str, Sequence[str]]) -> list[Headings]:
    names = [normal(value) if isinstance(value, str) else "" for value in row.values]
    if sum(bool(name) for name in names) < 2:  # noqa: PLR2004 - a table has two columns
        return []
    readings = (_reading(kind, row, names, firm_names) for kind in kinds())
    return [h for h in readings if _plausible(sheet, h)]


def _reading(
    kind: Kind, row: Row, names: Sequence[str], firm_names: Mapping[str, Sequence[str]]
) -> Headings:
    columns: dict[str, int] = {}
    for meaning, known in kind.columns.items():
        own = [normal(name) for name in firm_names.get(meaning, ())]
        place = next((names.index(name) for name in (*own, *known) if name in names), None)
        if place is not None:
            columns[meaning] = place
    used = {names[column] for column in columns.values()}
    return Headings(
        kind=kind,
        row=row.number,
        names=tuple(_written(value) for value in row.values if value is not None),
        columns=columns,
        doubled=tuple(sorted(name for name in used if names.count(name) > 1)),
    )


def _plausible(sheet: Sheet, headings: Headings) -> bool:
    if len(headings.missing) == len(headings.kind.needs):
        return False  # a list of rates or a page of balances holds nothing of the kind
    marked = any(set(group) <= headings.columns.keys() for group in headings.kind.marks)
    return marked or (_announced(sheet, headings.kind) and len(set(headings.columns.values())) > 1)


def _announced(sheet: Sheet, kind: Kind) -> bool:
    title = normal(sheet.title)
    return any(
        title == name or title.startswith(f"{name} ") or title.endswith(f" {name}")
        for name in kind.sheets
    )


def _worth(sheet: Sheet, headings: Headings) -> tuple[int, int]:
    """How well a reading fits: distinct columns understood, the sheet's name, nothing missing."""
    score = len(set(headings.columns.values())) - 2 * len(headings.missing)
    if _announced(sheet, headings.kind):
        score += _SHEET_NAME_WORTH
    return score, -headings.row


def _written(value: Value) -> str:
    return value if isinstance(value, str) else str(value)
