from collections.abc import Callable

import pytest

from engross.ooxml.package import Parts, open_package, relations
from engross.ooxml.parts import declare, declare_extension, relate, related_part, remove_related

MAIN = "word/document.xml"
WordFile = Callable[..., bytes]


@pytest.fixture
def parts(word_file: WordFile) -> Parts:
    return open_package(word_file("<p/>", styles=""))


def with_chart(parts: Parts) -> str:
    """A chart with a workbook; the relationship's id."""
    parts["word/charts/chart1.xml"] = b"<c/>"
    parts["word/embeddings/book.xlsx"] = b"x"
    declare(parts, "word/charts/chart1.xml", "chart")
    declare_extension(parts, "xlsx", "workbook")
    relate(parts, "word/charts/chart1.xml", "package", "../embeddings/book.xlsx")
    return relate(parts, MAIN, "chart", "charts/chart1.xml")


def test_a_part_is_found_by_what_it_is_to_its_owner(parts: Parts) -> None:
    assert related_part(parts, MAIN, "styles") == "word/styles.xml"
    assert related_part(parts, MAIN, "footnotes") == ""


def test_a_new_part_is_named_and_declared(parts: Parts) -> None:
    with_chart(parts)

    assert ("chart", "word/charts/chart1.xml") in relations(parts, MAIN)
    assert relations(parts, "word/charts/chart1.xml") == [("package", "word/embeddings/book.xlsx")]
    assert b'PartName="/word/charts/chart1.xml"' in parts["[Content_Types].xml"]


def test_an_extension_is_declared_once(parts: Parts) -> None:
    for _ in range(2):
        declare_extension(parts, "xlsx", "workbook")

    assert parts["[Content_Types].xml"].count(b'Extension="xlsx"') == 1


def test_a_part_goes_with_those_that_it_alone_names(parts: Parts) -> None:
    before = {name: data for name, data in parts.items() if not name.endswith((".rels", "s].xml"))}
    remove_related(parts, MAIN, with_chart(parts))

    assert {name for name in parts if "chart" in name or "embeddings" in name} == set()
    assert {name: parts[name] for name in before} == before
    assert b"chart1" not in parts["[Content_Types].xml"]


def test_a_part_that_another_part_names_too_stays(parts: Parts) -> None:
    relation = with_chart(parts)
    relate(parts, "word/styles.xml", "package", "embeddings/book.xlsx")
    remove_related(parts, MAIN, relation)

    assert "word/embeddings/book.xlsx" in parts
    assert "word/charts/chart1.xml" not in parts
