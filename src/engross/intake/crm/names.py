"""Names of accounts and products that CRM tables write in more than one way, or do not list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engross.intake.crm.likeness import Difference, Likeness
from engross.intake.crm.picture import Crm
from engross.intake.crm.records import Text
from engross.intake.crm.telling import rows
from engross.intake.sheets import Place
from engross.records import Finding

_ONE_BY_ONE = 20
"""Names of one kind that get a finding each; what is more is counted."""
_SHOWN = 5
_RARER = 3
"""A name one letter off another that is this many times as frequent may be a slip."""


class NamesOf:
    """The names of one kind, `account` or `product`: those listed, and those that deals give."""

    def __init__(self, kind: str, listed: Iterable[Text], used: Iterable[Text]) -> None:
        self._kind = kind
        self._listed = _places(listed)
        self._used = _places(used)
        self._likeness = Likeness((*self._listed, *self._used))

    def findings(self) -> Iterator[Finding]:
        """A finding for each name that may be another's variant, and one for names not listed."""
        variants = dict(self._variants())
        for name in list(variants)[:_ONE_BY_ONE]:
            yield self._variant(name, *variants[name])
        if len(variants) > _ONE_BY_ONE:
            yield self._more(list(variants)[_ONE_BY_ONE:])
        twice = {name: places for name, places in self._listed.items() if len(places) > 1}
        if twice:
            yield self._listed_twice(twice)
        absent = [name for name in self._used if self._listed and name not in self._listed]
        unlike = [name for name in absent if name not in variants]
        if unlike:
            yield self._not_listed(unlike)

    def _variants(self) -> Iterator[tuple[str, tuple[str, Difference]]]:
        """Each name with the one that it may be meant for."""
        for name in (*self._used, *(n for n in self._listed if n not in self._used)):
            for other, difference in self._likeness.near(name):
                if self._is_the_less_sure(name, other, difference):
                    yield name, (other, difference)
                    break

    def _is_the_less_sure(self, name: str, other: str, difference: Difference) -> bool:
        if (name in self._listed) != (other in self._listed):
            return other in self._listed
        own, its = self._count(name), self._count(other)
        if difference == "one letter" and name in self._listed:
            return False  # two that are both listed are two, unless they are written alike
        if difference == "one letter" and its < _RARER * own:
            return False
        return (own, other) < (its, name)

    def _count(self, name: str) -> int:
        return len(self._used.get(name, ()))

    def _variant(self, name: str, other: str, difference: Difference) -> Finding:
        places = self._used.get(name) or self._listed[name]
        where = f"{rows(places)}"
        listed = (
            f"the list of {self._kind}s has “{other}”"
            if other in self._listed and name not in self._listed
            else f"“{other}” stands there too"
        )
        return Finding(
            rule="crm-name-variant",
            severity="warn",
            place=str(places[0]),
            message=(
                f"The {self._kind} “{name}” ({where}) may be meant for another: {listed}, "
                f"which differs in {difference}. They were kept apart."
            ),
            suggestion="If they are the same, correct one of them in the CRM and export again.",
        )

    def _more(self, names: list[str]) -> Finding:
        first = (self._used.get(names[0]) or self._listed[names[0]])[0]
        return Finding(
            rule="crm-name-variant",
            severity="warn",
            place=str(first),
            message=(
                f"{len(names):,} more names of {self._kind}s are near to others in the same way, "
                f"the first of them “{names[0]}”. They were kept apart."
            ),
        )

    def _listed_twice(self, twice: Mapping[str, list[Place]]) -> Finding:
        places = [place for listed in twice.values() for place in listed]
        names = ", ".join(f"“{name}”" for name in list(twice)[:_SHOWN])
        return Finding(
            rule="crm-duplicate",
            severity="warn",
            place=str(places[0]),
            message=(
                f"{len(twice):,} names of {self._kind}s stand more than once in their list, "
                f"{names} among them ({rows(places)}); deals that give such a name were joined to "
                "none of them."
            ),
            suggestion="Merge them in the CRM and export again.",
        )

    def _not_listed(self, names: list[str]) -> Finding:
        places = [place for name in names for place in self._used[name]]
        shown = ", ".join(f"“{name}”" for name in names[:_SHOWN])
        more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
        return Finding(
            rule="crm-not-listed",
            severity="warn",
            place=str(places[0]),
            message=(
                f"Deals name {self._kind}s that the list of {self._kind}s does not have: "
                f"{shown}{more} ({rows(places)})."
            ),
            suggestion="Export the whole list, or check these names.",
        )


def name_findings(crm: Crm) -> Iterator[Finding]:
    """What is odd about the names of accounts and products."""
    accounts = NamesOf(
        "account",
        (account.name for account in crm.accounts),
        (deal.account for deal in crm.deals if not deal.account_id),
    )
    yield from accounts.findings()
    products = NamesOf(
        "product",
        (product.name for product in crm.products),
        (deal.product for deal in crm.deals),
    )
    yield from products.findings()
    yield from _unknown_ids(crm)


def _unknown_ids(crm: Crm) -> Iterator[Finding]:
    """Account ids of deals that the account table lacks; nothing without an account table."""
    if not crm.accounts:
        return
    places = [
        deal.account_id.place
        for deal in crm.deals
        if deal.account_id and crm.account_of(deal) is None
    ]
    if places:
        yield Finding(
            rule="crm-not-listed",
            severity="warn",
            place=str(places[0]),
            message=(
                f"{len(places):,} of the deals refer to an account by an id that the list of "
                f"accounts does not have, or has twice ({rows(places)})."
            ),
            suggestion="Export the whole list of accounts.",
        )


def _places(names: Iterable[Text]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for name in names:
        if name:
            found.setdefault(name.value, []).append(name.place)
    return found
