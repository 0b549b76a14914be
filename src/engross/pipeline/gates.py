"""The gates of a run as they are kept: read, taken over by a rerun, and told as facts.

Whatever is recorded of a gate is in the ledger too, and what the store has is believed only where
the two agree: a row that somebody changed opens nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from engross.errors import Tampered
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of, own_subject
from engross.records import (
    GATES,
    MEASURES,
    Fact,
    GateEntry,
    GateKey,
    Gates,
    Run,
    Span,
    canonical_json,
)
from engross.signoff.gates import SEARCH_AGAIN, STATUS_WORDS
from engross.uk.periods import as_at
from engross.workspace.specs import CrewSpec

LINE: Final = "gate"
"""The kind of the ledger's lines about gates."""
_FORM: Final = "form"
_ENTRIES: Final = "what people recorded"


def gates_of(services: Services, run: Run) -> Gates:
    """Everything that was recorded of the run's gates; nothing of a run that has none.

    Raises:
        Tampered: the store has other than the ledger noted.
    """
    gates = _kept(services, run)
    line = services.ledger.newest(LINE, run.id)
    if line is None and not gates.entries:
        return gates
    noted = services.ledger.details(line) if line else None
    if noted is None or noted.get("gates") != gates.fingerprint():
        raise Tampered(
            f"What is kept of the gates of {run.id} is not what the ledger noted.",
            remedy="Nothing may be signed on it: put the store back from a backup, or make the "
            "document again and record each gate anew.",
        )
    return gates


def has_gates(services: Services, run: Run) -> bool:
    """Whether the run has gates: its crew is about a form now, or was when it was started."""
    return services.records.has(run.id, names.GATES) or crew_of(services, run).subject == _FORM


def begin_gates(services: Services, run: Run) -> None:
    """Give a new run about a form its gates: all shut, but for what a rerun takes over.

    A rerun takes over what was recorded when it is about the same person, out of the same form,
    byte for byte: another form may name other directors, for whom nobody has looked.
    """
    if crew_of(services, run).subject != _FORM:
        return
    taken = _taken_over(services, run)
    told = f"{len(taken.entries)} entries taken over" if run.supersedes else "all shut"
    if _other_search(services, run, taken):
        taken = Gates(entries=tuple(one for one in taken.entries if one.gate != "conflict"))
        told = f"{len(taken.entries)} entries taken over. {SEARCH_AGAIN}"
        services.progress(SEARCH_AGAIN)
    keep(services, run, taken, actor="engross", told=told)


def keep(services: Services, run: Run, gates: Gates, *, actor: str, told: str) -> None:
    """Keep the gates, with their line in the ledger; inside one transaction."""
    with services.together():
        services.records.save(run.id, names.GATES, gates)
        services.ledger.record(
            LINE,
            run=run.id,
            actor=actor,
            subject=told,
            payload={
                "gates": gates.fingerprint(),
                "entries": [entry.model_dump(mode="json") for entry in gates.entries[-1:]],
            },
        )


def gate_facts(services: Services, run: Run) -> tuple[Fact, ...]:
    """What the gates are, what opens each and who said what, for the firm's own checklist.

    Of every gate scope `gate:<key>`, of the as-at day. Reasons are not among them, nor what a
    search found. They belong into files that stay in the firm.
    """
    crew, gates = crew_of(services, run), gates_of(services, run)
    return tuple(
        fact for gate in GATES for fact in _facts_of(services, run, crew, gate, gates.newest(gate))
    )


def _facts_of(
    services: Services, run: Run, crew: CrewSpec, gate: GateKey, newest: GateEntry | None
) -> Iterator[Fact]:
    spec = crew.gates.get(gate)
    title = spec.title if spec else gate.capitalize()
    told: dict[str, str | dt.date] = {"gate": title}
    if spec:
        told["gate-evidence-wanted"] = spec.evidence
    where = Span(source=crew.fingerprint(), file=f"crews/{run.crew}.yaml", place=f"gates.{gate}")
    recorded: dict[str, str | dt.date] = {"gate-status": STATUS_WORDS["waiting"]}
    at = where
    if newest is not None:
        person = services.workspace.firm.person(newest.by)
        recorded = {
            "gate-status": STATUS_WORDS[newest.status],
            "gate-evidence": newest.evidence,
            "gate-by": person.name if person else newest.by,
            "gate-on": newest.at.date(),
        }
        at = Span(source=newest.fingerprint(), file=_ENTRIES, place=f"{gate}, {newest.at:%Y-%m-%d}")
    for span, values in ((where, told), (at, recorded)):
        for measure, value in values.items():
            if value:
                yield Fact(
                    measure=measure,
                    period=as_at(run.as_at).key,
                    scope=f"gate:{gate}",
                    unit=MEASURES[measure].unit,
                    value=value,
                    label=title,
                    operation="assumed",
                    spans=(span,),
                )


def _kept(services: Services, run: Run) -> Gates:
    if not services.records.has(run.id, names.GATES):
        return Gates()
    return services.records.load(run.id, names.GATES, Gates)


def _taken_over(services: Services, run: Run) -> Gates:
    """What was recorded before, where it is certain that it holds; nothing otherwise."""
    if not run.supersedes:
        return Gates()
    earlier = services.runs.get(run.supersedes)
    if not _is_the_same(services, run, earlier):
        return Gates()
    try:
        return gates_of(services, earlier)
    except Tampered:  # then each gate is recorded anew, as the message of it says
        return Gates()


def _other_search(services: Services, run: Run, taken: Gates) -> bool:
    """Whether the search finds others by now than when the conflict check was taken as done."""
    from engross.pipeline.conflicts import finds_others  # noqa: PLC0415 - it imports this module

    # The new run's form is not read yet; the earlier one's is the same, byte for byte.
    return bool(run.supersedes) and finds_others(services, services.runs.get(run.supersedes), taken)


def _is_the_same(services: Services, run: Run, earlier: Run) -> bool:
    """Whether both are for the same client to be, out of the same form."""
    one, other = own_subject(services, run), own_subject(services, earlier)
    if one is None or other is None or run.entry != earlier.entry:
        return False
    return _who(one) == _who(other) and _forms(services, run) == _forms(services, earlier)


def _who(own: names.OwnSubject) -> bytes:
    return canonical_json([own.client.key, own.client.name, own.prospect])


def _forms(services: Services, run: Run) -> list[str]:
    inputs = crew_of(services, run).inputs
    return sorted(
        one.sha256 for one in run.inputs if one.role in inputs and inputs[one.role].kind == _FORM
    )
