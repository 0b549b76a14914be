"""A record made of a YAML file, or everything that keeps it from being one, in plain words."""

from __future__ import annotations

import difflib
import re
import typing
from collections.abc import Iterable
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from engross.errors import Problem
from engross.records import Record
from engross.workspace.yaml_text import KeyPath, Part

R = TypeVar("R", bound=Record)

_WANTED: Final = {
    "string_type": "text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "tuple_type": "a list",
    "dict_type": "a group of keys",
    "model_type": "a group of keys",
    "model_attributes_type": "a group of keys",
    "date_type": "a date such as 2027-03-31",
    "date_parsing": "a date such as 2027-03-31",
    "date_from_datetime_parsing": "a date such as 2027-03-31",
}
"""What pydantic's kinds of error want, in words."""

_PATTERNS: Final = {
    r"^\d{2}-\d{2}-\d{2}$": "a sort code such as 00-00-00",
    r"^\d{8}$": "eight digits, in quotes",
    r"^[a-z0-9-]+$": "small letters, digits and hyphens only",
    r"^[a-z][a-z0-9_]*$": "small letters, digits and underscores only, a letter first",
}
"""The records' patterns in words."""


def validate(part: Part, kind: type[R]) -> tuple[R | None, tuple[Problem, ...]]:
    """The record, or `None` with every problem."""
    if not isinstance(part.value, dict):
        found = "the file is empty" if part.value is None else "the file is not a group of keys"
        return None, (part.problem(f"{found}; it must have {', '.join(_required(kind))}"),)
    try:
        return kind.model_validate(part.value), ()
    except ValidationError as error:
        return None, tuple(_problem(part, kind, detail) for detail in error.errors())


def suggestion(word: str, known: Iterable[str]) -> str:
    """`; did you mean ...?` when a known word is close, otherwise nothing."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean `{close[0]}`?" if close else ""


def unknown(what: str, word: str, known: Iterable[str], remedy: str = "") -> str:
    """That there is no such thing, with the nearest that there is, or else the remedy."""
    near = suggestion(word, known)
    return f"there is no {what} `{word}`{near or (f'; {remedy}' if remedy else '')}"


def _problem(part: Part, kind: type[Record], detail: ErrorDetails) -> Problem:
    way: KeyPath = detail["loc"]
    place = Part(part.file, None, way, part.lines)
    if detail["type"] == "missing":
        return place.problem("this is missing")
    if way[-1:] == ("[key]",):
        above = Part(part.file, None, way[:-1], part.lines)
        return above.problem(_not_among(str(way[-2]), str(detail.get("ctx", {}).get("expected"))))
    if detail["type"] == "extra_forbidden":
        holder = _model_at(kind, way[:-1])
        known = holder.model_fields if holder else {}
        return place.problem(unknown("key", str(way[-1]), known, "take it out"))
    return place.problem(_in_words(detail))


def _not_among(key: str, expected: str) -> str:
    """That a key is none of a closed set, as pydantic writes it: `'a', 'b' or 'c'`."""
    near = suggestion(key, re.findall(r"'([^']+)'", expected))
    return f"`{key}` is not one of {expected}{near}"


def _in_words(detail: ErrorDetails) -> str:
    kind, given, context = detail["type"], _shown(detail["input"]), detail.get("ctx", {})
    if kind in _WANTED:
        quotes = isinstance(detail["input"], int | float) and kind == "string_type"
        return f"this must be {_WANTED[kind]}, not {given}{'; put it in quotes' if quotes else ''}"
    if kind == "literal_error":
        return f"this must be one of {context['expected']}, not {given}"
    if kind == "string_pattern_mismatch":
        wanted = _PATTERNS.get(context["pattern"], f"like {context['pattern']}")
        return f"this must be {wanted}, not {given}"
    if kind == "too_long":
        return f"at most {context['max_length']} items may stand here, not {given}"
    said = detail["msg"]
    return f"{said[:1].lower()}{said[1:]}, not {given}"


def _shown(value: object) -> str:
    """The value as the file has it, short enough for one line."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text[:57]}...`" if len(text) > 60 else f"`{text}`"  # noqa: PLR2004 - fits a line


def _required(kind: type[Record]) -> list[str]:
    return [f"`{name}`" for name, field in kind.model_fields.items() if field.is_required()]


def _model_at(kind: type[BaseModel], way: KeyPath) -> type[BaseModel] | None:
    """The record type that stands at that place of a record of this type."""
    current: Any = kind
    for step in way:
        if isinstance(current, type) and issubclass(current, BaseModel):
            found = current.model_fields.get(str(step))
            current = found.annotation if found else None
        else:
            current = _item_type(current)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _item_type(annotation: object) -> object:
    """What a `tuple[X, ...]` or a `dict[str, X]` holds."""
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) is dict:
        return arguments[1]
    return arguments[0] if arguments else None
