"""Edits of tables: rows deleted, put in and moved."""

from __future__ import annotations

import copy
import random
import re

from lxml import etree
from roundtrip_truth import Truth, delete, kind, taken_row, write
from roundtrip_word import (
    Document,
    text_runs,
    w,
    without_bookmarks,
    words,
)


@kind
def row_deleted(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A row of a table deleted."""
    if (row := taken_row(document, chosen)) is None:
        return False
    truth.gone += document.remove(row)
    return True


@kind
def row_deleted_tracked(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A row deleted, tracked: the row is marked, and every run in it."""
    if (row := taken_row(document, chosen)) is None:
        return False
    truth.gone += [spot.anchor for spot in document.in_row(row)]
    _mark_row(document, row, "del")
    for paragraph in row.iter(w("p")):
        for run in text_runs(paragraph):
            delete(document, [run])
    return True


@kind
def row_inserted(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A row like another put under it, with figures of its own."""
    return _insert_row(document, truth, chosen, tracked=False)


@kind
def row_inserted_tracked(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """The same, tracked."""
    return _insert_row(document, truth, chosen, tracked=True)


def _insert_row(document: Document, truth: Truth, chosen: random.Random, *, tracked: bool) -> bool:
    if (row := taken_row(document, chosen)) is None:
        return False
    new = without_bookmarks(copy.deepcopy(row))
    for paragraph in new.iter(w("p")):
        runs = text_runs(paragraph)
        text = "".join(map(words, runs))
        if not runs or not text:
            continue
        figure = f"{chosen.randrange(70_000, 99_999):,}"
        is_amount = re.fullmatch(r"[£\d,.%\u2013-]+", text) is not None
        write(runs, figure if is_amount else "Sundry")
        truth.typed += [figure] if is_amount else []
        if tracked:
            for run in runs:
                mark = document.tracked("ins")
                run.addprevious(mark)
                mark.append(run)
    if tracked:
        _mark_row(document, new, "ins")
    row.addnext(new)
    return True


def _mark_row(document: Document, row: etree._Element, mark: str) -> None:
    properties = row.find(w("trPr"))
    if properties is None:
        properties = etree.Element(w("trPr"))
        row.insert(0, properties)
    properties.append(document.tracked(mark))


@kind
def row_moved(document: Document, _truth: Truth, chosen: random.Random) -> bool:
    """A row dragged to the end of its table."""
    if (row := taken_row(document, chosen)) is None:
        return False
    row.getparent().append(row)
    return True


@kind
def table_deleted(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A whole table deleted."""
    if (row := taken_row(document, chosen)) is None:
        return False
    truth.gone += document.remove(row.getparent())
    return True
