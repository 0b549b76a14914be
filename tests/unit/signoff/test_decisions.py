from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from engross.errors import NoRightToSign, RefusedError, Tampered, WrongState
from engross.records import Override
from engross.signoff import Case, Signer, Wish, decide, digest

NOW = dt.datetime(2026, 10, 14, 16, 0, tzinfo=dt.UTC)
WHY = "The difference is in the client's own workbook."

Of = Callable[[str], Signer]


def _override(case: Case, reason: str = WHY) -> Override:
    return Override(finding=case.held.findings[0].id, reason=reason)


def test_a_signature_holds_signer_time_and_digest(clean: Case, helen: Signer) -> None:
    decision = decide(clean, Wish("sign", " Good. "), helen, NOW)

    assert (decision.kind, decision.by, decision.at) == ("sign", helen.person.email, NOW)
    assert decision.comment == "Good."
    assert decision.digest == digest(clean.held, helen.person.email)


def test_a_block_finding_stops_the_signature_and_is_named(case: Case, helen: Signer) -> None:
    finding = case.held.findings[0]

    with pytest.raises(RefusedError, match=rf"{finding.id} \(totals-foot, table fees\)"):
        decide(case, Wish("sign"), helen, NOW)


def test_an_override_with_a_reason_lets_the_signature_through(case: Case, helen: Signer) -> None:
    overrides = (_override(case),)

    decision = decide(case, Wish("sign", overrides=overrides), helen, NOW)

    assert decision.overrides == overrides
    assert decision.digest == digest(case.held, helen.person.email, overrides)


@pytest.mark.parametrize("reason", ["", "   ", "ok", " fine.    "])
def test_an_override_without_a_reason_is_refused(case: Case, helen: Signer, reason: str) -> None:
    with pytest.raises(RefusedError, match="gives no reason"):
        decide(case, Wish("sign", overrides=(_override(case, reason),)), helen, NOW)


def test_a_rule_that_may_not_be_overridden_never_is(case: Case, helen: Signer) -> None:
    strict = replace(case, overridable=frozenset())

    with pytest.raises(RefusedError, match="cannot be overridden by anybody"):
        decide(strict, Wish("sign", overrides=(_override(case),)), helen, NOW)


def test_what_nobody_may_override_is_not_offered_for_overriding(case: Case, helen: Signer) -> None:
    with pytest.raises(RefusedError) as fixed:
        decide(replace(case, overridable=frozenset()), Wish("sign"), helen, NOW)
    with pytest.raises(RefusedError) as open_to_reasons:
        decide(case, Wish("sign"), helen, NOW)

    assert "nobody may override totals-foot" in fixed.value.remedy
    assert "with a reason" not in fixed.value.remedy
    assert "override each finding with a reason" in open_to_reasons.value.remedy


def test_an_override_of_a_finding_that_is_not_there_is_refused(case: Case, helen: Signer) -> None:
    overrides = (_override(case), Override(finding="ffffffff", reason=WHY))

    with pytest.raises(RefusedError, match="no blocking finding ffffffff"):
        decide(case, Wish("sign", overrides=overrides), helen, NOW)


def test_a_warning_needs_no_override(clean: Case, helen: Signer) -> None:
    assert clean.held.findings[0].severity == "warn"
    assert decide(clean, Wish("sign"), helen, NOW).overrides == ()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("priya.sandhu", "has no role that may sign"),
        ("martin.oke", "has no role that may sign"),
        ("gareth.lowe", "may not sign documents of the kind client_report"),
    ],
)
def test_somebody_without_the_right_may_not_sign(
    clean: Case, signer: Of, name: str, why: str
) -> None:
    with pytest.raises(NoRightToSign, match=why) as refused:
        decide(clean, Wish("sign"), signer(name), NOW)

    assert refused.value.remedy


def test_a_manager_may_sign_where_the_crew_says_so(
    on_terms: Callable[..., Case], signer: Of
) -> None:
    case = on_terms(roles=("fee_earner", "manager"))

    assert decide(case, Wish("sign"), signer("martin.oke"), NOW).kind == "sign"


def test_the_preparer_may_not_sign_where_four_eyes_are_asked_for(
    on_terms: Callable[..., Case], helen: Signer
) -> None:
    case = on_terms(not_the_preparer=True)
    own = replace(case, run=case.run.model_copy(update={"started_by": helen.person.email.upper()}))

    with pytest.raises(NoRightToSign, match="second pair of eyes"):
        decide(own, Wish("sign"), helen, NOW)

    assert decide(case, Wish("sign"), helen, NOW).kind == "sign"


def test_only_the_matters_partner_may_sign_where_the_crew_says_so(
    on_terms: Callable[..., Case], helen: Signer
) -> None:
    case = on_terms(matter_partner_only=True)
    other = case.matter.model_copy(update={"partner": "gareth.lowe@penhallowreeve.example"})

    with pytest.raises(NoRightToSign, match="Only the matter's partner"):
        decide(replace(case, matter=other), Wish("sign"), helen, NOW)


def test_a_manager_may_return_what_only_a_fee_earner_may_sign(clean: Case, signer: Of) -> None:
    decision = decide(
        clean, Wish("return", "The forecast is out of date."), signer("martin.oke"), NOW
    )

    assert (decision.kind, decision.digest) == ("return", "")


@pytest.mark.parametrize("kind", ["return", "decline"])
def test_to_return_or_decline_needs_a_reason(clean: Case, helen: Signer, kind: str) -> None:
    with pytest.raises(RefusedError, match="you must say why"):
        decide(clean, Wish(kind, " no "), helen, NOW)


def test_a_preparer_may_decide_nothing(clean: Case, signer: Of) -> None:
    with pytest.raises(NoRightToSign):
        decide(clean, Wish("decline", "We no longer act."), signer("priya.sandhu"), NOW)


def test_a_document_with_block_findings_may_be_returned(case: Case, helen: Signer) -> None:
    assert decide(case, Wish("return", "The totals do not foot."), helen, NOW).kind == "return"


@pytest.mark.parametrize("state", ["running", "signed", "released", "returned", "failed"])
def test_only_a_held_run_is_decided_on(clean: Case, helen: Signer, state: str) -> None:
    other = replace(clean, run=clean.run.model_copy(update={"state": state}))

    with pytest.raises(WrongState):
        decide(other, Wish("sign"), helen, NOW)


def test_a_superseded_run_is_not_decided_on(clean: Case, helen: Signer) -> None:
    newer = "client_report-20261015-111111"
    old = replace(clean, run=clean.run.model_copy(update={"superseded_by": newer}))

    with pytest.raises(WrongState, match=newer):
        decide(old, Wish("sign"), helen, NOW)


def test_anothers_held_document_is_refused(clean: Case, helen: Signer) -> None:
    other = replace(clean, run=clean.run.model_copy(update={"id": "client_report-20261014-ffffff"}))

    with pytest.raises(Tampered):
        decide(other, Wish("sign"), helen, NOW)


def test_a_changed_file_in_the_store_stops_the_signature(clean: Case, helen: Signer) -> None:
    file = clean.held.candidate.deliverables[0]
    clean.documents.path(file.sha256).write_bytes(b"forged")

    with pytest.raises(Tampered, match=r"Report\.docx"):
        decide(clean, Wish("sign"), helen, NOW)


def test_a_finding_removed_from_the_record_stops_the_signature(case: Case, helen: Signer) -> None:
    fewer = case.held.model_copy(update={"findings": ()})

    with pytest.raises(Tampered, match="not the one that was noted at the hold"):
        decide(replace(case, held=fewer), Wish("sign"), helen, NOW)


def test_a_document_whose_hold_was_never_noted_is_not_signed(clean: Case, helen: Signer) -> None:
    with pytest.raises(Tampered):
        decide(replace(clean, recorded=""), Wish("sign"), helen, NOW)


def test_an_edited_review_copy_stops_the_signature_and_says_what_to_do(
    clean: Case, helen: Signer
) -> None:
    edited = replace(clean, edited=("Review copy.docx",))

    with pytest.raises(Tampered, match=r"Review copy\.docx .* has been changed") as refused:
        decide(edited, Wish("sign"), helen, NOW)

    assert "engross restore" in refused.value.remedy


def test_an_edited_review_copy_does_not_stop_a_return(clean: Case, helen: Signer) -> None:
    edited = replace(clean, edited=("Review copy.docx",))

    assert decide(edited, Wish("return", "See my edits, please."), helen, NOW).kind == "return"
