from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.intake import Subject
from engross.intake.forms import Told
from engross.intake.forms.noticing import notices
from engross.records import Finding
from engross.uk.periods import as_at
from engross.workspace import load_workspace
from engross.workspace.price_list import PriceList
from engross.workspace.register import Client, Matter

ROOT = Path(__file__).resolve().parents[4]
AS_AT = dt.date(2026, 11, 18)
Understood = Callable[..., Told]
Noticed = Callable[[dict[str, str]], list[Finding]]


@pytest.fixture
def prices() -> PriceList | None:
    return load_workspace(ROOT).prices


@pytest.fixture
def noticed(told: Understood, prices: PriceList | None) -> Noticed:
    """`noticed({"Company name": ...})`: what a person is told of such an entry."""
    matter = Matter(key="new", reference="1", title="Accounts", partner="helen.pike@example")
    client = Client(key="prospect", name="Saltmarsh", short_name="it", matters=(matter,))
    subject = Subject(
        firm=load_workspace(ROOT).firm,
        client=client,
        matter=matter,
        period=as_at(AS_AT),
        as_at=AS_AT,
        firm_sha256="b" * 64,
        reporting=False,
        entry="1",
    )
    return lambda answers: list(notices(told(answers, prices), subject))


def about_services(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.rule == "form-service"]


def test_services_of_the_price_list_need_no_word(noticed: Noticed) -> None:
    found = noticed({"Company name": "Hollow Lane Ltd", "Services required": "Management accounts"})

    assert about_services(found) == []


@pytest.mark.parametrize("asked", ["Beekeeping", "Management accounts; Beekeeping"])
def test_a_service_that_the_price_list_does_not_have_keeps_the_letter_back(
    noticed: Noticed, asked: str
) -> None:
    (finding,) = about_services(
        noticed({"Company name": "Hollow Lane Ltd", "Services required": asked})
    )

    assert (finding.severity, finding.place) == ("block", "form.csv Services required")
    assert "does not have by that name: Beekeeping." in finding.message
    assert "names_in_records" in finding.suggestion
    assert "review copy" in finding.suggestion


def test_a_form_without_any_service_keeps_the_letter_back_and_is_told_once(
    noticed: Noticed,
) -> None:
    found = noticed({"Company name": "Hollow Lane Ltd", "Services required": "n/a"})
    (finding,) = about_services(found)

    assert finding.severity == "block"
    assert "does not say which service the client wants" in finding.message
    assert "Find out which it is" in finding.suggestion
    assert [one for one in found if "service wanted" in one.message] == []


def test_a_number_that_was_taken_for_one_abroad_is_told(noticed: Noticed) -> None:
    answers = {"Company name": "Saltmarsh Ceramics Ltd", "Company number": "99000213"}
    here = noticed({**answers, "Country of registration": "England, UK"})
    abroad = noticed({**answers, "Country of registration": "Sark"})

    assert "form-value" not in [finding.rule for finding in here]
    told = next(finding for finding in abroad if finding.rule == "form-value")
    assert told.place.endswith("Company number")
    assert "“Sark” as the country of registration" in told.message
