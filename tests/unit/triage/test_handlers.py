from __future__ import annotations

import pytest

from engross.records import Escalation, EscalationKind
from engross.triage.handlers import called, handler_of, why_routed
from engross.workspace.mail_desk import Handling
from engross.workspace.register import BankDetails, Firm, Matter, Particulars, Person
from engross.workspace.triage import IntentSpec

HELEN, MARTIN, TOM = (f"{name}@penhallowreeve.example" for name in ("helen", "martin", "tom"))
MATTER = Matter(key="m", reference="M1", title="Matter", partner=HELEN, manager=MARTIN)


def _firm(handling: Handling | None = None) -> Firm:
    return Firm(
        particulars=Particulars(
            name="Penhallow Reeve LLP",
            profession="accountants",
            registered_in="England and Wales",
            number="OC000000",
            registered_office="1 Example Quay",
            address="1 Example Quay",
            telephone="01632 960100",
            email="office@penhallowreeve.example",
        ),
        bank=BankDetails(account_name="Office", sort_code="00-00-00", account_number="00000000"),
        clients=(),
        people=(
            Person(email=TOM, name="Tom Ellery-Vane", roles=("admin",)),
            Person(email=HELEN, name="Helen Pike", roles=("fee_earner",)),
        ),
        handling=handling,
    )


def _intent(handler: str = "") -> IntentSpec:
    return IntentSpec(
        title="Payment",
        meaning="Tells of a payment.",
        queue="billing",
        reply="draft",
        reply_contains="The ledger.",
        handler=handler,
    )


def _noticed(*kinds: EscalationKind) -> list[Escalation]:
    return [Escalation(kind=kind, place="subject", words="") for kind in kinds]


def test_whoever_answers_for_the_escalation_sees_to_it() -> None:
    firm = _firm(Handling(default=TOM, escalations={"press": HELEN}))

    assert handler_of(_noticed("complaint", "press"), _intent(TOM), firm, MATTER) == HELEN


@pytest.mark.parametrize(
    ("intent", "matter", "who"),
    [
        (_intent(TOM), MATTER, TOM),
        (_intent(), MATTER, MARTIN),
        (_intent(), MATTER.model_copy(update={"manager": ""}), HELEN),
        (_intent(), None, TOM),
    ],
)
def test_otherwise_the_intents_own_the_matters_or_the_firms(
    intent: IntentSpec, matter: Matter | None, who: str
) -> None:
    assert handler_of((), intent, _firm(Handling(default=TOM)), matter) == who


def test_a_firm_that_names_nobody_has_its_first_who_decides() -> None:
    assert handler_of(_noticed("press"), None, _firm(), None) == HELEN


def test_people_are_called_by_their_names() -> None:
    assert called(HELEN, _firm()) == "Helen Pike"
    assert called("nobody@example.com", _firm()) == "nobody@example.com"


def test_the_reason_says_what_it_is_and_who_sees_to_it() -> None:
    assert why_routed(_noticed("complaint"), "Helen Pike") == (
        "A complaint. Helen Pike sees to this mail."
    )


@pytest.mark.parametrize(
    "kind",
    ["source-of-funds", "improper-request", "conflict", "third-party-secret", "vulnerability"],
)
def test_the_reason_of_a_quiet_kind_gives_nothing_away(kind: EscalationKind) -> None:
    assert why_routed(_noticed("complaint", kind), "Helen Pike") == "Helen Pike sees to this mail."
