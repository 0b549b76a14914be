"""Names that are near to a registered one and not equal: proposed to a person, never changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from engross.intake.speakers import Speakers
from engross.records import Finding, Passage

_NAME = re.compile(
    r"(?<![\w.])(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?\s+)?[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)?"
)


def misheard_names(passages: Iterable[Passage], speakers: Speakers) -> Iterator[Finding]:
    """A finding for each such name of a speaker or in what may be seen, at its first place."""
    seen: set[str] = set()
    for passage in passages:
        named = [] if passage.withheld else _named(passage.text)
        for name in (passage.speaker, *named):
            if name in seen:
                continue
            seen.add(name)
            if known := speakers.misheard(name):
                yield Finding(
                    rule="name-misheard",
                    severity="note",
                    place=f"{passage.span.file}, {passage.span.place}",
                    message=f"“{name}” in {passage.span.file} is near to {known.name} in firm.yaml "
                    "and not the same; it was left as it stands.",
                    suggestion="If it is the same person, add the spelling to names_in_records in "
                    "firm.yaml and start the run again.",
                )


def _named(text: str) -> Iterator[str]:
    """Two words with capitals, or one after a title; anything else is rarely a person's name."""
    for match in _NAME.finditer(text):
        if " " in match.group():
            yield " ".join(match.group().split())
