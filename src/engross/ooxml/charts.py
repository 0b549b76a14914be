"""Word's own charts: each put where its mark stands, with the workbook that Word edits it in."""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree

from engross.errors import InputError
from engross.ooxml.chart_parts import Chart, chart_part, chart_relations, height_of
from engross.ooxml.chart_workbook import workbook
from engross.ooxml.marked_runs import first_mark, split_run, text_element
from engross.ooxml.marks import CLOSE, mark
from engross.ooxml.names import (
    CHART,
    DRAWING,
    PICTURE_PLACE,
    R,
    w,
)
from engross.ooxml.own_charts import refill_own_charts
from engross.ooxml.package import (
    Parts,
    main_part,
    open_package,
    parse,
    serialise,
    write_package,
)
from engross.ooxml.parts import declare, declare_extension, relate, related_part

_TWIP = 635
"""EMU in a twentieth of a point; Word measures pages in the one and drawings in the other."""

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_A4_TEXT = 9_638
"""Width between the margins, in twips, where a section does not say."""

_CELL_MARGINS = 216
"""What Word leaves free at the two sides of a cell, in twips."""


def place_charts(docx: bytes, charts: Mapping[str, Chart | None]) -> bytes:
    """The document with each chart in the place of the mark of its name, as wide as the text.

    The mark stays around the chart. Where there is `None`, the mark goes, and with it a paragraph
    that says nothing else.
    """
    parts = open_package(docx)
    main = main_part(parts)
    root = parse(parts[main], main)
    charts_into(parts, main, root, charts)
    parts[main] = serialise(root)
    return write_package(parts)


def charts_into(
    parts: Parts,
    main: str,
    root: etree._Element,
    charts: Mapping[str, Chart | None],
    own: Mapping[str, str] | None = None,
) -> None:
    """The same in a body that is open; `own` has the mark for each chart that the firm drew.

    `own` is by the name that the chart has in the template: `charts.fees`.
    """
    numbers = itertools.count(_highest_drawing(root) + 1)
    for text, name in _marked(root, charts):
        chart = charts[name]
        if chart is None:
            _leave_out(text, name)
        else:
            relation = _add_parts(parts, main, chart)
            drawing = _drawing(chart, _width(text), relation, next(numbers))
            _put(text, name, drawing)
    if own:
        named = {name: (marked, charts.get(marked)) for name, marked in own.items()}
        refill_own_charts(parts, main, root, named, lambda: theme_of(parts, main))


def _marked(
    root: etree._Element, charts: Mapping[str, Chart | None]
) -> Iterator[tuple[etree._Element, str]]:
    """The texts in which a chart's mark stands, each with the mark's name."""
    for text in list(root.iter(w("t"))):
        if name := first_mark(text, charts):
            yield text, name


def _leave_out(text: etree._Element, name: str) -> None:
    text.text = (text.text or "").replace(mark(name, ""), "")
    paragraph = next(text.iterancestors(w("p")))
    parent = paragraph.getparent()
    empty = not any((other.text or "").strip() for other in paragraph.iter(w("t")))
    if empty and parent is not None and len(parent.findall(w("p"))) > 1:
        parent.remove(paragraph)


def _put(text: etree._Element, name: str, drawing: etree._Element) -> None:
    """The run of the text becomes three: what stands before, the chart, what stands after."""
    run = text.getparent()
    if run is None:
        return
    before, _, after = (text.text or "").partition(mark(name, ""))
    opened, closed = mark(name, "").split(CLOSE)[0], CLOSE
    index = run.index(text)
    run.remove(text)
    pieces = [text_element(before + opened), drawing, text_element(closed + after)]
    for offset, piece in enumerate(pieces):
        run.insert(index + offset, piece)
    split_run(run)


def _width(text: etree._Element) -> int:
    """The width of the line that the text stands in, in EMU."""
    cell = next(text.iterancestors(w("tc")), None)
    told = None if cell is None else cell.find(f"{w('tcPr')}/{w('tcW')}")
    if told is not None and told.get(w("type")) == "dxa":
        return (int(told.get(w("w"), "0")) - _CELL_MARGINS) * _TWIP
    section = _section_of(text)
    if section is None or (page := section.find(w("pgSz"))) is None:
        return _A4_TEXT * _TWIP
    if (margins := section.find(w("pgMar"))) is None:
        return _A4_TEXT * _TWIP
    sides = sum(int(margins.get(w(side), "0")) for side in ("left", "right"))
    return (int(page.get(w("w"), "0")) - sides) * _TWIP


def _section_of(text: etree._Element) -> etree._Element | None:
    """The properties of the section that the text stands in, which come after it."""
    after = False
    for element in text.getroottree().iter(w("t"), w("sectPr")):
        if after and element.tag == w("sectPr"):
            return element
        after = after or element is text
    return None


def _drawing(chart: Chart, width: int, relation: str, number: int) -> etree._Element:
    """The chart as one big letter of its line, with the words for who cannot see it."""
    drawing = etree.Element(w("drawing"), nsmap={"wp": PICTURE_PLACE, "a": DRAWING})
    inline = etree.SubElement(drawing, f"{{{PICTURE_PLACE}}}inline")
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    size = {"cx": str(width), "cy": str(height_of(chart))}
    described = {"id": str(number), "name": chart.name, "descr": chart.alt}
    for tag, attributes in (
        ("extent", size),
        ("effectExtent", dict.fromkeys("ltrb", "0")),
        ("docPr", described),
        ("cNvGraphicFramePr", {}),
    ):
        etree.SubElement(inline, f"{{{PICTURE_PLACE}}}{tag}", attributes)
    graphic = etree.SubElement(inline, f"{{{DRAWING}}}graphic")
    data = etree.SubElement(graphic, f"{{{DRAWING}}}graphicData", {"uri": CHART})
    shown = etree.SubElement(data, f"{{{CHART}}}chart", nsmap={"c": CHART, "r": R})
    shown.set(f"{{{R}}}id", relation)
    return drawing


def _highest_drawing(root: etree._Element) -> int:
    found = (element.get("id", "") for element in root.iter(f"{{{PICTURE_PLACE}}}docPr"))
    return max((int(number) for number in found if number.isdecimal()), default=0)


def _add_parts(parts: Parts, main: str, chart: Chart) -> str:
    """Put the chart's two parts into the package; the id of the relationship to it."""
    folder = posixpath.dirname(main)
    number = next(n for n in itertools.count(1) if f"{folder}/charts/chart{n}.xml" not in parts)
    part = f"{folder}/charts/chart{number}.xml"
    book = f"{folder}/embeddings/chart{number}.xlsx"
    parts[part] = chart_part(chart)
    parts[f"{folder}/charts/_rels/chart{number}.xml.rels"] = chart_relations(
        f"../embeddings/chart{number}.xlsx"
    )
    parts[book] = workbook(chart, theme_of(parts, main))
    declare_extension(parts, "xlsx", _WORKBOOK_TYPE)
    declare(parts, part, _CHART_TYPE)
    return relate(parts, main, "chart", f"charts/chart{number}.xml")


def theme_of(parts: Parts, main: str) -> bytes:
    """The document's colours and fonts, which its charts are drawn in.

    Raises:
        InputError: it has none.
    """
    if theme := related_part(parts, main, "theme"):
        return parts[theme]
    raise InputError(
        "the template",
        "it has no theme, whose colours and font charts are drawn in.",
        remedy="Open it in Word and save it again.",
    )
