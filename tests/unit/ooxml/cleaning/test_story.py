from collections.abc import Callable

import pytest

from engross.ooxml.package import open_package
from unit.ooxml.cleaning.conftest import cleaned_with

Cleaned = Callable[..., str]
WordFile = Callable[..., bytes]

RUN = "<r><t>Fees.</t></r>"
_SPACES = {
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w16cid": "http://schemas.microsoft.com/office/word/2016/wordml/cid",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "a16": "http://schemas.microsoft.com/office/drawing/2014/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def raw(word_file: WordFile, content: str) -> str:
    """A body that holds this, with its own prefixes, after cleaning."""
    parts = open_package(word_file("<p>HERE</p>"))
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _SPACES.items())
    body = parts["word/document.xml"].decode().replace("<w:document", f"<w:document {names}")
    body = body.replace('xmlns:mc="', 'xmlns:mc2="', 1).replace('xmlns:r="', 'xmlns:r2="', 1)
    more = {"word/document.xml": body.replace("HERE", content).encode()}
    return cleaned_with(word_file("<p/>"), more)["word/document.xml"].decode()


@pytest.mark.parametrize(
    "left",
    [
        (
            "<commentRangeStart id='1'/><r><t>Fees.</t></r><commentRangeEnd id='1'/>"
            "<r><rPr><rStyle val='CommentReference'/></rPr><commentReference id='1'/></r>"
        ),
        (
            "<permStart id='1' ed='helen.pike@penhallowreeve.example'/><r><t>Fees.</t></r>"
            "<permEnd id='1'/>"
        ),
        "<proofErr type='spellStart'/><r rsidR='00AB12CD'><t>Fees.</t></r>",
        "<r><lastRenderedPageBreak/><t>Fees.</t></r>",
        "<smartTag uri='urn:x' element='place'><smartTagPr/><r><t>Fees.</t></r></smartTag>",
        "<customXml uri='urn:x' element='fee'><customXmlPr/><r><t>Fees.</t></r></customXml>",
        "<bookmarkStart id='1' name='_GoBack'/><bookmarkEnd id='1'/><r><t>Fees.</t></r>",
        "<bookmarkStart id='1' name='OLE_LINK1'/><r><t>Fees.</t></r><bookmarkEnd id='1'/>",
        "<bookmarkStart id='1' name='closingpage'/><r><t>Fees.</t></r><bookmarkEnd id='1'/>",
        "<bookmarkStart id='1' name='Torn'/><r><t>Fees.</t></r>",
    ],
)
def test_what_is_not_for_the_reader_goes_and_the_words_stay(cleaned: Cleaned, left: str) -> None:
    assert cleaned(f"<p>{left}</p>") == f"<p>{RUN}</p>"


def test_words_in_the_run_of_a_comment_s_mark_stay(cleaned: Cleaned) -> None:
    body = cleaned("<p><r><commentReference id='1'/><t>Fees.</t></r></p>")

    assert body == f"<p>{RUN}</p>"


@pytest.mark.parametrize(
    "reference",
    [
        "<hyperlink anchor='_Ref1'><r><t>x</t></r></hyperlink>",
        "<fldSimple instr=' REF _Ref1 \\h '><r><t>x</t></r></fldSimple>",
    ],
)
def test_a_place_that_word_made_stays_if_something_leads_there(
    cleaned: Cleaned, reference: str
) -> None:
    body = cleaned(
        f"<p><bookmarkStart id='1' name='_Ref1'/>{RUN}<bookmarkEnd id='1'/>{reference}</p>"
    )

    assert "bookmarkStart" in body


def test_a_control_stays_without_the_names_of_its_source(cleaned: Cleaned) -> None:
    control = (
        "<sdt><sdtPr><alias val='Date'/><tag val='dms:copperbeech'/><id val='5'/>"
        "<placeholder><docPart val='DefaultPlaceholder'/></placeholder>"
        "<dataBinding xpath='/fee' storeItemID='{1}'/></sdtPr>"
        f"<sdtContent>{RUN}</sdtContent></sdt>"
    )

    assert cleaned(f"<p>{control}</p>") == (
        '<p><sdt><sdtPr><alias val="Date"/><id val="5"/></sdtPr>'
        f"<sdtContent>{RUN}</sdtContent></sdt></p>"
    )


def test_ids_of_sessions_and_xml_s_own_remarks_go(word_file: WordFile) -> None:
    body = raw(
        word_file,
        '<!-- by Martin --><w:r w14:paraId="1A2B3C4D" w16cid:durableId="5"><w:t>Fees.</w:t></w:r>'
        "<?program says?>",
    )

    assert "Fees." in body
    assert not any(trace in body for trace in ("paraId", "durableId", "Martin", "program"))


def test_a_drawing_forgets_its_file_and_its_history(word_file: WordFile) -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline wp14:editId="1A2B3C4D"><wp:docPr id="1" name="Picture 1" '
        'descr="C:\\Users\\helen\\logo.png"><a:extLst><a:ext uri="{FF2B5EF4}"><a16:creationId/>'
        '</a:ext></a:extLst></wp:docPr><pic:cNvPr id="1" name="logo_old.png" descr="Our logo"/>'
        '<a:blip r:embed="rId1" r:link="rId2"/></wp:inline></w:drawing></w:r>'
        '<w:r><w:pict><v:shape alt="S:\\logo.png" o:gfxdata="UEsD"><v:imagedata r:id="rId1" '
        'o:title="logo"/></v:shape></w:pict></w:r>'
    )
    body = raw(word_file, drawing)
    traces = ("Users", "logo", "creationId", "extLst", "editId", "gfxdata", "r:link")

    assert [trace for trace in traces if trace in body.replace("Our logo", "")] == []
    assert 'descr="Our logo"' in body
    assert 'name="Picture 1"' in body


def test_copies_of_a_drawing_are_numbered_anew(word_file: WordFile) -> None:
    drawing = '<w:r><w:drawing><wp:docPr id="{}" name="{}"/></w:drawing></w:r>'
    body = raw(word_file, "".join(drawing.format(*pair) for pair in ((1, "a"), (1, "b"), (2, "c"))))

    assert [f'id="{number}" name="{name}"' in body for number, name in ((1, "a"), (3, "b"))] == [
        True,
        True,
    ]


def test_handwriting_stays_as_the_picture_of_it(word_file: WordFile) -> None:
    ink = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:r><w14:contentPart r:id="rId1"/></w:r>'
        "</mc:Choice><mc:Fallback><w:r><w:t>picture</w:t></w:r></mc:Fallback></mc:AlternateContent>"
    )

    assert "contentPart" not in raw(word_file, ink)
    assert "picture" in raw(word_file, ink)
    assert "AlternateContent" not in raw(word_file, ink)


def test_what_libreoffice_calls_true_is_said_as_the_validators_want_it(cleaned: Cleaned) -> None:
    told = "<cantSplit val='true'/><tblHeader val='false'/>"
    body = cleaned(f"<tbl><tr><trPr>{told}</trPr><tc><p/></tc></tr></tbl><p/>")

    assert '<trPr><cantSplit/><tblHeader val="off"/></trPr>' in body


def test_sides_are_said_as_the_standard_s_first_edition_says_them(cleaned: Cleaned) -> None:
    body = "<p><pPr><tabs><tab val='end' pos='9'/></tabs><jc val='start'/></pPr></p>"
    level = "<abstractNum abstractNumId='0'><lvl ilvl='0'><lvlJc val='end'/></lvl></abstractNum>"

    assert cleaned(body) == (
        '<p><pPr><tabs><tab val="right" pos="9"/></tabs><jc val="left"/></pPr></p>'
    )
    assert '<lvlJc val="right"/>' in cleaned(body, part="numbering", numbering=level)


def test_a_font_does_not_name_its_characters(cleaned: Cleaned) -> None:
    fonts = "<font name='Arial'><charset val='01' characterSet='utf-8'/></font>"

    assert '<charset val="01"/>' in cleaned("<p/>", part="fontTable", fontTable=fonts)


def test_the_name_of_a_review_copy_goes(cleaned: Cleaned) -> None:
    name = "copyof0123456789abv3"
    marks = f"<bookmarkStart id='1' name='{name}'/><bookmarkEnd id='1'/>"

    assert "bookmark" not in cleaned(f"<p>{marks}</p>")
