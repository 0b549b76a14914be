"""Meetings with labels, for `notes.py`: each as a transcript that Engross reads, and its labels.

The folders are described in the SOURCE.txt beside them. Nothing of them is part of this project.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Kind = Literal["decision", "action"]
KINDS: tuple[Kind, ...] = ("decision", "action")

WORDS_A_SECOND = 2.5
"""How fast people talk, for transcripts that have no times."""
_MOST_NAMED = 3
"""Times a name must stand before a colon, where it is not in bold, to be a speaker's."""
_COVERED = 0.75
"""The share of its words from which on a line is what the note-taker wrote, not what was said."""

_BOLD = re.compile(
    r"^[\s\W]*\*\*\s*([^*\n]{1,40}?)\s*:?\s*\*\*\s*(?:\([^)]*\)\s*)?[:\-\N{EN DASH}]*\s*(.*)$"
)
_BRACKETS = re.compile(r"^\s*\(([A-Z][\w .'-]{1,30})\)\s*[-:\N{EN DASH}]\s*(.*)$")
_COLON = re.compile(r"^\s*([A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3})\s*:\s*(.*)$")
_NAME = re.compile(r"^[A-Z][\w.'-]*(?: [A-Z(][\w.')-]*){0,3}$|^[a-z]\w+$")
_NO_NAME = re.compile(
    r"(?:Video|Audio|Moderator|Notes?|Meeting|Agenda|Decisions?|Actions?|Next|Summary|Date|EIP"
    r"|Highlights?)\b|.*\d"
)
_NOT_SAID = re.compile(
    r"^\s*(?:#|[-=*_ ]{3,}$|\||<|!\[)|(?:^|\|)\s*Video\s*\|"
    r"|^\W*(?:decisions?|actions?(?: required)?)\W*\d*\W*$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_BULLET = re.compile(r"^\s*(?:[-*+\N{BULLET}]|\d+[.)])\s+")
_SUMMARY = re.compile(r"^\W*Highlights?\W*$", re.IGNORECASE)
"""A line after which the note-taker sums up, until somebody speaks."""
_MARKED = re.compile(r"^\W*(?:decision|action)\s*\d+\W+", re.IGNORECASE)


@dataclass(frozen=True)
class Label:
    """What somebody noted of a meeting."""

    kind: Kind
    text: str
    seconds: float | None = None
    """When it was settled, where the label says so."""
    owner: str = ""


@dataclass(frozen=True)
class Meeting:
    """One meeting."""

    name: str
    transcript: str
    """As a `.vtt` file."""
    labels: tuple[Label, ...]


def human(folder: Path) -> Iterator[Meeting]:
    """The meetings of `acd_human`, whose notes are Markdown of speakers' turns.

    Some lines of the notes repeat a label, or announce one, between the turns: nobody said them and
    they would give the answer away, so they are taken out.
    """
    # Only "\n" ends a row: the text holds other line ends.
    for line in (folder / "dev.jsonl").read_text("utf-8").rstrip("\n").split("\n"):
        row = json.loads(line)
        labels = _labels(row)
        yield Meeting(row["id"], as_vtt(turns(row["transcript"], labels)), labels)


def silver(folder: Path) -> Iterator[Meeting]:
    """The meetings of `zoom_vtt`: Zoom's own transcripts, labels drafted by a model and mended."""
    for meeting in sorted((folder / "dev").iterdir()):
        row = json.loads((meeting / "tldr.json").read_text("utf-8"))
        labels = [
            Label(kind, each[kind], _seconds(each.get("timestamp", "")), each.get("owner") or "")
            for kind, key in (("decision", "decisions"), ("action", "action_items"))
            for each in row.get(key) or ()
        ]
        text = (meeting / "transcript.vtt").read_text("utf-8")
        yield Meeting(meeting.name, text, tuple(labels))


def turns(markdown: str, labels: Sequence[Label] = ()) -> list[tuple[str, str]]:
    """Speaker and words of each turn."""
    lines = markdown.splitlines()
    named = Counter(match[1] for line in lines if (match := _COLON.match(line)))
    bold = {match[1].strip() for line in lines if (match := _BOLD.match(line))}
    found: list[list[str]] = []
    summed_up = False
    for raw in lines:
        line = _MARKED.sub("", _LINK.sub(r"\1", raw))
        speaker, words = _speaker(line, named, bold)
        summed_up = not speaker and (summed_up or _SUMMARY.match(line) is not None)
        if speaker:
            found.append([speaker, _words(words)])
        elif found and not summed_up and not _NOT_SAID.search(raw) and not _noted(line, labels):
            found[-1][1] = f"{found[-1][1]} {_words(line)}".strip()
    return [(speaker, words) for speaker, words in found if words]


def as_vtt(spoken: Sequence[tuple[str, str]]) -> str:
    """The turns as a WebVTT file, each as long as it takes to say."""
    lines, at = ["WEBVTT", ""], 0.0
    for speaker, words in spoken:
        end = at + max(1.0, len(words.split()) / WORDS_A_SECOND)
        lines += [f"{_stamp(at)} --> {_stamp(end)}", f"<v {speaker}>{words}</v>", ""]
        at = end
    return "\n".join(lines)


def content(text: str) -> list[str]:
    """The words and numbers of a text in small letters."""
    return re.findall(r"[a-z0-9]+", text.lower())


def _labels(row: dict[str, Any]) -> tuple[Label, ...]:
    """Each label once: a few rows carry their lists twice."""
    pairs = [(kind, text) for kind in KINDS for text in row[f"{kind}s"]]
    return tuple(Label(kind, text) for kind, text in dict.fromkeys(pairs))


def _speaker(line: str, named: Counter[str], bold: set[str]) -> tuple[str, str]:
    for pattern in (_BOLD, _BRACKETS, _COLON):
        match = pattern.match(line)
        if match is None or not _NAME.match(name := match[1].strip()) or _NO_NAME.match(name):
            continue
        if pattern is not _COLON or named[name] >= _MOST_NAMED or name in bold:
            return name, match[2]
    return "", ""


def _noted(line: str, labels: Sequence[Label]) -> bool:
    said = set(content(line))
    for label in labels:
        words = set(content(_LINK.sub(r"\1", label.text)))
        both = len(said & words)
        if both and both >= _COVERED * len(said) and both >= _COVERED * len(words):
            return True
    return False


def _words(line: str) -> str:
    return " ".join(re.sub(r"[*_`]{1,3}", "", _BULLET.sub("", line)).split())


def _stamp(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole % 3600 // 60:02}:{whole % 60:02}.000"


def _seconds(stamp: str) -> float | None:
    parts = re.fullmatch(r"(\d+):(\d+):(\d+)", stamp or "")
    if parts is None:
        return None
    hours, minutes, seconds = (int(part) for part in parts.groups())
    return hours * 3600 + minutes * 60 + seconds
