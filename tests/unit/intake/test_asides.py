"""Side remarks on a call, what they lead to, and the firm's own chat: none of it is to be seen."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross.records import Evidence

Read = Callable[..., Evidence]

HELEN, MARTIN, RUTH = "Helen Pike", "Martin Oke", "Ruth Adeyemi"
OPENING = ((HELEN, "Good morning, Ruth."), (RUTH, "Morning, both of you."))
CLOSING = (
    ("Joss", "Oh."),
    (HELEN, "Right, so the count starts on Monday."),
    (RUTH, "Yes, on Monday."),
)


def call(*said: tuple[str, str]) -> str:
    cues = (
        f"00:{n:02}:00.000 --> 00:{n:02}:09.000\n{speaker}: {text}\n"
        for n, (speaker, text) in enumerate(said)
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def shown(evidence: Evidence) -> str:
    return " ".join(passage.text for passage in evidence.passages if not passage.withheld)


@pytest.mark.parametrize(
    ("speaker", "remark", "secret"),
    [
        (RUTH, "Poor Kerra is in hospital with her back.", "Kerra"),
        (RUTH, "Our foreman has been off sick since the regatta.", "foreman"),
        (RUTH, "He had a stroke in May and he is not the same.", "stroke"),
        (RUTH, "Joss is going through a divorce, so he is distracted.", "Joss"),
        (RUTH, "Her husband walked out on her at Easter.", "Easter"),
        (RUTH, "Trevanion's across the creek are going under.", "Trevanion"),
        (RUTH, "Our competitors have lost the charter fleet.", "charter"),
        (RUTH, "I may have to let the young lad in the stores go.", "lad"),
        (RUTH, "We're going to sack him after the haul-out.", "haul-out"),
        (RUTH, "Between you and me the yard may be sold.", "sold"),
        (RUTH, "This is off the record, but the bank is nervous.", "nervous"),
        (RUTH, "Don't put this in the report, the hoist is finished.", "hoist"),
        (RUTH, "You didn't hear it from me, but they are moving to Poole.", "Poole"),
        (HELEN, "We'll have to write off 3 hours of Martin's time.", "hours"),
        (HELEN, "Our recovery on this job is under 80%.", "80%"),
        (MARTIN, "The margin on this job is thin.", "thin"),
        (MARTIN, "Priya costs us £31 an hour, so we can't do it.", "£31"),
        (MARTIN, "Our lock-up is awful this quarter.", "lock-up"),
        (HELEN, "It's Copperbeech Nurseries that pays late.", "Copperbeech"),
        (RUTH, "Some of the fuel money isn't going through the till.", "till"),
        (MARTIN, "That looks like money laundering to me.", "launder"),
        (RUTH, "The berth money never goes through the books.", "berth"),
        (RUTH, "He pays the lads cash so there's no tax on it.", "lads"),
        (RUTH, "We're letting two of the yard lads go.", "lads"),
        (MARTIN, "That hour costs us about thirty-seven pounds, internally.", "thirty-seven"),
        (RUTH, "Poor Joss has a heavy cold again.", "cold"),
        (RUTH, "He was fiddling the books for years.", "fiddling"),
        (MARTIN, "She is a nightmare about invoices.", "nightmare"),
        ("Guest 2", "Their charge-out rates went up again.", "charge-out"),
    ],
)
def test_a_side_remark_never_comes_out_of_a_call(
    speaker: str, remark: str, secret: str, read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes(call(*OPENING, (speaker, remark), *CLOSING), "call.vtt"))

    assert secret not in shown(evidence)
    assert "the count starts on Monday" in shown(evidence)


def test_suspicion_is_withheld_without_saying_of_what(read: Read, make: SimpleNamespace) -> None:
    said = (RUTH, "Some of the fuel money isn't going through the till.")
    evidence = read(make.notes(call(*OPENING, said, *CLOSING), "call.vtt"))

    assert {p.withheld for p in evidence.passages} == {"", "for a person only"}


def test_what_the_others_answer_and_the_speaker_adds_is_withheld_with_it(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        make.notes(
            call(
                *OPENING,
                (RUTH, "Kerra is in hospital. It's her back. Six weeks at least."),
                (HELEN, "Oh no. Which ward is she on?"),
                (RUTH, "The new one, over the car park."),
                *CLOSING,
            ),
            "call.vtt",
        )
    )

    assert not {"back", "Six weeks", "ward", "car park"} & set(shown(evidence).split())
    assert "car park" not in shown(evidence)
    assert "the count starts on Monday" in shown(evidence)


def test_only_what_is_near_a_remark_is_withheld_of_a_long_turn(
    read: Read, make: SimpleNamespace
) -> None:
    before = " ".join(f"Shed {n} was counted." for n in range(1, 21))
    after = " ".join(f"Pontoon {n} was painted." for n in range(1, 21))
    long = f"{before} Kerra is in hospital. {after}"
    text = shown(read(make.notes(call(*OPENING, (RUTH, long), *CLOSING), "call.vtt")))

    assert "Kerra" not in text
    assert "Shed 18" in text
    assert "Shed 19" not in text
    assert "Pontoon 6" not in text
    assert "Pontoon 7" in text


@pytest.mark.parametrize(
    ("speaker", "sentence"),
    [
        (RUTH, "Our margin on chandlery crept up to 31%."),
        (RUTH, "We wrote off £2,000 of old stock in August."),
        (RUTH, "The recovery of VAT on the van is half."),
        (RUTH, "The write-off of bad debts is in the accounts."),
        (RUTH, "The paint is poorly covered by the warranty."),
        (RUTH, "He let the tenancy go to the highest bidder."),
        (HELEN, "Gross margin was 31% against a budget of 33%."),
        (HELEN, "The fraud prevention training is on Tuesday."),
        (HELEN, "You can record the meeting if you like."),
        (MARTIN, "The backdated pay rise is in the October payroll."),
        (MARTIN, "The old system costs £40 a month."),
        (MARTIN, "Everybody had a copy of the agreement between us and the bank."),
    ],
)
def test_ordinary_sentences_of_a_call_are_shown(
    speaker: str, sentence: str, read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes(call(*OPENING, (speaker, sentence), *CLOSING), "call.vtt"))

    assert sentence in shown(evidence)


def test_what_the_firm_says_after_the_clients_goodbye_is_its_own(
    read: Read, make: SimpleNamespace
) -> None:
    said = call(*CLOSING, (RUTH, "Bye, everybody."), (HELEN, "She took it well."), (MARTIN, "Yes."))
    evidence = read(make.notes(said, "call.vtt"))

    assert "She took it well" not in shown(evidence)
    assert evidence.passages[-1].withheld == "said after the client had left"


def test_what_the_firm_says_before_the_client_joins_is_its_own(
    read: Read, make: SimpleNamespace
) -> None:
    said = call(
        (HELEN, "Is she always late?"), (MARTIN, "She has the bank first."), *OPENING, *CLOSING
    )
    evidence = read(make.notes(said, "call.vtt"))

    assert evidence.passages[0].withheld == "said before the client had joined"
    assert "bank first" not in shown(evidence)
    assert "the count starts on Monday" in shown(evidence)


def test_a_goodbye_in_the_middle_of_a_call_ends_nothing(read: Read, make: SimpleNamespace) -> None:
    said = call((RUTH, "Joss said bye to the old system."), *CLOSING)

    assert "the count starts on Monday" in shown(read(make.notes(said, "call.vtt")))


def test_a_dictated_note_of_one_person_is_not_the_firms_chat(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes(call((HELEN, "The count starts on Monday.")), "call.vtt"))

    assert shown(evidence) == "The count starts on Monday."
