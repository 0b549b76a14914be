"""Stretches of mails: the newest message's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf
from typing import Final

from engross.knowledge.pieces.lines import plain_blocks
from engross.knowledge.pieces.outline import Outline, title_of
from engross.knowledge.pieces.remarks import counted, worth_saying
from engross.knowledge.pieces.stretches import Place, Stretch
from engross.sources import apart
from engross.sources.documents import DocumentRead
from engross.sources.file import SourceFile

_OWN: Final = "message"
_SIGNATURE: Final = re.compile(r"^-- ?$", re.MULTILINE)
_UNCLEAR: Final = "mail-quotes-unclear"


def stretches_of_mail(file: SourceFile, left_out: list[str]) -> Iterator[Stretch]:
    """The paragraphs and list items of the newest message, found by its subject too.

    Raises:
        InputError: it cannot be read.
    """
    mail = apart.read_document(file)
    left_out += worth_saying(remark for remark in mail.remarks if remark.rule != _UNCLEAR)
    left_out += _not_read(mail)
    outline = Outline(title=mail.headers.get("subject") or title_of(file))
    end = _end_of_own_words(mail)
    for block in mail.blocks:
        place = Place.read(block.place)
        if block.quoted or place is None or place.within != _OWN or place.first >= end:
            continue
        words, *signature = _SIGNATURE.split(block.text, maxsplit=1)
        yield from _paragraphs(words, place, outline)
        if signature:
            return


def _end_of_own_words(mail: DocumentRead) -> float:
    """The line from which on nobody can tell whose words it holds."""
    unclear = [Place.read(each.place) for each in mail.remarks if each.rule == _UNCLEAR]
    return min((place.first for place in unclear if place and place.within == _OWN), default=inf)


def _paragraphs(text: str, place: Place, outline: Outline) -> Iterator[Stretch]:
    for block in plain_blocks(text, place.first):
        at = place._replace(first=block.first, last=block.last)
        if block.kind == "item":
            yield outline.item(block.text, block.indent, at)
        else:
            yield outline.paragraph(block.text, at)


def _not_read(mail: DocumentRead) -> Iterator[str]:
    if mail.attachments:
        names = ", ".join(attachment.name for attachment in mail.attachments[:3])
        more = len(mail.attachments) - 3
        others = f" and {counted(more, 'other')}" if more > 0 else ""
        yield (
            f"The files attached to it ({names}{others}) were not read; put those that matter "
            "into the folder themselves."
        )
    end = _end_of_own_words(mail)
    if end < inf:
        yield (
            f"From line {end} on it cannot be told what is new in it and what it quotes; that part "
            "was not read. Save what is new in it as a text of its own."
        )
    elif any(block.quoted for block in mail.blocks):
        yield "The earlier messages that it quotes were not read."
    if any(not block.quoted and not block.place.startswith(f"{_OWN},") for block in mail.blocks):
        yield "The messages that it passes on were not read; save those that matter on their own."
