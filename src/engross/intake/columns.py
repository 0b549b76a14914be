"""Which table a sheet holds and what its columns mean.

What a person confirmed goes before a program's own headings, these before known names, and last
comes what a column looks like, which is never taken without saying so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from engross.intake.exports import DateOrder, Export, all_recognised
from engross.intake.headings import HEADING_ROWS, HeadingRow, Headings, heading_rows
from engross.intake.kinds import Kind, kinds, normal
from engross.intake.proposing import Proposer
from engross.intake.sheets import Sheet
from engross.intake.vocabulary import Vocabulary, vocabulary
from engross.records.quality import Certainty
from engross.workspace.register import ColumnMap, Firm

__all__ = [
    "HEADING_ROWS",
    "Headings",
    "Kind",
    "kinds",
    "normal",
    "understand",
    "understood",
]

_SHEET_NAME_WORTH = 4
_LEAST_COLUMNS = 3
"""Columns that a table has to have when too few of its headings are known."""


def understand(
    sheet: Sheet,
    firm_names: Mapping[str, Sequence[str]],
    confirmed: Sequence[ColumnMap] = (),
    among: Vocabulary | None = None,
    firm: Firm | None = None,
) -> Headings | None:
    """The sheet's heading row, or `None` when it holds no table that intake knows."""
    return next(iter(understood(sheet, firm_names, confirmed, among, firm)), None)


def understood(
    sheet: Sheet,
    firm_names: Mapping[str, Sequence[str]],
    confirmed: Sequence[ColumnMap] = (),
    among: Vocabulary | None = None,
    firm: Firm | None = None,
) -> tuple[Headings, ...]:
    """Every table of the sheet's one heading row: an export may hold several, by what rows say.

    The firm's people, clients and matters help to tell columns that have no known name.
    """
    looking = _Looking(sheet, firm_names, among or vocabulary(), Proposer(sheet, firm))
    rows = heading_rows(sheet)
    return (
        looking.confirmed(rows, confirmed)
        or looking.exported(rows)
        or looking.named(rows)
        or looking.unnamed(rows)
    )


@dataclass(frozen=True)
class _Said:
    """What an export or a person says of a table."""

    kind: Kind
    wanted: Mapping[str, Sequence[str]]
    """By meaning, the headings that make it up."""
    report: str
    system: str = ""
    certainty: Certainty = "known"
    dates: DateOrder = "unclear"
    sensitive: Sequence[str] = ()
    rows: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Looking:
    """Looks for the headings of one sheet."""

    sheet: Sheet
    firm_names: Mapping[str, Sequence[str]]
    known: Vocabulary
    proposer: Proposer

    def confirmed(
        self, rows: Sequence[HeadingRow], confirmed: Sequence[ColumnMap]
    ) -> tuple[Headings, ...]:
        """What a person said of exactly these headings."""
        keys = {kind.key for kind in self.known.kinds}
        for heading in rows:
            for said in confirmed:
                if said.kind in keys and sorted(said.headings) == heading.standing:
                    return (self._as_said(heading, self._of_person(said)),)
        return ()

    def exported(self, rows: Sequence[HeadingRow]) -> tuple[Headings, ...]:
        """What a program's own export says; a firm's own name for a column goes before."""
        for heading in rows:
            if found := all_recognised(heading.names, self.known.exports):
                return tuple(self._as_said(heading, self._of_export(heading, e)) for e in found)
        return ()

    def named(self, rows: Sequence[HeadingRow]) -> tuple[Headings, ...]:
        """What the names of the columns say, and proposals for what they leave out."""
        readings = (h for heading in rows for h in self._readings(heading) if self._plausible(h))
        best = max(readings, key=self._worth, default=None)
        if best is None:
            return ()
        heading = next(heading for heading in rows if heading.row.number == best.row)
        return (self._completed(heading, best),)

    def unnamed(self, rows: Sequence[HeadingRow]) -> tuple[Headings, ...]:
        """What the columns look like, where too few of them have a known name."""
        first = [heading for heading in rows if heading.is_of_words(_LEAST_COLUMNS)][:1]
        readings = (
            self._completed(heading, h) for heading in first for h in self._readings(heading)
        )
        best = max((h for h in readings if self._convinces(h)), key=self._worth, default=None)
        return (best,) if best else ()

    def _of_person(self, said: ColumnMap) -> _Said:
        return _Said(
            kind=self.known.kind(said.kind),
            wanted={meaning: said.headings_of(meaning) for meaning in said.columns},
            report=said.name,
            certainty="confirmed",
            dates=said.dates,
        )

    def _of_export(self, heading: HeadingRow, export: Export) -> _Said:
        kind = self.known.kind(export.kind)
        firms = {
            meaning: (name,)
            for meaning in kind.columns
            for name in self._own(meaning)
            if name in heading.names
        }
        return _Said(
            kind=kind,
            wanted={**_as_they_stand(heading, export), **self._added(heading, export), **firms},
            report=export.report,
            system=export.system,
            dates=export.dates,
            sensitive=export.sensitive,
            rows=export.rows,
        )

    def _added(self, heading: HeadingRow, export: Export) -> dict[str, tuple[str, ...]]:
        """Columns that firms add, or call otherwise than the program, by their first known name.

        None that the export takes for something else, and none that is to be kept back.
        """
        kind = self.known.kind(export.kind)
        taken = {name for names in _named_by(export) for name in names}
        found: dict[str, tuple[str, ...]] = {}
        for meaning in kind.added:
            if any(heading.is_filled(column) for column in _places_of(heading, export, meaning)):
                continue
            names = [n for n in kind.columns[meaning] if n in heading.names and n not in taken]
            allowed = [name for name in names if not self.known.is_sensitive(name)]
            if allowed:
                found[meaning] = (allowed[0],)
        return found

    def _as_said(self, heading: HeadingRow, said: _Said) -> Headings:
        """The headings where each meaning has the names that were said, as far as they stand."""
        places = {meaning: heading.places(names) for meaning, names in said.wanted.items()}
        columns = {meaning: found[0] for meaning, found in places.items() if found}
        return Headings(
            kind=said.kind,
            row=heading.row.number,
            names=heading.written,
            columns=columns,
            doubled=heading.doubled(columns),
            system=said.system,
            report=said.report,
            certainty=dict.fromkeys(columns, said.certainty),
            sensitive=self.known.sensitive_columns(heading.names, columns)
            | frozenset(heading.places(said.sensitive)),
            joined={meaning: found[1:] for meaning, found in places.items() if found[1:]},
            dates=said.dates,
            only={
                heading.names.index(name): frozenset(text.casefold() for text in texts)
                for name, texts in said.rows.items()
            },
        )

    def _readings(self, heading: HeadingRow) -> Iterator[Headings]:
        if sum(bool(name) for name in heading.names) > 1:  # a table has two columns
            yield from (self._reading(kind, heading) for kind in self.known.kinds)

    def _reading(self, kind: Kind, heading: HeadingRow) -> Headings:
        columns: dict[str, int] = {}
        for meaning, names in kind.columns.items():
            places = heading.places((*self._own(meaning), *names))
            if places:
                columns[meaning] = places[0]
        return Headings(
            kind=kind,
            row=heading.row.number,
            names=heading.written,
            columns=columns,
            doubled=heading.doubled(columns),
            certainty=dict.fromkeys(columns, "known"),
            sensitive=self.known.sensitive_columns(heading.names, columns),
        )

    def _completed(self, heading: HeadingRow, headings: Headings) -> Headings:
        """With a proposed column for what is missing, where one convinces."""
        found = self.proposer.for_missing(heading, headings, self.known)
        if not found:
            return headings
        columns = {**headings.columns, **{p.meaning: p.column for p in found}}
        return replace(
            headings,
            columns=columns,
            doubled=heading.doubled(columns),
            certainty={**headings.certainty, **{p.meaning: p.certainty for p in found}},
            reasons={p.meaning: p.reason for p in found},
        )

    def _own(self, meaning: str) -> list[str]:
        return [normal(name) for name in self.firm_names.get(meaning, ())]

    def _plausible(self, headings: Headings) -> bool:
        if len(headings.missing) == len(headings.kind.needs):
            return False  # a list of rates or a page of balances holds nothing of the kind
        marked = any(set(group) <= headings.columns.keys() for group in headings.kind.marks)
        several = len(set(headings.columns.values())) > 1
        return marked or (self._announced(headings.kind) and several)

    def _convinces(self, headings: Headings) -> bool:
        """Whether a table none of whose needs has a known name may be taken for what it seems."""
        sure = [m for m in headings.columns if headings.certainty[m] in ("known", "likely")]
        return (
            not headings.missing
            and self._plausible(headings)
            and len(set(headings.columns.values())) >= _LEAST_COLUMNS
            and len(sure) > 1
        )

    def _announced(self, kind: Kind) -> bool:
        title = normal(self.sheet.title)
        return any(
            title == name or title.startswith(f"{name} ") or title.endswith(f" {name}")
            for name in kind.sheets
        )

    def _worth(self, headings: Headings) -> tuple[int, int]:
        """How well a reading fits: distinct columns, the sheet's name, nothing missing."""
        score = len(set(headings.columns.values())) - 2 * len(headings.missing)
        if self._announced(headings.kind):
            score += _SHEET_NAME_WORTH
        return score, -headings.row


def _named_by(export: Export) -> Iterator[Sequence[str]]:
    """Every heading that the export's own entry speaks of."""
    yield from export.columns.values()
    yield from export.otherwise.values()
    yield export.sensitive
    yield tuple(export.rows)


def _places_of(heading: HeadingRow, export: Export, meaning: str) -> tuple[int, ...]:
    """The columns that the export's own entry takes for the meaning."""
    own = (*export.columns.get(meaning, ()), *export.otherwise.get(meaning, ()))
    return heading.places(own)


def _as_they_stand(heading: HeadingRow, export: Export) -> dict[str, tuple[str, ...]]:
    """The export's headings, with the second choice where the first is not there or is empty."""
    chosen = dict(export.columns)
    for meaning, names in export.otherwise.items():
        first = heading.places(chosen.get(meaning, ()))
        if heading.places(names) and not any(heading.is_filled(column) for column in first):
            chosen[meaning] = names
    return chosen
