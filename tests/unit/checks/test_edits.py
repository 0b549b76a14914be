from __future__ import annotations

import datetime as dt
from decimal import Decimal

from engross.checks.edits import EditMade, FigureMoved, WordsAround, edit_findings
from engross.records import Evidence, Fact, Figure, Finding, Span
from engross.records.stating import typed_fact

HELEN = "helen.pike@penhallowreeve.example"
SPAN = Span(source="a" * 64, file="Review copy.docx", place="section fees, paragraph 1")
BILLED = Fact(measure="billed", period="2026-Q3", unit="GBP", value=Decimal(9490))
AT = dt.datetime(2026, 10, 14, 9, 30, tzinfo=dt.UTC)


def figure(number: int, identifier: str, text: str, place: str = "section fees") -> Figure:
    return Figure(
        anchor=f"figure{number}", id=identifier, kind="fact", text=text, place=place, origin=""
    )


def typed(by: str) -> Fact:
    return typed_fact("£9,500", instead_of=BILLED, meant=BILLED.id, sentence="", span=SPAN, by=by)


def noticed(fact: Fact, *others: Figure, edit: EditMade | None = None) -> list[Finding]:
    evidence = Evidence(sources=(), facts=(BILLED, fact), passages=())
    figures = [figure(1, fact.id, "£9,500"), *others]
    return list(edit_findings("run-1", figures, evidence, [edit] if edit else []))


def test_a_typed_figure_that_nobody_answers_for_blocks_and_says_what_to_do() -> None:
    (found,) = noticed(typed(""))

    assert (found.rule, found.severity) == ("figure-typed", "block")
    assert "the sources have £9,490" in found.message
    assert "engross return-file run-1 --as EMAIL --assert figure1" in found.suggestion


def test_a_figure_that_somebody_answers_for_names_them() -> None:
    (found,) = noticed(typed(HELEN))

    assert (found.rule, found.severity) == ("figure-asserted", "warn")
    assert HELEN in found.message


def test_a_figure_changed_in_one_place_only_blocks() -> None:
    other = figure(2, BILLED.id, "9,490", "table glance, row 1")

    rules = {found.rule: found for found in noticed(typed(HELEN), other)}

    assert rules["figure-differs"].severity == "block"
    assert "“9,490” in table glance, row 1" in rules["figure-differs"].message


def test_two_places_that_were_changed_alike_agree() -> None:
    other = figure(2, typed(HELEN).id, "9,500", "table glance, row 1")

    assert "figure-differs" not in {found.rule for found in noticed(typed(HELEN), other)}


def test_the_figures_of_a_row_that_was_taken_out_are_told_together() -> None:
    row = [figure(number, BILLED.id, f"{number}", "table fees, row 2") for number in (2, 3)]

    found = noticed(typed(HELEN), edit=EditMade(HELEN, AT, 1, gone=row))

    (gone,) = [each for each in found if each.rule == "figure-gone"]
    assert (gone.severity, gone.place) == ("warn", "table fees, row 2")
    assert "“2”, “3”" in gone.message
    assert "14 October 2026" in gone.message


def test_other_words_in_quotation_marks_block_and_reworded_notes_warn() -> None:
    said = figure(2, "p1", "“All agree.” (Ms Adeyemi)")
    noted = figure(3, "p2", "All agree.")
    edit = EditMade(HELEN, AT, 2, reworded=[(said, "“None agree.” (Ms Adeyemi)"), (noted, "None.")])

    found = noticed(typed(HELEN), edit=edit)

    assert [each.severity for each in found if each.rule == "quotation-reworded"] == [
        "block",
        "warn",
    ]


def test_lost_anchors_are_told_in_one_note_and_doubtful_ones_each() -> None:
    lost = [figure(number, BILLED.id, f"£{number}") for number in range(2, 12)]
    edit = EditMade(HELEN, AT, 0, lost=lost, doubtful=[figure(20, BILLED.id, "£20")])

    found = [each for each in noticed(typed(HELEN), edit=edit) if each.rule == "anchor-lost"]

    assert [each.severity for each in found] == ["note", "warn"]
    assert "10 figures" in found[0].message
    assert "and 4 more" in found[0].message


OF, BY = "Of £9,500 we billed £5.", "Of £5 we billed £9,500."


def test_a_figure_that_was_moved_blocks_and_says_where_it_stood_and_stands() -> None:
    edit = EditMade(HELEN, AT, 1, moved=[FigureMoved(figure(1, "f", "£9,500"), OF, BY)])

    (found,) = [one for one in noticed(typed(HELEN), edit=edit) if one.rule == "figure-moved"]

    assert found.severity == "block"
    assert f"“£9,500” was moved in Word: it stood in “{OF}”, and stands in “{BY}”" in found.message


def test_a_figure_that_was_put_back_or_taken_out_has_not_moved() -> None:
    one, two = figure(1, typed(HELEN).id, "£9,500"), figure(2, "f2", "£5")
    there = EditMade(HELEN, AT, 1, moved=[FigureMoved(one, OF, BY), FigureMoved(two, OF, BY)])
    back = EditMade(HELEN, AT, 1, moved=[FigureMoved(one, BY, OF)])
    evidence = Evidence(sources=(), facts=(BILLED, typed(HELEN)), passages=())

    found = edit_findings("run-1", [one], evidence, [there, back])

    assert "figure-moved" not in {finding.rule for finding in found}


def test_words_around_a_figure_are_told_one_by_one_with_both_forms() -> None:
    first = WordsAround("paragraph 2", "£5 over budget.", "£5 under budget.")
    second = WordsAround("paragraph 3", f"{'So ' * 80}excluding tax.", f"{'So ' * 80}including it.")

    told = noticed(typed(HELEN), edit=EditMade(HELEN, AT, 2, around=[first, second]))
    found = [one for one in told if one.rule == "words-around-figure"]

    assert [(one.severity, one.place) for one in found] == [
        ("warn", "paragraph 2"),
        ("warn", "paragraph 3"),
    ]
    assert "“£5 over budget.” reads “£5 under budget.” now" in found[0].message
    assert "excluding tax.” reads “… " in found[1].message
    assert len(found[1].message) < 500


def test_words_that_were_put_back_are_not_told() -> None:
    there = EditMade(HELEN, AT, 1, around=[WordsAround("p", "£5 over.", "£5 under.")])
    back = EditMade(HELEN, AT, 1, around=[WordsAround("p", "£5 under.", "£5 over.")])
    evidence = Evidence(sources=(), facts=(), passages=())

    found = edit_findings("run-1", [], evidence, [there, back])

    assert {finding.rule for finding in found} == {"edited-in-word"}
