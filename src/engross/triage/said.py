"""The words of a mail that triage looks at, each with its place: subject and newest message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Final, NamedTuple

from engross.records import IncomingMail, MailLine
from engross.sources.texts import one_line

SUBJECT: Final = "subject"
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("\u2019\u2018\u00b4\u0060\u02bc", "'"))
_ANSWER_MARK: Final = re.compile(r"(?:\s*(?:re|fw|fwd|aw|wg)\s*:)+\s*", re.IGNORECASE)
_LONGEST: Final = 160
"""Characters of words that are shown."""


class Said(NamedTuple):
    """A stretch of the mail: its subject, or the whole newest message."""

    text: str
    """With straight apostrophes; no character has moved."""
    starts: tuple[int, ...]
    """Where each paragraph begins."""
    places: tuple[str, ...]
    """Where each stands in the mail."""

    def place_at(self, position: int) -> str:
        """Where in the mail that character stands."""
        before = sum(start <= position for start in self.starts)
        return self.places[max(before, 1) - 1]


def said_in(mail: IncomingMail) -> tuple[Said, ...]:
    """The subject, then the newest message; only what is not empty."""
    subject = _ANSWER_MARK.sub("", mail.subject, count=1).strip()
    lines = (MailLine(text=subject, place=SUBJECT),)
    return tuple(filter(lambda said: said.text.strip(), (_joined(lines), _joined(mail.lines))))


def all_said_in(mail: IncomingMail) -> tuple[Said, ...]:
    """As `said_in`, with each paragraph of the rest by itself: a signature is no one text."""
    rest = (_joined((line,)) for line in mail.rest)
    return (*said_in(mail), *(said for said in rest if said.text.strip()))


def shown(words: str) -> str:
    """The words in one line, cut where they run on."""
    line = one_line(words)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def plain(text: str) -> str:
    """The text with straight apostrophes; no character moves."""
    return text.translate(_APOSTROPHES)


def paragraphs(said: Said) -> Iterator[tuple[str, str]]:
    """Each paragraph and its place."""
    ends = (*(start - 1 for start in said.starts[1:]), len(said.text))
    for start, end, place in zip(said.starts, ends, said.places, strict=True):
        yield said.text[start:end], place


def _joined(lines: tuple[MailLine, ...]) -> Said:
    texts = [plain(line.text) for line in lines]
    starts = accumulate((len(text) + 1 for text in texts[:-1]), initial=0)
    return Said("\n".join(texts), tuple(starts)[: len(texts)], tuple(line.place for line in lines))
