from __future__ import annotations

import datetime as dt

import pytest

from engross.records import Escalation, EscalationKind, IncomingMail
from engross.triage.clocks import clocks_of, day_of_receipt

WEDNESDAY = dt.date(2026, 10, 14)


def _noticed(*kinds: EscalationKind) -> list[Escalation]:
    return [Escalation(kind=kind, place="subject", words="") for kind in kinds]


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("data-complaint", dt.date(2026, 11, 12)),
        ("data-request", dt.date(2026, 11, 11)),
        ("data-breach", dt.date(2026, 10, 16)),
    ],
)
def test_a_legal_clock_starts_on_receipt(kind: EscalationKind, due: dt.date) -> None:
    (clock,) = clocks_of(_noticed(kind), WEDNESDAY)

    assert (clock.started, clock.due) == (WEDNESDAY, due)
    assert clock.source


def test_what_has_no_clock_starts_none() -> None:
    assert clocks_of(_noticed("complaint", "press"), WEDNESDAY) == ()


def test_the_earliest_due_comes_first() -> None:
    clocks = clocks_of(_noticed("data-complaint", "data-breach", "data-request"), WEDNESDAY)

    assert [clock.due.day for clock in clocks] == [16, 11, 12]


def _mail(received: dt.datetime | None = None, sent: dt.datetime | None = None) -> IncomingMail:
    return IncomingMail(message_id="a@example", received=received, sent=sent)


def test_the_day_of_receipt_is_that_of_the_firms_server() -> None:
    mail = _mail(
        received=dt.datetime(2026, 10, 12, 9, tzinfo=dt.UTC),
        sent=dt.datetime(2026, 10, 9, 9, tzinfo=dt.UTC),
    )

    assert day_of_receipt(mail, WEDNESDAY) == dt.date(2026, 10, 12)


def test_without_a_server_the_day_is_the_mails_own() -> None:
    mail = _mail(sent=dt.datetime(2026, 10, 9, 9, tzinfo=dt.UTC))

    assert day_of_receipt(mail, WEDNESDAY) == dt.date(2026, 10, 9)


def test_half_past_eleven_in_utc_is_the_next_day_in_summer() -> None:
    mail = _mail(received=dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC))

    assert day_of_receipt(mail, WEDNESDAY) == dt.date(2026, 7, 2)


def test_no_header_makes_a_mail_come_in_tomorrow() -> None:
    mail = _mail(sent=dt.datetime(2031, 1, 1, tzinfo=dt.UTC))

    assert day_of_receipt(mail, WEDNESDAY) == WEDNESDAY


def test_without_any_date_it_came_in_today() -> None:
    assert day_of_receipt(_mail(), WEDNESDAY) == WEDNESDAY


def test_a_date_at_the_end_of_the_calendar_is_read() -> None:
    early = dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=14)))

    assert day_of_receipt(_mail(sent=early), WEDNESDAY) == dt.date(1, 1, 1)


def test_the_day_is_that_of_the_uk_whatever_the_header_counts_from() -> None:
    west = dt.datetime(2026, 7, 1, 20, tzinfo=dt.timezone(dt.timedelta(hours=-5)))

    assert day_of_receipt(_mail(received=west), WEDNESDAY) == dt.date(2026, 7, 2)
