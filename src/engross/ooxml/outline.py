"""The headings of a template: a screen reader goes from one to the next by their levels."""

from __future__ import annotations

from lxml import etree

from engross.ooxml.names import w
from engross.ooxml.package import main_part, open_package, parse
from engross.ooxml.styles import Styles, outline


def heading_problems(docx: bytes) -> tuple[str, ...]:
    """Headings that leave out a level, each with its words; empty for a sound outline."""
    parts = open_package(docx, "the template")
    main = main_part(parts, "the template")
    styles = Styles(parts, main)
    found, before = [], 0
    for paragraph in parse(parts[main], main).iter(w("p")):
        level = _level(paragraph, styles)
        words = "".join(text.text or "" for text in paragraph.iter(w("t"))).strip()
        if not level or not words:
            continue
        if level > before + 1:
            right = f"Heading {before + 1}"
            found.append(
                f"“{words}” is of level {level} below one of level {before}, so that who listens "
                f"to the document looks for a heading that is not there; make it {right} in Word"
                if before
                else f"“{words}” is the first heading and of level {level}; make it {right} in Word"
            )
        before = level
    return tuple(found)


def _level(paragraph: etree._Element, styles: Styles) -> int:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        return 0
    if (own := properties.find(w("outlineLvl"))) is not None:
        return outline(own)
    style = properties.find(w("pStyle"))
    return 0 if style is None else styles.outline_level(style.get(w("val"), ""))
