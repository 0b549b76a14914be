"""A model asked for the intent of a mail, where the firm's rules and examples leave it open."""

from __future__ import annotations

from collections.abc import Callable

from engross.models.gateway import Gateway
from engross.pipeline.calls import note_call, note_generation
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of
from engross.records import IncomingMail, IntentAnswer, Run
from engross.records.routing import UNSURE
from engross.triage.kits import kit, toolbox, verdict
from engross.workspace.specs import CrewSpec
from engross.workspace.triage import TriageFiles

AskModel = Callable[[IncomingMail], IntentAnswer | None]
"""Asks for a mail's intent; `None` where the model cannot tell, or its word cannot be relied on."""


def model_for(services: Services, run: Run, mail: IncomingMail) -> AskModel:
    """How routing asks the crew's triage task about that mail; nothing is called before it does.

    The task runs as a crew of its own, through the run's gateway: journalled, so a call is never
    made twice, with a ledger line for each.

    Raises:
        ModelError: when asked, no model could do its part.
        StorageError: when asked, the journal could not keep an answer.
    """
    spec, files = crew_of(services, run), services.workspace.triage
    if not spec.triage or files is None:
        return lambda _mail: None
    return lambda asked: _answer(services, run, spec, asked, files) if asked == mail else None


def _answer(
    services: Services, run: Run, spec: CrewSpec, mail: IncomingMail, files: TriageFiles
) -> IntentAnswer | None:
    runner = services.crew_runner(_gateway(services, run, spec))
    outputs = runner.run(
        run, {spec.triage: kit(mail, files)}, toolbox(mail, files), services.progress
    )
    answer = outputs[spec.triage]
    if not isinstance(answer, IntentAnswer):
        raise TypeError(type(answer).__name__)
    told = answer.intent != UNSURE and verdict(answer, mail, files).accepted
    return answer if told else None


def _gateway(services: Services, run: Run, spec: CrewSpec) -> Gateway:
    """The door to the triager's model; when another model fell away, the ledger's line says so."""
    agent = services.workspace.tasks[spec.triage].agent
    return Gateway(
        run.id,
        models=services.models([agent]),
        house=services.house,
        policy=services.workspace.firm.models,
        journal=services.journal,
        on_call=lambda call: note_call(services, run, call),
        on_finding=lambda finding: services.progress(finding.message),
        on_generation=lambda new: note_generation(services, run, new),
    )
