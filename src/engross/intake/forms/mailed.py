"""The one entry that a mail holds: `Question: answer` in lines, or a question above its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engross.intake.forms.entries import Answer, Entry
from engross.intake.forms.people_headings import is_of_people
from engross.intake.forms.vocabulary import is_whole, meaning_of
from engross.intake.given import GivenFile
from engross.records import Span
from engross.sources import guard
from engross.sources.apart import read_document
from engross.sources.documents import DocumentRead

_LABEL: Final = re.compile(
    r"(?P<heading>[^:\n]{2,120}?)\s*[:?]\s+(?P<text>\S.*)|(?P<alone>.{2,120}?)\s*[:?]?"
)


def read(file: GivenFile) -> Iterator[Entry]:
    """The mail's entry; what it quotes is not read.

    Raises:
        InputError: it cannot be read.
    """
    guard.check(file, file.kind)
    document = read_document(file)
    answers = list(_answers(file, document))
    if document.sent:
        day = document.sent.date().isoformat()
        answers.append(Answer("Submitted", day, file.span("date")))
    yield Entry(0, file.span("message"), tuple(answers))


def _answers(file: GivenFile, document: DocumentRead) -> Iterator[Answer]:
    heading, where = "", Span(source="", file="", place="")
    lines: list[str] = []
    for text, place in _lines(document):
        label, rest = _labelled(text)
        if label:
            if heading:
                yield Answer(heading, "\n".join(lines), where)
            heading, lines, where = label, [rest] if rest else [], file.span(place)
        elif heading:
            lines.append(text)
    if heading:
        yield Answer(heading, "\n".join(lines), where)


def _lines(document: DocumentRead) -> Iterator[tuple[str, str]]:
    for block in document.blocks:
        if not block.quoted:
            for line in block.text.split("\n"):
                if line.strip():
                    yield line.strip(), block.place


def _labelled(line: str) -> tuple[str, str]:
    """The question that the line begins with and what follows it; none when it has none."""
    found = _LABEL.fullmatch(line.lstrip("*-• "))
    if found is None:
        return "", ""
    heading = (found["heading"] or found["alone"] or "").strip("* ")
    known = meaning_of(heading) is not None or is_of_people(heading)
    # Without a mark behind it, a line that only has a question's words in it is an answer.
    asks = found["heading"] or line.endswith((":", "?")) or is_whole(heading)
    return (heading, (found["text"] or "").strip()) if known and asks else ("", "")
