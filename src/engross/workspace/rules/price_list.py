"""The price list: keys and names that mean one thing, stages that cost something, sound texts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from engross.errors import Problem
from engross.records.slots import pointers
from engross.workspace.files import WorkspaceFiles
from engross.workspace.price_list import DISCOUNT
from engross.workspace.rules.formats import fixed_text
from engross.workspace.texts import SERVICE_TEXTS
from engross.workspace.validation import unknown
from engross.workspace.yaml_text import Part

_PLACES: Final = -2
"""Of a price: pounds and pence."""


def price_list(files: WorkspaceFiles) -> Iterator[Problem]:
    """Everything wrong with the price list; nothing where the firm has none."""
    prices = files.prices
    if not isinstance(prices.value, dict):
        return
    yield from _owner(prices["owner"], files)
    yield from _meanings(prices["grades"], "grade")
    yield from _meanings(prices["services"], "service")
    grades = {grade["key"].text for grade in prices["grades"]}
    for service in prices["services"]:
        yield from _stages(service, grades)
        if service["done_by"].text and service["done_by"].text not in grades:
            known = unknown("grade", service["done_by"].text, grades, "add it to `grades`")
            yield service["done_by"].problem(known)
        for key in SERVICE_TEXTS:
            for text in service[key]:
                yield from _text(text)


def _owner(owner: Part, files: WorkspaceFiles) -> Iterator[Problem]:
    people = [person["email"].text for person in files.firm["people"]]
    if owner.text and people and owner.text not in people:
        yield owner.problem(unknown("person", owner.text, people, "add them to firm.yaml"))


def _meanings(listed: Part, what: str) -> Iterator[Problem]:
    """Every name must mean one thing: an export that uses it is not asked which."""
    seen: dict[str, Part] = {}
    for one in listed:
        for name in (one["key"], one["name"], *one["names_in_records"]):
            said = name.text.strip().casefold()
            first = seen.setdefault(said, name) if said else name
            if first is not name and first.path[:2] != name.path[:2]:
                yield name.problem(
                    f"`{name.text}` is the {what} on line {first.line} already; a name means one "
                    f"{what}"
                )


def _stages(service: Part, grades: set[str]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for stage in service["stages"]:
        key = stage["key"]
        if key.text in seen:
            yield key.problem(f"the stage `{key.text}` is on line {seen[key.text]} already")
        elif key.text == DISCOUNT:
            yield key.problem(f"`{DISCOUNT}` is the row of a discount; call the stage otherwise")
        elif key.text:
            seen[key.text] = key.line
        yield from _cost(stage, grades)
        for words in (stage["name"], stage["deliverable"], stage["invoiced_on"]):
            if "[[" in words.text:
                yield words.problem("no slots here: it is a cell of a table")


def _cost(stage: Part, grades: set[str]) -> Iterator[Problem]:
    """Either a price or hours, so that one of them cannot be forgotten when the other changes."""
    fee, estimate = stage["fee"], stage["estimate"]
    if fee.value is None and not estimate.value:
        yield stage.problem("say what the stage costs: a `fee`, or an `estimate` of hours by grade")
    elif fee.value is not None and estimate.value:
        yield fee.problem("a `fee` and an `estimate` are two prices; take one of them out")
    if _finer_than_pence(fee.value):
        yield fee.problem("a price is in pounds and pence; write it with two decimals at most")
    for hours in estimate:
        if hours.name not in grades:
            near = unknown("grade", hours.name, grades, "add it to `grades`")
            yield hours.problem(near)
        if isinstance(hours.value, int | float) and hours.value <= 0:
            yield hours.problem("write hours above nil, or take the grade out")


def _text(text: Part) -> Iterator[Problem]:
    if not text.text.strip():
        yield text.problem("this is empty; write the paragraph or take it out")
    yield from fixed_text(text)
    if pointers(text.text):
        yield text.problem(
            "a service's text leads nowhere: it stands in many documents, and each has other "
            "tables, sections and footnotes; take the [[see:...]] or [[note:...]] out"
        )


def _finer_than_pence(value: object) -> bool:
    try:
        exponent = Decimal(str(value)).normalize().as_tuple().exponent
    except InvalidOperation:
        return False
    return isinstance(exponent, int) and exponent < _PLACES
