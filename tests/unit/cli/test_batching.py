from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from engross.cli.batching import Asked
from engross.errors import UsageError

FILE = Path("october.csv")
DAY = dt.date(2026, 10, 12)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (Asked(), False),
        (Asked(file=FILE), True),
        (Asked(stage="Proposal"), True),
        (Asked(all_deals=True, again=True), True),
        (Asked(mailbox="inbox.mbox", since=DAY), True),
        (Asked(all_entries=True), True),
        (Asked(again=True), False),
    ],
)
def test_a_file_a_stage_all_of_it_or_a_mailbox_make_a_batch(
    asked: Asked,
    wanted: bool,  # noqa: FBT001 - a table
) -> None:
    assert asked.wanted() == wanted


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Asked(file=FILE, all_deals=True), "one of --batch, --stage, --all-deals, --mailbox"),
        (Asked(stage="Proposal", mailbox="imap:INBOX"), "one of --batch, --stage, --all-deals"),
        (Asked(since=DAY), "Give --mailbox with it"),
    ],
)
def test_what_makes_no_sense_together_says_what_does(asked: Asked, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        asked.wanted()
