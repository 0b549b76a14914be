from __future__ import annotations

import dataclasses
from collections.abc import Callable
from decimal import Decimal

import pytest

from engross.errors import NoRightToSign, NotAuthenticated, Tampered, WrongState
from engross.pipeline import names
from engross.pipeline.checking import check
from engross.pipeline.deciding import give_back, sign
from engross.pipeline.holding import hold, restore
from engross.pipeline.orders import Order
from engross.pipeline.releasing import release
from engross.pipeline.rendering import render
from engross.pipeline.rerunning import start_again
from engross.pipeline.services import Services
from engross.pipeline.stages import read
from engross.pipeline.starting import start
from engross.pipeline.tidying import erase
from engross.pipeline.verifying import ledger_problems
from engross.records import (
    Brief,
    CrewResult,
    Draft,
    DraftSection,
    Evidence,
    Fact,
    HeldDocument,
    Run,
)
from engross.release import MANIFEST
from engross.signoff import Cost, Passwords, Signer
from engross.uk.periods import PROPOSAL
from engross.workspace.register import Authority
from engross.workspace.specs import SignOffSpec

HELEN = "helen.pike@penhallowreeve.example"
WORDS = "harbour lantern quince"
REASON = "The second invoice is still in dispute."


@pytest.fixture
def firm(services: Services) -> Services:
    """The services with a password for Helen, hashed cheaply."""
    passwords = Passwords(services.passwords._store, Cost(passes=1, kibibytes=8, threads=1))
    helen = services.workspace.firm.person(HELEN)
    assert helen is not None
    passwords.set(helen, WORDS)
    return dataclasses.replace(services, passwords=passwords)


def _hold(services: Services, run: Run, *more: Fact) -> Run:
    """The run, held, with those facts besides what its sources have."""
    read(services, run)
    found = services.records.load(run.id, names.EVIDENCE, Evidence)
    evidence = Evidence.model_validate({**dict(found), "facts": (*found.facts, *more)})
    services.records.save(run.id, names.EVIDENCE, evidence)
    sections = services.workspace.crews["client_report"].standard_format
    draft = Draft(sections=tuple(DraftSection(key=section.key) for section in sections))
    services.records.save(run.id, names.RESULT, CrewResult(brief=Brief(sections=()), draft=draft))
    for stage in (render, check, hold):
        stage(services, services.runs.get(run.id))
    return services.runs.get(run.id)


@pytest.fixture
def held(firm: Services, order: Order) -> Run:
    return _hold(firm, start(firm, order))


def _overrides(services: Services, run: Run) -> tuple[object, ...]:
    from engross.records import Override  # noqa: PLC0415 - only here

    document = services.records.load(run.id, names.HELD, HeldDocument)
    return tuple(
        Override(finding=finding.id, reason="An empty draft, for a test.")
        for finding in document.findings
        if finding.severity == "block"
    )


def _sign(services: Services, run: Run, password: Callable[[str], str] = lambda _who: WORDS) -> Run:
    sign(
        services,
        run.id,
        email=HELEN,
        password=password,
        comment="",
        overrides=_overrides(services, run),  # type: ignore[arg-type]  # overrides they are
    )
    return services.runs.get(run.id)


def test_a_signed_run_is_released_once_with_its_proof(firm: Services, held: Run) -> None:
    release(firm, _sign(firm, held))
    first = (firm.folder(held) / "released" / MANIFEST).read_bytes()

    release(firm, firm.runs.get(held.id))

    assert firm.runs.get(held.id).state == "released"
    assert (firm.folder(held) / "released" / MANIFEST).read_bytes() == first
    kinds = [line.kind for line in firm.ledger.lines(held.id)]
    assert kinds[-3:] == ["held", "signed", "released"]


def test_a_decision_made_while_the_password_was_typed_stands(firm: Services, held: Run) -> None:
    def declines(_who: str) -> str:
        give_back(
            firm,
            held.id,
            kind="decline",
            email=HELEN,
            password=lambda _who: WORDS,
            comment=REASON,
        )
        return WORDS

    with pytest.raises(WrongState):
        _sign(firm, held, declines)

    assert firm.runs.get(held.id).state == "declined"
    assert "signed" not in [line.kind for line in firm.ledger.lines(held.id)]


def test_a_wrong_password_decides_nothing_and_leaves_a_line(firm: Services, held: Run) -> None:
    with pytest.raises(NotAuthenticated):
        _sign(firm, held, lambda _who: WORDS[::-1])

    assert firm.runs.get(held.id).state == "held"
    assert firm.ledger.lines(held.id)[-1].kind == "sign-in-refused"


def test_four_eyes_need_to_know_the_first_pair(firm: Services, held: Run) -> None:
    crew = firm.workspace.crews["client_report"]
    strict = crew.model_copy(update={"sign_off": SignOffSpec(not_the_preparer=True)})
    workspace = firm.workspace.model_copy(update={"crews": {"client_report": strict}})
    again = dataclasses.replace(firm, workspace=workspace)
    newest = _hold(again, start_again(again, held.id, files=[], by=""))

    with pytest.raises(NoRightToSign, match="who started this run"):
        _sign(again, newest)


def test_a_fee_beyond_the_signer_s_authority_is_signed_by_somebody_else(
    firm: Services, order: Order
) -> None:
    helen, *others = firm.workspace.firm.people
    limits = {"client_report": Authority(fee_up_to=Decimal(100))}
    people = (
        helen.model_copy(update={"authority": limits}),
        *(p.model_copy(update={"signs": ("client_report",)}) for p in others),
    )
    register = firm.workspace.firm.model_copy(update={"people": people})
    limited = dataclasses.replace(
        firm, workspace=firm.workspace.model_copy(update={"firm": register})
    )
    run = start(limited, order)
    fee = Fact(measure="fee", period=PROPOSAL, unit="GBP", value=Decimal("100.01"))

    with pytest.raises(NoRightToSign, match=r"may not commit .* Ask Gareth Lowe to sign it"):
        _sign(limited, _hold(limited, run, fee))

    assert limited.runs.get(run.id).state == "held"


def test_what_a_document_prints_may_not_change_under_the_signature(
    firm: Services, held: Run
) -> None:
    register = firm.workspace.firm
    bank = register.bank.model_copy(update={"account_number": "12345678"})
    changed = register.model_copy(update={"bank": bank})
    workspace = firm.workspace.model_copy(update={"firm": changed})

    with pytest.raises(WrongState, match="bank details"):
        _sign(dataclasses.replace(firm, workspace=workspace), held)

    assert firm.runs.get(held.id).state == "held"


def test_a_rerun_supersedes_the_newest_of_its_line_once_it_is_held(
    firm: Services, held: Run
) -> None:
    second = start_again(firm, held.id, files=[])
    before = firm.runs.get(held.id).superseded_by
    _hold(firm, second)
    third = _hold(firm, start_again(firm, held.id, files=[]))

    line = [firm.runs.get(run.id).superseded_by for run in (held, second, third)]
    assert before == ""
    assert line == [second.id, third.id, ""]


def test_a_signed_run_is_released_before_it_can_be_replaced(firm: Services, held: Run) -> None:
    _sign(firm, held)

    with pytest.raises(WrongState, match="engross resume"):
        start_again(firm, held.id, files=[])


def test_a_run_that_failed_before_shows_no_old_reason_once_held(firm: Services, held: Run) -> None:
    again = start_again(firm, held.id, files=[])
    firm.runs.change(again.id, reason="the template is broken")

    assert _hold(firm, again).reason == ""


def test_restoring_keeps_the_edited_file_beside(firm: Services, held: Run) -> None:
    (copy,) = firm.folder(held).glob("*.docx")
    whole = copy.read_bytes()
    copy.write_bytes(b"edited")

    restore(firm, held)

    assert copy.read_bytes() == whole
    assert (copy.parent / f"{copy.stem} (edited).docx").read_bytes() == b"edited"


def test_what_was_never_held_cannot_be_restored(firm: Services, order: Order) -> None:

    with pytest.raises(WrongState, match="never held"):
        restore(firm, start(firm, order))


def test_a_lost_signing_key_is_not_replaced_silently(firm: Services, held: Run) -> None:
    release(firm, _sign(firm, held))
    for key in firm.keys.iterdir():
        key.unlink()

    assert any("no key to check them with" in problem for problem in ledger_problems(firm))


def test_a_changed_manifest_of_another_release_stops_every_decision(
    firm: Services, held: Run, order: Order
) -> None:
    release(firm, _sign(firm, held))
    manifest = firm.folder(held) / "released" / MANIFEST
    manifest.write_bytes(manifest.read_bytes().replace(b'"number":', b'"number": '))
    other = _hold(firm, start(firm, order))

    with pytest.raises(Tampered, match="does not bear the firm's signature"):
        _sign(firm, other)


def test_a_rerun_under_way_is_held_although_what_it_replaces_is_erased(
    firm: Services, held: Run
) -> None:
    again = start_again(firm, held.id, files=[])
    tom = firm.workspace.firm.person("tom.ellery-vane@penhallowreeve.example")
    assert tom is not None

    erase(firm, held.id, Signer(tom))

    assert _hold(firm, firm.runs.get(again.id)).state == "held"
