from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engross.pipeline import names
from engross.pipeline.sent import all_sent, import_sent, sent_of, similarity, words_of
from engross.pipeline.services import Services
from engross.records import SentReply
from unit.pipeline.mailing.conftest import ASKED, OWEN, WORDS, MakeRun

Send = Callable[..., str]
QUOTED = "On 14 October 2026 at 09:12, Owen Fairweather <owen@wrackline.example> wrote:\n> When?\n"


@pytest.fixture
def send(tmp_path: Path) -> Send:
    """`send(words, header lines)`: a folder of sent mails, to which each call adds one."""
    folder = tmp_path / "sent"
    folder.mkdir()

    def make(words: str = WORDS, *headers: str, to: str = OWEN) -> str:
        number = len(list(folder.iterdir())) + 1
        lines = [
            "From: support@penhallowreeve.example",
            f"To: {to}",
            f"Message-ID: <sent-{number}@penhallowreeve.example>",
            "Date: Wed, 14 Oct 2026 11:00:00 +0000",
            "Subject: Re: VAT",
            *headers,
        ]
        text = "\n".join((*lines, "", words, "", QUOTED))
        (folder / f"{number}.eml").write_text(text, encoding="utf-8")
        return str(folder)

    return make


ANSWERS = f"In-Reply-To: <{ASKED}>"


def test_a_reply_sent_as_it_was_drafted_is_wholly_alike(
    services: Services, make_run: MakeRun, send: Send
) -> None:
    run = make_run()

    found = import_sent(services, send(WORDS, f"X-Engross-Draft: {run.id}"))

    assert [(one.run.id, one.how) for one in found.answered] == [(run.id, "sent")]
    reply = sent_of(services, run.id)
    assert reply
    assert (reply.similarity, reply.words_drafted, reply.words_sent) == (1.0, 14, 14)
    assert reply.message_id == "sent-1@penhallowreeve.example"
    assert services.ledger.lines(run.id)[-1].kind == "sent-imported"


def test_without_the_mark_it_is_known_by_its_thread_and_whom_it_goes_to(
    services: Services, make_run: MakeRun, send: Send
) -> None:
    run = make_run()

    found = import_sent(services, send(f"{WORDS} Helen", ANSWERS))

    assert [one.run.id for one in found.answered] == [run.id]
    reply = sent_of(services, run.id)
    assert reply
    assert reply.similarity == pytest.approx(28 / 29, abs=1e-4)


@pytest.mark.parametrize("header", [f"References: <a@b.example> <{ASKED}>", ANSWERS.upper()])
def test_references_name_the_mail_that_is_answered_too(
    services: Services, make_run: MakeRun, send: Send, header: str
) -> None:
    make_run()

    found = import_sent(services, send(WORDS, header.replace(ASKED.upper(), ASKED)))

    assert len(found.answered) == 1


def test_an_answer_to_somebody_else_in_the_thread_is_no_reply_of_ours(
    services: Services, make_run: MakeRun, send: Send
) -> None:
    make_run()

    found = import_sent(services, send(WORDS, ANSWERS, to="bank@harbour.example"))

    assert (found.looked_at, found.answered) == (1, ())


def test_a_mail_sent_twice_counts_once_and_the_first_stays(
    services: Services, make_run: MakeRun, send: Send
) -> None:
    run = make_run()
    send(WORDS, ANSWERS)
    folder = send("Something else entirely.", ANSWERS)

    found = import_sent(services, folder)
    again = import_sent(services, folder)

    assert [one.how for one in found.answered] == ["sent", "known already"]
    assert [one.how for one in again.answered] == ["known already", "known already"]
    assert sent_of(services, run.id) == found.answered[0].reply


def test_a_mail_answered_by_hand_has_nothing_to_be_compared_with(
    services: Services, make_run: MakeRun, send: Send
) -> None:
    run = make_run("routed")

    found = import_sent(services, send("We ring you.", ANSWERS))

    assert [(one.run.id, one.how) for one in found.answered] == [(run.id, "sent by hand")]
    assert not services.records.has(run.id, names.SENT)


def test_of_several_runs_about_a_mail_the_one_that_stands_is_meant(
    services: Services, make_run: MakeRun, send: Send
) -> None:
    second = make_run("held", 2)
    make_run("held", 1, superseded_by=second.id)

    found = import_sent(services, send(WORDS, ANSWERS))

    assert [one.run.id for one in found.answered] == [second.id]


def test_a_draft_that_still_lies_there_is_no_sent_mail(
    services: Services, make_run: MakeRun, tmp_path: Path
) -> None:
    run = make_run()
    path = tmp_path / "draft.eml"
    path.write_text(f"X-Engross-Draft: {run.id}\nTo: {OWEN}\n\n{WORDS}\n", encoding="utf-8")

    found = import_sent(services, str(path))

    assert found.answered == ()
    assert f"it is the draft of {run.id} and has no Message-ID" in found.unread[0]


def test_a_sent_mail_that_cannot_be_read_is_told_and_the_next_is_read(
    services: Services, make_run: MakeRun, send: Send, tmp_path: Path
) -> None:
    run = make_run()
    folder = Path(send(WORDS, ANSWERS))
    bad = f"Message-ID: <x@y.example>\nX-Engross-Draft: {run.id}\n" + "Content-Type: a/b\n" * 1100
    (folder / "0.eml").write_text(f"{bad}\n{tmp_path}", encoding="utf-8")

    found = import_sent(services, str(folder))

    assert [one.how for one in found.answered] == ["sent"]
    assert [problem.partition(":")[0] for problem in found.unread] == ["0.eml"]


def test_every_sent_mail_is_in_the_report(
    services: Services, make_run: MakeRun, send: Send
) -> None:
    run = make_run()
    import_sent(services, send(WORDS, ANSWERS))

    [(reported, reply)] = all_sent(services)

    assert reported.id == run.id
    assert isinstance(reply, SentReply)


@pytest.mark.parametrize(
    ("drafted", "sent", "alike"),
    [
        ("", "", 1.0),
        ("due on 7 November", "due on 7 November", 1.0),
        ("due on 7 November", "", 0.0),
        ("due on 7 November", "due on 8 November", 0.75),
        ("one two three four", "four three two one", 0.25),
    ],
)
def test_likeness_is_the_share_of_words_in_the_same_order(
    drafted: str, sent: str, alike: float
) -> None:
    assert similarity(drafted.split(), sent.split()) == alike


def test_words_are_those_of_the_newest_message_alone() -> None:
    text = "It\N{RIGHT SINGLE QUOTATION MARK}s due 7.11."
    mail = f"From: a@b.example\nSubject: VAT\nIn-Reply-To: <x@y>\n\n{text}\n\n{QUOTED}"

    assert words_of(mail.encode()) == ["it's", "due", "7.11"]
