"""Figures worked out from other facts, so that no model ever does arithmetic.

`difference(a;b)` = a - b; `sum(a;b;...)`; `share(a;b)` = 100 a / b;
`change(a;b)` = 100 (a - b) / b, the percentage change from b to a. Inputs share a unit; a share
or a change of a zero base is refused rather than invented.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import cast, get_args

from engross.records.evidence import Fact, Operation, Unit, UnknownFact

DERIVED = re.compile(r"(sum|difference|share|change)\(([^()]+)\)")
"""The id of a derived figure: an operation over fact ids, parted by semicolons."""

_NOT_DERIVED = {"read", "product", "assumed", "count", "typed"}


def derive(operation: Operation, inputs: Sequence[Fact]) -> Fact:
    """The fact that the operation makes of its inputs, with its derivation.

    Raises:
        UnknownFact: wrong number of inputs, unlike units, or a zero base.
    """
    if operation not in get_args(Operation) or operation in _NOT_DERIVED:
        message = f"{operation} is not something that can be worked out from facts"
        raise UnknownFact(message)
    if len(inputs) < 2 or (operation != "sum" and len(inputs) != 2):  # noqa: PLR2004 - a pair
        message = f"{operation} does not take {len(inputs)} facts"
        raise UnknownFact(message)
    if len({fact.unit for fact in inputs}) > 1 or inputs[0].unit in {"date", "text"}:
        message = f"{operation} wants numbers of one unit, not {[f.unit for f in inputs]}"
        raise UnknownFact(message)
    value, unit = _value(operation, inputs)
    first = inputs[0]
    return Fact(
        measure="derived",
        period=first.period,
        scope=first.scope,
        unit=unit,
        value=value,
        label=first.label,
        audience="internal" if any(f.audience == "internal" for f in inputs) else "client",
        operation=operation,
        inputs=tuple(fact.id for fact in inputs),
    )


def derive_by_id(identifier: str, facts: Mapping[str, Fact]) -> Fact:
    """The derived fact that the id describes.

    Raises:
        UnknownFact: the id is no derivation, or names a fact that is not there.
    """
    match = DERIVED.fullmatch(identifier)
    if match is None:
        raise UnknownFact(identifier)
    operation, names = match.group(1), match.group(2).split(";")
    missing = [name for name in names if name not in facts]
    if missing:
        message = f"{identifier} rests on {missing[0]}, which this run does not have"
        raise UnknownFact(message)
    return derive(cast("Operation", operation), [facts[name] for name in names])


def _value(operation: str, inputs: Sequence[Fact]) -> tuple[Decimal, Unit]:
    numbers = [fact.number for fact in inputs]
    unit = inputs[0].unit
    if operation == "sum":
        return sum(numbers, Decimal(0)), unit
    if operation == "difference":
        return numbers[0] - numbers[1], "points" if unit == "percent" else unit
    if numbers[1] == 0:
        message = f"{operation} of a zero base has no meaning"
        raise UnknownFact(message)
    if operation == "share":
        return 100 * numbers[0] / numbers[1], "percent"
    return 100 * (numbers[0] - numbers[1]) / numbers[1], "percent"
