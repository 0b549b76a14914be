"""JSON without the fields that tell a suspicion, or are called one.

Makers of forms write the questions apart from the answers and join the two by an id (Typeform,
Google Forms), or the question into the answer (Jotform), or the answers under their questions'
names. Whatever is joined to a question that is called a suspicion goes with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from engross.errors import InputError
from engross.intake.given import GivenFile
from engross.intake.suspicions.cuts import Cut, Left
from engross.intake.suspicions.words import names_suspicion, tells_suspicion
from engross.sources.texts import decode

_TITLES: Final = {
    "title", "label", "question", "questiontext", "prompt", "heading", "header", "ref", "key",
}  # fmt: skip
"""Keys under which a question says what it asks."""
_PERHAPS_TITLES: Final = {"name", "text", "field", "id"}
"""Keys that say so where an answer or a type stands beside them."""
_ANSWERS: Final = {"answer", "answers", "value", "values", "response", "responses", "type"}
_SAID: Final = _ANSWERS - {"type"}
_IDS: Final = {"id", "ref", "key", "qid", "questionid", "itemid", "fieldid", "name"}
_JOINED_BY: Final = {"field", "question"}
"""Keys of the question inside an answer."""
_DASHES: Final = re.compile(r"[\s_-]")


def cut_tree(file: GivenFile) -> Left:
    """The file without them.

    Raises:
        InputError: it is no JSON.
    """
    repeated: list[str] = []
    try:
        value = json.loads(decode(file).text, object_pairs_hook=_noticing(repeated))
    except (ValueError, RecursionError) as error:
        raise InputError(
            file.name, "this is not JSON that can be read.", remedy="Export the form again."
        ) from error
    cuts: list[Cut] = []
    asked = frozenset(_ids_of_questions(value))
    left = _left(value, "", asked, cuts)
    if not cuts and not any(map(tells_suspicion, repeated)):
        return Left(file.data, ())
    cuts += [Cut("a key that stands twice", text) for text in repeated if tells_suspicion(text)]
    return Left(json.dumps(left, ensure_ascii=False, indent=1).encode("utf-8"), tuple(cuts))


def _noticing(repeated: list[str]) -> Any:  # noqa: ANN401 - what json calls it with
    """Builds objects and notes the values of keys that stand twice; the last one counts."""

    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            repeated.extend(str(value) for key, value in pairs if found[key] is not value)
        return found

    return build


def _ids_of_questions(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """The ids of questions that ask for a suspicion, wherever in the file."""
    if isinstance(value, dict):
        if _asks(value):
            yield from _ids_inside(value)
        for inner in value.values():
            yield from _ids_of_questions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids_of_questions(inner)


def _ids_inside(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        for key, inner in value.items():
            if _folded(key) in _IDS and isinstance(inner, str | int):
                yield str(inner)
            elif isinstance(inner, dict | list):
                yield from _ids_inside(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids_inside(inner)


def _asks(value: Mapping[str, Any]) -> bool:
    """Whether the object is a question that is called a suspicion."""
    keys = {_folded(key) for key in value}
    titles = _TITLES | (_PERHAPS_TITLES if keys & _ANSWERS else set())
    return any(
        _folded(key) in titles and isinstance(said, str) and names_suspicion(said)
        for key, said in value.items()
    )


def _is_joined(value: Mapping[str, Any], asked: frozenset[str]) -> bool:
    """Whether the object answers one of those questions."""
    joints = [value, *(value[key] for key in value if _folded(key) in _JOINED_BY)]
    return any(
        _folded(key) in _IDS and str(said) in asked
        for joint in joints
        if isinstance(joint, dict)
        for key, said in joint.items()
        if isinstance(said, str | int)
    ) or any(isinstance(joint, str | int) and str(joint) in asked for joint in joints[1:])


def _left(value: Any, place: str, asked: frozenset[str], cuts: list[Cut]) -> Any:  # noqa: ANN401 - any JSON
    """The value without what goes, which is put among `cuts`."""
    if isinstance(value, dict):
        found = {}
        for key, inner in value.items():
            here = f"{place}.{key}" if place else key
            if key in asked or names_suspicion(key) or _goes(inner, asked):
                cuts.append(_cut(here, inner))
            else:
                found[key] = _left(inner, here, asked, cuts)
        return found
    if isinstance(value, list):
        kept = []
        for number, inner in enumerate(value):
            here = f"{place}[{number}]"
            if _goes(inner, asked):
                cuts.append(_cut(here, inner))
            else:
                kept.append(_left(inner, here, asked, cuts))
        return kept
    if isinstance(value, str) and tells_suspicion(value):
        cuts.append(Cut(place, value))
        return ""
    return value


def _goes(value: Any, asked: frozenset[str]) -> bool:  # noqa: ANN401 - any JSON
    return isinstance(value, dict) and (_asks(value) or _is_joined(value, asked))


def _cut(place: str, value: Any) -> Cut:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        return Cut(place, value)
    asked_only = isinstance(value, dict) and not {_folded(key) for key in value} & _SAID
    empty = value is None or value in ([], {})
    return Cut(place, json.dumps(value, ensure_ascii=False), empty or (asked_only and _asks(value)))


def _folded(key: str) -> str:
    return _DASHES.sub("", key).casefold()
