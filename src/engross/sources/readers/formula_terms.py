"""The few formulas that are worked again: sums, products, rounding and plain arithmetic of cells.

The grammar is a small part of ECMA-376 Part 1, section 18.17. What is not of it raises
`NotUnderstood`: a formula is worked out wholly or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, Protocol

from engross.sources.readers.xlsx_package import Area, area_of

_DEEPEST = 64
"""Excel's own limit of nesting."""
_LAST_ROW = 1_048_576
_SUM_OF_SUBTOTAL = {"9": False, "109": True}
"""The kinds of SUBTOTAL that are sums, and whether hidden rows are always left out."""
_NEAR_HALF = Decimal("1e-9")

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<reference>(?P<sheet>(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?
        (?P<cells>\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?
                 |\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w.(!\[]))
    | (?P<table>[A-Za-z_\\][\w.]*)\[(?P<inside>(?:[^\[\]']|\[[^\[\]']*\])*)\]
    | (?P<function>[A-Za-z]+)\(
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<mark>[-+*/%(),])
    )""",
    re.VERBOSE,
)


class NotUnderstood(ValueError):
    """The formula is of a kind that is left alone."""


class Worked(NamedTuple):
    """A number that was worked out."""

    value: Decimal
    weight: Decimal
    """The size of what went into it: what rounding is measured against."""


class Cells(Protocol):
    """Where the cells' stored numbers come from."""

    def number(self, area: Area) -> Decimal | None:
        """The one cell's number; `None` when it is empty."""
        ...

    def numbers(self, area: Area, *, subtotal: bool, hidden: bool) -> Iterable[Decimal]:
        """The area's numbers: without cells that are subtotals themselves, without hidden rows."""
        ...

    def table_area(self, table: str, inside: str, row: int) -> Area:
        """The cells that `Table[Column]` names in a formula of that row."""
        ...


@dataclass
class Formula:
    """A formula on its way through the grammar."""

    text: str
    sheet: str
    row: int
    cells: Cells
    hidden: bool = True
    """Whether a SUBTOTAL of kind 9 takes hidden rows: it leaves out those that a filter hides,
    and a file does not say which of its hidden rows those are."""
    _at: int = 0
    _depth: int = 0

    def worked(self) -> Worked:
        """The formula's result from the stored cells.

        Raises:
            NotUnderstood: it holds anything else than this module knows.
        """
        result = self._sum()
        if self.text[self._at :].strip():
            raise NotUnderstood(self.text)
        return result

    def _peek(self) -> re.Match[str] | None:
        return _TOKEN.match(self.text, self._at)

    def _mark(self, marks: str) -> str:
        """The next mark, taken, if it is one of these; otherwise nothing."""
        token = self._peek()
        if token is None or token["mark"] is None or token["mark"] not in marks:
            return ""
        self._at = token.end()
        return token["mark"]

    def _sum(self) -> Worked:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotUnderstood(self.text)
        left = self._product()
        while mark := self._mark("+-"):
            right = self._product()
            signed = right.value if mark == "+" else -right.value
            left = Worked(left.value + signed, left.weight + right.weight)
        self._depth -= 1
        return left

    def _product(self) -> Worked:
        left = self._signed()
        while mark := self._mark("*/"):
            right = self._signed()
            value = left.value * right.value if mark == "*" else left.value / right.value
            scale = right.weight if mark == "*" else _inverse(right)
            left = Worked(value, max(left.weight * scale, abs(value)))
        return left

    def _signed(self) -> Worked:
        negative = False
        while mark := self._mark("+-"):
            negative ^= mark == "-"
        value, weight = self._plain()
        while self._mark("%"):
            value, weight = value / 100, weight / 100
        return Worked(-value if negative else value, weight)

    def _plain(self) -> Worked:
        token = self._peek()
        if token is None:
            raise NotUnderstood(self.text)
        self._at = token.end()
        if token["number"]:
            return _exactly(Decimal(token["number"]))
        if token["function"]:
            return self._function(token["function"].upper())
        if token["mark"] == "(":
            inner = self._sum()
            self._close()
            return inner
        return _exactly(self.cells.number(self._area(token)) or Decimal(0))

    def _function(self, name: str) -> Worked:
        if name not in _FUNCTIONS:
            raise NotUnderstood(self.text)
        result = _FUNCTIONS[name](self)
        self._close()
        return result

    def _close(self) -> None:
        if not self._mark(")"):
            raise NotUnderstood(self.text)

    def _area(self, token: re.Match[str]) -> Area:
        if token["table"]:
            return self.cells.table_area(token["table"], token["inside"], self.row)
        if not token["reference"]:
            raise NotUnderstood(self.text)
        sheet = (token["sheet"] or "").removesuffix("!")
        if sheet.startswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        return _area(sheet or self.sheet, token["cells"])

    def _arguments(self, *, subtotal: bool = False, hidden: bool = True) -> Iterable[Worked]:
        """The numbers of each argument: all those of a range, or the one worked out."""
        while True:
            token = self._peek()
            alone = token and (token["reference"] or token["table"])
            if token and alone and self.text[token.end() :].lstrip()[:1] in {",", ")"}:
                self._at = token.end()
                area = self._area(token)
                yield from map(_exactly, self.cells.numbers(area, subtotal=subtotal, hidden=hidden))
            elif subtotal:
                raise NotUnderstood(self.text)
            else:
                yield self._sum()
            if not self._mark(","):
                return

    def total(self) -> Worked:
        """SUM."""
        return _total(self._arguments())

    def subtotal(self) -> Worked:
        """SUBTOTAL, of the kinds that are sums."""
        token = self._peek()
        if token is None or token["number"] not in _SUM_OF_SUBTOTAL:
            raise NotUnderstood(self.text)
        self._at = token.end()
        if not self._mark(","):
            raise NotUnderstood(self.text)
        never = _SUM_OF_SUBTOTAL[token["number"]]
        return _total(self._arguments(subtotal=True, hidden=self.hidden and not never))

    def product(self) -> Worked:
        """PRODUCT; nought when there are no numbers at all."""
        factors = list(self._arguments())
        value = weight = Decimal(1 if factors else 0)
        for factor in factors:
            value, weight = value * factor.value, weight * factor.weight
        return Worked(value, weight)

    def rounded(self) -> Worked:
        """ROUND; not where the digits lie so near the half that Excel may go either way."""
        number = self._sum()
        if not self._mark(","):
            raise NotUnderstood(self.text)
        places = self._sum().value
        if places != int(places) or abs(places) > 15:  # noqa: PLR2004 - Excel keeps 15 digits
            raise NotUnderstood(self.text)
        step = Decimal(1).scaleb(-int(places))
        units = number.value / step
        if abs(abs(units) % 1 - Decimal("0.5")) < _NEAR_HALF:
            raise NotUnderstood(self.text)
        value = units.quantize(Decimal(1), ROUND_HALF_UP) * step
        return Worked(value, max(number.weight, abs(value)))


_FUNCTIONS: Mapping[str, Callable[[Formula], Worked]] = {
    "SUM": Formula.total,
    "SUBTOTAL": Formula.subtotal,
    "PRODUCT": Formula.product,
    "ROUND": Formula.rounded,
}


def _area(sheet: str, cells: str) -> Area:
    """The cells of `B2:D9`, `B2` or the whole columns of `B:D`."""
    first, _, last = cells.replace("$", "").partition(":")
    if first.isalpha():
        return area_of(sheet, f"{first}1:{last}{_LAST_ROW}")
    return area_of(sheet, cells)


def _exactly(number: Decimal) -> Worked:
    return Worked(number, abs(number))


def _inverse(divisor: Worked) -> Decimal:
    return divisor.weight / (divisor.value * divisor.value)


def _total(terms: Iterable[Worked]) -> Worked:
    value = weight = Decimal(0)
    for term in terms:
        value, weight = value + term.value, weight + term.weight
    return Worked(value, weight)
