"""Record what a person says of a gate; the only way in which one opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from engross.errors import WrongState
from engross.pipeline import names
from engross.pipeline.conflicts import check_looked_at, finds_others
from engross.pipeline.gates import gates_of, has_gates, keep
from engross.pipeline.holding import THE_GATES, printed_from
from engross.pipeline.services import Services
from engross.pipeline.signing_in import signed_in
from engross.pipeline.subjects import crew_of
from engross.pipeline.suspicions import check_words
from engross.records import GateKey, Gates, HeldDocument, Run, RunState
from engross.signoff import Signer
from engross.signoff.gates import GateWish, gate_entry, shut_now, title_of

_OUT_OF_IT: Final[frozenset[RunState]] = frozenset({"archived", "failed"})
"""States of a rerun that replaces nothing: one that failed must not keep the gates shut."""


def record_gate(
    services: Services,
    run: str,
    wish: GateWish,
    *,
    email: str,
    password: Callable[[str], str],
) -> Gates:
    """What is recorded of the run's gates now; its files are made anew with it.

    Raises:
        RefusedError: and its kinds; the message says what stands in the way.
        RunBusy: somebody else is at work on this run.
    """
    found = services.runs.get(run)
    _check_open(services, found)
    signer = signed_in(services, found, email, password)
    with services.alone(found.id):
        return _record(services, services.runs.get(found.id), wish, signer)


def bring_up_to_date(services: Services, run: str) -> bool:
    """Whether the held files were made anew, because they did not have the gates as they are."""
    found = services.runs.get(run)
    with services.alone(found.id):
        return _refreshed(services, services.runs.get(found.id))


def shut_gates(services: Services, run: Run) -> tuple[GateKey, ...]:
    """The gates that are shut now, also a conflict check whose search finds others by now."""
    if not has_gates(services, run):
        return ()
    gates = gates_of(services, run)
    return shut_now(gates, other_search=finds_others(services, run, gates))


def _record(services: Services, run: Run, wish: GateWish, signer: Signer) -> Gates:
    """Looked up afresh: the person may have taken hours over the password."""
    _check_open(services, run)
    check_words(wish.reason, wish.evidence)
    crew = crew_of(services, run)
    entry = gate_entry(crew, run.crew, wish, signer, services.now())
    if wish.gate == "conflict" and wish.status in {"done", "exception"}:
        entry = entry.model_copy(update={"search": check_looked_at(services, run)})
    gates = Gates(entries=(*gates_of(services, run).entries, entry))
    keep(services, run, gates, actor=entry.by, told=f"{entry.gate} {entry.status}")
    services.progress(f"{title_of(crew, entry.gate)}: {entry.status}")
    _refreshed(services, run)
    return gates


def _refreshed(services: Services, run: Run) -> bool:
    """Whether the held files had to be made anew."""
    from engross.pipeline.refreshing import refresh  # noqa: PLC0415 - loads what makes Word files

    if run.state != "held":
        return False
    held = services.records.load(run.id, names.HELD, HeldDocument)
    if held.printed_from.get(THE_GATES) == printed_from(services, run).get(THE_GATES):
        return False
    refresh(services, run, THE_GATES)
    return True


def _check_open(services: Services, run: Run) -> None:
    """Refuse a run whose gates nobody may speak of any more, or not yet.

    Raises:
        WrongState: it has none, is under way, decided on, or being made again.
    """
    if not has_gates(services, run):
        raise WrongState(
            f"{run.id} has no gates: it is not about somebody who becomes a client.",
            remedy="`engross list` shows the runs there are.",
        )
    if run.state != "held":
        raise WrongState(
            f"{run.id} is {run.state}; gates are recorded while its document is held.",
            remedy=f"`engross show {run.id}` says how it stands.",
        )
    again = run.superseded_by or next(
        (
            other.id
            for other in services.runs.list()
            if other.supersedes == run.id and other.state not in _OUT_OF_IT
        ),
        "",
    )
    if again:
        raise WrongState(
            f"{again} replaces {run.id}, and has taken over what was recorded before.",
            remedy=f"Record it there: engross gate {again}",
        )
