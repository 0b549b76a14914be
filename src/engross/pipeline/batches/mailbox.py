"""A mailbox as a batch: a run for each of its mails, by a crew that answers mails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from engross.errors import UsageError
from engross.pipeline.batches.items import Batch, Item
from engross.pipeline.batches.provisional import Provisional, provisional
from engross.pipeline.letters import Letter, letters
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.starting import find_crew
from engross.records import RunInput
from engross.workspace.specs import CrewSpec

_LOCK: Final = "mailbox"
"""The name under which one process at a time works through a mailbox: it erases what no run has."""


@contextmanager
def batch_of_mailbox(
    services: Services, where: str, order: Order, since: dt.date | None = None
) -> Iterator[Batch]:
    """A batch with an item for each mail of the mailbox, in its order, to be carried out inside.

    `where` and `since` are as `letters` has them. Each mail is kept as a document at once, so that
    a mailbox may be larger than memory; what no run came to need is erased again at the end.

    Raises:
        UsageError: the crew answers no mails, or there is no mail.
        InputError: there is no such file or folder, or it is no mailbox.
        MailboxError: the mail server does not answer, refuses, or has no such folder.
        RunBusy: another process works through a mailbox.
    """
    spec = find_crew(services, order.crew)
    role = _role(spec, order)
    with services.alone(_LOCK), provisional(services) as keeping:
        items = tuple(_items(keeping, letters(services, where, since), order, role))
        if not items:
            raise UsageError(
                f"{where} has no mail" + (" since that day." if since else "."),
                remedy="Name another folder or file, or an earlier day.",
            )
        yield Batch(order.crew, spec.title, items)


def _role(spec: CrewSpec, order: Order) -> str:
    """The crew's input that takes the mail."""
    roles = [role for role, wanted in spec.inputs.items() if wanted.kind == "mail"]
    if spec.subject != "mail" or not roles:
        raise UsageError(
            f"{spec.title} answers no mails.", remedy="Give --mailbox to a crew that does."
        )
    if any(role == roles[0] for role, _ in order.files):
        raise UsageError(
            f"The mails are taken from --mailbox, and {roles[0]}= is given too.",
            remedy="Give one of the two.",
        )
    return roles[0]


def _items(
    keeping: Provisional, mails: Iterable[Letter], order: Order, role: str
) -> Iterator[Item]:
    """An item for each mail."""
    for letter in mails:
        if letter.problem or not letter.data.strip():
            yield Item(letter.place, order, letter.problem or "The mail is empty.")
            continue
        sha256 = keeping.put(letter.data)
        given = (RunInput(role=role, file=letter.name, sha256=sha256),)
        yield Item(letter.place, order.model_copy(update={"kept": given}))
