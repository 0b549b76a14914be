"""Descriptions of invoices and disbursements that are not for the client, held back.

A description is printed word for word, and people type into it what they type into any note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engross.intake.given import Subject
from engross.intake.holding import names_another
from engross.intake.withholding import reason_to_withhold_written
from engross.records import Fact, Finding


def without_private_words(facts: Sequence[Fact], subject: Subject) -> tuple[Fact, ...]:
    """The facts; a description that is not for the client is internal, and labels nothing."""
    held = {fact.scope: str(fact.value) for fact in _held(facts, subject)}
    return tuple(_without(fact, held[fact.scope]) if fact.scope in held else fact for fact in facts)


def held_descriptions(facts: Iterable[Fact], subject: Subject) -> Iterator[Finding]:
    """A finding for each description that is held back; it does not repeat the words."""
    for fact in _held(facts, subject):
        span = fact.spans[0]
        why = (
            "names another client of the firm"
            if names_another(str(fact.value), subject)
            else "is not for the client"
        )
        yield Finding(
            rule="description-held",
            severity="warn",
            place=f"{span.file}, {span.place}",
            message=f"The description in {span.file}, {span.place} {why} and is not printed.",
            suggestion="Correct it in the billing system, or write another into the document.",
        )


def _held(facts: Iterable[Fact], subject: Subject) -> Iterator[Fact]:
    for fact in facts:
        if fact.measure == "description" and (
            names_another(str(fact.value), subject) or reason_to_withhold_written(str(fact.value))
        ):
            yield fact


def _without(fact: Fact, words: str) -> Fact:
    """The fact without those words: a description as internal, another under a plain label."""
    kind, _, number = fact.scope.partition(":")
    label = f"{kind.capitalize()} {number}" if words in fact.label else fact.label
    audience = "internal" if fact.measure == "description" else fact.audience
    return fact.model_copy(update={"audience": audience, "label": label})
