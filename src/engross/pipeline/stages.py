"""The stages of a run, in order: read, draft, render, check, hold; and release after a signature.

A stage takes the run's id, reads what earlier stages kept and keeps what it makes before it
returns, so it may be repeated. Its name and version stand in the durable engine's tables: give a
stage whose work changes a new version, because runs may be under way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from engross.errors import WorkspaceError
from engross.intake import GivenFile, Subject, period_chosen, read_evidence
from engross.pipeline import names
from engross.pipeline.checking import check
from engross.pipeline.crews import draft
from engross.pipeline.holding import hold
from engross.pipeline.printing import print_candidate
from engross.pipeline.releasing import release
from engross.pipeline.rendering import render
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of, subject_of
from engross.records import Run

Stage = Callable[[Services, Run], None]

PRODUCE: Sequence[tuple[str, Stage]]
"""From sources to a held document."""

RELEASE: Sequence[tuple[str, Stage]]
"""From a signed document to a released one."""


def read(services: Services, run: Run) -> None:
    """Sources to evidence; a run that goes over an earlier draft takes over that one's."""
    if run.redraft_of and services.records.has(run.id, names.EVIDENCE):
        services.progress(f"taking over the evidence of {run.redraft_of}")
        return
    services.progress(f"reading {len(run.inputs)} files")
    client, matter, period = subject_of(services, run)
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
    subject = Subject(
        firm=services.workspace.firm,
        client=client,
        matter=matter,
        period=period,
        as_at=run.as_at,
        firm_sha256=services.workspace.firm_sha256,
    )
    evidence = read_evidence(files, subject, services.embedding)
    if run.period_chosen:
        chosen = (*evidence.findings, period_chosen(period))
        evidence = evidence.model_copy(update={"findings": chosen})
    services.records.save(run.id, names.EVIDENCE, evidence)
    services.progress(
        f"{len(evidence.facts)} facts, {len(evidence.passages)} passages, "
        f"{len(evidence.findings)} findings"
    )


PRODUCE = (
    ("read.1", read),
    ("draft.2", draft),
    ("render.2", render),
    ("print.1", print_candidate),
    ("check.2", check),
    ("hold.2", hold),
)
RELEASE = (("release.1", release),)


def workflows(services: Services) -> Mapping[str, Sequence[tuple[str, Callable[[str], None]]]]:
    """The durable engine's two workflows: named steps that take a run's id."""
    return {
        name: [(step, partial(_step, services, step, stage)) for step, stage in stages]
        for name, stages in (("produce", PRODUCE), ("release", RELEASE))
    }


def _step(services: Services, name: str, stage: Stage, run_id: str) -> None:
    run = services.runs.get(run_id)
    stage(services, run)
    with services.together():
        services.runs.change(run_id, stage=name)
        services.ledger.record(
            "stage-finished", run=run_id, actor="engross", subject=name, payload={"stage": name}
        )
