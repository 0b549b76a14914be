"""A mail is answered once, unless somebody says that it is to be done again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from engross.errors import UsageError, WrongState
from engross.pipeline.batches.earlier import earlier_run
from engross.pipeline.once import start_once
from engross.pipeline.orders import Order
from engross.pipeline.rerunning import start_again
from engross.pipeline.services import Services
from engross.pipeline.starting import prepare
from engross.pipeline.tidying import documents_of

MailOrder = Callable[..., Order]


def test_a_mail_that_has_a_run_says_which(services: Services, mail_order: MailOrder) -> None:
    first = start_once(services, mail_order())
    services.runs.change(first.id, state="routed")

    with pytest.raises(UsageError, match=first.id) as refused:
        start_once(services, mail_order())

    assert "--again" in refused.value.remedy


def test_one_that_stopped_goes_on(services: Services, mail_order: MailOrder) -> None:
    first = start_once(services, mail_order())

    with pytest.raises(UsageError) as refused:
        start_once(services, mail_order())

    assert f"engross resume {first.id}" in refused.value.remedy


def test_again_makes_one_that_replaces_it(services: Services, mail_order: MailOrder) -> None:
    first = start_once(services, mail_order())

    second = start_once(services, mail_order(), again=True)

    assert second.supersedes == first.id


def test_what_is_signed_is_released_first(services: Services, mail_order: MailOrder) -> None:
    first = start_once(services, mail_order())
    services.runs.change(first.id, state="signed")

    with pytest.raises(WrongState, match="only waits for its release"):
        start_once(services, mail_order(), again=True)


def test_other_documents_are_made_as_often_as_asked(services: Services, order: Order) -> None:
    start_once(services, order)

    assert start_once(services, order).state == "running"
    with pytest.raises(UsageError, match="or to a mail"):
        start_once(services, order, again=True)


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({"Received": "from elsewhere by another"}, True),
        ({"Message_ID": "<two@x>"}, False),
        ({"sender": "Thief <thief@elsewhere.example>"}, False),
        ({"told": ""}, False),
    ],
)
def test_a_mail_is_the_same_by_its_id_and_its_sender(
    services: Services,
    mail_order: MailOrder,
    headers: dict[str, str],
    same: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    first = start_once(services, mail_order())
    order = mail_order(**headers).model_copy(update={"as_at": dt.date(2026, 12, 1)})

    earlier = earlier_run(services, prepare(services, order).run, order)

    assert (earlier == first) is same


def test_a_rerun_needs_no_file_and_nobody_named(services: Services, mail_order: MailOrder) -> None:
    first = start_once(services, mail_order())

    again = start_again(services, first.id, files=())

    assert (again.message, again.client, again.matter) == (
        first.message,
        first.client,
        first.matter,
    )
    assert again.supersedes == first.id


def test_the_mail_itself_is_a_document_of_its_run(
    services: Services, mail_order: MailOrder
) -> None:
    run = start_once(services, mail_order())

    assert documents_of(services, run) == {run.inputs[0].sha256}
