from __future__ import annotations

from pathlib import Path

import pytest

from engross.intake.forms.vocabulary import fields
from engross.records import GATES
from engross.workspace.also import as_crew, word_files
from engross.workspace.specs import CrewSpec
from engross.workspace.yaml_text import read_yaml

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def onboarding() -> CrewSpec:
    text = (ROOT / "crews" / "onboarding.yaml").read_text(encoding="utf-8")
    return CrewSpec.model_validate(read_yaml("crews/onboarding.yaml", text)[0].value)


def test_a_word_file_beside_the_document_is_a_document_type_without_files_of_its_own(
    onboarding: CrewSpec,
) -> None:
    record = as_crew(onboarding, onboarding.also[0])

    assert (record.title, record.template) == ("Client record", "onboarding_record")
    assert (record.also, record.gates, record.variants) == ((), {}, {})
    assert record.subject == "form"


def test_the_document_comes_first_and_tables_are_no_word_files(onboarding: CrewSpec) -> None:
    titles = [one.title for one in word_files(onboarding)]

    assert titles == ["Welcome letter", "Client record", "Onboarding checklist"]


def test_the_client_record_prints_every_field_that_forms_may_have(onboarding: CrewSpec) -> None:
    record = as_crew(onboarding, onboarding.also[0])
    printed = [name for one in record.standard_format for t in one.tables for name in t.only]

    assert sorted(printed) == sorted(fields())


def test_nothing_of_onboarding_but_the_letter_leaves(onboarding: CrewSpec) -> None:
    assert not [also.key for also in onboarding.also if also.leaves]


def test_the_import_file_names_only_fields_that_there_are(onboarding: CrewSpec) -> None:
    table = next(also for also in onboarding.also if also.kind == "table")
    scopes = {column.scope.partition(":")[2] for column in table.columns if column.scope}

    assert scopes <= set(fields())
    assert set(onboarding.gates) == set(GATES)
