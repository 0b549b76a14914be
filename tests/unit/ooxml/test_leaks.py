import io
import zipfile
from collections.abc import Callable

from engross.ooxml.leaks import Said, everything_said
from engross.ooxml.package import open_package, write_package

WordFile = Callable[..., bytes]


def said(docx: bytes, text: str) -> set[tuple[str, str]]:
    """What says it, and how."""
    return {(one.what, one.kind) for one in everything_said(docx) if text in one.text}


def test_the_words_of_a_page_are_read_by_the_paragraph(word_file: WordFile) -> None:
    docx = word_file("<p><r><t>Copper</t></r><r><t>beech</t></r></p>")

    assert Said("word/document.xml", "text", "Copperbeech", "page") in set(everything_said(docx))


def test_every_attribute_relationship_and_name_is_read(word_file: WordFile) -> None:
    docx = word_file(
        "<p rsidR='Secret1'><r><instrText>DOCVARIABLE Secret2</instrText></r></p>",
        styles="<style styleId='x'><name val='Secret3'/></style>",
        more={"word/media/Secret4.png": b"\x00\x01by Helen Pike\x02", "Secret5.txt": b"x"},
    )

    assert said(docx, "Secret1") == {("p@rsidR", "unseen")}
    assert said(docx, "Secret2") == {("instrText", "unseen")}
    assert said(docx, "Secret3") == {("name@val", "unseen")}
    assert said(docx, "Secret4") == {("name of the part", "unseen")}
    assert said(docx, "Secret5") == {("name of the part", "unseen")}
    assert said(docx, "by Helen Pike") == {("bytes", "unseen")}


def test_links_and_what_is_read_out_are_told_apart(word_file: WordFile) -> None:
    docx = word_file(
        "<p><docPr descr='a chart'/><r><instrText> HYPERLINK \"www.x.example\" </instrText></r></p>"
    )

    assert said(docx, "a chart") == {("docPr@descr", "page")}
    assert said(docx, "www.x.example") == {("instrText", "link")}


def test_the_workbook_behind_a_chart_is_read(word_file: WordFile) -> None:
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = f'<sst xmlns="{sheet}"><si><t>Copperbeech</t></si></sst>'.encode()
    book = write_package({"xl/sharedStrings.xml": strings})
    docx = word_file("<p/>", more={"word/embeddings/book.xlsx": book})

    assert said(docx, "Copperbeech") == {("t", "sheet")}


def test_what_is_written_as_utf_16_in_a_picture_is_read(word_file: WordFile) -> None:
    drawing = b"\x01\x00" + "C:\\Users\\helen".encode("utf-16-le") + b"\xff"

    docx = word_file("<p/>", more={"word/media/image1.emf": drawing})

    assert said(docx, "C:\\Users\\helen") == {("bytes", "unseen")}


def test_remarks_of_the_zip_and_of_the_xml_are_read(word_file: WordFile) -> None:
    parts = open_package(word_file("<p/>"))
    parts["word/document.xml"] = b"<!--before-->" + parts["word/document.xml"] + b"<?after us?>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        archive.comment = b"made by Helen"
    docx = target.getvalue()

    assert said(docx, "made by Helen") == {("comment", "unseen")}
    assert said(docx, "before") == {("remark", "unseen")}
    assert said(docx, "us") >= {("remark", "unseen")}
