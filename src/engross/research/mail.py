"""The tool that shows agents the mail that is answered: its newest message, and what it asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engross.records import Evidence, IncomingMail, Passage
from engross.records.ports import Tool
from engross.research.arguments import NoArguments
from engross.research.views import bounded, passage_view
from engross.workspace.asked import asked_in_mail, said_in_mail
from engross.workspace.specs import CrewSpec

_LINES, _ASKED, _FILES = 60, 20, 10
"""The most paragraphs, things asked and attached files that are shown."""
_HALF = 12_000


def mail_toolbox(mail: IncomingMail, evidence: Evidence, crew: CrewSpec) -> dict[str, Tool]:
    """The tool by name; what the mail quotes, and whose addresses it bears, are not shown."""
    answer = _answer(mail, evidence, crew)
    tool = Tool(
        "read_mail",
        "The mail that is answered: its subject, its newest message, each thing that it asks, and "
        "each that it tells (`said`), with the passage that holds it. `sender` is "
        "`verified` where it certainly comes from the client's contact; to anybody "
        "else nothing of any client may be told.",
        NoArguments,
        lambda _asked: answer,
    )
    return {tool.name: tool}


def _answer(mail: IncomingMail, evidence: Evidence, crew: CrewSpec) -> Mapping[str, Any]:
    lines, left = bounded(
        [{"place": line.place, "text": line.text} for line in mail.lines], _LINES, _HALF
    )
    asked, more = bounded(_views(asked_in_mail(crew, evidence)), _ASKED, _HALF)
    said, other = bounded(_views(said_in_mail(crew, evidence)), _ASKED, _HALF)
    told = {
        "subject": mail.subject,
        "sender": mail.trust,
        "attached": list(mail.attachments[:_FILES]),
        "message": lines,
        "asked": asked,
        "said": said,
    }
    not_shown = left + more + other
    return {**told, "more": not_shown} if not_shown else told


def _views(found: Iterable[Passage]) -> list[Mapping[str, Any]]:
    kept = ("id", "kind", "text", "figures", "said_on_fact", "place")
    views = enumerate(map(passage_view, found), start=1)
    return [{"number": number, **{name: view[name] for name in kept}} for number, view in views]
