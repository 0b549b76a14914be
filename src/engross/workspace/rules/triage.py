"""The mailbox's files: intents with enough examples, each once, and handlers that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engross.errors import Problem
from engross.records.routing import UNSURE
from engross.workspace.files import WorkspaceFiles
from engross.workspace.triage import (
    ESCALATIONS,
    EXAMPLES,
    FEWEST_EXAMPLES,
    INTENTS,
    TRIAGE,
)
from engross.workspace.validation import suggestion, unknown
from engross.workspace.yaml_text import Part

_KEY: Final = re.compile(r"[a-z0-9-]+")
_TWO: Final = 2


def intents(files: WorkspaceFiles) -> Iterator[Problem]:
    """Two intents at least, with keys that may be used, and handlers who work here."""
    if INTENTS not in files.triage:
        return
    said = files.triage[INTENTS]["intents"]
    if isinstance(said.value, dict) and len(said.value) < _TWO:
        yield said.problem("there must be two intents at least: one tells no mail from another")
    for intent in said:
        yield from _of_intent(intent, files)


def examples(files: WorkspaceFiles) -> Iterator[Problem]:
    """Examples enough of every intent, of none that there is not, and none of them twice."""
    if EXAMPLES not in files.triage:
        return
    part = files.triage[EXAMPLES]
    known = [intent.name for intent in files.triage[INTENTS]["intents"]]
    for intent in part["examples"]:
        if intent.name not in known:
            yield intent.problem(unknown("intent", intent.name, known, f"add it to {INTENTS}"))
    for key in known:
        yield from _enough(part["examples"][key], key)
    yield from _twice(part)


def escalation_words(files: WorkspaceFiles) -> Iterator[Problem]:
    """No word is empty: it would be found in every mail."""
    if ESCALATIONS in files.triage:
        for kind in files.triage[ESCALATIONS]["words"]:
            yield from _empty(kind)


def mail_crews(files: WorkspaceFiles) -> Iterator[Problem]:
    """A crew about mails has a task that asks for their intent, and files that say what they are.

    No other crew has such a task.
    """
    for crew in files.specs["crews"].values():
        task = crew["triage"]
        if crew["subject"].text == "mail":
            yield from _of_mail_crew(crew, files)
        elif task.text:
            yield task.problem(
                "only a crew about a mail asks for an intent: write `subject: mail`, or take "
                "this key out"
            )


def _of_intent(intent: Part, files: WorkspaceFiles) -> Iterator[Problem]:
    if not _KEY.fullmatch(intent.name):
        yield intent.problem("use small letters, digits and hyphens only in the key of an intent")
    if intent.name == UNSURE:
        yield intent.problem(f"`{UNSURE}` is what a model says that cannot tell; choose another")
    yield from _empty(intent["person_when"])
    handler = intent["handler"]
    everybody = [person["email"].text.casefold() for person in files.firm["people"]]
    if handler.text and handler.text.casefold() not in everybody:
        near = suggestion(handler.text, everybody)
        yield handler.problem(
            f"`{handler.text}` is not among the people of firm.yaml{near or '; add them there'}"
        )


def _enough(found: Part, key: str) -> Iterator[Problem]:
    count = len(found.texts)
    if count < FEWEST_EXAMPLES:
        yield found.problem(
            f"`{key}` has {count or 'no'} example{'' if count == 1 else 's'}; "
            f"{FEWEST_EXAMPLES} are the fewest by which a mail can be told, 25 tell it well"
        )


def _twice(part: Part) -> Iterator[Problem]:
    """An example that stands twice, under one intent or under two, in whatever letters."""
    seen: dict[str, Part] = {}
    everywhere = [text for intent in part["examples"] for text in intent]
    for text in (*everywhere, *part["out_of_scope"]):
        words = " ".join(text.text.casefold().split())
        if not words:
            yield text.problem("an example without words tells nothing; take it out")
            continue
        first = seen.setdefault(words, text)
        if first is not text:
            where = f"line {first.line}, under `{_under(first)}`"
            yield text.problem(f"this example stands on {where}, already; take one of them out")


def _under(text: Part) -> str:
    """The key of the list that an example stands in."""
    return str(text.path[-2])


def _empty(words: Part) -> Iterator[Problem]:
    for word in words:
        if isinstance(word.value, str) and not word.text.strip():
            yield word.problem("these words are empty, so they mean nothing; take them out")


def _of_mail_crew(crew: Part, files: WorkspaceFiles) -> Iterator[Problem]:
    task = crew["triage"]
    if not files.triage:
        yield crew["subject"].problem(
            f"a crew about a mail needs {TRIAGE}/, which says what mails may want; "
            "`engross init` makes a workspace that has it"
        )
    if not task.text:
        yield crew["subject"].problem(
            "a crew about a mail needs `triage`: the key of the task that asks a model for the "
            "intent where the examples leave it open"
        )
        return
    spec = files.specs["tasks"].get(task.text)
    if spec is None:
        yield task.problem(unknown("task", task.text, files.keys("tasks"), "add it to tasks/"))
    elif spec["output_record"].text != "IntentAnswer":
        yield task.problem(f"{spec.file} must have `output_record: IntentAnswer`")
    elif spec["agent"].text not in crew["agents"].texts:
        yield task.problem(
            f"its agent `{spec['agent'].text}` is not among the agents of this crew; add it there"
        )
    if task.text in crew["tasks"].texts:
        yield task.problem(
            f"`{task.text}` is asked before a reply is written, and only where it must be; take "
            "it out of `tasks`"
        )
