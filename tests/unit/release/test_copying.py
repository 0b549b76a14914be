from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from engross.errors import RefusedError, StorageError, Tampered, WrongState
from engross.ooxml.text import read_text
from engross.records import (
    Evidence,
    Fact,
    Figure,
    ReleasedDocument,
    SignedDocument,
    TemplateUsed,
)
from engross.release import (
    Outbox,
    Seal,
    Stored,
    Wording,
    make_signing_key,
    release,
    signing_key,
    verify,
)
from engross.release.manifests import described
from engross.signoff import digest
from unit.release.conftest import CONTENTS, HELEN

Go = Callable[..., ReleasedDocument]

EXTRA = {"manifest.json", "manifest.sig", "firm-public-key.pem", "certificate.docx"}


def _listing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_exactly_the_signed_bytes_leave(let_go: Go, outbox: Outbox, stored: Stored) -> None:
    let_go()
    files = _listing(outbox.folder)

    assert {name: files[name] for name in stored.contents} == stored.contents
    assert set(files) == set(stored.contents) | EXTRA


def test_what_left_is_told(let_go: Go, outbox: Outbox, seal: Seal) -> None:
    released = let_go()
    manifest = (outbox.folder / "manifest.json").read_bytes()

    assert released.folder == "outputs/run/released"
    assert released.released_at == seal.at
    assert released.manifest_sha256 == hashlib.sha256(manifest).hexdigest()


def test_manifest_says_what_left_on_whose_decision_and_resting_on_what(
    let_go: Go, outbox: Outbox, signed: SignedDocument, seal: Seal
) -> None:
    let_go()
    manifest = json.loads((outbox.folder / "manifest.json").read_bytes())

    assert manifest["run"] == signed.held.run
    assert manifest["decision"]["digest"] == signed.decision.digest
    assert manifest["evidence_sha256"] == signed.held.evidence_sha256
    assert manifest["findings_sha256"] == signed.held.findings_sha256
    assert manifest["ledger_head"] == {"number": 17, "hash": "f" * 64}
    assert manifest["key_id"] == seal.key.id


def test_manifest_lists_every_finding_and_what_the_document_was_made_with(
    let_go: Go, outbox: Outbox, signed: SignedDocument
) -> None:
    template = TemplateUsed(key="client_report", sha256="ab" * 32, version=2)
    held = signed.held.model_copy(update={"template": template, "version": 3, "edited_by": HELEN})
    let_go(signed=signed.model_copy(update={"held": held}))
    manifest = json.loads((outbox.folder / "manifest.json").read_bytes())

    assert manifest["scheme"] == "engross-release-2"
    assert manifest["template"] == {"key": "client_report", "sha256": "ab" * 32, "version": 2}
    assert (manifest["version"], manifest["edited_by"]) == (3, HELEN)
    assert [finding["message"] for finding in manifest["answered"]] == ["Off by 1."]
    assert manifest["findings"] == 1


def test_manifest_names_who_answers_for_a_figure_typed_in_word(
    let_go: Go, outbox: Outbox, signed: SignedDocument
) -> None:
    fact = Fact(
        measure="billed", period="2026-Q3", unit="GBP", value=Decimal(6900), asserted_by=HELEN
    )
    figure = Figure(
        anchor="figure1", id=fact.id, kind="fact", text="£6,900", place="table fees", origin=""
    )
    evidence = Evidence(sources=(), facts=(fact,), passages=())
    candidate = signed.held.candidate.model_copy(update={"figures": (figure,)})
    held = signed.held.model_copy(
        update={"candidate": candidate, "evidence_sha256": evidence.fingerprint()}
    )
    decision = signed.decision.model_copy(
        update={"digest": digest(held, HELEN, signed.decision.overrides)}
    )
    let_go(
        signed=SignedDocument(held=held, decision=decision),
        stored=Stored(contents=dict(CONTENTS), evidence=evidence),
    )
    manifest = json.loads((outbox.folder / "manifest.json").read_bytes())

    assert manifest["asserted"] == [
        {"fact": fact.id, "text": "£6,900", "place": "table fees", "by": HELEN}
    ]


def test_the_certificate_is_a_pdf_where_one_can_be_made(
    let_go: Go, outbox: Outbox, seal: Seal
) -> None:
    let_go(seal=dataclasses.replace(seal, printed=lambda docx: b"%PDF of " + docx[:2]))

    assert (outbox.folder / "certificate.pdf").read_bytes() == b"%PDF of PK"
    assert not (outbox.folder / "certificate.docx").exists()
    assert verify(outbox.folder, seal.key.public_pem) == ()


def test_certificate_names_the_person_beside_the_address_and_the_manifest_does_not(
    let_go: Go, outbox: Outbox, seal: Seal
) -> None:
    let_go(seal=dataclasses.replace(seal, wording=Wording(people={HELEN: "Helen Pike, Partner"})))
    page = read_text((outbox.folder / "certificate.docx").read_bytes())
    manifest = (outbox.folder / "manifest.json").read_text(encoding="utf-8")

    assert f"Signed by\tHelen Pike, Partner ({HELEN})" in [block.text for block in page]
    assert "Helen Pike" not in manifest
    assert verify(outbox.folder, seal.key.public_pem) == ()


def test_a_second_release_changes_nothing_and_says_the_same(
    let_go: Go, outbox: Outbox, seal: Seal
) -> None:
    first = let_go()
    before = _listing(outbox.folder)
    later = dataclasses.replace(seal, at=seal.at + dt.timedelta(days=1), ledger_head=(40, "a" * 64))

    second = let_go(seal=later)

    assert second == first
    assert _listing(outbox.folder) == before


def test_release_refuses_a_document_changed_after_sign_off(
    let_go: Go, stored: Stored, outbox: Outbox
) -> None:
    name = next(iter(stored.contents))
    forged = dataclasses.replace(stored, contents={**stored.contents, name: b"forged"})

    with pytest.raises(Tampered, match="is not the file that was signed"):
        let_go(stored=forged)

    assert not outbox.folder.exists()


def test_release_refuses_when_a_signed_file_is_missing(let_go: Go, stored: Stored) -> None:
    name, *_ = stored.contents
    rest = {key: data for key, data in stored.contents.items() if key != name}

    with pytest.raises(Tampered, match="is missing from the store"):
        let_go(stored=dataclasses.replace(stored, contents=rest))


def test_release_refuses_other_evidence(let_go: Go, stored: Stored) -> None:
    other = stored.evidence.model_copy(update={"findings": ()}).model_copy(
        update={"sources": ({"role": "notes", "file": "n.md", "sha256": "ab", "size": 1},)}
    )
    other = type(stored.evidence).model_validate(other.model_dump(warnings=False))

    with pytest.raises(Tampered, match="The evidence is not what"):
        let_go(stored=dataclasses.replace(stored, evidence=other))


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("decision", "by", "gareth.lowe@penhallowreeve.example"),
        ("decision", "overrides", ()),
        ("decision", "digest", ""),
        ("decision", "run", "client_report-20261014-ffffff"),
        ("held", "findings", ()),
        ("held", "evidence_sha256", "0" * 64),
        ("held", "run", "client_report-20261014-ffffff"),
    ],
)
def test_release_refuses_a_decision_or_document_that_was_changed(
    let_go: Go, signed: SignedDocument, part: str, field: str, value: object
) -> None:
    changed = getattr(signed, part).model_copy(update={field: value})

    with pytest.raises(Tampered):
        let_go(signed=signed.model_copy(update={part: changed}))


@pytest.mark.parametrize("kind", ["return", "decline"])
def test_release_refuses_what_was_not_signed(let_go: Go, signed: SignedDocument, kind: str) -> None:
    decision = signed.decision.model_copy(update={"kind": kind})

    with pytest.raises(WrongState, match="was not signed"):
        let_go(signed=signed.model_copy(update={"decision": decision}))


@pytest.mark.parametrize(
    "name", ["../report.docx", "a/b.docx", "a\\b.docx", "manifest.json", ".hidden", "", ".."]
)
def test_release_refuses_a_name_that_leads_elsewhere(
    let_go: Go, signed: SignedDocument, outbox: Outbox, name: str
) -> None:
    candidate = signed.held.candidate.model_copy(update={"deliverables": (described(name, b""),)})
    held = signed.held.model_copy(update={"candidate": candidate})

    with pytest.raises(RefusedError, match="cannot be called"):
        let_go(signed=signed.model_copy(update={"held": held}))

    assert not outbox.folder.exists()


def test_a_changed_earlier_release_is_refused_and_left_as_it_is(let_go: Go, outbox: Outbox) -> None:
    let_go()
    (outbox.folder / "certificate.docx").write_bytes(b"I signed it, honestly.")
    before = _listing(outbox.folder)

    with pytest.raises(Tampered, match=r"certificate\.docx has been changed") as refused:
        let_go()

    assert refused.value.remedy == (
        "Keep it as evidence. Move it somewhere else, then go on with: "
        "engross resume client_report-20261014-0a1b2c"
    )

    assert _listing(outbox.folder) == before


def test_a_folder_with_other_files_is_not_written_over(let_go: Go, outbox: Outbox) -> None:
    outbox.folder.mkdir(parents=True)
    (outbox.folder / "notes.txt").write_text("mine")

    with pytest.raises(WrongState, match="holds files that are no release") as refused:
        let_go()

    assert refused.value.remedy.endswith("engross resume client_report-20261014-0a1b2c")

    assert [path.name for path in outbox.folder.iterdir()] == ["notes.txt"]


def test_the_release_of_another_decision_is_not_taken_for_this_one(
    let_go: Go, signed: SignedDocument, stored: Stored
) -> None:
    let_go()
    later = signed.decision.model_copy(update={"comment": "Signed again."})

    with pytest.raises(WrongState, match="another decision"):
        let_go(signed=signed.model_copy(update={"decision": later}), stored=stored)


def test_a_manifest_that_this_version_does_not_know_is_told_with_the_way_on(
    let_go: Go, outbox: Outbox, seal: Seal
) -> None:
    let_go()
    manifest = json.dumps({"run": "another form"}).encode()
    (outbox.folder / "manifest.json").write_bytes(manifest)
    (outbox.folder / "manifest.sig").write_bytes(seal.key.sign(manifest))

    with pytest.raises((WrongState, Tampered)) as refused:
        let_go()

    assert "engross resume client_report-20261014-0a1b2c" in refused.value.remedy


def test_an_empty_folder_is_filled(let_go: Go, outbox: Outbox) -> None:
    outbox.folder.mkdir(parents=True)

    let_go()

    assert (outbox.folder / "manifest.json").is_file()


def test_what_a_killed_process_left_beside_is_cleared_away(let_go: Go, outbox: Outbox) -> None:
    left = outbox.folder.parent / ".released.partial"
    left.mkdir(parents=True)
    (left / "half.docx").write_bytes(b"half")

    let_go()

    assert [path.name for path in outbox.folder.parent.iterdir()] == ["released"]
    assert not (outbox.folder / "half.docx").exists()


@contextmanager
def _files_no_larger_than(size: int) -> Iterator[None]:
    """The system itself refuses to write more, as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 100, 5_000])
def test_a_write_that_fails_leaves_nothing_half_written(
    let_go: Go, outbox: Outbox, size: int
) -> None:
    with _files_no_larger_than(size), pytest.raises(StorageError, match="could not be"):
        let_go()

    assert list(outbox.folder.parent.iterdir()) == []


def test_after_a_failed_write_the_release_can_be_done(
    let_go: Go, outbox: Outbox, seal: Seal
) -> None:
    with _files_no_larger_than(100), pytest.raises(StorageError):
        let_go()

    let_go()

    assert verify(outbox.folder, seal.key.public_pem) == ()


def test_a_place_that_cannot_be_a_folder_is_a_storage_error(let_go: Go, tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("a file")

    with pytest.raises(StorageError, match="outputs"):
        let_go()


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    make_signing_key(tmp_path / "keys")
    path = tmp_path / "keys" / "release-ed25519.pem"
    path.chmod(0o640)

    with pytest.raises(RefusedError, match="read by other users") as refused:
        signing_key(tmp_path / "keys")

    assert "chmod 600" in refused.value.remedy


def test_release_is_given_the_digest_and_believes_no_stored_one(
    signed: SignedDocument, stored: Stored, outbox: Outbox, seal: Seal
) -> None:
    with pytest.raises(Tampered, match="is not what was signed"):
        release(signed, stored, outbox, seal, lambda *_: "another digest")
