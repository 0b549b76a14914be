"""The Word files that a crew makes beside its document, each as a document type of its own."""

from __future__ import annotations

from engross.workspace.specs import AlsoSpec, CrewSpec


def as_crew(crew: CrewSpec, also: AlsoSpec) -> CrewSpec:
    """The crew as if that file were its document: no agent writes in any of its sections."""
    return crew.model_copy(
        update={
            "title": also.title,
            "template": also.template,
            "deliverable": also.deliverable,
            "standard_format": also.standard_format,
            "also": (),
            "gates": {},
            "variants": {},
        }
    )


def word_files(crew: CrewSpec) -> tuple[CrewSpec, ...]:
    """The crew's document, and then each Word file that is made beside it, as document types."""
    return (crew, *(as_crew(crew, also) for also in crew.also if also.kind == "document"))
