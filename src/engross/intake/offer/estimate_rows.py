"""The rows of an estimate: stages, the work on them, a discount, and the totals that it states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from engross.intake.cells import Amount, Unreadable, hours_of, money_of, text_of
from engross.intake.entry import Entry
from engross.intake.kinds import normal, toml
from engross.intake.offer.proposed import Words
from engross.intake.row_shapes import is_blank, text_at
from engross.intake.sheets import spans
from engross.intake.tables import Table
from engross.sources.sheets import Value

_PERCENT: Final = re.compile(
    r"(?<![0-9.,])(?P<number>[0-9]{1,6}(?:\.[0-9]+)?)\s?(?:%|per ?cent)", re.IGNORECASE
)
_FIGURES: Final = re.compile(r"[0-9%£.,]+")
_NO_MONEY: Final = ("hours", "rate", "weeks")
_OF_STAGES: Final = ("deliverable", "grade", "invoiced_on", "weeks", "aim")
WITHOUT: Final = frozenset({"excl", "ex", "exc", "excluding", "exclusive", "before", "without"})
"""Words that say of an amount that VAT is not in it."""
_MOST_WORDS: Final = 3
"""Words of a row that is a discount without being called one of the usual names."""


def line_of(entry: Entry) -> str:
    """What a row is that is no stage: `discount`, `subtotal`, `vat`, `gross`, `total`; or empty."""
    said = _words_of(label_of(entry))
    for line, names in _lines().items():
        if said in names:
            return line
    words = said.split()
    if "discount" in (words[:1] + words[-1:]) and len(words) <= _MOST_WORDS:
        return "discount"
    return _total_called(words)


def seems_a_stage(entry: Entry) -> bool:
    """Whether a row that is called a total under no usual name says what only a stage does."""
    label = label_of(entry)
    if _words_of(label) in {name for names in _lines().values() for name in names}:
        return False
    own = [meaning for meaning in _OF_STAGES if entry.text(meaning) not in {"", label.text}]
    return bool(own) or is_empty(entry, "fee", "total", "gross", "vat")


def label_of(entry: Entry) -> Words:
    """The words that a row begins with, and where they stand."""
    for meaning in ("stage", "deliverable"):
        if text := entry.text(meaning):
            return Words(text, spans([entry.place(meaning)]))
    for column, value in _open(entry):
        if isinstance(value, str) and not is_blank(value):
            place = entry.place()._replace(column=column)
            return Words(text_of(value), spans([place]))
    return Words("", ())


def amount_of(entry: Entry) -> Amount | None:
    """The one amount of a line: in the fee's column, else the last amount of the row.

    Raises:
        Unreadable: what stands in the fee's column is none.
    """
    for meaning in ("fee", "total", "gross"):
        if amount := entry.amount(meaning):
            return amount
    return next(_amounts(entry, _NO_MONEY), None)


def taken_off(entry: Entry) -> Amount | None:
    """What a discount takes off, excluding VAT: in no column of VAT nor of amounts with it.

    Raises:
        Unreadable: what stands in the fee's column is none, or it is stated with VAT only.
    """
    with_vat = _with_vat(entry.table)
    stated = (entry.amount(one) for one in ("fee", "total") if one not in with_vat)
    amount = next(filter(None, stated), None)
    amount = amount or next(_amounts(entry, (*_NO_MONEY, *with_vat)), None)
    if amount is not None and 0 < abs(amount.value) < 1:
        raise Unreadable(f"{amount.value} may be pounds or a share")
    if amount is not None:
        return amount
    if next(_amounts(entry, _NO_MONEY), None) is not None:
        raise Unreadable("its amount is stated with VAT only")
    return None


def _with_vat(table: Table) -> tuple[str, ...]:
    """The meanings of columns that hold no amount excluding VAT."""
    return ("vat", "gross", "total") if table.has("vat") else ("vat", "gross")


def percent_of(entry: Entry) -> Amount | None:
    """The percentage that a line states, in a cell of its own or in its words."""
    for column, value in _open(entry):
        shown = entry.row.shown.get(column, "")
        place = entry.place()._replace(column=column)
        if isinstance(value, Decimal) and "%" in shown:
            return Amount(abs(value) * 100, (place,))
        if isinstance(value, str) and (match := _PERCENT.search(value)):
            return Amount(Decimal(match["number"]), (place,))
    return None


def hours_at(entry: Entry, column: int) -> Amount | None:
    """The hours in a column that is headed by a grade.

    Raises:
        Unreadable: the cell holds something else.
    """
    if column >= len(entry.row.values):
        return None
    hours = hours_of(entry.row.values[column], entry.row.shown.get(column))
    return None if hours is None else Amount(hours, (entry.place()._replace(column=column),))


def is_empty(entry: Entry, *meanings: str) -> bool:
    """Whether the row has nothing in the columns of those meanings."""
    return all(is_blank(entry.value(meaning)) for meaning in meanings)


def words_in(entry: Entry, meaning: str) -> Words | None:
    """The cell's text and where it stands; `None` for an empty cell."""
    text = entry.text(meaning)
    return Words(text, spans([entry.place(meaning)])) if text else None


def _words_of(label: Words) -> str:
    """The words of a label as `rows.toml` writes them."""
    return " ".join(_FIGURES.sub(" ", normal(label.text)).split())


def _total_called(words: Sequence[str]) -> str:
    """What a row is that is called a total in words of its own; empty where it is not.

    A total that is taken for a stage doubles the fee; a stage that is taken for a total differs
    from the rows above it, and that is told.
    """
    begins = words[0] if words else ""
    if begins in {"subtotal", "subtotals"} or words[:2] == ["sub", "total"]:
        return "subtotal"
    if begins not in {"total", "totals"} and words[:2] != ["grand", "total"]:
        return "subtotal" if words[-1:] == ["total"] else ""
    return "gross" if "vat" in words and not WITHOUT.intersection(words) else "total"


def _amounts(entry: Entry, without: Iterable[str]) -> Iterator[Amount]:
    """The row's amounts from its end, but for those in the columns that mean one of `without`."""
    others = {entry.table.headings.columns.get(meaning) for meaning in without}
    for column, value in reversed(_open(entry)):
        if column in others or _is_of_percentages(entry.table, column):
            continue
        shown = entry.row.shown.get(column)
        try:
            amount = money_of(value, "amount", shown)
        except Unreadable:
            continue
        if amount is not None:
            yield Amount(amount, (entry.place()._replace(column=column),))


def _is_of_percentages(table: Table, column: int) -> bool:
    """Whether a column of which nothing else is known is headed `%`, as in `Discount %`."""
    if column in table.headings.columns.values():
        return False
    row = next(r for r in table.sheet.rows if r.number == table.headings.row)
    return "%" in text_at(row, column)


def _open(entry: Entry) -> list[tuple[int, Value]]:
    """The row's cells without those of columns that are the firm's own: costs, notes, limits."""
    kept_back = entry.table.headings.sensitive
    return [(c, value) for c, value in enumerate(entry.row.values) if c not in kept_back]


@cache
def _lines() -> Mapping[str, frozenset[str]]:
    return {line: frozenset(names) for line, names in toml("offer/rows.toml")["lines"].items()}
