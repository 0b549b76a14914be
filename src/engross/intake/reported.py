"""What of notes about a prospect is the client's own word, and may reach an agent.

Nobody can list the remarks that a firm makes about a buyer. So a run about a deal turns it round: a
sentence of the notes is used only if it says that the client spoke, or is a labelled request, a
client's action or a decision of both sides; and never with a price or a judgement in it. The words
are in `reported.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from engross.intake.given import Subject
from engross.intake.kinds import toml
from engross.intake.phrases import plain
from engross.intake.sentences import sentences
from engross.intake.speakers import TITLES, Speakers
from engross.records import Passage
from engross.records.evidence import JUDGED, NOT_REPORTED, PRICED

_HELD: Final = {"amounts": PRICED, "price": PRICED, "judged": JUDGED, "ours": JUDGED} | {
    "private": JUDGED
}
"""By list of words, why a sentence with one of them is held back."""
_ASIDE: Final = re.compile(r"\s[-\N{EN DASH}\N{EM DASH}]+\s|[;(\[{\N{EM DASH}…!]|\.\.\.")
"""Where a written sentence may turn from what was said to a remark on it."""
_DAY: Final = r"(?:on (?:\w+ )?[0-9]{1,2}(?:st|nd|rd|th)? \w+(?: [0-9]{4})?,? )?"
_IN_BRACKETS: Final = re.compile(r"\s*\(([^)]*)\)")
_APART: Final = re.compile(r"[,;&\n]|\band\b")
_SHORTEST: Final = 3
"""Letters; a shorter name is a word like any other."""


@dataclass(frozen=True)
class Marks:
    """What a file of notes says of its lines beside their words."""

    told: frozenset[str] = frozenset()
    """The places of what stands under a heading such as `What they told us`."""
    labelled: frozenset[str] = frozenset()
    """The places of what stands under a known heading or behind a label."""
    people: tuple[str, ...] = ()
    """What the lines at the top say of people: `Sam Okafor (Quillhaven), Helen Pike`."""


def heading_tells(heading: str) -> bool:
    """Whether a heading says that what stands under it is the client's own account."""
    words = plain(heading).strip(" \t.:;-*_#")
    return _words("headings", "told").fullmatch(words) is not None


def reported_only(
    passages: Iterable[Passage], marks: Marks, subject: Subject
) -> tuple[Passage, ...]:
    """The passages; in a run about a deal, what is not the client's own word is withheld.

    A passage of which one sentence is withheld and another not is parted.
    """
    if not subject.deal:
        return tuple(passages)
    judge = _Judge(Speakers(subject), marks, _client_names(subject, marks.people))
    return tuple(part for passage in passages for part in judge.parted(passage))


@dataclass(frozen=True)
class _Judge:
    speakers: Speakers
    marks: Marks
    names: tuple[str, ...]
    """The client's names and those of its people, the longest first."""

    def parted(self, passage: Passage) -> Iterator[Passage]:
        if passage.withheld:
            yield passage
            return
        if passage.speaker and self.speakers.side(passage.speaker) == "client":
            yield _with(passage, passage.text, reason_for(passage.text))
            return
        said = [sentence.text for sentence in sentences(passage.text)]
        reasons = [self._reason(passage, text, number) for number, text in enumerate(said)]
        if len(set(reasons)) == 1:
            yield _with(passage, passage.text, reasons[0])
            return
        for number, (text, reason) in enumerate(zip(said, reasons, strict=True)):
            yield _with(_after(passage) if number else passage, text, reason)

    def _reason(self, passage: Passage, text: str, number: int) -> str:
        held = reason_for(text)
        return held or ("" if self._is_the_clients(passage, plain(text), number) else NOT_REPORTED)

    def _is_the_clients(self, passage: Passage, text: str, number: int) -> bool:
        if _ASIDE.search(text):
            return False
        if self._reports(text) or (number == 0 and self._is_marked(passage, text)):
            return True
        return passage.span.place in self.marks.told and self._states(text)

    def _reports(self, text: str) -> bool:
        """Whether the sentence begins with what somebody of the client said; none of ours in it."""
        said = _reporting(self.names).match(text) or _words("said", "openings").match(text)
        return said is not None and not _words("statement", "first").search(text, said.end())

    def _is_marked(self, passage: Passage, text: str) -> bool:
        """A labelled instruction, an action of the client's, or a decision of both."""
        if _words("statement", "remark").search(text):
            return False
        if passage.kind == "decision":
            return _words("agreed", "both").search(text) is not None
        if passage.span.place not in self.marks.labelled:
            return False
        if passage.kind == "instruction":
            return not _words("statement", "unsure").search(text)
        return passage.kind == "action" and self._is_clients(passage.owner)

    def _is_clients(self, owner: str) -> bool:
        known = self.speakers.meant(owner)
        if known:
            return known.side == "client"
        return owner.casefold() in {name.casefold() for name in self.names}

    def _states(self, text: str) -> bool:
        """Whether it is a plain statement that names nobody."""
        if not _words("statement", "begins").match(text) or text.rstrip().endswith("?"):
            return False
        doubts = ("unsure", "ours", "people", "remark")
        named = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in self.names)
        return not named and not any(_words("statement", each).search(text) for each in doubts)


def reason_for(text: str) -> str:
    """Why nobody may have the words, whoever said them: a price, or a judgement; else nothing."""
    words = plain(text)
    return next(
        (reason for name, reason in _HELD.items() if _words("held", name).search(words)), ""
    )


def _with(passage: Passage, text: str, reason: str) -> Passage:
    return passage.model_copy(update={"text": text, "withheld": reason})


def _after(passage: Passage) -> Passage:
    """The passage as what follows an action: nobody is to do that."""
    if passage.kind != "action":
        return passage
    return passage.model_copy(update={"kind": "background", "owner": "", "due": ""})


@cache
def _reporting(names: tuple[str, ...]) -> re.Pattern[str]:
    """Finds, at a sentence's beginning, that one of the client's people said or wants something."""
    titled = rf"(?:(?:{'|'.join(_listed('said', 'titles'))})\.? )?"
    people = (titled + r"\s".join(map(re.escape, name.split())) for name in names)
    who = "|".join((*people, *(f"(?i:{each})" for each in _listed("said", "who"))))
    verbs, beside = ("|".join(_listed("said", name)) for name in ("verbs", "beside"))
    named = rf"(?:{who})(?:(?:,| and|,? (?:of|from|at)) (?:{who})){{0,2}},?"
    begins = rf"\W*(?i:{_DAY}){named}(?: (?:{beside}))* ?(?:{verbs})(?!\w)"
    return re.compile(begins.replace(" ", r"\s"))


@cache
def _words(group: str, name: str) -> re.Pattern[str]:
    listed = "|".join(_listed(group, name)).replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


@cache
def _listed(group: str, name: str) -> tuple[str, ...]:
    return tuple(toml("reported.toml")[group][name])


def _client_names(subject: Subject, people: Sequence[str]) -> tuple[str, ...]:
    """How notes may name the client and its people; no name that somebody of ours has too."""
    client = subject.client
    whole = {client.name, *client.names_in_records}
    whole |= {client.short_name} if client.short_name[:1].isupper() else set()
    short = {client.name.split()[0]} if client.name.split() else set()
    persons = {
        name for contact in client.contacts for name in (contact.name, *contact.names_in_records)
    }
    persons |= set(_present(people, client.name))
    ours = {word.casefold() for person in subject.firm.people for word in person.name.split()}
    shorter = {each for name in persons for each in _shorter(name)}
    names = {
        *whole,
        *persons,
        *(each for each in (*short, *shorter) if each.casefold() not in ours),
    }
    return tuple(sorted((n for n in names if len(n) >= _SHORTEST), key=lambda n: (-len(n), n)))


def _present(people: Sequence[str], client: str) -> Iterator[str]:
    """Those beside whose name the client's stands in brackets."""
    known = {word.casefold() for word in client.split()}
    for line in people:
        for part in _APART.split(_IN_BRACKETS.sub(r" (\1)", line)):
            bracket = _IN_BRACKETS.search(part)
            name = _IN_BRACKETS.sub("", part).strip()
            if bracket and name and known & {w.casefold() for w in bracket[1].split()}:
                yield name


def _shorter(name: str) -> Iterator[str]:
    """`Dr Imogen Achterberg` is also Imogen, Achterberg, Imogen Achterberg and Dr Achterberg."""
    words = name.split()
    title = words.pop(0) if words and words[0].casefold().rstrip(".") in TITLES else ""
    if not words:
        return
    yield from (" ".join(words), words[0], words[-1])
    titles = [title] if title else ["Mr", "Mrs", "Ms", "Miss", "Dr"]
    yield from (f"{each} {words[-1]}" for each in titles)
    if title:
        yield f"{title} {words[0]}"
