"""The small workbook inside a Word file that Word opens when somebody edits a chart."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from engross.ooxml.chart_parts import SHEET_NAME, Chart
from engross.ooxml.names import CONTENT_TYPES, RELATIONSHIPS, SHEET, R
from engross.ooxml.package import write_package

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(chart: Chart, theme: bytes) -> bytes:
    """One sheet: categories down, series across. Equal charts give equal bytes.

    It names nobody and no moment: there are no document properties in it. Its theme is that of the
    document.
    """
    words = list(dict.fromkeys((*(one.name for one in chart.series), *chart.categories)))
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": (
            f'<workbook xmlns="{SHEET}" xmlns:r="{R}"><sheets>'
            f'<sheet name="{SHEET_NAME}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            {
                "rId1": ("worksheet", "worksheets/sheet1.xml"),
                "rId2": ("styles", "styles.xml"),
                "rId3": ("sharedStrings", "sharedStrings.xml"),
                "rId4": ("theme", "theme/theme1.xml"),
            }
        ),
        "xl/worksheets/sheet1.xml": _sheet(chart, words),
        "xl/sharedStrings.xml": _strings(words, len(chart.series) + len(chart.categories)),
        "xl/styles.xml": _styles(chart),
    }
    written = {name: f"{_HEAD}{xml}".encode() for name, xml in parts.items()}
    return write_package({**written, "xl/theme/theme1.xml": theme})


def _sheet(chart: Chart, words: list[str]) -> str:
    names = enumerate(chart.series, start=1)
    head = "".join(_text(number, 1, words.index(series.name)) for number, series in names)
    rows = [f'<row r="1">{head}</row>']
    for index, category in enumerate(chart.categories):
        name = _text(0, index + 2, words.index(category))
        cells = "".join((name, *_numbers(chart, index)))
        rows.append(f'<row r="{index + 2}">{cells}</row>')
    widths = '<cols><col min="1" max="1" width="32" customWidth="1"/></cols>'
    return f'<worksheet xmlns="{SHEET}">{widths}<sheetData>{"".join(rows)}</sheetData></worksheet>'


def _numbers(chart: Chart, index: int) -> Iterator[str]:
    for number, series in enumerate(chart.series, start=1):
        if (value := series.values[index]) is not None:
            yield f'<c r="{_place(number, index + 2)}" s="1"><v>{value:f}</v></c>'


def _text(column: int, row: int, number: int) -> str:
    """A cell of the words of that number; never a formula, whatever they begin with."""
    return f'<c r="{_place(column, row)}" t="s"><v>{number}</v></c>'


def _strings(words: list[str], used: int) -> str:
    """The words of all cells, each once."""
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in words)
    return f'<sst xmlns="{SHEET}" count="{used}" uniqueCount="{len(words)}">{items}</sst>'


def _place(column: int, row: int) -> str:
    return f"{chr(ord('A') + column)}{row}"


def _styles(chart: Chart) -> str:
    code = escape(chart.number_format, {'"': "&quot;"})
    plain = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return (
        f'<styleSheet xmlns="{SHEET}"><numFmts count="1">'
        f'<numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1"><xf {plain}/></cellStyleXfs>'
        f'<cellXfs count="2"><xf {plain} xfId="0"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    )


def _types() -> str:
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for part, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("styles", "styles"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    return (
        f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/xl/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/></Types>'
    )


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{identifier}" Type="{R}/{kind}" Target="{target}"/>'
        for identifier, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{lines}</Relationships>'
