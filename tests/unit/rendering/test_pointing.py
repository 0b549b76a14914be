from engross.rendering import pointing
from engross.workspace.specs import CrewSpec


def test_every_target_has_a_mark_to_be_found_by_and_one_to_be_referred_to_by(
    crew: CrewSpec,
) -> None:
    found, referred = pointing.targets(crew), pointing.references(crew)

    assert list(found.values()) == list(referred.values()) == list(crew.targets)
    assert not set(found) & set(referred)


def test_a_short_name_is_the_table_before_the_section(crew: CrewSpec) -> None:
    account = crew.standard_format[1]
    named_alike = account.model_copy(update={"key": "invoices"})
    both = crew.model_copy(update={"standard_format": (account, named_alike)})

    assert crew.leads["invoices"] == "tables.invoices"
    assert crew.leads["summary"] == "sections.summary"
    assert both.leads["invoices"] == "tables.invoices"


def test_footnotes_are_those_of_tables_and_of_fixed_texts(crew: CrewSpec) -> None:
    account = crew.standard_format[1]
    table = account.tables[0].model_copy(update={"note": "Including\nVAT."})
    noted = account.model_copy(update={"tables": (table,), "notes": {"audit": "Unaudited."}})
    notes = pointing.notes(crew.model_copy(update={"standard_format": (noted,)}))

    assert sorted(notes.values()) == ["Including VAT.", "Unaudited."]
