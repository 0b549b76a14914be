"""Values of a short list, such as industries and countries, that may be misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engross.intake.crm.likeness import Likeness
from engross.intake.crm.picture import Crm
from engross.intake.crm.records import Text
from engross.intake.crm.telling import rows
from engross.intake.crm.words import squeezed, words, written
from engross.intake.sheets import Place
from engross.records import Finding

_LIST_AT_MOST = 60
"""Different values of a column that is a short list."""
_RARER = 3
"""A value near another that is this many times as frequent may be a slip."""


@dataclass(frozen=True)
class _Column:
    """The values of one category, with their cells."""

    title: str
    among: str
    """The list of `words.toml` that it is compared with; empty for none."""
    places: Mapping[str, list[Place]]

    def findings(self) -> Iterator[Finding]:
        """A finding for each value that may be meant for another."""
        known = words("lists", self.among) if self.among else frozenset()
        likeness = Likeness((*self.places, *(written("lists", self.among) if self.among else ())))
        for value, places in self.places.items():
            if squeezed(value) in known and len(self.places) > _LIST_AT_MOST:
                continue
            for other, difference in likeness.near(value):
                if self._is_odd(value, other, known):
                    yield _odd(self.title, value, other, difference, places)
                    break

    def _is_odd(self, value: str, other: str, known: frozenset[str]) -> bool:
        if other not in self.places:
            return squeezed(value) not in known
        if squeezed(value) == squeezed(other):
            return len(self.places[value]) < len(self.places[other]) or (
                len(self.places[value]) == len(self.places[other]) and value > other
            )
        return squeezed(value) not in known and (
            squeezed(other) in known or len(self.places[other]) >= _RARER * len(self.places[value])
        )


def value_findings(crm: Crm) -> Iterator[Finding]:
    """What is odd in the columns that are short lists."""
    for column in _columns(crm):
        if column.among or len(column.places) <= _LIST_AT_MOST:
            yield from column.findings()


def _columns(crm: Crm) -> Iterator[_Column]:
    accounts, deals = crm.accounts, crm.deals
    yield _column("industry", "industry", (account.industry for account in accounts))
    yield _column("country", "country", (account.country for account in accounts))
    yield _column("region", "", (account.region for account in accounts))
    yield _column("type of account", "", (account.type for account in accounts))
    yield _column("stage", "", (deal.stage for deal in deals))
    yield _column("type of deal", "", (deal.type for deal in deals))
    yield _column("source", "", (deal.source for deal in deals))
    yield _column("owner", "", (deal.owner for deal in deals))
    yield _column("product family", "", (product.family for product in crm.products))
    yield _column("team", "", (user.team for user in crm.users))


def _column(title: str, listed: str, values: Iterable[Text]) -> _Column:
    places: dict[str, list[Place]] = {}
    for value in values:
        if value:
            places.setdefault(value.value, []).append(value.place)
    return _Column(title, listed, places)


def _odd(title: str, value: str, other: str, difference: str, places: list[Place]) -> Finding:
    return Finding(
        rule="crm-value-odd",
        severity="note",
        place=str(places[0]),
        message=(
            f"The {title} “{value}” ({rows(places)}) may be misspelt: “{other}” differs in "
            f"{difference}. It was left as it stands."
        ),
        suggestion="Correct it in the CRM before it stands in a document.",
    )
