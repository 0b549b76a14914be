"""A precedent as the Markdown file that it is kept in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from engross.knowledge.precedents.section import Section
from engross.workspace.yaml_text import write_yaml

_MEANS_SOMETHING = re.compile(r"^(?=[#>|=~`+*-])|^(\d{1,3})(?=[.)]\s)")
"""At a paragraph's beginning Markdown takes these for a heading, a list, a table or a rule."""
_RUN = re.compile(r"---\n(?:(?!---).*\n)*?run: (?P<run>\S+)\n")
_TOP = 2_000
"""Characters in which the run is told."""
_LINK = re.compile(r"\](?=\()")


class Origin(NamedTuple):
    """Where a precedent comes from; it stands at the top of its file and is not searched."""

    run: str
    crew: str
    sections: Sequence[str]
    """Their keys."""
    released_on: dt.date
    kept_by: str
    """E-mail address."""
    kept_on: dt.date
    edited_sha256: str = ""
    """Of the Word file that the words were taken from; empty for the document as released."""


def page(title: str, sections: Sequence[Section], origin: Origin) -> str:
    """The file's text: where it comes from, the title, and each section under its heading.

    A section by itself has no heading but the title.
    """
    parts = [f"---\n{write_yaml(_told(origin))}---\n", f"# Precedent: {_plain(title)}\n"]
    for section in sections:
        if len(sections) > 1 or _plain(section.heading) != _plain(title):
            parts.append(f"## {_plain(section.heading)}\n")
        parts += _paragraphs(section)
    return "\n".join(parts)


def _told(origin: Origin) -> dict[str, object]:
    told = {**origin._asdict(), "sections": list(origin.sections)}
    return {key: value for key, value in told.items() if value}


def _paragraphs(section: Section) -> Iterator[str]:
    texts = [_written(" ".join(paragraph)) for paragraph in section.paragraphs]
    if section.is_list:
        yield "".join(f"- {text}\n" for text in texts)
    else:
        yield from (f"{text}\n" for text in texts)


def _written(text: str) -> str:
    """The paragraph on one line, so that Markdown reads it as it stands."""
    line = _LINK.sub("] ", _plain(text)).replace("<!--", "<! --")
    return _MEANS_SOMETHING.sub(lambda found: f"{found[1] or ''}\\", line)


def _plain(text: str) -> str:
    return " ".join(text.split())


def kept_from(file: Path) -> str:
    """The run that a file of the knowledge base says it was kept from; empty when it says none."""
    if not file.is_file():
        return ""
    try:
        with file.open(encoding="utf-8") as opened:
            match = _RUN.match(opened.read(_TOP))
    except (OSError, UnicodeDecodeError):
        return ""
    return match["run"] if match else ""
