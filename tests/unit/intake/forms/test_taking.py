from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.intake import GivenFile, Subject, read_evidence
from engross.intake.forms import record_of
from engross.records import Evidence
from engross.uk.periods import as_at
from engross.workspace import load_workspace
from engross.workspace.register import Client, Firm, Matter

ROOT = Path(__file__).resolve().parents[4]
AS_AT = dt.date(2026, 11, 18)
FORM = (
    "Company name,Company number,VAT registered?,UTR,Year end,Your name,Date of birth,"
    "Directors,Source of funds,Favourite biscuit\n"
    "Saltmarsh Ceramics Ltd,99000213,Yes,2234567890,31/03,Ms Imogen Treloar,14/02/1979,"
    "Imogen Treloar - 60%,Sale of our shop,Custard cream\n"
    "Gullrock LLP,OC990771,No,,,Anneke Visser,,,,\n"
)


@pytest.fixture(scope="module")
def firm() -> Firm:
    return load_workspace(ROOT).firm


@pytest.fixture
def taken(firm: Firm, given: Callable[[str, str], GivenFile]) -> Callable[[str], Evidence]:
    """`taken("1")`: the evidence of a run about that entry."""

    def evidence(entry: str) -> Evidence:
        partner = "helen.pike@penhallowreeve.example"
        matter = Matter(key="new", reference="1", title="Accounts", partner=partner)
        client = Client(key="prospect", name="Saltmarsh", short_name="it", matters=(matter,))
        subject = Subject(
            firm=firm,
            client=client,
            matter=matter,
            period=as_at(AS_AT),
            as_at=AS_AT,
            firm_sha256="b" * 64,
            reporting=False,
            entry=entry,
        )
        return read_evidence([given("form.csv", FORM)], subject)

    return evidence


def rules(evidence: Evidence) -> list[str]:
    return [finding.rule for finding in evidence.findings]


def test_a_field_has_its_name_its_value_and_what_was_checked(
    taken: Callable[[str], Evidence],
) -> None:
    evidence = taken("1")
    number = "field:company-number"

    assert evidence.fact(f"field/form/{number}").value == "Company number"
    assert evidence.fact(f"field-value/form/{number}").value == "99000213"
    assert evidence.fact(f"field-checked/form/{number}").value == "the form of the number"
    assert evidence.fact(f"field-value/form/{number}").spans[0].place == "B2"


def test_what_agents_and_letters_need_not_know_is_internal(
    taken: Callable[[str], Evidence],
) -> None:
    shown = {fact.scope for fact in taken("1").select("field-value")}
    everything = {fact.scope for fact in taken("1").select("field-value", internal=True)}

    assert {"field:utr", "field:source-of-funds"} == everything - shown


def test_nothing_of_a_birthday_is_in_the_evidence(taken: Callable[[str], Evidence]) -> None:
    evidence = taken("1")
    written = evidence.model_dump_json()

    assert "form-not-taken" in rules(evidence)
    assert "1979" not in written
    assert "14/02" not in written


def test_another_entry_is_not_in_the_evidence(taken: Callable[[str], Evidence]) -> None:
    assert "Gullrock" not in taken("1").model_dump_json()


def test_what_the_form_lacks_is_asked_for_by_a_working_day(
    taken: Callable[[str], Evidence],
) -> None:
    evidence = taken("1")
    needs = {fact.scope: fact.value for fact in evidence.select("need")}
    days = [fact.value for fact in evidence.select("need-by")]

    assert needs["need:answer-vat-number"] == "Your VAT number"
    assert "need:answer-utr" not in needs
    assert "need:accounts" in needs
    assert "need:deed" not in needs
    assert days == sorted(days)
    assert evidence.fact("need-by/form/need:answer-vat-number").value == dt.date(2026, 11, 25)
    assert "form-lacks" in rules(evidence)


def test_a_field_that_the_record_needs_and_the_form_lacks_has_a_name_and_no_value(
    taken: Callable[[str], Evidence],
) -> None:
    scopes = {fact.scope for fact in taken("2").select("field-value", internal=True)}
    named = {fact.scope for fact in taken("2").select("field", internal=True)}

    assert "field:year-end" in named - scopes


def test_the_first_steps_have_their_people_and_days(taken: Callable[[str], Evidence]) -> None:
    evidence = taken("1")

    assert evidence.fact("step-who/form/step:review").value == "Helen Pike"
    assert evidence.fact("step-who/form/step:papers").value == "You"
    assert evidence.fact("step-by/form/step:call").value == dt.date(2026, 11, 23)


def test_the_record_is_what_the_evidence_says(taken: Callable[[str], Evidence]) -> None:
    record = record_of(taken("1"))

    assert record.value("utr") == "2234567890"
    assert [(one.name, one.role, one.share) for one in record.officers] == [
        ("Imogen Treloar", "Director", "60%")
    ]
    assert record.identity.number == "99000213"


def test_questions_that_are_not_known_are_named(taken: Callable[[str], Evidence]) -> None:
    unknown = [f.message for f in taken("1").findings if f.rule == "form-question-unknown"]

    assert len(unknown) == 1
    assert "Favourite biscuit" in unknown[0]
    assert "Custard" not in unknown[0]
