from collections.abc import Callable

import pytest

from engross.ooxml.cleaning import clean
from engross.ooxml.package import Parts, open_package
from unit.ooxml.cleaning.conftest import WHEN, cleaned_with

WordFile = Callable[..., bytes]
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*entries: tuple[str, str, str]) -> bytes:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_KINDS}/{kind}" Target="{target}" '
        f'TargetMode="{"External" if ":" in target else "Internal"}"/>'
        for key, kind, target in entries
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{lines}</Relationships>"
    ).encode()


def cleaned(word_file: WordFile, body: str, *entries: tuple[str, str, str]) -> Parts:
    """After cleaning a document with these relationships, each to a part of its own."""
    more = {f"word/{target}": b"<x/>" for _, _, target in entries if ":" not in target}
    more["word/_rels/document.xml.rels"] = relations(*entries)
    docx = word_file(body.replace("r:id", "ID"))
    document = open_package(docx)["word/document.xml"].replace(b"w:ID", b"r:id")
    return cleaned_with(docx, {**more, "word/document.xml": document})


@pytest.mark.parametrize(
    "kind",
    [
        "comments",
        "people",
        "commentsExtended",
        "customXml",
        "glossaryDocument",
        "printerSettings",
        "stylesWithEffects",
        "documenttasks",
        "of-a-later-year",
    ],
)
def test_a_part_that_no_reader_needs_goes_with_all_that_leads_to_it(
    word_file: WordFile, kind: str
) -> None:
    parts = cleaned(word_file, "<p/>", ("rId1", kind, "strange.xml"), ("rId2", "theme", "t.xml"))

    assert "word/strange.xml" not in parts
    assert "word/t.xml" in parts
    assert not any(b"strange" in data for data in parts.values())


def test_a_part_that_the_text_names_stays(word_file: WordFile) -> None:
    parts = cleaned(
        word_file, "<p><r><object r:id='rId1'/></r></p>", ("rId1", "oleObject", "ole.xml")
    )

    assert "word/ole.xml" in parts


def test_a_part_that_nothing_leads_to_goes(word_file: WordFile) -> None:
    docx = word_file("<p/>", more={"word/secret.xml": b"<x/>", "ws/notes.txt": b"x"})
    parts = open_package(clean(docx, title="", firm="", when=WHEN))

    assert not any("secret" in name or "notes" in name for name in parts)


@pytest.mark.parametrize(
    ("target", "stays"),
    [
        ("https://www.penhallowreeve.example", True),
        ("mailto:office@penhallowreeve.example", True),
        ("file:///C:/Clients/Copperbeech/budget.xlsx", False),
    ],
)
def test_a_link_to_the_firm_s_own_drive_keeps_its_words_only(
    word_file: WordFile, target: str, *, stays: bool
) -> None:
    body = "<p><hyperlink r:id='rId1'><r><t>See there.</t></r></hyperlink></p>"
    parts = cleaned(word_file, body, ("rId1", "hyperlink", target))

    assert b"See there." in parts["word/document.xml"]
    assert (b"hyperlink" in parts["word/document.xml"]) is stays
    assert any(target.encode() in data for data in parts.values()) is stays


def test_an_old_list_of_types_names_nothing_that_is_gone(word_file: WordFile) -> None:
    docx = word_file("<p/>", header1="<p/>")
    types = open_package(docx)["[Content_Types].xml"]
    parts = open_package(clean(docx, title="", firm="", when=WHEN))

    assert b"/word/header1.xml" in types  # nothing in the body shows that header
    assert b"/word/header1.xml" not in parts["[Content_Types].xml"]
