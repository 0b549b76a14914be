"""What a text document holds, whatever its format: blocks of words with their places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from engross.sources.remarks import Remark


@dataclass(frozen=True)
class BlockRead:
    """One paragraph, line or table cell."""

    text: str
    """Cleaned; inner line breaks are kept."""
    place: str
    """`paragraph 4`, `page 2, line 7`, `table 1, row 2, cell 3`, `message, line 12`."""
    level: int = 0
    """1 to 9 for a heading."""
    indent: int | None = None
    """How deep a list item stands, from 0; `None` outside lists."""
    quoted: bool = False
    """Whether it repeats an earlier message, of a mail thread."""


@dataclass(frozen=True)
class Attachment:
    """A file inside a mail."""

    name: str
    """As the mail names it, made safe: no folders, no control characters; `part 2` without one."""
    data: bytes


@dataclass(frozen=True)
class DocumentRead:
    """A text document, read."""

    blocks: tuple[BlockRead, ...]
    method: str
    """How it was read, for the record: `Word, every change accepted`, `PDF, pypdfium2`."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of a mail: `from`, `to`, `subject`, `message-id` and what else says whose it is and how it
    came, in small letters, decoded, the topmost line of each; empty otherwise."""
    sent: dt.datetime | None = None
    """Of a mail: when it was sent, with its offset."""
    attachments: tuple[Attachment, ...] = ()
    remarks: tuple[Remark, ...] = ()
