from __future__ import annotations

import json

import pytest

from engross.errors import Tampered
from engross.ledger import GENESIS, Head, Ledger
from engross.testing.stores import MemoryLedgerStore

HELEN = "helen.pike@penhallowreeve.example"


def test_lines_are_numbered_and_chained(filled: Ledger) -> None:
    first, second, third = filled.lines()

    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert [first.previous, second.previous, third.previous] == [GENESIS, first.hash, second.hash]
    assert filled.verify() == ()


def test_an_empty_ledger_is_whole_and_has_a_head_of_zeros(ledger: Ledger) -> None:
    assert ledger.verify() == ()
    assert ledger.head() == Head(0, GENESIS)


def test_head_is_the_newest_line(filled: Ledger) -> None:
    newest = filled.lines()[-1]

    assert filled.head() == Head(3, newest.hash)


def test_a_line_never_holds_an_email_address(filled: Ledger) -> None:
    lines = "".join(line.model_dump_json() for line in filled.lines())

    assert "@" not in lines


def test_the_same_person_is_named_differently_in_every_line(ledger: Ledger) -> None:
    first = ledger.record("signed", "run-1", HELEN, "", {})
    second = ledger.record("signed", "run-2", HELEN, "", {})

    assert first.actor.startswith("person-")
    assert first.actor != second.actor


def test_programs_and_agents_are_named_plainly(filled: Ledger) -> None:
    assert [line.actor for line in filled.lines()[:2]] == ["engross", "drafter"]


@pytest.mark.parametrize("where", ["kind", "run", "subject"])
def test_an_email_address_outside_actor_and_payload_is_refused(ledger: Ledger, where: str) -> None:
    parts = {"kind": "signed", "run": "run-1", "subject": "", where: f"by {HELEN}"}

    with pytest.raises(ValueError, match="never an e-mail address"):
        ledger.record(actor="engross", payload={}, **parts)

    assert ledger.lines() == []


def test_verifying_asks_the_store_twice_however_many_lines_there_are() -> None:
    class CountingStore(MemoryLedgerStore):
        asked = 0

        def __getattribute__(self, name: str) -> object:
            if name in {"entries", "newest", "payload", "payloads"}:
                CountingStore.asked += 1
            return super().__getattribute__(name)

    counted = Ledger(CountingStore())
    for number in range(50):
        counted.record("model-called", "run-1", "drafter", f"draft {number}", {})

    assert counted.verify() == ()
    assert CountingStore.asked == 2


def test_details_come_back_as_recorded(filled: Ledger) -> None:
    newest = filled.newest("signed", "run-1")

    assert newest is not None
    assert filled.details(newest) == {"comment": "Fine"}


def test_newest_line_of_a_kind_is_the_last_one(filled: Ledger) -> None:
    again = filled.record("signed", "run-1", HELEN, "", {"comment": "Again"})

    assert filled.newest("signed", "run-1") == again
    assert filled.newest("signed", "run-2") is None


def test_erasing_payload_and_salt_leaves_a_whole_chain_and_no_person(
    filled: Ledger, store: MemoryLedgerStore
) -> None:
    line = filled.lines()[-1]
    del store._payloads[line.number]

    assert filled.verify() == ()
    assert filled.details(line) is None


def test_details_of_a_changed_payload_are_refused(filled: Ledger, store: MemoryLedgerStore) -> None:
    line = filled.lines()[-1]
    salt, payload = store._payloads[line.number]
    store._payloads[line.number] = (salt, payload.replace(b"Fine", b"Fake"))

    with pytest.raises(Tampered, match="details kept for line 3"):
        filled.details(line)


def test_details_through_a_changed_line_are_refused(filled: Ledger) -> None:
    line = filled.lines()[-1].model_copy(update={"kind": "declined"})

    with pytest.raises(Tampered, match="Line 3 of the ledger has been changed"):
        filled.details(line)


def test_payload_keeps_who_it_was_until_erased(ledger: Ledger, store: MemoryLedgerStore) -> None:
    line = ledger.record("signed", "run-1", HELEN, "", {"comment": "Fine"})
    _, payload = store._payloads[line.number]

    assert json.loads(payload) == {"actor": HELEN, "details": {"comment": "Fine"}}
