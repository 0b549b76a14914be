"""The facts of one section, or of one workstream or invoice, by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from engross.models.house.phrases import OTHER_PERIOD, PERIODS, WHOLES, Phrase
from engross.models.house.reading import FactLine
from engross.uk.periods import Period

_TOKEN = re.compile(r"\{([^{}]+)\}")
_DERIVED = re.compile(r"([a-z]+)\(([^()]+)\)")


class Figures:
    """Looks facts up by measure and fills phrases with slots for them."""

    def __init__(self, facts: Iterable[FactLine], period: str, *, scope: str = "") -> None:
        """Take the facts of `scope`, or of the whole when it is empty; the register's always."""
        self._period = period
        self._before = _before(period)
        self._facts = [
            fact
            for fact in facts
            if fact.scope == scope
            or fact.period == "register"
            or (not scope and ":" not in fact.scope)
        ]
        self._scope = scope
        self.used: dict[str, None] = {}
        """Ids of the facts that the phrases taken so far rest on, in order."""

    def fact(self, name: str) -> FactLine | None:
        """The fact that a phrase calls `billed` or `billed@before`."""
        measure, _, when = name.partition("@")
        found = [fact for fact in self._facts if fact.measure == measure]
        if when:
            found = [fact for fact in found if fact.period == self._before]
            return min(found, key=self._scope_rank, default=None)
        found = [fact for fact in found if self._period_rank(fact) is not None]
        return min(
            found, key=lambda fact: (self._period_rank(fact), self._scope_rank(fact)), default=None
        )

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

    def _filled(self, phrase: Phrase) -> str | None:
        tokens = [match.group(1) for match in _TOKEN.finditer(phrase.text)]
        names = [name for token in tokens for name in _names(token)]
        tested = [condition.rpartition(":")[0] for condition in phrase.when]
        facts = [self.fact(name) for name in (*names, *tested)]
        if None in facts or not all(self._holds(condition) for condition in phrase.when):
            return None
        self.used.update((fact.id, None) for fact in facts if fact)
        text = _TOKEN.sub(lambda match: self._slot(match.group(1)), phrase.text)
        this, before = _period_words(self._period)
        return text.replace("<this>", this).replace("<before>", before)

    def _slot(self, token: str) -> str:
        ids = ";".join(fact.id for name in _names(token) if (fact := self.fact(name)))
        derived = _DERIVED.fullmatch(token)
        return f"[[fact:{derived.group(1)}({ids})]]" if derived else f"[[fact:{ids}]]"

    def _holds(self, condition: str) -> bool:
        name, _, state = condition.rpartition(":")
        value = self.amount(name)
        if value is None:
            return False
        if state in {"rises", "falls", "same"}:
            before = self.amount(f"{name}@before")
            return before is not None and _compared(value, before) == state
        if state == "all":
            return value == self.amount(WHOLES[name])
        return {"some": value != 0, "nil": value == 0, "one": value == 1}.get(
            state, value > 0 if state == "over" else value < 0
        )

    def _period_rank(self, fact: FactLine) -> int | None:
        """The reporting period before a balance, the year, what stands still; others never."""
        ranks = {self._period: 0, "engagement": 2, "register": 3}
        return 1 if fact.period.startswith("at-") else ranks.get(fact.period)

    def _scope_rank(self, fact: FactLine) -> int:
        order = (self._scope, "matter", "invoices", "client", "firm")
        return order.index(fact.scope) if fact.scope in order else len(order)


def scopes(facts: Iterable[FactLine], dimension: str) -> tuple[str, ...]:
    """The scopes of a dimension such as `invoice`, in the order in which they appear."""
    found = (fact.scope for fact in facts if fact.scope.startswith(f"{dimension}:"))
    return tuple(dict.fromkeys(found))


def _names(token: str) -> list[str]:
    derived = _DERIVED.fullmatch(token)
    return derived.group(2).split(";") if derived else [token]


def _compared(value: Decimal, before: Decimal) -> str:
    if value == before:
        return "same"
    return "rises" if value > before else "falls"


def _before(period: str) -> str:
    try:
        return Period.parse(period).previous().key
    except ValueError:  # a period of another kind has nothing to be compared with
        return ""


def _period_words(period: str) -> tuple[str, str]:
    if re.fullmatch(r"[0-9]{4}-Q[1-4]", period):
        return PERIODS["quarter"]
    return PERIODS["month"] if re.fullmatch(r"[0-9]{4}-[0-9]{2}", period) else OTHER_PERIOD
