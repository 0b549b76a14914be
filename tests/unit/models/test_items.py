from __future__ import annotations

import re

import pytest

from engross.models.house.reading import FactLine, PassageLine, Section
from engross.models.house.reporting import reader_of
from engross.models.items import Item, Sources, items_of
from engross.records import BriefSection
from engross.workspace.specs import BySection

HOW = BySection(
    instruction="Write.",
    openings={
        "instruction": ("On [[day]] you asked us", "You asked us"),
        "action/firm": ("By [[due]] [[owner]] will", "[[owner]] will"),
        "action/reader": ("Please",),
        "action/client": ("Please ask [[owner]] to",),
    },
    periods={"report": "in the quarter", "before": "in the quarter before", "as-at": "as at"},
)
CONTACT, OTHER = "client-contact/register/client", "client-contact/register/contact:pol"
SAME = "client-contact/register/contact:ruth"
MARTIN, FIRM = "person/register/fee-earner:martin", "firm-name/register/firm"


def fact(identifier: str, display: str = "£100", unit: str = "GBP") -> FactLine:
    measure, period, scope = identifier.split("/")
    label = measure.replace("-", " ").capitalize()
    return FactLine(identifier, measure, label, period, scope, scope, display, unit)


def note(text: str = "Do it.", kind: str = "action", **more: object) -> PassageLine:
    return PassageLine("p7", kind, text, "", "", "", **more)  # type: ignore[arg-type]


REGISTER = (
    fact("as-at/register/matter", "14 October 2026", "date"),
    fact(CONTACT, "Ms Ruth Adeyemi", "text"),
    fact(SAME, "Ms Ruth Adeyemi", "text"),
    fact(OTHER, "Mr Pol Tregenza", "text"),
    fact(MARTIN, "Martin Oke", "text"),
    fact(FIRM, "Penhallow Reeve LLP", "text"),
)


def items(
    *notes: PassageLine, facts: tuple[FactLine, ...] = (), kinds: tuple[str, ...] = ("action",)
) -> tuple[Item, ...]:
    measures = tuple(dict.fromkeys(fact.measure for fact in facts))
    section = Section("fees", "Fees", "", measures, kinds, 0, 99, False, "", False, False)  # noqa: FBT003 - the record's order
    told = BriefSection(
        key="fees", facts=tuple(f.id for f in facts), passages=tuple(n.id for n in notes)
    )
    sources = Sources(
        "2026-Q3",
        reader_of(REGISTER),
        {fact.id: fact for fact in facts},
        {note.id: note for note in notes},
        REGISTER,
    )
    return items_of(section, told, sources, HOW)


def test_a_figure_is_one_item_with_the_period_before_beside_it() -> None:
    now, before = fact("billed/2026-Q3/matter"), fact("billed/2026-Q2/matter")

    (item,) = items(facts=(now, before, fact("billed/2026-Q1/matter")))

    assert item.told == (
        "billed: [[billed]] is Billed, in the quarter; [[before]] is Billed, in the quarter before"
    )
    assert item.needed == ("[[billed]]",)
    assert item.blanks["[[before]]"] == "[[fact:billed/2026-Q2/matter]]"


def test_a_balance_brings_the_slot_of_its_day() -> None:
    (item,) = items(facts=(fact("overdue/at-2026-10-14/matter"),))

    assert item.told.endswith("is Overdue, as at [[day]]")
    assert item.blanks["[[day]]"] == "[[fact:as-at/register/matter]]"


def test_parts_of_a_whole_and_mere_words_are_no_items() -> None:
    parts = (fact("billed/2026-Q3/workstream:vat"), fact("next-period-label/register/matter"))
    parts = (parts[0], fact("next-period-label/register/matter", "Q4", "text"))

    assert items(facts=parts) == ()


def test_what_a_passage_says_in_figures_is_blanks_already() -> None:
    text = "Recount the 11 lines by 23 October, all 11 of them."
    (item,) = items(note(text, figures=("11", "23 October", "11")))

    assert item.told.endswith("Recount the [[1]] lines by [[2]], all [[3]] of them.")
    assert item.blanks["[[3]]"] == "[[quote:p7#3]]"
    assert item.cites == ("p7",)


@pytest.mark.parametrize(
    ("who", "opening"),
    [
        ({"owner_side": "firm", "owner_fact": MARTIN}, "[[owner]] will"),
        ({"owner_side": "firm", "owner_fact": FIRM}, "We will"),
        ({"owner_side": "client", "owner_fact": SAME}, "Please"),
        ({"owner_side": "client", "owner_fact": OTHER}, "Please ask [[owner]] to"),
        ({}, ""),
    ],
    ids=["a person", "the firm itself", "the reader", "another of the client's", "nobody"],
)
def test_who_took_it_on_decides_how_the_sentence_begins(
    who: dict[str, object], opening: str
) -> None:
    (item,) = items(note(**who))

    assert item.opening == opening
    assert (f'begin "{opening}"' in item.told) == bool(opening)


def test_the_first_opening_whose_blanks_are_known_is_taken() -> None:
    (dated,) = items(
        note(kind="instruction", said_on_fact="said-on/register/x"), kinds=("instruction",)
    )
    (undated,) = items(note(kind="instruction"), kinds=("instruction",))

    assert dated.opening == "On [[day]] you asked us"
    assert undated.opening == "You asked us"


def test_the_day_of_an_action_may_stand_first_where_it_belongs_to_no_other_clause() -> None:
    due = "action-due/register/passage:p7"
    (item,) = items(note("ring once he can", owner_side="firm", owner_fact=FIRM, due_fact=due))

    assert item.opening == "By [[due]] we will"
    assert item.needed == ()


def test_the_reader_is_you_and_nobody_else_is() -> None:
    text = "Write to Ms Adeyemi and Mr Tregenza about Ms Ruth Adeyemi's list."
    (item,) = items(note(text))

    assert item.told.endswith("Write to you and Mr Tregenza about your list.")


def test_a_passage_of_a_kind_that_the_section_does_not_name_is_no_item() -> None:
    assert items(note(kind="decision")) == ()


def matches(item: Item, text: str) -> bool:
    return re.fullmatch(item.schema["pattern"].strip("^$"), text) is not None


def test_the_schema_lets_through_plain_words_and_the_items_blanks_only() -> None:
    (item,) = items(facts=(fact("billed/2026-Q3/matter"),))

    assert matches(item, "We billed [[billed]] excluding VAT.")
    assert not matches(item, "We billed £100, which is [[billed]].")
    assert not matches(item, "We billed [[billed]], after [[before]].")
    assert not matches(item, "We billed fees excluding VAT in the quarter.")
    assert not matches(item, "[[billed]]" + "so " * 200)


def test_the_schema_holds_a_sentence_to_its_opening_and_its_day() -> None:
    (item,) = items(
        note(owner_side="client", owner_fact=SAME, due_fact="action-due/register/passage:p7")
    )

    assert matches(item, "Please return the sheets by [[due]].")
    assert not matches(item, "Return the sheets by [[due]].")
    assert not matches(item, "Please return the sheets soon.")


def test_a_pattern_escapes_signs_only() -> None:
    (item,) = items(facts=(fact("forecast-total/engagement/matter"),))

    assert "\\-" not in item.schema["pattern"]
    assert matches(item, "The forecast is [[forecast-total]].")


def test_a_figure_below_nil_has_its_own_opening() -> None:
    how = HOW.model_copy(update={"openings": {"billed": ("Over",), "billed/below": ("Under",)}})
    section = Section("a", "A", "", ("billed",), (), 0, 99, False, "", False, False)  # noqa: FBT003 - the record's order
    below = fact("billed/2026-Q3/matter", "-£5")
    told = BriefSection(key="a", facts=(below.id,))

    (item,) = items_of(section, told, Sources("2026-Q3", reader_of(()), {below.id: below}, {}), how)

    assert item.opening == "Under"


@pytest.mark.parametrize(
    ("tail", "stands"),
    [(", against [[before]] in the period before", True), (" is billed, in the quarter", False)],
)
def test_a_figure_with_an_opening_has_no_second_clause(tail: str, stands: bool) -> None:  # noqa: FBT001 - a parameter of the test
    how = HOW.model_copy(
        update={
            "openings": {"billed": ("We billed",)},
            "periods": {"report": "in the period", "before": "in the period before"},
        }
    )
    section = Section("a", "A", "", ("billed",), (), 0, 99, False, "", False, False)  # noqa: FBT003 - the record's order
    both = (fact("billed/2026-Q3/matter"), fact("billed/2026-Q2/matter"))
    told = BriefSection(key="a", facts=tuple(f.id for f in both))
    sources = Sources("2026-Q3", reader_of(()), {f.id: f for f in both}, {})

    (item,) = items_of(section, told, sources, how)

    assert bool(item.sentence(f"We billed [[billed]]{tail}.")) == stands
    assert item.plain == "We billed [[fact:billed/2026-Q3/matter]]."


def test_a_sentence_that_must_begin_as_told_is_no_question() -> None:
    (item,) = items(note("send the list", owner_side="client", owner_fact=SAME))

    assert not matches(item, "Please send the list?")


def test_code_puts_the_slots_in_the_place_of_the_blanks() -> None:
    (item,) = items(note("Recount 11 lines.", figures=("11",), owner_side="firm", owner_fact=FIRM))

    assert item.sentence("We will recount [[1]] lines") == "We will recount [[quote:p7#1]] lines."


@pytest.mark.parametrize(
    "answer",
    [
        "We billed [[billed]] and [[wip]].",
        "We billed fees.",
        "We billed [[billed]], see [[fact:wip/at-2026-10-14/matter]].",
        "We billed [[billed]] including VAT.",
        "We billed [[billed]]" + " again" * 100,
        "",
        7,
    ],
    ids=[
        "another blank",
        "without the needed one",
        "a slot of its own",
        "a claim about VAT",
        "too long",
        "empty",
        "no text",
    ],
)
def test_an_answer_that_does_not_keep_to_its_figure_is_nothing(answer: object) -> None:
    (item,) = items(facts=(fact("billed/2026-Q3/matter"),))

    assert item.sentence(answer) == ""
    assert item.plain == "Billed: [[fact:billed/2026-Q3/matter]]."


def test_a_day_that_the_sentence_begins_with_need_not_be_said_twice() -> None:
    day = FactLine(
        "said-on/register/x", "said-on", "Said on", "register", "x", "x", "7 October 2026", "date"
    )
    spoken = note(
        "You asked us on 7 October to move it from 2 November.",
        kind="instruction",
        said_on_fact=day.id,
        figures=("7 October", "2 November"),
    )
    section = Section("a", "A", "", (), ("instruction",), 0, 99, False, "", False, False)  # noqa: FBT003 - the record's order
    sources = Sources("2026-Q3", reader_of(()), {}, {"p7": spoken}, (day,))

    (item,) = items_of(section, BriefSection(key="a", passages=("p7",)), sources, HOW)

    assert item.needed == ("[[2]]",)


def test_a_risk_ends_with_its_owner() -> None:
    (item,) = items(
        note("the recount is late. Owner: Martin Oke.", kind="risk", owner_fact=MARTIN),
        kinds=("risk",),
    )

    assert item.told == "p7: risk: the recount is late."
    assert item.sentence("The recount is late.") == (
        f"The recount is late (owner: [[fact:{MARTIN}]])."
    )


def test_where_the_model_fails_the_house_models_words_stand() -> None:
    (item,) = items(note("Ring the yard about 11 lines; why not?", figures=("11",)))

    assert item.sentence("We shall never do it.") == ""
    assert item.plain == "[[quote:p7]]"
