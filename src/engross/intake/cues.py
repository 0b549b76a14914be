"""Cues of a `.vtt` or `.srt` transcript: when, who, what; tolerant of what recorders write."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from engross.sources.texts import one_line

_TIME = re.compile(
    r"^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
)
_VOICE = re.compile(
    r"<v(?:\.[^\s>]*)?\s+([^>]*)>(.*?)(?=</v>|<v[\s.]|$)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"</?(?:[a-z][^<>]*|\d{1,3}:[\d:.]+)>", re.IGNORECASE)
_NAMED = re.compile(r"^\s*([^\s:][^:]{0,58}?)\s*:\s+(\S.*)$", re.DOTALL)
_MOST_NAME_WORDS = 6
_FEW_NAME_WORDS = 3
_ALWAYS = 0.8
"""The share of cues with a name from which on a short lower-case one is taken for a name too."""
_FEWEST_ALIKE = 2
"""Times that somebody's name must stand there to be sure that it is the whole name."""
_BLOCK = re.compile(r"^(?:WEBVTT|NOTE|STYLE|REGION)\b")


class Cue(NamedTuple):
    """One cue."""

    place: str
    """When it begins: `00:12:03.200`."""
    speaker: str
    """Empty when the transcript does not say."""
    text: str


def read_cues(text: str) -> list[Cue]:
    """The transcript's cues in order, each with its speaker where one is named."""
    raw = list(_raw(text))
    names = _names([words for _, words in raw])
    inside = _inside(words for _, words in raw)
    return [cue for place, words in raw for cue in _cues(place, words, names, inside)]


def header(text: str) -> str:
    """What stands before the first cue: the title, notes."""
    lines: list[str] = []
    for line in text.splitlines():
        if _TIME.match(line):
            break
        lines.append(line)
    return "\n".join(lines)


def _raw(text: str) -> Iterator[tuple[str, str]]:
    place, words, skipping = "", list[str](), False
    for line in text.splitlines():
        if match := _TIME.match(line):
            if place:
                yield place, "\n".join(_without_number(words, ended=False))
            place, words, skipping = _place(match), [], False
        elif not line.strip():
            skipping = False
            words.append("")
        elif _BLOCK.match(line) and (not words or not words[-1]):
            skipping = True
        elif not skipping:
            words.append(line)
    if place:
        yield place, "\n".join(_without_number(words, ended=True))


def _without_number(lines: list[str], *, ended: bool) -> list[str]:
    """The cue's words, without the next cue's number or name, which stands after a blank line."""
    if not ended and "" in lines:
        last_blank = max(n for n, line in enumerate(lines) if not line)
        after = [line for line in lines[last_blank:] if line.strip()]
        if len(after) == 1 and last_blank + 1 < len(lines):
            lines = lines[:last_blank]
    return [line for line in lines if line.strip()]


def _place(match: re.Match[str]) -> str:
    hours, minutes, seconds, part = match.groups()
    return f"{int(hours or 0):02}:{int(minutes):02}:{seconds}.{part:0<3}"


def _names(texts: Sequence[str]) -> dict[str, str]:
    """What stands before a colon often enough, or looks enough like a name, to be a speaker.

    By what the words begin with; a name may hold a colon itself (`Ruth: Wrackline Boatyard`).
    """
    plain = [_plain(words) for words in texts]
    named = [match for words in plain if (match := _NAMED.match(words))]
    counted = Counter(match[1] for match in named)
    always = counted.total() >= _ALWAYS * len(plain)
    names = {name for name, times in counted.items() if _is_name(name, times, always=always)}
    return {name: _whole_name(name, named) for name in names}


def _whole_name(name: str, named: Iterable[re.Match[str]]) -> str:
    """The name with what always stands between it and a second colon."""
    said = [match[2] for match in named if match[1] == name]
    second = {match[1] if (match := _NAMED.match(words)) else "" for words in said}
    if len(said) < _FEWEST_ALIKE or len(second) != 1 or "" in second:
        return name
    return f"{name}: {second.pop()}"


def _inside(texts: Iterable[str]) -> re.Pattern[str]:
    """Finds where somebody else begins to speak within a cue: one who begins cues of their own."""
    counted = Counter(
        match[1] for words in texts if (match := _NAMED.match(_plain(words))) and " " in match[1]
    )
    often = [re.escape(name) for name, times in counted.items() if times >= _FEWEST_ALIKE]
    return re.compile(rf"(?<=[.!?…]\s)(?=(?:{'|'.join(often) or '(?!)'})\s*:\s)")


def _is_name(name: str, times: int, *, always: bool) -> bool:
    words = name.split()
    if len(words) > _MOST_NAME_WORDS or not any(c.isalpha() for c in name):
        return False
    if re.search(r"[.!?,;]\s", name) and not re.search(r"\b(?:Mr|Mrs|Ms|Dr|[A-Z])\.", name):
        return False
    capital = all(word[0].isupper() or not word[0].isalpha() for word in words)
    return capital or times > 1 + len(words) or (always and len(words) <= _FEW_NAME_WORDS)


def _cues(
    place: str, words: str, names: Mapping[str, str], inside: re.Pattern[str]
) -> Iterator[Cue]:
    voices = [(one_line(m[1]), m[2]) for m in _VOICE.finditer(words)]
    for speaker, said in voices:
        if plain := _plain(said):
            yield Cue(place, html.unescape(speaker), plain)
    if voices:
        return
    for part in _parts(words, names):
        for piece in inside.split(part):
            yield from _cue(place, piece.strip(), names)


def _cue(place: str, plain: str, names: Mapping[str, str]) -> Iterator[Cue]:
    match = _NAMED.match(plain)
    if match and match[1] in names:
        name = names[match[1]]
        said = plain[match.start(1) :].removeprefix(name).lstrip(" :") if ":" in name else match[2]
        yield Cue(place, name, said)
    elif plain:
        yield Cue(place, "", plain)


def _parts(words: str, names: Mapping[str, str]) -> Iterator[str]:
    """The cue's words, parted before each line that begins with a speaker's name."""
    part = ""
    for line in words.split("\n"):
        plain = _plain(line)
        match = _NAMED.match(plain)
        if match and match[1] in names and part:
            yield part
            part = ""
        part = f"{part} {plain}".strip()
    if part:
        yield part


def _plain(words: str) -> str:
    return one_line(html.unescape(_TAG.sub("", words)))
