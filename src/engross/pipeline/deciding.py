"""A person's decision about a held document."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from engross.checks import OVERRIDABLE
from engross.errors import StorageError, Tampered
from engross.ooxml.text import read_text
from engross.pipeline import names
from engross.pipeline.holding import files_of
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of, subject_of
from engross.pipeline.verifying import ledger_problems
from engross.records import (
    Decision,
    Evidence,
    HeldDocument,
    Override,
    Run,
    SignedDocument,
)
from engross.signoff import Case, Wish, after, authenticate, changed_files, decide

_LINES_SHOWN = 12


def sign(  # noqa: PLR0913 - a signature says who, what and why
    services: Services,
    run: str,
    *,
    email: str,
    password: Callable[[str], str],
    comment: str,
    overrides: tuple[Override, ...],
) -> SignedDocument:
    """The document, signed; releasing it is the next workflow.

    Raises:
        RefusedError: and its kinds; the message says what stands in the way.
    """
    found = services.runs.get(run)
    held = _held(services, found)
    decision = _decide(
        services, found, held, Wish("sign", comment, overrides), email=email, password=password
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
    """The decision to return or to decline a held document."""
    found = services.runs.get(run)
    held = _held(services, found)
    return _decide(services, found, held, Wish(kind, comment), email=email, password=password)


def _held(services: Services, run: Run) -> HeldDocument:
    _ = after(run.state, "sign")
    return services.records.load(run.id, names.HELD, HeldDocument)


def _decide(  # noqa: PLR0913 - see above
    services: Services,
    run: Run,
    held: HeldDocument,
    wish: Wish,
    *,
    email: str,
    password: Callable[[str], str],
) -> Decision:
    signer = authenticate(services.passwords, services.workspace.firm, email, password(email))
    if wrong := ledger_problems(services):
        raise Tampered(" ".join(wrong), remedy="`engross ledger verify` lists every problem.")
    case = _case(services, run, held)
    if wish.kind == "sign" and case.edited:
        raise Tampered(_edits_told(services, run, held, case.edited), remedy=_ABOUT_EDITS)
    decision = decide(case, wish, signer, services.now())
    services.records.save(run.id, names.DECISION, decision)
    state = after(run.state, wish.kind)
    services.ledger.record(
        state, run=run.id, actor=email, subject="", payload=decision.model_dump(mode="json")
    )
    services.runs.change(run.id, state=state, reason=wish.comment)
    return decision


def _case(services: Services, run: Run, held: HeldDocument) -> Case:
    _, matter, _ = subject_of(services, run)
    line = services.ledger.newest("held", run.id)
    noted = services.ledger.details(line) if line else None
    return Case(
        run=run,
        held=held,
        recorded=str((noted or {}).get("fingerprint", "")),
        evidence=services.records.load(run.id, names.EVIDENCE, Evidence),
        documents=services.documents,
        crew=crew_of(services, run),
        matter=matter,
        overridable=OVERRIDABLE,
        edited=tuple(
            name
            for path, file in files_of(services, run, held)
            for name in changed_files(path.parent, [file])
        ),
    )


_ABOUT_EDITS = (
    "What is signed are the bytes that were held. This version does not read edits back: return "
    "the document with your wording as the comment, or drop the edits: `engross restore RUN`."
)


def _edits_told(services: Services, run: Run, held: HeldDocument, edited: Sequence[str]) -> str:
    told = [f"{', '.join(edited)}: edited since the document was held."]
    for path, file in files_of(services, run, held):
        if file.name in edited:
            told += _difference(services.documents.get(file.sha256), path)
    return "\n".join(told) + "\n"


def _difference(before: bytes, path: Path) -> list[str]:
    """Lines that say what changed, `-` before and `+` after; none if only the packaging did."""
    try:
        now = path.read_bytes()
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror}.") from error
    old, new = _texts(before), _texts(now)
    lines = [
        line
        for line in difflib.unified_diff(old, new, lineterm="", n=0)
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    more = len(lines) - _LINES_SHOWN
    return [
        *(f"  {line[0]} {line[1:]}" for line in lines[:_LINES_SHOWN]),
        *([f"  ... and {more} more lines"] if more > 0 else []),
        *(["  no words were changed"] if not lines else []),
    ]


def _texts(data: bytes) -> list[str]:
    return [block.text for block in read_text(data) if block.text.strip()]
