"""Where a figure comes from: in one line that a script can check, and step by step for people.

The one line (`Figure.origin`) has exactly this form:

    origin  = cells
            | "sum of " cells { " and " cells }      the sum over all those cells
            | "count of " cells { " and " cells }    how many of those cells are filled
            | part " plus " part { " plus " part }   the sum of the parts
            | part " less " part { " less " part }   the first less all the rest, each above nil
            | part " as a percentage of " part       100 x first / second
            | part " as a percentage change from " part     100 x (first - second) / second
            | part " times " part     first x second, a percentage as its hundredth, to the penny
            | "product of " cells { " and " cells }  hours x rates, or a percentage of an amount
            | "assumed in " cells | "stated by " E-MAIL | "typed in Word, stated by nobody"
    cells   = FILE " " SHEET "!" RANGE { "," RANGE }        `billing.xlsx Invoices!F4:F6,F9`
            | FILE " " PLACE                                `firm.yaml clients[0].name`
            | FILE " " SHEET "!" ROW " (no such row)"       no row had any: the value is nil
    part    = cells | "sum of " cells { " and " cells } | "count of " ... | "product of " ...
            | "(" origin ")"

A part that was itself worked out from other figures stands in round brackets, so the words between
parts are those outside every bracket; a sum of one figure is that figure. Values are the cells'
own; nothing but a product is rounded on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engross.records import MEASURES, Evidence, Fact, Passage, Span, UnknownFact
from engross.records.display import display
from engross.records.stating import IN_WORD
from engross.uk.dates import format_date
from engross.uk.periods import label_for

_BETWEEN = {
    "sum": " plus ",
    "difference": " less ",
    "share": " as a percentage of ",
    "change": " as a percentage change from ",
    "product": " times ",
}
_OPERATIONS = {"sum": "Sum", "difference": "Difference", "share": "Share", "change": "Change"}
_BEFORE = {
    "sum": "sum of ",
    "count": "count of ",
    "product": "product of ",
    "assumed": "assumed in ",
}


TYPED = "typed in Word, stated by nobody"
"""The origin of a figure that a person typed and nobody answers for yet."""


def origin(fact: Fact, evidence: Evidence) -> str:
    """The one line; this module's docstring has its form."""
    if fact.operation == "typed":
        return f"stated by {fact.asserted_by}" if fact.asserted_by else TYPED
    if len(fact.inputs) == 1 and (only := _find(fact.inputs[0], evidence)):
        return origin(only, evidence)
    if fact.inputs:
        between = _BETWEEN.get(fact.operation, f" {fact.operation} ")
        return between.join(_part(identifier, evidence) for identifier in fact.inputs)
    return _BEFORE.get(fact.operation, "") + " and ".join(_cells(span) for span in fact.spans)


def quote_origin(passage: Passage) -> str:
    """The file and place that a quotation stands in."""
    return _cells(passage.span)


def spans(fact: Fact, evidence: Evidence) -> tuple[Span, ...]:
    """Its own places and those of everything it was worked out from, each once."""
    found = dict.fromkeys(fact.spans)
    if fact.operation == "typed":
        return tuple(found)  # what stood there before is no source of it
    for made_from in _inputs(fact, evidence):
        found.update(dict.fromkeys(spans(made_from, evidence)))
    return tuple(found)


def working(fact: Fact, evidence: Evidence) -> tuple[str, ...]:
    """A line for the figure and one for everything it rests on, down to the cells.

    `Variance, Stock system: £870.00 = Forecast total £10,470.00 less Budget £9,600.00`, then
    `Budget, Stock system: £9,600.00 in billing.xlsx Budgets!C4`.
    """
    return tuple(dict.fromkeys(_steps(fact, evidence)))


def quote_working(passage: Passage) -> tuple[str, ...]:
    """Who said it, when and where."""
    said = f"{passage.speaker} said" if passage.speaker else "Written"
    day = f" on {format_date(passage.said_on)}" if passage.said_on else ""
    return (f"{said}{day}: {passage.text}", f"In {quote_origin(passage)}")


def name_of(fact: Fact) -> str:
    """What the figure is, with whom or what and when it is about."""
    measure = MEASURES.get(fact.measure)
    if measure is None:
        return _OPERATIONS.get(fact.operation, fact.measure)
    words = measure.label
    about = fact.label if fact.label and ":" in fact.scope else ""
    return ", ".join(word for word in (words, about, period_words(fact.period)) if word)


def period_words(period: str) -> str:
    """The period as people call it; the register's facts and what was typed in Word have none."""
    if period in {"register", IN_WORD}:
        return ""
    try:
        return label_for(period)
    except ValueError:
        return period


def _part(identifier: str, evidence: Evidence) -> str:
    fact = _find(identifier, evidence)
    if fact is None:
        return f"({identifier}, which this run does not hold)"
    whole = not fact.inputs or fact.operation == "typed"
    return origin(fact, evidence) if whole else f"({origin(fact, evidence)})"


def _cells(span: Span) -> str:
    return f"{span.file} {span.place}"


def _steps(fact: Fact, evidence: Evidence) -> Iterator[str]:
    if not fact.inputs or fact.operation == "typed":
        yield f"{name_of(fact)}: {_exact(fact)}, {_from_where(fact, evidence)}"
        return
    inputs = list(_inputs(fact, evidence))
    between = _BETWEEN.get(fact.operation, f" {fact.operation} ")
    sides = between.join(f"{_short_name(made_from)} {_exact(made_from)}" for made_from in inputs)
    yield f"{name_of(fact)}: {_exact(fact)} = {sides}"
    for made_from in inputs:
        yield from _steps(made_from, evidence)


def _from_where(fact: Fact, evidence: Evidence) -> str:
    where = origin(fact, evidence)
    return where if where.startswith((*_BEFORE.values(), "stated by ", TYPED)) else f"in {where}"


def _inputs(fact: Fact, evidence: Evidence) -> Iterator[Fact]:
    for identifier in fact.inputs:
        if (found := _find(identifier, evidence)) is not None:
            yield found


def _find(identifier: str, evidence: Evidence) -> Fact | None:
    try:
        return evidence.fact(identifier)
    except UnknownFact:
        return None


def _short_name(fact: Fact) -> str:
    measure = MEASURES.get(fact.measure)
    return f"{measure.label} of {fact.label}" if measure and ":" in fact.scope else name_of(fact)


def _exact(fact: Fact) -> str:
    """The value without rounding to whole pounds, so that a person can check the sum."""
    if fact.unit == "GBP" and isinstance(fact.value, Decimal):
        sign = "-" if fact.value < 0 else ""
        return f"{sign}£{abs(fact.value):,.2f}"
    return display(fact)
