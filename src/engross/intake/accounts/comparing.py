"""What the files state twice, compared: totals with their lines, one table with another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from engross.intake.accounts.entries import Entry
from engross.intake.accounts.headings import Slot
from engross.intake.accounts.ledger import Found, Ledger
from engross.intake.accounts.lines import PENNY, Line, Signs, Statement, amount_of
from engross.intake.accounts.profit_facts import MEASURES, scope_of
from engross.intake.accounts.structure import Made, difference, tolerance
from engross.intake.accounts.words import is_cost
from engross.intake.factbook import FactBook
from engross.intake.reconciling import shown
from engross.records import Finding
from engross.records.quality import TotalReport

TOTALS: Final = "ledger-totals-differ"
SOURCES: Final = "ledger-sources-differ"
_SHOWN: Final = 3

Differences = Mapping[Slot, Decimal]
"""By column, how much more a total says than its lines make."""


@dataclass
class Compared:
    """The differences, and every total that a table states."""

    findings: list[Finding] = field(default_factory=list)
    totals: dict[Statement, list[TotalReport]] = field(default_factory=dict)


def compare_totals(ledger: Ledger) -> Compared:
    """Every total of every table, beside what its lines make."""
    found = Compared()
    for statement, made in ledger.made.items():
        told: list[tuple[Made, Differences]] = []
        for one in made:
            if not one.parts:
                found.findings.append(_of_nothing(statement, one.line))
            differences = _differences(statement, one)
            why = _why(one.parts, differences) if differences else ""
            found.totals.setdefault(statement, []).extend(_reports(one, differences, why))
            if differences:
                told.append((one, differences))
        found.findings += _findings(statement, told)
    return found


def compare_tables(ledger: Ledger, book: FactBook) -> Iterator[Finding]:
    """Figures that a table states and that are others than those used."""
    for entry in ledger.entries:
        for slot in ledger.slots():
            if slot.figures not in MEASURES:
                continue
            used = book.get(MEASURES[slot.figures], slot.period.key, scope_of(entry))
            if used is None:
                continue
            for other in ledger.found(entry, slot):
                if _says_other(ledger, entry, slot, other, used.number):
                    yield _differing(entry, slot, other, used.number)


def compare_variances(ledger: Ledger) -> Iterator[Finding]:
    """Variances that a table states, beside what its own figures make."""
    for statement in ledger.statements:
        stated = [v for line in statement.lines for v in _variances(statement, line)]
        other = [v for v in stated if v.other_sign]
        wrong = [v for v in stated if not v.agrees and not v.other_sign]
        if other:
            yield _of_other_sign(statement, other)
        yield from (_wrong_variance(statement, each) for each in wrong)


class _Variance(NamedTuple):
    """A variance that a table states."""

    line: Line
    slot: Slot
    stated: Decimal
    made: Decimal
    """Its effect on the profit, of the same table's figures."""
    rounding: Decimal

    @property
    def agrees(self) -> bool:
        return abs(self.stated - self.made) < self.rounding

    @property
    def other_sign(self) -> bool:
        """Whether it is the same with the other sign, as where more cost is written above nil."""
        return not self.agrees and abs(self.stated + self.made) < self.rounding


def _variances(statement: Statement, line: Line) -> Iterator[_Variance]:
    for slot, stated in line.cells.items():
        pair = [line.cells.get(Slot(f, slot.period)) for f in ("actual", "budget")]
        if slot.figures != "variance" or pair[0] is None or pair[1] is None:
            continue
        lessens = line.role != "result" and is_cost(line.group)
        made = (pair[0].value - pair[1].value) * (-1 if lessens else 1)
        yield _Variance(line, slot, stated.value, made, tolerance(statement, 2))


def _of_other_sign(statement: Statement, variances: Sequence[_Variance]) -> Finding:
    called = list(dict.fromkeys(f"“{_called(v.line)}”" for v in variances))
    names = _listed(called[:_SHOWN])
    more = f" and {len(called) - _SHOWN} more" if len(called) > _SHOWN else ""
    return Finding(
        rule="ledger-signs",
        severity="note",
        place=f"{statement.sheet.file.name} {statement.sheet.title}",
        message=(
            f"The variances of {names}{more} in {statement.sheet.title} have the other sign; in "
            "the document a variance above nil is better for the profit."
        ),
    )


def _wrong_variance(statement: Statement, one: _Variance) -> Finding:
    return Finding(
        rule=SOURCES,
        severity="warn",
        place=str(one.line.cells[one.slot].places[0]),
        message=(
            f"The variance of “{_called(one.line)}” for {one.slot.period.label} is stated as "
            f"{shown(one.stated)} in {statement.sheet.title}; its actual and budget make "
            f"{shown(one.made)}."
        ),
        suggestion="Ours was used. Ask the client which of the three figures is right.",
    )


def _differences(statement: Statement, made: Made) -> Differences:
    found: dict[Slot, Decimal] = {}
    for slot, stated in made.line.cells.items():
        own = amount_of(made.parts, slot)
        if own is None or slot.figures == "variance":
            continue
        more = difference(statement, stated.value, own)
        if abs(more) >= tolerance(statement, len(made.parts)):
            found[slot] = more
    return found


def _of_nothing(statement: Statement, line: Line) -> Finding:
    called = f"“{line.label}”" if line.label else "A row without a name"
    return Finding(
        rule=TOTALS,
        severity="warn",
        place=str(line.place),
        message=(
            f"{called} (row {line.place.row} of {statement.sheet.title}) is the sum of no lines "
            "above it; it was not used."
        ),
        suggestion="Name the row, or take it out of the file.",
    )


def _reports(made: Made, differences: Differences, why: str) -> Iterator[TotalReport]:
    for slot, stated in made.line.cells.items():
        own = amount_of(made.parts, slot)
        if own is None or slot.figures == "variance":
            continue
        sign = made.line.sign
        yield TotalReport(
            place=stated.places[0].address,
            column=f"{_called(made.line)}, {slot.period.label}",
            stated=stated.value * sign,
            found=(own if slot in differences else stated.value) * sign,
            explanation=why if slot in differences else "",
        )


def _findings(statement: Statement, told: Sequence[tuple[Made, Differences]]) -> Iterator[Finding]:
    """One for each total that differs; those that differ by just as much are told with it."""
    left = list(told)
    while left:
        (made, differences), *rest = left
        same = [one for one, other in rest if _same(differences, other)]
        left = [each for each in rest if each[0] not in same]
        yield _total_finding(statement, made, differences, same)


def _same(first: Differences, second: Differences) -> bool:
    return first.keys() == second.keys() and (
        all(first[slot] == second[slot] for slot in first)
        or all(first[slot] == -second[slot] for slot in first)
    )


def _total_finding(
    statement: Statement, made: Made, differences: Differences, same: Sequence[Made]
) -> Finding:
    sheet = statement.sheet.title
    shown_here = list(differences)[:_SHOWN]
    figures = "; ".join(
        f"{slot.period.label} says {shown(made.line.cells[slot].value)}, its lines make "
        f"{shown(made.line.cells[slot].value - differences[slot])}"
        for slot in shown_here
    )
    more = len(differences) - len(shown_here)
    further = f"; and {more} more column{'s' if more > 1 else ''}" if more else ""
    why = _why(made.parts, differences)
    others = [f"“{_called(one.line)}” (row {one.line.place.row})" for one in same]
    rest = (
        f" {_listed(others)} differ{'s' if len(others) == 1 else ''} by just as much."
        if others
        else ""
    )
    return Finding(
        rule=TOTALS,
        severity="warn",
        place=str(made.line.place),
        message=(
            f"“{_called(made.line)}” in row {made.line.place.row} of {sheet} is not what its lines "
            f"make: {figures}{further}.{f' {why}' if why else ''}{rest}"
        ),
        suggestion="The lines were used, not the total. Ask the client which is right.",
    )


def _why(parts: Signs, differences: Differences) -> str:
    """The one line that explains every difference; empty for none."""
    for factor, words in (
        (-1, "was left out of it"),
        (1, "is in it twice"),
        (-2, "was taken the other way"),
    ):
        for line, sign in parts.items():
            if all(_amount(line, slot) * sign * factor == d for slot, d in differences.items()):
                return f"“{line.label}” (row {line.place.row}) {words}."
    return ""


def _amount(line: Line, slot: Slot) -> Decimal:
    return line.cells[slot].value if slot in line.cells else Decimal(0)


def _called(line: Line) -> str:
    return line.label or f"Total of {line.section}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _says_other(ledger: Ledger, entry: Entry, slot: Slot, other: Found, used: Decimal) -> bool:
    """Whether it differs by more than rounding, and not as its table's own lines tell already."""
    difference = other.amount.value - used
    if abs(difference) < max(tolerance(other.statement, 1), PENNY):
        return False
    line = entry.stated[other.statement]
    made = next((m for m in ledger.made[other.statement] if m.line is line), None)
    if made is None:
        return True
    own = amount_of(made.parts, slot)
    if own is None:
        return True
    rounding = tolerance(other.statement, len(made.parts))
    return abs(own - other.amount.value) < rounding <= abs(difference)


def _differing(entry: Entry, slot: Slot, other: Found, used: Decimal) -> Finding:
    what = "The budget of" if slot.figures == "budget" else "The figure of"
    return Finding(
        rule=SOURCES,
        severity="warn",
        place=str(other.amount.places[0]),
        message=(
            f"{what} “{entry.label}” for {slot.period.label} is {shown(other.amount.value)} in "
            f"{other.statement.sheet.title} ({other.amount.places[0].address}); the figure used, "
            f"worked out from the other tables or months, is {shown(used)}."
        ),
        suggestion="Ask the client which is right.",
    )
