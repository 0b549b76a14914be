from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.intake.forms import Told
from engross.intake.forms.answers import read_answer
from engross.intake.forms.identity import identity_of
from engross.intake.forms.needing import lacking
from engross.workspace.price_list import PriceList, Service

Understood = Callable[..., Told]
PRICES = PriceList.model_construct(
    services=(
        Service(
            key="accounts", name="monthly accounts", names_in_records=("Accounts",), basis="fixed"
        ),
        Service(
            key="vat-payroll",
            name="VAT returns and payroll",
            names_in_records=("VAT and payroll",),
            basis="fixed",
        ),
    )
)


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"Company name": "Saltmarsh Ceramics Ltd"}, "company"),
        ({"Company name": "Gullrock Architects LLP"}, "llp"),
        ({"Company name": "Gullrock", "Company number": "OC990771"}, "llp"),
        ({"Company name": "Hollow Lane Books", "Type of business": "Sole trader"}, "sole-trader"),
        ({"Your name": "Yusuf Karaman", "Client type": "Private individual"}, "individual"),
        ({"Charity name": "Ferncombe Hall", "Charity number": "1234567"}, "charity"),
        ({"Company name": "Ferncombe Ltd", "Legal form": "Community interest company"}, "cic"),
        ({"Client name": "The Coyle Family Trust", "Client type": "Trust"}, "trust"),
        ({"Company name": "Hollow Lane Books"}, ""),
    ],
)
def test_the_type_of_client_goes_by_numbers_names_and_answers(
    told: Understood, answers: dict[str, str], kind: str
) -> None:
    assert told(answers).kind == kind


def test_a_type_that_answer_and_name_differ_on_is_told(told: Understood) -> None:
    found = told({"Company name": "Gullrock LLP", "Type of business": "Limited company"})

    assert (found.kind, found.kinds_differ) == ("llp", ("llp", "company"))


@pytest.mark.parametrize(
    ("answers", "consumer"),
    [
        ({"Company name": "Saltmarsh Ceramics Ltd"}, "Business"),
        ({"Client type": "Individual", "Business or personal?": "Personal"}, "Consumer"),
        ({"Client type": "Individual", "Business or personal?": "for my business"}, "Business"),
        ({"Client type": "Individual"}, ""),
    ],
)
def test_only_a_private_client_may_be_a_consumer(
    told: Understood, answers: dict[str, str], consumer: str
) -> None:
    assert told(answers).value("consumer") == consumer


def test_services_are_those_of_the_price_list_by_their_own_names(told: Understood) -> None:
    found = told({"Services required": "Accounts; VAT and payroll"}, PRICES)

    assert found.wanted == "monthly accounts, and VAT returns and payroll"
    assert found.other_services == ()


def test_a_service_that_nobody_knows_leaves_the_sentence_open(told: Understood) -> None:
    found = told({"Services required": "Accounts, tax advice"}, PRICES)

    assert found.wanted == ""
    assert found.other_services == ("tax advice",)


def test_names_and_addresses_in_parts_are_put_together(told: Understood) -> None:
    found = told(
        {"First Name": "Imogen", "Last Name": "Treloar", "Street Address": "4 Kilns",
         "City": "Exeter", "Postal / Zip Code": "ex41aa"}
    )  # fmt: skip

    assert found.value("contact-name") == "Imogen Treloar"
    assert found.value("address") == "4 Kilns, Exeter, EX4 1AA"


def test_a_private_client_is_called_as_they_call_themselves(told: Understood) -> None:
    found = told({"Your name": "YUSUF KARAMAN", "Client type": "Individual"})

    assert found.value("legal-name") == "Yusuf Karaman"


def test_two_answers_that_differ_are_told_and_the_first_is_taken(told: Understood) -> None:
    found = told({"Your email": "a@gullrock.example", "Work email": "b@gullrock.example"})

    assert found.value("contact-email") == "a@gullrock.example"
    assert [title for title, _ in found.twice] == ["Contact's e-mail address"]


def test_dates_of_birth_and_passwords_are_nowhere(told: Understood) -> None:
    found = told(
        {
            "Your name": "Yusuf Karaman",
            "Date of birth": "3 April 1980",
            "Government Gateway password": "hunter2",
            "Directors": "Jane Smith - 4 May 1971 - 60%",
        }
    )
    values = [said.value for said in found.fields.values()]
    people = [(person.name, person.share) for person in found.people]

    assert {what for what, _ in found.never} == {"a date of birth", "a password or login"}
    assert not any("1980" in value or "hunter2" in value for value in values)
    assert people == [("Jane Smith", "60%")]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Imogen Treloar - director - 60%\nDafydd Penrose - director - 40%",
            [("Imogen Treloar", "60%"), ("Dafydd Penrose", "40%")],
        ),
        (
            "Imogen Treloar, director, 60%, Dafydd Penrose, 40%",
            [("Imogen Treloar", "60%"), ("Dafydd Penrose", "40%")],
        ),
        ("Alan Whitcombe more than 75%", [("Alan Whitcombe", "more than 75%")]),
        ("Jane Smith (25-50%); John Doe", [("Jane Smith", "25% to 50%"), ("John Doe", "")]),
        ("Ms Jane Smith and John Doe", [("Ms Jane Smith", ""), ("John Doe", "")]),
        ("n/a", []),
    ],
)
def test_people_behind_a_client_are_read_from_a_list(
    told: Understood, text: str, people: list[tuple[str, str]]
) -> None:
    found = told({"Directors": text})

    assert [(person.name, person.share) for person in found.people] == people


def test_somebody_named_twice_is_one_person(told: Understood) -> None:
    found = told(
        {
            "Director 1 name": "Ms Imogen Treloar",
            "Director 1 role": "Company secretary",
            "Owners": "Imogen Treloar (60%)",
        }
    )
    (only,) = found.people

    assert (only.roles, only.share) == (("director", "secretary", "owner"), "60%")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("email", "Imogen@Saltmarsh.EXAMPLE", "Imogen@saltmarsh.example"),
        ("email", "imogen@saltmarsh", ""),
        ("telephone", "07700 900142", "07700 900142"),
        ("telephone", "ring the shop", ""),
        ("year-end", "31/03", "31 March"),
        ("year-end", "31 March 2026", "31 March"),
        ("year-end", "end of February", "28 February"),
        ("year-end", "30 February", ""),
        ("year-end", "spring", ""),
        ("role", "managing director", "Managing Director"),
        ("account", "Saltmarsh Ceramics Ltd (they pay late!)", ""),
        ("vat-number", "GB990021342", "GB 990 0213 42"),
        ("vat-number", "GB990021343", ""),
        ("company-number", "n/a", ""),
        ("words", "One line\nanother", "One line; another"),
    ],
)
def test_answers_are_read_as_what_was_asked(kind: str, text: str, value: str) -> None:
    assert read_answer(kind, text).value == value


ABROAD = {
    "Company name": "Nordlicht Keramik GmbH",
    "Type of business": "Limited company",
    "Company number": "HRB 999999",
    "Country of registration": "Germany",
}


def test_the_number_of_a_company_abroad_is_its_own_register_s(told: Understood) -> None:
    found = told(ABROAD)

    assert (found.value("registration-country"), found.value("company-number")) == ("Germany", "")
    assert found.value("foreign-number") == "HRB 999999"
    assert found.spans("foreign-number")[0].place == "Company number"
    assert identity_of(found.value).number == ""
    assert [one.problem for one in found.fields.values() if one.problem] == []


def test_a_number_abroad_that_reads_like_one_of_companies_house_is_none(told: Understood) -> None:
    found = told({**ABROAD, "Company number": "99000107"})

    assert (found.value("company-number"), found.value("foreign-number")) == ("", "99000107")


@pytest.mark.parametrize(
    "country",
    [
        *("UK", "England & Wales", "Scotland", "", "n/a", "England, UK", "UK (Scotland)", "U.K."),
        *("United Kingdom (England)", "Companies House", "Cardiff", "N. Ireland", "GB-ENG"),
        *("English", "Great Britain", "Registrar of Companies, Belfast"),
    ],
)
def test_a_company_of_this_country_keeps_its_number(told: Understood, country: str) -> None:
    answers = {**ABROAD, "Company number": "99000107", "Country of registration": country}
    found = told(answers)

    assert (found.value("company-number"), found.abroad) == ("99000107", False)


@pytest.mark.parametrize(
    "country", ["Ukraine", "Ireland", "New South Wales", "Outside the UK", "Nigeria", "Guernsey"]
)
def test_another_country_is_one_whatever_it_sounds_like(told: Understood, country: str) -> None:
    found = told({**ABROAD, "Company number": "99000107", "Country of registration": country})

    assert (found.abroad, found.value("foreign-number")) == (True, "99000107")


def test_who_gives_a_number_of_each_register_has_both(told: Understood) -> None:
    answers = {**ABROAD, "Company number": "99000107", "Overseas company number": "HRB 999999"}
    found = told(answers)

    assert found.value("company-number") == "99000107"
    assert found.value("foreign-number") == "HRB 999999"
    assert found.moved == ()


def test_a_company_abroad_that_companies_house_has_too_keeps_that_number(told: Understood) -> None:
    assert told({**ABROAD, "Company number": "FC099999"}).value("company-number") == "FC099999"


def test_a_company_abroad_is_asked_for_the_number_there_and_no_other(told: Understood) -> None:
    without = {key: text for key, text in ABROAD.items() if key != "Company number"}
    lacks = {lack.key for lack in lacking(told(without), "accountants")}

    assert "foreign-number" in lacks
    assert "company-number" not in lacks
    assert "foreign-number" not in {lack.key for lack in lacking(told(ABROAD), "accountants")}


def test_what_is_no_number_of_a_register_is_told(told: Understood) -> None:
    found = told({**ABROAD, "Company number": "we do not know it"})

    assert "not written as a number of a register" in found.fields["foreign-number"].problem
