"""The entries of a form's export, or of the mail in which a form was sent on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from engross.errors import InputError
from engross.intake.forms.vocabulary import meaning_of
from engross.intake.given import GivenFile
from engross.records import Span
from engross.uk.dates import parse_date

_MAIL: Final = ".eml"
_JSON: Final = ".json"
_LONGEST_ID: Final = 64


@dataclass(frozen=True)
class Answer:
    """One answer."""

    heading: str
    """As the form asks."""
    text: str
    """As it was given, its lines kept."""
    span: Span


@dataclass(frozen=True)
class Entry:
    """What one person filled in."""

    number: int
    """From 1, in the order of the file."""
    place: Span
    answers: tuple[Answer, ...]

    @property
    def id(self) -> str:
        """The form program's own name for it; empty without one."""
        found = " ".join(self._about("id").split())
        return found if len(found) <= _LONGEST_ID else ""

    @property
    def submitted(self) -> dt.date | None:
        """The day on which it was filled in; `None` when the form does not say."""
        text = self._about("submitted").replace("T", " ").strip()
        for said in (text, text.split(" ", maxsplit=1)[0]):
            try:
                return parse_date(said)
            except ValueError:
                continue  # the day without its time, or none that is known
        return None

    def _about(self, key: str) -> str:
        for answer in self.answers:
            meaning = meaning_of(answer.heading)
            if meaning and (meaning.group, meaning.key) == ("about", key) and answer.text:
                return answer.text
        return ""


def entries_of(file: GivenFile) -> tuple[Entry, ...]:
    """The entries in the file's order.

    Raises:
        InputError: it cannot be read, or holds no answer to a question that is known.
    """
    found = [replace(entry, answers=_given(entry)) for entry in _read(file)]
    found = [entry for entry in found if entry.answers]
    if not any(_is_understood(entry) for entry in found):
        raise InputError(
            file.name,
            "no question of a form for new clients was recognised in it.",
            remedy="Give the export with its headings, one row for each entry; "
            "docs/how-to/onboarding.md lists the headings that are known.",
        )
    return tuple(replace(entry, number=number) for number, entry in enumerate(found, start=1))


def entry_called(entries: Sequence[Entry], wanted: str) -> Entry | None:
    """The entry of that id or number; the only one when none is named; else `None`."""
    if not wanted:
        return entries[0] if len(entries) == 1 else None
    named = [entry for entry in entries if entry.id and entry.id.casefold() == wanted.casefold()]
    if len(named) == 1:
        return named[0]
    number = wanted.casefold().removeprefix("entry").strip()
    return next((entry for entry in entries if str(entry.number) == number), None)


def reference_of(entries: Sequence[Entry], entry: Entry) -> str:
    """What `--entry` takes for it: its id where that is its own, else `entry 3`."""
    alike = [one for one in entries if one.id.casefold() == entry.id.casefold()]
    numbers = {str(one.number) for one in entries if one is not entry}
    if entry.id and len(alike) == 1 and entry.id not in numbers:
        return entry.id
    return f"entry {entry.number}"


def _read(file: GivenFile) -> Iterator[Entry]:
    """Each reader is loaded only for the files that it reads."""
    if file.suffix == _JSON:
        from engross.intake.forms import json_exports as reader  # noqa: PLC0415 - see above
    elif file.suffix == _MAIL:
        from engross.intake.forms import mailed as reader  # type: ignore[no-redef]  # noqa: PLC0415
    else:
        from engross.intake.forms import tables as reader  # type: ignore[no-redef]  # noqa: PLC0415
    return reader.read(file)


def _given(entry: Entry) -> tuple[Answer, ...]:
    return tuple(answer for answer in entry.answers if answer.text.strip())


def _is_understood(entry: Entry) -> bool:
    return any(
        meaning.group in {"field", "part"}
        for answer in entry.answers
        if (meaning := meaning_of(answer.heading))
    )
