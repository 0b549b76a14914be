from collections.abc import Callable

import pytest

from engross.ooxml.cleaning import clean
from engross.ooxml.package import open_package
from unit.ooxml.cleaning.conftest import WHEN

Cleaned = Callable[..., str]
WordFile = Callable[..., bytes]

PROTECTED = "<documentProtection edit='readOnly' enforcement='1'/>"


@pytest.mark.parametrize(
    "setting",
    [
        "<attachedTemplate id='rId1'/>",
        "<docVars><docVar name='client' val='Copperbeech'/></docVars>",
        "<mailMerge><dataType val='textFile'/></mailMerge>",
        "<rsids><rsidRoot val='00AB12CD'/></rsids>",
        "<proofState spelling='clean'/>",
        "<trackRevisions/>",
        "<writeProtection recommended='1'/>",
        PROTECTED,
    ],
)
def test_settings_of_the_firm_s_own_desk_go(cleaned: Cleaned, setting: str) -> None:
    told = cleaned("<p/>", "settings", settings=f"{setting}<defaultTabStop val='720'/>")

    assert told == '<settings><defaultTabStop val="720"/></settings>'


@pytest.mark.parametrize(("template", "stays"), [(PROTECTED, True), ("", False)])
def test_protection_stays_if_it_is_the_template_s(
    word_file: WordFile, template: str, *, stays: bool
) -> None:
    docx = word_file("<p/>", settings=PROTECTED)
    made_of = word_file("<p/>", settings=template)
    parts = open_package(clean(docx, title="", firm="", when=WHEN, template=made_of))

    assert (b"documentProtection" in parts["word/settings.xml"]) is stays


def test_styles_for_comments_go_unless_something_is_written_in_them(cleaned: Cleaned) -> None:
    styles = "".join(
        f"<style type='{kind}' styleId='{key}'><name val='{name}'/>{more}</style>"
        for kind, key, name, more in (
            ("paragraph", "Normal", "Normal", ""),
            ("paragraph", "CommentText", "annotation text", "<link val='CommentTextChar'/>"),
            ("character", "CommentTextChar", "Comment Text Char", "<link val='CommentText'/>"),
            ("character", "CommentReference", "annotation reference", ""),
            ("paragraph", "BalloonText", "Balloon Text", ""),
        )
    )
    used = "<p><pPr><pStyle val='BalloonText'/></pPr></p>"
    kept = cleaned(used, "styles", styles=styles)

    assert kept.count("<style ") == 2
    assert "Balloon Text" in kept


def test_a_style_for_comments_stays_while_another_rests_on_it(cleaned: Cleaned) -> None:
    styles = (
        "<style type='paragraph' styleId='CommentText'><name val='annotation text'/></style>"
        "<style type='paragraph' styleId='Small'><name val='Small'/>"
        "<basedOn val='CommentText'/></style>"
    )

    assert cleaned("<p/>", "styles", styles=styles).count("<style ") == 2


def test_traces_of_pages_that_text_was_pasted_from_go(cleaned: Cleaned) -> None:
    told = cleaned(
        "<p><pPr><divId val='5'/></pPr></p>",
        "webSettings",
        webSettings="<divs><div id='5'/></divs><allowPNG/>",
    )

    assert told == "<webSettings><allowPNG/></webSettings>"
