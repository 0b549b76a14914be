"""One price: no amount of money in a sentence of a proposal that is none of the offer's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from engross.checks.cases import DocumentCase, DraftCase, fact_or_none
from engross.checks.rules import finding
from engross.checks.sentences import FILLER, extract
from engross.records import Evidence, Fact, Figure, Finding, slots
from engross.records.slots import quoted, said_part
from engross.uk.figures import worded_numbers
from engross.uk.money import parse_money
from engross.uk.periods import PROPOSAL
from engross.workspace.specs import CrewSpec

RULE: Final = "second-price"

_POWER: Final = r"(?: ?(?:k|m|thousand|million)\b)"
_AMOUNT: Final = re.compile(
    rf"[£$€] ?[0-9][0-9,]*(?:\.[0-9]+)?{_POWER}?"
    rf"|\b[0-9][0-9,]*(?:\.[0-9]+)?(?:{_POWER}|(?= ?(?:pounds?|grand|quid|euros?|dollars?)\b))",
    re.IGNORECASE,
)
_MONEY_AFTER: Final = re.compile(r"[\s-]*(?:pounds?|grand|quid|euros?|dollars?)\b", re.IGNORECASE)
_OUR_OWN: Final = frozenset({PROPOSAL, "register"})
"""The periods whose amounts are the offer's, or the firm's particulars."""
_IN_POUNDS: Final = frozenset({"GBP", "GBP/hour"})
_REMEDY: Final = (
    "Take it out, or let the price list or the estimate say it. If it is no price, say in the "
    "override what it is."
)


def draft_second_prices(case: DraftCase) -> Iterator[Finding]:
    """Sentences with an amount that the offer does not have, in a slot, a quotation or typed."""
    if not _proposes(case.evidence, case.crew):
        return
    offer = _Offer(case.evidence)
    for line in case.lines:
        found = list(offer.others_in(line.own_words.replace(FILLER, " ")))
        for slot in slots(line.text):
            if slot.kind == "fact":
                found += offer.others_of(case.fact(slot.id), slot.id)
                continue
            identifier, part = quoted(slot.id)
            passage = case.passage(identifier)
            said = passage and (said_part(passage.text, part) if part else passage.text)
            found += offer.others_in(said or "")
        yield from _findings(found, line.place, line.text)


def document_second_prices(
    case: DocumentCase, uncovered: tuple[tuple[str, str], ...]
) -> Iterator[Finding]:
    """The same in a finished document: its filled slots and quotations, and what none covers."""
    if not _proposes(case.evidence, case.crew):
        return
    offer = _Offer(case.evidence)
    for figure in case.figures:
        if not figure.place.startswith(("table ", "chart ")):
            yield from _findings(_of_figure(offer, figure), figure.place, figure.text)
    for block, (place, text) in zip(case.blocks, uncovered, strict=True):
        if not block.place.startswith("table "):
            yield from _findings(offer.others_in(text), place, text)


@dataclass(frozen=True)
class _Offer:
    """The amounts that a run proposes."""

    evidence: Evidence

    @cached_property
    def amounts(self) -> frozenset[Decimal]:
        """Every amount of it, as it stands and to the pound."""
        offered = [
            abs(fact.number)
            for fact in self.evidence.facts
            if fact.unit in _IN_POUNDS and fact.period in _OUR_OWN and fact.audience == "client"
        ]
        return frozenset((*offered, *(Decimal(round(amount)) for amount in offered)))

    @property
    def has_fee(self) -> bool:
        """Whether the evidence knows the fee; where not, a person writes the first price."""
        return fact_or_none(self.evidence, "fee/proposal/matter") is not None

    def others_of(self, fact: Fact | None, shown: str) -> list[str]:
        """What of a figure, shown so, is not the offer's; a name may hold an amount, too."""
        if fact is not None and isinstance(fact.value, str):
            return self.others_in(fact.value)
        return [shown] if self.is_other(fact) else []

    def is_other(self, fact: Fact | None) -> bool:
        """Whether a figure is an amount of money that is not the offer's."""
        if fact is None or fact.unit not in _IN_POUNDS or fact.period in _OUR_OWN:
            return False
        if fact.measure == "derived" and fact.inputs:
            inputs = (fact_or_none(self.evidence, one) for one in fact.inputs)
            return any(self.is_other(one) for one in inputs)
        if fact.operation == "typed" and not self.has_fee:
            return False
        return abs(fact.number) not in self.amounts

    def others_in(self, text: str) -> list[str]:
        """The amounts of a text that are not the offer's; one that cannot be read is not."""
        found = [match.group().strip() for match in _AMOUNT.finditer(text)]
        others = [amount for amount in found if _read(amount) not in self.amounts]
        worded = (said for said in worded_numbers(text) if _MONEY_AFTER.match(text, said.end))
        return list(dict.fromkeys((*others, *(said.text for said in worded))))


def _of_figure(offer: _Offer, figure: Figure) -> list[str]:
    if figure.kind == "quote":
        return offer.others_in(figure.text)
    return offer.others_of(fact_or_none(offer.evidence, figure.id), figure.text)


def _findings(found: list[str], place: str, text: str) -> Iterator[Finding]:
    for amount in dict.fromkeys(found):
        yield finding(
            RULE,
            place,
            f"“{amount}” in {extract(text)} is an amount that is none of the offer's figures.",
            _REMEDY,
        )


def _proposes(evidence: Evidence, crew: CrewSpec) -> bool:
    return crew.subject == "deal" or fact_or_none(evidence, "fee/proposal/matter") is not None


def _read(amount: str) -> Decimal | None:
    try:
        return parse_money(amount)
    except ValueError:  # an amount that cannot be read is none of the offer's
        return None
