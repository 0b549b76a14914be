from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from engross.errors import InputError, RefusedError, UsageError, WrongState
from engross.intake.forms import ClientRecord
from engross.pipeline import names
from engross.pipeline.batches.asking import batch_of_entries
from engross.pipeline.known_clients import known_findings
from engross.pipeline.new_clients import client_of
from engross.pipeline.orders import Order
from engross.pipeline.rerunning import start_again
from engross.pipeline.services import Services
from engross.pipeline.stages import read
from engross.pipeline.starting import prepare, start
from engross.pipeline.subjects import known_as, own_subject
from engross.records import Evidence, Run
from engross.rendering.slots import to_confirm

HELEN = "helen.pike@penhallowreeve.example"
GARETH = "gareth.lowe@penhallowreeve.example"
FORM = (
    "ID,Company name,Company number,Registered office,Your name,Your email,Services required\n"
    'K7,Saltmarsh Ceramics Ltd,99000213,"4 Kilns, Exeter, EX4 1AA",Ms Imogen Treloar,'
    "i@saltmarsh.example,Management accounts\n"
    'P3,WRACKLINE BOATYARD LTD,99000107,"9 Other Quay, EX0 1XX",Ruth Adeyemi,'
    "ruth.adeyemi@wracklineboatyard.example,Tax magic\n"
    "T9,Copperbeach Nurseries Limited,,,,,\n"
    "Z1,Gullrock Architects LLP,99000107,,,,\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "form.csv"
    found.write_text(FORM, encoding="utf-8")
    return found


def order(path: Path, entry: str = "K7", **more: str) -> Order:
    return Order(
        crew="onboarding",
        files=(("form", path),),
        as_at=dt.date(2026, 11, 18),
        entry=entry,
        **more,  # type: ignore[arg-type]  # texts of an order
    )


def started(services: Services, path: Path, entry: str = "K7", **more: str) -> Run:
    run = start(services, order(path, entry, **more))
    read(services, run)
    return run


def findings(services: Services, run: Run) -> dict[str, str]:
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    return {finding.rule: finding.message for finding in evidence.findings}


def test_an_entry_makes_a_prospect_with_its_own_key(services: Services, path: Path) -> None:
    run = started(services, path)
    own = own_subject(services, run)

    assert own is not None
    assert own.prospect
    assert (run.entry, run.client) == ("K7", "prospect-saltmarsh-ceramics-ltd")
    assert (own.client.name, own.client.number) == ("Saltmarsh Ceramics Ltd", "99000213")
    assert own.matter.title == "monthly management accounts"
    assert (own.matter.partner, own.client.contacts[0].email) == (HELEN, "i@saltmarsh.example")
    assert known_as(services, run) == ("", "")


def test_a_sole_trader_is_called_by_both_names_and_by_the_business_for_short(
    services: Services, tmp_path: Path
) -> None:
    form = tmp_path / "trader.csv"
    form.write_text(
        "Registered name,Type of business,Your name,Your role\n"
        "Doe Plumbing,Sole trader,Mrs Jane Doe,Owner\n",
        encoding="utf-8",
    )
    run = started(services, form, "")
    own = own_subject(services, run)

    assert own is not None
    assert (own.client.name, own.client.short_name) == (
        "Jane Doe trading as Doe Plumbing",
        "Doe Plumbing",
    )
    assert own.client.contacts[0].name == "Mrs Jane Doe"


def test_the_record_is_kept_in_the_store(services: Services, path: Path) -> None:
    run = started(services, path)
    record = services.records.load(run.id, names.RECORD, ClientRecord)

    assert record.value("company-number") == "99000213"


def test_a_client_of_the_register_goes_by_the_register(services: Services, path: Path) -> None:
    run = started(services, path, "P3")
    own = own_subject(services, run)
    told = findings(services, run)["client-known"]

    assert own is not None
    assert (own.prospect, own.client.key) == (False, "wrackline")
    assert "Quay" not in own.client.address
    assert "another address" in told
    assert own.matter.title == to_confirm("what the client has asked us to do")


def test_who_is_only_near_is_told_and_not_merged(services: Services, path: Path) -> None:
    run = started(services, path, "T9")

    assert run.client == "prospect-copperbeach-nurseries-limited"
    assert "Copperbeech Nurseries Limited" in findings(services, run)["client-likely"]


def test_a_number_of_another_client_is_a_block(services: Services, path: Path) -> None:
    run = started(services, path, "Z1")
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    severities = {f.rule: f.severity for f in evidence.findings}

    assert severities["client-number-taken"] == "block"


@pytest.mark.parametrize("country", ["England, UK", "Companies House", "Sark", "Germany"])
def test_a_number_of_another_client_is_a_block_whatever_the_country(
    services: Services, tmp_path: Path, country: str
) -> None:
    form = tmp_path / "abroad.csv"
    form.write_text(
        "ID,Company name,Company number,Country of registration\n"
        f'Z1,Gullrock Architects LLP,99000107,"{country}"\n',
        encoding="utf-8",
    )
    run = started(services, form, "Z1")
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)

    assert "client-number-taken" in {f.rule for f in evidence.findings if f.severity == "block"}


def test_somebody_of_an_earlier_run_is_told(services: Services, path: Path) -> None:
    first = started(services, path)
    second = started(services, path)

    own = own_subject(services, first)
    told = findings(services, second)["client-likely"]

    assert first.id in told
    assert own is not None
    assert own.client.name not in told


@pytest.mark.parametrize("entry", ["", "nobody"])
def test_which_entry_is_meant_must_be_said(services: Services, path: Path, entry: str) -> None:
    with pytest.raises(UsageError, match="entr") as refused:
        prepare(services, order(path, entry))

    assert "1, 2, 3, 4" in refused.value.remedy


def test_only_somebody_with_the_right_may_be_to_sign(services: Services, path: Path) -> None:
    own = prepare(services, order(path, responsible=GARETH)).own

    assert own is not None
    assert own.matter.partner == GARETH
    with pytest.raises(UsageError, match="may not sign"):
        prepare(services, order(path, responsible="priya.sandhu@penhallowreeve.example"))


def test_an_entry_belongs_to_a_form_alone(services: Services, path: Path) -> None:
    other = order(path).model_copy(update={"crew": "client_report", "client": "wrackline"})

    with pytest.raises(UsageError, match="about no form"):
        prepare(services, other)


def test_a_rerun_is_about_the_same_entry(services: Services, path: Path) -> None:
    run = started(services, path)
    services.runs.change(run.id, state="held")
    again = start_again(services, run.id, files=())

    assert (again.entry, again.client, again.supersedes) == ("K7", run.client, run.id)


def test_a_batch_has_an_item_for_each_entry_and_keeps_nothing_yet(
    services: Services, path: Path
) -> None:
    batch = batch_of_entries(services, order(path, ""))
    first = start(services, batch.items[0].order)

    assert [item.place for item in batch.items] == ["entry K7", "entry P3", "entry T9", "entry Z1"]
    assert {item.order.kept for item in batch.items} == {()}
    assert (first.entry, first.deal) == ("K7", "")


def test_a_batch_of_entries_is_for_crews_about_forms(services: Services, path: Path) -> None:
    with pytest.raises(UsageError, match="not about entries"):
        batch_of_entries(services, order(path).model_copy(update={"crew": "proposal"}))


def test_nothing_is_kept_of_a_form_that_cannot_be_read(services: Services, path: Path) -> None:
    path.write_text("Weather,Mood\nsunny,good\n", encoding="utf-8")

    with pytest.raises(InputError):
        start(services, order(path))
    assert not services.runs.list()


def test_nobody_is_made_a_client_before_the_letter_is_released(
    services: Services, path: Path
) -> None:
    run = started(services, path)

    with pytest.raises(WrongState, match="signed and released"):
        client_of(services, run, reference="SAL001")


def test_a_client_of_the_register_is_not_made_one_again(services: Services, path: Path) -> None:
    run = started(services, path, "P3").model_copy(update={"state": "released"})

    with pytest.raises(RefusedError, match="already"):
        client_of(services, run, reference="WRA002")


def test_a_release_that_is_not_there_makes_nobody_a_client(services: Services, path: Path) -> None:
    run = started(services, path).model_copy(update={"state": "released"})

    with pytest.raises(RefusedError):
        client_of(services, run, reference="SAL001")


def test_nobody_is_told_as_known_who_is_not(services: Services, path: Path) -> None:
    run = started(services, path)
    record = services.records.load(run.id, names.RECORD, ClientRecord)

    assert known_findings(services, run, record) == ()


def test_a_strangers_details_do_not_replace_a_clients(services: Services, path: Path) -> None:
    path.write_text(
        "ID,Company name,Registered office,Your name,Your email\n"
        'A3,Wrackline Boatyard Limited,"1 Test Road, EX1 1AA",Mr X Scott,scott@gmail.example\n',
        encoding="utf-8",
    )
    run = started(services, path, "A3")
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    record = services.records.load(run.id, names.RECORD, ClientRecord)

    assert [f.severity for f in evidence.findings if "Only the name" in f.message] == ["block"]
    assert not any("Scott" in value or "Test Road" in value for value in record.fields.values())
    assert "scott@gmail.example" not in record.fields.values()
