"""Pages of a PDF become pictures, and words are found where a destination says they begin."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from engross.adapters.pages import PdfPages
from engross.errors import PrintingFailed
from engross.records.ports import Destination, Sought

HEIGHT = 400.0
Line = tuple[float, float, str]


def pdf(*pages: list[Line], places: dict[str, tuple[int, float, float]] | None = None) -> bytes:
    """Pages of 300 by 400 points with lines of text at (x, y from the top), and destinations."""
    objects = ["", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        words = "".join(f"BT /F 10 Tf {x} {HEIGHT - y} Td ({text}) Tj ET\n" for x, y, text in lines)
        objects.append(f"<</Length {len(words)}>>stream\n{words}endstream")
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {len(objects)} 0 R>>"
        )
        kids.append(len(objects))
    named = "".join(
        f"/{name}[{kids[page - 1]} 0 R/XYZ {x} {HEIGHT - y} 0]"
        for name, (page, x, y) in (places or {}).items()
    )
    objects[0] = f"<</Type/Catalog/Pages 2 0 R/Dests<<{named}>>>>"
    kids_text = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{kids_text}]>>"
    return _file(objects)


def _file(objects: list[str]) -> bytes:
    data, offsets = b"%PDF-1.6\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + end.encode()


def test_every_page_is_a_picture_of_two_pixels_for_a_point() -> None:
    pages = PdfPages().images(pdf([(20, 50, "Dear Ms Adeyemi")], [(20, 50, "Yours sincerely")]))

    sizes = [Image.open(io.BytesIO(page.png)).size for page in pages]
    assert sizes == [(600, 800), (600, 800)]
    assert [(page.width, page.height) for page in pages] == [(300, 400), (300, 400)]


def test_a_picture_shows_what_the_page_shows() -> None:
    [page] = PdfPages().images(pdf([(20, 50, "Dear Ms Adeyemi")]))

    picture = Image.open(io.BytesIO(page.png)).convert("L")
    assert picture.getpixel((5, 5)) == 255
    darkest, _ = picture.crop((40, 80, 220, 104)).getextrema()
    assert darkest < 60
    assert picture.crop((40, 120, 220, 800)).getextrema() == (255, 255)


def test_equal_pages_give_equal_bytes() -> None:
    page = pdf([(20, 50, "Dear Ms Adeyemi")])

    assert PdfPages().images(page) == PdfPages().images(page)


def test_a_page_of_many_colours_keeps_every_one() -> None:
    boxes = "".join(
        f"{n % 16 / 15} {n // 16 % 16 / 15} {n // 256 / 7} rg {n % 40 * 7} {n // 40 * 7} 7 7 re f\n"
        for n in range(2048)
    )
    page = _file(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[4 0 R]>>",
            f"<</Length {len(boxes)}>>stream\n{boxes}endstream",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 3 0 R>>",
        ]
    )

    [image] = PdfPages().images(page)

    picture = Image.open(io.BytesIO(image.png))
    assert picture.mode == "RGB"
    assert len(picture.getcolors(maxcolors=1 << 20) or ()) > 1000


def test_what_is_no_pdf_is_an_error_that_can_be_named() -> None:
    with pytest.raises(PrintingFailed, match="cannot be read"):
        PdfPages().images(b"%PDF-1.6\nnothing\n%%EOF\n")


def test_destinations_are_measured_from_the_top_left_corner() -> None:
    places = {"figure1": (1, 20.0, 42.0), "figure2": (2, 60.0, 90.0)}

    found = PdfPages().destinations(pdf([(20, 50, "9,490")], [(60, 98, "3,010")], places=places))

    assert found == {
        "figure1": Destination(1, 20.0, 42.0),
        "figure2": Destination(2, 60.0, 90.0),
    }


def test_a_destination_is_called_as_its_bookmark_was() -> None:
    found = PdfPages().destinations(pdf([(20, 50, "Fees")], places={"5FToc5F12": (1, 20, 42)}))

    assert list(found) == ["_Toc_12"]


def test_a_pdf_without_destinations_has_none() -> None:
    assert PdfPages().destinations(pdf([(20, 50, "Fees")])) == {}


def test_words_get_a_box_round_their_letters() -> None:
    page = pdf([(20, 50, "We billed 9,490 this quarter.")])

    [[box]] = PdfPages().boxes(page, [Sought("We billed", Destination(1, 20.0, 41.0))])

    assert box.page == 1
    assert box.x == pytest.approx(20, abs=1)
    assert 40 <= box.y <= 44
    assert 30 < box.width < 50
    assert 6 < box.height < 14


def test_of_equal_words_those_at_the_destination_are_meant() -> None:
    page = pdf([(20, 50, "500"), (20, 70, "500"), (120, 70, "500")])

    found = PdfPages().boxes(
        page,
        [
            Sought("500", Destination(1, 120.0, 61.0)),
            Sought("500", Destination(1, 20.0, 61.0)),
            Sought("500", Destination(1, 20.0, 41.0)),
        ],
    )

    assert [(round(box.x, -1), round(box.y, -1)) for (box,) in found] == [
        (120, 60),
        (20, 60),
        (20, 40),
    ]


def test_words_over_two_lines_get_two_boxes() -> None:
    page = pdf([(150, 50, "Friday"), (20, 64, "30 October")])

    [boxes] = PdfPages().boxes(page, [Sought("Friday 30 October", Destination(1, 150.0, 41.0))])

    assert [round(box.x, -1) for box in boxes] == [150, 20]
    assert boxes[0].y < boxes[1].y


@pytest.mark.parametrize(
    "sought",
    [
        Sought("9,500", Destination(1, 20.0, 41.0)),
        Sought("9,490", Destination(1, 20.0, 200.0)),
        Sought("9,490", Destination(1, 90.0, 41.0)),
        Sought("9,490", Destination(7, 20.0, 41.0)),
        Sought("", Destination(1, 20.0, 41.0)),
    ],
)
def test_words_that_do_not_stand_where_they_should_get_none(sought: Sought) -> None:
    assert PdfPages().boxes(pdf([(20, 50, "9,490")]), [sought]) == [()]
