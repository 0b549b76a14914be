"""What an entry of a form says, field by field, and what of it was not taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from engross.intake.forms.answers import Read, read_answer, says_yes
from engross.intake.forms.classing import (
    consumer_of_type,
    services_in,
    title_of_type,
    type_of_name,
    type_of_number,
)
from engross.intake.forms.entries import Answer, Entry
from engross.intake.forms.people import People, Person, people_in, with_roles_of
from engross.intake.forms.people_headings import is_of_people
from engross.intake.forms.secrets import FREE, without_secrets
from engross.intake.forms.traders import PERSONS, SOLE_TRADER, trader_in, untitled, within
from engross.intake.forms.vocabulary import Field, fields, listed, meaning_of, plain, table
from engross.records import Span
from engross.sources.texts import one_line
from engross.workspace.price_list import PriceList, Service

_NAME_PARTS = ("contact-title", "contact-first", "contact-last")
_ADDRESS_PARTS = ("street", "street-2", "city", "region", "postcode", "country")


@dataclass(frozen=True)
class FieldTold:
    """One field of the record, as the form has it."""

    value: str
    """Empty where what was given is not taken."""
    checked: str
    problem: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Told:
    """An entry, understood."""

    entry: Entry
    fields: Mapping[str, FieldTold]
    """By key; what the form has nothing for is not here."""
    people: tuple[Person, ...]
    kind: str
    """The type of client, by its key; empty where nothing says."""
    kinds_differ: tuple[str, ...] = ()
    """The types that answer, name and number say, where they differ."""
    services: tuple[Service, ...] = ()
    """Those of the price list that are wanted."""
    other_services: tuple[str, ...] = ()
    """What is wanted besides, in the client's words."""
    twice: tuple[tuple[str, Span], ...] = ()
    """Fields that are answered twice and not alike, with the place of the later answer."""
    never: tuple[tuple[str, Span], ...] = ()
    """What is never taken from a form, with its place: `a date of birth`."""
    moved: tuple[Span, ...] = ()
    """Where a company number was given that was taken as one of a register abroad."""
    unread: tuple[Span, ...] = ()
    """Answers about people that could not be read."""
    unknown: tuple[Answer, ...] = ()
    """Answers to questions that are not known."""
    answered: frozenset[str] = field(default_factory=frozenset)
    """Every field that the form asked, answered or not."""

    def value(self, key: str) -> str:
        """What the form says of that field; empty for nothing."""
        told = self.fields.get(key)
        return told.value if told else ""

    @property
    def abroad(self) -> bool:
        """Whether another country than the United Kingdom has it in its register."""
        return _is_abroad(self.value("registration-country"))

    @property
    def trader_unnamed(self) -> bool:
        """Whether somebody trades alone, and the form does not say who it is."""
        keys = ("legal-name", "trading-name", "contact-name", "contact-role")
        return self.kind == SOLE_TRADER and not trader_in(*map(self.value, keys)).person

    @property
    def wanted(self) -> str:
        """The services inside a sentence; empty where the price list does not have them all."""
        if not self.services or self.other_services:
            return ""
        *first, last = (service.name for service in self.services)
        # `accounts, and VAT returns and payroll`: what belongs together stays told apart.
        joint = ", and " if any(" and " in service.name for service in self.services) else " and "
        return f"{', '.join(first)}{joint}{last}" if first else last

    def spans(self, key: str) -> tuple[Span, ...]:
        """Where it says so; the entry's own place for what was worked out."""
        told = self.fields.get(key)
        return told.spans if told and told.spans else (self.entry.place,)


def told_in(entry: Entry, prices: PriceList | None = None) -> Told:
    """What the entry says."""
    sorted_out = _Sorted(entry.answers)
    read = _by_its_register(dict(sorted_out.read()), sorted_out.fields)
    people = people_in(entry.answers)
    kind, differing = _kind(read)
    read |= _person_in_law(read, kind)
    read |= _classed(read, kind, entry)
    wanted = read.get("service")
    services, others = services_in(wanted.value, prices) if wanted else ((), ())
    return Told(
        entry=entry,
        fields={key: read[key] for key in fields() if key in read},
        people=with_roles_of(people.found.values(), kind),
        kind=kind,
        kinds_differ=differing,
        services=services,
        other_services=others,
        twice=tuple(sorted_out.twice),
        never=(*sorted_out.never, *_birthdays(people)),
        moved=tuple(_moved(read, sorted_out.fields)),
        unread=tuple(dict.fromkeys(people.unread)),
        unknown=tuple(sorted_out.unknown),
        answered=frozenset(sorted_out.asked),
    )


class _Sorted:
    """The answers by what they are about."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self.fields: dict[str, Answer] = {}
        self.parts: dict[str, Answer] = {}
        self.twice: list[tuple[str, Span]] = []
        self.never: list[tuple[str, Span]] = []
        self.unknown: list[Answer] = []
        self.asked: set[str] = set()
        for answer in answers:
            self._sort(answer)

    def _sort(self, answer: Answer) -> None:
        meaning = meaning_of(answer.heading)
        if meaning and meaning.group == "never":
            self.never.append((table("never", meaning.key)["title"], answer.span))
        elif is_of_people(answer.heading):
            return
        elif meaning is None:
            self.unknown.append(answer)
        elif meaning.group == "field":
            self._field(meaning.key, answer)
        elif meaning.group == "part":
            self.parts.setdefault(meaning.key, answer)

    def _field(self, key: str, answer: Answer) -> None:
        self.asked.add(key)
        if fields()[key].kind in FREE:
            text, kinds = without_secrets(answer.text)
            self.never += [(table("never", kind)["title"], answer.span) for kind in kinds]
            answer = replace(answer, text=text)
        before = self.fields.setdefault(key, answer)
        if before is not answer and one_line(before.text) != one_line(answer.text):
            self.twice.append((fields()[key].title, answer.span))

    def read(self) -> Iterator[tuple[str, FieldTold]]:
        """Every field with what its answer says, in parts where it was asked so."""
        for key, answer in self.fields.items():
            told = _told(fields()[key], answer.text, (answer.span,))
            if told:
                yield key, told
        for key, parts, between in (
            ("contact-name", _NAME_PARTS, " "),
            ("address", _ADDRESS_PARTS, ", "),
        ):
            given = [self.parts[part] for part in parts if part in self.parts]
            if given and key not in self.fields:
                text = between.join(one_line(part.text) for part in given)
                told = _told(fields()[key], text, tuple(part.span for part in given))
                if told:
                    yield key, told


def _told(about: Field, text: str, spans: tuple[Span, ...]) -> FieldTold | None:
    read: Read = read_answer(about.kind, text)
    if about.kind == "consumer" and not read.value:
        read = Read(_yes_to(about, text))
    if not read.value and not read.problem:
        return None
    return FieldTold(read.value, read.checked, read.problem, spans)


def _yes_to(about: Field, text: str) -> str:
    """What a bare yes or no to that question says: nothing, as the question may be either way."""
    said = says_yes(text)
    return "" if said is None else f"{'Yes' if said else 'No'} to “{about.title}”"


def _kind(read: Mapping[str, FieldTold]) -> tuple[str, tuple[str, ...]]:
    """The type of client: as the number says, else the name's ending, else the answer.

    The register's own signs count before what somebody ticked; a charity may well be a company.
    """
    value = {key: told.value for key, told in read.items()}
    by_number = type_of_number(value.get("company-number", ""))
    by_name = type_of_name(value.get("legal-name", ""))
    by_answer = value.get("client-type", "")
    by_charity = "charity" if value.get("charity-number") else ""
    found = [kind for kind in (by_number, by_name, by_answer, by_charity) if kind]
    if by_charity or "charity" in {by_number, by_answer}:
        return "charity", ()
    if by_answer == "cic" and by_name == "company":
        return "cic", ()
    return (found[0] if found else ""), (tuple(dict.fromkeys(found)) if len(set(found)) > 1 else ())


def _is_abroad(country: str) -> bool:
    """Whether no word of the answer is one of this country's: `England, UK` is here."""
    said = f" {plain(country)} "
    here, elsewhere = (
        any(f" {phrase} " in said for phrase in listed("registers", key))
        for key in ("home", "not-home")
    )
    return bool(country) and (elsewhere or not here)


def _by_its_register(
    read: dict[str, FieldTold], answers: Mapping[str, Answer]
) -> dict[str, FieldTold]:
    """The fields, where the number of a client registered abroad is that register's.

    Who gives a number of each register has both.
    """
    country, number = read.get("registration-country"), read.get("company-number")
    known_here = number and number.value.startswith(listed("registers", "from-elsewhere"))
    if country is None or not _is_abroad(country.value) or known_here:
        return read
    if number and number.value and "foreign-number" in read:
        return read
    kept = {key: told for key, told in read.items() if key != "company-number"}
    given = answers.get("company-number")
    if given and "foreign-number" not in kept:
        told = _told(fields()["foreign-number"], given.text, (given.span,))
        kept |= {"foreign-number": told} if told else {}
    return kept


def _moved(read: Mapping[str, FieldTold], answers: Mapping[str, Answer]) -> Iterator[Span]:
    given, taken = answers.get("company-number"), read.get("foreign-number")
    if given and taken and taken.value and given.span in taken.spans:
        yield given.span


def _person_in_law(read: Mapping[str, FieldTold], kind: str) -> dict[str, FieldTold]:
    """The name of a client who is a person, without a title, and the name that they trade under."""
    value = {key: told.value for key, told in read.items()}
    given, contact = value.get("legal-name", ""), value.get("contact-name", "")
    if kind not in PERSONS:
        return {}
    if kind == SOLE_TRADER:
        role = value.get("contact-role", "")
        name, trading = trader_in(given, value.get("trading-name", ""), contact, role)
    else:
        name, trading = untitled(given or contact), ""
    found: dict[str, FieldTold] = {}
    if not name and given and within(given, value.get("trading-name", "")):
        found["legal-name"] = read["trading-name"]
    if name and not (read.get("legal-name") and read["legal-name"].problem):
        own = read["legal-name"] if "legal-name" in read else read["contact-name"]
        if name == untitled(contact) and name != untitled(given):
            own = replace(read["contact-name"], checked="the type of client" if given else "")
        found["legal-name"] = replace(own, value=name)
    if trading and "trading-name" not in read:
        found["trading-name"] = replace(read["legal-name"], value=trading)
    return found


def _classed(read: Mapping[str, FieldTold], kind: str, entry: Entry) -> dict[str, FieldTold]:
    """What is worked out of the answers: the type in words, and whether a consumer asks."""
    found: dict[str, FieldTold] = {}
    given = read.get("client-type")
    if kind:
        spans = given.spans if given else _spans_of(read, entry)
        checked = "" if given and given.value == kind else "the name and the numbers"
        found["client-type"] = FieldTold(title_of_type(kind), checked, "", spans)
    if consumer := consumer_of_type(kind):
        spans = found["client-type"].spans
        found["consumer"] = FieldTold(consumer, "the type of client", "", spans)
    return found


def _spans_of(read: Mapping[str, FieldTold], entry: Entry) -> tuple[Span, ...]:
    for key in ("company-number", "legal-name", "charity-number"):
        if key in read:
            return read[key].spans
    return (entry.place,)


def _birthdays(people: People) -> Iterator[tuple[str, Span]]:
    for span in dict.fromkeys(people.private):
        yield table("never", "birth")["title"], span
