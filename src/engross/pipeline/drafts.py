"""A released reply as a draft in the firm's mailbox, where a person looks at it and sends it.

Nothing is ever sent from here. The draft is put there once: the ledger knows that it was, and the
mailbox itself is searched for it, so that one that was put there just before a crash is found.
"""

from __future__ import annotations

from typing import Final, Literal

from engross.errors import MailboxError, Tampered, UsageError, WrongState
from engross.pipeline import names
from engross.pipeline.also import also_of
from engross.pipeline.services import Services
from engross.pipeline.verifying import unlike_the_ledger
from engross.records import Decision, Deliverable, HeldDocument, Run
from engross.workspace.specs import CrewSpec

MAIL: Final = ".eml"
_ADDED: Final = "draft-added"

Added = Literal["added", "there already", "no mailbox"]
"""What became of the draft: `there already` is one that was put there before, by the ledger or by
what lies in the mailbox; `no mailbox` that the settings name none."""


def makes_mail(spec: CrewSpec | None) -> bool:
    """Whether the crew makes a mail that may become a draft in the mailbox."""
    return spec is not None and any(also.kind == "mail" and also.leaves for also in spec.also)


def leave_draft(services: Services, run: Run) -> None:
    """Put the released mail among the drafts; what hinders it is told, and the release stands."""
    if not _has_mail(services.records.load(run.id, names.HELD, HeldDocument)):
        services.progress("no draft: nothing of what was signed is a mail")
        return
    again = f"Its mail lies with the released files; try again with: engross draft {run.id}"
    try:
        outcome = add_draft(services, run)
    except (MailboxError, UsageError) as error:
        services.progress(f"no draft was put into the mailbox. {error} {again}")
        return
    match outcome:
        case "added":
            services.progress("the reply lies among the drafts of the mailbox; nothing was sent")
            _tell_of_earlier(services, run)
        case "there already":
            services.progress("the reply lay among the drafts of the mailbox already")
        case "no mailbox":
            services.progress("no draft: no mailbox is set; the mail lies with the released files")


def add_draft(services: Services, run: Run, *, again: bool = False) -> Added:
    """What became of the draft of a released run; ten times the same leaves one draft.

    With `again`, one that was put there before and is no longer there is put there once more.

    Raises:
        WrongState: the run is not released, or has no mail.
        Tampered: its mail is not what was signed.
        MailboxError: the mail server does not answer or refuses.
        UsageError: the mailbox's address or password is missing or wrong.
    """
    mail = _signed_mail(services, run)
    mailbox = services.mailbox()
    if mailbox is None:
        return "no mailbox"
    before = services.ledger.newest(_ADDED, run.id) is not None
    if before and not again:
        return "there already"
    added = mailbox.add_draft(services.documents.get(mail.sha256), run.id)
    if added or not before:
        services.ledger.record(
            _ADDED,
            run=run.id,
            actor="engross",
            subject="" if added else "it lay there",
            payload={"file": mail.name, "sha256": mail.sha256},
        )
    return "added" if added else "there already"


def _tell_of_earlier(services: Services, run: Run) -> None:
    """Say when a draft of a run that this one replaces may still lie there; none is taken away."""
    earlier = run.supersedes
    while earlier:
        if services.ledger.newest(_ADDED, earlier):
            services.progress(f"the draft of {earlier} may lie there too; send only one of them")
        earlier = services.runs.get(earlier).supersedes


def reply_of(services: Services, run: Run) -> Deliverable | None:
    """The mail among the files of the run's newest version that are meant to leave."""
    made = (one.file for one in also_of(services, run).files)
    return next(filter(_is_mail, made), None)


def _has_mail(held: HeldDocument) -> bool:
    """Whether a mail was held to leave; none was when the crew made none yet."""
    return any(_is_mail(file) for file in held.candidate.deliverables)


def _is_mail(file: Deliverable) -> bool:
    return file.leaves and file.name.lower().endswith(MAIL)


def _signed_mail(services: Services, run: Run) -> Deliverable:
    if not services.records.has(run.id, names.RELEASED):
        raise WrongState(
            f"{run.id} is {run.state}, not released: no draft leaves unsigned.",
            remedy=f"See how it stands: engross show {run.id}",
        )
    held = services.records.load(run.id, names.HELD, HeldDocument)
    decision = services.records.load(run.id, names.DECISION, Decision)
    if wrong := tuple(unlike_the_ledger(services, held, decision)):
        raise Tampered(" ".join(wrong), remedy="Nothing was put into the mailbox.")
    mail = reply_of(services, run)
    if mail is None:
        raise WrongState(f"{run.id} made no mail.", remedy="Its files lie in its released folder.")
    if mail not in held.candidate.deliverables:
        raise Tampered(
            f"The mail of {run.id} is not among the files that were signed.",
            remedy="Nothing was put into the mailbox.",
        )
    return mail
