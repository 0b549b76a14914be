"""Who may say what of a gate of onboarding, and whether a document may be signed with one shut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from engross.errors import EngrossError, GateShut, NoRightToSign, RefusedError
from engross.records import GATES, GateEntry, GateKey, Gates, GateStatus
from engross.signoff.passwords import Signer
from engross.workspace.register import Person
from engross.workspace.specs import CrewSpec, GateSpec

ALWAYS_NEEDED: Final[frozenset[GateKey]] = frozenset({"conflict", "risk", "identity", "engagement"})
"""The gates of which nobody may say that they are not needed, whatever a file says."""

_JUDGED: Final[frozenset[GateKey]] = frozenset({"conflict", "risk", "screening", "funds"})
"""The gates that are a judgement; the others are papers, which a preparer may have seen too."""
_MAY_JUDGE: Final = frozenset({"fee_earner", "manager"})
_MAY_RECORD: Final = _MAY_JUDGE | {"preparer"}
_SIGNS: Final = frozenset({"fee_earner"})

SHORTEST_REASON: Final = 10
"""Characters that a reason must have."""
SHORTEST_EVIDENCE: Final = 4
"""Characters that a reference to evidence must have."""

STATUS_WORDS: Final[Mapping[GateStatus, str]] = MappingProxyType(
    {
        "waiting": "waits",
        "done": "done",
        "not needed": "not needed",
        "exception": "open by exception",
        "refused": "refused",
    }
)
"""How people are told of a status."""

SEARCH_AGAIN: Final = (
    "The conflict search finds other things than when its gate was opened: look again, and record "
    "it anew."
)
"""What people are told of a conflict check that waits again."""


@dataclass(frozen=True)
class GateWish:
    """What somebody wants to record of a gate."""

    gate: GateKey
    status: GateStatus
    """`waiting` takes back what was said before, so that the gate is shut again."""
    evidence: str = ""
    """Where it is kept: a reference, never its content."""
    reason: str = ""


def gate_entry(
    crew: CrewSpec, key: str, wish: GateWish, signer: Signer, at: dt.datetime
) -> GateEntry:
    """What is recorded, once every rule allows it; `key` is the crew's.

    Raises:
        NoRightToSign: this person may not say so of this gate.
        RefusedError: the reason or the reference is missing, or the gate is always needed.
    """
    for refusal in _refusals(crew, key, wish, signer.person):
        raise refusal
    return GateEntry(
        gate=wish.gate,
        status=wish.status,
        by=signer.person.email,
        at=at,
        evidence=wish.evidence.strip(),
        reason=wish.reason.strip(),
    )


def title_of(crew: CrewSpec, gate: GateKey) -> str:
    """What the firm calls the gate."""
    spec = crew.gates.get(gate)
    return spec.title if spec else gate.capitalize()


def gates_shut(
    crew: CrewSpec, gates: Gates | None, run: str, *, other_search: bool = False
) -> Iterator[EngrossError]:
    """That a document about a new client may not be signed yet; nothing once every gate is open.

    It goes by what people recorded of all gates there are: a crew's file can neither leave one out
    nor open one. `gates` is `None` for a run that has none. `other_search`: that the conflict
    search finds others than when its gate was opened, which therefore waits again.
    """
    if gates is None and crew.subject != "form":
        return
    shut = shut_now(gates or Gates(), other_search=other_search)
    if shut:
        listed = ", ".join(title_of(crew, gate) for gate in shut)
        again = f" {SEARCH_AGAIN}" if other_search else ""
        yield GateShut(
            f"{len(shut)} gate{'s are' if len(shut) > 1 else ' is'} shut: {listed}.{again}",
            remedy=f"`engross gate {run}` says what each of them wants.",
        )


def shut_now(gates: Gates, *, other_search: bool) -> tuple[GateKey, ...]:
    """The gates that are not open, with that of the conflict check where it waits again."""
    return tuple(
        gate for gate in GATES if gate in gates.shut or (other_search and gate == "conflict")
    )


def _refusals(crew: CrewSpec, key: str, wish: GateWish, person: Person) -> Iterator[EngrossError]:
    yield from _no_right(crew, key, wish, person)
    if wish.status == "not needed":
        yield from _is_needed(crew, wish.gate)
    if wish.status == "done" and len(wish.evidence.strip()) < SHORTEST_EVIDENCE:
        yield RefusedError(
            f"{title_of(crew, wish.gate)}: {_lack(wish.evidence.strip())}",
            remedy="Give --evidence with a reference, such as a file number or a document's name.",
        )
    if wish.status != "done" and len(wish.reason.strip()) < SHORTEST_REASON:
        yield RefusedError(
            f"{title_of(crew, wish.gate)}: no reason is given.",
            remedy="Say in a sentence why, with --reason.",
        )


def _lack(evidence: str) -> str:
    if evidence:
        return f"“{evidence}” is too short to say where the evidence is kept."
    return "nothing says where the evidence is kept."


def _no_right(crew: CrewSpec, key: str, wish: GateWish, person: Person) -> Iterator[EngrossError]:
    title = title_of(crew, wish.gate)
    if wish.status == "exception":
        if not (_has(person, _SIGNS) and person.may_sign(key)):
            yield NoRightToSign(
                f"{person.name} may record no exception: that is for whoever may sign a "
                f"{crew.title.lower()}.",
                remedy="Ask a fee-earner who has the crew under `signs` in firm.yaml.",
            )
        return
    wanted = _MAY_JUDGE if wish.gate in _JUDGED or wish.status == "not needed" else _MAY_RECORD
    if not _has(person, wanted):
        roles = " or ".join(sorted(role.replace("_", "-") for role in wanted))
        yield NoRightToSign(
            f"{person.name} may not record that of “{title}”.",
            remedy=f"Ask somebody who is {roles} in firm.yaml.",
        )


def _is_needed(crew: CrewSpec, gate: GateKey) -> Iterator[EngrossError]:
    spec: GateSpec | None = crew.gates.get(gate)
    if gate in ALWAYS_NEEDED or spec is None or not spec.may_be_not_needed:
        yield RefusedError(
            f"{title_of(crew, gate)} is always needed.",
            remedy="Do it, or have a partner record an exception: --exception --reason TEXT.",
        )


def _has(person: Person, roles: Collection[str]) -> bool:
    return not set(roles).isdisjoint(person.roles)
