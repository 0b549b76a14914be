"""Whom and what a run is for, looked up in the register again each time it is needed."""

from __future__ import annotations

from engross.errors import WorkspaceError
from engross.pipeline.services import Services
from engross.records import Run
from engross.uk.periods import Period
from engross.workspace.register import Client, Matter, find_matter
from engross.workspace.specs import CrewSpec


def subject_of(services: Services, run: Run) -> tuple[Client, Matter, Period]:
    """The run's client, matter and period.

    Raises:
        WorkspaceError: the register no longer has them.
    """
    client = services.workspace.firm.client(run.client)
    matter = find_matter(client, run.matter) if client else None
    if client is None or matter is None:
        raise WorkspaceError(
            f"firm.yaml no longer has the client {run.client!r} with the matter {run.matter!r}.",
            remedy="Put them back, or delete the run.",
        )
    return client, matter, Period.parse(run.period)


def crew_of(services: Services, run: Run) -> CrewSpec:
    """The run's crew.

    Raises:
        WorkspaceError: the workspace no longer has it.
    """
    spec = services.workspace.crews.get(run.crew)
    if spec is None:
        raise WorkspaceError(
            f"crews/{run.crew}.yaml is no longer there.", remedy="Put it back, or delete the run."
        )
    return spec
