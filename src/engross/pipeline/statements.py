"""The required statements that a run's document holds: where from, as used, and what is noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from engross.checks.statements import StatementsCase, statement_findings
from engross.errors import WorkspaceError
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of
from engross.records import Evidence, Finding, Run, Source, canonical_json
from engross.workspace.packs import Statement, file_of, required

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engross.ooxml.text import Block

ROLE: Final = "statement"
"""The role of the sources that are required statements."""


def statements_of(services: Services, run: Run) -> Mapping[str, Statement]:
    """The statements that stand in the run's document, by key, in its order."""
    there = services.workspace.statements
    return {key: there[key] for key in required(crew_of(services, run)) if key in there}


def keep_statements(services: Services, run: Run) -> None:
    """Make the statements, as the document is about to print them, sources of the run's evidence.

    Those of an earlier try are replaced: the firm may have changed a statement since. The files'
    bytes are kept.

    Raises:
        WorkspaceError: a file was changed while the run was being made.
    """
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    others = (source for source in evidence.sources if source.role != ROLE)
    now = (
        _source(services, key, statement) for key, statement in statements_of(services, run).items()
    )
    sources = (*others, *now)
    if sources != evidence.sources:
        kept = evidence.model_copy(update={"sources": sources})
        services.records.save(run.id, names.EVIDENCE, kept)


def _source(services: Services, key: str, statement: Statement) -> Source:
    workspace = services.workspace
    file = file_of(workspace.firm.particulars.profession, key)
    try:
        data = (workspace.root / file).read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != workspace.statement_hashes[key]:
        raise WorkspaceError(
            f"{file} was changed while this run was being made.",
            remedy="See that it says what it should, then give the command again.",
        )
    return Source(
        role=ROLE,
        file=file,
        sha256=services.documents.put(data),
        size=len(data),
        method=statement.standing(workspace.firm),
    )


def origins_of_texts(services: Services, run: Run) -> dict[str, tuple[str, ...]]:
    """By the first paragraph of each statement, what the review copy says of the statement."""
    firm = services.workspace.firm
    origins: dict[str, tuple[str, ...]] = {}
    for key, statement in statements_of(services, run).items():
        file = file_of(firm.particulars.profession, key)
        told = (statement.standing(firm), f"In {file}", f"Asked for by: {statement.source}")
        origins.update(dict.fromkeys(statement.words[:1], told))
    return origins


def printed_statements(services: Services, run: Run) -> dict[str, str]:
    """A hash of each statement's words, with their version and day.

    Who reviewed them is no part of what a document prints.
    """
    return {
        f"the statement “{statement.title}” ({key})": hashlib.sha256(
            canonical_json([statement.version, statement.in_force.isoformat(), statement.text])
        ).hexdigest()
        for key, statement in statements_of(services, run).items()
    }


def noticed_of_statements(
    services: Services, run: Run, blocks: Sequence[Block], evidence: Evidence
) -> tuple[Finding, ...]:
    """Every finding about the statements that the document must hold."""
    return statement_findings(
        StatementsCase(
            blocks=blocks,
            evidence=evidence,
            crew=crew_of(services, run),
            statements=services.workspace.statements,
            firm=services.workspace.firm,
            dated=run.as_at,
            today=services.now().date(),
        )
    )
