"""The firm's register, `firm.yaml`: particulars, people, rights, clients, matters, choices."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final, Literal

from pydantic import Field

from engross.records import Record
from engross.workspace.mail_desk import Handling, Mailbox
from engross.workspace.welcome import Welcome

Role = Literal["preparer", "fee_earner", "manager", "admin", "reporting_officer"]
"""A preparer starts runs; a fee-earner and a manager also decide on documents they have the right
to sign; an admin keeps people and the ledger; the reporting officer alone reads suspicions."""

REPORTING_OFFICER: Final[Role] = "reporting_officer"

Profession = Literal["accountants", "consultants", "solicitors", "surveyors"]
"""What the firm practises: which variant of a document's standard format is in force."""


class BankDetails(Record):
    """The account that clients pay into. Printed only from here, never from a draft."""

    account_name: str
    """As the bank has it."""
    sort_code: str = Field(pattern=r"^\d{2}-\d{2}-\d{2}$")
    """With hyphens: `00-00-00`."""
    account_number: str = Field(pattern=r"^\d{8}$")
    """Eight digits, in quotes."""


class Particulars(Record):
    """What the law wants on a firm's letters."""

    name: str
    """Registered name, exactly as registered."""
    trading_as: str = ""
    """A name it trades under, if that is another one."""
    description: str = ""
    """What stands after its name: `Chartered Accountants`."""
    profession: Profession
    """Which variant of each crew's standard format is in force, where the crew has one."""
    registered_in: str
    """Part of the United Kingdom: `England and Wales`."""
    number: str
    """Company or LLP number."""
    registered_office: str
    """In one line, parts separated by commas."""
    address: str
    """Where letters come from, one line, parts separated by commas."""
    telephone: str
    """As printed."""
    email: str
    """The office's address."""
    website: str = ""
    """As printed."""
    vat_number: str = ""
    """As printed on VAT invoices."""
    regulatory_line: str = ""
    """The prescribed words, as the firm's regulator has them."""
    legal_form: str = ""
    """What it is in law, as a sentence has it: `limited liability partnership`."""
    regulator: str = ""
    """The body that authorises or regulates it, as documents name it."""
    regulator_number: str = ""
    """Its number there, in quotes."""
    regulator_website: str = ""
    """Where the body's rules can be read."""
    complaints_contact: str = ""
    """Who answers complaints, with title: `Helen Pike, Partner`."""
    redress_scheme: str = ""
    """The independent body to which a complaint may go after that, where the firm names one."""
    data_protection_contact: str = ""
    """Who answers for personal data: a name, or an address."""
    privacy_notice: str = ""
    """Where the whole privacy notice can be read."""
    insurer: str = ""
    """The insurer of its professional liability."""
    insurer_contact: str = ""
    """How that insurer is reached: an address in one line, or a telephone number."""
    insurance_territory: str = ""
    """Where the cover holds, as a sentence has it: `throughout the United Kingdom`."""

    @property
    def registration(self) -> str:
        """Where it is registered, its number and registered office, as letters must say."""
        return (
            f"Registered in {self.registered_in}, number {self.number}. "
            f"Registered office: {self.registered_office}."
        )


class Authority(Record):
    """How far somebody may commit the firm by signing; what is left out has no limit."""

    fee_up_to: Decimal | None = Field(default=None, ge=0)
    """The highest fee in pounds, excluding VAT."""
    discount_up_to: Decimal | None = Field(default=None, ge=0, le=100)
    """The highest discount as a percentage of the fee before it."""


class Person(Record):
    """Somebody who works at the firm."""

    email: str
    """How Engross knows this person; never used for two."""
    name: str
    """As documents print it."""
    title: str = ""
    """Job title as printed: `Partner`."""
    roles: tuple[Role, ...]
    """What this person may do."""
    signs: tuple[str, ...] = ()
    """The crews whose documents this person may sign; `*` is all."""
    authority: dict[str, Authority] = Field(default_factory=dict)
    """The limits of what this person may sign, by crew."""
    names_in_records: tuple[str, ...] = ()
    """How exports and transcripts write this person: `H Pike`, `HP`."""

    def may_sign(self, crew: str) -> bool:
        """Whether the register gives this person the right to sign that crew's documents."""
        return "*" in self.signs or crew in self.signs

    def beyond(self, crew: str, fee: Decimal, discount: Decimal) -> tuple[str, ...]:
        """What of an offer this person's authority for the crew does not cover: `the fee`, ...

        The fee is in pounds, excluding VAT; the discount is a percentage of the fee before it.
        """
        limits = self.authority.get(crew, Authority())
        return tuple(
            what
            for what, offered, limit in (
                ("the fee", fee, limits.fee_up_to),
                ("the discount", discount, limits.discount_up_to),
            )
            if limit is not None and offered > limit
        )


class Workstream(Record):
    """A part of a matter that is budgeted on its own."""

    key: str = Field(pattern=r"^[a-z0-9-]+$")
    """Its name in facts; never changed once used."""
    name: str
    """As documents print it."""
    basis: Literal["fixed", "time"]
    """`fixed` never shows hours to the client; `time` may."""
    names_in_records: tuple[str, ...] = ()
    """How exports write it; matched whole, never guessed."""


def _empty(value: object) -> bool:
    """Whether nothing is said: then a dump leaves it out, and hashes of earlier ones stay true."""
    return not value


def _unsaid(value: object) -> bool:
    """The same of what may be said to be false."""
    return value is None


class Deadline(Record):
    """A day by which something must be filed or paid, as the firm keeps it for a matter."""

    what: str
    """What it is for, as a sentence has it: `the VAT return for the quarter to 30 June 2026`."""
    due: dt.date
    """The last day, checked at its source by whoever wrote it here."""


class Matter(Record):
    """One engagement for a client."""

    key: str = Field(pattern=r"^[a-z0-9-]+$")
    """How it is named on the command line; never changed once used."""
    reference: str
    """As the billing system has it: `WRA001`."""
    title: str
    """As documents print it."""
    partner: str
    """E-mail address of the person responsible, who signs."""
    manager: str = ""
    """E-mail address."""
    workstreams: tuple[Workstream, ...] = ()
    """Its parts that are budgeted on their own; none is one whole, charged by time."""
    names_in_records: tuple[str, ...] = ()
    """How exports write it; matched whole, never guessed."""
    year_starts: int = Field(default=1, ge=1, le=12)
    """The month in which the engagement year begins."""
    terms_days: int = Field(default=30, ge=0, le=365)
    """Payment terms in days from the invoice date."""
    deadlines: tuple[Deadline, ...] = Field(default=(), exclude_if=_empty)
    """What is to be filed or paid, and by when; replies to clients give no other day for it."""

    @property
    def time_based(self) -> bool:
        """Whether any part is charged by time (hours may then be shown to the client)."""
        return not self.workstreams or any(w.basis == "time" for w in self.workstreams)


class Contact(Record):
    """Somebody at the client."""

    name: str
    """As they are to be addressed, with title when they use one: `Ms Ruth Adeyemi`."""
    role: str = ""
    """As documents print it: `Finance Director`."""
    email: str = ""
    """Where documents may be sent."""
    names_in_records: tuple[str, ...] = ()
    """How transcripts and notes write this person."""


class Client(Record):
    """A client of the firm."""

    key: str = Field(pattern=r"^[a-z0-9-]+$")
    """How it is named on the command line; never changed once used."""
    name: str
    """Registered name, exactly as registered."""
    short_name: str
    """The defined term: `the Company`."""
    number: str = Field(default="", exclude_if=_empty)
    """Its number at Companies House, in quotes; by it a new client is known to be this one."""
    consumer: bool | None = Field(default=None, exclude_if=_unsaid)
    """Whether it deals with the firm as a consumer, outside any business; left out, its number and
    the end of its name say that it does not, and where these say nothing a document asks."""
    address: str = ""
    """In one line, parts separated by commas."""
    contacts: tuple[Contact, ...] = ()
    """The first is whom documents are addressed to."""
    names_in_records: tuple[str, ...] = ()
    """Codes and spellings that exports use; matched whole, never guessed."""
    matters: tuple[Matter, ...]
    """What the firm does for it; a run is for one of them."""


class HouseStyle(Record):
    """Choices that documents follow; the words are in `knowledge/house-style.md`."""

    draft_mark: str = "Draft for discussion"
    """What stands across a review copy."""
    confidentiality: str = "Private and confidential"
    """What stands on the first page."""
    forbidden_words: tuple[str, ...] = ()
    """Words that the firm does not use; a draft that has one gets a finding."""


class ModelPolicy(Record):
    """Which model may see what."""

    default: str = "house"
    """`house`, or a model as CrewAI names it; the environment's `ENGROSS_MODEL` replaces it."""
    allowed: tuple[str, ...] = ("house",)
    """Models that may be used at all; `*` is any. An environment setting cannot widen it."""
    agents: dict[str, str] = Field(default_factory=dict)
    """A model for one agent, by the agent's key."""
    small: tuple[str, ...] = ()
    """Models that cannot keep a whole document in mind: they are asked for one section at a time,
    and only for tasks that say how (`by_section`); the house model does the others."""
    calls_per_run: int = Field(default=60, ge=1)
    """A run that needs more model calls than this fails, with the reason."""
    fall_back_to_house: bool = True
    """When the model is down, slow, refuses or answers rubbish, the house model goes on, with a
    finding; otherwise the run fails."""


class ColumnMap(Record):
    """What the columns of one export mean, as a person confirmed it."""

    name: str
    """What the firm calls the export: `Time sheet of the Exeter office`."""
    headings: tuple[str, ...]
    """Every heading of the export, in lower case and without punctuation; the map is for a table
    with exactly these. `engross map` writes them."""
    kind: str
    """What the table holds: `time`, `invoices`."""
    columns: dict[str, str]
    """By meaning, the heading, written as in `headings`; `first name + last name` is two joined."""
    dates: Literal["day-first", "month-first", "iso", "unclear"] = "unclear"
    """How days of digits are written; `unclear` leaves it to the values."""
    confirmed_by: str
    """E-mail address of the person who confirmed it."""
    on: dt.date
    """The day it was confirmed: `2026-11-22`."""

    def headings_of(self, meaning: str) -> tuple[str, ...]:
        """The headings that make up a meaning, in order; none when it has none."""
        said = self.columns.get(meaning, "")
        return tuple(name.strip() for name in said.split("+") if name.strip())


class Firm(Record):
    """The whole of `firm.yaml`."""

    particulars: Particulars
    """What the law wants on letters."""
    bank: BankDetails
    """Where clients pay."""
    people: tuple[Person, ...]
    """Who works here and may sign what."""
    clients: tuple[Client, ...]
    """Whom the firm acts for."""
    house_style: HouseStyle = HouseStyle()
    """Choices that documents follow."""
    models: ModelPolicy = ModelPolicy()
    """The firm's model policy."""
    mailbox: Mailbox = Mailbox()
    """The firm's mail."""
    handling: Handling | None = None
    """Who sees to mails that must go to a person; without it the matter's partner does, or the
    first person who may sign a reply."""
    welcome: Welcome = Welcome()
    """What a new client is told and asked first."""
    billing_columns: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """More names for a billing column, by what it means: `{hours: [Qty, Duration]}`."""
    column_maps: tuple[ColumnMap, ...] = ()
    """What the columns of whole exports mean, confirmed by a person; `engross map` writes them."""

    def person(self, email: str) -> Person | None:
        """The person with that e-mail address, or `None`."""
        return next((p for p in self.people if p.email.lower() == email.lower()), None)

    def client(self, name: str) -> Client | None:
        """The client with that key, name or code in records, or `None`."""
        return next(
            (c for c in self.clients if _same(name, c.key, c.name, *c.names_in_records)), None
        )


def find_matter(client: Client, name: str) -> Matter | None:
    """The client's matter with that key, reference, title or name in records, or `None`."""
    return next(
        (
            m
            for m in client.matters
            if _same(name, m.key, m.reference, m.title, *m.names_in_records)
        ),
        None,
    )


def _same(name: str, *candidates: str) -> bool:
    return name.strip().casefold() in {candidate.casefold() for candidate in candidates}
