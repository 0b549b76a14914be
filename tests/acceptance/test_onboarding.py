"""From a form export to a welcome letter that nobody can sign yet, as a fee-earner reads it."""

from __future__ import annotations

import shlex
import zipfile
from pathlib import Path

import pytest
from docx import Document

from acceptance.firm import EXAMPLES, HELEN, PASSWORD, Firm, make_firm

FORM = EXAMPLES.parent / "onboarding" / "new-clients.csv"
PRIYA = "priya.sandhu@penhallowreeve.example"
PRIVATE = ("1979", "14/02", "2234567890", "Sale of our shop", "Custard", "60%", "A friend")
"""What the form says that is in no letter."""


class Taken:
    """One client taken on, in a workspace that is only to be read."""

    def __init__(self, firm: Firm) -> None:
        self.firm = firm
        given = ("--entry", "K7Q2M1", "--as-at", "2026-11-18", "--by", PRIYA, f"form={FORM}")
        self.run = firm.run_id(firm.done("run", "onboarding", *given))
        self.held = firm.held(self.run)

    @property
    def path(self) -> Path:
        return self.firm.candidate(self.run)

    @property
    def words(self) -> str:
        document = Document(str(self.path))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))

    def rules(self, severity: str) -> list[str]:
        findings = self.held["findings"]
        assert isinstance(findings, list)
        return [found["rule"] for found in findings if found["severity"] == severity]


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    return Taken(make_firm(tmp_path_factory.mktemp("onboarding")))


def test_the_letter_welcomes_and_points_and_asks(taken: Taken) -> None:
    words = taken.words

    assert "Dear Ms Treloar\nWelcome to Penhallow Reeve LLP" in words
    assert "monthly management accounts, and VAT returns and payroll" in words
    assert "the engagement letter applies" in words
    assert "Helen Pike is responsible for the work" in words
    assert "Monday 23 November 2026" in words
    assert "Who may give us instructions for you\nWednesday 25 November 2026" in words
    assert "We do not change our bank details by e-mail" in words
    assert "please tell Helen Pike, Partner" in words
    assert "[to confirm" not in words


def test_nothing_that_the_form_says_in_confidence_is_in_the_letter(taken: Taken) -> None:
    with zipfile.ZipFile(taken.path) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    everything = " ".join((taken.words, *parts))

    assert [words for words in PRIVATE if words in everything] == []


def test_every_page_of_what_stays_in_the_firm_says_so(taken: Taken) -> None:
    kept = sorted((taken.path.parent / "kept in the firm").glob("*.docx"))
    feet = [
        foot.paragraphs[0].text
        for path in kept
        for section in Document(str(path)).sections
        for foot in (section.footer, section.first_page_footer)
    ]

    assert len(kept) == 2
    assert len(feet) == 4
    assert all("Stays in the firm: not for the client" in foot for foot in feet)


def test_a_sole_trader_is_the_person_in_the_letter_and_in_the_files_of_the_firm(
    tmp_path: Path,
) -> None:
    firm = make_firm(tmp_path)
    given = ("--entry", "B2N6V0", "--as-at", "2026-11-18", "--by", PRIYA, f"form={FORM}")
    path = firm.candidate(firm.run_id(firm.done("run", "onboarding", *given)))
    addressee = [p.text for p in Document(str(path)).paragraphs if p.style.name == "Addressee"]
    kept = (path.parent / "kept in the firm").glob("*.docx")
    titles = [
        p.text for one in kept for p in Document(str(one)).paragraphs if p.style.name == "Subtitle"
    ]

    assert addressee[1:3] == ["Priyanka Deol, Owner", "trading as Hollow Lane Books"]
    assert titles == ["Priyanka Deol trading as Hollow Lane Books"] * 2


def test_what_was_not_taken_and_what_is_missing_is_told(taken: Taken) -> None:
    assert taken.rules("block") == []
    assert {"form-lacks", "form-not-taken"} <= set(taken.rules("warn"))


def test_nobody_signs_while_a_gate_is_shut(taken: Taken) -> None:
    taken.firm.done("people", "password", HELEN, ENGROSS_NEW_PASSWORD=PASSWORD)
    signed = taken.firm.engross("sign", taken.run, "--as", HELEN, ENGROSS_PASSWORD=PASSWORD)

    assert signed.returncode != 0
    assert "8 gates are shut" in signed.stderr


def test_the_printed_next_commands_lead_from_the_first_gate_to_the_release(
    tmp_path: Path,
) -> None:
    taken = Taken(make_firm(tmp_path))
    taken.firm.done("people", "password", HELEN, ENGROSS_NEW_PASSWORD=PASSWORD)
    typed: list[str] = []
    printed = taken.firm.done("show", taken.run)
    while "Released:" not in printed:
        typed.append(_next(printed))
        printed = taken.firm.done(*shlex.split(typed[-1])[1:], ENGROSS_PASSWORD=PASSWORD)

    assert len(typed) == 10  # the conflict search is looked at first, the letter signed last
    assert typed[0].endswith(f"{taken.run} conflict --as {HELEN}")
    assert typed[-1] == f"engross sign {taken.run} --as {HELEN}"
    assert _next(printed).startswith(f"engross clients add {taken.run} --reference")


def _next(printed: str) -> str:
    """The first command under `Next:`, without its remark."""
    lines = printed.splitlines()
    return lines[lines.index("Next:") + 1].strip().split("    (")[0]


def test_nobody_is_made_a_client_before_the_letter_is_released(taken: Taken) -> None:
    before = (taken.firm.root / "firm.yaml").read_bytes()
    added = taken.firm.engross("clients", "add", taken.run, "--reference", "SAL001")

    assert added.returncode != 0
    assert "signed and released" in added.stderr
    assert (taken.firm.root / "firm.yaml").read_bytes() == before
