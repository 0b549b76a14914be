from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engross.ledger import GENESIS, Head, Ledger, line_hash, problems
from engross.records import LedgerEntry
from engross.testing.stores import MemoryLedgerStore

FIELDS = sorted(LedgerEntry.model_fields)


def _changed(value: Any, text: str) -> Any:  # noqa: ANN401 - a field of any type
    if isinstance(value, int):
        return value + 1 + len(text)
    if isinstance(value, dt.datetime):
        return value + dt.timedelta(microseconds=1 + len(text))
    return value + "x" + text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(number=st.integers(0, 2), field=st.sampled_from(FIELDS), text=st.text(max_size=4))
def test_every_single_field_change_of_a_line_is_noticed(
    filled: Ledger, store: MemoryLedgerStore, number: int, field: str, text: str
) -> None:
    whole = store._entries[number]
    altered = whole.model_copy(update={field: _changed(getattr(whole, field), text)})
    store._entries[number] = altered

    noticed = filled.verify()
    store._entries[number] = whole

    assert noticed
    assert filled.verify() == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(number=st.integers(1, 3), data=st.data())
def test_every_changed_byte_of_a_payload_or_salt_is_noticed(
    filled: Ledger, store: MemoryLedgerStore, number: int, data: st.DataObject
) -> None:
    kept = store._payloads[number]
    part = data.draw(st.integers(0, 1))
    place = data.draw(st.integers(0, len(kept[part]) - 1))
    changed = bytearray(kept[part])
    changed[place] ^= data.draw(st.integers(1, 255))
    store._payloads[number] = (bytes(changed), kept[1]) if part == 0 else (kept[0], bytes(changed))

    noticed = filled.verify()
    store._payloads[number] = kept

    assert noticed == (f"The details kept for line {number} have been changed.",)


def test_a_missing_line_is_named(filled: Ledger, store: MemoryLedgerStore) -> None:
    del store._entries[1]

    assert filled.verify() == (
        "Line 3 follows line 1: lines are missing or out of order.",
        "Line 3 does not continue the line before it: the chain is broken.",
    )


def test_lines_in_another_order_are_noticed(filled: Ledger, store: MemoryLedgerStore) -> None:
    store._entries[0], store._entries[1] = store._entries[1], store._entries[0]

    assert any("out of order" in problem for problem in filled.verify())


def test_a_cut_off_end_is_noticed_against_a_known_head(
    filled: Ledger, store: MemoryLedgerStore
) -> None:
    head = filled.head()
    store._entries.pop()

    assert filled.verify() == ()
    assert [problem[:60] for problem in filled.verify([head])] == [
        "The ledger ends at line 2, but line 3 is known to have been "
    ]


def test_a_ledger_built_anew_is_noticed_against_a_known_head(
    filled: Ledger, store: MemoryLedgerStore
) -> None:
    head = filled.head()
    _rebuild(store, kind="declined")

    assert filled.verify() == ()
    assert filled.verify([head]) == ("Line 3 is not the line that is known to have been written.",)


def test_heads_that_the_ledger_still_holds_are_no_problem(filled: Ledger) -> None:
    first = filled.lines()[0]
    known = [Head(0, GENESIS), Head(1, first.hash), filled.head()]

    assert filled.verify(known) == ()


def test_a_person_put_in_anothers_place_is_noticed(
    filled: Ledger, store: MemoryLedgerStore
) -> None:
    """The intruder rewrites the payload with its hash, and the whole chain, but not the actor."""
    salt, payload = store._payloads[3]
    forged = payload.replace(b"helen.pike", b"gareth.low")
    store._payloads[3] = (salt, forged)
    _rebuild(store, payload_hash=hashlib.sha256(salt + forged).hexdigest())

    assert filled.verify() == ("Line 3 does not name the one whom its details name.",)


def test_a_payload_that_no_ledger_writes_is_a_problem_and_no_crash(
    filled: Ledger, store: MemoryLedgerStore
) -> None:
    salt, _ = store._payloads[3]
    store._payloads[3] = (salt, b"[not json")
    _rebuild(store, payload_hash=hashlib.sha256(salt + b"[not json").hexdigest())

    assert filled.verify() == ("Line 3 does not name the one whom its details name.",)


def test_a_lines_hash_can_be_taken_without_engross(filled: Ledger) -> None:
    line = filled.lines()[0]
    fields = json.loads(line.model_dump_json())
    stated = fields.pop("hash")
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    assert hashlib.sha256(text.encode()).hexdigest() == stated


def test_every_problem_is_listed_not_the_first_alone(filled: Ledger) -> None:
    lines = [line.model_copy(update={"kind": "x"}) for line in filled.lines()]

    assert len(problems(lines)) == 3


def _rebuild(store: MemoryLedgerStore, **fields: str) -> None:
    """The last line with other fields, hashed again as an intruder with the database would."""
    changed = store._entries[-1].model_copy(update=fields)
    store._entries[-1] = changed.model_copy(update={"hash": line_hash(changed)})
