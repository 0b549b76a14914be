"""The paragraphs of a mail in order, each with what it belongs to and why it may not be used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from engross.intake.blocks import Block, blocks_of_text
from engross.intake.classing import BACKGROUND, class_spoken
from engross.intake.phrases import phrases, plain
from engross.intake.sentences import sentences
from engross.records.evidence import COURTESY, QUOTED
from engross.sources.documents import BlockRead, DocumentRead
from engross.sources.texts import one_line

WHOLE = "message"
"""The part of a mail that is its own newest message, with what it quotes."""
UNCLEAR = "mail-quotes-unclear"
"""The rule of the reader's remark that says from where on quotes cannot be told apart."""
_LINE = re.compile(r"(?P<part>.*), line (?P<number>[0-9]+)$")
_LINES = re.compile(r"lines? ([0-9]+)(?: to ([0-9]+))?")
_HEADING = re.compile(r"(?P<part>.*), (?P<name>from|date|to|copy|cc|subject|heading)$")
_ENDED = re.compile(r"[.!?:;]\W*$")
_GREETED = re.compile(
    r"(?P<greeting>(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening))"
    r"(?: (?:[A-Z][\w.'\N{RIGHT SINGLE QUOTATION MARK}-]*|all|and|again|both|everybody|everyone|or"
    r"|sir|madam|team|there)){0,4}(?:\s*[,!:]|\s+[-\N{EN DASH}\N{EM DASH}]))\s+(?P<said>\S.*)",
    re.DOTALL,
)
"""A greeting in the line of what it greets with; names have capitals, so that no word is taken."""
_LONG = 12
"""Words of a paragraph below a signature that is more than a part of it."""


def unclear_places(document: DocumentRead) -> frozenset[str]:
    """The places of the blocks from where the reader could not tell quotes apart."""
    starts = {remark.place for remark in document.remarks if remark.rule == UNCLEAR}
    found: set[str] = set()
    for _, blocks in groupby(document.blocks, part_of):
        reached = False
        for block in blocks:
            reached = reached or block.place in starts
            found |= {block.place} if reached else set()
    return frozenset(found)


def part_of(block: BlockRead) -> str:
    """Which message of a mail it is of: `message`, `forwarded message 2`, `attached message 1`."""
    match = _LINE.match(block.place) or heading(block)
    return match["part"] if match else block.place


def heading(block: BlockRead) -> re.Match[str] | None:
    """The header line of a message inside the mail that it is; `None` for any other words."""
    return _HEADING.match(block.place)


def kept_back(text: str, *, own: bool, closing: bool) -> str:
    """Why a paragraph is not used that says nothing against being used."""
    if not own:
        return QUOTED
    words = plain(text).strip(" ,!.:-")
    courteous = any(phrases("mails", name).fullmatch(words) for name in ("greeting", "tagline"))
    return COURTESY if closing or courteous else ""


def is_closing(text: str, *, closing: bool) -> bool:
    """Whether a paragraph belongs to how the mail ends, after one that does or does not.

    A postscript does not, nor what does something, nor what is of some length and no disclaimer.
    """
    words = plain(text).strip()
    if words.strip("-_ ") == "" or phrases("mails", "sign_off").fullmatch(words.strip(" ,!.-*")):
        return True
    if not around_disclaimer(words).before:
        return True
    if not closing or phrases("mails", "postscript").match(words):
        return False
    does = class_spoken(words, speaker="", by_client=True) != BACKGROUND
    return not does and len(words.split()) <= _LONG


class Around(NamedTuple):
    """What a paragraph says beside its disclaimer."""

    before: str
    """All of it where it has no disclaimer."""
    after: str


def around_disclaimer(text: str) -> Around:
    """A paragraph without the sentences that are a disclaimer or a company's footer.

    A sentence in which somebody speaks of themselves is neither, whatever else stands in it.
    """
    parts = [each.text for each in sentences(text)]
    usual = [_is_usual(each) for each in parts]
    if not any(usual):
        return Around(text, "")
    first = usual.index(True)
    after = [part for part, out in zip(parts, usual, strict=True) if not out][first:]
    return Around(" ".join(parts[:first]), " ".join(after))


def _is_usual(sentence: str) -> bool:
    words = plain(sentence)
    if phrases("incoming", "oneself").search(words):
        return False
    return any(
        phrases(group, name).search(words)
        for group, name in (("mails", "disclaimer"), ("incoming", "footer"))
    )


def pieces(block: BlockRead) -> Iterator[Block]:
    """The paragraphs and list items of a block, by its mail's lines; a greeting by itself."""
    match = _LINE.match(block.place)
    if match is None or block.quoted:
        yield Block(one_line(block.text), block.place)
        return
    for piece in _unbroken(blocks_of_text(block.text)):
        first, last = _lines_of(piece.place, int(match["number"]))
        place = f"line {first}" if first == last else f"lines {first} to {last}"
        yield from _greeting_apart(piece._replace(place=f"{match['part']}, {place}"))


def _greeting_apart(piece: Block) -> Iterator[Block]:
    greeted = _GREETED.fullmatch(piece.text)
    if greeted is None:
        yield piece
        return
    yield piece._replace(text=greeted["greeting"])
    yield piece._replace(text=greeted["said"])


def _unbroken(parted: Iterable[Block]) -> Iterator[Block]:
    """The pieces, those joined that are one sentence over several short lines."""
    waiting: Block | None = None
    for piece in parted:
        goes_on = piece.indent is None and piece.text[:1].islower()
        if waiting and goes_on and not _is_whole(waiting.text):
            lines = (*_lines_of(waiting.place, 1), *_lines_of(piece.place, 1))
            place = f"lines {min(lines)} to {max(lines)}"
            waiting = waiting._replace(text=f"{waiting.text} {piece.text}", place=place)
            continue
        if waiting:
            yield waiting
        waiting = piece
    if waiting:
        yield waiting


def _is_whole(text: str) -> bool:
    greets = phrases("mails", "greeting").fullmatch(plain(text).strip(" ,!."))
    return greets is not None or _ENDED.search(text) is not None


def _lines_of(place: str, start: int) -> tuple[int, int]:
    match = _LINES.fullmatch(place)
    first = int(match[1]) if match else 1
    last = int(match[2] or first) if match else first
    return first + start - 1, last + start - 1
