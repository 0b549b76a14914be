"""The books of the made-up firm, as `example_ledger.toml` tells them.

Fees are built from the time entries, and what a receipt settles from invoices and credit notes, so
that everything agrees with everything else. `make_examples.py` writes them into a workbook.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

NIL = Decimal(0)
PENNY = Decimal("0.01")
CLIENTS = ("WRA", "COP", "TID")
TOLD = Path(__file__).resolve().with_name("example_ledger.toml")


@dataclass(frozen=True)
class Entry:
    """One row of the time sheet; a bad one has no hours that are a number, or no date."""

    day: dt.date | str
    entered: dt.date
    who: str
    code: str
    client: str
    matter: str
    workstream: str
    stream: str
    """The workstream by its own name, whatever the row calls it."""
    narrative: str
    hours: Decimal | str
    invoice: str = ""

    @property
    def order(self) -> tuple[str, str]:
        """Where it stands in the sheet: by day; one without a real date by the day of entry."""
        day = self.day if isinstance(self.day, dt.date) else self.entered
        return str(day), self.narrative

    def worth(self, rate: str) -> Decimal | None:
        """Hours at the person's charge-out rate (`rate`) or cost rate (`cost`)."""
        if isinstance(self.hours, str):
            return None
        return self.hours * Decimal(ledger()["people"][self.who][rate])


@dataclass(frozen=True)
class Line:
    """One row of the invoice sheet; below nil for a credit note."""

    number: str
    day: dt.date
    client: str
    workstream: str
    description: str
    net: Decimal
    vat: Decimal
    credits: str = ""

    @property
    def gross(self) -> Decimal:
        """With VAT."""
        return self.net + self.vat


@dataclass(frozen=True)
class Receipt:
    """One row of the sheet of payments."""

    day: dt.date
    kind: str
    client: str
    invoice: str
    reference: str
    amount: Decimal


@dataclass
class Ledger:
    """The firm's books, before they are written into sheets."""

    entries: list[Entry] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)

    def balance(self, client: str, day: dt.date) -> Decimal:
        """What the client owed at the end of the day, with VAT."""
        billed = sum((x.gross for x in self.lines if x.client == client and x.day <= day), NIL)
        taken = sum((r.amount for r in self.receipts if r.client == client and r.day <= day), NIL)
        return billed - taken

    def left(self, number: str) -> Decimal:
        """What is still to be settled on an invoice, by all that is in the books so far."""
        billed = sum((x.gross for x in self.lines if number in {x.number, x.credits}), NIL)
        return billed - sum((r.amount for r in self.receipts if r.invoice == number), NIL)


@cache
def ledger() -> dict[str, Any]:
    """`example_ledger.toml`."""
    return tomllib.loads(TOLD.read_text(encoding="utf-8"))


def books() -> Ledger:
    """The whole made-up ledger, in the order of its sheets."""
    made = Ledger(entries=sorted(_entries(), key=lambda entry: entry.order))
    for words in ledger()["invoices"]["list"]:
        made.lines += _invoice(made, *words.split())
    for row in ledger()["credits"]["list"]:
        made.lines += _credit(made, *row.split("|"))
    made.lines.sort(key=lambda line: line.day)
    for row in ledger()["payments"]["list"]:
        made.receipts.append(_receipt(made, *row.split("|")))
    return made


def _entries() -> Iterator[Entry]:
    data = ledger()
    for month in range(4, 11):
        for routine in data["routine"]:
            for line in routine["lines"]:
                day, who, hours, narrative = line.split(" ", 3)
                date = _working_day(dt.date(2026, month, int(day)))
                if date < data["made"]:
                    yield _routine(routine, date, who, hours, narrative)
    for line in data["stock"]["lines"]:
        yield _stock_entry(line)
    for key in ("bad", "misspelt", "written_off"):
        rows = data["bad"]["rows" if key == "bad" else key]
        yield from (_given(row, billed=key == "misspelt") for row in rows)


def _routine(routine: dict[str, str], date: dt.date, who: str, hours: str, narrative: str) -> Entry:
    """An entry of every month, its hours and spellings a little different each time."""
    first = date.replace(day=1)
    words = {"month": f"{first:%B}", "before": f"{first - dt.timedelta(days=1):%B}"}
    turn = (date.month * 7 + date.day * 3 + len(narrative)) % 5
    more = Decimal(turn - 1) / 10 if Decimal(hours) > Decimal("0.4") else NIL
    stream = routine["workstream"]
    return _entry(
        routine["client"],
        stream,
        (date, date + dt.timedelta(days=turn % 3)),
        who,
        narrative.format(**words),
        Decimal(hours) + more,
        turn=turn,
        invoice=_billed_on(routine["client"], date),
    )


def _stock_entry(line: str) -> Entry:
    stock = ledger()["stock"]
    words, _, how = line.partition(" | ")
    day, who, hours, narrative = words.split(" ", 3)
    date = dt.date.fromisoformat(day)
    entered = dt.date.fromisoformat(how.split()[1]) if how.startswith("late") else date
    invoice = "" if how else _billed_on(stock["client"], date)
    return _entry(
        stock["client"],
        stock["workstream"],
        (date, entered),
        who,
        narrative,
        Decimal(hours),
        turn=date.day,
        invoice=invoice,
    )


def _entry(  # noqa: PLR0913, PLR0917 - a row has that many cells
    client: str,
    stream: str,
    days: tuple[dt.date, dt.date],
    who: str,
    narrative: str,
    hours: Decimal,
    *,
    turn: int,
    invoice: str,
) -> Entry:
    """An entry in order, its names spelt in one of the ways that the system knows."""
    data = ledger()
    known = data["clients"][client]
    spelt = data["workstreams"].get(stream, [stream])
    return Entry(
        day=days[0],
        entered=days[1],
        who=who,
        code=known["code"],
        client=known["spellings"][turn % len(known["spellings"])],
        matter=known["matter"],
        workstream=spelt[turn % len(spelt)],
        stream=stream,
        narrative=narrative,
        hours=hours,
        invoice=invoice,
    )


def _given(row: str, *, billed: bool) -> Entry:
    """A row that is written out in full in the file."""
    day, entered, who, code, client, matter, stream, narrative, hours = row.split("|")
    date = dt.date.fromisoformat(day) if "-" in day else day
    number = _billed_on("WRA", date) if billed and isinstance(date, dt.date) else ""
    worked = hours if hours == "n/a" else Decimal(hours)
    return Entry(
        date,
        dt.date.fromisoformat(entered),
        *(who, code, client, matter, stream, stream, narrative.strip()),
        worked,
        number,
    )


def _working_day(date: dt.date) -> dt.date:
    while date.weekday() > 4 or date in ledger()["holidays"]:  # noqa: PLR2004 - Friday is 4
        date += dt.timedelta(days=1)
    return date


def _billed_on(client: str, day: dt.date) -> str:
    """The invoice for the month's work; the one that was issued again where there are two."""
    found = [words.split() for words in ledger()["invoices"]["list"]]
    (number, *_) = next(
        (w for w in found if w[2] == client and w[1][:7] == f"{day:%Y-%m}" and "work" in w), [""]
    )
    return f"{number}A" if any(w[0] == f"{number}A" for w in found) else str(number)


def _invoice(made: Ledger, number: str, day: str, client: str, work: str = "") -> Iterator[Line]:
    """The lines of an invoice: the fixed fees, the month's time, and what else it says."""
    data, date = ledger(), dt.date.fromisoformat(day)
    if work:
        nets = {s: Decimal(n) for s, n in data["fixed"].get(client, {}).items()}
        for entry in made.entries:
            if entry.stream not in data["fixed"].get(client, {}) and entry.invoice == number:
                nets[entry.stream] = nets.get(entry.stream, NIL) + (entry.worth("rate") or NIL)
        for stream, net in nets.items():
            yield _line(number, date, client, stream, f"Services in {date:%B %Y}", net)
    for extra in data["invoices"]["lines"].get(number, ()):
        stream, what, net, *vat = extra.split("|")
        tax = Decimal(vat[0]) if vat else None
        yield _line(number, date, client, stream, what, Decimal(net), tax)


def _line(  # noqa: PLR0913, PLR0917 - a row has that many cells
    number: str,
    day: dt.date,
    client: str,
    stream: str,
    what: str,
    net: Decimal,
    vat: Decimal | None = None,
) -> Line:
    tax = net * Decimal(ledger()["vat"]) if vat is None else vat
    return Line(number, day, client, stream, what, net.quantize(PENNY), tax.quantize(PENNY))


def _credit(  # noqa: PLR0913, PLR0917 - a row has that many cells
    made: Ledger, number: str, day: str, client: str, against: str, stream: str, what: str, net: str
) -> Iterator[Line]:
    """The lines of a credit note; without an amount it takes the whole invoice off."""
    date = dt.date.fromisoformat(day)
    if net:
        taken = [(stream, Decimal(net))]
    else:
        taken = [(line.workstream, -line.net) for line in made.lines if line.number == against]
    for name, amount in taken:
        tax = amount * Decimal(ledger()["vat"])
        yield Line(number, date, client, name, what, amount, tax.quantize(PENNY), against)


def _receipt(  # noqa: PLR0913, PLR0917 - a row has that many cells
    made: Ledger, day: str, kind: str, client: str, invoice: str, reference: str, amount: str
) -> Receipt:
    paid = made.left(invoice) if amount == "all" else Decimal(amount)
    return Receipt(dt.date.fromisoformat(day), kind, client, invoice, reference, paid)


def movements(made: Ledger, client: str) -> tuple[Decimal, ...]:
    """From 1 April: opening, billed, credited, received, written off and closing, with VAT."""
    first, last = ledger()["time_from"], ledger()["made"]
    lines = [x for x in made.lines if x.client == client and x.day >= first]
    received = [r for r in made.receipts if r.client == client and r.day >= first]
    return (
        made.balance(client, first - dt.timedelta(days=1)),
        sum((line.gross for line in lines if not line.credits), NIL),
        -sum((line.gross for line in lines if line.credits), NIL),
        sum((r.amount for r in received if r.kind == "Receipt"), NIL),
        sum((r.amount for r in received if r.kind != "Receipt"), NIL),
        made.balance(client, last),
    )
