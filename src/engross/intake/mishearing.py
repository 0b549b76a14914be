"""Names that are near to a registered one and not equal: proposed to a person, never changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from engross.intake.given import Subject
from engross.intake.near_clients import NearClients
from engross.intake.speakers import Speakers
from engross.records import Finding, Passage

_NAME = re.compile(
    r"(?<![\w.])(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?\s+)?[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)?"
)
_REMEDY = (
    "If it is {who}, add the spelling to names_in_records in firm.yaml and start the run again."
)


def misheard_names(passages: Iterable[Passage], subject: Subject) -> Iterator[Finding]:
    """A finding for each such name of a speaker or in what may be seen, at its first place."""
    speakers, clients = Speakers(subject), NearClients(subject)
    seen: set[str] = set()
    seen_clients: set[str] = set()
    for passage in passages:
        for name in _new((passage.speaker, *_named(passage)), seen):
            if known := speakers.misheard(name):
                yield _finding(passage, name, known.name, "the same person")
        if passage.withheld:
            continue
        for near in clients.near(passage.text):
            if near.text not in seen_clients:
                seen_clients.add(near.text)
                yield _finding(passage, near.text, near.name, "the same client")


def _new(names: Iterable[str], seen: set[str]) -> Iterator[str]:
    for name in names:
        if name not in seen:
            seen.add(name)
            yield name


def _finding(passage: Passage, name: str, registered: str, who: str) -> Finding:
    return Finding(
        rule="name-misheard",
        severity="note",
        place=f"{passage.span.file}, {passage.span.place}",
        message=f"“{name}” in {passage.span.file} is near to {registered} in firm.yaml "
        "and not the same; it was left as it stands.",
        suggestion=_REMEDY.format(who=who),
    )


def _named(passage: Passage) -> Iterator[str]:
    """Two words with capitals, or one after a title; anything else is rarely a person's name."""
    if passage.withheld:
        return
    for match in _NAME.finditer(passage.text):
        if " " in match.group():
            yield " ".join(match.group().split())
