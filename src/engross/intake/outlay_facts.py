"""Facts about disbursements, paid as the client's agent, and expenses that are recharged."""

from __future__ import annotations

from collections.abc import Sequence

from engross.intake.books import Books, Outlay
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.scopes import Scope
from engross.intake.sheets import spans
from engross.uk.periods import Period


def add_outlay_facts(
    book: FactBook, books: Books, subject: Subject, scopes: Sequence[Scope]
) -> None:
    """Add totals without VAT, and each disbursement of the period."""
    if not books.has("disbursements"):
        book.leave_out(
            "Disbursements",
            "no table of disbursements was given",
            "Add it if anything was paid for the client.",
        )
    for kind in ("disbursements", "expenses"):
        if not books.has(kind):
            continue
        rows = [
            o for o in books.outlays if o.expense is (kind == "expenses") and o.day <= subject.as_at
        ]
        for scope in scopes:
            for period in (subject.period, subject.period.previous()):
                if period in scope.periods(kind):
                    _add_total(book, books, kind, scope, period, rows)
    ours = [o for o in books.outlays if o.ours and not o.expense and o.day <= subject.as_at]
    _add_each(book, subject, [o for o in ours if subject.period.contains(o.day)])


def _add_total(  # noqa: PLR0913, PLR0917 - one fact's parts
    book: FactBook, books: Books, kind: str, scope: Scope, period: Period, rows: Sequence[Outlay]
) -> None:
    amounts = [o.net for o in rows if scope.covers(o) and period.contains(o.day)]
    book.total(kind, period.key, scope.key, amounts, label=scope.label, headings=books.tables[kind])


def _add_each(book: FactBook, subject: Subject, outlays: Sequence[Outlay]) -> None:
    period = subject.period.key
    for number, outlay in enumerate(outlays, start=1):
        scope, label = f"disbursement:{number}", outlay.description or f"Disbursement {number}"
        if outlay.description:
            where = spans([outlay.description_place])
            book.add("description", period, scope, outlay.description, label=label, where=where)
        book.add(
            "invoice-date", period, scope, outlay.day, label=label, where=spans([outlay.day_place])
        )
        for measure, amount in (("disbursements", outlay.net), ("vat", outlay.vat)):
            if amount is not None:
                where = spans(amount.places)
                book.add(measure, period, scope, amount.value, label=label, where=where)
