import datetime as dt
import io
from pathlib import Path

import docx as python_docx
import pytest

from engross.errors import InputError
from engross.ooxml.package import open_package
from engross.ooxml.text import read_text
from engross.rendering.new_template import (
    REPORT,
    Form,
    NewTemplate,
    WordFile,
    new_template,
    spec_of,
    template_names,
)
from engross.rendering.particulars import DocumentParticulars, printed_names
from engross.rendering.preview import preview
from engross.rendering.templates import contract_problems
from engross.workspace import load_workspace
from engross.workspace.files import read_files
from engross.workspace.specs import CrewSpec, TemplateSpec
from engross.workspace.validation import validate
from engross.workspace.yaml_text import read_yaml

ROOT = Path(__file__).resolve().parents[3]
STARTER = (ROOT / "templates" / "client_report.docx").read_bytes()
WHEN = dt.datetime(2026, 10, 14, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def report() -> CrewSpec:
    found, _ = validate(read_files(ROOT).specs["crews"]["client_report"], CrewSpec)
    assert found is not None
    return found


def branded(folder: Path, header: str = "Penhallow Reeve LLP") -> WordFile:
    document = python_docx.Document()
    document.sections[0].header.paragraphs[0].text = header
    document.add_paragraph("Dear Sir")
    document.save(str(folder / "letter.docx"))
    return WordFile("letter.docx", (folder / "letter.docx").read_bytes())


def make(report: CrewSpec, design: WordFile, form: Form = REPORT) -> NewTemplate:
    firm = "Penhallow Reeve LLP"
    return new_template("fee_report", report, design, STARTER, firm, WHEN, form)


def texts(made: NewTemplate) -> list[str]:
    return [block.text for block in read_text(made.word)]


def test_the_names_that_any_template_may_print_are_those_that_are_supplied(
    particulars: DocumentParticulars,
) -> None:
    assert template_names().keys() == printed_names(particulars).keys()


def test_the_spec_declares_every_section_table_and_chart(report: CrewSpec) -> None:
    spec = spec_of(report)

    assert spec.sections == tuple(section.key for section in report.standard_format)
    assert spec.context["sections.issues.items"].kind == "paragraphs"
    assert spec.context["tables.fees.total"].columns[0] == "workstream"
    assert "tables.glance.total" not in spec.context
    assert spec.charts == ("fees", "ageing")


def test_a_new_template_keeps_its_contract_and_its_yaml_is_its_spec(
    report: CrewSpec, tmp_path: Path
) -> None:
    made = make(report, branded(tmp_path))
    part, problems = read_yaml("templates/fee_report.yaml", made.names)
    spec, more = validate(part, TemplateSpec)

    assert (problems, more) == ((), ())
    assert spec == spec_of(report)
    assert contract_problems(made.word, spec_of(report), [report]) == ()
    assert made.names.startswith("# yaml-language-server: $schema=../docs/reference/schemas/")


def test_it_prints_the_whole_document_under_the_firm_s_own_header(
    report: CrewSpec, tmp_path: Path
) -> None:
    made = make(report, branded(tmp_path))
    workspace = load_workspace(ROOT)
    crew = workspace.crews["client_report"]
    blocks = read_text(preview(crew, spec_of(report), made.word, workspace.firm, "ordinary"))
    words = [block.text for block in blocks]

    assert words[0] == "Penhallow Reeve LLP"
    assert [
        section.heading for section in crew.standard_format if section.heading not in words
    ] == []
    assert "Total" in words
    assert "Dear Sir" not in words


def test_the_words_of_its_body_are_told_to_be_left_out(report: CrewSpec, tmp_path: Path) -> None:
    assert make(report, branded(tmp_path)).told == (
        "left out: the words of its body, 1 paragraphs from “Dear Sir”",
    )


def test_a_field_of_another_program_in_its_header_is_refused_with_its_words(
    report: CrewSpec, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=r"no field ClientName.*in “Re: \{\{ ClientName \}\}”"):
        make(report, branded(tmp_path, header="Re: {{ ClientName }}"))


def test_numbers_stand_at_the_right_and_rows_do_not_break(report: CrewSpec, tmp_path: Path) -> None:
    body = open_package(make(report, branded(tmp_path)).word)["word/document.xml"].decode()

    assert body.count("<w:tblHeader/>") == 4
    assert body.count("<w:cantSplit/>") == body.count("<w:tr>")
    assert 'w:val="TableFigure"/></w:pPr><w:r><w:t xml:space="preserve">{{ row.budget }}' in body
    assert 'w:val="TableText"/></w:pPr><w:r><w:t xml:space="preserve">{{ row.workstream }}' in body


def test_equal_files_give_equal_bytes(report: CrewSpec, tmp_path: Path) -> None:
    design = branded(tmp_path)

    assert make(report, design) == make(report, design)


def test_a_letter_has_an_addressee_and_ends_as_a_letter_does(
    report: CrewSpec, tmp_path: Path
) -> None:
    made = make(report, branded(tmp_path), Form(letter=True))
    found = texts(made)

    assert found.index("{{ client.organisation }}") < found.index("{{ client.salutation }}")
    assert found.index("{{ sign_off.closing }}") < found.index("for {{ sign_off.firm }}")
    assert "{{ document.title }}" not in found
    assert contract_problems(made.word, spec_of(report), [report]) == ()


def test_a_letter_says_how_to_pay_once_and_before_it_closes(
    report: CrewSpec, tmp_path: Path
) -> None:
    found = texts(make(report, branded(tmp_path), Form(letter=True)))
    (paying,) = (place for place, text in enumerate(found) if "bank.sort_code" in text)

    assert found[paying + 1] == "{{ sign_off.closing }}"


def test_a_letter_that_the_client_signs_has_a_place_for_it_after_the_firm_s(
    report: CrewSpec, tmp_path: Path
) -> None:
    found = texts(make(report, branded(tmp_path), Form(letter=True, countersigned=True)))

    assert found[found.index("{{ sign_off.title }}") + 1] == "Agreed for {{ client.name }}"
    assert [text for text in found if text][-3:] == ["Signature", "Name", "Date"]


@pytest.mark.parametrize(("period", "printed"), [("reporting", True), ("none", False)])
def test_a_document_about_no_period_names_none(
    report: CrewSpec, tmp_path: Path, period: str, *, printed: bool
) -> None:
    spec = report.model_copy(update={"period": period})

    assert ("Period" in texts(make(spec, branded(tmp_path)))) is printed


def test_rows_that_sum_up_others_are_printed_as_totals_are(
    tmp_path: Path,
) -> None:
    summary, _ = validate(read_files(ROOT).specs["crews"]["financial_summary"], CrewSpec)
    assert summary is not None
    made = make(summary, branded(tmp_path))
    found = preview(summary, spec_of(summary), made.word, load_workspace(ROOT).firm, "ordinary")
    table = python_docx.Document(io.BytesIO(found)).tables[1]
    bold = [bool(row.cells[0].paragraphs[0].runs[0].bold) for row in table.rows]

    assert contract_problems(made.word, spec_of(summary), [summary]) == ()
    assert bold == [False, False, False, False, True]
