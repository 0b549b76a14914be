"""CRM exports and call notes with what no proposal may hold in every column that takes text.

`variants()` makes fifty of them, the same bytes each time: ten ways to plant for each of five
programs. All are about one deal of one prospect, Gorsehill Dairy Limited.
"""

from __future__ import annotations

import csv
import io
import random
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from planted_tables import (
    AMOUNT,
    AMOUNT_OF_LIKE,
    BEHIND,
    CUSTOM,
    DEAL,
    KEPT,
    REPORTS,
    TABLE,
    VALUES,
    WITH_PRODUCT,
    tables,
    theirs,
)


class Planted(NamedTuple):
    """One text that is to stay inside the firm."""

    where: str
    words: tuple[str, ...]
    """What no document may hold: the made-up word, and what stands around it."""


class Variant(NamedTuple):
    """What one proposal is made of."""

    name: str
    deal: str
    """What `--deal` names it by."""
    files: Mapping[str, bytes]
    """The export, by the files' names."""
    notes: bytes
    planted: tuple[Planted, ...]
    amounts: tuple[Planted, ...]
    """The CRM's amounts, which stand in no document where the price list has the service."""


class _Way(NamedTuple):
    """How one variant is planted."""

    name: str
    own: tuple[str, ...] = ("hopes",)
    """The lists of texts for columns that are the firm's own."""
    behind: tuple[str, ...] = ()
    """The kinds of printable text that have something typed behind them."""
    like: bool = False
    """Whether another deal of nearly the same name is full of it."""
    notes: tuple[str, ...] = ()
    """The lists of lines of the notes."""


WAYS = (
    _Way("hopes", own=("hopes", "chances")),
    _Way("limits", own=("limits", "margins")),
    _Way("people", own=("people", "losses", "steps"), notes=("internal",)),
    _Way("orders", own=("orders",), notes=("orders",)),
    _Way("account", behind=("account",)),
    _Way("person", own=("chances",), behind=("person", "role")),
    _Way("product", own=("margins",), behind=("product",)),
    _Way("address", own=("steps",), behind=("address",)),
    _Way("like", own=("orders", "limits"), like=True),
    _Way("notes", own=("hopes",), notes=("internal", "marked", "unsorted", "orders")),
)


def variants(wanted: Sequence[str] = ()) -> Iterator[Variant]:
    """All fifty in order, or those of the names `HubSpot/hopes`."""
    for way in WAYS:
        for system in (*REPORTS, "plain"):
            name = f"{system}/{way.name}"
            if not wanted or name in wanted:
                yield _Planting(system, way, name).variant()


class _Planting:
    """Makes one variant and notes what is planted in it."""

    def __init__(self, system: str, way: _Way, name: str) -> None:
        self._system, self._way, self._name = system, way, name
        self._random = random.Random(name)  # noqa: S311 - the same files each time
        self._planted: list[Planted] = []
        self._typed: dict[str, str] = {}

    def variant(self) -> Variant:
        """All of it."""
        made = {f"{name}.csv": self._table(name, columns) for name, columns in tables(self._system)}
        notes = self._notes().encode()
        priced = self._system in WITH_PRODUCT and "product" not in self._way.behind
        hidden = (AMOUNT, AMOUNT_OF_LIKE) if priced else (AMOUNT_OF_LIKE,)
        amounts = (Planted("the CRM's amount", _written(amount)) for amount in hidden)
        row = 3 if self._way.like else 2
        deal = DEAL if self._system != "Dynamics 365" else f"opportunities.csv A{row}"
        return Variant(self._name, deal, made, notes, tuple(self._planted), tuple(amounts))

    def _table(self, name: str, columns: Mapping[str, str]) -> bytes:
        kind = TABLE.get(name, name)
        target = io.StringIO(newline="")
        writer = csv.writer(target)
        writer.writerow([*columns.values(), *CUSTOM])
        for who in _rows(kind, like=self._way.like):
            own = self._ours(kind) if who == "ours" else theirs(kind)
            values = [self._cell(name, meaning, own, who) for meaning in columns]
            said = [self._text(f"{name}, {heading}", self._way.own) for heading in CUSTOM]
            writer.writerow([*values, *said])
        return target.getvalue().encode()

    def _cell(self, table: str, meaning: str, own: Mapping[str, str], who: str) -> str:
        where = f"{table}, {meaning}, {who}"
        if meaning in own:
            return own[meaning]
        if meaning in KEPT:
            return ""
        return self._text(where, self._way.own)

    def _ours(self, kind: str) -> dict[str, str]:
        """The cells of the deal, its account, its contact; with what is typed behind them."""
        told = dict(VALUES[kind])
        for meaning, text in told.items():
            behind = BEHIND.get("account" if (kind, meaning) == ("accounts", "name") else meaning)
            if kind in {"deals", "accounts", "contacts"} and behind in self._way.behind:
                told[meaning] = self._with_more(behind, text)
        return told

    def _with_more(self, kind: str, text: str) -> str:
        """The text with something behind it, the same wherever it stands."""
        if text not in self._typed:
            list_of = _words()["behind"][kind]
            self._typed[text] = text + self._say(f"behind {text}", self._random.choice(list_of))
        return self._typed[text]

    def _text(self, where: str, lists: Sequence[str], of: str = "own") -> str:
        texts = [text for name in lists for text in _words()[of][name]]
        return self._say(where, self._random.choice(texts))

    def _say(self, where: str, text: str) -> str:
        token = _token(self._random)
        said = text.format(t=token)
        around = (part.strip(" .,:;()[]{}<>*/-+") for part in said.split(token))
        phrases = (part for part in around if len(_plain(part).split()) >= _FEWEST_WORDS)
        self._planted.append(Planted(where, (token, *phrases)))
        return said

    def _notes(self) -> str:
        lines = [_NOTES.rstrip()]
        for name in self._way.notes:
            heading = {"internal": "\n## Internal", "unsorted": "\n## Odds and ends"}.get(name)
            lines += [heading] if heading else ["\n## Background"]
            lines += [self._say(f"notes, {name}", text) for text in _words()["notes"][name]]
        return "\n".join(lines) + "\n"


_FEWEST_WORDS = 4
"""Words that a text around a made-up word must have to be looked for by itself."""

_NOTES = """# Call with Morwenna Tregarrick, 11 November 2026

Date: 11 November 2026
Present: Morwenna Tregarrick, Gareth Lowe

## Background
- Ms Tregarrick told us that the dairy has fourteen people who are paid monthly.

## Instructions
- Ms Tregarrick asked us on 11 November to send a proposal for the payroll alone.

## Next steps
- Action (Morwenna Tregarrick, by 4 December 2026): send the last payslips.
"""


def _rows(kind: str, *, like: bool) -> Iterator[str]:
    """Whose records the table has, the other one's first."""
    if like and kind != "products":
        yield "theirs"
    yield "ours"


class Aside(NamedTuple):
    """A text that a document would print, and whether somebody typed a remark behind it."""

    kind: Literal["account", "person", "product", "address", "role"]
    text: str
    is_remark: bool


def asides() -> Iterator[Aside]:
    """Remarks that use none of the words that give one away, and names that are none."""
    for kind, told in _words()["asides"].items():
        yield from (Aside(kind, told["text"] + one, is_remark=True) for one in told["remarks"])
        yield from (Aside(kind, name, is_remark=False) for name in told["names"])


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    text = Path(__file__).with_name("planted_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _written(amount: str) -> tuple[str, ...]:
    """The amount as documents write it: `4,731`."""
    return (f"£{int(float(amount)):,}",)


def _token(chance: random.Random) -> str:
    """A word that no language has and no other text holds."""
    pick: Callable[[str], str] = chance.choice
    return "Zq" + "".join(pick("bdfgklmnprstv") + pick("aeiou") for _ in range(4))


def found_in(text: str, planted: Sequence[Planted]) -> list[str]:
    """What of it the text holds, whatever its capitals and spaces: the place and the words."""
    plain = f" {_plain(text)} "
    return [
        f"{one.where}: {words}"
        for one in planted
        for words in one.words
        if f" {_plain(words)} " in plain
    ]


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()
