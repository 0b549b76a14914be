"""Mails that a person must see to through the whole pipeline: none is answered.

For the first set the head is made sure of an intent that is answered, so that nothing but what must
go to a person keeps a draft from being made. The fifth, of which some are told by nothing, goes by
the firm's own examples.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from acceptance.firm import make_firm
from engross.intake.incoming import reading
from engross.pipeline import names
from engross.pipeline.orders import Order
from engross.pipeline.starting import start
from engross.pipeline.triaging import routing_of
from engross.records import IntentChoice, Run, RunInput
from engross.settings import Settings
from engross.sources.readers import mail as reader
from engross.triage import kept_head
from engross.wiring import House, open_house
from integration.triage.reading import Written, written

_SURE = SimpleNamespace(
    threshold=0.5, choices=lambda _text: (IntentChoice(intent="deadline", confidence=1),)
)
_MADE = (names.RESULT, names.RENDERED, names.HELD)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(reading, "read_document", reader.read)  # not in a process of its own
    settings = Settings(workspace=make_firm(tmp_path).root, office="none")
    with open_house(settings, lambda _words: None) as opened:
        yield opened


@pytest.mark.slow
def test_no_mail_for_a_person_is_answered_however_sure_the_examples_are(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_head, "head_for", lambda *_: _SURE)
    mails = (*written("to_route_tuning"), *written("to_route_held_back"))

    answered = [each.key for each in mails if not _is_routed(house, each)]

    assert len(mails) > 60
    assert answered == []
    assert list(house.services.outputs.glob("*/*.docx")) == []
    assert list(house.services.outputs.rglob("*.eml")) == []


@pytest.mark.slow
def test_none_of_the_fifth_set_is_answered_with_the_firms_examples(house: House) -> None:
    runs = [_run(house, each) for each in written("to_route_fifth")]

    assert {run.state for run in runs} == {"routed", "abstained"}
    assert list(house.services.outputs.glob("*/*.docx")) == []


def _run(house: House, each: Written) -> Run:
    sha256 = house.services.documents.put(each.eml)
    given = RunInput(role="mail", file=f"{each.key}.eml", sha256=sha256)
    run = start(house.services, Order(crew="support_reply", files=(), kept=(given,)))
    return house.produce(run.id)


def _is_routed(house: House, each: Written) -> bool:
    run = _run(house, each)
    routing = routing_of(house.services, run)
    made = [name for name in _MADE if house.services.records.has(run.id, name)]
    return (
        run.state == "routed"
        and routing is not None
        and each.kind in [found.kind for found in routing.escalations]
        and not made
    )
