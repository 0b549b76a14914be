"""Files of every format that the knowledge base takes, from the folder to what is searched."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pytest

from engross.adapters.passages import ChromaIndex
from engross.knowledge import Shelf, sync
from engross.knowledge.pieces import Cut, cut
from engross.testing.embeddings import HashedEmbedding
from engross.workspace.loading import load_workspace
from engross.workspace.specs import KnowledgeFile, KnowledgeIndex

REPOSITORY = Path(__file__).resolve().parents[3]
HELEN = "helen.pike@penhallowreeve.example"


def word() -> bytes:
    """Terms with a list of contents, a table, a list, a frame and a footer."""
    document = docx.Document()
    document.add_heading("Terms of business", level=0)
    document.add_paragraph("Fees\t2")
    document.add_heading("Fees", level=1)
    document.add_paragraph("Fees are agreed in the engagement letter. We send with each invoice:")
    document.add_paragraph("a list of hours", style="List Bullet")
    document.add_paragraph("the rates", style="List Bullet")
    table = document.add_table(rows=0, cols=2)
    for name, rate in (("Grade", "Rate"), ("Partner", "£210"), ("Manager", "£145")):
        row = table.add_row().cells
        row[0].text, row[1].text = name, rate
    document.add_heading("Late payment", level=2)
    document.add_paragraph("Interest runs\nfrom the due date\u200b.")
    document.sections[0].footer.paragraphs[0].text = "Registered in England and Wales"
    return saved(document.save)


def workbook() -> bytes:
    """A rate card with a title, a hidden row, a hidden column, a note and a hidden sheet."""
    book = openpyxl.Workbook()
    rates = book.active
    rates.title = "Rates"
    rates.append(["Rate card 2026"])
    rates.append(["Service", "Per month", "From", "Cost"])
    rates.append(["Payroll", 90, dt.date(2026, 4, 1), 40])
    rates.append(["Secret", 1, dt.date(2026, 4, 1), 1])
    rates.append(["VAT return", 1250.5, dt.date(2026, 4, 1), 300])
    rates.append([])
    rates.append(["Rates exclude VAT."])
    for cells in rates["B3:B5"]:
        cells[0].number_format = "£#,##0.00"
    for cells in rates["C3:C5"]:
        cells[0].number_format = "dd/mm/yyyy"
    rates.row_dimensions[4].hidden = True
    rates.column_dimensions["D"].hidden = True
    costs = book.create_sheet("Costs")
    costs.append(["Nobody sees this"])
    costs.sheet_state = "hidden"
    return saved(book.save)


def mail() -> bytes:
    """An answer with a list, a signature, what it answers, and an attachment."""
    message = EmailMessage()
    message["From"] = "Ruth Adeyemi <ruth@wrackline.example>"
    message["To"] = HELEN
    message["Subject"] = "Re: Lease of the slipway"
    message["Date"] = "Mon, 12 Oct 2026 09:00:00 +0100"
    message["In-Reply-To"] = "<1@penhallowreeve.example>"
    message.set_content(
        "The lease ends in June 2027. We should like:\n\n* a longer term\n* a lower rent\n\n"
        "-- \nRuth Adeyemi\nFinance Director\n\n"
        "On Fri, 9 Oct 2026 at 10:00, Helen Pike wrote:\n> When does the old lease end?\n"
    )
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="old.pdf")
    return message.as_bytes()


def pdf(*pages: Sequence[str]) -> bytes:
    """Pages of lines, the first of each in large letters."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        drawn = "\n".join(
            f"BT /F {11 if at else 18} Tf 60 {780 - 14 * at} Td ({line}) Tj ET"
            for at, line in enumerate(lines)
        )
        page = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Contents {5 + 2 * number} 0 R /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects += [
            page,
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        ]
    data, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>"
    return data + f"{end}\nstartxref\n{len(data)}\n%%EOF\n".encode()


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


def read(found: Cut) -> list[tuple[str, str, str]]:
    return [(text.place, text.text, text.about) for text in found.texts]


def test_a_word_file_is_read_by_its_headings_lists_and_tables() -> None:
    found = cut("terms.docx", word())

    fees = "Terms of business > Fees"
    fees_agreed = "Fees are agreed in the engagement letter. We send with each invoice:"
    assert read(found) == [
        (
            f"{fees}, paragraphs 1 to 3",
            f"{fees_agreed}\n\n- a list of hours\n- the rates",
            fees,
        ),
        (
            f"{fees}, table 1, rows 2 to 3",
            "- Grade: Partner; Rate: £210\n- Grade: Manager; Rate: £145",
            fees,
        ),
        (
            f"{fees} > Late payment, paragraph 1",
            "Interest runs from the due date.",
            f"{fees} > Late payment",
        ),
    ]


def test_a_workbook_is_read_row_by_row_as_it_shows_itself() -> None:
    found = cut("rate-card.xlsx", workbook())

    assert read(found) == [
        (
            "Rates!A3:C3",
            "Service: Payroll; Per month: £90.00; From: 01/04/2026",
            "rate card > Rates > Rate card 2026",
        ),
        (
            "Rates!A5:C5",
            "Service: VAT return; Per month: £1,250.50; From: 01/04/2026",
            "rate card > Rates > Rate card 2026",
        ),
        ("Rates!A7:A7", "Rates exclude VAT.", "rate card > Rates"),
    ]
    assert "Sheet Rates: 1 hidden row and 1 hidden column left out." in found.left_out
    assert "The hidden sheet “Costs” left out." in found.left_out


def test_of_a_mail_its_own_words_are_read() -> None:
    found = cut("clients/wrackline/lease.eml", mail())

    assert read(found) == [
        (
            "message, lines 1 to 4",
            "The lease ends in June 2027. We should like:\n\n- a longer term\n- a lower rent",
            "Re: Lease of the slipway",
        )
    ]
    assert "attached to it (old.pdf) were not read" in found.left_out
    assert "The earlier messages that it quotes were not read." in found.left_out


def test_a_mail_of_which_nobody_can_tell_whose_words_it_holds_is_read_up_to_there() -> None:
    text = (
        "From: a@example.test\nSubject: RE: Lease\n\nIt ends in June.\n\n"
        "-----Original Message-----\nWhen does it end?\n"
    )

    found = cut("lease.eml", text.encode())

    assert [piece.text for piece in found.texts] == ["It ends in June."]
    assert "not read" in found.left_out


def test_a_pdf_is_read_by_pages_and_lines_under_its_headings() -> None:
    data = pdf(
        ["Leases", "A lease of more than seven years has to be", "registered."],
        ["Rent", "Rent is paid on the quarter days."],
    )

    assert read(cut("leases.pdf", data)) == [
        (
            "page 1, lines 2 to 3",
            "A lease of more than seven years has to be registered.",
            "Leases",
        ),
        ("page 2, line 2", "Rent is paid on the quarter days.", "Rent"),
    ]


FILES: Mapping[str, bytes] = {
    "terms.docx": word(),
    "rate-card.xlsx": workbook(),
    "faq.md": b"# Questions\n## When is VAT due?\nOne month and seven days after the period.",
    "notes.txt": b"Ring before you write.",
    "broken.docx": b"PK\x03\x04 and nothing else",
    "clients/wrackline/lease.eml": mail(),
    "clients/wrackline/matters/accounts-2026/leases.pdf": pdf(["Leases", "A lease is registered."]),
    "clients/nobody/secret.md": b"Nobody may find this.",
}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The starter's firm with a knowledge folder of every format."""
    for name, data in FILES.items():
        path = tmp_path / "knowledge" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    entry = KnowledgeFile(owner=HELEN, review_by=dt.date(2027, 1, 31))
    index = KnowledgeIndex(files=dict.fromkeys(FILES, entry))
    firm = load_workspace(REPOSITORY)
    return Shelf.of(firm.model_copy(update={"root": tmp_path, "knowledge": index}))


def test_every_format_is_searched_behind_its_wall(tmp_path: Path, shelf: Shelf) -> None:
    index = ChromaIndex(tmp_path / "chroma", HashedEmbedding())

    report = sync(index, shelf)

    assert index.walls() == ["client-wrackline", "firm", "matter-wrackline.accounts-2026"]
    assert [wall.files for wall in report.walls] == [1, 4, 1]
    assert [refused.file for refused in report.refused] == ["broken.docx"]
    assert {each.file for each in report.left_out} == {
        "clients/wrackline/lease.eml",
        "rate-card.xlsx",
    }
    (best,) = {m.text.file for m in index.matches(["firm"], "VAT due", 1) if m.words}
    assert best == "faq.md"
    index.close()


def test_a_second_sync_opens_no_file_and_tells_the_same(tmp_path: Path, shelf: Shelf) -> None:
    index = ChromaIndex(tmp_path / "chroma", HashedEmbedding())
    first, told = sync(index, shelf), list[str]()

    again = sync(index, shelf, progress=told.append)

    assert told == []
    assert (again.refused, again.left_out) == (first.refused, first.left_out)
    assert all(not (wall.added or wall.changed or wall.removed) for wall in again.walls)
    index.close()


def test_what_is_behind_no_wall_is_in_no_file_of_the_index(tmp_path: Path, shelf: Shelf) -> None:
    index = ChromaIndex(tmp_path / "chroma", HashedEmbedding())

    sync(index, shelf)

    index.close()
    found = [path for path in (tmp_path / "chroma").rglob("*") if path.is_file()]
    assert found
    assert not [path for path in found if b"Nobody may find" in path.read_bytes()]


def test_a_line_of_dots_without_end_is_read_like_any_other() -> None:
    document = docx.Document()
    document.add_paragraph("Deposits " + "." * 60_000)

    found = cut("dots.docx", saved(document.save))

    assert sum(text.text.count(".") for text in found.texts) == 60_000


def test_words_of_merged_cells_stand_beside_the_rows_that_there_are_alone() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Service", "Month", "Fee"])
    sheet.append(["Payroll", "July", "90"])
    sheet.append([None, "August", "95"])
    sheet.merge_cells("A2:A1048576")

    (found,) = cut("fees.xlsx", saved(book.save)).texts

    assert "Service: Payroll; Month: August; Fee: 95" in found.text
    assert found.text.count("Payroll") == 2
