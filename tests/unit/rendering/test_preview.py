from pathlib import Path

import pytest

from engross.ooxml.text import read_text
from engross.rendering.preview import Filling, preview
from engross.workspace import load_workspace

ROOT = Path(__file__).resolve().parents[3]


def words_of(filling: Filling) -> list[str]:
    workspace = load_workspace(ROOT)
    made = preview(
        workspace.crews["client_report"],
        workspace.templates["client_report"],
        workspace.template_file("client_report").read_bytes(),
        workspace.firm,
        filling,
    )
    return [block.text for block in read_text(made, charts=True)]


@pytest.fixture(scope="module")
def ordinary() -> list[str]:
    return words_of("ordinary")


def test_it_prints_every_section_with_values_that_are_plainly_made_up(ordinary: list[str]) -> None:
    crew = load_workspace(ROOT).crews["client_report"]
    text = "\n".join(ordinary)

    assert [s.heading for s in crew.standard_format if s.heading not in ordinary] == []
    assert "Example Client Limited" in text
    assert "Penhallow Reeve LLP" in text


def test_it_fills_tables_totals_lists_and_charts(ordinary: list[str]) -> None:
    assert {"First example", "1001", "Total", "A made-up point."} <= set(ordinary)
    assert any("over budget" in line for line in ordinary)


def test_no_client_of_the_firm_is_in_it(ordinary: list[str]) -> None:
    text = "\n".join(ordinary)

    assert [c.name for c in load_workspace(ROOT).firm.clients if c.name in text] == []
    assert "{{" not in text
    assert "[to confirm" not in text


def test_the_long_one_has_long_names_and_many_rows() -> None:
    long = words_of("long")

    assert "1040" in long
    assert any(len(line) > 200 for line in long)
    assert any("Exampleunbrokenword" in line for line in long)


def test_the_empty_one_has_no_rows_and_says_what_the_firm_says_of_nothing() -> None:
    empty = words_of("empty")

    assert "Total" not in empty
    assert any("record no open issues" in line for line in empty)


def test_the_same_template_gives_the_same_bytes(ordinary: list[str]) -> None:
    assert words_of("ordinary") == ordinary
