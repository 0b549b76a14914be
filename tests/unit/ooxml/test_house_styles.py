from collections.abc import Callable

from engross.ooxml.branded import design_of
from engross.ooxml.house_styles import numberings, pale_styles, with_styles

WordFile = Callable[..., bytes]
HEADING = (
    '<style w:type="paragraph" w:styleId="berschrift1"><name w:val="Heading 1"/><rPr>'
    '<color w:val="{}"/></rPr></style>'
)
NORMAL = (
    '<style w:type="paragraph" w:default="1" w:styleId="Standard"><name w:val="Normal"/></style>'
)


def test_the_firm_s_own_styles_are_taken_by_name(word_file: WordFile) -> None:
    styles = NORMAL + HEADING.format("1F3044")
    house = with_styles(design_of(word_file("<p/>", styles=styles), "letter.docx"))

    assert house.styles["heading"] == "berschrift1"
    assert house.styles["table figure"] == "TableFigure"
    made = house.branded.parts["word/styles.xml"].decode()
    assert '<w:basedOn w:val="Standard"/>' in made
    assert made.count('w:val="Heading 1"') == 1


def test_sizes_go_by_the_body_s_and_never_below_what_can_be_read(word_file: WordFile) -> None:
    small = NORMAL.replace("</style>", '<rPr><sz w:val="18"/></rPr></style>')
    house = with_styles(design_of(word_file("<p/>", styles=small), "letter.docx"))
    made = house.branded.parts["word/styles.xml"].decode()

    assert '<w:name w:val="Table Text"/>' in made
    assert '<w:sz w:val="16"/>' in made
    assert '<w:sz w:val="15"/>' in made
    assert '<w:sz w:val="13"/>' not in made


def test_a_file_without_styles_gets_them_and_speaks_british_english(word_file: WordFile) -> None:
    house = with_styles(design_of(word_file("<p/>"), "letter.docx"))
    made = house.branded.parts["word/styles.xml"].decode()

    assert 'w:styleId="Heading1"' in made
    assert '<w:lang w:val="en-GB"/>' in made
    assert b"styles.xml" in house.branded.parts["word/_rels/document.xml.rels"]


def test_each_list_begins_at_one_beside_the_firm_s_own_lists(word_file: WordFile) -> None:
    own = '<abstractNum w:abstractNumId="4"/><num w:numId="7"><abstractNumId w:val="4"/></num>'
    design = design_of(word_file("<p/>", numbering=own), "letter.docx")
    numbers = numberings(design, 2)
    made = design.parts["word/numbering.xml"].decode()

    assert numbers == [8, 9]
    assert made.count("<w:startOverride") == 2
    assert made.rindex("<w:abstractNum ") < made.index("<w:num ")


def test_a_heading_too_pale_to_read_is_named(word_file: WordFile) -> None:
    pale = design_of(word_file("<p/>", styles=HEADING.format("FFFFFF")), "letter.docx")
    dark = design_of(word_file("<p/>", styles=HEADING.format("1F3044")), "letter.docx")

    assert pale_styles(pale) == ("Heading 1",)
    assert pale_styles(dark) == ()
