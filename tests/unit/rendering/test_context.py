import pytest

from engross.errors import TemplateError
from engross.ooxml.marks import without_marks
from engross.records import Draft, DraftSection, Evidence
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
