import pytest

from engross.ooxml.paths import FOLDERS, is_file_name, is_local


@pytest.mark.parametrize(
    "text",
    [
        r"C:\Users\helen\report.docx",
        r"saved as S:\Clients\Copperbeech budget.xlsx today",
        r"S:\logo.png",
        r"C:\\Users\\helen\\report.docx",
        r"\\server\clients\budget.xlsx",
        "file:///C:/Clients/budget.xlsx",
        "C:/Clients/Copperbeech/budget.xlsx",
        "/Users/helen/report.docx",
        "/home/helen/report.docx",
    ],
)
def test_a_path_on_somebody_s_machine_is_found(text: str) -> None:
    assert FOLDERS.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.penhallowreeve.example/home/terms",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        r" SEQ Table \* ARABIC \s 1 ",
        r" DATE \@ \"d MMMM yyyy\" ",
        "m@7,l@8,m@5,21600l@6,21600e",
        "#,##0;(#,##0);0",
        "and/or",
        "word/media/image1.png",
        "Re: fees",
    ],
)
def test_what_only_looks_like_a_path_is_none(text: str) -> None:
    assert FOLDERS.search(text) is None


@pytest.mark.parametrize(
    ("target", "local"),
    [
        (r"C:\budget.xlsx", True),
        (r"\\server\budget.xlsx", True),
        ("budget.xlsx", True),
        ("../Copperbeech/budget.xlsx", True),
        ("FILE:///budget.xlsx", True),
        ("https://www.penhallowreeve.example", False),
        ("mailto:office@penhallowreeve.example", False),
        ("tel:01632960100", False),
        ("www.penhallowreeve.example", False),
        ("#fees", False),
        ("", False),
    ],
)
def test_a_link_without_a_scheme_leads_to_a_file(target: str, *, local: bool) -> None:
    assert is_local(target) is local


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ("logo_final.png", True),
        (r"S:\logo.png", True),
        ("IMG 2034.JPG", True),
        ("Our logo", False),
        ("Fees by workstream. Budget 9,500", False),
    ],
)
def test_a_description_that_is_only_a_file_s_name_is_known(words: str, *, file: bool) -> None:
    assert is_file_name(words) is file
