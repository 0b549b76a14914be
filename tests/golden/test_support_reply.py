"""The starter's support reply to a made-up mail of two questions, of which one is handed on."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.register_facts import add_register_facts
from engross.intake.reply_facts import add_reply_facts
from engross.records import Evidence
from engross.rendering import render
from engross.uk.periods import as_at
from engross.workspace import load_workspace
from engross.workspace.loading import LoadedWorkspace
from golden.made import draft_of, particulars_of

ROOT = Path(__file__).resolve().parents[2]
AS_AT = dt.date(2026, 10, 15)
VAT = "deadline:the-vat-return-for-the-quarter-to-30-september-2026"
SENTENCES = {
    "understood": ("Thank you for your e-mail.", "You asked when your VAT return is due."),
    "answer": (
        f"The day for [[fact:deadline-name/register/{VAT}]] is [[fact:deadline/register/{VAT}]].",
    ),
    "next": (
        "[[fact:manager/register/matter]] answers the rest by [[fact:answer-by/register/matter]].",
    ),
    "contact": (),
}


def reply(workspace: LoadedWorkspace) -> bytes:
    """The candidate, as the starter's template makes it."""
    crew, client = workspace.crews["support_reply"], workspace.firm.clients[0]
    subject = Subject(
        firm=workspace.firm,
        client=client,
        matter=client.matters[0],
        period=as_at(AS_AT),
        as_at=AS_AT,
        firm_sha256="b" * 64,
        reporting=False,
    )
    book = FactBook()
    add_register_facts(book, subject)
    add_reply_facts(book, subject)
    return render(
        draft_of(SENTENCES),
        Evidence(sources=(), facts=book.facts, passages=()),
        crew,
        workspace.templates["support_reply"],
        workspace.template_file("support_reply").read_bytes(),
        particulars_of(crew.title, subject).model_copy(update={"answers": "Re: VAT return"}),
    ).candidate


def test_the_support_reply_is_the_agreed_one(
    written_out: Callable[[bytes], str], agrees_with_golden: Callable[[str, str], bool]
) -> None:
    assert agrees_with_golden("support_reply_candidate", written_out(reply(load_workspace(ROOT))))
