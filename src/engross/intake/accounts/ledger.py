"""The statements of all files as one: each line once, with its figures from wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from engross.intake.accounts.entries import GROSS, TAKEN_OUT, Entry, Identity
from engross.intake.accounts.headings import Slot
from engross.intake.accounts.lines import Line, Statement
from engross.intake.accounts.naming import name_all
from engross.intake.accounts.structure import Made, parts_of
from engross.intake.accounts.words import (
    StatementKind,
    groups,
    is_cost,
    label_of,
    named,
    section_of,
)
from engross.intake.cells import Amount
from engross.uk.periods import Period


class Found(NamedTuple):
    """A figure of an entry in a table."""

    statement: Statement
    amount: Amount


class Ledger:
    """Every statement of one kind, with the lines in the order of the fullest."""

    def __init__(
        self, kind: StatementKind, statements: Sequence[Statement], report: Period
    ) -> None:
        self.kind = kind
        # The finest first; what is hidden may be an old version.
        self.statements = sorted(statements, key=lambda s: (s.unit, s.sheet.hidden))
        self.made: dict[Statement, tuple[Made, ...]] = {s: parts_of(s) for s in self.statements}
        self.entries: list[Entry] = []
        self._summaries: list[tuple[Statement, Line]] = []
        if not self.statements:
            return
        first = max(self.statements, key=lambda s: _fullness(s, report))
        self._take_first(first)
        for statement in self.statements:
            if statement is not first:
                self._take_other(statement)
        self._complete()
        for statement in self.statements:
            self._take_totals(statement)
        name_all(self.kind, self.entries)

    @property
    def lines(self) -> list[Entry]:
        """The entries that are no totals."""
        return [entry for entry in self.entries if entry.role == "line"]

    def by_key(self, key: str) -> Entry | None:
        """The entry of that key."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def found(self, entry: Entry, slot: Slot) -> tuple[Found, ...]:
        """Its figures as they stand in the tables, the finest first."""
        return tuple(
            Found(s, entry.stated[s].cells[slot])
            for s in self.statements
            if s in entry.stated and slot in entry.stated[s].cells
        )

    def unreadable(self, entry: Entry, slot: Slot) -> bool:
        """Whether a table has something there that is no figure."""
        return any(slot in line.unreadable for line in entry.stated.values())

    def covering(self, slot: Slot, group: str) -> tuple[Statement, ...]:
        """The tables that have such a column, in pounds, and lines of the section."""
        return tuple(
            s
            for s in self.statements
            if s.unit == 1 and s.covers(slot) and self._has_lines(s, group)
        )

    def _has_lines(self, statement: Statement, group: str) -> bool:
        """Whether it has lines of the section, and not only what they come to."""
        sums = [line for _, line in self._summaries]
        return any(x.group == group and x not in sums for x in statement.details)

    def slots(self) -> tuple[Slot, ...]:
        """Every column of every table, once."""
        return tuple(dict.fromkeys(slot for s in self.statements for slot in s.slots))

    def _take_first(self, statement: Statement) -> None:
        made = {one.line: one.parts for one in self.made[statement]}
        entries: dict[Line, Entry] = {}
        for line in _in_order(statement):
            entry = Entry(line.label, line.group, line.role, stated={statement: line})
            parts = made.get(line, {})
            entry.parts = {entries[part]: sign for part, sign in parts.items()}
            entry.identity = _identity(statement, made.get(line, {}))
            if line.role != "line" and not _is_of_use(self.kind, line, parts):
                continue
            if line.role == "result" and self._of_identity(entry.identity):
                continue  # a profit after tax where no tax is posted
            entries[line] = entry
            self.entries.append(entry)

    def _take_other(self, statement: Statement) -> None:
        for line in statement.details:
            entry = self._entry_of(line)
            if entry is None and _is_summary(statement, line):
                self._summaries.append((statement, line))
                continue
            if entry is None or statement in entry.stated:
                entry = Entry(line.label, line.group, "line")
                self._insert(entry)
            entry.stated[statement] = line

    def _take_totals(self, statement: Statement) -> None:
        """Where other tables state the totals and results too."""
        for made in self.made[statement]:
            if same := self._of_identity(_identity(statement, made.parts)):
                same.stated.setdefault(statement, made.line)

    def _entry_of(self, line: Line) -> Entry | None:
        """The entry of that name, in the same section where several have it."""
        alike = [e for e in self.lines if any(x.name == line.name for x in e.stated.values())]
        same = [e for e in alike if e.group == line.group]
        return next(iter((*same, *alike)), None)

    def _insert(self, entry: Entry) -> None:
        """After the last line of its section, or where the section would stand."""
        order = groups(self.kind)
        rank = order.index(entry.group)
        before = [
            n
            for n, e in enumerate(self.entries)
            if e.role == "line" and order.index(e.group) <= rank
        ]
        self.entries.insert(before[-1] + 1 if before else 0, entry)

    def _complete(self) -> None:
        """Add the totals and results that no table states, and all lines of a section to its."""
        for entry in self.entries:
            if entry.identity:
                signs = dict(entry.identity)
                entry.parts = {e: signs[e.group] for e in self.lines if e.group in signs}
        for group in groups(self.kind):
            self._add_total(group)
        if self.kind == "profit":
            self._add_results()
        else:
            self._add_net_assets()

    def _add_total(self, group: str) -> None:
        lines = [entry for entry in self.lines if entry.group == group]
        identity: Identity = frozenset({(group, 1)})
        if len(lines) > 1 and not self._of_identity(identity):
            entry = Entry(label_of(group), group, "total", identity=identity)
            entry.parts = dict.fromkeys(lines, 1)
            self.entries.insert(self.entries.index(lines[-1]) + 1, entry)
        total = self._of_identity(identity) or (lines[0] if len(lines) == 1 else None)
        for statement, line in self._summaries:
            if line.group == group and total is not None:
                total.stated.setdefault(statement, line)

    def _add_results(self) -> None:
        present = {entry.group for entry in self.lines} - {TAKEN_OUT}
        signs: Identity = frozenset((g, -1 if is_cost(g) else 1) for g in present)
        if signs.issuperset(GROSS) and not self._of_identity(GROSS):
            last = max(self.entries.index(e) for e in self.entries if e.group in dict(GROSS))
            self._insert_result("gross-profit", GROSS, last + 1)
        if {s for _, s in signs} == {1, -1} and not self._of_identity(signs):
            taken = [n for n, e in enumerate(self.entries) if e.group == TAKEN_OUT]
            self._insert_result("profit", signs, min(taken, default=len(self.entries)))

    def _add_net_assets(self) -> None:
        """Where both what is owned and what is owed is there, and nothing says what is left."""
        outside = [e for e in self.lines if e.group not in named("balance", "capital")]
        identity: Identity = frozenset((entry.group, 1) for entry in outside)
        if len(identity) > 1 and not self._of_identity(identity):
            self._insert_result("net-assets", identity, self.entries.index(outside[-1]) + 1)

    def _insert_result(self, called: str, identity: Identity, place: int) -> None:
        signs = dict(identity)
        group = self.entries[place - 1].group
        entry = Entry(label_of(called), group, "result", identity=identity)
        entry.parts = {e: signs[e.group] for e in self.lines if e.group in signs}
        self.entries.insert(place, entry)

    def _of_identity(self, identity: Identity) -> Entry | None:
        return next((e for e in self.entries if identity and e.identity == identity), None)


def _identity(statement: Statement, parts: Mapping[Line, int]) -> Identity:
    """The whole sections that the parts are; nothing where they are only some lines of one."""
    signs = {(line.group, sign) for line, sign in parts.items()}
    touched = {group for group, _ in signs}
    whole = {line for line in statement.details if line.group in touched}
    return (
        frozenset(signs)
        if parts and whole == set(parts) and len(touched) == len(signs)
        else frozenset()
    )


def _in_order(statement: Statement) -> list[Line]:
    """Its lines; those of a list by section, as a statement has them."""
    if not statement.listed:
        return statement.lines
    order = groups(statement.kind)
    return sorted(statement.lines, key=lambda line: order.index(line.group))


def _is_of_use(kind: StatementKind, line: Line, parts: Mapping[Line, int]) -> bool:
    """Whether something says what it is made of; what is left of costs alone is no profit."""
    return bool(parts) and (kind == "balance" or line.role != "result" or 1 in parts.values())


def _is_summary(statement: Statement, line: Line) -> bool:
    """Whether it is the only line of its section, and called like the section."""
    alone = sum(other.group == line.group for other in statement.details) == 1
    return alone and section_of(statement.kind, line.label) == line.group


def _fullness(statement: Statement, report: Period) -> tuple[bool, bool, int, bool]:
    """How well a statement tells the report's period line by line."""
    months = {month.key for month in report.months()} | {report.key}
    of_period = any(
        s.figures == "actual" and (s.period.key in months or s.period.end == report.end)
        for s in statement.slots
    )
    return of_period, not statement.sheet.hidden, len(statement.details), not statement.listed
