"""YAML as plain values with the line of every key; the only module that knows the YAML library.

Files are read as data and nothing else: no tags, no anchors, no merge keys, so that what stands in
a file is all there is, and no file can build an object or grow without bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from engross.errors import Problem

KeyPath = tuple[str | int, ...]
"""The way to a value: keys and positions from the top of the file."""

_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The parser in C where there is one: eight times as fast, the same events."""
_PLAIN_TAGS: Final = (None, "!", *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")))
_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH: Final = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INDEX: Final = re.compile(r"\.\[")


@dataclass(frozen=True)
class Part:
    """A place in a YAML file: what stands there, and where it is."""

    file: str
    """Relative to the workspace."""
    value: Any
    """Text, number, truth value, `None`, a list or a mapping; `None` also when nothing is there."""
    path: KeyPath = ()
    lines: Mapping[KeyPath, int] = field(default_factory=dict, repr=False)
    """The line of every key and list item of the file."""

    def __getitem__(self, key: str) -> Part:
        """What stands under that key; a part without a value when there is nothing."""
        inner = self.value.get(key) if isinstance(self.value, dict) else None
        return Part(self.file, inner, (*self.path, key), self.lines)

    def __iter__(self) -> Iterator[Part]:
        """The items of a list or the values of a mapping; nothing for anything else."""
        items: Any = ()
        if isinstance(self.value, dict):
            items = self.value.items()
        elif isinstance(self.value, list):
            items = enumerate(self.value)
        return (Part(self.file, value, (*self.path, key), self.lines) for key, value in items)

    @property
    def text(self) -> str:
        """The value when it is text, otherwise nothing."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def name(self) -> str:
        """The last step of the way here: the key under which this stands."""
        return str(self.path[-1]) if self.path else ""

    @property
    def line(self) -> int:
        """The line of this key, or of the nearest one above it that is written in the file."""
        path = self.path
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of a list."""
        return tuple(part.text for part in self if part.text)

    def problem(self, message: str) -> Problem:
        """That something is wrong here."""
        return Problem(self.file, self.line, written(self.path), message)


def written(path: KeyPath) -> str:
    """A way through a file as people write it: `standard_format[2].words`."""
    steps = (f"[{step}]" if isinstance(step, int) else step for step in path)
    return _INDEX.sub("[", ".".join(steps))


def read_yaml(file: str, text: str) -> tuple[Part, tuple[Problem, ...]]:
    """The file's content, and what is wrong with it as YAML."""
    reading = _Reading(file, text)
    try:
        value = reading.document()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "it cannot be read"
        return _unreadable(file, mark.line + 1 if mark else 1, said)
    except YAMLError as error:
        return _unreadable(file, 1, " ".join(str(error).split()))
    except RecursionError:
        return _unreadable(file, 1, "it is nested too deeply")
    return Part(file, value, (), reading.lines), tuple(reading.problems)


def _unreadable(file: str, line: int, said: str) -> tuple[Part, tuple[Problem, ...]]:
    return Part(file, None), (Problem(file, line, "", f"this is not YAML: {said}"),)


def write_yaml(value: object) -> str:
    """A value as YAML text, in block style."""
    return str(
        yaml.dump(
            value,
            Dumper=_Dumper,
            default_flow_style=False,
            sort_keys=False,
            allow_unicode=True,
            width=100,
        )
    )


class _Dumper(yaml.SafeDumper):
    """Writes a list further in than its key, as our files have it."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - the library's signature
        super().increase_indent(flow, indentless=False)

    def represent_str(self, data: str) -> yaml.ScalarNode:
        """A text as `read_yaml` reads it: in quotation marks where it were something else."""
        style = None if _plain(data) == data else "'"
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the library's signature
        """Every value is written out: `read_yaml` follows no alias."""
        return True


_Dumper.add_representer(str, _Dumper.represent_str)


class _Reading:
    """One reading of a file: turns the parser's events into values, notes lines and problems."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines: dict[KeyPath, int] = {}
        self.problems: list[Problem] = []
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)

    def document(self) -> Any:  # noqa: ANN401 - a file may hold anything
        """The value of the one document in the file; nothing when there is none."""
        value = None
        seen = False
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                if seen:
                    self._note(event, (), "a second document begins here; one file holds one")
                    break
                value, seen = self._value(next(self._events), ()), True
        return value

    def _value(self, event: Any, path: KeyPath) -> Any:  # noqa: ANN401 - a file may hold anything
        if isinstance(event, AliasEvent) or event.anchor:
            self._note(event, path, "anchors and aliases (& and *) are not used here; write it out")
            self._pass_over(event)
            return None
        if event.tag not in _PLAIN_TAGS:
            self._note(event, path, f"the tag {event.tag} is not used here; write a plain value")
            self._pass_over(event)
            return None
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._list(path)
        text = str(event.value)
        return _plain(text) if event.tag is None and not event.style else text

    def _list(self, path: KeyPath) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            inner = (*path, len(values))
            self.lines[inner] = event.start_mark.line + 1
            values.append(self._value(event, inner))
        return values

    def _mapping(self, path: KeyPath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = str(event.value) if isinstance(event, ScalarEvent) else "?"
            self._pass_over(event)
            inner = (*path, key)
            if key in values:
                first = self.lines[inner]
                self._note(event, inner, f"this key is here twice; the first is on line {first}")
                self._pass_over(next(self._events))
                continue
            self.lines[inner] = event.start_mark.line + 1
            values[key] = self._value(next(self._events), inner)
        return values

    def _pass_over(self, event: Any) -> None:  # noqa: ANN401 - the library's events share no class
        """Go on to the end of what begins with that event."""
        depth = int(isinstance(event, CollectionStartEvent))
        while depth:
            inner = next(self._events)
            depth += isinstance(inner, CollectionStartEvent) - isinstance(inner, CollectionEndEvent)

    def _note(self, event: Any, path: KeyPath, message: str) -> None:  # noqa: ANN401 - as above
        line = event.start_mark.line + 1
        self.problems.append(Problem(self.file, line, written(path), message))


def _plain(text: str) -> str | float | bool | None:
    """What a word without quotation marks is by YAML 1.2's core schema, section 10.3.2."""
    if text in _NULL:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    return _number(text)


def _number(text: str) -> int | float | str:
    """The number as a person reads it; `0x1F`, `1_000` and what is too long for one stay text."""
    if re.fullmatch(r"[-+]?\d{1,18}", text):
        return int(text)
    if re.fullmatch(r"[-+]?\d{1,18}\.\d{1,18}", text):
        return float(text)
    return text
