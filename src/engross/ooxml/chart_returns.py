"""Charts that another program has saved in its own way, put back as they were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from engross.ooxml.chart_text import c, chart_of, name_of
from engross.ooxml.names import PICTURE_PLACE, R, w
from engross.ooxml.package import (
    Parts,
    main_part,
    open_package,
    parse,
    related,
    serialise,
    write_package,
)


class _Drawn(NamedTuple):
    """A chart of the body."""

    properties: etree._Element
    """What names and describes the drawing."""
    part: str
    """The part that holds the chart."""


def put_charts_back(docx: bytes, held: bytes, names: Mapping[str, str]) -> bytes:
    """The document with those charts as `held` has them, where they stand and as large as they are.

    `names` says what each is called now, by what it was called: LibreOffice names charts afresh
    and loses how their figures are written.
    """
    parts, made = open_package(docx), open_package(held)
    main = main_part(parts)
    root = parse(parts[main], main)
    here = _charts(parts, main, root)
    there = _charts(made, main_part(made), parse(made[main_part(made)], main))
    for was, now in names.items():
        if was in there and now in here:
            _put_back(parts, here[now], made, there[was])
    parts[main] = serialise(root)
    return write_package(parts)


def _charts(parts: Parts, main: str, root: etree._Element) -> dict[str, _Drawn]:
    """The body's charts by what Word calls them."""
    targets = {identifier: part for identifier, _, part in related(parts, main)}
    found = {}
    for drawing in root.iter(w("drawing")):
        part = targets.get(chart_of(drawing), "")
        properties = next(drawing.iter(f"{{{PICTURE_PLACE}}}docPr"), None)
        if part in parts and properties is not None:
            found[name_of(drawing)] = _Drawn(properties, part)
    return found


def _put_back(parts: Parts, here: _Drawn, made: Parts, there: _Drawn) -> None:
    for attribute in ("name", "descr", "title"):
        if (value := there.properties.get(attribute)) is not None:
            here.properties.set(attribute, value)
    chart = parse(made[there.part], there.part)
    data = next(chart.iter(c("externalData")), None)
    workbook, copied = _workbook(parts, here.part), _workbook(made, there.part)
    if data is not None and workbook and copied:
        data.set(f"{{{R}}}id", workbook[0])
        parts[workbook[1]] = made[copied[1]]
    elif data is not None and (parent := data.getparent()) is not None:
        parent.remove(data)  # nothing to edit the chart's figures in came back
    parts[here.part] = serialise(chart)


def _workbook(parts: Parts, chart: str) -> tuple[str, str] | None:
    """Relationship and part of the workbook that a chart is edited in."""
    return next(_workbooks(parts, chart), None)


def _workbooks(parts: Parts, chart: str) -> Iterator[tuple[str, str]]:
    for identifier, kind, part in related(parts, chart):
        if kind == "package" and part in parts:
            yield identifier, part
