"""Bad input: one clear error with its exit code, and nothing half-written."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_containers import compound

from acceptance.firm import DEMO, EXAMPLES, Firm


def _locked(path: Path) -> None:
    path.write_bytes(compound({"EncryptedPackage": bytes(5_000)}))


def _no_hours(path: Path) -> None:
    path.write_text("Number,Datum,Client,Matter,Betrag\n1,1/7/2026,Wrackline,WRA001,5\n")


def _other_client(path: Path) -> None:
    path.write_text(
        "Number,Date,Client,Matter,Description,Net,VAT,Total,Paid\n"
        "1,01/07/2026,Somebody Else Limited,ELS001,Work,100,20,120,0\n"
    )


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(400_000_000))


BILLING: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "missing": ("none.xlsx", lambda path: path, "there is no such file"),
    "empty": ("empty.xlsx", lambda path: path.write_bytes(b""), "empty"),
    "wrong type": ("notes.xlsx", lambda path: path.write_text("Hello"), "xlsx"),
    "password-protected": ("locked.xlsx", _locked, "password"),
    "too large inside": ("bomb.xlsx", _bomb, "bomb.xlsx"),
    "columns absent": ("columns.csv", _no_hours, "billing_columns"),
    "client not named": ("other.csv", _other_client, "Somebody Else Limited"),
}


@pytest.mark.parametrize("case", BILLING)
def test_a_billing_file_that_cannot_be_used_is_one_clear_error(case: str, firm: Firm) -> None:
    name, make, says = BILLING[case]
    path = firm.root.parent / name
    make(path)

    failed = firm.engross(*DEMO, f"notes={EXAMPLES / 'call-notes.md'}", f"billing={path}")

    assert failed.returncode == 4, failed.stdout + failed.stderr
    assert name in failed.stderr
    assert says.lower() in failed.stderr.lower()
    assert "Traceback" not in failed.stderr
    assert not list((firm.root / "outputs").rglob("*.docx"))


def test_an_unknown_client_matter_or_crew_names_those_there_are(firm: Firm) -> None:
    inputs = (f"notes={EXAMPLES / 'call-notes.md'}", f"billing={EXAMPLES / 'billing.xlsx'}")

    client = firm.engross("run", "client_report", "--client", "nobody", *inputs)
    matter = firm.engross("run", "client_report", "--client", "wrackline", "--matter", "x", *inputs)
    crew = firm.engross("run", "novel", "--client", "wrackline", *inputs)

    assert (client.returncode, matter.returncode, crew.returncode) == (2, 2, 2)
    assert "wrackline" in client.stderr
    assert "accounts-2026" in matter.stderr
    assert "client_report" in crew.stderr


FAULTS = {
    # file: (what stands there, what is put in its place, what `engross check` must say)
    "crews/client_report.yaml": [
        ("agents: [researcher,", "agents: [resarcher,", "resarcher"),
        ("measures: [billed, outstanding", "measures: [biled, outstanding", "biled"),
        ("words: [30, 180]", "words: [180, 30]", "180"),
        ("[[fact:period-label/register/matter]]", "[[fakt:period-label]]", "[[fakt:period-label]]"),
        ("may_be_empty: true", "may_be_emty: true", "may_be_emty"),
    ],
    "tasks/client_report_draft.yaml": [
        ("derive, house_style]", "derive, house_stile]", "house_stile")
    ],
    "agents/drafter.yaml": [("role:", "allow_delegation: true\nrole:", "allow_delegation")],
    "firm.yaml": [
        ("partner: helen.pike@", "partner: nobody@", "nobody@"),
        ("roles: [preparer]", "roles: [prepparer]", "prepparer"),
    ],
    "templates/client_report.yaml": [("  - summary\n", "", "summary")],
}


def test_a_workspace_with_ten_faults_lists_all_ten_at_once(firm: Firm) -> None:
    expected = []
    for file, faults in FAULTS.items():
        text = (firm.root / file).read_text(encoding="utf-8")
        for right, wrong, said in faults:
            assert right in text, (file, right)
            text = text.replace(right, wrong, 1)
            expected.append((file, said))
        (firm.root / file).write_text(text, encoding="utf-8")

    failed = firm.engross("check")
    lines = failed.stdout.splitlines()
    missed = [
        (file, said)
        for file, said in expected
        if not any(file in line and said in line for line in lines)
    ]

    assert failed.returncode == 3
    assert len(expected) == 10
    assert missed == []


def test_a_template_with_an_unknown_field_names_it(firm: Firm) -> None:
    import docx  # noqa: PLC0415 - stands in for Word

    path = firm.root / "templates" / "client_report.docx"
    document = docx.Document(str(path))
    document.add_paragraph("{{ client.favourite_colour }}")
    document.save(str(path))

    failed = firm.engross("check")

    assert failed.returncode == 3
    assert "client.favourite_colour" in failed.stdout


def test_a_forbidden_model_is_refused_before_anything_is_sent(firm: Firm) -> None:
    inputs = (f"notes={EXAMPLES / 'call-notes.md'}", f"billing={EXAMPLES / 'billing.xlsx'}")

    failed = firm.engross(*DEMO, *inputs, ENGROSS_MODEL="openai/gpt-4.1")

    assert failed.returncode == 5
    assert "models.allowed" in failed.stderr


@pytest.mark.parametrize("kilobytes", [60, 200, 400])
def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(
    kilobytes: int, firm: Firm
) -> None:
    """A limit on the size of files stands in for a disk that takes nothing more."""
    inputs = (f"notes={EXAMPLES / 'call-notes.md'}", f"billing={EXAMPLES / 'billing.xlsx'}")
    firm.done("list")

    failed = firm.engross_with_room_for(kilobytes * 1024, *DEMO, *inputs)
    half_written = list((firm.root / "outputs").rglob("*.docx"))
    started = re.search(r"^Run (\S+)", failed.stderr, re.MULTILINE)
    again = firm.engross("resume", started[1]) if started else firm.engross(*DEMO, *inputs)

    assert failed.returncode == 8, failed.stdout + failed.stderr
    assert "Traceback" not in failed.stderr
    assert half_written == []
    assert again.returncode == 0, again.stderr
    assert firm.candidate(firm.run_id(again.stdout)).exists()
