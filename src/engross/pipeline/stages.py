"""The stages of a run, in order: read, draft, render, check, hold; and release after a signature.

A run about a mail is triaged between reading and drafting, and may end there.

A stage takes the run's id, reads what earlier stages kept and keeps what it makes before it
returns, so it may be repeated. Its name and version stand in the durable engine's tables: give a
stage whose work changes a new version, because runs may be under way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from engross.errors import WorkspaceError
from engross.intake import GivenFile, Subject, period_chosen, read_evidence
from engross.pipeline import names
from engross.pipeline.checking import check
from engross.pipeline.crews import draft
from engross.pipeline.drafts import leave_draft
from engross.pipeline.forms import keep_record
from engross.pipeline.holding import hold
from engross.pipeline.printing import print_candidate
from engross.pipeline.releasing import release
from engross.pipeline.rendering import render
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of, own_subject, subject_of
from engross.pipeline.threads import thread_findings
from engross.pipeline.triaging import mail_of, triage
from engross.records import Finding, IncomingMail, Run, RunState

Stage = Callable[[Services, Run], None]

PRODUCE: Sequence[tuple[str, Stage]]
"""From sources to a held document."""

ANSWER: Sequence[tuple[str, Stage]]
"""From a mail to a held reply, or to a person."""

RELEASE: Sequence[tuple[str, Stage]]
"""From a signed document to a released one."""

RELEASE_MAIL: Sequence[tuple[str, Stage]]
"""The same of a crew that makes a mail, which then lies among the drafts of the firm's mailbox."""


def read(services: Services, run: Run) -> None:
    """Sources to evidence; a run that goes over an earlier draft takes over that one's."""
    if run.redraft_of and services.records.has(run.id, names.EVIDENCE):
        services.progress(f"taking over the evidence of {run.redraft_of}")
        return
    services.progress(f"reading {len(run.inputs)} files")
    mail = mail_of(services, run) if run.message else None
    client, matter, period = subject_of(services, run)
    own = own_subject(services, run)
    spec = crew_of(services, run)
    if strange := [given.role for given in run.inputs if given.role not in spec.inputs]:
        raise WorkspaceError(
            f"crews/{run.crew}.yaml no longer has the input {strange[0]!r} that this run has.",
            remedy="Put it back, or start another run.",
        )
    files = [
        GivenFile(
            role=given.role,
            kind=spec.inputs[given.role].kind,
            name=given.file,
            data=services.documents.get(given.sha256),
        )
        for given in run.inputs
    ]
    files, left = _without_record(files, mail)
    subject = Subject(
        firm=services.workspace.firm,
        client=client,
        matter=matter,
        period=period,
        as_at=run.as_at,
        firm_sha256=services.workspace.firm_sha256,
        reporting=spec.period == "reporting",
        crew=run.crew,
        deal=run.deal,
        entry=run.entry,
        origins=own.origins if own else {},
        mail=mail,
        prices=services.workspace.prices,
        prices_sha256=services.workspace.prices_sha256,
    )
    evidence = read_evidence(files, subject, services.embedding)
    also = [*([period_chosen(period)] if run.period_chosen else []), *left]
    also += thread_findings(services, run, mail) if mail else []
    if also:
        evidence = evidence.model_copy(update={"findings": (*evidence.findings, *also)})
    if spec.subject == "form":
        evidence = keep_record(services, run, evidence)
    services.records.save(run.id, names.EVIDENCE, evidence)
    services.progress(
        f"{len(evidence.facts)} facts, {len(evidence.passages)} passages, "
        f"{len(evidence.findings)} findings"
    )


def _without_record(
    files: list[GivenFile], mail: IncomingMail | None
) -> tuple[list[GivenFile], Sequence[Finding]]:
    """The files that the run may use: of the record none, unless its mail's sender is verified."""
    if mail is None or mail.trust == "verified":
        return files, ()
    kept = [file for file in files if file.kind == "mail"]
    names_of_others = ", ".join(file.name for file in files if file.kind != "mail")
    if not names_of_others:
        return kept, ()
    return kept, [
        Finding(
            rule="inputs-not-read",
            severity="note",
            place="inputs",
            message=f"Not read, as nothing proves who sent the mail: {names_of_others}.",
            suggestion="Nothing needs to be done: such a sender is told nothing of the record.",
        )
    ]


PRODUCE = (
    ("read.1", read),
    ("draft.2", draft),
    ("render.2", render),
    ("print.1", print_candidate),
    ("check.2", check),
    ("hold.2", hold),
)
ANSWER = (PRODUCE[0], ("triage.1", triage), *PRODUCE[1:])
RELEASE = (("release.1", release),)
RELEASE_MAIL = (*RELEASE, ("drafts.1", leave_draft))

_ENDED: Final[frozenset[RunState]] = frozenset({"routed", "abstained"})
"""Outcomes after which nothing more is made of a run."""


def workflows(services: Services) -> Mapping[str, Sequence[tuple[str, Callable[[str], None]]]]:
    """The durable engine's workflows: named steps that take a run's id."""
    return {
        name: [(step, partial(_step, services, step, stage)) for step, stage in stages]
        for name, stages in (
            ("produce", PRODUCE),
            ("answer", ANSWER),
            ("release", RELEASE),
            ("release-mail", RELEASE_MAIL),
        )
    }


def _step(services: Services, name: str, stage: Stage, run_id: str) -> None:
    run = services.runs.get(run_id)
    if run.state in _ENDED:
        return
    stage(services, run)
    with services.together():
        services.runs.change(run_id, stage=name)
        services.ledger.record(
            "stage-finished", run=run_id, actor="engross", subject=name, payload={"stage": name}
        )
