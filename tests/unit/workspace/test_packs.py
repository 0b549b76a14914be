from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import get_args

import pytest

from engross.workspace.loading import load_workspace
from engross.workspace.packs import (
    FIRM_FACTS,
    Statement,
    firm_facts,
    hash_of_words,
    named_in,
    required,
)
from engross.workspace.register import Firm, Particulars, Profession
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec
from engross.workspace.texts import with_texts

ROOT = Path(__file__).resolve().parents[3]
SHARED = {
    "acceptance",
    "cancellation",
    "complaints",
    "data-protection",
    "fees-information",
    "identity",
    "insurance",
    "particulars",
    "regulation",
}
HELEN = "helen.pike@penhallowreeve.example"
WORDS = hash_of_words(("Please tell us.",))


@pytest.fixture(scope="module")
def firm() -> Firm:
    return load_workspace(ROOT).firm


def statement(**said: object) -> Statement:
    return Statement.model_validate(
        {
            "title": "How to complain",
            "version": 2,
            "in_force": dt.date(2026, 4, 1),
            "source": "A rule.",
            "text": ("Please tell us.",),
            **said,
        }
    )


def crew(*texts_from: tuple[str, ...]) -> CrewSpec:
    return CrewSpec(
        title="Proposal",
        description="A letter.",
        agents=(),
        tasks=(),
        inputs={},
        template="proposal",
        deliverable="{client}.docx",
        standard_format=tuple(
            SectionSpec(
                key=f"s{number}",
                heading=f"Section {number}",
                purpose="Terms.",
                fixed_text=("Ours.",),
                text_from=names,
            )
            for number, names in enumerate(texts_from)
        ),
    )


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        (
            {"reviewed_by": HELEN, "reviewed_on": dt.date(2026, 9, 14), "reviewed_words": WORDS},
            "reviewed by Helen Pike on 14 September 2026",
        ),
        (
            {
                "reviewed_by": HELEN,
                "reviewed_on": dt.date(2026, 9, 14),
                "reviewed_words": WORDS,
                "text": ("Please tell us all.",),
            },
            "reviewed by nobody",
        ),
        ({"reviewed_by": HELEN, "reviewed_on": dt.date(2026, 9, 14)}, "reviewed by nobody"),
        ({}, "reviewed by nobody"),
        ({"reviewed_by": HELEN}, "reviewed by nobody"),
        (
            {"reviewed_by": "a@elsewhere.example", "reviewed_on": dt.date(2026, 9, 14)},
            "reviewed by nobody",
        ),
    ],
)
def test_a_statement_says_its_version_its_day_and_who_of_the_firm_answers_for_it(
    firm: Firm, said: dict[str, object], standing: str
) -> None:
    told = statement(**said).standing(firm)

    assert told == f"How to complain, version 2, in force since 1 April 2026, {standing}"


def test_the_statements_that_a_crew_requires_come_in_the_order_of_its_sections() -> None:
    found = required(crew(("service.scope", "pack.identity"), ("pack.complaints", "pack.identity")))

    assert [(key, section.key) for key, section in found.items()] == [
        ("identity", "s0"),
        ("complaints", "s1"),
    ]


def test_only_names_of_the_pack_name_statements() -> None:
    assert named_in(["service.scope", "pack.data-protection"]) == ("data-protection",)


def test_a_statements_paragraphs_stand_after_the_sections_own_and_blank_ones_do_not() -> None:
    told = {"complaints": statement(text=("Tell us.", "  ", "We answer."))}

    (section,) = with_texts(crew(("pack.complaints", "pack.gone")), told, None).standard_format

    assert section.fixed_text == ("Ours.", "Tell us.", "We answer.")


def test_what_firm_yaml_leaves_out_of_the_firm_is_no_fact() -> None:
    particulars = Particulars(
        name="Penhallow Reeve LLP",
        profession="accountants",
        registered_in="England and Wales",
        number="OC000000",
        registered_office="1 Example Quay, Exeter",
        address="1 Example Quay, Exeter",
        telephone="01632 960100",
        email="office@penhallowreeve.example",
        insurer="  ",
    )

    said = firm_facts(particulars)

    assert said["firm-name"] == "Penhallow Reeve LLP"
    assert not {"insurer", "regulator", "complaints-contact"} & said.keys()


def test_every_fact_of_the_firm_is_a_key_of_its_particulars() -> None:
    assert set(FIRM_FACTS.values()) <= set(Particulars.model_fields)


# --- the packs that come with Engross -----------------------------------------------------------


@pytest.mark.parametrize("profession", get_args(Profession))
def test_every_profession_has_the_shared_statements(profession: str) -> None:
    there = {path.stem for path in (ROOT / "knowledge" / "packs" / profession).glob("*.yaml")}

    assert there >= SHARED


def test_the_firms_own_statements_are_reviewed_and_the_other_professions_are_not() -> None:
    folder = ROOT / "knowledge" / "packs"

    reviewed = {
        path.parent.name
        for path in folder.glob("*/*.yaml")
        if "reviewed_on:" in path.read_text(encoding="utf-8")
    }

    assert reviewed == {"accountants"}


def test_notices_that_a_lawyer_must_confirm_are_marked_so_in_every_pack() -> None:
    marked = {
        (path.parent.name, path.stem)
        for path in (ROOT / "knowledge" / "packs").glob("*/*.yaml")
        if "\nlawyer: true" in path.read_text(encoding="utf-8")
    }

    wanted = {"cancellation", "data-protection", "identity"}
    assert {(p, key) for p in get_args(Profession) for key in wanted} <= marked
