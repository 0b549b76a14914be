"""Edits of figures: typed over, replaced, deleted, typed in."""

from __future__ import annotations

import random
import re

from lxml import etree
from roundtrip_truth import Truth, delete, kind, other, taken_prose, taken_spot, write
from roundtrip_word import (
    Document,
    Spot,
    run_of,
    text_runs,
    w,
    words,
)


@kind
def typed_over(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A figure typed over inside its bookmark."""
    if (spot := taken_spot(document, chosen)) is None:
        return False
    truth.changed[spot.anchor] = other(spot.text(), chosen)
    write(spot.runs(), truth.changed[spot.anchor])
    return True


@kind
def typed_over_without_bookmark(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A figure selected with its bookmark and typed anew."""
    if (spot := taken_spot(document, chosen)) is None:
        return False
    truth.changed[spot.anchor] = other(spot.text(), chosen)
    truth.lost.append(spot.anchor)
    write(spot.runs(), truth.changed[spot.anchor])
    document.forget([spot])
    return True


@kind
def bookmark_lost(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """The same figure typed again: only its bookmark is gone."""
    if (spot := taken_spot(document, chosen)) is None:
        return False
    truth.lost.append(spot.anchor)
    document.forget([spot])
    return True


@kind
def figure_replaced_tracked(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A figure deleted and another inserted, tracked, both inside the bookmark."""
    if (spot := taken_spot(document, chosen)) is None:
        return False
    truth.changed[spot.anchor] = other(spot.text(), chosen)
    inserted = document.tracked("ins")
    inserted.append(run_of(truth.changed[spot.anchor], spot.runs()[0]))
    delete(document, spot.runs()).addnext(inserted)
    return True


@kind
def figure_replaced_beside_tracked(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A figure deleted in its bookmark and another inserted behind it, tracked."""
    if (spot := taken_spot(document, chosen)) is None:
        return False
    truth.changed[spot.anchor] = other(spot.text(), chosen)
    truth.emptied.append(spot.anchor)
    inserted = document.tracked("ins")
    inserted.append(run_of(truth.changed[spot.anchor], spot.runs()[0]))
    delete(document, spot.runs())
    spot.end.addnext(inserted)
    return True


@kind
def digit_replaced_tracked(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """One digit of a figure replaced, tracked."""
    spots = [s for s in document.free_spots() if any(c.isdigit() for c in s.text())]
    spots = [spot for spot in spots if len(spot.runs()) == 1]
    if not spots:
        return False
    spot = chosen.choice(spots)
    document.edited.add(spot.paragraph)
    text = spot.text()
    now = other(text, chosen)
    at = next(place for place in range(len(text)) if text[place] != now[place])
    run = spot.runs()[0]
    before, after = run_of(text[:at], run), run_of(text[at + 1 :], run)
    deleted, inserted = document.tracked("del"), document.tracked("ins")
    deleted.append(run_of(text[at], run, "delText"))
    inserted.append(run_of(now[at], run))
    for element in (after, inserted, deleted, before):
        if element.tag != w("r") or words(element):
            run.addnext(element)
    run.getparent().remove(run)
    truth.changed[spot.anchor] = now
    return True


@kind
def figure_deleted(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A figure deleted; its bookmark stays, empty, or goes with it."""
    if (spot := taken_spot(document, chosen)) is None:
        return False
    truth.gone.append(spot.anchor)
    for run in spot.runs():
        run.getparent().remove(run)
    if chosen.random() < 0.5:  # noqa: PLR2004 - as often as not
        document.forget([spot])
    return True


@kind
def figure_deleted_tracked(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A figure deleted, tracked."""
    if (spot := taken_spot(document, chosen)) is None:
        return False
    truth.gone.append(spot.anchor)
    delete(document, spot.runs())
    return True


@kind
def figure_typed_in(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A sentence with a figure of its own, typed at the end of a paragraph."""
    if (paragraph := taken_prose(document, chosen)) is None:
        return False
    figure = f"£{chosen.randrange(70_000, 99_999):,}"
    truth.typed.append(figure)
    text_runs(paragraph)[-1].addnext(run_of(f" We have also agreed {figure} for it."))
    return True


@kind
def figure_typed_in_tracked(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """The same, tracked."""
    if (paragraph := taken_prose(document, chosen)) is None:
        return False
    figure = f"{chosen.randrange(70, 99)}.{chosen.randrange(1, 9)} hours"
    truth.typed.append(figure.partition(" ")[0])
    inserted = document.tracked("ins")
    inserted.append(run_of(f" It took {figure} to do."))
    text_runs(paragraph)[-1].addnext(inserted)
    return True


@kind
def figures_swapped(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """Two figures of a paragraph typed in each other's place, without bookmarks."""
    if (paragraph := taken_prose(document, chosen)) is None:
        return False
    spots = document.in_paragraph(paragraph)
    pairs = [(a, b) for a in spots for b in spots if is_amount(a) and is_amount(b)]
    pairs = [(a, b) for a, b in pairs if a.text() != b.text()]
    if not pairs:
        return False
    pair = chosen.choice(pairs)
    texts = [spot.text() for spot in pair]
    for spot, text in zip(pair, reversed(texts), strict=True):
        truth.changed[spot.anchor] = text
        truth.lost.append(spot.anchor)
        write(spot.runs(), text)
    document.forget(pair)
    return True


def is_amount(spot: Spot) -> bool:
    """Whether it is a number, with or without a sign."""
    return re.fullmatch(r"£?\d[\d,.]*", spot.text()) is not None


@kind
def digit_typed_before(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A digit typed right before a number, outside its bookmark."""
    return _digit_beside(document, truth, chosen, before=True)


@kind
def digit_typed_behind(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A digit typed right behind a number, where Word puts it outside the bookmark."""
    return _digit_beside(document, truth, chosen, before=False)


def _digit_beside(document: Document, truth: Truth, chosen: random.Random, *, before: bool) -> bool:
    spots = [s for s in document.free_spots() if re.fullmatch(r"\d[\d,.]*", s.text())]
    if not spots:
        return False
    spot = chosen.choice(spots)
    document.edited.add(spot.paragraph)
    digit, text = chosen.choice("123456789"), spot.text()
    typed = run_of(digit, spot.runs()[0])
    if before:
        spot.start.addprevious(typed)
    else:
        spot.end.addnext(typed)
    truth.changed[spot.anchor] = digit + text if before else text + digit
    return True


@kind
def figure_typed_in_footer(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A figure typed into the footer."""
    names = [name for name in document.parts if re.fullmatch(r"word/footer\d\.xml", name)]
    name = chosen.choice(names)
    footer = etree.fromstring(document.parts[name])
    figure = f"£{chosen.randrange(70_000, 99_999):,}"
    truth.typed.append(figure)
    paragraph = next(footer.iter(w("p")))
    paragraph.append(run_of(f" Paid: {figure}"))
    document.parts[name] = etree.tostring(footer, encoding="UTF-8", xml_declaration=True)
    return True


@kind
def figure_typed_in_control(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A figure put in by a content control."""
    if (paragraph := taken_prose(document, chosen)) is None:
        return False
    figure = f"£{chosen.randrange(70_000, 99_999):,}"
    truth.typed.append(figure)
    control = etree.Element(w("sdt"))
    etree.SubElement(etree.SubElement(control, w("sdtPr")), w("text"))
    etree.SubElement(control, w("sdtContent")).append(run_of(figure))
    last = text_runs(paragraph)[-1]
    last.addnext(control)
    last.addnext(run_of(" The deposit is "))
    return True
