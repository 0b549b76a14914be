"""A note in plain text or Markdown, parted into headings, bullets and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from engross.intake.labels import label_of

HEADER_LINE = re.compile(r"(?:[-*]\s+)?\**([A-Za-z][A-Za-z -]{0,24}?)\**\s*:\**\s+(\S.*)$")
"""A line such as `Date: 7 October 2026`: its name and its text."""
CLOCK = re.compile(r"^[\[(]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?[\])]?\s+")
"""A time of day that a line begins with."""

_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(
    r"(\s*)(?:[-*+•◦▪\N{EN DASH}]|[0-9]{1,2}[.)]|\([a-z0-9]{1,2}\))\s+(?:\[[ xX]\]\s+)?(\S.*)$"
)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<!\w)([*_])(?=\S)([^*_]+?)(?<=\S)\3(?!\w)")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$|^\s*\|?[\s:|-]+\|[\s:|-]*$")
_ENDED = re.compile(r"[.!?…:]['\")\]\N{RIGHT DOUBLE QUOTATION MARK}]*$")
_WRAPPED = 55
"""Characters; a shorter line was ended by its writer, not by an editor's margin."""


class Block(NamedTuple):
    """A heading, a bullet or a paragraph of a note."""

    text: str
    place: str
    level: int = 0
    """1 to 9 for a heading, 0 for none."""
    indent: int | None = None
    """For a bullet, how far it is set in; `None` for a paragraph."""
    joined: bool = False
    """Whether it begins on the line below the block before, so that a phrase may reach over."""


class _Line(NamedTuple):
    number: int
    text: str
    set_in: int
    """Spaces before the text."""
    heading: re.Match[str] | None
    bullet: re.Match[str] | None

    @property
    def stands_alone(self) -> bool:
        """Whether it cannot go on from the line before."""
        return bool(
            not self.text
            or self.heading
            or self.bullet
            or _RULE.match(self.text)
            or HEADER_LINE.match(self.text)
            or _starts_anew(self.text)
        )


def blocks_of_text(text: str) -> Iterator[Block]:
    """Headings, bullets and paragraphs of a text or Markdown note, with line numbers.

    What stands under a bullet without being set in is a paragraph of its own. Lines are joined to a
    paragraph only where an editor broke them at its margin: in notes that are typed line by line,
    each line says something of its own.
    """
    lines = [_line(number, raw) for number, raw in enumerate(text.split("\n"), start=1)]
    at, last = 0, -1
    while at < len(lines):
        line = lines[at]
        if not line.text or _RULE.match(line.text):
            at += 1
            continue
        until = at + 1 if line.heading else _end(lines, at)
        yield _block(lines[at:until], joined=last == at)
        at = last = until


def unmarked(text: str) -> str:
    """The words without Markdown's emphasis."""
    return _EMPHASIS.sub(lambda m: m[2] or m[4], text).strip()


def is_bold(text: str) -> bool:
    """Whether the whole text is set off by Markdown's emphasis."""
    return _EMPHASIS.fullmatch(text.strip()) is not None


def _line(number: int, raw: str) -> _Line:
    line = re.sub(r"^\s{0,3}>\s?", "", raw.expandtabs(4).rstrip())
    text = line.strip()
    set_in = len(line) - len(line.lstrip())
    return _Line(number, text, set_in, _MARKDOWN_HEADING.match(text), _BULLET.match(line))


def _end(lines: Sequence[_Line], start: int) -> int:
    """The line after the last that belongs to the bullet or paragraph that starts here."""
    run = start + 1
    while run < len(lines) and not lines[run].stands_alone:
        run += 1
    until = start + 1
    if lines[start].bullet:
        while until < run and lines[until].set_in > lines[start].set_in:
            until += 1
    else:
        while until < run and _goes_on(lines[start:run], until - start):
            until += 1
    return until


def _goes_on(run: Sequence[_Line], at: int) -> bool:
    """Whether an editor, not the writer, broke the run of lines before this one."""
    before, line = run[at - 1].text, run[at].text
    widest = max(len(each.text) for each in run)
    fits = len(before) + 1 + len(line.split()[0]) <= widest
    if len(before) < _WRAPPED or fits or before.endswith(":"):
        return False
    prose = _ENDED.search(run[-1].text) is not None
    return prose or not line[0].isupper()


def _block(lines: Sequence[_Line], *, joined: bool) -> Block:
    first = lines[0]
    place = _lines(first.number, lines[-1].number)
    if first.heading:
        return Block(first.heading[2], place, level=len(first.heading[1]), joined=joined)
    if first.bullet:
        texts = [first.bullet[2], *(line.text for line in lines[1:])]
        return Block(_join(texts), place, indent=len(first.bullet[1]), joined=joined)
    return Block(_join(line.text for line in lines), place, joined=joined)


def _starts_anew(text: str) -> bool:
    words = unmarked(text)
    return label_of(words).length > 0 or CLOCK.match(words) is not None or text.startswith("|")


def _join(lines: Iterable[str]) -> str:
    return " ".join(line.strip().strip("|").strip() for line in lines)


def _lines(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first} to {last}"
