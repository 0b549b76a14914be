"""Passages of written notes: bullets and paragraphs, by their headings, labels and words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from engross.intake.classing import Classed, class_written, due_in, owner_in
from engross.intake.given import GivenFile
from engross.intake.phrases import names, plain, source
from engross.intake.sentences import LONGEST, sentences
from engross.intake.speakers import Speakers
from engross.intake.withholding import MARKED, heading_withholds, reason_to_withhold
from engross.records import Passage, PassageKind
from engross.uk.dates import dates_in

HEADERS = {
    "date", "date and time", "date of call", "date of meeting", "meeting date", "call date", "time",
    "present", "attendees", "attending", "in attendance", "participants", "apologies", "client",
    "matter", "matter reference", "our ref", "our reference", "reference", "ref", "author",
    "written by", "note by", "taken by", "prepared by", "duration", "length", "subject", "re",
    "from", "to", "cc", "sent", "venue", "place", "location", "by", "type", "call with",
    "meeting with", "file note", "fee earner", "fee-earner",
}  # fmt: skip
"""Names of the lines at the top of a note that are about the note."""

_CLOSING = (
    r"\s*(?:[0-9]{1,2})?\s*(?:[(\[](?P<who>[^)\]]{1,80})[)\]])?"
    r"\s*(?:[:\N{EN DASH}\N{EM DASH}]|\s-)\s*(?=\S)"
)
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(
    r"(\s*)(?:[-*+•◦▪\N{EN DASH}]|[0-9]{1,2}[.)]|\([a-z0-9]{1,2}\))\s+(?:\[[ xX]\]\s+)?(\S.*)$"
)
_HEADER_LINE = re.compile(r"(?:[-*]\s+)?\**([A-Za-z][A-Za-z -]{0,24}?)\**\s*:\**\s+(\S.*)$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<!\w)([*_])(?=\S)([^*_]+?)(?<=\S)\3(?!\w)")
_SPEECH = re.compile(
    r"([A-Z][\w.'\N{RIGHT SINGLE QUOTATION MARK} -]{1,40}?)\s*:\s+(\S.*)$", re.DOTALL
)
_CLOCK = re.compile(r"^[\[(]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?[\])]?\s+")
_OWNER_IN_LABEL = re.compile(
    r"^(?:by|before|due|no later than|in the week of|on|next|this|end)\b", re.IGNORECASE
)
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$|^\s*\|?[\s:|-]+\|[\s:|-]*$")


class Block(NamedTuple):
    """A heading, a bullet or a paragraph of a note."""

    text: str
    place: str
    level: int = 0
    """1 to 9 for a heading, 0 for none."""
    indent: int | None = None
    """For a bullet, how far it is set in; `None` for a paragraph."""


@dataclass
class Note:
    """What a written note says about itself and says at all."""

    headers: dict[str, str] = field(default_factory=dict)
    """By name in lower case: `date`, `client`."""
    header_places: dict[str, str] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)


def blocks_of_text(text: str) -> Iterator[Block]:
    """Headings, bullets and paragraphs of a text or Markdown note, with line numbers."""
    waiting: list[str] = []
    begun, last, indent = 0, 0, None
    for number, raw in enumerate(text.split("\n"), start=1):
        line = re.sub(r"^\s{0,3}>\s?", "", raw.expandtabs(4).rstrip())
        heading, bullet = _MARKDOWN_HEADING.match(line.strip()), _BULLET.match(line)
        stands_alone = heading or bullet or _RULE.match(line) or _HEADER_LINE.match(line.strip())
        if waiting and (not line.strip() or stands_alone or _starts_anew(line)):
            yield Block(_join(waiting), _lines(begun, last), indent=indent)
            waiting = []
        if not line.strip() or _RULE.match(line):
            continue
        if heading:
            yield Block(heading[2], _lines(number, number), level=len(heading[1]))
            continue
        if not waiting:
            begun, indent = number, len(bullet[1]) if bullet else None
        waiting.append(bullet[2] if bullet else line.strip())
        last = number
    if waiting:
        yield Block(_join(waiting), _lines(begun, last), indent=indent)


def read_note(
    blocks: Iterable[Block], file: GivenFile, speakers: Speakers, said_on: dt.date | None
) -> Note:
    """The note's header lines and its passages, in order, without ids yet."""
    return _Reader(file, speakers, said_on).read(blocks)


@dataclass
class _Reader:
    file: GivenFile
    speakers: Speakers
    said_on: dt.date | None
    note: Note = field(default_factory=Note)
    kind: PassageKind | None = None
    """What the heading above says everything under it is."""
    internal_level: int = 0
    """The level of the heading that makes everything under it internal; 0 for none."""
    withheld_indent: int | None = None
    """How far the bullet is set in that makes the bullets under it internal."""
    withheld_reason: str = ""

    def read(self, blocks: Iterable[Block]) -> Note:
        for block in blocks:
            level = block.level or _plain_heading(block)
            if level:
                self._heading(block, level)
            elif not self._header(block):
                self._passages(block)
        return self.note

    def _heading(self, block: Block, level: int) -> None:
        text = _unmarked(block.text)
        if self.internal_level and level > self.internal_level:
            return
        self.internal_level = level if heading_withholds(text) else 0
        self.kind = _kind_of_heading(text)
        self.withheld_indent = None
        if (day := _day_in(text)) and not self.note.passages:
            self.said_on = self.said_on or day
        elif day:
            self.said_on = day

    def _header(self, block: Block) -> bool:
        match = _HEADER_LINE.match(block.text)
        if match is None or self.note.passages or match[1].strip().lower() not in HEADERS:
            return False
        name = match[1].strip().lower()
        self.note.headers.setdefault(name, _unmarked(match[2]))
        self.note.header_places.setdefault(name, block.place)
        if "date" in name and (day := _day_in(match[2])):
            self.said_on = day
        return True

    def _passages(self, block: Block) -> None:
        text = _CLOCK.sub("", _unmarked(block.text))
        withheld = self._withheld(block, text)
        label, kind, owner, due = _label(text)
        text = text[label:]
        speaker, text = self._speaker(text)
        if speaker and (kind or self.kind) == "action":
            # `Martin: send the timetable` in a list of actions names who is to do it.
            owner, speaker = owner or speaker, ""
        parts = [p.text for p in sentences(text)] if len(text) > LONGEST and not label else [text]
        for part in _grouped(parts):
            classed = self._classed(part, kind, owner, due)
            self.note.passages.append(
                Passage(
                    id="",
                    text=part,
                    kind=classed.kind,
                    speaker=speaker,
                    owner=classed.owner,
                    due=classed.due,
                    said_on=self.said_on,
                    span=self.file.span(block.place),
                    tier=self.speakers.tier(speaker) if speaker else "firm",
                    withheld=withheld,
                )
            )

    def _classed(self, text: str, kind: PassageKind | None, owner: str, due: str) -> Classed:
        chosen = kind or self.kind
        if chosen is None:
            return class_written(text)
        if chosen in {"background", "decision"}:
            return Classed(chosen)
        owner = owner or owner_in(text)
        return Classed(chosen, owner, due or (due_in(text) if chosen == "action" else ""))

    def _withheld(self, block: Block, text: str) -> str:
        if self.internal_level:
            return MARKED
        under = self.withheld_indent is not None and (block.indent or 0) > self.withheld_indent
        if not under:
            self.withheld_reason = reason_to_withhold(text)
            self.withheld_indent = block.indent if self.withheld_reason else None
        return self.withheld_reason

    def _speaker(self, text: str) -> tuple[str, str]:
        match = _SPEECH.match(text)
        if match and self.speakers.side(match[1]):
            return match[1], match[2]
        return "", text


@cache
def _kinds() -> tuple[tuple[PassageKind, re.Pattern[str], re.Pattern[str]], ...]:
    """For each kind, what headings and what labels announce it."""
    return tuple(
        (
            kind,  # type: ignore[misc]  # phrases.toml names the kinds, and a test compares them
            re.compile(rf"\W*(?:{source('headings', kind)})\W*", re.IGNORECASE),
            re.compile(rf"(?:{source('headings', kind)}){_CLOSING}", re.IGNORECASE),
        )
        for kind in names("headings")
    )


def _kind_of_heading(text: str) -> PassageKind | None:
    words = plain(text)
    return next((kind for kind, heading, _ in _kinds() if heading.fullmatch(words)), None)


def _label(text: str) -> tuple[int, PassageKind | None, str, str]:
    """How long a label such as `Action (Helen, by 23 October):` is, and what it says."""
    for kind, _, label in _kinds():
        if match := label.match(plain(text)):
            parts = [part.strip() for part in re.split(r"[,;]", match["who"] or "") if part.strip()]
            dues = [part for part in parts if _OWNER_IN_LABEL.match(part) or dates_in(part)]
            owner = ", ".join(part for part in parts if part not in dues)
            due = re.sub(r"^(?:by|due(?: on| by)?|on)\s+", "", " ".join(dues), flags=re.IGNORECASE)
            return match.end(), kind, owner, due
    return 0, None, "", ""


def _plain_heading(block: Block) -> int:
    """The level of a paragraph that is a heading without saying so: `DECISIONS`, `Actions:`."""
    text = block.text.strip()
    bold = _EMPHASIS.fullmatch(text) is not None
    short = len(text.split()) <= 8 and block.indent is None  # noqa: PLR2004 - a line, not a sentence
    known = _kind_of_heading(_unmarked(text)) is not None
    internal = heading_withholds(text) and (bold or text.endswith(":") or text.isupper())
    shouted = text.isupper() and len(text) > 3  # noqa: PLR2004 - more than initials
    return 7 if short and (bold or shouted or internal or (known and len(text.split()) < 5)) else 0  # noqa: PLR2004 - below any real heading


def _grouped(parts: Iterable[str]) -> Iterator[str]:
    """Sentences joined while they do nothing in particular and stay short enough to quote."""
    waiting = ""
    for part in parts:
        plain = class_written(part).kind == "background"
        if waiting and (not plain or len(waiting) + len(part) > LONGEST):
            yield waiting
            waiting = ""
        if plain:
            waiting = f"{waiting} {part}".strip()
        else:
            yield part
    if waiting:
        yield waiting


def _unmarked(text: str) -> str:
    """The words without Markdown's emphasis."""
    return _EMPHASIS.sub(lambda m: m[2] or m[4], text).strip()


def _starts_anew(line: str) -> bool:
    text = _unmarked(line.strip())
    return _label(text)[0] > 0 or _CLOCK.match(text) is not None or line.lstrip().startswith("|")


def _join(lines: Iterable[str]) -> str:
    return " ".join(line.strip().strip("|").strip() for line in lines)


def _lines(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first} to {last}"


def _day_in(text: str) -> dt.date | None:
    return next((day for found in dates_in(text) if (day := found.date())), None)
