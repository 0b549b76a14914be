import re
import runpy
from pathlib import Path

import pytest
from lxml import etree

from engross.ooxml.package import Parts, open_package
from engross.rendering.templates import contract_problems, template_problems
from engross.workspace import load_workspace

ROOT = Path(__file__).resolve().parents[3]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMMITTED = ROOT / "templates" / "client_report.docx"


@pytest.fixture(scope="module")
def made() -> Parts:
    folder = ROOT / "scripts"
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)  # the script's own pieces stand beside it
        script = runpy.run_path(str(folder / "make_templates.py"))
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

    assert body.count("<w:tblHeader/>") == 4
    assert body.count("<w:cantSplit/>") == body.count("<w:tr>")
    assert 'w:lang w:val="en-GB"' in made["word/styles.xml"].decode()


def test_its_tables_have_no_upright_rules(made: Parts) -> None:
    borders = {
        edge.tag.rpartition("}")[2]
        for table in etree.fromstring(made["word/document.xml"]).iter(f"{W}tcBorders")
        for edge in table
    }

    assert borders == {"top", "bottom"}


def test_each_list_is_numbered_by_word_from_one(made: Parts) -> None:
    spec = load_workspace(ROOT).templates["client_report"]
    body, numbering = made["word/document.xml"].decode(), made["word/numbering.xml"].decode()
    lists = [name for name in spec.context if name.endswith(".items")]
    used = re.findall(r'<w:numId w:val="(\d+)"/>', body)

    assert len(set(used)) == len(used) == len(lists) == 3
    assert numbering.count('<w:startOverride w:val="1"/>') == 3
    assert not re.search(r"<w:t[^>]*>[•\d]+[.)]", body)


def test_each_chart_stands_in_a_paragraph_of_its_own(made: Parts) -> None:
    spec = load_workspace(ROOT).templates["client_report"]
    texts = [
        "".join(run.text or "" for run in paragraph.iter(f"{W}t"))
        for paragraph in etree.fromstring(made["word/document.xml"]).iter(f"{W}p")
    ]

    assert [texts.count(f"{{{{ charts.{key} }}}}") for key in spec.charts] == [1, 1]


def test_the_particulars_stand_once_and_every_page_has_its_number(made: Parts) -> None:
    footers = [data.decode() for name, data in made.items() if name.startswith("word/footer")]

    assert sum("firm.registration" in footer for footer in footers) == 1
    assert all(" NUMPAGES " in footer and "document.reference" in footer for footer in footers)


def test_the_sign_off_stays_with_the_last_section(made: Parts) -> None:
    paragraphs = list(etree.fromstring(made["word/document.xml"]).iter(f"{W}p"))
    texts = ["".join(run.text or "" for run in p.iter(f"{W}t")) for p in paragraphs]
    said = texts.index("{%p if loop.last %}") + 1
    styles = {
        style.get(f"{W}styleId"): style.find(f"{W}pPr/{W}keepNext") is not None
        for style in etree.fromstring(made["word/styles.xml"]).iter(f"{W}style")
    }
    signed = paragraphs[texts.index("for {{ sign_off.firm }}") :]

    assert paragraphs[said].find(f"{W}pPr/{W}keepNext") is not None
    assert [styles[p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")] for p in signed] == [True] * 4


def test_the_letters_template_is_what_its_script_makes_and_has_no_problems() -> None:
    key, folder = "proposal", ROOT / "scripts"
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        makers = runpy.run_path(str(folder / "make_templates.py"))["MAKERS"]
    committed = (ROOT / "templates" / f"{key}.docx").read_bytes()
    workspace = load_workspace(ROOT)

    assert open_package(committed) == open_package(makers[key]())
    assert template_problems(committed, workspace.templates[key]) == ()
    assert contract_problems(committed, workspace.templates[key], (workspace.crews[key],)) == ()
