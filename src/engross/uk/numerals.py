"""A number in figures: which of its marks part thousands and which one the decimals.

British: `1,234.50`, and `1 234.50` or `1'234.50` with another mark between the thousands. A comma
is a decimal comma only where the rest of the number shows that it cannot part thousands:
`1.234,50`, `1 234,50`, `1234,50`, `0,75`. So `1,234` is 1234, and `1,23` is refused: it may as
well be 1.23 as a number that lost a figure, and the two are a thousand times apart.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal

LONGEST = 60
"""Characters from which on a text is no number, amount or date, and is not looked at further."""

NUMERAL = r"(?:[0-9](?:[0-9.,'\u2019 ]*[0-9])?|\.[0-9]+)"
"""What may be a number, inside a pattern for one line whose spaces are single."""

_MOST_FIGURES = 15
"""What Excel keeps of a number, and more than any firm's books need."""
_KEPT = Context(prec=_MOST_FIGURES, rounding=ROUND_HALF_UP)
"""Programs write binary dust into text files: `0.30000000000000004` is 0.3."""

_BRITISH = re.compile(
    r"""[0-9]*\.[0-9]+ | [0-9]+
    | [1-9][0-9]{0,2}(?P<mark>[,'\u2019 ])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:\.[0-9]+)?""",
    re.VERBOSE,
)
_CONTINENTAL = re.compile(
    r"""(?:0|[1-9][0-9]{3,}),[0-9]{1,2} | 0,[0-9]+
    | [1-9][0-9]{0,2}(?P<mark>[. ])[0-9]{3}(?:(?P=mark)[0-9]{3})*,[0-9]{1,2}
    | [1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}""",
    re.VERBOSE,
)
_LONE_COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}")
_POWER = re.compile(r"[0-9.]+e[+-]?[0-9]+", re.IGNORECASE)


def parse_numeral(text: str) -> Decimal:
    """The number that the text writes in figures, without a sign.

    Raises:
        ValueError: it is none, has more than fifteen figures, or its marks can be read two ways.
    """
    if len(text) <= LONGEST and not _too_many(text):
        if _BRITISH.fullmatch(text):
            return _KEPT.create_decimal("0" + re.sub(r"[^0-9.]", "", text))
        if _CONTINENTAL.fullmatch(text):
            return _KEPT.create_decimal(re.sub(r"[^0-9,]", "", text).replace(",", "."))
    raise ValueError(f"{quoted(text)} {numeral_fault(text) or 'is not a number'}")


def numeral_fault(text: str) -> str:
    """What is wrong with the figures of a text that cannot be read; empty when nothing is known.

    It goes on from the text: `is written with a power of ten; write the number out`.
    """
    if foreign := _foreign_figure(text):
        return f"is not written in the figures 0 to 9 ({foreign})"
    if _POWER.fullmatch(text):
        return "is written with a power of ten; write the number out"
    if _LONE_COMMA.fullmatch(text):
        meant = text.replace(",", ".")
        return (
            f"may be {meant} with a decimal comma, or a larger number that lost a figure; "
            f"write {meant} if that is meant"
        )
    if re.fullmatch(NUMERAL, text):
        much = "has more figures than a number in a firm's books"
        return much if _too_many(text) else "has marks that do not part it into thousands"
    return ""


def quoted(text: str) -> str:
    """The text as a message shows it, cut where it is long: `“1,23”`."""
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return f"“{shown}”"


def _too_many(text: str) -> bool:
    """Whether there are more than fifteen figures before the decimals."""
    whole = text if text.count(".") > 1 else text.partition(".")[0]
    return len(re.sub(r"[^0-9]", "", whole).lstrip("0")) > _MOST_FIGURES


def _foreign_figure(text: str) -> str:
    """The first figure that is none of 0 to 9, by its name in Unicode: `½`, `²`."""
    found = next((sign for sign in text[:LONGEST] if sign.isnumeric() and not sign.isascii()), "")
    return f"“{found}”, {unicodedata.name(found, 'nameless').lower()}" if found else ""
