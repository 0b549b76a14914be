"""What an estimate may have meant otherwise: it changes no amount, and somebody has to look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from engross.intake.given import Subject
from engross.intake.kinds import normal, toml
from engross.intake.offer import estimate_rows
from engross.intake.offer.estimate_drafts import StageDraft, StatedLine
from engross.intake.offer.estimate_options import Options
from engross.intake.offer.estimate_tables import EstimateTable
from engross.intake.offer.offer_facts import vat_on
from engross.intake.row_shapes import text_at
from engross.records import Finding, Severity

_ALL = ("total", "gross")
_FEWEST = 2
"""Stages that a sum is one of; two of one price are nothing strange."""


def readings(
    table: EstimateTable,
    stages: Sequence[StageDraft],
    lines: Sequence[StatedLine],
    subject: Subject,
) -> Iterator[Finding]:
    """A finding for each row or column that may have been meant to change the fee otherwise."""
    yield from _reductions(table)
    yield from _unused(table)
    firm = [stage for stage in stages if not stage.optional]
    yield from _sums(firm, subject)
    yield from _below_total(firm, lines)
    yield from _optional(table, stages)


def _reductions(table: EstimateTable) -> Iterator[Finding]:
    """Rows that read as something taken off and are not the usual row of a discount."""
    names = toml("offer/rows.toml")["reductions"]
    for entry in chain(table.rows(), table.rows_under()):
        words = normal(estimate_rows.label_of(entry).text).split()
        reads_so = words[:1] == ["less"] or not set(names["words"]).isdisjoint(words)
        if reads_so and not estimate_rows.line_of(entry):
            yield _unclear(
                str(entry.place()),
                "The row there reads as something that is taken off the fee, and was not.",
                "If it is, call the row “Discount” and give its amount or percentage.",
            )


def _unused(table: EstimateTable) -> Iterator[Finding]:
    """Columns that nothing was made of, though the fee may depend on them."""
    headings = table.table.headings
    row = next(r for r in table.table.sheet.rows if r.number == headings.row)
    names = set(toml("offer/rows.toml")["reductions"]["columns"])
    unread = {"optional", "chosen"}.difference(Options(table).columns)
    known = {at for meaning, at in headings.columns.items() if meaning not in unread}
    for column in range(len(row.values)):
        heading = text_at(row, column)
        if (
            column in known
            or column in headings.sensitive
            or names.isdisjoint(normal(heading).split())
        ):
            continue
        place = table.heading_place._replace(column=column)
        yield _unclear(
            str(place),
            f"The column “{heading}” was not used: a stage costs its fee, or its hours.",
            "Give fees that need nothing more, and a discount in a row of its own.",
        )


def _sums(stages: Sequence[StageDraft], subject: Subject) -> Iterator[Finding]:
    """Stages whose fee is exactly that of all above them, or the VAT on it."""
    above = Decimal(0)
    for number, stage in enumerate(stages):
        fee = sum((one.value for one in stage.fees), Decimal(0))
        if fee and fee == above and number >= _FEWEST:
            yield _sum(stage, "what the stages above it come to; a total is no stage")
        elif fee and "vat" in normal(stage.name.text).split() and fee == _vat(above, subject):
            yield _sum(stage, "the VAT on the stages above it; VAT is no stage")
        above += fee


def _vat(above: Decimal, subject: Subject) -> Decimal:
    return vat_on(above, subject.prices.vat_percent) if subject.prices else Decimal(0)


def _sum(stage: StageDraft, what: str) -> Finding:
    return _unclear(
        str(stage.place),
        f"The fee of “{stage.name.text}” is exactly {what}. It was added to the fee.",
        "If it is no stage, call the row “Total” or “VAT”.",
    )


def _below_total(stages: Sequence[StageDraft], lines: Sequence[StatedLine]) -> Iterator[Finding]:
    """Stages that stand below the last total: extras, perhaps, that nobody has asked for."""
    counted = max((line.stages for line in lines if line.line in _ALL), default=len(stages))
    for stage in stages[counted:]:
        yield _unclear(
            str(stage.place),
            f"“{stage.name.text}” stands below the total. It was added to the fee.",
            "If the fee is to be without it, take the row out.",
        )


def _optional(table: EstimateTable, stages: Sequence[StageDraft]) -> Iterator[Finding]:
    """Stages that are not in the fee, because the client may add them and has not."""
    options = [stage for stage in stages if stage.optional]
    for stage in options:
        yield _unclear(
            str(stage.place),
            f"“{stage.name.text}” is optional: it is not in the fee, and stands in a table of what "
            "the client may add.",
            "If the client has chosen it, write “chosen” in a column called Optional.",
            severity="note",
        )
    if len(options) == len(stages):
        yield _unclear(
            table.place,
            "Every stage of the estimate is optional, so there is no fee.",
            "Say which of them the client has chosen.",
        )


def _unclear(place: str, message: str, suggestion: str, severity: Severity = "warn") -> Finding:
    return Finding(
        rule="estimate-unclear",
        severity=severity,
        place=place,
        message=message,
        suggestion=suggestion,
    )
