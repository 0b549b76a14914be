"""What a firm says of its mailbox, `knowledge/triage/`: intents, examples and its own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from pydantic import Field

from engross.records import Record
from engross.records.routing import EscalationKind

TRIAGE: Final = "knowledge/triage"
"""The folder in the workspace; a firm without a crew about mails needs none."""
INTENTS: Final = f"{TRIAGE}/intents.yaml"
EXAMPLES: Final = f"{TRIAGE}/examples.yaml"
ESCALATIONS: Final = f"{TRIAGE}/escalations.yaml"

NO_INTENT: Final = ""
"""The intent of an example that wants none of the firm's."""

FEWEST_EXAMPLES: Final = 10
"""Examples that an intent needs before a mail can be told by them."""


class IntentSpec(Record):
    """One thing that a mail may want."""

    title: str
    """As people read it: `Invoice query`."""
    meaning: str
    """What a mail wants that is of this intent, in a sentence; models read it too."""
    queue: str
    """Where it belongs in the firm: `billing`, `technical`, `new enquiry`."""
    reply: Literal["draft", "person"]
    """Whether a reply may be drafted, or a person always sees to it."""
    reply_contains: str
    """What a good reply has in it."""
    person_when: tuple[str, ...] = ()
    """Words by which a mail of this intent goes to a person after all: `in dispute`. Whole words,
    in small or capital letters."""
    handler: str = ""
    """E-mail address of whoever sees to it; empty takes the matter's manager or partner, and for
    those who have none whoever `handling.default` of firm.yaml names."""
    threshold: float = Field(default=0.7, ge=0.5, le=1)
    """How sure the examples must make us before a reply is drafted without asking a model. The
    examples themselves may set it higher, and never lower."""

    def person_word(self, text: str) -> str:
        """The words of `person_when` that the text has, as the text has them; empty for none."""
        found = _any_of(self.person_when).search(text) if self.person_when else None
        return found.group() if found else ""


class Intents(Record):
    """The whole of `knowledge/triage/intents.yaml`."""

    intents: dict[str, IntentSpec]
    """By key: small letters, digits and hyphens; never changed once used."""


class Examples(Record):
    """The whole of `knowledge/triage/examples.yaml`."""

    examples: dict[str, tuple[str, ...]]
    """Mails by the key of their intent, each its subject and message; the firm's own, with nothing
    of a real client in them."""
    out_of_scope: tuple[str, ...] = ()
    """Mails that want none of the intents: greetings, offers of sellers, matters of others."""


class EscalationWords(Record):
    """The whole of `knowledge/triage/escalations.yaml`."""

    words: dict[EscalationKind, tuple[str, ...]] = Field(default_factory=dict)
    """By kind, more words by which one is known; the engine's own always hold too."""


class Example(NamedTuple):
    """A mail and what it wants."""

    text: str
    intent: str
    """`NO_INTENT` for one that wants none of them."""


class TriageFiles(Record):
    """The three files of `knowledge/triage/` in one."""

    intents: dict[str, IntentSpec]
    """By key, in the firm's order."""
    examples_by_intent: dict[str, tuple[str, ...]]
    """The firm's examples by the key of their intent."""
    out_of_scope: tuple[str, ...] = ()
    """Examples of mails that want none of the intents."""
    escalation_words: dict[EscalationKind, tuple[str, ...]] = Field(default_factory=dict)
    """The firm's additional words, by kind of escalation."""

    @classmethod
    def of(cls, intents: Intents, examples: Examples, escalations: EscalationWords) -> TriageFiles:
        """The files read as records."""
        return cls(
            intents=intents.intents,
            examples_by_intent=examples.examples,
            out_of_scope=examples.out_of_scope,
            escalation_words=escalations.words,
        )

    @property
    def examples(self) -> tuple[Example, ...]:
        """Every example, in the order of the file; those out of scope come last."""
        of_intents = [
            Example(text, intent)
            for intent, texts in self.examples_by_intent.items()
            for text in texts
        ]
        return (*of_intents, *(Example(text, NO_INTENT) for text in self.out_of_scope))

    def at_least(self, threshold: float) -> TriageFiles:
        """The same with no intent's threshold below that one; the head's own is put in by it."""
        intents: Mapping[str, IntentSpec] = {
            key: intent.model_copy(update={"threshold": max(intent.threshold, threshold)})
            for key, intent in self.intents.items()
        }
        return self.model_copy(update={"intents": intents})

    def firm_words(self, kind: EscalationKind, text: str) -> str:
        """The firm's own words of that kind that the text has, as the text has them, or nothing."""
        words = self.escalation_words.get(kind, ())
        found = _any_of(words).search(text) if words else None
        return found.group() if found else ""


@lru_cache(256)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of those, whole, whatever space stands between their words; the longest first."""
    spaced = [r"\s+".join(re.escape(part) for part in word.split()) for word in words]
    longest = sorted(filter(None, spaced), key=len, reverse=True)
    either = "|".join(longest) or "(?!)"  # which nothing is
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
