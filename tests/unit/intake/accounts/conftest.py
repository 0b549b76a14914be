"""Accounts as a test writes them: sheets of cells parted at bars, without a file's bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest

from engross.intake import GivenFile, Subject
from engross.intake.accounts.reading import Opened
from engross.intake.accounts.taking import take_opened
from engross.intake.factbook import FactBook
from engross.intake.given import Taken
from engross.intake.sheets import Sheet
from engross.records import Fact
from engross.sources.sheets import Merged, Row, SheetRead, Value, WorkbookRead

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_YEAR = re.compile(r"20[0-9]{2}")


def cells(line: str) -> list[Value]:
    """Numbers as numbers, everything else as text, nothing as nothing."""
    return [_value(cell.strip()) for cell in line.split("|")]


def _value(text: str) -> Value:
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    return text or None


def rows(text: str) -> tuple[Row, ...]:
    """A row for each line; a blank line is a blank row."""
    lines = text.strip("\n").split("\n")
    numbered = ((number, cells(line)) for number, line in enumerate(lines, start=1))
    return tuple(Row(n, values) for n, values in numbered if any(v is not None for v in values))


@dataclass
class Accounts:
    """What was taken, in the words of a test."""

    book: FactBook
    taken: Taken
    period: str

    def value(self, measure: str, scope: str, period: str = "") -> object:
        fact = self.fact(measure, scope, period)
        return fact.value if fact else None

    def fact(self, measure: str, scope: str, period: str = "") -> Fact | None:
        return self.book.get(measure, period or self.period, scope)

    def scopes(self, dimension: str = "line") -> list[str]:
        listed = (fact.scope for fact in self.book.facts)
        return list(dict.fromkeys(s for s in listed if s.startswith(f"{dimension}:")))

    def said(self, rule: str) -> str:
        return "\n".join(f.message for f in self.taken.findings if f.rule == rule)

    def rules(self) -> set[str]:
        return {finding.rule for finding in self.taken.findings}


Take = Callable[..., Accounts]


@pytest.fixture
def given() -> GivenFile:
    return GivenFile(role="accounts", kind="accounts", name="accounts.xlsx", data=b"-")


@pytest.fixture
def sheet(given: GivenFile) -> Callable[..., Sheet]:
    """One sheet of accounts."""

    def making(text: str, name: str = "P&L", merged: tuple[Merged, ...] = ()) -> Sheet:
        return Sheet(given, SheetRead(name, rows(text), merged=merged))

    return making


@pytest.fixture
def take(subject: Subject, given: GivenFile) -> Take:
    """Takes the sheets of one workbook, by name; the subject's period unless another is named."""

    def taking(
        sheets: dict[str, str] | str,
        *,
        about: Subject = subject,
        merged: tuple[Merged, ...] = (),
        hidden: tuple[str, ...] = (),
    ) -> Accounts:
        named = {"P&L": sheets} if isinstance(sheets, str) else sheets
        read = tuple(
            SheetRead(name, rows(text), merged=merged, hidden=name in hidden)
            for name, text in named.items()
        )
        book = FactBook()
        taken = take_opened(book, [Opened(given, WorkbookRead(read, "test"))], about)
        return Accounts(book, taken, about.period.key)

    return taking
