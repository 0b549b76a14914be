from __future__ import annotations

import datetime as dt

import pytest

from engross.workspace.packs import Consumer, Statement, required
from engross.workspace.price_list import Service
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec, InputSpec
from engross.workspace.texts import with_texts

PAYROLL = Service(key="payroll", name="a monthly payroll", basis="fixed", scope=("Payslips.",))
COMPLAINTS = Statement(
    title="How to complain",
    version=1,
    in_force=dt.date(2026, 4, 1),
    source="The rules.",
    text=("Please tell us.",),
)


def crew(*text_from: str) -> CrewSpec:
    section = SectionSpec(
        key="terms",
        heading="Terms",
        purpose="Terms.",
        words=(0, 0),
        fixed_text=("It is open.",),
        text_from=text_from,
        when_empty="[to confirm: the terms]",
    )
    return CrewSpec(
        title="Letter",
        description="A letter.",
        agents=(),
        tasks=(),
        inputs={"notes": InputSpec(kind="notes", description="Notes.")},
        template="letter",
        deliverable="{client}.docx",
        standard_format=(section,),
    )


def test_texts_kept_elsewhere_follow_the_sections_own_in_the_order_named() -> None:
    asked = crew("service.scope", "pack.complaints")

    (section,) = with_texts(asked, {"complaints": COMPLAINTS}, PAYROLL).standard_format

    assert section.fixed_text == ("It is open.", "Payslips.", "Please tell us.")
    assert not section.when_empty


def test_a_section_that_gets_nothing_says_that_it_is_empty() -> None:
    (section,) = with_texts(crew("service.exclusions", "pack.fees"), {}, PAYROLL).standard_format

    assert section.fixed_text == ("It is open.",)
    assert section.when_empty == "[to confirm: the terms]"


def test_without_a_service_its_words_are_not_there() -> None:
    (section,) = with_texts(crew("service.scope"), {}, None).standard_format

    assert section.fixed_text == ("It is open.",)


CANCELLATION = COMPLAINTS.model_copy(update={"only_for": "consumers", "text": ("You may cancel.",)})


@pytest.mark.parametrize(
    ("consumer", "text", "asked"),
    [
        ("yes", ("You may cancel.",), ""),
        ("no", (), ""),
        ("", (), "[to confirm: the terms]"),
    ],
)
def test_a_statement_for_consumers_is_printed_for_them_and_asked_about_where_nothing_says(
    consumer: Consumer, text: tuple[str, ...], asked: str
) -> None:
    asking = crew("pack.cancellation")
    plain = asking.standard_format[0].model_copy(update={"fixed_text": ()})
    asking = asking.model_copy(update={"standard_format": (plain,)})

    made = with_texts(asking, {"cancellation": CANCELLATION}, None, consumer)

    (section,) = made.standard_format
    assert (section.fixed_text, section.when_empty) == (text, asked)
    assert section.only_fixed
    assert list(required(made)) == (["cancellation"] if consumer == "yes" else [])


def test_a_statement_for_everybody_is_a_companys_too() -> None:
    made = with_texts(crew("pack.complaints"), {"complaints": COMPLAINTS}, None, "no")

    assert made.standard_format[0].fixed_text == ("It is open.", "Please tell us.")
