"""Charts that a firm drew in its template, filled with a document's figures.

Such a chart is named `charts.<key>` in Word (its alternative text, or its name in the Selection
Pane). Series, categories, figures and the workbook behind it become the document's; its kind,
colours, lettering and size stay as they were drawn.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from engross.ooxml.chart_parts import Chart, series_text, series_values
from engross.ooxml.chart_text import c, chart_of
from engross.ooxml.chart_workbook import workbook
from engross.ooxml.language import LANGUAGE
from engross.ooxml.marked_runs import text_element
from engross.ooxml.marks import CLOSE, mark
from engross.ooxml.names import CHART, DRAWING, PICTURE_PLACE, R, w
from engross.ooxml.package import Parts, main_part, open_package, parse, related, serialise
from engross.ooxml.parts import relate, remove_related

_NAMED = re.compile(r"charts\.[a-z][a-z0-9_]*")
_NEWER = "http://schemas.microsoft.com/office/drawing/2014/chartex"
_NO_SERIES_OF_WORDS = {c("scatterChart"), c("bubbleChart"), c("stockChart"), c("surfaceChart")}


_ROUND = {c("pieChart"), c("pie3DChart"), c("ofPieChart")}


class _Drawn(NamedTuple):
    """A chart as it stands in the body."""

    name: str
    """`charts.fees`; empty for one that is not named so."""
    run: etree._Element
    drawing: etree._Element
    relation: str
    part: str


def own_charts(docx: bytes) -> tuple[str, ...]:
    """The names of the charts that the firm drew in a template, in order: `charts.fees`."""
    if not _has_charts(docx):
        return ()
    parts = open_package(docx, "the template")
    main = main_part(parts, "the template")
    return tuple(drawn.name for drawn in _drawn(parts, main, parse(parts[main], main)))


def own_chart_problems(
    docx: bytes, known: Collection[str], several: Collection[str] = ()
) -> tuple[str, ...]:
    """Why charts drawn in a template cannot be filled.

    `known` has the names that there are, `several` those of charts with more than one series.
    """
    if not _has_charts(docx):
        return ()
    parts = open_package(docx, "the template")
    main = main_part(parts, "the template")
    found, seen = [], set[str]()
    newer = f'uri="{_NEWER}"'.encode()  # every file of a recent Word names it; a drawing uses it
    if any(newer in data for name, data in parts.items() if name.endswith(".xml")):
        found.append(
            f"{main}: a chart of a newer kind (treemap, waterfall, funnel and the like), which "
            "cannot be filled; draw bars, columns, lines or areas"
        )
    for name in sorted(parts):
        if re.fullmatch(r"word/(header|footer|footnotes|endnotes)\d*\.xml", name):
            root = parse(parts[name], name)
            if any(chart_of(drawing) for drawing in root.iter(w("drawing"))):
                found.append(f"{name}: a chart, which is filled in the body only; move it there")
    for drawn in _drawn(parts, main, parse(parts[main], main)):
        found += [f"{main}: {problem}" for problem in _problems(parts, drawn, known, several)]
        if drawn.name and drawn.name in seen:
            found.append(f"{main}: {drawn.name} is drawn twice; a document has each chart once")
        seen.add(drawn.name)
    return tuple(dict.fromkeys(found))


def refill_own_charts(
    parts: Parts,
    main: str,
    root: etree._Element,
    charts: Mapping[str, tuple[str, Chart | None]],
    theme: Callable[[], bytes],
) -> None:
    """Fill the charts of a body that carry one of those names, and mark each as told.

    One that has nothing to show goes, and with it a paragraph that says nothing else.
    """
    for drawn in tuple(_drawn(parts, main, root)):
        marked, chart = charts.get(drawn.name, ("", None))
        if not marked:
            continue
        if chart is None:
            _leave_out(parts, main, drawn)
            continue
        _mark(drawn.run, marked)
        _describe(drawn.drawing, chart)
        part = parse(parts[drawn.part], drawn.part)
        _refill(part, chart)
        _workbook(parts, drawn.part, part, workbook(chart, theme()))
        parts[drawn.part] = serialise(part)


def _has_charts(docx: bytes) -> bool:
    """Whether a file may hold charts: a zip has the names of its parts as they are."""
    return b"word/charts/" in docx or b"chartEx" in docx


# --- where they stand ---------------------------------------------------------------------------


def _drawn(parts: Parts, main: str, root: etree._Element) -> Iterator[_Drawn]:
    targets = {identifier: target for identifier, kind, target in related(parts, main)}
    for drawing in root.iter(w("drawing")):
        relation = chart_of(drawing)
        run = next(drawing.iterancestors(w("r")), None)
        if relation in targets and targets[relation] in parts and run is not None:
            yield _Drawn(_name(drawing), run, drawing, relation, targets[relation])


def _name(drawing: etree._Element) -> str:
    described = next(drawing.iter(f"{{{PICTURE_PLACE}}}docPr"), None)
    said = [] if described is None else [described.get(k, "") for k in ("descr", "title", "name")]
    return next((text.strip() for text in said if _NAMED.fullmatch(text.strip())), "")


def _mark(run: etree._Element, marked: str) -> None:
    opened = mark(marked, "").split(CLOSE)[0]
    for text, add in ((opened, run.addprevious), (CLOSE, run.addnext)):
        made = etree.Element(w("r"))
        made.append(text_element(text))
        add(made)


def _describe(drawing: etree._Element, chart: Chart) -> None:
    described = next(drawing.iter(f"{{{PICTURE_PLACE}}}docPr"))
    described.attrib.pop("title", "")
    described.set("name", chart.name)
    described.set("descr", chart.alt)


def _leave_out(parts: Parts, main: str, drawn: _Drawn) -> None:
    paragraph = next(drawn.run.iterancestors(w("p")))
    parent, above = paragraph.getparent(), drawn.run.getparent()
    if above is not None:
        above.remove(drawn.run)
    empty = not any((text.text or "").strip() for text in paragraph.iter(w("t")))
    if empty and parent is not None and len(parent.findall(w("p"))) > 1:
        parent.remove(paragraph)
    remove_related(parts, main, drawn.relation)


# --- what cannot be filled ----------------------------------------------------------------------


def _problems(
    parts: Parts, drawn: _Drawn, known: Collection[str], several: Collection[str]
) -> Iterator[str]:
    if not drawn.name:
        yield (
            "a chart whose figures nothing fills; give it the alternative text charts.KEY, or take "
            "it out"
        )
        return
    if drawn.name not in known:
        said = ", ".join(sorted(known)) or "no chart"
        yield f"there is no {drawn.name} for the chart of that name; there is {said}"
    root = parse(parts[drawn.part], drawn.part)
    if next(root.iter(*_NO_SERIES_OF_WORDS), None) is not None:
        yield f"{drawn.name} is of a kind without categories; draw bars, columns, lines or areas"
    elif next(root.iter(c("ser")), None) is None:
        yield f"{drawn.name} has no series that shows how it is to look; draw one"
    if drawn.name in several and next(root.iter(*_ROUND), None) is not None:
        yield f"{drawn.name} has several series, of which a pie shows the first; draw bars"
    if next(root.iter(c("errBars")), None) is not None:
        yield f"{drawn.name} has error bars, which hold figures of their own; take them out"
    if next(root.iter(c("pivotSource")), None) is not None:
        yield f"{drawn.name} rests on a pivot table; draw it from plain cells"
    if any(kind == "chartUserShapes" for _, kind, _ in related(parts, drawn.part)):
        yield f"{drawn.name} has shapes drawn over it, which nothing fills; take them out"


# --- filling ------------------------------------------------------------------------------------


def _refill(root: etree._Element, chart: Chart) -> None:
    plots = _series_in_order(root)
    for spare in plots[len(chart.series) :]:
        _parent(spare).remove(spare)
    for number in range(len(chart.series)):
        series = plots[number] if number < len(plots) else _one_more(plots)
        _fill_series(series, chart, number)
    _title(root, chart)
    _let_axes_hold(root, chart)
    for element in root.iter(etree.Element):
        for key in ("lang", "val") if element.tag == c("lang") else ("lang",):
            if element.get(key, "").startswith("en-"):
                element.set(key, LANGUAGE)


def _series_in_order(root: etree._Element) -> list[etree._Element]:
    def order(series: etree._Element) -> int:
        told = series.find(c("order"))
        return int(told.get("val", "0")) if told is not None else 0

    return sorted(root.iter(c("ser")), key=order)


def _one_more(plots: list[etree._Element]) -> etree._Element:
    """A series like the last, in the colour that Word chooses."""
    made = copy.deepcopy(plots[-1])
    for look in made.findall(c("spPr")):
        made.remove(look)
    plots[-1].addnext(made)
    plots.append(made)
    return made


def _fill_series(series: etree._Element, chart: Chart, number: int) -> None:
    for tag in ("idx", "order"):
        told = series.find(c(tag))
        if told is not None:
            told.set("val", str(number))
    for spare in (*series.findall(c("extLst")), *_own_labels(series, len(chart.categories))):
        _parent(spare).remove(spare)
    name, categories, values = (
        parse(f'<c:ser xmlns:c="{CHART}">{xml}</c:ser>'.encode(), "the chart")[0]
        for xml in (*series_text(chart, number), series_values(chart, number))
    )
    _put(series, name, after=("idx", "order"))
    _put(series, values, after=_BEFORE_VALUES)
    _put(series, categories, after=_BEFORE_CATEGORIES)


_BEFORE_CATEGORIES = (
    *("idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion"),
    *("dPt", "dLbls", "trendline", "errBars"),
)
_BEFORE_VALUES = (*_BEFORE_CATEGORIES, "cat")


def _put(series: etree._Element, made: etree._Element, after: tuple[str, ...]) -> None:
    """In the place of the element of that name, or behind those that come before it."""
    old = series.find(made.tag)
    if old is not None:
        series.replace(old, made)
        return
    before = [child for child in series if child.tag in {c(name) for name in after}]
    series.insert(series.index(before[-1]) + 1 if before else 0, made)


def _own_labels(series: etree._Element, points: int) -> list[etree._Element]:
    """Labels with words typed into them, and looks of single points that there are no more."""
    gone = [label for label in series.iter(c("dLbl")) if label.find(c("tx")) is not None]
    for one in (*series.iter(c("dLbl")), *series.iter(c("dPt"))):
        told = one.find(c("idx"))
        if told is not None and int(told.get("val", "0")) >= points and one not in gone:
            gone.append(one)
    return gone


def _title(root: etree._Element, chart: Chart) -> None:
    """The chart's title, if it was drawn with one; in the letters of its first words."""
    title = root.find(f"{c('chart')}/{c('title')}")
    if title is None:
        return
    said = f"{chart.title} ({chart.unit})" if chart.unit else chart.title
    run = next(title.iter(f"{{{DRAWING}}}r"), None)
    looks = None if run is None else run.find(f"{{{DRAWING}}}rPr")
    paragraph = _paragraph_look(title)
    for old in title.findall(c("tx")):
        title.remove(old)
    text = etree.Element(c("tx"))
    rich = etree.SubElement(text, c("rich"))
    etree.SubElement(rich, f"{{{DRAWING}}}bodyPr")
    etree.SubElement(rich, f"{{{DRAWING}}}lstStyle")
    line = etree.SubElement(rich, f"{{{DRAWING}}}p")
    if paragraph is not None:
        line.append(copy.deepcopy(paragraph))
    made = etree.SubElement(line, f"{{{DRAWING}}}r")
    if looks is not None:
        made.append(copy.deepcopy(looks))
    etree.SubElement(made, f"{{{DRAWING}}}t").text = said
    title.insert(0, text)


def _paragraph_look(title: etree._Element) -> etree._Element | None:
    return next(title.iter(f"{{{DRAWING}}}pPr"), None)


def has_title(parts: Parts, part: str) -> bool:
    """Whether a chart was drawn with a title."""
    return parse(parts[part], part).find(f"{c('chart')}/{c('title')}") is not None


def untitled(docx: bytes) -> tuple[str, ...]:
    """The names of the firm's own charts that show no title."""
    if not _has_charts(docx):
        return ()
    parts = open_package(docx, "the template")
    main = main_part(parts, "the template")
    drawn = _drawn(parts, main, parse(parts[main], main))
    return tuple(one.name for one in drawn if one.name and not has_title(parts, one.part))


def _let_axes_hold(root: etree._Element, chart: Chart) -> None:
    """Take out ends of an axis that were set by hand and would cut bars off."""
    values = [value for series in chart.series for value in series.values if value is not None]
    totals = [sum(filter(None, row)) for row in zip(*(s.values for s in chart.series), strict=True)]
    from_nil = [0] if next(root.iter(c("barChart"), c("areaChart")), None) is not None else []
    highest, lowest = (end((*values, *totals, *from_nil), default=0) for end in (max, min))
    for scaling in root.iter(c("scaling")):
        for end in (*scaling.findall(c("max")), *scaling.findall(c("min"))):
            at = float(end.get("val", "0"))
            if (at < highest) if end.tag == c("max") else (at > lowest):
                scaling.remove(end)


def _workbook(parts: Parts, part: str, root: etree._Element, data: bytes) -> None:
    """The workbook that Word opens for Edit Data."""
    told = root.find(c("externalData"))
    identifier = "" if told is None else told.get(f"{{{R}}}id", "")
    book = next((target for known, _, target in related(parts, part) if known == identifier), "")
    if book in parts:
        parts[book] = data
        return
    folder, base = posixpath.split(part)
    name = f"{base.removesuffix('.xml')}-figures.xlsx"
    parts[posixpath.join(posixpath.dirname(folder), "embeddings", name)] = data
    if told is None:
        told = etree.Element(c("externalData"))
        etree.SubElement(told, c("autoUpdate")).set("val", "0")
        shapes = root.find(c("userShapes"))
        if shapes is None:
            root.append(told)
        else:
            shapes.addprevious(told)
    told.set(f"{{{R}}}id", relate(parts, part, "package", f"../embeddings/{name}"))


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    if parent is None:
        raise AssertionError(element.tag)
    return parent
