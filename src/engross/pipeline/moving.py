"""The one way in which a run's state changes: by an event that the state table allows."""

from __future__ import annotations

from engross.pipeline.services import Services
from engross.records import Run
from engross.signoff import Event, after


def move(services: Services, run: Run, event: Event, **fields: object) -> Run:
    """The run in the state that the event leads to; `run` must be as it is stored now.

    Raises:
        WrongState: nothing allows it, or somebody else has moved the run meanwhile.
    """
    following = after(run.state, event)
    return services.runs.change(run.id, expect=run.state, state=following, **fields)
