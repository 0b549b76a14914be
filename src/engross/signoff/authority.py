"""How far a document commits the firm, and whether somebody may commit it so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from engross.records import MEASURES, Evidence, Fact
from engross.records.stating import ADDED, IN_WORD
from engross.signoff.priced_words import Wording, numbers_of_money, unpriced
from engross.uk.periods import PROPOSAL
from engross.workspace.register import Person

_MATTER: Final = "matter"
_STAGE: Final = "stage:"
_OPTION: Final = "option:"
"""How the scopes of a fee's rows begin: what is in the fee, and what the client may add."""
_NIL: Final = Decimal(0)
_OF_MONEY: Final = {"GBP", "percent"}
_BEYOND: Final = Decimal("Infinity")
_MOST_NAMED: Final = 6
"""Words that one message names."""
_UNKNOWN: Final = "The fee is not known, so it is within nobody's limit."


@dataclass(frozen=True)
class Commitment:
    """The most that the firm offers by a document, however it is reckoned."""

    fee: Decimal = _NIL
    """The highest fee in pounds, excluding VAT."""
    discount: Decimal = _NIL
    """The highest discount as a percentage of the fee before it."""

    unread: tuple[str, ...] = ()
    """Why neither can be reckoned, in words; empty where both are."""

    def beyond(self, person: Person, crew: str) -> tuple[str, ...]:
        """What of it that person's authority for the crew does not cover: `the fee`, ..."""
        return person.beyond(crew, self.fee, self.discount)


def commitment_of(
    evidence: Evidence, wordings: Sequence[Wording] = (), *, proposes: bool = False
) -> Commitment:
    """What the document with that evidence offers; nothing where it proposes nothing.

    Of several readings of one thing the one that commits the firm furthest counts: what the sources
    have, what somebody typed over it in Word, the stages added up. A fee that was typed lower is a
    discount. Stages that the client may add count as if it had. An amount or a percentage typed
    where no source has any counts as a fee on top of the rest or as a discount, for code cannot
    tell that it is neither; one that it cannot read is beyond every limit, and so are words that
    speak of a price without a figure (`wordings`, as they stand now), and a fee that is not known.
    """
    proposes = proposes or any(fact.period == PROPOSAL for fact in evidence.facts)
    offer = _Offer(evidence, numbers_of_money(wordings) if proposes else ())
    if unread := tuple(_unread(evidence, wordings if proposes else ())):
        return Commitment(fee=_BEYOND, discount=_BEYOND, unread=unread)
    discount = max((_NIL, *offer.discounts(), sum(offer.new("percent"), _NIL)))
    if proposes and not offer.is_known():
        return Commitment(fee=_BEYOND, discount=discount, unread=(_UNKNOWN,))
    fee = max((_NIL, *offer.fees())) + offer.options() + offer.on_top()
    return Commitment(fee=fee, discount=discount)


def _unread(evidence: Evidence, wordings: Sequence[Wording]) -> Iterator[str]:
    found = [fact.value for fact in evidence.facts if _is_unreadable(fact)]
    found += [words for wording in wordings for words in unpriced(wording)]
    if found:
        listed = ", ".join(dict.fromkeys(f"“{words}”" for words in found[:_MOST_NAMED]))
        yield f"What was typed in Word speaks of a price that code cannot reckon: {listed}."


def _is_unreadable(fact: Fact) -> bool:
    """Whether words were typed where an amount stood, or are an amount that has no number."""
    if fact.operation != "typed" or not isinstance(fact.value, str):
        return False
    known = MEASURES.get(fact.measure)
    stood = fact.period == PROPOSAL and known is not None and known.unit in _OF_MONEY
    return stood or "£" in fact.value or "%" in fact.value


class _Offer:
    """The facts of what is proposed, with those that were typed into the document."""

    def __init__(self, evidence: Evidence, of_money: Collection[Decimal]) -> None:
        facts = [fact for fact in evidence.facts if isinstance(fact.value, Decimal)]
        self._proposed = [fact for fact in facts if fact.period == PROPOSAL]
        self._typed = [fact for fact in facts if fact.operation == "typed"]
        self._of_money = of_money

    def fees(self) -> Iterator[Decimal]:
        """The fee in each way that it can be reckoned, without what is on top of it."""
        yield from self._amounts("fee")
        for fact in self._typed:
            if (fact.measure, fact.period, fact.scope) == ("fee-total", PROPOSAL, _MATTER):
                yield self._without_vat(fact)
        if stages := self._rows(_STAGE):
            yield sum((max(fees) for fees in stages.values()), _NIL)
            yield sum((min(fees) for fees in stages.values()), _NIL)
            yield sum((min(fees) for key, fees in stages.items() if not _is_added(key)), _NIL)

    def options(self) -> Decimal:
        """What the client may add to the fee by its word alone, each at the most that is stated."""
        return sum((max(fees) for fees in self._rows(_OPTION).values()), _NIL)

    def discounts(self) -> Iterator[Decimal]:
        """The discount in each way that it can be reckoned, to a hundredth of a per cent."""
        yield from self._amounts("discount-percent")
        full = max((_NIL, *self._of_sources("fee-before-discount"), *self._of_sources("fee")))
        if full:
            taken_off = (abs(amount) for amount in self._amounts("discount"))
            lower = (full - fee for fee in self.fees())
            yield from (round(off * 100 / full, 2) for off in (*taken_off, *lower))

    def is_known(self) -> bool:
        """Whether there is a fee at all; some of its stages are none."""
        whole = [*self._amounts("fee"), *self.new("GBP")]
        whole += (f.number for f in self._typed if (f.measure, f.scope) == ("fee-total", _MATTER))
        return any(amount > 0 for amount in whole)

    def on_top(self) -> Decimal:
        """What was typed in pounds where no source has any: each amount once, no sum twice."""
        amounts = {abs(amount) for amount in self.new("GBP")}
        rate = self._vat_rate()
        sums = {one + other for one in amounts for other in amounts if one != other}
        taxes = {round(amount * rate / 100, 2) for amount in amounts}
        return sum(amounts - sums - taxes, _NIL)

    def new(self, unit: str) -> set[Decimal]:
        """What was typed in that unit where no source has any.

        A bare number in a sentence that speaks of money is taken for pounds.
        """
        new = [fact for fact in self._typed if fact.period == IN_WORD]
        found = {fact.number for fact in new if fact.unit == unit}
        if unit == "GBP":
            bare = {fact.number for fact in new if fact.unit == "count"}
            found |= {number for number in bare if abs(number) in self._of_money}
        return found

    def _rows(self, kind: str) -> dict[str, list[Decimal]]:
        """Of every row of a table each fee that is stated; a discount is a stage below nil."""
        stated: dict[str, list[Decimal]] = defaultdict(list)
        for fact in self._proposed:
            if not fact.scope.startswith(kind):
                continue
            if fact.measure == "fee":
                stated[fact.scope].append(fact.number)
            elif fact.measure == "fee-total" and fact.operation == "typed":
                stated[fact.scope].append(self._without_vat(fact))
        return stated

    def _without_vat(self, fact: Fact) -> Decimal:
        return round(fact.number * 100 / (100 + self._vat_rate()), 2)

    def _vat_rate(self) -> Decimal:
        return max((_NIL, *self._amounts("vat-rate")))

    def _amounts(self, measure: str) -> Iterator[Decimal]:
        return (
            fact.number
            for fact in self._proposed
            if (fact.measure, fact.scope) == (measure, _MATTER)
        )

    def _of_sources(self, measure: str) -> Iterator[Decimal]:
        return (
            fact.number
            for fact in self._proposed
            if (fact.measure, fact.scope) == (measure, _MATTER) and fact.operation != "typed"
        )


def _is_added(scope: str) -> bool:
    return scope.startswith(f"stage:{ADDED}")
