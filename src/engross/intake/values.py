"""What the values of a column look like: days, hours, amounts, or names that the register has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from engross.intake.cells import Unreadable, date_of, hours_of, money_of, text_of
from engross.sources.sheets import Value
from engross.workspace.register import Firm

_DAY: Final = 24
_CODE: Final = re.compile(r"[A-Za-z]{0,6}[-/ ]?[0-9][\w/-]*")


@dataclass(frozen=True)
class RegisterNames:
    """The names that the firm's register has, in lower case."""

    people: frozenset[str] = frozenset()
    clients: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()

    @classmethod
    def of(cls, firm: Firm | None) -> RegisterNames:
        """Those of a firm; none without one."""
        if firm is None:
            return cls()
        matters = [matter for client in firm.clients for matter in client.matters]
        return cls(
            people=_lower(n for p in firm.people for n in (p.name, p.email, *p.names_in_records)),
            clients=_lower(n for c in firm.clients for n in (c.name, c.key, *c.names_in_records)),
            matters=_lower(n for m in matters for n in (m.reference, m.title, *m.names_in_records)),
        )


def fit(shape: str, values: Sequence[Value], register: RegisterNames) -> float | None:
    """The share of the values that are of the shape; `None` when values cannot tell.

    Of people, clients and matters an export has many that are not registered: one value in the
    register speaks for the column, and none says nothing.
    """
    if not values:
        return None
    names: Mapping[str, frozenset[str]] = {
        "people": register.people,
        "clients": register.clients,
        "matters": register.matters,
    }
    if shape in names:
        known = any(text_of(value).casefold() in names[shape] for value in values)
        return 1.0 if known else None
    fits = _FITS.get(shape)
    return sum(fits(value) for value in values) / len(values) if fits else None


def is_part_of_one(value: Value) -> bool:
    """Whether it is a number of hours and not a whole one: 1.5, `1:30`."""
    try:
        hours = hours_of(value)
    except Unreadable:
        return False
    return hours is not None and hours % 1 != 0


def _lower(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names if name)


def _is_day(value: Value) -> bool:
    try:
        return not isinstance(value, Decimal) and date_of(value, "date") is not None
    except Unreadable:
        return False


def _is_hours(value: Value) -> bool:
    try:
        hours = hours_of(value)
    except Unreadable:
        return False
    return hours is not None and abs(hours) <= _DAY


def _is_amount(value: Value) -> bool:
    try:
        return money_of(value, "amount") is not None
    except Unreadable:
        return False


def _is_code(value: Value) -> bool:
    return _CODE.fullmatch(text_of(value)) is not None


def _is_words(value: Value) -> bool:
    return isinstance(value, str) and not _is_amount(value) and not _is_day(value)


_FITS: Final[Mapping[str, Callable[[Value], bool]]] = {
    "days": _is_day,
    "hours": _is_hours,
    "amounts": _is_amount,
    "numbers": _is_amount,
    "codes": _is_code,
    "words": _is_words,
}
