"""Figures that a person typed in Word, as facts: of what stood there, or of nothing before."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from engross.records.evidence import Fact, Span, Unit
from engross.uk.dates import is_date, parse_date
from engross.uk.money import MINUSES, parse_money
from engross.uk.numbers import parse_percent
from engross.uk.numerals import parse_numeral

IN_WORD: Final = "in-word"
"""The period of a figure that stands for none of the evidence's."""

ADDED: Final = "typed-"
"""How the value of a scope begins that is a row typed into a table: `stage:typed-0a1b2c3d4e5f`."""

_NIL = re.compile(rf"{MINUSES}")
_AFTER = re.compile(
    r"\s*(?:(?:an|per) hour|/ ?h(?:ou)?r|hours?|hrs?|days?|percentage points?|points?)$",
    re.IGNORECASE,
)
_LABEL = 60
"""Characters of the sentence that a new figure is called by."""


class InTable(NamedTuple):
    """What a figure typed into a column of a table is of."""

    measure: str
    period: str
    dimension: str
    """Whose row it is in: `stage`."""
    unit: Unit


def typed_fact(  # noqa: PLR0913 - what was typed, in whose place, where and by whom
    text: str,
    *,
    instead_of: Fact | None,
    meant: str = "",
    sentence: str,
    span: Span,
    by: str,
    column: InTable | None = None,
) -> Fact:
    """The fact that somebody typed.

    `instead_of` is the fact that the evidence has for its place, and `meant` its id; where words
    of a passage stood there, only `meant` is given. Without either the figure is new, and its
    `sentence` says what it means, and its `column` where it is in a table.
    `by` answers for it; empty while nobody does. Words that are no
    value of the unit are kept as text.
    """
    unit = instead_of.unit if instead_of else column.unit if column else _unit_of(text)
    value = read_as(text, unit)
    measure, period, scope = _meaning(instead_of, column, sentence)
    return Fact(
        measure=measure,
        period=period,
        scope=scope,
        unit="text" if value is None else unit,
        value=" ".join(text.split()) if value is None else value,
        label=instead_of.label if instead_of else _shortened(sentence),
        operation="typed",
        inputs=(meant,) if meant else (),
        spans=(span,),
        asserted_by=by,
    )


def _meaning(
    instead_of: Fact | None, column: InTable | None, sentence: str
) -> tuple[str, str, str]:
    """Measure, period and scope."""
    if instead_of:
        return instead_of.measure, instead_of.period, instead_of.scope
    place = hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()[:12]
    if column:
        return column.measure, column.period, f"{column.dimension}:{ADDED}{place}"
    return "stated", IN_WORD, f"sentence:{place}"


def read_as(text: str, unit: Unit) -> Decimal | dt.date | str | None:
    """The value that the text states in that unit; `None` when it states none."""
    words = " ".join(text.split())
    if unit == "text":
        return words
    if unit != "date" and _NIL.fullmatch(words):
        return Decimal(0)
    try:
        return _READ[unit](words)
    except ValueError:
        return None


def _number(text: str) -> Decimal:
    plain = _AFTER.sub("", text)
    bracketed = plain.startswith("(") and plain.endswith(")")
    signed = _NIL.match(plain) is not None
    number = parse_numeral(plain.strip("()")[1 if signed else 0 :])
    return -number if bracketed or signed else number


_READ: Mapping[Unit, Callable[[str], Decimal | dt.date]] = {
    "GBP": parse_money,
    "GBP/hour": lambda text: parse_money(_AFTER.sub("", text)),
    "hours": _number,
    "percent": lambda text: parse_percent(text) if "%" in text or "cent" in text else _number(text),
    "points": _number,
    "count": _number,
    "days": _number,
    "date": parse_date,
}


def _unit_of(text: str) -> Unit:
    if "£" in text:
        return "GBP"
    if "%" in text or "per cent" in text.casefold():
        return "percent"
    if is_date(text):
        return "date"
    return "count" if read_as(text, "count") is not None else "text"


def _shortened(sentence: str) -> str:
    line = " ".join(sentence.split())
    return line if len(line) <= _LABEL else f"{line[:_LABEL].rstrip()}..."
