"""The data-quality report: how each input was read, for the person who answers for its figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from engross.records.base import Record
from engross.records.findings import Finding

Certainty = Literal["confirmed", "known", "likely", "guessed"]
"""How sure a column's meaning is: `confirmed` a person said so in firm.yaml; `known` the export of
a known program, or the very name; `likely` a near name with fitting values; `guessed` less."""


class ColumnReport(Record):
    """One column of a table."""

    place: str
    """Its heading cell: `Time!F1`."""

    heading: str
    """As written; the lines of a heading of several rows joined by a space."""

    meaning: str = ""
    """What it was taken for (`hours`, `net`); empty for a column that was not used."""

    certainty: Certainty = "known"
    """How sure that is."""

    sensitive: bool = False
    """Whether it is kept from agents and documents (cost rate, margin, internal notes)."""

    samples: tuple[str, ...] = ()
    """Up to three values as the file shows them; none of a sensitive column."""


class TotalReport(Record):
    """One total that the file states, beside what its rows add up to."""

    place: str
    """The total's cell."""

    column: str
    """What it totals, in words: `net`, or the heading."""

    stated: Decimal
    """What the file says."""

    found: Decimal
    """What the rows add up to."""

    explanation: str = ""
    """For a difference: the rows that may explain it; empty where none was found."""

    @property
    def agrees(self) -> bool:
        """Whether they are the same to the penny."""
        return abs(self.stated - self.found) < Decimal("0.01")


class TableReport(Record):
    """One table that was found in a file."""

    place: str
    """Its cells, headings and all: `Time!A1:K240`."""

    kind: str = ""
    """What it holds (`time entries`, `invoices`, `deals`); empty when it was not understood."""

    system: str = ""
    """The program that exported it, if it is known: `Xero`."""

    columns: tuple[ColumnReport, ...] = ()

    rows: int = 0
    """Rows below the headings that are no totals."""

    used: int = 0
    """Of these, the rows that the run's client and matter own and that were read."""

    others: int = 0
    """Of these, rows of other clients."""

    set_aside: int = 0
    """Of these, rows that could not be used; each has a finding."""

    totals: tuple[TotalReport, ...] = ()

    unused: str = ""
    """Why the table was not used; empty when it was."""


class FileReport(Record):
    """How one file was read."""

    role: str
    """The input it was given as; empty when it was only inspected."""

    file: str
    """Its name."""

    sha256: str
    """Hex SHA-256 of its bytes."""

    size: int
    """Its length in bytes."""

    method: str = ""
    """Reader and encoding."""

    holds: str = ""
    """What it holds, in a line: `3 sheets, 2 tables`, `transcript, 84 turns`, `mail of 3 Nov`."""

    hidden: tuple[str, ...] = ()
    """What it hides: `sheet Old rates`, `Time rows 4 to 6`."""

    tables: tuple[TableReport, ...] = ()

    attachments: tuple[str, ...] = ()
    """Files inside it that could be given as inputs of their own."""

    refused: str = ""
    """Why it could not be read; empty when it was."""


class QualityReport(Record):
    """How everything a run rests on was read."""

    files: tuple[FileReport, ...]

    of_a_run: bool = False
    """Whether the rows were read for one client and matter; otherwise the files were only looked
    at, and nothing is said of whose the rows are."""

    findings: tuple[Finding, ...] = ()
    """What intake noticed: rows set aside, guesses, differences, what is hidden."""
