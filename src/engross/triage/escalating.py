"""What of a mail must go to a person, whatever else it says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from engross.records import Escalation, EscalationKind, IncomingMail
from engross.triage.near_deadlines import near_deadline
from engross.triage.said import Said, all_said_in, shown
from engross.triage.signs import kinds, signs_of
from engross.workspace.register import Matter
from engross.workspace.triage import TriageFiles


def escalations_in(
    mail: IncomingMail, files: TriageFiles, received: dt.date, matter: Matter | None = None
) -> tuple[Escalation, ...]:
    """Each kind that the mail is of, once, with the first words by which it is known.

    In the order in which a handler is looked for. `received` is the day against which days that
    the mail names are counted.
    """
    parts = all_said_in(mail)
    found = (_noticed(kind, parts, files, received, matter) for kind in kinds())
    return tuple(filter(None, found))


def _noticed(
    kind: EscalationKind,
    parts: tuple[Said, ...],
    files: TriageFiles,
    received: dt.date,
    matter: Matter | None,
) -> Escalation | None:
    for said in parts:
        for start, words in _words(kind, said, files):
            return Escalation(kind=kind, place=said.place_at(start), words=shown(words))
    if kind == "deadline-near" and (near := near_deadline(parts, received, matter)):
        return Escalation(kind=kind, place=near.place, words=shown(near.words))
    return None


def _words(kind: EscalationKind, said: Said, files: TriageFiles) -> Iterator[tuple[int, str]]:
    if firm := files.firm_words(kind, said.text):
        yield said.text.index(firm), firm
    signs = signs_of(kind)
    looked_at = signs.harmless.sub(_blank, said.text) if signs.harmless else said.text
    for match in signs.known_by.finditer(looked_at):
        yield match.start(), said.text[match.start() : match.end()]


def _blank(match: re.Match[str]) -> str:
    """Full stops in place of the words, so that no sign reaches across them."""
    return "." * len(match.group())
