"""The ledger's lines about a run's model calls, whichever of its parts makes them."""

from __future__ import annotations

from engross.models.gateway import ModelCall
from engross.models.replay import NewGeneration
from engross.pipeline.services import Services
from engross.records import Run


def note_call(services: Services, run: Run, call: ModelCall) -> None:
    """That a model was called, or that the journal had its answer already."""
    services.ledger.record(
        "model-replayed" if call.replayed else "model-called",
        run=run.id,
        actor=call.agent,
        subject=f"{call.task} {call.generation}.{call.ordinal}",
        payload=call.model_dump(mode="json"),
    )


def note_generation(services: Services, run: Run, new: NewGeneration) -> None:
    """That a task is asked anew, because what it is asked has changed."""
    services.ledger.record(
        "new-generation",
        run=run.id,
        actor="engross",
        subject=f"generation {new.generation}",
        payload=new.model_dump(mode="json"),
    )
