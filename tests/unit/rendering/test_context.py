import pytest

from engross.errors import TemplateError
from engross.ooxml.marks import without_marks
from engross.records import Draft, DraftSection, Evidence, Paragraph, Sentence
from engross.rendering import DocumentParticulars
from engross.rendering.context import build_context
from engross.rendering.slots import FigureBook
from engross.workspace.specs import ContextField, CrewSpec, TemplateSpec


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            "summary",
            [
                (
                    "Fees billed were £9,490 excluding VAT. You told us “We need it by Christmas” "
                    "(Ruth Adeyemi)."
                )
            ],
        ),
        ("account", ["[to confirm: nothing has been written for Account]"]),
        ("issues", ["We know of no open issues."]),
        ("basis", ["Prepared for Ms Ruth Adeyemi only."]),
    ],
)
def test_each_section_says_what_it_must(  # noqa: PLR0913, PLR0917 - fixtures
    key: str,
    said: list[str],
    draft: Draft,
    crew: CrewSpec,
    spec: TemplateSpec,
    particulars: DocumentParticulars,
    evidence: Evidence,
) -> None:
    context = build_context(draft, crew, spec, particulars, FigureBook(evidence))
    paragraphs = getattr(context.sections, key).paragraphs

    assert [without_marks(text) for text in paragraphs] == said


def test_a_section_that_the_standard_format_does_not_know_is_not_printed(
    crew: CrewSpec, spec: TemplateSpec, particulars: DocumentParticulars, evidence: Evidence
) -> None:
    draft = Draft(sections=(DraftSection(key="gossip"),))
    context = build_context(draft, crew, spec, particulars, FigureBook(evidence))

    assert not hasattr(context.sections, "gossip")


def test_the_context_holds_the_declared_names_only(
    draft: Draft,
    crew: CrewSpec,
    spec: TemplateSpec,
    particulars: DocumentParticulars,
    evidence: Evidence,
) -> None:
    context = build_context(draft, crew, spec, particulars, FigureBook(evidence))

    assert set(vars(context)) == {"client", "document", "sections", "tables"}
    assert vars(context.client) == {"name": "Wrackline Boatyard Limited"}


def test_a_declared_name_that_nothing_supplies_is_refused_with_those_there_are(
    draft: Draft,
    crew: CrewSpec,
    spec: TemplateSpec,
    particulars: DocumentParticulars,
    evidence: Evidence,
) -> None:
    wider = spec.model_copy(
        update={"context": {**spec.context, "client.mood": ContextField(kind="text")}}
    )

    with pytest.raises(TemplateError, match=r"declares client\.mood.*client\.name"):
        build_context(draft, crew, wider, particulars, FigureBook(evidence))


def test_a_table_that_the_profession_goes_without_has_no_rows(
    draft: Draft,
    crew: CrewSpec,
    spec: TemplateSpec,
    particulars: DocumentParticulars,
    evidence: Evidence,
) -> None:
    without = crew.model_copy(
        update={
            "standard_format": tuple(
                section.model_copy(update={"tables": ()}) for section in crew.standard_format
            )
        }
    )

    context = build_context(draft, without, spec, particulars, FigureBook(evidence))

    tables = [table for section in crew.standard_format for table in section.tables]
    assert tables
    assert [getattr(context.tables, table.key).rows for table in tables] == [[]] * len(tables)


@pytest.mark.parametrize(
    ("points", "items", "paragraphs"),
    [
        ((), [], ["We know of no open issues."]),
        (("One.",), [], ["One."]),
        (("One.", "Two."), ["One.", "Two."], []),
    ],
)
def test_a_list_has_points_when_there_are_several(  # noqa: PLR0913, PLR0917 - fixtures
    points: tuple[str, ...],
    items: list[str],
    paragraphs: list[str],
    crew: CrewSpec,
    spec: TemplateSpec,
    particulars: DocumentParticulars,
    evidence: Evidence,
) -> None:
    listed = crew.model_copy(
        update={
            "standard_format": tuple(
                section.model_copy(update={"layout": "list"})
                if section.key == "issues"
                else section
                for section in crew.standard_format
            )
        }
    )
    context = {**spec.context, "sections.issues.items": ContextField(kind="paragraphs")}
    said = tuple(Paragraph(sentences=(Sentence(text=words),)) for words in points)
    draft = Draft(sections=(DraftSection(key="issues", paragraphs=said),))
    made = build_context(
        draft,
        listed,
        spec.model_copy(update={"context": context}),
        particulars,
        FigureBook(evidence),
    )

    assert [without_marks(text) for text in made.sections.issues.items] == items
    assert [without_marks(text) for text in made.sections.issues.paragraphs] == paragraphs


@pytest.mark.parametrize(
    ("texts", "items", "paragraphs"),
    [
        (("We draft.",), [], ["We draft."]),
        (("We draft.", "We file."), ["We draft.", "We file."], []),
    ],
)
def test_the_firm_s_own_points_are_a_list_where_no_agent_writes(  # noqa: PLR0913, PLR0917 - fixtures
    texts: tuple[str, ...],
    items: list[str],
    paragraphs: list[str],
    crew: CrewSpec,
    spec: TemplateSpec,
    particulars: DocumentParticulars,
    evidence: Evidence,
) -> None:
    own = {"layout": "list", "fixed_text": texts, "words": (0, 0), "when_empty": ""}
    sections = tuple(
        section.model_copy(update=own) if section.key == "issues" else section
        for section in crew.standard_format
    )
    context = {**spec.context, "sections.issues.items": ContextField(kind="paragraphs")}
    made = build_context(
        Draft(sections=()),
        crew.model_copy(update={"standard_format": sections}),
        spec.model_copy(update={"context": context}),
        particulars,
        FigureBook(evidence),
    )

    assert [without_marks(text) for text in made.sections.issues.items] == items
    assert [without_marks(text) for text in made.sections.issues.paragraphs] == paragraphs


def test_a_section_of_tables_alone_says_nothing(
    crew: CrewSpec, spec: TemplateSpec, particulars: DocumentParticulars, evidence: Evidence
) -> None:
    tables_only = crew.model_copy(
        update={
            "standard_format": tuple(
                section.model_copy(update={"words": (0, 0)})
                if section.key == "account"
                else section
                for section in crew.standard_format
            )
        }
    )
    made = build_context(Draft(sections=()), tables_only, spec, particulars, FigureBook(evidence))

    assert made.sections.account.paragraphs == []


def test_a_section_whose_table_has_rows_does_not_say_that_there_is_nothing(
    crew: CrewSpec, spec: TemplateSpec, particulars: DocumentParticulars, evidence: Evidence
) -> None:
    empty = {"may_be_empty": True, "when_empty": "Nothing was billed.", "words": (0, 40)}
    sections = tuple(
        section.model_copy(update=empty) if section.key == "account" else section
        for section in crew.standard_format
    )
    asked = crew.model_copy(update={"standard_format": sections})
    nothing = Evidence(sources=(), facts=(), passages=())

    full = build_context(Draft(sections=()), asked, spec, particulars, FigureBook(evidence))
    bare = build_context(Draft(sections=()), asked, spec, particulars, FigureBook(nothing))

    assert full.sections.account.paragraphs == []
    assert [without_marks(text) for text in bare.sections.account.paragraphs] == [
        "Nothing was billed."
    ]
