"""Salesforce records in JSON."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.readers import tree
from engross.sources.sheets import NoValue, SheetRead, WorkbookRead
from engross.sources.wire import workbook_of


def read(content: object) -> WorkbookRead:
    text = content if isinstance(content, str) else json.dumps(content)
    return tree.read_tree(SourceFile("records.json", text.encode()))


def record(kind: str, reference: str = "", **fields: object) -> dict[str, object]:
    named = {"referenceId": reference} if reference else {}
    return {"attributes": {"type": kind, **named}, **fields}


def cells(sheet: SheetRead) -> list[tuple[object, ...]]:
    return [tuple(row.values) for row in sheet.rows]


def test_each_type_of_record_is_a_sheet_of_its_fields() -> None:
    workbook = read(
        {
            "records": [
                record("Account", "A1", Name="Wrackline Boatyard Limited", Employees=12),
                record("Contact", "C1", LastName="Arden"),
                record("Account", "A2", Name="Tidewell Dental Practice LLP", Active=True),
            ]
        }
    )

    accounts, contacts = workbook.sheets
    assert (accounts.name, contacts.name) == ("Account", "Contact")
    assert cells(accounts) == [
        ("referenceId", "Name", "Employees", "Active"),
        ("A1", "Wrackline Boatyard Limited", Decimal(12), None),
        ("A2", "Tidewell Dental Practice LLP", None, True),
    ]


def test_child_records_refer_to_their_parent() -> None:
    child = record("Contact", "C1", LastName="Arden")
    parent = record("Account", "A1", Name="Wrackline", Contacts={"records": [child]})

    accounts, contacts = read({"records": [parent]}).sheets

    assert cells(accounts)[0] == ("referenceId", "Name")
    assert cells(contacts) == [("referenceId", "LastName", "AccountId"), ("C1", "Arden", "@A1")]


def test_a_querys_result_gives_a_parents_fields_by_their_path() -> None:
    found = record("Opportunity", Id="006", Name="Audit", Account=record("Account", Name="Quay"))

    (deals,) = read({"status": 0, "result": {"done": True, "records": [found]}}).sheets

    assert cells(deals) == [("Id", "Name", "Account.Name"), ("006", "Audit", "Quay")]


def test_a_plan_is_read_as_the_list_of_files_that_it_is() -> None:
    (plan,) = read([{"sobject": "Account", "saveRefs": True, "files": ["a.json", "b.json"]}]).sheets

    assert plan.name == "plan"
    assert cells(plan)[1] == ("Account", True, None, "a.json, b.json")


def test_numbers_keep_all_their_digits() -> None:
    text = '{"records": [{"attributes": {"type": "A"}, "Amount": 1234567890.1234567890}]}'

    (sheet,) = read(text).sheets

    assert sheet.rows[1].values == (Decimal("1234567890.1234567890"),)


def test_what_is_no_value_says_so() -> None:
    text = '{"records": [{"attributes": {"type": "A"}, "X": NaN, "Y": 1e999999, "Z": [1]}]}'

    workbook = read(text)

    assert all(isinstance(value, NoValue) for value in workbook.sheets[0].rows[1].values)
    assert workbook.remarks[0].message == "Fields that hold lists were not read: Z."


def test_lines_tell_the_same_workbook() -> None:
    file = SourceFile("r.json", json.dumps({"records": [record("A", "A1", Name="Quay")]}).encode())

    workbook = workbook_of(tree.lines(file))

    assert cells(workbook.sheets[0]) == [("referenceId", "Name"), ("A1", "Quay")]


def nested(levels: int) -> object:
    content: object = {"records": [record("A", "A0")]}
    for level in range(levels):
        content = {"records": [record("A", f"B{level}", Kids=content)]}
    return content


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "not well-formed"),
        ('{"records": [', "not well-formed"),
        ("[" * 100_000, "nested too deep"),
        ({"deals": []}, "another shape"),
        ([], "another shape"),
        ("12", "another shape"),
        ({"records": []}, "holds no records"),
        ({"records": [1]}, "of what type"),
        ({"records": [{"Name": "Quay"}]}, "of what type"),
        ('{"records": [{"a": 1, "a": 2}]}', "stands twice"),
        (nested(tree.DEEPEST + 1), "more than 8 deep"),
        (
            {"records": [record("A", **{f"f{n}": n for n in range(1_001)})]},
            "more than 1,000 fields",
        ),
    ],
)
def test_other_json_is_refused_in_words(content: object, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as refused:
        read(content)

    assert refused.value.remedy


def test_too_many_records_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MOST_RECORDS", 2)

    with pytest.raises(InputError, match="more than 2 records"):
        read({"records": [record("A")] * 3})
