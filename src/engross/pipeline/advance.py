"""Carry a run through its workflow and keep what became of it."""

from __future__ import annotations

from engross.errors import EngrossError, RunBusy, StorageError, WrongState
from engross.pipeline import names
from engross.pipeline.drafts import makes_mail
from engross.pipeline.moving import move
from engross.pipeline.services import Services
from engross.records import ReleasedDocument, Run
from engross.records.ports import DurableEngine


def produce(services: Services, engine: DurableEngine, run: str) -> Run:
    """The run, held; about a mail perhaps routed or abstained, without a draft.

    One that failed may be produced again: it goes on at the stage that failed.

    Raises:
        WrongState: a person has decided already.
        Exception: what made it fail, once that is kept.
    """
    found = services.runs.get(run)
    if found.state == "failed":
        found = move(services, found, "resume")
    if found.state != "running":
        raise WrongState(
            f"{found.id} is {found.state}; there is nothing to go on with.",
            remedy=f"Make it again with: engross rerun {found.id}",
        )
    try:
        engine.carry_out("answer" if found.message else "produce", found.id)
    except (RunBusy, StorageError):
        # Nothing is wrong with the run: it stays as it is and may be resumed.
        raise
    except Exception as error:
        _fail(services, found, error)
        raise
    return services.runs.get(found.id)


def release(services: Services, engine: DurableEngine, run: str) -> ReleasedDocument:
    """The signed document, released; done twice it changes nothing.

    A mail that was signed with it is put among the drafts of the firm's mailbox, where one is set.

    Raises:
        RefusedError: and its kinds.
    """
    spec = services.workspace.crews.get(services.runs.get(run).crew)
    engine.carry_out("release-mail" if makes_mail(spec) else "release", run)
    return services.records.load(run, names.RELEASED, ReleasedDocument)


def _fail(services: Services, run: Run, error: Exception) -> None:
    """Keep why; an error without a name of its own is kept by its kind, which can be reported."""
    reason = str(error) if isinstance(error, EngrossError) else repr(error)
    with services.together():
        move(services, run, "fail", reason=reason)
        services.ledger.record(
            "failed",
            run=run.id,
            actor="engross",
            subject=type(error).__name__,
            payload={"reason": reason},
        )
