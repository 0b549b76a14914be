import re
from collections.abc import Callable

from lxml import etree

from engross.ooxml.footnotes import add_footnotes
from engross.ooxml.marks import mark
from engross.ooxml.names import w
from engross.ooxml.package import Parts, main_part, open_package, parse, serialise, write_package
from engross.ooxml.styles import Styles
from engross.ooxml.text import read_text

WordFile = Callable[..., bytes]

NOTES = {"note1": "Excluding VAT.", "note2": "Unaudited."}
OWN = (
    '<footnote type="separator" id="0"><p><r><separator/></r></p></footnote>'
    '<footnote type="continuationSeparator" id="1"><p><r><continuationSeparator/></r></p>'
    "</footnote>"
    '<footnote id="2"><p><r><t>Of the firm.</t></r></p></footnote>'
    '<footnote id="7"><p><r><t>Of a part that was left out.</t></r></p></footnote>'
)
SETTINGS = "<zoom/><compat/><rsids/>"


def line(text: str, after: str = "") -> str:
    return f"<p><r><rPr><b/></rPr><t>{text}</t>{after}</r></p>"


def noted(docx: bytes) -> Parts:
    parts = open_package(docx)
    main = main_part(parts)
    root, styles = parse(parts[main], main), Styles(parts, main)
    add_footnotes(parts, main, root, styles, NOTES)
    styles.save(parts)
    parts[main] = serialise(root)
    return parts


def notes_of(parts: Parts) -> list[etree._Element]:
    return list(parse(parts["word/footnotes.xml"], "footnotes").iter(w("footnote")))


def test_footnotes_are_numbered_from_one_in_the_order_of_the_text(word_file: WordFile) -> None:
    body = line(f"Fees{mark('note2', '')}") + line(f"Ages{mark('note1', '')}")
    docx = write_package(noted(word_file(body, styles="", settings=SETTINGS)))
    texts = {block.place: block.text.strip() for block in read_text(docx)}

    assert texts["footnote 1, paragraph 1"] == "Unaudited."
    assert texts["footnote 2, paragraph 1"] == "Excluding VAT."


def test_a_new_part_has_its_separators_and_everything_names_it(word_file: WordFile) -> None:
    parts = noted(word_file(line(mark("note1", "")), styles="", settings=SETTINGS))
    notes = [(note.get(w("id")), note.get(w("type"))) for note in notes_of(parts)]

    assert notes == [("-1", "separator"), ("0", "continuationSeparator"), ("1", None)]
    assert b"/word/footnotes.xml" in parts["[Content_Types].xml"]
    assert b'Target="footnotes.xml"' in parts["word/_rels/document.xml.rels"]


def test_the_settings_name_the_separators_in_their_place(word_file: WordFile) -> None:
    parts = noted(word_file(line(mark("note1", "")), styles="", settings=SETTINGS))
    tags = [child.tag for child in parse(parts["word/settings.xml"], "settings")]

    assert tags == [w("zoom"), w("footnotePr"), w("compat"), w("rsids")]


def test_styles_are_made_where_they_are_missing_and_kept_where_they_are(
    word_file: WordFile,
) -> None:
    own = '<style type="paragraph" styleId="Fussnote"><name val="footnote text"/></style>'
    parts = noted(word_file(line(mark("note1", "")), styles=own, settings=SETTINGS))
    styles = parts["word/styles.xml"].decode()

    assert re.findall(r'w:name w:val="([^"]+)"', styles) == ["footnote text", "footnote reference"]
    assert b'w:pStyle w:val="Fussnote"' in parts["word/footnotes.xml"]


def test_the_reference_looks_like_one_and_not_like_its_text(word_file: WordFile) -> None:
    parts = noted(word_file(line(f"Fees{mark('note1', '')}"), styles="", settings=SETTINGS))
    root = parse(parts["word/document.xml"], "document")
    (run,) = [r for r in root.iter(w("r")) if r.find(w("footnoteReference")) is not None]
    looks = [child.tag for child in run.find(w("rPr"))]

    assert looks == [w("rStyle")]


def test_a_template_s_own_footnotes_stay_if_something_refers_to_them(word_file: WordFile) -> None:
    body = line("Terms", '<footnoteReference id="2"/>') + line(f"Fees{mark('note1', '')}")
    parts = noted(word_file(body, styles="", settings=SETTINGS, footnotes=OWN))
    texts = ["".join(t.text or "" for t in note.iter(w("t"))).strip() for note in notes_of(parts)]
    numbers = [note.get(w("id")) for note in notes_of(parts)]

    assert texts == ["", "", "Of the firm.", "Excluding VAT."]
    assert numbers == ["-1", "0", "1", "2"]


def test_a_document_without_footnotes_gets_no_part(word_file: WordFile) -> None:
    assert "word/footnotes.xml" not in noted(word_file(line("Fees"), styles=""))
