"""From call notes and a billing export to a signed and released report, as a fee-earner does it."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.firm import EXAMPLES, HELEN, PASSWORD, ROOT, Firm

Sign = Callable[..., subprocess.CompletedProcess[str]]


def _replace(database: sqlite3.Connection, run: str, name: str, old: str, new: str) -> None:
    """As somebody would who knows that a hash stands beside the body."""
    (body,) = database.execute(
        "select body from records where run = ? and name = ?", (run, name)
    ).fetchone()
    forged = body.replace(old, new)
    assert forged != body
    changed = database.execute(
        "update records set body = ?, sha256 = ? where run = ? and name = ?",
        (forged, hashlib.sha256(forged.encode()).hexdigest(), run, name),
    )
    assert changed.rowcount == 1


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_run_ends_held_with_its_files_and_the_next_commands(held_once: tuple[Firm, str]) -> None:
    firm, run = held_once

    printed = firm.done("show", run)

    assert printed.startswith(f"Held: {run}")
    assert "0 block" in printed
    assert f"engross sign {run} --as {HELEN}" in printed
    assert firm.candidate(run).exists()
    assert firm.review_copy(run).exists()
    assert run in firm.done("inbox")


def _prove(firm: Firm, run: str, folder: Path) -> subprocess.CompletedProcess[str]:
    figures = folder / "figures.json"
    figures.write_text(firm.done("trace", run, "--json"), encoding="utf-8")
    shutil.copy(firm.root / "firm.yaml", folder)
    shutil.copy(firm.root / "crews" / "client_report.yaml", folder)
    script = ROOT / "scripts" / "prove_figures.py"
    return subprocess.run(
        [sys.executable, script, firm.candidate(run), figures, folder, "2026-10-14", "2026-Q3"],
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_number_in_the_candidate_equals_the_cells_that_it_names(
    held_once: tuple[Firm, str], tmp_path: Path
) -> None:
    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)

    proof = _prove(*held_once, tmp_path)

    assert proof.returncode == 0, proof.stdout + proof.stderr
    assert " 0 wrong" in proof.stdout


def test_the_proof_of_figures_notices_a_changed_cell(
    held_once: tuple[Firm, str], tmp_path: Path
) -> None:
    import openpyxl  # noqa: PLC0415 - only this test changes a workbook

    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)
    book = openpyxl.load_workbook(tmp_path / "billing.xlsx")
    book["Invoices"]["I35"] = 99_999
    book.save(tmp_path / "billing.xlsx")

    proof = _prove(*held_once, tmp_path)

    assert proof.returncode == 1
    assert "WRONG" in proof.stdout


def test_what_is_released_is_what_was_held_and_signed(held: tuple[Firm, str], sign: Sign) -> None:
    firm, run = held
    held_hashes = [_sha256(firm.candidate(run))]

    signed = sign(firm, run)

    assert signed.returncode == 0, signed.stderr
    released = firm.root / "outputs" / run / "released"
    assert [_sha256(path) for path in released.glob("Wrackline*.docx")] == held_hashes
    assert held_hashes[0] in signed.stdout
    assert firm.engross("verify", str(released)).returncode == 0
    assert firm.engross("ledger", "verify").returncode == 0
    assert run not in firm.done("inbox")


def test_a_wrong_password_signs_nothing(held: tuple[Firm, str]) -> None:
    firm, run = held

    refused = firm.engross("sign", run, "--as", HELEN, ENGROSS_PASSWORD=PASSWORD[::-1])

    assert refused.returncode == 7
    assert "password" in refused.stderr
    assert run in firm.done("inbox")


def test_somebody_without_the_right_cannot_sign(held: tuple[Firm, str]) -> None:
    firm, run = held
    gareth = "gareth.lowe@penhallowreeve.example"
    firm.done("people", "password", gareth, ENGROSS_NEW_PASSWORD=PASSWORD)

    refused = firm.engross("sign", run, "--as", gareth, ENGROSS_PASSWORD=PASSWORD)

    assert refused.returncode == 7
    assert "may not sign" in refused.stderr


def test_a_review_copy_edited_in_place_is_noticed_and_told(
    held: tuple[Firm, str], sign: Sign
) -> None:
    import docx  # noqa: PLC0415 - stands in for Word

    firm, run = held
    path = firm.review_copy(run)
    document = docx.Document(str(path))
    document.paragraphs[-1].add_run(" And a promise that nobody checked.")
    document.save(str(path))

    refused = sign(firm, run)

    assert refused.returncode == 7
    assert "a promise that nobody checked" in refused.stderr
    assert "engross restore" in refused.stderr
    firm.done("restore", run)
    assert sign(firm, run).returncode == 0


def test_a_returned_document_is_run_again_and_superseded(held: tuple[Firm, str]) -> None:
    firm, run = held
    comment = "Please ask about the second invoice before this goes."

    firm.done("return", run, "--as", HELEN, "--comment", comment, ENGROSS_PASSWORD=PASSWORD)
    again = firm.run_id(firm.done("rerun", run))

    assert again != run
    assert comment in firm.done("show", run)
    assert f"superseded by {again}" in firm.done("list")


def test_the_next_period_is_one_command_with_its_own_inputs(held: tuple[Firm, str]) -> None:
    firm, run = held
    words = ("rerun", run, "--period", "next", "--as-at", "2027-01-12")

    refused = firm.engross(*words)
    printed = firm.done(
        *words, f"notes={EXAMPLES / 'call-notes.md'}", f"billing={EXAMPLES / 'billing.xlsx'}"
    )

    assert refused.returncode == 2
    assert "billing=PATH" in refused.stderr
    assert "Q4 2026" in printed
    assert "period" in printed.partition("findings")[2]
    assert "superseded by" not in firm.done("list")


def test_a_figure_is_traced_to_its_cells_and_back(held_once: tuple[Firm, str]) -> None:
    firm, run = held_once
    figures = json.loads(firm.done("trace", run, "--json"))
    figure = next(
        f for f in figures if f["id"].startswith("outstanding/") and "invoices" in f["id"]
    )

    to_cells = firm.done("trace", run, figure["text"])
    back = firm.done("trace", run, "Payments!H28")

    assert "billing.xlsx Invoices!" in to_cells
    assert "paid/" in back


def _files_with(words: str, root: Path) -> list[Path]:
    """Files that hold the words as they are, or packed in a Word file."""
    found = []
    for path in root.rglob("*"):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                data += b"".join(archive.read(name) for name in archive.namelist())
        if words.encode() in data:
            found.append(path)
    return found


def test_an_erased_run_leaves_nothing_but_its_lines(held: tuple[Firm, str]) -> None:
    firm, run = held
    tom = "tom.ellery-vane@penhallowreeve.example"
    firm.done("people", "password", tom, ENGROSS_NEW_PASSWORD=PASSWORD)
    words = ("asked us to send the October payroll summary", "Wrackline Boatyard Limited</w:t>")
    before = [len(_files_with(said, firm.root)) for said in words]

    beginning = firm.engross("delete", run[:20], "--as", tom, "--yes", ENGROSS_PASSWORD=PASSWORD)
    helen = firm.engross("delete", run, "--as", HELEN, "--yes", ENGROSS_PASSWORD=PASSWORD)
    firm.done("delete", run, "--as", tom, "--yes", ENGROSS_PASSWORD=PASSWORD)

    assert min(before) > 1
    assert (beginning.returncode, helen.returncode) == (2, 7)
    assert [path for said in words for path in _files_with(said, firm.root)] == []
    assert not (firm.root / "outputs" / run).exists()
    templates = {_sha256(path) for path in (firm.root / "templates").glob("client_report.*")}
    kept = [p for p in (firm.root / ".engross" / "documents").rglob("*") if p.is_file()]
    assert {_sha256(path) for path in kept} <= templates  # they are no run's
    assert firm.engross("ledger", "verify").returncode == 0


def test_erasing_a_run_spares_the_one_that_replaced_it(held: tuple[Firm, str], sign: Sign) -> None:
    firm, run = held
    tom = "tom.ellery-vane@penhallowreeve.example"
    firm.done("people", "password", tom, ENGROSS_NEW_PASSWORD=PASSWORD)
    again = firm.run_id(firm.done("rerun", run))

    firm.done("delete", run, "--as", tom, "--yes", ENGROSS_PASSWORD=PASSWORD)

    assert sign(firm, again).returncode == 0


def test_a_rerun_that_fails_leaves_the_held_document_standing(
    held: tuple[Firm, str], sign: Sign, tmp_path: Path
) -> None:
    firm, run = held
    bad = tmp_path / "bad.csv"
    bad.write_text("nothing,to,bill\n1,2,3\n", encoding="utf-8")

    failed = firm.engross("rerun", run, f"billing={bad}")

    assert failed.returncode == 4
    assert run in firm.done("inbox")
    assert sign(firm, run).returncode == 0


def test_a_document_whose_bank_details_changed_since_the_hold_is_not_signed(
    held: tuple[Firm, str], sign: Sign
) -> None:
    firm, run = held
    register = firm.root / "firm.yaml"
    text = register.read_text(encoding="utf-8")
    assert "00000000" in text
    register.write_text(text.replace("00000000", "12345678"), encoding="utf-8")

    refused = sign(firm, run)

    assert refused.returncode == 7
    assert "bank details" in refused.stderr
    assert f"engross rerun {run}" in refused.stderr


def test_a_ledger_cut_short_is_noticed(held: tuple[Firm, str], sign: Sign) -> None:
    firm, run = held
    assert sign(firm, run).returncode == 0
    with sqlite3.connect(firm.root / ".engross" / "engross.db") as database:
        for (trigger,) in database.execute(
            "select name from sqlite_master where type='trigger'"
        ).fetchall():
            database.execute(f"drop trigger {trigger}")
        (last,) = database.execute("select max(number) from ledger").fetchone()
        database.execute("delete from ledger_payloads where number > ?", (last - 4,))
        database.execute("delete from ledger where number > ?", (last - 4,))

    verified = firm.engross("ledger", "verify")

    assert verified.returncode == 7
    assert "cut off" in verified.stderr


@pytest.mark.parametrize("what", ["candidate", "evidence", "ledger", "decision"])
def test_a_document_tampered_with_is_neither_signed_nor_released(
    what: str, held: tuple[Firm, str], sign: Sign
) -> None:
    firm, run = held
    state = firm.root / ".engross"
    with sqlite3.connect(state / "engross.db") as database:
        if what == "candidate":
            sha256 = _sha256(firm.candidate(run))
            (stored,) = (
                p
                for p in (state / "documents").rglob("*")
                if p.name.startswith(sha256[2:9]) or p.name == sha256
            )
            stored.chmod(0o600)
            stored.write_bytes(stored.read_bytes()[:-1] + b"!")
        elif what == "evidence":
            _replace(database, run, "evidence", "14400", "14500")
        elif what == "decision":
            _replace(database, run, "held", "row-set-aside", "row-put-aside")
        else:
            for (trigger,) in database.execute(
                "select name from sqlite_master where type='trigger'"
            ).fetchall():
                database.execute(f"drop trigger {trigger}")
            database.execute("update ledger set kind = 'nothing' where number = 2")

    refused = sign(firm, run)

    assert refused.returncode in {7, 8}, refused.stdout + refused.stderr
    assert not (firm.root / "outputs" / run / "released").exists()


def test_a_released_file_or_manifest_tampered_with_does_not_verify(
    held: tuple[Firm, str], sign: Sign
) -> None:
    firm, run = held
    sign(firm, run)
    released = firm.root / "outputs" / run / "released"
    (document,) = released.glob("Wrackline*.docx")
    whole = document.read_bytes()
    document.write_bytes(whole[:-1] + b"!")
    manifest = released / "manifest.json"

    assert firm.engross("verify", str(document)).returncode == 7
    document.write_bytes(whole)
    assert firm.engross("verify", str(document)).returncode == 0
    manifest.write_bytes(manifest.read_bytes().replace(b"sign", b"sing"))
    assert firm.engross("verify", str(released)).returncode == 7


def test_a_password_once_set_is_changed_only_by_its_owner_or_an_admin(
    held: tuple[Firm, str],
) -> None:
    firm, _ = held
    words = ("people", "password", HELEN)
    tom = "tom.ellery-vane@penhallowreeve.example"
    firm.done("people", "password", tom, ENGROSS_NEW_PASSWORD=PASSWORD)

    stranger = firm.engross(*words, ENGROSS_PASSWORD=tom, ENGROSS_NEW_PASSWORD=PASSWORD)
    owner = firm.engross(*words, ENGROSS_PASSWORD=PASSWORD, ENGROSS_NEW_PASSWORD=PASSWORD + "s")
    admin = firm.engross(
        *words, "--as", tom, ENGROSS_PASSWORD=PASSWORD, ENGROSS_NEW_PASSWORD=PASSWORD
    )

    assert stranger.returncode == 7
    assert (owner.returncode, admin.returncode) == (0, 0), owner.stderr + admin.stderr
