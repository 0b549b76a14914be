"""The exports of programs that firms use, known by the headings that they always have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from engross.intake.kinds import normal, toml

DateOrder = Literal["day-first", "month-first", "iso", "unclear"]
"""How a table writes a day of digits: `3/4/2026` or `2026-04-03`; `unclear` depends on whoever
set the program up, so the values have to say."""


@dataclass(frozen=True)
class Export:
    """One export of one program."""

    system: str
    """The program: `Harvest`."""
    report: str
    """Which of its exports, as the program calls it: `detailed time`."""
    kind: str
    """The key of the kind of table it holds."""
    recognised_by: tuple[str, ...]
    """Headings, normalised, that all stand in it and tell it apart."""
    columns: Mapping[str, tuple[str, ...]]
    """By meaning, its heading, normalised; several are joined by a space, in this order."""
    dates: DateOrder
    otherwise: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By meaning, the headings where the first are not there, or are empty in every row."""
    sensitive: tuple[str, ...] = ()
    """Further headings, normalised, that no agent or document may have."""
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By heading, normalised, what a row must say to belong; empty for every row."""

    @property
    def name(self) -> str:
        """`Harvest detailed time`."""
        return f"{self.system} {self.report}"


@cache
def exports(file: str = "exports.toml") -> tuple[Export, ...]:
    """Every export that the file beside this module describes, in its order."""
    return tuple(_export(entry) for entry in toml(file).get("export", ()))


@cache
def not_issued(file: str = "exports.toml") -> frozenset[str]:
    """States, in lower case, of an invoice that was never sent or was taken back."""
    return frozenset(toml(file).get("not_issued", ()))


def is_sterling(currency: str) -> bool:
    """Whether a program's words for a currency mean pounds: `GBP`, `British Pound - GBP`, `£`."""
    words = currency.casefold().replace("-", " ").split()
    return not {"gbp", "£", "sterling", "pounds"}.isdisjoint(words)


def recognised(names: Sequence[str], among: Sequence[Export]) -> Export | None:
    """The export with these headings, normalised; of several the one that asks for most."""
    return next(iter(all_recognised(names, among)), None)


def all_recognised(names: Sequence[str], among: Sequence[Export]) -> tuple[Export, ...]:
    """The export with these headings, and those of the same headings that take other rows of it."""
    standing = set(names)
    fitting = [export for export in among if standing.issuperset(export.recognised_by)]
    if not fitting:
        return ()
    best = max(fitting, key=lambda export: len(export.recognised_by))
    return tuple(export for export in fitting if export.recognised_by == best.recognised_by)


def _export(entry: Mapping[str, Any]) -> Export:
    return Export(
        system=entry["system"],
        report=entry["report"],
        kind=entry["kind"],
        recognised_by=_normalised(entry["recognised_by"]),
        columns=_by_meaning(entry["columns"]),
        dates=entry["dates"],
        otherwise=_by_meaning(entry.get("otherwise", {})),
        sensitive=_normalised(entry.get("sensitive", ())),
        rows={normal(name): tuple(said) for name, said in entry.get("rows", {}).items()},
    )


def _by_meaning(said: Mapping[str, str | list[str]]) -> dict[str, tuple[str, ...]]:
    return {meaning: _normalised(names) for meaning, names in said.items()}


def _normalised(names: str | Sequence[str]) -> tuple[str, ...]:
    listed = (names,) if isinstance(names, str) else names
    return tuple(normal(name) for name in listed)
