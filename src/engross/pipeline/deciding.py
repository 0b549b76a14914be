"""A person's decision about a held document."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from engross.checks import OVERRIDABLE
from engross.errors import InputError, Tampered, WrongState
from engross.ooxml.text import read_text
from engross.pipeline import names
from engross.pipeline.conflicts import finds_others
from engross.pipeline.gates import gates_of, has_gates
from engross.pipeline.holding import THE_GATES, files_of, printed_from
from engross.pipeline.moving import move
from engross.pipeline.services import Services
from engross.pipeline.signing_in import signed_in
from engross.pipeline.subjects import crew_of, subject_of
from engross.pipeline.suspicions import check_words
from engross.pipeline.verifying import ledger_problems
from engross.pipeline.versions import Edits, edits_of
from engross.records import (
    Decision,
    Evidence,
    HeldDocument,
    Override,
    Run,
    SignedDocument,
)
from engross.signoff import (
    Case,
    Signer,
    Wish,
    Wording,
    after,
    changed_files,
    decide,
    standing,
)

_LINES_SHOWN = 12
_PLAIN = (".csv", ".eml")
"""Files of lines that anybody can read."""


def sign(  # noqa: PLR0913 - a signature says who, what and why
    services: Services,
    run: str,
    *,
    email: str,
    password: Callable[[str], str],
    comment: str,
    overrides: tuple[Override, ...],
    version: int | None = None,
) -> SignedDocument:
    """The document, signed; releasing it is the next workflow.

    `version` is the one that the signer has read. It must be given once the document was edited;
    one that differs from what is held in nothing but recorded gates will do.

    Raises:
        RefusedError: and its kinds; the message says what stands in the way.
        RunBusy: somebody else is at work on this run.
    """
    found = services.runs.get(run)
    _ = after(found.state, "sign")
    signer = signed_in(services, found, email, password)
    with services.alone(found.id):
        held, decision = _decide(
            services, found.id, Wish("sign", comment, overrides, version), signer
        )
    return SignedDocument(held=held, decision=decision)


def give_back(  # noqa: PLR0913 - a decision says who, what and why
    services: Services,
    run: str,
    *,
    kind: Literal["return", "decline"],
    email: str,
    password: Callable[[str], str],
    comment: str,
) -> Decision:
    """The decision to return or to decline a held document.

    Raises:
        RefusedError: and its kinds; the message says what stands in the way.
        RunBusy: somebody else is at work on this run.
    """
    found = services.runs.get(run)
    _ = after(found.state, kind)
    signer = signed_in(services, found, email, password)
    with services.alone(found.id):
        return _decide(services, found.id, Wish(kind, comment), signer)[1]


def version_to_name(services: Services, run: Run, held: HeldDocument) -> int | None:
    """The version that a signer must name; `None` while the document is the first one."""
    return held.version if edits_of(services, run).same_since(held.version) > 1 else None


def _decide(
    services: Services, identifier: str, wish: Wish, signer: Signer
) -> tuple[HeldDocument, Decision]:
    """Looked up afresh: the person may have taken hours over the password."""
    run = services.runs.get(identifier)
    _ = after(run.state, wish.kind)
    check_words(wish.comment, *(override.reason for override in wish.overrides))
    held = services.records.load(run.id, names.HELD, HeldDocument)
    if wrong := ledger_problems(services):
        raise Tampered(" ".join(wrong), remedy="`engross ledger verify` lists every problem.")
    case = _case(services, run, held)
    if wish.kind == "sign":
        _refuse_what_changed(services, case)
    decision = decide(case, wish, signer, services.now())
    with services.together():
        services.records.save(run.id, names.DECISION, decision)
        moved = move(services, run, wish.kind, reason=wish.comment)
        services.ledger.record(
            moved.state,
            run=run.id,
            actor=decision.by,
            subject="",
            payload=decision.model_dump(mode="json"),
        )
    return held, decision


def _refuse_what_changed(services: Services, case: Case) -> None:
    if case.edited:
        raise Tampered(_edits_told(services, case), remedy=_about_edits(case))
    now = printed_from(services, case.run)
    changed = [name for name, seen in case.held.printed_from.items() if now.get(name) != seen]
    if changed:
        if changed == [THE_GATES]:
            raise WrongState(
                "Since the document was held, something was recorded of its gates that its files "
                "do not have.",
                remedy=f"Have them made anew: engross gate {case.run.id} --refresh",
            )
        raise WrongState(
            f"Since the document was held, {' and '.join(changed)} changed in the firm's files, "
            "so it may print what is no longer so.",
            remedy=f"Make it again: engross rerun {case.run.id}",
        )


def _case(services: Services, run: Run, held: HeldDocument) -> Case:
    _, matter, _ = subject_of(services, run)
    line = services.ledger.newest("held", run.id)
    noted = services.ledger.details(line) if line else None
    edits = edits_of(services, run)
    crew = crew_of(services, run)
    gates = gates_of(services, run) if has_gates(services, run) else None
    return Case(
        run=run,
        held=held,
        recorded=str((noted or {}).get("fingerprint", "")),
        evidence=services.records.load(run.id, names.EVIDENCE, Evidence),
        documents=services.documents,
        crew=crew,
        matter=matter,
        overridable=OVERRIDABLE,
        people=services.workspace.firm.people,
        editors=edits.editors,
        proposes=bool(run.deal) or crew.subject == "deal",
        gates=gates,
        other_search=gates is not None and finds_others(services, run, gates),
        same_since=edits.same_since(held.version),
        wordings=_wordings(edits),
        edited=tuple(
            name
            for path, file in files_of(services, run, held)
            if file not in {held.data_quality, held.pages}  # nobody edits the wording of a page
            for name in changed_files(path.parent, [file])
        ),
    )


def _wordings(edits: Edits) -> tuple[Wording, ...]:
    made = (change for edit in edits.edits for change in edit.changes)
    return tuple(standing(Wording(one.before, one.after, one.row) for one in made))


def _about_edits(case: Case) -> str:
    run = case.run.id
    document = case.held.candidate.deliverables[0].name
    beside = {file.name for file in case.held.candidate.deliverables} - {document}
    if beside.issuperset(case.edited):
        return (
            "Engross makes it of the document and of the record: make your changes in the review "
            f"copy, and drop these: engross restore {run}."
        )
    return (
        "What is signed are the bytes that were held. Take the edits into the document: engross "
        f"return-file {run} FILE --as EMAIL; or drop them: engross restore {run}."
    )


def _edits_told(services: Services, case: Case) -> str:
    told = [f"{', '.join(case.edited)}: edited since the document was held."]
    for path, file in files_of(services, case.run, case.held):
        if file.name in case.edited:
            told += _difference(file.name, services.documents.get(file.sha256), path)
    return "\n".join(told) + "\n"


def _difference(name: str, before: bytes, path: Path) -> list[str]:
    """Lines that say what changed, `-` before and `+` after."""
    lines_of = _lines if name.endswith(_PLAIN) else _texts
    try:
        old, new = lines_of(before), lines_of(path.read_bytes())
    except (OSError, InputError) as error:
        return [f"  it can no longer be read as a Word file ({error})"]
    lines = [
        line
        for line in difflib.unified_diff(old, new, lineterm="", n=0)
        if line[:1] in "+-" and line[:3] not in {"+++", "---"}
    ]
    more = len(lines) - _LINES_SHOWN
    return [
        *(f"  {line[0]} {line[1:]}" for line in lines[:_LINES_SHOWN]),
        *([f"  ... and {more} more lines"] if more > 0 else []),
        *(["  no words were changed"] if not lines else []),
    ]


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").splitlines()


def _texts(data: bytes) -> list[str]:
    return [block.text for block in read_text(data, charts=True) if block.text.strip()]
