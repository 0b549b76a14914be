"""Start a run: everything the preparer asked for is looked at before anything is kept."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from pathlib import Path

from engross.errors import InputError, UsageError
from engross.intake import GivenFile, attachment, latest_period
from engross.pipeline.services import Services
from engross.records import Record, Run, RunInput
from engross.sources import guard
from engross.sources.apart import read_document
from engross.sources.file import SourceFile, bytes_of
from engross.uk.dates import format_date
from engross.uk.periods import Period
from engross.workspace.register import Client, Matter, find_matter
from engross.workspace.specs import CrewSpec

_MAIL = ".eml"


class Order(Record):
    """What a preparer asks for."""

    crew: str
    client: str
    """Key, registered name or code."""
    matter: str
    """Key, reference or title."""
    files: tuple[tuple[str, Path], ...]
    """Role and path of each input."""
    kept: tuple[RunInput, ...] = ()
    """Inputs that an earlier run has taken in already."""
    period: str = ""
    """A period's key; empty takes the last quarter that the billing speaks of."""
    period_chosen: bool = False
    """Whether an earlier run took the period because nobody had named one."""
    as_at: dt.date | None = None
    """The document's day; `None` is today."""
    started_by: str = ""
    """E-mail address of the preparer."""
    supersedes: str = ""
    """The run that this one replaces once it is held."""
    redraft_of: str = ""
    """The run whose draft is gone over again."""


def start(services: Services, order: Order) -> Run:
    """The new run, its sources kept and its first ledger line written; nothing is read yet.

    Raises:
        UsageError: an unknown crew, client, matter or input, or no period can be told.
        InputError: a file is not there or cannot be opened.
    """
    spec = find_crew(services, order.crew)
    check_preparer(services, order.started_by)
    client, matter = find_subject(services, order)
    files = _open(spec, order)
    as_at = order.as_at or services.now().date()
    period = _period(services, order, files, client, matter, as_at)
    if as_at < period.start:
        raise UsageError(
            f"{format_date(as_at)} lies before {period.label} begins.",
            remedy="Give --as-at a later day, or another --period.",
        )
    run = Run(
        id=f"{order.crew}-{as_at:%Y%m%d}-{secrets.token_hex(3)}",
        crew=order.crew,
        client=client.key,
        matter=matter.key,
        period=period.key,
        period_chosen=order.period_chosen or not order.period,
        as_at=as_at,
        inputs=(
            *order.kept,
            *(
                RunInput(role=f.role, file=f.name, sha256=services.documents.put(f.data))
                for f in files
            ),
        ),
        started_by=order.started_by,
        started_at=services.now(),
        supersedes=order.supersedes,
        redraft_of=order.redraft_of,
    )
    with services.together():
        services.runs.add(run)
        services.ledger.record(
            "run-started",
            run=run.id,
            actor=order.started_by or "engross",
            subject=f"{len(run.inputs)} inputs",
            payload=run.model_dump(mode="json"),
        )
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


def _open(spec: CrewSpec, order: Order) -> list[GivenFile]:
    for role, count in _counts(order.files).items():
        if role not in spec.inputs:
            known = ", ".join(spec.inputs)
            raise UsageError(
                f"{spec.title} takes no input {role!r}.", remedy=f"Give it as one of: {known}."
            )
        if count > 1 and not spec.inputs[role].several:
            raise UsageError(f"{spec.title} takes one file as {role!r}, not {count}.")
    given = {role for role, _ in order.files} | {kept.role for kept in order.kept}
    missing = [
        role for role, wanted in spec.inputs.items() if wanted.required and role not in given
    ]
    if missing:
        wanted = spec.inputs[missing[0]].description
        raise UsageError(
            f"{spec.title} needs the input {missing[0]!r}: {wanted}",
            remedy=f"Add {missing[0]}=PATH.",
        )
    return [_open_one(spec, role, path) for role, path in order.files]


def _counts(files: Sequence[tuple[str, Path]]) -> dict[str, int]:
    roles = [role for role, _ in files]
    return {role: roles.count(role) for role in dict.fromkeys(roles)}


def _open_one(spec: CrewSpec, role: str, path: Path) -> GivenFile:
    name, data = _inside_mail(path) or (path.name, bytes_of(path))
    return GivenFile(name, data, role=role, kind=spec.inputs[role].kind)


def _inside_mail(path: Path) -> tuple[str, bytes] | None:
    """The name and bytes of `call.eml#Billing.xlsx`; `None` for a path of a file."""
    mail, mark, wanted = path.name.partition(f"{_MAIL}#")
    if not mark or path.exists():
        return None
    file = SourceFile(mail + _MAIL, bytes_of(path.with_name(mail + _MAIL)))
    guard.check(file, "notes")
    document = read_document(file)
    found = attachment(document, wanted)
    if found is None:
        inside = ", ".join(each.name for each in document.attachments) or "nothing"
        raise InputError(
            file.name,
            f"no file {wanted!r} is attached to it; attached is {inside}.",
            remedy="Write the name as the mail has it, after the #.",
        )
    return f"{file.name}#{found.name}", found.data


def _period(  # noqa: PLR0913, PLR0917 - what a period depends on
    services: Services,
    order: Order,
    files: Sequence[GivenFile],
    client: Client,
    matter: Matter,
    as_at: dt.date,
) -> Period:
    if order.period:
        try:
            return Period.parse(order.period, first_month=matter.year_starts)
        except ValueError as error:
            message = f"--period {order.period!r}: {error}."
            raise UsageError(message, remedy="Write 2026-Q3, 2026-09 or 2026-H1.") from error
    period = latest_period(
        files, firm=services.workspace.firm, client=client, matter=matter, as_at=as_at
    )
    if period is None:
        raise UsageError(
            "The billing names no period to report on.", remedy="Say which: --period 2026-Q3."
        )
    return period


def others_held(services: Services, run: Run) -> tuple[Run, ...]:
    """Other documents of the same kind, matter and period that wait for a decision."""
    alike = ("crew", "client", "matter", "period")
    return tuple(
        other
        for other in services.runs.list()
        if other.state == "held"
        and not other.superseded_by
        and other.id not in {run.id, run.supersedes}
        and all(getattr(other, field) == getattr(run, field) for field in alike)
    )
