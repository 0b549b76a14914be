"""Required statements, `knowledge/packs/<profession>/<key>.yaml`: dated, versioned, firm-owned."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from engross.records import Record
from engross.uk.dates import format_date

if TYPE_CHECKING:
    from engross.workspace.register import Firm, Particulars
    from engross.workspace.section_specs import SectionSpec
    from engross.workspace.specs import CrewSpec

PACKS: Final = "knowledge/packs"
"""The folder in the workspace, with a folder for each profession."""


FIRM_FACTS: Final[Mapping[str, str]] = {
    "firm-name": "name",
    "firm-legal-form": "legal_form",
    "firm-registered-in": "registered_in",
    "firm-number": "number",
    "firm-office": "registered_office",
    "firm-address": "address",
    "firm-telephone": "telephone",
    "firm-email": "email",
    "firm-vat-number": "vat_number",
    "regulator": "regulator",
    "regulator-number": "regulator_number",
    "regulator-website": "regulator_website",
    "complaints-contact": "complaints_contact",
    "redress-scheme": "redress_scheme",
    "data-protection-contact": "data_protection_contact",
    "privacy-notice": "privacy_notice",
    "insurer": "insurer",
    "insurer-contact": "insurer_contact",
    "insurance-territory": "insurance_territory",
}
"""What a statement may say of the firm itself: the measure of the fact, and its key under
`particulars` in firm.yaml."""


Consumer = Literal["yes", "no", ""]
"""Whether a client deals with the firm as a consumer; empty where nothing says it."""


class Statement(Record):
    """A text that a document of one profession must hold, word for word; none is generated."""

    title: str
    """What it is about: `How to complain`."""
    version: int = Field(ge=1)
    """Counts up whenever the words change."""
    in_force: dt.date
    """The day from which these words hold."""
    source: str
    """Whose rule asks for it, with where it stands."""
    reviewed_by: str = ""
    """E-mail address of the person of the firm who has read it and answers for it; empty while
    nobody has."""
    reviewed_on: dt.date | None = None
    """The day they did."""
    reviewed_words: str = ""
    """Hex SHA-256 of the paragraphs that they read; `engross statement review` writes it. A review
    of other words is none."""
    review_by: dt.date | None = None
    """The day by which they read it again."""
    lawyer: bool = False
    """Whether a lawyer must confirm the words, not only somebody of the firm."""
    only_for: Literal["", "consumers"] = ""
    """`consumers` where it is printed for nobody else: a company has no right to cancel."""
    text: tuple[str, ...]
    """The paragraphs, with slots."""

    @property
    def words(self) -> tuple[str, ...]:
        """The paragraphs that say something."""
        return tuple(paragraph for paragraph in self.text if paragraph.strip())

    @property
    def words_hash(self) -> str:
        """Hex SHA-256 of the paragraphs, each on one line; where they break does not count."""
        return hash_of_words(self.text)

    def standing(self, firm: Firm) -> str:
        """`How to complain, version 2, in force since 1 April 2026, reviewed by Helen Pike ...`."""
        reviewer = self.reviewer(firm)
        by = f"reviewed by {reviewer}" if reviewer else "reviewed by nobody"
        on = f" on {format_date(self.reviewed_on)}" if reviewer and self.reviewed_on else ""
        force = f"in force since {format_date(self.in_force)}"
        return f"{self.title}, version {self.version}, {force}, {by}{on}"

    def reviewer(self, firm: Firm) -> str:
        """The name of the person of the firm who answers for the words; empty when nobody does."""
        read = self.reviewed_by and self.reviewed_on and self.reviewed_words == self.words_hash
        person = firm.person(self.reviewed_by) if read else None
        return person.name if person else ""


def hash_of_words(paragraphs: Iterable[str]) -> str:
    """Hex SHA-256 of paragraphs, each on one line, without those that say nothing."""
    lines = (" ".join(paragraph.split()) for paragraph in paragraphs)
    return hashlib.sha256("\n".join(filter(None, lines)).encode()).hexdigest()


def firm_facts(particulars: Particulars) -> Mapping[str, str]:
    """What firm.yaml says of the firm, by measure; what it leaves out is not there."""
    said = {measure: getattr(particulars, key).strip() for measure, key in FIRM_FACTS.items()}
    return {measure: words for measure, words in said.items() if words}


def file_of(profession: str, key: str) -> str:
    """Where a statement stands in the workspace."""
    return f"{PACKS}/{profession}/{key}.yaml"


def named_in(texts_from: Iterable[str]) -> tuple[str, ...]:
    """The keys of the statements among the names of a section's `text_from`, in order."""
    parts = (name.partition(".") for name in texts_from)
    return tuple(key for kind, _, key in parts if kind == "pack")


def required(crew: CrewSpec) -> Mapping[str, SectionSpec]:
    """The statements that the crew's documents must hold, by key, each with its section."""
    found: dict[str, SectionSpec] = {}
    for section in crew.standard_format:
        for key in named_in(section.text_from):
            found.setdefault(key, section)
    return found
