"""From a CRM export to proposals that are held, as a fee-earner reads them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table

from acceptance.firm import EXAMPLES, Firm, make_firm

PROPOSALS = EXAMPLES.parent / "proposal"
GARETH = "gareth.lowe@penhallowreeve.example"
EXPORT = tuple(
    f"crm={PROPOSALS / f'hubspot-{name}.csv'}"
    for name in ("deals", "companies", "contacts", "line-items")
)
POTTERY, JOINERY, KENNELS = "21480377101", "21480377102", "21480377103"
RUNS: Mapping[str, Sequence[str]] = {
    POTTERY: (f"notes={PROPOSALS / 'quillhaven-meeting.md'}",),
    JOINERY: (
        f"notes={PROPOSALS / 'lanternfield-call.md'}",
        f"estimate={PROPOSALS / 'lanternfield-estimate.xlsx'}",
    ),
    KENNELS: ("--responsible", GARETH),
}
HOPES = (
    *("nearly in the bag", "80%", "a thousand", "Marlow", "nervous", "brother", "floor is nine"),
    *("to lose", "without asking Helen", "last year's", "keep quiet", "Could go to 8", "£6,000"),
    *("Kennels???", "not worth it", "Bryony", "Copperbeech", "Exports", "Dana", "£800", "6,500"),
)
"""What the export, the notes and the estimate say that is nobody's business but the firm's."""


class Made:
    """The proposals of three deals, in a workspace that is only to be read."""

    def __init__(self, firm: Firm) -> None:
        self.firm = firm
        self.runs = {
            deal: firm.run_id(
                firm.done(
                    "run", "proposal", "--deal", deal, "--as-at", "2026-11-18", *EXPORT, *more
                )
            )
            for deal, more in RUNS.items()
        }
        self.held = {deal: firm.held(run) for deal, run in self.runs.items()}

    def document(self, deal: str) -> Path:
        return self.firm.candidate(self.runs[deal])

    def words(self, deal: str) -> str:
        document = Document(str(self.document(deal)))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))

    def rules(self, deal: str, severity: str) -> list[str]:
        findings = self.held[deal]["findings"]
        assert isinstance(findings, list)
        return [found["rule"] for found in findings if found["severity"] == severity]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(make_firm(tmp_path_factory.mktemp("proposals")))


def test_a_proposal_is_a_letter_in_the_clients_terms(made: Made) -> None:
    words = made.words(POTTERY)

    assert "Dear Sam Okafor\nProposal: monthly management accounts" in words
    assert "£9,600 plus VAT (£11,520 including VAT)" in words
    assert "you told us that the yearly accounts come eight months after the year end" in words
    assert "you asked us to show the pottery and the shop apart" in words
    assert "Please send us the trial balance at 31 October 2026 by Friday 27 November" in words
    assert "We will send the proposal" not in words
    assert "open until Friday 18 December 2026" in words
    assert "Acceptance is subject to" in words
    assert "Yours sincerely" in words


def _rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_an_estimate_gives_the_stages_the_discount_and_the_total(made: Made) -> None:
    fees = _rows(Document(str(made.document(JOINERY))).tables[1])

    assert fees[0][:5] == ["Stage", "What you receive", "Fee £", "VAT £", "Total £"]
    assert fees[2][2:5] == ["3,920.00", "784.00", "4,704.00"]
    assert fees[-2][:5] == ["Discount", "", "(342.00)", "(68.40)", "(410.40)"]
    assert fees[-1][:5] == ["Total", "", "6,498.00", "1,299.60", "7,797.60"]
    assert "Dear Mrs Quayle" in made.words(JOINERY)


def test_money_that_differs_is_told_beside_the_document(made: Made) -> None:
    assert "fee-differs" in made.rules(POTTERY, "warn")
    assert {"fee-differs", "rate-differs", "totals-differ"} <= set(made.rules(JOINERY, "warn"))


def test_what_nobody_knows_is_left_open_and_asked_for(made: Made) -> None:
    words = made.words(KENNELS)

    assert "[to confirm: the client's address]" in words
    assert "[to confirm: what we will do and hand over]" in words
    assert "[to confirm: the fee, and when it is invoiced]" in words
    assert "Dear Sir or Madam" in words
    assert "Yours faithfully" in words
    assert "crm-lacks" in made.rules(KENNELS, "warn")


@pytest.mark.parametrize("deal", RUNS)
def test_a_proposal_can_be_signed_as_it_is_held(made: Made, deal: str) -> None:
    assert made.rules(deal, "block") == []


@pytest.mark.parametrize("deal", RUNS)
def test_nothing_that_the_firm_hopes_or_fears_is_in_a_proposal(made: Made, deal: str) -> None:
    path = made.document(deal)
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    everything = " ".join((path.name, made.words(deal), *parts))

    assert [hope for hope in HOPES if hope in everything] == []
