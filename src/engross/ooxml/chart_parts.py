"""A bar chart as the part of a Word file that draws it.

Flat bars from nil with their figures beside them, which need no scale; told apart by dark, light
and hatched fill, so that a grey print shows as much as the screen. Colours and font are those of
the template's theme.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from engross.ooxml.names import CHART, DRAWING, RELATIONSHIPS, R
from engross.ooxml.package import parse, serialise

ChartKind = Literal["bars", "columns", "stacked"]
"""Bars side by side, upright columns, or one bar for each category in parts."""


class Series(NamedTuple):
    """One set of bars."""

    name: str
    """As the legend has it."""

    values: tuple[Decimal | None, ...]
    """One for each category; `None` where it is not known."""


class Chart(NamedTuple):
    """A chart to be drawn."""

    name: str
    """What Word calls it where it lists a page's objects: `chart fees`."""

    kind: ChartKind
    title: str
    alt: str
    """What it shows, for a reader who cannot see it."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str
    """As spreadsheets write it, for above, below and at nil: `#,##0;(#,##0);0`."""

    unit: str = ""
    """What the bars measure, behind the title; empty for nothing."""


SHEET_NAME = "Figures"
"""The one sheet of the workbook behind the chart."""

_MILLIMETRE = 36_000
_TITLE, _LEGEND, _GAP, _NAMES, _FOOT = 7, 6, 3, 7, 1
"""Height of the title, of the legend or the gap in its place, of the names under columns, and of
the foot."""

_BAR, _BETWEEN, _PART, _UPRIGHT = 4, 3, 8, 18
"""Thickness of one of several bars, room between categories, thickness of a bar in parts, height
of columns. All in millimetres."""

_POINTS = {"title": 950, "text": 850}
"""In hundredths of a point."""

_INK, _PALE, _PAPER, _TEXT = "tx2", "bg2", "bg1", "tx1"
"""Which of the theme's colours: its dark and its light one, the paper, the text."""


def height_of(chart: Chart) -> int:
    """How high it stands on the page, in EMU; it grows with its bars."""
    return round(sum(_heights(chart)) * _MILLIMETRE)


def chart_part(chart: Chart) -> bytes:
    """The part; equal charts give equal bytes."""
    xml = (
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}" xmlns:r="{R}">'
        '<c:date1904 val="0"/><c:lang val="en-GB"/><c:roundedCorners val="0"/><c:chart>'
        f'{_title(chart)}<c:autoTitleDeleted val="0"/>'
        f"<c:plotArea>{_plot_layout(chart)}{_bars(chart)}{_category_axis(chart)}{_value_axis(chart)}"
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>"
        f'{_legend(chart)}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{_letters('defRPr', 'text')}</a:pPr>"
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return serialise(parse(xml.encode(), "the chart"))


def chart_relations(book: str) -> bytes:
    """The chart's relationship to the workbook that holds its figures."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" '
        f'Type="{R}/package" Target="{escape(book)}"/></Relationships>'
    ).encode()


# --- size and layout ----------------------------------------------------------------------------


def _heights(chart: Chart) -> tuple[float, float, float]:
    """Title with legend, bars with names, foot."""
    under = _LEGEND if _has_legend(chart) else _GAP
    return (_TITLE + under, _plot_height(chart), _FOOT)


def _plot_height(chart: Chart) -> float:
    if chart.kind == "columns":
        return _UPRIGHT + _NAMES
    thick = _PART if chart.kind == "stacked" else _BAR * len(chart.series)
    return len(chart.categories) * (thick + _BETWEEN)


def _has_legend(chart: Chart) -> bool:
    return len(chart.series) > 1


def _plot_layout(chart: Chart) -> str:
    head, plot, _ = _heights(chart)
    whole = sum(_heights(chart))
    return _place(0, head / whole, ("outer", 0.985, plot / whole))


def _place(x: float, y: float, size: tuple[str, float, float] | None = None) -> str:
    """A place in the chart as parts of its width and height, with a size where one is told."""
    target = f'<c:layoutTarget val="{size[0]}"/>' if size and size[0] else ""
    extent = f'<c:w val="{size[1]:.4f}"/><c:h val="{size[2]:.4f}"/>' if size else ""
    return (
        f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x:.4f}"/><c:y val="{y:.4f}"/>{extent}</c:manualLayout></c:layout>'
    )


def _title(chart: Chart) -> str:
    """What the chart says and, lighter, in what it is measured."""
    pieces = [("title", chart.title)] + ([("text", f" ({chart.unit})")] if chart.unit else [])
    runs = "".join(
        f"<a:r>{_letters('rPr', kind)}<a:t>{escape(words)}</a:t></a:r>" for kind, words in pieces
    )
    paragraph = f'<a:p><a:pPr algn="l">{_letters("defRPr", "title")}</a:pPr>{runs}</a:p>'
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/>{paragraph}</c:rich></c:tx>"
        f'{_place(0.002, 0)}<c:overlay val="0"/></c:title>'
    )


def _legend(chart: Chart) -> str:
    if not _has_legend(chart):
        return ""
    whole = sum(_heights(chart))
    letters = sum(len(series.name) + 6 for series in chart.series)
    width = min(0.98, letters * 1.6 / 170)
    top = (_heights(chart)[0] - _LEGEND) / whole
    layout = _place(0.002, top, ("", width, _LEGEND / whole))
    return f'<c:legend><c:legendPos val="t"/>{layout}<c:overlay val="0"/></c:legend>'


def _letters(tag: str, kind: str) -> str:
    """How text looks: the theme's own font, dark."""
    heavy, colour = ("1", _INK) if kind == "title" else ("0", _TEXT)
    language = ' lang="en-GB"' if tag == "rPr" else ""
    return (
        f'<a:{tag}{language} sz="{_POINTS[kind]}" b="{heavy}"><a:solidFill>'
        f'<a:schemeClr val="{colour}"/></a:solidFill><a:latin typeface="+mn-lt"/></a:{tag}>'
    )


# --- bars ---------------------------------------------------------------------------------------


def _bars(chart: Chart) -> str:
    stacked = chart.kind == "stacked"
    direction = "col" if chart.kind == "columns" else "bar"
    gap = round(100 * _BETWEEN / (_PART if stacked else _BAR)) if direction == "bar" else 80
    series = "".join(_series(chart, number) for number in range(len(chart.series)))
    return (
        f'<c:barChart><c:barDir val="{direction}"/>'
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{gap}"/><c:overlap val="{100 if stacked else 0}"/>'
        '<c:axId val="1001"/><c:axId val="1002"/></c:barChart>'
    )


def _series(chart: Chart, number: int) -> str:
    name, categories = series_text(chart, number)
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{name}{_fill(number, chart)}'
        f'<c:invertIfNegative val="0"/>{_labels(chart, chart.series[number].values)}'
        f"{categories}{series_values(chart, number)}</c:ser>"
    )


def series_text(chart: Chart, number: int) -> tuple[str, str]:
    """What a series is called and what its categories are, each with its cells."""
    column, last = _column(number), len(chart.categories) + 1
    name = _words(f"{SHEET_NAME}!${column}$1", [chart.series[number].name])
    categories = _words(f"{SHEET_NAME}!$A$2:$A${last}", chart.categories)
    return f"<c:tx>{name}</c:tx>", f"<c:cat>{categories}</c:cat>"


def series_values(chart: Chart, number: int) -> str:
    """The figures of a series, with their cells."""
    column, values = _column(number), chart.series[number].values
    return (
        f"<c:val><c:numRef><c:f>{SHEET_NAME}!${column}$2:${column}${len(values) + 1}</c:f>"
        f"<c:numCache><c:formatCode>{escape(chart.number_format)}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{"".join(_points(values))}</c:numCache></c:numRef>'
        "</c:val>"
    )


def _column(number: int) -> str:
    return chr(ord("B") + number)


def _points(values: Sequence[Decimal | None]) -> Iterator[str]:
    for index, value in enumerate(values):
        if value is not None:
            yield f'<c:pt idx="{index}"><c:v>{value:f}</c:v></c:pt>'


def _words(place: str, words: Sequence[str]) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escape(word)}</c:v></c:pt>' for index, word in enumerate(words)
    )
    return (
        f'<c:strRef><c:f>{place}</c:f><c:strCache><c:ptCount val="{len(words)}"/>'
        f"{points}</c:strCache></c:strRef>"
    )


def _labels(chart: Chart, values: Sequence[Decimal | None]) -> str:
    """Each bar's figure at its end; on a bar in parts in the middle of each part wide enough."""
    stacked = chart.kind == "stacked"
    paper = (
        f'<a:solidFill><a:schemeClr val="{_PAPER}"/></a:solidFill>' if stacked else "<a:noFill/>"
    )
    shown = "".join(
        f'<c:show{what} val="{1 if what == "Val" else 0}"/>'
        for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    return (
        f"<c:dLbls>{''.join(_unlabelled(chart, values))}"
        f'<c:numFmt formatCode={quoteattr(chart.number_format)} sourceLinked="0"/>'
        f"<c:spPr>{paper}<a:ln><a:noFill/></a:ln></c:spPr>"
        f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{_letters('defRPr', 'text')}</a:pPr>"
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
        f'<c:dLblPos val="{"ctr" if stacked else "outEnd"}"/>{shown}</c:dLbls>'
    )


def _unlabelled(chart: Chart, values: Sequence[Decimal | None]) -> Iterator[str]:
    """The parts of bars too narrow for their figure, which the table beside the chart has."""
    if chart.kind != "stacked":
        return
    longest = max(_lengths(chart), default=Decimal(0))
    for index, value in enumerate(values):
        if value is not None and abs(value) < _NARROW * longest:
            yield f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>'


def _lengths(chart: Chart) -> list[Decimal]:
    """How far above nil each bar ends; one in parts ends where its parts above nil do together."""
    if chart.kind != "stacked":
        return [value for one in chart.series for value in one.values if value is not None]
    return [
        sum((part for part in parts if part is not None and part > 0), Decimal(0))
        for parts in zip(*(one.values for one in chart.series), strict=True)
    ]


_ROOM = Decimal("1.15")
"""How much longer than its longest bar a chart is."""

_NARROW = Decimal("0.08")
"""Of the longest bar's length; a figure of five digits is as wide."""

_HATCHES = ("wdUpDiag", "pct20", "dkHorz", "ltVert")


def _fill(number: int, chart: Chart) -> str:
    """The last of several series is dark and the first is light; those between are hatched."""
    line = f'<a:ln w="9525"><a:solidFill><a:schemeClr val="{_INK}"/></a:solidFill></a:ln>'
    if number == len(chart.series) - 1:
        return f"<c:spPr>{_solid(_INK)}{line}</c:spPr>"
    if number == 0:
        return f"<c:spPr>{_solid(_PALE)}{line}</c:spPr>"
    hatch = _HATCHES[(number - 1) % len(_HATCHES)]
    return (
        f'<c:spPr><a:pattFill prst="{hatch}"><a:fgClr><a:schemeClr val="{_INK}"/></a:fgClr>'
        f'<a:bgClr><a:schemeClr val="{_PAPER}"/></a:bgClr></a:pattFill>{line}</c:spPr>'
    )


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'


# --- axes ---------------------------------------------------------------------------------------


def _category_axis(chart: Chart) -> str:
    """The first category is the uppermost bar, or the column at the left."""
    upright = chart.kind == "columns"
    return (
        '<c:catAx><c:axId val="1001"/><c:scaling>'
        f'<c:orientation val="{"minMax" if upright else "maxMin"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"b" if upright else "l"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="9525">{_solid(_INK)}</a:ln></c:spPr>'
        '<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _ceiling(values: Sequence[Decimal]) -> str:
    """Room for the figure beside the longest bar, which a narrow page would break in two."""
    longest = max(values, default=Decimal(0))
    return f'<c:max val="{longest * _ROOM:f}"/>' if longest > 0 else ""


def _value_axis(chart: Chart) -> str:
    """From nil, below it only where a figure is; not drawn, for every bar has its figure."""
    upright = chart.kind == "columns"
    values = [value for series in chart.series for value in series.values if value is not None]
    floor = "" if any(value < 0 for value in values) else '<c:min val="0"/>'
    return (
        '<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/>'
        f'{_ceiling(_lengths(chart))}{floor}</c:scaling><c:delete val="1"/>'
        f'<c:axPos val="{"l" if upright else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1001"/>'
        f'<c:crosses val="{"autoZero" if upright else "max"}"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )
