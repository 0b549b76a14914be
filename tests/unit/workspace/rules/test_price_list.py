from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engross.workspace.loading import load_workspace

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

PRICES = "knowledge/price-list.yaml"
LIST = """\
# yaml-language-server: $schema=../docs/reference/schemas/price-list.json
owner: helen.pike@penhallowreeve.example
review_by: 2027-03-31
grades:
  - { key: partner, name: Partner, rate: 210, names_in_records: [Ptr] }
  - { key: manager, name: Manager, rate: 145 }
services:
  - key: accounts
    name: monthly accounts
    names_in_records: [MA]
    basis: fixed
    stages:
      - { key: setup, name: Setting up, deliverable: Layout agreed, fee: 600.50 }
      - { key: months, name: Months, deliverable: Accounts, estimate: { manager: 4.5 } }
    scope:
      - A profit and loss account for [[fact:client-name/register/client]].
  - key: move
    name: the move
    basis: time
"""


@pytest.fixture
def priced(workspace: PlantedWorkspace) -> PlantedWorkspace:
    """The small workspace with a sound price list."""
    (workspace.root / PRICES).write_text(LIST, encoding="utf-8")
    return workspace


def test_a_sound_price_list_is_no_problem(priced: PlantedWorkspace) -> None:
    assert priced.problems() == []


def test_who_does_most_of_the_work_is_a_grade_of_the_list(priced: PlantedWorkspace) -> None:
    done = LIST.replace("    basis: time\n", "    basis: time\n    done_by: managr\n")
    (priced.root / PRICES).write_text(done, encoding="utf-8")

    (problem,) = priced.problems()
    assert "managr" in str(problem)
    assert "manager" in str(problem)


def test_a_workspace_needs_no_price_list(workspace: PlantedWorkspace) -> None:
    assert workspace.problems() == []
    assert load_workspace(workspace.root).prices is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("owner: helen.pike", "owner: helen.pyke", "there is no person `helen.pyke@penhallowr"),
        ("key: manager, name: Manager", "key: partner, name: Boss", "`partner` is the grade on"),
        ("name: Manager", "name: ptr", "`ptr` is the grade on line 5 already"),
        ("name: the move", "name: ma", "`ma` is the service on line 10 already"),
        ("key: months", "key: setup", "the stage `setup` is on line 13 already"),
        ("key: months", "key: discount", "`discount` is the row of a discount"),
        (", fee: 600.50", "", "say what the stage costs: a `fee`, or an `estimate`"),
        ("fee: 600.50", "fee: 1, estimate: { manager: 2 }", "a `fee` and an `estimate` are two"),
        ("fee: 600.50", "fee: 600.505", "a price is in pounds and pence"),
        ("{ manager: 4.5 }", "{ managr: 4.5 }", "no grade `managr`; did you mean `manager`?"),
        ("{ manager: 4.5 }", "{ manager: 0 }", "write hours above nil"),
        ("rate: 145", "rate: 0", "rate"),
        ("basis: time", "basis: hourly", "this must be one of 'fixed' or 'time'"),
        ("client-name/", "client-nam/", "there is no measure `client-nam`"),
        ("[[fact:client-name/register/client]]", "[[see:fees]]", "a service's text leads nowhere"),
        ("[[fact:client-name/register/client]]", "[[quote:p1]]", "names a passage of one run"),
        ("deliverable: Accounts", "deliverable: '[[fact:a/b/c]]'", "it is a cell of a table"),
        ("      - A profit and loss account for [[fact:client-name/register/client]].",
         '      - " "', "this is empty; write the paragraph"),
        ("review_by: 2027-03-31", "review_by: soon", "this must be a date such as 2027-03-31"),
        ("# yaml-language", "# yml-language", "the first line must be: # yaml-language-server"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(
    priced: PlantedWorkspace, old: str, new: str, said: str
) -> None:
    priced.plant(PRICES, old, new)

    assert any(said in problem and problem.startswith(PRICES) for problem in priced.problems())


def test_the_made_up_firms_services_are_those_that_it_describes() -> None:
    repository = Path(__file__).resolve().parents[4]
    prices = load_workspace(repository).prices

    assert prices is not None
    assert [service.key for service in prices.services] == [
        "management-accounts", "vat-and-payroll", "payroll", "system-change", "advice",
        "cash-flow-forecast",
    ]  # fmt: skip
    assert all(service.scope and service.exclusions for service in prices.services)
