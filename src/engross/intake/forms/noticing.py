"""What a person should know of an entry: what it lacks, what is wrong in it, what was not taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engross.intake.forms.classing import title_of_type
from engross.intake.forms.identity import client_name
from engross.intake.forms.needing import lacking
from engross.intake.forms.people import sure_shares
from engross.intake.forms.told import Told
from engross.intake.forms.vocabulary import fields
from engross.intake.given import Subject
from engross.records import Finding, Severity, Span

_SHOWN: Final = 8
_WHOLE: Final = 100
_SERVICE: Final = "service"
"""The field that `_services` tells of."""
_WRITE_IT: Final = (
    "write it in the review copy, in place of the square brackets in the first section, take that "
    "back with `engross return-file`, and sign with a reason that says so."
)
"""What to do about a service that the price list does not have."""


def notices(told: Told, subject: Subject) -> Iterator[Finding]:
    """The findings, what keeps the letter from leaving first."""
    yield from _nobody(told)
    yield from _wrong(told)
    yield from _moved(told)
    yield from _lacks(told, subject)
    yield from _type_unsure(told)
    yield from _never(told)
    yield from _twice(told)
    yield from _people(told)
    yield from _services(told)
    yield from _unknown(told)


def _nobody(told: Told) -> Iterator[Finding]:
    if not client_name(told.value):
        yield _finding(
            "form-client-unknown",
            "block",
            told.entry.place,
            "The form does not say who the client is.",
            "Ask, correct the form's export and start the run again.",
        )


def _wrong(told: Told) -> Iterator[Finding]:
    for key, said in told.fields.items():
        if said.problem:
            title = fields()[key].title
            yield _finding(
                "form-value",
                "warn",
                said.spans[0],
                f"{title}: {said.problem}. It was not taken.",
                "Ask the client, correct the form's export and start the run again.",
            )


def _moved(told: Told) -> Iterator[Finding]:
    for span in told.moved:
        country = told.value("registration-country")[:60]
        yield _finding(
            "form-value",
            "warn",
            span,
            f"Company number: the form has “{country}” as the country of registration, so it was "
            "taken as a number of the register there.",
            "Look it up in that register. If Companies House has the client, correct the country "
            "in the form's export and start the run again.",
        )


def _lacks(told: Told, subject: Subject) -> Iterator[Finding]:
    profession = subject.firm.particulars.profession
    for lack in lacking(told, profession):
        if lack.key == _SERVICE:
            continue
        if lack.key not in told.fields or not told.fields[lack.key].problem:
            asked = "The letter asks for it." if lack.ask else "Fill it in yourselves."
            yield _finding(
                "form-lacks",
                "warn",
                told.entry.place,
                f"The form does not give {lack.what}."
                if lack.what.startswith("the ")
                else f"The form does not say {lack.what}.",
                asked,
            )


def _type_unsure(told: Told) -> Iterator[Finding]:
    if told.kinds_differ:
        said = " and ".join(title_of_type(kind).casefold() for kind in told.kinds_differ)
        yield _finding(
            "form-type-unsure",
            "warn",
            told.spans("client-type")[0],
            f"The answer, the name and the number do not say the same type of client: {said}.",
            f"It was taken as: {title_of_type(told.kind).casefold()}. Ask which is right.",
        )


def _never(told: Told) -> Iterator[Finding]:
    """What must not be taken is said by its place alone."""
    for what, span in dict.fromkeys(told.never):
        yield _finding(
            "form-not-taken",
            "warn",
            span,
            f"The form holds {what}. Nothing of it was taken, kept as a fact or printed.",
            "Keep what the identity check needs in its own file, and take the question out of the "
            "form if nothing needs it.",
        )


def _twice(told: Told) -> Iterator[Finding]:
    for title, span in told.twice:
        yield _finding(
            "form-two-answers",
            "warn",
            span,
            f"{title}: the form has two answers that differ. The first was taken.",
            "Ask the client which is right.",
        )


def _people(told: Told) -> Iterator[Finding]:
    for span in told.unread:
        yield _finding(
            "form-value",
            "warn",
            span,
            "A part of the answer about the people behind the client could not be read.",
            "Read it in the form, and add who is missing to the client's file.",
        )
    if sum(sure_shares(told.people)) > _WHOLE:
        yield _finding(
            "form-value",
            "warn",
            told.people[0].spans[0],
            "The shares of the people behind the client come to more than the whole.",
            "Ask the client who holds what.",
        )


def _services(told: Told) -> Iterator[Finding]:
    """The letter names the services only where the price list has every one of them."""
    if told.wanted:
        return
    if told.other_services:
        asked = "; ".join(name[:80] for name in told.other_services[:_SHOWN])
        yield _finding(
            "form-service",
            "block",
            told.spans("service")[0],
            "The form asks for a service that knowledge/price-list.yaml does not have by that "
            f"name: {asked}. So the letter was made without saying what we do for the client.",
            "Is it a service of the price list? Then add those words to its names_in_records there "
            f"and make the letter again with `engross rerun RUN --by EMAIL`. If not, {_WRITE_IT}",
        )
    else:
        yield _finding(
            "form-service",
            "block",
            told.spans("service")[0],
            "The form does not say which service the client wants. The letter asks for it, and was "
            "made without saying what we do for the client.",
            "Find out which it is. Correct the form's export and start the run again, or "
            f"{_WRITE_IT}",
        )


def _unknown(told: Told) -> Iterator[Finding]:
    if told.unknown:
        headings = ", ".join(f"“{answer.heading[:60]}”" for answer in told.unknown[:_SHOWN])
        more = len(told.unknown) - _SHOWN
        rest = f" and {more} more" if more > 0 else ""
        yield _finding(
            "form-question-unknown",
            "note",
            told.unknown[0].span,
            f"Questions that are not known, and whose answers were not taken: {headings}{rest}.",
            "Read the answers in the form.",
        )


def _finding(rule: str, severity: Severity, where: Span, message: str, suggestion: str) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        place=f"{where.file} {where.place}",
        message=message,
        suggestion=suggestion,
    )
