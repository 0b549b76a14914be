"""The client's invoices and credit notes up to the as-at day, for making facts of them."""

from __future__ import annotations

from engross.intake.books import Books, InvoiceLine, Payment
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.invoices import Invoice, invoices, without_repeats
from engross.intake.scopes import Scope
from engross.uk.periods import Period


class Bills:
    """Lines of invoices and credit notes, each once, and the invoices they make."""

    def __init__(self, book: FactBook, books: Books, subject: Subject) -> None:
        self.book, self.books, self.subject = book, books, subject
        lines, repeated = without_repeats(books)
        book.findings += repeated
        self.lines = [line for line in lines if line.day <= subject.as_at]
        self.headings = [
            place for kind in ("invoices", "credit-notes") for place in books.tables.get(kind, ())
        ]

    def fees(self, scope: Scope, period: Period) -> list[InvoiceLine]:
        """The fee lines, those of credit notes among them, dated in the period."""
        return [
            line
            for line in self.lines
            if scope.covers(line) and period.contains(line.day) and not line.outlay
        ]

    def payments(self, scope: Scope) -> list[Payment]:
        """The scope's payments, of any day."""
        return [payment for payment in self.books.payments if scope.covers(payment)]

    def invoices(self, scope: Scope) -> tuple[Invoice, ...]:
        """The scope's invoices, by date and number."""
        payments = self.payments(scope)
        lines = [line for line in self.lines if scope.covers(line)]
        known = payments if self.books.has("payments") else None
        return invoices(lines, known, self.subject.as_at)
