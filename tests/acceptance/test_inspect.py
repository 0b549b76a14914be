"""`engross inspect`: a person looks at files before any run, and a mail gives its attachment."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

from acceptance.firm import DEMO, EXAMPLES, Firm

TIME = """\
Date,Fee earner,Client,Matter,Hours,Rate,Cost rate
02/07/2026,Helen Pike,Wrackline Boatyard Limited,WRA001,1.5,180,61.25
13/07/2026,Martin Oke,Wrackline Boatyard Limited,WRA001,0.5,120,44.75
Total,,,,2.5,,
"""


def mail_with(tmp_path: Path, attached: Path) -> Path:
    """A client's mail with a workbook in it."""
    mail = EmailMessage()
    mail["From"] = "Ruth Adeyemi <ruth.adeyemi@wrackline.example>"
    mail["To"] = "helen.pike@penhallowreeve.example"
    mail["Date"] = "Wed, 07 Oct 2026 09:00:00 +0100"
    mail["Subject"] = "Figures"
    mail.set_content("The figures are attached.\n")
    mail.add_attachment(
        attached.read_bytes(),
        maintype="application",
        subtype="octet-stream",
        filename="Billing.xlsx",
    )
    path = tmp_path / "figures.eml"
    path.write_bytes(mail.as_bytes())
    return path


def test_a_file_is_shown_with_its_columns_its_total_and_nothing_sensitive(
    firm: Firm, tmp_path: Path
) -> None:
    path = tmp_path / "time.csv"
    path.write_text(TIME, encoding="utf-8")

    printed = firm.done("inspect", str(path))

    assert "A1:G4: time entries, 2 rows" in printed
    assert "total of hours in E4: 2.50, but its rows add up to 2.00." in printed
    assert "kept from agents and documents" in printed
    assert "61.25" not in printed


def test_one_refused_file_does_not_hide_the_others(firm: Firm, tmp_path: Path) -> None:
    good, bad = tmp_path / "time.csv", tmp_path / "broken.xlsx"
    good.write_text(TIME, encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 and no more")

    looked = firm.engross("inspect", str(bad), str(tmp_path / "absent.csv"), str(good), "--json")

    first, second, third = json.loads(looked.stdout)["files"]
    assert looked.returncode == 4
    assert "damaged" in first["refused"]
    assert second["refused"] == ""
    assert second["tables"][0]["kind"] == "time entries"
    assert third["refused"] == "There is no such file. Check the path you gave."


def test_the_page_is_written_where_it_was_asked_for(firm: Firm, tmp_path: Path) -> None:
    page = tmp_path / "quality.html"

    firm.done("inspect", str(EXAMPLES / "billing.xlsx"), "--page", str(page))

    assert "Time!A4:O619: time entries" in page.read_text("utf-8")


def test_what_is_attached_to_a_mail_is_listed_and_can_be_given_by_its_name(
    firm: Firm, tmp_path: Path
) -> None:
    mail = mail_with(tmp_path, EXAMPLES / "billing.xlsx")
    notes = f"notes={EXAMPLES / 'call-notes.md'}"

    printed = firm.done("inspect", str(mail))
    run = firm.run_id(firm.done(*DEMO, notes, f"billing={mail}#billing.xlsx"))

    assert "inside     Billing.xlsx" in printed
    assert "figures.eml#Billing.xlsx Time!" in firm.done("trace", run)


def test_a_name_that_is_not_attached_is_told_with_those_that_are(
    firm: Firm, tmp_path: Path
) -> None:
    mail = mail_with(tmp_path, EXAMPLES / "billing.xlsx")

    notes = f"notes={EXAMPLES / 'call-notes.md'}"
    refused = firm.engross(*DEMO, notes, f"billing={mail}#other.xlsx")

    assert refused.returncode == 4
    assert "attached is Billing.xlsx" in refused.stderr


def test_a_held_document_has_its_data_quality_page(firm: Firm) -> None:
    run = firm.run_demo()

    page = (firm.root / "outputs" / run / "Data quality.html").read_text("utf-8")

    assert "Data quality: Wrackline Boatyard Limited" in page
    assert "344 used, 254 of other clients, 9 left out" in page
    assert "Tidewell" not in page
    assert "Copperbeech" not in page
