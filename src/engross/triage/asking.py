"""Every question and request of a mail's newest message, one by one, so that none is missed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from engross.records import AskedInMail, IncomingMail
from engross.triage.phrases import between, phrases
from engross.triage.said import SUBJECT, plain, said_in
from engross.triage.sentences import sentences


def asked_in(mail: IncomingMail) -> tuple[AskedInMail, ...]:
    """What the sender asks and asks for, in order, in their own words, each with its place.

    A sentence that asks two things is two. What the subject asks counts where the message itself
    asks nothing.
    """
    found = tuple(_asked(mail))
    if found:
        return found
    subject = [part.text for part in said_in(mail) if part.places == (SUBJECT,)]
    return tuple(AskedInMail(text=text, place=SUBJECT) for text in _questions(subject))


def _asked(mail: IncomingMail) -> Iterator[AskedInMail]:
    listed = False
    for line in mail.every_line:
        bullet = phrases("asking", "beginning").match(line.text)
        text = line.text[bullet.end() :].strip() if bullet else line.text
        found = tuple(_questions(sentences(text)))
        if not found and listed and bullet:
            found = (text,)
        yield from (AskedInMail(text=each, place=line.place) for each in found)
        # “Please send me:” asks for each item of the list below it.
        listed = (bool(found) and text.rstrip().endswith(":")) or (listed and bullet is not None)


def _questions(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if asks(text):
            yield from _parts(text)


def asks(sentence: str) -> bool:
    """Whether the sentence asks something or asks for something, question mark or none."""
    words = plain(sentence)
    left = phrases("asking", "courtesy").sub(_blank, words)
    if "?" in left and re.search(r"\w", left):
        return True
    wants = phrases("asking", "request").search(left) or phrases("asking", "order").match(left)
    return wants is not None


def _parts(sentence: str) -> Iterator[str]:
    """The sentence's questions; one that asks a single thing is whole."""
    start = 0
    for match in between("asking", "parts").finditer(plain(sentence)):
        piece = sentence[start : match.start()]
        if not _begins(piece):
            continue
        yield piece.strip(" ,;")
        start = match.end()
    yield sentence[start:].strip()


def _begins(piece: str) -> bool:
    """Whether the first part of a sentence is a question of its own."""
    return asks(piece) or phrases("asking", "opening").match(plain(piece).strip()) is not None


def _blank(match: re.Match[str]) -> str:
    return "." * len(match.group())
