"""The words and figures of a chart as a reader sees them: title, series, bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from engross.ooxml.names import CHART, DRAWING, PICTURE_PLACE
from engross.uk.money import bracketed_cell, rounded

_PICTURE_PLACE = f"{{{PICTURE_PLACE}}}"


def chart_of(element: etree._Element) -> str:
    """The relationship id of the chart that a drawing shows; empty when it shows none."""
    shown = next(element.iter(c("chart")), None)
    if shown is None:
        return ""
    return next((str(value) for key, value in shown.items() if str(key).endswith("}id")), "")


def name_of(element: etree._Element) -> str:
    """What Word calls the drawing: `chart fees`."""
    described = next(element.iter(f"{_PICTURE_PLACE}docPr"), None)
    return "chart" if described is None else described.get("name") or "chart"


def chart_lines(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Place and text of everything that the chart says: `title`, `series 1, point 2`, ..."""
    for title in root.iterfind(f"{c('chart')}/{c('title')}"):
        yield "title", _words(title)
    for axis in root.iter(c("valAx"), c("catAx")):
        yield from (("axis", _words(title)) for title in axis.iterfind(c("title")))
    series = list(root.iter(c("ser")))
    for index, words in _points(series[0] if series else root, "cat"):
        yield f"category {index}", words
    for number, one in enumerate(series, start=1):
        yield from ((f"series {number}", words) for _, words in _points(one, "tx"))
        code = one.findtext(f"{c('val')}//{c('formatCode')}") or ""
        for index, value in _points(one, "val"):
            yield f"series {number}, point {index}", shown(value, code)


def shown(value: str, code: str) -> str:
    """The number as a spreadsheet's format shows it; only forms such as `#,##0.00`.

    A number in any other form is given as it is stored.
    """
    form = re.match(r'[£"\\]*#,##0(?:\.(0+))?(?:"(%)")?(?:;|$)', code)
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if form is None:
        return value
    places, suffix = len(form[1] or ""), form[2] or ""
    if code.count(";") == 2:  # noqa: PLR2004 - a form for above, below and at nil
        return bracketed_cell(number, places, suffix)
    return f"{rounded(number, places):,f}{suffix}"


def _points(series: etree._Element, part: str) -> Iterator[tuple[int, str]]:
    for points in series.iterfind(c(part)):
        for point in points.iter(c("pt")):
            text = point.findtext(c("v")) or ""
            if text:
                yield int(point.get("idx", "0")) + 1, text


def _words(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{{{DRAWING}}}t"))


def c(name: str) -> str:
    """The name in the chart namespace."""
    return f"{{{CHART}}}{name}"
