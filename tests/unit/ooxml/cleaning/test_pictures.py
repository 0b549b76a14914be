import struct
import zlib

import pytest

from engross.ooxml.cleaning.pictures import clean_picture


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def exif(orientation: int, order: str = ">") -> bytes:
    """What a camera writes: how the picture is turned, and who took it."""
    head = (b"MM" if order == ">" else b"II") + struct.pack(f"{order}HI", 42, 8)
    turned = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    artist = struct.pack(f"{order}HHI", 0x013B, 2, 4) + b"Pike"
    directory = struct.pack(f"{order}H", 2) + turned + artist + struct.pack(f"{order}I", 0)
    return b"Exif\x00\x00" + head + directory


SCAN = b"\xff\xda\x00\x04ab pixels \xff\xd9"
PROFILE = segment(0xE2, b"ICC_PROFILE")
PNG = b"\x89PNG\r\n\x1a\n"
DOTS = chunk(b"IHDR", b"head") + chunk(b"IDAT", b"pixels") + chunk(b"IEND", b"")


def test_a_png_keeps_its_pixels_only() -> None:
    told = chunk(b"tEXt", b"Author\x00Helen Pike") + chunk(b"tIME", b"1234567")
    end = chunk(b"IEND", b"")

    cleaned = clean_picture(PNG + told + DOTS + b"hung behind the end", "word/media/a.png")

    assert cleaned == PNG + DOTS
    assert cleaned.endswith(end)


def test_a_jpeg_keeps_its_pixels_and_colours_only() -> None:
    told = segment(0xE1, exif(1)) + segment(0xED, b"Photoshop") + segment(0xFE, b"by Helen Pike")

    picture = b"\xff\xd8" + told + PROFILE + SCAN + b"hung behind the end"

    assert clean_picture(picture, "a.jpg") == b"\xff\xd8" + PROFILE + SCAN


def test_remarks_between_the_scans_of_a_jpeg_go_too() -> None:
    first = b"\xff\xda\x00\x04ab pix\xff\x00els \xff\xd0 more"
    picture = b"\xff\xd8" + first + segment(0xFE, b"by Helen Pike") + SCAN

    assert clean_picture(picture, "a.jpg") == b"\xff\xd8" + first + SCAN


@pytest.mark.parametrize("order", [">", "<"])
def test_a_turned_photograph_stays_turned(order: str) -> None:
    cleaned = clean_picture(b"\xff\xd8" + segment(0xE1, exif(6, order)) + SCAN, "a.jpg")

    assert b"Pike" not in cleaned
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in cleaned
    assert clean_picture(cleaned, "a.jpg") == cleaned


@pytest.mark.parametrize("data", [PNG + b"torn", b"\xff\xd8\xff\xe1\xff", b"\xff\xd8", b"GIF89a"])
def test_a_picture_that_is_damaged_or_of_another_kind_stays_as_it_is(data: bytes) -> None:
    assert clean_picture(data, "word/media/a.bin") == data


def test_a_drawing_keeps_what_is_drawn() -> None:
    drawn = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces" '
        b'i:export-filename="C:\\Users\\helen\\logo.png"><!-- Helen --><metadata>Helen</metadata>'
        b'<i:page/><path d="M0 0" i:label="Helen"/></svg>'
    )
    cleaned = clean_picture(drawn, "word/media/logo.svg")

    assert b'<path d="M0 0"/>' in cleaned
    assert b"elen" not in cleaned


def test_a_drawing_that_declares_a_document_type_is_left_to_the_scan() -> None:
    drawn = b'<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>'

    assert clean_picture(drawn, "word/media/logo.svg") == drawn
