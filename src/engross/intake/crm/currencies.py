"""Of which currency a row's amounts are: by its columns, its cells and their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from engross.intake.cells import text_of
from engross.intake.crm.words import words
from engross.intake.exports import is_sterling
from engross.intake.kinds import normal
from engross.sources.sheets import Value

_IN_HEADING = re.compile(r"US\$|[$€¥£]|\b(?:[A-Z]{3})\b")
_SIGNS = {"£": "GBP", "€": "EUR", "¥": "JPY", "$": "USD", "US$": "USD"}


class CurrencyCells:
    """The columns of a table that name a currency, and the headings that do."""

    def __init__(self, written: Sequence[Value], own: Sequence[int], known: Sequence[str]) -> None:
        self._written = written
        others = (column for column in range(len(written)) if self._is_one(column, known))
        self.columns = tuple(dict.fromkeys((*own, *others)))

    def said_over(self, column: int) -> str:
        """The currency in an amount's own heading: `Amount (USD)`, `Amount ($)`."""
        heading = self._written[column] if column < len(self._written) else None
        for found in _IN_HEADING.findall(heading) if isinstance(heading, str) else ():
            code = _SIGNS.get(found, found)
            if code in _SIGNS.values() or code.casefold() in words("currencies", "codes"):
                return str(code)
        return ""

    def _is_one(self, column: int, known: Sequence[str]) -> bool:
        """Whether the heading is a known name of a currency, or holds that word."""
        value = self._written[column]
        name = normal(value) if isinstance(value, str) else ""
        said = set(name.split())
        if name in known:
            return True
        return bool(said & words("currencies", "called")) and not said & words("currencies", "firm")


def currency_in(value: Value) -> str:
    """What a currency's cell says; nothing where an amount stands in it."""
    text = text_of(value)
    return "" if any(map(str.isdigit, text)) else _SIGNS.get(text, text)


def one_of(said: Iterable[str]) -> str:
    """The currency that all that is said comes to; several joined, which is none of them."""
    named = ("GBP" if is_sterling(one) else one for one in said if one)
    return "/".join(dict.fromkeys(named))
