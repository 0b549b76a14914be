"""Entries of a form in JSON, in the shapes in which form programs hand them out.

Typeform (Responses API and webhooks: answers that name their field's id), Jotform (answers that
hold their question), Google Forms (answers by the question's id, with the form's items beside
them), lists of `{label, value}`, and plain records of heading and value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from engross.errors import InputError
from engross.intake.forms.entries import Answer, Entry
from engross.intake.given import GivenFile
from engross.sources import guard
from engross.sources.texts import clean, decode

_LISTS: Final = (
    "items", "content", "responses", "entries", "submissions", "data", "results", "value",
    "form_response", "response", "submission",
)  # fmt: skip
"""Where exports keep their entries."""
_ANSWERS: Final = ("answers", "fields", "questions", "responses", "data", "values")
"""Where an entry keeps its answers."""
_TITLES: Final = ("title", "label", "question", "text", "name", "heading", "key")
_VALUES: Final = (
    "value", "answer", "answers", "response", "text", "email", "phone_number", "number", "boolean",
    "date", "url", "choice", "choices", "label", "labels", "textAnswers", "prettyFormat",
)  # fmt: skip
_CHOSEN: Final = ("label", "labels", "value", "answers", "answer", "text", "other")
"""Where an answer that was chosen from a list keeps what was chosen."""
_DEEPEST: Final = 12
_MOST: Final = 5_000
"""Entries of one file."""
_REMEDY: Final = "Export the entries again as JSON, or as .csv."


def read(file: GivenFile) -> Iterator[Entry]:
    """Each entry.

    Raises:
        InputError: it is no JSON, is nested too deep or holds too many entries.
    """
    guard.check(file, file.kind)
    content = _parsed(file)
    titles = dict(_titles(content, 0))
    records = _records(content)
    if len(records) > _MOST:
        raise InputError(file.name, f"it holds more than {_MOST:,} entries.", remedy=_REMEDY)
    for number, record in enumerate(records, start=1):
        told = {heading: text for heading, text in _answers(record, titles) if text}
        answers = tuple(
            Answer(heading, text, file.span(f"entry {number}, {heading[:80]}"))
            for heading, text in told.items()
        )
        yield Entry(0, file.span(f"entry {number}"), answers)


def _parsed(file: GivenFile) -> Any:  # noqa: ANN401 - a file may hold anything
    try:
        content = json.loads(decode(file).text, parse_float=str, parse_int=str)
        _check_depth(content, 0)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, character {error.colno}"
        message = f"it is not well-formed JSON ({error.msg})."
        raise InputError(file.name, message, place=place, remedy=_REMEDY) from error
    except RecursionError as error:
        raise InputError(file.name, "it is nested too deep.", remedy=_REMEDY) from error
    return content


def _check_depth(value: object, depth: int) -> None:
    """Raises RecursionError for what is nested deeper than any form."""
    if depth > _DEEPEST:
        raise RecursionError
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        _check_depth(each, depth + 1)


def _titles(value: object, depth: int) -> Iterator[tuple[str, str]]:
    """The questions of the form by their ids, from wherever the form itself is described."""
    if isinstance(value, list):
        for each in value:
            yield from _titles(each, depth + 1)
    elif isinstance(value, dict):
        title = value.get("title")
        for key in ("id", "ref", "itemId", "questionId"):
            if isinstance(title, str) and isinstance(value.get(key), str):
                yield value[key], title
        asked = value.get("questionItem")
        question = asked.get("question") if isinstance(asked, dict) else None
        if isinstance(title, str) and isinstance(question, dict):
            yield str(question.get("questionId", "")), title
        for each in value.values():
            yield from _titles(each, depth + 1)


def _records(content: object) -> Sequence[Mapping[str, Any]]:
    """The entries: those of a list, of a list inside, or the one that the file is."""
    if isinstance(content, list):
        records = [each for each in content if isinstance(each, dict)]
        return [inner for each in records for inner in _unwrapped(each)]
    if not isinstance(content, dict):
        return []
    for key in _LISTS:
        inner = content.get(key)
        if isinstance(inner, list) and inner and all(isinstance(each, dict) for each in inner):
            if _has_answers(content) and key in _ANSWERS:
                continue
            if not any(_title(each) and _value_of(each) for each in inner) or key == "items":
                return [record for each in inner for record in _unwrapped(each)]
        if isinstance(inner, dict) and not _has_answers(content):
            return _unwrapped(inner)
    return [content]


def _unwrapped(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    inner = record.get("form_response")
    return [inner if isinstance(inner, dict) else record]


def _has_answers(record: Mapping[str, Any]) -> bool:
    return isinstance(record.get("answers"), list | dict)


def _answers(record: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    kept = next((key for key in _ANSWERS if isinstance(record.get(key), list | dict)), "")
    inner = record.get(kept)
    if isinstance(inner, list):
        for each in inner:
            yield from _answer(each, "", titles)
    elif isinstance(inner, dict):
        for key, each in inner.items():
            yield from _answer(each, str(key), titles)
    for key, value in record.items():
        if key != kept and key not in {"definition", "metadata", "calculated", "form"}:
            yield from _plain(str(key), value)


def _answer(each: object, key: str, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """An answer with its question: beside it, by its id, or in it."""
    if not isinstance(each, dict):
        yield _named(titles.get(key, key)), _text(each)
        return
    inner = each.get("field")
    about = inner if isinstance(inner, dict) else each
    ids = [about.get(name) for name in ("id", "ref", "questionId")]
    known = next((titles[i] for i in (*ids, key) if isinstance(i, str) and i in titles), "")
    title = known or _title(about) or key
    for part, text in _parts(_value_of(each)):
        yield _named(f"{title} {part}" if part else title), text


def _title(about: Mapping[str, Any]) -> str:
    return next((about[key] for key in _TITLES if isinstance(about.get(key), str)), "")


def _value_of(each: Mapping[str, Any]) -> object:
    """The answer itself; a Jotform answer calls its question `text`, so that comes last."""
    kind = each.get("type")
    if isinstance(kind, str) and kind in each:
        return each[kind]
    taken = _title(each)
    for key in _VALUES:
        value = each.get(key)
        if value not in (None, "", [], {}) and value != taken:
            return value
    return None


def _parts(value: object) -> Iterator[tuple[str, str]]:
    """An answer of several parts, such as a name or an address, part by part and whole."""
    if isinstance(value, dict) and not set(_CHOSEN) & set(value):
        names = {str(key): _text(inner) for key, inner in value.items()}
        listed = [text for text in names.values() if text]
        # First name before last, street before town: as the program writes them.
        joined = " ".join(listed) if {"first", "last"} & set(names) else ", ".join(listed)
        yield "", joined
    else:
        yield "", _text(value)


def _plain(key: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for inner, below in value.items():
            yield _named(f"{key} {inner}"), _text(below)
    else:
        yield _named(key), _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "\n".join(text for each in value if (text := _text(each)))
    if isinstance(value, dict):
        return next((text for key in _CHOSEN if (text := _text(value.get(key)))), "")
    return clean(str(value)).strip()


def _named(heading: str) -> str:
    return " ".join(clean(heading).replace("_", " ").split())[:300]
