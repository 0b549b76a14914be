"""The conflict search: who is behind a new client, against everybody whom the firm knows.

What it finds is shown to people of the firm, and is in no draft, document, finding, prompt or tool:
the client is never told. Finding nothing opens nothing; a person decides.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, get_args

from engross.errors import RefusedError
from engross.intake.alike import How, alike, named_in, names_in
from engross.intake.forms.traders import apart
from engross.pipeline import names
from engross.pipeline.gates import has_gates
from engross.pipeline.services import Services
from engross.pipeline.subjects import own_subject
from engross.records import Evidence, Fact, Gates, Record, Run, canonical_json
from engross.records.slots import OPEN
from engross.workspace.register import Contact, Person

CONFLICTS: Final = "conflict-search"
"""The name under which it is kept that somebody has looked at the search."""

_NAMES_IN: Final = frozenset(
    f"field:{key}"
    for key in (
        "legal-name",
        "trading-name",
        "former-names",
        "contact-name",
        "instructors",
        "billing-contact",
        "counterparties",
        "their-solicitors",
        "group",
        "predecessor",
    )
)
"""The fields of a form whose answers are names; in all others names are looked for as in a text."""
_RUN: Final = "run "
_ANSWER: Final = "field-value"
_PERSON: Final = "officer"
_ADDRESSES: Final = frozenset({"field:address", "field:postal-address"})
"""Of an earlier run they name places, which are nobody."""
_WHOLLY: Final[tuple[How, ...]] = get_args(How)[:2]
_ONE_WORD: Final = 6
"""Letters from which on a single word of the register is looked for: `HP` or `Ruth` is anybody."""


class SearchedName(Record):
    """A name that was looked for."""

    name: str
    place: str
    """Where the form has it."""


class ConflictHit(Record):
    """A name of the form that may be somebody's whom the firm knows."""

    name: str
    place: str
    """Where the form has it."""
    found: str
    """The name, or the words, that the firm has."""
    found_place: str
    """Where: `firm.yaml clients[1].contacts[0].name`, `run onboarding-20261014-0a1b2c, ...`."""
    whose: str
    """In words, whom the firm knows by it: `client Copperbeech Nurseries Limited`."""
    how: How
    """In what way they are alike."""


class ConflictSearch(Record):
    """What the search looked for, in how much, and what it found."""

    names: tuple[SearchedName, ...]
    compared: int
    """With how many names of the firm's each was compared."""
    hits: tuple[ConflictHit, ...]

    @property
    def digest(self) -> str:
        """Hex SHA-256 of what was found."""
        return hashlib.sha256(
            canonical_json([hit.model_dump(mode="json") for hit in self.hits])
        ).hexdigest()


class LookedAt(Record):
    """That somebody was shown a search. What it found is of others, and is searched anew."""

    hits: str
    """What was found, as a hash."""
    at: dt.datetime
    by: str = ""
    """E-mail address of whoever asked, as far as they said."""


class _Known(NamedTuple):
    """A name or text that the firm has."""

    text: str
    place: str
    whose: str
    is_name: bool = True


def search_conflicts(services: Services, run: Run) -> ConflictSearch:
    """Everybody whom the run's form names, against the register and the firm's earlier runs."""
    own, told = list(_of_run(services, run)), []
    known = list(_known(services, run))
    for mine in own:
        told += [SearchedName(name=name, place=mine.place) for name in _names_of(mine)]
    hits = (hit for mine in own for hit in _hits(mine, known))
    return ConflictSearch(
        names=tuple(dict.fromkeys(told)), compared=len(known), hits=tuple(_each_once(hits))
    )


def look_at_conflicts(services: Services, run: Run, by: str = "") -> ConflictSearch:
    """The search as it comes out now; that somebody was shown it is kept, not what it found.

    Raises:
        RefusedError: the run has no gates, or its form is not read yet.
    """
    if not has_gates(services, run) or not services.records.has(run.id, names.EVIDENCE):
        raise RefusedError(
            f"There is nothing to search for in {run.id}.",
            remedy="Wait until it is held; only a run about a new client has a conflict check.",
        )
    found = search_conflicts(services, run)
    looked = LookedAt(hits=found.digest, at=services.now(), by=by)
    services.records.save(run.id, CONFLICTS, looked)
    return found


def check_looked_at(services: Services, run: Run) -> str:
    """The hash of what the search finds now, which somebody was shown.

    Raises:
        RefusedError: nobody was, or it finds other things by now.
    """
    remedy = f"Look at it, and then decide: engross gate {run.id} conflict"
    if not services.records.has(run.id, CONFLICTS):
        raise RefusedError("Nobody has looked at the conflict search yet.", remedy=remedy)
    shown = services.records.load(run.id, CONFLICTS, LookedAt)
    now = search_conflicts(services, run).digest
    if shown.hits != now:
        raise RefusedError(
            "The conflict search finds other things than when it was last shown.", remedy=remedy
        )
    return now


def finds_others(services: Services, run: Run, gates: Gates) -> bool:
    """Whether the conflict gate was opened on another search than it would be now."""
    newest = gates.newest("conflict")
    if newest is None or newest.status not in {"done", "exception"}:
        return False
    return newest.search != search_conflicts(services, run).digest


def _hits(mine: _Known, known: Iterable[_Known]) -> Iterator[ConflictHit]:
    parts = _names_of(mine)
    for other in known:
        for name in parts if OPEN not in other.text else ():
            how = _likeness(name, mine, other)
            if how:
                yield ConflictHit(
                    name=name,
                    place=mine.place,
                    found=other.text,
                    found_place=other.place,
                    whose=other.whose,
                    how=how,
                )


def _likeness(name: str, mine: _Known, other: _Known) -> How | None:
    if mine.is_name and len(name.split()) == 1 and name != mine.text.strip():
        # A word out of a longer field, such as a town, is nobody but who is called just that.
        how = alike(name, other.text) if other.is_name else None
        return how if how in _WHOLLY else None
    if other.is_name and mine.is_name and (how := alike(name, other.text)):
        return how
    if other.is_name and _tells(other.text) and named_in(other.text, name):
        return "it is named there"
    if not other.is_name and mine.is_name and _tells(name) and named_in(name, other.text):
        return "it is named there"
    return None


def _tells(name: str) -> bool:
    """Whether the name is more than a code or a first name, so that it may be sought in texts."""
    return len(name.split()) > 1 or len(name) >= _ONE_WORD


def _names_of(one: _Known) -> tuple[str, ...]:
    """The names in a field; a running text is taken whole."""
    return tuple(names_in(one.text)) if one.is_name else (one.text,)


def _each_once(hits: Iterable[ConflictHit]) -> Iterator[ConflictHit]:
    """Of the parts of one field and the names of one whom the firm knows, the nearest two."""
    best: dict[tuple[str, str, str], ConflictHit] = {}
    order = get_args(How)
    for hit in hits:
        # An earlier run is one place for many people; the register has a place for each.
        key = (hit.place, hit.whose, hit.found if hit.found_place.startswith(_RUN) else "")
        kept = best.get(key)
        if kept is None or order.index(hit.how) < order.index(kept.how):
            best[key] = hit
    yield from best.values()


# --- what the form says ---------------------------------------------------------------------------


def _of_run(services: Services, run: Run) -> Iterator[_Known]:
    """Every name and text of the run's form and of what was given with it."""
    if own := own_subject(services, run):
        yield _Known(own.client.name, "the client's name", "")
        yield from (_Known(one.name, "the contact's name", "") for one in own.client.contacts)
    if not services.records.has(run.id, names.EVIDENCE):
        return
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    yield from filter(None, (_said(fact) for fact in evidence.facts))
    for passage in evidence.passages:
        yield _Known(passage.text, f"{passage.span.file} {passage.span.place}", "", is_name=False)


def _said(fact: Fact, whose: str = "", here: str = "") -> _Known | None:
    """What a fact of a form says, if it may name anybody."""
    if fact.measure not in {_ANSWER, _PERSON} or not isinstance(fact.value, str):
        return None
    is_name = fact.measure == _PERSON or fact.scope in _NAMES_IN
    return _Known(fact.value, f"{here}{_place(fact)}", whose, is_name=is_name)


def _place(fact: Fact) -> str:
    label = fact.label or fact.scope.partition(":")[2]
    return f"{label} ({fact.spans[0].file} {fact.spans[0].place})" if fact.spans else label


# --- whom the firm knows --------------------------------------------------------------------------


def _known(services: Services, run: Run) -> Iterator[_Known]:
    yield from _of_the_register(services)
    line = _line_of(services, run)
    for other in services.runs.list():
        if other.id not in line:
            yield from _of_another_run(services, other)


def _of_the_register(services: Services) -> Iterator[_Known]:
    firm = services.workspace.firm
    yield _Known(firm.particulars.name, "firm.yaml particulars.name", "the firm itself")
    for number, person in enumerate(firm.people):
        yield from _of_person(person, f"firm.yaml people[{number}]", f"{person.name} of the firm")
    for number, client in enumerate(firm.clients):
        here, whose = f"firm.yaml clients[{number}]", f"client {client.name}"
        for name in (client.name, *apart(client.name)):
            yield _Known(name, f"{here}.name", whose)
        yield from (_Known(n, f"{here}.names_in_records", whose) for n in client.names_in_records)
        for place, contact in enumerate(client.contacts):
            there = f"{here}.contacts[{place}]"
            yield from _of_person(contact, there, f"{contact.name}, {whose}")
        for place, matter in enumerate(client.matters):
            there = f"{here}.matters[{place}].title"
            yield _Known(matter.title, there, f"a matter of {whose}", is_name=False)


def _of_person(one: Person | Contact, here: str, whose: str) -> Iterator[_Known]:
    """By name, and by whatever records call them that is more than a code or first name."""
    yield _Known(one.name, f"{here}.name", whose)
    for record in one.names_in_records:
        if len(record.split()) > 1:
            yield _Known(record, f"{here}.names_in_records", whose)


def _of_another_run(services: Services, run: Run) -> Iterator[_Known]:
    """A prospect, or whoever stood behind another who wanted to become a client."""
    own = own_subject(services, run)
    if own is None:
        return
    here, whose = f"{_RUN}{run.id}", f"{own.client.name}, of an earlier run"
    if own.prospect:  # the register has everybody else
        yield _Known(own.client.name, f"{here}, client", whose)
        yield from (_Known(one.name, f"{here}, contact", whose) for one in own.client.contacts)
    yield _Known(own.matter.title, f"{here}, matter", whose, is_name=False)
    if not services.records.has(run.id, names.GATES) or not services.records.has(
        run.id, names.EVIDENCE
    ):
        return
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    facts = (fact for fact in evidence.facts if fact.scope not in _ADDRESSES)
    for said in filter(None, (_said(fact, whose, f"{here}, ") for fact in facts)):
        if said.is_name:
            yield from (said._replace(text=name) for name in names_in(said.text))
        else:
            yield said


def _line_of(services: Services, run: Run) -> set[str]:
    """The run with those that it replaced, or that replace it: they are about the same."""
    line, runs = {run.id}, {one.id: one for one in services.runs.list()}
    back: str | None = run.supersedes
    while back and back in runs and back not in line:
        line.add(back)
        back = runs[back].supersedes
    ahead: str | None = run.superseded_by
    while ahead and ahead in runs and ahead not in line:
        line.add(ahead)
        ahead = runs[ahead].superseded_by
    return line
