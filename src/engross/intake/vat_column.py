"""One column of amounts, with VAT on some rows and without it on others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from engross.intake.cells import Amount
from engross.intake.sheets import Place, spans
from engross.records import Finding

_PENNY = Decimal("0.011")


@dataclass
class VatColumn:
    """Keeps in mind on which rows an amount holds its VAT at 20%, told by the VAT beside it."""

    _with: list[Place] = field(default_factory=list)
    _without: list[Place] = field(default_factory=list)

    def note(self, amount: Amount | None, vat: Amount | None) -> bool:
        """Whether the amount holds that VAT; nil VAT tells nothing."""
        if amount is None or vat is None or not vat.value:
            return False
        if abs(amount.value - 6 * vat.value) <= _PENNY * 6:
            self._with.append(amount.places[0])
            return True
        if abs(amount.value - 5 * vat.value) <= _PENNY * 5:
            self._without.append(amount.places[0])
        return False

    def findings(self, *, used: str) -> Iterator[Finding]:
        """One where the column is mixed; `used` says what was made of it."""
        if not (self._with and self._without):
            return
        named = self._with if len(self._with) <= len(self._without) else self._without
        where = ", ".join(span.place for span in spans(named))
        which = "hold their VAT" if named is self._with else "are without VAT"
        yield Finding(
            rule="vat-mixed",
            severity="warn",
            place=str(named[0]),
            message=f"The amounts in {where} {which}, and others in the column do not; {used}."
            if named is self._with
            else f"The amounts in {where} {which}, and others in the column hold it; {used}.",
            suggestion="Export a column of net amounts and a column of VAT.",
        )
