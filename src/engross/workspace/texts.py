"""The firm's texts that a section takes from elsewhere, worked into a crew's standard format."""

from __future__ import annotations

from collections.abc import Mapping

from engross.workspace.packs import Consumer, Statement
from engross.workspace.price_list import Service
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec

SERVICE_TEXTS = ("scope", "exclusions", "assumptions", "third_party", "changes", "experience")
"""The texts of a service of the price list: `service.scope`."""


def with_texts(
    crew: CrewSpec,
    statements: Mapping[str, Statement],
    service: Service | None,
    consumer: Consumer = "yes",
) -> CrewSpec:
    """The crew with every `text_from` put after the section's `fixed_text`.

    A statement or a service that is not there adds nothing: rules say so of the document, and the
    section says its `when_empty`. So it does where a statement is for consumers only and nothing
    says whether the client is one; for a client that is none, the section says nothing.
    """
    for_others = {key for key, one in statements.items() if one.only_for == "consumers"}
    left_out = frozenset(f"pack.{key}" for key in for_others if consumer != "yes")
    return crew.model_copy(
        update={
            "standard_format": tuple(
                _with_texts(_without(section, left_out, consumer), statements, service)
                for section in crew.standard_format
            )
        }
    )


def _without(section: SectionSpec, left_out: frozenset[str], consumer: Consumer) -> SectionSpec:
    """The section without the statements that its client is not to have, or may not have."""
    if left_out.isdisjoint(section.text_from):
        return section
    changes: dict[str, object] = {
        "text_from": tuple(name for name in section.text_from if name not in left_out),
        "may_be_empty": True,
    }
    if consumer == "no":
        changes["when_empty"] = ""
    return section.model_copy(update=changes)


def _with_texts(
    section: SectionSpec, statements: Mapping[str, Statement], service: Service | None
) -> SectionSpec:
    """The section with the paragraphs that it takes, and nothing to say instead of them."""
    found = texts_of(section, statements, service)
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
