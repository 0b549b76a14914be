from __future__ import annotations

import hashlib

import pytest

from engross.models.replay import NewGeneration, Replay
from engross.records import canonical_json
from engross.records.ports import JournalKey
from engross.testing.stores import MemoryJournal


def replay(journal: MemoryJournal, seen: list[NewGeneration] | None = None) -> Replay:
    return Replay("run", journal, (seen if seen is not None else []).append)


def never() -> str:
    raise AssertionError("made although it was recorded")


def test_an_answer_is_in_the_journal_before_it_is_handed_out() -> None:
    journal = MemoryJournal()

    answer, replayed = replay(journal).once("look", 1, {"ask": 1}, lambda: '"yes"')

    key, entry = next(iter(journal.entries.items()))
    assert (answer, replayed) == ('"yes"', False)
    assert key == JournalKey("run", 1, "look", 1)
    assert entry.answer == '"yes"'
    assert entry.request_hash == hashlib.sha256(canonical_json({"ask": 1})).hexdigest()


def test_a_recorded_answer_is_not_made_again() -> None:
    journal = MemoryJournal()
    replay(journal).once("look", 1, {"ask": 1}, lambda: '"yes"')

    assert replay(journal).once("look", 1, {"ask": 1}, never) == ('"yes"', True)


def test_nothing_is_recorded_when_making_fails() -> None:
    journal = MemoryJournal()

    with pytest.raises(AssertionError):
        replay(journal).once("look", 1, {"ask": 1}, never)

    assert not journal.entries


def test_a_changed_request_begins_a_new_generation_and_says_so() -> None:
    journal, seen = MemoryJournal(), []
    replay(journal).once("look", 1, {"ask": 1}, lambda: '"yes"')

    answer = replay(journal, seen).once("look", 1, {"ask": 2}, lambda: '"no"')

    assert answer == ('"no"', False)
    assert seen == [NewGeneration(generation=2, task="look", ordinal=1)]
    assert list(journal.entries)[-1] == JournalKey("run", 2, "look", 1)


def test_a_new_generation_still_finds_the_untouched_calls_of_the_one_before() -> None:
    journal, seen = MemoryJournal(), []
    first = replay(journal)
    first.once("look", 1, {"ask": 1}, lambda: '"one"')
    first.once("look", 2, {"ask": 2}, lambda: '"two"')
    second = replay(journal, seen)
    second.once("look", 1, {"ask": 1}, never)
    second.once("look", 2, {"ask": "two"}, lambda: '"changed"')

    third = replay(journal, seen)

    assert third.once("look", 1, {"ask": 1}, never) == ('"one"', True)
    assert third.once("look", 2, {"ask": "two"}, never) == ('"changed"', True)
    assert [generation.generation for generation in seen] == [2]


def test_one_generation_is_begun_for_all_that_follows_a_changed_request() -> None:
    journal, seen = MemoryJournal(), []
    first = replay(journal)
    for ordinal in (1, 2, 3):
        first.once("look", ordinal, {"ask": ordinal}, lambda: '"old"')

    second = replay(journal, seen)
    for ordinal in (1, 2, 3):
        second.once("look", ordinal, {"ask": -ordinal}, lambda: '"new"')

    assert len(seen) == 1
    assert {key.generation for key in list(journal.entries)[3:]} == {2}


def test_runs_do_not_see_each_other() -> None:
    journal = MemoryJournal()
    replay(journal).once("look", 1, {"ask": 1}, lambda: '"yes"')

    other = Replay("other", journal, [].append)

    assert other.once("look", 1, {"ask": 1}, lambda: '"own"') == ('"own"', False)
