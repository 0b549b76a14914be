"""What the newest message of a mail says, and what of it is greeting, signature or passed on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from engross.intake.blocks import unmarked
from engross.intake.mail_pieces import (
    WHOLE,
    around_disclaimer,
    heading,
    is_closing,
    kept_back,
    part_of,
    pieces,
    unclear_places,
)
from engross.intake.phrases import phrases, plain
from engross.records import MailLine
from engross.sources.documents import DocumentRead
from engross.sources.texts import one_line

_SENTENCE: Final = re.compile(r"[.!?]\W*$")
_FEWEST: Final = 4
"""Words of a sentence below a signature that says something."""


class Newest(NamedTuple):
    """The new paragraphs of a mail, in order; none that it quotes, or that may be quoted."""

    lines: tuple[MailLine, ...]
    """What its sender says."""
    rest: tuple[MailLine, ...]
    """Greeting, signature, and what stands behind a disclaimer."""
    passed_on: tuple[MailLine, ...]
    """What the messages inside it say."""


def newest(document: DocumentRead) -> Newest:
    """What is new in the mail."""
    lines: list[MailLine] = []
    rest: list[MailLine] = []
    inside: list[MailLine] = []
    for line, kind in _sorted(document):
        if line.text:
            {"said": lines, "rest": rest, "inside": inside}[kind].append(line)
    return Newest(tuple(lines), tuple(rest), tuple(inside))


def _sorted(document: DocumentRead) -> Iterator[tuple[MailLine, str]]:
    unclear = unclear_places(document)
    closing = False
    for block in document.blocks:
        if block.quoted or block.place in unclear or heading(block):
            continue
        whole = part_of(block) == WHOLE
        for piece in pieces(block):
            text, place = one_line(unmarked(piece.text)), piece.place
            around = around_disclaimer(text)
            if not whole:
                yield (
                    MailLine(text=f"{around.before} {around.after}".strip(), place=place),
                    "inside",
                )
                continue
            closing = is_closing(piece.text, closing=closing)
            courtesy = kept_back(piece.text, own=True, closing=closing)
            said = not courtesy or (closing and _says_something(text))
            yield MailLine(text=around.before, place=place), "said" if said else "rest"
            yield MailLine(text=around.after, place=place), "rest"


def _says_something(text: str) -> bool:
    """Whether a short paragraph below a signature is a sentence of its own, and no part of it.

    What may matter is better read once too often by the rules for what must go to a person.
    """
    words = plain(text).strip()
    if phrases("incoming", "imprint").search(words):
        return False
    courteous = ("sign_off", "greeting", "tagline")
    if any(phrases("mails", name).fullmatch(words.strip(" ,!.-*")) for name in courteous):
        return False
    return _SENTENCE.search(words) is not None and len(words.split()) >= _FEWEST
