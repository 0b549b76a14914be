"""Names near to registered ones are proposed and never changed."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from engross.records import Evidence, Finding

Read = Callable[..., Evidence]


def misheard(evidence: Evidence) -> list[Finding]:
    return [finding for finding in evidence.findings if finding.rule == "name-misheard"]


def call(*lines: str) -> str:
    cues = (f"00:0{n}.000 --> 00:0{n}.900\n{line}\n" for n, line in enumerate(lines))
    return "WEBVTT\n\n" + "\n".join(cues)


def test_a_misheard_speaker_is_a_note_with_its_place_and_the_passage_is_left_alone(
    read: Read, make: SimpleNamespace
) -> None:
    text = call("Ruth Adeyami: We agreed to wait for the count.", "Helen Pike: Good.")
    evidence = read(make.notes(text, "call.vtt"))
    (finding,) = misheard(evidence)

    assert finding.severity == "note"
    assert finding.place == "call.vtt, 00:00:00.000"
    assert "“Ruth Adeyami”" in finding.message
    assert "Ms Ruth Adeyemi" in finding.message
    assert (evidence.passages[0].speaker, evidence.passages[0].side) == ("Ruth Adeyami", "")


def test_a_misheard_name_in_what_was_said_is_noticed_once(
    read: Read, make: SimpleNamespace
) -> None:
    text = call(
        "Helen Pike: I'll send the list to Ms Adeyemy.", "Helen Pike: Ms Adeyemy asked for it."
    )

    (finding,) = misheard(read(make.notes(text, "call.vtt")))

    assert "“Ms Adeyemy”" in finding.message


def test_a_misheard_name_in_a_written_note_is_noticed(read: Read, make: SimpleNamespace) -> None:
    evidence = read(make.notes("Decision: Helen Pyke sends the list."))

    assert len(misheard(evidence)) == 1


def test_right_names_strangers_and_withheld_remarks_are_not_proposed(
    read: Read, make: SimpleNamespace
) -> None:
    text = call(
        "Ruth Adeyemi: Helen Pike and Martin Oke were here.",
        "Ruth: Tom Bayliss too, and Mr Oyelaran.",
        "Helen Pike: Off the record, Helen Pyke is a joke.",
    )

    assert misheard(read(make.notes(text, "call.vtt"))) == []


def test_a_name_near_to_a_clients_is_proposed_once(read: Read, make: SimpleNamespace) -> None:
    note = "Decision: Rackline waits.\nDecision: Rackline pays.\nDecision: Copper Beech waits."
    found = misheard(read(make.notes(note)))

    assert [finding.message.split(" in ")[0] for finding in found] == [
        "“Rackline”",
        "“Copper Beech”",
    ]
    assert "Wrackline Boatyard Limited" in found[0].message
    assert "Copperbeech" not in found[1].message


def test_a_surname_with_another_vowel_is_proposed(read: Read, make: SimpleNamespace) -> None:
    (finding,) = misheard(read(make.notes("Decision: Mr Oake sends the list.")))

    assert "Martin Oke" in finding.message
