import io
import zipfile
from collections.abc import Callable
from types import SimpleNamespace

import docx as python_docx
import pytest

from engross.errors import TemplateError
from engross.ooxml.text import read_text
from engross.rendering.templates import contract_problems, fill_template, template_problems
from engross.workspace.specs import ContextField, CrewSpec, TemplateSpec

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
        "{% for row in tables.invoices.rows %}{% if row.is_subtotal %}x{% endif %}{% endfor %}",
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


def test_a_fault_is_told_with_the_words_of_its_paragraph(
    make_template: TemplateMaker, spec: TemplateSpec
) -> None:
    lines = (
        "A first line.",
        "For {{ client.nmae }} & others, as agreed with them in writing, and so on",
    )
    (found,) = template_problems(make_template(*lines), spec)

    assert found.endswith(
        "(in “For {{ client.nmae }} & others, as agreed with them in writing, and so...”)"
    )


def test_the_same_fault_in_two_paragraphs_is_told_of_both(
    make_template: TemplateMaker, spec: TemplateSpec
) -> None:
    found = template_problems(make_template("To {{ weather }}", "By {{ weather }}"), spec)

    assert [problem.partition("(in ")[2] for problem in found] == [
        "“To {{ weather }}”)",
        "“By {{ weather }}”)",
    ]


def test_a_template_that_prints_all_of_the_standard_format_keeps_its_contract(
    template: bytes, spec: TemplateSpec, crew: CrewSpec
) -> None:
    assert contract_problems(template, spec, [crew]) == ()


LOOPS = {
    f"sections.{key}.paragraphs": (
        "{{% for p in sections.{0}.paragraphs %}}{{{{ p }}}}{{% endfor %}}",
        key,
    )
    for key in ("summary", "account", "issues", "basis")
}


def test_a_section_and_a_table_that_are_never_printed_are_named(
    make_template: TemplateMaker, spec: TemplateSpec, crew: CrewSpec
) -> None:
    loops = [words.format(key) for words, key in LOOPS.values() if key != "issues"]
    found = contract_problems(make_template(*loops), spec, [crew])

    assert [problem.partition(",")[0] for problem in found] == [
        "the table invoices is never printed",
        "the section issues is never printed",
    ]
    assert "put {%tr for row in tables.invoices.rows %} into the Word file" in found[0]


@pytest.mark.parametrize(
    "line",
    [
        "{% for p in sections.issues.paragraphs %}-{% endfor %}",
        "{% if sections.issues.paragraphs %}There are issues.{% endif %}",
        "{{ 'Issues' if sections.issues.paragraphs else 'None' }}",
        "{{ sections.issues.paragraphs|length }}",
        "{# {% for p in sections.issues.paragraphs %}{{ p }}{% endfor %} #}",
    ],
)
def test_a_list_that_only_decides_or_is_counted_is_not_printed(
    line: str, make_template: TemplateMaker, spec: TemplateSpec, crew: CrewSpec
) -> None:
    loops = [words.format(key) for words, key in LOOPS.values() if key != "issues"]
    found = contract_problems(make_template(line, *loops), spec, [crew])

    assert any("the section issues is never printed" in problem for problem in found)


@pytest.mark.parametrize(
    "line",
    [
        "{{ sections.issues.paragraphs|join(' ') }}",
        "{% set all = sections.issues.paragraphs %}{% for p in all %}{{ p|trim }}{% endfor %}",
        "{% for p in sections.issues.paragraphs %}{% if p %}{{ p }}{% endif %}{% endfor %}",
    ],
)
def test_a_list_printed_in_another_way_is_printed(
    line: str, make_template: TemplateMaker, spec: TemplateSpec, crew: CrewSpec
) -> None:
    loops = [words.format(key) for words, key in LOOPS.values() if key != "issues"]
    found = contract_problems(make_template(line, *loops), spec, [crew])

    assert [problem for problem in found if "section" in problem] == []


def test_the_points_of_a_list_must_be_printed_too(
    template: bytes, spec: TemplateSpec, crew: CrewSpec
) -> None:
    sections = tuple(
        section.model_copy(update={"layout": "list"}) if section.key == "issues" else section
        for section in crew.standard_format
    )
    (found,) = contract_problems(
        template, spec, [crew.model_copy(update={"standard_format": sections})]
    )

    assert "no loop goes over sections.issues.items" in found


def test_a_section_of_tables_alone_need_print_no_paragraphs(
    make_template: TemplateMaker, spec: TemplateSpec, crew: CrewSpec
) -> None:
    (account,) = (s for s in crew.standard_format if s.key == "account")
    bare = account.model_copy(update={"words": (0, 0)})
    rows = "{% for row in tables.invoices.rows %}{{ row.number }}{% endfor %}"

    assert (
        contract_problems(
            make_template(rows), spec, [crew.model_copy(update={"standard_format": (bare,)})]
        )
        == ()
    )
