"""The standard format as agents are told it."""

from __future__ import annotations

from typing import Any

from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec


def describe(crew: CrewSpec, period: str, period_label: str) -> dict[str, Any]:
    """The sections in order, each with what belongs in it and how long it may be."""
    return {
        "document": crew.title,
        "period": {"key": period, "label": period_label},
        "sections": [_section(section) for section in crew.standard_format],
    }


def _section(section: SectionSpec) -> dict[str, Any]:
    told: dict[str, Any] = {
        "key": section.key,
        "heading": section.heading,
        "purpose": section.purpose.strip(),
        "measures": list(section.measures),
        "passages": list(section.passages),
        "words": list(section.words),
        "may_be_empty": section.may_be_empty,
        "when_empty": section.when_empty.strip(),
        "tables": [table.title for table in section.tables],
        "layout": section.layout,
    }
    if section.knowledge:
        told["knowledge"] = list(section.knowledge)
    if section.actions_of:
        told["actions_of"] = section.actions_of
    if section.only_fixed:
        told["fixed"] = True
    return told
