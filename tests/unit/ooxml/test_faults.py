from collections.abc import Callable

import pytest

from engross.ooxml.faults import own_faults

WordFile = Callable[..., bytes]

BEGIN = "<r><fldChar fldCharType='begin'/></r>"
CODE = "<r><instrText> PAGE </instrText></r>"
SEPARATE = "<r><fldChar fldCharType='separate'/></r>"
END = "<r><fldChar fldCharType='end'/></r>"
TERMS = "<bookmarkStart id='1' name='Terms'/><r><t>Terms</t></r><bookmarkEnd id='1'/>"


def control(number: int) -> str:
    content = "<sdtContent><r><t>x</t></r></sdtContent>"
    return f"<sdt><sdtPr><id val='{number}'/></sdtPr>{content}</sdt>"


def messages(docx: bytes) -> list[str]:
    return [fault.message for fault in own_faults(docx)]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (f"<p>{BEGIN}{CODE}</p>", "A field begins and does not end."),
        (f"<p>{END}</p>", "A field ends that never began."),
        (f"<p>{BEGIN}{CODE}{SEPARATE}{SEPARATE}{END}</p>", "A field has two results."),
        (
            f"<tbl><tr><tc><p>{BEGIN}{CODE}</p></tc><tc><p>{END}</p></tc></tr></tbl>",
            "A field begins in one table cell and ends in another.",
        ),
        (f"<p>{control(5)}{control(5)}</p>", "2 content controls have the number 5."),
        (f"<p>{TERMS}</p><p>{TERMS}</p>", "2 bookmarks are called terms."),
        (
            "<p><bookmarkStart id='1' name='Terms'/></p>",
            "The bookmark Terms begins and does not end.",
        ),
        (
            "<p><hyperlink anchor='Fees'><r><t>x</t></r></hyperlink></p>",
            "A link or cross-reference leads to Fees, which is not there.",
        ),
        (
            (
                f"<p>{BEGIN}<r><instrText> PAGEREF Fe</instrText></r>"
                f"<r><instrText>es \\h </instrText></r>{END}</p>"
            ),
            "A link or cross-reference leads to Fees, which is not there.",
        ),
        (
            "<p><fldSimple instr=' HYPERLINK \\l &quot;Fees&quot; '/></p>",
            "A link or cross-reference leads to Fees, which is not there.",
        ),
    ],
)
def test_what_no_validator_sees_is_seen(word_file: WordFile, body: str, message: str) -> None:
    assert message in messages(word_file(body))


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{BEGIN}{CODE}{SEPARATE}<r><t>1</t></r>{END}</p>",
        f"<p>{BEGIN}<r><instrText> IF </instrText></r>{BEGIN}{CODE}{END}{SEPARATE}{END}</p>",
        f"<p>{BEGIN}{CODE}{SEPARATE}</p><p>{END}</p>",
        f"<p>{control(5)}{control(6)}</p>",
        f"<p>{TERMS}<hyperlink anchor='terms'><r><t>x</t></r></hyperlink></p>",
        "<p><hyperlink anchor='_top'><r><t>x</t></r></hyperlink></p>",
        f"<p>{TERMS}<fldSimple instr=' REF Terms \\h '/></p>",
        "<p><fldSimple instr=' SET Total 5 '/><fldSimple instr=' REF Total '/></p>",
        "<p><fldSimple instr=' STYLEREF Heading '/></p>",
    ],
)
def test_what_is_whole_is_no_fault(word_file: WordFile, body: str) -> None:
    assert messages(word_file(body)) == []


def test_a_field_does_not_reach_into_a_text_box(word_file: WordFile) -> None:
    box = f"<r><pict><txbxContent><p>{END}</p></txbxContent></pict></r>"

    assert messages(word_file(f"<p>{BEGIN}{CODE}{box}{END}</p>")) == [
        "A field ends that never began."
    ]


def test_a_link_may_lead_from_a_header_into_the_text(word_file: WordFile) -> None:
    link = "<p><hyperlink anchor='Terms'><r><t>x</t></r></hyperlink></p>"

    assert messages(word_file(f"<p>{TERMS}</p>", header1=link)) == []


def test_a_fault_says_where_it_is(word_file: WordFile) -> None:
    (fault,) = own_faults(word_file(f"<p><r><t>Fees were due.</t></r>{BEGIN}</p>"))

    assert fault.place == "word/document.xml, at “Fees were due.”"
    assert fault.validator == "engross"
