"""How a mail that waits for a person reads at a terminal."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from engross.cli import waiting as commands
from engross.pipeline import waiting
from engross.pipeline.waiting import MailTold

if TYPE_CHECKING:
    from engross.records import Run
    from engross.wiring import House

TOLD = MailTold(
    run="support_reply-20261014-000000",
    state="routed",
    reason="Martin Oke sees to this mail.",
    sender="Wrackline Boatyard Limited",
    subject="Everything you hold on me",
    received=dt.date(2026, 10, 14),
    intent="Data or identity",
    urgency="soon",
    handler="martin.oke@penhallowreeve.example",
    handler_name="Martin Oke",
    waits=True,
    clock="Answer the request",
    due=dt.date(2026, 11, 11),
)
HOUSE = cast("House", SimpleNamespace(services=None))


def run() -> Run:
    return cast("Run", SimpleNamespace(id=TOLD.run))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "told_of", lambda *_: TOLD)


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


@pytest.mark.usefixtures("told")
def test_a_routed_mail_says_who_sees_to_it_and_by_when(
    capsys: pytest.CaptureFixture[str],
) -> None:
    commands.print_mail(HOUSE, run())

    assert said(capsys) == [
        "  mail         Everything you hold on me",
        "  it wants     Data or identity",
        "  sees to it   Martin Oke",
        "  time limit   Answer the request by 11 November 2026",
        "Next:",
        (
            "  engross archive support_reply-20261014-000000 "
            "--as martin.oke@penhallowreeve.example    (once it is dealt with)"
        ),
    ]


def test_one_that_is_answered_says_what_it_wants_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = TOLD.model_copy(update={"waits": False, "state": "held", "subject": ""})
    monkeypatch.setattr(waiting, "told_of", lambda *_: answered)

    commands.print_mail(HOUSE, run())

    assert said(capsys) == ["  mail         (no subject)", "  it wants     Data or identity"]
    assert commands.in_a_line(HOUSE, run()) == "  Data or identity"


@pytest.mark.usefixtures("told")
def test_a_list_of_runs_says_it_in_a_line() -> None:
    assert commands.in_a_line(HOUSE, run()) == (
        "  Data or identity  for Martin Oke  Answer the request by 11 November 2026"
    )


def test_a_run_about_no_mail_says_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "told_of", lambda *_: None)

    commands.print_mail(HOUSE, run())

    assert said(capsys) == []
    assert commands.in_a_line(HOUSE, run()) == ""


def test_what_waits_is_listed_by_who_sees_to_it(capsys: pytest.CaptureFixture[str]) -> None:
    over = TOLD.model_copy(update={"overdue": True, "urgency": "today"})
    nobodys = TOLD.model_copy(update={"handler_name": "", "due": None, "received": None})

    commands.print_waiting((over, nobodys))

    assert said(capsys) == [
        "Time limits of the law",
        (
            "  support_reply-20261014-000000  Wrackline Boatyard Limited, received 14 October 2026"
            "  [today]"
        ),
        "    Everything you hold on me",
        "    OVERDUE: Answer the request by 11 November 2026",
        "    Martin Oke sees to this mail.",
        "Nobody is named",
        "  support_reply-20261014-000000  Wrackline Boatyard Limited  [soon]",
        "    Everything you hold on me",
        "    Martin Oke sees to this mail.",
    ]


def test_nothing_that_waits_is_said_too(capsys: pytest.CaptureFixture[str]) -> None:
    commands.print_waiting(())

    assert said(capsys) == ["No mail waits for a person."]


def test_a_mail_that_waits_is_shown_with_its_words_and_what_raised_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = TOLD.model_copy(
        update={"lines": ("Send it all.",), "raised": ("A request: “it all” (message, line 1)",)}
    )
    monkeypatch.setattr(waiting, "told_of", lambda *_: shown)

    commands.print_words(HOUSE, run())

    assert said(capsys) == [
        "  raised by    A request: “it all” (message, line 1)",
        "  it says",
        "    Send it all.",
    ]


def test_one_that_is_overdue_is_never_merely_soon(capsys: pytest.CaptureFixture[str]) -> None:
    commands.print_waiting((TOLD.model_copy(update={"overdue": True}),))

    assert "[today]" in said(capsys)[1]
