"""The walls: nothing internal and nothing of another client reaches a model or the document."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from acceptance.firm import DEMO, EXAMPLES, Firm, make_firm
from engross.models.house import HouseModel
from engross.testing.server import ScriptedServer, served

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MODEL = "openai/test-model"
OURS = ("Wrackline Boatyard Limited", "WRA001")
OTHER = ("Copperbeech Nurseries Limited", "COP001")

# Every figure and word here is written nowhere else, so that finding one proves a leak.
INTERNAL_COLUMNS = {
    "Cost rate": 37.13,
    "Margin": 7313.19,
    "Write-off": 417.91,
    "Recovery %": 61.37,
    "Internal note": "Zanzibar: she never reads the narrative",
}
OTHER_ROW = {
    "Client": OTHER[0],
    "Matter": OTHER[1],
    **dict.fromkeys(("Date", "Work date"), "2026-08-11"),
    "Fee earner": "Helen Pike",
    "Workstream": "Quagga shed",
    **dict.fromkeys(("Narrative", "Description"), "Quagga site visit"),
    "Hours": 13.5,
    "Rate": 211,
    "Value": 11288.5,
    "Cost": 8861,
    "Net": 8861,
    "VAT": 1772.2,
    "Total": 10633.2,
    "Amount": 8861,
    "Number": "9971",
    "Invoice": "9971",
    "Budget": 8861,
    "Forecast to complete": 10633.2,
}
SHEETS = ("Time", "Invoices", "Payments", "Disbursements", "Budget")
NOTES = """
## Copperbeech Nurseries Limited
- Internal note: the Xylograph matter of Copperbeech Nurseries Limited owes us £8,861.

## Internal, not for the client
- Our recovery on the stock work is 61.37 per cent; the Zanzibar remark stays here.
- Between us: Gallowglass may have to go.

## More decisions
- Decision: we agreed that the quayside store is counted last.
- Internal note: Ruth was Thunderstruck by the last invoice.
- Off the record: Ruth said that the yard is for sale to Ballymoney Marine.
- Not for the client: we wrote off £417.91 of Priya's time.
- [internal] Ombersley has to approve the margin of £7,313.19.
"""
FORBIDDEN = (
    *("37.13", "7,313.19", "7313.19", "417.91", "61.37", "Zanzibar", "Gallowglass", "Xylograph"),
    *("Thunderstruck", "Ballymoney", "Ombersley", "Copperbeech", "COP001", "Quagga", "Whitcombe"),
    *("9971", "8,861", "8861", "10,633", "10633", "11,288", "11288", "Tidewell"),
)


@dataclass(frozen=True)
class Held:
    """A held report by a scripted model, and what that model was sent."""

    firm: Firm
    run: str
    sent: str


def _plant(path: Path) -> None:
    """The example's workbook with internal columns, rows of others, and a sheet of the firm's."""
    import openpyxl  # noqa: PLC0415 - stands in for the firm's billing program

    book = openpyxl.load_workbook(EXAMPLES / "billing.xlsx")
    for name in SHEETS:
        sheet = book[name]
        for heading, value in INTERNAL_COLUMNS.items():
            _fill(sheet, heading, value)
        row = [OTHER_ROW.get(str(cell.value)) for cell in sheet[_headings(sheet)]]
        sheet.append(row)
        sheet.append([OTHER[0].upper() if value == OTHER[0] else value for value in row])
    secret = book.create_sheet("Profitability (internal)")
    secret.append(["Client", "Matter", "Cost", "Margin", "Write-off"])
    secret.append([*OURS, *list(INTERNAL_COLUMNS.values())[:3]])
    book.save(path)


def _fill(sheet: Worksheet, heading: str, value: float | str) -> None:
    """The value in each row of the column of that heading, which is added if it is not there."""
    top = _headings(sheet)
    headings = [cell.value for cell in sheet[top]]
    column = headings.index(heading) + 1 if heading in headings else len(headings) + 1
    sheet.cell(top, column, heading)
    for line in range(top + 1, sheet.max_row + 1):
        sheet.cell(line, column, value)


def _headings(sheet: Worksheet) -> int:
    """The row of the headings, which may have a title above it."""
    return next(row[0].row for row in sheet.iter_rows() if "Client" in {c.value for c in row})


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    """A report from inputs in which everything forbidden is planted, by a model behind HTTP."""
    firm = make_firm(tmp_path_factory.mktemp("walls"))
    register = firm.root / "firm.yaml"
    text = register.read_text(encoding="utf-8")
    allowed = text.replace("  allowed: [house]\n", f"  allowed: [house, {MODEL}]\n")
    register.write_text(allowed, encoding="utf-8")
    notes, billing = firm.root.parent / "call-notes.md", firm.root.parent / "billing.xlsx"
    example = (EXAMPLES / "call-notes.md").read_text(encoding="utf-8")
    notes.write_text(example + NOTES, encoding="utf-8")
    _plant(billing)
    with ScriptedServer([served(HouseModel())]) as server:
        printed = firm.done(
            *(*DEMO, f"notes={notes}", f"billing={billing}"),
            ENGROSS_MODEL=MODEL,
            ENGROSS_MODEL_URL=server.url,
            ENGROSS_MODEL_KEY="anything",
        )
    return Held(firm, firm.run_id(printed), json.dumps(server.requests, ensure_ascii=False))


def _leaks(text: str) -> list[str]:
    return [
        word
        for word in FORBIDDEN
        if re.search(rf"(?<![\w.,]){re.escape(word)}(?!\w|[.,]\d)", text, re.IGNORECASE)
    ]


def _words(path: Path, *parts: str) -> str:
    """What stands in the parts of a Word file whose names begin so, without the markup."""
    with zipfile.ZipFile(path) as archive:
        xml = [
            archive.read(name).decode()
            for name in archive.namelist()
            if name.startswith(parts) and name.endswith((".xml", ".rels"))
        ]
    # A figure may be cut into runs; a paragraph ends a word.
    return re.sub(r"<[^>]+>", "", re.sub(r"</w:p>|<[^/w][^>]*>", " ", " ".join(xml)))


@pytest.mark.slow
def test_nothing_internal_and_nothing_of_another_client_is_sent_to_a_model(held: Held) -> None:
    assert "quayside store" in held.sent
    assert "£10,868" in held.sent
    assert _leaks(held.sent) == []


@pytest.mark.slow
def test_nothing_internal_and_nothing_of_another_client_is_in_the_candidate(held: Held) -> None:
    text = _words(held.firm.candidate(held.run), "word/", "docProps/", "customXml/", "_rels/")

    assert "quayside store" in text
    assert "10,868" in text
    assert _leaks(text) == []


@pytest.mark.slow
def test_nothing_internal_and_nothing_of_another_client_is_in_the_review_copys_prose(
    held: Held,
) -> None:
    """Its comments and findings are for the firm's own people, its prose is the client's."""
    text = _words(
        held.firm.review_copy(held.run), "word/document", "word/header", "word/footer", "docProps/"
    )

    assert "quayside store" in text
    assert _leaks(text) == []
