"""One profession's variant worked into a crew's standard format, so that stages see plain ones."""

from __future__ import annotations

from engross.workspace.register import Profession
from engross.workspace.section_specs import (
    ChartSpec,
    ChartVariant,
    SectionSpec,
    SectionVariant,
    TableSpec,
    TableVariant,
)
from engross.workspace.specs import CrewSpec


def in_force(crew: CrewSpec, profession: Profession) -> CrewSpec:
    """The crew as a firm of that profession uses it; it names no variants any more."""
    changes = crew.variants.get(profession, {})
    return crew.model_copy(
        update={
            "standard_format": tuple(
                _section(section, changes[section.key]) if section.key in changes else section
                for section in crew.standard_format
            ),
            "variants": {},
        }
    )


def _section(section: SectionSpec, change: SectionVariant) -> SectionSpec:
    inner = {"tables", "charts"}
    said = {key: value for key, value in change if key not in inner and value is not None}
    tables = _tables(section.tables, change.tables)
    charts = _charts(section.charts, change.charts, {table.key for table in tables})
    return section.model_copy(update={**said, "tables": tables, "charts": charts})


def _tables(
    tables: tuple[TableSpec, ...], changes: dict[str, TableVariant]
) -> tuple[TableSpec, ...]:
    nothing = TableVariant()
    return tuple(
        _table(table, changes.get(table.key, nothing))
        for table in tables
        if not changes.get(table.key, nothing).omit
    )


def _table(table: TableSpec, change: TableVariant) -> TableSpec:
    columns = tuple(
        column.model_copy(update={"heading": change.headings.get(column.key, column.heading)})
        for column in table.columns
    )
    said = {
        "title": change.title or table.title,
        "note": table.note if change.note is None else change.note,
    }
    return table.model_copy(update={**said, "columns": columns})


def _charts(
    charts: tuple[ChartSpec, ...], changes: dict[str, ChartVariant], tables: set[str]
) -> tuple[ChartSpec, ...]:
    """The charts of those tables, as the profession has them."""
    nothing = ChartVariant()
    return tuple(
        chart.model_copy(update={k: v for k, v in changes.get(chart.key, nothing) if v is not None})
        for chart in charts
        if chart.table in tables
    )
