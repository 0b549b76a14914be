"""What a document is, beside its evidence and its draft."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from engross.records import Record
from engross.rendering.salutations import below, closing, salutation
from engross.rendering.slots import to_confirm
from engross.uk.dates import format_date
from engross.uk.periods import as_at
from engross.workspace.register import Client, Firm, Matter


class DocumentParticulars(Record):
    """What one document is: for whom, about what, of which day."""

    title: str
    """`Client report`."""

    period: str
    """The reporting period's key: `2026-Q3`."""

    period_label: str
    """The same in words: `Q3 2026 (July to September 2026)`."""

    as_at: dt.date
    """The day that balances are taken at, and the document's own date."""

    firm: Firm
    client: Client
    matter: Matter
    answers: str = ""
    """The subject of the mail that it answers: `Re: VAT return`; empty for what answers none."""
    of_no_matter: bool = False
    """Whether it is open which matter it is about: it has no reference then."""
    texts: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """By paragraph of the firm's own, as its file has it: where it comes from and who answers for
    it, for the review copy."""

    @property
    def reference(self) -> str:
        """`WRA001/2026-Q3`; of a document about its own day, `D-104`; empty without a matter."""
        if self.of_no_matter:
            return ""
        return f"{self.matter.reference}/{self.period}" if self.reporting else self.matter.reference

    @property
    def reporting(self) -> bool:
        """Whether it is about a period, not about its own day alone."""
        return self.period != as_at(self.as_at).key

    @property
    def period_in_names(self) -> str:
        """What file names call its period: the key, or the day alone, `2026-11-18`."""
        return self.period if self.reporting else self.as_at.isoformat()

    @property
    def property_title(self) -> str:
        """What the file's own properties call it; of a reply what its mail is called, no more."""
        if self.answers:
            return self.answers
        when = self.period_label if self.reporting else format_date(self.as_at)
        return f"{self.client.name}: {self.title}, {when}"

    @property
    def subject(self) -> str:
        """What the file's own properties say that it is about."""
        return "" if self.of_no_matter else self.matter.title

    @property
    def subject_line(self) -> str:
        """What a letter or a mail is about: `Re: VAT return`, `Proposal: Payroll`."""
        return self.answers or f"{self.title}: {self.matter.title}"

    @property
    def made_at(self) -> dt.datetime:
        """The moment that the file's properties name; fixed, so that bytes can be repeated."""
        return dt.datetime.combine(self.as_at, dt.time(), dt.UTC)


def printed_names(document: DocumentParticulars) -> dict[str, str]:
    """Every name of firm, document, client, matter, bank and sign-off that a template may print."""
    firm, matter = document.firm.particulars, document.matter
    contact = document.client.contacts[0] if document.client.contacts else None
    signatory = document.firm.person(matter.partner)
    return {
        "firm.name": firm.name,
        "firm.trading_as": firm.trading_as,
        "firm.description": firm.description or firm.profession.capitalize(),
        "firm.address": firm.address,
        "firm.telephone": firm.telephone,
        "firm.email": firm.email,
        "firm.website": firm.website,
        "firm.registration": (
            f"Registered in {firm.registered_in} with number {firm.number}. "
            f"Registered office: {firm.registered_office}."
        ),
        "firm.regulatory_line": firm.regulatory_line,
        "firm.vat_number": firm.vat_number,
        "document.title": document.title,
        "document.subject": document.subject_line,
        "document.period": document.period_label,
        "document.date": format_date(document.as_at),
        "document.as_at": format_date(document.as_at),
        "document.reference": document.reference,
        "document.confidentiality": document.firm.house_style.confidentiality,
        "document.draft_mark": document.firm.house_style.draft_mark,
        "client.name": document.client.name,
        "client.short_name": document.client.short_name,
        "client.organisation": below(contact.name if contact else "", document.client.name),
        "client.address": document.client.address or to_confirm("the client's address"),
        "client.contact": contact.name if contact else to_confirm("whom it is addressed to"),
        "client.contact_role": contact.role if contact else "",
        "client.salutation": salutation(contact.name if contact else ""),
        "matter.title": matter.title,
        "matter.reference": matter.reference,
        "matter.terms": f"{matter.terms_days} days",
        "bank.account_name": document.firm.bank.account_name,
        "bank.sort_code": document.firm.bank.sort_code,
        "bank.account_number": document.firm.bank.account_number,
        "sign_off.closing": closing(contact.name if contact else ""),
        "sign_off.name": signatory.name if signatory else "",
        "sign_off.title": signatory.title if signatory else "",
        "sign_off.firm": firm.name,
    }
