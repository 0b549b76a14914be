"""A filled template made whole: charts, captions, references, footnotes, contents, descriptions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from engross.ooxml.captions import count_captions, refer, remove_captions, targets
from engross.ooxml.chart_parts import Chart
from engross.ooxml.charts import charts_into
from engross.ooxml.contents import ask_no_questions, fill_contents
from engross.ooxml.footnotes import add_footnotes
from engross.ooxml.language import speak_british_english
from engross.ooxml.marks import has_marks
from engross.ooxml.package import Parts, main_part, open_package, parse, serialise, write_package
from engross.ooxml.styles import Styles
from engross.ooxml.tables import Described, describe_tables
from engross.ooxml.word_fields import fields

_BESIDE_BODY = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")


@dataclass(frozen=True)
class Composition:
    """What is to stand in the places of a filled template's marks, by the marks' names."""

    charts: Mapping[str, Chart | None] = field(default_factory=dict)
    """`None` leaves the chart out."""
    own_charts: Mapping[str, str] = field(default_factory=dict)
    """The mark of each chart that the firm may have drawn itself: `charts.fees`."""
    without_captions: frozenset[str] = frozenset()
    """Captions that go, with their paragraphs."""
    targets: Mapping[str, str] = field(default_factory=dict)
    """What a reference may lead to: `tables.fees` where the title of that table is marked."""
    references: Mapping[str, str] = field(default_factory=dict)
    """The target of each reference."""
    missing: Callable[[str], str] = str
    """What stands in the place of a reference to a target that the document does not have."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """The words of each footnote."""
    tables: Mapping[str, Described] = field(default_factory=dict)
    """What each table is."""


def compose(docx: bytes, composition: Composition) -> bytes:
    """The document with everything in its place; the marks of the composition are gone."""
    parts = open_package(docx)
    main = main_part(parts)
    root, styles = parse(parts[main], main), Styles(parts, main)
    charts_into(parts, main, root, composition.charts, composition.own_charts)
    remove_captions(root, composition.without_captions)
    describe_tables(root, composition.tables)
    add_footnotes(parts, main, root, styles, composition.notes)
    counting = fields(root)
    count_captions(counting)
    beside = _beside(parts)
    known = targets(root, counting, composition.targets)
    refer([root, *beside.values()], known, composition.references, composition.missing)
    fill_contents(root, styles, {})
    parts.update({name: serialise(part) for name, part in beside.items()})
    speak_british_english(parts, root, styles)
    styles.save(parts)
    parts[main] = serialise(root)
    ask_no_questions(parts, main)
    return write_package(parts)


def _beside(parts: Parts) -> dict[str, etree._Element]:
    """The headers, footers and notes in which a mark stands."""
    return {
        name: parse(data, name)
        for name, data in parts.items()
        if _BESIDE_BODY.fullmatch(name) and has_marks(data.decode("utf-8", "replace"))
    }
