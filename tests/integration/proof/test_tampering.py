"""Whatever somebody changes afterwards, `verify` and `release` refuse it and say what it is."""

from __future__ import annotations

import hashlib
import io
import json
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.ledger import GENESIS, line_hash
from engross.records import LedgerEntry, canonical_json
from engross.release import make_signing_key, verify
from integration.proof.conftest import Firm

POSITIONS = 60
"""Bytes changed in each released file, besides its first and its last."""


def refused(firm: Firm, key: Path, *words: str) -> None:
    """All three refuse the released document, and each says these words."""
    said = {**firm.both(firm.released), "verify --key": firm.verified_with(key)}

    missing = [f"{who}: {said[who]!r}" for who in said for word in words if word not in said[who]]

    assert missing == []


def test_what_was_not_touched_is_proved(firm: Firm, key: Path) -> None:
    assert firm.verified() == ""
    assert firm.verified(firm.report) == ""
    assert firm.verified_with(key) == ""
    assert firm.let_go(firm.released) == ""
    assert firm.let_go(firm.waiting) == ""


def test_one_byte_anywhere_in_any_released_file(firm: Firm, key: Path) -> None:
    """In the key's copy only what makes it another key, or none, matters."""
    chosen, pem = random.Random(6), key.read_bytes()  # noqa: S311 - places to change, no secret
    unnoticed = []
    for path in sorted(firm.folder.iterdir()):
        before = path.read_bytes()
        places = {0, len(before) - 2, *(chosen.randrange(len(before)) for _ in range(POSITIONS))}
        for place in sorted(places):
            changed = bytearray(before)
            changed[place] ^= 1 << chosen.randrange(7)
            path.write_bytes(changed)
            if path.name not in " ".join(verify(firm.folder, pem)) and path.name != key.name:
                unnoticed.append((path.name, place))
        path.write_bytes(before)

    assert unnoticed == []


@pytest.mark.parametrize(
    "name", ["report", "certificate.docx", "manifest.json", "manifest.sig", "firm-public-key.pem"]
)
def test_one_byte_of_each_file(firm: Firm, key: Path, name: str) -> None:
    path = firm.report if name == "report" else firm.folder / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)

    refused(firm, key, path.name)


def test_one_run_of_the_document(firm: Firm, key: Path) -> None:
    rewritten(
        firm.report,
        "word/document.xml",
        lambda xml: re.sub(rb"(<w:t[^>]*>[^<]*)(\d)", rb"\g<1>9", xml, count=1),
    )

    refused(firm, key, f"{firm.report.name} has been changed")


def test_the_same_words_zipped_anew(firm: Firm, key: Path) -> None:
    rewritten(firm.report, "word/document.xml", lambda xml: xml)

    refused(firm, key, f"{firm.report.name} has been changed")


def test_a_document_saved_again_by_another_program(firm: Firm, key: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir"]
    subprocess.run([*command, tmp_path, firm.report], check=True, capture_output=True, timeout=120)
    shutil.copy(tmp_path / firm.report.name, firm.report)

    refused(firm, key, f"{firm.report.name} has been changed")


@pytest.mark.parametrize("name", ["manifest.json", "manifest.sig", "certificate.docx"])
def test_a_file_of_another_run_s_proof(firm: Firm, key: Path, name: str) -> None:
    shutil.copy(firm.other_folder() / name, firm.folder / name)

    refused(firm, key, name)


def test_manifest_and_signature_of_another_run(firm: Firm, key: Path) -> None:
    other = firm.other_folder()
    for name in ("manifest.json", "manifest.sig"):
        shutil.copy(other / name, firm.folder / name)

    refused(firm, key, "certificate.docx has been changed")


def test_the_whole_folder_of_another_run(firm: Firm, key: Path) -> None:
    other = firm.other_folder()
    shutil.rmtree(firm.folder)
    shutil.copytree(other, firm.folder)

    refused(firm, key, firm.waiting, "lies in the folder of another run")


def test_everything_signed_anew_with_another_key(firm: Firm, key: Path, tmp_path: Path) -> None:
    forger = make_signing_key(tmp_path / "forger")
    firm.report.write_bytes(b"PK forged")
    manifest = json.loads((firm.folder / "manifest.json").read_bytes())
    manifest["deliverables"][0] |= {
        "sha256": hashlib.sha256(b"PK forged").hexdigest(),
        "size": len(b"PK forged"),
    }
    data = canonical_json({**manifest, "key_id": forger.id})
    (firm.folder / "manifest.json").write_bytes(data)
    (firm.folder / "manifest.sig").write_bytes(forger.sign(data))
    (firm.folder / "firm-public-key.pem").write_bytes(forger.public_pem)

    refused(firm, key, "signature")


def test_a_file_put_beside_the_released_ones(firm: Firm, key: Path) -> None:
    (firm.folder / "New bank details.docx").write_bytes(b"pay here")

    refused(firm, key, "New bank details.docx is in the folder and no part of this release")


def rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change a part of a Word file and zip it again."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(path) as before,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, change(data) if name == part else data)
    path.write_bytes(target.getvalue())


# --- the ledger ----------------------------------------------------------------------------------


def both_refused(firm: Firm, *words: str) -> None:
    """The proof of what has left, and the release of what waits."""
    said = firm.both(firm.waiting)

    missing = [f"{who}: {said[who]!r}" for who in said for word in words if word not in said[who]]

    assert missing == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE ledger SET subject = 'other' WHERE number = 5", "Line 5 has been changed"),
        ("UPDATE ledger SET at = '2026-01-01T00:00:00Z' WHERE number = 3", "Line 3 has been"),
        ("DELETE FROM ledger WHERE number = 4", "Line 5 follows line 3"),
        (
            "UPDATE ledger_payloads SET payload = x'7b7d' WHERE number = 6",
            "The details kept for line 6 have been changed",
        ),
        ("UPDATE ledger_payloads SET salt = x'00' WHERE number = 6", "The details kept for line 6"),
    ],
)
def test_a_line_of_the_ledger_changed_by_hand(firm: Firm, statement: str, words: str) -> None:
    firm.told("PRAGMA foreign_keys = OFF", statement)

    both_refused(firm, words)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (2, "its end has been cut off"),
        (1, "has no line that says that this document"),
    ],
)
def test_a_ledger_that_was_cut_short(firm: Firm, lines: int, words: str) -> None:
    """Cut so that what is left is a whole chain. The last line told of the release."""
    ((last,),) = firm.rows("SELECT max(number) FROM ledger")
    for table in ("ledger_payloads", "ledger"):
        firm.row_for(f"DELETE FROM {table} WHERE number > ? - ?", (last, lines))  # noqa: S608 - our own names

    both_refused(firm, words)


def test_a_ledger_rebuilt_from_the_changed_line_on(firm: Firm) -> None:
    """Every hash fits again; what the signed manifests say of it does not."""
    rebuilt(firm, 5)

    both_refused(firm, "is not the line that is known to have been written")


def rebuilt(firm: Firm, changed: int) -> None:
    """The ledger with one line changed and every hash made again, as its keeper could."""
    names = tuple(LedgerEntry.model_fields)
    previous = GENESIS
    for row in firm.rows(f"SELECT {', '.join(names)} FROM ledger ORDER BY number"):  # noqa: S608 - our own names
        line = LedgerEntry.model_validate(dict(zip(names, row, strict=True)))
        subject = "forged" if line.number == changed else line.subject
        line = line.model_copy(update={"previous": previous, "subject": subject})
        previous = line_hash(line)
        firm.row_for(
            "UPDATE ledger SET previous = ?, subject = ?, hash = ? WHERE number = ?",
            (line.previous, line.subject, previous, line.number),
        )


# --- the store -----------------------------------------------------------------------------------


def changed_record(firm: Firm, run: str, name: str, *path: object, value: object) -> None:
    """Change one value of a record, and its hash with it, as somebody could who knows the store."""
    ((body,),) = firm.rows("SELECT body FROM records WHERE run = ? AND name = ?", run, name)
    record = json.loads(str(body))
    inner = record
    for step in path[:-1]:
        inner = inner[step]  # type: ignore[index]  # a path that the test knows
    inner[path[-1]] = value  # type: ignore[index]  # a path that the test knows
    data = canonical_json(record)
    firm.row_for(
        "UPDATE records SET body = ?, sha256 = ? WHERE run = ? AND name = ?",
        (data.decode(), hashlib.sha256(data).hexdigest(), run, name),
    )


OVERRIDE = {"finding": "0a1b2c3d", "reason": "Nobody ever wrote this."}
CHANGES = [
    ("held", ("findings", 0, "message"), "All is well.", "The held document of"),
    ("held", ("candidate", "deliverables", 0, "size"), 1, "The held document of"),
    ("held", ("candidate", "figures", 0, "text"), "£1,000,000", "The held document of"),
    ("held", ("version",), 7, "The held document of"),
    ("evidence", ("facts", 0, "label"), "another label", "The evidence"),
    ("evidence", ("sources", 0, "sha256"), "0" * 64, "The evidence"),
    ("decision", ("by",), "gareth.lowe@penhallowreeve.example", "The signature on"),
    ("decision", ("overrides",), [OVERRIDE], "The signature on"),
    ("decision", ("digest",), "0" * 64, "The signature on"),
    ("decision", ("kind",), "return", "The signature on"),
]


@pytest.mark.parametrize(("name", "path", "value", "words"), CHANGES)
def test_a_changed_record(
    firm: Firm, name: str, path: tuple[object, ...], value: object, words: str
) -> None:
    """Of the released document for `verify`, of the waiting one for `release`."""
    for run in (firm.released, firm.waiting):
        changed_record(firm, run, name, *path, value=value)

    both_refused(firm, words)


@pytest.mark.parametrize("name", ["held", "decision"])
def test_the_record_of_another_run(firm: Firm, name: str) -> None:
    query = "SELECT body, sha256 FROM records WHERE run = ? AND name = ?"
    (released,) = firm.rows(query, firm.released, name)
    (waiting,) = firm.rows(query, firm.waiting, name)
    for run, row in ((firm.released, waiting), (firm.waiting, released)):
        firm.row_for(
            "UPDATE records SET body = ?, sha256 = ? WHERE run = ? AND name = ?", (*row, run, name)
        )

    both_refused(firm, "is not the one that the ledger noted")


def test_a_damaged_record(firm: Firm) -> None:
    for run in (firm.released, firm.waiting):
        firm.row_for("UPDATE records SET body = '{}' WHERE run = ? AND name = 'held'", (run,))

    both_refused(firm, "is not what was saved")


def test_changed_bytes_in_the_document_store(firm: Firm) -> None:
    for run in (firm.released, firm.waiting):
        ((body,),) = firm.rows("SELECT body FROM records WHERE run = ? AND name = 'held'", run)
        sha256 = json.loads(str(body))["candidate"]["deliverables"][0]["sha256"]
        (path,) = (firm.root / ".engross" / "documents").rglob(sha256)
        path.chmod(0o600)
        path.write_bytes(path.read_bytes() + b" ")

    both_refused(firm, "document")


def test_another_signing_key_in_the_state_folder(firm: Firm, key: Path) -> None:
    keys = firm.root / ".engross" / "keys"
    shutil.rmtree(keys)
    make_signing_key(keys)

    assert "does not bear the firm's signature" in firm.verified()
    assert "does not bear the firm's signature" in firm.let_go(firm.waiting)
    assert firm.verified_with(key) == ""
