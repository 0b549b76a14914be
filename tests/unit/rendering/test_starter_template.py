import runpy
from pathlib import Path

import pytest

from engross.ooxml.package import Parts, open_package
from engross.rendering.templates import template_problems
from engross.workspace import load_workspace

ROOT = Path(__file__).resolve().parents[3]
COMMITTED = ROOT / "templates" / "client_report.docx"


@pytest.fixture(scope="module")
def made() -> Parts:
    script = runpy.run_path(str(ROOT / "scripts" / "make_templates.py"))
    return open_package(script["client_report"]())


def test_the_committed_template_is_what_the_script_makes(made: Parts) -> None:
    committed = open_package(COMMITTED.read_bytes())

    assert committed.keys() == made.keys()
    assert [name for name, data in committed.items() if made[name] != data] == []


def test_the_starter_template_has_no_problems() -> None:
    spec = load_workspace(ROOT).templates["client_report"]

    assert template_problems(COMMITTED.read_bytes(), spec) == ()


def test_it_prints_the_sections_in_the_order_that_its_spec_says(made: Parts) -> None:
    spec = load_workspace(ROOT).templates["client_report"]
    body = made["word/document.xml"].decode()
    places = [body.index(f"sections.{key}.heading") for key in spec.sections]

    assert places == sorted(places)


def test_its_tables_repeat_their_headings_and_break_no_row(made: Parts) -> None:
    body = made["word/document.xml"].decode()

    assert body.count("<w:tblHeader/>") == 3
    assert body.count("<w:cantSplit/>") == body.count("<w:tr>")
    assert 'w:lang w:val="en-GB"' in made["word/styles.xml"].decode()
