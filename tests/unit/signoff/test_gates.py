from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engross.errors import GateShut, NoRightToSign, RefusedError
from engross.records import GATES, GateEntry, GateKey, Gates, GateStatus
from engross.signoff import Case, Signer, Wish, decide
from engross.signoff.gates import GateWish, gate_entry
from engross.workspace.specs import GateSpec

NOW = dt.datetime(2026, 10, 14, 16, 0, tzinfo=dt.UTC)
OPEN: tuple[GateStatus, ...] = ("done", "not needed", "exception")
EVERY: tuple[GateStatus, ...] = ("waiting", *OPEN, "refused")
WHY = "The company has no such thing."

Of = Callable[[str], Signer]

_MANY = settings(
    max_examples=100,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # what they give is frozen
)


def _said(gate: GateKey, status: GateStatus) -> GateEntry:
    return GateEntry(gate=gate, status=status, by="helen.pike@penhallowreeve.example", at=NOW)


def _gates(*statuses: GateStatus) -> Gates:
    """Each gate in that status; `waiting` is nothing said."""
    pairs = zip(GATES, statuses, strict=True)
    return Gates(entries=tuple(_said(g, s) for g, s in pairs if s != "waiting"))


@pytest.fixture
def form(clean: Case) -> Case:
    """A case about a new client, whose crew names the gates."""
    gates = {
        gate: GateSpec(
            title=f"The {gate}", evidence="A paper.", may_be_not_needed=gate in {"funds", "notices"}
        )
        for gate in GATES
    }
    crew = clean.crew.model_copy(update={"subject": "form", "gates": gates})
    return replace(clean, crew=crew, gates=Gates())


def _signs(case: Case, helen: Signer, gates: Gates | None) -> bool:
    try:
        decide(replace(case, gates=gates), Wish("sign"), helen, NOW)
    except GateShut:
        return False
    return True


def test_of_all_sets_of_gates_only_the_one_with_every_gate_open_is_signed(
    form: Case, helen: Signer
) -> None:
    sets = list(itertools.product((False, True), repeat=len(GATES)))

    signed = [
        given
        for given in sets
        if _signs(form, helen, _gates(*("done" if g else "waiting" for g in given)))
    ]

    assert len(sets) == 256
    assert signed == [(True,) * 8]


def test_a_document_is_signed_when_and_only_when_no_gate_is_shut(form: Case, helen: Signer) -> None:
    chance = random.Random(8)  # noqa: S311 - a sample of the 390,625 states, the same each time
    states = [tuple(chance.choice(EVERY) for _ in GATES) for _ in range(5_000)]

    wrong = [
        state
        for state in states
        if _signs(form, helen, _gates(*state)) != all(status in OPEN for status in state)
    ]

    assert wrong == []


@_MANY
@given(
    entries=st.lists(st.builds(_said, st.sampled_from(GATES), st.sampled_from(EVERY)), max_size=40)
)
def test_whatever_was_said_before_the_newest_word_on_each_gate_counts(
    form: Case, helen: Signer, entries: list[GateEntry]
) -> None:
    newest = {entry.gate: entry.status for entry in entries}

    signed = _signs(form, helen, Gates(entries=tuple(entries)))

    assert signed == (len(newest) == len(GATES) and set(newest.values()) <= set(OPEN))


def test_a_crew_s_file_opens_no_gate_by_leaving_them_out(form: Case, helen: Signer) -> None:
    without = form.crew.model_copy(update={"gates": {}})

    with pytest.raises(GateShut, match="8 gates are shut"):
        decide(replace(form, crew=without), Wish("sign"), helen, NOW)


def test_a_run_that_has_gates_keeps_them_when_its_crew_is_about_something_else_now(
    form: Case, helen: Signer
) -> None:
    other = form.crew.model_copy(update={"subject": "deal", "gates": {}})

    with pytest.raises(GateShut):
        decide(replace(form, crew=other), Wish("sign"), helen, NOW)


def test_a_crew_about_a_form_is_refused_even_where_the_run_is_said_to_have_no_gates(
    form: Case, helen: Signer
) -> None:
    with pytest.raises(GateShut):
        decide(replace(form, gates=None), Wish("sign"), helen, NOW)


def test_a_report_about_a_matter_has_no_gates(clean: Case, helen: Signer) -> None:
    assert decide(clean, Wish("sign"), helen, NOW).kind == "sign"


def test_with_a_gate_shut_the_document_may_still_be_returned(form: Case, helen: Signer) -> None:
    assert decide(form, Wish("return", "The name is wrong."), helen, NOW).kind == "return"


def test_the_refusal_names_the_gates_as_the_firm_calls_them(form: Case, helen: Signer) -> None:
    gates = _gates("waiting", *("done" for _ in range(6)), "refused")

    with pytest.raises(GateShut, match=r"2 gates are shut: The conflict, The authority\."):
        decide(replace(form, gates=gates), Wish("sign"), helen, NOW)


def test_what_is_done_needs_a_reference_to_its_evidence(form: Case, helen: Signer) -> None:
    with pytest.raises(RefusedError, match="where the evidence is kept"):
        gate_entry(form.crew, "client_report", GateWish("risk", "done"), helen, NOW)


def test_evidence_in_too_few_letters_is_called_too_short(form: Case, helen: Signer) -> None:
    with pytest.raises(RefusedError, match="“C1” is too short"):
        gate_entry(form.crew, "client_report", GateWish("risk", "done", "C1"), helen, NOW)


@pytest.mark.parametrize("status", ["not needed", "exception", "refused", "waiting"])
def test_everything_else_needs_a_reason(form: Case, helen: Signer, status: GateStatus) -> None:
    wish = GateWish("funds", status, evidence="File 12", reason="no")

    with pytest.raises(RefusedError, match="no reason is given"):
        gate_entry(form.crew, "client_report", wish, helen, NOW)


@pytest.mark.parametrize("gate", ["conflict", "risk", "identity", "engagement"])
def test_four_gates_are_always_needed_whatever_the_crew_s_file_says(
    form: Case, helen: Signer, gate: GateKey
) -> None:
    lax = {
        key: spec.model_copy(update={"may_be_not_needed": True})
        for key, spec in form.crew.gates.items()
    }
    crew = form.crew.model_copy(update={"gates": lax})

    with pytest.raises(RefusedError, match="always needed"):
        gate_entry(crew, "client_report", GateWish(gate, "not needed", reason=WHY), helen, NOW)


def test_another_gate_is_not_needed_only_where_the_crew_s_file_allows_it(
    form: Case, helen: Signer
) -> None:
    wish = GateWish("funds", "not needed", reason=WHY)

    assert gate_entry(form.crew, "client_report", wish, helen, NOW).status == "not needed"
    with pytest.raises(RefusedError, match="always needed"):
        gate_entry(form.crew, "client_report", replace(wish, gate="screening"), helen, NOW)


@pytest.mark.parametrize("name", ["martin.oke", "priya.sandhu", "gareth.lowe"])
def test_an_exception_is_for_a_fee_earner_who_may_sign_the_document(
    form: Case, signer: Of, name: str
) -> None:
    wish = GateWish("funds", "exception", reason=WHY)

    with pytest.raises(NoRightToSign, match="no exception"):
        gate_entry(form.crew, "client_report", wish, signer(name), NOW)


def test_whoever_may_sign_records_an_exception(form: Case, helen: Signer) -> None:
    wish = GateWish("identity", "exception", reason=WHY)

    entry = gate_entry(form.crew, "client_report", wish, helen, NOW)

    assert (entry.status, entry.by, entry.reason) == ("exception", helen.person.email, WHY)


@pytest.mark.parametrize(
    ("gate", "allowed"),
    [("identity", True), ("engagement", True), ("conflict", False), ("screening", False)],
)
def test_a_preparer_may_have_seen_papers_and_judges_nothing(
    form: Case, signer: Of, gate: GateKey, *, allowed: bool
) -> None:
    wish = GateWish(gate, "done", evidence="File 12, page 3")

    if allowed:
        assert gate_entry(form.crew, "client_report", wish, signer("priya.sandhu"), NOW)
        return
    with pytest.raises(NoRightToSign, match="may not record"):
        gate_entry(form.crew, "client_report", wish, signer("priya.sandhu"), NOW)
