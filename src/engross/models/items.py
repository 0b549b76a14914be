"""What a small model writes one sentence on: a figure or a passage, with the blanks it may use.

A blank is a short name for a slot, good for its item only: `[[day]]`, `[[owner]]`, `[[1]]` for the
first figure that a passage says. A small model copies it without a slip and in a fifth of the time;
code puts the slot in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engross.models.house.phrases import WORDS
from engross.models.house.reading import FactLine, PassageLine, Section
from engross.models.house.reporting import Reader, ask, report
from engross.models.keeping import added, has_verb, strays
from engross.records import BriefSection
from engross.records.slots import BRACKETS
from engross.workspace.specs import BySection, When

_WHOLE = ("matter", "invoices")
"""Scopes that are the whole of something; parts of it stand in the tables."""

_TOGETHER = 2
"""How many figures of one measure a sentence holds: this period's and the one before."""

_LETTERS = r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff ,.;:()'&/?-]"
"""What a sentence is written with, besides slots: no digit, no sign of money, no bracket."""

_LENGTH = 260
"""Characters and slots of a sentence."""

_SHORTEST = 12
"""Characters and slots below which nothing has been said."""

_DAY, _OWNER, _DUE = "[[day]]", "[[owner]]", "[[due]]"
"""Blanks: the day on which it was said or that a balance is of, who took it on, by when."""

_OWNER_SAID = re.compile(r"\s*\bowner:[^.]*\.?\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Sources:
    """What the brief names, looked up."""

    period: str
    """The report's period key."""
    reader: Reader
    """For whom the document is written."""
    facts: Mapping[str, FactLine]
    passages: Mapping[str, PassageLine]
    register: tuple[FactLine, ...] = ()
    """Names and days that belong to the whole document."""

    def named(self, measure: str) -> FactLine | None:
        """The register's fact of that measure, first the one of the client or the firm itself."""
        mine = [fact for fact in self.register if fact.measure == measure]
        return next((f for f in mine if f.scope in {"client", "firm", "matter"}), None)


@dataclass(frozen=True)
class Item:
    """One thing to write a sentence on."""

    name: str
    """A measure or a passage's id; the answer has the sentence under it."""
    told: str
    """The line that the model reads."""
    blanks: Mapping[str, str]
    """What the sentence may hold besides words, brackets and all, each with the slot it means."""
    needed: tuple[str, ...]
    """The blanks that must be in it; a server is told of the first."""
    plain: str
    """The sentence, with slots, that stands where the model's cannot."""
    opening: str = ""
    """How it must begin."""
    closing: str = ""
    """What code adds at its end."""
    cites: tuple[str, ...] = ()
    """Passages that it rests on."""
    said: str = ""
    """For a passage: its words, to which the sentence must keep."""
    shortened: bool = False
    """Whether the sentence may leave out what matters less."""

    @property
    def schema(self) -> dict[str, Any]:
        """What a server can hold the model to: the opening, plain words and these blanks.

        Every part is bounded: under a grammar without a bound a small model writes on and on.
        """
        letters = _LETTERS.replace("?", "") if self.opening else _LETTERS
        once = self.needed[:1]
        part = "|".join((letters, *(_escaped(b) for b in self.blanks if b not in once)))
        begun = f"{_escaped(self.opening)} " if self.opening else ""
        if not self.needed:
            return {"type": "string", "pattern": f"^{begun}({part}){{{_SHORTEST},{_LENGTH}}}$"}
        needed, half = _escaped(self.needed[0]), _LENGTH // 2
        return {
            "type": "string",
            "pattern": f"^{begun}({part}){{0,{half}}}{needed}({part}){{0,{half}}}$",
        }

    def sentence(self, answer: object) -> str:
        """The model's sentence with its slots; empty where it is none or does not keep to the item.

        A server need not have held the model to the schema.
        """
        text = " ".join(answer.split()) if isinstance(answer, str) else ""
        used = set(BRACKETS.findall(text))
        if not text or len(text) > _LENGTH or used - set(self.blanks):
            return ""
        if self._fault(text, used):
            return ""
        text = text.rstrip(" .?!,;:-") + ("?" if text.endswith("?") else ".")
        if self.closing:
            text = f"{text.rstrip('.')} {self.closing}."
        return _filled(text, self.blanks)

    def _fault(self, text: str, used: set[str]) -> bool:
        if self.said:
            blanks = self.needed
            return bool(strays(text, self.said, self.opening, blanks, shortened=self.shortened))
        if set(self.needed) - used or added(text, f"{self.told} {self.opening}"):
            return True
        # With an opening the sentence is whole at its figure; a second verb is the item read out.
        return bool(self.opening) and has_verb(text.rpartition(self.needed[0])[2])


def _filled(text: str, blanks: Mapping[str, str]) -> str:
    return BRACKETS.sub(lambda match: blanks[match.group()], text)


def _escaped(text: str) -> str:
    """As `re.escape`, but of signs only: servers ignore a pattern that escapes more."""
    return re.sub(r"[\[\](){}.*+?|^$\\]", r"\\\g<0>", text)


def items_of(
    section: Section, told: BriefSection, sources: Sources, how: BySection
) -> tuple[Item, ...]:
    """The items of a section: its figures of the whole, then its passages as the brief has them.

    A passage of a kind that the section does not name stands in the brief to explain a figure.
    """
    known = [sources.facts[i] for i in told.facts if i in sources.facts]
    notes = [sources.passages[i] for i in told.passages if i in sources.passages]
    chosen = [note for note in notes if section.is_summary or note.kind in section.kinds]
    short = section.is_summary
    return (
        *_figures(section, known, sources, how),
        *(_note(note, sources, how, short=short) for note in chosen),
    )


def _figures(
    section: Section, known: Sequence[FactLine], sources: Sources, how: BySection
) -> Iterator[Item]:
    for measure in section.measures:
        mine = [f for f in known if f.measure == measure and f.scope in _WHOLE and f.unit != "text"]
        if mine:
            yield _figure(measure, mine[:_TOGETHER], sources, how)


def _figure(measure: str, mine: Sequence[FactLine], sources: Sources, how: BySection) -> Item:
    names = dict(zip((f"[[{measure}]]", "[[before]]"), mine, strict=False))
    blanks = {blank: _slot(fact.id) for blank, fact in names.items()}
    as_at = sources.named("as-at")
    told = []
    for blank, fact in names.items():
        words = [blank, "is", fact.label.partition(" (")[0]]
        if when := how.periods.get(_when(fact.period, sources.period), ""):
            words[-1] += f", {when}"
        if as_at and fact.period.startswith("at-"):
            blanks[_DAY] = _slot(as_at.id)
            words.append(_DAY)
        told.append(" ".join(words))
    amount = mine[0].amount
    below = how.openings.get(f"{measure}/below") if amount is not None and amount < 0 else None
    forms = below or how.openings.get(measure, ())
    opening = next((form for form in forms if _known(form, blanks)), "")
    begin = f', begin "{opening}"' if opening else ""
    return Item(
        name=measure,
        told=f"{measure}{begin}: {'; '.join(told)}",
        blanks=blanks,
        needed=tuple(names)[:1],
        plain=_filled(f"{opening or f'{mine[0].label}:'} [[{measure}]].", blanks),
        opening=opening,
    )


def _known(form: str, blanks: Mapping[str, str]) -> bool:
    return set(BRACKETS.findall(form)) <= set(blanks)


def _when(period: str, reported: str) -> When:
    if period == reported:
        return "report"
    if period.startswith("at-"):
        return "as-at"
    if period in {"engagement", "register"}:
        return "engagement" if period == "engagement" else "register"
    return "before"


def _note(note: PassageLine, sources: Sources, how: BySection, *, short: bool) -> Item:
    text, blanks = _figures_blank(note)
    text = _to_reader(text, sources)
    opening = _opening(note, sources, how)
    needed = [blank for blank in blanks if not (_DAY in opening and _is_day(note, blank, sources))]
    by = {_DUE: note.due_fact, _DAY: note.said_on_fact, _OWNER: note.owner_fact}
    wanted = {_DUE: bool(note.due_fact), _DAY: _DAY in opening, _OWNER: bool(note.owner_fact)}
    blanks |= {blank: _slot(fact) for blank, fact in by.items() if wanted[blank]}
    owned = note.kind == "risk" and note.owner_fact
    if owned:
        text = _OWNER_SAID.sub("", text)
    asks_day = bool(note.due_fact) and _DUE not in opening
    due = f", by {_DUE}" if asks_day else ""
    begin = f', begin "{opening}"' if opening else ""
    told = ask if note.kind == "action" and note.owner_side == "client" else report
    return Item(
        name=note.id,
        told=f"{note.id}: {note.kind}{due}{begin}: {text}",
        blanks=blanks,
        needed=(*([_DUE] if asks_day else []), *needed),
        plain=told(note, sources.reader).text,
        opening=opening,
        closing=WORDS["owner"].format(owner=_OWNER) if owned else "",
        cites=(note.id,),
        said=text,
        shortened=short,
    )


def _is_day(note: PassageLine, blank: str, sources: Sources) -> bool:
    """Whether the figure is the day of the conversation, which the sentence begins with."""
    figure = note.figures[int(blank.strip("[]")) - 1]
    day = next((fact for fact in sources.register if fact.id == note.said_on_fact), None)
    return day is not None and day.display.startswith(figure)


def _slot(identifier: str) -> str:
    return f"[[fact:{identifier}]]"


def _opening(note: PassageLine, sources: Sources, how: BySection) -> str:
    """The first form whose blanks can be filled; the firm itself is "we" and the reader "you"."""
    owner, side = note.owner_fact and _OWNER, note.owner_side or note.side
    if side == "client" and _same(note.owner_fact, "client-contact", sources):
        side = "reader"
    if _same(note.owner_fact, "firm-name", sources):
        owner = "we"
    known = {_DAY: note.said_on_fact, _DUE: note.due_fact, _OWNER: owner}
    forms = how.openings.get(f"{note.kind}/{side}") or how.openings.get(note.kind, ())
    form = next((f for f in forms if all(known[b] for b in known if b in f)), "")
    text = form.replace(_OWNER, owner)
    return text[:1].upper() + text[1:]


def _same(identifier: str, measure: str, sources: Sources) -> bool:
    """Whether the fact says the name that the register has under that measure."""
    mine = next((fact for fact in sources.register if fact.id == identifier), None)
    named = sources.named(measure)
    return bool(mine and named and mine.display == named.display)


def _to_reader(text: str, sources: Sources) -> str:
    """The text with "you" for whom the document is addressed to."""
    known = "|".join(re.escape(name) for name in sources.reader.called)
    if not known:
        return text
    text = re.sub(rf"\b(?:{known})['\u2019]s\b", "your", text)
    return re.sub(rf"\b(?:{known})\b", "you", text)


def _figures_blank(note: PassageLine) -> tuple[str, dict[str, str]]:
    """The passage with a blank in the place of each figure that it says, and those blanks."""
    text, at, blanks = "", 0, {}
    for said in note.placed_figures():
        blank = f"[[{said.number}]]"
        text += note.text[at : said.start] + blank
        at = said.end
        blanks[blank] = said.slot
    return text + note.text[at:], blanks
