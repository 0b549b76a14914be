"""The print stage: the candidate as a PDF, its pages as pictures, and its figures on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from engross.errors import ProgramError
from engross.ooxml.marks import OURS, REVIEW_ONLY
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.records import Deliverable, DocumentPages, Page, Run, Spot
from engross.records.ports import PageImage, PdfReader, Sought, ToPrint

NO_PAGES = DocumentPages(pages=(), spots=())


def print_candidate(services: Services, run: Run) -> None:
    """A rendered candidate to its PDF and its pages; without a PDF the run goes on."""
    from engross.ooxml.anchors import place_anchors  # noqa: PLC0415 - loads lxml

    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    done, pages = printed(
        services,
        services.documents.get(rendered.candidate.sha256),
        place_anchors(services.documents.get(rendered.marked)),
        rendered.candidate.name,
    )
    services.records.save(run.id, names.PAGES, pages)
    services.records.save(run.id, names.PRINTED, done)


def printed(
    services: Services, candidate: bytes, anchored: bytes, name: str
) -> tuple[names.Printed, DocumentPages]:
    """The candidate's PDF, kept, and what its pages show; `name` is the Word file's.

    The pictures are of the candidate's own PDF. `anchored`, the same document with bookmarks, is
    printed only to learn where they are; a figure whose words are not there in the candidate's
    PDF has no spot. Where the firm wants no PDF there is neither; where one could not be made,
    `without` says why.
    """
    printer = services.programs.printer()
    if printer is None:
        return names.Printed(), NO_PAGES
    services.progress("making the PDF")
    try:
        pdf, with_places = printer.pdfs([ToPrint(candidate), ToPrint(anchored, destinations=True)])
        pages = _pages(services, pdf, with_places, anchored)
    except ProgramError as error:
        services.progress(str(error))
        return names.Printed(without=str(error)), NO_PAGES
    made = Deliverable(
        name=PurePath(name).with_suffix(".pdf").name,
        sha256=services.documents.put(pdf),
        size=len(pdf),
    )
    return names.Printed(pdf=made), pages


def _pages(services: Services, pdf: bytes, with_places: bytes, anchored: bytes) -> DocumentPages:
    reader = services.programs.reader()
    if reader is None:
        return NO_PAGES
    images = reader.images(pdf)
    return DocumentPages(
        pages=tuple(_page(services, number, image) for number, image in enumerate(images, start=1)),
        spots=tuple(sorted(_spots(reader, pdf, with_places, anchored), key=_reading_order)),
    )


def _page(services: Services, number: int, image: PageImage) -> Page:
    return Page(
        number=number,
        image=services.documents.put(image.png),
        width=image.width,
        height=image.height,
    )


def _spots(reader: PdfReader, pdf: bytes, with_places: bytes, anchored: bytes) -> Iterator[Spot]:
    """A box for each line of a figure, and a point for every other anchor of ours."""
    from engross.ooxml.bookmark_words import bookmarked_words  # noqa: PLC0415 - loads lxml

    places = reader.destinations(with_places)
    ours = {
        name: at
        for name, at in places.items()
        if OURS.fullmatch(name) and not name.startswith(REVIEW_ONLY)
    }
    words = bookmarked_words(anchored)
    figures = [name for name in ours if name.startswith("figure")]
    sought = [Sought(words.get(name, ""), ours[name]) for name in figures]
    for name, boxes in zip(figures, reader.boxes(pdf, sought), strict=True):
        for box in boxes:
            yield Spot(anchor=name, **box._asdict())
    for name in ours.keys() - set(figures):
        yield Spot(anchor=name, **ours[name]._asdict())


def _reading_order(spot: Spot) -> tuple[int, float, float, str]:
    return spot.page, spot.y, spot.x, spot.anchor
