"""Passages of written notes: bullets and paragraphs, by their headings, labels and words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from engross.intake.blocks import CLOCK, HEADER_LINE, Block, is_bold, unmarked
from engross.intake.classing import Classed, class_written, due_in, owner_in
from engross.intake.given import GivenFile
from engross.intake.labels import Label, kind_of_heading, label_of
from engross.intake.phrases import phrases, plain
from engross.intake.reported import heading_tells
from engross.intake.sentences import LONGEST, sentences
from engross.intake.speakers import Speakers
from engross.intake.withholding import (
    MARKED,
    heading_withholds,
    is_bare_heading,
    is_bare_mark,
    reason_to_withhold_written,
)
from engross.records import Passage, PassageKind
from engross.records.evidence import NOT_SORTED
from engross.uk.dates import day_in, is_date

HEADERS = {
    "date", "date and time", "date of call", "date of meeting", "meeting date", "call date", "time",
    "present", "attendees", "attending", "in attendance", "participants", "apologies", "client",
    "matter", "matter reference", "our ref", "our reference", "reference", "ref", "author",
    "written by", "note by", "taken by", "prepared by", "duration", "length", "subject", "re",
    "from", "to", "cc", "sent", "venue", "place", "location", "by", "type", "call with",
    "meeting with", "file note", "fee earner", "fee-earner",
}  # fmt: skip
"""Names of the lines at the top of a note that are about the note."""

_TITLE = re.compile(
    r"(?:(?:tele)?phone|zoom|teams|video|client|file|attendance|site|weekly|monthly|quarterly|\W)*"
    r"(?:call|meeting|mtg|catch[- ]?up|minutes|visit|chat|notes?|tel|zoom|teams|conversation)"
    r"(?:\W*$|\s+(?:notes?|w/|with|re|about|on|of|to|from)\b|\s*[:\N{EN DASH}\N{EM DASH}-])",
    re.IGNORECASE,
)
_NAME_WORD = r"(?:[A-Z]\w{0,3}\.|[A-Z][\w'\N{RIGHT SINGLE QUOTATION MARK}-]*|van|von|de|der|di)"
_SPEECH = re.compile(
    rf"(?:^|(?<=[.!?…]\s))((?=[A-Z]){_NAME_WORD}(?: {_NAME_WORD}){{0,4}})\s*:\s+(?=\S)"
)
_OWNER = re.compile(r"\W*(?:owner|by|due):?\s", re.IGNORECASE)
_PEOPLE = (
    *("present", "attendees", "attending", "in attendance", "participants", "apologies"),
    *("from", "to", "cc", "author", "written by", "note by", "taken by", "prepared by"),
    *("call with", "meeting with"),
)
"""The lines at the top of a note that name people."""
IN_NAME = "the file's name"
"""The place of a date that only the file's name has."""
_PLAIN = 7
"""The level of a heading that does not say so: below any that does."""
_SHORT = 8
"""Words; a heading that says so has no more."""


@dataclass
class Note:
    """What a written note says about itself and says at all."""

    headers: dict[str, str] = field(default_factory=dict)
    """By name in lower case: `date`, `client`."""
    header_places: dict[str, str] = field(default_factory=dict)
    titles: list[tuple[str, str]] = field(default_factory=list)
    """What stands above the first passage and names the note, with its place."""
    passages: list[Passage] = field(default_factory=list)
    days: dict[dt.date, str] = field(default_factory=dict)
    """The days that it was written of, each with where it says so."""
    told: set[str] = field(default_factory=set)
    """The places of what stands under a heading such as `What they told us`."""
    labelled: set[str] = field(default_factory=set)
    """The places of what stands under a known heading or behind a label."""

    @property
    def people(self) -> tuple[str, ...]:
        """What the lines at its top say of people."""
        return tuple(self.headers[name] for name in _PEOPLE if name in self.headers)


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
    heading_level: int = 0
    """The level of that heading."""
    tells: bool = False
    """Whether that heading says that the client told us."""
    listed: bool = False
    """Whether a list has begun under it."""
    marked_up: bool = False
    """Whether the file's headings say that they are."""
    internal_level: int = 0
    """The level of the heading that makes everything under it internal; 0 for none."""
    withheld_indent: int | None = None
    """How far the bullet is set in that makes the bullets under it internal."""
    withheld_reason: str = ""

    def read(self, blocks: Iterable[Block]) -> Note:
        listed = list(blocks)
        self.marked_up = any(block.level for block in listed)
        self._dated(self.said_on, IN_NAME)
        reasons = _reasons(listed)
        for number, block in enumerate(listed):
            below = listed[number + 1] if number + 1 < len(listed) else None
            if level := block.level or self._plain_heading(block, below):
                self._heading(block, level)
            elif not self._header(block, first=number == 0 and below is not None):
                self._passages(block, reasons[number])
        return self.note

    def _heading(self, block: Block, level: int) -> None:
        text = unmarked(block.text)
        self._title(block)
        if self.internal_level and level > self.internal_level:
            return
        self.internal_level = level if heading_withholds(text) else 0
        self.kind = kind_of_heading(text)
        self.tells = heading_tells(text)
        self.heading_level, self.listed = level, False
        self.withheld_indent = None
        if self.note.passages or self.said_on is None:
            self._dated(day_in(text), block.place)

    def _dated(self, day: dt.date | None, place: str) -> None:
        """From here on it is of that day."""
        if day:
            self.said_on = day
            self.note.days.setdefault(day, place)

    def _plain_heading(self, block: Block, below: Block | None) -> int:
        """The level of a paragraph that is a heading without saying so: `DECISIONS`, `Actions:`.

        In a file without any other headings, every short line above a list is one.
        """
        text, words = block.text.strip(), unmarked(block.text)
        if len(text.split()) > _SHORT or block.indent is not None or below is None:
            return 0
        if (match := HEADER_LINE.match(text)) and match[1].strip().lower() in HEADERS:
            return 0
        shouted = text.isupper() and len(text) > 3  # noqa: PLR2004 - more than initials
        known = kind_of_heading(words) is not None and len(text.split()) < 5  # noqa: PLR2004 - a line, not a sentence
        internal = is_bare_heading(words) or (heading_withholds(words) and text.endswith(":"))
        if is_bold(text) or shouted or known or internal:
            return _PLAIN
        above_list = (
            below.indent is not None and text[-1] not in ".!?,;" and not self._title_of(block)
        )
        return _PLAIN if not self.marked_up and (text.endswith(":") or above_list) else 0

    def _header(self, block: Block, *, first: bool) -> bool:
        """Whether it is about the note: its title, its date, `Present: ...`."""
        text = unmarked(block.text)
        match = HEADER_LINE.match(block.text)
        name = match[1].strip().lower() if match else ""
        if match is None or self.note.passages or name not in HEADERS:
            if not (first and self._title_of(block)) and not is_date(text):
                return False
            self._title(block)
            self._dated(day_in(text), block.place)
            return True
        self.note.headers.setdefault(name, unmarked(match[2]))
        self.note.header_places.setdefault(name, block.place)
        if "date" in name:
            self._dated(day_in(match[2]), block.place)
        return True

    def _title(self, block: Block) -> None:
        if not self.note.passages:
            self.note.titles.append((unmarked(block.text), block.place))

    def _title_of(self, block: Block) -> bool:
        """Whether a line is the note's title: `Call w/ Ruth (Wrackline) 6/10/26 - Helen`."""
        text = unmarked(block.text)
        if self.note.titles or self.note.passages or block.indent is not None:
            return False
        if label_of(text).length or class_written(text).kind != "background":
            return False
        few = len(text.split()) <= 2 * _SHORT
        return few and (_TITLE.match(text) is not None or day_in(text) is not None)

    def _passages(self, block: Block, reason: str) -> None:
        text = CLOCK.sub("", unmarked(block.text))
        withheld = self._withheld(block, reason)
        headed = self._headed(block)
        label = label_of(text)
        if headed or label.kind:
            self.note.labelled.add(block.place)
        if headed and self.tells:
            self.note.told.add(block.place)
        for speaker, said in self._said(text[label.length :]):
            self._said_passages(block, (speaker, said), label, headed, withheld)

    def _headed(self, block: Block) -> PassageKind | None:
        """What the heading says that the block is.

        A list ends with it what stands in it: a paragraph below says what it says by itself,
        unless the heading only says that it is for the client.
        """
        if block.indent is not None:
            self.listed = True
        elif self.listed and not block.joined and self._ends_list():
            if self.heading_level == _PLAIN:
                self.kind = None
            return None
        return self.kind

    def _ends_list(self) -> bool:
        return self.kind != "background" or self.heading_level == _PLAIN

    def _said_passages(
        self,
        block: Block,
        said: tuple[str, str],
        label: Label,
        headed: PassageKind | None,
        withheld: str,
    ) -> None:
        speaker, text = said
        owner, kind = label.owner, label.kind or headed
        if speaker and kind == "action":
            # `Martin: send the timetable` in a list of actions names who is to do it.
            owner, speaker = owner or speaker, ""
        for part in _parts(text, sorted_=kind is not None, labelled=label.length > 0):
            classed = self._meant(_classed(part, kind, owner, label.due), owner)
            unsorted = kind is None and classed.kind == "background"
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
                    withheld=withheld or (NOT_SORTED if unsorted else ""),
                )
            )

    def _meant(self, classed: Classed, labelled: str) -> Classed:
        """Without an owner that only looks like one: `Senior management to review the file`.

        A label or a heading says whom it means; a sentence may begin with any capital.
        """
        if not classed.owner or classed.owner == labelled or self._is_somebody(classed.owner):
            return classed
        return classed._replace(owner="")

    def _is_somebody(self, name: str) -> bool:
        if self.speakers.meant(name) or phrases("due", "we").fullmatch(plain(name)):
            return True
        there = " ".join(self.note.headers.get(each, "") for each in _PEOPLE)
        return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", there, re.IGNORECASE) is not None

    def _withheld(self, block: Block, reason: str) -> str:
        if self.internal_level:
            return MARKED
        set_in = -1 if block.indent is None else block.indent
        if self.withheld_indent is None or set_in <= self.withheld_indent:
            self.withheld_reason = reason
            opens = reason and (block.indent is not None or block.text.endswith(":"))
            self.withheld_indent = set_in if opens else None
        return self.withheld_reason

    def _said(self, text: str) -> Iterator[tuple[str, str]]:
        """What each speaker says: `Ruth: we agree. Helen: I'll write it down.` are two."""
        speaker, start = "", 0
        for match in _SPEECH.finditer(text):
            if not self.speakers.side(match[1]):
                continue
            if said := text[start : match.start()].strip():
                yield speaker, said
            speaker, start = match[1], match.end()
        if said := text[start:].strip():
            yield speaker, said


def _reasons(blocks: Sequence[Block]) -> list[str]:
    """Why each block is withheld by its words; a phrase may reach from one line to the next."""
    reasons = [reason_to_withhold_written(unmarked(block.text)) for block in blocks]
    for number, (above, below) in enumerate(pairwise(blocks)):
        if below.joined and not above.level and not (reasons[number] or reasons[number + 1]):
            both = reason_to_withhold_written(f"{unmarked(above.text)} {unmarked(below.text)}")
            reasons[number] = reasons[number + 1] = both
        listed = above.indent is not None and below.indent is not None
        if (below.joined or listed) and is_bare_mark(unmarked(below.text)):
            for meant in (number, _parent(blocks, number + 1)):
                reasons[meant] = reasons[meant] or MARKED
    return reasons


def _parent(blocks: Sequence[Block], number: int) -> int:
    """The bullet that this one is set in under; itself when there is none."""
    indent = blocks[number].indent
    for above in range(number - 1, -1, -1):
        other = blocks[above].indent
        if indent is None or other is None:
            break
        if other < indent:
            return above
    return number


def _classed(text: str, kind: PassageKind | None, owner: str, due: str) -> Classed:
    if kind is None:
        return class_written(text)
    if kind in {"background", "decision"}:
        return Classed(kind)
    owner = owner or owner_in(text)
    return Classed(kind, owner, due or (due_in(text) if kind == "action" else ""))


def _parts(text: str, *, sorted_: bool, labelled: bool) -> Iterable[str]:
    """The text in passages; what nobody sorted is judged sentence by sentence."""
    if labelled or (sorted_ and len(text) <= LONGEST):
        return (text,)
    parts: list[str] = []
    for sentence in sentences(text):
        if parts and _OWNER.match(sentence.text):
            parts[-1] += f" {sentence.text}"
        else:
            parts.append(sentence.text)
    return _grouped(parts)


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
