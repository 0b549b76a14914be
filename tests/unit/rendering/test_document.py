import io
import subprocess
import sys

import docx as python_docx
import pytest

from engross.errors import TemplateError
from engross.ooxml.package import open_package
from engross.ooxml.text import read_text
from engross.records import Draft, Evidence
from engross.rendering import DocumentParticulars, Rendered, render
from engross.workspace.specs import CrewSpec, TemplateSpec


@pytest.fixture
def rendered(  # noqa: PLR0913, PLR0917 - the six things that a document is made of
    draft: Draft,
    evidence: Evidence,
    crew: CrewSpec,
    spec: TemplateSpec,
    template: bytes,
    particulars: DocumentParticulars,
) -> Rendered:
    return render(draft, evidence, crew, spec, template, particulars)


def test_the_candidate_says_what_the_draft_and_the_evidence_say(rendered: Rendered) -> None:
    assert [block.text for block in read_text(rendered.candidate)] == [
        "Wrackline Boatyard Limited",
        "Client report: Wrackline Boatyard Limited",
        "Summary",
        (
            "Fees billed were £9,490 excluding VAT. You told us “We need it by Christmas” "
            "(Ruth Adeyemi)."
        ),
        "Account",
        "[to confirm: nothing has been written for Account]",
        "Issues",
        "We know of no open issues.",
        "Basis",
        "Prepared for Ms Ruth Adeyemi only.",
        "4452 | 3,996.00 | 1,996.00",
        "4489 | 3,780.00 | 3,780.00",
        "Total | 7,776.00",
    ]


def test_figures_come_in_the_order_of_the_document_and_only_those_it_shows(
    rendered: Rendered,
) -> None:
    assert [figure.text for figure in rendered.figures] == [
        "£9,490",
        "“We need it by Christmas” (Ruth Adeyemi)",
        "Ms Ruth Adeyemi",
        "4452",
        "3,996.00",
        "1,996.00",
        "4489",
        "3,780.00",
        "3,780.00",
        "7,776.00",
    ]


def test_the_candidate_carries_no_anchor_comment_watermark_or_name(rendered: Rendered) -> None:
    parts = open_package(rendered.candidate)
    properties = python_docx.Document(io.BytesIO(rendered.candidate)).core_properties
    everything = b"".join(parts.values())

    assert not any("comments" in name for name in parts)
    for trace in (b"figure1", b"WaterMark", b"Draft for discussion", b"python-docx"):
        assert trace not in everything
    assert properties.author == properties.last_modified_by == "Penhallow Reeve LLP"
    assert properties.title == (
        "Wrackline Boatyard Limited: Client report, Q3 2026 (July to September 2026)"
    )


def test_the_same_inputs_give_the_same_bytes(  # noqa: PLR0913, PLR0917 - as above
    rendered: Rendered,
    draft: Draft,
    evidence: Evidence,
    crew: CrewSpec,
    spec: TemplateSpec,
    template: bytes,
    particulars: DocumentParticulars,
) -> None:
    assert render(draft, evidence, crew, spec, template, particulars) == rendered


def test_an_unknown_field_names_template_field_and_what_there_is(  # noqa: PLR0913, PLR0917 - as above
    draft: Draft,
    evidence: Evidence,
    crew: CrewSpec,
    spec: TemplateSpec,
    make_template: object,
    particulars: DocumentParticulars,
) -> None:
    bad = make_template("{{ client.nmae }}")  # type: ignore[operator]  # the fixture is a function

    with pytest.raises(TemplateError) as caught:
        render(draft, evidence, crew, spec, bad, particulars)

    message = str(caught.value)
    assert all(
        part in message for part in ("templates/client_report.docx", "client.nmae", "client.name")
    )


def test_importing_the_room_loads_no_word_library() -> None:
    slow = "{'lxml', 'docx', 'docxtpl', 'jinja2'}"
    code = f"import sys, engross.rendering; print({slow} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "set()"
