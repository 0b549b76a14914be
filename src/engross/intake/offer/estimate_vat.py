"""What an estimate states with VAT, or as VAT, beside its fees: compared, and never a fee."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from engross.intake.cells import Amount, Unreadable, money_of, text_of
from engross.intake.entry import Entry
from engross.intake.given import Subject
from engross.intake.kinds import normal
from engross.intake.offer.estimate_drafts import StageDraft
from engross.intake.offer.estimate_rows import WITHOUT
from engross.intake.offer.estimate_tables import EstimateTable
from engross.intake.offer.offer_facts import vat_on
from engross.intake.offer.proposed import Offer
from engross.intake.row_shapes import is_blank, text_at
from engross.records import Finding
from engross.uk.money import format_pence

Kind = Literal["with VAT", "VAT", "either"]

_WITH: Final = frozenset({"incl", "inc", "including", "inclusive", "with", "gross"})
_JOINED: Final = frozenset({"plus", "and", "fee", "fees", "price", "amount", "net", "total"})
"""Words beside `VAT` that leave open whether it is added already: `Fee + VAT`."""
_PERCENT: Final = re.compile(r"(?P<number>[0-9]{1,3}(?:\.[0-9]+)?)\s?%")
_PENNY: Final = Decimal("0.01")


@dataclass(frozen=True)
class _Column:
    at: int
    heading: str
    kind: Kind


class VatColumns:
    """The columns of one estimate that are not its fees excluding VAT, and what its rows say."""

    def __init__(self, table: EstimateTable, subject: Subject) -> None:
        self.table = table
        self.percent = subject.prices.vat_percent if subject.prices else None
        self.columns = tuple(_columns(table))
        self._stated: dict[tuple[int, int], list[Amount]] = {}
        self._unread: dict[tuple[int, int], str] = {}

    def take(self, entry: Entry, draft: StageDraft) -> None:
        """Keep what a row of the stage states in them."""
        for column in self.columns:
            values = entry.row.values
            value = values[column.at] if column.at < len(values) else None
            if is_blank(value):
                continue
            place = entry.place()._replace(column=column.at)
            shown = entry.row.shown.get(column.at)
            words = text_of(value, shown)
            key = (id(draft), column.at)
            percent = _PERCENT.fullmatch(words.strip())
            try:
                amount = Decimal(percent["number"]) if percent else money_of(value, "VAT", shown)
            except Unreadable:
                self._unread[key] = words
                continue
            if amount is not None:
                self._stated.setdefault(key, []).append(Amount(amount, (place,)))

    def differences(self, offer: Offer, drafts: Sequence[StageDraft]) -> Iterator[Finding]:
        """That a stage's fee, with VAT at our rate, is not what stands beside it."""
        if self.percent is None:
            return
        firm, options = iter(offer.stages), iter(offer.options)
        for draft in drafts:
            price = next(options if draft.optional else firm).price
            fees = sum((fee.value for fee in draft.fees), Decimal(0))
            net = fees if draft.fees else price.value if price else None
            if net is None or draft.unclear:
                continue
            for column in self.columns:
                yield from self._difference(column, draft, net)

    def _difference(self, column: _Column, draft: StageDraft, net: Decimal) -> Iterator[Finding]:
        percent = self.percent or Decimal(0)
        key = (id(draft), column.at)
        vat, stated = vat_on(net, percent), self._stated.get(key, [])
        if words := self._unread.get(key):
            said, place = f"“{words}”", draft.place
        elif not stated or all(one.value in {percent, percent / 100} for one in stated):
            return
        else:
            value = sum((one.value for one in stated), Decimal(0))
            right = {"with VAT": (net + vat,), "VAT": (vat,), "either": (net, net + vat, vat)}
            if any(abs(value - one) <= _PENNY * len(stated) for one in right[column.kind]):
                return
            said, place = format_pence(value), stated[0].places[0]
        yield Finding(
            rule="estimate-differs",
            severity="warn",
            place=str(place),
            message=(
                f"The column “{column.heading}” has {said} for “{draft.name.text}”. Its fee is "
                f"{format_pence(net)} excluding VAT; VAT at {percent.normalize():f}% is "
                f"{format_pence(vat)}, together {format_pence(net + vat)}. The column was not used."
            ),
            suggestion="Check which is right: the fee excluding VAT, or what stands beside it.",
        )


def _columns(table: EstimateTable) -> Iterator[_Column]:
    """Every column that is headed as VAT or with it, whether or not its heading is a usual one."""
    headings = table.table.headings
    row = next(r for r in table.table.sheet.rows if r.number == headings.row)
    meanings = {at: meaning for meaning, at in headings.columns.items()}
    for at in range(len(row.values)):
        heading, meaning = text_at(row, at), meanings.get(at, "")
        if at in headings.sensitive:
            continue
        kind = _kind(heading, meaning, with_vat=table.table.has("vat"))
        if kind:
            yield _Column(at, heading, kind)


def _kind(heading: str, meaning: str, *, with_vat: bool) -> Kind | None:
    if meaning == "gross" or (meaning == "total" and with_vat):
        return "with VAT"
    if meaning == "vat":
        return "VAT"
    words = set(normal(heading).replace("%", " ").split())
    if meaning or not words & {"vat", "gross"} or words & WITHOUT:
        return None
    if words & _WITH:
        return "with VAT"
    return "either" if words & _JOINED else "VAT"
