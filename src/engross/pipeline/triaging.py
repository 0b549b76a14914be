"""The triage stage: what a mail wants, and whether a reply is drafted or a person sees to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engross.errors import WorkspaceError
from engross.pipeline import names
from engross.pipeline.moving import move
from engross.pipeline.rerunning import newest_of
from engross.pipeline.services import Services
from engross.pipeline.subjects import subject_of
from engross.pipeline.triage_model import model_for
from engross.records import Evidence, IncomingMail, Routing, Run
from engross.signoff import Event
from engross.triage.handlers import called
from engross.triage.routing import route
from engross.uk.dates import uk_day
from engross.workspace.register import Matter, find_matter
from engross.workspace.triage import TRIAGE, TriageFiles

if TYPE_CHECKING:
    from engross.triage.watching import Watch

_EVENTS: Final[dict[str, Event]] = {"routed": "route", "abstained": "abstain", "closed": "abstain"}
"""What becomes of the run by what triage says; a mail that is answered goes on."""
_ODD: Final = "Not all that it says is plain; {who} reads it."
_UNCLEAR: Final = "mail-quotes-unclear"
"""The finding that says from where on new words and quoted ones cannot be told apart."""


def triage(services: Services, run: Run) -> None:
    """A mail to its routing; what is not to be answered ends here, with nothing drafted."""
    services.progress("finding out what the mail wants")
    routing = _routing(services, run)
    event = _EVENTS.get(routing.outcome)
    with services.together():
        services.records.save(run.id, names.ROUTING, routing)
        services.ledger.record(
            "triaged",
            run=run.id,
            actor="engross",
            subject=routing.outcome,
            payload=routing.model_dump(mode="json"),
        )
        if event:
            move(services, run, event, reason=routing.reason)
            _supersede(services, run)


def _supersede(services: Services, run: Run) -> None:
    """What the run was made again in place of waits for nobody any more."""
    if run.supersedes:
        replaced = newest_of(services, services.runs.get(run.supersedes))
        if replaced.id != run.id:
            services.runs.change(replaced.id, superseded_by=run.id)


def mail_of(services: Services, run: Run) -> IncomingMail:
    """The mail that the run is about."""
    return services.records.load(run.id, names.MAIL, IncomingMail)


def routing_of(services: Services, run: Run) -> Routing | None:
    """What triage made of the run's mail; `None` before it has, and for a run about no mail."""
    if not (run.message and services.records.has(run.id, names.ROUTING)):
        return None
    return services.records.load(run.id, names.ROUTING, Routing)


def _routing(services: Services, run: Run) -> Routing:
    """A draft that is gone over again was triaged already, by whatever the firm said then."""
    earlier = services.runs.get(run.redraft_of) if run.redraft_of else None
    if earlier and (kept := routing_of(services, earlier)):
        return kept
    mail = mail_of(services, run)
    routing = _routed(services, run, mail, _files(services))
    if routing.outcome == "answer" and (
        doubt := _doubt(services, run, mail, called(routing.handler, services.workspace.firm))
    ):
        return routing.model_copy(update={"outcome": "abstained", "reason": doubt})
    return routing


def _routed(services: Services, run: Run, mail: IncomingMail, files: TriageFiles) -> Routing:
    from engross.triage.kept_head import head_for  # noqa: PLC0415 - loads numpy

    head, watching = head_for(services.state, files, services.embedding()), _watch(services)
    return route(
        mail,
        files.at_least(head.threshold),
        services.workspace.firm,
        head.choices(mail.words),
        ask_model=model_for(services, run, mail),
        # Its documents may be dated earlier; the mail had come in when the run was started.
        on=max(run.as_at, uk_day(run.started_at)),
        matter=_matter(services, run, mail),
        noticed=lambda: watching.noticed(mail) if watching else None,
    )


def _matter(services: Services, run: Run, mail: IncomingMail) -> Matter | None:
    """A verified sender's matter, or who is responsible for their client; nobody's otherwise."""
    if mail.trust != "verified":
        return None
    client, matter, _ = subject_of(services, run)
    return find_matter(client, mail.matter) if mail.matter else matter


def _doubt(services: Services, run: Run, mail: IncomingMail, who: str) -> str:
    """Why a mail is better read by a person than answered; empty for nothing."""
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    unclear = next((each for each in evidence.findings if each.rule == _UNCLEAR), None)
    if unclear:
        place = unclear.place.partition(", ")[2]
        return f"What is new in it cannot be told from what it quotes, from {place} on."
    if not mail.lines:
        return f"Nothing in its newest message asks for an answer; {who} reads it."
    watching = _watch(services)
    return _ODD.format(who=who) if watching and watching.doubted(mail) else ""


def _watch(services: Services) -> Watch | None:
    from engross.triage.watching import watch  # noqa: PLC0415 - loads numpy

    return watch(services.embedding())


def _files(services: Services) -> TriageFiles:
    if services.workspace.triage is None:
        raise WorkspaceError(
            f"There is no {TRIAGE}, so nobody can say what a mail wants.",
            remedy="Write intents.yaml and examples.yaml there: docs/how-to/triage.md",
        )
    return services.workspace.triage
