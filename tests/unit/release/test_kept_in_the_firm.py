from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.errors import RefusedError
from engross.ooxml.text import read_text
from engross.records import (
    KEPT_FOLDER,
    Deliverable,
    Evidence,
    HeldDocument,
    ReleasedDocument,
    SignedDocument,
)
from engross.release import Manifest, Outbox, Seal, Stored, release_folder, verify
from engross.release.manifests import described
from engross.signoff import digest
from unit.release.conftest import CONTENTS, HELEN

CHECKLIST = b"PK the checklist" * 100
STAYS = "Quillhaven - onboarding checklist.docx"


def staying(name: str) -> Deliverable:
    return described(name, CHECKLIST).model_copy(update={"leaves": False})


def signed_with(signed: SignedDocument, *more: Deliverable) -> SignedDocument:
    """The same document, signed with more files."""
    files = (*signed.held.candidate.deliverables, *more)
    candidate = signed.held.candidate.model_copy(update={"deliverables": files})
    held = signed.held.model_copy(update={"candidate": candidate})
    decision = signed.decision.model_copy(
        update={"digest": digest(held, HELEN, signed.decision.overrides)}
    )
    return SignedDocument(held=held, decision=decision)


@pytest.fixture
def more(evidence: Evidence) -> Stored:
    return Stored(contents={**CONTENTS, STAYS: CHECKLIST}, evidence=evidence)


@pytest.fixture
def released(
    signed: SignedDocument,
    more: Stored,
    outbox: Outbox,
    let_go: Callable[..., ReleasedDocument],
) -> Path:
    let_go(signed=signed_with(signed, staying(STAYS)), stored=more)
    return outbox.folder


def test_what_stays_in_the_firm_is_released_into_a_folder_of_its_own(
    released: Path, seal: Seal
) -> None:
    beside = {path.name for path in released.iterdir()}

    assert (released / KEPT_FOLDER / STAYS).read_bytes() == CHECKLIST
    assert STAYS not in beside
    assert set(CONTENTS) < beside
    assert verify(released, seal.key.public_pem) == ()


def test_manifest_and_certificate_say_which_files_stay(released: Path) -> None:
    manifest = Manifest.model_validate_json((released / "manifest.json").read_bytes())
    page = [block.text for block in read_text((released / "certificate.docx").read_bytes())]

    assert [file.name for file in manifest.deliverables if not file.leaves] == [STAYS]
    assert [line for line in page if STAYS in line and "(stays in the firm)" in line]
    assert not [line for line in page if "client report" in line and "stays in the firm" in line]


def test_a_release_may_be_handed_on_without_what_stays(released: Path, seal: Seal) -> None:
    shutil.rmtree(released / KEPT_FOLDER)

    assert verify(released, seal.key.public_pem) == ()


def test_a_file_that_stays_is_proved_where_it_lies(released: Path, seal: Seal) -> None:
    kept = released / KEPT_FOLDER / STAYS

    assert release_folder(kept) == released
    assert verify(kept, seal.key.public_pem) == ()
    kept.write_bytes(b"another")
    assert verify(released, seal.key.public_pem) == (
        f"{STAYS} has been changed since it was released.",
    )


def test_a_stranger_among_what_stays_is_noticed(released: Path, seal: Seal) -> None:
    (released / KEPT_FOLDER / "note.txt").write_bytes(b"x")

    assert verify(released, seal.key.public_pem) == (
        "note.txt is in the folder and no part of this release.",
    )


def test_a_kept_folder_in_a_release_that_keeps_nothing_is_a_stranger(
    let_go: Callable[..., ReleasedDocument], outbox: Outbox, seal: Seal
) -> None:
    let_go()
    (outbox.folder / KEPT_FOLDER).mkdir()

    assert verify(outbox.folder, seal.key.public_pem) == (
        f"{KEPT_FOLDER} is in the folder and no part of this release.",
    )


def test_releasing_twice_changes_nothing(
    signed: SignedDocument, more: Stored, let_go: Callable[..., ReleasedDocument]
) -> None:
    document = signed_with(signed, staying(STAYS))

    assert let_go(signed=document, stored=more) == let_go(signed=document, stored=more)


@pytest.mark.parametrize(
    ("name", "said"),
    [(KEPT_FOLDER, "cannot be called"), (next(iter(CONTENTS)).upper(), "the same name")],
)
def test_names_that_files_cannot_have_together_are_refused(
    signed: SignedDocument,
    evidence: Evidence,
    let_go: Callable[..., ReleasedDocument],
    name: str,
    said: str,
) -> None:
    stored = Stored(contents={**CONTENTS, name: CHECKLIST}, evidence=evidence)

    with pytest.raises(RefusedError, match=said):
        let_go(signed=signed_with(signed, staying(name)), stored=stored)


def test_whether_a_file_stays_is_signed_and_noted_but_of_files_that_leave_nothing_is(
    signed: SignedDocument,
) -> None:
    stays = signed_with(signed, staying(STAYS))
    leaves = signed_with(signed, described(STAYS, CHECKLIST))

    assert stays.decision.digest != leaves.decision.digest
    assert stays.held.fingerprint() != leaves.held.fingerprint()
    assert b'"leaves"' not in leaves.held.canonical()
    assert HeldDocument.model_validate_json(stays.held.model_dump_json()) == stays.held
