"""The client record that a form makes, as the store keeps it."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from engross.intake.forms.identity import Identity, identity_of
from engross.records import Evidence, Fact, Record
from engross.uk.periods import FORM


class Officer(Record):
    """Somebody behind the client."""

    name: str
    role: str = ""
    """`Director and shareholder`; empty where the form says nothing."""
    share: str = ""
    """`60%`, `25% to 50%`; empty where the form says nothing."""


class ClientRecord(Record):
    """What a form says of a client to be; nothing of it is in firm.yaml yet."""

    fields: dict[str, str] = Field(default_factory=dict)
    """By key of intake/forms/fields.toml, in the order of the record."""
    officers: tuple[Officer, ...] = ()

    def value(self, key: str) -> str:
        """What it has for that field; empty for nothing."""
        return self.fields.get(key, "")

    @property
    def identity(self) -> Identity:
        """By what the client is known again."""
        return identity_of(self.value)


def record_of(evidence: Evidence) -> ClientRecord:
    """The record that the run's evidence holds."""
    return ClientRecord(fields=_fields(evidence.facts), officers=tuple(_officers(evidence.facts)))


def _fields(facts: Sequence[Fact]) -> dict[str, str]:
    return {
        fact.scope.partition(":")[2]: str(fact.value)
        for fact in facts
        if fact.period == FORM and fact.measure == "field-value"
    }


def _officers(facts: Sequence[Fact]) -> list[Officer]:
    told: dict[str, dict[str, str]] = {}
    for fact in facts:
        if fact.period == FORM and fact.scope.startswith("officer:"):
            told.setdefault(fact.scope, {})[fact.measure] = str(fact.value)
    return [
        Officer(
            name=said["officer"],
            role=said.get("officer-role", ""),
            share=said.get("officer-share", ""),
        )
        for said in told.values()
    ]
