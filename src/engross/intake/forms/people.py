"""The people behind a client: names, what they are, and their shares, as the form has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from engross.intake.crm.titles import parted
from engross.intake.forms.answers import read_answer
from engross.intake.forms.entries import Answer
from engross.intake.forms.people_headings import PersonAsked, people_asked
from engross.intake.forms.vocabulary import meaning_of, plain, table
from engross.intake.streams import slug
from engross.records import Span
from engross.sources.texts import one_line
from engross.uk.dates import dates_in

_ENTRIES: Final = re.compile(r"[;\n]")
_PARTS: Final = re.compile(r"[,()\[\]/]|\s[-\N{EN DASH}\N{EM DASH}]\s|\s+and\s+|\s+&\s+|:\s")
_SHARE: Final = re.compile(
    r"(?P<words>(?:more than|over|at least|up to|less than) )?"
    r"(?P<low>[0-9]{1,3}(?:\.[0-9]{1,4})?)\s?"
    r"%?(?:\s?(?:-|to|\N{EN DASH})\s?(?P<high>[0-9]{1,3}(?:\.[0-9]{1,4})?)\s?)?"
    r"(?P<sign>%|per ?cent)?(?: (?:share|shares|shareholding|holding|of (?:the )?shares))?",
    re.IGNORECASE,
)
_ENDS_IN_SHARE: Final = re.compile(
    r"(?P<name>\D+?) "
    r"(?P<share>(?:(?:more than|over|at least) )?[0-9][0-9. %to-]*(?:%|per ?cent).*)",
    re.IGNORECASE,
)
_FEWEST_WORDS: Final = 2
BY_TYPE: Final = "by-type"
"""The role of people who are directors, members or trustees, as the client is."""
_WHOLE: Final = 100


@dataclass(frozen=True)
class Person:
    """Somebody behind the client."""

    name: str
    roles: tuple[str, ...] = ()
    share: str = ""
    """`60%`, `25% to 50%`."""
    spans: tuple[Span, ...] = ()

    @property
    def key(self) -> str:
        """Their name in facts, the same with a title and without: `jane-smith`."""
        return slug(parted(self.name)[1] or self.name)


@dataclass
class People:
    """Those whom a form names, and what of it could not be read."""

    found: dict[str, Person] = field(default_factory=dict)
    unread: list[Span] = field(default_factory=list)
    private: list[Span] = field(default_factory=list)
    """Where a date stands beside a name: a birthday, which is not taken."""

    def add(self, person: Person) -> None:
        """Somebody; who was named before gets what is new."""
        before = self.found.get(person.key)
        self.found[person.key] = _both(before, person) if before else person


def people_in(answers: Sequence[Answer]) -> People:
    """Everybody whom the answers name, each once: those asked for one by one, then the lists."""
    people = People()
    listed: list[tuple[str, Answer]] = []
    single: dict[tuple[str, int], list[tuple[PersonAsked, Answer]]] = {}
    for answer in answers:
        asked = people_asked(answer.heading)
        secret = meaning_of(answer.heading)
        if asked is None or (secret and secret.group == "never"):
            continue
        if asked.number == 0:
            listed.append((asked.role, answer))
        else:
            single.setdefault((asked.role, asked.number), []).append((asked, answer))
    for parts in single.values():
        _add_single(people, parts)
    for role, answer in listed:
        _add_listed(people, role, answer)
    return people


def share_of(text: str) -> str:
    """The share that the text says: `60%`; empty for none."""
    found = _SHARE.fullmatch(one_line(text).strip(" ."))
    if found is None or (not found["sign"] and "%" not in text and not found["high"]):
        return ""
    limits = [float(limit) for limit in (found["low"], found["high"]) if limit]
    if any(limit > _WHOLE for limit in limits):
        return ""
    if found["high"]:
        return f"{found['low']}% to {found['high']}%"
    return f"{(found['words'] or '').casefold()}{found['low']}%"


def _add_single(people: People, parts: Sequence[tuple[PersonAsked, Answer]]) -> None:
    """Somebody who is asked for by number, part by part."""
    told = {asked.part: answer for asked, answer in parts}
    name = told.get("name")
    if name is None:
        return
    read = read_answer("person", name.text)
    if not read.value:
        people.unread += [name.span] if read.problem else []
        return
    share = told.get("share")
    roles = _roles_in(told["role"].text) if "role" in told else ()
    people.add(
        Person(
            read.value,
            tuple(dict.fromkeys((parts[0][0].role, *roles))),
            share_of(share.text) or share_of(f"{share.text}%") if share else "",
            tuple(answer.span for answer in told.values()),
        )
    )


def _add_listed(people: People, role: str, answer: Answer) -> None:
    """People in one answer: a line for each, or names with their parts behind them."""
    for line in filter(None, (one_line(line) for line in _ENTRIES.split(answer.text))):
        current: Person | None = None
        for part in _parts_of(line):
            current = _taken(people, role, current, part, answer.span)
        if current:
            people.add(current)


def _parts_of(line: str) -> Iterator[str]:
    """The line where its marks part it, and before a share: `Jane Smith 60%`."""
    for part in filter(None, (part.strip(" .") for part in _PARTS.split(line))):
        found = _ENDS_IN_SHARE.fullmatch(part)
        yield from (found["name"], found["share"]) if found else (part,)


def _taken(
    people: People, role: str, current: Person | None, part: str, span: Span
) -> Person | None:
    """Who is spoken of after this part of a line."""
    if dates_in(part):
        people.private.append(span)
    elif current and (share := share_of(part)):
        return replace(current, share=share)
    elif roles := _roles_in(part):
        return _with_roles(current, roles) if current else None
    elif name := _name_in(part):
        if current:
            people.add(current)
        return Person(name, (role,) if role else (), "", (span,))
    elif read_answer("text", part).value:
        people.unread.append(span)
    return current


def _with_roles(person: Person, roles: Sequence[str]) -> Person:
    return replace(person, roles=tuple(dict.fromkeys((*person.roles, *roles))))


def _name_in(part: str) -> str:
    if len(parted(part)[1].split()) < _FEWEST_WORDS:
        return ""
    return read_answer("person", part).value


def _roles_in(text: str) -> tuple[str, ...]:
    """The roles that the words are, `director and shareholder`; none where they say more."""
    known = {word: role for role, words in table("people", "roles").items() for word in words}
    parts = [part.strip() for part in re.split(r"\band\b|,|/|&", plain(text)) if part.strip()]
    singular = [part if part in known else part.removesuffix("s") for part in parts]
    if not singular or any(part not in known for part in singular):
        return ()
    return tuple(known[part] for part in singular)


def _both(one: Person, other: Person) -> Person:
    return replace(
        one,
        roles=tuple(dict.fromkeys((*one.roles, *other.roles))),
        share=one.share or other.share,
        spans=tuple(dict.fromkeys((*one.spans, *other.spans))),
    )


def roles_in_words(person: Person) -> str:
    """`Director and shareholder`; empty where the form says none."""
    *first, last = person.roles or ("",)
    joined = f"{', '.join(first)} and {last}" if first else last
    return joined[:1].upper() + joined[1:]


def with_roles_of(people: Iterable[Person], kind: str) -> tuple[Person, ...]:
    """The people, who are what such a client has where the form leaves it at that."""
    role = table("people", "of-types").get(kind, "")
    return tuple(
        replace(
            person,
            roles=tuple(
                dict.fromkeys(
                    filter(None, (role if one == BY_TYPE else one for one in person.roles))
                )
            ),
        )
        for person in people
    )


def sure_shares(people: Sequence[Person]) -> Iterator[float]:
    """The shares that are one number."""
    for person in people:
        if re.fullmatch(r"[0-9.]+%", person.share):
            yield float(person.share.removesuffix("%"))
