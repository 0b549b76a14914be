from collections.abc import Callable

import pytest

Cleaned = Callable[..., str]

HIDDEN = "<r><rPr><vanish/></rPr><t>Copperbeech owes more.</t></r>"
SEEN = "<r><t>Seen.</t></r>"
STYLES = (
    "<style type='character' styleId='Secret'><name val='Secret'/><rPr><vanish/></rPr></style>"
    "<style type='character' styleId='Deeper'><name val='Deeper'/><basedOn val='Secret'/></style>"
    "<style type='paragraph' styleId='Aside'><name val='Aside'/><rPr><vanish/></rPr></style>"
)


def test_hidden_words_do_not_leave(cleaned: Cleaned) -> None:
    assert cleaned(f"<p>{SEEN}{HIDDEN}</p>") == f"<p>{SEEN}</p>"


@pytest.mark.parametrize("off", ["0", "false", "off"])
def test_words_that_are_told_not_to_hide_stay(cleaned: Cleaned, off: str) -> None:
    run = f"<r><rPr><rStyle val='Secret'/><vanish val='{off}'/></rPr><t>Seen.</t></r>"

    assert "Seen." in cleaned(f"<p>{run}</p>", styles=STYLES)


@pytest.mark.parametrize("style", ["Secret", "Deeper"])
def test_words_hidden_by_a_style_do_not_leave(cleaned: Cleaned, style: str) -> None:
    run = f"<r><rPr><rStyle val='{style}'/></rPr><t>Margin 40%.</t></r>"

    assert cleaned(f"<p>{SEEN}{run}</p>", styles=STYLES) == f"<p>{SEEN}</p>"


def test_a_paragraph_in_a_hiding_style_goes_whole(cleaned: Cleaned) -> None:
    aside = "<p><pPr><pStyle val='Aside'/></pPr><r><t>Margin 40%.</t></r></p>"

    assert cleaned(f"{aside}<p>{SEEN}</p>", styles=STYLES) == f"<p>{SEEN}</p>"


def test_a_style_that_hides_inside_another_that_hides_shows_again(cleaned: Cleaned) -> None:
    run = "<r><rPr><rStyle val='Secret'/></rPr><t>Seen.</t></r>"
    body = f"<p><pPr><pStyle val='Aside'/></pPr>{run}</p><p/>"

    assert "Seen." in cleaned(body, styles=STYLES)


def test_a_hidden_paragraph_mark_that_joins_two_paragraphs_stays(cleaned: Cleaned) -> None:
    joined = f"<p><pPr><rPr><vanish/><specVanish/></rPr></pPr>{SEEN}</p><p>{SEEN}</p>"

    assert cleaned(joined) == joined


def test_a_hidden_row_goes_and_with_the_last_one_its_table(cleaned: Cleaned) -> None:
    cell = f"<tc><p>{SEEN}</p></tc>"
    hidden = f"<tr><trPr><hidden/></trPr>{cell}</tr>"
    body = cleaned(f"<tbl><tr>{cell}</tr>{hidden}</tbl><p/><tbl>{hidden}</tbl><p/>")

    assert body == f"<tbl><tr>{cell}</tr></tbl><p/><p/>"


def test_a_hidden_entry_of_an_index_goes_whole(cleaned: Cleaned) -> None:
    def hidden(content: str) -> str:
        return f"<r><rPr><vanish/></rPr>{content}</r>"

    entry = "".join(
        hidden(content)
        for content in (
            "<fldChar fldCharType='begin'/>",
            '<instrText>XE "Copperbeech"</instrText>',
            "<fldChar fldCharType='end'/>",
        )
    )

    assert cleaned(f"<p>{SEEN}{entry}</p>") == f"<p>{SEEN}</p>"


def test_a_field_that_is_hidden_in_part_is_left_to_the_checks(cleaned: Cleaned) -> None:
    body = (
        "<p><r><rPr><vanish/></rPr><fldChar fldCharType='begin'/></r>"
        "<r><instrText>PAGE</instrText></r><r><fldChar fldCharType='end'/></r></p>"
    )

    assert cleaned(body).count("fldChar ") == 2


def test_the_last_paragraph_of_a_cell_stays_though_it_is_hidden(cleaned: Cleaned) -> None:
    mark = "<pPr><rPr><vanish/></rPr></pPr>"
    body = cleaned(f"<tbl><tr><tc><p>{mark}{HIDDEN}</p></tc></tr></tbl><p/>")

    assert body == f"<tbl><tr><tc><p>{mark}</p></tc></tr></tbl><p/>"


def test_a_note_whose_place_was_hidden_goes_too(cleaned: Cleaned) -> None:
    notes = "".join(
        f"<footnote id='{number}'><p><r><t>Note {number}.</t></r></p></footnote>"
        for number in (1, 2)
    )
    body = (
        "<p><r><rPr><vanish/></rPr><footnoteReference id='1'/></r>"
        "<r><footnoteReference id='2'/></r></p>"
    )
    kept = cleaned(body, "footnotes", footnotes=notes)

    assert "Note 1." not in kept
    assert "Note 2." in kept
