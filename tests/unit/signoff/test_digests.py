from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engross.records import Deliverable, Finding, HeldDocument, Override
from engross.signoff import digest

HELEN = "helen.pike@penhallowreeve.example"
MADE = Override(finding="0a1b2c3d", reason="Rounding in the client's own table.")

Change = Callable[[HeldDocument], HeldDocument]


def _with_file(held: HeldDocument, **fields: object) -> HeldDocument:
    file = held.candidate.deliverables[0].model_copy(update=fields)
    candidate = held.candidate.model_copy(update={"deliverables": (file,)})
    return held.model_copy(update={"candidate": candidate})


def _with_another_file(held: HeldDocument) -> HeldDocument:
    files = (*held.candidate.deliverables, Deliverable(name="b.pdf", sha256="00", size=1))
    candidate = held.candidate.model_copy(update={"deliverables": files})
    return held.model_copy(update={"candidate": candidate})


def _with_finding(held: HeldDocument, **fields: object) -> HeldDocument:
    first, *rest = held.findings
    return held.model_copy(update={"findings": (first.model_copy(update=fields), *rest)})


CHANGES: dict[str, Change] = {
    "run": lambda held: held.model_copy(update={"run": "client_report-20261014-ffffff"}),
    "a file's bytes": lambda held: _with_file(held, sha256="0" * 64),
    "a file's name": lambda held: _with_file(held, name="Other.docx"),
    "one file more": _with_another_file,
    "evidence": lambda held: held.model_copy(update={"evidence_sha256": "0" * 64}),
    "a finding's words": lambda held: _with_finding(held, message="All is well."),
    "a finding's severity": lambda held: _with_finding(held, severity="note"),
    "a finding gone": lambda held: held.model_copy(update={"findings": held.findings[1:]}),
    "a finding more": lambda held: held.model_copy(
        update={
            "findings": (
                *held.findings,
                Finding(rule="placeholders", severity="note", place="x", message="y"),
            )
        }
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_digest_changes_with_everything_that_is_signed(held: HeldDocument, change: Change) -> None:
    assert digest(change(held), HELEN, [MADE]) != digest(held, HELEN, [MADE])


def test_digest_changes_with_the_signer(held: HeldDocument) -> None:
    assert digest(held, "gareth.lowe@penhallowreeve.example") != digest(held, HELEN)


def test_digest_does_not_depend_on_how_the_address_is_typed(held: HeldDocument) -> None:
    assert digest(held, " Helen.Pike@penhallowreeve.example ") == digest(held, HELEN)


def test_digest_changes_with_an_override_and_with_its_reason(held: HeldDocument) -> None:
    other = MADE.model_copy(update={"reason": "Another reason altogether."})

    assert (
        len({digest(held, HELEN), digest(held, HELEN, [MADE]), digest(held, HELEN, [other])}) == 3
    )


def test_digest_does_not_depend_on_the_order_of_overrides(held: HeldDocument) -> None:
    second = Override(finding="ffffffff", reason="Agreed with the client.")

    assert digest(held, HELEN, [MADE, second]) == digest(held, HELEN, [second, MADE])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    one=st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), max_size=3),
    two=st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), max_size=3),
)
def test_no_two_sets_of_overrides_share_a_digest(
    held: HeldDocument, one: list[tuple[str, str]], two: list[tuple[str, str]]
) -> None:
    first, second = (
        digest(held, HELEN, [Override(finding=f, reason=r) for f, r in pairs])
        for pairs in (one, two)
    )

    assert (first == second) == (sorted(one) == sorted(two))
