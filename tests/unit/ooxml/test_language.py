from collections.abc import Callable

from engross.ooxml.composing import Composition, compose
from engross.ooxml.package import open_package

WordFile = Callable[..., bytes]


def test_another_english_becomes_british_and_other_tongues_stay(word_file: WordFile) -> None:
    body = (
        '<p><r><rPr><lang val="en-US"/></rPr><t>Color</t></r>'
        '<r><rPr><lang val="cy-GB"/></rPr><t>Bore da</t></r></p>'
    )
    docx = compose(
        word_file(body, styles="", settings='<themeFontLang val="en-US"/>', header1=body),
        Composition(),
    )
    parts = open_package(docx)

    for name in ("word/document.xml", "word/header1.xml"):
        assert b'w:val="en-GB"' in parts[name]
        assert b'w:val="cy-GB"' in parts[name]
    assert b'themeFontLang w:val="en-GB"' in parts["word/settings.xml"]
    assert b'<w:lang w:val="en-GB"/>' in parts["word/styles.xml"]
