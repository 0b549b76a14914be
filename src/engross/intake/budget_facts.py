"""Facts about budget and forecast, by workstream and for the matter.

Actual to date is what was billed in the engagement year plus unbilled work for time, and the fee
fallen due for a fixed fee; forecast total adds what is to come; variance is forecast less budget.
"""

from __future__ import annotations

from collections.abc import Sequence

from engross.intake.books import Books, BudgetLine
from engross.intake.cells import Amount
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.scopes import Scope
from engross.intake.sheets import spans
from engross.intake.streams import Stream
from engross.intake.tables import summed
from engross.records import Fact, Finding

_PERIOD = "engagement"
_BASIS = {"fixed": "Fixed", "time": "Time"}


def add_budget_facts(book: FactBook, books: Books, subject: Subject, scope: Scope) -> None:
    """Add what the budget supports; what it does not is left out, with a finding."""
    if not books.budget:
        book.leave_out(
            "Budget and forecast", "no budget of this matter was given", "Add a budget sheet."
        )
        return
    book.findings += scope.streams.unknown(
        ((line.workstream, line.workstream_place) for line in books.budget),
        what="budget lines",
        so="they are in the matter's total only",
    )
    complete = all(
        _add_stream(book, subject, stream, _lines(books, scope, stream))
        for stream in [s for s in scope.streams.all if _lines(books, scope, s)]
    )
    if missing := _unbudgeted(book, books, scope, subject):
        book.leave_out(
            "Budget and forecast of the whole matter",
            f"the budget has no line for {', '.join(missing)}, which has work or fees this year",
            "Add its line to the budget sheet, with a budget of nil if there is none.",
            "warn",
        )
        return
    _add_matter(book, books, scope, subject, complete=complete)


def _unbudgeted(book: FactBook, books: Books, scope: Scope, subject: Subject) -> list[str]:
    """Workstreams that cost something and stand in no budget line: a total would leave them out."""
    sizes = (("billed", _PERIOD), ("wip", subject.balance_day.key))
    return [
        stream.name
        for stream in scope.streams.all
        if not _lines(books, scope, stream)
        and any(
            fact is not None and fact.number != 0
            for measure, period in sizes
            for fact in [book.get(measure, period, f"workstream:{stream.key}")]
        )
    ]


def _lines(books: Books, scope: Scope, stream: Stream) -> list[BudgetLine]:
    return [line for line in books.budget if scope.streams.find(line.workstream) == stream]


def _add_stream(
    book: FactBook, subject: Subject, stream: Stream, lines: Sequence[BudgetLine]
) -> bool:
    """Add one workstream's facts; whether everything up to the variance could be made."""
    scope = f"workstream:{stream.key}"
    _add_words(book, subject, stream, lines, scope)
    budget = _read(book, "budget", scope, stream, [line.budget for line in lines])
    to_come = _read(book, "forecast-to-complete", scope, stream, [li.to_complete for li in lines])
    actual = _actual(book, subject, stream, lines)
    if actual is None or to_come is None:
        why, remedy = _why_no_forecast(book, subject, stream, known=actual is not None)
        book.leave_out(f"Forecast of {stream.name}", why, remedy, "warn")
        return False
    total = book.sum_of("forecast-total", _PERIOD, scope, [actual, to_come], stream.name)
    if budget is None:
        return False
    book.difference_of("variance", _PERIOD, scope, [total, budget], stream.name)
    return True


def _why_no_forecast(
    book: FactBook, subject: Subject, stream: Stream, *, known: bool
) -> tuple[str, str]:
    """Why, and what would supply it; without it the workstream's row has gaps, and no total."""
    scope = f"workstream:{stream.key}"
    if known:
        return "the budget does not say what is still to come", "Add To complete to the budget."
    if book.get("billed", _PERIOD, scope) is None:
        why = "what was billed for it is not known, as the invoices do not say their workstream"
        return why, "Add a workstream column to the invoices, or To date to the budget."
    if stream.basis == "time" and book.get("wip", subject.balance_day.key, scope) is None:
        why = (
            "it is charged by time, and what of that is not yet billed is not known: the time "
            "entries do not say what they are worth and which invoice billed them"
        )
        return why, "Add the value and invoice columns to the time export."
    why = (
        "what it has cost to date is not known, as nothing says whether it is charged by time or "
        "for a fixed fee"
    )
    return why, "Say its basis in firm.yaml or in the budget, or add To date to the budget."


def _add_words(
    book: FactBook, subject: Subject, stream: Stream, lines: Sequence[BudgetLine], scope: str
) -> None:
    line = lines[0]
    registered = f"{subject.matter_place}.{stream.register_place}" if stream.register_place else ""
    for measure, words, key, place in (
        ("workstream", stream.name, "name", line.workstream_place),
        ("basis", _BASIS.get(stream.basis, line.basis), "basis", line.basis_place),
    ):
        if not words:
            continue
        where = (subject.register_span(f"{registered}.{key}"),) if registered else spans([place])
        book.add(measure, _PERIOD, scope, words, label=stream.name, where=where)
    if line.basis and stream.basis and not line.basis.casefold().startswith(_stem(stream.basis)):
        book.findings.append(_other_basis(line, stream))


def _stem(basis: str) -> tuple[str, ...]:
    return ("fixed",) if basis == "fixed" else ("time", "hour", "t&m")


def _read(
    book: FactBook, measure: str, scope: str, stream: Stream, amounts: Sequence[Amount | None]
) -> Fact | None:
    known = [amount for amount in amounts if amount is not None]
    if not known or len(known) < len(amounts):
        return None
    added = summed(known)
    return book.add(
        measure,
        _PERIOD,
        scope,
        added.value,
        label=stream.name,
        operation="read" if len(added.places) == 1 else "sum",
        where=spans(added.places),
    )


def _actual(
    book: FactBook, subject: Subject, stream: Stream, lines: Sequence[BudgetLine]
) -> Fact | None:
    scope = f"workstream:{stream.key}"
    billed = book.get("billed", _PERIOD, scope)
    unbilled = book.get("wip", subject.balance_day.key, scope)
    if stream.basis == "fixed" and billed is not None:
        return book.sum_of("actual-to-date", _PERIOD, scope, [billed], stream.name)
    if stream.basis == "time" and billed is not None and unbilled is not None:
        return book.sum_of("actual-to-date", _PERIOD, scope, [billed, unbilled], stream.name)
    return _read(book, "actual-to-date", scope, stream, [line.to_date for line in lines])


def _add_matter(
    book: FactBook, books: Books, scope: Scope, subject: Subject, *, complete: bool
) -> None:
    label = scope.label
    headings = books.tables["budget"]
    for measure, amounts in (
        ("budget", [line.budget for line in books.budget]),
        ("forecast-to-complete", [line.to_complete for line in books.budget]),
    ):
        known = [amount for amount in amounts if amount is not None]
        if len(known) == len(amounts):
            book.total(measure, _PERIOD, "matter", known, label=label, headings=headings)
    actual = _matter_actual(book, scope, subject, complete=complete)
    to_come = book.get("forecast-to-complete", _PERIOD, "matter")
    budget = book.get("budget", _PERIOD, "matter")
    if actual is None or to_come is None:
        return
    total = book.sum_of("forecast-total", _PERIOD, "matter", [actual, to_come], label)
    if budget is not None:
        book.difference_of("variance", _PERIOD, "matter", [total, budget], label)


def _matter_actual(
    book: FactBook, scope: Scope, subject: Subject, *, complete: bool
) -> Fact | None:
    parts = [
        fact
        for stream in scope.streams.all
        if (fact := book.get("actual-to-date", _PERIOD, f"workstream:{stream.key}"))
    ]
    if complete and parts:
        return book.sum_of("actual-to-date", _PERIOD, "matter", parts, scope.label)
    billed = book.get("billed", _PERIOD, "matter")
    unbilled = book.get("wip", subject.balance_day.key, "matter")
    if billed is None or unbilled is None or unbilled.audience == "internal":
        return None
    return book.sum_of("actual-to-date", _PERIOD, "matter", [billed, unbilled], scope.label)


def _other_basis(line: BudgetLine, stream: Stream) -> Finding:
    return Finding(
        rule="register-differs",
        severity="warn",
        place=str(line.basis_place),
        message=(
            f"The budget says “{line.basis}” for {stream.name}; firm.yaml says {stream.basis}, "
            "which was used."
        ),
        suggestion="Make them agree: it decides whether the client sees hours.",
    )
