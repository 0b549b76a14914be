from __future__ import annotations

import io
import json
import zipfile
from email.message import EmailMessage

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from engross.intake.given import GivenFile
from engross.intake.suspicions import Left, cut_out

TOLD = "I suspect that he launders money through the zinnober kiln."


def _cut(data: bytes, name: str = "form.json", kind: str = "form") -> Left:
    return cut_out(GivenFile(name, data, role="form", kind=kind))  # type: ignore[arg-type]  # a kind


def _json(value: object) -> Left:
    return _cut(json.dumps(value).encode())


def _is_clean(left: Left) -> bool:
    return left.data is not None and b"zinnober" not in left.data


def test_a_field_that_is_called_a_suspicion_goes_whatever_it_says() -> None:
    left = _json({"name": "Saltmarsh Ltd", "suspicion_notes": "paid in cash, zinnober"})

    assert _is_clean(left)
    assert [(cut.place, cut.text) for cut in left.cuts] == [
        ("suspicion_notes", "paid in cash, zinnober")
    ]


def test_a_text_that_tells_one_goes_and_its_field_stays() -> None:
    left = _json([{"name": "Saltmarsh Ltd", "remarks": TOLD}])

    assert left.data is not None
    assert json.loads(left.data) == [{"name": "Saltmarsh Ltd", "remarks": ""}]


def test_an_answer_goes_with_the_question_that_it_is_joined_to_by_an_id() -> None:
    left = _json(
        {
            "definition": {
                "fields": [{"id": "q1", "title": "Any suspicions?"}, {"id": "q2", "title": "Name"}]
            },
            "answers": [
                {"field": {"id": "q1"}, "text": "the zinnober kiln"},
                {"field": {"id": "q2"}, "text": "Saltmarsh"},
            ],
        }
    )

    assert _is_clean(left)
    assert left.data is not None
    assert json.loads(left.data)["answers"] == [{"field": {"id": "q2"}, "text": "Saltmarsh"}]


def test_an_answer_that_holds_its_question_goes() -> None:
    left = _json(
        {
            "answers": {
                "3": {"name": "q3", "text": "MLRO note", "answer": "zinnober"},
                "4": {"text": "Name", "answer": "Saltmarsh"},
            }
        }
    )

    assert _is_clean(left)
    assert left.data is not None
    assert list(json.loads(left.data)["answers"]) == ["4"]


def test_an_answer_under_the_id_of_its_question_goes() -> None:
    left = _json(
        {
            "items": [
                {
                    "title": "Money laundering concerns",
                    "questionItem": {"question": {"questionId": "7a"}},
                }
            ],
            "responses": [
                {"answers": {"7a": {"textAnswers": {"answers": [{"value": "zinnober"}]}}}}
            ],
        }
    )

    assert _is_clean(left)


def test_the_first_of_two_keys_alike_does_not_stay_behind() -> None:
    left = _cut(f'{{"remarks": "{TOLD}", "remarks": "none", "name": "Saltmarsh"}}'.encode())

    assert _is_clean(left)
    assert any("zinnober" in cut.text for cut in left.cuts)


def test_a_column_that_is_called_one_goes_and_a_cell_that_tells_one() -> None:
    left = _cut(
        f"Name;MLRO note;Remarks\nSaltmarsh;zinnober;fine\nOther;;{TOLD}\n".encode(), "form.csv"
    )

    assert _is_clean(left)
    assert [cut.place for cut in left.cuts] == ["B1", "B2", "C3"]
    assert left.data is not None
    assert left.data.decode("utf-8-sig").splitlines() == [
        "Name,,Remarks",
        "Saltmarsh,,fine",
        "Other,,",
    ]


def test_what_runs_over_the_last_column_of_suspicions_goes_with_it() -> None:
    left = _cut(
        b"Name,City,Country,MLRO note\nSaltmarsh,Exeter,UK,Cash, and the zinnober\n", "form.csv"
    )

    assert _is_clean(left)
    assert left.data is not None
    assert b"Saltmarsh,Exeter,UK" in left.data


def test_an_answer_beside_its_question_goes() -> None:
    left = _cut(b"Name,Saltmarsh\nSuspicion,the zinnober kiln\nCity,Exeter\n", "form.csv")

    assert _is_clean(left)
    assert left.data is not None
    assert b"Saltmarsh" in left.data


def test_a_workbook_is_written_anew_with_everything_else_as_it_was() -> None:
    book = Workbook()
    book.active.append(["Name", "Share", "Suspicions"])
    book.active.append(["Saltmarsh", 0.25, "zinnober"])
    book.active["B2"].number_format = "0%"
    data = io.BytesIO()
    book.save(data)

    left = _cut(data.getvalue(), "form.xlsx")

    assert left.data is not None
    sheet = load_workbook(io.BytesIO(left.data)).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["Name", "Share"],
        ["Saltmarsh", 0.25],
    ]
    assert sheet["B2"].number_format == "0.00%"
    assert left.data == _cut(data.getvalue(), "form.xlsx").data


def test_a_field_for_suspicions_that_is_empty_is_nothing_to_tell() -> None:
    data = b'{"name": "Saltmarsh Ltd", "suspicion": ""}'

    assert _cut(data) == Left(data, ())


def test_ordinary_words_of_a_new_client_s_papers_are_none() -> None:
    data = (
        b"Name,Anti-money-laundering consent,Source of funds,Remarks\n"
        b"Saltmarsh,Yes,Sale of a shop,We had a suspicious email about an invoice\n"
    )

    assert _cut(data, "form.csv").cuts == ()


def _mail(body: str, page: str = "") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "imogen@saltmarshceramics.example", "New client"
    mail.set_content(body)
    if page:
        mail.add_alternative(page, subtype="html")
    return mail.as_bytes()


def test_a_mail_loses_the_paragraph_that_tells_one() -> None:
    left = _cut(_mail(f"Name: Saltmarsh Ltd\n\n{TOLD}\n\nThank you.\n"), "form.eml")

    assert _is_clean(left)
    assert left.data is not None
    assert b"Saltmarsh Ltd" in left.data
    assert b"Thank you." in left.data


def test_a_mail_loses_a_page_in_html_that_tells_one() -> None:
    left = _cut(_mail(f"Hello.\n\n{TOLD}\n", f"<p>Hello.</p><p>{TOLD}</p>"), "form.eml")

    assert _is_clean(left)
    assert len(left.cuts) == 2


def test_a_suspicion_over_two_lines_goes_with_its_paragraph() -> None:
    left = _cut(
        b"Hello.\n\nWe suspect that the\nzinnober kiln is a front.\n\nBye.\n", "note.txt", "notes"
    )

    assert _is_clean(left)
    assert left.data is not None
    assert left.data.decode().split() == ["Hello.", "Bye."]


def test_what_follows_a_heading_for_suspicions_goes_up_to_the_next_empty_line() -> None:
    left = _cut(
        b"Name: Saltmarsh\n\nSuspicion:\nthe zinnober kiln\n\nCity: Exeter\n", "note.md", "notes"
    )

    assert _is_clean(left)
    assert left.data is not None
    assert b"City: Exeter" in left.data


@pytest.mark.parametrize("name", ["broken.json"])
def test_what_is_no_json_is_refused(name: str) -> None:
    from engross.errors import InputError  # noqa: PLC0415 - only here

    with pytest.raises(InputError):
        _cut(b'{"name": ', name)


def _workbook(**names: str) -> bytes:
    book = Workbook()
    book.active.title = names.get("sheet", "Entries")
    book.active.append(["Name", "City"])
    book.active.append(["Saltmarsh", "Exeter"])
    if "remark" in names:
        book.active["A2"].comment = Comment(names["remark"], "Priya")
    book.active.oddHeader.center.text = names.get("header", "")
    book.properties.description = names.get("property", "")
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("place", ["remark", "header", "property", "sheet"])
def test_a_workbook_is_searched_beside_its_cells(place: str) -> None:
    told = "SAR filed on zinnober" if place == "sheet" else TOLD
    left = _cut(_workbook(**{place: told}), "form.xlsx")

    assert [cut.text for cut in left.cuts if "zinnober" in cut.text]
    assert left.data is not None
    with zipfile.ZipFile(io.BytesIO(left.data)) as package:
        assert not [name for name in package.namelist() if b"zinnober" in package.read(name)]
    sheet = load_workbook(io.BytesIO(left.data)).active
    assert [cell.value for cell in sheet[2]] == ["Saltmarsh", "Exeter"]


def test_a_second_sheet_that_is_called_one_is_emptied() -> None:
    book = Workbook()
    book.active.append(["Name", "Saltmarsh"])
    book.create_sheet("Suspicions").append(["the zinnober kiln"])
    data = io.BytesIO()
    book.save(data)

    left = _cut(data.getvalue(), "form.xlsx")

    assert left.data is not None
    assert load_workbook(io.BytesIO(left.data)).sheetnames == ["Sheet", "Sheet2"]
    assert not load_workbook(io.BytesIO(left.data))["Sheet2"]["A1"].value


def _docx(**parts: str) -> bytes:
    from docx import Document  # noqa: PLC0415 - slow to load

    made = io.BytesIO()
    Document().save(made)
    with zipfile.ZipFile(made, "a") as package:
        for name, words in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
    return made.getvalue()


@pytest.mark.parametrize("part", ["header1", "comments", "footer2", "footnotes"])
def test_a_word_file_that_tells_one_anywhere_cannot_be_kept(part: str) -> None:
    halves = TOLD.replace("launders", "laun</w:t></w:r><w:r><w:rPr/><w:t>ders")
    left = _cut(_docx(**{part: halves}), "call.docx", "notes")

    assert left.data is None
    assert [cut.text for cut in left.cuts] == [TOLD]


def test_an_ordinary_word_file_is_left_as_it_is() -> None:
    data = _docx(header1="The money-laundering identity checks are done.")

    assert _cut(data, "call.docx", "notes") == Left(data, ())


@pytest.mark.parametrize("name", ["note.docx", "note.txt"])
def test_a_form_s_mail_loses_the_files_in_it_and_the_officer_has_what_they_tell(name: str) -> None:
    data = _docx(comments=TOLD) if name.endswith("docx") else TOLD.encode()

    left = _cut(_with_file(name, data), "form.eml")

    assert [cut.text for cut in left.cuts] == [TOLD]
    assert left.data is not None
    assert name.encode() not in left.data
    assert b"Saltmarsh" in left.data


def test_a_form_s_mail_loses_a_file_that_tells_nothing_too() -> None:
    left = _cut(_with_file("scan.bin", b"nothing"), "form.eml")

    assert left.cuts == ()
    assert left.data is not None
    assert b"scan.bin" not in left.data


def test_notes_that_are_a_mail_keep_the_files_that_tell_nothing() -> None:
    data = _with_file("figures.txt", b"Turnover 100")

    assert _cut(data, "call.eml", "notes") == Left(data, ())
    assert _cut(_with_file("SAR filed.bin", b"-"), "call.eml", "notes").cuts


def _with_file(name: str, data: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "imogen@saltmarshceramics.example", "New client"
    mail.set_content("Name: Saltmarsh Ltd\n")
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def test_a_request_for_somebody_s_data_is_no_suspicion() -> None:
    data = b"SAR: the old bookkeeper asks for her personal data.\n\nSuspected leak: roof.\n"

    assert _cut(data, "call.md", "notes").cuts == ()
