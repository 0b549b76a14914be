from __future__ import annotations

import hashlib
import json
import tomllib
from importlib import resources

import pytest

from engross.adapters.embedding import MiniLMEmbedding
from engross.records import IncomingMail, MailLine
from engross.testing import HashedEmbedding
from engross.triage.signs import kinds
from engross.triage.watching import FILE, Watch, watch

ROOM = resources.files("engross.triage")


@pytest.fixture(scope="module")
def carried() -> Watch:
    found = watch(MiniLMEmbedding())
    assert found is not None
    return found


def _mail(*texts: str, subject: str = "") -> IncomingMail:
    lines = [MailLine(text=text, place=f"message, line {n}") for n, text in enumerate(texts, 1)]
    return IncomingMail(message_id="a@example", subject=subject, lines=tuple(lines))


def test_a_mail_like_those_for_people_is_noticed_with_its_likest_paragraph(carried: Watch) -> None:
    found = carried.noticed(
        _mail("Good morning Martin.", "I cannot see a way out and nobody would miss me.")
    )

    assert found is not None
    assert (found.kind, found.place) == ("vulnerability", "message, line 2")
    assert found.words == "I cannot see a way out and nobody would miss me."


def test_an_ordinary_mail_is_not(carried: Watch) -> None:
    assert carried.noticed(_mail("When is our next VAT return due?", subject="VAT")) is None


def test_a_long_mail_is_looked_at_to_its_end(carried: Watch) -> None:
    ordinary = ["Here are the bank statements for July, August and September."] * 20

    found = carried.noticed(_mail(*ordinary, "I am on my way over and somebody will get hurt."))

    assert found is not None
    assert found.place == "message, line 21"


def test_a_sentence_between_ordinary_ones_is_noticed(carried: Watch) -> None:
    found = carried.noticed(
        _mail(
            "Our hours for the payroll are attached. I cannot see a way out any more. When is "
            "the next VAT return due? Please also send me a copy of the accounts for 2025."
        )
    )

    assert found is not None
    assert found.kind == "vulnerability"


def test_a_sentence_that_is_only_somewhat_like_them_is_doubted(carried: Watch) -> None:
    odd = _mail("Can I drop the deposit off in twenties? It's all counted.")
    plain = _mail("Has our payment reached you? Please also send me the invoice once more.")

    assert (carried.noticed(odd), carried.doubted(odd)) == (None, True)
    assert not carried.doubted(plain)


def test_a_subject_alone_is_looked_at(carried: Watch) -> None:
    found = carried.noticed(_mail(subject="I cannot see a way out any more"))

    assert found is not None
    assert found.place == "subject"


def test_a_mail_without_words_is_not_looked_at(carried: Watch) -> None:
    assert carried.noticed(_mail()) is None


def test_there_is_no_watch_by_another_embedding() -> None:
    assert watch(HashedEmbedding()) is None
    assert watch(None) is None


def test_the_weights_are_of_the_examples_that_stand() -> None:
    listed = tomllib.loads(ROOM.joinpath("escalation_examples.toml").read_text("utf-8"))
    kept = json.loads(ROOM.joinpath(FILE).read_text("utf-8"))

    assert kept["sources"] == hashlib.sha256(json.dumps(listed).encode()).hexdigest()
    assert sorted(kept["kinds"]) == sorted(kinds())
