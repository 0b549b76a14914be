from __future__ import annotations

import io

import docx
from docx.enum.style import WD_STYLE_TYPE

from engross.rendering.mail_words import mail_words


def letter() -> bytes:
    """A letter with a head, a list, a table, a sign-off and particulars at its foot."""
    document = docx.Document()
    for name in ("Salutation", "Letter Only", "Sign-off", "Particulars"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("14 October 2026")
    document.add_paragraph("Dear Ms Adeyemi", style="Salutation")
    document.add_paragraph("Fees < £500 & VAT")
    document.add_paragraph("Only on paper", style="Letter Only")
    for point in ("Send the bill", "Ring us"):
        document.add_paragraph(point, style="List Number")
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Net", "£400.00"
    for line in ("Helen Pike", "Partner"):
        document.add_paragraph(line, style="Sign-off")
    foot = document.sections[0].footer.paragraphs[0]
    foot.text, foot.style = "Penhallow Reeve LLP, OC000000", "Particulars"
    document.sections[0].footer.add_paragraph("Page 1")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_a_mail_begins_with_the_salutation_and_ends_with_the_particulars() -> None:
    plain = mail_words(letter(), "Reply").plain

    assert plain == (
        "Dear Ms Adeyemi\n\n"
        "Fees < £500 & VAT\n\n"
        "1. Send the bill\n2. Ring us\n\n"
        "Net | £400.00\n\n"
        "Helen Pike\nPartner\n\n"
        "-- \nPenhallow Reeve LLP, OC000000\n"
    )


def test_html_says_the_same_and_escapes_what_it_is_given() -> None:
    page = mail_words(letter(), "Reply & more").html

    assert "<title>Reply &amp; more</title>" in page
    assert "<p>Fees &lt; £500 &amp; VAT</p>" in page
    assert "<ol>\n<li>Send the bill</li>\n<li>Ring us</li>\n</ol>" in page
    assert "<tr><td>Net</td><td>£400.00</td></tr>" in page
    assert "<p>Helen Pike<br>\nPartner</p>" in page
    assert "Only on paper" not in page
    assert "14 October" not in page
    assert "Page 1" not in page


def test_a_document_without_a_salutation_is_a_mail_from_its_first_word() -> None:
    document = docx.Document()
    document.add_paragraph("Thank you.")
    target = io.BytesIO()
    document.save(target)

    assert mail_words(target.getvalue(), "Reply").plain == "Thank you.\n"
