"""The triage task: the tools that show a model the mail and the intents, and the guard of its word.

Only the newest message is shown, never what it quotes, and nothing of any client's record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from engross.records import Record
from engross.records.mail import IncomingMail
from engross.records.ports import TaskKit, Tool, Verdict
from engross.records.routing import UNSURE, IntentAnswer
from engross.workspace.triage import TriageFiles

_SHOWN: Final = 4
"""Examples of each intent that a model is shown."""
_CHARACTERS: Final = 12_000
"""The most of a mail that a model is shown."""


class NoArguments(Record):
    """No arguments."""


def toolbox(mail: IncomingMail, files: TriageFiles) -> dict[str, Tool]:
    """The tools of the triage task by name."""
    tools = (
        Tool(
            "intents",
            "What a mail may want, as the firm calls it: each with its key, what it means, and a "
            f"few examples. Answer with one of these keys, or with `{UNSURE}`.",
            NoArguments,
            lambda _asked: _intents(files),
        ),
        Tool(
            "read_mail",
            "The mail: its subject and its newest message, paragraph by paragraph.",
            NoArguments,
            lambda _asked: _mail(mail),
        ),
    )
    return {tool.name: tool for tool in tools}


def kit(mail: IncomingMail, files: TriageFiles) -> TaskKit:
    """The task kit of the triage task; an answer that is never put right is taken for `unsure`."""
    return TaskKit(
        output=IntentAnswer,
        guard=lambda answer: verdict(answer, mail, files),
        exhausted=lambda _answer, _verdict: None,
    )


def verdict(answer: IntentAnswer, mail: IncomingMail, files: TriageFiles) -> Verdict:
    """Whether the intent is one of the firm's, and its reason stands word for word in the mail."""
    if answer.intent == UNSURE:
        return Verdict(accepted=True)
    reasons = []
    if answer.intent not in files.intents:
        reasons.append(
            f"There is no intent `{answer.intent}`. Take a key exactly as the tool intents gives "
            f"it, or `{UNSURE}`."
        )
    if not (said := _plain(answer.because)) or said not in _plain(mail.words):
        reasons.append(
            "What stands under `because` is not in the mail. Copy one sentence of the subject or "
            f"the newest message word for word; if none decides it, answer `{UNSURE}`."
        )
    return Verdict(accepted=not reasons, reasons=tuple(reasons))


def _intents(files: TriageFiles) -> Mapping[str, Any]:
    return {
        "intents": [
            {
                "intent": key,
                "title": spec.title,
                "meaning": spec.meaning,
                "examples": list(files.examples_by_intent.get(key, ())[:_SHOWN]),
            }
            for key, spec in files.intents.items()
        ]
    }


def _mail(mail: IncomingMail) -> Mapping[str, Any]:
    shown: list[str] = []
    left = _CHARACTERS
    for line in mail.lines:
        if left <= 0:
            break
        shown.append(line.text[:left])
        left -= len(line.text)
    return {"subject": mail.subject[:_CHARACTERS], "message": shown, "more": left < 0}


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
