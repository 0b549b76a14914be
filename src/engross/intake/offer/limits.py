"""Whether whoever is to sign may commit the firm to this fee and this discount."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.records import Finding
from engross.uk.periods import PROPOSAL


def beyond_authority(book: FactBook, subject: Subject) -> Iterator[Finding]:
    """A finding where either is beyond it; a limit is the firm's own and never told."""
    signs = subject.firm.person(subject.matter.partner)
    if signs is None or not subject.crew:
        return
    options = (f.number for f in book.facts if f.measure == "fee" and f.scope.startswith("option:"))
    fee = sum(options, _offered(book, "fee"))
    discount = _offered(book, "discount-percent")
    beyond = signs.beyond(subject.crew, fee, discount)
    if not beyond:
        return
    others = [
        person.name
        for person in subject.firm.people
        if person.may_sign(subject.crew) and not person.beyond(subject.crew, fee, discount)
    ]
    who = f"{' or '.join(others)} may sign it" if others else "nobody may sign it as it is"
    what = " and ".join(beyond)
    yield Finding(
        rule="offer-beyond-authority",
        severity="warn",
        place=f"firm.yaml {signs.name}",
        message=(
            f"{what.capitalize()} {'are' if len(beyond) > 1 else 'is'} beyond what {signs.name} "
            f"may sign; {who}."
        ),
        suggestion=(
            "Start the run again with --responsible and the address of somebody who may, or "
            f"change {what}."
        ),
    )


def _offered(book: FactBook, measure: str) -> Decimal:
    fact = book.get(measure, PROPOSAL, "matter")
    return fact.number if fact else Decimal(0)
