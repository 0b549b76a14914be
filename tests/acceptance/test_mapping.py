"""`engross map`: a person looks at what an export's columns mean, and confirms it once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from acceptance.firm import EXAMPLES, HELEN, Firm

TIME = """\
Working date,Who,Client,Matter,Charge hrs,Charge rate,Profit,Ref
02/07/2026,HP,WRA,WRA001,1.5,180,120,7
13/07/2026,M Oke,WRA,WRA001,0.75,120,40,8
"""


@pytest.fixture
def export(tmp_path: Path) -> str:
    path = tmp_path / "exeter time.csv"
    path.write_text(TIME, encoding="utf-8")
    return str(path)


def columns(printed: str) -> dict[str, tuple[str, str]]:
    (table,) = json.loads(printed)["tables"]
    return {c["heading"]: (c["meaning"], c["certainty"]) for c in table["columns"]}


def test_each_column_is_shown_with_what_it_was_taken_for(firm: Firm, export: str) -> None:
    printed = firm.done("map", export)

    assert "A1:H3: time entries, rows: 2" in printed
    assert "E1    Charge hrs                 hours          likely     1.5 · 0.75" in printed
    assert "Profit                     margin         known      kept from agents" in printed
    assert "nobody has confirmed" in printed
    assert "· 40" not in printed
    assert "120 " not in printed


def test_a_map_is_saved_by_a_person_and_then_gone_by(firm: Firm, export: str) -> None:
    before = (firm.root / "firm.yaml").read_text("utf-8")
    saved = firm.engross(
        "map", export, "--set", "Ref=invoice", "--set", "Charge rate=", "--save", "--by", HELEN
    )
    after = columns(firm.done("map", export, "--json"))

    assert saved.returncode == 0, saved.stderr
    assert f"Saved in firm.yaml as “exeter time”, confirmed by {HELEN}." in saved.stderr
    assert (firm.root / "firm.yaml").read_text("utf-8").startswith(before)
    assert after["Ref"] == ("invoice", "confirmed")
    assert after["Charge hrs"] == ("hours", "confirmed")
    assert after["Charge rate"][0] == ""
    assert "nobody has confirmed" not in firm.done("map", export)
    assert "Problems: none." in firm.done("check")


def test_without_save_nothing_is_kept(firm: Firm, export: str) -> None:
    before = (firm.root / "firm.yaml").read_bytes()
    shown = columns(firm.done("map", export, "--set", "Ref=invoice", "--json"))

    assert shown["Ref"] == ("invoice", "confirmed")
    assert (firm.root / "firm.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--save",), "Nobody is named who confirms it. Add --by EMAIL."),
        (("--save", "--by", "nobody@x.example"), "nobody@x.example is not among the people"),
        (("--set", "Ref"), "'Ref' is not HEADING=MEANING."),
        (("--set", "Reff=invoice"), "there is no heading `Reff`; there are Working date, Who"),
        (("--set", "Ref=invoyce"), "there is no meaning `invoyce`; did you mean `invoice`?"),
    ],
)
def test_what_cannot_be_carried_out_is_said(
    words: tuple[str, ...], said: str, firm: Firm, export: str
) -> None:
    result = firm.engross("map", export, *words)

    assert result.returncode == 2
    assert said in result.stderr


def test_a_file_that_is_not_there_is_an_error_with_its_name(firm: Firm) -> None:
    result = firm.engross("map", "nowhere.csv")

    assert result.returncode == 4
    assert "nowhere.csv" in result.stderr


def test_words_for_the_firm_alone_are_pointed_out_when_they_are_to_be_used(
    firm: Firm, tmp_path: Path
) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Date,Matter,Hours,Internal notes\n02/07/2026,WRA001,1,x\n", encoding="utf-8")
    result = firm.engross("map", str(path), "--set", "Internal notes=description")

    assert result.returncode == 0, result.stderr
    assert "“internal notes” reads like words for the firm alone" in result.stderr


def test_the_examples_workbook_is_understood_without_a_guess(firm: Firm) -> None:
    printed = firm.done("map", str(EXAMPLES / "billing.xlsx"))

    assert "Time!A4:O619: time entries, rows: 615" in printed
    assert "guessed" not in printed
    assert "likely" not in printed
