"""What an entry's time is worth at its rate, and values that say something else."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from engross.intake.cells import Unreadable
from engross.intake.entry import Entry
from engross.intake.totals import PENNY
from engross.records import Finding
from engross.uk.money import rounded

_SHOWN = 5


def worth(entry: Entry) -> Decimal | None:
    """Hours times rate to the penny; `None` where the row does not say both."""
    try:
        hours, rate = entry.hours(), entry.amount("rate")
    except Unreadable:
        return None
    return rounded(hours.value * rate.value, 2) if hours and rate else None


def value_disagrees(entry: Entry) -> bool:
    """Whether a row that was read says another value than hours times rate."""
    hours, rate, value = entry.hours(), entry.amount("rate"), entry.amount("value")
    if hours is None or rate is None or value is None:
        return False
    return abs(hours.value * rate.value - value.value) > PENNY


def disagreement(entries: Sequence[Entry]) -> list[Finding]:
    """One finding over all such rows."""
    if not entries:
        return []
    shown = ", ".join(entry.place("value").address for entry in entries[:_SHOWN])
    more = f" and {len(entries) - _SHOWN} more" if len(entries) > _SHOWN else ""
    return [
        Finding(
            rule="totals-differ",
            severity="warn",
            place=str(entries[0].place("value")),
            message=f"The value is not hours times rate in {shown}{more}.",
            suggestion="The values were used as they stand. Check them.",
        )
    ]
