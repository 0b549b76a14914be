"""What sentences of a conversation do, by what stands about them."""

from __future__ import annotations

import pytest

from engross.intake import Subject
from engross.intake.classing import Classed
from engross.intake.dialogue import Conversation, Line
from engross.intake.owners import Owners
from engross.intake.scoring import Scores
from engross.intake.speakers import Speakers

HELEN, RUTH, MARTIN = "Helen Pike", "Ruth", "Martin Oke"


class Sound:
    """A scorer that hears what it is told to."""

    def __init__(self, **heard: dict[str, float]) -> None:
        self.heard = heard
        self.asked: list[str] = []

    def scores(self, sentences: list[str]) -> list[Scores]:
        self.asked += sentences
        return [
            next(
                (Scores(**scores) for key, scores in self.heard.items() if key in sentence),
                Scores(action=0.3, request=0.3, decision=0.3),
            )
            for sentence in sentences
        ]


@pytest.fixture
def speakers(subject: Subject) -> Speakers:
    return Speakers(subject)


def heard(speakers: Speakers, *said: tuple[str, ...], sound: Sound | None = None) -> list[Classed]:
    """Each turn is a speaker and sentences."""
    lines = [
        Line(text, 0, turn, speaker, speakers.side(speaker))
        for turn, (speaker, *texts) in enumerate(said)
        for text in texts
    ]
    owners = Owners(speakers, (speaker for speaker, *_ in said))
    return Conversation(lines, owners, sound).classed()  # type: ignore[arg-type]  # a double


def kinds(speakers: Speakers, *said: tuple[str, ...], sound: Sound | None = None) -> list[str]:
    return [classed.kind for classed in heard(speakers, *said, sound=sound)]


PROPOSAL = "Let's keep the old year end for the yard."


@pytest.mark.parametrize(
    "answer",
    ["Yes.", "Agreed.", "That works for me.", "Sounds good.", "Fine, yes.", "I'm happy with that."],
)
def test_a_proposal_is_a_decision_when_the_other_side_says_yes(
    answer: str, speakers: Speakers
) -> None:
    assert kinds(speakers, (HELEN, PROPOSAL), (RUTH, answer))[0] == "decision"


@pytest.mark.parametrize(
    "answer",
    [
        "No, I'd rather not.",
        "Hmm, I'm not sure about that.",
        "Well, hold on.",
        "What would that cost?",
        "The crane is back on Monday.",
    ],
)
def test_a_proposal_is_none_when_the_other_side_does_not(answer: str, speakers: Speakers) -> None:
    assert kinds(speakers, (HELEN, PROPOSAL), (RUTH, answer))[0] == "background"


def test_a_proposal_that_only_ones_own_side_likes_is_none(speakers: Speakers) -> None:
    assert kinds(speakers, (HELEN, PROPOSAL), (MARTIN, "Agreed."))[0] == "background"


def test_a_proposal_with_nobody_answering_is_none(speakers: Speakers) -> None:
    assert kinds(speakers, (HELEN, PROPOSAL)) == ["background"]


def test_the_answer_must_come_at_once(speakers: Speakers) -> None:
    found = kinds(
        speakers,
        (HELEN, PROPOSAL, "The crane is back.", "The shed is dry.", "The slip is clear."),
        (RUTH, "Good."),
    )

    assert found[0] == "background"


def test_summing_up_after_a_yes_settles_it(speakers: Speakers) -> None:
    found = kinds(
        speakers,
        (RUTH, "I'm happy with that."),
        (HELEN, "Okay, so we'll hold the price until spring."),
    )

    assert found[1] == "decision"


def test_we_agreed_is_taken_back_by_a_no(speakers: Speakers) -> None:
    assert kinds(speakers, (HELEN, "So we agreed the sixteenth."), (RUTH, "Good.")) == [
        "decision",
        "background",
    ]
    found = kinds(speakers, (HELEN, "So we agreed the sixteenth."), (RUTH, "No, we never did."))

    assert found[0] == "background"


def test_what_was_decided_within_a_story_is_no_decision(speakers: Speakers) -> None:
    story = (
        "When my father ran the yard after the war, with two men and a dog, he and I decided it."
    )

    assert kinds(speakers, (RUTH, story.replace("he and I", "we"))) == ["background"]


def test_a_question_that_is_answered_is_not_open(speakers: Speakers) -> None:
    asked = "When does the new stock system start for us?"

    assert kinds(speakers, (RUTH, asked), (HELEN, "On the sixteenth."))[0] == "background"
    assert kinds(speakers, (RUTH, asked), (HELEN, "I'd have to check."))[0] == "question"
    assert kinds(speakers, (RUTH, asked)) == ["question"]


def test_a_sentence_that_breaks_off_does_nothing(speakers: Speakers) -> None:
    assert kinds(speakers, (HELEN, "I'll send you the…"), (HELEN, "We agreed to the")) == [
        "background",
        "background",
    ]


def test_what_a_client_takes_back_is_no_instruction(speakers: Speakers) -> None:
    found = kinds(
        speakers,
        (RUTH, "Could you send the payroll summary?"),
        (RUTH, "Could you prepare a cash flow forecast?"),
        (HELEN, "Perhaps."),
        (RUTH, "Forget the cash flow."),
    )

    assert found == ["instruction", "background", "background", "background"]


def test_whoever_asks_is_not_the_one_to_act(speakers: Speakers) -> None:
    (asked,) = heard(speakers, (HELEN, "Please send me the list by Friday."))
    (named,) = heard(speakers, (HELEN, "Martin, could you send me the list?"))
    (promised,) = heard(speakers, (HELEN, "I'll send you the list by Friday."))
    (answered,) = heard(speakers, (HELEN, "Yes, I'll send it today, Martin."))
    (passed_on,) = heard(speakers, (HELEN, "I'll ask Martin to send it."))
    (other,) = heard(speakers, (HELEN, "Martin will send it to me by Friday."))

    assert (asked.kind, asked.owner, asked.due) == ("action", "", "Friday")
    assert (answered.owner, passed_on.owner, other.owner) == (HELEN, HELEN, "Martin")
    assert named.owner == "Martin"
    assert promised.owner == HELEN


def test_a_promise_that_no_phrase_has_is_heard_by_its_sound(speakers: Speakers) -> None:
    said = "The bin numbers should be with you by Friday."
    sound = Sound(bin={"action": 0.9})

    assert kinds(speakers, (HELEN, said)) == ["background"]
    assert kinds(speakers, (HELEN, said), sound=sound) == ["action"]


def test_a_clients_remark_needs_a_clear_sound_to_be_an_instruction(speakers: Speakers) -> None:
    said = "It would be lovely to have the reports earlier."

    unsure = kinds(speakers, (RUTH, said), sound=Sound(reports={"request": 0.6, "proposal": 0.4}))
    sure = kinds(speakers, (RUTH, said), sound=Sound(reports={"request": 0.9}))

    assert (unsure, sure) == (["background"], ["instruction"])


def test_a_stated_decision_by_sound_needs_the_others_yes(speakers: Speakers) -> None:
    said, sound = "So from January we'll use the new rates.", Sound(January={"decision": 0.8})

    assert kinds(speakers, (HELEN, said), (RUTH, "Yes."), sound=sound)[0] == "decision"
    assert kinds(speakers, (HELEN, said), (RUTH, "Do we?"), sound=sound)[0] == "background"


def test_sound_refutes_a_phrase_that_does_nothing(speakers: Speakers) -> None:
    said = "I'll take the ferry as a rule."
    sound = Sound(ferry={"background": 0.99, "action": 0.01})

    assert kinds(speakers, (RUTH, said)) == ["action"]
    assert kinds(speakers, (RUTH, said), sound=sound) == ["background"]


def test_the_mechanics_of_a_call_are_nothing(speakers: Speakers) -> None:
    sound = Sound(**{word: {"action": 0.99} for word in ("hand", "host", "screen", "chat")})
    said = (
        "I'll hand over to Martin now.",
        "I'm your host for this call.",
        "I'll share my screen in a second.",
        "I'll put it in the chat for you.",
    )

    assert kinds(speakers, (HELEN, *said), sound=sound) == ["background"] * 4


def test_only_sentences_that_may_do_something_are_embedded(speakers: Speakers) -> None:
    sound = Sound()
    kinds(
        speakers,
        (HELEN, "Good morning to you all.", "It rained on the pontoon.", "We should file it."),
        sound=sound,
    )

    assert sound.asked == ["We should file it."]
