from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from engross.errors import InputError
from engross.intake import GivenFile
from engross.intake.forms import Entry, entries_of, entry_called, reference_of

Given = Callable[[str, str], GivenFile]
InJson = Callable[[object], GivenFile]


def said(entry: Entry) -> dict[str, str]:
    return {answer.heading: answer.text for answer in entry.answers}


def test_a_row_of_a_table_is_an_entry_with_the_cells_of_its_answers(given: Given) -> None:
    table = (
        "Submission ID,Submitted on,Company name,Your email\n"
        'K7,2026-11-12 09:41:07,"Saltmarsh\nCeramics Ltd",a@saltmarsh.example\n'
        "P3,2026-11-13,Gullrock LLP,\n"
    )
    first, second = entries_of(given("form.csv", table))

    assert (first.id, first.submitted) == ("K7", dt.date(2026, 11, 12))
    assert said(first)["Company name"] == "Saltmarsh\nCeramics Ltd"
    assert [answer.span.place for answer in first.answers] == ["A2", "B2", "C2", "D2"]
    assert "Your email" not in said(second)


def test_questions_down_a_page_are_one_entry(given: Given) -> None:
    page = (
        "Company name,Saltmarsh Ceramics Ltd\nVAT number,GB 990 0213 42\nYour name,Imogen Treloar\n"
    )
    (only,) = entries_of(given("form.csv", page))

    assert said(only) == {
        "Company name": "Saltmarsh Ceramics Ltd",
        "VAT number": "GB 990 0213 42",
        "Your name": "Imogen Treloar",
    }


def test_answers_of_a_webhook_are_known_by_their_fields(in_json: InJson) -> None:
    answer = {"type": "choice", "choice": {"label": "Payroll"}, "field": {"id": "f1"}}
    fields = [{"id": "f1", "title": "Services required"}]
    content = {
        "form_response": {
            "token": "c41",
            "submitted_at": "2026-11-17T10:05:12Z",
            "definition": {"fields": fields},
            "answers": [answer],
        }
    }
    (only,) = entries_of(in_json(content))

    assert (only.id, only.submitted) == ("c41", dt.date(2026, 11, 17))
    assert said(only)["Services required"] == "Payroll"


def test_answers_that_hold_their_question_are_read_part_by_part(in_json: InJson) -> None:
    name = {"text": "Your full name", "answer": {"first": "Imogen", "last": "Treloar"}}
    place = {"text": "Business address", "answer": {"addr_line1": "4 Kilns", "city": "Exeter"}}
    content = {"content": [{"id": "501", "answers": {"3": name, "4": place}}]}
    (only,) = entries_of(in_json(content))

    assert said(only)["Your full name"] == "Imogen Treloar"
    assert said(only)["Business address"] == "4 Kilns, Exeter"


def test_answers_by_the_ids_of_a_forms_items_get_their_titles(in_json: InJson) -> None:
    item = {"title": "Company name", "questionItem": {"question": {"questionId": "q1"}}}
    answer = {"questionId": "q1", "textAnswers": {"answers": [{"value": "Gullrock LLP"}]}}
    content = {
        "form": {"items": [item]},
        "responses": [{"responseId": "r1", "answers": {"q1": answer}}],
    }
    (only,) = entries_of(in_json(content))

    assert said(only)["Company name"] == "Gullrock LLP"


@pytest.mark.parametrize(
    "content",
    [
        [{"company_name": "Gullrock LLP", "vat_registered": True}],
        {"company_name": "Gullrock LLP", "vat_registered": True},
        {
            "fields": [
                {"label": "Company name", "value": "Gullrock LLP"},
                {"label": "VAT registered", "value": True},
            ]
        },
    ],
)
def test_plain_records_and_labelled_values_are_read(in_json: InJson, content: object) -> None:
    (only,) = entries_of(in_json(content))

    assert sorted(said(only).values()) == ["Gullrock LLP", "Yes"]


def test_a_mail_is_one_entry_of_labels_and_lines(given: Given) -> None:
    mail = (
        "From: forms@example.com\nDate: Tue, 17 Nov 2026 10:05:12 +0000\nSubject: New entry\n"
        "Content-Type: text/plain; charset=utf-8\n\n"
        "You have a new entry.\n\nCompany name: Gullrock LLP\nHow can we help?\n"
        "We need accounts.\nBy spring, please.\nVAT number: GB 990 0213 42\n"
    )
    (only,) = entries_of(given("entry.eml", mail))

    assert said(only)["Company name"] == "Gullrock LLP"
    assert said(only)["How can we help"] == "We need accounts.\nBy spring, please."
    assert only.submitted == dt.date(2026, 11, 17)


def test_an_entry_is_called_by_its_id_or_its_number(given: Given) -> None:
    entries = entries_of(given("form.csv", "ID,Company name,VAT no\nK7,A Ltd,\n,B Ltd,\n"))

    assert [reference_of(entries, entry) for entry in entries] == ["K7", "entry 2"]
    assert entry_called(entries, "k7") is entries[0]
    assert entry_called(entries, "2") is entries[1]
    assert entry_called(entries, "entry 2") is entries[1]
    assert entry_called(entries, "") is None


def test_ids_that_two_entries_share_name_neither(given: Given) -> None:
    entries = entries_of(given("form.csv", "ID,Company name,VAT no\nK7,A Ltd,\nK7,B Ltd,\n"))

    assert [reference_of(entries, entry) for entry in entries] == ["entry 1", "entry 2"]
    assert entry_called(entries, "K7") is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("form.csv", "Weather,Mood\nsunny,good\n"),
        ("form.json", '{"weather": "sunny"}'),
        ("form.json", '{"company name": '),
        ("form.json", "[" * 400 + "]" * 400),
    ],
)
def test_what_is_no_form_is_refused(given: Given, name: str, text: str) -> None:
    with pytest.raises(InputError):
        entries_of(given(name, text))
