"""The words of accounts: what their columns, sections and lines are called, from a toml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import Any, Final, Literal

from engross.intake.kinds import normal, toml
from engross.uk.date_forms import MONTH_NAME

StatementKind = Literal["profit", "balance"]
"""A profit and loss account, or a balance sheet."""

_CODE: Final = re.compile(r"^\s*[0-9]{3,8}\s*[-:\N{EN DASH}]?\s+(?=\D)")
"""An account's code before its name."""
_JOINED: Final = ("and", "or")
_BEFORE_OR_AFTER: Final = ("before", "after")
_MONTH: Final = re.compile(MONTH_NAME)
_TOTAL: Final = re.compile(r"(?:sub|grand)?\W?\s*totals?\b|.*\btotals?$", re.IGNORECASE)

_LESS: Final = re.compile(r"^(?:(total ))?less:? (\w)", re.IGNORECASE)
"""What FreeAgent writes before costs: `Less Dividends`, `Total less Administrative Expenses`."""


@cache
def named(*keys: str) -> frozenset[str]:
    """The names of an entry: `named("profit", "sections", "income")`."""
    found: Any = _ledger()
    for key in keys:
        found = found[key]
    return frozenset(found)


@cache
def groups(kind: StatementKind) -> tuple[str, ...]:
    """The sections of a statement in their order: `income`, `cost-of-sales`, ..."""
    return tuple(_ledger()[kind]["sections"])


def label_of(key: str) -> str:
    """What a document calls a section's total, or a result, where the file does not say."""
    return str(_ledger()["labels"][key])


def plain(label: str) -> str:
    """A label as the toml writes names: without case, code, punctuation and `total` or `less`."""
    words = normal(without_code(label).replace("&", " and "))
    while first := next((word for word in _before() if words.startswith(f"{word} ")), ""):
        words = words.removeprefix(first).strip()
    return words.removesuffix(" totals").removesuffix(" total")


def without_code(label: str) -> str:
    """The label without an account's code before it."""
    return _CODE.sub("", label)


def tidy(label: str) -> str:
    """A label as a document prints it: no code, no colon, no capitals throughout."""
    words = " ".join(without_code(label).split()).rstrip(":").strip()
    words = _LESS.sub(
        lambda match: f"{match[1]}{match[2]}" if match[1] else match[2].upper(), words
    )
    shouted = words.isupper() and len(words.split()) > 1
    return words.capitalize() if shouted else words


def section_of(kind: StatementKind, label: str) -> str:
    """The section that the label names; empty for none."""
    return _group(kind, "sections", plain(label))


def group_of_line(kind: StatementKind, label: str) -> str:
    """The section that a line of that name belongs to wherever it stands; empty for none."""
    words = plain(label)
    return _group(kind, "lines", words) or _group(kind, "sections", words)


def is_total(label: str) -> bool:
    """Whether the label says that the row is a total."""
    return _TOTAL.match(label.strip()) is not None


def is_total_of_customers(label: str) -> bool:
    """Whether every word of the label is of a total: `Total outstanding`, not `Total Boats Ltd`."""
    words = {word for word in normal(label).split() if not word.isdigit()}
    return bool(words & named("customers", "totals")) and words <= (
        named("customers", "totals") | named("customers", "beside_totals")
    )


def is_result(kind: StatementKind, label: str) -> bool:
    """Whether the label names what is left when other sections are taken off."""
    words = normal(label.replace("&", " and "))
    listed = words in named(kind, "results") or plain(label) in named(kind, "results")
    return listed or (kind == "profit" and _is_profit(words.replace("pre tax", "pretax").split()))


def _is_profit(words: Sequence[str]) -> bool:
    """Whether the words are those of a profit, in such an order: `Net (loss)/profit for the year`.

    What tax or the members take of a profit names it too, but not first.
    """
    before = list(takewhile(lambda word: word in named("profit", "before_results"), words))
    known = named("profit", "result_words")
    if {"net", "retained"} & set(before):
        known |= {"income", "earnings"}
    called = list(takewhile(lambda word: word in known or word in _JOINED, words[len(before) :]))
    rest = takewhile(lambda word: word not in _BEFORE_OR_AFTER, words[len(before + called) :])
    return bool(known & set(called)) and all(map(_is_beside_profit, rest))


def _is_beside_profit(word: str) -> bool:
    known = named("profit", "beside_results")
    return word in known or word.isdigit() or _MONTH.fullmatch(word) is not None


def is_ratio(label: str) -> bool:
    """Whether the label names a percentage or a number that is no money."""
    words = plain(label)
    return "%" in words or "percent" in words or words in named("unclear", "ratios")


def is_cost(group: str) -> bool:
    """Whether the section of a profit and loss account lessens the profit."""
    return group not in named("profit", "income")


def first_of(text: str, entries: Sequence[str]) -> str:
    """The first entry of the columns one of whose names is in the words; empty for none."""
    return next((e for e in entries if _pattern("columns", e).search(text)), "")


def without(text: str, entries: Sequence[str]) -> str:
    """The words without the names of those entries of the columns."""
    for entry in entries:
        text = _pattern("columns", entry).sub(" ", text)
    return " ".join(text.split())


@cache
def _pattern(section: str, entry: str) -> re.Pattern[str]:
    names = sorted(_ledger()[section][entry], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _group(kind: StatementKind, part: str, words: str) -> str:
    listed = _ledger()[kind][part]
    return next((group for group, names in listed.items() if words in names), "")


@cache
def _before() -> tuple[str, ...]:
    return tuple(sorted(_ledger()["before"], key=len, reverse=True))


@cache
def _ledger() -> dict[str, Any]:
    return toml("ledger.toml")
