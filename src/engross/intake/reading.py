"""Files into evidence: each guarded, read, and turned into facts and passages with their places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from engross.intake import (
    bill_facts,
    budget_facts,
    coverage,
    outlay_facts,
    own_facts,
    work_facts,
)
from engross.intake.accounts import compare_told, take_accounts
from engross.intake.billing import read_books
from engross.intake.books import Books
from engross.intake.crm.taking import other_accounts, take_crm
from engross.intake.descriptions import held_descriptions, without_private_words
from engross.intake.factbook import FactBook
from engross.intake.forms import take_form
from engross.intake.given import GivenFile, Subject
from engross.intake.incoming import take_mail
from engross.intake.linking import add_people, linked
from engross.intake.notes import LoadedEmbedding, Notes, read_notes
from engross.intake.noticed import noticed
from engross.intake.offer import compare_prices, take_offer
from engross.intake.quality import file_report
from engross.intake.register_facts import add_register_facts
from engross.intake.reply_facts import add_reply_facts
from engross.intake.scopes import scopes
from engross.records import Evidence, FileReport, Finding, Passage, QualityReport, Source
from engross.sources import guard
from engross.uk.periods import Period, quarter_of
from engross.workspace.register import Client, Firm, Matter


def read_evidence(
    files: Sequence[GivenFile], subject: Subject, embedding: LoadedEmbedding = None
) -> Evidence:
    """Everything a run may rest on, from its files and the firm's register.

    Without an embedding, what was said on a call is classed by its phrases alone.

    Raises:
        InputError: a file is missing what it must have; it names file, place and remedy.
    """
    guarded = [f for file in files for f in noticed(file, guard.check(file, file.kind))]
    books, of_billing = _books(files, subject.firm, subject.client, subject.matter)
    subject = replace(subject, strangers=other_accounts(_of_kind(files, "crm"), subject))
    notes = [read_notes(file, subject, embedding) for file in files if file.kind == "notes"]
    book = FactBook()
    add_register_facts(book, subject)
    add_people(book, subject)
    notes += [take_mail(book, file, subject) for file in _of_kind(files, "mail")]
    if _of_kind(files, "mail"):
        add_reply_facts(book, subject)
    chosen, of_crm = take_crm(book, _of_kind(files, "crm"), subject)
    of_offer = take_offer(book, _of_kind(files, "estimate"), chosen, subject)
    of_form = take_form(book, _of_kind(files, "form"), subject)
    of_accounts = take_accounts(book, _of_kind(files, "accounts"), subject)
    taken = (of_crm, of_offer, of_form, of_accounts)
    reports = {
        report.sha256: report
        for report in (
            *of_billing,
            *map(_report_of, notes),
            *(report for one in taken for report in one.reports),
        )
    }
    if any(file.kind == "billing" for file in files):
        _add_billing_facts(book, books, subject)
    numbered = _numbered(
        passage
        for passages in (*(note.passages for note in notes), *(one.passages for one in taken))
        for passage in passages
    )
    passages = linked(book, notes, numbered, subject)
    of_notes = (finding for note in notes for finding in note.findings)
    private = held_descriptions(book.facts, subject)
    of_taken = (finding for one in taken for finding in one.findings)
    found = [*guarded, *books.findings, *book.findings, *private, *of_notes, *of_taken]
    found += compare_prices(book, passages, chosen, subject)
    found += compare_told(book, passages, subject)
    covered = tuple(_coverage(books, passages, subject)) if subject.reporting else ()
    return Evidence(
        sources=tuple(_source(file, reports) for file in files),
        facts=without_private_words(book.facts, subject),
        passages=passages,
        findings=_each_once([*covered, *found, *_ignored(books)]),
        quality=QualityReport(
            files=tuple(reports[file.sha256] for file in files if file.sha256 in reports),
            of_a_run=True,
        ),
    )


def latest_period(
    files: Sequence[GivenFile], *, firm: Firm, client: Client, matter: Matter, as_at: dt.date
) -> Period | None:
    """The latest calendar quarter over by the as-at day in which the matter has work or an invoice.

    A run that was not told its period reports on it; `None` when no quarter over by then has any.

    Raises:
        InputError: a billing file cannot be used.
    """
    for file in files:
        if file.kind == "billing":
            guard.check(file, file.kind)
    books, _ = _books(files, firm, client, matter)
    days = [entry.day for entry in books.time if entry.ours]
    days += [line.day for line in books.lines if line.ours]
    quarters = {quarter_of(day) for day in days}
    over = [quarter for quarter in quarters if quarter.end <= as_at]
    return max(over, key=lambda quarter: quarter.end, default=None)


def period_chosen(period: Period) -> Finding:
    """The finding that says which period was taken when the run was not told one."""
    return Finding(
        rule="period-chosen",
        severity="note",
        place="period",
        message=f"No period was given; {period.label} is the latest complete one with entries.",
        suggestion="Start the run again with --period if another is meant.",
    )


def _books(
    files: Sequence[GivenFile], firm: Firm, client: Client, matter: Matter
) -> tuple[Books, tuple[FileReport, ...]]:
    billing = [file for file in files if file.kind == "billing"]
    return read_books(billing, firm, client, matter)


def _add_billing_facts(book: FactBook, books: Books, subject: Subject) -> None:
    covered = scopes(books, subject)
    work_facts.add_work_facts(book, books, subject, covered)
    bill_facts.add_bill_facts(book, books, subject, covered)
    outlay_facts.add_outlay_facts(book, books, subject, covered)
    budget_facts.add_budget_facts(book, books, subject, covered[0])
    own_facts.add_own_results(book, subject)


def _of_kind(files: Sequence[GivenFile], kind: str) -> list[GivenFile]:
    return [file for file in files if file.kind == kind]


def _coverage(books: Books, passages: Sequence[Passage], subject: Subject) -> Iterator[Finding]:
    yield from coverage.period_findings(subject)
    yield from coverage.export_findings(books, subject)
    yield from coverage.notes_findings(passages, subject)


def _numbered(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(
        passage.model_copy(update={"id": f"p{number}"})
        for number, passage in enumerate(passages, start=1)
    )


def _report_of(note: Notes) -> FileReport:
    return file_report(
        note.file,
        role=note.file.role,
        method=note.method,
        holds=note.holds,
        attachments=note.attachments,
    )


def _source(file: GivenFile, reports: Mapping[str, FileReport]) -> Source:
    return Source(
        role=file.role,
        file=file.name,
        sha256=file.sha256,
        size=len(file.data),
        method=reports[file.sha256].method if file.sha256 in reports else "",
    )


def _ignored(books: Books) -> list[Finding]:
    if not books.others:
        return []
    rows = "row of another client was" if books.others == 1 else "rows of other clients were"
    return [
        Finding(
            rule="rows-of-others",
            severity="note",
            place="billing",
            message=f"{books.others} {rows} in the billing files and not used.",
        )
    ]


def _each_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple({finding.id: finding for finding in findings}.values())
