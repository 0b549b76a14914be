"""YAML as plain values with the line of every key; the only module that knows the YAML library.

Files are read as data and nothing else: no tags, no anchors, no merge keys, so that what stands in
a file is all there is, and no file can build an object or grow without bound.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from engross.errors import Problem

KeyPath = tuple[str | int, ...]
"""The way to a value: keys and positions from the top of the file."""

_TAG: Final = "tag:yaml.org,2002:"
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
    reading = _Reading(file)
    try:
        node = YAML(typ="safe", pure=True).compose(io.StringIO(text))
        value = None if node is None else reading.value(node, ())
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
    yaml = YAML(typ="rt")
    yaml.default_flow_style = False
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()


class _Reading:
    """One reading of a file: turns nodes into values and notes lines and problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[KeyPath, int] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def value(self, node: Node, path: KeyPath) -> Any:  # noqa: ANN401 - a file may hold anything
        if id(node) in self._seen or getattr(node, "anchor", None):
            self._note(node, path, "anchors and aliases (& and *) are not used here; write it out")
            return None
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self._item(item, (*path, n)) for n, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _item(self, node: Node, path: KeyPath) -> Any:  # noqa: ANN401 - a file may hold anything
        self.lines[path] = node.start_mark.line + 1
        return self.value(node, path)

    def _mapping(self, node: MappingNode, path: KeyPath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
            inner = (*path, key)
            if key in values:
                first = self.lines[inner]
                self._note(key_node, inner, f"this key is here twice; the first is on line {first}")
                continue
            self.lines[inner] = key_node.start_mark.line + 1
            values[key] = self.value(value_node, inner)
        return values

    def _scalar(self, node: Node, path: KeyPath) -> Any:  # noqa: ANN401 - a file may hold anything
        tag, text = str(node.tag).removeprefix(_TAG), str(node.value)
        if tag in {"str", "timestamp"}:
            return text
        if tag == "null":
            return None
        if tag == "bool":
            return text.lower() == "true"
        if tag in {"int", "float"}:
            return _number(text)
        self._note(node, path, f"the tag {node.tag} is not used here; write a plain value")
        return None

    def _note(self, node: Node, path: KeyPath, message: str) -> None:
        line = node.start_mark.line + 1
        self.problems.append(Problem(self.file, line, written(path), message))


def _number(text: str) -> int | float | str:
    """The number as a person reads it; `0x1F`, `1_000` and the like stay text."""
    if re.fullmatch(r"[-+]?\d+", text):
        return int(text)
    if re.fullmatch(r"[-+]?\d+\.\d+", text):
        return float(text)
    return text
