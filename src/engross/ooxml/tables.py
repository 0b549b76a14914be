"""The tables of a Word file: described for who cannot see them, and judged in a template."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from engross.ooxml.marked_runs import first_mark
from engross.ooxml.marks import mark
from engross.ooxml.names import w
from engross.ooxml.package import main_part, open_package, parse
from engross.ooxml.styles import Styles

_LOOP = re.compile(r"\{%-?\s*tr\s+for\s+\w+\s+in\s+tables\.(\w+)\.(headings|rows|total)\s*-?%\}")
_END = re.compile(r"\{%-?\s*tr\s+endfor\s*-?%\}")
_CONTROL = re.compile(r"\{%-?\s*tr\s")
_CELL = re.compile(r"\{\{\s*\w+\.(\w+)")
_AT_THE_RIGHT = {"right", "end"}
_LAST = (w("tblCaption"), w("tblDescription"))
_LONG, _TOGETHER = 20, 3
"""Rows of a table that is kept on one page, and rows at either end of a longer one that are."""


class Described(NamedTuple):
    """What a table is, in words."""

    title: str
    """What stands above it."""
    description: str
    """What its rows and columns are; no figures."""


def describe_tables(root: etree._Element, tables: Mapping[str, Described]) -> None:
    """Give each table in which one of those marks stands its words; the marks go.

    Words that the firm gave the table in Word (Table Properties, Alt Text) stay. A long table may
    go on to the next page between its rows, whatever the template says of keeping them together.
    """
    for text in list(root.iter(w("t"))):
        while name := first_mark(text, tables):
            text.text = (text.text or "").replace(mark(name, ""), "")
            table = next(text.iterancestors(w("tbl")), None)
            if table is not None:
                _describe(table, tables[name])
                _let_break(table)


def table_problems(docx: bytes, figures: Collection[str] = ()) -> tuple[str, ...]:
    """What is wrong with a template's tables that grow with their rows, each with its remedy.

    Headings that do not go on to the next page, rows that break over two, totals without a rule
    above them; and, for the columns named in `figures` (`fees.budget`), figures that do not stand
    at the right.
    """
    parts = open_package(docx, "the template")
    main = main_part(parts, "the template")
    styles = Styles(parts, main)
    rows = [row for table in parse(parts[main], main).iter(w("tbl")) for row in _rows(table)]
    found = [problem for row in rows for problem in _problems(row, styles, figures)]
    return tuple(dict.fromkeys(found))


class _Row(NamedTuple):
    """A row that is filled once for each row of data."""

    table: str
    """Its key."""
    kind: str
    """`headings`, `rows` or `total`."""
    element: etree._Element


def _rows(table: etree._Element) -> Iterator[_Row]:
    inside: tuple[str, str] | None = None
    for row in table.findall(w("tr")):
        said = _text(row)
        if found := _LOOP.search(said):
            inside = (found[1], found[2])
        if inside and not _CONTROL.search(said):
            yield _Row(*inside, row)
        if _END.search(said):
            inside = None


def _problems(row: _Row, styles: Styles, figures: Collection[str]) -> Iterator[str]:
    properties = row.element.find(w("trPr"))
    if row.kind == "headings" and not _on(properties, "tblHeader"):
        yield (
            f"table {row.table}: its headings do not go on to the next page; in Word choose Table "
            "Properties, Row, Repeat as header row"
        )
    if not _on(properties, "cantSplit"):
        yield (
            f"table {row.table}: its {_CALLED[row.kind]} may break over two pages; in Word take "
            "the tick from Table Properties, Row, Allow row to break across pages"
        )
    if row.kind == "total" and not _has_rule(row.element):
        yield f"table {row.table}: nothing parts the total from the rows; draw a line above it"
    for cell in row.element.findall(w("tc")):
        column = _CELL.search(_text(cell))
        if column and f"{row.table}.{column[1]}" in figures and not _at_the_right(cell, styles):
            yield (
                f"table {row.table}: the figures of its column {column[1]} do not stand at the "
                "right; align them so in Word, headings and total too"
            )


_CALLED = {"headings": "row of headings", "rows": "rows", "total": "total row"}


def _describe(table: etree._Element, words: Described) -> None:
    properties = table.find(w("tblPr"))
    if properties is None:
        properties = etree.Element(w("tblPr"))
        table.insert(0, properties)
    for tag, said in zip(_LAST, words, strict=True):
        told = properties.find(tag)
        if told is None and said:
            told = etree.Element(tag)
        if told is not None:
            told.set(w("val"), told.get(w("val")) or said)
            properties.append(told)
    if (change := properties.find(w("tblPrChange"))) is not None:
        properties.append(change)


def _let_break(table: etree._Element) -> None:
    """Part the last row from what follows the table, and the middle rows of a long one.

    A long table that is kept whole would push its title on to a page of its own. Its first rows
    stay with the headings and its last with the total.
    """
    rows = table.findall(w("tr"))
    middle = rows[_TOGETHER:-_TOGETHER] if len(rows) > _LONG else []
    for row in (*middle, *rows[-1:]):
        for paragraph in row.iter(w("p")):
            _part_from_next(paragraph)


def _part_from_next(paragraph: etree._Element) -> None:
    """Let the next paragraph stand on another page."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    for told in properties.findall(w("keepNext")):
        properties.remove(told)
    apart = etree.Element(w("keepNext"))
    apart.set(w("val"), "0")
    properties.insert(0 if properties.find(w("pStyle")) is None else 1, apart)


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(w("t")))


def _on(properties: etree._Element | None, name: str) -> bool:
    told = None if properties is None else properties.find(w(name))
    return told is not None and told.get(w("val"), "1") not in {"0", "false", "off"}


def _has_rule(row: etree._Element) -> bool:
    """A line above it: its own, that of the row before, or between all rows of the table."""
    before = row.getprevious()
    while before is not None and (before.tag != w("tr") or _CONTROL.search(_text(before))):
        before = before.getprevious()
    lines = [row.findall(f"{w('tc')}/{w('tcPr')}/{w('tcBorders')}/{w('top')}")]
    if before is not None:
        lines.append(before.findall(f"{w('tc')}/{w('tcPr')}/{w('tcBorders')}/{w('bottom')}"))
    table = next(row.iterancestors(w("tbl")))
    borders = table.find(f"{w('tblPr')}/{w('tblBorders')}")
    lines.append([] if borders is None else borders.findall(w("insideH")))
    styled = table.find(f"{w('tblPr')}/{w('tblStyle')}") is not None
    return styled or any(_drawn(line) for found in lines for line in found)


def _drawn(line: etree._Element) -> bool:
    return line.get(w("val"), "none") not in {"none", "nil"}


def _at_the_right(cell: etree._Element, styles: Styles) -> bool:
    return all(_alignment(paragraph, styles) in _AT_THE_RIGHT for paragraph in cell.iter(w("p")))


def _alignment(paragraph: etree._Element, styles: Styles) -> str:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        return ""
    if (own := properties.find(w("jc"))) is not None:
        return own.get(w("val"), "")
    style = properties.find(w("pStyle"))
    return "" if style is None else styles.alignment(style.get(w("val"), ""))
