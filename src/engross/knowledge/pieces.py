"""Cuts a text of the knowledge base into quotable pieces, each with the place it stands at."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engross.errors import InputError
from engross.records.evidence import Tier
from engross.records.ports import KnowledgeText

LONGEST = 1_200
"""Characters of a piece; a longer paragraph is cut between sentences."""


class KnowledgeItem(NamedTuple):
    """One file of the knowledge base, read."""

    file: str
    """Its name inside the knowledge folder, with `/` between folders."""
    data: bytes
    tier: Tier = "firm"
    """Who answers for its words."""
    review_by: dt.date | None = None
    """The day by which somebody must have read it again; `None` when nobody said."""


def pieces(items: Iterable[KnowledgeItem]) -> tuple[KnowledgeText, ...]:
    """Every piece of every item, in order, ids unique; words that occur twice are kept once.

    A heading is no piece of its own: it is part of the place of what stands under it,
    `Fees > Late payment, paragraph 2`, and of no other text.

    Raises:
        InputError: a file is neither .md nor .txt, or is not text in UTF-8.
    """
    found: dict[str, KnowledgeText] = {}
    for item in items:
        sha256 = hashlib.sha256(item.data).hexdigest()
        for place, text in _paragraphs(item):
            identifier = _free_id(text, found)
            if identifier not in found:
                found[identifier] = KnowledgeText(
                    identifier, text, item.file, place, sha256, item.tier
                )
    return tuple(found.values())


def searched_words(place: str, text: str) -> str:
    """What a piece is found by: its own words and those of the headings above it."""
    return f"{place.rpartition('paragraph ')[0]}{text}"


def _free_id(text: str, taken: dict[str, KnowledgeText]) -> str:
    """`k` and eight hex digits of the text's hash; the next eight if another text has those."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    for start in range(0, len(digest), 8):
        identifier = f"k{digest[start : start + 8]}"
        if identifier not in taken or taken[identifier].text == text:
            return identifier
    message = "eight texts share their hashes, which does not happen"
    raise AssertionError(message)


def _paragraphs(item: KnowledgeItem) -> Iterator[tuple[str, str]]:
    """Place and text of each piece of one file."""
    suffix = item.file.rpartition(".")[2].lower()
    if suffix not in {"md", "txt"}:
        raise InputError(
            f"knowledge/{item.file}",
            "the knowledge base takes .md and .txt files only.",
            remedy="Save it as plain text, or take it out of knowledge/index.yaml.",
        )
    headings: list[tuple[int, str]] = []
    number = 0
    for block in _blocks(_decoded(item), markdown=suffix == "md"):
        if isinstance(block, _Heading):
            headings = [h for h in headings if h[0] < block.level]
            headings.append((block.level, block.text))
            number = 0
            continue
        number += 1
        path = " > ".join(text for _, text in headings)
        place = f"paragraph {number}"
        for part in _parts(block):
            yield (f"{path}, {place}" if path else place), part


class _Heading(NamedTuple):
    level: int
    text: str


_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_UNDERLINE = re.compile(r"\s*(?:(=)=+|-{2,})\s*")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_TABLE_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def _decoded(item: KnowledgeItem) -> str:
    try:
        text = item.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"knowledge/{item.file}",
            "it is not text in UTF-8.",
            place=f"byte {error.start + 1}",
            remedy="Save it as UTF-8 text.",
        ) from error
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


def _blocks(text: str, *, markdown: bool) -> Iterator[_Heading | str]:
    """Headings and paragraphs, in order."""
    if markdown:
        return _markdown_blocks(_COMMENT.sub("", _FRONT_MATTER.sub("", text)))
    paragraphs = re.split(r"\n\s*\n", text)
    return (" ".join(block.split()) for block in paragraphs if block.strip())


def _markdown_blocks(text: str) -> Iterator[_Heading | str]:
    """As `_blocks`; a list item and a table row are paragraphs too."""
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if len(lines) == 1 and (underline := _UNDERLINE.fullmatch(line)):
            yield _Heading(1 if underline[1] else 2, _plain(lines.pop()))
            continue
        heading = _MARKDOWN_HEADING.fullmatch(line)
        starts_block = heading or _LIST_ITEM.match(line) or line.lstrip().startswith("|")
        if lines and (starts_block or _is_break(line)):
            yield _plain(" ".join(lines))
            lines = []
        if heading:
            yield _Heading(len(heading[1]), _plain(heading[2]))
        elif not _is_break(line):
            lines.append(line.strip())


def _is_break(line: str) -> bool:
    return (
        not line.strip()
        or any(p.fullmatch(line) for p in (_RULE, _TABLE_RULE))
        or bool(_FENCE.match(line))
    )


def _plain(text: str) -> str:
    """Without Markdown's marks, so that it can be quoted."""
    text = text.strip().removeprefix("> ")
    if mark := _LIST_ITEM.match(text):
        text = text[mark.end() :]
    text = _LINK.sub(r"\1", text)
    for _ in range(2):  # bold inside code inside bold is as deep as anybody goes
        text = _EMPHASIS.sub(r"\2", text)
    if text.startswith("|"):
        text = " | ".join(cell.strip() for cell in text.strip().strip("|").split("|"))
    return " ".join(text.split())


def _parts(text: str) -> Iterator[str]:
    """The paragraph, cut between sentences (or, failing that, words) where it is too long."""
    part = ""
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        if part and len(part) + 1 + len(sentence) > LONGEST:
            yield part
            part = ""
        part = f"{part} {sentence}".strip()
        while len(part) > LONGEST:
            cut = part.rfind(" ", 0, LONGEST)
            cut = cut if cut > 0 else LONGEST
            yield part[:cut]
            part = part[cut:].strip()
    if part:
        yield part
