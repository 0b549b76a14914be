"""Start a run: everything the preparer asked for is looked at before anything is kept."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Final, NamedTuple

from engross.errors import UnknownRun, UsageError
from engross.intake import GivenFile, latest_period
from engross.pipeline import names
from engross.pipeline.correspondence import mail_subject
from engross.pipeline.deals import deal_subject, responsible_again
from engross.pipeline.forms import form_subject
from engross.pipeline.gates import begin_gates
from engross.pipeline.given_files import open_files
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of
from engross.pipeline.suspicions import tell_officer, without_suspicions
from engross.records import IncomingMail, Run, RunInput
from engross.uk.dates import format_date
from engross.uk.periods import Period
from engross.uk.periods import as_at as on_day
from engross.workspace.register import Client, Matter, find_matter
from engross.workspace.specs import CrewSpec

_DONE: Final = ("held", "signed", "released")
_INSTEAD: Final = {
    "deal": (
        "a deal of the CRM export",
        "Give --deal in place of --client and --matter.",
    ),
    "mail": (
        "a mail, whose sender says whom it is for",
        "Leave --client and --matter out.",
    ),
    "form": (
        "an entry of a form, which says whom it is for",
        "Leave --client and --matter out.",
    ),
}


class _About(NamedTuple):
    """Whom and what a run is for."""

    client: Client
    matter: Matter
    files: Sequence[GivenFile]
    """What the run is given of what it was handed."""
    deal: str = ""
    entry: str = ""
    own: names.OwnSubject | None = None
    mail: IncomingMail | None = None


class Prepared(NamedTuple):
    """A run that can be started, of which nothing is kept yet."""

    run: Run
    files: tuple[GivenFile, ...]
    """What it is given; what an earlier run has taken in already is not among them."""
    own: names.OwnSubject | None = None
    """Whom and what it is for where firm.yaml does not have it."""
    mail: IncomingMail | None = None
    """The mail that it is about."""
    told: tuple[str, ...] = ()
    """What was taken out of the files, for the reporting officer alone."""


def start(services: Services, order: Order) -> Run:
    """The new run, its sources kept and its first ledger line written; nothing is read yet.

    Raises:
        UsageError: an unknown crew, client, matter or input, or no period can be told.
        InputError: a file is not there or cannot be opened.
    """
    return begin(services, prepare(services, order))


def prepare(services: Services, order: Order) -> Prepared:
    """The run that the order asks for; nothing is kept.

    Raises:
        UsageError: an unknown crew, client, matter or input, or no period can be told.
        InputError: a file is not there or cannot be opened.
    """
    spec = find_crew(services, order.crew)
    check_preparer(services, order.started_by)
    _check_options(spec, order)
    clean = without_suspicions(services, open_files(spec, order.files, order.kept))
    about = _about(services, spec, order, clean.files)
    as_at = order.as_at or services.now().date()
    period = _period(services, order, about, as_at)
    if as_at < period.start:
        raise UsageError(
            f"{format_date(as_at)} lies before {period.label} begins.",
            remedy="Give --as-at a later day, or another --period.",
        )
    run = Run(
        id=_new_id(services, order.crew, as_at),
        crew=order.crew,
        client=about.client.key,
        matter=about.matter.key,
        period=period.key,
        period_chosen=spec.period == "reporting" and (order.period_chosen or not order.period),
        as_at=as_at,
        inputs=(
            *order.kept,
            *(RunInput(role=f.role, file=f.name, sha256=f.sha256) for f in about.files),
        ),
        started_by=order.started_by,
        started_at=services.now(),
        supersedes=order.supersedes,
        deal=about.deal,
        entry=about.entry,
        message=about.mail.message_id if about.mail else "",
        redraft_of=order.redraft_of,
    )
    return Prepared(run, tuple(about.files), about.own, about.mail, clean.told)


def _new_id(services: Services, crew: str, as_at: dt.date) -> str:
    """An id that no run has; of a thousand drawn in a day, two may well be alike."""
    while True:
        new = f"{crew}-{as_at:%Y%m%d}-{secrets.token_hex(3)}"
        try:
            services.runs.get(new)
        except UnknownRun:
            return new


class SameSubject(NamedTuple):
    """What an order says of whom and what it is for."""

    client: str = ""
    matter: str = ""
    deal: str = ""
    entry: str = ""
    responsible: str = ""


def same_subject(services: Services, run: Run) -> SameSubject:
    """What an order for the same client and work says as the one that the run was made by.

    Of a run about a mail it says nothing: the mail does.
    """
    if run.message:
        return SameSubject()
    if run.deal or run.entry:
        return SameSubject(
            deal=run.deal, entry=run.entry, responsible=responsible_again(services, run)
        )
    return SameSubject(run.client, run.matter)


def begin(services: Services, prepared: Prepared) -> Run:
    """The prepared run, its sources kept and its first ledger line written."""
    run = prepared.run
    tell_officer(services, prepared.told)
    with services.together():
        services.runs.add(run)
        for file in prepared.files:  # inside, so that a batch that tidies up leaves them
            services.documents.put(file.data)
        if prepared.own:
            services.records.save(run.id, names.SUBJECT, prepared.own)
        if prepared.mail:
            services.records.save(run.id, names.MAIL, prepared.mail)
        services.ledger.record(
            "run-started",
            run=run.id,
            actor=run.started_by or "engross",
            subject=f"{len(run.inputs)} inputs",
            payload=run.model_dump(mode="json"),
        )
        begin_gates(services, run)
    return run


def find_crew(services: Services, key: str) -> CrewSpec:
    """The crew's spec; UsageError names those there are."""
    spec = services.workspace.crews.get(key)
    if spec is None:
        known = ", ".join(sorted(services.workspace.crews))
        raise UsageError(f"There is no crew {key!r}.", remedy=f"This workspace has: {known}.")
    return spec


def check_preparer(services: Services, email: str) -> None:
    """Refuse a preparer whom firm.yaml does not name; nobody at all is allowed.

    Raises:
        UsageError: firm.yaml has no such person.
    """
    if email and services.workspace.firm.person(email) is None:
        raise UsageError(
            f"firm.yaml names nobody with the address {email}.",
            remedy="Give --by the address of somebody who works here: engross people list",
        )


def find_subject(services: Services, order: Order) -> tuple[Client, Matter]:
    """The client and matter of the firm's register; UsageError names those there are."""
    firm = services.workspace.firm
    client = firm.client(order.client) if order.client else None
    if client is None:
        known = ", ".join(c.key for c in firm.clients)
        wrong = f"firm.yaml has no client {order.client!r}." if order.client else "Say for whom."
        raise UsageError(wrong, remedy=f"Give --client one of: {known}.")
    if not order.matter and len(client.matters) == 1:
        return client, client.matters[0]
    matter = find_matter(client, order.matter) if order.matter else None
    if matter is None:
        known = ", ".join(f"{m.key} ({m.reference})" for m in client.matters)
        wrong = f"{client.name} has no matter {order.matter!r}." if order.matter else "Say which."
        raise UsageError(wrong, remedy=f"Give --matter one of: {known}.")
    return client, matter


def _check_options(spec: CrewSpec, order: Order) -> None:
    """Refuse what says whom or when of a document that is about something else.

    Raises:
        UsageError: an option that this crew has no use for.
    """
    if spec.subject != "matter" and (order.client or order.matter):
        about, remedy = _INSTEAD[spec.subject]
        raise UsageError(f"{order.crew} makes documents about {about}.", remedy=remedy)
    if spec.subject == "matter" and (order.deal or order.responsible):
        raise UsageError(
            f"{order.crew} makes documents about a matter of firm.yaml.",
            remedy="Give --client and --matter in place of --deal and --responsible.",
        )
    if order.entry and spec.subject != "form":
        raise UsageError(
            f"{order.crew} makes documents about no form.", remedy="Leave --entry out."
        )
    if spec.period == "none" and order.period:
        raise UsageError(
            f"{order.crew} makes documents about no period.",
            remedy="Leave --period out; their day is --as-at.",
        )


def _about(services: Services, spec: CrewSpec, order: Order, files: Sequence[GivenFile]) -> _About:
    if spec.subject == "matter":
        return _About(*find_subject(services, order), files)
    if spec.subject == "mail":
        mail, own = mail_subject(services, spec, order, files)
        return _About(own.client, own.matter, files, own=own, mail=mail)
    if spec.subject == "form":
        entry, own = form_subject(services, spec, order, files)
        return _About(own.client, own.matter, files, entry=entry, own=own)
    deal, own = deal_subject(services, spec, order, files)
    return _About(own.client, own.matter, files, deal=deal, own=own)


def _period(services: Services, order: Order, about: _About, as_at: dt.date) -> Period:
    if services.workspace.crews[order.crew].period == "none":
        return on_day(as_at)
    if order.period:
        try:
            return Period.parse(order.period, first_month=about.matter.year_starts)
        except ValueError as error:
            message = f"--period {order.period!r}: {error}."
            raise UsageError(message, remedy="Write 2026-Q3, 2026-09 or 2026-H1.") from error
    period = latest_period(
        about.files,
        firm=services.workspace.firm,
        client=about.client,
        matter=about.matter,
        as_at=as_at,
    )
    if period is None:
        raise UsageError(
            "The billing names no period to report on.", remedy="Say which: --period 2026-Q3."
        )
    return period


def others_alike(services: Services, run: Run) -> tuple[Run, ...]:
    """Other documents of the same kind, matter and period that are held, signed or released.

    A document about its own day alone is the same on another day, and a reply to another mail is
    another reply.
    """
    alike = ["crew", "client", "matter", "message"]
    if crew_of(services, run).period == "reporting":
        alike.append("period")
    return tuple(
        other
        for other in services.runs.list()
        if other.state in _DONE
        and not other.superseded_by
        and other.id not in {run.id, run.supersedes}
        and all(getattr(other, field) == getattr(run, field) for field in alike)
    )


def told_of_others(services: Services, run: Run) -> tuple[str, ...]:
    """A sentence about each of the others, for whoever is to sign the run."""
    return tuple(
        f"Sign only one: {other.id} waits for a decision on the same."
        if other.state == "held"
        else f"{other.id} on the same is {other.state} already; read both before you sign this one."
        for other in others_alike(services, run)
    )
