"""An entry of a form into facts: the client's record, the people behind it, what a letter asks."""

from __future__ import annotations

from collections.abc import Sequence

from engross.errors import InputError
from engross.intake.factbook import FactBook
from engross.intake.forms.entries import Entry, entries_of, entry_called
from engross.intake.forms.needing import is_needed, lacking
from engross.intake.forms.noticing import notices
from engross.intake.forms.people import Person, roles_in_words
from engross.intake.forms.registered import by_register, register_notices
from engross.intake.forms.told import Told, told_in
from engross.intake.forms.vocabulary import Field, fields
from engross.intake.forms.welcoming import add_welcome
from engross.intake.given import GivenFile, Subject, Taken
from engross.intake.quality import file_report
from engross.records import FileReport, Span
from engross.uk.periods import FORM


def take_form(book: FactBook, files: Sequence[GivenFile], subject: Subject) -> Taken:
    """The subject's entry, and what a person should know of it beside the facts in the book.

    Of other entries nothing is said but how many there are.

    Raises:
        InputError: the form cannot be read, or the entry is no longer in it.
    """
    if not subject.entry:
        return Taken()
    file, entries, entry = _chosen(files, subject)
    told = told_in(entry, subject.prices)
    add_form_facts(book, by_register(told, subject), subject)
    found = (*notices(told, subject), *register_notices(told, subject))
    return Taken(findings=found, reports=(_report(file, entries, told),))


def add_form_facts(book: FactBook, told: Told, subject: Subject) -> None:
    """Add the facts of period `form`."""
    profession = subject.firm.particulars.profession
    for about in fields().values():
        if about.key in told.fields or is_needed(about, told, profession):
            _add_field(book, told, about)
    for person in told.people:
        _add_person(book, person)
    _add_service(book, told)
    add_welcome(book, subject, told, tuple(lacking(told, profession)))


def _chosen(files: Sequence[GivenFile], subject: Subject) -> tuple[GivenFile, int, Entry]:
    for file in files:
        entries = entries_of(file)
        if entry := entry_called(entries, subject.entry):
            return file, len(entries), entry
    raise InputError(
        files[0].name if files else "the form",
        f"it has no entry {subject.entry!r}.",
        remedy="Start another run with --entry, and with the export that has it.",
    )


def _add_field(book: FactBook, told: Told, about: Field) -> None:
    """A field's name, its value where there is one, and what of it was checked."""
    said = told.fields.get(about.key)
    texts = {
        "field": about.title,
        "field-value": said.value if said else "",
        "field-checked": said.checked if said and said.value else "",
    }
    for measure, text in texts.items():
        if text:
            _add(book, measure, f"field:{about.key}", text, about.title, told.spans(about.key),
                 internal=about.internal)  # fmt: skip


def _add_person(book: FactBook, person: Person) -> None:
    texts = {
        "officer": person.name,
        "officer-role": roles_in_words(person),
        "officer-share": person.share,
    }
    for measure, text in texts.items():
        if text:
            _add(book, measure, f"officer:{person.key}", text, person.name, person.spans)


def _add_service(book: FactBook, told: Told) -> None:
    """What is wanted, as the price list calls it, for a sentence; nothing where it has no name."""
    if told.wanted:
        where = told.spans("service")
        _add(book, "service-wanted", "matter", told.wanted, "Service wanted", where)


def _add(  # noqa: PLR0913, PLR0917 - a fact has that many parts
    book: FactBook,
    measure: str,
    scope: str,
    text: str,
    label: str,
    where: Sequence[Span],
    *,
    internal: bool = False,
) -> None:
    book.add(
        measure,
        FORM,
        scope,
        text,
        label=label,
        where=where,
        audience="internal" if internal else "client",
    )


def _report(file: GivenFile, entries: int, told: Told) -> FileReport:
    count = "one entry" if entries == 1 else f"{entries:,} entries"
    known = len(told.fields) + len(told.people)
    return file_report(
        file,
        role=file.role,
        method="form",
        holds=f"form, {count}; {known} answers of this one taken",
    )
