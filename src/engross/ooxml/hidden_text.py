"""Which words of a Word file no page shows: hidden directly, by a style, or with their row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from engross.ooxml.names import w
from engross.ooxml.xml_edits import is_on

_DEEPEST = 20
"""Styles that one may rest on; a ring of styles ends there."""


@dataclass(frozen=True)
class HidingStyles:
    """What the document's styles say about being hidden."""

    said: dict[str, bool]
    """By the style's id, where it says anything itself."""
    based_on: dict[str, str]
    defaults: dict[str, str]
    """The default style's id by kind: `paragraph`, `character`, `table`."""
    everywhere: bool
    """Whether the document's defaults hide."""

    def hides(self, style: str) -> bool:
        """Whether a style hides, itself or by what it is based on."""
        for _ in range(_DEEPEST):
            if style in self.said:
                return self.said[style]
            style = self.based_on.get(style, "")
        return False


def hiding_styles(root: etree._Element | None) -> HidingStyles:
    """Read from the part with the styles; `None` for a document without one."""
    said: dict[str, bool] = {}
    based_on: dict[str, str] = {}
    defaults: dict[str, str] = {}
    if root is None:
        return HidingStyles(said, based_on, defaults, everywhere=False)
    for style in root.iter(w("style")):
        identifier = style.get(w("styleId"), "")
        vanish = style.find(f"{w('rPr')}/{w('vanish')}")
        if vanish is not None:
            said[identifier] = is_on(vanish)
        if (base := style.find(w("basedOn"))) is not None:
            based_on[identifier] = base.get(w("val"), "")
        if style.get(w("default")) in {"1", "true", "on"}:
            defaults[style.get(w("type"), "")] = identifier
    vanish = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('vanish')}")
    return HidingStyles(said, based_on, defaults, everywhere=is_on(vanish))


def hidden_runs(root: etree._Element, styles: HidingStyles) -> Iterator[etree._Element]:
    """The runs that no page shows, in order.

    A style that hides inside another that hides shows again (ISO/IEC 29500-1, 17.7.3); what a run
    says itself goes before every style.
    """
    for run in root.iter(w("r")):
        direct = run.find(f"{w('rPr')}/{w('vanish')}")
        if is_on(direct) if direct is not None else _by_style(run, run.find(w("rPr")), styles):
            yield run


def mark_is_hidden(paragraph: etree._Element, styles: HidingStyles) -> bool:
    """Whether the end of the paragraph is hidden, so that it runs into the next one."""
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    direct = None if mark is None else mark.find(w("vanish"))
    return is_on(direct) if direct is not None else _by_style(paragraph, mark, styles)


def hidden_rows(root: etree._Element) -> Iterator[etree._Element]:
    """The rows of tables that no page shows."""
    for hidden in root.iter(w("hidden")):
        row = next(hidden.iterancestors(w("tr")), None)
        if row is not None and is_on(hidden):
            yield row


def hidden_drawings(root: etree._Element) -> Iterator[etree._Element]:
    """Drawings that somebody switched off in Word's list of what a page holds."""
    for properties in root.iter("{*}docPr", "{*}cNvPr"):
        if properties.get("hidden", "0").lower() in {"1", "true", "on"}:
            yield properties


def _by_style(
    element: etree._Element, formatting: etree._Element | None, styles: HidingStyles
) -> bool:
    if not (styles.said or styles.everywhere):
        return False
    paragraph = element if element.tag == w("p") else next(element.iterancestors(w("p")), None)
    named = {
        "character": None if formatting is None else formatting.find(w("rStyle")),
        "paragraph": None if paragraph is None else paragraph.find(f"{w('pPr')}/{w('pStyle')}"),
        "table": _table_style(element),
    }
    hiding = sum(
        styles.hides(styles.defaults.get(kind, "") if style is None else style.get(w("val"), ""))
        for kind, style in named.items()
    )
    return styles.everywhere or hiding % 2 == 1


def _table_style(element: etree._Element) -> etree._Element | None:
    table = next(element.iterancestors(w("tbl")), None)
    return None if table is None else table.find(f"{w('tblPr')}/{w('tblStyle')}")
