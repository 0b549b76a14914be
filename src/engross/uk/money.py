"""Pounds and pence: a grammar of what people and exports write, and the house forms.

Libraries for this misread what a UK firm writes (`£1.2m` as 1.2, `(£500)` as +500), so the
grammar is our own, in `Decimal`, and refuses what it does not understand.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

NIL = "\N{EN DASH}"
"""How a table shows nothing."""

MINUS = "\N{MINUS SIGN}"
"""The sign of a negative figure in prose; unlike a hyphen, no line breaks after it."""

_MINUSES = rf"[-{MINUS}{NIL}]"

_MONEY = re.compile(
    rf"""(?P<open>\()?\s*
    (?P<sign>{_MINUSES}|\+)?\s*
    (?:£|GBP)?\s*
    (?P<inner>{_MINUSES})?
    (?P<whole>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,15}})
    (?:\.(?P<part>[0-9]{{1,15}}))?
    (?:\s*(?P<scale>k|m|bn|thousand|million|billion))?
    \s*(?:GBP)?\s*
    (?P<trailing>{_MINUSES})?\s*
    (?P<close>\))?""",
    re.IGNORECASE | re.VERBOSE,
)

_SCALES = {
    "": 1,
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}


def parse_money(text: str) -> Decimal:
    """The amount that the text states, in pounds: `£1.2m` is 1200000, `(500.00)` is -500.

    Raises:
        ValueError: it is not one amount, its thousands are not in threes, or it is negative twice.
    """
    match = _MONEY.fullmatch(text.strip())
    if match is None:
        message = f"“{text.strip()}” is not an amount of money"
        raise ValueError(message)
    bracketed = match["open"] is not None
    marks = [bracketed, *(match[name] is not None for name in ("sign", "inner", "trailing"))]
    if bracketed != (match["close"] is not None) or sum(marks) > 1:
        message = f"“{text.strip()}” is not clearly an amount above or below nil"
        raise ValueError(message)
    amount = Decimal(f"{match['whole'].replace(',', '')}.{match['part'] or '0'}")
    amount = (amount * _SCALES[(match["scale"] or "").lower()]).normalize()
    plain = amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount
    return -plain if any(marks) and match["sign"] != "+" and plain else plain


def rounded(value: Decimal, places: int) -> Decimal:
    """The value to that many places, half away from nil as on paper; never a negative nil."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0


def format_pounds(value: Decimal) -> str:
    """For prose, in whole pounds: `£2,500`."""
    return _signed(rounded(value, 0), "£")


def format_pence(value: Decimal) -> str:
    """For prose, where money is to be paid: `£1,996.50`, and `£1,996` without zero pence."""
    amount = rounded(value, 2)
    return _signed(amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount)


def format_cell(value: Decimal, *, pence: bool) -> str:
    """For tables: `1,235`, or `1,234.56` with pence; `(1,235)` below nil; nil is a dash."""
    return bracketed_cell(value, 2 if pence else 0)


def bracketed_cell(value: Decimal, places: int, suffix: str = "") -> str:
    """A number in a table: thousands in threes, brackets below nil, a dash for nil itself."""
    if not value:
        return NIL
    amount = rounded(value, places)
    text = f"{abs(amount):,f}{suffix}"
    return f"({text})" if amount < 0 else text


def _signed(amount: Decimal, sign: str = "£") -> str:
    return f"{MINUS if amount < 0 else ''}{sign}{abs(amount):,f}"
