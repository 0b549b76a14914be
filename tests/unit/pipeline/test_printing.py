"""A candidate becomes a PDF, pages and spots; without a printer the run goes on and says so."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest

from engross.errors import NoPrinter, PrintingFailed
from engross.ooxml.anchors import place_anchors, plain
from engross.ooxml.marks import mark, place_name
from engross.pipeline import names
from engross.pipeline.orders import Order
from engross.pipeline.printing import print_candidate, printed
from engross.pipeline.services import Programs, Services
from engross.pipeline.starting import start
from engross.records import Deliverable, DocumentPages
from engross.records.ports import Printer
from engross.testing.office import BrokenPrinter, SeeThroughPrinter, SeeThroughReader

NAME = "Wrackline Boatyard Limited - client report - 2026-Q3.docx"
FEES = place_name("section fees")


@pytest.fixture
def marked() -> bytes:
    """A rendered document before its marks are taken out."""
    made, target = docx.Document(), io.BytesIO()
    made.add_paragraph(mark(FEES, "Fees"))
    made.add_paragraph(f"We billed {mark('figure1', '£9,490')}, of which {mark('figure2', '£500')}")
    made.save(target)
    return target.getvalue()


def printing(services: Services, printer: Printer | None) -> Services:
    return replace(services, programs=Programs(printer=lambda: printer, reader=SeeThroughReader))


def test_the_candidate_s_pdf_is_kept_under_the_word_file_s_name(
    services: Services, marked: bytes
) -> None:
    printer = SeeThroughPrinter()

    done, _ = printed(
        printing(services, printer), plain(marked), place_anchors(marked), "Report v1.5.docx"
    )

    assert done.pdf is not None
    assert done.pdf.name == "Report v1.5.pdf"
    data = services.documents.get(done.pdf.sha256)
    assert (len(data), done.without) == (done.pdf.size, "")
    assert "£9,490" in data.decode("unicode_escape")


def test_the_candidate_is_printed_without_destinations_and_the_anchored_one_with_them(
    services: Services, marked: bytes
) -> None:
    printer = SeeThroughPrinter()

    printed(printing(services, printer), plain(marked), place_anchors(marked), NAME)

    assert [(one.docx, one.destinations) for one in printer.printed] == [
        (plain(marked), False),
        (place_anchors(marked), True),
    ]


def test_every_page_is_a_picture_in_the_document_store(services: Services, marked: bytes) -> None:
    _, pages = printed(
        printing(services, SeeThroughPrinter()), plain(marked), place_anchors(marked), NAME
    )

    [page] = pages.pages
    assert page.number == 1
    assert services.documents.get(page.image).startswith(b"\x89PNG")


def test_figures_have_boxes_and_places_are_points_from_top_to_bottom(
    services: Services, marked: bytes
) -> None:
    _, pages = printed(
        printing(services, SeeThroughPrinter()), plain(marked), place_anchors(marked), NAME
    )

    assert [spot.anchor for spot in pages.spots] == [FEES, "figure1", "figure2"]
    assert [spot.width > 0 for spot in pages.spots] == [False, True, True]


def test_a_figure_that_the_candidate_does_not_show_there_has_no_spot(
    services: Services, marked: bytes
) -> None:
    other, target = docx.Document(), io.BytesIO()
    other.add_paragraph("Fees")
    other.add_paragraph("We billed £9,490, of which £600")
    other.save(target)

    _, pages = printed(
        printing(services, SeeThroughPrinter()), target.getvalue(), place_anchors(marked), NAME
    )

    assert [spot.anchor for spot in pages.spots if spot.width] == ["figure1"]


def test_a_bookmark_of_the_firm_s_own_is_no_spot(services: Services, marked: bytes) -> None:
    made, target = docx.Document(io.BytesIO(marked)), io.BytesIO()
    made.add_paragraph(mark("Chapter", "Fees of the year"))
    made.save(target)

    _, pages = printed(
        printing(services, SeeThroughPrinter()),
        plain(target.getvalue()),
        place_anchors(target.getvalue()),
        NAME,
    )

    assert [spot.anchor for spot in pages.spots] == [FEES, "figure1", "figure2"]


@pytest.mark.parametrize("error", [NoPrinter, PrintingFailed])
def test_a_printer_that_fails_loses_nothing_and_says_why(
    services: Services, marked: bytes, error: type[NoPrinter | PrintingFailed]
) -> None:
    broken = BrokenPrinter(error("It cannot print.", remedy="Install it."))

    done, pages = printed(printing(services, broken), plain(marked), place_anchors(marked), NAME)

    assert done == names.Printed(without="It cannot print. Install it.")
    assert pages == DocumentPages(pages=(), spots=())


def test_where_the_firm_wants_no_pdf_there_is_none_and_nothing_to_say(
    services: Services, marked: bytes
) -> None:
    done, pages = printed(services, plain(marked), place_anchors(marked), NAME)

    assert done == names.Printed()
    assert not pages.pages


def test_the_stage_keeps_what_it_made(services: Services, marked: bytes, order: Order) -> None:
    services = printing(services, SeeThroughPrinter())
    run = start(services, order)
    candidate = plain(marked)
    services.records.save(
        run.id,
        names.RENDERED,
        names.RenderedDocument(
            candidate=Deliverable(
                name=NAME, sha256=services.documents.put(candidate), size=len(candidate)
            ),
            marked=services.documents.put(marked),
            figures=(),
        ),
    )

    print_candidate(services, run)

    done = services.records.load(run.id, names.PRINTED, names.Printed)
    pages = services.records.load(run.id, names.PAGES, DocumentPages)
    assert done.pdf is not None
    assert services.documents.get(done.pdf.sha256)
    assert services.documents.get(pages.pages[0].image)
