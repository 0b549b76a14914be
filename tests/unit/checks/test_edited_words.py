from __future__ import annotations

import datetime as dt

from engross.checks.edited_words import Addressed, edited_words
from engross.checks.edits import EditMade, WordsAround
from engross.records import Finding

BY = "helen.pike@penhallowreeve.example"
AT = dt.datetime(2026, 11, 18, 9, 30, tzinfo=dt.UTC)
BLOCKS = (
    ("paragraph 1", "Dr Imogen Achterberg"),
    ("paragraph 2", "99 Wrong Street"),
    ("paragraph 3", "Dear Dr Achterberg"),
    ("section fee", "Fee"),
    ("section fee, paragraph 1", "We guarantee the saving. We aim to save you time."),
    ("table fees, row 1", "Year two"),
)
ADDRESSED = Addressed(("Tidewell Dental Practice LLP", "2 Example Row"), BLOCKS)


def noticed(*changes: tuple[str, str, str]) -> list[Finding]:
    edits = [EditMade(BY, AT, 1, worded=[WordsAround(*change)]) for change in changes]
    return list(edited_words(edits, ADDRESSED))


def test_a_guarantee_typed_in_word_blocks_at_its_place() -> None:
    (found,) = noticed(("paragraph 9", "We aim to save.", "We guarantee the saving."))

    assert (found.rule, found.severity) == ("words-that-bind", "block")
    assert found.place == "section fee, paragraph 1"


def test_a_guarantee_that_stood_there_before_is_not_told_again() -> None:
    assert noticed(("paragraph 9", "We guarantee it.", "We guarantee it now.")) == []


def test_a_promise_that_is_less_than_ours_warns() -> None:
    (found,) = noticed(("paragraph 9", "It saves time.", "It will certainly save time."))

    assert found.severity == "warn"


def test_other_words_are_left_alone() -> None:
    assert noticed(("paragraph 9", "We save you time.", "We aim to save you time.")) == []


def test_a_row_typed_into_a_table_is_no_address() -> None:
    assert noticed(("table 2, row 2", "", "Year two\t1,000.00\t200.00")) == []


def test_another_addressee_salutation_or_address_warns_by_its_place() -> None:
    found = noticed(
        ("paragraph 1", "Dr Jo Moss", "Dr Imogen Achterberg"),
        ("paragraph 2", "[to confirm: the client's address]", "99 Wrong Street"),
        ("paragraph 3", "Dear Dr Moss", "Dear Dr Achterberg"),
    )

    assert {(one.rule, one.severity) for one in found} == {("addressee-edited", "warn")}
    assert [one.place for one in found] == ["paragraph 1", "paragraph 2", "paragraph 3"]


def test_the_clients_name_changed_anywhere_warns() -> None:
    name = "For Tidewell Dental Practice LLP only."

    (found,) = noticed(("paragraph 40", name, "For Tidewell Dental Practice only."))
    (gone,) = noticed(("paragraph 2", "2 Example Row", ""))

    assert "reads “For Tidewell Dental Practice only.” now" in found.message
    assert "was taken out" in gone.message


def test_what_was_put_back_is_not_told() -> None:
    there = ("paragraph 1", "Dr Jo Moss", "Dr Imogen Achterberg")
    back = ("paragraph 1", "Dr Imogen Achterberg", "Dr Jo Moss")

    assert noticed(there, back) == []
