import io
import zipfile
from collections.abc import Callable

import pytest

from engross.errors import InputError
from engross.ooxml.package import open_package, read_parts, write_package

WordFile = Callable[..., bytes]


def test_equal_parts_give_equal_bytes_whatever_their_order() -> None:
    parts = {"word/document.xml": b"<a/>", "[Content_Types].xml": b"<b/>", "_rels/.rels": b"<c/>"}

    first, second = write_package(parts), write_package(dict(reversed(parts.items())))

    assert first == second
    assert zipfile.ZipFile(io.BytesIO(first)).namelist() == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
    ]


def test_no_moment_is_written_into_the_zip() -> None:
    data = write_package({"a": b"1"})

    assert zipfile.ZipFile(io.BytesIO(data)).infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_parts_come_back_as_they_went_in(word_file: WordFile) -> None:
    parts = open_package(word_file("<p/>"))

    assert open_package(write_package(parts)) == parts


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("word/document.xml", "<b/>")

    with pytest.raises(InputError, match="two parts of the same name"):
        read_parts(target.getvalue())


def test_a_damaged_part_is_refused(word_file: WordFile) -> None:
    docx = bytearray(word_file("<p><r><t>words to damage</t></r></p>"))
    docx[docx.find(b"words to damage")] = 0

    with pytest.raises(InputError, match="damaged"):
        read_parts(bytes(docx))
