from __future__ import annotations

from engross.intake.accounts.entries import GROSS, Entry
from engross.intake.accounts.naming import name_all
from engross.intake.accounts.words import groups, label_of


def test_lines_of_one_name_have_keys_of_their_own() -> None:
    entries = [Entry("Wages", "overheads", "line"), Entry("Wages", "overheads", "line")]

    name_all("profit", entries)

    assert [entry.key for entry in entries] == ["wages", "wages-2"]


def test_what_is_known_by_its_sections_has_its_key_before_a_line_of_that_name() -> None:
    line, other = Entry("Gross profit", "income", "line"), Entry("Yard", "income", "line")
    result = Entry("Margin", "cost-of-sales", "result", identity=GROSS)

    name_all("profit", [line, other, result])

    assert (line.key, result.key) == ("gross-profit-2", "gross-profit")


def test_the_only_line_of_a_section_has_the_sections_key() -> None:
    entry = Entry("Yard", "income", "line")

    name_all("profit", [entry])

    assert entry.key == "sales"


def test_a_total_without_a_name_is_called_by_its_section() -> None:
    entry = Entry("", "due-after-a-year", "total")

    name_all("balance", [entry])

    assert (entry.label, entry.key) == ("Total due after one year", "total-due-after-a-year")


def test_every_section_and_result_has_a_label() -> None:
    keys = [*groups("profit"), *groups("balance"), "gross-profit", "profit", "net-assets"]

    assert all(label_of(key)[:1].isupper() for key in keys)
