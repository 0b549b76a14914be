from collections.abc import Callable

import pytest

from engross.ooxml.package import open_package
from engross.ooxml.styles import Styles

STYLES = (
    '<style type="paragraph" default="1" styleId="Standard"><name val="Normal"/></style>'
    '<style type="paragraph" styleId="berschrift1"><name val="heading 1"/></style>'
    '<style type="paragraph" styleId="Ours"><name val="Our Heading"/>'
    '<basedOn val="berschrift1"/><pPr><jc val="right"/></pPr></style>'
    '<style type="paragraph" styleId="Below"><name val="Below"/><basedOn val="Ours"/></style>'
    '<style type="paragraph" styleId="Round"><name val="Round"/><basedOn val="Round"/></style>'
)
WordFile = Callable[..., bytes]


@pytest.fixture
def styles(word_file: WordFile) -> Styles:
    return Styles(open_package(word_file("<p/>", styles=STYLES)), "word/document.xml")


def test_a_style_is_known_by_what_word_calls_it_in_any_language(styles: Styles) -> None:
    assert styles.id_of("Heading 1") == "berschrift1"
    assert styles.name_of("berschrift1") == "heading 1"
    assert (styles.id_of("toc 1"), styles.name_of("Nothing")) == ("", "")


def test_a_style_has_what_the_styles_it_rests_on_have(styles: Styles) -> None:
    assert styles.outline_level("Below") == 1
    assert styles.alignment("Below") == "right"
    assert (styles.outline_level("Round"), styles.alignment("Standard")) == (0, "")


def test_a_style_is_made_once_and_rests_on_the_default_one(styles: Styles) -> None:
    inner = {"footnote text": "<w:rPr/>"}
    first, second = (styles.ensure("footnote text", inner) for _ in range(2))
    parts = {styles.part: b""}
    styles.save(parts)

    assert first == second == "FootnoteText"
    assert parts[styles.part].count(b'w:basedOn w:val="Standard"') == 1


def test_styles_that_nothing_changed_are_not_written(styles: Styles) -> None:
    parts = {styles.part: b"as it was"}
    styles.ensure("heading 1", {})
    styles.save(parts)

    assert parts == {styles.part: b"as it was"}


def test_a_document_without_styles_gets_none(word_file: WordFile) -> None:
    styles = Styles(open_package(word_file("<p/>")), "word/document.xml")

    assert styles.ensure("footnote text", {"footnote text": "<w:rPr/>"}) == ""
