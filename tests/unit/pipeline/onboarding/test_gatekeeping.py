from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engross.errors import (
    GateShut,
    NoRightToSign,
    NotAuthenticated,
    RefusedError,
    Tampered,
    WrongState,
)
from engross.intake.forms import ClientRecord
from engross.pipeline import names
from engross.pipeline.conflicts import look_at_conflicts, search_conflicts
from engross.pipeline.deciding import sign, version_to_name
from engross.pipeline.gatekeeping import bring_up_to_date, record_gate, shut_gates
from engross.pipeline.gates import gate_facts, gates_of, keep
from engross.pipeline.holding import printed_from
from engross.pipeline.orders import Order
from engross.pipeline.rerunning import start_again
from engross.pipeline.services import Services
from engross.pipeline.starting import start
from engross.pipeline.taking_over import take_over
from engross.pipeline.versions import EDITS, Edits, edits_of
from engross.records import GATES, Evidence, GateEntry, Gates, HeldDocument, Override, Run
from engross.signoff.gates import GateWish
from engross.workspace.mail_desk import Mailbox

if TYPE_CHECKING:
    from conftest import Hold

HELEN = "helen.pike@penhallowreeve.example"
PRIYA = "priya.sandhu@penhallowreeve.example"
WORDS = "harbour lantern quince"
WHY = "The partner knows them, and the papers follow."


def _record(services: Services, run: Run, wish: GateWish, email: str = HELEN) -> Gates:
    return record_gate(services, run.id, wish, email=email, password=lambda _who: WORDS)


def _sign(services: Services, run: Run, version: int | None = None) -> None:
    held = services.records.load(run.id, names.HELD, HeldDocument)
    blocks = (f for f in held.findings if f.severity == "block")
    sign(
        services,
        run.id,
        email=HELEN,
        password=lambda _who: WORDS,
        comment="",
        overrides=tuple(
            Override(finding=f.id, reason="An empty draft, for a test.") for f in blocks
        ),
        version=version,
    )


def _version(services: Services, run: Run) -> int:
    return services.records.load(run.id, names.HELD, HeldDocument).version


def test_a_new_client_s_run_begins_with_every_gate_shut(firm: Services, newcomer: Run) -> None:
    assert gates_of(firm, newcomer).shut == GATES
    assert [line.subject for line in firm.ledger.lines(newcomer.id) if line.kind == "gate"] == [
        "all shut"
    ]


def test_a_report_s_run_has_no_gates(firm: Services, order: Order) -> None:
    run = start(firm, order)

    assert not firm.records.has(run.id, names.GATES)
    with pytest.raises(WrongState, match="has no gates"):
        _record(firm, run, GateWish("risk", "done", "File 12"))


def test_what_somebody_records_is_kept_with_its_line_and_printed_anew(
    firm: Services, newcomer: Run
) -> None:
    gates = _record(firm, newcomer, GateWish("risk", "done", "Risk form 2026/14"))

    line = firm.ledger.newest("gate", newcomer.id)
    assert gates.status("risk") == "done"
    assert line is not None
    assert line.subject == "risk done"
    assert _version(firm, newcomer) == 2


def test_a_wrong_password_opens_nothing(firm: Services, newcomer: Run) -> None:
    with pytest.raises(NotAuthenticated):
        record_gate(
            firm,
            newcomer.id,
            GateWish("risk", "done", "File 12"),
            email=HELEN,
            password=lambda _who: "another three words",
        )

    assert gates_of(firm, newcomer).shut == GATES


def test_somebody_without_the_right_opens_nothing(firm: Services, newcomer: Run) -> None:
    with pytest.raises(NoRightToSign):
        _record(
            firm,
            newcomer,
            GateWish("risk", "done", "File 12"),
            PRIYA,
        )

    assert gates_of(firm, newcomer).shut == GATES


def _open_all(services: Services, run: Run, *, but: int = 0) -> None:
    """Open all gates but so many of the last, without making the files anew."""
    said = [
        GateEntry(
            gate=gate,
            status="done",
            by=HELEN,
            at=services.now(),
            evidence="File 12",
            search=search_conflicts(services, run).digest if gate == "conflict" else "",
        )
        for gate in GATES[: len(GATES) - but]
    ]
    keep(services, run, Gates(entries=tuple(said)), actor=HELEN, told="all done")


def test_the_letter_is_signed_once_every_gate_is_open_and_not_before(
    firm: Services, newcomer: Run
) -> None:
    _open_all(firm, newcomer, but=2)
    _record(firm, newcomer, GateWish("notices", "done", "Sent 12 October"))
    with pytest.raises(GateShut, match="1 gate is shut: Authority"):
        _sign(firm, newcomer, 2)

    _record(firm, newcomer, GateWish("authority", "done", "64-8 of 13 October"))
    _sign(firm, newcomer, 3)

    assert firm.runs.get(newcomer.id).state == "signed"


@pytest.mark.parametrize("read", [None, 1, 2, 3])
def test_gates_alone_ask_the_signer_for_no_number(
    firm: Services, newcomer: Run, read: int | None
) -> None:
    _open_all(firm, newcomer, but=2)
    _record(firm, newcomer, GateWish("notices", "done", "Sent 12 October"))
    _record(firm, newcomer, GateWish("authority", "done", "64-8 of 13 October"))
    held = firm.records.load(newcomer.id, names.HELD, HeldDocument)

    assert held.version == 3
    assert version_to_name(firm, newcomer, held) is None
    _sign(firm, newcomer, read)
    assert firm.runs.get(newcomer.id).state == "signed"


def test_an_edit_in_word_before_the_gates_is_still_signed_by_its_number(
    firm: Services, newcomer: Run
) -> None:
    _open_all(firm, newcomer, but=2)
    _record(firm, newcomer, GateWish("notices", "done", "Sent 12 October"))
    edited = [
        edit.model_copy(update={"refreshed": "", "by": PRIYA})
        for edit in edits_of(firm, newcomer).edits
    ]
    firm.records.save(newcomer.id, EDITS, Edits(edits=tuple(edited)))
    _record(firm, newcomer, GateWish("authority", "done", "64-8 of 13 October"))
    held = firm.records.load(newcomer.id, names.HELD, HeldDocument)

    assert version_to_name(firm, newcomer, held) == 3
    for read in (None, 1):
        with pytest.raises(WrongState, match="version 3 is held"):
            _sign(firm, newcomer, read)
    _sign(firm, newcomer, 2)
    assert firm.runs.get(newcomer.id).state == "signed"


def test_a_conflict_check_that_waits_again_is_among_the_gates_that_are_shut(
    firm: Services, newcomer: Run
) -> None:
    _open_all(firm, newcomer, but=1)
    client = firm.workspace.firm.clients[0].model_copy(
        update={"key": "penrose", "name": "Dafydd Penrose", "contacts": (), "names_in_records": ()}
    )
    register = firm.workspace.firm.model_copy(
        update={"clients": (*firm.workspace.firm.clients, client)}
    )
    workspace = firm.workspace.model_copy(update={"firm": register})

    assert shut_gates(firm, newcomer) == ("authority",)
    assert shut_gates(dataclasses.replace(firm, workspace=workspace), newcomer) == (
        "conflict",
        "authority",
    )


def test_a_report_has_no_gate_that_is_shut(firm: Services, order: Order) -> None:
    assert shut_gates(firm, start(firm, order)) == ()


def test_the_conflict_gate_opens_only_for_somebody_who_was_shown_the_search(
    firm: Services, newcomer: Run
) -> None:
    wish = GateWish("conflict", "done", "File 12, search of 14 October")

    with pytest.raises(RefusedError, match="Nobody has looked"):
        _record(firm, newcomer, wish)

    look_at_conflicts(firm, newcomer)
    assert _record(firm, newcomer, wish).status("conflict") == "done"


def test_a_refused_gate_shuts_again(firm: Services, newcomer: Run) -> None:
    _record(firm, newcomer, GateWish("screening", "done", "Screen 88"))

    gates = _record(firm, newcomer, GateWish("screening", "refused", reason=WHY))

    assert gates.status("screening") == "refused"
    assert "screening" in gates.shut


def test_a_row_of_the_store_that_somebody_changed_opens_nothing(
    firm: Services, newcomer: Run
) -> None:
    gates = _record(firm, newcomer, GateWish("risk", "done", "File 12"))
    forged = [gates.entries[0].model_copy(update={"gate": gate}) for gate in GATES]

    firm.records.save(newcomer.id, names.GATES, Gates(entries=tuple(forged)))

    with pytest.raises(Tampered, match="not what the ledger noted"):
        _sign(firm, newcomer, 2)


def test_a_reason_that_tells_a_suspicion_is_refused_and_kept_nowhere(
    firm: Services, newcomer: Run
) -> None:
    before = len(firm.ledger.lines())

    with pytest.raises(RefusedError, match="for the reporting officer alone"):
        _record(
            firm,
            newcomer,
            GateWish("funds", "refused", reason="I suspect the money is the proceeds of crime."),
        )

    assert len(firm.ledger.lines()) == before


def test_a_signature_waits_until_the_files_tell_what_was_recorded(
    firm: Services, newcomer: Run
) -> None:
    _open_all(firm, newcomer)

    with pytest.raises(WrongState, match="recorded of its gates"):
        _sign(firm, newcomer)

    assert bring_up_to_date(firm, newcomer.id)
    assert not bring_up_to_date(firm, newcomer.id)
    _sign(firm, newcomer, 2)


def test_a_rerun_of_the_same_form_takes_over_what_was_recorded(
    firm: Services, newcomer: Run, held_of: Hold
) -> None:
    _record(firm, newcomer, GateWish("risk", "done", "Risk form 2026/14"))

    again = start_again(firm, newcomer.id, files=[], by=PRIYA)

    assert gates_of(firm, again) == gates_of(firm, newcomer)
    assert [ln.subject for ln in firm.ledger.lines(again.id) if ln.kind == "gate"] == [
        "1 entries taken over"
    ]
    with pytest.raises(WrongState, match="replaces"):
        _record(firm, newcomer, GateWish("funds", "done", "File 12"))
    held_of(firm, again)
    assert _record(firm, again, GateWish("funds", "done", "File 12")).status("risk") == "done"


def test_a_rerun_of_another_form_begins_with_every_gate_shut(
    firm: Services, newcomer: Run, form: Path
) -> None:
    _record(firm, newcomer, GateWish("risk", "done", "Risk form 2026/14"))
    form.write_text(form.read_text("utf-8").replace("Dafydd Penrose", "Somebody Else"), "utf-8")

    again = start_again(firm, newcomer.id, files=[("form", form)])

    assert gates_of(firm, again).shut == GATES


def test_gates_are_told_as_facts_that_the_document_s_own_evidence_does_not_have(
    firm: Services, newcomer: Run
) -> None:
    _record(firm, newcomer, GateWish("risk", "exception", "File 12", WHY))

    facts = {fact.id: fact.value for fact in gate_facts(firm, newcomer)}
    evidence = firm.records.load(newcomer.id, names.EVIDENCE, Evidence)
    assert facts["gate-status/at-2026-10-14/gate:risk"] == "open by exception"
    assert facts["gate-by/at-2026-10-14/gate:risk"] == "Helen Pike"
    assert facts["gate-status/at-2026-10-14/gate:funds"] == "waits"
    assert WHY not in facts.values()
    assert not [fact for fact in evidence.facts if fact.scope.startswith("gate:")]


@pytest.mark.parametrize("subject", ["deal", "matter"])
def test_a_crew_s_file_that_is_changed_later_takes_no_gate_away(
    firm: Services, newcomer: Run, subject: str
) -> None:
    crew = firm.workspace.crews["onboarding"]
    other = crew.model_copy(update={"subject": subject, "gates": {}})
    crews = {**firm.workspace.crews, "onboarding": other}
    later = dataclasses.replace(firm, workspace=firm.workspace.model_copy(update={"crews": crews}))

    with pytest.raises(GateShut):
        _sign(later, newcomer)


def test_a_rerun_that_failed_leaves_the_gates_to_the_run_that_is_held(
    firm: Services, newcomer: Run
) -> None:
    again = start_again(firm, newcomer.id, files=[], by=PRIYA)
    firm.runs.change(again.id, state="failed", reason="The model does not answer.")

    gates = _record(firm, newcomer, GateWish("funds", "done", "File 12"))

    assert gates.status("funds") == "done"


def test_the_run_is_read_again_once_nobody_else_works_on_it(firm: Services, newcomer: Run) -> None:
    _open_all(firm, newcomer)

    @contextmanager
    def signed_meanwhile(run: str) -> Iterator[None]:
        firm.runs.change(run, state="signed")
        yield

    late = dataclasses.replace(firm, alone=signed_meanwhile)

    assert not bring_up_to_date(late, newcomer.id)
    assert _version(firm, newcomer) == 1


def test_the_first_steps_are_among_what_a_welcome_letter_is_printed_from(
    firm: Services, newcomer: Run
) -> None:
    register = firm.workspace.firm
    welcome = register.welcome.model_copy(update={"answers_within": 9})
    other = register.model_copy(update={"welcome": welcome, "mailbox": Mailbox(answer_within=9)})
    workspace = firm.workspace.model_copy(update={"firm": other})
    held = firm.records.load(newcomer.id, names.HELD, HeldDocument)

    now = printed_from(dataclasses.replace(firm, workspace=workspace), newcomer)

    changed = [name for name, seen in held.printed_from.items() if now.get(name) != seen]
    assert changed == ["the first steps and papers"]


def test_a_redraft_takes_the_client_record_over(firm: Services, newcomer: Run) -> None:
    again = start_again(firm, newcomer.id, files=[], by=PRIYA)

    take_over(firm, newcomer, again, ())

    record = firm.records.load(again.id, names.RECORD, ClientRecord)
    assert record == firm.records.load(newcomer.id, names.RECORD, ClientRecord)
    assert record.value("company-number") == "99000213"
