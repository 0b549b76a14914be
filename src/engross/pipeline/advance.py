"""Carry a run through its workflow and keep what became of it."""

from __future__ import annotations

from engross.errors import EngrossError, RunBusy, StorageError, WrongState
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.records import ReleasedDocument, Run
from engross.records.ports import DurableEngine


def produce(services: Services, engine: DurableEngine, run: str) -> Run:
    """The run at its outcome: held, routed, abstained or failed.

    A failed run may be produced again: it goes on at the stage that failed.

    Raises:
        WrongState: a person has decided already.
        EngrossError: what made it fail, once that is kept.
    """
    found = services.runs.get(run)
    if found.state not in {"running", "failed"}:
        raise WrongState(
            f"{found.id} is {found.state}; there is nothing to go on with.",
            remedy=f"Make it again with: engross rerun {found.id}",
        )
    try:
        engine.carry_out("produce", found.id)
    except (RunBusy, StorageError):
        # Nothing is wrong with the run: it stays as it is and may be resumed.
        raise
    except EngrossError as error:
        _fail(services, found, error)
        raise
    return services.runs.get(found.id)


def release(services: Services, engine: DurableEngine, run: str) -> ReleasedDocument:
    """The signed document, released; done twice it changes nothing.

    Raises:
        RefusedError: and its kinds.
    """
    engine.carry_out("release", run)
    return services.records.load(run, names.RELEASED, ReleasedDocument)


def _fail(services: Services, run: Run, error: EngrossError) -> None:
    services.runs.change(run.id, state="failed", reason=str(error))
    services.ledger.record(
        "failed",
        run=run.id,
        actor="engross",
        subject=type(error).__name__,
        payload={"reason": str(error)},
    )
