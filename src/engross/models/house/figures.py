"""The facts of one section, or of one workstream or invoice, by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from engross.models.house.phrases import PERIODS, WHOLES, Phrase
from engross.models.house.reading import FactLine
from engross.uk.periods import FORM, PROPOSAL, Period, as_at

_TOKEN = re.compile(r"\{([^{}]+)\}")
_DERIVED = re.compile(r"([a-z]+)\(([^()]+)\)")
_COMPARING = re.compile(r"[=<>]")
_PENCE = Decimal(1)
"""How much printed pounds may differ from their sum because each was rounded."""

_BESIDE_WHOLE = frozenset({"all", "beyond"})
"""States of a part beside its whole: as much, or, where credits are in the whole, more."""

WHOLE = ""
"""The scope of everything that is no part."""


class Figures:
    """Looks facts up by the names that phrases use and fills phrases with slots for them."""

    def __init__(
        self, facts: Iterable[FactLine], period: str, *, scope: str = WHOLE, part: str = ""
    ) -> None:
        """Take the facts of `scope`; `part` is the one that phrases call `part.`."""
        self._facts = tuple(facts)
        self._period = period
        self._times = _times(period)
        self._scope = scope
        self._part = part
        self.used: dict[str, None] = {}
        """Ids of the facts that the phrases taken so far rest on, in order."""

    @property
    def scope(self) -> str:
        """What the figures are of."""
        return self._scope

    def fact(self, name: str) -> FactLine | None:
        """The fact that a phrase calls `billed`, `billed@before` or `part.billed`."""
        prefix, _, rest = name.rpartition(".")
        scopes = self._scopes(prefix)
        return self._found(rest, scopes[0]) if len(scopes) == 1 else None

    def amount(self, name: str) -> Decimal | None:
        """The number of that fact, if it is there and has one."""
        fact = self.fact(name)
        return fact.amount if fact else None

    def first_fitting(self, phrases: Iterable[Phrase]) -> str:
        """The first phrase that fits, with slots for its figures; empty when none does."""
        for phrase in phrases:
            if (text := self._filled(phrase)) is not None:
                return text
        return ""

    def _scopes(self, prefix: str) -> tuple[str, ...]:
        if prefix in {"time", "fixed"}:
            return by_basis(self._facts, prefix)
        if prefix == "part":
            return (self._part,) if self._part else ()
        return (WHOLE,) if prefix == "whole" else (prefix or self._scope,)

    def _found(self, name: str, scope: str) -> FactLine | None:
        measure, _, when = name.partition("@")
        mine = [f for f in self._facts if f.measure == measure and _belongs(f, scope)]
        if when:
            mine = [fact for fact in mine if self._is_of(fact.period, when)]
        else:
            mine = [fact for fact in mine if self._period_rank(fact) is not None]
        return min(
            mine, key=lambda f: (self._period_rank(f) or 0, _scope_rank(f, scope)), default=None
        )

    def _filled(self, phrase: Phrase) -> str | None:
        tokens = [match.group(1) for match in _TOKEN.finditer(phrase.text)]
        facts = [self.fact(name) for token in tokens for name in _names(token)]
        if None in facts or not all(self._holds(condition) for condition in phrase.when):
            return None
        tested = [fact for condition in phrase.when for fact in self._tested(condition)]
        self.used.update((fact.id, None) for fact in (*facts, *tested) if fact)
        text = _TOKEN.sub(lambda match: self._slot(match.group(1)), phrase.text)
        this, before = _period_words(self._period)
        return text.replace("<this>", this).replace("<before>", before)

    def _slot(self, token: str) -> str:
        ids = ";".join(fact.id for name in _names(token) if (fact := self.fact(name)))
        derived = _DERIVED.fullmatch(token)
        return f"[[fact:{derived.group(1)}({ids})]]" if derived else f"[[fact:{ids}]]"

    def _tested(self, condition: str) -> list[FactLine]:
        """The facts that a condition rests on."""
        if _COMPARING.search(condition):
            return [f for name in re.split(r"[+=<>]", condition) for f in self._each(name)]
        name, _, state = condition.rpartition(":")
        found = [self.fact(name)]
        found += [self.fact(WHOLES[name])] if state in _BESIDE_WHOLE else []
        return [fact for fact in found if fact]

    def _each(self, name: str) -> list[FactLine]:
        prefix, _, rest = name.rpartition(".")
        found = [self._found(rest, scope) for scope in self._scopes(prefix)]
        return [fact for fact in found if fact]

    def _holds(self, condition: str) -> bool:
        if compared := _COMPARING.search(condition):
            return self._ties(condition) if compared[0] == "=" else self._is_more(condition)
        name, _, state = condition.rpartition(":")
        if name.startswith(("fixed.", "time.")):
            return _is(self._sum(name), state)
        value = self.amount(name)
        if value is None:
            return False
        if state in {"rises", "falls", "same"}:
            before = self.amount(f"{name}@before")
            return before is not None and _compared(value, before) == state
        if state in _BESIDE_WHOLE:
            whole = self.amount(WHOLES[name])
            return whole is not None and (value == whole if state == "all" else value > whole)
        return _is(value, state)

    def _ties(self, condition: str) -> bool:
        left, _, right = condition.partition("=")
        parts, whole = [self._sum(name) for name in left.split("+")], self._sum(right)
        known = [part for part in parts if part is not None]
        if whole is None or len(known) < len(parts):
            return False
        return abs(sum(known, Decimal(0)) - whole) <= (_PENCE if len(known) > 1 else 0)

    def _is_more(self, condition: str) -> bool:
        first, sign, second = re.split(r"([<>])", condition)
        facts = self.fact(first), self.fact(second)
        one, other = (fact.amount if fact else None for fact in facts)
        if one is None or other is None:
            return False
        more = one - other if sign == ">" else other - one
        to_the_penny = {bool(fact and "." in fact.display) for fact in facts}
        return more >= _PENCE if len(to_the_penny) > 1 else more > 0

    def _sum(self, name: str) -> Decimal | None:
        amounts = [fact.amount for fact in self._each(name)]
        known = [amount for amount in amounts if amount is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None

    def _period_rank(self, fact: FactLine) -> int | None:
        """The reporting period before a balance, the year, what stands still; others never.

        What stood on a day before the period began is no balance of it.
        """
        ranks = {self._period: 0, "engagement": 2, PROPOSAL: 2, FORM: 2, "register": 3}
        if not fact.period.startswith("at-"):
            return ranks.get(fact.period)
        return 1 if fact.period not in self._times.get("earlier", ()) else None

    def _is_of(self, period: str, when: str) -> bool:
        """Whether a period is the one that a phrase calls `@before`, `@last-year`, `@to-date`."""
        if when != "to-date":
            return period in self._times.get(when, ())
        this, other = _span(self._period), _span(period)
        if this is None or other is None:
            return False
        return other.end == this.end and other.start < this.start


def scopes(facts: Iterable[FactLine], dimension: str) -> tuple[str, ...]:
    """The scopes of a dimension such as `invoice`, in the order in which they appear."""
    found = (fact.scope for fact in facts if fact.scope.startswith(f"{dimension}:"))
    return tuple(dict.fromkeys(found))


def by_basis(facts: Sequence[FactLine], basis: str) -> tuple[str, ...]:
    """The workstreams that are charged by time, or for a fixed fee, in order."""
    return tuple(
        dict.fromkeys(
            fact.scope
            for fact in facts
            if fact.measure == "basis" and fact.display.casefold().startswith(basis)
        )
    )


def _belongs(fact: FactLine, scope: str) -> bool:
    """Whether it is of that scope; the register's facts are of every one."""
    if fact.scope == scope or (fact.period == "register" and ":" not in fact.scope):
        return True
    return not scope and ":" not in fact.scope


def _scope_rank(fact: FactLine, scope: str) -> int:
    order = (scope, "matter", "invoices", "client", "firm")
    return order.index(fact.scope) if fact.scope in order else len(order)


def _names(token: str) -> list[str]:
    derived = _DERIVED.fullmatch(token)
    return derived.group(2).split(";") if derived else [token]


def _is(value: Decimal | None, state: str) -> bool:
    if value is None:
        return False
    return {
        "some": value != 0,
        "nil": value == 0,
        "one": value == 1,
        "over": value > 0,
        "under": value < 0,
    }[state]


def _compared(value: Decimal, before: Decimal) -> str:
    if value == before:
        return "same"
    return "rises" if value > before else "falls"


def _times(period: str) -> Mapping[str, frozenset[str]]:
    """The keys of what phrases call `before`, `last-year` and `year`; each with its last day."""
    year = {"year": frozenset({"engagement"})}
    this = _span(period)
    if this is None:  # a period of another kind has nothing to be compared with
        return year
    previous, last_year = this.previous(), this.year_before()
    before = frozenset({previous.key, as_at(previous.end).key})
    then = frozenset({last_year.key, as_at(last_year.end).key})
    return {**year, "before": before, "last-year": then, "earlier": before | then}


def _span(period: str) -> Period | None:
    """The days that the key names; `None` for a key without any."""
    try:
        return Period.parse(period)
    except ValueError:
        return None


def _period_words(period: str) -> tuple[str, str]:
    if re.fullmatch(r"[0-9]{4}-Q[1-4]", period):
        return PERIODS["quarter"]
    return PERIODS["month" if re.fullmatch(r"[0-9]{4}-[0-9]{2}", period) else "other"]
