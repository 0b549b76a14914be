from __future__ import annotations

import datetime as dt
import time

import pytest

from engross.records import EscalationKind, IncomingMail, MailLine
from engross.triage.escalating import escalations_in
from engross.workspace.triage import TriageFiles

WEDNESDAY = dt.date(2026, 10, 14)
NO_WORDS = TriageFiles(intents={}, examples_by_intent={})


def _kinds(text: str, subject: str = "", files: TriageFiles = NO_WORDS) -> list[EscalationKind]:
    lines = tuple(
        MailLine(text=line, place=f"message, line {number}")
        for number, line in enumerate(text.splitlines(), 1)
    )
    mail = IncomingMail(message_id="a@example", subject=subject, lines=lines)
    return [each.kind for each in escalations_in(mail, files, WEDNESDAY)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I want to make a complaint.", "complaint"),
        ("We aren\u2019t at all happy with the service.", "complaint"),
        ("This is not a complaint, but nobody ever rings me back.", "complaint"),
        ("We shall sue the firm for its mistake.", "claim"),
        ("Please send me everything you hold about me.", "data-request"),
        ("You shared my address without my consent.", "data-complaint"),
        ("The payslips went to the wrong person.", "data-breach"),
        ("We've changed banks, so the sort code is new.", "bank-details"),
        ("HMRC have opened an enquiry.", "regulator"),
        ("The VAT return has to be in tomorrow.", "deadline-near"),
        ("I can't cope any more.", "vulnerability"),
        ("You will regret this.", "threat"),
        ("A journalist rang about the redundancies.", "press"),
        ("You act for both of us, which may be a conflict of interest.", "conflict"),
        ("I will bring you £20,000 in cash.", "source-of-funds"),
        ("Could you backdate the minutes?", "improper-request"),
        ("We are moving to another accountant.", "termination"),
        ("He told me in confidence that he is selling.", "third-party-secret"),
    ],
)
def test_each_kind_is_known_by_plain_words(text: str, kind: EscalationKind) -> None:
    found = _kinds(text)

    assert kind in found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I know what time he finishes.", "threat"),
        ("If he comes here again I am going round with a spade.", "threat"),
        ("I don't sleep, I don't eat.", "vulnerability"),
        ("He brings the money in a holdall because he does not like banks.", "source-of-funds"),
        ("Please send the difference to our supplier.", "source-of-funds"),
        ("She was not there when I signed, but will say that she was.", "improper-request"),
        ("The bank wants to see a profit this year.", "improper-request"),
        ("That list was meant for our own people.", "data-breach"),
        ("The customer records were in a bag that I left on the train.", "data-breach"),
        ("How did that company get hold of my number?", "data-complaint"),
        ("You never told us about the option.", "claim"),
        ("I assume that you will be covering it.", "claim"),
        ("That's the fourth person I have explained it to.", "complaint"),
        ("I am beginning to think nobody is there.", "complaint"),
        ("Aren't they one of yours?", "conflict"),
        ("The seller is with you as well.", "conflict"),
        ("A friend who works for them showed me the list.", "third-party-secret"),
        ("You did not have this from me.", "third-party-secret"),
        ("You still have me down as Mrs Rowse.", "data-request"),
        ("Kindly put your records right.", "data-request"),
        ("We are doing our own books from April.", "termination"),
        ("Stop work, please.", "termination"),
        ("Could you push the mileage up?", "improper-request"),
        ("I write for a paper and would like a word.", "press"),
        ("This is Jo Marsh from the Example Packet.", "press"),
        ("The Example Packet\nhere, with a question.", "press"),
    ],
)
def test_what_is_said_sideways_is_known_too(text: str, kind: EscalationKind) -> None:
    found = _kinds(text)

    assert kind in found


@pytest.mark.parametrize(
    "text",
    [
        "How do I get my details into the software?",
        "I assume that you will send the VAT return on.",
        "What would you charge to do the books for her?",
        "I am starting to think about Christmas.",
        "The post goes at five and the times are on the door.",
        "The bank would like to see the profit and loss account.",
    ],
)
def test_words_that_are_near_to_those_are_not_taken_for_them(text: str) -> None:
    assert _kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "No complaints at all, thank you.",
        "I cannot complain.",
        "One of our customers has complained about the paint, so we are repainting the hull.",
        "I have read the complaints procedure in your letter, thanks.",
        "Can I claim the van?",
        "HMRC's website says 45p a mile.",
        "I checked on the HMRC website.",
        "Our diary has a conflict with another meeting on Friday.",
        "Please find the petty cash sheet attached.",
        "The pay rise was backdated to April.",
        "We had to terminate the lease of the old shed.",
        "We are looking for a new accountant.",
        "I have read your privacy notice and agree with it.",
        "The van battery died, so I shall be late.",
        "Please tell the accounts manager at your office.",
    ],
)
def test_harmless_words_are_looked_past(text: str) -> None:
    found = _kinds(text)

    assert found == []


def test_a_sign_beside_harmless_words_still_counts() -> None:
    found = _kinds("No complaints about the yard, but the delay is unacceptable.")

    assert found == ["complaint"]


def test_harmless_words_do_not_join_what_stands_around_them() -> None:
    found = _kinds("You passed on no complaints from us to the wrong number.")

    assert "complaint" not in found


def test_the_place_and_the_words_are_told() -> None:
    mail = IncomingMail(
        message_id="a@example",
        subject="Papers",
        lines=(
            MailLine(text="Thank you for the letter.", place="message, line 2"),
            MailLine(text="I am making a complaint about it.", place="message, line 4"),
        ),
    )

    (found,) = escalations_in(mail, NO_WORDS, WEDNESDAY)

    assert (found.place, found.words) == ("message, line 4", "complaint")


def test_the_subject_is_looked_at_without_its_answer_mark() -> None:
    mail = IncomingMail(message_id="a@example", subject="AW: Re: Complaint")

    (found,) = escalations_in(mail, NO_WORDS, WEDNESDAY)

    assert (found.place, found.words) == ("subject", "Complaint")


def test_words_parted_over_two_lines_are_found() -> None:
    found = _kinds("Please note that our bank\ndetails have changed.")

    assert found == ["bank-details"]


def test_the_firms_own_words_are_added() -> None:
    files = NO_WORDS.model_copy(update={"escalation_words": {"press": ("Example Gazette",)}})

    found = _kinds("The Example  Gazette rang.", files=files)

    assert found == ["press"]


def test_several_kinds_come_in_the_order_in_which_a_handler_is_looked_for() -> None:
    found = _kinds("I am making a complaint, and I can't cope.")

    assert found == ["vulnerability", "complaint"]


def test_a_mail_without_words_is_of_no_kind() -> None:
    assert _kinds("") == []


@pytest.mark.parametrize(
    "text", ["not " * 9_000, "you " * 9_000, "nobody has ever " * 2_300, "x" * 40_000]
)
def test_a_mail_made_to_be_slow_is_not(text: str) -> None:
    started = time.process_time()

    _kinds(text)

    assert time.process_time() - started < 5
