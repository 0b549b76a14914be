from __future__ import annotations

from dataclasses import replace

import pytest

from engross.errors import Tampered, UsageError, WrongState
from engross.pipeline import names
from engross.pipeline.drafts import add_draft, leave_draft, makes_mail, reply_of
from engross.pipeline.services import Services
from engross.records import HeldDocument, Run
from engross.testing.mailbox import MemoryMailbox
from unit.pipeline.mailing.conftest import MakeRun


@pytest.fixture
def run(make_run: MakeRun) -> Run:
    return make_run()


def test_the_signed_mail_lies_among_the_drafts_byte_for_byte(
    services: Services, run: Run, mailbox: MemoryMailbox, told: list[str]
) -> None:
    leave_draft(services, run)

    reply = reply_of(services, run)
    assert reply
    assert mailbox.drafts == {run.id: services.documents.get(reply.sha256)}
    assert told == ["the reply lies among the drafts of the mailbox; nothing was sent"]
    assert services.ledger.lines(run.id)[-1].kind == "draft-added"


def test_ten_times_leave_one_draft_and_one_line(
    services: Services, run: Run, mailbox: MemoryMailbox
) -> None:
    outcomes = [add_draft(services, run) for _ in range(10)]

    assert outcomes == ["added", *["there already"] * 9]
    assert len(mailbox.drafts) == 1
    assert [line.kind for line in services.ledger.lines(run.id)].count("draft-added") == 1


def test_a_draft_that_a_person_sent_or_threw_away_does_not_come_back(
    services: Services, run: Run, mailbox: MemoryMailbox
) -> None:
    add_draft(services, run)
    mailbox.drafts.clear()

    assert add_draft(services, run) == "there already"

    assert mailbox.drafts == {}
    assert add_draft(services, run, again=True) == "added"
    assert list(mailbox.drafts) == [run.id]


def test_a_draft_that_was_put_there_before_a_crash_is_found(
    services: Services, run: Run, mailbox: MemoryMailbox
) -> None:
    mailbox.add_draft(b"the same", run.id)

    assert add_draft(services, run) == "there already"

    assert services.ledger.lines(run.id)[-1].subject == "it lay there"
    assert mailbox.drafts == {run.id: b"the same"}


def test_a_mailbox_that_is_down_leaves_the_release_as_it_is_and_says_how_to_go_on(
    services: Services, run: Run, mailbox: MemoryMailbox, told: list[str]
) -> None:
    mailbox.down = True

    leave_draft(services, run)

    assert services.runs.get(run.id).state == "released"
    assert told[-1].startswith("no draft was put into the mailbox. The mailbox does not answer.")
    assert told[-1].endswith(f"engross draft {run.id}")
    assert "draft-added" not in [line.kind for line in services.ledger.lines(run.id)]
    mailbox.down = False
    assert add_draft(services, run) == "added"


def test_a_mailbox_that_is_set_wrongly_is_told_as_one_that_is_down(
    services: Services, run: Run, told: list[str]
) -> None:
    def wrong() -> MemoryMailbox:
        raise UsageError("ENGROSS_IMAP names no mailbox.", remedy="Write imaps://...")

    leave_draft(replace(services, mailbox=wrong), run)

    assert "ENGROSS_IMAP names no mailbox. Write imaps://..." in told[-1]


def test_without_a_mailbox_the_reason_is_told(
    services: Services, run: Run, told: list[str]
) -> None:
    leave_draft(replace(services, mailbox=lambda: None), run)

    assert told == ["no draft: no mailbox is set; the mail lies with the released files"]


def test_an_earlier_draft_for_the_same_mail_is_pointed_out(
    services: Services, make_run: MakeRun, mailbox: MemoryMailbox, told: list[str]
) -> None:
    first = make_run(number=1)
    second = make_run(number=2, supersedes=first.id)
    third = make_run(number=3, supersedes=second.id)
    leave_draft(services, first)

    leave_draft(services, third)

    assert told[-1] == f"the draft of {first.id} may lie there too; send only one of them"
    assert list(mailbox.drafts) == [first.id, third.id]


def test_nothing_unsigned_becomes_a_draft(
    services: Services, make_run: MakeRun, mailbox: MemoryMailbox
) -> None:
    held = make_run("held")

    with pytest.raises(WrongState, match="is held, not released: no draft leaves unsigned"):
        add_draft(services, held)

    assert mailbox.drafts == {}


def test_a_mail_that_is_not_the_one_that_was_signed_becomes_no_draft(
    services: Services, run: Run, mailbox: MemoryMailbox
) -> None:
    other = services.documents.put(b"From: x\r\n\r\nPay into another account.\r\n")
    [one] = services.records.load(run.id, names.ALSO, names.AlsoFiles).files
    file = one.file.model_copy(update={"sha256": other})
    changed = names.AlsoFiles(files=(one.model_copy(update={"file": file}),))
    services.records.save(run.id, names.ALSO, changed)

    with pytest.raises(Tampered, match="not among the files that were signed"):
        add_draft(services, run)

    assert mailbox.drafts == {}


def test_a_held_document_changed_since_becomes_no_draft(
    services: Services, run: Run, mailbox: MemoryMailbox
) -> None:
    held = services.records.load(run.id, names.HELD, HeldDocument)
    services.records.save(run.id, names.HELD, held.model_copy(update={"version": 2}))

    with pytest.raises(Tampered, match="not the one that the ledger noted"):
        add_draft(services, run)

    assert mailbox.drafts == {}


def test_a_crew_that_makes_a_mail_is_told_from_one_that_does_not(services: Services) -> None:
    crews = services.workspace.crews

    assert makes_mail(crews["support_reply"])
    assert not makes_mail(crews["client_report"])
    assert not makes_mail(None)


def test_a_document_that_was_held_before_its_crew_made_mails_is_released_without_a_draft(
    services: Services, run: Run, mailbox: MemoryMailbox, told: list[str]
) -> None:
    held = services.records.load(run.id, names.HELD, HeldDocument)
    word = held.candidate.deliverables[:1]
    candidate = held.candidate.model_copy(update={"deliverables": word})
    services.records.save(run.id, names.HELD, held.model_copy(update={"candidate": candidate}))
    services.records.save(run.id, names.ALSO, names.AlsoFiles())

    leave_draft(services, run)

    assert told == ["no draft: nothing of what was signed is a mail"]
    assert mailbox.drafts == {}
