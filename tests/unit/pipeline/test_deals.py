"""A deal of a CRM export as what a run is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engross.errors import UsageError
from engross.pipeline import names
from engross.pipeline.deals import deals_of
from engross.pipeline.holding import printed_from
from engross.pipeline.library import Library
from engross.pipeline.names import OwnSubject
from engross.pipeline.orders import Order
from engross.pipeline.rerunning import start_again
from engross.pipeline.services import Services
from engross.pipeline.starting import others_alike, start, told_of_others
from engross.pipeline.subjects import called, consumer_of, known_as, subject_of
from engross.records import Run
from engross.workspace.price_list import PriceList, Service
from engross.workspace.register import Client, Firm
from engross.workspace.specs import CrewSpec, InputSpec

HELEN, GARETH = "helen.pike@penhallowreeve.example", "gareth.lowe@penhallowreeve.example"
DEALS = """Deal ID,Deal Name,Account,Account ID,Contact,Product,Deal Stage,Amount,Deal Owner
D-1,Hopes of Larchmoor,Larchmoor Joinery Limited,A1,Jo Moss,Mgmt accounts,Open,900,G Lowe
D-2,More of Larchmoor,Larchmoor Joinery Limited,A1,Jo Moss,Tax,Won,900,Somebody Else
D-3,Wrackline again,Wrackline Boatyard,,Joss Penberthy,Tax,open,100,Helen Pike
d-1,Small letters,Fenwick Glass (80%),,,,Lost,5,
"""
ACCOUNTS = """Account ID,Account,Street,Postcode
A1,Larchmoor Joinery Limited,4 Example Yard,EX0 9ZZ
"""
CONTACTS = """Contact ID,First Name,Last Name,Salutation,Job title,Email,Account ID
C1,Jo,Moss,Dr,Director,jo@larchmoor.example,A1
"""
PRICES = PriceList(
    owner=HELEN,
    review_by="2027-01-31",
    services=(
        Service(
            key="management-accounts",
            name="monthly management accounts",
            names_in_records=("Mgmt accounts",),
            basis="fixed",
        ),
    ),
)

Files = tuple[tuple[str, Path], ...]
Begun = Callable[..., Run]


def _crew(report: CrewSpec) -> CrewSpec:
    given = InputSpec(kind="crm", description="The CRM's export.", several=True)
    changed = {"subject": "deal", "period": "none", "inputs": {"crm": given}}
    return report.model_copy(update=changed)


def _signing(firm: Firm, *emails: str) -> Firm:
    people = (
        one.model_copy(update={"signs": ("offer",) if one.email in emails else ()})
        for one in firm.people
    )
    return firm.model_copy(update={"people": tuple(people)})


@pytest.fixture
def desk(services: Services) -> Services:
    """Services with a crew `offer` about deals, whose documents Helen and Gareth may sign."""
    workspace = services.workspace
    return _with(
        services,
        firm=_signing(workspace.firm, HELEN, GARETH),
        crews={**workspace.crews, "offer": _crew(workspace.crews["client_report"])},
        prices=PRICES,
    )


def _with(services: Services, **changes: object) -> Services:
    return replace(services, workspace=services.workspace.model_copy(update=changes))


@pytest.fixture
def export(tmp_path: Path) -> Files:
    tables = {"deals.csv": DEALS, "accounts.csv": ACCOUNTS, "contacts.csv": CONTACTS}
    for name, text in tables.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tuple(("crm", tmp_path / name) for name in tables)


@pytest.fixture
def begun(desk: Services, export: Files) -> Begun:
    """`begun("D-1")`, with more of the order."""
    return lambda deal, **more: start(desk, _order(export, deal=deal, **more))


def _order(files: Files, **more: object) -> Order:
    day = dt.date(2026, 11, 18)
    return Order.model_validate({"crew": "offer", "files": files, "as_at": day, **more})


def _own(services: Services, run: Run) -> OwnSubject:
    return services.records.load(run.id, names.SUBJECT, OwnSubject)


def test_a_prospect_is_made_of_the_export_with_its_origins(desk: Services, begun: Begun) -> None:
    run = begun("D-1")

    own = _own(desk, run)
    assert (run.client, run.matter, run.deal) == (
        "prospect-larchmoor-joinery-limited",
        "deal-d-1-" + own.matter.key[-8:],
        "D-1",
    )
    assert own.client.name == "Larchmoor Joinery Limited"
    assert own.client.address == "4 Example Yard, EX0 9ZZ"
    assert [(c.name, c.role) for c in own.client.contacts] == [("Dr Jo Moss", "Director")]
    assert {key: span.place for key, span in own.origins.items()} == {
        "client-name": "B2",
        "client-short-name": "B2",
        "client-contact": "D2,B2,C2",
        "matter-reference": "A2",
        "matter-title": "F2",
    }


@pytest.mark.parametrize(
    ("name", "form", "consumer"),
    [
        ("Larchmoor Joinery Limited", "", "no"),
        ("Larchmoor Joinery", "Limited company", "no"),
        ("Jo Moss", "Sole trader", "no"),
        ("Jo Moss", "Private individual", "yes"),
        ("Jo Moss", "", ""),
        ("Jo Moss", "Trust", ""),
        ("Larchmoor Joinery Limited", "Private individual", ""),
    ],
)
def test_a_legal_form_says_whether_a_prospect_is_a_consumer(
    desk: Services, export: Files, name: str, form: str, consumer: str
) -> None:
    accounts = export[1][1]
    accounts.write_text(f"Account ID,Account,Legal form\nA1,{name},{form}\n", encoding="utf-8")

    assert consumer_of(desk, start(desk, _order(export, deal="D-1"))) == consumer


@pytest.mark.parametrize(
    ("changes", "consumer"),
    [
        ({}, "no"),
        ({"name": "Wrackline Boatyard", "number": "99000107"}, "no"),
        ({"name": "Wrackline Boatyard"}, ""),
        ({"consumer": True}, "yes"),
        ({"name": "Wrackline Boatyard", "consumer": False}, "no"),
    ],
)
def test_firm_yaml_says_whether_a_registered_client_is_a_consumer(
    desk: Services, begun: Begun, changes: dict[str, object], consumer: str
) -> None:
    run = begun("D-3")
    firm = desk.workspace.firm
    client = firm.clients[0].model_copy(update={"number": "", **changes})
    firm = firm.model_copy(update={"clients": (client, *firm.clients[1:])})
    workspace = desk.workspace.model_copy(update={"firm": firm})

    assert consumer_of(replace(desk, workspace=workspace), run) == consumer


def test_the_work_is_called_as_the_price_list_does_and_never_as_the_deal(
    desk: Services, begun: Begun
) -> None:
    own = [_own(desk, begun(deal)) for deal in ("D-1", "D-2")]

    assert [(one.matter.title, one.service) for one in own] == [
        ("monthly management accounts", "management-accounts"),
        ("Tax", ""),
    ]


def test_the_document_is_about_its_own_day_alone(begun: Begun) -> None:
    run = begun("D-1")

    assert (run.period, run.period_chosen) == ("at-2026-11-18", False)


def test_a_registered_client_is_the_registers_and_its_contact_comes_first(
    desk: Services, begun: Begun
) -> None:
    run = begun("D-3")

    client, matter, _ = subject_of(desk, run)
    assert (run.client, client.address) == ("wrackline", "The Old Slipway, Example Creek, EX0 1XX")
    assert [contact.name for contact in client.contacts] == [
        "Mr Joss Penberthy",
        "Ms Ruth Adeyemi",
    ]
    assert (matter.key, matter.reference, client.matters[0].reference) == (
        "deal-d-3",
        "D-3",
        "WRA001",
    )


def test_a_registered_client_is_taken_as_firm_yaml_has_it_now(desk: Services, begun: Begun) -> None:
    run = begun("D-3")
    moved = [one.model_copy(update={"address": "Elsewhere"}) for one in desk.workspace.firm.clients]
    firm = desk.workspace.firm.model_copy(update={"clients": tuple(moved)})

    client, _, _ = subject_of(_with(desk, firm=firm), run)

    assert client.address == "Elsewhere"
    assert client.contacts[0].name == "Mr Joss Penberthy"


def test_two_deals_of_one_account_are_two_matters_of_one_client(begun: Begun) -> None:
    first, second = begun("D-1"), begun("D-2")

    assert first.client == second.client
    assert first.matter != second.matter


def test_ids_that_differ_in_capitals_alone_are_two_matters(begun: Begun) -> None:
    assert begun("D-1").matter != begun("d-1").matter


def test_a_remark_is_in_no_name_and_in_no_key(desk: Services, begun: Begun) -> None:
    run = begun("d-1")

    own = _own(desk, run)
    assert own.client.name == "[to confirm: the client's name]"
    assert own.matter.title == "[to confirm: what is proposed]"
    assert "80" not in run.client.rpartition("-")[0]
    assert "client-name" not in own.origins


def test_a_prospects_key_is_no_registered_clients(desk: Services, export: Files) -> None:
    taken = Client(
        key="prospect-larchmoor-joinery-limited", name="Another", short_name="it", matters=()
    )
    firm = desk.workspace.firm
    with_it = _with(desk, firm=firm.model_copy(update={"clients": (*firm.clients, taken)}))

    run = start(with_it, _order(export, deal="D-1"))

    assert run.client != taken.key
    assert _own(with_it, run).prospect
    assert known_as(with_it, run) == ("", "")


@pytest.mark.parametrize(
    ("deal", "responsible", "signs"),
    [
        ("D-1", "", GARETH),  # the deal's owner
        ("D-1", HELEN, HELEN),  # whoever is named
        ("D-2", "", HELEN),  # the first who may
    ],
)
def test_who_is_to_sign(
    desk: Services, begun: Begun, deal: str, responsible: str, signs: str
) -> None:
    run = begun(deal, responsible=responsible)

    assert _own(desk, run).matter.partner == signs


def test_an_owner_who_may_not_sign_is_passed_over(desk: Services, export: Files) -> None:
    helen_alone = _with(desk, firm=_signing(desk.workspace.firm, HELEN))

    run = start(helen_alone, _order(export, deal="D-1"))

    assert _own(helen_alone, run).matter.partner == HELEN


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"deal": "D-9"}, "no deal 'D-9'. Give --deal one of: D-1, D-2, D-3, d-1"),
        ({"deal": ""}, "Say which deal is meant"),
        ({"deal": "D-1", "client": "wrackline"}, "in place of --client"),
        ({"deal": "D-1", "period": "2026-Q3"}, "about no period"),
        ({"deal": "D-1", "responsible": "martin.oke@penhallowreeve.example"}, "may not sign"),
        ({"crew": "client_report", "client": "wrackline", "deal": "D-1"}, "in place of --deal"),
    ],
)
def test_what_cannot_be_started_says_what_could(
    desk: Services, export: Files, wrong: dict[str, str], says: str
) -> None:
    with pytest.raises(UsageError, match=says.replace("(", r"\(")):
        start(desk, _order(export, **wrong))

    assert desk.runs.list() == []


def test_two_deals_of_one_id_are_refused_and_one_is_named_by_its_row(
    desk: Services, export: Files
) -> None:
    deals = export[0][1]
    deals.write_text(DEALS.replace("D-2,", "D-1,"), encoding="utf-8")

    with pytest.raises(UsageError, match=r"2 deals called 'D-1'.*--deal 'deals\.csv A2'"):
        start(desk, _order(export, deal="D-1"))
    run = start(desk, _order(export, deal="deals.csv A3"))

    assert run.deal == "deals.csv A3"
    assert _own(desk, run).matter.title == "Tax"


def test_an_account_that_is_two_clients_is_refused(desk: Services, export: Files) -> None:
    export[1][1].write_text(
        "Account ID,Account,Legal name,Street\nA1,Wrackline,Copperbeech Nurseries Limited,x\n",
        encoding="utf-8",
    )

    with pytest.raises(UsageError, match="is two clients of firm"):
        start(desk, _order(export, deal="D-1"))


def test_the_deals_of_a_stage_or_all_of_them(desk: Services, export: Files) -> None:
    order = _order(export)

    assert deals_of(desk, order, stage="open") == ("D-1", "D-3")
    assert deals_of(desk, order, everything=True) == ("D-1", "D-2", "D-3", "d-1")
    with pytest.raises(UsageError, match="The stages are: Open, Won, open, Lost"):
        deals_of(desk, order, stage="Closing")


def test_a_rerun_is_about_the_same_deal_and_for_the_same_person_to_sign(
    desk: Services, begun: Begun
) -> None:
    first = begun("D-1", responsible=HELEN)

    again = start_again(desk, first.id, files=())

    assert (again.deal, again.client, again.matter) == (first.deal, first.client, first.matter)
    assert (again.as_at, again.supersedes) == (first.as_at, first.id)
    assert _own(desk, again).matter.partner == HELEN


def test_a_rerun_takes_the_deal_from_a_new_export(
    desk: Services, begun: Begun, export: Files
) -> None:
    first = begun("D-1")
    for _, path in export:
        path.write_text(path.read_text("utf-8").replace("Dr,", "Prof,"), encoding="utf-8")

    again = start_again(desk, first.id, files=export, as_at=dt.date(2026, 11, 20))

    assert _own(desk, again).client.contacts[0].name == "Prof Jo Moss"
    assert (again.period, again.supersedes) == ("at-2026-11-20", first.id)


def test_there_is_no_next_period(desk: Services, begun: Begun) -> None:
    run = begun("D-1")

    with pytest.raises(UsageError, match="about no period"):
        start_again(desk, run.id, files=(), period="next")


def test_another_proposal_for_the_deal_waits_whatever_its_day(desk: Services, begun: Begun) -> None:
    first, other = begun("D-1"), begun("D-2")
    for run in (first, other):
        desk.runs.change(run.id, state="held")

    second = begun("D-1", as_at=dt.date(2026, 11, 25))

    assert [run.id for run in others_alike(desk, second)] == [first.id]
    assert told_of_others(desk, second) == (
        f"Sign only one: {first.id} waits for a decision on the same.",
    )


def test_a_proposal_for_the_deal_that_left_the_firm_is_told_too(
    desk: Services, begun: Begun
) -> None:
    first = begun("D-1")
    desk.runs.change(first.id, state="released")

    second = begun("D-1", as_at=dt.date(2026, 11, 25))

    assert told_of_others(desk, second) == (
        f"{first.id} on the same is released already; read both before you sign this one.",
    )


def test_a_prospect_sees_the_firms_knowledge_alone(desk: Services, begun: Begun) -> None:
    prospect, registered = begun("D-1"), begun("D-3")

    assert known_as(desk, prospect) == ("", "")
    assert known_as(desk, registered) == ("wrackline", "")
    assert Library.of(desk, prospect)._walls == ("firm",)


def test_runs_are_called_by_the_prospects_name(desk: Services, begun: Begun) -> None:
    assert called(desk, begun("D-1")) == ("Larchmoor Joinery Limited", "D-1")


def test_a_price_that_is_changed_after_the_hold_is_seen_at_the_signature(
    desk: Services, begun: Begun
) -> None:
    run = begun("D-1")
    (service,) = PRICES.services
    dearer = service.model_copy(update={"scope": ("We also file the return.",)})

    before = printed_from(desk, run)
    after = printed_from(_with(desk, prices=PRICES.model_copy(update={"services": (dearer,)})), run)

    assert [part for part in before if before[part] != after[part]] == ["the price list"]


def test_who_answers_for_the_price_list_is_no_part_of_what_is_printed(
    desk: Services, begun: Begun
) -> None:
    run = begun("D-1")

    other = _with(desk, prices=PRICES.model_copy(update={"owner": GARETH}))

    assert printed_from(other, run) == printed_from(desk, run)


def test_without_an_id_the_reference_is_left_to_be_confirmed(desk: Services, export: Files) -> None:
    deals = export[0][1]
    deals.write_text(DEALS.replace("\nD-1,", "\n,").replace("\nD-2,", "\n,"), encoding="utf-8")

    first, second = (
        _own(desk, start(desk, _order(export, deal=name)))
        for name in ("Hopes of Larchmoor", "More of Larchmoor")
    )

    assert first.matter.reference == "[to confirm: Our reference]"
    assert first.matter.key != second.matter.key
