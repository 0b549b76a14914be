"""What became of the earlier mails of a thread."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from engross.pipeline import names
from engross.pipeline.services import Services
from engross.records import Finding, IncomingMail, ReleasedDocument, Routing, Run
from engross.uk.dates import format_date

_MOST: Final = 200
"""Earlier runs of one sender's mails that are looked at, newest first."""
_ENDED: Final = {
    "routed": "it went to a person, and nothing was drafted",
    "abstained": "nothing was drafted",
    "held": "a reply is drafted and waits for a decision",
    "returned": "the draft was returned",
    "declined": "the draft was declined",
    "signed": "a reply is signed",
    "released": "a reply is signed and released",
    "archived": "it has been put away",
    "running": "it is still under way",
    "failed": "it failed",
}


def earlier_of_thread(
    services: Services, crew: str, client: str, mail: IncomingMail, own: str = ""
) -> list[Run]:
    """The runs for earlier mails of the thread, newest first; `own` is the run that asks.

    Only those for the same client, by its key, count: anybody can write any Message-ID into a mail.
    """
    known = {*mail.references, mail.in_reply_to} - {""}
    if not known:
        return []
    alike = (
        run
        for run in services.runs.list()
        if run.crew == crew and run.client == client and run.message and run.id != own
    )
    return [
        run
        for run in islice(alike, _MOST)
        if run.message != mail.message_id
        and (run.message in known or _mail_of(services, run).thread == mail.thread)
    ]


def matter_of_thread(services: Services, crew: str, mail: IncomingMail) -> str:
    """The matter that the thread's newest earlier run was certainly about; empty without one."""
    earlier = earlier_of_thread(services, crew, mail.client, mail)
    return next((told for run in earlier if (told := _mail_of(services, run).matter)), "")


def thread_findings(services: Services, run: Run, mail: IncomingMail) -> Iterator[Finding]:
    """A finding for each earlier run of the thread: which it is, and what came of it."""
    for other in earlier_of_thread(services, run.crew, run.client, mail, run.id):
        yield Finding(
            rule="thread-earlier",
            severity="note",
            place="thread",
            message=f"{other.id} was for an earlier mail of this thread: "
            f"{_came_to(services, other)}.",
            suggestion=f"See it before you sign: engross show {other.id}",
        )


def _mail_of(services: Services, run: Run) -> IncomingMail:
    return services.records.load(run.id, names.MAIL, IncomingMail)


def _came_to(services: Services, run: Run) -> str:
    told = _ENDED[run.state]
    if services.records.has(run.id, names.RELEASED):
        released = services.records.load(run.id, names.RELEASED, ReleasedDocument)
        return f"{told}, in {released.folder}"
    if run.state == "routed" and services.records.has(run.id, names.ROUTING):
        routing = services.records.load(run.id, names.ROUTING, Routing)
        person = services.workspace.firm.person(routing.handler)
        return f"{told}; {person.name} sees to it" if person else told
    if run.state == "held":
        return f"{told} since {format_date(run.as_at)}"
    return told
