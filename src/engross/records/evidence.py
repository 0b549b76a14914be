"""Evidence: the facts and passages of a run, each with the place it was read from.

A fact's id is made of its meaning, `measure/period/scope`, for example
`billed/2026-Q3/matter`. A figure worked out from other facts has an id that says how:
`difference(forecast-total/to-date/matter;budget/to-date/matter)`; `Evidence.fact` makes it on
demand, so a slot may ask for one and no arithmetic is ever a model's.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Literal

from pydantic import ConfigDict, model_validator

from engross.records.base import Record
from engross.records.findings import Finding
from engross.records.quality import QualityReport

Unit = Literal["GBP", "GBP/hour", "hours", "percent", "points", "count", "days", "date", "text"]
"""What a fact's value is in. `percent` holds 4.5 for 4.5 %; `points` are percentage points."""

Audience = Literal["client", "internal"]
"""Who may see it: `internal` facts reach no agent and no client document."""

Operation = Literal[
    "read", "sum", "difference", "share", "change", "product", "count", "assumed", "typed"
]
"""How a value came about. `difference` is first less second; `share` is first as a percentage
of second; `change` is the percentage change from second to first; `product` is money worked out
from cells or figures, hours at rates or a percentage of an amount, half up to the penny;
`assumed` was stated by a rule or a setting, not read (its span says which); `typed` was written
into the document in Word, in place of its input if it has one."""

PassageKind = Literal["decision", "action", "instruction", "question", "risk", "background"]
"""What a passage does: `decision` settles something; `action` is work somebody takes on;
`instruction` is the client asking us to act; `question` is open; `risk` is an issue raised."""

Side = Literal["firm", "client", ""]
"""Whose side somebody is on: the firm's, the client's, or nobody can tell."""

Tier = Literal["firm", "client", "third-party"]
"""Who answers for a text: the firm approved it, the client supplied it, or somebody else did."""


NOT_SORTED: Final = "not sorted"
"""Why a line of the notes is withheld that nobody marked for the client."""

TOO_LATE: Final = "after the day of the report"
"""Why a passage is withheld that is younger than the document."""

QUOTED: Final = "an earlier message, quoted"
"""Why a passage of a mail is withheld that its newest message repeats, or may repeat."""

COURTESY: Final = "a greeting, signature or disclaimer"
"""Why a passage of a mail is withheld that says nothing of the matter."""

CRM_NOTE: Final = "the CRM's own note"
"""Why a text of a CRM export is withheld that says what the firm hopes, guesses or will bear."""

CRM_TEXT: Final = "a text of the CRM"
"""Why a text of a CRM export is withheld that nobody wrote for a document."""

NOT_REPORTED: Final = "not marked as the client's word"
"""Why a sentence of notes about a prospect is withheld that nobody marked as what it said."""

PRICED: Final = "it speaks of a price"
"""Why a sentence of notes about a prospect is withheld that has an amount or words of price."""

JUDGED: Final = "a view of ours, or a private matter"
"""Why a sentence is withheld that judges a prospect, is ours to settle or is a private matter."""

_HARMLESS: Final = frozenset({NOT_SORTED, TOO_LATE, QUOTED, COURTESY, CRM_TEXT, NOT_REPORTED})
"""Reasons to keep a passage from agents that say nothing against its words."""


class Span(Record):
    """An address inside a source."""

    source: str
    """Hex SHA-256 of the source file's bytes."""

    file: str
    """The file's name as it was given, for people."""

    place: str
    """Where inside: `Invoices!F4:F6,F9` for cells, `00:12:03.200` for a time cue, `paragraph 4`,
    `line 12`, `clients[2].name` for firm.yaml."""


class Source(Record):
    """An input file as taken in; its bytes never change."""

    role: str
    """The input it was given as: `notes`, `billing`, ..."""

    file: str
    """Its name, without folders."""

    sha256: str
    """Hex SHA-256 of its bytes."""

    size: int
    """Its length in bytes."""

    method: str = ""
    """How it was read: reader and encoding, for the record."""


class Fact(Record):
    """One typed value with its meaning and its origin."""

    # Not strict about the union's order: `value` is coerced by `unit` below.
    measure: str
    """A key of `engross.records.measures.MEASURES`."""

    period: str
    """A period key: `2026-Q3`, `2026-09`, `at-2026-10-14`, `to-date`, `register`."""

    scope: str = "matter"
    """What within the client it is about: `client`, `matter`, or `dimension:value`, such as
    `invoice:4452`, `fee-earner:helen-pike`, `workstream:system-change`."""

    unit: Unit
    """What `value` is in."""

    value: Decimal | dt.date | str
    """Decimal for every number, a date for `date`, text for `text`."""

    label: str = ""
    """The scope in words as the source has them: `System change`, `Invoice 4452`."""

    audience: Audience = "client"
    """Who may see it."""

    operation: Operation = "read"
    """How the value came about."""

    inputs: tuple[str, ...] = ()
    """The facts it was worked out from, by id, in order; empty when read or summed from cells."""

    spans: tuple[Span, ...] = ()
    """The cells or places it was read or summed from."""

    asserted_by: str = ""
    """The person (e-mail address) who answers for a figure typed in Word; empty while nobody does,
    and for every other fact."""

    @property
    def id(self) -> str:
        """`measure/period/scope`, or the operation over its inputs for a derived figure.

        Of a figure typed in Word also what was typed: `typed(billed/2026-Q3/matter)=10900`.
        """
        if self.operation == "typed":
            meant = f"{self.measure}/{self.period}/{self.scope}"
            return f"{f'typed({self.inputs[0]})' if self.inputs else meant}={self.value}"
        if self.measure == "derived":
            return f"{self.operation}({';'.join(self.inputs)})"
        return f"{self.measure}/{self.period}/{self.scope}"

    @model_validator(mode="before")
    @classmethod
    def _value_by_unit(cls, data: Any) -> Any:  # noqa: ANN401 - pydantic hands in anything
        if not isinstance(data, dict) or "value" not in data:
            return data
        value, unit = data["value"], data.get("unit")
        if unit == "date" and isinstance(value, str):
            return {**data, "value": dt.date.fromisoformat(value)}
        if unit not in {"date", "text"} and isinstance(value, str | int):
            return {**data, "value": Decimal(value)}
        return data

    @model_validator(mode="after")
    def _value_fits_unit(self) -> Fact:
        wanted = {"date": dt.date, "text": str}.get(self.unit, Decimal)
        if not isinstance(self.value, wanted):
            message = f"a value in {self.unit} must be a {wanted.__name__}, not {self.value!r}"
            raise ValueError(message)  # noqa: TRY004 - pydantic collects ValueErrors
        return self

    @property
    def number(self) -> Decimal:
        """The value as a number; only for units that have one."""
        if not isinstance(self.value, Decimal):
            message = f"{self.id} is in {self.unit} and has no number"
            raise TypeError(message)
        return self.value


class Passage(Record):
    """A quotable stretch of text."""

    id: str
    """`p1`, `p2`, ... in reading order for sources; `k` and twelve hex digits for knowledge."""

    text: str
    """The words, cleaned of control characters, otherwise as the source has them."""

    kind: PassageKind = "background"
    """What it does."""

    speaker: str = ""
    """Who said it, as the source names them; empty for written notes."""

    side: Side = ""
    """Whose side the speaker is on."""

    speaker_fact: str = ""
    """The fact that holds the speaker's registered name; empty when the register has none."""

    owner: str = ""
    """For an action: who takes it on, as the source says; empty when it does not say."""

    owner_side: Side = ""
    """Whose side the owner is on."""

    owner_fact: str = ""
    """The fact that holds the owner's registered name; empty when the register has none."""

    due: str = ""
    """For an action: by when, in the source's own words; empty when it does not say."""

    due_fact: str = ""
    """The fact that holds the day that `due` means; empty when that is not certain."""

    said_on: dt.date | None = None
    """The date of the call or note, when the source gives one."""

    said_on_fact: str = ""
    """The fact that holds that date; empty when the source gives none."""

    span: Span
    """Where it stands."""

    tier: Tier = "client"
    """Who answers for it."""

    withheld: str = ""
    """Why no agent may see it (`marked internal`, `not sorted`); empty when they may."""

    @property
    def secret(self) -> bool:
        """Whether its words may stand in no client document, whoever wrote them there.

        What is only `NOT_SORTED`, `TOO_LATE`, `QUOTED` or a `COURTESY` is kept from agents but
        gives nothing away.
        """
        return bool(self.withheld) and self.withheld not in _HARMLESS


class UnknownFact(LookupError):
    """A slot or tool names a fact that this run does not have."""


class Evidence(Record):
    """Everything a run may rest on."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    sources: tuple[Source, ...]
    """The files, in the order given."""

    facts: tuple[Fact, ...]
    """Facts read or computed at intake, ids unique."""

    passages: tuple[Passage, ...]
    """Passages in reading order, ids unique."""

    findings: tuple[Finding, ...] = ()
    """What intake noticed: rows set aside, guesses made, totals that differ."""

    quality: QualityReport | None = None
    """How each input was read; `None` for evidence that was taken in before this was kept."""

    @cached_property
    def _facts_by_id(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def _passages_by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}

    @cached_property
    def _facts_by_scope(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(fact.scope, []).append(fact)
        return found

    def fact(self, identifier: str) -> Fact:
        """The fact of that id, worked out now if the id says how.

        Raises:
            UnknownFact: no such fact, or one that cannot be worked out.
        """
        if found := self._facts_by_id.get(identifier):
            return found
        from engross.records.derivation import derive_by_id  # noqa: PLC0415 - it needs Fact

        return derive_by_id(identifier, self._facts_by_id)

    def passage(self, identifier: str) -> Passage | None:
        """The passage of that id, or `None`."""
        return self._passages_by_id.get(identifier)

    def select(
        self, measure: str = "", period: str = "", scope: str = "", *, internal: bool = False
    ) -> tuple[Fact, ...]:
        """Facts that match every given part; `scope="invoice:"` matches the whole dimension.

        Internal facts only come when asked for.
        """
        one = scope and not scope.endswith(":")
        among = self._facts_by_scope.get(scope, ()) if one else self.facts
        return tuple(
            fact
            for fact in among
            if measure in ("", fact.measure)
            and period in ("", fact.period)
            and fact.scope.startswith(scope)
            and (internal or fact.audience == "client")
        )
