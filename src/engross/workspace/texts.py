"""The firm's texts that a section takes from elsewhere, worked into a crew's standard format."""

from __future__ import annotations

from collections.abc import Mapping

from engross.workspace.packs import Statement
from engross.workspace.price_list import Service
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec

SERVICE_TEXTS = ("scope", "exclusions", "assumptions", "third_party", "changes", "experience")
"""The texts of a service of the price list: `service.scope`."""


def with_texts(
    crew: CrewSpec, statements: Mapping[str, Statement], service: Service | None
) -> CrewSpec:
    """The crew with every `text_from` put after the section's `fixed_text`.

    A statement or a service that is not there adds nothing: rules say so of the document, and the
    section says its `when_empty`.
    """
    return crew.model_copy(
        update={
            "standard_format": tuple(
                _with_texts(section, texts_of(section, statements, service))
                for section in crew.standard_format
            )
        }
    )


def _with_texts(section: SectionSpec, found: tuple[str, ...]) -> SectionSpec:
    """The section with those paragraphs, and nothing to say instead of them."""
    if not found:
        return section
    texts = (*section.fixed_text, *found)
    return section.model_copy(update={"fixed_text": texts, "when_empty": ""})


def texts_of(
    section: SectionSpec, statements: Mapping[str, Statement], service: Service | None
) -> tuple[str, ...]:
    """The paragraphs that the section's `text_from` names, in order."""
    found: list[str] = []
    for name in section.text_from:
        kind, _, key = name.partition(".")
        if kind == "pack" and key in statements:
            found += statements[key].words
        elif kind == "service" and service is not None and key in SERVICE_TEXTS:
            found += getattr(service, key)
    return tuple(found)
