"""What waits for a person: by who sees to it, time limits first, overdue marked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from engross.errors import NotAuthenticated, UsageError
from engross.pipeline import names
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.starting import start
from engross.pipeline.tidying import archive, taken_off
from engross.pipeline.waiting import sender_of, told_of, waiting
from engross.records import Clock, Escalation, EscalationKind, Routing, Run, RunState

MailOrder = Callable[..., Order]
Route = Callable[..., Run]

HELEN = "helen.pike@penhallowreeve.example"
MARTIN = "martin.oke@penhallowreeve.example"


def clock(due: dt.date) -> Clock:
    return Clock(name="Answer it", started=dt.date(2026, 10, 1), due=due, source="the law")


@pytest.fixture
def route(services: Services, mail_order: MailOrder) -> Route:
    """`route(routing, state, **headers)`: a run of which that became."""
    count = 0

    def routed(routing: Routing, state: RunState = "routed", **headers: str) -> Run:
        nonlocal count
        count += 1
        run = start(services, mail_order(**{"Message_ID": f"<{count}@x>", **headers}))
        services.records.save(run.id, names.ROUTING, routing)
        return services.runs.change(run.id, state=state, reason=routing.reason)

    return routed


def test_time_limits_head_the_list_and_each_persons_own_stand_together_below(
    services: Services, route: Route
) -> None:
    plain = route(Routing(outcome="routed", handler=MARTIN, reason="r"))
    later = route(Routing(outcome="routed", handler=MARTIN, clocks=(clock(dt.date(2026, 11, 30)),)))
    first = route(
        Routing(
            outcome="routed",
            handler=MARTIN,
            clocks=(clock(dt.date(2026, 12, 1)), clock(dt.date(2026, 10, 20))),
        )
    )
    hers = route(Routing(outcome="abstained", handler=HELEN, reason="r"), "abstained")

    found = waiting(services)

    assert [told.run for told in found] == [first.id, later.id, hers.id, plain.id]
    assert [told.handler_name for told in found][:2] == ["Martin Oke", "Martin Oke"]
    assert found[0].due == dt.date(2026, 10, 20)


def test_what_is_urgent_stands_before_what_is_not(services: Services, route: Route) -> None:
    normal = route(Routing(outcome="routed", handler=MARTIN))
    today = route(Routing(outcome="routed", handler=MARTIN, urgency="today"))

    assert [told.run for told in waiting(services)] == [today.id, normal.id]


@pytest.mark.parametrize(("day", "overdue"), [(13, True), (14, False), (15, False)])
def test_a_limit_is_over_the_day_after(
    services: Services,
    route: Route,
    day: int,
    overdue: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    route(Routing(outcome="routed", handler=MARTIN, clocks=(clock(dt.date(2026, 10, day)),)))

    assert waiting(services)[0].overdue is overdue


def test_one_persons_own_can_be_asked_for(services: Services, route: Route) -> None:
    route(Routing(outcome="routed", handler=MARTIN))
    hers = route(Routing(outcome="routed", handler=HELEN))

    assert [told.run for told in waiting(services, handler=HELEN.upper())] == [hers.id]


def test_what_waits_for_nobody_is_not_listed(services: Services, route: Route) -> None:
    route(Routing(outcome="closed", reason="A program sent it."), "abstained")
    route(Routing(outcome="answer"), "held")
    route(Routing(outcome="routed"), "archived")
    replaced = route(Routing(outcome="routed"))
    services.runs.change(replaced.id, superseded_by="another")

    assert waiting(services) == ()


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        ({}, "Wrackline Boatyard Limited"),
        ({"told": ""}, "unverified sender"),
        ({"sender": "Sarah Lee <sarah@elsewhere.example>"}, "stranger"),
    ],
)
def test_a_sender_is_called_by_what_is_certain(
    services: Services, mail_order: MailOrder, headers: dict[str, str], sender: str
) -> None:
    assert sender_of(services, start(services, mail_order(**headers))) == sender


def test_a_mail_is_told_in_the_firms_own_words(services: Services, route: Route) -> None:
    run = route(Routing(outcome="routed", intent="invoice-query", handler="gone@x", reason="Why."))

    told = told_of(services, run)

    assert told
    assert (told.intent, told.subject) == ("Invoice query", "A question")
    assert (told.handler_name, told.received) == ("gone@x", dt.date(2026, 10, 14))


def test_a_run_about_no_mail_is_told_nothing_of(services: Services, order: Order) -> None:
    assert told_of(services, start(services, order)) is None


@pytest.mark.parametrize(
    ("kind", "raised"),
    [
        ("complaint", ("“a complaint” (message, line 1)",)),
        ("conflict", ()),
    ],
)
def test_a_waiting_mail_tells_its_words_and_what_raised_it_unless_that_is_quiet(
    services: Services, route: Route, kind: EscalationKind, raised: tuple[str, ...]
) -> None:
    said = Escalation(kind=kind, place="message, line 1", words="a complaint")
    run = route(Routing(outcome="routed", handler=MARTIN, escalations=(said,)))

    told = told_of(services, run)

    assert told
    assert told.lines == ("When is our VAT return due?",)
    assert tuple(each.partition(": ")[2] for each in told.raised) == raised


def test_a_waiting_mail_is_taken_off_by_somebody_with_a_password(
    services: Services, route: Route
) -> None:
    run = route(Routing(outcome="routed", handler=MARTIN))
    person = services.workspace.firm.person(MARTIN)
    assert person
    services.passwords.set(person, "seven quiet herons")

    with pytest.raises(UsageError, match="say who has dealt with it"):
        archive(services, run.id)
    with pytest.raises(NotAuthenticated):
        archive(services, run.id, email=MARTIN, password=lambda _: "wrong")
    archive(
        services, run.id, email=MARTIN, password=lambda _: "seven quiet herons", comment="Rang her."
    )

    assert taken_off(services, run).startswith("Martin Oke, ")
    assert taken_off(services, run).endswith(": Rang her.")
    assert waiting(services) == ()
