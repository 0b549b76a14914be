from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

PARTNER = "title: Payroll\n        partner: helen.pike@"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("signs: [report]", "signs: [report, memo]", "people[0].signs[1]: there is no crew `memo`"),
        (
            "signs: [report]",
            "signs: [report]\n    authority: { memo: { fee_up_to: 100 } }",
            "people[0].authority.memo: there is no crew `memo`",
        ),
        (
            "roles: [manager]",
            "roles: [manager]\n    authority: { report: { fee_up_to: 100 } }",
            "people[1].authority.report: `Martin Oke` may not sign a document of the kind `report`",
        ),
        (
            "signs: [report]",
            "signs: [report]\n    authority: { report: { discount_up_to: 110 } }",
            "discount_up_to",
        ),
        (
            "roles: [manager]",
            "roles: [admin]\n    signs: [report]",
            "only a fee_earner or a manager",
        ),
        ("email: martin.oke@", "email: helen.pike@", "the e-mail address `helen.pike@penhallow"),
        (
            PARTNER,
            PARTNER.replace("helen", "ellen"),
            "is not among the people; did you mean `helen",
        ),
        (PARTNER, PARTNER.replace("helen.pike", "martin.oke"), "may not sign anything"),
        (
            PARTNER,
            f"title: x\n        manager: zz@zz.example\n        {PARTNER}",
            "`zz@zz.example` is",
        ),
        ("key: tidewell", "key: wrackline", "the client `wrackline` is on line"),
        ("reference: TID001", "reference: WRA001", "the reference `WRA001` is on line"),
        (
            "names_in_records: [TID]",
            "names_in_records: [wra]",
            "is a name of the client `wrackline`",
        ),
        (
            "names_in_records: [TID]",
            "names_in_records: [Wrackline Boatyard Limited]",
            "is a name of",
        ),
        (
            "roles: [manager]",
            "roles: [manager]\n    names_in_records: [helen pike]",
            "of the person",
        ),
        ("default: house", "default: openai/x", "`openai/x` is not among the models `allowed`"),
        ("default: house", "agents: { finder: openai/x }", "`openai/x` is not among the models"),
        ("default: house", "agents: { findr: house }", "there is no agent `findr`; did you mean"),
        (
            "sort_code: 00-00-00",
            "sort_code: 00-00-000",
            "sort_code: this must be a sort code such as",
        ),
        (
            "key: tidewell",
            "key: Tide Well",
            "small letters, digits and hyphens only, not `Tide Well`",
        ),
    ],
)
def test_a_register_that_does_not_fit_is_found(
    workspace: PlantedWorkspace, old: str, new: str, said: str
) -> None:
    workspace.plant("firm.yaml", old, new)

    assert any(said in problem for problem in workspace.problems())


def test_a_star_signs_every_crew(workspace: PlantedWorkspace) -> None:
    workspace.plant("firm.yaml", "signs: [report]", 'signs: ["*"]')

    assert workspace.problems() == []


def test_a_limit_of_somebody_who_may_sign_is_no_problem(workspace: PlantedWorkspace) -> None:
    limits = "authority: { report: { fee_up_to: 15000, discount_up_to: 10 } }"
    workspace.plant("firm.yaml", "signs: [report]", f"signs: [report]\n    {limits}")

    assert workspace.problems() == []


MAP = """
column_maps:
  - name: Time sheet
    headings: [date, first, hrs, last]
    kind: time
    columns:
      date: date
      hours: hrs
      person: first + last
    confirmed_by: helen.pike@penhallowreeve.example
    on: 2026-11-22
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hours: hrs", "hours: hours", "there is no heading `hours`"),
        ("first + last", "first + surname", "there is no heading `surname`"),
        ("by: helen.pike", "by: ellen.pike", "`ellen.pike@penhallowreeve.example` is not among"),
        (
            MAP.partition("maps:")[2],
            2 * MAP.partition("maps:")[2],
            "a map for the same headings is on line",
        ),
        ("on: 2026-11-22", "on: last week", "column_maps[0].on: this must be a date such as"),
    ],
)
def test_a_column_map_that_does_not_fit_is_found(
    workspace: PlantedWorkspace, old: str, new: str, said: str
) -> None:
    workspace.add("firm.yaml", MAP.replace(old, new))

    assert any(said in problem for problem in workspace.problems())


def test_a_column_map_that_fits_is_no_problem(workspace: PlantedWorkspace) -> None:
    workspace.add("firm.yaml", MAP)

    assert workspace.problems() == []


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("handling: { default: zz@zz.example }", "handling.default: `zz@zz.example` is not"),
        (
            "handling: { default: ellen.pike@penhallowreeve.example }",
            "did you mean `helen.pike@",
        ),
        (
            (
                "handling:\n  default: helen.pike@penhallowreeve.example\n"
                "  escalations: { complaint: zz@zz.example }"
            ),
            "handling.escalations.complaint: `zz@zz.example` is not",
        ),
        (
            (
                "handling:\n  default: helen.pike@penhallowreeve.example\n"
                "  escalations: { complaints: helen.pike@penhallowreeve.example }"
            ),
            "there is no kind of escalation `complaints`; did you mean `complaint`",
        ),
        ("mailbox: { server: 'mx.firm.example; dmarc=pass' }", "mailbox.server: write the name"),
        (
            "mailbox: { addresses: [RUTH@wrackline.example] }",
            "mailbox.addresses[0]: `RUTH@wrackline.example` is a client's contact",
        ),
    ],
)
def test_a_mailbox_that_cannot_work_is_told(
    workspace: PlantedWorkspace, block: str, said: str
) -> None:
    workspace.plant("firm.yaml", "models:\n", f"{block}\nmodels:\n")
    workspace.plant(
        "firm.yaml",
        "names_in_records: [WRA]",
        "contacts: [{ name: Ruth, email: ruth@wrackline.example }]\n    names_in_records: [WRA]",
    )

    assert any(said in problem for problem in workspace.problems())


def test_a_mailbox_with_its_people_is_sound(workspace: PlantedWorkspace) -> None:
    workspace.plant(
        "firm.yaml",
        "models:\n",
        "mailbox: { server: mx.firm.example, addresses: [help@firm.example] }\n"
        "handling:\n  default: Helen.Pike@penhallowreeve.example\n"
        "  escalations: { data-request: martin.oke@penhallowreeve.example }\nmodels:\n",
    )

    assert workspace.problems() == []
