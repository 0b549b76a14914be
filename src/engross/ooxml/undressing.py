"""A review copy that came back, with all taken off that makes it one: what the document now says.

Tracked changes stay as they are, for `engross.ooxml.revisions`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from engross.ooxml.closing_page import take_closing_page
from engross.ooxml.copy_name import take_name
from engross.ooxml.fitting import fit_bookmarks
from engross.ooxml.marks import CHECKS, EVIDENCE, OURS
from engross.ooxml.names import w
from engross.ooxml.package import open_package, parse, word_parts, write_package
from engross.ooxml.references import drop, drop_empty_comments, referenced
from engross.ooxml.remarks import comments_by, read_remarks
from engross.ooxml.review_only import take_out
from engross.ooxml.watermark import take_watermark
from engross.records import Figure, Remark


class Undressed(NamedTuple):
    """A review copy without what made it one."""

    docx: bytes
    """The anchored document, with people's tracked changes and comments still in it."""

    remarks: tuple[Remark, ...]
    """What people wrote beside it, in the order of the document."""

    lost: tuple[str, ...]
    """The anchors of those figures that have no bookmark any more, in the figures' order."""


def undressed(
    docx: bytes,
    figures: Sequence[Figure] = (),
    *,
    sections: Mapping[str, str] | None = None,
    draft_mark: str = "",
    name: str = "the Word file",
) -> Undressed:
    """The document without watermark, our comments, closing page and words for reviewing only.

    `sections` gives each section's heading by its key, and `draft_mark` the words for reviewing:
    by them a place is known where a re-save lost its bookmark. A bookmark of one of the figures
    that ends in the middle of a number is made to hold the whole number.

    Raises:
        InputError: the file cannot be read as a Word document without macros.
    """
    parts = open_package(docx, name)
    before = referenced(parts)
    remarks = read_remarks(parts, sections or {})
    drop(parts, comments_by(parts, {EVIDENCE, CHECKS}))
    drop_empty_comments(parts)
    take_name(parts)
    take_watermark(parts)
    take_closing_page(parts)
    take_out(parts, draft_mark)
    drop(parts, before - referenced(parts))
    names = fit_bookmarks(parts, figures)
    lost = (figure.anchor for figure in figures if _has_anchor(figure))
    return Undressed(
        write_package(parts),
        remarks,
        tuple(dict.fromkeys(anchor for anchor in lost if anchor not in names)),
    )


def is_review_copy(docx: bytes, name: str = "the Word file") -> bool:
    """Whether anything in the file says that it is a review copy, or was made from one.

    Raises:
        InputError: the file cannot be read as a Word document without macros.
    """
    parts = open_package(docx, name)
    if comments_by(parts, {EVIDENCE, CHECKS}):
        return True
    return any(
        OURS.fullmatch(start.get(w("name"), ""))
        for part in word_parts(parts)
        for start in parse(parts[part], part, name).iter(w("bookmarkStart"))
    )


def _has_anchor(figure: Figure) -> bool:
    """A chart's figures are in its drawing, which has one for all of them."""
    return not figure.place.startswith("chart ")
