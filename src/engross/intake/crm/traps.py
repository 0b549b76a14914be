"""Everything about a CRM's files that a person should know before a document rests on them."""

from __future__ import annotations

from collections.abc import Iterator

from engross.intake.column_reports import guess_findings
from engross.intake.crm.days import DayColumn
from engross.intake.crm.fields import Unread
from engross.intake.crm.gaps import deal_findings, repeated_ids
from engross.intake.crm.gathered import Gathered
from engross.intake.crm.names import name_findings
from engross.intake.crm.oddities import value_findings
from engross.intake.crm.picture import Crm
from engross.intake.crm.records import LeftOut
from engross.intake.crm.telling import finding, rows
from engross.records import Finding

_REASONS = {
    "deleted": "are marked as deleted",
    "merged": "were merged into others",
    "repeated": "say nothing that an earlier one of the same id or name does not say",
}


def traps(crm: Crm, gathered: Gathered) -> Iterator[Finding]:
    """The findings, in the order in which a reader wants them."""
    yield from _headings(crm)
    yield from _unread(gathered.unread)
    for column in gathered.days:
        yield from _day_findings(column)
    yield from _left_out(crm.left_out)
    yield from repeated_ids(crm)
    yield from deal_findings(crm, gathered)
    yield from name_findings(crm)
    yield from value_findings(crm)


def _headings(crm: Crm) -> Iterator[Finding]:
    for table in crm.tables:
        if table.headings is None:
            yield Finding(
                rule="table-not-used",
                severity="note",
                place=str(table.place),
                message=f"{table.sheet.title} was not used: {table.unused}.",
                suggestion="`engross map` shows its columns and lets you say what they mean.",
            )
        elif not table.unused:
            yield from guess_findings(table.sheet, table.headings)


def _unread(listed: list[Unread]) -> Iterator[Finding]:
    by_column: dict[tuple[str, str, int], list[Unread]] = {}
    for one in listed:
        key = (one.place.file.name, one.place.sheet, one.place.column)
        by_column.setdefault(key, []).append(one)
    for cells in by_column.values():
        cell = "1 cell" if len(cells) == 1 else f"{len(cells):,} cells"
        yield finding(
            "crm-cell-unread",
            "warn",
            [one.place for one in cells],
            f"{cell} could not be read and was left empty; {cells[0].reason}",
            "Correct it in the CRM and export again.",
        )


def _day_findings(column: DayColumn) -> Iterator[Finding]:
    orders = column.orders
    if column.turned:
        yield _days(
            column, "warn", "seems to hold days whose day and month Excel changed round", "Check it"
        )
    if column.order == "unclear" and orders.mixed:
        yield _days(
            column,
            "warn",
            f"has days that can only be read day first ({orders.day_first:,}) and days that can "
            f"only be read month first ({orders.month_first:,}); it was read day first",
            "Export it again with the year first",
        )
    elif column.order == "unclear" and orders.either:
        yield _days(
            column,
            "warn",
            f"does not show whether the day or the month comes first ({orders.either:,} days could "
            "be either); it was read day first",
            "Export it again with the year first",
        )
    elif orders.either:
        yield _days(
            column,
            "note",
            f"was read {column.order.replace('-', ' ')}, {_ground(column)}; {orders.either:,} days "
            "by themselves could be either",
            "",
        )


def _ground(column: DayColumn) -> str:
    """Why the column is read in its order."""
    shown = column.orders.order == column.order
    return "as other days in it show" if shown else "as this export is known to write"


def _days(column: DayColumn, severity: str, message: str, suggestion: str) -> Finding:
    return Finding.model_validate(
        {
            "rule": "crm-dates-unclear",
            "severity": severity,
            "place": str(column.first),
            "message": f"The column “{column.heading}” {message}.",
            "suggestion": f"{suggestion}." if suggestion else "",
        }
    )


def _left_out(listed: tuple[LeftOut, ...]) -> Iterator[Finding]:
    groups: dict[tuple[str, str], list[LeftOut]] = {}
    for one in listed:
        groups.setdefault((one.kind, one.reason), []).append(one)
    for (kind, reason), records in groups.items():
        places = [one.place for one in records]
        yield Finding(
            rule="crm-left-out",
            severity="note",
            place=str(places[0]),
            message=(
                f"{len(records):,} records of {kind.replace('-', ' ')} were not counted, as they "
                f"{_REASONS[reason]} ({rows(places)})."
            ),
        )
