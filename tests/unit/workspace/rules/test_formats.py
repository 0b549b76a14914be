from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

CREW, TEMPLATE = "crews/report.yaml", "templates/report.yaml"
FIXED = "[[fact:client-name/register/client]]"
SECTION = "  - { key: fees, heading: Again, purpose: Again. }\n"
TABLE = (
    "    tables:\n"
    "      - { key: invoices, title: Again, dimension: invoice, period: as-at, columns: [] }\n"
)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (CREW, "measures: [billed]", "measures: [margin]", "`margin` is the firm's figure"),
        (CREW, "measures: [billed]", "measures: [bill]", "there is no measure `bill`; did you"),
        (CREW, "passages: [decision]", "passages: [decisions]", "this must be one of 'decision'"),
        (CREW, "words: [10, 100]", "words: [100, 10]", "the fewest words come first"),
        (CREW, "words: [10, 100]", "words: [-1, 10]", "the fewest words come first"),
        (CREW, "words: [10, 100]", "words: [10]", "words[1]: this is missing"),
        (CREW, "words: [10, 100]", "may_be_empty: true", "say in `when_empty` what"),
        (CREW, "  - key: basis", f"{SECTION}  - key: basis", "the section `fees` is on line"),
        (CREW, "words: [0, 0]", f"words: [0, 0]\n{TABLE}", "the table `invoices` is on line"),
        (CREW, "{ key: net,", "{ key: number,", "the column `number` is on line"),
        (CREW, "measure: number }", "measure: number, total: true }", "words or dates has no"),
        (CREW, "measure: net, total: true", "measure: cost, total: true", "`cost` is the firm's"),
        (CREW, "measure: net, total: true", "measure: net", "no column of this table has `total"),
        (CREW, "        total_scope: invoices\n", "", "name the total row's scope"),
        (CREW, "period: as-at", "period: as-at\n        only: [a, a]", "`a` stands here twice"),
        (CREW, "dimension: invoice", "dimension: ageing\n        only: [a]", "have no names"),
        (CREW, FIXED, "[[fact:client-name]]", "is no fact; a fact is named measure/period/scope"),
        (CREW, FIXED, "[[fact:client-nam/register/client]]", "no measure `client-nam`; did"),
        (CREW, FIXED, "[[fact:margin/2026-Q3/matter]]", "the firm's figure about itself"),
        (CREW, FIXED, "[[fact:billed/report/matter]]", "`report` in `billed/report/matter` is a"),
        (CREW, FIXED, "[[fact:bank/register/firm]]", "bank.account_name, bank.sort_code and"),
        (CREW, "period: as-at", "period: report", "would never have a row; write `period: as-at`"),
        (CREW, FIXED, "[[share(a;b)]]", "`[[share(a;b)]]` is no slot"),
        (CREW, FIXED, "[[fact:share(a;b)]]", "`a` is no fact"),
        (CREW, FIXED, "[[quote:p1]]", "names a passage of one run"),
        (CREW, FIXED, "[[fact:client-name/register/client]", "double brackets are not closed"),
        (TEMPLATE, "sections: [fees, basis]", "sections: [basis]", "does not print the section"),
        (TEMPLATE, "sections: [fees, basis]", "sections: [basis, fees]", "the order is not that"),
        (TEMPLATE, "sections: [fees, basis]", "sections: [fees, basis, fee]", "no section `fee`"),
        (TEMPLATE, "rows: { kind: rows, columns: [number, net] }", "rows: { kind: rows }", "miss"),
        (TEMPLATE, "rows: { kind: rows, columns: [number, net]",
         "rows: { kind: rows, columns: [net, number]", "another order"),
        (TEMPLATE, "total: { kind: rows, columns: [number, net]",
         "total: { kind: rows, columns: [number, net, vat]", "not a column vat"),
        (TEMPLATE, "tables.invoices.rows", "tables.invoice.rows", "there is no table `invoice`"),
        (TEMPLATE, "  tables.invoices.total", "  client.total", "has no `tables.invoices.total`"),
        (TEMPLATE, "sections.fees.para", "sections.fee.para", "`sections.fees.paragraphs` is"),
        (TEMPLATE, "sections.fees.para", "sections.fee.para", "there is no section `fee`; d"),
    ],
)  # fmt: skip
def test_a_format_that_does_not_fit_is_found(
    workspace: PlantedWorkspace, file: str, old: str, new: str, said: str
) -> None:
    workspace.plant(file, old, new)

    assert any(said in problem for problem in workspace.problems())


@pytest.mark.parametrize("period", ["register", "engagement", "2026-Q3", "at-2026-10-14"])
def test_a_slot_with_a_period_that_facts_have_is_sound(
    workspace: PlantedWorkspace, period: str
) -> None:
    workspace.plant(CREW, FIXED, f"[[fact:billed/{period}/matter]]")

    assert workspace.problems() == []


def test_a_section_in_which_nothing_may_stand_is_found(workspace: PlantedWorkspace) -> None:
    workspace.plant(CREW, f'    fixed_text: ["For {FIXED} only."]\n', "")

    assert [problem.partition(": ")[2] for problem in workspace.problems()] == [
        "standard_format[1].words: nothing may stand in this section; allow it some words"
    ]


def test_a_derived_slot_of_known_measures_is_sound(workspace: PlantedWorkspace) -> None:
    workspace.plant(CREW, FIXED, "[[fact:change(billed/2026-Q3/matter;billed/2026-Q2/matter)]]")

    assert workspace.problems() == []
