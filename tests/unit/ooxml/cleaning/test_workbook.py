import io

import openpyxl
from openpyxl.comments import Comment

from engross.ooxml.cleaning.workbook import clean_workbook
from engross.ooxml.package import read_parts, write_package


def saved() -> bytes:
    """A workbook as it comes out of Excel: with remarks, people and where it was saved."""
    book = openpyxl.Workbook()
    book.active.append(["Budget", 9500])
    book.active["A1"].comment = Comment("Too low?", "Martin Oke")
    book.properties.creator = "Priya Sandhu"
    target = io.BytesIO()
    book.save(target)
    parts = read_parts(target.getvalue())
    told = (
        b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
        b'2006"><mc:Choice Requires="x15"><x:absPath xmlns:x="urn:x" url="C:\\Users\\helen\\"/>'
        b'</mc:Choice></mc:AlternateContent><xr:revisionPtr xmlns:xr="http://schemas.microsoft.com/'
        b'office/spreadsheetml/2014/revision" documentId="13_ncr:1_{F0}" xr:uid="{A1}"/><sheets>'
    )
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<sheets>", told)
    return write_package(parts)


def test_the_sheets_stay_and_the_people_go() -> None:
    cleaned = clean_workbook(saved(), "word/embeddings/book.xlsx")
    everything = b"".join(read_parts(cleaned).values())
    (row,) = openpyxl.load_workbook(io.BytesIO(cleaned)).active.values

    assert row == ("Budget", 9500)
    for trace in (b"Priya", b"Martin", b"Too low?", b"helen", b"revisionPtr", b"Alternate", b"uid"):
        assert trace not in everything
    assert not any("omment" in name or "docProps" in name for name in read_parts(cleaned))


def test_cleaning_a_clean_workbook_changes_nothing() -> None:
    once = clean_workbook(saved(), "book.xlsx")

    assert clean_workbook(once, "book.xlsx") == once
