"""Pounds and pence: a grammar of what people and exports write, and the house forms.

Libraries for this misread what a UK firm writes (`£1.2m` as 1.2, `(£500)` as +500), so the
grammar is our own, in `Decimal`, and refuses what it does not understand. Thousands and decimals
are `engross.uk.numerals`'s; `CR` is below nil and `DR` above it, as in a client's ledger.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from engross.uk.numerals import LONGEST, NUMERAL, numeral_fault, parse_numeral, quoted

NIL = "\N{EN DASH}"
"""How a table shows nothing."""

MINUS = "\N{MINUS SIGN}"
"""The sign of a negative figure in prose; unlike a hyphen, no line breaks after it."""

MINUSES = f"[-{MINUS}{NIL}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EM DASH}\N{FULLWIDTH HYPHEN-MINUS}]"
"""What people and programs write for a minus, as a pattern."""

_SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}

_MOST = Decimal(10) ** 15
"""No firm's amount reaches it, and arithmetic to the penny ends there."""

_MONEY = re.compile(
    rf"""(?P<open>\()?\ ?
    (?:(?P<minus>{MINUSES})|(?P<plus>\+))?\ ?
    (?:£|GBP)?\ ?
    (?:(?P<inner>{MINUSES})|(?P<inside>\())?\ ?
    (?P<number>{NUMERAL})
    \ ?(?P<scale>{"|".join(_SCALES)})?
    \ ?(?:GBP)?
    \ ?(?P<trailing>{MINUSES})?
    \ ?(?P<close>\))?
    \ ?(?:(?P<credit>CR)|(?P<debit>DR))?\.?""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_BELOW = ("open", "inside", "minus", "inner", "trailing", "credit")
_ABOVE = ("plus", "debit")
_PENCE = re.compile(r"(?P<pence>[0-9]{1,3}(?:\.[0-9])?) ?p", re.ASCII)

_CURRENCIES = {
    "€": "euros",
    "EUR": "euros",
    "euros": "euros",
    "euro": "euros",
    "USD": "US dollars",
    "US$": "US dollars",
    "AUD": "Australian dollars",
    "CAD": "Canadian dollars",
    "NZD": "New Zealand dollars",
    "HKD": "Hong Kong dollars",
    "SGD": "Singapore dollars",
    "$": "dollars",
    "dollars": "dollars",
    "CHF": "Swiss francs",
    "JPY": "yen",
    "CNY": "yuan",
    "INR": "Indian rupees",
    "₹": "Indian rupees",
    "AED": "UAE dirhams",
    "ZAR": "rand",
    "SEK": "Swedish kronor",
    "NOK": "Norwegian kroner",
    "DKK": "Danish kroner",
    "PLN": "zloty",
}
"""Signs, codes and words of other currencies than pounds; a longer one before one inside it."""
_CURRENCY = re.compile(
    "|".join(rf"(?<![A-Z]){re.escape(sign)}(?![A-Z])" for sign in _CURRENCIES),
    re.IGNORECASE | re.ASCII,
)
_CURRENCY_NAMES = {sign.upper(): name for sign, name in _CURRENCIES.items()}


def _reason(pattern: str, reason: str) -> tuple[re.Pattern[str], str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII), reason


_REASONS = (
    _reason(
        r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}", "looks like a date, not an amount of money"
    ),
    _reason("%|per ?cent", "is a percentage, not an amount of money"),
    _reason(
        r"\bvat\b",
        "says something of VAT beside the amount; put the amount alone into the cell, and whether "
        "it includes VAT into the heading",
    ),
    _reason(
        r"\bper\b|/ ?(?:h|hr|hour|day|d|month|unit)\b|\bp\.?[ahm]\b",
        "is a rate, not an amount of money",
    ),
    _reason(
        r"^ ?(?:~|c\.|ca\.?|circa|about|approx\w*\.?|around|est\w*\.?)",
        "is only about an amount; write the amount itself",
    ),
    _reason(rf"[0-9](?:k|m)? ?(?:{MINUSES}|/|to|and|or|\+) ?£?[0-9]", "holds more than one amount"),
)
"""Texts that are no single amount, and why; the first that fits is said."""


def parse_money(text: str) -> Decimal:
    """The amount that the text states, in pounds: `£1.2m` is 1200000, `(500.00)` is -500.

    Raises:
        ValueError: it is not one amount, is not in pounds, can be read two ways, or is said to be
            below nil twice. The message is for a fee-earner.
    """
    plain = " ".join(text[: LONGEST * 2].split())
    if len(plain) > LONGEST:
        raise ValueError(f"{quoted(plain)} is too long to be an amount of money")
    if pence := _PENCE.fullmatch(plain):
        return _tidy(Decimal(pence["pence"]) / 100)
    match = _MONEY.fullmatch(plain)
    if match is None:
        raise ValueError(_refusal(plain))
    sign = _sign(match, plain)
    try:
        amount = parse_numeral(match["number"])
    except ValueError as error:
        raise ValueError(_faulty(plain, numeral_fault(match["number"]))) from error
    amount *= _SCALES.get((match["scale"] or "").lower(), 1)
    if amount >= _MOST:
        raise ValueError(f"{quoted(plain)} is too large to be an amount of money")
    return _tidy(amount * sign)


def other_currency(text: str) -> str:
    """The currency that a text names, if that is not pounds: `euros`; empty when it names none."""
    short = text[:LONGEST]
    if match := _CURRENCY.search(short):
        return _CURRENCY_NAMES[match.group().upper()]
    signs = (sign for sign in short if unicodedata.category(sign) == "Sc" and sign != "£")
    return next((f"another currency ({sign})" for sign in signs), "")


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


def _sign(match: re.Match[str], text: str) -> int:
    below = sum(match[name] is not None for name in _BELOW)
    above = sum(match[name] is not None for name in _ABOVE)
    opened = match["open"] is not None or match["inside"] is not None
    if opened != (match["close"] is not None) or below + above > 1:
        raise ValueError(f"{quoted(text)} is not clearly an amount above or below nil")
    return -1 if below else 1


def _refusal(text: str) -> str:
    if currency := other_currency(text):
        return f"{quoted(text)} is an amount of {currency}, not of pounds"
    if fault := numeral_fault(text):
        return _faulty(text, fault)
    fitting = (reason for pattern, reason in _REASONS if pattern.search(text))
    return f"{quoted(text)} {next(fitting, 'is not an amount of money')}"


def _faulty(text: str, fault: str) -> str:
    return f"{quoted(text)} is not clearly an amount of money: it {fault}"


def _tidy(amount: Decimal) -> Decimal:
    """Without zeros at the end or a power of ten, and never a negative nil."""
    whole = amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else None
    return (amount.normalize() if whole is None else whole) + 0


def _signed(amount: Decimal, sign: str = "£") -> str:
    return f"{MINUS if amount < 0 else ''}{sign}{abs(amount):,f}"
