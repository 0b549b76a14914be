from __future__ import annotations

import datetime as dt

import pytest

from engross.sources.readers.mail.days import day_of

DATE = "Date: Tue, 13 Oct 2026 22:10:00 +0100"
SERVER = (
    "Received: from a.example by mx.penhallowreeve.example;\r\n\tWed, 14 Oct 2026 09:30:00 +0000"
)
OTHER = "Received: from b.example by a.example; Mon, 12 Oct 2026 09:30:00 +0000"


def mail(*headers: str, text: str = "Thank you.") -> bytes:
    return "\r\n".join((*headers, "Subject: VAT", "", text, "")).encode()


def test_the_newest_server_says_when_a_mail_came_in() -> None:
    assert day_of(mail(SERVER, OTHER, DATE)) == dt.date(2026, 10, 14)


def test_without_a_server_s_line_its_own_date_counts() -> None:
    assert day_of(mail(DATE)) == dt.date(2026, 10, 13)


def test_a_server_s_line_that_says_no_day_is_passed_over() -> None:
    assert day_of(mail("Received: from a.example; some day", OTHER)) == dt.date(2026, 10, 12)


def test_a_date_in_its_text_is_no_date_of_the_mail() -> None:
    assert day_of(mail(text=DATE)) is None


@pytest.mark.parametrize("date", ["Date:", "Date: 14/10/26 or so", "Date: Wed, 99 Oct 2026 x"])
def test_a_date_that_is_none_is_none(date: str) -> None:
    assert day_of(mail(date)) is None
