"""Whom a record means: the firm's people by every name that records use for them."""

from __future__ import annotations

from dataclasses import dataclass

from engross.intake.given import Subject
from engross.intake.sheets import Place
from engross.intake.streams import slug
from engross.records import Span
from engross.workspace.register import Firm

_NOBODY = "Not stated"


@dataclass(frozen=True)
class Who:
    """Somebody who did work."""

    key: str
    """`helen-pike`."""
    name: str
    registered: int | None = None
    """Their number among the people of firm.yaml, or `None`."""

    def where(self, subject: Subject, place: Place) -> tuple[Span, ...]:
        """Where the name comes from: firm.yaml, or the cell for one that it does not have."""
        if self.registered is not None:
            return (subject.register_span(f"people[{self.registered}].name"),)
        return (place.file.span(place.address),)


def who(firm: Firm, name: str) -> Who:
    """The person that a record means by the name; one that firm.yaml does not have, as written."""
    plain = " ".join(name.split()).casefold()
    for number, person in enumerate(firm.people):
        known = (person.name, person.email, *person.names_in_records)
        if plain and plain in {each.casefold() for each in known}:
            return Who(slug(person.name), person.name, number)
    return Who(slug(name), name) if plain else Who(slug(_NOBODY), _NOBODY)
