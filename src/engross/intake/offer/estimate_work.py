"""Hours in an estimate at our rates; a rate that it states beside them is compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from engross.intake.cells import Amount, Unreadable
from engross.intake.entry import Entry
from engross.intake.given import Subject
from engross.intake.offer import estimate_rows
from engross.intake.offer.estimate_drafts import where_of
from engross.intake.offer.estimate_tables import EstimateTable
from engross.intake.offer.listed import work_of
from engross.intake.offer.proposed import Figure, Words, Work
from engross.intake.row_shapes import is_blank
from engross.intake.streams import slug
from engross.records import Finding
from engross.uk.money import format_pence
from engross.workspace.price_list import Grade

_UNLISTED: Final = "other"
"""How the key of a grade begins that the price list does not have."""


class WorkReader:
    """Reads the hours of one estimate's rows."""

    def __init__(self, table: EstimateTable, subject: Subject) -> None:
        self.subject = subject
        self.columns = table.hour_columns(subject.prices)
        self.findings: list[Finding] = []

    def has_hours(self, entry: Entry, column: int) -> bool:
        """Whether the row has anything in a column that is headed by a grade."""
        return column < len(entry.row.values) and not is_blank(entry.row.values[column])

    def of(self, entry: Entry, fee: Amount | None) -> list[Work]:
        """The row's work; hours that no rate is known for are none where the row has a fee.

        Raises:
            Unreadable: hours cannot be read, or nothing says what they cost.
        """
        return [*self._in_columns(entry), *self._in_row(entry, fee)]

    def _in_columns(self, entry: Entry) -> Iterator[Work]:
        for grade, column in self.columns:
            hours = estimate_rows.hours_at(entry, column)
            if hours is not None and hours.value:
                _check_hours(hours)
                yield self._at_our_rate(grade, hours)

    def _in_row(self, entry: Entry, fee: Amount | None) -> Iterator[Work]:
        hours = entry.hours()
        if hours is None or not hours.value:
            return
        _check_hours(hours)
        written, stated = estimate_rows.words_in(entry, "grade"), entry.amount("rate")
        grade, person = self._grade(written.text) if written else (None, "")
        if grade is not None and written is not None:
            self._compare(grade, stated)
            named = Words(person, written.where) if person else None
            yield replace(self._at_our_rate(grade, hours), person=named)
        elif stated is not None:
            if stated.value <= 0:
                raise Unreadable("its rate is not above nil")
            self.findings.append(self._unlisted(entry, written, stated))
            yield _at_stated_rate(hours, stated, written)
        elif fee is None:
            who = f"“{written.text}” is no grade of the price list" if written else "no grade"
            raise Unreadable(f"it has hours and no rate ({who})")

    def _at_our_rate(self, grade: Grade, hours: Amount) -> Work:
        if self.subject.prices is None:
            raise Unreadable("the firm has no price list with rates")
        figure = Figure(hours.value, where_of(hours))
        return work_of(grade, figure, self.subject.prices, self.subject)

    def _grade(self, written: str) -> tuple[Grade | None, str]:
        """The grade so called, or that of the person so called with their name."""
        prices = self.subject.prices
        if prices is None or (found := prices.grade(written)):
            return (found if prices else None), ""
        person = next(
            (p for p in self.subject.firm.people if written in (p.name, *p.names_in_records)), None
        )
        return (prices.grade(person.title), person.name) if person else (None, "")

    def _compare(self, grade: Grade, stated: Amount | None) -> None:
        if stated is None or stated.value == grade.rate:
            return
        self.findings.append(
            Finding(
                rule="rate-differs",
                severity="warn",
                place=str(stated.places[0]),
                message=(
                    f"The estimate has {format_pence(stated.value)} an hour for "
                    f"{grade.name.lower()}; the price list has {format_pence(grade.rate)}, which "
                    "was used."
                ),
                suggestion="Correct the estimate, or agree the other rate as a discount.",
            )
        )

    def _unlisted(self, entry: Entry, written: Words | None, stated: Amount) -> Finding:
        who = f"“{written.text}”, which is no grade of it" if written else "hours without a grade"
        return Finding(
            rule="rate-differs",
            severity="warn",
            place=str(entry.place("grade")),
            message=(
                f"The price list has no rate for {who}; the estimate's "
                f"{format_pence(stated.value)} an hour was used."
            ),
            suggestion="Name a grade of the price list, or add this one to it.",
        )


def _check_hours(hours: Amount) -> None:
    if hours.value < 0:
        raise Unreadable("its hours are below nil")


def _at_stated_rate(hours: Amount, stated: Amount, written: Words | None) -> Work:
    rate = Figure(stated.value + Decimal(0), where_of(stated))
    key = slug(f"{_UNLISTED} {written.text}") if written else ""
    return Work(Figure(hours.value, where_of(hours)), rate, grade=key, name=written)
