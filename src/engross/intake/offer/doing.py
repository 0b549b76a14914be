"""Who does most of the work that is proposed: by its hours, else as the price list says."""

from __future__ import annotations

from decimal import Decimal

from engross.intake.given import Subject
from engross.intake.offer.proposed import Offer, Words, Work

_Who = tuple[str, str]
"""A person's name, or nobody's; and a grade of the price list, or none."""


def done_by(offer: Offer, subject: Subject) -> Words | None:
    """`a manager`, `Priya Sandhu (associate)`; `None` where nothing says it."""
    if offer.stages and all(stage.work for stage in offer.stages):
        found = _with_most_hours([one for stage in offer.stages for one in stage.work])
        if found is not None:
            return found
    return _in_price_list(offer, subject)


def _with_most_hours(work: list[Work]) -> Words | None:
    """Whose hours are more than anybody else's, unless that is no grade of the price list."""
    hours: dict[_Who, Decimal] = {}
    for one in work:
        hours[_who(one)] = hours.get(_who(one), Decimal(0)) + one.hours.value
    most = max(hours.values())
    first, *others = (who for who, number in hours.items() if number == most)
    person, grade = first
    if others or not grade:
        return None
    own = [one for one in work if _who(one) == first]
    named = [span for one in own if one.person for span in one.person.where]
    where = dict.fromkeys((*(span for one in own for span in one.hours.where), *named))
    return Words(f"{person} ({grade.lower()})" if person else _one(grade), tuple(where))


def _in_price_list(offer: Offer, subject: Subject) -> Words | None:
    prices, service = subject.prices, offer.service
    if prices is None or service not in prices.services:
        return None
    grade = prices.grade(service.done_by)
    at = f"services[{prices.services.index(service)}].done_by"
    return Words(_one(grade.name), (subject.prices_span(at),)) if grade else None


def _who(work: Work) -> _Who:
    listed = work.name and not work.grade.startswith("other-")
    grade = work.name.text if work.name and listed else ""
    return (work.person.text if work.person else ""), grade


def _one(grade: str) -> str:
    """`an associate`."""
    return f"{'an' if grade[:1].lower() in 'aeiou' else 'a'} {grade.lower()}"
