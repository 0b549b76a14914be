"""The policy of sign-off: who may decide what about a held document, and on what terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from engross.errors import EngrossError, NoRightToSign, RefusedError, Tampered, WrongState
from engross.records import (
    Decision,
    DecisionKind,
    Evidence,
    Finding,
    Gates,
    HeldDocument,
    Override,
    Run,
)
from engross.records.ports import DocumentStore
from engross.signoff.authority import commitment_of
from engross.signoff.changes import changes, say
from engross.signoff.digests import digest
from engross.signoff.gates import gates_shut
from engross.signoff.passwords import Signer
from engross.signoff.priced_words import Wording
from engross.signoff.states import after
from engross.workspace.register import Matter, Person
from engross.workspace.specs import CrewSpec

MAY_DECIDE = frozenset({"fee_earner", "manager"})
"""Roles that may decide at all; the crew says which of them may sign."""

SHORTEST_REASON = 10
"""Characters that a reason for an override, a return or a decline must have."""


@dataclass(frozen=True)
class Case:
    """What is decided on, as the stores have it now."""

    run: Run
    held: HeldDocument
    recorded: str
    """Fingerprint of the held document that the ledger noted at the hold."""
    evidence: Evidence
    documents: DocumentStore
    crew: CrewSpec
    matter: Matter
    overridable: Collection[str]
    """Names of the rules whose block findings somebody may answer for."""
    editors: frozenset[str] = frozenset()
    """Whose edits in Word are in the document, by e-mail address in lower case."""
    edited: tuple[str, ...] = ()
    """Files in the outputs folder that somebody has changed since the hold (`changed_files`)."""
    people: tuple[Person, ...] = ()
    """Everybody of the firm, to say who may sign in somebody's place."""
    proposes: bool = False
    """Whether it is about a deal, so that it offers a fee whether or not one is known."""
    wordings: tuple[Wording, ...] = ()
    """What was changed in Word, as it was at first and as it is now (`standing`)."""
    gates: Gates | None = None
    """What was recorded of the gates; `None` for a run that has none."""
    other_search: bool = False
    """Whether the conflict search finds others than when its gate was opened."""
    same_since: int = 0
    """The first version whose document is that of the one held: from it on nothing but gates was
    recorded, and the files beside it were made anew. 0 stands for the held version itself."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to decide."""

    kind: DecisionKind
    comment: str = ""
    """Why; needed to return or decline."""
    overrides: tuple[Override, ...] = ()
    version: int | None = None
    """To sign: the version that the signer has read; needed once its document was edited."""


def decide(case: Case, wish: Wish, signer: Signer, at: dt.datetime) -> Decision:
    """The decision, once every rule allows it.

    Raises:
        WrongState: the run is not held, or another run has replaced it.
        NoRightToSign: this person may not decide so on this document.
        GateShut: a gate of onboarding is shut.
        Tampered: something has changed since the hold.
        RefusedError: a reason is missing, or a block finding stands.
    """
    _ = after(case.run.state, wish.kind)
    for refusal in _refusals(case, wish, signer.person):
        raise refusal
    signing = wish.kind == "sign"
    return Decision(
        run=case.run.id,
        kind=wish.kind,
        by=signer.person.email,
        at=at,
        comment=wish.comment.strip(),
        overrides=wish.overrides,
        digest=digest(case.held, signer.person.email, wish.overrides) if signing else "",
    )


def _refusals(case: Case, wish: Wish, person: Person) -> Iterator[EngrossError]:
    """Every reason to refuse, the weightiest first."""
    yield from _wrong_run(case)
    yield from _no_right(case, wish, person)
    if wish.kind == "sign":
        yield from gates_shut(case.crew, case.gates, case.run.id, other_search=case.other_search)
        yield from _beyond_authority(case, wish, person)
        yield from _other_version(case, wish)
        yield from _changed(case)
        yield from _overrides_refused(case, wish)
        yield from _standing(case, wish)
    else:
        yield from _no_reason(wish)


def _wrong_run(case: Case) -> Iterator[EngrossError]:
    if case.held.run != case.run.id:
        yield Tampered(f"The held document is that of run {case.held.run}, not of {case.run.id}.")
    if case.run.superseded_by:
        remedy = f"Decide on that one: `engross show {case.run.superseded_by}`."
        yield WrongState(f"Run {case.run.superseded_by} has replaced this one.", remedy=remedy)


def _no_right(case: Case, wish: Wish, person: Person) -> Iterator[EngrossError]:
    terms = case.crew.sign_off
    roles = frozenset(terms.roles) if wish.kind == "sign" else MAY_DECIDE
    deed = {"sign": "sign", "return": "return", "decline": "decline"}[wish.kind]
    if not roles & set(person.roles):
        yield NoRightToSign(
            f"{person.name} has no role that may {deed} a {case.crew.title.lower()}.",
            remedy=f"Ask somebody who is {_either(sorted(roles))} in firm.yaml.",
        )
    if not {case.run.crew, "*"} & set(person.signs):
        yield NoRightToSign(
            f"{person.name} may not {deed} documents of the kind {case.run.crew}.",
            remedy="firm.yaml lists, under `signs`, what each person may sign.",
        )
    if wish.kind != "sign":
        return
    if terms.not_the_preparer and not case.run.started_by:
        yield NoRightToSign(
            f"Nobody said who started this run, and a {case.crew.title.lower()} needs a second "
            "pair of eyes.",
            remedy=f"Run it again and say who you are: `engross rerun {case.run.id} --by EMAIL`.",
        )
    if terms.not_the_preparer and person.email.lower() == case.run.started_by.lower():
        yield NoRightToSign(
            f"{person.name} started this run, and a {case.crew.title.lower()} needs a second pair "
            "of eyes.",
            remedy="Ask somebody else with the right to sign it.",
        )
    if terms.not_the_preparer and person.email.lower() in case.editors:
        yield NoRightToSign(
            f"{person.name} edited this document in Word, and a {case.crew.title.lower()} needs a "
            "second pair of eyes.",
            remedy="Ask somebody else with the right to sign it.",
        )
    if terms.matter_partner_only and person.email.lower() != case.matter.partner.lower():
        yield NoRightToSign(
            f"Only the matter's partner, {case.matter.partner}, may sign this document.",
            remedy="Ask them to sign it.",
        )


def _beyond_authority(case: Case, wish: Wish, person: Person) -> Iterator[EngrossError]:
    """The limit itself is not told: a client may look over somebody's shoulder."""
    crew = case.run.crew
    commitment = commitment_of(case.evidence, case.wordings, proposes=case.proposes)
    beyond = commitment.beyond(person, crew)
    if not beyond:
        return
    others = [
        other.name
        for other in case.people
        if not commitment.beyond(other, crew) and not any(_no_right(case, wish, other))
    ]
    refused = f"{person.name} may not commit the firm to {' and '.join(beyond)} of this document."
    yield NoRightToSign(
        " ".join((refused, *commitment.unread)),
        remedy=f"Ask {_either(others)} to sign it."
        if others
        else "firm.yaml lists, under `authority`, how far each person may go.",
    )


def _other_version(case: Case, wish: Wish) -> Iterator[EngrossError]:
    """Between reading and signing somebody may have taken back an edit.

    What people record of gates makes versions too, whose document is the one that was read.
    """
    held = case.held.version
    same = case.same_since or held
    if wish.version is None and same > 1:
        made = "edited in Word" if case.held.edited_by else "held more than once"
        yield WrongState(
            f"This document was {made}, and version {held} is held.",
            remedy=f"Read it, and say so when you sign it: --version {held}.",
        )
    elif wish.version is not None and not same <= wish.version <= held:
        yield WrongState(
            f"You have read version {wish.version}, and version {held} is held.",
            remedy=f"Read the newer one; the redline shows what changed. Then: --version {held}.",
        )


def _changed(case: Case) -> Iterator[EngrossError]:
    if wrong := changes(case.held, case.recorded, case.evidence, case.documents):
        yield Tampered(
            f"This document is not the one that was held. {' '.join(wrong)}",
            remedy="Nothing was signed. Start another run with `engross rerun`.",
        )
    if case.edited:
        yield Tampered(
            f"{say(case.edited)} in the run's folder {'has' if len(case.edited) == 1 else 'have'} "
            "been changed since the document was held, and what is signed are the bytes that were "
            "held.",
            remedy="To keep the changes, take them back with `engross return-file`; to drop them, "
            "put the files back with `engross restore`.",
        )


def _overrides_refused(case: Case, wish: Wish) -> Iterator[EngrossError]:
    standing = {finding.id: finding for finding in _blocks(case)}
    for override in wish.overrides:
        finding = standing.get(override.finding)
        if finding is None:
            yield RefusedError(
                f"There is no blocking finding {override.finding} on this document.",
                remedy="`engross show` lists the findings with their ids.",
            )
        elif finding.rule not in case.overridable:
            yield RefusedError(
                f"The finding {finding.id} ({finding.rule}) cannot be overridden by anybody: "
                f"{finding.message}",
                remedy="Return the document with `engross return`.",
            )
        elif len(override.reason.strip()) < SHORTEST_REASON:
            yield RefusedError(
                f"The override of {finding.id} ({finding.rule}) gives no reason.",
                remedy="Say in a sentence why the finding does not matter here; it is recorded "
                "with your signature.",
            )


def _standing(case: Case, wish: Wish) -> Iterator[EngrossError]:
    answered = {override.finding for override in wish.overrides}
    open_ones = [finding for finding in _blocks(case) if finding.id not in answered]
    if open_ones:
        listed = "".join(f"\n  {f.id} ({f.rule}, {f.place}): {f.message}" for f in open_ones)
        yield RefusedError(
            f"{len(open_ones)} blocking finding{'s' * (len(open_ones) > 1)} must be answered "
            f"before this document can be signed:{listed}\n",
            remedy=_about(open_ones, case.overridable),
        )


def _about(blocks: list[Finding], overridable: Collection[str]) -> str:
    """What can be done about them: nobody may override some."""
    fixed = sorted({finding.rule for finding in blocks if finding.rule not in overridable})
    if not fixed:
        return "Return the document, or override each finding with a reason."
    return (
        f"Put it right in Word and return the file (`engross return-file`), or return the "
        f"document: nobody may override {' or '.join(fixed)}."
    )


def _no_reason(wish: Wish) -> Iterator[EngrossError]:
    if len(wish.comment.strip()) < SHORTEST_REASON:
        yield RefusedError(
            f"To {wish.kind} a document you must say why.",
            remedy="Give the reason with --comment; the preparer reads it.",
        )


def _blocks(case: Case) -> list[Finding]:
    return [finding for finding in case.held.findings if finding.severity == "block"]


def _either(names: list[str]) -> str:
    return " or ".join(name.replace("_", "-") for name in names)
