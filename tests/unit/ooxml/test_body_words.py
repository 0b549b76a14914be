from __future__ import annotations

from collections.abc import Callable

from engross.ooxml.body_words import body_words

WordFile = Callable[..., bytes]
STYLES = (
    '<style type="paragraph" styleId="Points"><name val="My Points"/>'
    '<pPr><numPr><numId val="2"/></numPr></pPr></style>'
    '<style type="paragraph" styleId="More"><name val="More Points"/>'
    '<basedOn val="Points"/></style>'
)
NUMBERING = (
    '<abstractNum abstractNumId="1"><lvl ilvl="0"><numFmt val="decimal"/></lvl></abstractNum>'
    '<abstractNum abstractNumId="2"><lvl ilvl="0"><numFmt val="bullet"/></lvl></abstractNum>'
    '<num numId="1"><abstractNumId val="1"/></num><num numId="2"><abstractNumId val="2"/></num>'
)


def test_points_are_told_from_paragraphs_by_themselves_or_by_their_style(
    word_file: WordFile,
) -> None:
    body = (
        "<p><r><t>Words.</t></r></p>"
        '<p><pPr><numPr><ilvl val="0"/><numId val="1"/></numPr></pPr><r><t>First</t></r></p>'
        '<p><pPr><pStyle val="More"/></pPr><r><t>Point</t></r></p>'
        '<p><pPr><numPr><numId val="0"/></numPr></pPr><r><t>None</t></r></p>'
    )

    words = body_words(word_file(body, styles=STYLES, numbering=NUMBERING)).body

    assert [(one.text, one.points, one.list) for one in words] == [
        ("Words.", "", ""),
        ("First", "number", "1"),
        ("Point", "bullet", "2"),
        ("None", "", ""),
    ]


def test_cells_know_where_they_stand_and_footers_stand_apart(word_file: WordFile) -> None:
    cell = "<tc><p><r><t>{}</t></r></p></tc>"
    row = "<tr>" + cell.format("Net") + cell.format("Gross") + "</tr>"

    words = body_words(
        word_file(
            f"<tbl>{row}</tbl><p><r><t>End</t></r></p>", footer1="<p><r><t>Registered</t></r></p>"
        )
    )

    assert [(one.text, one.cell) for one in words.body] == [
        ("Net", (1, 1, 1)),
        ("Gross", (1, 1, 2)),
        ("End", None),
    ]
    assert [one.text for one in words.footers] == ["Registered"]


def test_deleted_words_and_text_boxes_are_not_read(word_file: WordFile) -> None:
    body = (
        '<p><r><t>Kept </t></r><del id="1" author="A"><r><delText>gone</delText></r></del></p>'
        "<p><r><pict><txbxContent><p><r><t>Boxed</t></r></p></txbxContent></pict></r></p>"
    )

    words = body_words(word_file(body)).body

    assert [one.text for one in words] == ["Kept "]
