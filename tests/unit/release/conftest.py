"""A signed document with two files, and everything that its release needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.records import (
    Candidate,
    Decision,
    Deliverable,
    Evidence,
    Finding,
    HeldDocument,
    Override,
    ReleasedDocument,
    SignedDocument,
)
from engross.release import Outbox, Seal, Stored, make_signing_key, release
from engross.release.manifests import described
from engross.signoff import digest

NOW = dt.datetime(2026, 10, 14, 16, 30, tzinfo=dt.UTC)
HELEN = "helen.pike@penhallowreeve.example"
CONTENTS = {
    "Wrackline Boatyard Limited - client report - 2026-Q3.docx": b"PK the report" * 400,
    "Wrackline Boatyard Limited - client report - 2026-Q3.pdf": b"%PDF the report" * 300,
}


@pytest.fixture
def evidence() -> Evidence:
    return Evidence(sources=(), facts=(), passages=())


@pytest.fixture
def signed(evidence: Evidence) -> SignedDocument:
    finding = Finding(
        rule="totals-foot", severity="block", place="table fees, total row", message="Off by 1."
    )
    held = HeldDocument(
        run="client_report-20261014-0a1b2c",
        candidate=Candidate(
            deliverables=tuple(described(name, data) for name, data in CONTENTS.items()),
            review_copy=Deliverable(name="Review copy.docx", sha256="ab", size=1),
            figures=(),
        ),
        evidence_sha256=evidence.fingerprint(),
        findings=(finding,),
        held_at=NOW - dt.timedelta(hours=1),
    )
    overrides = (Override(finding=finding.id, reason="The client's own table is rounded."),)
    decision = Decision(
        run=held.run,
        kind="sign",
        by=HELEN,
        at=NOW - dt.timedelta(minutes=5),
        overrides=overrides,
        digest=digest(held, HELEN, overrides),
    )
    return SignedDocument(held=held, decision=decision)


@pytest.fixture
def stored(evidence: Evidence) -> Stored:
    return Stored(contents=dict(CONTENTS), evidence=evidence)


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path, tmp_path / "outputs" / "run" / "released")


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    return Seal(make_signing_key(tmp_path / "keys"), (17, "f" * 64), NOW)


@pytest.fixture
def let_go(
    signed: SignedDocument, stored: Stored, outbox: Outbox, seal: Seal
) -> Callable[..., ReleasedDocument]:
    """`let_go()` releases; `let_go(signed=..., stored=...)` with something else in its place."""

    def go(**other: object) -> ReleasedDocument:
        given = {"signed": signed, "stored": stored, "outbox": outbox, "seal": seal, **other}
        return release(**given, digest=digest)

    return go
