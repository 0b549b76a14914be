"""What the client has to pay and when: a row for each tax and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from engross.intake.accounts.layout import Block
from engross.intake.cells import Amount, Unreadable, date_of, money_of
from engross.intake.factbook import FactBook
from engross.intake.given import GivenFile, Subject
from engross.intake.row_shapes import text_at
from engross.intake.sheets import Place, spans
from engross.intake.streams import free_key, slug
from engross.sources.sheets import Row

_NOT_KNOWN: Final = "what is to be paid is not known yet"


@dataclass(frozen=True)
class Due:
    """One payment."""

    what: str
    """`VAT, quarter to 31 August 2026`."""
    place: Place
    day: dt.date
    day_place: Place
    amount: Amount | None
    """`None` where the file does not say."""
    why: str = ""
    """Why there is no amount."""


def read_dues(block: Block) -> tuple[tuple[Due, ...], tuple[str, ...]]:
    """The payments of a block, and why rows of it were not used."""
    columns = {m: block.column("dues", m) for m in ("what", "for", "due", "amount")}
    found: list[Due] = []
    unread: list[str] = []
    for row in block.rows:
        words = [text_at(row, c) for m in ("what", "for") if (c := columns[m]) is not None]
        if not any(words) or columns["due"] is None or columns["amount"] is None:
            continue
        try:
            found += _due(block, row, _joined(words), columns["due"], columns["amount"])
        except Unreadable as error:
            unread.append(f"row {row.number}: {error}")
    return tuple(found), tuple(unread)


def _joined(words: Sequence[str]) -> str:
    """`VAT, quarter to 31 August 2026`."""
    first, *rest = [text for text in words if text]
    return ", ".join(
        [first, *(text[:1].lower() + text[1:] if text[1:2].islower() else text for text in rest)]
    )


def _due(block: Block, row: Row, what: str, due: int, amount: int) -> list[Due]:
    places = [Place(block.sheet.file, block.sheet.name, c, row.number) for c in (0, due, amount)]
    cells = [row.values[c] if c < len(row.values) else None for c in (due, amount)]
    day = date_of(cells[0], "due", row.shown.get(due))
    if day is None:
        return []
    try:
        value = money_of(cells[1], "amount", row.shown.get(amount))
        why = _NOT_KNOWN if value is None else ""
    except Unreadable as error:
        value, why = None, str(error)
    read = None if value is None else Amount(value, (places[2],))
    return [Due(what, places[0], day, places[1], read, why)]


def _once(dues: Iterable[Due]) -> Iterator[Due]:
    """The payments without those that another table has already."""
    tables: dict[tuple[str, dt.date, Decimal | None], tuple[GivenFile, str]] = {}
    for due in dues:
        table = due.place.file, due.place.sheet
        amount = None if due.amount is None else due.amount.value
        if tables.setdefault((due.what, due.day, amount), table) == table:
            yield due


def add_due_facts(book: FactBook, dues: tuple[Due, ...], subject: Subject) -> None:
    """Add the facts of scope `tax:...` as at the as-at day, earliest first."""
    period = subject.balance_day.key
    scopes: set[str] = set()
    for due in sorted(_once(dues), key=lambda each: each.day):
        scope = free_key(f"tax:{slug(f'{due.what} {due.day}')}", scopes)
        scopes.add(scope)
        book.add("line", period, scope, due.what, label=due.what, where=spans([due.place]))
        book.add("due-date", period, scope, due.day, label=due.what, where=spans([due.day_place]))
        if due.amount is not None:
            places = due.amount.places
            book.add(
                "tax-due", period, scope, due.amount.value, label=due.what, where=spans(places)
            )
