"""What a statement's totals and results are made of, and its signs brought to one convention.

Income and costs stand above nil, and so does capital; what is owed stands below nil, so that the
lines of a balance sheet add up to its net assets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from engross.intake.accounts.lines import (
    PENNY,
    Line,
    Signs,
    Statement,
    amount_of,
    effect,
    of_group,
)
from engross.intake.accounts.words import groups, is_cost, named, plain
from engross.intake.cells import Amount


class Made(NamedTuple):
    """A total or a result, and what it is made of."""

    line: Line
    parts: Signs


def with_one_sign(statement: Statement) -> frozenset[str]:
    """Turn the amounts that are written the other way, such as costs in brackets.

    Returns the sections that were turned.
    """
    turned = _turned_profit(statement) if statement.kind == "profit" else _turned_balance(statement)
    for line in statement.lines:
        if line.group in turned if line.role != "result" else _turns_results(statement, turned):
            _turn(line)
    return turned


def parts_of(statement: Statement) -> tuple[Made, ...]:
    """Every total and result of the statement, with the lines that it is most likely made of."""
    return tuple(
        Made(line, _best(statement, line, tuple(_candidates(statement, index))))
        for index, line in enumerate(statement.lines)
        if line.role != "line"
    )


def agrees(statement: Statement, line: Line, parts: Signs) -> int:
    """How many of its figures are what the parts make."""
    found = 0
    for slot, stated in line.cells.items():
        made = amount_of(parts, slot) if slot.figures != "variance" else None
        if made is None:
            continue
        if abs(difference(statement, stated.value, made)) < tolerance(statement, len(parts)):
            found += 1
    return found


def difference(statement: Statement, stated: Decimal, made: Decimal) -> Decimal:
    """How much more a total says than its lines make.

    A balance sheet may write what is owed above nil: there only the size counts.
    """
    if statement.kind == "balance" and stated * made < 0:
        return abs(stated) - abs(made)
    return stated - made


def tolerance(statement: Statement, count: int) -> Decimal:
    """Less than this is what rounding makes of so many lines: half of the last place each.

    But never more than twice that place, as what is rounded up makes up for what is rounded down.
    """
    if statement.precision <= PENNY:
        return PENNY
    return statement.precision * min(Decimal(count + 1) / 2, Decimal(2)) + PENNY


def _turned_profit(statement: Statement) -> frozenset[str]:
    income = [g for g in groups("profit") if not is_cost(g)]
    costs = [g for g in groups("profit") if is_cost(g)]
    sides = (side for side in (income, costs) if _sum(statement, side) < 0)
    return frozenset(group for side in sides for group in side)


def _turned_balance(statement: Statement) -> frozenset[str]:
    """What is owed is below nil; the capital has the sign of what is left."""
    capital = named("balance", "capital")
    owed = set(groups("balance")) - named("balance", "assets") - capital
    turned = owed if _sum(statement, owed) > 0 else set()
    left = _sum(statement, named("balance", "assets")) - abs(_sum(statement, owed))
    if left * _sum(statement, capital) < 0:
        turned = turned | capital
    return frozenset(turned)


def _sum(statement: Statement, of: Sequence[str] | set[str] | frozenset[str]) -> Decimal:
    lines = of_group(statement.lines, *of)
    return sum(
        (
            amount.value
            for line in lines
            for slot, amount in line.cells.items()
            if slot.figures != "variance"
        ),
        Decimal(0),
    )


def _turns_results(statement: Statement, turned: frozenset[str]) -> bool:
    """Whether profits stand below nil too, as income does in a ledger of debits and credits."""
    return statement.kind == "profit" and "income" in turned


def _turn(line: Line) -> None:
    line.sign = -1
    for slot, amount in line.cells.items():
        if slot.figures != "variance":
            line.cells[slot] = Amount(-amount.value + 0, amount.places)


def _best(statement: Statement, line: Line, candidates: Sequence[Signs]) -> Signs:
    """The candidate that most of the figures agree with; the first of equals.

    A row without a name is a total only if it agrees with one.
    """
    if not candidates:
        return {}
    best = max(candidates, key=lambda parts: agrees(statement, line, parts))
    return best if line.label or agrees(statement, line, best) else {}


def _candidates(statement: Statement, index: int) -> Iterator[Signs]:
    """What the total or result in that place may be made of, likeliest first."""
    line, above = statement.lines[index], statement.lines[:index]
    if line.role == "result":
        found = _of_result(statement, line, above)
    else:
        found = _of_total(statement, line, above)
    yield from (parts for parts in found if parts)


def _of_total(statement: Statement, line: Line, above: Sequence[Line]) -> Iterator[Signs]:
    named_so = plain(line.label)
    own = [x for x in above if x.role == "line" and named_so and plain(x.section) == named_so]
    yield _added(own)
    group = list(of_group(above, line.group))
    if named_so:
        yield _added(group)
    yield _added(_since(above, ("total", "result")))
    yield _added([x for x in above if x.role == "line" and x.section == line.section])
    yield _added(group)
    yield _effects(statement, above)


def _of_result(statement: Statement, line: Line, above: Sequence[Line]) -> Iterator[Signs]:
    if statement.kind == "profit":
        yield _effects(statement, above)
        yield _effects(statement, _since(above, ("result",)))
        yield _effects(statement, list(of_group(above, "income", "cost-of-sales")))
        return
    capital = [x for x in above if x.group in named("balance", "capital")]
    if plain(line.label) in named("balance", "total_capital"):
        yield _added(of_group(capital, *named("balance", "capital")))
    if "current" in plain(line.label) and "total" not in line.label.casefold():
        yield _added(of_group(above, "current-assets", "due-within-a-year"))
    yield _effects(statement, above)
    yield _added(of_group(above, "current-assets", "due-within-a-year"))
    yield _added(of_group(above, *named("balance", "assets")))
    yield _added(of_group(capital, *named("balance", "capital")))
    yield _added(_since(above, ("result",)))


def _since(above: Sequence[Line], roles: Sequence[str]) -> list[Line]:
    """The lines since the last row of such a role."""
    found: list[Line] = []
    for line in reversed(above):
        if line.role in roles:
            break
        if line.role == "line":
            found.insert(0, line)
    return found


def _added(lines: Iterator[Line] | Sequence[Line]) -> Signs:
    return dict.fromkeys(lines, 1)


def _effects(statement: Statement, lines: Sequence[Line]) -> Signs:
    signs = {x: effect(statement.kind, x) for x in lines if x.role == "line"}
    return {line: sign for line, sign in signs.items() if sign}
