import io
import zipfile
from collections.abc import Callable
from types import SimpleNamespace

import docx as python_docx
import pytest

from engross.errors import TemplateError
from engross.ooxml.text import read_text
from engross.rendering.templates import fill_template, template_problems
from engross.workspace.specs import ContextField, TemplateSpec

TemplateMaker = Callable[..., bytes]


def test_a_good_template_has_no_problems(template: bytes, spec: TemplateSpec) -> None:
    assert template_problems(template, spec) == ()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{{ client.nmae }}", "there is no field client.nmae; the template may use client.name"),
        ("{{ weather }}", "there is no field weather"),
        ("{{ client }}", "client is not a text"),
        ("{{ sections.summary.paragraphs }}", "is a list; print it with a loop"),
        ("{{ client.name.upper }}", "client.name has no part upper"),
        ("{% for row in tables.invoices.rows %}{{ row.cost }}{% endfor %}", "has no column cost"),
        ("{% for x in client.name %}{{ x }}{% endfor %}", "client.name is no list"),
        ("{% for a, b in tables.invoices.rows %}{{ a }}{% endfor %}", "one plain name"),
        ("{% if client.naem %}x{% endif %}", "there is no field client.naem"),
        ("{% set x = client.naem %}{{ x }}", "there is no field client.naem"),
        ("{{ client.name|money }}", "there is no filter called money"),
        ("{{ client.name|safe }}", "there is no filter called safe"),
        ("{% if client.name is rich %}x{% endif %}", "there is no test called rich"),
        ("{{ client.name.format() }}", "cannot call anything"),
        ("{{ client['name'][0] }}", "picked by number"),
        ("{% macro x() %}{% endmacro %}", "{% macro %} is not for templates"),
        ("{% include 'x' %}", "{% include %} is not for templates"),
        ("{% autoescape false %}{{ client.name }}{% endautoescape %}", "{% autoescape %}"),
        ("{{ client.name ", "cannot be understood"),
        ("{% for x in tables.invoices.rows %}", "cannot be understood"),
        ("{% for r in tables.invoices.rows %}{{ loop.cycle }}{% endfor %}", "loop.cycle"),
    ],
)
def test_each_fault_is_named_with_its_part(
    line: str, problem: str, make_template: TemplateMaker, spec: TemplateSpec
) -> None:
    (found,) = template_problems(make_template(line), spec)

    assert found.startswith("word/document.xml: ")
    assert problem in found


@pytest.mark.parametrize(
    "line",
    [
        "{{ client.name|upper }}",
        "{{ client['name'] }}",
        "{% set name = client.name %}{{ name }}",
        "{% for row in tables.invoices.rows %}{{ loop.index }} {{ row.number }}{% endfor %}",
        "{% for text in sections.summary.paragraphs if text %}{{ text }}{% else %}-{% endfor %}",
        "{% if tables.invoices.rows|length > 1 and client.name is defined %}x{% endif %}",
        "{{ 'a' ~ client.name if client.name else 'b' }}",
    ],
)
def test_what_templates_may_do_is_no_problem(
    line: str, make_template: TemplateMaker, spec: TemplateSpec
) -> None:
    assert template_problems(make_template(line), spec) == ()


def test_headers_are_judged_and_all_problems_come_at_once(
    make_template: TemplateMaker, spec: TemplateSpec
) -> None:
    found = template_problems(make_template("{{ one }}", "{{ two }}", header="{{ three }}"), spec)

    assert [problem.split(";")[0] for problem in found] == [
        "word/document.xml: there is no field one",
        "word/document.xml: there is no field two",
        "word/header1.xml: there is no field three",
    ]


def test_a_field_split_over_runs_by_word_is_read_whole(spec: TemplateSpec) -> None:
    document = python_docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("{{ cli", "ent.na", "me }}{{ client.n", "aem }}"):
        paragraph.add_run(piece).bold = piece.endswith("na")
    target = io.BytesIO()
    document.save(target)

    assert "client.naem" in template_problems(target.getvalue(), spec)[0]


def test_a_field_where_none_is_filled_and_a_macro_project_are_named(
    template: bytes, spec: TemplateSpec
) -> None:
    target = io.BytesIO(template)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("word/endnotes.xml", "<x>{{ client.name }}</x>")
        archive.writestr("word/vbaProject.bin", b"x")

    assert template_problems(target.getvalue(), spec) == (
        "word/vbaProject.bin: a macro project; take it out in Word",
        "word/endnotes.xml: fields are not filled here; move them to the body, a header or footer",
    )


def test_what_is_no_word_file_is_one_problem(spec: TemplateSpec) -> None:
    assert len(template_problems(b"not a template", spec)) == 1


@pytest.mark.parametrize(
    "value",
    ["Smith & Sons <Ltd>", "{{ firm }} {% if %}", "</w:t></w:r>", "A&amp;B", "“quoted” £5"],
)
def test_any_value_survives_to_the_letter(value: str, make_template: TemplateMaker) -> None:
    context = SimpleNamespace(client=SimpleNamespace(name=value))
    docx = fill_template(make_template("For {{ client.name }}, here."), context, "t.docx")

    assert [block.text for block in read_text(docx)] == [f"For {value}, here."]


def test_a_name_without_a_value_stops_the_rendering(make_template: TemplateMaker) -> None:
    with pytest.raises(TemplateError, match=r"t\.docx cannot be filled.*weather"):
        fill_template(make_template("{{ weather }}"), SimpleNamespace(), "t.docx")


def test_a_template_cannot_run_code(make_template: TemplateMaker) -> None:
    attack = "{{ client.__class__.__mro__[1].__subclasses__() }}"

    with pytest.raises(TemplateError, match=r"t\.docx"):
        fill_template(
            make_template(attack), SimpleNamespace(client=SimpleNamespace(name="x")), "t.docx"
        )


def with_chart(spec: TemplateSpec) -> TemplateSpec:
    context = {**spec.context, "charts.fees": ContextField(kind="chart")}
    return spec.model_copy(update={"context": context})


def test_a_chart_is_printed_by_its_name(make_template: TemplateMaker, spec: TemplateSpec) -> None:
    assert template_problems(make_template("{{ charts.fees }}"), with_chart(spec)) == ()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{% if charts.fees %}x{% endif %}", "charts.fees is a chart; print it in a paragraph"),
        ("{{ charts.fees|upper }}", "charts.fees is a chart; print it in a paragraph"),
        ("{{ charts.ages }}", "there is no field charts.ages; the template may use charts.fees"),
        ("{{ charts }}", "charts is not a text"),
    ],
)
def test_anything_else_done_with_a_chart_is_a_problem(
    line: str, problem: str, make_template: TemplateMaker, spec: TemplateSpec
) -> None:
    (found,) = template_problems(make_template(line), with_chart(spec))

    assert problem in found
