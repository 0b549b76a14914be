"""Everything a template may print, and no more: exactly the names that its spec declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import SimpleNamespace

from engross.errors import TemplateError
from engross.ooxml.marks import REVIEW_ONLY, mark, note_name, place_name, table_name
from engross.records import Draft, DraftSection
from engross.rendering.charts import chart_name, shown_charts
from engross.rendering.particulars import DocumentParticulars, printed_names
from engross.rendering.pointing import caption_name, note_key, see
from engross.rendering.slots import FigureBook, fill_paragraph, fill_sentence, to_confirm
from engross.rendering.tables import SUBTOTAL, FilledTable, Row, fill_table, table_rows
from engross.rendering.values import cleaned
from engross.workspace.section_specs import SectionSpec, TableSpec
from engross.workspace.specs import CrewSpec, TemplateSpec

_ALL_PROFESSIONS = ("sections.", "tables.", "captions.", "see.")

TITLE = "title"
"""The place that a finding without one of its own goes to."""


def build_context(
    draft: Draft,
    crew: CrewSpec,
    spec: TemplateSpec,
    document: DocumentParticulars,
    book: FigureBook,
) -> SimpleNamespace:
    """The declared names with their marked texts; `book` gets every figure that was filled.

    Raises:
        TemplateError: the spec declares a name that nothing supplies.
    """
    supply: dict[str, object] = {**_names(document)}
    for key in spec.charts:
        supply[f"charts.{key}"] = mark(place_name(chart_name(key)), "")
    supply.update(_captions(crew, document, book))
    written = {section.key: section for section in draft.sections}
    for section in crew.standard_format:
        supply.update(_section(section, written.get(section.key), document, book))
    for name, field in spec.context.items():
        # What the firm's profession goes without; `engross check` found what nobody ever had.
        if name.startswith(_ALL_PROFESSIONS):
            supply.setdefault(name, "" if field.kind == "text" else [])
    missing = [name for name in spec.context if name not in supply]
    if missing:
        raise TemplateError(
            f"templates/{crew.template}.yaml declares {', '.join(missing)}; nothing supplies that.",
            remedy=f"The names there are: {', '.join(sorted(supply))}.",
        )
    return _tree({name: supply[name] for name in spec.context})


def _names(document: DocumentParticulars) -> dict[str, str]:
    names = {name: cleaned(words) for name, words in printed_names(document).items()}
    for name in ("document.title", "document.subject"):
        names[name] = mark(place_name(TITLE), names[name])
    names["document.draft_mark"] = mark(REVIEW_ONLY, names["document.draft_mark"])
    return names


def _captions(crew: CrewSpec, document: DocumentParticulars, book: FigureBook) -> dict[str, str]:
    """Each chart's caption, which leaves the page with its chart; and references to all charts."""
    shown = shown_charts(crew, document, book.evidence)
    supply: dict[str, str] = {}
    for chart in (chart for section in crew.standard_format for chart in section.charts):
        is_there = chart.key in shown
        words = cleaned(chart.title) if is_there else ""
        supply[f"captions.{chart.key}"] = mark(caption_name(chart.key), words)
        supply[f"see.charts.{chart.key}"] = see(f"charts.{chart.key}") if is_there else ""
    return supply


def _section(
    section: SectionSpec,
    written: DraftSection | None,
    document: DocumentParticulars,
    book: FigureBook,
) -> dict[str, object]:
    place = f"section {section.key}"
    name = f"sections.{section.key}"
    supply: dict[str, object] = {
        f"{name}.heading": mark(place_name(place), cleaned(section.heading)),
        f"see.{name}": see(name),
        **{
            f"{name}.{kind}": texts
            for kind, texts in _texts(_told(section, document, book), written, place, book)
        },
    }
    for table in section.tables:
        name = f"tables.{table.key}"
        filled = fill_table(table, document, book)
        noted = mark(note_name(f"table {table.key}"), "") if table.note else ""
        title = mark(place_name(f"table {table.key}"), cleaned(table.title))
        supply[f"{name}.title"] = title + noted
        supply[f"see.{name}"] = see(name) if filled.rows else ""
        supply[f"{name}.headings"] = _rows(_known(row, table) for row in filled.headings)
        supply[f"{name}.rows"] = _rows(_told_apart(filled))
        supply[f"{name}.total"] = _rows(filled.total)
    return supply


def _told(section: SectionSpec, document: DocumentParticulars, book: FigureBook) -> SectionSpec:
    """The section; one whose table has rows does not say that there is nothing to say."""
    if not section.may_be_empty:
        return section
    has_rows = any(table_rows(table, document, book.evidence) for table in section.tables)
    return section.model_copy(update={"when_empty": ""}) if has_rows else section


def _texts(
    section: SectionSpec, written: DraftSection | None, place: str, book: FigureBook
) -> Iterator[tuple[str, list[str]]]:
    """The section's `paragraphs`; for a list also its `items`, of which there are several or none.

    A single point is a paragraph: nobody numbers one. The points are the drafter's; the firm's own
    where no agent writes in the section.
    """
    drafted = _written(written, place, book)
    fixed = _fixed(section, len(drafted), place, book)
    if section.layout == "list":
        points, rest = (fixed, []) if section.only_fixed else (drafted, fixed)
        is_list = len(points) > 1
        yield "items", points if is_list else []
        yield "paragraphs", rest if is_list else [*points, *rest]
    else:
        yield "paragraphs", [*drafted, *fixed]


def _written(written: DraftSection | None, place: str, book: FigureBook) -> list[str]:
    """The drafter's paragraphs, each marked with its place."""
    filled: list[str] = []
    for paragraph in written.paragraphs if written else ():
        if paragraph.sentences:
            where = f"{place}, paragraph {len(filled) + 1}"
            filled.append(mark(place_name(where), fill_paragraph(paragraph, book, where)))
    return filled


def _fixed(section: SectionSpec, before: int, place: str, book: FigureBook) -> list[str]:
    """The firm's own paragraphs after so many of the drafter's."""
    nothing = () if before else _when_nothing_is_written(section)
    filled: list[str] = []
    notes = {key: note_name(note_key(section.key, key)) for key in section.notes}
    for number, text in enumerate((*nothing, *section.fixed_text), start=before + 1):
        where = f"{place}, paragraph {number}"
        words = book.kept(text, fill_sentence(text, book, where, notes))
        filled.append(mark(place_name(where), words))
    return filled


def _when_nothing_is_written(section: SectionSpec) -> tuple[str, ...]:
    if section.when_empty:
        return (section.when_empty,)
    if section.fixed_text or section.may_be_empty or section.only_fixed:
        return ()
    return (to_confirm(f"nothing has been written for {section.heading}"),)


def _known(headings: Row, table: TableSpec) -> Row:
    """The headings, marked so that the table can be found by them."""
    first = table.columns[0].key
    return {**headings, first: mark(table_name(table.key), "") + headings[first]}


def _told_apart(filled: FilledTable) -> Iterator[Row]:
    """The rows, each saying whether it is a subtotal."""
    for number, row in enumerate(filled.rows):
        yield {**row, SUBTOTAL: "yes" if number in filled.subtotals else ""}


def _rows(rows: Iterable[Row]) -> list[SimpleNamespace]:
    return [SimpleNamespace(**row) for row in rows]


def _tree(names: Mapping[str, object]) -> SimpleNamespace:
    """`{"client.name": "x"}` as an object whose `client.name` is `x`."""
    root = SimpleNamespace()
    for name, value in names.items():
        *folders, last = name.split(".")
        branch = root
        for folder in folders:
            if not hasattr(branch, folder):
                setattr(branch, folder, SimpleNamespace())
            branch = getattr(branch, folder)
        setattr(branch, last, value)
    return root
